"""JSON that strangers wrote.

Python's parser calls itself once a level, until the stack is full. What the garbage collector finishes there, a
temporary folder or a connection, fails for want of stack and stays behind. So the levels are counted first.
"""

from __future__ import annotations

import json
import re
from typing import Any

DEEPEST = 256
"""The most levels of lists and objects that are read; real documents have fewer than 30."""

# A text in quotation marks, closed or not, is one step: what brackets it has are no levels.
_STEPS = re.compile(r'[\[{]|[\]}]|"(?:[^"\\]++|\\.)*+"?', re.S)


class DeepError(ValueError):
    """More levels than are read."""


def loads(text: str | bytes, **options: Any) -> Any:
    """Return the value that TEXT is JSON of; OPTIONS are those of `json.loads`.

    Raises DeepError where it has more than DEEPEST levels, and what `json.loads` raises, ValueErrors all.

    >>> loads('{"a": [1]}')
    {'a': [1]}
    """
    if is_deep(
        text if isinstance(text, str) else text.decode(json.detect_encoding(text), "replace")
    ):
        raise DeepError(f"is nested more than {DEEPEST} levels deep")
    return json.loads(text, **options)


def is_deep(text: str) -> bool:
    """Tell whether TEXT, be it JSON or not, opens more than DEEPEST lists and objects inside one another.

    >>> is_deep("[" * 300), is_deep("[]" * 300), is_deep('"' + "[" * 300 + '"')
    (True, False, False)
    """
    if text.count("[") + text.count("{") <= DEEPEST:
        return False
    level = 0
    for step in _STEPS.finditer(text):
        opened = step[0][0]
        level += (opened in "[{") - (opened in "]}")
        if level > DEEPEST:
            return True
    return False
