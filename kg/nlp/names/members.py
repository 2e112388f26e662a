"""Some members of a party or a people: *four Liberals* are not the party, *several Norwegians* not all of them.

Neither is *the top Republican on the panel*. *Hale, a Republican,* stays the party: that is what Hale is a member of.
"""

from typing import Final

from kg import vocabulary
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import Candidate
from kg.nlp.words import Words

_SOME: Final = vocabulary.words("numbers", "some_of_many")
_ALL: Final = frozenset({"all", "the", "these", "those"})
_PLURALS: Final = frozenset({"NNS", "NNPS"})
_GROUP: Final = "PeopleGroup"
_PARTY: Final = "PoliticalParty"
_PERSON: Final = "Person"
_MEMBERS: Final = vocabulary.words("names", "members_of_parties")
_TAKING_PART: Final = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})


def lay_members(layer: Layer, words: Words) -> None:
    """Let a plural that tells of some members only mean these, by the words of the text."""
    for candidate in layer:
        if candidate.type == _PARTY and _is_member(candidate, words):
            whole, text = candidate.name, words.text(candidate.first, candidate.last)
            candidate.type, candidate.key, candidate.described = _PERSON, None, True
            candidate.name, candidate.steps = text, [f'"{text}" is one of {whole}']
        if candidate.type not in (_GROUP, _PARTY) or not _is_plural(candidate, words):
            continue
        first = _begins(candidate, words)
        if first is not None:
            text, whole = words.text(first, candidate.last), candidate.name
            candidate.type, candidate.key, candidate.described = _GROUP, None, True
            candidate.name, candidate.steps = text, [f'"{text}" are some of {whole}']


def _is_member(candidate: Candidate, words: Words) -> bool:
    """Tell whether CANDIDATE is a word for one member who does something, or has it done."""
    head = words.doc[candidate.last - 1]
    alone = candidate.last - candidate.first == 1 and head.lower_ in _MEMBERS
    return alone and head.dep_ in _TAKING_PART and any(c.dep_ == "det" for c in head.lefts)


def _is_plural(candidate: Candidate, words: Words) -> bool:
    last = candidate.last - 1
    return words.tags[last] in _PLURALS and words.deps[last] not in ("compound", "nmod", "amod")


def _begins(candidate: Candidate, words: Words) -> int | None:
    """Return where the number or the word for some begins right before CANDIDATE; None where there is none."""
    head = words.doc[candidate.last - 1]
    before = [child for child in head.lefts if child.i < candidate.first]
    number = next((c for c in before if c.dep_ == "nummod"), None)
    if number is None and any(c.dep_ == "poss" or c.lower_ in _ALL for c in before):
        return None
    some = next((c for c in before if c.lower_ in _SOME), None)
    first = number or some
    if first is None:
        return None
    article = first.left_edge.i - 1
    return article if article >= 0 and words.lowers[article] == "a" else article + 1
