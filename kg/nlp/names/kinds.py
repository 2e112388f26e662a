"""The class of a name, from its own words: endings, and lists of regions and cities."""

from collections.abc import Sequence
from typing import Final

from kg import places, vocabulary
from kg.ontology import Ontology
from kg.topics import Topic

_PREPOSITIONS: Final = vocabulary.words("names", "prepositions")
_LEADING: Final = frozenset({"BodyOfWater", "Place", "Facility", "Topic"})
_SURNAMES: Final = vocabulary.words("titles", "places_and_surnames")
SHIPS: Final = vocabulary.words("names", "ships")
_BEGINNINGS: Final = vocabulary.table("companies", "beginnings")
_TEAMS: Final = vocabulary.words("sports", "endings")
_TOWNS: Final = vocabulary.words("sports", "endings_of_towns")
_INDICES: Final = vocabulary.words("companies", "indices")
_MEASURED: Final = vocabulary.words("companies", "measured")
_METROPOLIS: Final = 1_000_000
_KNOWN: Final = 200_000  # inhabitants
# Classes of bodies that the base seldom mistakes, and those that the last word of a name tells for certain.
_TELLING: Final = frozenset(
    "SportsTeam SportsLeague University PoliticalParty MediaOrganization GovernmentBody CriminalGroup".split()
)
_OF_TEAMS: Final = (None, "SportsTeam", "Organization", "Company")  # what endings of teams tell
_CERTAIN: Final = frozenset({"Court", "University", "GovernmentBody"})
_ARMS: Final = vocabulary.words("bodies", "arms")
_PLACES: Final = frozenset({"Place", "Region", "City", "BodyOfWater", "Country"})


def of_words(name: Sequence[str], ontology: Ontology) -> str | None:
    """Return the class that the words of NAME tell: "Corp." at its end, "Ministry" before its "of"."""
    while len(name) > 1 and name[-1].isdigit():
        name = name[:-1]
    if len(name) < 2:
        return None
    if name[0] in SHIPS:
        return "Vehicle"
    if name[0] in _BEGINNINGS:
        return _BEGINNINGS[name[0]]
    heads = [k for k, word in enumerate(name) if word.lower() in _PREPOSITIONS and k > 0]
    tail = name[: heads[0]] if heads else name
    kind = "Organization" if _is_office(tail) else _ending(tail[-1], ontology)
    if kind == "University" and heads and len(tail) > 1 and tail[-1] == "College":
        kind = "Organization"  # "the Royal College of Surgeons"
    if kind is None and heads:
        kind = _ending(name[-1], ontology)
    if kind is None or (heads and kind == "Company"):
        first = _ending(name[0], ontology)
        kind = first if first in _LEADING else kind
    return kind


def _is_office(name: Sequence[str]) -> bool:
    """Tell whether a division is none of an army: "Civil Rights Division", not "3rd Infantry Division"."""
    is_army = any(word[0].isdigit() or word in _ARMS for word in name)
    return name[-1] == "Division" and not is_army


def _ending(word: str, ontology: Ontology) -> str | None:
    """Return the class that a word tells, given names left out: many a firm ends in one."""
    kind = ontology.name_ending(word)
    return None if kind == "Person" else kind


def of_report(name: Sequence[str], topic: Topic) -> str | None:
    """Return the class that the last word of a NAME tells in reports of matches and of markets alone.

    >>> of_report(["Larn", "United"], Topic.SPORT), of_report(["Larn", "Composite"], Topic.MARKET)
    ('SportsTeam', 'StockIndex')
    >>> of_report(["Larn", "United"], Topic.OTHER), of_report(["Consumer", "Price", "Index"], Topic.MARKET)
    (None, None)
    """
    if len(name) < 2:
        return None
    if topic is Topic.SPORT and name[-1] in _TEAMS:
        of_town = name[-1] not in _TOWNS or is_listed(" ".join(name[:-1]))
        return "SportsTeam" if of_town else None
    is_index = topic is Topic.MARKET and name[-1] in _INDICES and name[-2] not in _MEASURED
    return "StockIndex" if is_index else None


