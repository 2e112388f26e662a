"""Devices, sockets, pipes without an end, and links that lead out of folders."""

import os
import socket
import threading
from pathlib import Path

import pytest

from kg.sources import SourceFailure, articles, read
from kg.sources.arrivals import Arrivals

TEXT = "The dam at Como will be raised by two metres, the canton said on Friday."


def only_failure(*given: object, **options: object) -> str:
    (found,) = read(*given, **options)
    assert isinstance(found, SourceFailure)
    return found.message


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/urandom", "/dev/null"])
def test_a_device_is_refused_before_it_is_read(device):
    assert only_failure(device) == f"{device}: is a device; give a file, a folder or a pipe"


def test_a_socket_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s")
        assert only_failure("s") == "s: is a socket; give a file, a folder or a pipe"


def fed(path: Path, chunk: bytes, most: int) -> list[int]:
    """Make a pipe at PATH into which somebody writes CHUNK up to MOST times; how often will be in the list."""
    os.mkfifo(path)
    written = [0]

    def write() -> None:
        try:
            with path.open("wb", buffering=0) as pipe:
                while written[0] < most:
                    pipe.write(chunk)
                    written[0] += 1
        except BrokenPipeError:
            pass

    threading.Thread(target=write, daemon=True).start()
    return written


def test_a_pipe_is_read_to_its_end(tmp_path):
    fed(tmp_path / "pipe", TEXT.encode(), 1)
    (document,) = read(tmp_path / "pipe")
    assert document.text == TEXT


def test_a_pipe_of_zeros_is_refused_before_it_fills_a_disk(tmp_path):
    written = fed(tmp_path / "pipe", bytes(65_536), 1_000)
    assert "is binary, not text (a zero at byte 0)" in only_failure(tmp_path / "pipe")
    assert written[0] < 100


def test_devices_and_pipes_in_a_folder_are_not_opened(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "c.txt")
    for given in (tmp_path, f"{tmp_path}/*.txt"):
        assert [each.source for each in read(given)] == [str(tmp_path / "a.txt")]


@pytest.fixture
def linked(tmp_path: Path) -> Path:
    """A folder with an article, a link to it, a link out of it, and one to a file that no suffix tells."""
    inside, outside = tmp_path / "in", tmp_path / "inside"  # one name begins as the other
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(f"{TEXT} Nobody knows it.")
    (inside / "a.txt").write_text(TEXT)
    (inside / "b.txt").symlink_to(inside / "a.txt")
    (inside / "c.txt").symlink_to(outside / "secret.txt")
    (inside / "d").symlink_to(outside / "secret.txt")
    return inside


@pytest.mark.parametrize("pattern", ["", "/*.txt", "/**/*.txt"])
def test_a_link_out_of_a_folder_is_followed_only_where_somebody_asks(linked, pattern):
    given = f"{linked}{pattern}"
    article, failure = read(given)
    assert article.source == str(linked / "a.txt")
    assert failure.message == (
        f"{linked}/c.txt: cannot be read: the link leads out of {linked}; "
        "name the file itself, or give --follow-links"
    )
    followed = [each.source for each in articles(given, follow_links=True) if hasattr(each, "text")]
    assert followed == [str(linked / "a.txt"), str(linked / "c.txt")]
    (named,) = read(linked / "c.txt")
    assert "Nobody knows it" in named.text


def test_a_watch_does_not_follow_them_either(linked):
    assert [each.name for each in looked(linked, follow=False)] == ["a.txt", "b.txt"]
    assert [each.name for each in looked(linked, follow=True)] == ["a.txt", "b.txt", "c.txt"]


def looked(folder: Path, *, follow: bool) -> list[Path]:
    long_ago = 1_000_000_000
    for each in folder.glob("*.txt"):
        os.utime(each, (long_ago, long_ago))
    arrivals = Arrivals([str(folder)], follow)
    arrivals.look()
    return sorted(map(Path, arrivals._there[str(folder)]))
