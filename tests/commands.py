"""Commands of the tests, run in this process, where a fixture of a whole module needs one."""

from collections.abc import Callable

import pytest

from kg import cli

Run = Callable[..., tuple[int, str, str]]  # the fixture `kg`: exit code, output, errors


def run(*arguments: object) -> int:
    """Run one command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)
