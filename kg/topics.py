"""The topic of an article by its own words: a match report, a market report, or something else.

The words are a table, ``ontology/topics.tsv``. Most articles are neither, and a report of a trial of a footballer is no
match report: so an article needs several words of its topic, and enough of them for its length.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache, lru_cache
from itertools import islice
from math import log2
from typing import Final

from kg import data

_TABLE: Final = "topics.tsv"
_WORD: Final = re.compile(r"[^\W_]+(?:[&'’-][^\W_]+)*")
_LONGEST: Final = 3  # words of an entry
_STRONG: Final = 3  # weight of words that hardly stand anywhere else
_AHEAD: Final = 1.5  # times the weights of the other topic
_WORDS: Final = 400  # at the beginning of an article, which tell what it is about


class Topic(StrEnum):
    """What an article is about, where that changes what its names mean."""

    SPORT = "sport"
    MARKET = "market"
    OTHER = "other"


_LEAST: Final = 9.0  # of the weights of all words together
# More of the weights, for each hundred words: reports of fraud on a market use its words, too.
_DENSE: Final = {Topic.SPORT: 4.0, Topic.MARKET: 8.0}


@lru_cache(maxsize=64)  # one article is asked about by several stages
def topic(text: str) -> Topic:
    """Return the topic of an article with this TEXT.

    >>> topic("The striker scored twice in the second half as Larn won 3-1 and reached the semi-finals of the cup.")
    <Topic.SPORT: 'sport'>
    >>> topic("Shares fell on Monday as traders waited for earnings, and the benchmark index closed 2 percent lower.")
    <Topic.MARKET: 'market'>
    >>> topic("A court sent the striker to prison on Monday for two years.")
    <Topic.OTHER: 'other'>
    """
    words = [found.group() for found in islice(_WORD.finditer(text.casefold()), _WORDS)]
    weights = dict.fromkeys(_DENSE, 0.0)
    strong = dict.fromkeys(weights, 0)
    for entry, count in _counted(words).items():
        for kind, weight in _table()[entry]:
            weights[kind] += weight * log2(1 + count)
            strong[kind] += weight >= _STRONG
    first, second = sorted(weights, key=lambda each: (-weights[each], each))
    enough = max(_LEAST + _DENSE[first] * len(words) / 100, _AHEAD * weights[second])
    is_clear = weights[first] >= enough and strong[first] > 1
    return first if is_clear else Topic.OTHER


def _counted(words: list[str]) -> dict[str, int]:
    """Return how often each entry of the table stands among WORDS; the longest entry counts, not its parts."""
    found: dict[str, int] = {}
    for entry in _entries(words):
        found[entry] = found.get(entry, 0) + 1
    return found


def _entries(words: list[str]) -> Iterator[str]:
    at, table, beginnings = 0, _table(), _beginnings()
    while at < len(words):
        if words[at] not in beginnings:
            at += 1
            continue
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            entry = " ".join(words[at : at + size])
            if entry in table:
                yield entry
                at += size
                break
        else:
            at += 1


@cache
def _beginnings() -> frozenset[str]:
    """Return the words that an entry may begin with: most words are none of them."""
    return frozenset(entry.split(" ")[0] for entry in _table())


@cache
def _table() -> Mapping[str, tuple[tuple[Topic, float], ...]]:
    """Return the topics of each word or phrase, with its weight for each."""
    found: dict[str, tuple[tuple[Topic, float], ...]] = {}
    lines = (data.find("ontology") / _TABLE).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            name, entry, weight = line.split("\t")
            found[entry] = (*found.get(entry, ()), (Topic(name), float(weight)))
    return found
