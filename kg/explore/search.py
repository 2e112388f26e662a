"""Suggestions: what a reader may mean by a few letters, misspelled or not, by a name, an alias or an identifier.

The index is made once for a state of the store. Names that begin with the letters go first, then those in which a
word does, then those that are nearly spelled so; among equals, what more articles mention.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import Final, NamedTuple

from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz, process

from kg.explore.reader import ALIAS, FACTS, LABEL, Reader, node
from kg.explore.shapes import Suggestion

_WORD: Final = re.compile(r"\w+")
_LEAST: Final = 80  # how alike a misspelled name must be, of 100
_SHORTEST: Final = 4  # letters; with fewer, everything is nearly spelled so
_WIDEST: Final = 1500  # names that are looked at one by one where the letters fit many
_ENOUGH: Final = 60
_LONGEST: Final = 200  # letters of what is searched that are looked at
_MENTIONED: Final = """
SELECT ?thing (COUNT(*) AS ?n) { GRAPH ?article { ?article schema:mentions ?thing } } GROUP BY ?thing
"""
_DESCRIPTION: Final = node("kg", "description")
_ALTERNATE: Final = node("kg", "alternateName")
_SAME: Final = node("owl", "sameAs")
_ENTITY, _EVENT = "/entity/", "/event/"


Rank = tuple[int, bool, int, int, str]


class _Name(NamedTuple):
    folded: str
    written: str
    thing: int
    is_alias: bool
    is_event: bool


class Index:
    """The names of a store."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    @cached_property
    def _mentioned(self) -> Counter[str]:
        """How many articles mention each thing."""
        rows = self._reader.rows(_MENTIONED)
        return Counter({thing.value: int(count.value) for thing, count in rows})

    @cached_property
    def _things(self) -> list[str]:
        found = {
            quad.subject.value
            for quad in self._reader.quads(None, LABEL, None, FACTS)
            if isinstance(quad.subject, NamedNode) and _is_found(quad.subject.value)
        }
        return sorted(found)

    @cached_property
    def _names(self) -> list[_Name]:
        numbers = {name: number for number, name in enumerate(self._things)}
        found: list[_Name] = []
        for predicate in (LABEL, ALIAS, _ALTERNATE):
            for quad in self._reader.quads(None, predicate, None, FACTS):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                    number = numbers.get(quad.subject.value)
                    if number is not None:
                        written = quad.object.value
                        found.append(self._name(written, number, is_alias=predicate != LABEL))
        for quad in self._reader.quads(None, _SAME, None, FACTS):
            number = numbers.get(getattr(quad.subject, "value", ""))
            if number is not None and isinstance(quad.object, NamedNode):
                key = quad.object.value.rstrip("/").rpartition("/")[2]
                found.append(self._name(key, number, is_alias=True))
        return found

    def _name(self, written: str, thing: int, *, is_alias: bool) -> _Name:
        return _Name(folded(written), written, thing, is_alias, _EVENT in self._things[thing])

    @cached_property
    def _words(self) -> list[tuple[str, int]]:
        """Every name and each word in it, sorted, with the number of the name; of events the beginning alone.

        Who takes part in an event is found by its own name.
        """
        made = [(name.folded, number) for number, name in enumerate(self._names)]
        for number, name in enumerate(self._names):
            if not name.is_event:
                made += [(word, number) for word in name.folded.split()[1:]]
        return sorted(made)

    @cached_property
    def _by_length(self) -> dict[int, dict[int, str]]:
        """The names by number, for the comparison of spellings: by their length."""
        found: dict[int, dict[int, str]] = defaultdict(dict)
        for number, name in enumerate(self._names):
            if not name.is_event:
                found[len(name.folded)][number] = name.folded
        return found

    @cached_property
    def _popular(self) -> list[int]:
        """The names by number, those of what most articles mention first."""
        mentioned, things = self._mentioned, self._things
        return sorted(
            range(len(self._names)),
            key=lambda number: (-mentioned[things[self._names[number].thing]], number),
        )

    def suggest(self, text: str, kind: str | None = None, limit: int = 10) -> list[Suggestion]:
        """Return the things that TEXT may mean, the likeliest first; only those of the class KIND where it is given."""
        wanted = folded(text[:_LONGEST])
        if not wanted or limit < 1:
            return []
        best: dict[int, tuple[Rank, int]] = {}
        for number in self._beginning(wanted, kind):
            self._rank(best, wanted, number, misspelled=0)
        if len(best) < limit and len(wanted) >= _SHORTEST:
            for number, alike in self._alike(wanted, limit):
                self._rank(best, wanted, number, misspelled=round(100 - alike))
        made: list[Suggestion] = []
        for thing, (_, number) in sorted(best.items(), key=lambda pair: pair[1]):
            if kind is None or self._is_a(self._things[thing], kind):
                made.append(self._suggestion(thing, self._names[number]))
            if len(made) == limit:
                break
        return made

    def _rank(
        self,
        best: dict[int, tuple[Rank, int]],
        wanted: str,
        number: int,
        *,
        misspelled: int,
    ) -> None:
        name = self._names[number]
        iri = self._things[name.thing]
        whole = 0 if name.folded == wanted else 1 if name.folded.startswith(wanted) else 2
        misspelled = -(
            -misspelled // 10
        )  # a letter more or less says little; what is mentioned more was meant
        rank = (
            misspelled,
            name.is_event,
            min(whole, 1),
            -self._mentioned[iri],
            f"{whole}{name.folded}",
        )
        if name.thing not in best or rank < best[name.thing][0]:
            best[name.thing] = (rank, number)

    def _beginning(self, wanted: str, kind: str | None) -> Iterator[int]:
        """Yield the names in which all words of WANTED begin a word, the last perhaps not finished."""
        first = wanted.split()[0]
        for key in dict.fromkeys((wanted, first)):
            start = bisect_left(self._words, (key, -1))
            end = bisect_left(self._words, (f"{key}\U0010ffff", -1))
            if end - start > _WIDEST:
                # A letter or two: of so many, those that are mentioned most are enough.
                yield from self._most_popular(wanted.split(), kind)
                return
            for _, number in self._words[start:end]:
                if self._has(number, wanted.split()):
                    yield number

    def _has(self, number: int, beginnings: list[str]) -> bool:
        have = self._names[number].folded.split()
        return all(any(word.startswith(each) for word in have) for each in beginnings)

    def _most_popular(self, beginnings: list[str], kind: str | None) -> Iterator[int]:
        has = (
            number
            for number in self._popular
            if self._has(number, beginnings)
            and (kind is None or self._is_a(self._things[self._names[number].thing], kind))
        )
        yield from islice(has, _ENOUGH)

    def _alike(self, wanted: str, limit: int) -> Iterable[tuple[int, float]]:
        """Return the names that are nearly spelled like WANTED, whole or by a word of theirs."""
        size = len(wanted)
        widest = (
            size * (1 - _LEAST / 100) / (_LEAST / 200)
        )  # a name that differs more in length cannot be alike
        found: list[tuple[int, float]] = []
        for length, names in self._by_length.items():
            if abs(length - size) > widest + 1:
                continue
            alike = process.extract(
                wanted,
                names,
                scorer=fuzz.ratio,
                limit=limit,
                score_cutoff=_LEAST,
            )
            found += [(number, score) for _, score, number in alike]
        found.sort(key=lambda pair: -pair[1])
        return found[:limit] + [
            (number, fuzz.ratio(wanted, word)) for word, number in self._near_words(wanted)
        ]

    def _near_words(self, wanted: str) -> Iterator[tuple[str, int]]:
        """Yield single words of names that are nearly WANTED: a surname without its given name."""
        if " " in wanted:
            return
        for word, _, _ in process.extract(
            wanted, self._single, scorer=fuzz.ratio, limit=5, score_cutoff=_LEAST
        ):
            start = bisect_left(self._words, (word, -1))
            for each, number in self._words[start : start + 50]:
                if each != word:
                    break
                yield word, number

    @cached_property
    def _single(self) -> list[str]:
        return sorted(
            {word for word, _ in self._words if " " not in word and len(word) >= _SHORTEST}
        )

    def _is_a(self, iri: str, kind: str) -> bool:
        name, _ = self._reader.kind(NamedNode(iri))
        return self._reader.is_a(name, kind)

    def _suggestion(self, thing: int, name: _Name) -> Suggestion:
        iri = self._things[thing]
        item = self._reader.item(NamedNode(iri))
        made: Suggestion = {
            **item,  # type: ignore[typeddict-item]
            "about": self._about(NamedNode(iri)),
            "articles": self._mentioned[iri],
        }
        if name.is_alias and folded(item["label"]) != name.folded:
            made["matched"] = name.written
        return made

    def _about(self, thing: NamedNode) -> str:
        """Return a line about THING: its description, else its first fact."""
        described = self._reader.one(thing, _DESCRIPTION, FACTS)
        if described is not None:
            return described.value
        for predicate in _TELLING:
            value = self._reader.one(thing, predicate, FACTS)
            if value is not None:
                return f"{self._reader.word(predicate)} {self._reader.item(value)['label']}"
        return ""

    def most(self, kind: str, limit: int) -> list[tuple[str, int]]:
        """Return the things of the class KIND that most articles mention, with their numbers."""
        made: list[tuple[str, int]] = []
        for iri, count in sorted(self._mentioned.items(), key=lambda pair: (-pair[1], pair[0])):
            if len(made) == limit:
                break
            if self._is_a(iri, kind) and not self._reader.is_described(NamedNode(iri)):
                made.append((iri, count))
        return made

    def count(self) -> int:
        """Return how many things there are, events left out."""
        return sum(_ENTITY in thing for thing in self._things)


_TELLING: Final = tuple(
    node("kg", name)
    for name in (
        "holdsPosition",
        "headOf",
        "worksFor",
        "memberOf",
        "partOf",
        "locatedIn",
        "headquarteredIn",
    )
)


def folded(text: str) -> str:
    """Return TEXT without case, accents and marks between words, as names are compared.

    >>> folded("  Nicolás MADURO-Moros "), folded("AT&T")
    ('nicolas maduro moros', 'at t')
    """
    if text.isascii():
        return " ".join(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _is_found(iri: str) -> bool:
    return _ENTITY in iri or _EVENT in iri
