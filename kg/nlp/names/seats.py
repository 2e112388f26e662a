"""Seats of members of the Congress of the United States, behind their names: "(R-Texas)" is a party and a state."""

from typing import Final

from kg import places
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

_PARTIES: Final = {"R": "Republican", "D": "Democratic", "I": None}
_LONGEST: Final = 3  # words of a state
_UNITED_STATES: Final = "US"


def lay_seats(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Lay the party and the state of each seat."""
    for i in range(2, len(words.texts) - 2):
        if words.texts[i] not in _PARTIES or words.texts[i + 1] != "-":
            continue
        last, state = _state(i + 2, words)
        if state is None or not (words.texts[i - 1] in "(," or words.lowers[i - 1] == "both"):
            continue
        for other in layer.over(i, last):
            layer.remove(other)
        layer.put(Candidate(i + 2, last, "Region", 1.0, state))
        party = _PARTIES[words.texts[i]]
        known = gazetteer.name([party]) if party is not None else None
        if known is not None:
            steps = [f'"{words.texts[i]}" → {known.name} (seat)']
            layer.put(Candidate(i, i + 1, known.type, 1.0, known.name, known.key, steps))


def _state(first: int, words: Words) -> tuple[int, str | None]:
    """Return where the state that begins at FIRST ends, and its full name; None where there is none."""
    for last in range(min(first + _LONGEST, len(words.texts)), first, -1):
        text = words.text(first, last)
        name = places.shortened().get(text, text)
        if places.regions().get(name) == _UNITED_STATES:
            return last, name
    return first, None
