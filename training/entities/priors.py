"""How often a thing is meant, corrected where its sources say too much or too little, and what is left out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kg.link.kb.fold import core, fold
from training.entities.rows import Entity
from training.entities.words import Words

_WORKS: Final = frozenset({"CreativeWork", "Product", "Entity", "Prize"})
_WORK: Final = 0.6  # of the prior of works: readers of encyclopedias look them up more often than news names them
# News names what is used every day as often as firms, and the people of a country as often as anybody.
_ONLINE: Final = re.compile(
    r"\b(?:website|social (?:network\w*|media)|search engine|online|platform|browser|operating system|streaming)\b",
    re.I,
)
_PEOPLE: Final = re.compile(r"^(?:citizens or residents|adherents? of)\b")
_OF_COUNTRY: Final = 500
_LONG_AGO: Final = 0.7  # of that of people who died long ago
_AGO: Final = 1900
_REGIONS: Final = frozenset("xrka")  # sources that count links of regions to each other
_MOST_REGION: Final = 350
_FLAT: Final = 550  # what one source gives to all of its things
_MOST_FLAT: Final = 400
_NAMESAKE: Final = (
    250  # at most, of somebody whose quotations may be those of another one of the name
)
_QUOTED: Final = frozenset("qs")
_LEAST: Final = 480  # prior of works that go by one common word
_SMALL: Final = ("municipality or district", "second-level division")
_LEAST_PLACE: Final = 50  # prior of such a place
_LEAST_ENTITY: Final = 60  # prior of what nobody says what it is
_OCCASION: Final = re.compile(
    r"\b(?:Festival|Tour|Cup|Open|Championships?|Marathon|Games|Grand Prix|Classic|Bowl|Derby|Summit|Carnival|Bridge|"
    r"Massacre|Affair|Scandal|Plan|Programme|Program|Project|Operation)\b"
)
_LONG_ACRONYM: Final = 5  # letters
_PARTICLES: Final = frozenset("of the and for in on at to a an with from by".split())
_LEAST_OPERATOR: Final = 100
_BY_ALIASES: Final = (
    20  # for each name that is written for a thing of few sources, up to _MOST_NAMES
)
_MOST_NAMES: Final = 15
_ALL_KEPT: Final = frozenset({"Person", "City", "Region", "Country"})
_BODIES: Final = frozenset({"Company", "Organization", "MediaOrganization", "SportsTeam"})
_LOOSE: Final = ("operator (", "company organisation")  # what says little of a body
_BRAND: Final = " brand"
_NATIONAL: Final = "company organisation in "
_FIRM: Final = 400  # prior of a firm that has branches
_RARE: Final = 300  # prior of what may go where something else has its name
_MUCH_MORE: Final = 150  # by how much that is meant more often
_LEAGUES: Final = frozenset({"SportsLeague", "SportsTeam"})


def correct(entities: Iterable[Entity]) -> None:
    """Set the priors of ENTITIES right, by what is known of their sources."""
    every = list(entities)
    for entity in every:
        entity.prior = min(1000, _corrected(entity))
    _namesakes(every)


def _corrected(entity: Entity) -> int:
    prior, sources = entity.prior, set(entity.sources)
    if entity.type in _LEAGUES and prior < _FLAT:
        prior += _BY_ALIASES * min(len(entity.aliases), _MOST_NAMES)
    if entity.type in _WORKS and not _ONLINE.search(entity.description):
        prior = int(prior * _WORK)
    if entity.type == "PeopleGroup" and _PEOPLE.match(entity.description):
        prior = max(prior, _OF_COUNTRY)
    if entity.type == "Region" and sources <= _REGIONS:
        prior = min(prior, _MOST_REGION)
    if prior == _FLAT and "i" in sources and len(sources) <= 2:
        prior = _MOST_FLAT
    if (entity.died is not None and entity.died < _AGO) or (
        entity.born is not None and entity.born < _AGO - 70
    ):
        prior = int(prior * _LONG_AGO)
    return prior


def _namesakes(entities: Iterable[Entity]) -> None:
    """Take from people what may have been counted for a namesake.

    Quotations are counted by the name of the speaker; of several people with that name the one whom other sources
    know, too, is the one who was quoted.
    """
    named: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        if entity.type == "Person":
            named[fold(entity.label)].append(entity)
    for group in named.values():
        known = [each for each in group if not set(each.sources) <= _QUOTED]
        for each in group:
            if known and len(group) > 1 and each not in known:
                each.prior = min(each.prior, _NAMESAKE)


def common(entities: Iterable[Entity]) -> list[Entity]:
    """Return ENTITIES without those that share their name and class with what is meant much more often.

    People stay: that there are several of a name says that it is not clear who is meant.
    """
    best: dict[tuple[str, str], int] = {}
    every = list(entities)
    for each in every:
        for key in _shared(each):
            best[key] = max(each.prior, best.get(key, 0))
    firms = _names_of_firms(every)
    return [
        each
        for each in every
        if each.type in _ALL_KEPT or (_is_first(each, best) and not _is_branch(each, firms))
    ]


def _names_of_firms(entities: Iterable[Entity]) -> dict[str, int]:
    """Return how often firms are meant by all of their names, but for codes."""
    found: dict[str, int] = {}
    for each in entities:
        for name in each.aliases if each.type == "Company" and each.prior >= _FIRM else ():
            if not name.isupper():
                found[core(fold(name))] = max(each.prior, found.get(core(fold(name)), 0))
    return found


def _is_branch(entity: Entity, firms: Mapping[str, int]) -> bool:
    """Tell whether ENTITY is a branch in some country of one of the FIRMS, which has its name, too."""
    name = core(fold(entity.label))
    is_national = entity.type == "Company" and entity.description.startswith(_NATIONAL)
    return is_national and firms.get(name, 0) >= entity.prior + _MUCH_MORE


def _is_first(entity: Entity, best: Mapping[tuple[str, str], int]) -> bool:
    """Tell whether ENTITY is near the BEST of its name; if nothing says what it is, whether it is the best."""
    same, body = _shared(entity)
    if entity.type in _BODIES and (not entity.description or entity.description.startswith(_LOOSE)):
        return best[body] == entity.prior
    if entity.type in _BODIES and entity.description.endswith(_BRAND):
        return best[body] < entity.prior + _MUCH_MORE
    return entity.prior > _RARE or best[same] < entity.prior + _MUCH_MORE


def _shared(entity: Entity) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what ENTITY shares with others of its name: the class, or that it is a body of whatever class."""
    name = fold(entity.label)
    return (name, entity.type), (core(name), "body" if entity.type in _BODIES else entity.type)


