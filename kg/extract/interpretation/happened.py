"""Whether a noun tells of an event that happened, and whose word on an event makes a fact of it."""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import frame
from kg.extract.grammar.syntax import in_state
from kg.extract.interpretation.events import Interpretation
from kg.extract.predications.magnitudes import MAGNITUDE
from kg.extract.predications.nominals import answering, carried, exists
from kg.extract.reading import Reading
from kg.extract.standing.verdict import Verdict
from kg.model import Event, Mention, Status

UNSURE: Final = "nothing says that it happened"
UNTOLD: Final = "nothing with a name takes part"
_GAP: Final = 2  # characters between an office and a name
_COUNTED: Final = ("Election", "Victory")  # what those who take part claim and others count
_SERVING: Final = vocabulary.words("offices", "officers")


def serves(agent: Mention, authorities: frozenset[str]) -> bool:
    """Tell whether AGENT is only a part of the state without a name: "officers", "police"."""
    last = agent.name.lower().split()[-1]
    return not agent.named and bool({last, last.rstrip("s")} & (authorities | _SERVING))


def declared(event: Event, verdict: Verdict, reading: Reading) -> Verdict:
    """Return VERDICT with a body's own public act as a fact: prosecutors say that X has been charged.

    Where the text names who acts, only the one who acts may say so: a ministry's word on the sanctions of another
    state is hearsay. Who has won, others count.
    """
    authorities = reading.ontology.classes[event.type].authorities
    if verdict.status is not Status.REPORTED or len(verdict.speakers) != 1 or not authorities:
        return verdict
    speaker = verdict.speakers[0]
    is_a = reading.ontology.is_a
    agents = {
        argument.filler.name
        for argument in event.arguments
        if is_a(argument.role, "agent") and isinstance(argument.filler, Mention)
        if not serves(argument.filler, authorities)
    }
    by_office = not authorities.isdisjoint(offices(speaker, reading))
    counted = any(is_a(event.type, each) for each in _COUNTED)
    own = speaker.name in agents if agents and not counted else by_office
    return replace(verdict, status=Status.ASSERTED) if own else verdict


def offices(speaker: Mention, reading: Reading) -> set[str]:
    """Return the last words of what SPEAKER is called, and of an office right before the name: "Judge Ana Ruiz".

    Those before what it is of say as much: "the Department of Justice".
    """
    text = speaker.text.lower().replace("'s", "")
    words = [word for part in (text, text.partition(" of ")[0]) for word in part.split()[-2:]]
    for annotation in reading.layers.mentions if speaker.named else ():
        value = annotation.value
        office = isinstance(value, Mention) and value.type == "Position"
        if office and 0 < speaker.span.start - value.span.end <= _GAP:
            words.extend(value.text.lower().split()[-2:])
    return {each for word in words for each in (word, word.rstrip("s"))}


# What a noun alone tells too little of: "corruption charges", "oil exports".
_KINDS: Final = frozenset({"Offence", "Commodity", "Position", "Law", "Weapon"})


def is_told(best: Interpretation) -> bool:
    """Tell whether a noun says enough to be an event: a name takes part, or two things do, or it is measured."""
    values = [value for fillers in best.roles.values() for _, value in fillers]
    things = [value for value in values if isinstance(value, Mention)]
    names = [thing for thing in things if thing.named or thing.type == "Vehicle"]  # "the ferry"
    counted = any(
        child.dep_ == "nummod"
        for fillers in best.roles.values()
        for t, _ in fillers
        for child in t.lefts
    )
    told = any(name.type not in _KINDS for name in names) or MAGNITUDE in best.roles
    return told or len(best.roles) > 1 or counted


_HAPPENED: Final = vocabulary.words("prepositions", "happened")
_SPELLS: Final = vocabulary.words("time", "spells_and_series")
_DEFINITE: Final = vocabulary.words("pronouns", "definite_events")


def is_realised(noun: Token, reading: Reading) -> bool:
    """Tell whether the text takes the event of a NOUN as given: definite, a subject, carried by a verb."""
    dep, head = noun.dep_, noun.head
    if any(carrier(noun) is not None for carrier in (in_state, answering, exists)):
        return True
    if dep == "pobj" and head.lower_ == "of" and head.head.lemma_.lower() in _SPELLS:
        return is_realised(head.head, reading)  # "after three days of talks"
    if dep == "conj" and head.pos_ == "NOUN":
        return is_realised(head, reading)
    if dep == "pobj" and head.lower_ == "to":
        return False  # "information that leads to the arrest"
    if any(child.lower_ in _DEFINITE or child.dep_ == "poss" for child in noun.lefts):
        return True
    if dep in ("nsubj", "nsubjpass") or (dep == "ROOT" and noun.i == head.i):
        return True
    if dep == "pobj":
        return head.lower_ in _HAPPENED or _is_carried(noun, head.head, reading)
    return _is_carried(noun, head, reading)


def _is_carried(noun: Token, verb: Token, reading: Reading) -> bool:
    """Tell whether VERB only carries the event of a NOUN: "signed a deal", "entered into a deal"."""
    return verb.pos_ == "VERB" and noun in carried(frame(verb), reading)
