"""Clauses that say whom a rule is about, on what a charge rests or what a story tells, and not that it is so."""

from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.syntax import has_passive, is_infinitive, is_said_to, modal
from kg.extract.reading import Reading
from kg.model import Status
from kg.ontology import Entry

_BECAUSE: Final = "because"
_FICTION: Final = vocabulary.words("speech", "fiction")
_HELD: Final = vocabulary.words("speech", "held")
_OPINION: Final = vocabulary.words("speech", "of_opinion")
_INDICATIVE: Final = frozenset({"VBD", "VBP", "VBZ"})
_KNOWN: Final = ("nummod", "poss")  # of a noun that means somebody
_REGULATING: Final = vocabulary.words("events", "regulating")
_WHOEVER: Final = vocabulary.words("pronouns", "whoever")


def status_of(entry: Entry, head: Token, token: Token) -> Status:
    """Return what HEAD, of which the lexicon has ENTRY, makes of TOKEN below it.

    What somebody believes is their guess; what *is believed to* be so, others say whom nobody names.
    """
    status = entry.status or Status.ASSERTED
    told = token.dep_ == "ccomp" and token.tag_ in _INDICATIVE
    if status is Status.PLANNED and told and not any(c.tag_ == "MD" for c in token.lefts):
        return Status.REPORTED  # "decided that she is the best"
    held = head.lemma_.lower() in _HELD and (has_passive(head) or is_said_to(head))
    guessed = status is Status.HYPOTHETICAL and token.dep_ == "xcomp" and is_infinitive(token)
    named = any(child.dep_ == "agent" for child in head.rights)
    if not held or not guessed or named:
        return status
    return Status.REPORTED if head.lemma_.lower() in _OPINION else Status.ALLEGED


def is_of_whoever(token: Token) -> bool:
    """Tell whether the clause of TOKEN is about nobody in particular: "bars anyone who carries a gun"."""
    above = token.head if token.dep_ in ("advcl", "conj") else token
    return _is_for_whoever(token) or _is_of_a_rule(above)


def in_fiction(token: Token) -> bool:
    """Tell whether TOKEN tells what a story tells: "In the film, Hale kills Holm", "a novel in which Norway wins"."""
    above = (token, *token.ancestors)
    if any(each.dep_ == "relcl" and _is_story(each.head) and _has_in(each) for each in above):
        return True
    first = token.sent[0]
    if first.lower_ != "in" or first.head not in above:
        return False
    behind = first.right_edge.i + 1
    apart = behind < len(token.doc) and token.doc[behind].text == ","
    return apart and any(map(_is_story, first.rights))


def _is_story(noun: Token) -> bool:
    return noun.lemma_.lower() in _FICTION


def _has_in(clause: Token) -> bool:
    """Tell whether a CLAUSE tells what happens in something: "in which"."""
    return any(child.lower_ == "in" and child.i < clause.i for child in clause.children)


def ground(clause: Token, reading: Reading) -> tuple[Status, Token] | None:
    """Return how a CLAUSE stands that says for what somebody is charged: "was sued because he had lied"."""
    marked = any(c.dep_ == "mark" and c.lower_ == _BECAUSE for c in clause.lefts)
    charged = clause.dep_ == "advcl" and marked and is_legal(clause.head, reading)
    return (Status.ALLEGED, clause.head) if charged else None


def is_legal(head: Token, reading: Reading) -> bool:
    """Tell whether HEAD tells of something before the law."""
    ontology, lemma = reading.ontology, head.lemma_.lower()
    kinds = (e.evokes for e in (*ontology.verbs(lemma), *ontology.nouns(lemma)))
    return any(kind is not None and ontology.is_a(kind, "LegalEvent") for kind in kinds)


def _is_for_whoever(token: Token) -> bool:
    """Tell whether a participle only says whom something would concern: "would apply to people using trains"."""
    noun = token.head
    if token.dep_ != "acl" or token.tag_ != "VBG" or noun.tag_ != "NNS" or noun.dep_ == "nsubj":
        return False
    verb = next((above for above in noun.ancestors if above.pos_ in ("VERB", "AUX")), None)
    auxiliaries = (c.lower_ for c in verb.lefts if c.dep_ == "aux") if verb is not None else ()
    unreal = verb is not None and any(modal(verb, word) is not None for word in auxiliaries)
    return unreal and not any(c.dep_ in ("det", "poss", "nummod") for c in noun.lefts)


def _is_of_a_rule(token: Token) -> bool:
    """Tell whether TOKEN says whom a rule is about: "prohibits retaliation against an employee who complains"."""
    noun = token.head
    if token.dep_ not in ("acl", "relcl") or any(c.dep_ in _KNOWN for c in noun.lefts):
        return False
    words = [noun.lower_, *(c.lower_ for c in noun.lefts if c.dep_ == "det")]
    general = (not words[1:] and noun.tag_ == "NNS") or any(word in _WHOEVER for word in words)
    verb = next((above for above in noun.ancestors if above.pos_ == "VERB"), None)
    return general and verb is not None and regulates(verb)


def regulates(verb: Token) -> bool:
    """Tell whether VERB says in the present what a rule does: "bars", "requires"."""
    return verb.lemma_.lower() in _REGULATING and verb.tag_ in ("VB", "VBG", "VBP", "VBZ")
