"""Names that news makes from a label: without brackets, legal forms, states, middle initials, marks of clubs."""

import re
from collections.abc import Container, Iterator
from typing import Final

from kg import places as geography
from kg.link.kb.fold import fold
from training.entities.rows import Entity

_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*")
_MIDDLE: Final = re.compile(r"(?<=\w) (?:[A-Z]\.(?:[ -]?[A-Z]\.)* ?)+(?= ?\w)")
_QUOTED: Final = re.compile(r"\s*[\"“](\w[\w .-]*)[\"”]\s*")
_JUNIOR: Final = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_TITLE: Final = re.compile(
    r"^(?:Sir|Dame|Lord|Lady|Baron|Baroness|Sheikh|Shaikh|Dr\.?|Prof\.?) (?=\w+ \w)"
)
_CLUB: Final = (
    r"F\.?C\.?|A\.?F\.?C\.?|C\.?F\.?|S\.?C\.?|A\.?C\.?|C\.?D\.?|S\.?K\.?|F\.?K\.?|N\.?K\.?|B\.?K\.?|I\.?F\.?|K\.?V\.?|"
    r"S\.?V\.?|V\.?f\.?[BL]\.?|T\.?S\.?V\.?|T\.?S\.?G\.?|A\.?S\.?|S\.?S\.?C?\.?|U\.?S\.?|R\.?C\.?D?\.?|U\.?D\.?|"
    r"O\.?G\.?C\.?|R\.?F\.?C\.?|L\.?F\.?C\.?|W\.?F\.?C\.?|BSC|GNK|PFC|KRC|RSC|BC|HC|Fotball|Futebol Clube|"
    r"Football Club|Fútbol Club|Club de Fútbol"
)
_CLUB_MARKS: Final = re.compile(rf"^(?:\d\. ?)?(?:{_CLUB}) (?=\w)|(?<=\w) (?:{_CLUB})$")
_YEAR: Final = re.compile(r"(?<=\w) (?:0\d|18\d\d|19\d\d|\d\d)$")
_SHORT_CLUBS: Final = {
    " United": (" Utd", ""),
    " City": (" City", ""),
    " Hotspur": ("",),
    " Wanderers": ("",),
    " Rovers": ("",),
    " Albion": ("",),
    " Athletic": ("",),
    " Town": ("",),
    " County": ("",),
    " Forest": ("",),
    " Palace": ("",),
}
_MAN: Final = "Manchester "
_STATE_BODY: Final = re.compile(r"^United States (?=[A-Z])")
_OF_STATES: Final = re.compile(r"^(.*) of the United States(?: of America)?$")
_DEPARTMENT: Final = re.compile(
    r"^(?:United States |U\.S\. )?Department of (?:the )?([A-Z][\w ]+)$"
)
_UNIVERSITY_OF: Final = re.compile(r"^University of California,? (?:at )?([A-Z][\w ]+)$")
_OF_LEAGUES: Final = re.compile(
    r"\b(?:National (?:Football|Basketball|Hockey) |Major League|American football|baseball|basketball|ice hockey|"
    r"NFL|NBA|NHL|MLB|MLS|Australian rules|rugby league|AFL|NRL|cricket)\b"
)
_UMLAUTS: Final = str.maketrans({c: f"{geography.plain(c)}e" for c in "äöüÄÖÜ"})
_SPELLED: Final = ("Person", "Company", "City")
_NOBLE: Final = re.compile(
    r"^(?:\d+\w+ )?(?:Baron|Baroness|Duke|Duchess|Earl|Countess|Viscount|Marquess|Prince|Princess) "
)
_CAMEL: Final = re.compile(r"(?<=[a-z]{3})(?=[A-Z][a-z]{2})")
_MINISTRY: Final = re.compile(r"^Ministry of (?:the )?([A-Z]\w+)(?: of [A-Z].*)?$")
_BEFORE_NICKNAME: Final = frozenset(
    "Red White Blue Maple Trail Golden Crimson Fighting Tar Green Black Nittany Sun Horned Demon Scarlet".split()
)
_NO_NICKNAME: Final = frozenset("City United Town County University College State Club".split())
_SPORT: Final = re.compile(r" (?:football|(?:men's |women's )?basketball|baseball|ice hockey)$")
_BODIES: Final = ("Company", "Organization", "University", "GovernmentBody", "Court", "ArmedForce")
_PLACES: Final = ("City", "Region", "Place")
_OF_ONE_WORD: Final = re.compile(r"^[A-Z][\w'-]{3,} University$")
_KNOWN: Final = 400  # prior of a university that is called by one word
_US: Final = ("US", "")


def names(entity: Entity) -> Iterator[str]:
    """Yield names that mean the same as the label of ENTITY."""
    label = entity.label
    plain = " ".join(_BRACKETS.sub(" ", label).split())
    if plain != label and plain:
        yield plain
    if entity.type in _SPELLED and (spelled := plain.translate(_UMLAUTS)) != plain:
        yield spelled
    if entity.type == "Person":
        yield from _of_person(plain)
    elif entity.type == "SportsTeam":
        yield from _of_club(plain)
    elif entity.type in _BODIES:
        yield from _of_body(plain, entity)
        yield from _of_firm(plain)
    elif entity.type == "StockIndex":
        yield plain.removesuffix(" Index")
    elif entity.type in _PLACES:
        yield plain.split(", ")[0]


