"""kg.toml beside the articles: options that need not be typed each time."""

from pathlib import Path

import pytest

from kg.cli import commands, run
from kg.cli.config import defaults
from kg.errors import ConfigError


def given(tmp_path: Path, text: str) -> dict[str, dict[str, object]]:
    path = tmp_path / "kg.toml"
    path.write_text(text, encoding="utf-8")
    return defaults(commands, path)


def test_options_have_the_names_of_the_command_line(tmp_path: Path) -> None:
    found = given(tmp_path, '[build]\nextractors = ["rules"]\nworkers = 2\nfield = ["text=body"]\n')
    assert found == {"build": {"extractors": ["rules"], "workers": 2, "fields": ["text=body"]}}


def test_no_file_gives_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert defaults(commands) == {}


def test_file_that_is_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"other\.toml: cannot be read"):
        defaults(commands, tmp_path / "other.toml")


REACHING = [
    ("push", "to", '"http://elsewhere.example/"'),
    ("query", "endpoint", '"http://elsewhere.example/"'),
    ("pull", "from", '"http://elsewhere.example/"'),
    ("watch", "push", '"http://elsewhere.example/"'),
    ("push", "update", '"http://elsewhere.example/"'),
    ("sync", "graph-store", '"http://elsewhere.example/"'),
    ("push", "certificates", '"theirs.pem"'),
    ("push", "insecure", "true"),
    ("serve", "host", '"0.0.0.0"'),
    ("build", "spark", '"spark://elsewhere.example:7077"'),
]


@pytest.mark.parametrize(("command", "option", "value"), REACHING)
def test_file_of_the_folder_cannot_reach_beyond_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, option: str, value: str
) -> None:
    monkeypatch.chdir(tmp_path)
    text = f"[{command}]\n{option} = {value}\n"
    assert len(given(tmp_path, text)[command]) == 1  # where it is named
    with pytest.raises(ConfigError, match=f"say kg --config kg.toml {command}"):
        defaults(commands)


def test_option_config_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kg.toml").write_text('[query]\nendpoint = "http://127.0.0.1:9/"\n')
    assert run(commands, ["query", "documents"]) == 1
    assert "say kg --config kg.toml query" in capsys.readouterr().err
    assert run(commands, ["--config", "kg.toml", "query", "documents"]) == 1
    assert "http://127.0.0.1:9/: cannot be reached" in capsys.readouterr().err


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
