"""What must be known of an article to tell whether it is a copy or a later version of another one."""

import json
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Final
from urllib.parse import urlsplit

import numpy as np

from kg.likeness.shingles import Hashes, hashes, shingles, words
from kg.model import Document, SegmentKind

_OFTEN: Final = 2  # a name that stands in a text so many times is what it is about
_LAST: Final = "~"  # stands behind all dates
_NUMBERS: Final = ("shingles", "words", "names", "figures")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An article in numbers: its SHINGLES, its WORDS, the NAMES that it is about and its FIGURES, each sorted.

    The NAMES are words with a capital that stand in it twice, or also in its headline; FIGURES have a digit. AT is when
    it was published, in UTC, and OUTLET who publishes it or the host of its address; "" where nobody knows.
    """

    name: str
    at: str
    outlet: str
    title: str
    shingles: Hashes
    words: Hashes
    names: Hashes
    figures: Hashes

    @property
    def order(self) -> tuple[str, str]:
        """Where the article stands among others: the earliest first, then by IRI; those without a date last."""
        return self.at or _LAST, self.name

    @cached_property
    def day(self) -> date | None:
        """The day of publication."""
        return date.fromisoformat(self.at[:10]) if self.at else None

    def encoded(self) -> str:
        """Return the profile without its name as a line of JSON."""
        plain = {"at": self.at, "outlet": self.outlet, "title": self.title}
        numbers = {each: b64encode(_bytes(getattr(self, each))).decode() for each in _NUMBERS}
        return json.dumps(plain | numbers, ensure_ascii=False)

    @classmethod
    def decoded(cls, name: str, line: str) -> "Profile":
        """Return the profile of the article called NAME that LINE holds."""
        plain: dict[str, str] = json.loads(line)
        return cls(
            name=name,
            at=plain["at"],
            outlet=plain["outlet"],
            title=plain["title"],
            **{each: _numbers(plain[each]) for each in _NUMBERS},
        )


def _numbers(text: str) -> Hashes:
    return np.frombuffer(b64decode(text), "<u4").astype(np.uint32)


def _bytes(numbers: Hashes) -> bytes:
    return numbers.astype("<u4").tobytes()


def profile(document: Document) -> Profile:
    """Return the profile of DOCUMENT: of its body alone, since headlines and bylines differ from outlet to outlet."""
    body = SegmentKind.BODY
    text = "\n".join(document.text[s.start : s.end] for s in document.segments if s.kind is body)
    found = words(text)
    numbers, often = hashes(found), Counter(found)
    return Profile(
        name=document.id,
        at=moment(document.published),
        outlet=_outlet(document),
        title=" ".join(words(document.title or "")).casefold(),
        shingles=shingles(numbers),
        words=np.unique(numbers),
        names=_names(often, document.title or ""),
        figures=np.unique(hashes(each for each in often if any(map(str.isdigit, each)))),
    )


def moment(published: str | None) -> str:
    """Return a date in a form whose order is that of time; "" for none.

    >>> moment("2026-03-12T08:30:00+02:00"), moment("2026-03-12"), moment("soon")
    ('2026-03-12T06:30:00', '2026-03-12', '')
    """
    given = published or ""
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        return ""
    if found.tzinfo is not None:
        found = found.astimezone(UTC).replace(tzinfo=None)
    return found.isoformat(timespec="seconds") if ":" in given else found.date().isoformat()


def _outlet(document: Document) -> str:
    host = urlsplit(document.url or "").hostname or ""
    return " ".join((document.publisher or host.removeprefix("www.")).casefold().split())


def _names(often: Mapping[str, int], title: str) -> Hashes:
    """Return the words with a capital that stand OFTEN in a text, or also in its TITLE."""
    named = {each.casefold() for each in words(title)}
    kept = (
        each
        for each, count in often.items()
        if each[0].isupper() and len(each) > 1 and (count >= _OFTEN or each.casefold() in named)
    )
    return np.unique(hashes(kept))
