"""Files as they are where nobody looked after them: links in a circle, names that are no text, values out of range."""

import datetime
import json
import os
from pathlib import Path

import pytest

from kg import sources
from kg.cli import commands, run
from kg.errors import QueryError, SourceError
from kg.model import Document
from kg.query import answer, memory
from kg.sources import SourceFailure, discovery

STORY = "Ana Ruiz, the mayor of Quito, resigned on Monday after prosecutors charged her with fraud."


def read(path: Path | str) -> tuple[list[Document], list[str]]:
    found = list(sources.read(path))
    documents = [each for each in found if isinstance(each, Document)]
    return documents, [each.message for each in found if isinstance(each, SourceFailure)]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.txt").write_text(STORY)
    return folder


def test_a_link_to_itself_costs_no_other_file(news):
    (news / "self.txt").symlink_to("self.txt")
    documents, failures = read(news)
    assert [each.text for each in documents] == [STORY]
    assert len(failures) == 1
    assert failures[0].startswith(f"{news}/self.txt: cannot be read: ")


def test_a_name_that_is_no_text_costs_no_other_file(news):
    (news / os.fsdecode(b"d\xe9mocratie.txt")).write_text(STORY + " She denies it.")
    documents, failures = read(news)
    assert [each.text for each in documents] == [STORY]
    assert failures == [
        f"{news}/d\\udce9mocratie.txt: its name is not in UTF-8; give the file another one"
    ]
    json.dumps(failures, ensure_ascii=False).encode()


def test_nothing_in_the_place_of_an_article_costs_that_one_alone(tmp_path):
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": STORY}, None]))
    documents, failures = read(path)
    assert [each.text for each in documents] == [STORY]
    assert failures == [f"{path}[2]: is no JSON object; one article is one object"]


def test_a_pattern_that_is_none_is_one_line():
    with pytest.raises(SourceError, match=r"\*\*\*: invalid pattern: .*; give a simpler one"):
        discovery.matches("***")


def test_a_moment_out_of_the_calendar_costs_its_row_alone(tmp_path):
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    good = int(datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC).timestamp())
    moments = pa.array([good * 1000, 2**60], pa.timestamp("ms", tz="UTC"))
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.table({"text": [STORY, f"{STORY} Twice."], "published": moments}), path)
    documents, failures = read(path)
    assert [each.text for each in documents] == [STORY]
    assert len(failures) == 1
    assert failures[0].startswith(f"{path}:2: has a value that cannot be read: ")


def test_a_query_that_would_overflow_the_engine_is_refused_here_too():
    with pytest.raises(QueryError, match="nested more than 200 deep"):
        answer(f"ASK {'{' * 5000}{'}' * 5000}", memory([]))


@pytest.mark.parametrize("command", ["why", "remove"])
def test_an_argument_that_is_no_text_is_one_line(command, tmp_path, capsys):
    assert run(commands, [command, os.fsdecode(b"\xff"), "--store", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "kg: \\udcff: is not in UTF-8; give it in UTF-8\n"


def test_an_argument_may_be_longer_than_a_name_of_a_file(tmp_path, capsys):
    data = tmp_path / "a.nq"
    data.write_text("<urn:s> <urn:p> <urn:o> .\n")
    assert run(commands, ["query", f"SELECT * {'{' * 9000}", "--data", str(data)]) == 1
    assert "nested more than 200 deep" in capsys.readouterr().err


def test_nothing_is_removed_from_a_folder_without_a_store(tmp_path, capsys):
    assert run(commands, ["remove", "https://a.example/1", "--store", str(tmp_path)]) == 1
    assert f"{tmp_path}: no store is there" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
