"""What a claim states, in three forms: classic reification, named graphs, and reifiers of RDF 1.2.

One claim is one node in each of them, with one IRI and the same other properties; only how the
triple hangs on it differs. ``docs/decisions/0012-three-forms-of-statements.md`` says which claims
may become a named graph.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from kg.errors import ConfigError
from kg.rdf.terms import TYPE, node

Node = NamedNode | BlankNode
Graph = NamedNode | BlankNode | DefaultGraph
Place = tuple[Node, Graph]  # a claim, and the graph that describes it

SUBJECT: Final = node("rdf", "subject")
PREDICATE: Final = node("rdf", "predicate")
OBJECT: Final = node("rdf", "object")
REIFIES: Final = node("rdf", "reifies")
_PARTS: Final = frozenset({SUBJECT, PREDICATE, OBJECT})
_HANGS: Final = _PARTS | {REIFIES}
_CLAIM: Final = frozenset({node("kg", "Claim"), node("rdf", "Statement")})
_STATUS: Final = node("kg", "status")
_ASSERTED: Final = node("kg", "Asserted")
_ENDED: Final = node("kg", "ended")


class Statements(StrEnum):
    """How a claim holds its triple."""

    REIFICATION = "reification"  # rdf:subject, rdf:predicate, rdf:object: every store takes it
    GRAPHS = "graphs"  # the triple stands in a graph that is named by the claim
    RDF12 = "rdf12"  # rdf:reifies <<( subject predicate object )>>

    @classmethod
    def _missing_(cls, value: object) -> "Statements | None":
        return cls.REIFICATION if value == "rdf11" else None

    @classmethod
    def named(cls, name: str) -> "Statements":
        """Return the form called NAME.

        >>> Statements.named("rdf11").value
        'reification'
        >>> Statements.named("rdf13")
        Traceback (most recent call last):
        ...
        kg.errors.ConfigError: statements: 'rdf13' is no form of statements; have: reification, graphs, rdf12
        """
        try:
            return cls(name)
        except ValueError:
            known = ", ".join(cls)
            wrong = f"statements: {name!r} is no form of statements; have: {known}"
            raise ConfigError(wrong) from None


@dataclass(frozen=True, slots=True)
class _Read:
    """Quads taken apart: what claims state, and all the rest."""

    stated: Mapping[Place, Triple]
    rest: frozenset[Quad]
    loose: frozenset[Node]  # nodes that keep a part of a statement, but not one whole one


def restate(quads: Iterable[Quad], form: Statements) -> set[Quad]:
    """Return QUADS with every statement in FORM, whichever form each of them has.

    A node that lacks a part of its triple, or has several, stays as it is. In the form of named
    graphs only a claim that is asserted, and whose triple is a fact, becomes a graph: the others
    stay reified, lest a query over all graphs take an allegation for a fact.

    >>> claim, ana, knows = (NamedNode(f"urn:x:{name}") for name in ("claim", "ana", "knows"))
    >>> parts = [Quad(claim, SUBJECT, ana), Quad(claim, PREDICATE, knows), Quad(claim, OBJECT, ana)]
    >>> [str(quad) for quad in restate(parts, Statements.RDF12)][0].partition("reifies> ")[2]
    '<<( <urn:x:ana> <urn:x:knows> <urn:x:ana> )>>'
    >>> restate(restate(parts, Statements.RDF12), Statements.REIFICATION) == set(parts)
    True
    """
    read = _read(frozenset(quads))
    written = set(read.rest)
    graphs = _as_graphs(read) if form is Statements.GRAPHS else frozenset()
    for place, triple in read.stated.items():
        written.update(_written(place, triple, form, as_graph=place in graphs))
    return written


def stated(quads: Iterable[Quad]) -> dict[Place, Triple]:
    """Return what each claim of QUADS states, by the claim and the graph that describes it, in any form."""
    return dict(_read(frozenset(quads)).stated)


def as_named_graphs(quads: Iterable[Quad]) -> bool:
    """Tell whether any statement of QUADS is a named graph, which is lost where there are no graphs."""
    found = frozenset(quads)
    return bool(_lone_graphs(found, _nodes(_hanging(found))))


def _written(place: Place, triple: Triple, form: Statements, *, as_graph: bool) -> Iterator[Quad]:
    claim, graph = place
    if as_graph and isinstance(claim, NamedNode):
        yield Quad(triple.subject, triple.predicate, triple.object, claim)
    elif form is Statements.RDF12:
        yield Quad(claim, REIFIES, triple, graph)
    else:
        yield Quad(claim, SUBJECT, triple.subject, graph)
        yield Quad(claim, PREDICATE, triple.predicate, graph)
        yield Quad(claim, OBJECT, triple.object, graph)


def _read(quads: frozenset[Quad]) -> _Read:
    hanging = _hanging(quads)
    stated: dict[Place, Triple] = {}
    used: set[Quad] = set()
    for place, parts in hanging.items():
        triple = _whole(parts)
        if triple is not None:
            stated[place] = triple
            used.update(parts)
    lone = _lone_graphs(quads, _nodes(hanging))
    for place, quad in lone.items():
        stated[place] = quad.triple
        used.add(quad)
    loose = frozenset(claim for claim, graph in hanging if (claim, graph) not in stated)
    return _Read(stated=stated, rest=quads - used, loose=loose)


def _hanging(quads: Iterable[Quad]) -> dict[Place, list[Quad]]:
    """Return the quads that say what a node states, by node and graph."""
    found: dict[Place, list[Quad]] = {}
    for quad in quads:
        if quad.predicate in _HANGS and isinstance(quad.subject, Node):
            found.setdefault((quad.subject, quad.graph_name), []).append(quad)
    return found


def _nodes(hanging: Mapping[Place, list[Quad]]) -> frozenset[Node]:
    return frozenset(claim for claim, _ in hanging)


def _whole(parts: list[Quad]) -> Triple | None:
    """Return the one triple that PARTS make, or None where they make none, or more than one."""
    by_name = {quad.predicate: quad.object for quad in parts}
    if len(by_name) != len(parts):
        return None
    if by_name.keys() == {REIFIES}:
        (triple,) = by_name.values()
        return triple if isinstance(triple, Triple) else None
    if by_name.keys() != _PARTS:
        return None
    subject, predicate = by_name[SUBJECT], by_name[PREDICATE]
    if isinstance(subject, Node) and isinstance(predicate, NamedNode):
        return Triple(subject, predicate, by_name[OBJECT])
    return None


def _lone_graphs(quads: Iterable[Quad], hung: frozenset[Node]) -> dict[Place, Quad]:
    """Return the graphs that have one triple and are named by a claim, which one graph describes."""
    lone: dict[Graph, Quad | None] = {}
    homes: dict[Node, set[Graph]] = {}
    for quad in quads:
        lone[quad.graph_name] = None if quad.graph_name in lone else quad
        if quad.predicate == TYPE and quad.object in _CLAIM and isinstance(quad.subject, Node):
            homes.setdefault(quad.subject, set()).add(quad.graph_name)
    found: dict[Place, Quad] = {}
    for name, single in lone.items():
        if single is None or not isinstance(name, NamedNode) or name in hung:
            continue
        where = tuple(homes.get(name, ()))
        if len(where) == 1 and _may_be_a_graph(single.triple):
            found[name, where[0]] = single
    return found


def _may_be_a_graph(triple: Triple) -> bool:
    """Tell whether TRIPLE says nothing of claims itself: such a graph could not be read back."""
    return triple.predicate not in _HANGS and not (
        triple.predicate == TYPE and triple.object in _CLAIM
    )


def _as_graphs(read: _Read) -> frozenset[Place]:
    """Return the statements that can be named graphs: each asserted, a fact, and read back as it was."""
    claims: dict[Node, list[Graph]] = {}
    for claim, graph in read.stated:
        claims.setdefault(claim, []).append(graph)
    wanted = set(read.stated.values())
    taken: set[Graph] = {graph for _, graph in read.stated}
    homes: dict[Node, set[Graph]] = {}
    asserted: set[Place] = set()
    ended: set[Place] = set()
    facts: set[Triple] = set()
    for quad in read.rest:
        taken.add(quad.graph_name)
        if quad.triple in wanted:
            facts.add(quad.triple)
        if isinstance(quad.subject, Triple) or quad.subject not in claims:
            continue
        place = (quad.subject, quad.graph_name)
        if quad.predicate == TYPE and quad.object in _CLAIM:
            homes.setdefault(quad.subject, set()).add(quad.graph_name)
        elif quad.predicate == _STATUS:
            (asserted if quad.object == _ASSERTED else ended).add(place)
        elif quad.predicate == _ENDED and _is_true(quad.object):
            ended.add(place)
    return frozenset(
        (claim, graph)
        for (claim, graph), triple in read.stated.items()
        if (claim, graph) in asserted - ended
        and triple in facts
        and homes.get(claim) == {graph}
        and claims[claim] == [graph]
        and claim not in taken | read.loose
        and _may_be_a_graph(triple)
    )


def _is_true(term: object) -> bool:
    return isinstance(term, Literal) and term.value in ("true", "1")
