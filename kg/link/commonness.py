"""How common the names of people are: "John Smith" may be anybody, of the name "Kofi Annan" there are few.

From a table, ``ontology/common-names.tsv``: how many of 100,000 people have a given or a family name.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from math import log
from typing import Final

from kg import data, vocabulary
from kg.link.kb.fold import fold

_TABLE: Final = "common-names.tsv"
_PEOPLE: Final = 100_000
_RARE: Final = 2.0  # of a name that is not in the table
AFTER: Final = vocabulary.words("titles", "generations")


@lru_cache(maxsize=8192)
def commonness(name: str) -> float:
    """Return the logarithm of how many of 100 million people have the NAME, as if its parts were independent.

    >>> [round(commonness(name)) for name in ("John Smith", "Michael Levine", "Kofi Annan")]
    [10, 6, -2]
    """
    words = [word for word in fold(name).split() if word not in AFTER]
    if not words:
        return 0.0
    given = _table().get(("given", words[0]), _RARE)
    family = _table().get(("family", words[-1]), _RARE)
    people = 1000.0 * _PEOPLE
    if len(words) == 1:
        return log(people * family / _PEOPLE)
    return log(people * (given / _PEOPLE) * (family / _PEOPLE))


@cache
def _table() -> Mapping[tuple[str, str], float]:
    lines = (data.find("ontology") / _TABLE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(kind, name): float(count) for kind, name, count in rows}
