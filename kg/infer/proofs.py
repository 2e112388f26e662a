"""Which facts a conclusion rests on: the rules backwards, from what is entailed to what was asserted.

The reasoner does not say how it came to a conclusion. Here a conclusion is looked for at the heads of the rules, and
what their bodies ask for in the closure, until all that is left was asserted. Of several ways the one with the fewest
facts counts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from pyoxigraph import NamedNode, QuerySolutions, Store, Triple, Variable

from kg.infer.premises import Premises, quads
from kg.iri import VOCABULARIES

_FACTS, _SCHEMA, _ENTAILED = (
    NamedNode(f"urn:news-kg:{n}") for n in ("facts", "schema", "entailed")
)
_DEEPEST: Final = 6  # steps from a conclusion to a fact
_WAYS: Final = 12  # solutions of one rule that are followed

Pattern = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds, by the patterns of HEAD, where all of BODY hold."""

    name: str  # in https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules
    head: Pattern
    body: tuple[Pattern, ...]


def _rule(name: str, head: str, *body: str) -> Rule:
    first, *rest = (tuple(pattern.split()) for pattern in (head, *body))
    return Rule(name, first, tuple(rest))  # type: ignore[arg-type]


_TWO: Final = "{} ?l . ?l rdf:first ?a . ?l rdf:rest ?m . ?m rdf:first ?b . ?m rdf:rest rdf:nil"
# fmt: off
RULES: Final = (
    _rule("cax-sco", "?x a ?c", "?b rdfs:subClassOf ?c", "?x a ?b"),
    _rule("prp-dom", "?x a ?c", "?p rdfs:domain ?c", "?x ?p ?y"),
    _rule("prp-rng", "?y a ?c", "?p rdfs:range ?c", "?x ?p ?y"),
    _rule("prp-spo1", "?x ?q ?y", "?p rdfs:subPropertyOf ?q", "?x ?p ?y"),
    _rule("prp-eqp1", "?x ?q ?y", "?p owl:equivalentProperty ?q", "?x ?p ?y"),
    _rule("prp-eqp2", "?x ?q ?y", "?q owl:equivalentProperty ?p", "?x ?p ?y"),
    _rule("prp-inv1", "?y ?q ?x", "?p owl:inverseOf ?q", "?x ?p ?y"),
    _rule("prp-inv2", "?y ?p ?x", "?p owl:inverseOf ?q", "?x ?q ?y"),
    _rule("prp-symp", "?y ?p ?x", "?p a owl:SymmetricProperty", "?x ?p ?y"),
    _rule("prp-trp", "?x ?p ?z", "?p a owl:TransitiveProperty", "?x ?p ?y", "?y ?p ?z"),
    _rule("prp-spo2", "?x ?p ?z", *_TWO.format("?p owl:propertyChainAxiom").split(" . "), "?x ?a ?y", "?y ?b ?z"),
    _rule("prp-fp", "?y owl:sameAs ?z", "?p a owl:FunctionalProperty", "?x ?p ?y", "?x ?p ?z"),
    _rule("prp-ifp", "?y owl:sameAs ?z", "?p a owl:InverseFunctionalProperty", "?y ?p ?x", "?z ?p ?x"),
    _rule("cax-eqc1", "?x a ?c", "?b owl:equivalentClass ?c", "?x a ?b"),
    _rule("cax-eqc2", "?x a ?c", "?c owl:equivalentClass ?b", "?x a ?b"),
    _rule("cls-svf1", "?x a ?r", "?r owl:someValuesFrom ?c", "?r owl:onProperty ?p", "?x ?p ?y", "?y a ?c"),
    _rule("cls-svf2", "?x a ?r", "?r owl:someValuesFrom owl:Thing", "?r owl:onProperty ?p", "?x ?p ?y"),
    _rule("cls-avf", "?y a ?c", "?r owl:allValuesFrom ?c", "?r owl:onProperty ?p", "?x a ?r", "?x ?p ?y"),
    _rule("cls-hv1", "?x ?p ?v", "?r owl:hasValue ?v", "?r owl:onProperty ?p", "?x a ?r"),
    _rule("cls-hv2", "?x a ?r", "?r owl:hasValue ?v", "?r owl:onProperty ?p", "?x ?p ?v"),
    _rule("cls-int1", "?x a ?c", *_TWO.format("?c owl:intersectionOf").split(" . "), "?x a ?a", "?x a ?b"),
    _rule("eq-sym", "?y owl:sameAs ?x", "?x owl:sameAs ?y"),
    _rule("eq-trans", "?x owl:sameAs ?z", "?x owl:sameAs ?y", "?y owl:sameAs ?z"),
    _rule("eq-rep-s", "?x ?p ?y", "?x owl:sameAs ?w", "?w ?p ?y"),
    _rule("eq-rep-o", "?x ?p ?y", "?y owl:sameAs ?w", "?x ?p ?w"),
)
# fmt: on


