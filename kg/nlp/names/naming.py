"""One name, one class and one bearer through the document.

A table of the names as they are written; each collects what speaks for its class, and the short ones point to the
full name that they stand for: surnames, given names, short forms of organizations, acronyms.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.nlp.names import kinds
from kg.nlp.names.forms import is_form
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.known import Meant, meant
from kg.places import plain
from kg.topics import Topic

_MODEL: Final = re.compile(r"[A-Z]{1,4}-?\d+[\w-]*")  # of an aircraft, a gun, a phone
_NUMBER: Final = re.compile(r"[1-9]\d\d")  # before a model's name: "787 Dreamliner"
_BRAND: Final = re.compile(r"[a-z][A-Z]\w+")  # of a company that writes small: "iBook"
_ORDER: Final = ("Person", "Organization", "Place", "Facility", "PeopleGroup")
_BROAD: Final = ("Organization", "Place", "Product")
# The weight of all that spaCy says of one name, however often; one hint of the context has more.
_OPINION: Final = 1.4
# The weight of what the knowledge base says of a name of several words, each time it stands there, and of one word.
_KNOWN: Final = 2.5
_KNOWN_ALONE: Final = 1.6
_OTHERS: Final = 2.0  # how often a name of several words stands for what the base does not know
_OTHERS_ALONE: Final = 60.0
_VAGUE: Final = 0.6  # of that, for a class that is given to what nobody knows better
_NARROW: Final = 0.5  # of what a name stands for, so that the class is narrowed
_LEAST_ALONE: Final = 15.0  # how often a single word must be meant, and one in capitals
_LEAST_ACRONYM: Final = 200.0
_SHORTEST: Final = 3  # letters
_OWN_KINDS: Final = frozenset({"PeopleGroup", "Topic"})  # which the recogniser knows better
# Classes of what goes by the name of its town, in articles of a topic.
_OF_TOWNS: Final[Mapping[Topic, Collection[str]]] = {
    Topic.SPORT: ("SportsTeam",),
    Topic.MARKET: (),
    Topic.OTHER: (),
}
_USUAL: Final = 50.0  # how often a work or a product is meant that everybody knows
_MADE: Final = frozenset({"CreativeWork", "Product"})


@dataclass(slots=True)
class Name:
    """A name as it is written, and what the document tells about it."""

    text: str
    words: tuple[str, ...]
    votes: dict[str, float] = field(default_factory=dict)  # of spaCy
    evidence: dict[str, float] = field(default_factory=dict)  # of the context and the network
    told: dict[str, float] = field(default_factory=dict)  # of the context alone
    known: Meant | None = None  # what the knowledge base takes it for
    key: str | None = None  # of the gazetteer
    label: str | None = None  # the name that the gazetteer prefers
    type: str = ""
    full: "Name | None" = None  # the name that this one stands for
    rivals: tuple["Name", ...] = ()  # all that it may stand for, where they are more than one
    step: str | None = None
    first: int = 0  # the token where it occurs first after the headline
    in_body: bool = False
    related: bool = False  # as somebody's relative it occurs first: "her sister Marta Voss"
    own: bool = False  # its class is that of an entry of the user's
    titled: bool = False  # a title, a position or an age stands by it
    places: int = 0  # how often it stands where the name of a place would: "in X", "near X"
    occurrences: int = 0
    is_given: bool = (
        False  # a given name that was only added because somebody of the document has it
    )

    @property
    def preferred(self) -> str:
        """What its bearer is called in the graph."""
        return self.label or self.text

    @property
    def weight(self) -> float:
        """How often it was recognised."""
        return sum(self.votes.values())

    @property
    def is_place(self) -> bool:
        """Whether a single word with nothing else to tell it stands as places do, each time."""
        return (
            len(self.words) == 1
            and not self.titled
            and not self.evidence
            and 0 < self.places == self.occurrences
        )

    def add_evidence(self, kind: str, weight: float) -> None:
        """Count what speaks for the class KIND."""
        self.evidence[kind] = self.evidence.get(kind, 0.0) + weight

    def tell(self, kind: str, weight: float) -> None:
        """Count what the words around the name tell: they speak for the class KIND."""
        self.add_evidence(kind, weight)
        self.told[kind] = self.told.get(kind, 0.0) + weight

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
            own = full.resolve().preferred
            self.step = None if own == self.text else f'"{self.text}" → {own} ({how})'


class Names:
    """The names of one document, by their words with a space between each two.

    Those of the table are to be settled, the gazetteer knows the others.
    """

    def __init__(self, gazetteer: Gazetteer, topic: Topic = Topic.OTHER) -> None:
        self.gazetteer = gazetteer
        self.topic = topic
        self.ontology = gazetteer.ontology
        self.table: dict[str, Name] = {}
        self.known: dict[str, Name] = {}

    def __iter__(self) -> Iterator[Name]:
        return iter(list(self.table.values()))

    def __contains__(self, words: str) -> bool:
        return words in self.table or words in self.known

    def add(self, text: str, words: tuple[str, ...], type: str, weight: float) -> Name:
        """Count one occurrence of a name that is taken for TYPE."""
        name = self.table.get(" ".join(words))
        if name is None:
            name = self.table[" ".join(words)] = Name(text, words)
        name.votes[type] = name.votes.get(type, 0.0) + weight
        return name

    def know(
        self, text: str, words: tuple[str, ...], type: str, label: str, key: str | None
    ) -> Name:
        """Count one occurrence of a name that the gazetteer knows."""
        name = self.known.get(" ".join(words))
        if name is None:
            name = Name(text, words, key=key, label=label, type=type)
            self.known[" ".join(words)] = name
        return name

    def of(self, words: str) -> Name:
        """Return the name with these WORDS, a space between each two."""
        return self.table.get(words) or self.known[words]

    def is_any(self, type: str, *classes: str) -> bool:
        """Tell whether TYPE is one of CLASSES or lies below one."""
        return any(self.ontology.is_a(type, c) for c in classes)

    def settle_types(self) -> None:
        """Give each name of the table its class."""
        self._look_up()
        for name in self.table.values():
            name.type = self._type(name)

    def _look_up(self) -> None:
        """Ask the knowledge base what it takes the names for; the surname of somebody in the document is theirs."""
        classes = self.gazetteer.known.classes([name.text for name in self.table.values()])
        persons = [n for n in self.table.values() if len(n.words) > 1 and "Person" in n.votes]
        surnames = {plain(name.words[-1]) for name in persons}
        for name in self.table.values():
            if name.text not in classes:
                continue
            told = meant(classes[name.text], self.topic)
            if told is not None and (len(name.words) > 1 or _may_tell(name, told, surnames)):
                name.known = told

    def point_acronyms(self, acronyms: Mapping[str, str]) -> None:
        """Let the short texts of ACRONYMS stand for the full ones."""
        for short, full in acronyms.items():
            if short in self.table and full in self:
                self.table[short].point(self.of(full), "acronym")

    def _type(self, name: Name) -> str:
        own = self.gazetteer.known.own_type(name.text)
        if own is not None and not self._is_namesake(name, own):
            name.own = True
            return own
        if _MODEL.fullmatch(name.text) or self._is_brand(name):
            return "Product"
        base, special = self._base(name)
        report = kinds.of_report(name.words, self.topic)
        if report is not None and not (name.places or kinds.is_listed(name.text)):
            return report
        ending = kinds.of_words(name.words, self.ontology)
        if ending is None and _NUMBER.fullmatch(name.words[0]):
            return "Product"
        person = (name.titled and not is_form(name.words[-1])) or kinds.is_surname(name.words)
        if base == "Person" and ending is not None and not (person or self.knows(name, base)):
            return ending
        known = self._known(name, base)
        bare = not (special or ending or name.titled or known in _OF_TOWNS[self.topic])
        if bare and (base != "Person" or len(name.words) == 1) and kinds.is_large_city(name.text):
            base = "Place"
        elif base == "Organization" and ending is None and self._is_known_place(name):
            base, special = "Place", None
        known = self._known(name, base)
        return kinds.refine(base, name.text, name.words, special, known, self.ontology)

    def _is_brand(self, name: Name) -> bool:
        """Tell whether a NAME begins small, as those of products do, and is no known firm: "iBook", not "eBay"."""
        if _BRAND.fullmatch(name.words[0]) is None:
            return False
        return len(name.words) > 1 or not self.knows(name, "Company")

    def _known(self, name: Name, base: str) -> str | None:
        """Return the class below BASE that the knowledge base takes a NAME for, BASE where it says no more."""
        if name.known is None:
            return None
        narrow = name.known.narrow(base, _NARROW, self.ontology)
        return narrow or (base if self.knows(name, base) else None)

    def knows(self, name: Name, base: str) -> bool:
        """Tell whether the knowledge base takes a NAME for something of the class BASE, hardly ever for another."""
        return name.known is not None and name.known.is_surely(base, self.ontology)

    def _is_namesake(self, name: Name, own: str) -> bool:
        """Tell whether a town is meant, not the user's thing of class OWN: the name stands as towns do each time."""
        stands = 0 < name.places == name.occurrences and kinds.is_listed(name.text)
        return stands and not self.is_any(own, "Place", "Facility")

    def _is_known_place(self, name: Name) -> bool:
        """Tell whether only the recogniser takes the name of a town for a body's, and the text does not."""
        if self._known(name, "Organization") in _OF_TOWNS[self.topic] or self.knows(
            name, "Organization"
        ):
            return False
        place, body = self._told(name, "Place"), self._told(name, "Organization")
        if place > body:
            return kinds.is_listed(name.text)
        return not body and kinds.is_known_city(name.text) and not self._is_within_body(name)

    def _told(self, name: Name, base: str) -> float:
        return sum(weight for kind, weight in name.told.items() if self._broad(kind) == base)

    def _is_within_body(self, name: Name) -> bool:
        """Tell whether a longer name may be meant, which begins or ends so: "Bergen Engines", "PSV Eindhoven"."""
        size = len(name.words)
        return any(
            len(other.words) > size
            and name.words in (other.words[:size], other.words[-size:])
            and other.words[-size - 1].lower() != "of"
            for other in (*self.table.values(), *self.known.values())
        )

    def _base(self, name: Name) -> tuple[str, str | None]:
        """Return the class that most speaks for, as spaCy would name it, and the narrower one of the context."""
        bases: dict[str, float] = defaultdict(float)
        total = name.weight or 1.0
        for kind, weight in name.votes.items():
            bases[self._broad(kind)] += _OPINION * weight / total
        for kind, weight in name.evidence.items():
            bases[self._broad(kind)] += weight
        for kind, weight in self._base_says(name):
            bases[self._broad(kind)] += weight
        base = max(bases, key=lambda kind: (bases[kind], -_rank(kind)))
        if base == "Person" and name.is_place:
            base = "Place"
        narrow = [kind for kind in name.evidence if self._broad(kind) == base and kind != base]
        special = max(narrow, key=lambda kind: (name.evidence[kind], kind)) if narrow else None
        return base, special

    def _base_says(self, name: Name) -> Iterator[tuple[str, float]]:
        """Yield what the knowledge base says of a NAME: the classes that speak for themselves, with weights.

        A name of several words hardly ever stands for something else than the base knows; a word alone often does. What
        people make goes by the names of people and places, so its class counts where the recogniser sees it too.
        """
        if name.known is None:
            return
        single = len(name.words) == 1
        sure = name.known.total / (name.known.total + (_OTHERS_ALONE if single else _OTHERS))
        for kind, share in name.known.shares():
            if kind in _MADE and not self._may_be_made(name, kind):
                continue
            if self._is_called_after(name, kind) or (single and self._is_gainsaid(name, kind)):
                continue
            weight = sure * share * (_KNOWN_ALONE if single else _KNOWN)
            weight *= _VAGUE if kind in _BROAD else 1.0
            yield kind, weight * (1 if single else max(1, name.occurrences))

    def _is_gainsaid(self, name: Name, kind: str) -> bool:
        """Tell whether the words around a NAME speak for another class than KIND, and for none like it."""
        if not name.told or kind in _OF_TOWNS[self.topic]:
            return False
        return self._broad(kind) not in map(self._broad, name.told)

    def _is_called_after(self, name: Name, kind: str) -> bool:
        """Tell whether something of class KIND is called like a person, whom the base and the recogniser know, too."""
        if name.known is None or "Person" not in name.known.weights or self.is_any(kind, "Person"):
            return False
        return name.votes.keys() == {"Person"} and not self.is_any(kind, "Organization")

    def _may_be_made(self, name: Name, kind: str) -> bool:
        """Tell whether a NAME may be that of what people make: the recogniser agrees, or it is known for that."""
        if name.votes.keys() & {kind, self._broad(kind)}:
            return True
        told = name.known
        if told is None or kind != "Product" or len(name.words) < 2 or told.total < _USUAL:
            return False
        is_other = "Person" in name.votes or name.votes.keys() <= _OWN_KINDS
        return self.knows(name, kind) and not is_other

    def _broad(self, kind: str) -> str:
        return next((base for base in _BROAD if self.ontology.is_a(kind, base)), kind)


def _may_tell(name: Name, told: Meant, surnames: Collection[str]) -> bool:
    """Tell whether what the base was TOLD of a single word can help: it is nobody's surname here, and often meant."""
    word = name.words[0]
    if plain(word) in surnames or len(word) < _SHORTEST or name.votes.keys() <= _OWN_KINDS:
        return False
    return told.total >= (_LEAST_ACRONYM if word.isupper() else _LEAST_ALONE)


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
