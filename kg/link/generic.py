"""Names that many bodies have: "Ministry of Health", "Supreme Court", "Senate". Whose it is, the article tells.

One entity for all of them would be wrong, and one for each article hardly better: the body of a country is one, and the
country is the one whose name stands beside, or the one that the article is mainly about.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from kg import vocabulary
from kg.link.kb.fold import fold
from kg.link.kb.thing import Thing
from kg.model import Mention
from kg.places import with_article

BODIES: Final = ("ArmedForce", "Court", "GovernmentBody")
_WORDS: Final = vocabulary.words("bodies", "generic")
_SIDES: Final = vocabulary.words("bodies", "sides")
_PARTS: Final = vocabulary.words("bodies", "parts")
_TURNED: Final = vocabulary.words("bodies", "turned")
_LONGEST: Final = 5  # words of the name of a country
_BEFORE: Final = frozenset({" ", "'s ", "’s ", "' ", "’ "})
_STATE: Final = "state "  # of a part of a country: "Iowa's state Senate"
_OF: Final = frozenset({" of ", " of the "})
_IN: Final = frozenset({" in ", " in the "})
_FARTHEST: Final = 12  # characters between a body and whose it is
# An article is about the country in which most of what it names lies: this share, or half and so many times the next.
_SHARE: Final = 0.75
_HALF: Final = 0.5
_TIMES: Final = 3
_LEAST: Final = (
    2  # what is named at the beginning counts as much: "in Iraq" once says where somebody has been
)


def is_generic(name: str) -> bool:
    """Tell whether NAME is made of words for bodies and their fields alone.

    >>> is_generic("Ministry of Health"), is_generic("Health Protection Agency"), is_generic("White House")
    (True, True, False)
    """
    words = fold(name).split()
    return bool(words) and all(word in _WORDS for word in words)


def is_part(name: str) -> bool:
    """Tell whether NAME is that of a district or a division which many countries and bodies have.

    >>> is_part("Eastern District"), is_part("Tax Division"), is_part("Northern Territory"), is_part("Middle East")
    (True, True, False, False)
    """
    words = fold(name).split()
    is_known = all(word in _WORDS or word in _SIDES or word in _PARTS for word in words)
    return len(words) > 1 and words[-1] in _PARTS and is_known


def owned(name: str, country: str) -> str:
    """Return the NAME of a body of COUNTRY, one for both orders of its words.

    >>> owned("Health Ministry", "Kenya"), owned("Ministry of Health", "Netherlands"), owned("the Senate", "France")
    ('Ministry of Health of Kenya', 'Ministry of Health of the Netherlands', 'Senate of France')
    """
    words = name.split()
    while len(words) > 1 and words[0].casefold() == "the":
        del words[0]
    for body in ("Ministry", "Department"):
        if len(words) > 1 and words[-1] == body:
            words = [body, "of", *words[:-1]]
    return f"{' '.join(words)} of {with_article(country)}"


def main(spoken: Mapping[str, int]) -> str | None:
    """Return the country that an article is about; SPOKEN says how much speaks of each.

    >>> main({"Q30": 55, "Q159": 15, "Q148": 15}), main({"Q30": 12, "Q148": 8}), main({"Q796": 1}), main({})
    ('Q30', None, None, None)
    """
    ranked = sorted(spoken.items(), key=lambda item: (item[1], item[0]), reverse=True)
    if not ranked or ranked[0][1] < _LEAST:
        return None
    (key, most), total = ranked[0], sum(spoken.values())
    second = ranked[1][1] if len(ranked) > 1 else 0
    is_main = most >= _SHARE * total or (most >= _HALF * total and most >= _TIMES * second)
    return key if is_main else None


@dataclass(frozen=True, slots=True)
class Owners:
    """Finds whose a body is by what the article speaks of; PLACES are mentions with their countries and regions."""

    text: str
    places: Mapping[Mention, Thing]
    main: Thing | None

    def of_body(self, body: Mention) -> Thing | None:
        """Return whose BODY is, if that is named with it, or where it is at work; None where nothing is."""
        return self.naming(body) or self._beside(body, _IN, ("Country",))

    def of_article(self, body: Mention) -> Thing | None:
        """Return the country that the article is about, if BODY may be its."""
        return None if self.text[: body.span.start].endswith(_STATE) else self.main

    def naming(self, body: Mention) -> Thing | None:
        """Return what is named as having BODY: right before, or behind "of"; not where it is at work."""
        return self._beside(body, _OF, ("Country", "Region"))

    def _beside(
        self, body: Mention, behind: Collection[str], kinds: Collection[str]
    ) -> Thing | None:
        for mention, place in self.places.items():
            gap = max(body.span.start - mention.span.end, mention.span.start - body.span.end)
            if gap > _FARTHEST:
                continue
            before = self.text[mention.span.end : body.span.start].removesuffix(_STATE)
            is_beside = before in _BEFORE or self.text[body.span.end : mention.span.start] in behind
            if is_beside and place.type in kinds:
                return place
        return None


def apart(name: str, country_of: Callable[[str], Thing | None]) -> tuple[str, Thing | None]:
    """Return the NAME of a body without its country, and the country where the name has it, before or behind.

    Only bodies that are called so and so: the "Indian Air Force" is nowhere else the "Air Force of India".
    """
    words = name.split()
    if not _TURNED.intersection(words):
        return name, None
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        if (country := country_of(" ".join(words[:size]))) is not None:
            return " ".join(words[size:]), country
        behind = [word for word in words[-size - 2 : -size] if word.casefold() in ("of", "the")]
        if behind and (country := country_of(" ".join(words[-size:]))) is not None:
            return " ".join(words[: -size - len(behind)]), country
    return name, None


def is_body(type: str, name: str) -> bool:
    """Tell whether NAME is one of a body of a state that other states have, too; TYPE is its class.

    >>> is_body("GovernmentBody", "Health Ministry"), is_body("Organization", "Ministry of Health")
    (True, True)
    >>> is_body("Organization", "Labour"), is_body("Organization", "Senate Committee")
    (False, False)
    """
    is_told = type == "Organization" and "Ministry" in name.split()
    return (type in BODIES or is_told) and is_generic(name)
