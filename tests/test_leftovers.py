"""What is there only while a process works goes with it, and what a killed one has left goes with the next one."""

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kg import leftovers
from kg.errors import ConfigError
from kg.leftovers import held, scratch, sweep
from kg.link.kb import KnowledgeBase, Thing, Writer

pytest.importorskip("fcntl")
LARN = Thing(key="Q1", type="City", label="Larn")
KILLED = """
import os, signal, sys
from pathlib import Path
from kg.leftovers import scratch
from kg.link.kb import Writer
with scratch() as folder, Writer.open(Path(sys.argv[1])):
    (folder / "run").write_text("lines")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def temporary(tmp_path, monkeypatch) -> Path:
    """The folder of temporary files, in which a run was killed and nobody has swept."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    leftovers._swept.cache_clear()
    command = [sys.executable, "-c", KILLED, str(tmp_path / "own.kb")]
    ended = subprocess.run(command, check=False, env={**os.environ, "TMPDIR": str(folder)})
    assert ended.returncode == -signal.SIGKILL
    return folder


def test_a_temporary_folder_of_a_killed_run_goes_with_the_next_one(temporary):
    (left,) = temporary.iterdir()
    assert (left / "run").exists()
    with scratch() as folder:
        assert list(temporary.iterdir()) == [folder]
    assert not list(temporary.iterdir())


def test_without_a_folder_for_temporary_files_there_is_one_line(tmp_path, monkeypatch):
    def nowhere() -> list[str]:
        return [str(tmp_path / "nothing")]

    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(tempfile, "_candidate_tempdir_list", nowhere)
    with (
        pytest.raises(ConfigError, match=r"^TMPDIR: no folder .* can be written; set it to"),
        scratch(),
    ):
        pass


def test_what_somebody_works_in_stays(temporary):
    with scratch() as folder, scratch() as other:
        leftovers._swept.cache_clear()
        with scratch() as third:
            assert sorted(temporary.iterdir()) == sorted([folder, other, third])


def test_half_a_knowledge_base_of_a_killed_run_goes_with_the_next_one(temporary, tmp_path):
    own = tmp_path / "own.kb"
    (half,) = tmp_path.glob(".own.kb.*")
    with Writer.open(own) as first, Writer.open(own) as second:
        assert not half.exists()
        first.add("towns", [LARN])
        second.add("towns", [LARN])
        assert len(list(tmp_path.glob(".own.kb.*"))) == 2  # neither takes the other for a leftover
    assert KnowledgeBase.open(own).thing("Q1") is not None
    assert not list(tmp_path.glob(".own.kb.*"))


def test_what_was_removed_before_it_was_held_is_told(tmp_path):
    with pytest.raises(FileNotFoundError), held(tmp_path / "nothing"):
        pass


def test_a_pipe_that_somebody_has_put_there_holds_nobody_up(temporary):
    os.mkfifo(temporary / "kg-run-pipe")
    with scratch() as folder:
        assert folder.is_dir()


def test_what_is_another_users_stays(tmp_path, monkeypatch):
    (tmp_path / "theirs").mkdir()
    monkeypatch.setattr(os, "getuid", lambda: tmp_path.stat().st_uid + 1)
    sweep([tmp_path / "theirs"])
    assert (tmp_path / "theirs").is_dir()


def test_a_link_is_no_leftover(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    sweep([tmp_path / "link", tmp_path / "nothing"])
    assert (tmp_path / "mine").is_dir()
    assert (tmp_path / "link").is_symlink()
