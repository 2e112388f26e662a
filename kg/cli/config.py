"""``kg.toml``: options that somebody always gives, in a file beside their articles.

    [build]
    extractors = ["rules"]
    workers = 2

What the command line says wins.
"""

import tomllib
from pathlib import Path
from typing import Any, Final

import click

from kg.cli.words import nearest
from kg.errors import ConfigError

FILE: Final = "kg.toml"


def defaults(group: click.Group, path: Path) -> dict[str, dict[str, Any]]:
    """Return the options of the commands of GROUP that the file at PATH gives; none where there is no file.

    Raises ConfigError for a file that is no TOML, and for a command or an option that there is not.
    """
    if not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}; write it as TOML") from error
    return {name: _options(group, name, options, path) for name, options in given.items()}


def _options(group: click.Group, name: str, options: Any, path: Path) -> dict[str, Any]:
    command = group.commands.get(name)
    if command is None or not isinstance(options, dict):
        raise ConfigError(
            f"{path}: [{name}] is no command; {nearest(name, sorted(group.commands))}"
        )
    known = {
        option.removeprefix("--"): str(parameter.name)
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
    for key in options:
        if key not in known:
            raise ConfigError(
                f"{path}: {key!r} is no option of kg {name}; {nearest(key, sorted(known))}"
            )
    return {known[key]: value for key, value in options.items()}