class Proofs:
    """A closure, and which facts its conclusions rest on."""

    def __init__(self, given: Premises, entailed: Iterable[Triple]) -> None:
        self._given = given
        self.store = Store()
        for graph, triples in (
            (_FACTS, given.facts),
            (_SCHEMA, given.schema),
            (_ENTAILED, entailed),
        ):
            self.store.bulk_extend(quads(triples, graph))
        self._queries = {rule: _query(rule) for rule in RULES}

    def of(self, conclusion: Triple) -> frozenset[Triple] | None:
        """Return the facts that CONCLUSION rests on; None where the rules here do not lead to any."""
        for depth in range(_DEEPEST + 1):
            found = self._prove(conclusion, depth, frozenset())
            if found is not None:
                return found
        return None

    def _prove(
        self, wanted: Triple, depth: int, above: frozenset[Triple]
    ) -> frozenset[Triple] | None:
        if wanted in self._given.facts:
            return frozenset((wanted,))
        if wanted in self._given.schema:
            return frozenset()
        if depth == 0 or wanted in above:
            return None
        ways = (
            self._all(body, depth - 1, above | {wanted})
            for rule in RULES
            for body in islice(self._bodies(rule, wanted), _WAYS)
        )
        found = [facts for facts in ways if facts is not None]
        return min(found, key=lambda facts: (len(facts), sorted(map(str, facts))), default=None)

    def _all(
        self, body: Iterable[Triple], depth: int, above: frozenset[Triple]
    ) -> frozenset[Triple] | None:
        together: frozenset[Triple] = frozenset()
        for each in body:
            if self._is_axiom(each):
                continue
            facts = self._prove(each, depth, above)
            if facts is None:
                return None
            together |= facts
        return together

    def _is_axiom(self, triple: Triple) -> bool:
        """Tell whether TRIPLE is said, or follows, of terms and not of things."""
        return triple.subject not in self._given.things and triple not in self._given.facts

    def _bodies(self, rule: Rule, wanted: Triple) -> Iterator[tuple[Triple, ...]]:
        """Yield what must hold for RULE to conclude what is WANTED, as often as it holds in the closure."""
        bound = matched(rule.head, wanted)
        if bound is None:
            return
        given = {Variable(name): term for name, term in bound.items()}
        rows = self.store.query(
            self._queries[rule],
            prefixes=dict(VOCABULARIES),
            use_default_graph_as_union=True,
            substitutions=given,
        )
        assert isinstance(rows, QuerySolutions)  # noqa: S101
        names = [variable.value for variable in rows.variables]
        for row in sorted(rows, key=lambda row: str(tuple(row))):
            values = bound | {n: row[n] for n in names if row[n] is not None}
            body = tuple(filled(pattern, values) for pattern in rule.body)
            if wanted not in body:
                yield body


def _query(rule: Rule) -> str:
    return f"SELECT * {{ {' . '.join(' '.join(pattern) for pattern in rule.body)} }}"


def matched(head: Pattern, wanted: Triple) -> dict[str, Any] | None:
    """Return what the variables of HEAD stand for in what is WANTED; None where it does not fit.

    >>> a, b = NamedNode("urn:a"), NamedNode("urn:b")
    >>> sorted(matched(("?x", "?p", "?y"), Triple(a, b, a)).items())
    [('p', <NamedNode value=urn:b>), ('x', <NamedNode value=urn:a>), ('y', <NamedNode value=urn:a>)]
    >>> matched(("?x", "a", "?c"), Triple(a, b, a)) is None
    True
    """
    found: dict[str, Any] = {}
    for word, term in zip(head, wanted, strict=True):
        if word.startswith("?"):
            if found.setdefault(word[1:], term) != term:
                return None
        elif constant(word) != term:
            return None
    return found


def filled(pattern: Pattern, values: Mapping[str, Any]) -> Triple:
    """Return PATTERN with VALUES in the place of its variables.

    >>> str(filled(("?x", "a", "kg:Person"), {"x": NamedNode("urn:a")}))
    '<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/news-kg/ontology#Person>'
    """
    subject, predicate, value = (
        values[word[1:]] if word.startswith("?") else constant(word) for word in pattern
    )
    return Triple(subject, predicate, value)


def constant(word: str) -> NamedNode:
    """Return the term that WORD of a pattern names.

    >>> constant("a").value.rpartition("#")[2], constant("owl:sameAs").value.rpartition("#")[2]
    ('type', 'sameAs')
    """
    prefix, _, name = ("rdf", "", "type") if word == "a" else word.partition(":")
    return NamedNode(VOCABULARIES[prefix] + name)
