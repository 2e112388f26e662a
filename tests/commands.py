"""Commands of the tests, run in this process, where a fixture of a whole module needs one."""

import pytest

from kg import cli


def run(*arguments: object) -> int:
    """Run one command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        cli.main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)
