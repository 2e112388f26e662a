"""When an event happened: the time said of its predicate, else that of a clause which it shares its time with.

A participle happens with its verb ("attacked the town on Monday, killing two"), a coordinated verb when the time
stands before both ("On Monday, police arrested A and charged B"), a noun when what happens to it is that it happens
("the attack took place on Monday"). All other clauses have times of their own, or none.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import frame
from kg.extract.predications.nominals import strikes, supports
from kg.extract.reading import Reading
from kg.extract.standing.verdict import Verdict
from kg.model import Event, Status, Time

_UNTIL: Final = frozenset({"through", "till", "to", "until"})
_COMPARING: Final = frozenset({"from", "with"})  # before a former measure
_LATER: Final = "later this "
_TIME_DEPS: Final = frozenset(
    {"npadvmod", "prep", "advmod", "tmod", "dobj", "pobj", "nmod", "compound", "poss", "nummod"}
)
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
_HAPPENING: Final = vocabulary.words("events", "happening")
_BEGINNING: Final = vocabulary.words("events", "beginning")
_SCHEDULING: Final = vocabulary.words("tense", "scheduling")
_OCCASIONS: Final = vocabulary.words("speech", "occasions")
_SEQUENCE: Final = vocabulary.words("events", "sequence")
_CHAIN: Final = 6
_PHRASES: Final = frozenset({"prep", "agent", "dative", "dobj", "pobj", "npadvmod", "oprd", "attr"})
_WHEN: Final = vocabulary.words("prepositions", "when")
_OWN: Final = vocabulary.words("prepositions", "own_times")
_MEANWHILE: Final = vocabulary.words("prepositions", "meanwhile")
_OTHER_EVENTS: Final = vocabulary.words("prepositions", "other_events")
_LEAVING: Final = vocabulary.words("events", "leaving")
_HARM: Final = ("Arrest", "Death", "Injury", "Killing")
_PRIOR: Final = "prior"  # "prior to his arrest today"
_FRONTED: Final = vocabulary.words("prepositions", "fronted")
_ASPECTS: Final = vocabulary.words("events", "aspects")


def time_of(anchors: Iterable[Token], predicate: Token, reading: Reading) -> Time | None:
    """Return the time said of the ANCHORS, nearest first, else the one that the PREDICATE shares."""
    return next(_times(anchors, predicate, reading), None)


def _times(anchors: Iterable[Token], predicate: Token, reading: Reading) -> Iterator[Time]:
    if predicate.head.lemma_ == "time" and any(c.lower_ == "since" for c in predicate.rights):
        return  # "the first time the rate has fallen since April": neither in April nor ever after
    for anchor in anchors:
        if anchor.i == predicate.i or anchor.pos_ == "VERB":
            yield from (time for _, time in _said(anchor, reading))
        else:
            yield from _said_behind(anchor, reading)
    if predicate.pos_ == "VERB":
        yield from _at_edge(predicate, reading)
    yield from _shared(predicate, reading)


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
    if open_ and all(_is_ahead(time, published) for time in times):
        verdict = replace(verdict, status=Status.PLANNED)
    if verdict.status is not Status.PLANNED:
        return event, verdict
    kept = tuple(
        argument
        for argument in event.arguments
        if not (isinstance(argument.filler, Time) and is_over(argument.filler, published))
    )
    return replace(event, arguments=kept), verdict


def _is_ahead(time: Time, published: str) -> bool:
    """Tell whether TIME begins behind the day of publication: "on Saturday", "later this week"."""
    later = time.text.lower().startswith(_LATER)
    return later or (time.start is not None and time.start > published[: len(time.start)])


def _is_present(predicate: Token) -> bool:
    verb = predicate.head if predicate.pos_ == "NOUN" else predicate
    return verb.tag_ in ("VBZ", "VBP")


def is_over(time: Time, published: str) -> bool:
    """Tell whether TIME ended before, or on, the day of publication."""
    return time.end is not None and time.end <= published[: len(time.end)]


def _said(anchor: Token, reading: Reading) -> Iterator[tuple[Token, Time]]:
    """Yield the times said of ANCHOR with their tokens; those of other verbs stay with them."""
    for child in anchor.children:
        if child.dep_ not in _TIME_DEPS or _is_of_earlier(child):
            continue
        # "as recently as April", "as of April"
        deep = child.dep_ == "advmod" or (child.lower_ == "as" and child.nbor().lower_ == "of")
        below = child.subtree if deep else (child, *child.rights)
        for token in (*below, *_of_occasion(child, reading)):
            time = reading.time_of(token)
            known = time is not None and (time.start or time.end)
            if time is not None and known and not _is_of_before(child, token, reading):
                yield token, time


def _is_of_earlier(phrase: Token) -> bool:
    """Tell whether a PHRASE says when another thing happened: "until his appointment today, Hale taught"."""
    if phrase.lower_ == _PRIOR:
        return True
    phrases = (c for c in phrase.head.lefts if c.i < phrase.i and c.dep_ in ("advmod", "prep"))
    fronted = (c for c in phrases if c.lower_ in _FRONTED)
    return any(all(t.text != "," for t in phrase.doc[c.i : phrase.i]) for c in fronted)


def _is_of_before(phrase: Token, token: Token, reading: Reading) -> bool:
    """Tell whether a time says when a measure stood at what it has left: "fell to 120 from 300 a week earlier".

    Or at what it is compared with: "5 percent higher than a year ago", "up from 55 percent in 2014", "up 5 percent
    from last year".
    """
    if any(above.lower_ == "than" for above in token.ancestors if above.i >= phrase.i):
        return True
    before = token.head if token.head.pos_ == "ADP" else token
    if before.lower_ == "from" and before.i - 1 in reading.quantity_at:
        until = (c for c in before.head.rights if c.i > before.i and c.lower_ in _UNTIL)
        if next(until, None) is None:
            return True
    for place in (phrase.left_edge.i, token.left_edge.i, before.i):
        number = reading.quantity_at.get(place - 1)
        if number is not None and token.doc[number.first - 1].lower_ in _COMPARING:
            return True
    return False


def _of_occasion(preposition: Token, reading: Reading) -> Iterator[Token]:
    """Yield what dates the occasion on which something happened: "hurt in Saturday's clashes", "won the 2022 vote".

    What belongs to a day or a year is an occasion, what only bears a year may be a model or a law. In "declared
    victory in Sunday's vote" it is that of the other event.
    """
    if preposition.dep_ != "prep" or preposition.lower_ not in _MEANWHILE:
        return
    governor = preposition.head
    if governor.pos_ not in ("VERB", "AUX"):
        return  # "charged with conspiracy in the 2008 attacks"
    if any(_is_event(c, reading) for c in (governor, *governor.children) if c.dep_ == "dobj"):
        return
    for noun in preposition.rights:
        dated = ("poss", "nummod", "compound", "nmod") if _is_event(noun, reading) else ("poss",)
        yield from (child for child in noun.lefts if noun.dep_ == "pobj" and child.dep_ in dated)


def _said_behind(filler: Token, reading: Reading) -> Iterator[Time]:
    """Yield the times behind a FILLER at the right edge of its clause; what stands before it is its own.

    "Sued over the 2022 code" says no time of the lawsuit, nor does "won the contract for 2024".
    """
    for token, time in _said(filler, reading):
        if token.i > filler.i and token.head.lower_ not in _OWN:
            yield time


def _at_edge(predicate: Token, reading: Reading) -> Iterator[Time]:
    """Yield the times that the parser hung on the last phrase of a clause: "arrested at a hospital on Sunday"."""
    above = predicate
    while True:
        phrases = [child for child in above.rights if child.dep_ in _PHRASES]
        if not phrases or _is_of_another(phrases[-1], reading):
            return
        above = phrases[-1]
        if above.pos_ in ("NOUN", "PROPN"):
            for child in above.rights:
                if child.dep_ == "npadvmod" or (child.dep_ == "prep" and child.lower_ in _WHEN):
                    times = map(reading.time_of, (child, *child.rights))
                    yield from (time for time in times if time is not None and time.start)


def _is_of_another(phrase: Token, reading: Reading) -> bool:
    """Tell whether a PHRASE names another event, which has a time of its own: "sued over the crash in 1998"."""
    if phrase.dep_ == "prep":
        named = all(c.i in reading.mention_at for c in phrase.rights if c.dep_ == "pobj")
        return phrase.lower_ in _OTHER_EVENTS or (phrase.lower_ == "to" and not named)
    return _is_event(phrase, reading) and phrase.head.lower_ not in _MEANWHILE


def _in_when_clause(verb: Token, reading: Reading) -> Iterator[Time]:
    """Yield the time that a clause describes: "in November, when a driver was kidnapped and beaten"."""
    while verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        verb = verb.head
    annotation = reading.time_at.get(verb.head.i)
    if verb.dep_ != "relcl" or annotation is None or not isinstance(annotation.value, Time):
        return
    behind = [token.lower_ for token in verb.doc[annotation.last : annotation.last + 2]]
    if "when" in behind[:1] or behind == [",", "when"]:
        time = annotation.value
        yield replace(time, end=time.start) if time.end is None else time


def _since(verb: Token, reading: Reading) -> Iterator[Time]:
    """Yield the time since when something has happened: "have fled since the fighting began last week"."""
    if not any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.lefts):
        return
    for clause in verb.children:
        if clause.dep_ == "advcl" and any(
            c.dep_ == "mark" and c.lower_ == "since" for c in clause.lefts
        ):
            yield from (replace(time, end=None) for _, time in _said(clause, reading) if time.start)


def _shared(predicate: Token, reading: Reading) -> Iterator[Time]:
    yield from _in_when_clause(predicate, reading)
    yield from _within(predicate, reading)
    yield from _since(predicate, reading)
    yield from _of_conjuncts(predicate, reading)
    first = _first(predicate)
    for governor in _together(first, reading):
        begins = _begins(predicate, governor)
        for _, time in _said(governor, reading):
            yield replace(time, end=None) if begins and time.start is not None else time


def _within(verb: Token, reading: Reading) -> Iterator[Time]:
    """Yield the time of the event in which something happens: "killed in a bombing that happened on 27 June"."""
    for child in verb.rights if verb.pos_ == "VERB" and _harms(verb, reading) else ():
        for noun in child.rights if child.dep_ == "prep" and child.lower_ == "in" else ():
            if noun.dep_ == "pobj" and _is_event(noun, reading):
                yield from (time for _, time in _said(noun, reading))
                clauses = (clause for clause in noun.rights if _is_of_subject(clause))
                yield from (time for clause in clauses for _, time in _said(clause, reading))


def _begins(predicate: Token, governor: Token) -> bool:
    """Tell whether GOVERNOR tells only when PREDICATE begins: "the strike began on Monday", "began to strike"."""
    of_noun = predicate.pos_ == "NOUN" or predicate.dep_ == "xcomp"
    return of_noun and governor.lemma_ in _BEGINNING


def _first(predicate: Token) -> Token:
    """Return the first of the predicates that PREDICATE is coordinated with, as far as they share a subject."""
    for _ in range(_CHAIN):
        if (
            predicate.dep_ != "conj"
            or predicate.head.pos_ != predicate.pos_
            or _stands_apart(predicate)
        ):
            break
        predicate = predicate.head
    return predicate


def _of_conjuncts(predicate: Token, reading: Reading) -> Iterator[Time]:
    """Yield the times that coordinated verbs share.

    What stands before the first verb is said of both ("On Monday, police arrested A and charged B"), and so is
    what stands behind two verbs side by side ("was seized and beaten on Monday"). A day or a month behind the first
    is that of the second too, if nothing says otherwise: "visited Lima in May and met the mayor"; in a year much
    can happen.
    """
    later = next((c for c in predicate.rights if c.dep_ == "conj" and c.pos_ == "VERB"), None)
    if later is not None:
        beside = all(t.dep_ == "cc" for t in predicate.doc[predicate.i + 1 : later.i])
        behind = [time for token, time in _said(later, reading) if token.i > later.i]
        harm = not _stands_apart(later) and all(_harms(v, reading) for v in (predicate, later))
        yield from (time for time in behind if beside or (harm and _is_short(time)))
    while (first := _before(predicate)) is not None:
        for token, time in [
            *_said(first, reading),
            *((first, t) for t in _at_edge(first, reading)),
        ]:
            if token.i < first.i or (_is_short(time) and _is_beside(first, predicate, reading)):
                yield time
        predicate = first


def _before(verb: Token) -> Token | None:
    """Return the verb that VERB is coordinated with, if it has neither a subject nor a sequence of its own."""
    joined = verb.dep_ == "conj" and verb.head.pos_ == verb.pos_ and not _stands_apart(verb)
    return verb.head if joined else None


def _is_beside(first: Token, second: Token, reading: Reading) -> bool:
    """Tell whether two coordinated verbs can tell of one day: a charge follows the arrest, a deed the journey."""
    if first.tag_ != second.tag_ or first.lemma_ in _LEAVING:
        return False
    ontology = reading.ontology
    kinds = {entry.evokes for entry in ontology.verbs(second.lemma_.lower()) if entry.evokes}
    legal = {kind for kind in kinds if ontology.is_a(kind, "LegalEvent")}
    return legal <= {"Arrest", "Release"} or second.lemma_ in _LEAVING


def _harms(verb: Token, reading: Reading) -> bool:
    """Tell whether VERB tells of people hurt or killed: "killed six and hurt nine on Sunday" is of one day."""
    kinds = {entry.evokes for entry in reading.ontology.verbs(verb.lemma_.lower())}
    return not kinds.isdisjoint(_HARM)


def _is_short(time: Time) -> bool:
    """Tell whether TIME is a stretch within one month."""
    month = len("2026-03")
    start, end = time.start or "", time.end or ""
    return min(len(start), len(end)) >= month and start[:month] == end[:month]


def _stands_apart(verb: Token) -> bool:
    """Tell whether a coordinated VERB begins a clause of its own, or another time."""
    return any(child.dep_ in _SUBJECTS or child.lower_ in _SEQUENCE for child in verb.children)


def _together(token: Token, reading: Reading) -> Iterator[Token]:
    """Yield the words that tell of what happens together with TOKEN."""
    if token.pos_ == "NOUN":
        yield from _around_noun(token, reading)
    elif any(child.dep_ == "nsubj" and _is_event(child, reading) for child in token.lefts):
        if _happens(token, reading):  # "last week's attack killed two"
            yield from (child for child in token.lefts if child.dep_ == "nsubj")
    elif token.dep_ == "xcomp" and token.head.lemma_ in _ASPECTS:
        yield token.head
    elif token.head.pos_ == "VERB" and token.tag_ == "VBG":
        if token.dep_ == "advcl" and token.i > token.head.i and not _is_marked(token):
            yield token.head
    elif token.tag_ == "VBG" and token.dep_ == "pcomp" and token.head.lower_ == "by":
        yield token.head.head


def _around_noun(noun: Token, reading: Reading) -> Iterator[Token]:
    """Yield the verbs that say no more of an event than that it happens, began or was carried out."""
    if noun.dep_ in ("nsubj", "nsubjpass") and _happens(noun.head, reading):
        yield noun.head
    elif noun.head.dep_ == "agent" and strikes(frame(noun.head.head), reading):
        yield noun.head.head  # "was struck by an earthquake on Monday"
    elif noun.dep_ == "nsubjpass" and noun.head.lemma_.lower() in _SCHEDULING:
        yield noun.head  # "the election is scheduled for 3 March"
    elif noun.dep_ == "pobj" and noun.lemma_.lower() in _OCCASIONS and noun.head.lower_ == "in":
        yield noun.head.head  # "said in an interview on Monday"
    for clause in noun.rights:
        if (clause.dep_ == "acl" and supports(clause, reading)) or _is_of_subject(clause):
            yield clause


def _is_of_subject(clause: Token) -> bool:
    """Tell whether a relative CLAUSE says that its noun happened or began: "the outbreak, which began in May"."""
    about = clause.dep_ == "relcl" and any(
        c.dep_ == "nsubj" and c.lower_ in ("which", "that") for c in clause.lefts
    )
    return about and clause.lemma_ in _HAPPENING | _BEGINNING


def _is_marked(clause: Token) -> bool:
    return any(c.dep_ in ("mark", "prep") or c.lower_ in _SEQUENCE for c in clause.lefts)


def _is_event(noun: Token, reading: Reading) -> bool:
    return noun.pos_ == "NOUN" and bool(reading.ontology.nouns(noun.lemma_.lower()))


def _happens(verb: Token, reading: Reading) -> bool:
    """Tell whether VERB says no more of its subject than that it happens, begins, or whom it hit: "struck"."""
    if verb.lemma_ in _HAPPENING | _BEGINNING or strikes(frame(verb), reading):
        return True
    ontology = reading.ontology
    return any(
        entry.evokes is not None and ontology.is_a(entry.evokes, "ConflictEvent")
        for entry in ontology.verbs(verb.lemma_.lower())
    )
