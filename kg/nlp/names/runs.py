"""Names that the words around a recognised one complete: ships behind their prefix, given names, teams of a town."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from kg import places, vocabulary
from kg.nlp.language import TITLES
from kg.nlp.names import kinds
from kg.nlp.names.evidence import is_located
from kg.nlp.names.forms import is_form
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.kinds import SHIPS
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import (
    CALENDAR,
    DIRECTIONS,
    HONORIFICS,
    Candidate,
    ends_title,
    is_dateline,
)
from kg.nlp.words import Words

_PARTICLES: Final = vocabulary.words("names", "particles_of_bodies")
_OF_PERSONS: Final = vocabulary.words("names", "particles_of_persons")
_BODIES_FOR: Final = vocabulary.words("bodies", "for_something")
_PARTNERS: Final = vocabulary.words("companies", "partners")
_PARTS: Final = vocabulary.words("places", "parts")
_SIDES: Final = DIRECTIONS | vocabulary.words("places", "middle_parts")
_FIELDS: Final = vocabulary.words("bodies", "fields")
_ENDINGS: Final = vocabulary.words("bodies", "endings_of_fields")
_BEHIND: Final = 6  # words of a name behind its "and"
_ACTS: Final = vocabulary.words("names", "acts")
_PARTS_OF_LAWS: Final = vocabulary.words("names", "parts_of_laws")
_WITHIN_LAWS: Final = vocabulary.words("names", "within_laws")
_WORDS_IN_LAWS: Final = frozenset({"and", "for", "to"})  # no law is named without a capital behind
_NUMERAL: Final = re.compile(r"[IVXLC]+|\d{1,4}")
_HONOURS: Final = vocabulary.words("names", "honours")
_LONGEST: Final = 3  # words of a ship's name behind its prefix
_OF_PLACES: Final = frozenset({"City", "Country", "PeopleGroup", "Place", "Region"})
_BODIES: Final = ("ArmedForce", "Court", "GovernmentBody")
_ABROAD: Final = ("Company", "MediaOrganization")
_WITHIN: Final = frozenset({"amod", "compound", "nmod"})


def lay_ships(layer: Layer, words: Words) -> None:
    """Lay the names of ships: "the MV Santa Clara"."""
    for i, text in enumerate(words.texts[:-1]):
        if text not in SHIPS or not words.is_capitalised(i + 1):
            continue
        last = i + 1
        while last < len(words.texts) and last - i <= _LONGEST and words.is_name(last):
            last += 1
        if last > i + 1:
            layer.put(Candidate(i, last, "Vehicle"))


def lay_honours(layer: Layer, words: Words) -> None:
    """Lay the names of honours over the persons in them: "the Order of Prince Henry"."""
    for i, text in enumerate(words.texts[:-2]):
        if text not in _HONOURS or words.lowers[i + 1] != "of" or i in words.starts:
            continue
        last = i + 2 + (words.lowers[i + 2] == "the")
        while last < len(words.texts) and words.is_name(last):
            last += 1
        if last > i + 2 + (words.lowers[i + 2] == "the"):
            layer.put(Candidate(i, last, "Prize"))


def lay_laws(layer: Layer, words: Words) -> None:
    """Lay the names of laws and of their parts: "the Tribal Law and Order Act", "Title VII", "Article 5"."""
    for i, text in enumerate(words.texts[1:], 1):
        if text in _ACTS and (first := _law_before(i, words)) < i - 1:
            layer.put(Candidate(first, i + 1, "Law"))
        elif (
            _NUMERAL.fullmatch(text)
            and words.texts[i - 1] in _PARTS_OF_LAWS
            and layer.is_free(i - 1, i + 1)
        ):
            layer.put(Candidate(i - 1, i + 1, "Law"))


def lay_joined_bodies(layer: Layer, words: Words) -> None:
    """Lay the names of bodies for two fields: "the Environment and Natural Resources Division"."""
    for i, text in enumerate(words.lowers):
        if text not in ("and", "&") or i == 0 or words.lowers[i - 1] not in _FIELDS:
            continue
        last = i + 1
        while last < len(words.texts) and words.is_name(last) and last - i < _BEHIND:
            last += 1
        while last > i + 1 and words.lowers[last - 1] not in _ENDINGS:
            last -= 1
        first = i
        while first > 0 and words.is_name(first - 1) and words.lowers[first - 1] in _FIELDS:
            first -= 1
        others = layer.over(first, last)
        whole = all(c.key is None and first <= c.first and c.last <= last for c in others)
        if whole and last > i + 1 and first < i and words.lowers[first - 1] != "of":
            layer.put(Candidate(first, last, "Organization"))


def _law_before(act: int, words: Words) -> int:
    """Return where the name begins that ends in the word at ACT, behind an article; ACT where an "and" is not in it."""
    first, joined = act, False
    while first > 0 and (words.is_name(first - 1) or words.lowers[first - 1] in _WITHIN_LAWS):
        first -= 1
        joined = joined or words.lowers[first] in _WORDS_IN_LAWS
    opened = first > 0 and words.lowers[first - 1] == "the" and words.is_name(first)
    return first if joined and opened else act


def join_particles(layer: Layer, words: Words) -> None:
    """Make one name of two with a particle of a Romance language between them: "Orquestra do Douro"."""
    for candidate in list(layer):
        middle = candidate.last
        if candidate.name is not None or middle + 1 >= len(words.texts):
            continue
        if words.texts[middle] not in _PARTICLES:
            continue
        others = layer.over(middle + 1, middle + 2)
        after = others[0] if others else None
        if after is not None and after.first == middle + 1 and after.key is None:
            layer.put(Candidate(candidate.first, after.last, candidate.type, candidate.weight))


def join_persons(layer: Layer, words: Words) -> None:
    """Make one name of two halves of a person's with a particle between them: "Cor van der | Vale"."""
    for candidate in list(layer):
        if candidate.type != "Person" or candidate.name is not None:
            continue
        last = candidate.last
        while last < len(words.texts) and words.texts[last] in _OF_PERSONS:
            last += 1
        if last == candidate.last or last >= len(words.texts) or not words.is_name(last):
            continue
        others = layer.over(candidate.last, last + 1)
        if all(each.key is None and each.first >= candidate.last for each in others):
            end = max([last + 1, *(each.last for each in others)])
            layer.put(replace(candidate, last=end))


