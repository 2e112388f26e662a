"""The facts as a property graph: things and events as nodes, facts and roles as edges, each with its evidence.

What somebody only claims is no edge, unless it is asked for; then its type is another one, so that a
pattern of facts never meets it (``docs/decisions/0013-property-graphs.md``).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg import iri
from kg.ontology import Ontology
from kg.rdf.evidence import Claims, Evidence, claims_of, one_line
from kg.rdf.terms import LABEL, TYPE, node

CLAIM: Final = "claim"  # the type of all edges that are no facts
CLAIMED: Final = "ClaimedEvent"  # the label of events that are no facts

_NAMES: Final = {node("skos", "altLabel"): "aliases"}
_TAKEN: Final = frozenset({"iri", "id", "name", "type", "label", "labels"})
_CLAIMED_EVENT: Final = node("kg", CLAIMED)
_CLAIMED_TYPE: Final = node("kg", "claimedType")

Values = tuple[str, ...]
Described = Mapping[NamedNode, list[Quad]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A thing or an event; LABELS are its class and those above it, the nearest first."""

    iri: str
    labels: Values
    name: str
    properties: Mapping[str, Values]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A fact or a role with its evidence, or a claim with its status."""

    source: str
    target: str
    type: str  # the property's name, or "claim"
    predicate: str  # the property's name
    evidence: Evidence
    claim: str | None = None  # the IRI of the claim, if it is one

    @property
    def id(self) -> str:
        """The name of the edge; it depends on what the edge says alone."""
        return iri.digest(self.source, self.predicate, self.target, self.claim or "")


@dataclass(frozen=True, kw_only=True)
class PropertyGraph:
    """Nodes and edges, sorted; LEFT_OUT counts claims of what is no node, as an age or a date is."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    left_out: int = 0

    @cached_property
    def keys(self) -> Values:
        """The names of all properties of nodes."""
        return tuple(sorted({key for each in self.nodes for key in each.properties}))


def property_graph(
    quads: Iterable[Quad],
    ontology: Ontology,
    *,
    claims: bool = False,
    facts_graph: str | None = None,
) -> PropertyGraph:
    """Return QUADS as a property graph; with CLAIMS, one edge more for each that is no fact.

    The facts stand in the default graph, or in the one called FACTS_GRAPH.
    """
    held = frozenset(quads)
    place = NamedNode(facts_graph) if facts_graph else DefaultGraph()
    read = _Reading(
        ontology=ontology,
        facts=_by_subject(quad for quad in held if quad.graph_name == place),
        events=_claimed_events(held) if claims else {},
        claims=claims_of(held, ontology),
    )
    told = list(read.claimed_edges()) if claims else []
    edges = [*read.edges(), *(edge for edge in told if edge is not None)]
    return PropertyGraph(
        nodes=tuple(sorted(read.nodes(), key=lambda each: each.iri)),
        edges=tuple(sorted(edges, key=lambda e: (e.source, e.type, e.predicate, e.target, e.id))),
        left_out=told.count(None),
    )


def _by_subject(quads: Iterable[Quad]) -> dict[NamedNode, list[Quad]]:
    found: dict[NamedNode, list[Quad]] = {}
    for quad in sorted(quads, key=str):
        if isinstance(quad.subject, NamedNode):
            found.setdefault(quad.subject, []).append(quad)
    return found


def _claimed_events(quads: frozenset[Quad]) -> dict[NamedNode, list[Quad]]:
    named = {q.subject for q in quads if q.predicate == TYPE and q.object == _CLAIMED_EVENT}
    return _by_subject(quad for quad in quads if quad.subject in named)


