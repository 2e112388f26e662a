"""Noun phrases that English dependency parsers glue together though nothing joins them, or part though something does.

Who *told Reuters talks had failed* has told nothing of "Reuters talks", who *gives the government access* gives no
"government access", and *Medicare and Medicaid fraud* is fraud in both.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import COMMON, NOUNS, PERSON, PROPER, SUBJECTS, move, put, replace

_TOLD: Final = vocabulary.words("grammar", "telling_somebody")
_GIVING: Final = vocabulary.words("grammar", "giving_somebody")
_GIVEN: Final = vocabulary.words("grammar", "given")
_BODIES: Final = ("ORG", PERSON, "GPE", "NORP")
_BEFORE: Final = ("compound", "nmod")


def part(doc: Doc) -> None:
    """Part what is two, and share what is of both, in place."""
    for verb in doc:
        if verb.pos_ == "VERB" and not any(c.dep_ == "dative" for c in verb.rights):
            if verb.lemma_ in _TOLD:
                _told(verb)
            elif verb.lemma_ in _GIVING:
                _given(verb)
    for noun in doc:
        if noun.dep_ == "conj" and noun.tag_ in COMMON:
            _both(noun)


def _told(verb: Token) -> None:
    """Part who is told something from what is said: "told Reuters | talks had failed"."""
    if any(child.dep_ == "dobj" for child in verb.rights):
        return
    for clause in verb.rights:
        if clause.dep_ != "ccomp" or clause.i < verb.i:
            continue
        subject = next((c for c in clause.lefts if c.dep_ in SUBJECTS), None)
        if subject is None or subject.tag_ not in NOUNS or subject.left_edge.i != verb.i + 1:
            return
        told = next((e for e in verb.doc.ents if e.start == verb.i + 1), None)
        if told is not None and told.label_ in _BODIES and told.end <= subject.i:
            _recipient(verb, subject, told[-1], "dobj")


def _given(verb: Token) -> None:
    """Part who is given something from what is given: "gives the government | access"."""
    thing = next((c for c in verb.rights if c.dep_ == "dobj" and c.tag_ in COMMON), None)
    if thing is None or thing.left_edge.i <= verb.i:
        return
    for child in thing.lefts:
        if child.dep_ not in _BEFORE or child.tag_ not in NOUNS or child.i == thing.left_edge.i:
            continue
        beside = child.i + 1 == thing.i and thing.lemma_.lower() in _GIVEN
        if child.tag_ == "NNS" or (beside and child.lemma_.lower() not in _GIVEN):
            _recipient(verb, thing, child, "dative")
            return


def _recipient(verb: Token, thing: Token, one: Token, dep: str) -> None:
    """Hang ONE on VERB as DEP, with all that stands before it in the phrase of THING."""
    before = [child for child in thing.lefts if child.i < one.i]
    behind = [child for child in one.rights if child.i > one.i]
    put([one], verb, dep)
    move(before, one)
    move(behind, thing)


def _both(noun: Token) -> None:
    """Let NOUN be of both names before it: "Medicare and Medicaid fraud"."""
    first = noun.head
    alone = not any(first.lefts) and list(first.conjuncts) == [noun]
    if first.tag_ not in PROPER or not alone:
        return
    second = next((c for c in noun.lefts if c.dep_ in _BEFORE and c.tag_ in PROPER), None)
    joint = next((child for child in first.rights if child.dep_ == "cc"), None)
    if second is None or joint is None or second.left_edge.i != joint.i + 1:
        return
    if first.ent_type_ == second.ent_type_ and first.ent_type_ in ("ORG", "GPE", "NORP"):
        behind = [child for child in first.rights if child not in (joint, noun)]
        replace(first, noun)
        put([first], noun, "nmod")
        put([second], first, "conj")
        move(behind, noun)
