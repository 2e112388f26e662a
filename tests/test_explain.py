"""Why a graph says so: how words are explained, and what is told of a predicate that there is not."""

import re

import pytest
from pyoxigraph import Store

from kg import query
from kg.errors import QueryError
from kg.query.bind import declare

# Of each mention the steps that led to its entity, as a build writes them.
GRAPH = """
INSERT DATA {
  ent:Ana rdfs:label "Ana Ruiz" ; kg:supports ent:Bo .
  ent:Bo rdfs:label "Bo Ott" .
  GRAPH <urn:news:1> {
    <urn:claim:1> rdf:subject ent:Ana ; rdf:predicate kg:supports ; rdf:object ent:Bo ; kg:status kg:Asserted ;
      kg:evidence <urn:news:1#char=0,40> .
    <urn:news:1#char=0,40> nif:anchorOf "She said that she, Ruiz, supports Bo Ott." .
    <urn:news:1#char=0,3> itsrdf:taIdentRef ent:Ana ; nif:anchorOf "She" ; nif:beginIndex 0 ;
      kg:coreferenceStep '"Ruiz" → Ana Ruiz (surname)', '"She" is Ana Ruiz (pronoun)' .
    <urn:news:1#char=14,17> itsrdf:taIdentRef ent:Ana ; nif:anchorOf "she" ; nif:beginIndex 14 ;
      kg:coreferenceStep '"Ruiz" → Ana Ruiz (surname)', '"she" is Ana Ruiz (pronoun)' .
    <urn:news:1#char=19,23> itsrdf:taIdentRef ent:Ana ; nif:anchorOf "Ruiz" ; nif:beginIndex 19 ;
      kg:coreferenceStep '"Ruiz" → Ana Ruiz (surname)' .
  }
}
"""


def store() -> Store:
    made = Store()
    made.update(declare(GRAPH))
    return made


def test_words_are_explained_once_and_by_the_shortest_way():
    (found,) = query.why(store(), "Ana Ruiz", "supports").quotes
    assert found.steps == (
        "'She' is Ana Ruiz: \"She\" is Ana Ruiz (pronoun)",
        "'Ruiz' is Ana Ruiz: \"Ruiz\" → Ana Ruiz (surname)",
    )


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("bought", "did you mean 'acquired', 'Purchase' or 'Acquisition'?"),  # a form of no rule
        ("buys", "did you mean 'acquired', 'Purchase' or 'Acquisition'?"),
        ("steppedDown", "did you mean 'heldPosition' or 'Resignation'?"),  # a verb of two words
        ("chargedwith", "did you mean 'chargedWith'?"),
        ("chargdWith", "did you mean 'chargedWith'?"),
        ("xyzzy", "`kg ontology` shows all"),
    ],
)
def test_predicate_that_there_is_not_is_told_with_the_nearest(word, hint):
    told = f"predicate: {word!r} is not a property or class of the ontology; {hint}"
    with pytest.raises(QueryError, match=f"^{re.escape(told)}$"):
        query.why(store(), "Ana Ruiz", word)


def test_at_most_five_terms_are_named():
    with pytest.raises(QueryError) as caught:
        query.why(store(), "Ana Ruiz", "took")
    assert caught.value.args[0].partition("mean ")[2].count("'") == 10


# Events of a vocabulary of the user's, two roles of which have a name that ours have, too.
TAKEOVER = """
INSERT DATA {
  ent:Hale rdfs:label "Hale Group" .
  ent:Norwood rdfs:label "Norwood" .
  <urn:event:1> a <https://example.org/deals#Takeover> ; rdfs:label "buy" ;
    <https://example.org/deals#buyer> ent:Hale ; <https://example.org/deals#target> ent:Norwood .
  GRAPH <urn:news:1> {
    <urn:claim:1> kg:event <urn:event:1> ; kg:status kg:Asserted ; kg:evidence <urn:news:1#char=0,27> .
    <urn:news:1#char=0,27> nif:anchorOf "Hale Group bought Norwood." .
  }
}
"""
DEALS = """
@prefix : <https://example.org/deals#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Takeover a owl:Class ; rdfs:label "takeover" .
:Company a owl:Class ; rdfs:label "company" .
:buyer a owl:ObjectProperty ; rdfs:label "buyer" ; rdfs:domain :Takeover ; rdfs:range :Company .
:target a owl:ObjectProperty ; rdfs:label "target company" ; rdfs:domain :Takeover ; rdfs:range :Company .
"""


@pytest.mark.parametrize(
    ("thing", "term", "told"),
    [
        ("Hale Group", "buyer", ["Hale Group buyer buy"]),
        ("Norwood", "target company", ["Norwood target company buy"]),
        ("Norwood", "target", ["Norwood target company buy"]),
        ("Norwood", "buyer", []),
        ("Norwood", "Takeover", ["Norwood target company buy"]),
    ],
)
def test_roles_of_the_users_own_are_asked_for_by_name_and_by_label(thing, term, told, tmp_path):
    path = tmp_path / "deals.ttl"
    path.write_text(DEALS)
    made = Store()
    made.update(declare(TAKEOVER))
    found = query.why(made, thing, term, ontology=[path])
    assert [quote.statement for quote in found.quotes] == told
