"""What stands around a verb and fills no role of it, in the words of the text: when, where, how and why it happens.

*During his speech*, *in the first two turns*, *explicitly*, *as a mediator*, *because of the strike*.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from kg import vocabulary
from kg.extract.grammar.denials import denial, is_unwanted
from kg.extract.grammar.functions import is_placing
from kg.extract.grammar.phrases import noun_class, stretch
from kg.extract.grammar.syntax import is_infinitive
from kg.extract.reading import Reading
from kg.model import Argument, Mention, Span, TimeKind, Words

_RANKING: Final = vocabulary.words("sports", "ranking")
_PLACING: Final = vocabulary.words("sports", "placing")
_MERIDIEM: Final = frozenset({"am", "gmt", "o'clock", "pm", "utc"})
_CLOCK: Final = re.compile(r"\d{1,2}:\d\d(?:[ap]\.?m\.?)?|\d{1,2}[ap]\.?m\.?", re.IGNORECASE)
_BY_PREPOSITION: Final = vocabulary.table("prepositions", "adjuncts")
_BY_IDIOM: Final = vocabulary.table("prepositions", "adjunct_idioms")
_BY_CONJUNCTION: Final = vocabulary.table("prepositions", "adjunct_clauses")
_UNITS: Final = vocabulary.words("time", "durations")
_EACH: Final = frozenset({"a", "an"})
_FULL: Final = {"n't": "not", "n’t": "not"}
_RATE: Final = 2  # words
_DIRECTIONS: Final = vocabulary.words("places", "directions")
_SEQUENCE: Final = frozenset({"after", "before"})
_ROLES: Final = frozenset({"manner", "proviso", "when", "where", "why"})
_WHEN: Final = vocabulary.words("time", "adverbs_of_when")
_ANSWERING: Final = vocabulary.words("descriptions", "answering")
_TIMES: Final = vocabulary.words("time", "nouns_of_when")
_HOW: Final = vocabulary.words("descriptions", "of_manner")
_LINKING: Final = vocabulary.words("time", "linking_adverbs")
_NO_MANNER: Final = vocabulary.words("descriptions", "no_manner")
_EMPTY: Final = vocabulary.words("prepositions", "empty_objects")
_APART: Final = frozenset({"punct", "cc", "conj", "relcl", "appos"})
_DIRECTING: Final = vocabulary.words("control", "of_objects")
_USING: Final = vocabulary.words("control", "using")
_RANKED: Final = frozenset({"acomp", "advmod", "dobj", "npadvmod", "oprd", "prep"})
_LONGEST: Final = 12  # words
_LONGEST_CLAUSE: Final = 18
_LEAST: Final = 2
_LEADING: Final = ("ADP", "DET", "PUNCT")
_MARKS: Final = (",", ";", ":")
# Tags of words with which something begins that a phrase can do without.
_OPENING: Final = frozenset({"IN", "TO", "WDT", "WP", "CC", ","})
# What leads to a place or a time, without which a noun says the same.
_AROUND: Final = frozenset({"at", "in", "near", "on", "outside", ","})
_FUNCTION_WORDS: Final = 2  # "for the"
# The roles in which a thing tells what words do in these.
_LIKE: Final = {
    "manner": ("instrument", "material", "trajectory"),
    "when": ("duration", "time"),
    "where": ("destination", "location", "place", "source", "trajectory"),
    "why": ("cause", "purpose", "stimulus"),
}


class Adjuncts:
    """Reads the adjuncts of the verbs of one document."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def of(self, verb: Token, taken: Collection[Span]) -> Iterator[Argument]:
        """Yield the adjuncts of VERB that hold none of the spans TAKEN, which fill its roles."""
        if is_unwanted(verb) and (denied := denial(verb)) is not None:
            span = self._reading.span(denied.i, denied.i + 1)
            yield Argument("manner", Words(span=span, text=_FULL.get(denied.lower_, denied.lower_)))
        for child in verb.children:
            role = self._role(child)
            if role is None:
                continue
            first, last = self._range(child, role)
            if last - first < (_LEAST if child.dep_ == "prep" and role != "rank" else 1):
                continue
            span = self._reading.span(first, last)
            if any(map(span.overlaps, taken)):
                if first < child.left_edge.i:
                    continue  # "a week | after the vote"
                last = self._apart(child, first, last, taken)
                span = self._reading.span(first, last)
            if not any(map(span.overlaps, taken)):
                yield Argument(role, Words(span=span, text=self._reading.text(first, last)))

    def _range(self, child: Token, role: str) -> tuple[int, int]:
        """Return the range of the words of CHILD in its ROLE, without asides and times of the calendar."""
        apart = _APART | {"prep"} if child.dep_ == "acomp" else _APART
        below = (c for each in child.rights if each.dep_ == "pobj" for c in each.rights)
        asides = (c for c in below if c.dep_ in ("appos", "relcl"))
        first, last = stretch(child, (*(c for c in child.children if c.dep_ in apart), *asides))
        if child.lower_ != "for":
            last = self._undated(first, last)
        last = _shortened(child, first, last)
        if child.dep_ != "prep":
            return first, last
        if role == "rank":  # "in | third place"
            end = next(below.i + 1 for below in child.rights if below.dep_ == "pobj")
            return child.i + 1, end
        distance = self._distance(child)  # "a week | after the attack"
        return (first if distance is None else distance), last

    def _apart(self, child: Token, first: int, last: int, taken: Collection[Span]) -> int:
        """Return where the words of CHILD from FIRST to LAST end before what fills a role: "at a trial | in Lund"."""
        below = next((each for each in child.rights if each.dep_ == "pobj"), None)
        if _idiom(child) == "manner":  # "in absentia | of murder"; but not "in the name | of Hale"
            return min(last, first + 2) if below is not None and not any(below.lefts) else last
        if child.dep_ != "prep" or below is None or below.pos_ != "NOUN":
            return last
        end = below.i + 1
        rest = (each for each in below.rights if end <= each.left_edge.i < last)
        placed = all(each.dep_ in ("prep", "punct") and each.lower_ in _AROUND for each in rest)
        return end if placed and end < last else last

    def _role(self, child: Token) -> str | None:
        """Return what CHILD of a verb says of it; None for what is no adjunct or says how it stands."""
        if child.dep_ in _RANKED and is_rank(child):
            return "rank"
        match child.dep_:
            case "prep":
                return self._of_preposition(child)
            case "xcomp":  # "used the fund to pay": not of what it is used for
                used = child.head.lemma_.lower() in _USING and is_infinitive(child)
                return "why" if used and any(c.dep_ == "dobj" for c in child.head.rights) else None
            case "advcl":
                return _of_clause(child)
            case "acomp":  # "pleaded not guilty"
                return "manner" if child.head.lemma_.lower() in _ANSWERING else None
            case "advmod" if child.tag_ in ("RB", "RBR", "RBS") and not links(child):
                return self._of_adverb(child.lower_)
            case "npadvmod" if self._floats(child) and not self._is_distance(child):
                return None if is_rate(child.doc[child.left_edge.i : child.i + 1]) else "when"
            case _:
                return None

    def _of_preposition(self, child: Token) -> str | None:
        word = child.lower_
        if (idiom := _idiom(child)) is not None:
            return idiom if idiom in _ROLES else None
        if word == "for" and any(map(_lasts, child.rights)):
            return "when"  # "for many years"
        role = _BY_PREPOSITION.get(word)
        below = next((each for each in child.rights if _tells(each, role)), None)
        if below is None or self._is_dated(below):
            return None
        if role == "when" and self._reading.class_of(below) == "Person":
            return None  # "after Tom Hale"
        return "where" if is_before_body(child, self._reading) else _refined(role, below)

    def _of_adverb(self, word: str) -> str | None:
        if word in _WHEN:
            return "when"
        if word in _DIRECTIONS:
            return "where"  # "40 kilometers north of Lund"
        hedging = self._reading.ontology.attitudes(word, "adverb")
        plain = word.endswith("ly") and word not in _NO_MANNER and not hedging
        return "manner" if plain else None

    def _is_dated(self, token: Token) -> bool:
        """Tell whether TOKEN is of a time of the calendar, or of how long: of "at 9 a.m." nobody knows the day."""
        time = self._reading.time_of(token)
        return time is not None and not self._floats(token)

    def _floats(self, token: Token) -> bool:
        """Tell whether TOKEN is of a time that the article does not date: "two days later", "the next day"."""
        time = self._reading.time_of(token)
        if time is None or time.start is not None or time.end is not None:
            return False
        return time.kind is not TimeKind.DURATION

    def _is_distance(self, noun: Token) -> bool:
        """Tell whether a NOUN of time says how long before or after something: "a week after the attack"."""
        behind = noun.doc[noun.i + 1 : noun.i + 2]
        return behind.text.lower() in _SEQUENCE

    def _distance(self, preposition: Token) -> int | None:
        """Return where the words begin that say how long before or after it is, right before a PREPOSITION."""
        before = preposition.doc[max(preposition.i - 1, 0)]
        measured = before.dep_ == "npadvmod" and before.head in (preposition, preposition.head)
        if not measured or preposition.lower_ not in _SEQUENCE:
            return None
        return before.left_edge.i

    def _undated(self, first: int, last: int) -> int:
        """Return where the words from FIRST to LAST end without a time of the calendar, which the event has itself.

        Of nothing but a time, with what leads to it, nothing is left: "on Monday", "a week after the vote on Monday".
        """
        doc, end = self._reading.doc, last
        while end > first and self._is_dated(doc[end - 1]):
            end -= 1
        if end == last:
            return last
        end = _without_leading(doc, first, end)
        return first if end - first < _LEAST else end


