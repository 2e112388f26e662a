"""How the files of the corpus point at words of a sentence: "port", "port#2", "a bill … Committee"."""

import re
from dataclasses import dataclass
from typing import Final

from kg.model import Status

_NTH: Final = re.compile(r"(?P<words>.+?)#(?P<nth>\d+)")
_TO: Final = " … "


@dataclass(frozen=True, slots=True, order=True)
class Words:
    """Some words of a sentence, as a half-open range of its characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return what TEXT has there."""
        return text[self.start : self.end]


def find(words: str, text: str) -> Words:
    """Return where WORDS stand in TEXT as whole words; "port#2" is the second place.

    Raises:
        ValueError: they do not stand there, or several times and it is not said which.

    """
    nth = _NTH.fullmatch(words)
    wanted = nth["words"] if nth else words
    places = _places(wanted, text)
    if not places:
        raise ValueError(f"{wanted!r} does not stand in the sentence as whole words")
    if nth is None and len(places) > 1:
        raise ValueError(f"{wanted!r} stands there {len(places)} times; write {wanted}#1 or so")
    if nth is not None and not 1 <= int(nth["nth"]) <= len(places):
        raise ValueError(f"{wanted!r} stands there {len(places)} times, not {nth['nth']}")
    return places[int(nth["nth"]) - 1 if nth else 0]


def stretch(words: str, text: str) -> Words:
    """Return where WORDS stand in TEXT; "a bill … Committee" goes from its first words to the next such last ones.

    >>> stretch("a bill … Committee", "He read a bill of the Committee.").of("He read a bill of the Committee.")
    'a bill of the Committee'
    """
    first, to, last = words.partition(_TO)
    start = find(first.strip(), text)
    if not to:
        return start
    nth = _NTH.fullmatch(last.strip())
    wanted = nth["words"] if nth else last.strip()
    behind = [place for place in _places(wanted, text) if place.start >= start.end]
    if nth:
        behind = [place for place in behind if place == find(last.strip(), text)]
    if not behind:
        raise ValueError(f"{wanted!r} does not stand behind {first.strip()!r}")
    return Words(start.start, behind[0].end)


def _places(wanted: str, text: str) -> list[Words]:
    return [
        Words(found.start(), found.end())
        for found in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", text)
    ]


def status_of(name: str | None) -> Status:
    """Return the status of this NAME; without one, what is asserted."""
    try:
        return Status(name or Status.ASSERTED)
    except ValueError:
        raise ValueError(f"{name!r} is no status; write one of {', '.join(Status)}") from None
