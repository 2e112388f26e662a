"""Who takes part in what any predicate tells, known to the lexicon or not, as the numbered roles of PropBank."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import (
    SUBJECT,
    Frame,
    antecedent,
    frame,
    is_passive,
    phrasal_lemma,
    prepositional,
)
from kg.extract.grammar.numbering import COMPOUND, MODIFIER, OF, POSSESSOR, numbered
from kg.extract.grammar.phrases import CONTENTFUL
from kg.extract.grammar.syntax import is_infinitive
from kg.extract.predications.labelled import labelled, merged
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers

BEARER: Final = "bearer"
_BEFORE: Final = {"poss": POSSESSOR, "compound": COMPOUND, "nmod": COMPOUND, "amod": MODIFIER}
_OWN_ACTS: Final = vocabulary.words("control", "own_acts")
_RANKS: Final = vocabulary.words("pronouns", "ranks_of_events")
_STATES: Final = frozenset({"have"})  # who has an order need not have given it
_TEXTS: Final = vocabulary.words("speech", "texts")
_ACTING: Final = ("Agent", "Place", "Position")


class Arguments:
    """Finds the numbered roles of predicates in one document; the frames of its verbs are built once."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers
        self._frames: dict[int, Frame] = {}
        self.labelled = labelled(reading)

    def of(self, predicate: Token) -> Iterator[tuple[str, Token]]:
        """Return the roles of a PREDICATE with the heads of what fills them."""
        part = part_of_speech(predicate)
        if part is None:
            return
        found = any_frame(predicate, self._frames)
        if part == "v" and _is_ranked(predicate):
            found.slots.setdefault(SUBJECT, [predicate.head])
        if part == "n" and not _is_owned(found):
            found.slots[POSSESSOR] = [*self._decider(found), *self._beyond(predicate)]
        rules = list(numbered(found, part, self._is_thing))
        yield from merged(rules, self.labelled.get(predicate.i, ()))

    def _is_thing(self, head: Token) -> bool:
        """Tell whether HEAD names or describes what cannot act."""
        mention = self.fillers.mention(head)
        is_a = self.reading.ontology.is_a
        return mention is not None and not any(is_a(mention.type, name) for name in _ACTING)

    def _decider(self, found: Frame) -> list[Token]:
        """Return whose plan or decision it is: in "the decision of the EU to add" it is not decided on."""
        heads = found.slots.get(OF, [])
        if found.lemma not in CONTENTFUL or any(map(self._is_thing, heads)):
            return []
        return found.slots.pop(OF, [])

    def _beyond(self, noun: Token) -> Iterator[Token]:
        """Return who has the event of a NOUN by what stands beyond its phrase, as the possessor would."""
        for child in noun.rights:
            if child.dep_ == "relcl" and self._is_carrier(child):
                yield from self._subjects(child, noun)  # "the attack that rebels launched"
        top = noun
        while top.dep_ == "conj" and top.head.pos_ in ("NOUN", "PROPN"):
            top = top.head
        if top.i != noun.i and not any(child.dep_ in ("det", "poss") for child in noun.lefts):
            yield from (child for child in top.lefts if child.dep_ == "poss")
        above = top.head
        if top.dep_ in ("dobj", "nsubjpass") and self._is_carrier(above):
            yield from self._subjects(above, noun)
        elif top.dep_ == "pobj" and top.lemma_.lower() in _TEXTS and above.head.pos_ == "VERB":
            yield from self._subjects(above.head, noun)  # "said in a statement"

    def _is_carrier(self, verb: Token) -> bool:
        """Tell whether the object of VERB is an act of its subject."""
        lemma = phrasal_lemma(verb)
        carries = any(
            not e.inverse and SUBJECT not in e.slots for e in self.reading.ontology.support(lemma)
        )
        return verb.pos_ == "VERB" and lemma not in _STATES and (carries or lemma in _OWN_ACTS)

    def _subjects(self, verb: Token, noun: Token) -> list[Token]:
        found = frame(verb, self._frames).slots.get(SUBJECT, [])
        return [head for head in found if head.i != noun.i]


def _is_ranked(verb: Token) -> bool:
    """Tell whether an infinitive says what the noun before it is the first or the last to do."""
    ranks = any(child.lower_ in _RANKS for child in verb.head.lefts)
    return ranks and verb.dep_ in ("acl", "relcl") and is_infinitive(verb) and not is_passive(verb)


def _is_owned(found: Frame) -> bool:
    """Tell whether the phrase of a noun says itself who acts."""
    return (
        POSSESSOR in found.slots
        or "by" in found.slots
        or any(
            head.text[0].isupper()
            for name in (COMPOUND, MODIFIER)
            for head in found.slots.get(name, ())
        )
    )


def part_of_speech(token: Token) -> str | None:
    """Return the part of speech of a predicate as PropBank writes it; None of what is none."""
    return {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "j"}.get(token.pos_)


def any_frame(predicate: Token, built: dict[int, Frame] | None = None) -> Frame:
    """Return the frame of a verb, noun or adjective; BUILT remembers the frames of the verbs of its document."""
    match part_of_speech(predicate):
        case "v":
            return frame(predicate, built)
        case "n":
            return _noun(predicate, built)
        case _:
            return _adjective(predicate, built)


def _noun(noun: Token, built: dict[int, Frame] | None) -> Frame:
    """Return the frame of a NOUN: possessor, words before it, prepositions."""
    found = Frame(noun, noun.lemma_.lower())
    for child in noun.lefts:
        if child.dep_ in _BEFORE:
            found.add(_BEFORE[child.dep_], child)
    for name, head in prepositional(noun):
        found.add(name, antecedent(head))
    return found


def _adjective(adjective: Token, built: dict[int, Frame] | None) -> Frame:
    """Return the frame of an ADJECTIVE: what it is said of, and its prepositions."""
    found = Frame(adjective, adjective.lemma_.lower())
    if adjective.dep_ == "amod":
        found.add(BEARER, adjective.head)
    elif adjective.dep_ in ("acomp", "attr") and adjective.head.pos_ in ("VERB", "AUX"):
        for head in frame(adjective.head, built).slots.get(SUBJECT, ()):
            found.add(BEARER, head)
    for name, head in prepositional(adjective):
        found.add(name, antecedent(head))
    return found
