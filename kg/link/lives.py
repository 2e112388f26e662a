"""Signs for and against somebody by what is known of a life: names, years, what they do, how an article tells of it."""

import re
from collections.abc import Iterator
from typing import Final

from kg import vocabulary
from kg.link.around import Around
from kg.link.candidates import Candidate
from kg.link.context import Context
from kg.link.kb.fold import fold
from kg.link.kb.thing import NameKind, Thing
from kg.link.occupations import agree, differ_in_sport, fields, is_sport, sure
from kg.nicknames import nicknamed

Sign = tuple[str, float]

_INITIAL: Final = re.compile(r" [A-Z]\.? ")  # "Jane A. Larn"
_CHILD: Final = 12  # years
_THREE: Final = 3  # words of a name with one in the middle
_PAST: Final = 1  # years after which somebody who died does not act
_LONG_AGO: Final = 1930  # somebody who died before is history
_GENERATIONS: Final = vocabulary.ordered("titles", "father_and_son")
# Whoever holds an office did something else before, which is what others may say of them.
_BEFORE_OFFICE: Final = frozenset({"academia", "activism", "business", "law", "military", "police"})
_OFFICE: Final = "politics"


def of_life(candidate: Candidate, context: Context, around: Around) -> Iterator[Sign]:
    """Yield the signs of a CANDIDATE for the name of a person in a CONTEXT; AROUND is what stands beside it."""
    thing, words = candidate.known.thing, candidate.words
    yield from _middle(thing.label, words)
    yield from _lived(thing, context)
    yield from _does(thing, context, around)
    if generation := _generation(thing.label, words, around.generation):
        yield generation, 1.0
    if around.resident:
        yield "resident", 1.0
    elif around.aged:
        yield "aged", 1.0
    if around.alias:
        yield "told as an alias", 1.0
    if candidate.likeness == 1.0 and candidate.known.name.name in nicknamed(words):
        yield "other given name", 1.0
    if candidate.known.name.kind is NameKind.ALIAS and _is_nickname(words, thing.label):
        yield "nickname", 1.0


def _middle(label: str, words: str) -> Iterator[Sign]:
    """Yield what the names between the first and the last say."""
    if _INITIAL.search(label) and not _INITIAL.search(words):
        yield "initial", 1.0
    if _has_other_middle(label, words):
        yield "other middle name", 1.0


def _has_other_middle(label: str, words: str) -> bool:
    """Tell whether two names agree in their first and last words, and not in what the one between begins with.

    >>> [_has_other_middle("James M. Cole", name) for name in ("James Johnathan Cole", "James Mark Cole")]
    [True, False]
    """
    one, other = fold(label).split(), fold(words).split()
    if not len(one) == len(other) == _THREE or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    return one[1][0] != other[1][0]


def _lived(thing: Thing, context: Context) -> Iterator[Sign]:
    """Yield what the years say in which somebody lived."""
    if thing.born is not None and context.year is not None and context.year - thing.born < _CHILD:
        yield "not born", 1.0
    if thing.died is None:
        return
    if thing.died < _LONG_AGO:
        yield "history", 1.0
    elif context.year is not None and context.year - thing.died > _PAST:
        yield "dead", 1.0


def _does(thing: Thing, context: Context, around: Around) -> Iterator[Sign]:
    """Yield whether what somebody does is what the words beside say, or what the article is about."""
    if not thing.description:
        yield "undescribed", 1.0
    own = fields(thing.description)
    if own:
        yield from _beside(thing, own, around, context)
        yield from _about(own, context)


def _beside(thing: Thing, own: frozenset[str], around: Around, context: Context) -> Iterator[Sign]:
    if differ_in_sport(own, context.fields | around.sure) and is_sport(around.sure):
        return  # "coach" or "seeded" is said in every sport
    if agree(own, around.sure):
        yield "occupation", 1.0
    elif agree(own, around.fields):
        yield "perhaps its occupation", 1.0
    elif around.sure and sure(thing.description):
        came = around.sure == {_OFFICE} and agree(own, _BEFORE_OFFICE)
        yield ("before an office" if came else "other occupation"), 1.0


def _about(own: frozenset[str], context: Context) -> Iterator[Sign]:
    if context.mentioned is not None and not agree(own, context.mentioned):
        yield "unspoken", 1.0
    if differ_in_sport(own, context.fields):
        yield "other sport", 1.0
    elif context.fields:
        yield ("field" if agree(own, context.fields) else "other field"), 1.0


def _generation(label: str, words: str, behind: str) -> str:
    """Return what speaks against somebody whose LABEL ends in Sr. or Jr. by WORDS, or by what stands BEHIND them.

    >>> _generation("Joe Larn Sr.", "Joe Larn", "jr"), _generation("Joe Larn", "Joe Larn", "jr")
    ('other generation', '')
    >>> _generation("Joe Larn Jr.", "Joe Larn", "")
    'generation unsaid'
    """
    own, told = (fold(each).rpartition(" ")[2] for each in (label, words))
    told = told if told in _GENERATIONS else behind
    if own not in _GENERATIONS or own == told:
        return ""
    return "other generation" if told else "generation unsaid"


def _is_nickname(words: str, label: str) -> bool:
    """Tell whether WORDS of a name, several, have nothing of the LABEL of somebody.

    >>> _is_nickname("Big L", "Kimi Larn"), _is_nickname("K. Larn", "Kimi Larn"), _is_nickname("KL", "Kimi Larn")
    (True, False, False)
    """
    own = fold(words).split()
    return len(own) > 1 and not set(own) & set(fold(label).split())
