"""Reads from a store what tells who an entity is: what each article says of it, and what all of them say together."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg import iri
from kg.link.resolve import number
from kg.ontology import Ontology
from kg.pipeline.resolve.state import Entity
from kg.rdf.terms import LABEL, TYPE, node

# Of these classes things are named one by one; of the others a name is that of a kind.
_CLASSES: Final = ("Agent", "Place", "Facility", "Vehicle", "Product", "Law", "CreativeWork")
_KINDS: Final = frozenset({"PeopleGroup"})
_AUTHORITIES: Final = {"wikidata.org": "wikidata", "geonames.org": "geonames"}
_TELLING: Final = frozenset(
    (
        "citizenOf headOf headquarteredIn holdsPosition locatedIn memberOf partOf relativeOf subsidiaryOf worksFor"
    ).split()
)
_AGE: Final = "age"
_INITIALS: Final = 6  # letters of a name that may be initials
MOST_ARTICLES: Final = 60  # whom more of them name is one, as far as names tell
_FACTS: Final = DefaultGraph()
_ALTERNATIVE: Final = node("skos", "altLabel")
_SAME: Final = node("owl", "sameAs")
_DESCRIBED: Final = node("kg", "describedIn")
_MENTIONS: Final = node("schema", "mentions")
_PUBLISHER: Final = node("schema", "publisher")
_PUBLISHED: Final = node("schema", "datePublished")
_SUBJECT: Final = node("rdf", "subject")
_PREDICATE: Final = node("rdf", "predicate")
_OBJECT: Final = node("rdf", "object")
_STATUS: Final = node("kg", "status")
_ASSERTED: Final = node("kg", "Asserted")
# What is looked up in the graph of an article, and in the facts about a thing.
OF_ARTICLES: Final = frozenset(
    (_MENTIONS, _PUBLISHER, _PUBLISHED, _SUBJECT, _PREDICATE, _OBJECT, _STATUS)
)
OF_THINGS: Final = frozenset(
    (
        LABEL,
        TYPE,
        _ALTERNATIVE,
        _SAME,
        _DESCRIBED,
        *(node("kg", each) for each in (*_TELLING, _AGE)),
    )
)

Fact = tuple[str, str]  # property and value


@dataclass(frozen=True, slots=True)
class Article:
    """What one article speaks of, what it says of whom, and what else it may have brought facts of."""

    year: int | None
    mentions: frozenset[str]
    told: dict[str, set[Fact]]
    others: frozenset[str]

    def parts(self) -> Iterator[tuple[str, bool, str]]:
        """Yield each entity, whether the article speaks of it, and what it tells of it, as text."""
        for name in sorted(self.mentions | self.others, key=number):
            told = sorted(self.told.get(name, ()))
            yield name, name in self.mentions, json.dumps(told) if told else ""


class Reading:
    """Looks up articles and entities of a STORE whose own IRIs begin with BASE."""

    def __init__(self, store: Store, ontology: Ontology, base: str) -> None:
        self._store, self._ontology, self._base = store, ontology, base

    def article(self, name: str) -> Article:
        """Return what the article called NAME says."""
        graph = NamedNode(name)
        years = [value for value in self._values(graph, _PUBLISHED, graph) if value[:4].isdigit()]
        told: dict[str, set[Fact]] = defaultdict(set)
        for local in (*sorted(_TELLING), _AGE):
            for claim in self._store.quads_for_pattern(None, _PREDICATE, node("kg", local), graph):
                if isinstance(claim.subject, NamedNode) and self._is_asserted(claim.subject, graph):
                    for subject in self._things(claim.subject, _SUBJECT, graph):
                        told[subject] |= {
                            (local, value) for value in self._values(claim.subject, _OBJECT, graph)
                        }
        mentions = frozenset(self._things(graph, _MENTIONS, graph))
        others = {*told, *self._things(graph, _PUBLISHER, graph)} - mentions
        return Article(
            int(min(years)[:4]) if years else None, mentions, dict(told), frozenset(others)
        )

    def _is_asserted(self, claim: NamedNode, graph: NamedNode) -> bool:
        return Quad(claim, _STATUS, _ASSERTED, graph) in self._store

    def _values(self, subject: NamedNode, predicate: NamedNode, graph: NamedNode) -> list[str]:
        found = self._store.quads_for_pattern(subject, predicate, None, graph)
        return [each.object.value for each in found if isinstance(each.object, NamedNode | Literal)]

    def _things(self, subject: NamedNode, predicate: NamedNode, graph: NamedNode) -> list[str]:
        found = self._store.quads_for_pattern(subject, predicate, None, graph)
        return [each.object.value for each in found if isinstance(each.object, NamedNode)]

    def entity(self, name: str, articles: int) -> Entity | None:
        """Return what tells who the entity called NAME is, of which so many ARTICLES speak.

        None where its class is not named one by one, and where it is only described in one article.
        """
        said = _Said()
        for quad in self._store.quads_for_pattern(NamedNode(name), None, None, _FACTS):
            if isinstance(quad.object, NamedNode | Literal):
                said.add(quad.predicate, quad.object.value)
        type = _class(said.types, self._ontology)
        if type is None or not said.labels or said.is_described:
            return None
        same_as = {each for each in said.same_as if not each.startswith(self._base)}
        may_be_several = type == "Person" or _are_initials(said.labels)
        return Entity(
            type=type,
            label=min(said.labels),
            names=sorted(said.names | said.labels),
            ids=dict(_ids(same_as)),
            facts=sorted(map(list, said.facts)),
            ages=sorted(said.ages),
            apart=may_be_several and not same_as and 1 < articles <= MOST_ARTICLES,
        )


@dataclass(slots=True)
class _Said:
    types: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    same_as: set[str] = field(default_factory=set)
    facts: set[Fact] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    is_described: bool = False

    def add(self, predicate: NamedNode, value: str) -> None:
        """Take in one fact."""
        sets = {LABEL: self.labels, _ALTERNATIVE: self.names, _SAME: self.same_as}
        local = predicate.value.removeprefix(iri.ONTOLOGY)
        if predicate in sets:
            sets[predicate].add(value)
        elif predicate == TYPE:
            self.types.add(value.removeprefix(iri.ONTOLOGY))
        elif predicate == _DESCRIBED:
            self.is_described = True
        elif local in _TELLING:
            self.facts.add((local, value))
        elif local == _AGE:
            self.ages.add(int(value))


def facts_of(lists: Iterable[list[str]]) -> frozenset[Fact]:
    """Return facts that were written as LISTS."""
    return frozenset((name, value) for name, value in lists)


def facts_in(text: str | None) -> frozenset[Fact]:
    """Return what a part of an article told, of its TEXT."""
    return facts_of(json.loads(text)) if text else frozenset()


def telling(facts: Iterable[Fact]) -> frozenset[Fact]:
    """Return those of FACTS that tell who somebody is."""
    return frozenset(fact for fact in facts if fact[0] in _TELLING)


def ages(facts: Iterable[Fact]) -> list[int]:
    """Return the ages among FACTS."""
    return sorted({int(value) for name, value in facts if name == _AGE and value.isdigit()})


def _are_initials(labels: Iterable[str]) -> bool:
    """Tell whether all LABELS are initials, which are those of several bodies as often as not."""
    return all(label.isupper() and label.isalpha() and len(label) <= _INITIALS for label in labels)


def _class(types: Iterable[str], ontology: Ontology) -> str | None:
    """Return the class of a thing that is named one by one; None for others."""
    for type in sorted(set(types).intersection(ontology.classes) - _KINDS):
        if any(ontology.is_a(type, each) for each in _CLASSES):
            return type
    return None


def _ids(same_as: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield authorities and the ids that they have for a thing.

    >>> dict(_ids(["http://www.wikidata.org/entity/Q717", "https://sws.geonames.org/3646738/"]))
    {'geonames': '3646738', 'wikidata': 'Q717'}
    """
    for each in sorted(same_as, reverse=True):
        host = each.split("/")[2] if "://" in each else each
        authority = next((n for end, n in _AUTHORITIES.items() if host.endswith(end)), host)
        yield authority, each.rstrip("/").rsplit("/", 1)[-1]
