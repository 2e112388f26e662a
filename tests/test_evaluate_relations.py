import json

import pytest

from evaluation import knowledgenet, mapping, re3d, text2kg
from evaluation.mapping import Mapping, Pair
from evaluation.pairs import matches
from kg.errors import ConfigError
from kg.evaluate.reader import Reader
from kg.model import Claim, Mention, Relation, Span, Status

pytestmark = pytest.mark.model  # one reader for all


@pytest.fixture(scope="module")
def reader():
    return Reader()


def span(start, end):
    return Span("a", start, end)


def claim(status=Status.ASSERTED):
    person = Mention(span=span(0, 4), text="Lund", type="Person", name="Maria Lund")
    company = Mention(span=span(13, 20), text="Norwood", type="Company", name="Norwood")
    content = Relation(person, "headOf", company)
    return Claim(content=content, evidence=span(0, 30), status=status, rule="office")


def test_property_says_the_relation_in_its_direction(reader):
    found = Mapping("knowledgenet", reader.ontology).pairs([claim()], ())
    assert Pair("CEO", span(13, 20), span(0, 4)) in found
    assert Pair("EMPLOYEE_OR_MEMBER_OF", span(0, 4), span(13, 20)) in found


def test_what_is_denied_says_nothing(reader):
    table = Mapping("knowledgenet", reader.ontology)
    assert not table.pairs([claim(Status.DENIED)], (Status.DENIED,))


def test_table_may_not_name_what_the_ontology_lacks(reader, tmp_path, monkeypatch):
    (tmp_path / "x.toml").write_text('[relations.A]\npatterns = [{ property = "leads" }]\n')
    monkeypatch.setattr(mapping, "_FOLDER", tmp_path)
    with pytest.raises(ConfigError, match="no 'leads'"):
        Mapping("x", reader.ontology)


def test_pair_found_twice_is_neither_wrong_nor_right_twice():
    gold = [Pair("A", span(0, 4), span(10, 14))]
    found = [*gold, Pair("A", span(0, 2), span(10, 14)), Pair("A", span(20, 22), span(10, 14))]
    [(name, counted)] = matches(gold, found, Span.overlaps)
    assert (name, counted.right, counted.predicted, counted.gold) == ("A", 1, 2, 1)


def test_symmetric_relation_holds_either_way():
    gold, found = [Pair("A", span(0, 4), span(10, 14))], [Pair("A", span(10, 14), span(0, 4))]
    assert dict(matches(gold, found, Span.overlaps))["A"].right == 0
    assert dict(matches(gold, found, Span.overlaps, {"A"}))["A"].right == 1


def test_re3d_counts_what_has_no_counterpart(reader, tmp_path):
    text = "Laura Bennett met Tomas Varga in Oslo on Monday."
    rows = {
        "documents": [{"_id": "d", "text": text}],
        "entities": [
            {"documentId": "d", "begin": 0, "end": 13, "type": "Person", "confidence": 1},
            {"documentId": "d", "begin": 18, "end": 29, "type": "Person", "confidence": 0.2},
        ],
        "relations": [relation("CommWith", text), relation("Apart", text)],
    }
    (tmp_path / "Part").mkdir()
    for name, lines in rows.items():
        write(tmp_path / "Part" / f"{name}.json", lines)
    overall, communication, *_, types = re3d.run(tmp_path, reader)
    assert overall.name == "relations (1 of 2; without counterpart: 1 Apart)"
    assert (communication.name, communication.value) == ("relation CoLocated", 0.0)
    assert (overall.recall, types.recall) == (1.0, 1.0)


def test_knowledgenet_asks_only_for_what_was_annotated(reader, tmp_path):
    passage = "Maria Lund was born in Oslo. She founded Norwood Corp in Bergen."
    fact = {"fold": 4, "doc": "1", "passage_start": 5, "passage": passage}
    born = {"subj_start": 5, "subj_end": 15, "obj_start": 28, "obj_end": 32}
    write(tmp_path / "knowledgenet_facts.jsonl", [{**fact, "property": "PLACE_OF_BIRTH", **born}])
    negatives = [{**fact, "property": "EDUCATED_AT"}, {**fact, "fold": 1, "property": "CEO"}]
    write(tmp_path / "knowledgenet_negatives.jsonl", negatives)
    learned, every, _, birth = knowledgenet.run(tmp_path, reader)
    assert learned.name == "facts by the network's own labels of the set"
    assert (learned.precision, learned.recall, learned.gold) == (1.0, 1.0, 1)
    assert (every.precision, every.recall, every.gold) == (1.0, 1.0, 1)
    assert birth.name == "property PLACE_OF_BIRTH"


def relation(kind, text):
    first, second = text.index("Laura"), text.index("Tomas")
    ends = {"sourceBegin": first, "sourceEnd": first + 13, "targetBegin": second}
    return {"documentId": "d", "type": kind, "confidence": 1, "targetEnd": second + 11, **ends}


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def test_text2kgbench_compares_triples_as_the_set_writes_them(reader, tmp_path):
    gold = tmp_path / "wikidata_tekgen" / "ground_truth"
    gold.mkdir(parents=True)
    sentence = "Blue Harbour is a film of 1986, directed by Maria Lund."
    triples = [
        {"sub": "Blue Harbour", "rel": "director", "obj": "Maria  Lund"},
        {"sub": "Blue Harbour", "rel": "publication date", "obj": "01 January 1986"},
    ]
    row = {"id": "1", "sent": sentence, "triples": triples}
    (gold / "ont_1_movie_ground_truth.jsonl").write_text(json.dumps(row) + "\n")
    official, strict, movie = text2kg.run(tmp_path, reader)
    assert official.value == movie.value > 0.6
    assert (strict.gold, strict.recall) == (2, 1.0)


def test_text2kgbench_asks_for_relations_that_nobody_trained_by_their_words(reader, tmp_path):
    folder = tmp_path / text2kg.UNSEEN
    for name in ("ground_truth", "ontologies"):
        (folder / name).mkdir(parents=True)
    ontology = {
        "concepts": [{"qid": "Film", "label": "Film"}, {"qid": "Person", "label": "Person"}],
        "relations": [{"label": "filmDirector", "domain": "Film", "range": "Person"}],
    }
    (folder / "ontologies" / "1_film_ontology.json").write_text(json.dumps(ontology))
    triple = {"sub": "Blue_Harbour", "rel": "filmDirector", "obj": '"Maria Lund"'}
    row = {"id": "1", "sent": "Blue Harbour was directed by Maria Lund.", "triples": [triple]}
    (folder / "ground_truth" / "ont_1_film_ground_truth.jsonl").write_text(json.dumps(row) + "\n")
    assert text2kg.asked(folder, "1_film") == {"filmDirector": "film director: film to person"}
    measures = {m.name: m for m in text2kg.run(tmp_path, reader)}
    assert measures["relations never seen, strict micro F1"].gold == 1
