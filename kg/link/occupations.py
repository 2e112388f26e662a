"""What people do, as fields: "striker" and "footballer" are of one, "striker" and "senator" are not.

The words are a table, ``ontology/occupations.tsv``.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from typing import Final

from kg import data
from kg.link.kb.fold import fold

_TABLE: Final = "occupations.tsv"
_LONGEST: Final = 3  # words of an entry
_NAME: Final = re.compile(r"\b[A-Z][a-z]+\b")
_OFTEN: Final = 2
_SHARE: Final = 0.25
_PART: Final = "/"
_LIKE: Final = {"sport/australian-football": "sport/soccer"}  # told in the same words
SPORT: Final = "sport"


@lru_cache(maxsize=8192)
def fields(text: str) -> frozenset[str]:
    """Return the fields of the occupations that TEXT names.

    >>> sorted(fields("Liverpool striker")), sorted(fields("U.S. Senators"))
    (['sport/soccer'], ['politics'])
    """
    return frozenset(field for own in _entries(text) for field in own)


@lru_cache(maxsize=8192)
def sure(text: str) -> frozenset[str]:
    """Return the fields that TEXT surely names: by words that belong to one field alone.

    >>> sure("director, painter"), sure("spokesman")
    (frozenset({'art'}), frozenset())
    """
    return frozenset(field for own in _entries(text) if len(own) == 1 for field in own)


def spoken(text: str) -> frozenset[str]:
    """Return the fields that TEXT as a whole is about: those of a quarter of its words that are of one field alone.

    >>> sorted(spoken("The senator and the minister met the bishop, and the senator left parliament for the church."))
    ['politics', 'religion']
    """
    plain = _NAME.sub(" ", text)  # nobody named Cook or Bishop says what an article is about
    counts = Counter(field for own in _entries(plain) if len(own) == 1 for field in own)
    counts.pop(SPORT, None)
    sports = sorted((field for field in counts if is_sport({field})), key=lambda f: (-counts[f], f))
    for field in sports[1:]:
        del counts[field]  # a report is of one
    return frozenset(
        field
        for field, count in counts.items()
        if count >= _OFTEN and count >= _SHARE * counts.total()
    )


@lru_cache(maxsize=64)
def mentioned(text: str) -> frozenset[str]:
    """Return all fields that TEXT has a word of, names left out."""
    return frozenset(field for own in _entries(_NAME.sub(" ", text)) for field in own)


def _entries(text: str) -> Iterator[frozenset[str]]:
    """Yield the fields of each entry of the table that TEXT has, the longest first."""
    words, table, beginnings = fold(text).split(), _table(), _beginnings()
    at = 0
    while at < len(words):
        if words[at] not in beginnings:
            at += 1
            continue
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            entry = " ".join(words[at : at + size])
            if own := table.get(entry) or table.get(entry.removesuffix("s")):
                yield own
                at += size
                break
        else:
            at += 1


def agree(some: Collection[str], others: Collection[str]) -> bool:
    """Tell whether SOME fields and OTHERS have one in common, or a part of one.

    >>> agree({"sport"}, {"sport/tennis"}), agree({"sport/golf"}, {"sport/tennis"})
    (True, False)
    """
    return any(
        one == other or one.startswith(other + _PART) or other.startswith(one + _PART)
        for one in some
        for other in others
    )


def differ_in_sport(some: Collection[str], others: Collection[str]) -> bool:
    """Tell whether SOME fields and OTHERS each name a sport, and not the same.

    >>> differ_in_sport({"sport/golf"}, {"sport/soccer"})
    True
    >>> differ_in_sport({"sport/australian-football"}, {"sport/soccer"})
    False
    """
    one, other = ({_LIKE.get(f, f) for f in each if _PART in f} for each in (some, others))
    return bool(one) and bool(other) and not one & other


def is_sport(some: Collection[str]) -> bool:
    """Tell whether one of SOME fields is a sport."""
    return any(field.partition(_PART)[0] == SPORT for field in some)


@cache
def _beginnings() -> frozenset[str]:
    """Return the words that an entry may begin with, in the plural too: most words are none of them."""
    firsts = [entry.split() for entry in _table()]
    return frozenset(
        word for first, *rest in firsts for word in ((first,) if rest else (first, f"{first}s"))
    )


@cache
def _table() -> Mapping[str, frozenset[str]]:
    """Return the fields of each occupation, folded."""
    found: dict[str, frozenset[str]] = {}
    lines = (data.find("ontology") / _TABLE).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            field, entry = line.split("\t")
            key = fold(entry)
            found[key] = found.get(key, frozenset()) | {field}
    return found
