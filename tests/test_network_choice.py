"""Which weights a build reads with: those that come along, those of base size, or a folder."""

from pathlib import Path

import pytest

import kg
from kg.errors import ConfigError
from kg.learned.choice import MANIFEST, WEIGHTS, base_weights, weights


def test_small_ones_come_along():
    assert weights() == weights("small") == WEIGHTS
    assert (WEIGHTS / MANIFEST).is_file()


def test_those_of_base_size_lie_among_the_users_data(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "kg" / "network-base"
    assert base_weights() == folder
    folder.mkdir(parents=True)
    (folder / MANIFEST).write_text("{}")
    assert weights("base") == weights(str(folder)) == folder


def test_without_a_folder_for_data_it_is_in_the_home(monkeypatch):
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ana"))
    assert base_weights() == Path("/home/ana/.local/share/kg/network-base")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("base", "network base: .*network-base has no manifest.json; make train TEACHER=yes trains them"),
        ("bse", "network bse: bse has no manifest.json; write small, base or a folder of weights"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_said_before_anything_is_read(tmp_path, monkeypatch, name, message):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match=message):
        kg.build(texts=["Ana Ruiz left."], network=name)