def _of_clause(clause: Token) -> str | None:
    """Return what an adverbial CLAUSE says of its verb, by the word that it begins with."""
    marks = [c.lower_ for c in clause.lefts if c.dep_ in ("mark", "advmod")]
    if "while" in marks and clause.i < clause.head.i:
        return None  # "While 54 have signed, 27 have ratified" sets them against each other
    purpose = "why" if _is_purpose(clause) else None
    return next(filter(None, map(_BY_CONJUNCTION.get, marks)), purpose)


def is_rate(words: TokenSpan) -> bool:
    """Tell whether WORDS of time say how often, and not when: the "a day" of "$40 a day"; not "the next day"."""
    return len(words) == _RATE and words[0].lower_ in _EACH


def links(adverb: Token) -> bool:
    """Tell whether an ADVERB only goes on from the sentence before: "Specifically, …", "Finally, …"."""
    opens = bool(adverb.is_sent_start) and adverb.doc[adverb.i : adverb.i + 2][-1].text == ","
    return opens and (adverb.lower_ in _LINKING or adverb.lower_ not in _WHEN)


def _is_purpose(clause: Token) -> bool:
    """Tell whether CLAUSE is an infinitive that says what its verb is done for, and not what: "sentenced to serve"."""
    verb = clause.head
    return is_infinitive(clause) and clause.i > verb.i and verb.lemma_.lower() not in _DIRECTING


