"""``kg build`` as a user meets it, with the trained model."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kg.rdf import Statements, restate

ARTICLE = "Police in Madrid arrested the banker Piet Vos on Monday. Vos exports copper to Norway."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "news" / "vos.txt"
    path.parent.mkdir()
    path.write_text(ARTICLE)
    return path


def test_build_writes_the_graph_and_tells_what_it_found(article, tmp_path, kg):
    code, out, err = kg(
        "build", article, "-o", tmp_path / "new" / "graph.trig", "--date", "2026-03-12"
    )
    assert (code, err) == (0, "")
    words = [line.split() for line in out.splitlines()]
    assert ["documents", "1"] in [line[:2] for line in words]
    assert out.endswith(f"written: {tmp_path / 'new' / 'graph.trig'}\n")
    assert len(list(parse(path=tmp_path / "new" / "graph.trig"))) > 20


def test_build_to_standard_output_prints_nothing_else_there(article, kg):
    code, out, err = kg("build", article, "-o", "-", "--format", "nq")
    assert code == 0
    assert len(list(parse(out, RdfFormat.N_QUADS))) > 20
    assert "documents" in err


def test_build_reports_as_json(article, kg):
    code, out, err = kg("build", article, "--json")
    report = json.loads(out)
    assert (code, err) == (0, "")
    assert (report["documents"], report["failures"]) == (1, [])
    assert 0 < report["coverage"] <= 1


def test_build_can_be_quiet(article, tmp_path, kg):
    assert kg("build", article, "-o", tmp_path / "graph.ttl", "--quiet") == (0, "", "")


def test_build_goes_on_after_a_document_that_fails(article, tmp_path, kg):
    (article.parent / "empty.txt").write_text("")
    (article.parent / "broken.jsonl").write_text("{\n")
    code, out, err = kg("build", article.parent, "-o", tmp_path / "graph.trig")
    assert code == 1
    assert "failures" in out
    assert sorted(Path(line.split(":")[1].strip()).name for line in err.splitlines()) == [
        "broken.jsonl",
        "empty.txt",
    ]


def test_build_of_nothing_readable_names_what_is_missing(tmp_path, kg):
    code, _, err = kg("build", tmp_path / "nowhere.txt")
    assert (code, "nowhere.txt" in err, len(err.splitlines())) == (1, True, 2)
    assert err.endswith("\nkg: no article was read; nothing is written\n")


def test_build_twice_into_a_store_changes_nothing(article, tmp_path, kg):
    kg("build", article, "--store", tmp_path / "store", "-q")
    first = kg("export", "--store", tmp_path / "store", "--format", "nq")
    kg("build", article, "--store", tmp_path / "store", "-q")
    assert kg("export", "--store", tmp_path / "store", "--format", "nq") == first


def test_build_takes_fields_and_base(tmp_path, kg):
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"Article": ARTICLE, "When": "2026-03-12"}) + "\n")
    code, out, _ = kg("build", path, "--field", "text=Article", "--field", "published=When",
                      "--base", "https://example.org/kg/", "-o", "-")  # fmt: skip
    assert code == 0
    assert "@prefix ent: <https://example.org/kg/entity/> ." in out


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--model", "en_none", "kg: model: 'en_none' is not an installed spaCy pipeline"),
        ("--ontology", "nowhere.ttl", "nowhere.ttl"),
        ("--date", "yesterday", "yesterday"),
    ],
)
def test_build_names_the_option_that_is_wrong(option, value, message, article, kg):
    code, out, err = kg("build", article, option, value)
    assert (code, out, len(err.splitlines())) == (1, "", 1)
    assert message in err


def test_build_shows_no_progress_where_nobody_looks(article):
    run = subprocess.run(
        [sys.executable, "-m", "kg", "build", str(article)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stderr == ""


def test_doctor_finds_the_model(kg):
    code, out, _ = kg("doctor")
    assert code == 0
    assert [line.split()[:2] for line in out.splitlines() if "model" in line] == [["ok", "model"]]
    assert re.search(r"^ok +network +version \S+, 3\d MB of weights$", out, re.MULTILINE)


@pytest.mark.parametrize("form", ["reification", "graphs", "rdf12"])
def test_build_writes_claims_in_the_form_that_is_asked_for(form, article, tmp_path, kg):
    plain, target = tmp_path / "plain.nq", tmp_path / "form.nq"
    kg("build", article, "-q", "-o", plain)
    assert kg("build", article, "-q", "-o", target, "--statements", form) == (0, "", "")
    assert set(parse(path=target)) == restate(parse(path=plain), Statements(form))


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("-o", "x.jsonld", "--statements", "rdf12"), 1, "JSON-LD: it has no triple terms"),
        (("-o", "x.ttl", "--statements", "graphs"), 1, "Turtle: it has no graphs"),
        (("--statements", "graphs"), 2, "--statements is about a file; give --output FILE"),
    ],
)
def test_build_refuses_a_form_before_the_work_begins(arguments, code, told, article, kg):
    got, out, err = kg("build", article, *arguments)
    assert (got, out) == (code, "")
    assert told in err


def test_build_asks_only_the_extractors_that_are_named(article, kg):
    code, out, _ = kg("build", article, "-o", "-", "--format", "nq", "--extractors", "rules")
    assert code == 0
    assert '"lexicon:arrest"' in out
    assert '"network:' not in out


def test_build_names_the_nearest_extractor(article, kg):
    code, _, err = kg("build", article, "--extractors", "rules,netwrk")
    assert (code, err) == (1, "kg: extractors: 'netwrk' is none; did you mean 'network'?\n")


def test_build_takes_its_options_from_kg_toml(article, kg, monkeypatch):
    monkeypatch.chdir(article.parent)
    (article.parent / "kg.toml").write_text('[build]\nextractors = ["network"]\nquiet = true\n')
    code, out, _ = kg("build", article, "-o", "-", "--format", "nq")
    assert code == 0
    assert '"lexicon:arrest"' not in out
    code, out, _ = kg("build", article, "-o", "-", "--format", "nq", "--extractors", "rules")
    assert '"lexicon:arrest"' in out  # what is typed wins


def test_a_mistake_in_kg_toml_is_told(article, kg, monkeypatch):
    monkeypatch.chdir(article.parent)
    (article.parent / "kg.toml").write_text('[build]\nextractor = ["network"]\n')
    code, _, err = kg("build", article)
    assert code == 1
    assert err == "kg: kg.toml: 'extractor' is no option of kg build; did you mean 'extractors'?\n"
