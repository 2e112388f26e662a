"""What contradicts: each rule on a case of its own, the facts that it rests on, and their sentences."""

import pytest
from chiefs import article
from pyoxigraph import NamedNode, Store

from kg.infer import Profile, infer

# the rule, axioms, facts that clash, and others that do not matter
CASES = {
    "disjoint": ("cax-dw", ":A owl:disjointWith :B .", ":x a :A , :B ."),
    "disjoint below": (
        "cax-dw",
        ":A owl:disjointWith :B . :C rdfs:subClassOf :B . :p rdfs:range :C .",
        ":x a :A . :y :p :x .",
    ),
    "all disjoint": (
        "cax-adc",
        "[] a owl:AllDisjointClasses ; owl:members (:A :B :C) .",
        ":x a :A , :C .",
    ),
    "complement": ("cls-com", ":A owl:complementOf :B .", ":x a :A , :B ."),
    "nothing": ("cls-nothing2", ":A rdfs:subClassOf owl:Nothing .", ":x a :A ."),
    "functional": ("prp-fp", ":p a owl:FunctionalProperty .", ":x :p :y , :z ."),
    "functional by another property": (
        "prp-fp",
        ":p a owl:FunctionalProperty . :q rdfs:subPropertyOf :p .",
        ":x :p :y ; :q :z .",
    ),
    "functional values": ("prp-fp", ":p a owl:FunctionalProperty .", ":x :p 3 , 4 ."),
    "inverse functional": ("prp-ifp", ":p a owl:InverseFunctionalProperty .", ":x :p :z . :y :p :z ."),
    "at most one": (
        "cls-maxc2",
        ':A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality "1"^^xsd:nonNegativeInteger ] .',
        ":x a :A ; :p :y , :z .",
    ),
    "at most one of a class": (
        "cls-maxc2",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass :B ] .",
        ":x a :A ; :p :y , :z . :y a :B . :z a :B .",
    ),
    "none": (
        "cls-maxc1",
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxCardinality 0 ] .",
        ":x a :A ; :p :y .",
    ),
    "irreflexive": ("prp-irp", ":p a owl:IrreflexiveProperty .", ":x :p :x ."),
    "asymmetric": ("prp-asyp", ":p a owl:AsymmetricProperty .", ":x :p :y . :y :p :x ."),
    "disjoint properties": ("prp-pdw", ":p owl:propertyDisjointWith :q .", ":x :p :y ; :q :y ."),
    "different": ("eq-diff1", ":x owl:differentFrom :y .", ":x owl:sameAs :y ; :p :z . :y :p :z ."),
    "all different": (
        "eq-diff2",
        "[] a owl:AllDifferent ; owl:distinctMembers (:x :y) .",
        ":x owl:sameAs :y . :x :p :z . :y :p :z .",
    ),
    "not so": (
        "prp-npa1",
        "[] owl:sourceIndividual :x ; owl:assertionProperty :p ; owl:targetIndividual :y .",
        ":x :p :y .",
    ),
}  # fmt: skip
PEACE = {
    "two classes": (":A owl:disjointWith :B .", ":x a :A . :y a :B ."),
    "one value twice": (":p a owl:FunctionalProperty .", ":x :p 3 , 3.0 ."),
    "one value under two names": (
        ":p a owl:FunctionalProperty .",
        ":x :p :y , :z . :y owl:sameAs :z .",
    ),
    "two of which one is of the class": (
        ":A rdfs:subClassOf [ owl:onProperty :p ; owl:maxQualifiedCardinality 1 ; owl:onClass :B ] .",
        ":x a :A ; :p :y , :z . :y a :B .",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_contradiction_is_found_with_the_facts_that_it_rests_on(case, concluded):
    rule, axioms, facts = CASES[case]
    found = concluded(facts + " :u :v :w .", axioms).contradictions
    assert [each.rule for each in found] == [rule]
    told = {(fact.subject, fact.predicate) for fact in found[0].facts}
    assert told
    assert not any(subject.endswith("#u") for subject, _ in told)


@pytest.mark.parametrize("case", PEACE)
def test_what_agrees_is_no_contradiction(case, concluded):
    axioms, facts = PEACE[case]
    assert concluded(facts, axioms).contradictions == ()


def test_what_follows_by_steps_rests_on_what_was_asserted(concluded):
    axioms = """:A owl:disjointWith :B . :p rdfs:range :A ; owl:inverseOf :q . :r rdfs:subPropertyOf :q .
      :C rdfs:subClassOf :B ."""
    (found,) = concluded(":x :r :y . :x a :C . :y a :A .", axioms).contradictions
    assert sorted(fact.says for fact in found.facts) == ["x is a c", "x r y"]


def test_three_values_are_one_contradiction(concluded):
    axioms = ":p a owl:FunctionalProperty ; rdfs:label 'chief'@en ."
    (found,) = concluded(":x :p :y , :z , :w .", axioms).contradictions
    assert [fact.says for fact in found.facts] == ["x chief w", "x chief y", "x chief z"]
    assert found.says == "x has several values of chief, which has one at most"


def test_rdfs_contradicts_nothing(concluded):
    axioms = ":A owl:disjointWith :B ."
    assert concluded(":x a :A , :B .", axioms, profile=Profile.RDFS).contradictions == ()


def test_the_sentences_are_those_of_the_claims(firms):
    store = Store()
    store.bulk_extend((*article(1, "Ana_Ruiz"), *article(2, "Leo_Ott")))
    (found,) = infer(store, [firms]).contradictions
    told = {fact.says: [sentence.text for sentence in fact.sentences] for fact in found.facts}
    assert told == {
        f"Norwood chief executive {name}": [f"{name} is the chief executive of Norwood."]
        for name in ("Ana Ruiz", "Leo Ott")
    }
    assert [fact.sentences[0].published for fact in found.facts] == ["2026-03-01", "2026-03-02"]
    assert found.facts[0].sentences[0].article == "https://a.example/1"


def test_an_allegation_contradicts_nothing(firms):
    store = Store()
    store.bulk_extend((*article(1, "Ana_Ruiz"), *article(2, "Leo_Ott", "Alleged")))
    found = infer(store, [firms])
    assert found.contradictions == ()
    leads = NamedNode("https://example.org/deals#leads")
    assert [t.subject.value[-15:] for t in found.entailed if t.predicate == leads] == [
        "Ana_Ruiz.person"
    ]


def test_a_class_is_told_by_the_claim_that_asks_for_it_else_by_the_words_that_name_the_thing(
    ontology,
):
    axioms = ":Firm owl:disjointWith kg:Company . :chief rdfs:domain :Firm ."
    store = Store()
    store.bulk_extend(article(1, "Ana_Ruiz"))
    named = "https://a.example/1#char=33,40"
    nif = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    store.update(
        f"""INSERT DATA {{ GRAPH <https://a.example/1> {{ <{named}> <{nif}anchorOf> "Norwood" ;
        <http://www.w3.org/2005/11/its/rdf#taIdentRef> <https://w3id.org/news-kg/entity/Norwood.company> }} }}"""
    )
    (found,) = infer(store, [ontology(axioms)]).contradictions
    told = {fact.says: [sentence.text for sentence in fact.sentences] for fact in found.facts}
    assert told == {
        "Norwood chief Ana Ruiz": ["Ana Ruiz is the chief executive of Norwood."],
        "Norwood is a company": ["Norwood"],
    }
