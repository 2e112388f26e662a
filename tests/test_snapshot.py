"""A store can be read while it is written, and what is none is refused."""

from threading import Event, Thread

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.snapshot import read_only, stamp

ONE = Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/p"), Literal("1"))


def test_reader_sees_what_an_open_writer_has_written(tmp_path):
    writer = Store(str(tmp_path / "store"))
    writer.add(ONE)
    assert list(read_only(tmp_path / "store")) == [ONE]


def test_writer_that_never_pauses_is_told(tmp_path):
    writer = Store(str(tmp_path / "store"))
    stop = Event()

    def write():
        while not stop.is_set():
            writer.add(ONE)
            writer.remove(ONE)

    thread = Thread(target=write)
    thread.start()
    try:
        with pytest.raises(OSError, match="another process keeps writing to it; try again"):
            read_only(tmp_path / "store", patience=0.1)
    finally:
        stop.set()
        thread.join()
    assert read_only(tmp_path / "store") is not None


def test_stamp_tells_a_write(tmp_path):
    writer = Store(str(tmp_path / "store"))
    before = stamp(tmp_path / "store")
    assert stamp(tmp_path / "store") == before
    read_only(tmp_path / "store")
    assert stamp(tmp_path / "store") == before
    writer.add(ONE)
    assert stamp(tmp_path / "store") != before


def test_folder_without_a_store_is_refused(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        read_only(tmp_path)
