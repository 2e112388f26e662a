"""Names that small words run through: offices of an officer, cases before courts, committees on two fields."""

from dataclasses import replace
from itertools import pairwise
from typing import Final

from kg import vocabulary
from kg.nlp.names import kinds
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

_OFFICES: Final = vocabulary.words("offices", "seats_of_officers")
_OFFICERS: Final = vocabulary.words("offices", "officers_with_offices")
_AGAINST: Final = vocabulary.words("names", "versus")
_COMMITTEES: Final = vocabulary.words("bodies", "on_fields")
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_DISTRICTS: Final = vocabulary.words("places", "parts")
_LAW: Final = "Law"
_LAWS: Final = frozenset({"Act", "Law"})
_WITHIN_LAWS: Final = frozenset({"against", "and", "by", "for", "from", "in", "of", "on"})
_COUNTRIES_OF_ROADS: Final = frozenset({"U.S.", "US"})
_LONGEST: Final = 5  # words of a name before or behind what joins it


def lay_offices(layer: Layer, words: Words) -> None:
    """Lay the offices of officers, whole: "the U.S. Attorney's Office for the Northern District of Ohio"."""
    for i, text in enumerate(words.texts):
        if text not in _OFFICES:
            continue
        officer = i - 1 - (words.texts[i - 1] in _POSSESSIVE)
        if officer < 0 or words.lowers[officer].removesuffix("s") not in _OFFICERS:
            continue  # "Attorneys Office" has lost its apostrophe
        if not words.is_capitalised(officer):
            continue
        first = _run_start(officer, words)
        last = _with_district(i + 1, words)
        if all(c.first >= first for c in layer.over(first, last)):
            layer.put(Candidate(first, last, "GovernmentBody"))


def _with_district(last: int, words: Words) -> int:
    """Return where an office ends that goes on with its district at LAST: "for the District of Columbia"."""
    name = last + 2
    if words.lowers[last:name] != ["for", "the"]:
        return last
    end = _run_end(name, words)
    if (
        end == name
        or words.texts[end - 1] not in _DISTRICTS
        or words.lowers[end : end + 1] != ["of"]
    ):
        return last
    whole = _run_end(end + 1, words)
    return whole if whole > end + 1 else last


def lay_cases(layer: Layer, words: Words) -> None:
    """Lay the names of cases before courts: "Roe v. Keys", "Hale v. United States"."""
    for i in range(1, len(words.texts) - 1):
        if words.lowers[i] not in _AGAINST:
            continue
        before, behind = layer.owner[i - 1], layer.owner[i + 1]
        if before is not None and before is behind:
            layer.put(replace(before, type="Topic"))
            continue
        first = before.first if before is not None else _run_start(i - 1, words)
        last = behind.last if behind is not None else _run_end(i + 1, words)
        if words.is_name(i - 1) and words.is_name(first) and words.is_name(i + 1):
            layer.put(Candidate(first, last, "Topic"))


def lay_acts(layer: Layer, words: Words) -> None:
    """Lay the names of laws that say what they do: "the Act to Prevent Pollution from Ships"."""
    for i, text in enumerate(words.texts[:-2]):
        if text not in _LAWS or words.lowers[i + 1] != "to" or not words.is_capitalised(i + 2):
            continue
        last = _run_end(i + 2, words)
        while words.lowers[last : last + 1] and words.lowers[last] in _WITHIN_LAWS:
            if not words.is_capitalised(last + 1):
                break
            last = max(_run_end(last + 1, words), last + 2)
        layer.put(Candidate(i, last, _LAW))


def lay_roads(layer: Layer, words: Words) -> None:
    """Lay the names of roads that are called by their country and a number: "US 113"."""
    for i, text in enumerate(words.texts[:-1]):
        number = words.doc[i + 1]
        numbered = number.dep_ == "nummod" and number.head.i == i and number.text.isdecimal()
        if text in _COUNTRIES_OF_ROADS and numbered and len(number.text) < _LONGEST:
            layer.put(Candidate(i, i + 2, "Facility"))


def join_fields(layer: Layer, words: Words) -> None:
    """Make one name of a committee and its second field: "Subcommittee on Terrorism and | Homeland Security"."""
    for body in list(layer):
        name, last = words.lowers[body.first : body.last], body.last + 1
        told = any(a in _COMMITTEES and b == "on" for a, b in pairwise(name))
        if not told or words.lowers[body.last : last] != ["and"] or last >= len(words.texts):
            continue
        other = layer.owner[last]
        end = other.last if other is not None else _run_end(last, words)
        is_body = _COMMITTEES.intersection(words.lowers[last:end])
        if end > last and not is_body and (other is None or other.type != "Person"):
            layer.put(Candidate(body.first, end, "Organization", body.weight))


def join_halves(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Make one name of two halves side by side: "Ana | Li Mei-ling", "Selby-Lund | Regional Park"."""
    for one in list(layer):
        other = layer.owner[one.last] if one.last < len(words.texts) else None
        if other is None or other is one or one.key or other.key or one.name or other.name:
            continue
        token = words.doc[one.last - 1]
        if token.head.i not in range(other.first, other.last) or one.last in words.starts:
            continue
        given = one.last - one.first == 1 and kinds.is_given(token.text, gazetteer.ontology)
        person = one.type == other.type == "Person" and given and other.last - other.first > 1
        hyphened = words.texts[one.last - 2 : one.last - 1] == ["-"]
        if person or (hyphened and other.type == "Facility"):
            layer.put(replace(other, first=one.first))


def _run_start(i: int, words: Words) -> int:
    """Return where the run of names begins that ends in the word at I."""
    first = i
    while first > 0 and i - first < _LONGEST and words.is_name(first - 1):
        first -= 1
    return first


def _run_end(i: int, words: Words) -> int:
    """Return where the run of names ends that begins with the word at I."""
    last = i
    while last < len(words.texts) and last - i < _LONGEST and words.is_name(last):
        last += 1
    return last
