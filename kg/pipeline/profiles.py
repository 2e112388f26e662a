"""What a store knows of each entity, as profiles that can be compared."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg import iri
from kg.link.resolve import Profile
from kg.ontology import Ontology
from kg.rdf import resolution
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
_INITIALS: Final = 6  # letters of a name that may be initials
_MOST: Final = 60  # articles; whom more of them name is one, as far as names tell
_ASSERTED: Final = f"{iri.ONTOLOGY}Asserted"
_PARTS: Final = {
    node("rdf", "subject"): "subject",
    node("rdf", "predicate"): "predicate",
    node("rdf", "object"): "object",
    node("kg", "status"): "status",
}
_MENTIONS: Final = node("schema", "mentions")
_PUBLISHED: Final = node("schema", "datePublished")


@dataclass(slots=True)
class _Entity:
    types: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    same_as: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    facts: set[tuple[str, str]] = field(default_factory=set)
    ages: set[int] = field(default_factory=set)
    described: bool = False


def profiles(quads: Iterable[Quad], ontology: Ontology, base: str = iri.BASE) -> Iterator[Profile]:
    """Yield what QUADS tell of each entity that is named, and not only described in one article."""
    read = _Reading(base)
    for quad in quads:
        read.add(quad)
    for name, entity in sorted(read.entities.items()):
        type = _class(entity.types, ontology)
        if type is None or not entity.labels or entity.described:
            continue
        may_be_several = type == "Person" or _are_initials(entity.labels)
        if may_be_several and not entity.same_as and 1 < len(entity.documents) <= _MOST:
            yield from (read.profile(name, type, entity, each) for each in sorted(entity.documents))
        else:
            yield read.profile(name, type, entity)


class _Reading:
    """Gathers what quads say of entities, and which articles speak of them."""

    def __init__(self, base: str) -> None:
        self.entities: dict[str, _Entity] = defaultdict(_Entity)
        self._base = base
        self._own = resolution.name(base)
        self._years: dict[str, int] = {}
        self._spoken: dict[str, set[str]] = defaultdict(set)
        self._claims: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        self._takers: Mapping[NamedNode, Callable[[_Entity, str], object]] = {
            TYPE: lambda entity, value: entity.types.add(value.removeprefix(iri.ONTOLOGY)),
            LABEL: lambda entity, value: entity.labels.add(value),
            node("skos", "altLabel"): lambda entity, value: entity.names.add(value),
            node("owl", "sameAs"): self._same,
            node("kg", "age"): lambda entity, value: entity.ages.add(int(value)),
            node("kg", "describedIn"): _describe,
        }

    def add(self, quad: Quad) -> None:
        """Take in what QUAD says; what an earlier resolution says is left out."""
        place, subject, value = quad.graph_name, quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            return
        if isinstance(place, DefaultGraph):
            entity, local = (
                self.entities[subject.value],
                quad.predicate.value.removeprefix(iri.ONTOLOGY),
            )
            if quad.predicate in self._takers:
                self._takers[quad.predicate](entity, value.value)
            elif local in _TELLING:
                entity.facts.add((local, value.value))
        elif quad.predicate == _MENTIONS and place.value != self._own:
            self._spoken[subject.value].add(value.value)
            self.entities[value.value].documents.add(subject.value)
        elif quad.predicate in _PARTS and place.value != self._own:
            self._claims[place.value, subject.value][_PARTS[quad.predicate]] = value.value
        elif quad.predicate == _PUBLISHED:
            self._years[subject.value] = int(value.value[:4])

    def _same(self, entity: _Entity, value: str) -> None:
        if not value.startswith(self._base):
            entity.same_as.add(value)

    @cached_property
    def _told(self) -> Mapping[tuple[str, str], frozenset[tuple[str, str]]]:
        """What each article tells of each entity: property and value."""
        found: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
        for (article, _), parts in self._claims.items():
            if parts.get("status") == _ASSERTED and parts.keys() >= {
                "subject",
                "predicate",
                "object",
            }:
                local = parts["predicate"].removeprefix(iri.ONTOLOGY)
                found[article, parts["subject"]].add((local, parts["object"]))
        return {place: frozenset(facts) for place, facts in found.items()}

    def profile(self, name: str, type: str, entity: _Entity, article: str = "") -> Profile:
        """Return what was gathered of one ENTITY, or what one ARTICLE tells of it."""
        documents = {article} if article else entity.documents
        told = self._told.get((article, name), frozenset())
        facts = {fact for fact in told if fact[0] in _TELLING} if article else entity.facts
        ages = {int(v) for p, v in told if p == "age" and v.isdigit()} if article else entity.ages
        published = {self._years[each] for each in documents if each in self._years}
        # An age is that on the day of one article; of several nobody knows which.
        born = {year - age for year in published for age in ages} if len(published) == 1 else ()
        company = {each for document in documents for each in self._spoken[document]}
        company |= {value for _, value in facts}
        return Profile(
            iri=name,
            article=article,
            type=type,
            label=min(entity.labels),
            names=frozenset(entity.names | entity.labels),
            ids=dict(_ids(entity.same_as)),
            documents=frozenset(documents),
            company=frozenset(company - {name}),
            facts=frozenset(facts),
            born=frozenset(born),
        )


def _are_initials(labels: Iterable[str]) -> bool:
    """Tell whether all LABELS are initials, which are those of several bodies as often as not."""
    return all(label.isupper() and label.isalpha() and len(label) <= _INITIALS for label in labels)


def _describe(entity: _Entity, _: str) -> None:
    entity.described = True


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
