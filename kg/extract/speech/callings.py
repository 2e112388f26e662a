"""What somebody calls a thing: a noun behind its name, or a noun or an adjective behind "as"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.phrases import is_nominal
from kg.ontology import Ontology

_PREDICATE: Final = "predicate"  # what such verbs have beside an object, in the lexicon
_JUDGING: Final = vocabulary.words("descriptions", "judging")
_BEHIND_AS: Final = frozenset({"pobj", "pcomp", "amod"})
_DESCRIBING: Final = frozenset({"ADJ", "ADV"})  # the tagger takes "cowardly" for an adverb


def calls(verb: Token, ontology: Ontology) -> bool:
    """Tell whether a VERB says what somebody takes its object for: "called the ruling a disgrace"."""
    if verb.pos_ != "VERB":
        return False
    entries = ontology.cues(verb.lemma_.lower(), "verb")
    return verb.lemma_ in _JUDGING or any(entry.complement == _PREDICATE for entry in entries)


def callings(verb: Token) -> Iterator[Token]:
    """Yield the heads of what the object of VERB is called."""
    paired = len([child for child in verb.rights if child.dep_ == "oprd"]) > 1
    for each in _callings(verb):
        yield each
        if paired:
            return  # "called the vote a success and the result a surprise": the rest is of another thing
        yield from (other for other in each.conjuncts if other.pos_ == each.pos_)


def _callings(verb: Token) -> Iterator[Token]:
    renames = verb.lemma_ not in _JUDGING
    for child in verb.rights:
        if not renames and child.dep_ != "prep":
            continue
        if child.dep_ == "oprd" and _is_kind(child):
            yield child
        elif child.dep_ == "dobj":
            renamed = (c for c in child.rights if c.dep_ == "appos" and c.pos_ == "NOUN")
            yield from (c for c in renamed if c.left_edge.i == child.i + 1)
        elif child.dep_ == "prep" and child.lower_ == "as":
            yield from filter(_is_describing, child.rights)


def _is_kind(word: Token) -> bool:
    """Tell whether a WORD right behind a verb may be what its object is called: "one of the best players"."""
    return (word.pos_ == "NOUN" and is_nominal(word)) or (word.tag_ == "CD" and word.n_rights > 0)


def _is_describing(word: Token) -> bool:
    """Tell whether a WORD behind "as" says what somebody takes a thing for: "as cowardly", "as a threat"."""
    return word.dep_ in _BEHIND_AS and (_is_kind(word) or word.pos_ in _DESCRIBING)
