"""What follows: each rule on a case of its own, and what is left out."""

import pytest
from chiefs import triples
from pyoxigraph import NamedNode

from kg.errors import StoreError
from kg.infer import Profile

# axioms, facts, what follows
RULES = {
    "class above": (":A rdfs:subClassOf :B . :B rdfs:subClassOf :C .", ":x a :A .", ":x a :C ."),
    "same class": (":A owl:equivalentClass :B .", ":x a :B .", ":x a :A ."),
    "property above": (":p rdfs:subPropertyOf :q .", ":x :p :y .", ":x :q :y ."),
    "domain": (":p rdfs:domain :A .", ":x :p :y .", ":x a :A ."),
    "range": (":p rdfs:range :A .", ":x :p :y .", ":y a :A ."),
    "inverse": (":p owl:inverseOf :q .", ":x :q :y .", ":y :p :x ."),
    "symmetric": (":p a owl:SymmetricProperty .", ":x :p :y .", ":y :p :x ."),
    "transitive": (":p a owl:TransitiveProperty .", ":x :p :y . :y :p :z . :z :p :w .", ":x :p :w ."),
    "chain": (":p owl:propertyChainAxiom (:q :r :s) .", ":x :q :y . :y :r :z . :z :s :w .", ":x :p :w ."),
    "union": (":A owl:unionOf (:B :C) .", ":x a :B .", ":x a :A ."),
    "intersection": (":A owl:intersectionOf (:B :C) .", ":x a :B , :C .", ":x a :A ."),
    "some values": (
        ":A owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom :B ] .",
        ":x :p :y . :y a :B .",
        ":x a :A .",
    ),
    "some values of a datatype": (
        ":A owl:equivalentClass [ owl:onProperty :p ; owl:someValuesFrom xsd:integer ] .",
        ":x :p 3 .",
        ":x a :A .",
    ),
    "all values": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] .",
        ":x a :A ; :p :y .",
        ":y a :B .",
    ),
    "a value": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:hasValue :v ] .",
        ":x a :A .",
        ":x :p :v .",
    ),
    "the same thing": ("", ":x owl:sameAs :y ; :p :z . :y :q :z .", ":x :q :z . :y :p :z ."),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_concludes(rule, concluded):
    axioms, facts, wanted = RULES[rule]
    assert triples(wanted) <= {str(each) for each in concluded(facts, axioms).entailed}


def test_rdfs_knows_hierarchies_domains_and_ranges_alone(concluded):
    axioms = (
        ":p rdfs:subPropertyOf :q ; rdfs:domain :A ; owl:inverseOf :r . :A rdfs:subClassOf :B ."
    )
    found = concluded(":x :p :y .", axioms, profile=Profile.RDFS)
    assert {str(each) for each in found.entailed} == triples(":x a :A , :B ; :q :y .")


def test_nothing_self_evident_is_told(concluded):
    facts = ':x a :A ; :p :y ; rdfs:label "X"@en ; :n 3 . :y a :B .'
    axioms = (
        ":A a owl:Class . :B a owl:Class . :p a owl:ObjectProperty . :n a owl:DatatypeProperty ."
    )
    assert concluded(facts, axioms).entailed == frozenset()


def test_no_restriction_is_told_as_a_class(concluded):
    axioms = ":A rdfs:subClassOf [ owl:onProperty :p ; owl:allValuesFrom :B ] ."
    assert concluded(":x a :A .", axioms).entailed == frozenset()


def test_an_address_elsewhere_gets_no_copies(concluded):
    facts = ":x a :A ; owl:sameAs <http://www.wikidata.org/entity/Q1> ."
    found = concluded(facts, ":A rdfs:subClassOf :B .")
    assert {str(each) for each in found.entailed} == triples(":x a :B .")


def test_things_with_one_address_are_one(concluded):
    facts = ":x :p :z ; owl:sameAs <urn:q1> . :y a :A ; owl:sameAs <urn:q1> ."
    found = {str(each) for each in concluded(facts, "").entailed}
    assert triples(":x owl:sameAs :y . :y owl:sameAs :x ; :p :z . :x a :A .") == found


def test_values_keep_their_words(concluded):
    found = concluded(':x :p "2026-03"^^xsd:gYearMonth , "Eins"@de .', ":p rdfs:subPropertyOf :q .")
    wanted = triples(':x :q "2026-03"^^xsd:gYearMonth , "Eins"@de .')
    assert {str(each) for each in found.entailed} == wanted


def test_two_values_are_one_thing_only_if_asked(concluded):
    facts, axioms = ":x :p :y , :z . :y a :A .", ":p a owl:FunctionalProperty ."
    assert concluded(facts, axioms).entailed == frozenset()
    merged = concluded(facts, axioms, merge=True)
    assert triples(":y owl:sameAs :z . :z a :A .") <= {str(each) for each in merged.entailed}
    assert not merged.contradictions


def test_our_own_hierarchy_counts(concluded):
    found = concluded(":x a kg:Charge .", "")
    assert NamedNode("https://w3id.org/news-kg/ontology#Event") in {
        t.object for t in found.entailed
    }


def test_too_many_facts_are_told_before_they_take_long(concluded):
    with pytest.raises(StoreError, match=r"3 facts take part.*--limit 3"):
        concluded(":x a :A . :y a :A . :z a :A .", "", limit=2)
