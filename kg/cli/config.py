"""``kg.toml``: options that somebody always gives, in a file beside their articles.

    [build]
    extractors = ["rules"]
    workers = 2

What the command line says wins. A file that nobody named, which lies where ``kg`` is started, may come from whoever
made the folder: it cannot name other machines, nor whom to trust. ``kg --config FILE`` takes all from a file.
"""

import tomllib
from pathlib import Path
from typing import Any, Final

import click

from kg.cli.words import nearest
from kg.errors import ConfigError

FILE: Final = "kg.toml"
# Options that name other machines, open this one to them, or say whom to trust and who asks.
_REACHING: Final = frozenset(
    "auth certificates cors endpoint federate from graph-store host insecure push spark spark-conf to token "
    "update user llm llm-model llm-key llm-budget llm-price llm-cache llm-certificates llm-insecure".split()
)
_SENDING: Final = "llm"  # the extractor that sends sentences to another machine


def defaults(group: click.Group, named: Path | None = None) -> dict[str, dict[str, Any]]:
    """Return the options of the commands of GROUP that the file NAMED gives, else that of this folder, if there is one.

    Raises ConfigError for a file that is no TOML, for a command or an option that there is not, and for an option that
    reaches other machines in a file that nobody named.
    """
    path = named or Path(FILE)
    if named is None and not path.exists():
        return {}
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}; write it as TOML") from error
    found = {name: _options(group, name, options, path) for name, options in given.items()}
    if named is None:
        _check(given, path)
    return found


def _check(given: dict[str, dict[str, Any]], path: Path) -> None:
    for name, options in given.items():
        asks = {"extractors"} if _SENDING in _named(options.get("extractors")) else set()
        for option in sorted((_REACHING | asks) & options.keys()):
            raise ConfigError(
                f"{path}: {option!r} of [{name}] reaches beyond this machine, and nobody named the file; "
                f"if you trust it, say kg --config {path} {name}"
            )


def _named(extractors: Any) -> list[str]:
    """Return the names of EXTRACTORS, which are a list or stand in a text with commas."""
    given = extractors.split(",") if isinstance(extractors, str) else extractors
    return [str(each).strip() for each in given] if isinstance(given, list) else []


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
