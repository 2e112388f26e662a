"""One document that fails costs one document, wherever it fails, and the report has its name."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from pyoxigraph import parse
from spacy.language import Language

import kg
from kg import boundary, cli, sources
from kg.cli import logs, tracebacks
from kg.extract import extractors as parts
from kg.pipeline import stages
from kg.sources import jsonl

GOOD = "Police in Madrid arrested the banker Piet Vos on Monday. Vos exports copper to Norway."
BAD = "The poison pill of Lima was swallowed on Monday by the mayor of Bergen."


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A file of three articles, the second of which makes something fail."""
    texts = (GOOD, BAD, f"{GOOD} It rained in Oslo on Tuesday.")
    lines = [
        json.dumps({"url": f"https://a.example/{n}", "text": text}) for n, text in enumerate(texts)
    ]
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines))
    return path


def poisoned(error: type[BaseException]):
    """An extractor that raises ERROR on one article."""

    def extract(doc, ontology):
        if "poison" in doc.text:
            raise error("of a plug-in\nin two lines")
        return []

    return extract


@pytest.fixture
def plugged(monkeypatch: pytest.MonkeyPatch):
    """A function that publishes an extractor under the name "poison"."""

    def plug(part):
        class Point(EntryPoint):
            def load(self):
                return part

        point = Point("poison", "somebody.else:extract", parts.GROUP)
        monkeypatch.setattr(parts, "entry_points", lambda group: [point])

    return plug


@pytest.mark.parametrize("error", [ZeroDivisionError, MemoryError, RecursionError, kg.KgError])
def test_an_extractor_that_fails_costs_one_article(error, news, plugged):
    plugged(poisoned(error))
    report = kg.build(news, extractors=["rules", "poison"]).report
    assert report.documents == 2
    (failure,) = report.failures
    assert failure.document == f"{news}:2"
    assert "of a plug-in in two lines" in failure.message
    assert "\n" not in failure.message
    if error is not kg.KgError:
        assert f"{news}:2: failed in stage extract: {error.__name__}: " in failure.message


@pytest.mark.parametrize(
    ("stage", "where", "name"),
    [
        ("nlp", "kg.nlp.annotate", "read"),
        ("nlp", "kg.nlp.annotate", "_layers"),
        ("extract", "kg.pipeline.stages", "extract"),
        ("link", "kg.link.linker", "entities"),
        ("rdf", "kg.pipeline.stages", "to_quads"),
        ("read", "kg.sources.reading", "to_document"),
    ],
)
def test_every_stage_has_its_boundary(stage, where, name, news, monkeypatch):
    module = sys.modules[where]
    right = getattr(module, name)

    def wrong(*args, **options):
        if "poison pill of" in str(args) or "https://a.example/1" in str(args):
            raise ValueError("no such thing")
        return right(*args, **options)

    monkeypatch.setattr(module, name, wrong)
    report = kg.build(news, extractors=["rules"]).report
    assert report.documents == 2
    assert [each.message for each in report.failures] == [
        f"{news}:2: failed in stage {stage}: ValueError: no such thing; "
        "report it, with the article if you can"
    ]


@Language.component("fails_on_poison")
def fails_on_poison(doc):
    if "poison" in doc.text:
        raise ValueError("no such shape")
    return doc


def test_a_parser_that_fails_in_a_batch_costs_one_article(news, monkeypatch):
    load = stages.load_model

    def loaded(name):
        nlp = load(name)
        nlp.add_pipe("fails_on_poison")
        return nlp

    monkeypatch.setattr(stages, "load_model", loaded)
    report = kg.build(news, extractors=["rules"]).report
    assert report.documents == 2
    assert "news.jsonl:2: failed in stage nlp: ValueError: no such shape" in (
        report.failures[0].message
    )


def test_a_line_that_cannot_be_read_costs_one_line(news, monkeypatch):
    right = jsonl._authors

    def wrong(found, names):
        if "author" in found:
            raise TypeError("no author at all")
        return right(found, names)

    monkeypatch.setattr(jsonl, "_authors", wrong)
    lines = news.read_text().splitlines()
    lines[1] = json.dumps(json.loads(lines[1]) | {"author": "X"})
    news.write_text("\n".join(lines))
    found = list(sources.read(news))
    assert [type(each).__name__ for each in found] == ["Document", "SourceFailure", "Document"]
    assert "news.jsonl:2: failed in stage read: TypeError: no author at all" in found[1].message


