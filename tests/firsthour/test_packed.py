"""Packed graphs: a command that writes a file packs it where its name ends in .gz, and one that reads it unpacks it."""

import gzip
from pathlib import Path

import pytest

import kg

CHARGES = Path(__file__).parents[1] / "queries" / "who-is-charged" / "data.trig"


def test_build_and_export_pack(act, folder):
    assert act("build", "a", "-o", "g.nq.gz", "--store", "s", "-q").code == 0
    assert act("build", "a", "-o", "g.nq", "-q").code == 0
    assert gzip.decompress((folder / "g.nq.gz").read_bytes()) == (folder / "g.nq").read_bytes()
    assert act("export", "--store", "s", "-o", "e.ttl.gz").code == 0
    packed = (folder / "e.ttl.gz").read_bytes()
    assert act("export", "--store", "s", "-o", "e.ttl").code == 0
    assert gzip.decompress(packed) == (folder / "e.ttl").read_bytes()
    assert act("export", "--store", "s", "-o", "e.ttl.gz").changed == frozenset()


def test_save_packs_and_open_unpacks(tmp_path):
    graph = kg.open(CHARGES)
    path = graph.save(tmp_path / "g.trig.gz")
    assert gzip.decompress(path.read_bytes()).decode() == graph.serialize("trig")
    assert kg.open(path).quads == graph.quads


@pytest.mark.parametrize("suffix", ["trig", "ttl", "nq"])
def test_packed_file_is_asked(suffix, act, folder):
    kg.open(CHARGES).save(f"g.{suffix}.gz")
    kg.open(CHARGES).save(f"g.{suffix}")
    for asked in (["why", "Ana Ruiz"], ["query", "who-is-charged"]):
        told = act(*asked, "--data", f"g.{suffix}.gz")
        assert (told.code, told.out) == (0, act(*asked, "--data", f"g.{suffix}").out)
    assert act("validate", f"g.{suffix}.gz").out == act("validate", f"g.{suffix}").out


@pytest.mark.parametrize("name", ["no.ttl.gz", "no.foo", "no"])
def test_missing_file_is_told_first(name, act):
    told = act("query", "documents", "--data", name)
    assert (told.code, told.err) == (1, f"kg: {name}: no such file; check the path\n")


@pytest.mark.parametrize("cut", [5, -20])
def test_broken_packed_file_is_one_line(cut, act, folder):
    kg.open(CHARGES).save("g.trig.gz")
    whole = (folder / "g.trig.gz").read_bytes()
    (folder / "g.trig.gz").write_bytes(whole[:cut])
    told = act("why", "Ana Ruiz", "--data", "g.trig.gz")
    assert told.code == 1
    assert told.err.startswith("kg: g.trig.gz: cannot be read: ")
    assert told.err.count("\n") == 1
