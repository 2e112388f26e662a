"""What a build on a cluster does by itself, without one."""

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cluster import names, reading
from kg.cluster.java import check_java
from kg.errors import ConfigError
from kg.sources import Copy, SourceFailure, articles
from kg.sources.apart import apart, places


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Files whose articles share names: copies of which one tells more, and texts that contradict each other."""
    lines = [
        {"url": "https://news.example/rain", "text": "Rain fell on Quito on Monday."},
        {
            "url": "https://news.example/rain",
            "text": "Rain fell on Quito on Monday.",
            "title": "Rain",
        },
        {"url": "https://news.example/rain", "text": "Snow fell on Quito on Monday."},
        {"id": 7, "text": "Chevron exports oil to Brazil."},
        {"text": ""},
    ]
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in lines))
        (tmp_path / f"{name}.txt").write_text("The ferry sank off Goma.\n")
    (tmp_path / "z").mkdir()
    shutil.copy(tmp_path / "a.txt", tmp_path / "z" / "a.txt")
    return tmp_path


def on_a_cluster(news: Path, *, replace: bool) -> list[tuple[str, str, str | None]]:
    """What would be decided about the articles of NEWS by workers that read in any order."""
    items, _ = places([news])
    way = reading.Way(base="https://w3id.org/news-kg/")
    rows = [
        row for number, item in enumerate(items) for row in reading.articles_in(number, item, way)
    ]
    random.Random(7).shuffle(rows)
    order = ("item", "position")
    groups: dict[str, list[reading.Row]] = {}
    for row in sorted(
        (row for row in rows if "mark" in row), key=lambda row: (row["mark"], *map(row.get, order))
    ):
        groups.setdefault(row["mark"], []).append(row)
    seen = [row for group in groups.values() for row in names.of_one_record(group)]
    named: dict[str, list[reading.Row]] = {}
    for row in sorted(seen, key=lambda row: tuple(map(row.get, order))):
        named.setdefault(row["name"], []).append(row)
    told = [row for group in named.values() for row in names.of_one_name(iter(group), replace)]
    told += [row for row in rows if row["kind"] == "failure"]
    return sorted((row["source"], row["kind"], row.get("message")) for row in told)


def on_one_machine(news: Path, *, replace: bool) -> list[tuple[str, str, str | None]]:
    found: list[tuple[str, str, str | None]] = []
    for each in articles(news, replace=replace, english=True):
        if isinstance(each, SourceFailure):
            found.append((each.source, "failure", each.message))
        elif isinstance(each, Copy):
            kind = "copy" if each.replaced_by is None else "replaced"
            found.append((each.source, kind, each.replaced_by))
    return sorted(found)


@pytest.mark.parametrize("replace", [False, True])
def test_copies_and_names_are_decided_as_on_one_machine(news, replace):
    expected = on_one_machine(news, replace=replace)
    assert on_a_cluster(news, replace=replace) == expected
    assert {kind for _, kind, _ in expected} == {
        "failure",
        "copy",
        *(["replaced"] if replace else []),
    }


def test_an_article_by_itself_is_no_copy(news):
    items, left = places([news])
    read = [each for item in items for each in apart(item)]
    assert len(read) == 13
    assert sum(isinstance(each.found, SourceFailure) for each in read) == 2
    assert left == []


def test_shares_have_all_files_once_and_in_order(tmp_path):
    for number in range(50):
        (tmp_path / f"{number:03}.txt").write_text("x" * 40_000)
    items, _ = places([tmp_path])
    cut = list(reading.shares(items, cores=2))
    assert [number for share in cut for number, _ in share] == list(range(50))
    assert len(cut) > 2
    assert max(len(share) for share in cut) <= 7
    assert all(item.path.is_absolute() for share in cut for _, item in share)


def test_standard_input_is_refused_where_others_are_to_read(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("Rain fell.")
    with (tmp_path / "a.txt").open() as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(ConfigError, match="give a file that all machines see"):
            places(["-"])


@pytest.mark.parametrize("address", ["https://news.example/feed.xml", "s3://news/2026/"])
def test_what_is_fetched_is_refused_where_others_are_to_read(address):
    with pytest.raises(ConfigError, match="what is fetched is read by one machine"):
        places([address])


def test_without_java_one_line_says_what_to_do(kg, tmp_path, monkeypatch):
    pytest.importorskip("pyspark")
    (tmp_path / "a.txt").write_text("Rain fell on Quito.")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    code, out, err = kg("build", tmp_path / "a.txt", "--spark", "local[1]", "-o", tmp_path / "out")
    assert (code, out) == (1, "")
    assert err.startswith("kg: java: it is not installed; Spark needs a Java runtime, 17 or later")
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_doctor_tells_what_spark_lacks_and_misses_it_not(monkeypatch, tmp_path):
    from kg.cli import look

    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    well, told = look.spark()
    assert well is None
    assert told.startswith("for kg build --spark alone: ")
    assert "java: it is not installed" in told


def test_a_java_that_is_too_old_is_told(tmp_path, monkeypatch):
    program = tmp_path / "bin" / "java"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match=r"11\.0\.2 is too old"):
        check_java()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "give --output FOLDER"),
        (("-o", "-"), "give --output FOLDER"),
        (("-o", "out", "--store", "s"), "--store does not go with --spark"),
        (("-o", "out", "--workers", "2"), "--workers does not go with --spark"),
        (("-o", "out", "--format", "nq"), "--format does not go with --spark"),
    ],
)
def test_options_that_mean_nothing_on_a_cluster_are_refused(kg, options, message):
    code, _, err = kg("build", "a.txt", "--spark", "local[1]", *options)
    assert code == 2
    assert message in err


def test_nobody_waits_for_spark_who_does_not_ask_for_it():
    loaded = "import sys, kg.cli, kg.pipeline, kg.cluster; print('pyspark' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", loaded], capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
