"""What the verb above the noun of an event does to it: carries it, undoes it, or leaves it as it is."""

from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import phrasal_lemma
from kg.extract.grammar.phrases import participle_behind
from kg.extract.predications.nominals import answering, supports
from kg.extract.reading import Reading
from kg.extract.standing.operators import attitude, hedge
from kg.extract.standing.verdict import Verdict
from kg.model import Status

_ANSWERING: Final = vocabulary.words("descriptions", "answering")
_AGREED: Final = ("Acquisition", "Agreement", "Contract", "Merger", "Purchase", "Sale")
_BESIDE_NONE: Final = vocabulary.words("prepositions", "beside_none")
_PAST: Final = ("CommunicationEvent", "ConflictEvent", "Death", "Decision", "Disaster", "Injury")
_TAKING_FOR_GIVEN: Final = vocabulary.words("events", "taking_for_given")
_BRINGING_PROOF: Final = vocabulary.words("speech", "bringing_proof")
_PROOFS: Final = vocabulary.words("speech", "proofs")
_ESCAPED: Final = vocabulary.words("events", "escaped")
_ESCAPING: Final = vocabulary.words("events", "escaping")
_ESTABLISHING: Final = vocabulary.words("events", "establishing")
_GIVEN: Final = vocabulary.words("prepositions", "given")
_LIFTING: Final = vocabulary.words("events", "lifting")
_UNDOING: Final = vocabulary.words("events", "undoing")
_DOUBTS: Final = (Status.ALLEGED, Status.DENIED, Status.HYPOTHETICAL, Status.REPORTED)
_EXISTENTIAL: Final = vocabulary.words("events", "carrying")


def undoes(verb: Token, noun: Token, reading: Reading) -> bool:
    """Tell whether VERB says that what was agreed on will not be: a merger that collapses; talks have been held."""
    entries = reading.ontology.nouns(noun.lemma_.lower())
    agreed = any(
        entry.evokes is not None and reading.ontology.is_a(entry.evokes, kind)
        for entry in entries
        for kind in _AGREED
    )
    behind = (c for c in verb.rights if c.dep_ in ("advmod", "prep", "prt"))  # "fell through"
    words = {phrasal_lemma(verb), *(f"{verb.lemma_} {child.lower_}" for child in behind)}
    return agreed and not words.isdisjoint(_UNDOING)


def holds(noun: Token, status: Status | None) -> bool:
    """Tell whether what a NOUN names is still in force, as the verb above it stands as STATUS: "will lift the ban"."""
    unreal = status in (Status.HYPOTHETICAL, Status.NEGATED, Status.PLANNED)
    return unreal and noun.dep_ in ("dobj", "nsubjpass") and _is_lifted(noun)


def _is_lifted(noun: Token) -> bool:
    return noun.head.lemma_.lower() in _LIFTING


def said_behind(noun: Token, inner: Verdict, reading: Reading) -> Verdict:
    """Return INNER under the participle behind NOUN: "two deaths reported in Fiji", "talks planned for May"."""
    behind = participle_behind(noun)
    if behind is None:
        return inner
    entry = attitude(behind.lemma_.lower(), "verb", reading)
    if entry is None or entry.status is None or entry.complement == "clause":
        return inner
    return inner.under(entry.status, behind)


def said_above(noun: Token, inner: Verdict) -> Verdict:
    """Return INNER under the verb above NOUN that leaves open or denies whether it was, or says whose it was."""
    verb, lemma = noun.head, noun.head.lemma_.lower()
    claim = answering(noun)
    if claim is not None and claim.lemma_ == "claim":  # "claimed responsibility for the attack"
        return inner.under(Status.REPORTED, claim)
    if noun.dep_ == "dobj" and lemma in _ESCAPING and noun.lemma_.lower() in _ESCAPED:
        return inner.under(Status.NEGATED, verb)
    denial = next((child for child in verb.lefts if child.dep_ == "neg"), None)
    open_ = noun.dep_ in ("dobj", "nsubjpass") and lemma in _ESTABLISHING and denial is not None
    return inner.under(Status.HYPOTHETICAL, denial) if open_ else inner  # "was never proven"


def is_given_to_see(noun: Token) -> bool:
    """Tell whether a NOUN is the proof that somebody brings: "presented evidence", which is their word."""
    shown = noun.dep_ == "dobj" and noun.head.lemma_.lower() in _BRINGING_PROOF
    return shown and noun.lemma_.lower() in _PROOFS