def _of_person(label: str) -> Iterator[str]:
    """Yield names of a person without what is in the middle, before and behind.

    >>> list(_of_person("John D. Smith Jr.")), list(_of_person("Sir Ian Botham")), list(_of_person("J. K. Rowling"))
    (['John D. Smith', 'John Smith'], ['Ian Botham'], [])
    """
    before, comma, behind = label.partition(", ")
    if comma and _NOBLE.match(behind):
        yield from (before, behind)
        label = before
    seen = {label}
    for pattern in (_JUNIOR, _TITLE, _QUOTED, _MIDDLE):
        label = " ".join(pattern.sub(" ", label).split())
        if label not in seen and " " in label:
            seen.add(label)
            yield label


def _of_club(label: str) -> Iterator[str]:
    """Yield names of a club without its marks.

    >>> list(_of_club("Everton F.C.")), list(_of_club("FC Bayern Munich")), list(_of_club("1. FC Köln"))
    (['Everton'], ['Bayern Munich'], ['Köln'])
    >>> list(_of_club("Manchester United F.C."))
    ['Manchester United', 'Man United', 'Man Utd']
    """
    plain = _SPORT.sub("", _CLUB_MARKS.sub("", label))
    short = _YEAR.sub("", plain)
    yield from (name for name in dict.fromkeys((plain, short)) if name != label)
    if short.startswith(_MAN):
        yield short.replace(_MAN, "Man ")
        if short.endswith(" United"):
            yield short.replace(_MAN, "Man ").replace(" United", " Utd")


def _of_body(label: str, entity: Entity) -> Iterator[str]:
    """Yield names of a body with its country shortened.

    >>> senate = Entity("Q66096", "GovernmentBody", "United States Senate", "", 700, "k")
    >>> list(names(senate))
    ['U.S. Senate']
    >>> list(_of_body("Supreme Court of the United States", senate))
    ['U.S. Supreme Court']
    """
    if match := _MINISTRY.match(label):
        yield f"{match[1]} Ministry"
    if _STATE_BODY.match(label):
        yield _STATE_BODY.sub("U.S. ", label)
    if match := _OF_STATES.match(label):
        yield f"U.S. {match[1]}"
    if match := _DEPARTMENT.match(label):
        yield from (f"U.S. {match[1]} Department",) if entity.country in _US else ()
    if match := _UNIVERSITY_OF.match(label):
        yield f"UC {match[1]}"
    if label.startswith("University of ") and ", " in label:
        yield label.replace(", ", " at ")
    if label.endswith(".com"):
        yield label.removesuffix(".com")


def _of_firm(label: str) -> Iterator[str]:
    """Yield a name that is written as one word and as two.

    >>> list(_of_firm("ExxonMobil")), list(_of_firm("Japan Airlines")), list(_of_firm("McDonald's"))
    (['Exxon Mobil'], ['Japan Air Lines'], [])
    """
    if _CAMEL.search(label):
        yield _CAMEL.sub(" ", label)
    if label.endswith(" Airlines"):
        yield label.replace(" Airlines", " Air Lines")
    elif label.endswith(" Air Lines"):
        yield label.replace(" Air Lines", " Airlines")


def parts(entity: Entity, places: Container[str] = ()) -> Iterator[str]:
    """Yield parts of the label of ENTITY that news uses where it is clear who is meant; PLACES are folded names.

    >>> cowboys = Entity("Q204862", "SportsTeam", "Dallas Cowboys", "National Football League franchise", 700, "w")
    >>> list(parts(cowboys, {"dallas"}))
    ['Cowboys', 'Dallas']
    """
    plain = " ".join(_BRACKETS.sub(" ", entity.label).split())
    if entity.type == "SportsTeam":
        yield from _of_team(plain, entity, places)
    elif entity.type == "GovernmentBody" and (match := _DEPARTMENT.match(plain)):
        yield from (f"Department of {match[1]}", f"{match[1]} Department")
    elif entity.type in ("GovernmentBody", "Court", "ArmedForce"):
        if _STATE_BODY.match(plain):
            yield _STATE_BODY.sub("", plain)
        elif match := _OF_STATES.match(plain):
            yield match[1]
    elif entity.type == "University" and entity.prior >= _KNOWN and _OF_ONE_WORD.match(plain):
        yield plain.removesuffix(" University")


def _of_team(label: str, entity: Entity, places: Container[str]) -> Iterator[str]:
    plain = _SPORT.sub("", _CLUB_MARKS.sub("", label))
    if plain != label or _OF_LEAGUES.search(entity.description):
        words = plain.split()
        size = len(words) - (2 if len(words) > 2 and words[-2] in _BEFORE_NICKNAME else 1)
        if size > 0 and words[-1] not in _NO_NICKNAME and fold(plain) not in places:
            yield " ".join(words[size:])
            yield " ".join(words[:size])
    short = _CLUB_MARKS.sub("", label)
    for ending, others in _SHORT_CLUBS.items():
        if short.endswith(ending) and len(short) > len(ending):
            yield from (
                f"{short.removesuffix(ending)}{other}" for other in others if other != ending
            )
