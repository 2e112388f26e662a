"""What comes on standard error: warnings in one form, with -v what is done, and never a message of a library."""

import logging
import warnings

import pytest

from kg import cli, errors

BAD_DATE = '{"text": "Iran attacked Israel.", "published": "03/04/2026"}\n'
TOLD = "bad.jsonl:1: the date '03/04/2026' may be 2026-03-04 or 2026-04-03; left out"


@pytest.fixture
def noisy(monkeypatch):
    """A command that asks libraries and the package itself for messages, in place of its work."""

    def say(*_, **__):
        logging.getLogger("trafilatura.core").error("discarding data")
        logging.getLogger("kg.sources").warning("a.txt: a guess\nin two lines")
        logging.getLogger("kg.sources").warning("a.txt: a guess\nin two lines")
        logging.getLogger("kg.sources").info("a.txt: read")
        logging.getLogger("kg.sources").debug("a.txt: opened")
        logging.getLogger("htmldate").info("nothing")
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn("soon gone", FutureWarning, stacklevel=1)
        raise errors.QueryError("q: wrong")

    monkeypatch.setattr("kg.query.open_files", say)


def lines(outcome):
    return outcome.err.splitlines()


def test_warning_is_one_line_that_begins_like_every_other(act, noisy):
    outcome = act("query", "documents", "--data", "graph.nt")
    assert lines(outcome) == ["kg: a.txt: a guess in two lines", "kg: q: wrong"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("-v", "query", "documents", "--data", "graph.nt"),
        ("query", "-v", "documents", "--data", "graph.nt"),
        ("query", "documents", "--data", "graph.nt", "--verbose"),
    ],
)
def test_v_tells_what_is_done_wherever_it_stands(arguments, act, noisy):
    assert lines(act(*arguments)) == [
        "WARNING kg.sources: a.txt: a guess in two lines",
        "INFO kg.sources: a.txt: read",
        "kg: q: wrong",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("-vv", "query", "documents", "--data", "graph.nt"),
        ("-v", "query", "-v", "documents", "--data", "graph.nt"),
    ],
)
def test_vv_tells_all_that_libraries_say_too(arguments, act, noisy):
    told = lines(act(*arguments))
    assert told[:4] == [
        "ERROR trafilatura.core: discarding data",
        "WARNING kg.sources: a.txt: a guess in two lines",
        "INFO kg.sources: a.txt: read",
        "DEBUG kg.sources: a.txt: opened",
    ]
    assert told[4].startswith("WARNING py.warnings: ")
    assert "FutureWarning: soon gone" in told[4]
    assert "nothing" not in told[-1]


def test_logging_is_as_before_when_a_command_has_ended(act, noisy):
    root, ours = logging.getLogger(), logging.getLogger("kg")
    before = (list(root.handlers), ours.level, warnings.showwarning)
    act("-vv", "query", "documents", "--data", "graph.nt")
    assert (list(root.handlers), ours.level, warnings.showwarning) == before


def test_build_tells_documents_and_stages(act, folder):
    (folder / "a" / "bad.jsonl").write_text(BAD_DATE)
    quiet = act("build", "a", "-q")
    assert (quiet.code, lines(quiet)) == (0, [f"kg: a/{TOLD}"])
    told = lines(act("build", "-v", "a", "-q", "-o", "g.nq"))
    assert f"WARNING kg.sources.publication: a/{TOLD}" in told
    assert (
        sum(line.startswith("INFO kg.pipeline.running: a/story.txt: 1 sentence, ") for line in told)
        == 1
    )
    assert told[-1].startswith("INFO kg.pipeline.running: all documents: nlp ")
    assert act("build", "-q", "a", "-o", "g.nq").changed == frozenset()  # the same bytes


def test_every_command_has_the_option():
    def every(command, path):
        yield path, command
        for name, each in getattr(command, "commands", {}).items():
            yield from every(each, f"{path} {name}")

    without = [
        path
        for path, command in every(cli.commands, "kg")
        if not any("-v" in parameter.opts for parameter in command.params)
    ]
    assert without == []
