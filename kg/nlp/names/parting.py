"""Two names that were taken for one: a known person, and the body, the office, the country or the person beside."""

from collections.abc import Mapping
from typing import Final

from kg import vocabulary
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.known import SURE, Meant
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

Spans = Mapping[tuple[int, int], Meant]  # what the knowledge base takes stretches of the text for

_PERSON: Final = "Person"
_FROM: Final = vocabulary.words("prepositions", "of_origin")
_MOSTLY: Final = 0.6  # of what its name stands for
_FULL: Final = 2  # words of a full name
_KNOWN: Final = 100  # how often a body is meant that many know


def part(
    others: list[Candidate],
    first: int,
    last: int,
    spans: Spans,
    layer: Layer,
    words: Words,
    gazetteer: Gazetteer,
) -> None:
    """Part one name that holds a known person from FIRST up to LAST, and a body, an office or a country."""
    whole, told = others[0], spans[first, last]
    if len(others) > 1 or whole.name is not None or (whole.first, whole.last) in spans:
        return
    if told.kind != _PERSON or told.share < SURE:
        return
    if whole.first == first and words.lowers[last] in _FROM:
        _part_from_home(whole, last, layer, words, gazetteer)
    elif whole.last == last:
        _part_from_body(whole, first, spans, layer, words, gazetteer)


def part_people(layer: Layer, words: Words) -> None:
    """Part two people under a letter who were taken for one, where the text names each of them elsewhere, too."""
    people = [each for each in layer if each.type == _PERSON and each.name is None]
    texts = {tuple(words.texts[each.first : each.last]) for each in people}
    for each in people:
        for middle in range(each.first + _FULL, each.last - _FULL + 1):
            halves = words.texts[each.first : middle], words.texts[middle : each.last]
            if all(tuple(half) in texts for half in halves):
                layer.remove(each)
                layer.put(Candidate(each.first, middle, _PERSON, each.weight))
                layer.put(Candidate(middle, each.last, _PERSON, each.weight))
                break


def _part_from_home(
    whole: Candidate, last: int, layer: Layer, words: Words, gazetteer: Gazetteer
) -> None:
    """Part a person from the country behind: "Ana Ruiz of Spain"."""
    home = gazetteer.name(words.texts[last + 1 : whole.last]) if last + 1 < whole.last else None
    if home is not None and home.type == "Country":
        layer.put(Candidate(whole.first, last, _PERSON, whole.weight))
        layer.put(Candidate(last + 1, whole.last, home.type, 1.0, home.name, home.key))


def _part_from_body(
    whole: Candidate, first: int, spans: Spans, layer: Layer, words: Words, gazetteer: Gazetteer
) -> None:
    """Part the person that begins at FIRST from the body or the office before."""
    if first == whole.first + 1 and _is_unknown_acronym(whole.first, spans, words, gazetteer):
        layer.remove(whole)  # "DJ Ana Ruiz"
        layer.put(Candidate(first, whole.last, _PERSON, whole.weight))
        return
    end = _before_office(whole.first, first, words, gazetteer)
    known = gazetteer.name(words.texts[whole.first : end]) if end > whole.first else None
    if (
        end > whole.first
        and known is None
        and not _is_sure_body(spans.get((whole.first, end)), gazetteer)
    ):
        return
    layer.remove(whole)
    if known is not None:
        layer.put(Candidate(whole.first, end, known.type, 1.0, known.name, known.key))
    elif end > whole.first:
        layer.put(Candidate(whole.first, end, spans[whole.first, end].kind, whole.weight))
    layer.put(Candidate(first, whole.last, _PERSON, whole.weight))


def _is_unknown_acronym(i: int, spans: Spans, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the word at I is all capitals, no initial, and no name that is known."""
    text = words.texts[i]
    is_acronym = words.is_acronym(i) and text.isalpha()
    return is_acronym and (i, i + 1) not in spans and gazetteer.name([text]) is None


def _before_office(first: int, last: int, words: Words, gazetteer: Gazetteer) -> int:
    """Return where the office that ends before LAST begins, LAST itself where none does."""
    for start in range(first, last):
        noun = gazetteer.noun_at(words, start, last)
        if noun is not None and noun.last == last and noun.known.type == "Position":
            return start
    before = words.lowers[last - 1].removesuffix("s")  # "Senators Ruiz and Lund"
    return last - 1 if gazetteer.ontology.noun_kind(before) == _PERSON else last


def _is_sure_body(told: Meant | None, gazetteer: Gazetteer) -> bool:
    """Tell whether what was TOLD of a name makes it surely that of a body which many know."""
    return (
        told is not None
        and told.total >= _KNOWN
        and told.share >= _MOSTLY
        and gazetteer.ontology.is_a(told.kind, "Organization")
    )
