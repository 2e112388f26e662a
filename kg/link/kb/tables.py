"""CSV and TSV files as things: the first line names the columns."""

import csv
import gzip
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.link.kb.rows import columns, things
from kg.link.kb.thing import Thing
from kg.ontology import Ontology

SUFFIXES: Final = (".csv", ".tsv", ".csv.gz", ".tsv.gz")


def is_table(path: Path) -> bool:
    """Tell whether the file at PATH is a table, by its name."""
    return path.name.lower().endswith(SUFFIXES)


def read(path: Path, ontology: Ontology, fields: Mapping[str, str]) -> Iterator[Thing]:
    """Yield the things of the table at PATH; FIELDS say which columns hold what, where their names do not."""
    opened = gzip.open if path.suffix == ".gz" else open
    tabs = ".tsv" in path.suffixes
    try:
        with opened(path, "rt", encoding="utf-8-sig", newline="") as file:
            reader = (
                csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
                if tabs
                else csv.DictReader(file)
            )
            where = columns(tuple(reader.fieldnames or ()), fields, str(path))
            rows = ({field: row[name] or "" for field, name in where.items()} for row in reader)
            yield from things(rows, ontology, str(path))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        raise ConfigError(f"{path}: is no table: {error}") from None
