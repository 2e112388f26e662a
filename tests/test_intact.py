"""What came with kg is compared with its digests when it is loaded: weights, tables, model, knowledge base."""

import shutil
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from kg import intact
from kg import ontology as ontologies
from kg.errors import ConfigError
from kg.learned.choice import MANIFEST, WEIGHTS
from kg.learned.runtime import load_reader
from kg.link.kb import Thing, Writer
from kg.link.kb.choice import Choice


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a package that was installed from a wheel: a table, a module, and the record of both."""
    package = tmp_path / "site" / "tables"
    package.mkdir(parents=True)
    (package / "words.tsv").write_bytes(b"to arrest\tArrest\n" * 9)
    (package / "code.py").write_bytes(b"WORDS = 'words.tsv'\n")
    about = package.parent / "some_tables-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: some-tables\nVersion: 1.0\n")
    lines = [
        f"tables/{path.name},sha256={urlsafe_b64encode(sha256(path.read_bytes()).digest()).rstrip(b'=').decode()},"
        for path in sorted(package.iterdir())
    ]
    (about / "RECORD").write_text("\n".join([*lines, "some_tables-1.0.dist-info/RECORD,,", ""]))
    monkeypatch.syspath_prepend(str(package.parent))
    intact.check_installed.cache_clear()
    return package


def test_what_is_as_it_was_installed_passes(installed):
    intact.check_installed("some-tables", installed)


def test_a_flipped_bit_in_a_table_is_one_line(installed):
    flip(installed / "words.tsv")
    with pytest.raises(ConfigError) as raised:
        intact.check_installed("some-tables", installed)
    assert str(raised.value) == (
        f"{installed}/words.tsv: is damaged, or another file than was installed; "
        "install some-tables again: pip install --force-reinstall some-tables"
    )


def test_a_table_that_is_gone_is_one_line(installed):
    (installed / "words.tsv").unlink()
    with pytest.raises(ConfigError, match=r"words\.tsv: is not there; install some-tables again"):
        intact.check_installed("some-tables", installed)


def test_code_is_no_data(installed):
    flip(installed / "code.py")
    intact.check_installed("some-tables", installed)


def test_a_checkout_has_no_record(installed, tmp_path):
    flip(installed / "words.tsv")
    intact.check_installed("some-tables", tmp_path / "elsewhere")
    intact.check_installed("nobody-has-this", installed)


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WEIGHTS, tmp_path / "weights"))


@pytest.mark.parametrize("name", ["encode.onnx", "labels.npz", "senses.npz", "tokenizer.json"])
def test_a_flipped_bit_in_the_weights_is_one_line(weights, name):
    flip(weights / name)
    with pytest.raises(ConfigError) as raised:
        load_reader(ontologies.load(), weights)
    assert str(raised.value) == (
        f"{weights / name}: is damaged, or another file than was installed; install kg again, or run make train"
    )


def test_a_damaged_manifest_is_one_line(weights):
    (weights / MANIFEST).write_text('{"files": ')
    with pytest.raises(ConfigError, match=r"manifest\.json: cannot be read: .*; install kg again"):
        load_reader(ontologies.load(), weights)


def test_a_knowledge_base_of_ones_own_is_compared_when_it_is_opened(tmp_path):
    path = tmp_path / "own.kb"
    with Writer.open(path) as writer:
        writer.add("own", (Thing(key=f"k{n}", type="City", label=f"Town {n}") for n in range(500)))
    Choice(file=path).open(ontologies.load())
    flip(path)
    with pytest.raises(ConfigError, match=r"own\.kb: is damaged, or from an earlier version"):
        Choice(file=path).open(ontologies.load())
