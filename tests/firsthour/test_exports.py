"""Exports at every density, and facts counted one way in every report."""

import json
from pathlib import Path

import pytest
from commands import run

COURT = (
    "A court in Madrid convicted the banker Piet Vos of fraud on Monday. He said he would appeal.\n\n"
    "Prosecutors alleged that Vos had bribed a minister. Vos denied it. The Ministry of Health praised Oslo."
)
DENSITIES = ("full", "compact", "none")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an article, a store of it, and what a build of it writes at each density."""
    made = tmp_path_factory.mktemp("exports")
    (made / "court.txt").write_text(COURT)
    assert run("build", made / "court.txt", "--store", made / "store", "-q") == 0
    for density in DENSITIES:
        written = made / f"{density}.trig"
        assert run("build", made / "court.txt", "-o", written, "--provenance", density, "-q") == 0
    return made


@pytest.mark.parametrize("density", DENSITIES)
@pytest.mark.parametrize("suffix", ["trig", "ttl", "nq"])
def test_export_writes_what_a_build_at_that_density_writes(density, suffix, folder, tmp_path):
    built, exported = tmp_path / f"built.{suffix}", tmp_path / f"exported.{suffix}"
    assert run("convert", folder / f"{density}.trig", "-o", built) == 0
    given = ("--store", folder / "store", "--provenance", density)
    assert run("export", *given, "-o", exported) == 0
    assert exported.read_bytes() == built.read_bytes()


@pytest.mark.parametrize("density", DENSITIES)
@pytest.mark.parametrize("source", ["trig", "nq"])
def test_convert_writes_what_a_build_at_that_density_writes(density, source, folder, tmp_path):
    full, built = tmp_path / f"full.{source}", tmp_path / "built.nq"
    assert run("convert", folder / "full.trig", "-o", full) == 0
    assert run("convert", folder / f"{density}.trig", "-o", built) == 0
    assert run("convert", full, "-o", tmp_path / "thin.nq", "--provenance", density) == 0
    assert (tmp_path / "thin.nq").read_bytes() == built.read_bytes()


def test_the_densities_differ(folder):
    full, compact, none = ((folder / f"{density}.trig").read_text() for density in DENSITIES)
    assert "nif:Phrase" in full
    assert "nif:Phrase" not in compact
    assert "nif:Sentence" in compact
    assert "kg:Claim " not in none
    assert len(full) > len(compact) > len(none)


def test_facts_are_counted_one_way_in_every_report(folder, tmp_path, capsys):
    store = tmp_path / "store"
    capsys.readouterr()
    assert run("build", folder / "court.txt", "--store", store, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["facts"] > 0
    facts = f"{report['facts']:,} facts"
    assert run("bulk", "oxigraph", "--store", store, "-o", tmp_path / "bulk") == 0
    assert f"{facts} in {report['triples']:,} triples" in capsys.readouterr().out
    assert facts in (tmp_path / "bulk" / "void.ttl").read_text()
    assert run("bulk", "virtuoso", "--store", store, "-o", tmp_path / "named") == 0
    assert f"{facts} in {report['triples']:,} triples" in capsys.readouterr().out
    run("doctor", "--store", store)
    assert f"1 document, {facts} in {report['triples']:,} triples" in capsys.readouterr().out
    assert run("build", folder / "court.txt", "--store", store) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert next(line[1] for line in lines if line[0] == "facts") == f"{report['facts']:,}"
