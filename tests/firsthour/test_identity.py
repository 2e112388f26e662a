"""What an article is called, and that none is lost, doubled or displaced in silence, however runs are split."""

import json
import shutil
from itertools import permutations
from pathlib import Path

import pytest

import kg
from kg import cli, sources
from kg.store import Embedded

ONE = "Police in Madrid arrested the banker Piet Vos on Monday."
TWO = "Norway bought ten ships from Brazil on Tuesday."
THREE = "Chile fined the miner Codelco in Santiago on Friday."
URL = "https://a.example/story"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def build(capsys):
    """Run ``kg build`` with the rules alone; return the exit code and what was said on standard error."""

    def run(*arguments, store="s"):
        with pytest.raises(SystemExit) as caught:
            cli.main(
                ["build", *map(str, arguments), "--store", store, "-q", "--extractors", "rules"]
            )
        return int(caught.value.code or 0), capsys.readouterr().err

    return run


def file(name: str, text: str) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def lines(name: str, *texts: str, **fields) -> Path:
    return file(name, "\n".join(json.dumps({"text": text, "url": URL, **fields}) for text in texts))


def quads(store="s"):
    with Embedded.read_only(Path(store)) as embedded:
        return {str(quad) for quad in embedded.quads()}


def names(store="s"):
    with Embedded.read_only(Path(store)) as embedded:
        return embedded.documents()


# Files


def test_two_files_of_one_name_are_two_articles_in_one_run_and_in_two(build):
    file("a/story.txt", ONE), file("b/story.txt", TWO)
    assert build("a/story.txt", "b/story.txt") == (0, "")
    build("a/story.txt", store="ab"), build("b/story.txt", store="ab")
    build("b", store="ba"), build("a", store="ba")
    assert len(names()) == 2
    assert quads() == quads("ab") == quads("ba")
    assert all("/article/story-" in name for name in names())


def test_a_file_has_one_name_from_wherever_it_is_read(build, here, monkeypatch):
    file("news/2026/story.txt", ONE)
    build("news")
    build("news/2026/story.txt"), build("news/**/*.txt"), build(here / "news" / "2026")
    monkeypatch.chdir(here / "news" / "2026")
    build(".", store="../../s")
    monkeypatch.chdir(here)
    assert len(names()) == 1


def test_a_name_is_the_same_on_every_machine_and_for_every_line_end():
    file("one/story.txt", f"{ONE}\n\n{TWO}\n")
    file("elsewhere/deep/story.txt", f"{ONE}\r\n\r\n{TWO}\r\n")
    (first,), (second,) = (sources.read(each) for each in ("one", "elsewhere"))
    assert first.id == second.id == "https://w3id.org/news-kg/article/story-3da44cb978c9"


def test_a_copy_in_another_folder_is_the_same_article(build):
    file("a/story.txt", ONE), file("b/story.txt", ONE)
    assert build("a", "b") == (0, "")
    assert len(names()) == 1


def test_a_file_that_changed_replaces_what_it_said(build):
    path = file("a/story.txt", ONE)
    build(path)
    path.write_text(TWO)
    build("a")
    assert len(names()) == 1
    build(path, store="fresh")
    assert quads() == quads("fresh")


def test_a_file_that_moved_with_its_store_is_still_the_same_file(build, here, monkeypatch):
    path = file("home/news/story.txt", ONE)
    build(path, store="home/s")
    shutil.move("home", "other")
    file("other/news/story.txt", TWO)
    build("other/news", store="other/s")
    assert len(names("other/s")) == 1


@pytest.mark.parametrize("order", [("a", "b"), ("b", "a")])
@pytest.mark.parametrize("split", [True, False])
def test_a_file_that_took_the_text_of_another_one_keeps_it(order, split, build):
    file("a/story.txt", ONE)
    build("a")
    file("a/story.txt", TWO), file("b/story.txt", ONE)
    for each in order if split else [order]:
        assert build(*each) == (0, "")
    assert len(names()) == 2


def test_an_article_goes_with_the_last_file_that_has_it(build):
    file("a/story.txt", ONE), file("b/story.txt", ONE)
    build("a"), build("b")
    file("a/story.txt", TWO)
    build("a")
    assert len(names()) == 2
    file("b/story.txt", TWO)
    build("b")
    assert len(names()) == 1


def test_a_page_that_gets_an_address_is_not_doubled(build):
    path = file("a/story.md", ONE)
    build(path)
    path.write_text(f"---\nurl: {URL}\n---\n{ONE}")
    build(path)
    assert names() == (URL,)