def is_before_body(preposition: Token, reading: Reading) -> bool:
    """Tell whether a body stands behind "before", in front of which something happens: "testified before Congress"."""
    below = next((child for child in preposition.rights if child.dep_ == "pobj"), None)
    if preposition.lower_ != "before" or below is None:
        return False
    known = reading.class_of(below) or noun_class(below, reading.ontology)
    return reading.ontology.is_a(known, "Organization")


def _shortened(child: Token, first: int, last: int) -> int:
    """Return where the words of CHILD from FIRST to LAST end, of a long phrase without what a clause adds to it.

    A clause that is too long is left out: half of it says something else.
    """
    doc = child.doc
    while last - 1 > first and doc[last - 1].text in _MARKS:
        last -= 1
    if child.dep_ != "prep" or any(below.dep_ == "pcomp" for below in child.rights):
        return first if last - first > _LONGEST_CLAUSE else last
    if last - first > _LONGEST:
        ends = (i for i in range(first + _LONGEST, first + 1, -1) if doc[i].tag_ in _OPENING)
        last = _without_leading(doc, first, next(ends, first))
    return last


def _without_leading(doc: Doc, first: int, last: int) -> int:
    """Return where the words from FIRST to LAST end without those that lead to something behind them: "by the"."""
    while last > first and doc[last - 1].pos_ in _LEADING and doc[last - 1].dep_ != "prt":
        last -= 1
    return last


