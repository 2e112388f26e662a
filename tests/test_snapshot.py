"""A store can be read while it is written, and what is none is refused."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.snapshot import read_only

ONE = Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/p"), Literal("1"))


def test_reader_sees_what_an_open_writer_has_written(tmp_path):
    writer = Store(str(tmp_path / "store"))
    writer.add(ONE)
    assert list(read_only(tmp_path / "store")) == [ONE]


def test_folder_without_a_store_is_refused(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        read_only(tmp_path)
