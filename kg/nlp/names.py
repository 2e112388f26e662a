"""One name, one class and one bearer through the document.

A table of the names as they are written; each collects votes for its class, and the short ones point to the full
name that they stand for: surnames, given names, short forms of organizations, acronyms.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.nlp import kinds
from kg.nlp.places import plain
from kg.ontology import Ontology

_GENERATIONS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})
_MODEL: Final = re.compile(r"[A-Z]{1,4}-?\d+[\w-]*")
_ORDER: Final = ("Person", "Organization", "Place", "Facility", "PeopleGroup")
_SHORT: Final = frozenset({"Organization", "Person", "Place", "Facility", "Product", "Work", "Law"})
# The first word of such a name is seldom short for it: "Health" is not the Health Ministry.
_GENERIC: Final = ("GovernmentBody", "ArmedForce", "PoliticalParty")
_OPINION: Final = (
    1.4  # the weight of all that spaCy says of one name; one hint of the context has more
)
_NEEDS_MAJORITY: Final = 2.0  # to take a surname for an organization


@dataclass(slots=True)
class Name:
    """A name as it is written, and what the document tells about it."""

    text: str
    words: tuple[str, ...]
    votes: dict[str, float] = field(default_factory=dict)  # of spaCy
    evidence: dict[str, float] = field(default_factory=dict)  # of the context
    key: str | None = None  # of the gazetteer
    label: str | None = None  # the name that the gazetteer prefers
    type: str = ""
    full: "Name | None" = None
    step: str | None = None
    in_body: bool = False
    titled: bool = False  # a title, a position or an age stands by it

    def resolve(self) -> "Name":
        """Return the name that this one stands for in the end."""
        name = self
        for _ in range(4):
            if name.full is None or name.full is self:
                break
            name = name.full
        return name

    def point(self, full: "Name", how: str) -> None:
        """Let this name stand for the FULL one."""
        if full.resolve() is not self:
            self.full = full
            self.step = f'"{self.text}" → {full.resolve().label or full.resolve().text} ({how})'


class Names:
    """The names of one document."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.table: dict[str, Name] = {}
        self.known: dict[str, Name] = {}

    def add(self, text: str, words: tuple[str, ...], type: str, weight: float) -> Name:
        """Count one occurrence of a name that is taken for TYPE."""
        name = self.table.get(text)
        if name is None:
            name = self.table[text] = Name(text, words)
        name.votes[type] = name.votes.get(type, 0.0) + weight
        return name

    def know(
        self, text: str, words: tuple[str, ...], type: str, label: str, key: str | None
    ) -> Name:
        """Count one occurrence of a name that the gazetteer knows."""
        name = self.known.get(text)
        if name is None:
            name = self.known[text] = Name(text, words, key=key, label=label, type=type)
        return name

    def of(self, text: str) -> Name:
        """Return the name that is written so."""
        return self.table.get(text) or self.known[text]

    def settle(self, acronyms: Mapping[str, str]) -> None:
        """Give each name its class and its bearer; ACRONYMS are short and full texts."""
        for name in self.table.values():
            name.type = self._type(name)
        self._trust_surnames()
        persons = self._persons()
        self._point_persons(persons)
        self._add_surnames(persons)
        self._point_acronyms(acronyms)
        self._point_organizations()
        self._add_bare()
        for name in self.table.values():
            name.type = name.resolve().type

    def _type(self, name: Name) -> str:
        if _MODEL.fullmatch(name.text):
            return "Product"
        base, special = self._base(name)
        ending = kinds.of_words(name.words, self.ontology)
        person = name.titled or kinds.is_surname(name.words)
        if base == "Person" and ending is not None and not person:
            return ending
        bare = len(name.words) == 1 and not special and not name.titled
        if bare and kinds.is_large_city(name.text):
            base = "Place"
        return kinds.refine(base, name.text, name.words, special, self.ontology)

    def _base(self, name: Name) -> tuple[str, str | None]:
        """Return the class that most speaks for, as spaCy would name it, and the narrower one of the context.

        The context of one occurrence outweighs spaCy's opinion, however often it is repeated.
        """
        bases: dict[str, float] = defaultdict(float)
        total = sum(name.votes.values()) or 1.0
        for kind, weight in name.votes.items():
            bases[self._broad(kind)] += _OPINION * weight / total
        for kind, weight in name.evidence.items():
            bases[self._broad(kind)] += weight
        base = max(bases, key=lambda kind: (bases[kind], -_rank(kind)))
        narrow = [kind for kind in name.evidence if self._broad(kind) == base and kind != base]
        special = max(narrow, key=lambda kind: (name.evidence[kind], kind)) if narrow else None
        return base, special

    def _broad(self, kind: str) -> str:
        broad = ("Organization", "Place", "Product")
        return next((base for base in broad if self.ontology.is_a(kind, base)), kind)

    def _trust_surnames(self) -> None:
        """Take a name for a person's where its last word alone was taken for one."""
        for name in self.table.values():
            if name.type in ("Organization", "Place", "Product", "Work") and len(name.words) in (
                2,
                3,
            ):
                last = self.table.get(name.words[-1])
                if last is not None and last.type == "Person" and name.words[0][0].isupper():
                    name.type = "Person"

    def _persons(self) -> list[Name]:
        """Return the full names of persons, each under one spelling."""
        full = [n for n in self.table.values() if n.type == "Person" and len(n.words) > 1]
        full.sort(key=lambda n: (not n.in_body, -len(n.words), -sum(n.votes.values()), n.text))
        kept: list[Name] = []
        for name in full:
            same = next((other for other in kept if _is_variant(name, other)), None)
            if same is None:
                kept.append(name)
            else:
                name.point(same, "spelling")
        return kept

    def _point_persons(self, persons: list[Name]) -> None:
        for name in self.table.values():
            if len(name.words) > 2 or name in persons or name.full is not None:
                continue
            bearers = [p for p in persons if _is_surname(name, p)]
            how = "surname"
            if not bearers and name.type == "Person" and len(name.words) == 1:
                bearers = [p for p in persons if plain(p.words[0]) == plain(name.words[0])]
                how = "given name"
            if bearers and self._may_be_person(name, how):
                self._point_person(name, bearers, how)

    def _add_surnames(self, persons: list[Name]) -> None:
        """Add the surnames that spaCy did not find anywhere, so that they are looked for."""
        for person in persons:
            surname = next(
                (w for w in reversed(person.words) if _core([w])[0] not in _GENERATIONS), ""
            )
            if (
                len(surname) < 3
                or not surname[0].isupper()
                or surname in self.table
                or surname in self.known
            ):
                continue
            bearers = [p for p in persons if _core(p.words)[-1] == _core([surname])[0]]
            name = self.table[surname] = Name(
                surname, (surname,), type="Person", in_body=person.in_body
            )
            self._point_person(name, bearers, "surname")

    def _point_person(self, name: Name, bearers: list[Name], how: str) -> None:
        name.type = "Person"
        if len(bearers) == 1:
            name.point(bearers[0], how)
        else:
            rivals = " or ".join(sorted(p.text for p in bearers))
            name.step = f'"{name.text}" stays as it is: {rivals}'

    def _may_be_person(self, name: Name, how: str) -> bool:
        if name.type == "Person":
            return True
        others = sum(w for kind, w in name.votes.items() if kind != "Person")
        return how == "surname" and others < _NEEDS_MAJORITY + 2 * name.votes.get("Person", 0.0)

    def _point_acronyms(self, acronyms: Mapping[str, str]) -> None:
        for short, full in acronyms.items():
            if short in self.table and (full in self.table or full in self.known):
                self.table[short].point(self.of(full), "acronym")

    def _point_organizations(self) -> None:
        is_a = self.ontology.is_a
        bodies = ("Organization", "Facility")
        full = [
            name
            for name in self.table.values()
            if name.full is None and any(is_a(name.type, body) for body in bodies)
        ]
        bare = {id(n): self._bare(n.words) for n in full}
        for name in self.table.values():
            if name.full is not None or not self._may_be_short(name):
                continue
            own = bare.get(id(name), name.words)
            bearers = [n for n in full if n is not name and _is_short(name, own, n, bare[id(n)])]
            bearers = [n for n in bearers if n.resolve() is not name]
            exact = [n for n in bearers if bare[id(n)] == name.words]
            if not exact and kinds.of_words(name.words, self.ontology) is not None:
                continue
            if not exact and len(name.words) == 1:
                bearers = [n for n in bearers if not any(is_a(n.type, k) for k in _GENERIC)]
            bearers = exact or bearers
            if bearers and len({bare[id(n)] for n in bearers}) == 1:
                best = max(bearers, key=lambda n: (sum(n.votes.values()), n.text))
                name.point(best, "short form")

    def _add_bare(self) -> None:
        """Add the names of companies without the form of the enterprise, so that they are looked for."""
        for name in list(self.table.values()):
            bare = self._bare(name.words)
            text = " ".join(bare)
            if name.type != "Company" or bare == name.words or len(text) < 3 or bare[0].islower():
                continue
            if (
                text in self.table
                or text in self.known
                or kinds.is_listed(text)
                or self._is_noun(text)
            ):
                continue
            self.table[text] = Name(text, bare, type=name.type, in_body=name.in_body)
            self.table[text].point(name, "short form")

    def _is_noun(self, text: str) -> bool:
        return self.ontology.noun_kind(text.lower()) is not None or kinds.is_common(
            text, self.ontology
        )

    def _may_be_short(self, name: Name) -> bool:
        return name.type in _SHORT or self.ontology.is_a(name.type, "Organization")

    def _bare(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return the words of a company's name without the form of its enterprise at the end."""
        while len(words) > 1 and self.ontology.name_ending(words[-1]) == "Company":
            words = words[:-1]
        while len(words) > 1 and words[-1] in ("&", ",", "and", "-"):
            words = words[:-1]
        return words


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)


def _core(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a person's name, folded, without the generation at its end."""
    folded = [plain(word).casefold().rstrip(".") for word in words if word not in (",", "-")]
    while len(folded) > 1 and folded[-1] in _GENERATIONS:
        folded.pop()
    return tuple(folded)


def _is_variant(name: Name, other: Name) -> bool:
    """Tell whether two full names of persons are one: but for accents, a middle name, a second surname."""
    own, full = _core(name.words), _core(other.words)
    if own == full:
        return True
    if len(own) > len(full) or len(own) < 2:
        return False
    outer = own[0] == full[0] and own[-1] == full[-1]
    return outer or full[: len(own)] == own or full[-len(own) :] == own


def _is_surname(name: Name, person: Name) -> bool:
    """Tell whether NAME is the end of a full name."""
    own, full = _core(name.words), _core(person.words)
    return len(own) < len(full) and full[-len(own) :] == own


def _is_short(name: Name, own: tuple[str, ...], full: Name, bare: tuple[str, ...]) -> bool:
    """Tell whether NAME is the beginning of the FULL one: "Lockheed" of "Lockheed Martin"."""
    if len(name.words) >= len(full.words):
        return False
    return bare[: len(own)] == own and full.words[: len(name.words)] == name.words
