"""What a newcomer has in files and stores stays whole, whatever happens to the next write."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from kg.files import write


def broken():
    yield b"half of "
    raise OSError(28, "No space left on device")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    target = tmp_path / "graph.ttl"
    target.write_bytes(b"old")
    with pytest.raises(OSError, match="No space"):
        write(target, broken())
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert target.read_bytes() == b"old"


def test_a_file_has_its_name_only_when_it_is_on_the_disk(tmp_path, monkeypatch):
    def fails(handle: int) -> None:
        raise OSError(5, "Input/output error")

    target = tmp_path / "graph.ttl"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(OSError, match="Input/output"):
        write(target, [b"new"])
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert target.read_bytes() == b"old"


def test_a_link_stays_and_its_target_is_replaced(tmp_path):
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "graph.ttl", tmp_path / "latest.ttl"
    target.write_bytes(b"old")
    target.chmod(0o640)
    link.symlink_to(target)
    write(link, [b"new"])
    assert link.is_symlink()
    assert (target.read_bytes(), target.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [path.name for path in target.parent.iterdir()] == ["graph.ttl"]


def test_a_link_to_nothing_yet_makes_its_target(tmp_path):
    link = tmp_path / "latest.ttl"
    link.symlink_to(tmp_path / "graph.ttl")
    write(link, [b"new"])
    assert (link.is_symlink(), (tmp_path / "graph.ttl").read_bytes()) == (True, b"new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_named_pipe_is_written_to_and_stays(tmp_path):
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    told = write(pipe, [b"a", b"b"])
    reader.join(timeout=10)
    assert (got, pipe.is_fifo(), told.size) == ([b"ab"], True, 2)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
def test_dev_stdout_is_standard_output():
    code = (
        "from pathlib import Path; from kg.files import write; write(Path('/dev/stdout'), [b'x'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == b"x"
