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
