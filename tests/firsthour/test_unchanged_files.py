"""Files of a store that did not change are not opened again, and nothing is missed for it."""

import json
import os
import sys
import time
from pathlib import Path

import pytest

from kg.store import Embedded

CODELCO = "Chile fined the miner Codelco in Santiago on Friday.\n"
LINES = [
    {"id": "1", "text": "Norway bought ten ships from Brazil on Tuesday."},
    {"id": "2", "text": "Police in Madrid arrested the banker Piet Vos on Monday."},
]
_opened: list[str] = []
_is_watching: list[bool] = []


@pytest.fixture(scope="module", autouse=True)
def watch():
    """Python tells of each file that it opens; such a hook stays until its end."""

    def hook(event, arguments):
        if event == "open" and _is_watching and isinstance(arguments[0], str | os.PathLike):
            _opened.append(os.fspath(arguments[0]))

    sys.addaudithook(hook)


@pytest.fixture
def build(folder, act):
    """Build what is in a/ and b/; return the report, and which of the files were opened."""
    for name in ("empty.txt", "paper.pdf"):
        (folder / name).unlink()
    (folder / "a/lines.jsonl").write_text("\n".join(map(json.dumps, LINES)))
    age(folder)

    def run(*arguments):
        _opened.clear()
        _is_watching.append(True)
        options = ("--store", "st", "--extractors", "rules", "--json")
        done = act("build", "a", "b", *options, *arguments)
        _is_watching.clear()
        files = {name for name in _opened if name.startswith(("a/", "b/"))}
        return json.loads(done.out), files

    return run


def age(folder):
    """Let all files be of an hour ago: what changed just now is read again."""
    then = time.time() - 3600
    for path in folder.rglob("*"):
        os.utime(path, (then, then))


def graph():
    with Embedded.read_only(Path("st")) as store:
        return sorted(map(str, store.quads()))


def test_files_that_did_not_change_are_not_opened(build):
    report, opened = build()
    assert (report["documents"], report["unchanged"]) == (4, 0)
    assert opened == {"a/story.txt", "a/lines.jsonl", "b/maduro.txt"}
    report, opened = build()
    assert (report["documents"], report["unchanged"], report["failures"]) == (0, 4, [])
    assert opened == set()


def test_a_file_that_changed_is_read_and_the_others_are_not(folder, build):
    build()
    (folder / "a/story.txt").write_text(CODELCO)
    report, opened = build()
    assert opened == {"a/story.txt"}
    assert (report["documents"], report["unchanged"]) == (1, 3)
    # It changed just now, and may change again before the clock ticks: it is read once more.
    assert build()[1] == {"a/story.txt"}


def test_other_options_read_everything_again(build):
    build()
    for options in (["--date", "2026-03-12"], ["--extractors", "rules,network"], ["--replace"]):
        assert len(build(*options)[1]) == 3


def test_a_file_with_a_failure_is_read_again(folder, build):
    lines = [*map(json.dumps, LINES), "{"]
    (folder / "a/lines.jsonl").write_text("\n".join(lines))
    age(folder)
    first, _ = build()
    second, opened = build()
    assert opened == {"a/lines.jsonl"}
    assert second["failures"] == first["failures"] != []


def test_articles_that_were_removed_come_back(folder, build, act):
    build()
    before = graph()
    act("remove", str(folder / "a/lines.jsonl"), "--store", "st")
    assert graph() != before
    _, opened = build()
    assert opened == {"a/lines.jsonl"}
    assert graph() == before


def test_a_copy_is_settled_too_and_speaks_up_when_its_twin_goes(folder, build):
    (folder / "b/story.txt").write_text((folder / "a/story.txt").read_text())
    age(folder)
    build()
    before = graph()
    assert build()[1] == set()
    (folder / "a/story.txt").unlink()
    assert build()[0]["gone"] == []
    assert graph() == before


def test_who_writes_an_article_anew_has_its_other_files_read_again(folder, build, act):
    (folder / "b/story.txt").write_text((folder / "a/story.txt").read_text())
    age(folder)
    build()
    act("build", "a/story.txt", "--store", "st", "--extractors", "rules,network")
    assert build()[1] == {"a/story.txt", "b/story.txt"}


def test_what_was_built_in_parts_is_what_is_built_at_once(folder, build, act):
    build()
    (folder / "b/codelco.txt").write_text(CODELCO)
    (folder / "a/story.txt").write_text("Peru fined the bank BCP in Lima on Friday.\n")
    build()
    parts = graph()
    act("build", "a", "b", "--store", "other", "--extractors", "rules")
    with Embedded.read_only(Path("other")) as store:
        assert parts == sorted(map(str, store.quads()))
