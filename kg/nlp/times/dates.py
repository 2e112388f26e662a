"""Times: where the text speaks of the calendar, and which days, months or years that means.

An annotation covers the words of the time itself, not the preposition before it; "since", "until" and the like
decide which of its ends is open. A time that nothing resolves has neither end: it is still no entity.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from spacy.tokens import Doc

from kg import vocabulary
from kg.layers import Annotation
from kg.model import Span, Time, TimeKind
from kg.nlp.times.periods import Grain, Period, day
from kg.nlp.times.tense import direction, extends
from kg.nlp.times.timecues import Found, accepted, is_listed
from kg.nlp.times.timeml import Terms, interval, terms
from kg.nlp.times.timeshifts import is_beyond, is_forward
from kg.nlp.times.timevalues import resolve
from kg.nlp.times.timex import Expression
from kg.nlp.times.viewpoint import Direction, Viewpoint

Ends = tuple[str | None, str | None]

_OPENS: Final = vocabulary.words("time", "opens")
_CLOSES: Final = vocabulary.words("time", "closes")
_COMING: Final = vocabulary.words("time", "coming")
_BETWEEN: Final = re.compile(r" ?(to|until|through|till|and|[-–—]) ?(?:the |on )?\Z", re.IGNORECASE)
_DATED: Final = frozenset(
    {"month", "month_day", "day_month", "weekday", "year", "month_year", "iso", "slashed"}
)
_WITHIN_YEAR: Final = frozenset({"month", "month_day", "day_month", "season", "quarter"})
# "From" begins a stretch with these; with the others it compares: "up from last year".
_BEGINNING: Final = _DATED | {"quarter", "season", "holiday", "deictic"}
# Times from which nobody counts: "the next day" is not the day after "the past decade".
_NO_REFERENCE: Final = frozenset({"counted", "past", "century", "decade", "vague", "clock"})
_ATTRIBUTES: Final = frozenset({"compound", "nmod", "nummod", "amod", "poss"})


def find_times(
    doc: Doc, published: str | None, span: Callable[[int, int], Span]
) -> tuple[Annotation, ...]:
    """Return the times of DOC in order, resolved against the day on which it was PUBLISHED.

    SPAN makes the span of a stretch of the doc's text.
    """
    annotations: list[Annotation] = []
    for first, last, ends, said in _times(doc, Viewpoint(published=_day_of(published))):
        if annotations and first < annotations[-1].last:
            continue
        words = doc[first:last]
        time = Time(
            span=span(words.start_char, words.end_char),
            text=words.text,
            start=ends[0],
            end=ends[1],
            kind=said.kind,
            value=said.value,
            length=said.length,
        )
        annotations.append(Annotation(first, last, time))
    return tuple(annotations)


def _day_of(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def _times(doc: Doc, view: Viewpoint) -> Iterator[tuple[int, int, Ends, Terms]]:
    """Yield the first token, the token after the last, the start and the end of each time, and what TimeML says."""
    found = list(accepted(doc))
    skipped = -1
    for place, here in enumerate(found):
        if place == skipped:
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        if after is not None and _is_range(here, after):
            skipped = place + 1
            period, bearing, last = _range(here, after, view), "", after.words.end
            said = _said_of_range(here, after, period)
        else:
            lender = after if after is not None and _lends(here, after) else None
            period = _lent(here, _value(lender, view)) if lender else _value(here, view)
            bearing, last = _bearing(here), here.words.end
            said = terms(here.expression, here.words.text, period, _today(view))
        if period is not None and here.expression.kind not in _NO_REFERENCE:
            view = replace(view, spoken=period)
        yield here.words.start, last, _ends(period, bearing), said


def _today(view: Viewpoint) -> Period | None:
    """Return the day that an hour belongs to: the one just spoken of, else that of publication."""
    if view.spoken is not None and view.spoken.grain is Grain.DAY and view.spoken.is_point:
        return view.spoken
    return None if view.published is None else day(view.published)


def _value(found: Found, view: Viewpoint) -> Period | None:
    expression = found.expression
    if expression.kind == "month" and found.is_repeated:
        return None
    looking = direction(found.words[-1])
    coming = found.preposition in _COMING
    extended = (coming or found.preposition == "for") and extends(
        found.words[-1], found.preposition
    )
    if extended or (coming and looking is Direction.UNKNOWN):
        looking = Direction.FUTURE
    return resolve(expression.kind, expression.fields, replace(view, direction=looking))


def _bearing(found: Found) -> str:
    """Return the preposition that leaves one end open; none does before "Monday's vote" or "a letter from March"."""
    word, fields = found.preposition, found.expression.fields
    if found.expression.kind == "ago" and is_beyond(fields):
        return "after" if is_forward(fields) else "before"
    if "day2" in fields:
        return ""
    if found.is_possessive or word not in _OPENS | _CLOSES:
        return ""
    if word == "from" and found.expression.kind not in _BEGINNING:
        return ""
    if not found.words.doc.has_annotation("DEP"):
        return word
    time = found.words.root
    if time.dep_ in _ATTRIBUTES and time.head.pos_ in ("NOUN", "PROPN"):
        return ""
    return "" if word == "from" and time.head.head.pos_ not in ("VERB", "AUX") else word


def _is_range(here: Found, after: Found) -> bool:
    if here.expression.kind not in _DATED or after.expression.kind not in _DATED:
        return False
    joined = _BETWEEN.match(here.text[here.expression.end : after.expression.start])
    if joined is None:
        return False
    word = joined[1].lower()
    if word == "and":
        return here.preposition == "between"
    if word == "to":
        return (
            here.preposition in ("from", "between") or here.expression.kind == after.expression.kind
        )
    return True


def _range(here: Found, after: Found, view: Viewpoint) -> Period | None:
    """Return the period from one time to another."""
    last = _value(after, view)
    first = _value(here, view) if _says_year(here.expression) else _lent(here, last)
    if first is None or last is None or first.first > last.last:
        return None
    return Period(first.first, last.last, Grain(max(first.grain, last.grain)))


def _said_of_range(here: Found, after: Found, period: Period | None) -> Terms:
    """Return what TimeML says of a range: its two ends."""
    if period is None:
        return Terms(TimeKind.DATE, None)
    first = terms(here.expression, here.words.text, replace(period, last=period.first))
    last = terms(after.expression, after.words.text, replace(period, first=period.last))
    return Terms(TimeKind.DATE, interval(first.value, last.value))


def _lends(here: Found, after: Found) -> bool:
    """Tell whether the year of the second of two listed times is that of the first, too: "March and June 2008"."""
    return (
        here.expression.kind in _WITHIN_YEAR
        and after.expression.kind != "year"
        and not _says_year(here.expression)
        and "relation" not in here.expression.fields
        and _says_year(after.expression)
        and is_listed(here, after)
    )


def _lent(found: Found, year: Period | None) -> Period | None:
    """Return the last such time up to the one that says which YEAR it is."""
    if year is None:
        return None
    looking = Viewpoint(published=year.last, direction=Direction.PAST)
    return resolve(found.expression.kind, found.expression.fields, looking)


def _says_year(expression: Expression) -> bool:
    return "year" in expression.fields or "relyear" in expression.fields


def _ends(period: Period | None, preposition: str) -> Ends:
    if period is None:
        return None, None
    return (
        None if preposition in _CLOSES else period.start,
        None if preposition in _OPENS else period.end,
    )
