"""What a speaker calls a thing in passing: an adjective before its noun that judges, as in *the reckless plan*."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.phrases import is_nominal
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.model import Mention

_OPINIONS: Final = vocabulary.words("descriptions", "opinions")
_POINTING: Final = frozenset({"the", "this", "that", "these", "those"})


def opinions(noun: Token, reading: Reading, fillers: Fillers) -> Iterator[tuple[Token, Mention]]:
    """Yield the adjectives before NOUN that judge what it stands for, and that.

    The noun points at something that is there, or belongs to somebody: *this crucial project*, *his foolish plan*.
    Of *a wise decision* nobody says that there is one.
    """
    if not is_nominal(noun) or reading.time_of(noun) is not None or not _points(noun):
        return
    thing = fillers.mention(noun)
    if thing is None or thing.referring:
        return
    for child in noun.lefts:
        if child.dep_ == "amod":
            joined = (each for each in (child, *child.conjuncts) if each.i < noun.i)
            yield from ((each, thing) for each in joined if each.lower_ in _OPINIONS)


def _points(noun: Token) -> bool:
    """Tell whether NOUN has a word that points at one thing, and no "most" that picks it out."""
    before = list(noun.lefts)
    picked = any(t.tag_ in ("JJS", "RBS") for t in noun.doc[noun.left_edge.i : noun.i])
    return not picked and any(c.lower_ in _POINTING or c.dep_ == "poss" for c in before)