def is_surname(name: Sequence[str]) -> bool:
    """Tell whether the last word of a short NAME ends those of persons, too: "Gordon Park"."""
    return len(name) == 2 and name[-1].lower() in _SURNAMES


def is_given(word: str, ontology: Ontology) -> bool:
    """Tell whether WORD is a given name."""
    return ontology.name_ending(word) == "Person"


def of_place(text: str, name: Sequence[str], ontology: Ontology) -> str:
    """Return the class of a place that is no country."""
    city = _city(text)
    country = places.regions().get(text)
    abroad = city is not None and country == "GB" and city[0] != country
    if country and (city is None or abroad or text in places.english_regions()):
        return "Region" if city is None or city[1] < _METROPOLIS else "City"
    if city is not None:
        return "City"
    return of_words(name, ontology) or "Place"


def _city(text: str) -> tuple[str, int] | None:
    """Return the country and the inhabitants of the city called TEXT, with hyphens or without: "El-Fasher"."""
    return places.cities().get(text) or places.cities().get(text.replace("-", " "))


def is_large_city(text: str) -> bool:
    """Tell whether TEXT is the name of a city that is known without a word of place around it."""
    city = places.cities().get(text)
    return city is not None and city[1] >= 300_000


def is_known_city(text: str) -> bool:
    """Tell whether TEXT is the name of a city so large that it is meant nine times in ten."""
    city = _city(text)
    return city is not None and city[1] >= _KNOWN


def is_large_place(text: str) -> bool:
    """Tell whether TEXT is the name of a country, a region or a large city."""
    return text in places.regions() or text in places.countries() or is_large_city(text)


def is_listed(text: str) -> bool:
    """Tell whether TEXT is the name of a city, a region or a country."""
    return text in places.cities() or text in places.regions() or text in places.countries()


def is_common(word: str, ontology: Ontology) -> bool:
    """Tell whether WORD alone is no name, for all its capital: "Office", "Minister"."""
    ending = ontology.name_ending(word)
    return not word.isupper() and (
        ending is not None or ontology.noun_kind(word.lower()) is not None
    )


def refine(
    base: str,
    text: str,
    name: Sequence[str],
    sure: str | None,
    known: str | None,
    ontology: Ontology,
) -> str:
    """Return the class of a name that is taken for BASE; SURE is what its context says, KNOWN what the base knows."""
    kind = of_words(name, ontology)
    if base == "Place":
        place = of_place(text, name, ontology)
        narrow = sure or known
        return narrow if narrow is not None and (place == "Place" or sure == "Region") else place
    if base == "Organization":
        return _of_body(kind, sure, known, ontology) or base
    if base == "Facility" and text in places.cities():
        return "City"
    if base == "Facility" and known is None:
        telling = kind is not None and (kind in _PLACES or ontology.is_a(kind, "Organization"))
        return kind if telling and kind is not None else base
    if base in ("Product", "Topic", "CreativeWork"):
        return kind or sure or base
    if base == "PeopleGroup":
        return kind if kind is not None and ontology.is_a(kind, "Organization") else base
    return known or base


def _of_body(
    ending: str | None, sure: str | None, known: str | None, ontology: Ontology
) -> str | None:
    """Return the class of a body by the ENDING of its name, by what its context says, and by what the base knows.

    What the base takes for a company may be anything that is registered; its other classes say more than an ending.
    """
    if ending == "City":
        ending = None
    if known == "SportsTeam" and ending not in _OF_TEAMS:
        return ending  # "five Armed Forces personnel"
    if known in _TELLING and ending not in _CERTAIN:
        return known
    if known == "Organization" and ending == "SportsLeague":
        return known  # "the Anti-Defamation League"
    narrow = sure if sure is not None and ontology.is_a(sure, "Organization") else None
    return ending or narrow or known
