"""kg.toml beside the articles: options that need not be typed each time."""

from pathlib import Path

import pytest

from kg.cli import commands
from kg.cli.config import defaults
from kg.errors import ConfigError


def given(tmp_path: Path, text: str) -> dict[str, dict[str, object]]:
    path = tmp_path / "kg.toml"
    path.write_text(text, encoding="utf-8")
    return defaults(commands, path)


def test_options_have_the_names_of_the_command_line(tmp_path: Path) -> None:
    found = given(tmp_path, '[build]\nextractors = ["rules"]\nworkers = 2\nfield = ["text=body"]\n')
    assert found == {"build": {"extractors": ["rules"], "workers": 2, "fields": ["text=body"]}}


def test_no_file_gives_nothing(tmp_path: Path) -> None:
    assert defaults(commands, tmp_path / "kg.toml") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[bild]\nworkers = 2\n", "[bild] is no command; did you mean 'build'?"),
        ("[build]\nworker = 2\n", "'worker' is no option of kg build; did you mean 'workers'?"),
        ("workers = 2\n", "[workers] is no command"),
        ("[build\n", "cannot be read"),
    ],
)
def test_a_mistake_is_told_with_the_nearest_name(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError) as error:
        given(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path}/kg.toml: ")
    assert message in str(error.value)
