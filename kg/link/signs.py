"""Signs: what speaks for and against a candidate for a name, each as a number with a name of its own.

``kg.link.decide`` weighs them by the table ``ontology/signs.tsv``, and adds them up.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from math import log
from types import MappingProxyType
from typing import Final

from kg import vocabulary
from kg.link.around import NOTHING, Around
from kg.link.candidates import Candidate, Group
from kg.link.commonness import commonness
from kg.link.context import Context
from kg.link.firms import is_brand_of_another, is_formal, of_form
from kg.link.kb.fold import fold
from kg.link.kb.lookup import Known
from kg.link.kb.schema import USER
from kg.link.kb.thing import NameKind, Thing
from kg.link.lives import of_life
from kg.link.occupations import differ_in_sport, fields, is_sport
from kg.topics import Topic

Sign = tuple[str, float]
NO_STATE: Final[Mapping[str, str]] = MappingProxyType({})

_SHORT: Final = 3  # letters of a name whose capitals tell: "La." is not "L.A."
_CODE: Final = 2  # letters of the code of a state
_KNOWN_IN_SHORT: Final = 100  # thousand inhabitants
_LARGE: Final = 3000  # thousand inhabitants
_TOWN: Final = (
    20.0  # thousand inhabitants of a place that is as likely meant as another thing of its name
)
_TOWN_OF_WORDS: Final = 2.0
_NAMED_AFTER: Final = 0.04  # a team or a firm that goes by the name of its town, however large
_OTHER_THAN_COUNTRY: Final = 0.02
_USUAL: Final = 20  # how often something is meant that nobody counted
_MOST_WORDS: Final = 3
_PLACES: Final = frozenset({"City", "Region"})
_OF_MARKETS: Final = frozenset({"Company", "StockIndex"})
_OF_SPORT: Final = frozenset({"SportsTeam", "SportsLeague"})
_IN_NO_STATE: Final = 4.0  # by how much a state behind says more of a country than of a town
# Signs by which an article agrees with more than a name, and how strong each must be.
_AGREEING: Final = {
    "body": 1.0,
    "described": 2.0,
    "described beside": 1.0,
    "field": 1.0,
    "itself": 1.0,
    "label spoken": 1.0,
    "market": 1.0,
    "occupation": 1.0,
    "people": 1.0,
    "perhaps its occupation": 1.0,
    "sport": 1.0,
}
_AGAINST: Final = frozenset(
    {"no sport", "other country", "other field", "other occupation", "other people", "unspoken"}
)
_MORE: Final = 0.8  # how much more nothing agrees with each of them
_RARE, _COMMON = -2.0, 4.0  # logarithms of how many of 100 million people have a name
_SELDOM, _OFTEN = (
    50,
    500,
)  # how often people are meant of whom hardly anybody has heard, or everybody
_LEAST: Final = 0.25  # of that, however rare a name is, and however often it is meant
_COUNTED: Final = vocabulary.words("linking", "of_countries")
_STOPPED: Final = vocabulary.words("linking", "stopped")


def of_name(candidates: Sequence[Candidate]) -> list[list[Sign]]:
    """Return the signs of each of the CANDIDATES for one name that do not depend on the article."""
    counts = [_count(candidate) for candidate in candidates]
    total = log(sum(counts))
    size = _size(candidates)
    has_label = any(each.known.name.kind is NameKind.LABEL for each in candidates)
    is_known_place = any(map(_is_large_by_label, candidates))
    found = []
    for candidate, count in zip(candidates, counts, strict=True):
        own = [(f"rival {candidate.group}", log(count) - total), *_of_name(candidate, count)]
        is_other = candidate.known.name.kind is not NameKind.LABEL
        if candidate.group is Group.PLACE:
            # "New Delhi" is not Delhi, though Washington is Washington, D.C.
            is_longer = len(candidate.words.split()) > len(candidate.known.thing.label.split())
            has_namesake = is_known_place and is_longer
        else:
            has_namesake = has_label
        if has_namesake and is_other:
            own.append(("label of another", 1.0))
        if is_brand_of_another(candidate, candidates):
            own.append(("brand of another", 1.0))
        if candidate.group is Group.PLACE:
            own.append(("size", size))
        found.append(own)
    return found


def _is_large_by_label(candidate: Candidate) -> bool:
    """Tell whether a CANDIDATE is a large town by its label: Delhi is not what "New Delhi" means."""
    known = candidate.known
    is_label = known.thing.type == "City" and known.name.kind is NameKind.LABEL
    return is_label and known.thing.count >= _KNOWN_IN_SHORT


def _size(candidates: Sequence[Candidate]) -> float:
    """Return how much likelier it is, as a logarithm, that the name means one of the places than another thing."""
    places = [each.known.thing for each in candidates if each.group is Group.PLACE]
    if not places:
        return 0.0
    is_long = any(" " in each.words for each in candidates if each.group is Group.PLACE)
    counts = [place.count + 1 for place in places]
    shares = (count * _another(place, is_long) for place, count in zip(places, counts, strict=True))
    return -log(sum(shares) / sum(counts))


def _another(place: Thing, is_long: bool) -> float:
    """Return how often the name of a PLACE means something else, as a share; a LONG one has two words or more."""
    if place.type == "Country":
        return _OTHER_THAN_COUNTRY
    small = _TOWN_OF_WORDS if is_long else _TOWN
    return max(_NAMED_AFTER, small / (small + place.count))


def _count(candidate: Candidate) -> int:
    count = candidate.known.thing.count
    return (count if count or candidate.group is Group.PLACE else _USUAL) + 1


def _of_name(candidate: Candidate, count: int) -> Iterator[Sign]:
    group, words = candidate.group, candidate.words
    is_long = len(words.split()) > 1
    if group is not Group.PLACE:
        yield f"{group}, {'name' if is_long else 'word'}", 1.0
        yield f"prior {group}", log(count)
    if group is Group.PERSON and is_long:
        yield "common name", commonness(words)
    yield "fit", log(candidate.fit)
    if candidate.likeness < 1.0:
        yield "likeness", log(candidate.likeness)
        if group is Group.PERSON:
            yield "other spelling", 1.0
    if candidate.known.rank == USER:
        yield "user", 1.0
    yield from _written(candidate)


def _written(candidate: Candidate) -> Iterator[Sign]:
    """Yield what the kind of the name and its capitals say."""
    known, words = candidate.known, candidate.words
    kind = _kind(candidate)
    if kind is NameKind.ALIAS:
        yield ("alias" if _is_usual(known) else "alias of a city"), 1.0
    elif kind is not NameKind.LABEL:
        yield kind.name.lower(), 1.0
    if _has_other_capitals(words, known.name.name):
        yield "other capitals", 1.0
    is_label = kind is NameKind.LABEL and words.casefold() == known.name.name.casefold()
    if _is_coined(words) and (is_label or words == known.name.name):
        yield "coined", 1.0
    if known.thing.type == "Region" and _is_code(words, known.name.name, known.thing.label):
        yield "code", 1.0
    if candidate.group in (Group.BODY, Group.OTHER):
        yield from ((name, 1.0) for name in of_form(known.thing, words))


def _kind(candidate: Candidate) -> NameKind:
    """Return what kind of a name a CANDIDATE goes by in the article."""
    kind, words = candidate.known.name.kind, candidate.words
    if kind is not NameKind.LABEL and candidate.group is Group.PERSON and " " not in words:
        return NameKind.PART
    is_label = kind is NameKind.DERIVED and is_formal(words, candidate.known.thing.label)
    return NameKind.LABEL if is_label else kind


def of_article(
    candidate: Candidate,
    context: Context,
    beside: Mapping[str, str] = NO_STATE,
    around: Around = NOTHING,
) -> Iterator[Sign]:
    """Yield the signs of a CANDIDATE in a CONTEXT; BESIDE are the states right behind the name, by their keys."""
    found = list(_of_article(candidate, context, beside, around))
    yield from found
    agrees = any(name in _AGREEING and value >= _AGREEING[name] for name, value in found)
    if context.words and not agrees:
        yield from _of_name_alone(candidate, {name for name, _ in found})


def _of_name_alone(candidate: Candidate, found: Collection[str]) -> Iterator[Sign]:
    """Yield what it says of a CANDIDATE that only its name, and perhaps its country, is in the article.

    The more so, the commoner the name is, the more speaks against it among the signs that were FOUND, and the less
    often it is meant: who is known everywhere needs no word of what they do.
    """
    known, words = candidate.known, candidate.words
    if candidate.group is Group.PERSON and known.thing.description:
        against = 1.0 + _MORE * len(_AGAINST.intersection(found))
        common = max(_LEAST, _share(commonness(words), _RARE, _COMMON))
        obscure = max(_LEAST, 1.0 - _share(log(_count(candidate)), log(_SELDOM), log(_OFTEN)))
        yield "nothing agrees, person", min(1.0, common * against) * obscure
    is_other = known.name.kind is not NameKind.LABEL and " " not in words
    if candidate.group is Group.BODY and is_other and "country" not in found:
        yield "nothing agrees, body", 1.0


def _share(value: float, low: float, high: float) -> float:
    """Return how far VALUE is on its way from LOW to HIGH.

    >>> _share(5.0, 0.0, 10.0), _share(20.0, 0.0, 10.0)
    (0.5, 1.0)
    """
    return min(1.0, max(0.0, (value - low) / (high - low)))


def _of_article(
    candidate: Candidate, context: Context, beside: Mapping[str, str], around: Around
) -> Iterator[Sign]:
    thing = candidate.known.thing
    yield from _where(candidate, context, beside, around)
    yield from _described(candidate, context, around)
    if candidate.group is Group.PERSON:
        yield from of_life(candidate, context, around)
    if candidate.group is not Group.PLACE:
        yield from _nation(thing, context, around)
    if any(key in context.keys or key in context.bodies for key in thing.member):
        yield "body", 1.0
    yield from _topic(candidate, context)


def _where(
    candidate: Candidate, context: Context, beside: Mapping[str, str], around: Around
) -> Iterator[Sign]:
    """Yield what it says of a CANDIDATE where it lies, and what lies in it."""
    thing = candidate.known.thing
    if thing.key in context.keys or thing.key in context.bodies:
        yield "itself", 1.0
    if thing.type == "Country":
        yield "is a country", 1.0
        if beside:  # "Italy, Texas": no country lies in a state
            yield "beside another", _IN_NO_STATE
    if thing.type == "City" and around.dateline:
        yield "dateline", 1.0
    is_code = _is_code(candidate.words, candidate.known.name.name, thing.label)
    if thing.type == "Region" and around.behind_town and not is_code:
        yield "behind a town", 1.0
    if thing.type in _PLACES and thing.within:
        yield from _lies(thing, context, beside)
    elif beside and candidate.group is Group.OTHER and not _is_in(thing, beside):
        yield "beside another", 1.0


def _is_in(thing: Thing, states: Mapping[str, str]) -> bool:
    """Tell whether THING lies in one of the STATES, by what lies around it or by its description."""
    told = f" {fold(thing.description)} "
    return any(key in thing.within or f" {fold(name)} " in told for key, name in states.items())


def _lies(place: Thing, context: Context, beside: Mapping[str, str]) -> Iterator[Sign]:
    if beside and _is_in(place, beside):
        yield "beside", 1.0
    elif beside and place.type != "Region":  # states are told in lists: "Iowa, Ohio and Texas"
        yield "beside another", 1.0
    else:
        yield from _spoken_around(place, context)


def _spoken_around(place: Thing, context: Context) -> Iterator[Sign]:
    """Yield whether what a PLACE lies in is spoken of."""
    is_within = any(key in context.keys for key in place.within)
    is_told = _is_told(place, context)
    if place.type == "Region" and is_within:
        yield "region of country", 1.0
        if is_told:
            yield "within", 1.0
        if any(key in context.near for key in place.within):
            yield "neighbour", 1.0
    elif is_told or any(key in context.keys for key in place.within[:-1]):
        yield "within", 1.0
        if place.within[0] in context.keys:
            yield "within nearest", 1.0
    elif is_within:
        yield "within country", 1.0
    elif context.has_places and place.count < _LARGE:
        yield "elsewhere", 1.0


def _is_told(place: Thing, context: Context) -> bool:
    """Tell whether the description of a PLACE names a state that is spoken of: "county in Iowa, United States"."""
    told = f" {fold(place.description)} "
    return fold(place.label) not in context.states and any(
        f" {name} " in told for name in context.states
    )


def _described(candidate: Candidate, context: Context, around: Around) -> Iterator[Sign]:
    thing = candidate.known.thing
    own = frozenset(fold(candidate.words).split())
    if candidate.known.name.kind is not NameKind.LABEL and candidate.group is not Group.PERSON:
        label = _words(thing.label) - own
        if len(label) > 1 and 2 * len(label.intersection(context.words)) >= len(label):
            yield "label spoken", 1.0
    told = _words(thing.description)
    if thing.type in _PLACES and thing.count < _KNOWN_IN_SHORT:
        told -= _COUNTED  # of its country, which counts by itself
    if not told:
        return
    near = (told & around.words) - own
    if near:
        yield "described beside", float(min(_MOST_WORDS, len(near)))
    if far := len(told.intersection(context.words) - near - own):
        yield "described", float(min(_MOST_WORDS, far))


@lru_cache(maxsize=8192)
def _words(description: str) -> frozenset[str]:
    return frozenset(
        word for word in fold(description).split() if word not in _STOPPED and not word.isdigit()
    )


def _nation(thing: Thing, context: Context, around: Around) -> Iterator[Sign]:
    """Yield whether the country of somebody, or of a body, is named."""
    country = thing.within[-1] if thing.within else None
    if country is None:
        return
    if country in around.peoples:
        yield "people", 1.0
    elif around.peoples:
        yield "other people", 1.0
    elif country in context.keys:
        yield "country", 1.0
    elif context.has_places:
        yield "other country", 1.0


def _topic(candidate: Candidate, context: Context) -> Iterator[Sign]:
    thing = candidate.known.thing
    if context.topic is Topic.MARKET and thing.type in _OF_MARKETS:
        yield "market", 1.0
    if context.topic is not Topic.SPORT:
        return
    own = fields(thing.description) if candidate.group is Group.PERSON else frozenset[str]()
    if differ_in_sport(own, context.fields):
        return
    if thing.type in _OF_SPORT or is_sport(own):
        yield "sport", 1.0
    elif own:
        yield "no sport", 1.0


def _has_other_capitals(words: str, name: str) -> bool:
    """Tell whether a short NAME differs from WORDS in what is written large.

    >>> _has_other_capitals("La.", "L.A."), _has_other_capitals("US", "U.S."), _has_other_capitals("PARIS", "Paris")
    (True, False, False)
    """
    one, other = ("".join(filter(str.isalpha, each)) for each in (words, name))
    return len(one) <= _SHORT and one.casefold() == other.casefold() and one != other


def _is_code(words: str, name: str, label: str) -> bool:
    """Tell whether WORDS are two letters that mean a state behind a town, but many other things elsewhere.

    >>> _is_code("MD", "MD", "Larn"), _is_code("N.J.", "NJ", "New Jersey"), _is_code("Md.", "Md.", "Maryland")
    (True, False, False)
    >>> _is_code("M.D.", "MD", "Maryland")
    True
    """
    letters = words.replace(".", "")
    if len(letters) != _CODE or not letters.isupper():
        return False
    is_shortened = "".join(word[0] for word in label.split()) == letters
    return letters == words or (words != name and not is_shortened)


def _is_coined(words: str) -> bool:
    """Tell whether WORDS are one that nobody would write so who means something else.

    >>> _is_coined("StumbleUpon"), _is_coined("McDonald"), _is_coined("NASA"), _is_coined("iPhone")
    (True, True, False, True)
    """
    return " " not in words and not words.isupper() and any(map(str.isupper, words[1:]))


def _is_usual(known: Known) -> bool:
    """Tell whether another name is as good as the label: of a city its initials, or what its label begins with."""
    thing = known.thing
    if thing.type != "City" or len(fold(known.name.name).replace(" ", "")) <= _SHORT:
        return True
    label, own = fold(thing.label), fold(known.name.name)
    if label in (f"city of {own}", f"{own} city"):
        return True
    is_part = label.startswith(f"{own} ")
    return is_part and thing.count >= _KNOWN_IN_SHORT
