"""Predications that map to nothing: a verb of a sentence, and what stands at it in which grammatical function."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.evaluate.reader import Read
from kg.extract import term_of
from kg.extract.grammar.frames import Frame
from kg.extract.predications.arguments import Arguments
from kg.extract.predications.predicates import Predications
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.learned.features import Sentence
from kg.model import Claim, Event, Mention, Relation, Span
from kg.nlp.network import as_sentence
from kg.ontology import EntryKind, Ontology
from kg.predicates import general_class

_LEAST: Final = 2  # things that take part
_NOTHING: Final = "Topic"  # the class of what is only a noun
_GOVERNORS: Final = (EntryKind.ATTITUDE, EntryKind.CUE)
_EMPTY: Final = frozenset({"be", "become", "do", "have"})


@dataclass(frozen=True, slots=True)
class End:
    """What stands at a verb: in which function, of which class, what it is called, and where.

    PLACE is its head among the words of the sentence; what is not NAMED is only described: "the company".
    """

    function: str
    type: str
    name: str
    span: Span
    place: int
    named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Predication:
    """A verb with what stands at it, in a sentence of an article; the roleset is its sense in PropBank."""

    word: str
    roleset: str
    ends: tuple[End, ...]
    sentence: str
    article: str
    tokens: Sentence = field(repr=False, compare=False)


def unmapped(read: Read, ontology: Ontology) -> Iterator[Predication]:
    """Yield the verbs of a document at which two things stand, and which tell nothing in the terms that count.

    Those are the user's where ONTOLOGY has any, else those of the lexicon: a general class says too little.
    """
    reading = Reading(read.doc, ontology)
    fillers = Fillers(reading)
    predications = Predications(reading, Arguments(reading, fillers))
    claims = [each for each in read.extraction.claims if counts(each, ontology)]
    told = {c.content.trigger for c in claims if isinstance(c.content, Event)}
    pairs = [c.content for c in claims if isinstance(c.content, Relation)]
    for frame in predications.verbs():
        roleset = predications.roleset(frame.token)
        if roleset is None or _says_little(frame, roleset, ontology):
            continue
        tokens = [token for token in frame.token.sent if not token.is_space]
        order = {token.i: n for n, token in enumerate(tokens)}
        ends = tuple(_ends(frame, fillers, ontology.functions, order))
        places = [end.span for end in ends]
        if not _are_enough(ends) or reading.word(frame.token) in told or _joined(pairs, places):
            continue
        where = reading.evidence(frame.token)
        yield Predication(
            word=frame.lemma,
            roleset=roleset,
            ends=ends,
            sentence=read.document.text[where.start : where.end],
            article=read.document.source,
            tokens=as_sentence(tokens),
        )


def counts(claim: Claim, ontology: Ontology) -> bool:
    """Tell whether CLAIM is in the terms that count: the user's where there are any, else those of the lexicon."""
    term = term_of(claim, ontology)
    if term is None:
        return False
    return term.own if has_own(ontology) else not term.general


def has_own(ontology: Ontology) -> bool:
    """Tell whether ONTOLOGY has terms of the user's that a text can tell."""
    return bool(ontology.own) or any(term.own for term in ontology.properties.values())


def _says_little(frame: Frame, roleset: str, ontology: Ontology) -> bool:
    """Tell whether a verb carries no meaning of its own, says how its complement stands, or is in our lexicon."""
    kinds = _GOVERNORS if has_own(ontology) else (*_GOVERNORS, EntryKind.VERB, EntryKind.STATIVE)
    is_known = any((kind, frame.lemma) in ontology.words for kind in kinds)
    return is_known or frame.lemma in _EMPTY or general_class(roleset) is None


def _ends(
    frame: Frame, fillers: Fillers, functions: Collection[str], order: Mapping[int, int]
) -> Iterator[End]:
    for function, heads in frame.slots.items():
        if function not in functions:
            continue
        for head in heads:
            found = fillers.mention(head)
            if found is not None and head.i in order and _is_told(found):
                place = order[head.i]
                yield End(function, found.type, found.name, found.span, place, found.named)


def _is_told(found: Mention) -> bool:
    """Tell whether what is found is one thing of a class that is known."""
    return found.type != _NOTHING and found.number is None


def _are_enough(ends: Collection[End]) -> bool:
    """Tell whether two things stand at a verb, and one has a name."""
    return len({end.function for end in ends}) >= _LEAST and any(end.named for end in ends)


def _joined(relations: Collection[Relation], places: Collection[Span]) -> bool:
    """Tell whether one of RELATIONS already stands between what is at two of PLACES."""
    return any(each.subject.span in places and each.object.span in places for each in relations)
