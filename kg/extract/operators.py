"""What stands beside a predicate and decides how it stands: negation, modals, conditions, hedges, headlines."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.extract.syntax import is_infinitive, is_question, modal
from kg.extract.verdict import Verdict
from kg.model import Status
from kg.ontology import Entry

_CONDITIONS: Final = frozenset({"if", "unless", "whether", "should", "lest", "provided", "in case"})
_NEGATIVE: Final = frozenset({"no", "neither", "nobody", "none", "nothing", "without", "never"})
# What stands behind these is when or why, not what the verb is about: "delayed after an attack".
_CIRCUMSTANTIAL: Final = frozenset(
    {"after", "amid", "because", "before", "despite", "during", "following", "since", "until"}
)
_PARTS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}


def by_itself(token: Token, reading: Reading) -> Verdict:
    """Return what the negation, modals, adverbs and adjectives of a predicate say."""
    found = Verdict()
    for child in token.children:
        status = _operator(token, child, reading)
        if status is not None:
            found = found.under(status, child)
    if is_question(token):
        found = found.under(Status.HYPOTHETICAL, None)
    if token.dep_ == "ROOT" and token.tag_ in ("VB", "VBN") and is_infinitive(token):
        found = found.under(Status.PLANNED, token)  # a headline: "Airbus to cut jobs"
    return found


def _operator(token: Token, child: Token, reading: Reading) -> Status | None:
    dep, word = child.dep_, child.lower_
    if dep == "neg" or (dep in ("det", "preconj") and word in _NEGATIVE):
        return Status.NEGATED
    if dep == "aux":
        return modal(token, word)
    if dep == "mark" and word in _CONDITIONS:
        return Status.HYPOTHETICAL
    if dep in ("nsubj", "nsubjpass", "dobj") and (
        word in _NEGATIVE
        or any(below.lower_ == "no" and below.dep_ == "det" for below in child.lefts)
    ):
        return Status.NEGATED
    if dep in ("advmod", "amod"):
        return hedge(child, reading)
    return None


def hedge(child: Token, reading: Reading) -> Status | None:
    """Return what an adverb or adjective does: "allegedly", "suspected"."""
    if child.lower_ in _NEGATIVE:
        return Status.NEGATED
    pos = "adverb" if child.dep_ == "advmod" else "adjective"
    entry = attitude(child.lower_, pos, reading) or attitude(child.lemma_.lower(), pos, reading)
    return None if entry is None or entry.status in (None, Status.ASSERTED) else entry.status


def attitude(lemma: str, pos: str, reading: Reading, below: Token | None = None) -> Entry | None:
    """Return what the lexicon knows of a word of attitude, best of all over a complement such as BELOW."""
    found = reading.ontology.attitudes(lemma, pos)
    kind = "infinitive" if below is not None and is_infinitive(below) else "clause"
    fitting = [entry for entry in found if below is None or entry.complement in ("any", kind)]
    return next(iter((*fitting, *found)), None)


def governors(head: Token, below: Token) -> Iterator[tuple[str, str]]:
    """Yield the words, each with its part of speech, by which the lexicon may know HEAD as what governs BELOW.

    Those with a particle or a preposition come first.
    """
    lemma, pos = head.lemma_.lower(), _PARTS.get(head.pos_)
    if pos is None:
        return
    if below.pos_ == "ADP":
        yield f"{lemma} {below.lower_}", pos
    for child in head.rights:
        if child.dep_ in ("prt", "prep"):
            yield f"{lemma} {child.lower_}", pos
    if below.lower_ in _CIRCUMSTANTIAL:
        return
    yield lemma, pos
    predicate = next((child.lower_ for child in head.rights if child.dep_ == "acomp"), None)
    if lemma == "be" and predicate is not None:
        yield predicate, "adjective"
    elif pos in ("verb", "adjective"):
        yield head.lower_, "adjective"
