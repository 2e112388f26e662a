"""People whom a title or a position before their name gives away: "Secretary Francisco Duque"."""

from collections.abc import Collection
from typing import Final

from kg import vocabulary
from kg.nlp.language import TITLES
from kg.nlp.names import evidence, kinds
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import ADDRESSED, HONORIFICS, RANKING, Candidate, is_name
from kg.nlp.words import Words

_OFFICES: Final = vocabulary.words("offices", "titled")


def lay_titled(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Add the persons that a title or position gives away: "Secretary Francisco Duque"."""
    persons = (c for c in layer if c.type == "Person" and c.last - c.first > 1)
    surnames = {words.texts[c.last - 1] for c in persons}
    i, end = 1, len(words.texts)
    while i < end:
        if layer.owner[i] is not None or not words.is_name(i) or words.in_title(i):
            i += 1
            continue
        is_titled = evidence.has_title(i, words, gazetteer) and not _is_lowered(i - 1, words)
        if not is_titled or words.lowers[i] in ADDRESSED or _is_title(i, words):
            i += 1
            continue
        last = i
        while last < end and words.is_name(last) and layer.owner[last] is None and last - i < 4:
            last += 1
        is_person = gazetteer.noun_at(words, i, last) is None and is_name(i, last, words)
        if is_person and not _ends_in_office(last - 1, surnames, words, gazetteer):
            layer.put(Candidate(i, last, "Person"))
        i = max(last, i + 1)


def _is_title(i: int, words: Words) -> bool:
    """Tell whether the word at I is itself a title before a name: "coach Sir Tom Hale"."""
    return words.lowers[i].rstrip(".") in HONORIFICS or words.texts[i] in TITLES


def is_office(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether what looks like the name of a person only ranks an office: "Principal Deputy Chief"."""
    first, last = candidate.first, candidate.last
    found = gazetteer.noun_at(words, last - 1, last) if candidate.type == "Person" else None
    before = words.lowers[first : last - 1]
    ranked = bool(before) and all(word in RANKING for word in before)
    return ranked and found is not None and found.known.type == "Position"


def _ends_in_office(
    last: int, surnames: Collection[str], words: Words, gazetteer: Gazetteer
) -> bool:
    """Tell whether the word at LAST is that of an office or a body: "Chief Technological Officer", "Chief Counsel"."""
    lower, ontology = words.lowers[last], gazetteer.ontology
    if words.texts[last] in surnames or kinds.is_given(words.texts[last], ontology):
        return False
    singular = lower.removesuffix("s")
    return lower in _OFFICES or any(ontology.noun_kind(each) for each in (lower, singular))


def _is_lowered(i: int, words: Words) -> bool:
    """Tell whether a word before a name is a plural or a common noun that may be anything's."""
    return words.tags[i] == "NNS" and not words.is_capitalised(i)
