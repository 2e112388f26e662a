"""What a description tells: the country, the years of birth and death, the bodies that somebody belongs to.

What is told in columns is taken out of the description where it stands in brackets behind it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from kg import names, ontology, places
from kg.link.kb.fold import fold
from training.entities.rows import Entity

_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)\s*$")
_BORN: Final = re.compile(r"^(?:born|b\.?)\s*(?:in )?(?:\w+ )*(\d{4})$")
_LIVED: Final = re.compile(r"^(?:c\. ?|ca\. ?)?(\d{3,4})\s*[-–—]\s*(?:c\. ?|ca\. ?)?(\d{3,4})$")
_ARTIST: Final = re.compile(r"^(.* artist), ([^,]+), (?:born |c\. ?)?(\d{4})(?: - (\d{4}))?.*$")
_BORN_WITHIN: Final = re.compile(
    r"\(born (?:\w+ )*(\d{4})\)|\bborn (?:\d+ )?(?:[A-Z]\w+ )?(\d{4})\b"
)
_LIVED_WITHIN: Final = re.compile(r"\((\d{4})\s*[-–—]\s*(\d{4})\)")
_TERMS: Final = re.compile(r"\s+\d{4}[–-](?:\d{4})?$")
_IN: Final = re.compile(r"\b(?:in|of|from) (?:the )?([A-Z].*)$")
_BODY: Final = re.compile(
    r"^(?:substitute |deputy |alternate )?(?:member|representative|deputy) (?:of|in|for|to) (?:the )?(.+)$",
    re.I,
)
_OFFICES: Final = {
    "United States representative": "United States House of Representatives",
    "United States senator": "United States Senate",
    "Teachta Dála": "Dáil Éireann",
    "Knesset member": "Knesset",
    "People's Deputy of Ukraine": "Verkhovna Rada",
    "Senator of the Republic": "Senate of the Republic",
}
# How lists of politicians name chambers whose country is said beside.
_CHAMBERS: Final = {
    ("Commons", "GB"): "House of Commons of the United Kingdom",
    ("Commons", "CA"): "House of Commons of Canada",
    ("House of Commons", "CA"): "House of Commons of Canada",
    ("House of Commons", "GB"): "House of Commons of the United Kingdom",
    ("UK House of Commons", "GB"): "House of Commons of the United Kingdom",
    ("Lords", "GB"): "House of Lords",
    ("House", "US"): "United States House of Representatives",
    ("Senate", "US"): "United States Senate",
    ("House", "IT"): "Chamber of Deputies",
    ("Deputies", "CZ"): "Chamber of Deputies",
    ("Congress", "ES"): "Congress of Deputies",
    ("Dail", "IE"): "Dáil Éireann",
}
# Names of countries that no table of names has.
_MORE: Final = {
    "us": "US",
    "usa": "US",
    "united states of america": "US",
    "uk": "GB",
    "great britain": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "northern ireland": "GB",
    "kingdom of netherlands": "NL",
    "holland": "NL",
    "congo kinshasa": "CD",
    "congo brazzaville": "CG",
    "peoples republic of china": "CN",
    "republic of ireland": "IE",
    "ivory coast": "CI",
    "czech republic": "CZ",
    "taiwan": "TW",
    "south korea": "KR",
    "north korea": "KP",
    "russia": "RU",
    "palestine": "PS",
    "palestinian territories": "PS",
    "vatican": "VA",
    "burma": "MM",
    "east timor": "TL",
    "cape verde": "CV",
    "macedonia": "MK",
    "swaziland": "SZ",
    "hong kong": "HK",
    "puerto rico": "PR",
}
_PEOPLES: Final = {
    "american": "US",
    "english": "GB",
    "scottish": "GB",
    "welsh": "GB",
    "flemish": "BE",
    "northern irish": "GB",
}
# A source of legislators whose licence is not clear has no row of its own here, and gives no description.
_UNCLEAR: Final = "GPL"
_OF_UNCLEAR: Final = re.compile(
    r"^member of (?:US|UK|Irish|Canadian|Austrian|Spanish|Scottish|French|Czech|German) [^(]*$"
)
_GEORGIA: Final = "GE"
_AMERICAN: Final = re.compile(
    r"\b(?:American|US|USA|U\.S\.|state of Georgia|Atlanta|congressman|(?:county|parish) (?:seat )?(?:in|of))\b"
)
_LONGEST: Final = 4  # words of the name of a people or a country


@cache
def countries() -> Mapping[str, str]:
    """Return the codes of countries by their names, folded, and by their codes of three letters."""
    from babel.core import get_global

    found = {fold(name): code for code in names.countries() for name in places.spellings(code)}
    found |= {fold(label): t.iso for t in ontology.load().terms if t.iso for label in t.labels}
    longer = get_global("territory_aliases").items()
    return found | {code.casefold(): own[0] for code, own in longer if len(own) == 1} | _MORE


@cache
def peoples() -> Mapping[str, str]:
    """Return the codes of countries by their adjectives, folded."""
    terms = ontology.load().terms
    return {fold(each): t.iso for t in terms if t.iso for each in t.demonyms} | _PEOPLES


def tell(entity: Entity) -> None:
    """Put what the description of ENTITY tells into its fields."""
    if _UNCLEAR in entity.licence and _OF_UNCLEAR.match(entity.description):
        entity.description = ""
    description = entity.description
    if match := _ARTIST.match(description):
        description = match[1]
        entity.born = int(match[3])
        entity.died = int(match[4]) if match[4] else None
        entity.country = _country(match[2]) or _of_people(match[2])
    description = _bracketed(entity, description)
    if entity.type == "Person":
        _years_within(entity, description)
        if entity.country == "US" and (other := _state_of(description)):
            entity.country = other
    if not entity.country:
        entity.country = _of_people(description) or _named(description)
    if entity.country == _GEORGIA and _AMERICAN.search(description):
        entity.country = "US"
    entity.description = description


def _bracketed(entity: Entity, description: str) -> str:
    """Read what stands in brackets at the end, and return the description without what has a column."""
    match = _BRACKETS.search(_TERMS.sub("", description))
    if match is None:
        return description
    rest = []
    for part in match[1].split(", "):
        if (code := _country(part)) is not None:
            entity.country = entity.country or code
            if entity.type != "Person":
                rest.append(part)
        elif entity.type == "Person" and (born := _BORN.match(part)):
            entity.born = int(born[1])
        elif entity.type == "Person" and (lived := _LIVED.match(part)):
            entity.born, entity.died = int(lived[1]), int(lived[2])
        else:
            rest.append(part)
    before, terms = _TERMS.sub("", description)[: match.start()], _TERMS.search(description)
    inside = f" ({', '.join(rest)})" if rest else ""
    return f"{before}{inside}{terms[0] if terms else ''}".strip()


def _years_within(entity: Entity, description: str) -> None:
    if entity.born is None and (match := _BORN_WITHIN.search(description)):
        entity.born = int(match[1] or match[2])
    if entity.born is None and (match := _LIVED_WITHIN.search(description)):
        entity.born, entity.died = int(match[1]), int(match[2])


def _country(name: str) -> str | None:
    return countries().get(fold(name))


def _state_of(description: str) -> str:
    """Return nothing yet: an ambassador's country is the one that sends."""
    return ""


