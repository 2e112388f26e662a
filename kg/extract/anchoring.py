"""When an event happened: the time said of its predicate, else that of a clause which it shares its time with.

A participle happens with its verb ("attacked the town on Monday, killing two"), a coordinated verb when the time
stands before both ("On Monday, police arrested A and charged B"), a noun when what happens to it is that it happens
("the attack took place on Monday"). All other clauses have times of their own, or none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg.extract.nominals import strikes, supports
from kg.extract.reading import Reading
from kg.extract.verdict import Verdict
from kg.model import Event, Status, Time

_TIME_DEPS: Final = frozenset(
    {"npadvmod", "prep", "advmod", "tmod", "dobj", "pobj", "nmod", "compound", "poss", "nummod"}
)
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_HAPPENING: Final = frozenset({"happen", "occur"})
_BEGINNING: Final = frozenset({"begin", "commence", "open", "resume", "start"})
# On these occasions somebody says something: "in an interview on Sunday".
_OCCASIONS: Final = frozenset(
    {
        "address", "announcement", "article", "briefing", "broadcast", "column", "conference", "email", "filing",
        "interview", "letter", "memo", "message", "note", "post", "press", "release", "remark", "report", "speech",
        "statement", "testimony", "tweet", "video",
    }
)  # fmt: skip
_SEQUENCE: Final = frozenset(
    {"later", "then", "subsequently", "eventually", "afterwards", "earlier"}
)
_CHAIN: Final = 6


def time_of(anchors: Iterable[Token], predicate: Token, reading: Reading) -> Time | None:
    """Return the time said of the ANCHORS, nearest first, else the one that the PREDICATE shares."""
    own = next((time for anchor in anchors for _, time in _said(anchor, reading)), None)
    return own if own is not None else next(_shared(predicate, reading), None)


def said_at(verb: Token, reading: Reading) -> Time | None:
    """Return the time that is said of a VERB of speech: "said on Wednesday", "said in an interview on Sunday"."""
    for child in verb.children:
        if child.dep_ not in ("prep", "npadvmod", "advmod"):
            continue
        occasions = [below for below in child.children if below.lemma_.lower() in _OCCASIONS]
        for token in (child, *child.children, *_around(occasions)):
            if (time := reading.time_of(token)) is not None:
                return time
    return None


def _around(occasions: Iterable[Token]) -> Iterator[Token]:
    """Yield the words that can tell when somebody spoke on an occasion: "a statement released on Sunday"."""
    for noun in occasions:
        for child in noun.children:
            yield child
            if child.dep_ in ("prep", "acl", "poss"):
                yield from (below for prep in (child, *child.rights) for below in prep.children)


def settled(
    event: Event, verdict: Verdict, predicate: Token, published: str | None
) -> tuple[Event, Verdict]:
    """Return EVENT and VERDICT as the times of the event and the day on which the article was PUBLISHED allow.

    What is still to come is a plan, be it told in the present tense: "they meet on Friday". A plan has no time in
    the past: that is the day of the agreement to do it.
    """
    times = [a.filler for a in event.arguments if isinstance(a.filler, Time)]
    if published is None or not times:
        return event, verdict
    open_ = verdict.status in (Status.ASSERTED, Status.REPORTED) and _is_present(predicate)
    if open_ and all(
        time.start is not None and time.start > published[: len(time.start)] for time in times
    ):
        verdict = replace(verdict, status=Status.PLANNED)
    if verdict.status is not Status.PLANNED:
        return event, verdict
    kept = tuple(
        argument
        for argument in event.arguments
        if not (isinstance(argument.filler, Time) and is_over(argument.filler, published))
    )
    return replace(event, arguments=kept), verdict


def _is_present(predicate: Token) -> bool:
    verb = predicate.head if predicate.pos_ == "NOUN" else predicate
    return verb.tag_ in ("VBZ", "VBP")


def is_over(time: Time, published: str) -> bool:
    """Tell whether TIME ended before, or on, the day of publication."""
    return time.end is not None and time.end <= published[: len(time.end)]


def _said(anchor: Token, reading: Reading) -> Iterator[tuple[Token, Time]]:
    """Yield the times said of ANCHOR with their tokens; those of other verbs stay with them."""
    for child in anchor.children:
        if child.dep_ not in _TIME_DEPS:
            continue
        for token in (child, *child.children):
            time = reading.time_of(token)
            if time is not None and (time.start or time.end):
                yield token, time


def _shared(predicate: Token, reading: Reading) -> Iterator[Time]:
    first = predicate
    for _ in range(_CHAIN):
        if first.dep_ != "conj" or first.head.pos_ != first.pos_ or _stands_apart(first):
            break
        first = first.head
        # "On Monday, police arrested A and charged B": what stands before the first verb is said of both.
        yield from (time for token, time in _said(first, reading) if token.i < first.i)
    for governor in _together(first, reading):
        begins = predicate.pos_ == "NOUN" and governor.lemma_ in _BEGINNING
        for _, time in _said(governor, reading):
            yield replace(time, end=None) if begins and time.start is not None else time


def _stands_apart(verb: Token) -> bool:
    """Tell whether a coordinated VERB begins a clause of its own, or another time."""
    return any(child.dep_ in _SUBJECTS or child.lower_ in _SEQUENCE for child in verb.children)


def _together(token: Token, reading: Reading) -> Iterator[Token]:
    """Yield the words that tell of what happens together with TOKEN."""
    head = token.head
    if token.pos_ == "NOUN":
        if token.dep_ in ("nsubj", "nsubjpass") and _happens(head, reading):
            yield head
        yield from (c for c in token.rights if c.dep_ == "acl" and supports(c, reading))
    elif any(child.dep_ == "nsubj" and _is_event(child, reading) for child in token.lefts):
        if _happens(token, reading):  # "last week's attack killed two"
            yield from (child for child in token.lefts if child.dep_ == "nsubj")
    elif head.pos_ == "VERB" and token.tag_ == "VBG":
        if token.dep_ == "advcl" and token.i > head.i and not _is_marked(token):
            yield head
    elif token.tag_ == "VBG" and token.dep_ == "pcomp" and head.lower_ == "by":
        yield head.head


def _is_marked(clause: Token) -> bool:
    return any(c.dep_ in ("mark", "prep") or c.lower_ in _SEQUENCE for c in clause.lefts)


def _is_event(noun: Token, reading: Reading) -> bool:
    return noun.pos_ == "NOUN" and bool(reading.ontology.nouns(noun.lemma_.lower()))


def _happens(verb: Token, reading: Reading) -> bool:
    """Tell whether VERB says no more of its subject than that it happens, begins, or whom it hit: "struck"."""
    if verb.lemma_ in _HAPPENING | _BEGINNING or strikes(verb, reading):
        return True
    if verb.lemma_ == "take":
        return any(child.lower_ == "place" for child in verb.rights)
    ontology = reading.ontology
    return any(
        entry.evokes is not None and ontology.is_a(entry.evokes, "ConflictEvent")
        for entry in ontology.verbs(verb.lemma_.lower())
    )
