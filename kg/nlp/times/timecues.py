"""Whether what looks like a time is one where it stands: "in 2008" is, "2008 people" is not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from kg import vocabulary
from kg.nlp.times.tense import direction
from kg.nlp.times.timex import Expression, expressions
from kg.nlp.times.viewpoint import Direction

_WINDOW: Final = 28  # characters before an expression that can bear on it
_PREPOSITION: Final = re.compile(
    r"(?i:\b(since|from|until|till|through|by|before|after|in|of|during|for|on|at|between|to|around|about|"
    r"circa|throughout|ended|as of|over|and|late|year|prior to|is|was|"
    r"(?:ending|starting|beginning|effective)(?= )(?: in| on| at| from)?) +(?:the )?)\Z"
)
_YEAR_CUES: Final = vocabulary.words("time", "year_cues")
_MONTH_CUES: Final = _YEAR_CUES | vocabulary.words("time", "month_cues")
_SEASON_CUES: Final = vocabulary.words("time", "season_cues")
_NAMES: Final = frozenset(
    {"ORG", "PERSON", "WORK_OF_ART", "PRODUCT", "FAC", "EVENT", "LAW", "NORP"}
)
_MONTHS_AND_NAMES: Final = vocabulary.words("time", "months_and_names")
_DETERMINERS: Final = vocabulary.words("time", "determiners")
_LISTED: Final = re.compile(r"(?:, | ?[-–/] ?| and | or | to |, and |, or | & )\Z")
_NAMED_DAYS: Final = re.compile(r"\b(?:Black|Bloody|Super|Good|Cyber|Holy) \Z")
_EVERY: Final = re.compile(r"\b(?:every|each) \Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """An expression with the words that it covers and the preposition, or what acts as one, before it."""

    expression: Expression
    words: Words
    preposition: str
    text: str  # of the whole doc, which spaCy would build anew each time

    @property
    def is_possessive(self) -> bool:
        """Whether it is said of something: "Monday's vote"."""
        end = self.expression.end
        return self.text[end : end + 2] in ("'s", "’s")

    @property
    def is_repeated(self) -> bool:
        """Whether it comes back again and again: "every Monday"."""
        return _behind(self, _EVERY)


def accepted(doc: Doc) -> Iterator[Found]:
    """Yield the expressions that are times where they stand, in order."""
    text = doc.text
    previous: Found | None = None
    for expression in expressions(text):
        words = doc.char_span(expression.start, expression.end, alignment_mode="expand")
        if words is None:
            continue
        cue = _PREPOSITION.search(text, max(0, expression.start - _WINDOW), expression.start)
        found = Found(expression, words, cue[1].lower().partition(" ")[0] if cue else "", text)
        check = _CHECKS.get(expression.kind)
        if check is None or check(found, previous):
            previous = found
            yield found


def is_listed(first: Found, second: Found) -> bool:
    """Tell whether two times stand side by side: "in March and June"."""
    gap = second.text[first.expression.end : second.expression.start]
    return _LISTED.match(gap) is not None


def _behind(found: Found, pattern: re.Pattern[str]) -> bool:
    start = found.expression.start
    return pattern.search(found.text, max(0, start - _WINDOW), start) is not None


def _is_year(found: Found, previous: Found | None) -> bool:
    """Tell a year from a number of four digits."""
    token = found.words[0]
    if found.expression.fields.keys() & {"part", "said"}:
        return True
    if _counts(token):
        return False
    if found.preposition in _YEAR_CUES or token.ent_type_ == "DATE":
        return True
    if previous is not None and previous.expression.kind in _LENDING and is_listed(previous, found):
        return True
    before = token.nbor(-1).lower_ if token.i else ""
    if before not in _DETERMINERS and before != "(":
        return False
    return _is_recent(token)


_LENDING: Final = frozenset({"year", "span", "month", "month_year"})


def _counts(token: Token) -> bool:
    """Tell whether a number counts the plural noun after it: "of 2000 people"."""
    if token.i + 1 == len(token.doc):
        return False
    after = token.nbor()
    dated = token.i and token.nbor(-1).lower_ in _DETERMINERS
    return after.tag_ == "NNS" and token.head == after and not dated


def _is_recent(token: Token) -> bool:
    """Tell whether a number is a year of which news speaks without saying that it is one."""
    return token.text[:2] in ("19", "20") and not token.text.endswith("000")


def _is_span(found: Found, previous: Found | None) -> bool:
    fields = found.expression.fields
    if (
        len(fields["year2"]) == 4
        and fields["year"] < fields["year2"]
        and _is_recent(found.words[0])
    ):
        return True
    return found.preposition in _YEAR_CUES or found.words[0].ent_type_ == "DATE"


def _is_month(found: Found, previous: Found | None) -> bool:
    fields = found.expression.fields
    token = found.words[-1]
    if fields.keys() & {"relation", "part"} or token.ent_type_ == "DATE":
        return True
    if token.ent_type_ in _NAMES:
        return False
    if found.is_possessive:
        return fields["month"] not in _MONTHS_AND_NAMES
    if previous is not None and previous.expression.kind in _LENDING and is_listed(previous, found):
        return True
    return found.preposition in _MONTH_CUES


def _is_season(found: Found, previous: Found | None) -> bool:
    fields = found.expression.fields
    if fields.keys() & {"relation", "year", "relyear", "part"}:
        return True
    if fields["season"] == "fall":
        return found.words[0].lower_ == "the" and found.preposition in ("in", "during")
    return found.preposition in _SEASON_CUES


def _is_no_name(found: Found, previous: Found | None) -> bool:
    """Tell whether words are not part of a longer name, such as that of a newspaper."""
    words = found.words
    if words[-1].ent_type_ not in _NAMES or words[-1].ent_type_ == "EVENT":
        return True
    follows = words.end < len(words.doc) and words.doc[words.end].ent_iob_ == "I"
    return not follows and words[0].ent_iob_ != "I"


def _is_weekday(found: Found, previous: Found | None) -> bool:
    return _is_no_name(found, previous) and not _behind(found, _NAMED_DAYS)


def _is_ahead(found: Found, previous: Found | None) -> bool:
    vague = found.expression.fields["count"] in ("a few", "several", "a couple of")
    return vague or direction(found.words[0]) is Direction.FUTURE


_CHECKS: Final[dict[str, Callable[[Found, Found | None], bool]]] = {
    "year": _is_year,
    "span": _is_span,
    "month": _is_month,
    "season": _is_season,
    "weekday": _is_weekday,
    "deictic": _is_no_name,
    "holiday": _is_no_name,
    "quarter": _is_no_name,
    "half": _is_no_name,
    "in": _is_ahead,
    "within": lambda found, _: direction(found.words[0]) is Direction.FUTURE,
}
