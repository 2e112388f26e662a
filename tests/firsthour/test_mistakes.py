"""What a newcomer types wrongly: one clear line that says what to do, an exit code, and every file as it was."""

import re
import shlex
from pathlib import Path

import pytest

_ENTRY = re.compile(r"^# (.+)\n\$ kg (.+)\n(\d) (.+)$", re.MULTILINE)
MISTAKES = _ENTRY.findall((Path(__file__).parent / "mistakes.txt").read_text(encoding="utf-8"))


def test_mistakes_are_read():
    assert len(MISTAKES) > 40


@pytest.mark.parametrize(
    ("command", "code", "line"), [each[1:] for each in MISTAKES], ids=[each[0] for each in MISTAKES]
)
def test_mistake_is_one_line_and_changes_nothing(command, code, line, act):
    outcome = act(*shlex.split(command))
    assert outcome.code == int(code)
    assert line in outcome.err.splitlines()[-1]
    assert "Traceback" not in outcome.err
    assert (outcome.out, outcome.changed) == ("", frozenset())
