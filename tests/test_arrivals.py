"""What a look at folders, files and patterns finds, without a file being opened."""

import os
import time
from pathlib import Path

import pytest

from kg.sources.arrivals import Arrivals

OLD = time.time() - 100


def put(folder: Path, name: str, text: str = "Rain fell.", *, at: float = OLD) -> Path:
    """A file that was written a while ago, as far as its own time says."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    os.utime(path, (at, at))
    return path


@pytest.fixture
def quiet(monkeypatch):
    """Files that are quiet from the start, whatever the file system says of their entries."""
    monkeypatch.setattr("kg.sources.arrivals.QUIET", -1.0)


def test_a_file_that_was_written_just_now_waits_until_it_is_quiet(tmp_path, monkeypatch):
    path = put(tmp_path, "a.txt", at=time.time())
    arrivals = Arrivals([str(tmp_path)])
    look = arrivals.look()
    assert (look.ready, look.waiting) == ((), 1)
    path.write_text("Rain fell in Oslo.")
    look = arrivals.look()
    assert (look.ready, look.waiting) == ((), 1)
    monkeypatch.setattr("kg.sources.arrivals.QUIET", 0.0)
    look = arrivals.look()
    assert (look.ready, look.waiting) == ((path,), 0)


def test_a_file_that_changes_all_the_time_is_read_in_the_end(tmp_path, monkeypatch):
    path = put(tmp_path, "a.jsonl", at=time.time())
    arrivals = Arrivals([str(tmp_path)])
    assert arrivals.look().ready == ()
    monkeypatch.setattr("kg.sources.arrivals._LONGEST", 0.0)
    path.write_text("{}\n{}\n")
    assert arrivals.look().ready == (path,)


def test_what_was_read_comes_again_only_when_it_changes(tmp_path, quiet):
    first, second = put(tmp_path, "a.txt"), put(tmp_path, "b/b.jsonl.gz")
    arrivals = Arrivals([str(tmp_path)])
    look = arrivals.look()
    assert (look.ready, look.files) == ((first, second), 2)
    assert arrivals.look().ready == (first, second)  # nobody has read them
    arrivals.read(look.ready)
    assert arrivals.look().ready == ()
    put(tmp_path, "a.txt", "Rain falls.")
    assert arrivals.look().ready == (first,)


def test_a_change_while_a_file_is_read_is_not_missed(tmp_path, quiet):
    path = put(tmp_path, "a.txt")
    arrivals = Arrivals([str(tmp_path)])
    look = arrivals.look()
    path.write_text("Rain fell in Oslo, too.")
    arrivals.read(look.ready)
    assert arrivals.look().ready == (path,)


def test_hidden_files_and_unknown_kinds_are_no_arrivals(tmp_path, quiet):
    for name in (".a.txt", ".hidden/a.txt", "a.txt.part", "a.pdf", "notes"):
        put(tmp_path, name)
    look = Arrivals([str(tmp_path)]).look()
    assert (look.ready, look.files, look.present) == ((), 0, ())


def test_a_file_and_a_pattern_are_sources_too(tmp_path, quiet):
    named, matched = put(tmp_path, "notes"), put(tmp_path, "in/a.txt")
    put(tmp_path, "in/a.md")
    arrivals = Arrivals([str(named), str(tmp_path / "**/*.txt")])
    assert arrivals.look().ready == (matched, named)


def test_files_that_are_gone_are_told_once(tmp_path, quiet):
    path = put(tmp_path, "a.txt")
    put(tmp_path, "b.txt")
    arrivals = Arrivals([str(tmp_path)])
    arrivals.read(arrivals.look().ready)
    path.unlink()
    assert [arrivals.look().gone for _ in range(2)] == [True, False]


def test_of_a_folder_that_is_away_nothing_is_gone(tmp_path, quiet):
    folder, other = tmp_path / "disk", tmp_path / "other"
    put(folder, "a.txt")
    put(other, "b.txt")
    arrivals = Arrivals([str(folder), str(other)])
    look = arrivals.look()
    assert look.present == (str(folder), str(other))
    arrivals.read(look.ready)
    folder.rename(tmp_path / "away")
    look = arrivals.look()
    assert (look.gone, look.present) == (False, (str(other),))
    assert look.missing == ((str(folder), "no such file or directory"),)
    (tmp_path / "away").rename(folder)
    assert arrivals.look() == Arrivals.look(arrivals)
    assert arrivals.look().ready == ()
