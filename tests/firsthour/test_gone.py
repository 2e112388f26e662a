"""An article whose file is gone stays, and the build says how it is removed."""

import json

import pytest

CODELCO = "Chile fined the miner Codelco in Santiago on Friday.\n"


@pytest.fixture
def build(act):
    def run(*arguments):
        return act("build", *arguments, "--store", "st", "--extractors", "rules")

    return run


def articles(act):
    return act("query", "documents", "--store", "st", "--format", "csv").out.splitlines()[1:]


TOLD = (
    "1 article of the store came from a file that is gone: b/maduro.txt; "
    "kg remove b/maduro.txt --store st removes it"
)


def test_a_file_that_is_gone_is_told_with_the_command_that_removes_its_article(folder, build, act):
    (folder / "b/other.txt").write_text(CODELCO)
    build("a", "b")
    (folder / "b/maduro.txt").unlink()
    (folder / "a/story.txt").unlink()
    done = build("b")
    assert (done.code, TOLD in done.out.splitlines(), "a/story" in done.out) == (0, True, False)
    found = json.loads(build("b/*.txt", "--json").out)["gone"]
    assert [(each["file"], len(each["articles"])) for each in found] == [("b/maduro.txt", 1)]
    assert len(articles(act)) == 3
    removed = act("remove", "b/maduro.txt", "--store", "st")
    assert removed.out.startswith("removed: https://w3id.org/news-kg/article/maduro-")
    assert len(articles(act)) == 2
    assert "gone" not in build("b").out


def test_it_is_told_where_nothing_is_left_to_read(folder, build):
    build("b")
    (folder / "b/maduro.txt").unlink()
    done = build("b")
    assert (done.code, done.changed) == (1, frozenset())
    assert done.err.splitlines()[-1] == f"kg: {TOLD}"
    (folder / "b").rmdir()
    assert build("b").err.splitlines()[-1] == f"kg: {TOLD}"


def test_a_file_that_was_moved_is_not_missed(folder, build):
    build(".")
    (folder / "b/maduro.txt").rename(folder / "a/maduro.txt")
    assert "is gone" not in build("a", "b").out + build("b").err


def test_an_article_that_another_file_has_too_stays(folder, build, act):
    (folder / "b/copy").mkdir()
    (folder / "b/copy/maduro.txt").write_text((folder / "b/maduro.txt").read_text())
    build("b")
    assert act("remove", "b/maduro.txt", "--store", "st").out == (
        "kept: other files have all articles of b/maduro.txt, too\n"
    )
    assert len(articles(act)) == 1
    assert act("remove", "b/copy/maduro.txt", "--store", "st").out.startswith("removed: ")
    assert articles(act) == []


def test_a_name_that_is_not_there_says_where_to_look(build, act):
    build("b")
    done = act("remove", "c/none.txt", "--store", "st")
    assert (done.code, done.err) == (
        1,
        "kg: st: it has no document or file 'c/none.txt'; "
        "see what it has: kg query documents --store st --format csv\n",
    )
