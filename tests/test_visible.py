"""What others write cannot steer a terminal."""

import io
import logging
import sys

import pytest
from commands import run
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize
from rich.console import Console

from kg.cli.bar import bar
from kg.cli.logs import told
from kg.cli.terminal import shown, steered
from kg.visible import visible

EVIL = "Ana\x1b]0;owned\x07\x1b[2J\x9b31m\u202eRuiz\u2066\x7f\rNobody"
TAME = r"Ana\x1b]0;owned\x07\x1b[2J\x9b31m\u202eRuiz\u2066\x7f\x0dNobody"
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
QUERY = "SELECT ?label { ?s rdfs:label ?label }"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def asked(tmp_path):
    """Write labels into a file of RDF, and return the arguments that ask for them."""

    def ask(*labels: Literal) -> list[object]:
        triples = [Triple(NamedNode(f"urn:{n}"), LABEL, label) for n, label in enumerate(labels)]
        (tmp_path / "g.nt").write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES))
        (tmp_path / "q.rq").write_text(f"{QUERY} ORDER BY ?s")
        return ["query", tmp_path / "q.rq", "--data", tmp_path / "g.nt"]

    return ask


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (EVIL, TAME),
        ("a\tb\nc\r\n", "a\tb\nc\r\n"),
        ("\ud800 \u2028", r"\ud800 \u2028"),
        ("שלום\u200f Ünï 日本 👩\u200d👩", "שלום\u200f Ünï 日本 👩\u200d👩"),
    ],
)
def test_what_steers_a_terminal_is_escaped_and_nothing_else(text, told):
    assert visible(text) == told


def test_table_shows_what_would_steer_a_terminal(kg, asked):
    code, out, _ = kg(*asked(Literal(EVIL)))
    assert code == 0
    assert visible(out) == out
    assert r"\x1b]0;owned" in "".join(out.split())


def test_reasons_show_what_would_steer_a_terminal(kg, tmp_path):
    evil = f"Ana{EVIL}"
    said = {
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type": NamedNode(
            "https://w3id.org/news-kg/ontology#Person"
        ),
        LABEL.value: Literal(evil),
    }
    iri = NamedNode("https://w3id.org/news-kg/entity/%1B.person")
    triples = [Triple(iri, NamedNode(name), value) for name, value in said.items()]
    (tmp_path / "g.nt").write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES))
    _, out, err = kg("why", evil, "--data", tmp_path / "g.nt")
    assert out + err
    assert visible(out + err) == out + err


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "who-is-charged", "--data", f"{EVIL}.ttl"),
        (EVIL,),
        ("query", "who-is-charged", "--store", EVIL),
        ("query", "who-is-charged", "--endpoint", f"http://127.0.0.1:1/{EVIL}"),
    ],
    ids=["file", "command", "store", "endpoint"],
)
def test_error_shows_what_would_steer_a_terminal(kg, arguments):
    code, out, err = kg(*arguments)
    assert code
    assert "owned" in err
    assert visible(err) == err
    assert not out


def test_data_is_written_as_it_is_but_to_a_terminal(kg, asked, monkeypatch):
    arguments = [*asked(Literal("a\x1b[2J")), "--format", "csv"]
    assert kg(*arguments)[1] == "label\r\na\x1b[2J\r\n"
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert run(*arguments) == 0
    assert terminal.getvalue() == "label\r\na\\x1b[2J\r\n"


def test_bar_still_moves(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with shown():
        sys.stderr.write("\x1b[1A\n")
        steered(sys.stderr).write("\x1b[1A")
    assert terminal.getvalue() == "\\x1b[1A\n\x1b[1A"


def test_log_shows_what_would_steer_a_terminal_beside_a_bar(monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with shown(), told(), bar("articles", Console(file=steered(sys.stderr), force_terminal=False)):
        logging.getLogger("kg.test").warning("Ana\x1b[2J")
    assert "kg: Ana\\x1b[2J\n" in terminal.getvalue()
    assert "\x1b[2J" not in terminal.getvalue()
