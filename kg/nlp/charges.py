"""What somebody is accused of, charged with, sued for or confesses, which English dependency parsers hang elsewhere.

*Pleaded guilty today to theft* confesses a theft, and *an allegation he took bribes* is that he took them.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import COMMON, FINITE, SUBJECTS, move, put

_ACCUSING: Final = vocabulary.words("control", "accusing")
_SAYINGS: Final = vocabulary.words("speech", "sayings")
_SUITS: Final = vocabulary.words("speech", "suits")
_PAPERS: Final = vocabulary.words("speech", "charging_papers")
_PUNISHING: Final = vocabulary.words("events", "punishing")
_FULL: Final = frozenset({"acomp", "attr", "auxpass", "dobj"})


def charge(doc: Doc) -> None:
    """Hang it where it belongs, in place."""
    _alleged(doc)
    _accused(doc)
    _sentenced(doc)
    _sued(doc)
    _blamed(doc)
    _pleaded(doc)
    _charging(doc)
    _charged(doc)


def _alleged(doc: Doc) -> None:
    """Put a clause below the noun that says it without a "that": "after an allegation he assaulted her".

    A clause that lacks its object is no such thing: "the claim he made".
    """
    for verb in doc:
        subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
        if verb.tag_ not in FINITE or subject is None or subject.left_edge.i == verb.sent.start:
            continue
        noun = doc[subject.left_edge.i - 1]
        said = noun.tag_ in COMMON and noun.lemma_.lower() in _SAYINGS
        ends = (verb, *(child for child in verb.rights if child.dep_ == "xcomp"))
        full = any(child.dep_ in _FULL for end in ends for child in end.children)
        full = full or any(child.dep_ == "prep" for end in ends[1:] for child in end.rights)
        if said and full and verb.dep_ in ("relcl", "conj") and subject.tag_ not in ("WP", "WDT"):
            put([verb], noun, "acl")


def _accused(doc: Doc) -> None:
    """Hang what somebody is accused of on the verb: "accused Iran's government | of persecuting opponents"."""
    for of in doc:
        if of.lower_ != "of" or all(child.dep_ != "pcomp" for child in of.rights):
            continue
        accused = of.head
        while accused.dep_ == "conj" and accused.head.pos_ in ("NOUN", "PROPN"):
            accused = accused.head
        if accused.dep_ == "dobj" and accused.head.lemma_.lower() in _ACCUSING:
            put([of], accused.head, "prep")


def _sentenced(doc: Doc) -> None:
    """Hang what somebody is sentenced for on the verb: "jailed for life without parole | for driving into a crowd"."""
    for reason in doc:
        if reason.lower_ != "for" or all(child.dep_ != "pcomp" for child in reason.rights):
            continue
        above = [t for t in reason.ancestors if t.pos_ == "VERB"][:1]
        if above and above[0] != reason.head and above[0].lemma_.lower() in _PUNISHING:
            put([reason], above[0], "prep")


def _sued(doc: Doc) -> None:
    """Let whom a suit is against be the suit's: "filed a suit on behalf of Ana Ruiz, a nurse, | against Norcom"."""
    for word in doc:
        name = word.head
        if word.lower_ != "against" or word.dep_ != "prep" or name.pos_ != "PROPN":
            continue
        things = (c for verb in name.ancestors for c in verb.rights if c.dep_ == "dobj")
        suit = next((c for c in things if c.lemma_.lower() in _SUITS and c.i < name.i), None)
        if suit is not None and not any(child.lower_ == "against" for child in suit.rights):
            put([word], suit, "prep")


def _blamed(doc: Doc) -> None:
    """Let whom something is blamed on be the verb's: "blamed the attack | on the rebels"."""
    for verb in doc:
        if verb.lemma_.lower() != "blame":
            continue
        below = [c for thing in verb.rights if thing.dep_ == "dobj" for c in thing.rights]
        put([c for c in below if c.lower_ == "on" and c.dep_ == "prep"][-1:], verb, "prep")


def _pleaded(doc: Doc) -> None:
    """Hang what somebody pleads guilty to on "guilty", whatever stands between: "pleaded guilty today to theft"."""
    for guilty in doc:
        verb = guilty.head
        if (
            guilty.lower_ == "guilty"
            and guilty.dep_ in ("acomp", "oprd")
            and verb.lemma_ == "plead"
        ):
            guilty.dep_ = "acomp"
            put([c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "to"], guilty, "prep")
            for clause in [c for c in verb.rights if c.dep_ in ("advcl", "xcomp")]:
                _confessed(clause, guilty)


def _confessed(clause: Token, guilty: Token) -> None:
    """Let what a parser takes for an infinitive be the deed: "guilty in May to witness tampering", "to selling it"."""
    to = next((c for c in clause.lefts if c.tag_ == "TO" and c.i > guilty.i), None)
    behind = clause.doc[min(clause.i + 1, len(clause.doc) - 1)]
    if to is None:
        return
    if clause.tag_ == "VBG":
        put([to], guilty, "prep")
        put([clause], to, "pcomp")
    elif behind.tag_ == "VBG" and behind.head == clause:
        put([to], guilty, "prep")
        put([behind], to, "pobj")
        move([child for child in clause.rights if child != behind], behind)
        put([clause], behind, "compound")
        behind.pos_ = clause.pos_ = "NOUN"
        behind.tag_ = clause.tag_ = "NN"


def _charging(doc: Doc) -> None:
    """Let a complaint charge somebody, and not the court: "a complaint was unsealed in court charging Hale"."""
    for charging in doc:
        if charging.dep_ != "acl" or charging.tag_ != "VBG" or charging.lemma_ != "charge":
            continue
        verb = charging.head
        while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
            verb = verb.head
        paper = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
        if paper is not None and paper != charging.head and paper.lemma_ in _PAPERS:
            put([charging], paper, "acl")


def _charged(doc: Doc) -> None:
    """Let what a paper charges somebody with be the charge: "an indictment charging Hale, 24, | with theft"."""
    for word in doc:
        if word.lower_ != "with" or word.dep_ != "prep":
            continue
        papers = (c for c in word.head.rights if c.dep_ in ("dobj", "attr") and c.i < word.i)
        charging = (
            c
            for paper in papers
            for c in paper.rights
            if c.dep_ in ("acl", "relcl") and c.i < word.i
        )
        verb = next((c for c in charging if c.lemma_ == "charge"), None)
        if verb is not None and not any(child.lower_ == "with" for child in verb.rights):
            put([word], verb, "prep")