# Addresses and ids


def test_three_texts_under_one_address_come_to_the_same_in_one_run_and_one_by_one(build):
    lines("all.jsonl", ONE, TWO, THREE)
    code, err = build("all.jsonl")
    assert (code, names()) == (1, (URL,))
    assert [line.split(": another")[0] for line in err.splitlines()] == [
        "kg: all.jsonl:2",
        "kg: all.jsonl:3",
    ]
    assert all("that of all.jsonl:1" in line and "--replace" in line for line in err.splitlines())
    for number, text in enumerate((ONE, TWO, THREE)):
        code, err = build(lines(f"{number}.jsonl", text), store="one-by-one")
        assert code == (1 if number else 0)
    assert quads() == quads("one-by-one")
    assert err == (
        f"kg: 2.jsonl:1: another text is called {URL} already, that of 0.jsonl:1 in one-by-one; use --replace to keep "
        "the text that is read last, or give each an address or id of its own\n"
        "kg: no article was read; nothing is written to one-by-one\n"
    )


def test_with_replace_the_last_text_stands_in_one_run_and_one_by_one(build):
    lines("all.jsonl", ONE, TWO, THREE)
    assert build("all.jsonl", "--replace") == (0, "")
    for number, text in enumerate((ONE, TWO, THREE)):
        assert build(lines(f"{number}.jsonl", text), "--replace", store="one-by-one") == (0, "")
    # What saw the texts one by one knows that there were earlier ones, and nothing of what they said.
    assert quads() == {quad for quad in quads("one-by-one") if "#revision=" not in quad}
    assert any("Codelco" in quad for quad in quads())


def test_an_address_whose_text_changed_in_its_own_file_is_replaced(build):
    build(lines("a.jsonl", ONE))
    assert build(lines("a.jsonl", TWO)) == (0, "")
    assert not any("Madrid" in quad for quad in quads())


def test_a_file_may_not_change_what_another_file_has_too(build):
    build(lines("a.jsonl", ONE), lines("b.jsonl", ONE))
    before = quads()
    code, err = build(lines("a.jsonl", TWO))
    assert (code, quads() == before) == (1, True)
    assert "kg: a.jsonl:1: another text is called" in err


def test_a_text_in_another_language_claims_no_name(build):
    german = (
        "Die Polizei hat am Montag in Berlin einen Mann festgenommen, der zuvor aus einer Bank geflohen war. "
        * 3
    )
    code, err = build(lines("a.jsonl", german, ONE))
    assert (code, err, names()) == (0, "", (URL,))
    assert any("Madrid" in quad for quad in quads())


def test_copies_fall_together_and_the_fullest_stands_in_every_order_and_split(build):
    plain, full = lines("plain.jsonl", ONE), lines("full.jsonl", ONE, author="Mia Holt")
    stores = []
    for number, order in enumerate(permutations([plain, full])):
        build(*order, store=f"one{number}")
        for each in order:
            assert build(each, store=f"split{number}") == (0, "")
        stores += [quads(f"one{number}"), quads(f"split{number}")]
    assert all(each == stores[0] for each in stores)
    assert any("Mia Holt" in quad for quad in stores[0])


def test_an_id_is_behind_the_name_of_its_file_and_has_one_text(build):
    first = file("a/news.jsonl", json.dumps({"id": 7, "text": ONE}))
    other = file("b/news.jsonl", json.dumps({"id": 7, "text": TWO}))
    assert build(first) == (0, "")
    (name,) = names()
    assert "/article/news_7-" in name
    code, err = build(other)
    assert (code, names()) == (1, (name,))
    assert "b/news.jsonl:1: another text" in err
    assert "a/news.jsonl:1" in err


def test_articles_that_are_known_by_their_words_stay_when_their_file_goes_on(build):
    path = file("latest.jsonl", json.dumps({"text": ONE}))
    build(path)
    path.write_text(json.dumps({"text": TWO}))
    build(path)
    assert len(names()) == 2


def test_python_says_the_same():
    first = sources.document(ONE, url=URL)
    other = sources.document(TWO, url=URL)
    options = {"store": "s", "extractors": ["rules"]}
    kg.build(first, **options)
    (failure,) = kg.build(other, **options).report.failures
    assert "another text is called" in failure.message
    assert kg.build(other, replace=True, **options).report.failures == ()
    assert not any("Madrid" in quad for quad in quads())
