"""Whether two claims of one sentence disagree: only where somebody in it denies what others say."""

from pathlib import Path

import pytest

import kg

SENTENCE = """
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix ex: <https://news.example/> .
ex:Norland rdfs:label "Norland" . ex:dam rdfs:label "the dam" .
ex:article {
  ex:sentence nif:anchorOf "Veridia said Norland had destroyed the dam, which Norland denied." .
  ex:said kg:claimedType kg:Destruction ; kg:status %s ; kg:agent ex:Norland ; kg:patient ex:dam ;
    kg:evidence ex:sentence %s .
  ex:denied kg:claimedType kg:Destruction ; kg:status kg:Denied ; kg:agent ex:Norland ; kg:patient ex:dam ;
    kg:evidence ex:sentence %s .
}
"""


@pytest.mark.parametrize(
    ("status", "affirms", "denies", "rows"),
    [
        ("kg:Reported", "; kg:attributedTo ex:Veridia", "; kg:attributedTo ex:Norland", 1),
        ("kg:Asserted", "", "; kg:attributedTo ex:Norland", 1),
        ("kg:Asserted", "", "", 0),
        ("kg:Reported", "; kg:attributedTo ex:Norland", "; kg:attributedTo ex:Norland", 0),
    ],
)
def test_one_sentence_disagrees_where_two_speak(tmp_path: Path, status, affirms, denies, rows):
    path = tmp_path / "graph.trig"
    path.write_text(SENTENCE % (status, affirms, denies))
    assert len(kg.open(path).query("disagreements")) == rows
