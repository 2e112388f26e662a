"""Event nouns as predicates: "the CIA-led operation", "strikes against five boats", "exports of oil to X"."""

from collections.abc import Collection, Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import (
    COMPLEMENT,
    OBJECT,
    RECIPIENT,
    SUBJECT,
    Frame,
    antecedent,
    frame,
    phrasal_lemma,
    prepositional,
)
from kg.extract.grammar.functions import predicate_names
from kg.extract.grammar.syntax import has_passive, in_state, word_before
from kg.extract.reading import Reading
from kg.extract.reference.neighbours import Beside
from kg.extract.reference.subjects import Bearers
from kg.ontology import Entry

_HYPHENATED: Final = ("-led", "-backed", "-brokered", "-mediated", "-sponsored", "-ordered")
_INVOLVING: Final = vocabulary.words("events", "involving")
_OWNING_UP: Final = vocabulary.words("events", "owning_up")
_RESPONSIBILITY: Final = "responsibility"
_NO_DEEDS: Final = vocabulary.words("events", "no_deeds")
_SPELLS: Final = vocabulary.words("time", "spells")
_ON_OCCASIONS: Final = frozenset({"at", "during", "in"})
_ROUND_NOUNS: Final = ("poss", "compound", "nmod", "amod")


def noun_frames(reading: Reading) -> Iterator[Frame]:
    """Return the frame of every noun that the lexicon knows as an event."""
    for token in reading.doc:
        if token.pos_ != "NOUN" or not reading.ontology.nouns(token.lemma_.lower()):
            continue
        if is_no_deed(token):
            continue
        if token.i not in reading.mention_at or _is_deed(token, reading):
            yield noun_frame(token, reading)


def is_no_deed(noun: Token) -> bool:
    """Tell whether the word before a NOUN makes it an idiom that tells of no event: "in charge", "heart attack"."""
    return f"{word_before(noun)} {noun.lower_}" in _NO_DEEDS


def _is_deed(noun: Token, reading: Reading) -> bool:
    """Tell whether the noun of an offence tells of a deed: "the murder of Laura Stein"."""
    annotation = reading.mention_at[noun.i]
    offence = getattr(annotation.value, "type", None) == "Offence"
    return offence and any(child.dep_ in ("poss", "prep") for child in noun.children)


def noun_frame(noun: Token, reading: Reading) -> Frame:
    """Return the frame of one event NOUN: possessor, modifiers, prepositions, and what its support verb adds."""
    built = Frame(noun, known_as(noun, reading))
    for child in noun.children:
        if child.dep_ == "poss":
            built.add("poss", child)
        elif _precedes(child, noun):
            built.add("modifier" if _is_nationality(child, reading) else "compound", child)
        elif child.dep_ == "amod" and (leader := _modifier(child, reading)) is not None:
            built.add("modifier", leader)
    for name, head in prepositional(noun):
        built.add(name, antecedent(head))
    _participles(built, reading)
    _support(built, reading)
    _occasion(built, reading)
    if any("bearer" in entry.slots for entry in reading.ontology.nouns(built.lemma)):
        _borne(built, reading)
    return built


def known_as(noun: Token, reading: Reading) -> str:
    """Return what the lexicon has NOUN under: "hunger strike", where it has that, and not just "strike"."""
    lemma = noun.lemma_.lower()
    before = noun.nbor(-1) if noun.i > noun.sent.start else None
    whole = f"{before.lower_} {lemma}" if before is not None and before.head == noun else lemma
    return whole if reading.ontology.nouns(whole) else lemma


def _precedes(child: Token, noun: Token) -> bool:
    """Tell whether a noun stands before the NOUN of an event: "cholera outbreak", which may look like a verb."""
    if child.dep_ == "nsubj":
        return child.i + 1 == noun.i
    return child.dep_ in ("compound", "nmod") and child.i < noun.i


def _borne(built: Frame, reading: Reading) -> None:
    """Add who bears a noun such as "killer": by title, apposition or copula, or else the noun itself, described."""
    bearers = [bearer.head for bearer in Bearers(reading, Beside(reading)).of(built.token)]
    for head in bearers or [built.token]:
        built.add("bearer", head)


def _modifier(child: Token, reading: Reading) -> Token | None:
    """Return the token that names the actor in an adjective: "Russian" strikes, "CIA-led" operations."""
    if child.i in reading.mention_at:
        return child
    if child.lower_ in ("led", "backed", "sponsored", "brokered"):
        return next((below for below in child.lefts if below.i in reading.mention_at), None)
    return None


def _is_nationality(child: Token, reading: Reading) -> bool:
    annotation = reading.mention_at.get(child.i)
    return annotation is not None and getattr(annotation.value, "type", None) == "Country"


def _participles(built: Frame, reading: Reading) -> None:
    """Add the agent of a participle behind the noun: "talks hosted by Qatar", "an attack launched by rebels"."""
    for child in built.token.rights:
        if child.dep_ == "acl" and child.tag_ == "VBN" and supports(child, reading):
            _subject_of(built, frame(child), reading, "by")


def _subject_of(built: Frame, carrier: Frame, reading: Reading, function: str) -> None:
    """Add the subject of a CARRIER in the role that it says itself, a host's for one, or under FUNCTION."""
    heads = carrier.slots.get(SUBJECT, ())
    own = [
        entry.slots[SUBJECT] for entry in _entries(carrier.token, reading) if SUBJECT in entry.slots
    ]
    for head in heads:
        if head.i == built.token.i:
            continue
        if own:
            built.roles.setdefault(own[0], []).append(head)
        else:
            built.add(function, head)