def is_judged(noun: Token) -> bool:
    """Tell whether a sentence denies of what a NOUN opens only what it is like: "it is not an easy choice to leave"."""
    copula = noun.head
    it = any(child.lower_ == "it" for child in copula.lefts)
    return noun.dep_ == "attr" and it and any(child.dep_ == "neg" for child in copula.children)


def is_taken_for_given(noun: Token, verb: Token, reading: Reading) -> bool:
    """Tell whether a NOUN names what has been, whatever VERB is to do about it: "will investigate the attack"."""
    if verb.lemma_.lower() not in _TAKING_FOR_GIVEN or noun.dep_ not in (
        "dobj",
        "pobj",
        "nsubjpass",
    ):
        return False
    known = any(c.lower_ in ("the", "that", "this") or c.dep_ == "poss" for c in noun.lefts)
    entries = reading.ontology.nouns(noun.lemma_.lower())
    kinds = [entry.evokes for entry in entries if entry.evokes is not None]
    return known and any(reading.ontology.is_a(kind, each) for kind in kinds for each in _PAST)


def is_refused(noun: Token, cue: Token | None, reading: Reading) -> bool:
    """Tell whether CUE undoes not a NOUN but what it is about: a request that is rejected has been made."""
    if cue is None or cue.pos_ != "VERB" or cue.i != noun.head.i or _is_lifted(noun):
        return False
    lemma, verb = noun.lemma_.lower(), cue.lemma_.lower()
    words = (f"{verb} {lemma}", verb)  # "deny request"
    entry = next(filter(None, (attitude(each, "verb", reading) for each in words)), None)
    negative = entry is not None and entry.status is Status.NEGATED
    return negative and (attitude(lemma, "noun", reading) is not None or _is_speech(lemma, reading))


def is_answered(noun: Token) -> bool:
    """Tell whether somebody only answers to what a NOUN names, and it stands: "pleaded not guilty to the charges"."""
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "to" else noun
    if verb.pos_ in ("ADJ", "ADV"):  # "guilty to the charges"
        verb = verb.head
    return verb.pos_ == "VERB" and verb.lemma_ in _ANSWERING


def _is_speech(lemma: str, reading: Reading) -> bool:
    """Tell whether a noun always names words of somebody."""
    ontology = reading.ontology
    kinds = [entry.evokes for entry in ontology.nouns(lemma) if entry.evokes]
    return bool(kinds) and all(ontology.is_a(kind, "CommunicationEvent") for kind in kinds)


def is_made(noun: Token, reading: Reading) -> bool:
    """Tell whether a NOUN names words of somebody, said whoever heeds them: "backed the council's call"."""
    verb = noun.head
    if not any(child.dep_ == "poss" for child in noun.lefts) or verb.pos_ != "VERB":
        return False
    spoken = _is_speech(noun.lemma_.lower(), reading)
    return spoken and noun.dep_ == "dobj" and not carries(verb, reading)


def carries(verb: Token, reading: Reading) -> bool:
    """Tell whether VERB says of an event no more than that it is: to hold, to launch, to happen."""
    return verb.lemma_.lower() in _EXISTENTIAL or supports(verb, reading)


def describes(verb: Token, noun: Token) -> bool:
    """Tell whether VERB says what its subject NOUN is like: "the strike was not a surprise" denies no strike."""
    return (
        verb.lemma_ == "be"
        and noun.dep_ == "nsubj"
        and any(child.dep_ in ("acomp", "attr") for child in verb.rights)
    )


def is_apart(noun: Token, preposition: Token, reading: Reading) -> bool:
    """Tell whether what stands behind PREPOSITION is there, whatever becomes of the NOUN before it.

    "Wants talks under the accord"; "no casualties from the strike", but not "no sign of a strike".
    """
    if preposition.lower_ in _GIVEN:
        return True
    none = any(child.lower_ == "no" for child in noun.lefts)
    doubted = attitude(noun.lemma_.lower(), "noun", reading) is not None
    return none and not doubted and preposition.lower_ in _BESIDE_NONE


def is_given(noun: Token) -> bool:
    """Tell whether the text takes for granted what a NOUN names: "under the treaty between Peru and Chile"."""
    definite = any(child.lower_ == "the" for child in noun.lefts)
    return definite and any(c.dep_ == "prep" and c.lower_ == "between" for c in noun.rights)


def doubted(token: Token, inner: Verdict, reading: Reading) -> Verdict:
    """Return INNER under an "allegedly" or "apparent" at TOKEN: what hangs on it is no surer."""
    for child in token.lefts:
        if child.dep_ in ("advmod", "amod"):
            status = hedge(child, reading)
            if status in _DOUBTS:
                inner = inner.under(status, child)
    return inner
