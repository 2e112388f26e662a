"""Nouns that name a known kind of thing: offences, commodities, positions, weapons."""

from typing import Final

from kg.nlp.names.gazetteer import Gazetteer, Match
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

_NOUNS: Final = frozenset({"NN", "NNS"})
_NOMINAL: Final = frozenset(
    {"pobj", "dobj", "nsubj", "nsubjpass", "conj", "appos", "compound", "attr"}
)
_NAMES: Final = frozenset({"NNP", "NNPS"})


def lay_nouns(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Add the nouns of known kinds that are no part of a name.

    "Venezuelan oil" is one mention, of a commodity by that name: the nationality alone would say too little, the
    noun alone would mix it with all oil.
    """
    for longest in gazetteer.nouns(words):
        match = _free(longest, layer, words, gazetteer)
        if match is None or not _is_meant(match, layer, words):
            continue
        known = match.known
        candidate = Candidate(match.first, match.last, known.type, 1.0, known.name, known.key)
        if known.type == "Commodity":
            _add_origin(candidate, layer, words)
        layer.put(candidate)


def _free(match: Match, layer: Layer, words: Words, gazetteer: Gazetteer) -> Match | None:
    """Return the noun, or the end of it where a name stands on its beginning: "Mexico City Health | Secretary"."""
    if all(_yields(other, match) for other in layer.over(match.first, match.last)):
        return match
    for first in range(match.first + 1, match.last):
        rest = gazetteer.noun_at(words, first, match.last)
        if rest is not None and layer.is_free(rest.first, rest.last):
            return rest
    return None


def _yields(other: Candidate, match: Match) -> bool:
    """Tell whether a name found before is only a piece of the noun: "Swine" of "Swine flu", "US" of "US attorney"."""
    inside = match.first <= other.first and other.last <= match.last
    loose = other.key is None or match.known.type == "Position"
    return inside and loose and other.last - other.first < match.last - match.first


def _is_meant(match: Match, layer: Layer, words: Words) -> bool:
    last = match.last - 1
    tag = words.tags[last]
    if match.known.type == "Position":
        return _is_position(match, tag, layer, words)
    mistaken = (last > match.first or tag == "VB") and words.deps[last] in _NOMINAL
    noun = tag in _NOUNS or mistaken
    if not noun and not (tag in _NAMES and _may_be_lowered(match, words)):
        return False
    return not _is_in_name(match, layer, words)


def _is_position(match: Match, tag: str, layer: Layer, words: Words) -> bool:
    """Tell whether one person's position is meant; several stand for a group, unless names follow."""
    before_name = match.last < len(words.texts) and layer.owner[match.last] is not None
    plural = words.lowers[match.last - 1] != words.singulars[match.last - 1]
    if tag in ("NNS", "NNPS") and plural:
        return before_name and words.is_capitalised(match.last - 1)
    if tag in _NOUNS or words.texts[match.last - 1].endswith("."):
        return words.texts[match.last - 1][-1] != "." or before_name
    return tag in _NAMES or match.last - match.first > 1 or (tag == "JJ" and before_name)


def _may_be_lowered(match: Match, words: Words) -> bool:
    """Tell whether the capital of the first word is owed to its place, or there is none."""
    first = match.first
    if match.last - first > 1 and not words.is_capitalised(match.last - 1):
        return True
    return not words.is_capitalised(first) or first in words.starts or words.in_title(first)


def _is_in_name(match: Match, layer: Layer, words: Words) -> bool:
    """Tell whether a capitalised noun goes on as a name: "Gold Coast"."""
    if not words.is_capitalised(match.first) or words.in_title(match.first):
        return False
    following = match.last
    goes_on = following < len(words.texts) and following not in words.starts
    return goes_on and words.is_name(following)


def _add_origin(candidate: Candidate, layer: Layer, words: Words) -> None:
    """Make a commodity and the nationality right before it one."""
    if candidate.first == 0:
        return
    origin = layer.owner[candidate.first - 1]
    if origin is None or origin.type not in ("Country", "Region") or not _is_nationality(origin):
        return
    candidate.name = f"{words.text(origin.first, origin.last)} {candidate.name}"
    candidate.key = None
    candidate.first = origin.first
    candidate.steps.extend(origin.steps)


def _is_nationality(candidate: Candidate) -> bool:
    return any(step.endswith("(nationality)") for step in candidate.steps)
