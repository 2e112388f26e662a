"""The dates of a life in brackets behind a name: "Maria Lund (born 12 January 1955)", "(4 May 1901 – 3 June 1980)"."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.model import Argument, Claim, Event, Mention, Rejection, Relation, Time

_LONGEST: Final = 40  # tokens between the brackets
_LIFE: Final = ("Birth", "Death")
_KINDS: Final = vocabulary.table("events", "lives")
_CUTS: Final = frozenset({"–", "—", "-", ";"})


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two dashes or semicolons: a word such as "born", a time, a place."""

    token: Token
    kind: str | None = None
    time: Time | None = None
    place: Mention | None = None

    @property
    def is_day(self) -> bool:
        """Whether its time is one day."""
        return (
            self.time is not None and _is_day(self.time.start) and self.time.start == self.time.end
        )


Life = tuple[Event | Relation, Event | None, Token]


def lives(reading: Reading, found: Iterable[Claim | Rejection]) -> Iterator[Life]:
    """Return births and deaths, their places, and a token of each; not those FOUND before by a verb."""
    told = [each.content for each in found if isinstance(each.content, Event)]
    for annotation in reading.layers.mentions:
        person = annotation.value
        if not isinstance(person, Mention) or person.type != "Person" or not person.named:
            continue
        parts = [_read(reading, part) for part in _bracketed(reading, annotation.last)]
        for kind, part in _kinds(parts):
            known = (event for event in told if event.type == kind)
            if any(person in (a.filler for a in event.arguments) for event in known):
                continue
            if part.time is not None:
                event = _event(reading, kind, part, person, part.time)
                yield event, None, part.token
                if part.place is not None:
                    where = "bornIn" if kind == "Birth" else "diedIn"
                    yield Relation(person, where, part.place), event, part.token


def _bracketed(reading: Reading, first: int) -> list[list[Token]]:
    """Return the tokens between the bracket at FIRST and its end, cut at dashes and semicolons."""
    doc = reading.doc
    if first >= len(doc) or doc[first].text != "(":
        return []
    parts: list[list[Token]] = [[]]
    for token in doc[first + 1 : first + 1 + _LONGEST]:
        if token.text == ")":
            return [part for part in parts if part]
        if token.sent != doc[first].sent:
            break
        if token.text in _CUTS and reading.time_of(token) is None:
            parts.append([])
        else:
            parts[-1].append(token)
    return []


def _read(reading: Reading, tokens: list[Token]) -> _Part:
    part = _Part(tokens[0])
    for token in tokens:
        if part.time is None:
            kind = _KINDS.get(token.lower_)
            part = replace(part, kind=kind or part.kind, time=reading.time_of(token))
        elif part.place is None and token.i in reading.mention_at:
            found = reading.mention_at[token.i].value
            joined = token.nbor(-1).lower_ in ("in", "at", ",")
            if joined and isinstance(found, Mention) and found.named:
                is_place = reading.ontology.accepts("place", found.type)
                part = replace(part, place=found if is_place else None)
    return part


def _kinds(parts: list[_Part]) -> Iterator[tuple[str, _Part]]:
    """Return what each of the PARTS tells of: by its word, or as one of the two days of a life.

    Years alone could be those of an office: "President Varga (1990–1995)".
    """
    yield from ((part.kind, part) for part in parts if part.kind is not None)
    if any(part.kind is not None for part in parts):
        return
    days = [part for part in parts if part.time is not None]
    if len(days) == len(_LIFE) and all(part.is_day for part in days):
        yield from zip(_LIFE, days, strict=True)
    elif len(days) == 1 and (time := days[0].time) is not None:
        start, end = time.start, time.end
        if _is_day(start) and _is_day(end) and start != end:
            for kind, day in zip(_LIFE, (start, end), strict=True):
                yield kind, replace(days[0], time=replace(time, start=day, end=day))


def _is_day(date: str | None) -> bool:
    return date is not None and len(date) == len("1955-01-12")


def _event(reading: Reading, kind: str, part: _Part, person: Mention, time: Time) -> Event:
    arguments = [
        Argument("person" if kind == "Birth" else "victim", person),
        Argument("time", time),
    ]
    if part.place is not None:
        arguments.append(Argument("place", part.place))
    trigger = reading.word(part.token)
    return Event(type=kind, trigger=trigger, lemma=kind.lower(), arguments=tuple(arguments))
