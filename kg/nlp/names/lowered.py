"""Names of bodies and rivers whose last word the text writes small: "the Labour party", "Yale university"."""

from collections.abc import Iterator
from typing import Final

from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.known import meant
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

_SMALL: Final = ("PoliticalParty", "University", "ArmedForce", "BodyOfWater", "SportsLeague")
_OF_NATIONS: Final = "ArmedForce"  # "the Kenyan army" is one, "a Kenyan university" is not
_LONGEST: Final = 3  # words before the small one


def lay_lowered(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Lay the names that the knowledge base knows with a capital, and the text has without."""
    found = {span: words.text(*span) for span in _spans(words, gazetteer)}
    names = {span: _capitalised(text) for span, text in found.items()}
    known = gazetteer.known.classes(set(names.values()))
    for (first, last), name in sorted(names.items()):
        told = meant(known[name], words.topic) if name in known else None
        kind = gazetteer.ontology.name_ending(name.split()[-1])
        if told is None or kind is None or not told.is_surely(kind, gazetteer.ontology):
            continue
        others = layer.over(first, last)
        if any(other.first < first or other.last > last for other in others):
            continue
        term = gazetteer.name(name.split())
        label, key = (term.name, term.key) if term is not None else (name, None)
        steps = [f'"{found[first, last]}" → {label} (name)']
        layer.put(Candidate(first, last, told.kind, 1.0, label, key, steps))


def _spans(words: Words, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Yield the runs of capitalised words with a small word behind that ends names."""
    for i in range(1, len(words.texts)):
        kind = gazetteer.ontology.name_ending(words.texts[i].capitalize())
        if words.tags[i] != "NN" or words.is_capitalised(i) or kind not in _SMALL:
            continue
        first = i
        while first > 0 and i - first < _LONGEST and words.may_be_named(first - 1):
            first -= 1
        is_of_nation = first < i and gazetteer.is_demonym(words.texts[first])
        if first < i and not (is_of_nation and kind != _OF_NATIONS):
            yield first, i + 1


def _capitalised(text: str) -> str:
    head, _, last = text.rpartition(" ")
    return f"{head} {last.capitalize()}"
