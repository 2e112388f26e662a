"""Words of English by what they share, from files that nobody needs Python for: ``ontology/words/MATTER.toml``.

Each table of a file says in ``about`` what it is for, and has either ``words`` or a ``table`` of them.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from kg import data
from kg.errors import OntologyError

_FOLDER: Final = "words"  # of the ontology
_Value = TypeVar("_Value", str, int)


def folder() -> Path:
    """Return the folder of the files."""
    return data.find("ontology") / _FOLDER


def words(matter: str, name: str) -> frozenset[str]:
    """Return the words of the table called NAME in the file of a MATTER.

    >>> sorted(words("offices", "ranks"))
    ['chief', 'deputy', 'head', 'principal', 'senior']
    """
    return frozenset(ordered(matter, name))


def ordered(matter: str, name: str) -> tuple[str, ...]:
    """Return the words of a table in the order of the file.

    >>> ordered("time", "quarters")
    ('first', 'second', 'third', 'fourth')
    """
    found = _part(matter, name, "words")
    return tuple(found.split() if isinstance(found, str) else found)


def table(matter: str, name: str) -> Mapping[str, str]:
    """Return what a table says of each word.

    >>> table("control", "addressing")["call"]
    'on'
    """
    return MappingProxyType(_values(matter, name, str))


def numbers(matter: str, name: str) -> Mapping[str, int]:
    """Return the number that a table has for each word.

    >>> numbers("numbers", "dozens")["score"]
    20
    """
    return MappingProxyType(_values(matter, name, int))


def _values(matter: str, name: str, kind: type[_Value]) -> dict[str, _Value]:
    values: dict[str, _Value] = _part(matter, name, "table")
    for word, value in values.items():
        if not isinstance(value, kind):
            wanted = "a number" if kind is int else "a text in quotation marks"
            raise OntologyError(f'{_file(matter)}: "{word}" of [{name}] must have {wanted}')
    return values


def _part(matter: str, name: str, part: str) -> Any:
    """Return the words of a table, or what it says of each."""
    tables = _tables(matter)
    if name not in tables:
        raise OntologyError(f'{_file(matter)}: no table "{name}"{_nearest(name, tables)}')
    if part not in tables[name]:
        raise OntologyError(f'{_file(matter)}: [{name}] has no "{part}"; write it below "about"')
    return tables[name][part]


@cache
def _tables(matter: str) -> dict[str, dict[str, Any]]:
    """Return the tables of a file, which is parsed once."""
    path = folder() / f"{matter}.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        near = _nearest(matter, (each.stem for each in folder().glob("*.toml")))
        raise OntologyError(f"{_file(matter)}: no such file{near}") from error
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"{_file(matter)}: {error}") from error


def _file(matter: str) -> str:
    return f"ontology/{_FOLDER}/{matter}.toml"


def _nearest(name: str, have: Iterable[str]) -> str:
    near = get_close_matches(name, list(have), n=1)
    return f'; did you mean "{near[0]}"?' if near else ""
