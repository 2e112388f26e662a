"""Candidates: which things of the knowledge base the names of one thing in a document may mean."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Protocol

from rapidfuzz import fuzz

from kg.link.kb.fold import core, fold, sound
from kg.link.kb.lookup import KnowledgeBase, Known, likeness
from kg.link.kb.thing import NameKind, Thing
from kg.ontology import Ontology

_ALIKE: Final = 0.86  # of a name that is only like one of the base
_WORD: Final = 88.0  # of each word of it, in percent
_SHORTEST: Final = 5  # letters of such a name; shorter ones are like too many
_PLACES: Final = frozenset({"Place", "Country", "Region", "City"})
ANY: Final = "Entity"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant: how alike the names are (0 to 1), and how well its class fits (0 to 1)."""

    known: Known
    words: str  # of the document
    likeness: float = 1.0
    fit: float = 1.0


class Candidates(Protocol):
    """A part that looks for what names may mean."""

    def __call__(self, names: Sequence[str], type: str) -> tuple[Candidate, ...]:
        """Return what a thing of class TYPE that a document calls by these NAMES may be."""
        ...


class FromKnowledgeBase:
    """Looks names up: as they are spelled, as initials, and where nothing has them, as they sound."""

    def __init__(self, base: KnowledgeBase, ontology: Ontology) -> None:
        self._base = base
        self._ontology = ontology

    def __call__(self, names: Sequence[str], type: str) -> tuple[Candidate, ...]:
        """Return each thing once, by its name that is most like one of NAMES; the first of these is the full one."""
        best: dict[str, Candidate] = {}
        for candidate in self._found(names, type):
            key = candidate.known.thing.key
            if key not in best or candidate.likeness > best[key].likeness:
                best[key] = candidate
        return tuple(best.values())

    def thing(self, key: str) -> Thing | None:
        """Return the thing with this KEY."""
        return self._base.thing(key)

    def _found(self, names: Sequence[str], type: str) -> Iterator[Candidate]:
        # What goes by the full name is meant; a part of it alone may be anybody's.
        for _, level in groupby(sorted(names, key=_length), key=_length):
            found = [
                each
                for each in self._fitting(self._spelled(level), type)
                if not (self._is_person(each, type) and is_anothers(names[0], each))
            ]
            if found:
                yield from found
                return
        if names and len(fold(names[0])) >= _SHORTEST:
            heard = (
                (known, names[0], likeness(core(fold(names[0])), known.name.name))
                for known in self._base.sounding(names[0])
                if is_misspelt(names[0], known.name.name)
            )
            yield from self._fitting((each for each in heard if each[2] >= _ALIKE), type)

    def _is_person(self, candidate: Candidate, type: str) -> bool:
        return type == "Person" or self._ontology.is_a(candidate.known.thing.type, "Person")

    def _spelled(self, names: Iterable[str]) -> Iterator[tuple[Known, str, float]]:
        for name in names:
            spellings = dict.fromkeys((name, core(fold(name))))
            for known in (known for spelling in spellings for known in self._base.named(spelling)):
                if known.name.kind is not NameKind.DEMONYM:
                    yield known, name, 1.0

    def _fitting(self, found: Iterable[tuple[Known, str, float]], type: str) -> Iterator[Candidate]:
        for known, words, alike in found:
            fit = self.fit(type, known.thing.type)
            if fit > 0.0:
                yield Candidate(known, words, alike, fit)

    def fit(self, mentioned: str, known: str) -> float:
        """Return how well a thing of class KNOWN goes with words that were taken for one of class MENTIONED."""
        if mentioned == known:
            return 1.0
        if ANY in (mentioned, known):
            return 0.6
        is_a = self._ontology.is_a
        if is_a(mentioned, known) or is_a(known, mentioned):
            return 0.9
        if {mentioned, known} <= _PLACES:
            return 0.5
        if is_a(mentioned, "Organization") and is_a(known, "Organization"):
            return 0.6
        return 0.0


def _length(name: str) -> int:
    """Return the order in which names of one thing are looked up: those of more words first."""
    return -len(name.split())


def is_anothers(full: str, candidate: Candidate) -> bool:
    """Tell whether a CANDIDATE for the person with this FULL name has a part of it alone, and another given name.

    A thing that is called no more than "Ruiz" is not Ana Ruiz either.
    """
    given, *rest = fold(full).split() or [""]
    known = fold(candidate.known.thing.label).split()
    if not rest or len(fold(candidate.words).split()) > len(rest):
        return False
    return len(known) < 2 or not may_be_given(given, known[0])


def may_be_given(one: str, other: str) -> bool:
    """Tell whether two given names, folded, may be one person's: the same, shortened, or spelled in another way.

    >>> may_be_given("alexander", "alex"), may_be_given("a", "ana"), may_be_given("jody", "bruce")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or sound(short) == sound(long)


def is_misspelt(one: str, other: str) -> bool:
    """Tell whether two names may be one, misspelled: word by word, so that no word is more or quite another.

    >>> is_misspelt("Los Angles Times", "Los Angeles Times"), is_misspelt("World Sea Bank", "World Bank")
    (True, False)
    >>> is_misspelt("North Eastern Province", "North Western Province")
    False
    """
    words, others = core(fold(one)).split(), core(fold(other)).split()
    return len(words) == len(others) and all(
        fuzz.ratio(*pair) >= _WORD for pair in zip(words, others, strict=True)
    )
