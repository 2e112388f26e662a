"""Candidates: which things of the knowledge base the names of one thing in a document may mean."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby
from typing import Final, Protocol

from rapidfuzz import fuzz

from kg import vocabulary
from kg.link.kb.fold import core, fold, sound
from kg.link.kb.lookup import KnowledgeBase, Known, likeness
from kg.link.kb.thing import Name, NameKind, Thing
from kg.nicknames import are_forms, nicknamed
from kg.ontology import Ontology

_ALIKE: Final = 0.86  # of a name that is only like one of the base
_WORD: Final = 88.0  # of each word of it, in percent
_SHORTEST: Final = 5  # letters of such a name; shorter ones are like too many
_OTHERWISE: Final = 0.1  # how well a thing of quite another class fits
_LABEL: Final = 2  # words of a label, at least, that may stand for a longer name
_CODE: Final = 2  # letters of a state's code
_COUNTRIES: Final = vocabulary.words("places", "abbreviated_countries")
_FORMS: Final = vocabulary.words("companies", "legal_forms_alone")
_INITIALS: Final = re.compile(r"(?:[A-Z]\.)+[A-Z]")  # "U.S", with the point that ends a sentence
_PLACES: Final = frozenset({"Place", "Country", "Region", "City"})
_YEARS: Final = re.compile(r"\d{4}\s?[-–]\s?(\d{4})\b")  # "1912-1995 manufacturer"
ANY: Final = "Entity"
_PERSON: Final = "Person"


class Group(StrEnum):
    """Classes of things that names work alike for."""

    PERSON = "person"
    BODY = "body"
    PLACE = "place"
    OTHER = "other"


_GROUPS: Final = {
    "Person": Group.PERSON,
    "Organization": Group.BODY,
    "Company": Group.BODY,
    "GovernmentBody": Group.BODY,
    "City": Group.PLACE,
    "Region": Group.PLACE,
    "Country": Group.PLACE,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that may be meant: how alike the names are (0 to 1), and how well its class fits (0 to 1)."""

    known: Known
    words: str  # of the document
    likeness: float = 1.0
    fit: float = 1.0
    of: Group | None = None  # None: by its class alone

    @property
    def group(self) -> Group:
        """The group that the thing is in."""
        return self.of or _GROUPS.get(self.known.thing.type, Group.OTHER)


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
                self._supported(each, names[0], type)
                for each in self._fitting(self._spelled(level), type)
                if not self._is_others(each, names, type)
            ]
            if found:
                yield from found
                return
        if names and type == _PERSON:
            forms = ((known, names[0], 1.0) for known, _, _ in self._spelled(nicknamed(names[0])))
            found = [*self._fitting(forms, type)]
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

    def _supported(self, candidate: Candidate, full: str, type: str) -> Candidate:
        """Return a CANDIDATE for a person by a part of the FULL name as one by all of it, where the label agrees."""
        if not self._is_person(candidate, type) or _length(candidate.words) == _length(full):
            return candidate
        known = candidate.known
        name = Name(full, NameKind.ALIAS, known.name.count)
        return replace(candidate, words=full, known=replace(known, name=name))

    def _is_others(self, candidate: Candidate, names: Sequence[str], type: str) -> bool:
        """Tell whether a CANDIDATE has only a part of the full name, the first of NAMES, and is another thing by it."""
        if self._is_person(candidate, type):
            return is_anothers(names[0], candidate)
        if _length(candidate.words) == _length(names[0]):
            return False
        # "Getty" alone may be a museum, but not where it is short for the Getty Oil Co.
        label = core(fold(candidate.known.thing.label)).split()
        return len(label) < _LABEL or not set(fold(names[0]).split()).issuperset(label)

    def _is_person(self, candidate: Candidate, type: str) -> bool:
        return type == _PERSON or self._ontology.is_a(candidate.known.thing.type, _PERSON)

    def _spelled(self, names: Iterable[str]) -> Iterator[tuple[Known, str, float]]:
        for name in names:
            spellings = dict.fromkeys(self._spellings(name))
            for known in (known for spelling in spellings for known in self._base.named(spelling)):
                if known.name.kind is not NameKind.DEMONYM:
                    yield known, name, 1.0

    def _spellings(self, name: str) -> Iterator[str]:
        """Yield NAME, without its legal form, and with the state in front of it in full: "La. Department of Parks"."""
        if all(word.rstrip(".").casefold() in _FORMS for word in name.split()):
            return  # "Co Inc"
        yield name
        yield core(fold(name))
        if _INITIALS.fullmatch(name):
            yield f"{name}."
        first, _, rest = name.partition(" ")
        if rest and (first.endswith(".") or (len(first) == _CODE and first.isupper())):
            for known in self._base.named(first):
                if known.thing.type == "Region" and fold(first) not in _COUNTRIES:
                    yield f"{known.thing.label} {rest}"

    def _fitting(self, found: Iterable[tuple[Known, str, float]], type: str) -> Iterator[Candidate]:
        for known, words, alike in found:
            fit = self.fit(type, known.thing.type)
            if fit == 0.0 and alike == 1.0 and _is_telling(known, words):
                fit = _OTHERWISE
            if fit > 0.0:
                yield Candidate(known, words, alike, fit, self._group(known.thing.type))

    def _group(self, type: str) -> Group:
        is_body = self._ontology.is_a(type, "Organization")
        return Group.BODY if is_body else _GROUPS.get(type, Group.OTHER)

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


def lasting(candidates: Sequence[Candidate], year: int | None) -> tuple[Candidate, ...]:
    """Return CANDIDATES without bodies that ended before YEAR, if others go by that name: Lockheed, Lockheed Martin."""
    if year is None:
        return tuple(candidates)
    kept = tuple(each for each in candidates if not _has_ended(each, year))
    return kept if any(each.group is Group.BODY for each in kept) else tuple(candidates)


def _has_ended(candidate: Candidate, year: int) -> bool:
    match = _YEARS.match(candidate.known.thing.description)
    return candidate.group is Group.BODY and match is not None and int(match[1]) < year


def _is_telling(known: Known, words: str) -> bool:
    """Tell whether WORDS are so much the name of a thing that they mean it, whatever they were taken for."""
    is_long = " " in words or any(letter.isupper() for letter in words[1:])
    is_own = known.name.kind in (NameKind.LABEL, NameKind.ALIAS)
    is_whole = fold(known.name.name) == fold(words)
    return is_own and is_long and is_whole and not words.isupper() and len(words) > _SHORTEST


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

    >>> may_be_given("alexander", "alex"), may_be_given("a", "ana"), may_be_given("charles", "chuck")
    (True, True, True)
    >>> may_be_given("jody", "bruce")
    False
    """
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or sound(short) == sound(long) or are_forms(one, other)


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
