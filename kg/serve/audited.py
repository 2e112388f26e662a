"""The sheet of an audit as the page asks for it: the same rows as ``kg audit`` writes, for a sample and a seed."""

from collections.abc import Mapping, Sequence
from typing import Final, TypedDict

from kg.audit import COLUMNS, draw_rows
from kg.errors import ConfigError, QueryError, StoreError
from kg.explore import Explorer, NothingError

LARGEST: Final = 1_000  # claims of a sample: more than somebody judges on a page
_HIGHEST: Final = 999_999_999  # seed


class Sheet(TypedDict):
    """The names of the columns, and the cells of each row as people read them."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def sheet(explorer: Explorer, values: Mapping[str, Sequence[str]]) -> Sheet:
    """Return the sheet with as many claims as the VALUES say, drawn by their seed, which is 0 where there is none.

    Raise QueryError where they are wrong, NothingError where the store has no claims.
    """
    sample = _number(values, "sample", 1, LARGEST)
    seed = _number(values, "seed", 0, _HIGHEST, usual="0")
    try:
        rows = draw_rows(explorer, sample, seed=seed)
    except ConfigError as error:
        raise QueryError(str(error).removeprefix("--")) from error  # there are no options here
    except StoreError as error:
        raise NothingError(str(error)) from error
    return {"columns": COLUMNS, "rows": [[row[name] for name in COLUMNS] for row in rows]}


def _number(
    values: Mapping[str, Sequence[str]], name: str, least: int, most: int, usual: str = ""
) -> int:
    given = next((value for value in values.get(name, ()) if value), usual)
    if not given:
        raise QueryError(f"{name}: it is needed")
    if not (given.isascii() and given.isdigit() and len(given) < 20):
        raise QueryError(f"{name}: {given!r} is no number")
    if not least <= int(given) <= most:
        raise QueryError(
            f"{name}: {given} is not from {least:,} to {most:,}; kg audit draws with any others"
        )
    return int(given)
