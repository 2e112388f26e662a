"""Apostrophes that a copy of a text has lost: "the Justice Departments Tax Division", "Hales plea", "todays hearing".

Only a text without any is mended. Who owns something must be known by the rest of the text.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kg import vocabulary

_MARKS: Final = re.compile(r"['’‘`´]")
_SHORTEST: Final = 400  # characters of a text that would have one
_WORD: Final = re.compile(r"[A-Za-z]+")
_OWNER: Final = re.compile(r"\b(?P<owner>[A-Z][A-Za-z]+)s (?P<behind>[A-Za-z]+)")
_OWNERS: Final = vocabulary.words("apostrophes", "owners")
_OF_OFFICES: Final = vocabulary.words("apostrophes", "owners_of_offices")
_OFFICES: Final = vocabulary.words("apostrophes", "offices")
_PEOPLE: Final = vocabulary.words("apostrophes", "people")
_NO_OWNERS: Final = vocabulary.words("apostrophes", "no_owners")
_DAYS: Final = vocabulary.words("apostrophes", "days")
_DENIALS: Final = vocabulary.words("apostrophes", "denials")
_DAY: Final = re.compile(rf"\b(?:{'|'.join(sorted(_DAYS))})s\b", re.IGNORECASE)
_DENIAL: Final = re.compile(rf"\b(?:{'|'.join(sorted(_DENIALS))})t\b", re.IGNORECASE)
_NO_PLURAL: Final = re.compile(r"\b[a-z]{2,}[b-df-hj-np-tv-xz]ys\b")  # "the companys board"
_VERBAL: Final = ("ed", "ing", "s")
_OFTEN: Final = 2


@lru_cache(1)  # the sections of a long text ask for the same one
def lost(text: str) -> frozenset[int]:
    """Return the places in TEXT before which an apostrophe is missing; none where it has one somewhere.

    >>> text = "The FBI left. The FBIs office in Lund and the Justice Departments Tax Division ended todays trial. "
    >>> [text[i - 4 : i + 1] for i in sorted(lost(text * 5))][:3]
    [' FBIs', 'ments', 'odays']
    >>> lost("The Department's offices. " + text * 5)
    frozenset()
    """
    if len(text) < _SHORTEST or _MARKS.search(text):
        return frozenset()
    sure = (pattern.finditer(text) for pattern in (_DAY, _DENIAL, _NO_PLURAL))
    ends = (found.end() - 1 for each in sure for found in each)
    return frozenset((*ends, *_possessives(text)))


def _possessives(text: str) -> Iterator[int]:
    words = Counter(_WORD.findall(text))
    for found in _OWNER.finditer(text):
        owner, behind = found["owner"], found["behind"]
        if behind.lower() not in _NO_OWNERS and _owns(owner, behind, words):
            yield found.end("owner")


def _owns(owner: str, behind: str, words: Counter[str]) -> bool:
    """Tell whether the s behind OWNER tells whose the thing is that stands BEHIND, and not that there are several."""
    if owner in _OWNERS or (owner in _OF_OFFICES and behind in _OFFICES):
        return True
    if owner.isupper():
        return words[owner] > 0
    # A surname: "Parnells brother".
    known = words[owner] >= _OFTEN and words[owner] > words[f"{owner}s"]
    other = owner in _PEOPLE or words[owner.lower()] or words[f"{owner.lower()}s"]
    return known and not other and behind[0].islower() and not behind.endswith(_VERBAL)
