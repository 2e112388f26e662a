"""Answers that are kept: whose they are, and which of several counts."""

import os
import stat
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.llm.cache import FILE, Answer, Answers


def test_answer_is_found_again_with_its_tokens(tmp_path: Path) -> None:
    answer = Answer(text="{}", sent=7, answered=2)
    with Answers(tmp_path / "mine") as answers:
        assert answers.find("a") is None
        assert answers.put("a", answer) == answer
    with Answers(tmp_path / "mine") as answers:
        assert answers.find("a") == answer
        assert answers.find("b") is None


def test_the_first_of_several_answers_stands(tmp_path: Path) -> None:
    with Answers(tmp_path) as one, Answers(tmp_path) as other:
        one.put("a", Answer(text="first"))
        assert other.put("a", Answer(text="second")).text == "first"


def test_nobody_else_can_read_or_write(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with Answers(tmp_path / "mine") as answers:
            answers.put("a", Answer(text="secret"))
            for path in (tmp_path / "mine").iterdir():
                assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "mine").stat().st_mode) == 0o700


def test_default_is_the_cache_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with Answers() as answers:
        assert answers.path == tmp_path / "kg" / "llm" / FILE


@pytest.mark.parametrize("place", ["folder", "file"])
def test_what_others_can_write_is_not_trusted(tmp_path: Path, place: str) -> None:
    with Answers(tmp_path / "mine") as answers:
        answers.put("a", Answer(text="mine"))
    changed = tmp_path / "mine" / ("" if place == "folder" else FILE)
    changed.chmod(changed.stat().st_mode | stat.S_IWOTH)
    with pytest.raises(ConfigError, match="others can write") as error:
        Answers(tmp_path / "mine")
    assert str(error.value).startswith(f"{tmp_path / 'mine'}: answers cannot be kept there: ")
    assert changed.stat().st_mode & stat.S_IWOTH  # it is not ours to change


def test_file_of_something_else_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"not a database, but long enough to be taken for one" * 40)
    (tmp_path / FILE).chmod(0o600)
    with pytest.raises(ConfigError, match="cannot be opened as the file of answers"):
        Answers(tmp_path)
