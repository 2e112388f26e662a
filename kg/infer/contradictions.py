"""Contradictions in a closure: the rules of OWL 2 RL that conclude ``false``, each with what it means in words.

Names are taken to be apart unless they are said to be the same, so that two values of a functional property contradict.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import QuerySolutions, Store, Triple, Variable

from kg.infer.proofs import Pattern, filled
from kg.iri import VOCABULARIES

_APART: Final = (
    "FILTER(STR(?y) < STR(?z) && COALESCE(?y != ?z, true)) "
    "FILTER NOT EXISTS { ?y owl:sameAs ?z } FILTER NOT EXISTS { ?z owl:sameAs ?y }"
)
_FUNCTIONAL: Final = "?p a owl:FunctionalProperty . ?x ?p ?y , ?z . "
_MOST_ONE: Final = (
    "?r owl:maxCardinality|owl:maxQualifiedCardinality ?n ; owl:onProperty ?p . FILTER(STR(?n) = '1') "
    "?x a ?r ; ?p ?y , ?z . OPTIONAL { ?r owl:onClass ?q } "
    "FILTER(!BOUND(?q) || ?q = owl:Thing || (EXISTS { ?y a ?q } && EXISTS { ?z a ?q })) "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule: where QUERY finds something, SAYS tells what is wrong, and BECAUSE has the triples that clash.

    Rows that agree in ONE are one contradiction.
    """

    rule: str  # in https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
    query: str
    says: str
    because: tuple[Pattern, ...]
    one: tuple[str, ...]


def _check(rule: str, says: str, query: str, because: str, one: str) -> Check:
    patterns = tuple(tuple(each.split()) for each in because.split(" . "))
    return Check(rule=rule, query=query, says=says, because=patterns, one=tuple(one.split()))  # type: ignore[arg-type]


CHECKS: Final = (
    _check("cax-dw", "{x} is both {c} and {d}, and nothing is both",
           "?c owl:disjointWith|^owl:disjointWith ?d . ?x a ?c , ?d FILTER(STR(?c) < STR(?d))",
           "?x a ?c . ?x a ?d", "x c d"),
    _check("cax-adc", "{x} is both {c} and {d}, and nothing is both",
           "?l a owl:AllDisjointClasses ; owl:members ?m . ?m rdf:rest*/rdf:first ?c , ?d . "
           "?x a ?c , ?d FILTER(STR(?c) < STR(?d))", "?x a ?c . ?x a ?d", "x c d"),
    _check("cls-com", "{x} is {c} and its complement {d}", "?c owl:complementOf ?d . ?x a ?c , ?d",
           "?x a ?c . ?x a ?d", "x c d"),
    _check("cls-nothing2", "{x} is of a class that nothing can be of", "?x a owl:Nothing",
           "?x a owl:Nothing", "x"),
    _check("prp-fp", "{x} has several values of {p}, which has one at most", _FUNCTIONAL + _APART,
           "?x ?p ?y . ?x ?p ?z", "x p"),
    _check("prp-ifp", "{x} is {p} of several, and may be so of one at most",
           "?p a owl:InverseFunctionalProperty . ?y ?p ?x . ?z ?p ?x " + _APART,
           "?y ?p ?x . ?z ?p ?x", "x p"),
    _check("cls-maxc2", "{x} has several values of {p}, of which it has one at most", _MOST_ONE + _APART,
           "?x a ?r . ?x ?p ?y . ?x ?p ?z", "x p"),
    _check("cls-maxc1", "{x} has a value of {p}, of which it has none",
           "?r owl:maxCardinality ?n ; owl:onProperty ?p FILTER(STR(?n) = '0') ?x a ?r ; ?p ?y",
           "?x a ?r . ?x ?p ?y", "x p"),
    _check("prp-irp", "{x} has itself as {p}, as nothing may", "?p a owl:IrreflexiveProperty . ?x ?p ?x",
           "?x ?p ?x", "x p"),
    _check("prp-asyp", "{x} and {y} have each other as {p}, which goes one way",
           "?p a owl:AsymmetricProperty . ?x ?p ?y . ?y ?p ?x FILTER(STR(?x) <= STR(?y))",
           "?x ?p ?y . ?y ?p ?x", "x y p"),
    _check("prp-pdw", "{x} has {y} both as {p} and as {q}, and nothing has both",
           "?p owl:propertyDisjointWith|^owl:propertyDisjointWith ?q . ?x ?p ?y ; ?q ?y FILTER(STR(?p) < STR(?q))",
           "?x ?p ?y . ?x ?q ?y", "x y p q"),
    _check("prp-adp", "{x} has {y} both as {p} and as {q}, and nothing has both",
           "?l a owl:AllDisjointProperties ; owl:members ?m . ?m rdf:rest*/rdf:first ?p , ?q . "
           "?x ?p ?y ; ?q ?y FILTER(STR(?p) < STR(?q))", "?x ?p ?y . ?x ?q ?y", "x y p q"),
    _check("eq-diff1", "{x} and {y} are said to be the same, and to be different",
           "?x owl:differentFrom|^owl:differentFrom ?y . ?x owl:sameAs|^owl:sameAs ?y FILTER(STR(?x) <= STR(?y))",
           "?x owl:sameAs ?y", "x y"),
    _check("eq-diff2", "{x} and {y} are said to be the same, and to be different",
           "?l a owl:AllDifferent ; owl:members|owl:distinctMembers ?m . ?m rdf:rest*/rdf:first ?x , ?y . "
           "?x owl:sameAs|^owl:sameAs ?y FILTER(STR(?x) < STR(?y))", "?x owl:sameAs ?y", "x y"),
    _check("prp-npa1", "{x} has {y} as {p}, which is said not to be so",
           "?n owl:sourceIndividual ?x ; owl:assertionProperty ?p ; owl:targetIndividual|owl:targetValue ?y . ?x ?p ?y",
           "?x ?p ?y", "x y p"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clash:
    """What a CHECK found: the terms of its row, and the triples that clash, sorted."""

    check: Check
    terms: Mapping[str, Any]
    triples: tuple[Triple, ...]


def clashes(closure: Store) -> Iterator[Clash]:
    """Yield what contradicts in CLOSURE, the checks in the order above and each in the order of its terms."""
    for check in CHECKS:
        found: dict[tuple[str, ...], Clash] = {}
        for row in _rows(closure, check):
            key = tuple(str(row[name]) for name in check.one)
            told = {filled(pattern, row) for pattern in check.because}
            before = found.get(key)
            triples = tuple(sorted(told.union(before.triples if before else ()), key=str))
            found[key] = Clash(check, before.terms if before else row, triples)
        yield from (found[key] for key in sorted(found))


def _rows(closure: Store, check: Check) -> list[dict[str, Any]]:
    rows = closure.query(
        f"SELECT DISTINCT * {{ {check.query} }}",
        prefixes=dict(VOCABULARIES),
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, QuerySolutions)  # noqa: S101
    names = [variable.value for variable in rows.variables]
    found = [{name: row[Variable(name)] for name in names if row[Variable(name)]} for row in rows]
    return sorted(found, key=lambda row: [(name, str(term)) for name, term in sorted(row.items())])
