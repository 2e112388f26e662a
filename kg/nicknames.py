"""Short forms of given names: "Charles Larn" may be known as "Chuck Larn".

From a table, ``ontology/nicknames.tsv``.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Final

from kg import data
from kg.places import plain

_TABLE: Final = "nicknames.tsv"
_LEAST: Final = 2  # words of a name that has a given one


def nicknamed(name: str) -> tuple[str, ...]:
    """Return NAME with other forms of its given name.

    >>> nicknamed("Charles Larn"), nicknamed("Chuck E. Larn"), nicknamed("Charles")
    (('Charlie Larn', 'Chuck Larn'), ('Charles E. Larn',), ())
    """
    given, *rest = name.split()
    if 1 + len(rest) < _LEAST:
        return ()
    return tuple(
        f"{each.title()} {' '.join(rest)}" for each in _table().get(plain(given).casefold(), ())
    )


def are_forms(one: str, other: str) -> bool:
    """Tell whether two given names are forms of one.

    >>> are_forms("Charlie", "Charles"), are_forms("Chuck", "Charlie"), are_forms("Ann", "Charles")
    (True, True, False)
    """
    table, one, other = _table(), plain(one).casefold(), plain(other).casefold()
    longs = {one, *table.get(one, ())} & {other, *table.get(other, ())}
    return bool(longs)


@cache
def _table() -> Mapping[str, tuple[str, ...]]:
    """Return the other forms of each given name, long and short ones, folded."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (data.find("ontology") / _TABLE).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            long, short = line.split("\t")
            found[long].append(short)
            found[short].append(long)
    return {name: tuple(forms) for name, forms in found.items()}
