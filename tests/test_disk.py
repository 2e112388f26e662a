"""A disk that is full, read-only or broken is told in one line, wherever in a command it shows."""

import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import commands, run

FULL = Path("/dev/full")
AGAIN = "and run the same command again\n"


def with_error(error, monkeypatch, capsys) -> tuple[int, str]:
    """How a command ends in the middle of which ERROR is raised: its exit code, and what it says."""

    def fails(**options):
        raise error

    monkeypatch.setattr(commands.commands["doctor"], "callback", fails)
    code = run(commands, ["doctor"])
    return code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a.nq"), "a.nq: no space left on device; make room, "),
        (OSError(errno.ENOSPC, "No space left on device"), "a temporary file: no space left on device; make room, "),
        (OSError(errno.EROFS, "Read-only", "/srv/a"), "/srv/a: read-only file system; give another place, "),
        (OSError(errno.EIO, "I/O error", "a"), "a: input/output error; look at the disk, "),
        (
            OSError("IO error: No space left on device: While appending to file: a/30.sst"),
            "the store: IO error: No space left on device: While appending to file: a/30.sst; look at the disk, ",
        ),
        (sqlite3.OperationalError("disk I/O error"), "a file of SQLite: disk I/O error; look at the disk, "),
    ],
)  # fmt: skip
def test_what_the_disk_does_is_one_line(error, said, monkeypatch, capsys):
    assert with_error(error, monkeypatch, capsys) == (1, f"kg: {said}{AGAIN}")


@pytest.mark.parametrize(
    "error", [OSError("something else"), sqlite3.OperationalError("no such table: a")]
)
def test_what_is_a_bug_stays_one(error, monkeypatch, capsys):
    with pytest.raises(type(error)):
        with_error(error, monkeypatch, capsys)


@pytest.mark.skipif(not FULL.exists(), reason="no /dev/full here")
def test_standard_output_that_takes_nothing_is_one_line():
    with FULL.open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "kg", "--help"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False, env={**os.environ, "PYTHONUNBUFFERED": ""},
        )  # fmt: skip
    assert ended.stderr == f"kg: standard output: no space left on device; make room, {AGAIN}"
    assert ended.returncode == 1
