"""The sheet of an audit over HTTP: read, never written, and within the time of a request."""

from pathlib import Path

import pytest

from kg.iri import ONTOLOGY


@pytest.fixture(scope="module")
def large(tmp_path_factory) -> Path:
    """A file with more claims than half a second is enough for."""
    path = tmp_path_factory.mktemp("large") / "graph.nq"
    term = "<https://w3id.org/news-kg/claim/{n:016x}> <{ns}{name}> {value} <https://news.example/{g}> .\n"
    values = {"status": f"<{ONTOLOGY}Asserted>", "rule": '"alias"', "confidence": '"0.9"'}
    with path.open("w") as file:
        for n in range(40_000):
            for name, value in values.items():
                file.write(term.format(n=n, ns=ONTOLOGY, name=name, value=value, g=n % 300))
    return path


def test_of_a_store_that_is_too_large_the_command_draws(large, serve):
    with serve("--data", large, "--workers", 1, "--timeout", 0.5) as served:
        reply = served.ask("GET", "/api/audit?sample=200")
        assert (reply.status, reply.text) == (
            503,
            "audit: stopped after 0.5 s; draw the sheet with kg audit and open it on this page, "
            "or allow more with --timeout\n",
        )


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_no_judgement_can_be_sent(served, method):
    assert served.ask(method, "/api/audit?sample=20", b"{}").status == 405


def test_the_sheet_is_drawn(served):
    told = served.ask("GET", "/api/audit?sample=12&seed=3")
    assert (told.status, told.type) == (200, "application/json")
    assert len(told.json()["rows"]) == 12
    assert {len(row) for row in told.json()["rows"]} == {len(told.json()["columns"])}


def test_what_cannot_be_drawn_is_told_in_one_line(served):
    reply = served.ask("GET", "/api/audit?sample=1")
    assert reply.status == 400
    assert reply.text.startswith("sample: 1 is too few for the ")
    assert reply.text.count("\n") == 1