def test_the_graph_has_the_others_and_the_exit_code_is_one(news, plugged, tmp_path, capsys):
    plugged(poisoned(KeyError))
    with pytest.raises(SystemExit) as caught:
        cli.main(["build", str(news), "-q", "-o", str(tmp_path / "g.nq"), "--extractors", "rules,poison"])  # fmt: skip
    assert caught.value.code == 1
    assert "news.jsonl:2: failed in stage extract: KeyError" in capsys.readouterr().err
    graphs = {str(quad.graph_name) for quad in parse(path=tmp_path / "g.nq")}
    assert {"<https://a.example/0>", "<https://a.example/2>"} < graphs
    assert "<https://a.example/1>" not in graphs


def test_an_article_that_no_store_can_name_costs_one_article(tmp_path):
    texts = (GOOD, BAD)
    documents = [
        sources.document(text, url=f"https://a.example/{n}") for n, text in enumerate(texts)
    ]
    odd = replace(documents[1], id="https://a.example/[1]")
    for _ in range(2):  # the second time there is a store to ask
        report = kg.build(documents[0], odd, store=tmp_path / "s", extractors=["rules"]).report
        assert report.documents + report.unchanged == 1
        (failure,) = report.failures
        assert "ValueError: Invalid IRI" in failure.message


def test_the_traceback_is_logged(caplog):
    assert boundary.attempt(lambda: 1 // 0, lambda error: None, "a.txt", "link") is None
    assert "Traceback" in caplog.text
    assert "a.txt" in caplog.text


@pytest.mark.parametrize("asked", [[], ["-v"]])
def test_the_traceback_stands_in_a_file_that_v_names(
    asked, news, plugged, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    old = [tmp_path / "kg" / "tracebacks" / f"2026-01-{day:02}.txt" for day in range(1, 26)]
    old[0].parent.mkdir(parents=True)
    for each in old:
        each.write_text("an earlier one")
    plugged(poisoned(KeyError))
    with pytest.raises(SystemExit):
        cli.main(["build", str(news), "-q", "-o", str(tmp_path / "g.nq"), "--kb", "small", "--extractors",
                  "rules,poison", *asked])  # fmt: skip
    (file,) = {*old[0].parent.iterdir()} - {*old}
    assert len(list(file.parent.iterdir())) == 20
    assert not old[0].exists()
    assert file.stat().st_mode & 0o77 == 0
    text = file.read_text()
    assert text.startswith(f"{news}:2: failed in stage extract\nTraceback (most recent call last):")
    told = capsys.readouterr().err
    assert "Traceback" not in told
    named = f"INFO kg.tracebacks: {news}:2: failed in stage extract; traceback in {file}\n"
    assert (named in told) == bool(asked)


def test_a_batch_of_bugs_fills_no_disk(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(tracebacks, "_LARGEST", 1_000)
    with logs.told():
        for n in range(9):
            boundary.attempt(lambda: 1 // 0, lambda error: None, f"{n}.txt", "link")
    (file,) = (tmp_path / "kg" / "tracebacks").iterdir()
    assert 0 < file.stat().st_size <= 1_000
    assert capsys.readouterr().err == ""


def test_where_no_file_can_be_written_the_build_goes_on(tmp_path, monkeypatch):
    (tmp_path / "kg").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with logs.told():
        assert boundary.attempt(lambda: 1 // 0, lambda error: None, "a.txt", "link") is None


def test_ctrl_c_is_let_through():
    def stop():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        boundary.attempt(stop, lambda error: None, "a.txt", "link")


def test_a_worker_that_dies_costs_the_article_that_kills_it(news, tmp_path):
    package = tmp_path / "plugin"
    info = package / "deadly-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[kg.extractors]\ndeadly = deadly:die\n")
    (package / "deadly.py").write_text(
        "import os\n\ndef die(doc, ontology):\n"
        "    if 'poison' in doc.text:\n        os._exit(9)\n    return []\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", news, "--workers", "2", "--json",
         "--extractors", "rules,deadly"],
        capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": str(package)},
    )  # fmt: skip
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["documents"] == 2
    assert [each["document"] for each in report["failures"]] == [f"{news}:2"]
    assert done.stderr.startswith(f"kg: {news}:2: the process that read it died")
    assert len(done.stderr.splitlines()) == 1


def test_what_is_wrong_with_the_settings_comes_back_from_the_workers(news, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["build", str(news), "--workers", "2", "--model", "en_none"])
    assert caught.value.code == 1
    assert capsys.readouterr().err.startswith("kg: model: 'en_none' is not an installed")