def join_districts(layer: Layer, words: Words) -> None:
    """Make one name of a part of a region and of that: "Northern District of | Ohio"."""
    for part in list(layer):
        middle = part.last
        if words.texts[middle - 1] not in _PARTS or words.lowers[middle : middle + 1] != ["of"]:
            continue
        whole = layer.owner[middle + 1] if middle + 1 < len(words.texts) else None
        if words.lowers[part.first] in _SIDES and whole is not None and whole.type in _OF_PLACES:
            layer.put(Candidate(part.first, whole.last, "Region", part.weight))


def join_bodies(layer: Layer, words: Words) -> None:
    """Make one name of two halves of a body's with "for" between them: "Larn Center for | Health Reporting"."""
    for candidate in list(layer):
        middle = candidate.last
        if candidate.key is not None or words.lowers[middle : middle + 1] != ["for"]:
            continue
        if words.texts[middle - 1] not in _BODIES_FOR or middle + 1 >= len(words.texts):
            continue
        others = layer.over(middle + 1, middle + 2)
        if others and (others[0].first <= middle or others[0].key is not None):
            continue
        last = others[0].last if others else middle + 1
        while last < len(words.texts) and words.is_name(last) and layer.owner[last] is None:
            last += 1
        if last > middle + 1 and words.is_name(middle + 1):
            layer.put(Candidate(candidate.first, last, "Organization", candidate.weight))


def join_firms(layer: Layer, words: Words) -> None:
    """Make one name of two halves of a firm's with a conjunction between them: "Vale and | Sons Inc", "Vale & | Co"."""
    for candidate in list(layer):
        middle = candidate.first - 1
        if middle < 1 or words.lowers[middle] not in ("and", "&"):
            continue
        rest = words.texts[candidate.first : candidate.last]
        whole = words.texts[middle] == "&" and is_form(rest[-1])  # "Lund Spedition & Vale GmbH"
        if rest[0] not in _PARTNERS and not all(map(is_form, rest)) and not whole:
            continue
        before = layer.owner[middle - 1]
        if before is not None and before.key is None and before.last == middle:
            first = (
                _first_partner(before.first, words) if middle - before.first == 1 else before.first
            )
            layer.put(Candidate(first, candidate.last, "Company", candidate.weight))


def _first_partner(second: int, words: Words) -> int:
    """Return where a firm begins whose SECOND partner stands there: "Vale, | Lund and Co"."""
    first = second - 2
    if first < 1 or words.texts[second - 1] != "," or not words.is_name(first):
        return second
    is_first = not (words.texts[first - 1] in (",", "and") or words.is_name(first - 1))
    return first if is_first else second