def _named(description: str) -> str:
    """Return the code of the country that is named behind "in" or "of", the last one."""
    match = _IN.search(_TERMS.sub("", description))
    if match is None:
        return ""
    name = match[1].rstrip(".")
    for part in (
        name,
        name.rsplit(", ", 1)[-1],
        name.rsplit(" in ", 1)[-1],
        name.rsplit(" of ", 1)[-1],
    ):
        if code := _country(part):
            return code
    return ""


def _of_people(description: str) -> str:
    """Return the code of the country whose adjective a DESCRIPTION begins with.

    >>> _of_people("South African golfer"), _of_people("American-born singer"), _of_people("city in Peru")
    ('ZA', '', '')
    """
    words = description.split()
    for size in range(min(_LONGEST, len(words)), 0, -1):
        if code := peoples().get(fold(" ".join(words[:size]))):
            return code
    return ""


def join(entities: Iterable[Entity]) -> None:
    """Give people the ids of bodies that their descriptions name, where one body has that name in that country."""
    every = list(entities)
    bodies: dict[str, set[tuple[str, str]]] = {}
    for each in every:
        if each.type in ("GovernmentBody", "PoliticalParty"):
            for name in each.names:
                bodies.setdefault(fold(name), set()).add((each.id, each.country))
    for each in every:
        if each.type == "Person" and (found := _body(each, bodies)):
            each.member.append(found)


def _body(person: Entity, bodies: Mapping[str, set[tuple[str, str]]]) -> str:
    described = _TERMS.sub("", _BRACKETS.sub("", _TERMS.sub("", person.description)))
    match = _BODY.match(described)
    if match is None and described not in _OFFICES:
        return ""
    name = _OFFICES.get(described) or (match[1] if match else "")
    name = _CHAMBERS.get((name, person.country), name)
    found = bodies.get(fold(name), set())
    own = {each for each in found if each[1] == person.country}
    if not own and len(found) == 1 and next(iter(found))[1] in ("", person.country):
        own = found
    return next(iter(own))[0] if len(own) == 1 else ""


def counted(entities: Iterable[Entity]) -> Counter[str]:
    """Return how many things have what."""
    found: Counter[str] = Counter()
    for each in entities:
        found.update(
            {
                "country": bool(each.country),
                "born": each.born is not None,
                "died": each.died is not None,
                "member": bool(each.member),
            }
        )
    return found
