"""Names in bylines and credits: who wrote, who helped, for which agency."""

import re
from typing import Final

from kg.sources import dates

_CAPITAL: Final = "A-ZÀ-ÖØ-ÞĀ-Ž"
WORD: Final = rf"[{_CAPITAL}][\w’'-]*\.?"
_PARTICLE: Final = (
    r"(?:de|da|do|dos|del|della|di|du|la|le|van|von|der|den|ter|al|el|bin|ibn|bint|y|e)"
)
NAME: Final = rf"{WORD}(?: (?:{_PARTICLE}|{WORD})){{0,4}} {WORD}"
PLACE: Final = rf"{WORD}(?:[ -](?:{_PARTICLE}|of|{WORD})){{0,4}}"

# Names under which agencies sign, and the one by which we call them: support is counted by outlet.
AGENCIES: Final = {
    **dict.fromkeys(("AP", "Associated Press", "The Associated Press"), "Associated Press"),
    **dict.fromkeys(("Reuters", "Thomson Reuters", "REUTERS"), "Reuters"),
    **dict.fromkeys(
        ("AFP", "Agence France-Presse", "Agence France Presse"), "Agence France-Presse"
    ),
    **dict.fromkeys(("UPI", "United Press International"), "United Press International"),
    **dict.fromkeys(("dpa", "DPA", "Deutsche Presse-Agentur"), "Deutsche Presse-Agentur"),
    **dict.fromkeys(("PA", "PA Media", "Press Association"), "PA Media"),
    **dict.fromkeys(("PTI", "Press Trust of India"), "Press Trust of India"),
    **dict.fromkeys(("CP", "Canadian Press", "The Canadian Press"), "The Canadian Press"),
    **dict.fromkeys(("AAP", "Australian Associated Press"), "Australian Associated Press"),
    **dict.fromkeys(("VOA", "Voice of America"), "Voice of America"),
    **dict.fromkeys(("Bloomberg", "Bloomberg News"), "Bloomberg News"),
    **dict.fromkeys(("Kyodo", "Kyodo News"), "Kyodo News"),
    **dict.fromkeys(("Yonhap", "Yonhap News Agency"), "Yonhap News Agency"),
    **dict.fromkeys(("AA", "Anadolu", "Anadolu Agency"), "Anadolu Agency"),
    **dict.fromkeys(("Xinhua", "Xinhua News Agency"), "Xinhua News Agency"),
    **{
        name: name
        for name in (
            "ANSA",
            "EFE",
            "TASS",
            "Interfax",
            "IANS",
            "ANI",
            "CNN",
            "RFE/RL",
            "Bernama",
            "Antara",
        )
    },
}
_NOT_NAMES: Final = re.compile(
    r"(?i:the|any|all|every|this|that|his|her|its|their|our|my|no|some|most|more"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
_OUTLET: Final = re.compile(
    r"\b(?i:press|news|newspapers?|times|post|reuters|bbc|cnn|npr|staff|writers?|correspondents?|editors?|reporters?|bureau"
    r"|service|network|media|journal|herald|mail|mailonline|\w+online|guardian|magazine|daily|tribune|radio|tv|television|agency|agencies|agence"
    r"|editorial|contributors?|columnist|chief|special|gazette|telegraph|chronicle|wire|team|desk|newsroom|analyst)\b"
)
_SEPARATOR: Final = re.compile(
    r"\s*[|•·;&]\s*|\s+[–—-]\s+|,\s+(?:and\s+)?|\s+and\s+|\s+with\s+|(?<![A-Z])\.\s+"
)
_SOMEWHERE: Final = re.compile(
    rf"(?P<name>{NAME})(?:,)? (?:in|from|at) (?P<place>(?:the )?{PLACE})"
)
_LONGEST: Final = 1_000  # characters of a credit
_HANDLE: Final = re.compile(r"@\w+|\S+@\S+\.\w+")
_RUN: Final = re.compile(rf"[{_CAPITAL}]{{2,}}")
_ROMAN: Final = frozenset({"II", "III", "IV", "VI"})
_SMALL: Final = re.compile(
    r"(?<=[\s-])(De|Da|Do|Dos|Del|Du|Van|Von|Der|Den|Es|Au|Of|The|And|Sur)(?=[\s-])"
)


def sentence_case(name: str) -> str:
    """Return NAME with words in capitals brought down; capitals within mixed words stay.

    >>> sentence_case("JEAN-LUC O'NEIL"), sentence_case("RIO DE JANEIRO"), sentence_case("McCord")
    ("Jean-Luc O'Neil", 'Rio de Janeiro', 'McCord')
    """
    if not name.isupper():
        return name
    lowered = _RUN.sub(lambda m: m[0] if m[0] in _ROMAN else m[0].capitalize(), name)
    lowered = re.sub(r"\bMc([a-z])", lambda m: f"Mc{m[1].upper()}", lowered)
    return _SMALL.sub(lambda m: m[0].lower(), lowered)


def agency(name: str) -> str | None:
    """Return the agency that signs as NAME.

    >>> agency("AP"), agency("the Daily Bugle")
    ('Associated Press', None)
    """
    plain = re.sub(r"(?i)^the | (?:staff|(?:staff )?writers?|reporters?)$", "", name.strip())
    return AGENCIES.get(plain) or AGENCIES.get(plain.title() if plain.isupper() else plain)


def parts(credit: str) -> list[str]:
    """Return what a CREDIT lists, apart at commas, bars and *and*.

    >>> parts("Jane Doe, John Roe and A. B. Lee | Reuters")
    ['Jane Doe', 'John Roe', 'A. B. Lee', 'Reuters']
    """
    return [part for part in (piece.strip(" .,:") for piece in _SEPARATOR.split(credit)) if part]


def person(part: str) -> str | None:
    """Return the name of a person, the place of work in brackets where PART gives it, else None.

    >>> person("J. SMITH"), person("J. Smith in Doha"), person("Staff Writer")
    ('J. Smith', 'J. Smith (Doha)', None)
    """
    place = ""
    if match := _SOMEWHERE.fullmatch(part):
        part, place = match["name"], f" ({match['place']})"
    if (
        agency(part)
        or _OUTLET.search(part)
        or _NOT_NAMES.match(part)
        or not re.fullmatch(NAME, part)
    ):
        return None
    return sentence_case(part) + place


def is_aside(part: str) -> bool:
    """Tell whether PART of a byline is an outlet, a job, a date or an address."""
    if len(part) > 60 or len(part.split()) > 7:
        return False
    return (
        bool(_OUTLET.search(part) or _HANDLE.fullmatch(part))
        or agency(part) is not None
        or dates.is_stamp(part)
    )


def authors(credit: str | None) -> tuple[str, ...]:
    """Return the persons and bodies that a page or a record names as its authors.

    >>> authors("By Jane Doe and JOHN ROE, Staff Writers"), authors("Reuters")
    (('Jane Doe', 'John Roe'), ('Reuters',))
    """
    written = " ".join((credit or "").split())
    listed = parts(re.sub(r"(?i)^by[ :]+", "", written)) if len(written) <= _LONGEST else []
    names = [name for part in listed if (name := person(part))]
    return tuple(dict.fromkeys(names or listed))
