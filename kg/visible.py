r"""Characters that a terminal would obey, or that turn the order of what is read: shown, not sent."""

import re
from typing import Final

# Controls but for tab and line ends, and the marks that embed, override or isolate a direction of writing. Those that
# Hebrew and Arabic names have (U+200E, U+200F, U+061C) turn nothing but themselves.
_STEERING: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]|\r(?!\n)"
)
_HALF: Final = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    r"""Return TEXT with each character that steers a terminal written as an escape.

    >>> print(visible("Ana\x1b[2J \u202eRuiz"))
    Ana\x1b[2J \u202eRuiz
    """
    return _STEERING.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def is_text(name: str) -> bool:
    r"""Tell whether a NAME of a file, or an argument, is text; bytes that are not UTF-8 stand in it as half characters.

    >>> is_text("Ölpreis.txt"), is_text("\udcd6lpreis.txt")
    (True, False)
    """
    return not _HALF.search(name)
