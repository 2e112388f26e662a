"""Participles before their noun as predicates, and "dead" without a verb: "oil-producing countries", "17 dead"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame
from kg.extract.reading import Reading

_BEFORE: Final = ("amod", "compound", "nmod")
_COMPLEMENTS: Final = ("npadvmod", "compound", "nmod", "dobj", "amod")


def participle_frames(reading: Reading) -> Iterator[Frame]:
    """Return the frame of every participle before a noun that has a known thing as its own object or agent."""
    for token in reading.doc:
        lemma = _lemma(token, reading) if token.dep_ in _BEFORE else None
        if lemma is None or token.head.pos_ not in ("NOUN", "PROPN"):
            continue
        other = _complement(token, reading)
        if other is None:
            continue
        active = token.lower_.endswith("ing")
        built = Frame(token, lemma, passive=not active)
        built.add(SUBJECT if active else OBJECT, _noun(token))
        built.add(OBJECT if active else SUBJECT, other)
        yield built


def verbless(reading: Reading) -> Iterator[Frame]:
    """Return the frame of each "dead" that stands right behind those it counts: "17 dead as bus overturns"."""
    for token in reading.doc:
        if token.lower_ != "dead" or token.i == 0 or token.dep_ in ("oprd", "acomp"):
            continue
        before = token.nbor(-1)
        apart = before.head.i == token.i or token.head.i == before.i
        counted = reading.quantity_of(before) is not None or _is_counted(before, reading)
        if apart and counted and not _is_noun_ahead(token):
            built = Frame(token, "be dead")
            built.slots[SUBJECT] = [before]
            yield built


def _is_counted(noun: Token, reading: Reading) -> bool:
    """Tell whether a number stands with NOUN: "six aid workers dead in ambush"."""
    return noun.pos_ == "NOUN" and any(reading.quantity_of(child) for child in noun.lefts)


def _is_noun_ahead(adjective: Token) -> bool:
    return adjective.head.i > adjective.i and adjective.dep_ == "amod"


def _noun(participle: Token) -> Token:
    """Return the noun that a PARTICIPLE describes, or the name behind it: "U.S.-sanctioned businessman Orlov"."""
    noun = participle.head
    while noun.dep_ in ("compound", "nmod") and noun.head.pos_ == "PROPN" and noun.head.i > noun.i:
        noun = noun.head
    return noun


def _lemma(token: Token, reading: Reading) -> str | None:
    """Return the verb whose participle TOKEN is; the tagger calls many of them nouns or adjectives."""
    ontology = reading.ontology
    if ontology.adjectives(token.lower_) or token.head.i <= token.i:
        return None
    if token.tag_ in ("VBG", "VBN"):
        return token.lemma_.lower() if ontology.verbs(token.lemma_.lower()) else None
    return next((verb for verb in _stems(token.lower_) if ontology.verbs(verb)), None)


def _stems(word: str) -> Iterator[str]:
    """Return the verbs that WORD could be the gerund of.

    >>> list(_stems("smuggling")), list(_stems("running")), list(_stems("oil"))
    (['smuggl', 'smuggle'], ['runn', 'runne', 'run'], [])
    """
    if not word.endswith("ing") or len(word) < len("being"):
        return
    stem = word.removesuffix("ing")
    yield stem
    yield f"{stem}e"
    if stem[-1:] == stem[-2:-1]:
        yield stem[:-1]


def _complement(participle: Token, reading: Reading) -> Token | None:
    """Return the known thing right before a PARTICIPLE: "oil-producing", "oil producing".

    Without a hyphen only a commodity is taken, and only where the noun acts: an oil pumping station produces no oil.
    """
    at = participle.i - 1
    hyphen = at > participle.sent.start and participle.doc[at].text in ("-", "–")
    before = participle.doc[at - 1] if hyphen else participle.doc[at]
    annotation = reading.mention_at.get(before.i)
    if annotation is not None and annotation.last > participle.i:
        return None  # "human trafficking" is one thing
    kind = getattr(annotation.value, "type", None) if annotation is not None else None
    if hyphen:
        known = kind is not None or reading.ontology.noun_kind(before.lemma_.lower()) is not None
        return before if known else None
    below = before.head.i == participle.i and before.dep_ in _COMPLEMENTS
    actor = reading.ontology.noun_kind(participle.head.lemma_.lower()) or "Topic"
    acts = reading.ontology.is_a(actor, "Agent")
    return before if below and kind == "Commodity" and acts else None
