"""Lists of places that tell what they are at the end, for all: "Larn, Nordvik and Ostra Counties"."""

import re
from typing import Final

_NAME: Final = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
_LIST: Final = re.compile(
    rf"((?:{_NAME}, )*{_NAME},? and {_NAME}) ([Cc]ounties|[Pp]rovinces|[Pp]arishes)\b"
)
_EACH: Final = re.compile(_NAME)
_ONE: Final = {"counties": "County", "provinces": "Province", "parishes": "Parish"}
_HEAD: Final = re.compile(r"(?:In|From|The|Across|Of) ")


def told_behind(text: str) -> dict[int, tuple[int, str]]:
    """Return where names in lists of places begin, with where each ends and the word that tells what it is.

    >>> told_behind("in Larn, West Nordvik and Ostra Counties")
    {3: (7, 'County'), 9: (21, 'County'), 26: (31, 'County')}
    >>> told_behind("in Larn and Nordvik")
    {}
    """
    found: dict[int, tuple[int, str]] = {}
    for match in _LIST.finditer(text):
        start = match.start(1)
        if head := _HEAD.match(text, start, match.end(1)):
            start = head.end()
        for name in _EACH.finditer(text, start, match.end(1)):
            found[name.start()] = (name.end(), _ONE[match[2].casefold()])
    return found
