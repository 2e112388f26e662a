"""What the network may not say alone of who takes part, by where in the sentence somebody stands.

Each rule is one kind of place from which a role cannot come; what the lexicon reads is not asked.
"""

from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.phrases import noun_class
from kg.extract.predications.nominals import is_occasion
from kg.extract.reading import Reading
from kg.model import Mention
from kg.ontology import Ontology
from kg.rolesets import senses

_CONFLICT: Final = "ConflictEvent"
_DEADLY: Final = vocabulary.words("events", "deadly")
_KILLING: Final = "Killing"
_LAWSUIT: Final = "Lawsuit"
_HARM: Final = ("ConflictEvent", "Wrongdoing")
_DOING: Final = ("agent", "cause")
_MEETING: Final = vocabulary.words("events", "meeting")
_OF_CLAUSE: Final = (
    "agent",
    "patient",
    "recipient",
    "target",
    "theme",
    "topic",
)  # not lent to another clause
_OF_PEOPLE: Final = ("accused", "agent", "defendant", "patient", "target", "victim")
_PARTIES: Final = frozenset({"dobj", "nsubj", "nsubjpass"})
_OTHER_TIMES: Final = vocabulary.words("prepositions", "other_times")
_WHO: Final = ("Person", "Position")
# By role and part of speech, what no such role stands behind: "made from a plant", "charged in court", "sues for Hale".
_NOT_BEHIND: Final = (
    ("agent", frozenset({"VERB"}), frozenset({"at", "from", "in"})),
    ("defendant", frozenset({"NOUN", "VERB"}), frozenset({"for"})),
)


def is_barred(kind: str, predicate: Token, role: str, head: Token, reading: Reading) -> bool:
    """Tell whether HEAD cannot fill ROLE of an event of the class KIND that PREDICATE tells."""
    ontology = reading.ontology
    return (
        _is_behind(predicate, role, head, ontology)
        or head == predicate
        or (role == "place" and _is_home(head, reading))
        or (role in _OF_CLAUSE and _acts_elsewhere(predicate, head))
        or _meets(predicate, role, head, ontology)
        or (
            role in _OF_PEOPLE
            and (_is_of_another(predicate, head) or _is_followed(predicate, head, ontology))
        )
        or (_is_harm_elsewhere(kind, predicate, head, ontology) and _is_linked(predicate, role))
    )


def _is_of_another(noun: Token, head: Token) -> bool:
    """Tell whether HEAD takes part in what another noun or a clause tells beside the phrase of a NOUN.

    "The hearing included the testimony of | Holm", "the evidence at trial showed that | Holm knew".
    """
    if noun.pos_ != "NOUN" or noun.is_ancestor(head):
        return False
    if noun.dep_ == "pobj":
        for above in (head, *head.ancestors):
            if above.is_ancestor(noun):
                break
            if above.dep_ == "ccomp":
                return True
    other = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else noun
    own = other == noun or other.is_ancestor(noun) or other.pos_ != "NOUN"
    return not own and bool(senses(other.lemma_.lower(), "NN"))


def _is_followed(verb: Token, head: Token, ontology: Ontology) -> bool:
    """Tell whether others of HEAD take part in what a VERB tells: "fighting supporters of | Hale"."""
    if verb.pos_ != "VERB" or head.dep_ != "pobj" or head.head.lower_ != "of":
        return False
    others = head.head.head
    people = ontology.is_a(noun_class(others, ontology), "Agent")
    return people and others.head == verb and others.dep_ in _PARTIES


def _acts_elsewhere(predicate: Token, head: Token) -> bool:
    """Tell whether HEAD is in a clause with a subject beside PREDICATE: "the leaders met as | negotiators worked".

    Or in another behind a semicolon.
    """
    for above in (head, *head.ancestors):
        if above == predicate:
            return False
        if predicate.dep_ == "csubj" and above == predicate.head:
            return True  # "moving the embassy angered | Iran"
        if above.is_ancestor(predicate):
            first, last = sorted((predicate.i, head.i))
            return any(t.text == ";" and t.head == above for t in head.doc[first:last])
        if above.dep_ == "advcl" and above.head == predicate:
            return any(child.dep_ in SUBJECTS for child in above.lefts)
    return False


def is_no_lawsuit(kind: str, noun: Token) -> bool:
    """Tell whether an event of the class KIND is none, as its NOUN is a prosecutor's: "a criminal complaint"."""
    return kind == _LAWSUIT and any(child.lower_ == "criminal" for child in noun.lefts)


def is_no_killing(kind: str, word: Token, ontology: Ontology) -> bool:
    """Tell whether an event of the class KIND is none, as WORD never means to kill: "molested"."""
    lemma = word.lemma_.lower()
    if kind != _KILLING or lemma in _DEADLY:
        return False
    known = (entry.evokes for entry in (*ontology.verbs(lemma), *ontology.nouns(lemma)))
    return not any(each is not None and ontology.is_a(each, _CONFLICT) for each in known)


def is_one_side(one: Token, other: Token) -> bool:
    """Tell whether ONE and OTHER, joined by "and", do together what they do with somebody else.

    "The state and the county made a deal with the bank" is no deal of the county with the state.
    """
    if other not in one.conjuncts:
        return False
    verb = min((one, *one.conjuncts), key=lambda each: each.i).head
    behind = (t for t in verb.subtree if t.i > verb.i and t.dep_ == "prep")
    return any(preposition.lower_ == "with" for preposition in behind)


def _is_behind(predicate: Token, role: str, head: Token, ontology: Ontology) -> bool:
    """Tell whether HEAD stands behind a preposition that never leads to ROLE of a PREDICATE."""
    word = head.head.lower_ if head.dep_ == "pobj" else ""
    return any(
        predicate.pos_ in parts and word in words and ontology.is_a(role, name)
        for name, parts, words in _NOT_BEHIND
    )


def _meets(noun: Token, role: str, head: Token, ontology: Ontology) -> bool:
    """Tell whether HEAD meets what others do, as the verb between it and a NOUN says: "Rangoon faces demands"."""
    verb = noun.head
    beside = noun.dep_ == "dobj" and head.head == verb and head.dep_ in SUBJECTS
    return beside and verb.lemma_ in _MEETING and ontology.is_a(role, "agent")


def _is_harm_elsewhere(kind: str, noun: Token, head: Token, ontology: Ontology) -> bool:
    """Tell whether a NOUN tells of harm, outside whose phrase HEAD stands."""
    harm = any(ontology.is_a(kind, each) for each in _HARM)
    return harm and noun.pos_ == "NOUN" and not noun.is_ancestor(head)


def _is_linked(noun: Token, role: str) -> bool:
    """Tell whether ROLE would make somebody outside the phrase of a NOUN of harm its doer, or one of another time.

    "Is under investigation for the killing of Holm", "a suspect in the attack", "was not involved in the attack"; and
    whom something happens to before or after it suffers nothing of it: "was arrested after the attack".
    """
    doing = role in _DOING and not is_occasion(noun)
    return doing or (noun.dep_ == "pobj" and noun.head.lower_ in _OTHER_TIMES)


def _is_home(head: Token, reading: Reading) -> bool:
    """Tell whether the place at HEAD only says which person is meant: "met the governor of Bergen"."""
    noun = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else None
    found = None if noun is None else reading.mention_at.get(noun.i)
    return found is not None and isinstance(found.value, Mention) and found.value.type in _WHO