def lay_of_places(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Lay the names that begin with a place over it: "Larn Rovers", "the Scottish Executive", "Mashonaland West"."""
    for candidate in list(layer):
        last = candidate.last
        if candidate.type not in _OF_PLACES or words.is_acronym(candidate.first):
            continue
        if words.tags[last - 1] in ("NNS", "NNPS"):  # "Kenyans"
            continue
        while last < len(words.texts) and _goes_on(last, layer, words):
            last += 1
        if last > candidate.last and _is_one_name(candidate, last, words, gazetteer):
            kind = kinds.of_words(words.texts[candidate.first : last], gazetteer.ontology)
            is_place = words.lowers[last - 1] in DIRECTIONS or is_located(candidate.first, words)
            kind = kind or ("Place" if is_place else "Organization")
            layer.put(Candidate(candidate.first, last, kind))


def join_places(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Make the place before a body part of its name by the parse: "U.S. FDA", "Larn Air Quality District"."""
    for body in list(layer):
        before = layer.owner[body.first - 1] if body.first else None
        if before is None or before.type not in _OF_PLACES or before.last != body.first:
            continue
        if is_dateline(before.first, body.last, words):
            continue
        token = words.doc[before.last - 1]
        if token.dep_ not in _WITHIN or not body.first <= token.head.i < body.last:
            continue
        kind = kinds.of_words(words.texts[body.first : body.last], gazetteer.ontology) or body.type
        if _belongs(before, body, kind, gazetteer):
            layer.put(replace(body, first=before.first))


def _belongs(place: Candidate, body: Candidate, kind: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the name of a BODY of class KIND has the PLACE before it in it; firms and outlets do not."""
    is_a = gazetteer.ontology.is_a
    if any(is_a(kind, each) for each in _BODIES):
        return place.type == "Country" and _is_of(place, body, gazetteer)
    is_of_place = is_a(kind, "Organization") and not any(is_a(kind, each) for each in _ABROAD)
    return is_of_place and body.key is None and place.type != "Country"


def _is_of(state: Candidate, body: Candidate, gazetteer: Gazetteer) -> bool:
    """Tell whether a BODY is that of a STATE, as far as the gazetteer knows: others may have one of the same name."""
    term = gazetteer.ontology.keys.get(body.key) if body.key is not None else None
    return term is None or f"{state.name} {term.label}" in term.labels


def _goes_on(i: int, layer: Layer, words: Words) -> bool:
    """Tell whether the word at I is a name that nothing else has, and no word of the text beside."""
    return (
        words.is_name(i)
        and layer.owner[i] is None
        and not words.in_title(i)
        and words.lowers[i] not in words.small | CALENDAR
        and words.texts[i] not in TITLES
    )


def _is_one_name(place: Candidate, last: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a PLACE and the words behind it up to LAST are one name by the parse, and no office or kind."""
    token, head = words.doc[place.last - 1], words.doc[last - 1]
    is_within = token.dep_ in _WITHIN and token.head.i == head.i
    is_part = head.dep_ in _WITHIN and head.head.i >= last  # "Chinook helicopters"
    nouns = (gazetteer.noun_at(words, i, last) for i in range(place.last, last))
    return is_within and not is_part and not any(nouns) and not head.text[0].isdigit()


def lay_short_regions(layer: Layer, words: Words) -> None:
    """Lay the shortened names of states behind their cities: "Boston, MA", "Fresno, Calif."."""
    for i in range(2, len(words.texts)):
        city = layer.owner[i - 2]
        if words.texts[i - 1] != "," or city is None or city.type not in ("City", "Place"):
            continue
        if words.texts[i].isupper() and not words.is_acronym(i) and "." not in words.texts[i]:
            continue  # "FIRE IN BOSTON, OR NOT"
        for last in (i + 1, i + 2):  # "W. Va." is two words
            region = places.shortened().get(words.text(i, min(last, len(words.texts))))
            if region is not None:
                layer.put(Candidate(i, last, "Region", 1.0, region))
                break


def lay_given_names(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Complete persons whose given name was not seen: "Marleen Vos told" where the text goes on with "Vos"."""
    persons = (c for c in layer if c.type == "Person" and c.name is None)
    surnames = {s for c in persons if len(s := words.texts[c.last - 1]) > 2 and s.isalpha()}
    for i in _unowned(layer, words):
        other = layer.owner[i + 1]
        if words.texts[i + 1] not in surnames or words.in_title(i):
            continue
        whole = other is None or (other.type == "Person" and other.last == i + 2)
        if whole and _may_be_given(i, words, gazetteer):
            layer.put(Candidate(i, i + 2, "Person"))


def _unowned(layer: Layer, words: Words) -> Iterator[int]:
    free: Iterable[int] = range(len(words.texts) - 1)
    return (i for i in free if layer.owner[i] is None and words.is_name(i))


def _may_be_given(i: int, words: Words, gazetteer: Gazetteer) -> bool:
    text = words.texts[i]
    if (
        text.lower().rstrip(".") in HONORIFICS
        or text in TITLES
        or not text.isalpha()
        or len(text) < 2
    ):
        return False
    if text.lower() in words.small or gazetteer.is_demonym(text) or ends_title(i, words):
        return False
    given = kinds.is_given(text, gazetteer.ontology)
    if not given and kinds.is_common(text, gazetteer.ontology):
        return False
    token = words.doc[i]
    return (token.dep_ == "compound" and token.head.i == i + 1) and (
        gazetteer.noun_at(words, i, i + 1) is None
    )