def _support(built: Frame, reading: Reading) -> None:
    """Add subject and prepositions of the support verb: "launched an attack on", "imposed sanctions on"."""
    noun = built.token
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    noun = _spell(noun)
    if (state := in_state(noun)) is not None:
        built.carrier = state
        for head in frame(state).slots.get(SUBJECT, ()):
            built.add(OBJECT if noun.head.lower_ == "under" else SUBJECT, head)
    _answered(built, noun)
    verb = noun.head if noun.dep_ != "pobj" else noun.head.head
    if verb.pos_ != "VERB":
        return
    carrier = frame(verb)
    struck = noun.dep_ == "nsubj" or noun.head.dep_ == "agent"  # "Oslo was hit by a storm"
    if struck and strikes(carrier, reading):
        _take_over(built, carrier, (SUBJECT, COMPLEMENT))
    elif noun in carried(carrier, reading):
        _carried(built, carrier, noun, reading)


def _answered(built: Frame, noun: Token) -> None:
    """Add the copula that says that there is a NOUN, or who did what it tells."""
    built.carrier = exists(noun) or built.carrier
    copula = answering(noun)
    if copula is not None:
        built.carrier = copula
        for head in frame(copula).slots.get(SUBJECT, ()):
            built.add(SUBJECT, head)


def exists(noun: Token) -> Token | None:
    """Return the copula that says no more than that there is a NOUN: "there was an explosion"."""
    copula = noun.head
    there = noun.dep_ in ("attr", "nsubj") and any(c.dep_ == "expl" for c in copula.lefts)
    return copula if there and copula.lemma_ == "be" else None


def answering(noun: Token) -> Token | None:
    """Return the verb that says who did what NOUN tells: "was behind the attack", "claimed responsibility for it"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.dep_ != "prep":
        return None
    above = preposition.head
    if preposition.lower_ == "for" and above.lemma_ == _RESPONSIBILITY and above.dep_ == "dobj":
        verb = above.head
        words = (verb, *verb.lefts, *(c for subject in verb.lefts for c in subject.lefts))
        none = any(word.dep_ == "neg" or word.lower_ in ("no", "nobody", "none") for word in words)
        return verb if verb.lemma_ in _OWNING_UP and not none else None
    if preposition.lower_ == "for" and above.lower_ == "responsible" and above.dep_ == "acomp":
        above = above.head
    elif preposition.lower_ != "behind":
        return None
    return above if above.lemma_ == "be" else None


def is_occasion(noun: Token) -> bool:
    """Tell whether a verb may say who takes part in what NOUN tells: "clashes erupted", "were hurt in a fight".

    Not so "charged in the attack", "a suspect in the attack".
    """
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return True
    verb = noun.head.head
    during = noun.dep_ == "pobj" and noun.head.lower_ in ("amid", "during", "in")
    return during and verb.pos_ == "VERB" and verb.lemma_.lower() not in _INVOLVING


def _occasion(built: Frame, reading: Reading) -> None:
    """Add who speaks where NOUN is the occasion: "in an interview with the BBC, Ana Ruiz said"; the BBC asks her."""
    noun, preposition = built.token, built.token.head
    if noun.dep_ != "pobj" or preposition.lower_ not in _ON_OCCASIONS or not built.slots:
        return  # "said in an interview" tells of nobody else
    verb = preposition.head
    attitudes = reading.ontology.attitudes(verb.lemma_.lower(), "verb")
    if verb.pos_ != "VERB" or not any(entry.speaks for entry in attitudes) or has_passive(verb):
        return
    for head in frame(verb).slots.get(SUBJECT, ()):
        built.add("speaker", head)
    if "speaker" in built.slots and "with" in built.slots:
        built.slots["by"] = built.slots.pop("with")


def _spell(noun: Token) -> Token:
    """Return the stretch of time that NOUN filled where there is one: "held three days of talks"."""
    above = noun.head.head
    spell = noun.dep_ == "pobj" and noun.head.lower_ == "of" and above.lemma_.lower() in _SPELLS
    return above if spell else noun


def _carried(built: Frame, carrier: Frame, noun: Token, reading: Reading) -> None:
    """Add the functions of the CARRIER of a noun, its object aside."""
    built.carrier = carrier.token
    _subject_of(built, carrier, reading, SUBJECT)
    _take_over(built, carrier, (SUBJECT, OBJECT, COMPLEMENT), noun)


def _take_over(
    built: Frame, carrier: Frame, apart: Collection[str], noun: Token | None = None
) -> None:
    """Add to the frame of a noun the functions of its CARRIER that are not set APART, without NOUN."""
    for function, heads in carrier.slots.items():
        name = OBJECT if function == RECIPIENT else function
        for head in heads if function not in apart else ():
            if head not in (built.token, noun):
                built.add(name, head)


def supports(verb: Token, reading: Reading) -> bool:
    """Tell whether VERB only carries its object: to launch, hold, impose, sign."""
    return any(not entry.inverse for entry in _entries(verb, reading))


def carried(verb: Frame, reading: Reading) -> list[Token]:
    """Return the nouns that a VERB only carries: its objects, and what it "entered into"."""
    found = list(verb.slots.get(OBJECT, ())) if supports(verb.token, reading) else []
    for function, heads in verb.slots.items():
        if reading.ontology.support(f"{verb.lemma} {function}"):
            found.extend(heads)
    return found


def strikes(verb: Frame, reading: Reading) -> bool:
    """Tell whether VERB only says that its subject happened, and to whom: an earthquake struck, a vote took place."""
    names = predicate_names(verb)
    return any(entry.inverse for name in names for entry in reading.ontology.support(name))


def _entries(verb: Token, reading: Reading) -> tuple[Entry, ...]:
    return reading.ontology.support(phrasal_lemma(verb))