def is_kept(entity: Entity, words: Words) -> bool:
    """Tell whether ENTITY is worth its row: neither a work that goes by a common word nor a place that nobody names."""
    label = fold(entity.label)
    if entity.type in _WORKS and words.is_common(label) and entity.prior < _LEAST:
        return False
    if entity.type == "Entity" and not entity.description and entity.prior <= _LEAST_ENTITY:
        return _OCCASION.search(entity.label) is not None or _is_telling(entity.label, words)
    if entity.type == "Organization" and entity.description.startswith("operator ("):
        return entity.prior > _LEAST_OPERATOR
    if entity.description.startswith(_SMALL) and entity.prior <= _LEAST_PLACE:
        return False
    return len(label) > 1


def _is_telling(label: str, words: Words) -> bool:
    """Tell whether a LABEL that nothing describes is a name by itself: several words, and not all of them common.

    >>> words = Words([], ["board", "director"])
    >>> [_is_telling(label, words) for label in ("Milky Way", "Board of Directors", "Omicron", "NASCAR")]
    [True, False, False, True]
    """
    folded = fold(label).split()
    if len(folded) == 1:
        return label.isupper() and len(label) >= _LONG_ACRONYM
    return not all(word in _PARTICLES or words.is_common(word) or word.isdigit() for word in folded)