@dataclass(frozen=True, kw_only=True)
class _Reading:
    ontology: Ontology
    facts: Described
    events: Described  # that are only claimed
    claims: Claims

    @cached_property
    def _terms(self) -> dict[str, str]:
        """The names of classes and properties, by IRI."""
        classes, properties = self.ontology.classes.values(), self.ontology.properties.values()
        return {each.iri: each.name for each in classes} | {p.iri: p.name for p in properties}

    @cached_property
    def _things(self) -> dict[NamedNode, Values]:
        """Which subjects are nodes, with their labels."""
        found = {}
        for subject, quads in self.facts.items():
            types = [self._name(quad.object) for quad in quads if quad.predicate == TYPE]
            labels = self._labels(each for each in types if each in self.ontology.classes)
            if {"Entity", "Event"} & set(labels):
                found[subject] = labels
        return found

    def _labels(self, types: Iterable[str]) -> Values:
        """Return TYPES and all classes above them, level by level."""
        level, found = list(types), dict[str, None]()
        while level:
            found.update(dict.fromkeys(level))
            level = [
                parent
                for each in level
                for parent in self.ontology.classes[each].parents
                if parent in self.ontology.classes
            ]
        return tuple(found)

    def _name(self, term: object) -> str:
        text = term.value if isinstance(term, NamedNode) else str(term)
        return self._terms.get(text, text[max(text.rfind("#"), text.rfind("/")) + 1 :])

    def nodes(self) -> Iterator[Node]:
        """Yield things, events, and events that are only claimed."""
        for subject, labels in self._things.items():
            yield self._node(subject, labels, self.facts[subject])
        for subject, quads in self.events.items():
            said = self._node(subject, (CLAIMED,), self._roles(quads))
            types = [self._name(q.object) for q in quads if q.predicate == _CLAIMED_TYPE]
            claimed = {"claimedType": tuple(types)} if types else {}
            yield Node(
                iri=said.iri,
                labels=said.labels,
                name=said.name,
                properties={**said.properties, **claimed},
            )

    def _roles(self, quads: Iterable[Quad]) -> list[Quad]:
        """Return what QUADS say of an event itself, and not of the claim that it is."""
        known = self.ontology.properties
        roles = {each.iri for each in known.values() if each.is_role}
        return [q for q in quads if q.predicate.value in roles or q.predicate in (TYPE, LABEL)]

    def _node(self, subject: NamedNode, labels: Values, quads: Iterable[Quad]) -> Node:
        names = [self._text(quad.object) for quad in quads if quad.predicate == LABEL]
        found: dict[str, list[str]] = {}
        for quad in quads:
            if quad.predicate not in (TYPE, LABEL) and quad.object not in self._things:
                found.setdefault(self._key(quad.predicate), []).append(self._text(quad.object))
        name, *others = names or [subject.value]
        if others:
            found["aliases"] = [*found.get("aliases", ()), *others]
        properties = {key: tuple(dict.fromkeys(values)) for key, values in sorted(found.items())}
        return Node(iri=subject.value, labels=labels, name=name, properties=properties)

    def _key(self, predicate: NamedNode) -> str:
        """Return the name of a property; one of the user's may be called as one that every node has."""
        name = _NAMES.get(predicate) or self._name(predicate)
        return f"{name}_" if name in _TAKEN else name

    def _text(self, term: object) -> str:
        """Return a value as a line of text: a quantity by its label, other IRIs as they are."""
        for quad in self.facts.get(term, ()) if isinstance(term, NamedNode) else ():
            if quad.predicate == LABEL:
                return self._text(quad.object)
        return one_line(str(getattr(term, "value", term)))

    def edges(self) -> Iterator[Edge]:
        """Yield facts between nodes, and who plays which part in an event."""
        for subject, labels in self._things.items():
            for quad in self.facts[subject]:
                if quad.object in self._things and quad.predicate != TYPE:
                    is_role = "Event" in labels
                    behind = (
                        self.claims.behind_event(subject)
                        if is_role
                        else self.claims.behind(quad.triple)
                    )
                    yield self._edge(quad, behind)

    def _edge(self, quad: Quad, evidence: Evidence, claim: NamedNode | None = None) -> Edge:
        predicate = self._name(quad.predicate)
        return Edge(
            source=str(quad.subject)[1:-1],
            target=str(quad.object)[1:-1],
            type=CLAIM if claim else predicate,
            predicate=predicate,
            evidence=evidence,
            claim=claim.value if claim else None,
        )

    def claimed_edges(self) -> Iterator[Edge | None]:
        """Yield what is claimed and no fact, and None for each claim that no edge can say."""
        for claim in self.claims.all:
            if claim.iri in self.events:
                for quad in self._roles(self.events[claim.iri]):
                    if quad.object in self._things:
                        yield self._edge(quad, claim.evidence, claim.iri)
            elif claim.triple is not None and not claim.supports:
                ends = {claim.triple.subject, claim.triple.object}
                between = ends <= self._things.keys()
                yield (
                    self._edge(Quad(*claim.triple), claim.evidence, claim.iri) if between else None
                )