def told_once(
    arguments: Collection[Argument], modifiers: Iterable[Argument], known: Collection[str] = ()
) -> tuple[Argument, ...]:
    """Return ARGUMENTS and MODIFIERS, without those of either that say no more than one of the other.

    "For three years" says no more than a duration of three years does; but "at the same time" says when, and nothing
    takes part that is called "same time", unless the lexicon KNOWS the role.
    """
    left = list(arguments)
    for modifier in modifiers:
        again = [each for each in left if _is_again(modifier, each)]
        if any(each.role in known or _is_sure(each, modifier.role) for each in again):
            continue
        left = [each for each in left if each not in again]
        left.append(modifier)
    return tuple(left)


def _is_again(modifier: Argument, argument: Argument) -> bool:
    """Tell whether a MODIFIER has the words of an ARGUMENT with a preposition and an article before them."""
    whole, part = modifier.filler, argument.filler
    same = part.span.within(whole.span) and part.span.end == whole.span.end
    return same and len(whole.text.split()) - len(part.text.split()) <= _FUNCTION_WORDS


def _is_sure(argument: Argument, role: str) -> bool:
    """Tell whether an ARGUMENT is a name or a number, or tells in its role what a modifier in ROLE does."""
    filler = argument.filler
    named = not isinstance(filler, Mention) or filler.named
    return named or argument.role in _LIKE.get(role, ())


def _idiom(preposition: Token) -> str | None:
    """Return what a PREPOSITION and its noun say together: of "in absentia" a manner."""
    told = (_BY_IDIOM.get(f"{preposition.lower_} {below.lower_}") for below in preposition.rights)
    return next(filter(None, told), None)


def _refined(role: str | None, below: Token) -> str | None:
    """Return ROLE, or what the noun BELOW a preposition of place rather tells: "at the time", "in cash"."""
    if role != "where":
        return role
    lemma = below.lemma_.lower()
    if lemma in _TIMES or any(map(_is_clock, below.subtree)):
        return "when"
    return "manner" if lemma in _HOW or below.tag_ == "CD" else role


def _tells(below: Token, role: str | None) -> bool:
    """Tell whether what stands BELOW a preposition says when, where or how: not "in fact", "in which", "at 76"."""
    if below.dep_ == "pcomp":
        return role != "where"
    bare = below.tag_ in ("CD", "WDT", "WP", "PRP") and not any(below.children)
    bare = bare and not _is_clock(below)
    return below.dep_ == "pobj" and not bare and below.lemma_.lower() not in _EMPTY


def _is_clock(word: Token) -> bool:
    """Tell whether WORD is a time of day: "at 9 a.m.", "at around 3:30am"."""
    behind = word.doc[word.i + 1 : word.i + 2].text.lower().replace(".", "")
    timed = behind in _MERIDIEM or _CLOCK.fullmatch(word.text) is not None
    return word.tag_ == "CD" and timed


def is_rank(word: Token) -> bool:
    """Tell whether WORD says which place somebody takes: "finished second", "came in third", "took fourth place"."""
    lemma = word.head.lemma_.lower()
    if word.i < word.head.i or lemma not in _RANKING | _PLACING:
        return False
    if word.dep_ == "dobj":
        return is_placing(word)
    if word.dep_ == "prep":
        below = next((each for each in word.rights if each.dep_ == "pobj"), None)
        bare = below is not None and below.ent_type_ == "ORDINAL" and not any(below.lefts)
        return below is not None and word.lower_ == "in" and (bare or is_placing(below))
    return word.ent_type_ == "ORDINAL" and lemma in _RANKING


def _lasts(below: Token) -> bool:
    """Tell whether what stands BELOW "for" is a time that no number measures: "for many years", "for too long"."""
    if below.lower_ == "long":
        return True
    counted = any(child.tag_ == "CD" for child in below.lefts)
    return below.tag_ == "NNS" and below.lemma_.lower() in _UNITS and not counted
