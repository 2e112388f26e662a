"""The direct properties that abbreviate an event (who acquires a firm owns it), and the nouns in an idiom."""

from collections.abc import Iterable, Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.denials import is_unwanted
from kg.extract.grammar.frames import COMPLEMENT, OBJECT, Frame, coordinated
from kg.extract.grammar.functions import PLURAL
from kg.extract.grammar.syntax import is_infinitive
from kg.extract.interpretation.events import Interpretation
from kg.model import Filler, Mention, Relation
from kg.ontology import Ontology

_PAIR: Final = 2
_PAYING: Final = vocabulary.words("events", "paying")


def shortcuts(found: Interpretation, ontology: Ontology) -> Iterator[Relation]:
    """Yield the relations between the fillers of the roles of an event, as its entry of the lexicon has them.

    None of what ought not to be: a relation has no place for the "not".
    """
    if is_unwanted(found.frame.token):
        return
    for name in found.entry.shortcuts:
        term = ontology.properties[name]
        if term.subject_role is None or term.object_role is None:
            continue
        subjects = _filling(term.subject_role, found, ontology)
        if term.subject_role != term.object_role:
            pairs = [
                (one, other)
                for one in subjects
                for other in _filling(term.object_role, found, ontology)
            ]
        elif _are_one_side([head for head, _ in subjects]) or _agree_to_act(found.frame):
            continue
        else:
            pairs = [
                (one, other)
                for i, one in enumerate(subjects)
                for other in subjects[i + 1 :]
                if _are_opposite(one[0], other[0], subjects, found.frame)
            ]
        for (_, one), (_, other) in pairs:
            fits = ontology.accepts_subject(name, one.type) and ontology.accepts(name, other.type)
            if fits and one.name != other.name:
                yield Relation(one, name, other)


def _filling(wanted: str, found: Interpretation, ontology: Ontology) -> list[tuple[Token, Mention]]:
    """Return the entities in the role WANTED or in one below it, with their heads."""
    fillers: Iterator[tuple[Token, Filler]] = (
        each
        for role, all_of in found.roles.items()
        if ontology.is_a(role, wanted)
        for each in all_of
    )
    return [(head, value) for head, value in fillers if isinstance(value, Mention)]


def _agree_to_act(frame: Frame) -> bool:
    """Tell whether several agree with somebody else: "the firm and its owner agreed to pay the state a fine"."""
    clauses = frame.clauses.get(COMPLEMENT, ())
    paying = any(is_infinitive(each) and each.lemma_.lower() in _PAYING for each in clauses)
    return frame.token.lemma_.lower() == "agree" and paying


def _are_one_side(heads: list[Token]) -> bool:
    """Tell whether more than two are named as one side: "three officials, Lund, Diaz and Roe, held talks"."""
    first = next((head for head in heads if head.dep_ == "appos"), None)
    if first is None or first.head.tag_ not in PLURAL or len(heads) <= _PAIR:
        return False
    return set(heads) <= set(coordinated(first))


def _are_opposite(
    one: Token, other: Token, all_of: Iterable[tuple[Token, Mention]], frame: Frame
) -> bool:
    """Tell whether two of those who take part are on two sides: not Lee and Roe in "Lee and Roe met Hale"."""
    sides = {_side(head, frame) for head, _ in all_of}
    if len(sides) == 1:
        return not _has_partner(frame)
    return _side(one, frame) != _side(other, frame)


def _has_partner(frame: Frame) -> bool:
    """Tell whether all who take part do so with somebody else: "the firm and its owner made a deal with the state"."""
    predicates = filter(None, (frame.token, frame.carrier))
    return any(c.dep_ == "prep" and c.lower_ == "with" for each in predicates for c in each.rights)


def _side(head: Token, frame: Frame) -> str | None:
    """Return the function of the predicate that HEAD has, or that which it depends on."""
    for above in (head, *head.ancestors):
        for function, heads in frame.slots.items():
            if above in heads:
                return function
    return None


def idiom(found: Interpretation, ontology: Ontology) -> Iterator[int]:
    """Yield where the nouns stand that tell the event with its verb: the "trial" of "go on trial", "faces charges"."""
    words = found.entry.lemma.split()
    if found.frame.token.pos_ == "VERB" and len(words) == _PAIR:
        things = (t for t in found.frame.slots.get(OBJECT, ()) if t.lemma_.lower() in words)
        yield from (t.i for t in things if _tells(t, found.entry.evokes, ontology))
    if found.frame.token.pos_ == "VERB" and len(words) > _PAIR:
        for preposition in found.frame.token.rights:
            if preposition.lower_ in words:
                yield from (t.i for t in preposition.rights if t.lemma_.lower() in words)


def _tells(noun: Token, kind: str | None, ontology: Ontology) -> bool:
    """Tell whether the lexicon has NOUN for events of the same KIND, or for none: "suffered injuries"."""
    entries = ontology.nouns(noun.lemma_.lower())
    return not entries or any(entry.evokes == kind for entry in entries)
