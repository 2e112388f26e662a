"""What the numbers of a clause say of its event: how many, how much, up to what level, for how long."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import SUBJECT, Frame, prepositional
from kg.extract.grammar.functions import PLURAL, members
from kg.extract.grammar.phrases import noun_class
from kg.extract.grammar.syntax import word_before
from kg.extract.predications.magnitudes import MAGNITUDE
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.model import Argument, Bound, Filler, Mention, Quantity, Time

Roles = Mapping[str, list[tuple[Token, Filler]]]
Sum = tuple[Token, Quantity]

MEASURING: Final = frozenset({"Increase", "Decrease"})
MEASURED: Final = vocabulary.words("numbers", "measured")
DURATIONS: Final = vocabulary.words("time", "durations")
_COURSES: Final = vocabulary.table("events", "levels")
_SUMMING: Final = ("for", "by", "of", "at", "object")
_LASTING: Final = ("in", "over", "throughout")
# In these what changes hands has a price, which is the sum of the event.
_PRICED: Final = (
    "Acquisition", "Agreement", "Aid", "Contract", "Export", "Import", "Investment", "Lawsuit", "Payment", "Purchase",
    "Sale", "Seizure", "Sentencing", "Transfer",
)  # fmt: skip
_SENTENCE: Final = "Sentencing"
_HOURS: Final = "hour"  # of service, beside which the years count
# In these a number of those who act is easily taken for one of what they buy or kill.
_TOPIC: Final = "Topic"
_TWO_SIDED: Final = ("ConflictEvent", "EconomicEvent")
_SUFFERING: Final = ("victim", "patient", "target", "accused", "person")
_MOVED: Final = ("theme", "commodity", "acquiree")
_ACTING: Final = ("agent",)
_AMOUNTS: Final = vocabulary.words("numbers", "amounts")
_MODIFIERS: Final = frozenset({"nummod", "compound", "nmod", "amod", "quantmod"})
_COINS: Final = vocabulary.words("units", "coins")
_OTHERWISE: Final = frozenset({"appos", "conj"})
_STEPS: Final = vocabulary.words("units", "steps")
_JOINTS: Final = frozenset({"to", "-", "–", "and", "or"})
_CODE: Final = 3  # letters of a currency


def is_repeated(head: Token) -> bool:
    """Tell whether a length of time says how often and not how long: "every 48 hours"."""
    return any(child.lower_ == "every" for child in head.lefts)


def _is_all(head: Token, parts: list[Token]) -> bool:
    """Tell whether HEAD is all that its sentence has: "sentenced to 100 hours of service"."""
    between = head.doc[min(head.head.i, head.i) : head.i]
    return parts == [head] and not any(t.text == "," or t.dep_ == "cc" for t in between)


def course(frame: Frame, fillers: Fillers) -> str | None:
    """Return the class of a verb with a particle whose subject is more or less by it: "taxes went up".

    None where the subject may move, as a person, a thing or what has a place does.
    """
    heads = frame.slots.get(SUBJECT, ())
    measured = heads and all(_is_level(head, fillers) for head in heads)
    return _COURSES.get(frame.lemma) if measured else None


def _is_level(head: Token, fillers: Fillers) -> bool:
    found = fillers.mention(head)
    topic = found is None or found.type == _TOPIC
    return head.lemma_.lower() in MEASURED or (
        topic and noun_class(head, fillers.reading.ontology) == _TOPIC
    )


class Measures:
    """Reads the numbers that are said of the events of one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self.reading = reading
        self.fillers = fillers
        self._places = {
            annotation.value.span: place
            for place, annotation in enumerate(reading.layers.quantities)
        }

    def of(self, kind: str, frame: Frame, roles: Roles) -> Iterator[Argument]:
        """Yield what numbers say of an event of KIND beside its ROLES."""
        for number in self._counts(kind, frame, roles):
            yield from (Argument("count", each) for each in self._kin(number))
        if kind in MEASURING:
            yield from self._levels(frame, roles)
        filled = chain.from_iterable(roles.values())
        taken = {token.i for token, value in filled if isinstance(value, Quantity)}
        known = {
            _dimension(value) for _, value in (*roles.get("amount", ()), *roles.get("duration", ()))
        }
        for head, found in self._sums(kind, frame):
            dimension = _dimension(found)
            if dimension not in known and head.i not in taken:
                known.add(dimension)
                role = "duration" if found.unit in DURATIONS else "amount"
                yield from (Argument(role, each) for each in self._kin(found))

    def paid(self, frame: Frame) -> Iterator[Sum]:
        """Yield what an event that cannot do without an amount is about: "pay 5 million", "pay a fine of 5 million"."""
        sums = (each for head in frame.slots.get("object", ()) for each in self._prices(head))
        # Not "spent 25 years in prison"
        yield from (s for s in chain(self.stated(frame), sums) if s[1].unit not in DURATIONS)

    def stated(self, frame: Frame) -> Iterator[Sum]:
        """Yield the sums, shares and lengths of time among the phrases of the predicate: "for $450 million"."""
        heads = [head for function in _SUMMING for head in frame.slots.get(function, ())]
        to = frame.slots.get("to", [])
        beside = [c for c in frame.token.rights if c.dep_ == "npadvmod" and c not in to]
        heads.extend(beside)
        # "fell 120 points, or 2 percent"
        heads.extend(below for c in beside for below in c.rights if below.dep_ in _OTHERWISE)
        yield from self._with_unit(heads)
        # "sentenced to 25 years"; in "rose to 5 percent" it is a level.
        yield from (
            each for each in self._lengths(to) if each[1].unit != _HOURS or _is_all(each[0], to)
        )

    def _sums(self, kind: str, frame: Frame) -> Iterator[Sum]:
        """Yield what is stated, then what the words beside the predicate and what it moves tell."""
        yield from self.stated(frame)
        if frame.token.tag_ in ("VBD", "VBN"):
            for function in _LASTING:
                yield from self._lengths(frame.slots.get(function, ()))
        for head in chain(*frame.slots.values()):
            yield from self._in_the_amount(head)
        if kind in MEASURING:
            yield from self._bare(frame.slots.get("by", ()))
            yield from self._steps(frame)
        if frame.token.pos_ == "NOUN":
            yield from self._before(frame.token, kind)
        if any(self.reading.ontology.is_a(kind, each) for each in _PRICED):
            functions = ("object", "of", "to") if kind == _SENTENCE else ("object", "of")
            priced = (head for function in functions for head in frame.slots.get(function, ()))
            for head in (frame.token, *priced):
                yield from self._prices(head)
            yield from self._worth(frame.carrier or frame.token)

    def _with_unit(self, heads: Iterable[Token]) -> Iterator[Sum]:
        for head in heads:
            found = self.reading.quantity_of(head)
            if found is not None and found.unit is not None and not is_repeated(head):
                yield head, found

    def _lengths(self, heads: Iterable[Token]) -> Iterator[Sum]:
        return (each for each in self._with_unit(heads) if each[1].unit in DURATIONS)

    def _bare(self, heads: Iterable[Token]) -> Iterator[Sum]:
        """Yield by how many things a number goes up or down: "increased by 1,100 cases"."""
        for head in heads:
            found = self.fillers.number_of(head)
            if found is not None:
                yield head, found

    def _steps(self, frame: Frame) -> Iterator[Sum]:
        """Yield how many points or places something goes up or down: "fell 120 points to 11,230"."""
        beside = (child for child in frame.token.rights if child.dep_ == "npadvmod")
        for head in (*frame.slots.get("object", ()), *frame.slots.get("by", ()), *beside):
            found = step(head, self.fillers)
            if found is not None:
                yield head, found

    def _before(self, noun: Token, kind: str) -> Iterator[Sum]:
        """Yield what stands before the noun of an event: "a 27-year contract", "three days of talks"."""
        heads = [child for child in noun.lefts if child.dep_ in _MODIFIERS]
        yield from self._with_unit(heads) if kind in MEASURING else self._lengths(heads)
        if noun.dep_ == "pobj" and noun.head.lower_ == "of":
            yield from self._lengths([noun.head.head])

    def _prices(self, head: Token) -> Iterator[Sum]:
        """Yield what a thing costs: "a $3 billion loan", "a loan of 5 million euros", "goods worth $2 million"."""
        if self._is_body(head):
            return
        heads = [child for child in head.lefts if child.dep_ in _MODIFIERS]
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ == "of":
                heads.extend(below for below in child.rights if below.dep_ == "pobj")
        yield from (each for each in self._with_unit(heads) if is_money(each[1]))

    def _in_the_amount(self, head: Token) -> Iterator[Sum]:
        """Yield the sum that a thing is said to amount to: "an order in the amount of 5 million euros"."""
        for child in head.rights:
            below = (
                [b for b in child.rights if b.lower_ in _AMOUNTS] if child.lower_ == "in" else []
            )
            heads = [h for noun in below for name, h in prepositional(noun) if name == "of"]
            yield from self._with_unit(heads)

    def _worth(self, predicate: Token) -> Iterator[Sum]:
        """Yield what the goods or the deal is "worth", wherever the parser hung that word in the clause."""
        for token in predicate.subtree:
            if token.lower_ != "worth" or word_before(token) == ",":
                continue
            above = next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), predicate)
            if above in (predicate, predicate.head):
                yield from (each for each in self._with_unit(token.rights) if is_money(each[1]))

    def _is_body(self, head: Token) -> bool:
        """Tell whether HEAD names a body or a place, whose worth is nobody's payment: "the $2 billion company"."""
        mention = self.fillers.mention(head)
        is_a = self.reading.ontology.is_a
        return mention is not None and any(is_a(mention.type, c) for c in ("Agent", "Place"))

    def _levels(self, frame: Frame, roles: Roles) -> Iterator[Argument]:
        """Yield where a measure stands afterwards and where it stood: "from 2 to 3 percent"."""
        sums = (head for head, _ in self.stated(frame))
        behind = [pair for head in sums for pair in prepositional(head)]
        for function, role in (
            ("to", "level"),
            ("from", "formerLevel"),
            ("compared", "formerLevel"),
        ):
            heads = (
                self._compared(frame)
                if function == "compared"
                else [*frame.slots.get(function, ())]
            )
            heads.extend(head for name, head in behind if name == function)
            found = next(filter(None, map(self.reading.quantity_of, heads)), None)
            if any(found == value for filled in roles.values() for _, value in filled):
                continue  # "from $7 to $15", which a parser takes for one sum
            if found is not None and found.unit not in DURATIONS and role not in roles:
                yield from (Argument(role, each) for each in self._kin(found))

    def _compared(self, frame: Frame) -> list[Token]:
        """Return what stood in another time: "compared with 4 percent in April", not "with 9 euros for Norwood"."""
        heads = [*frame.slots.get("compared to", ()), *frame.slots.get("compared with", ())]
        return [h for h in heads if any(t.i in self.reading.time_at for t in h.subtree)]

    def _counts(self, kind: str, frame: Frame, roles: Roles) -> list[Quantity]:
        """Return the numbers of those whom an event hits, else of what it moves, else of those who act.

        Where one of several has no number, the others do not tell how many they are together. A noun may say it
        itself: "five deaths".
        """
        own = self.fillers.number_of(frame.token) if frame.token.pos_ == "NOUN" else None
        strengths = [value.span for _, value in roles.get(MAGNITUDE, ())]
        own = None if own is not None and own.span in strengths else own  # "a 7.0 quake"
        return self._suffering(kind, roles) or ([own] if own is not None else [])

    def _suffering(self, kind: str, roles: Roles) -> list[Quantity]:
        heads = _filling(_SUFFERING, roles) or _filling(_MOVED, roles)
        if not heads or not any(map(self._is_many, heads)):
            is_a = self.reading.ontology.is_a
            if any(is_a(kind, each) for each in _TWO_SIDED):
                return self._numbers(heads)
            return self._numbers(heads) or self._numbers(_described(_ACTING, roles))
        return self._numbers(heads)

    def _is_many(self, head: Token) -> bool:
        """Tell whether HEAD stands for people or for several things."""
        mention = self.fillers.mention(head)
        acts = mention is not None and self.reading.ontology.is_a(mention.type, "Agent")
        return acts or head.tag_ in PLURAL

    def _numbers(self, heads: Sequence[Token]) -> list[Quantity]:
        among = [each for head in heads for each in members(head)]  # "five people, including Ruiz"
        found = [self.fillers.number_of(head) for head in heads if head not in among]
        known = [number for number in found if number is not None]
        return known if len(known) == len(found) else []

    def _kin(self, found: Quantity) -> Iterator[Quantity]:
        """Yield FOUND, the other end of its range, and the same sum in another currency, in brackets behind it."""
        yield found
        place = self._places.get(found.span)
        if place is None:
            return
        layer = self.reading.layers.quantities
        for one, other in ((place - 1, place), (place, place + 1)):
            if one < 0 or other >= len(layer):
                continue
            low, high = layer[one], layer[other]
            between = [t.lower_ for t in self.reading.doc[low.last : high.first]]
            if not isinstance(low.value, Quantity) or not isinstance(high.value, Quantity):
                continue
            if _is_range(low.value, high.value) and set(between) <= _JOINTS:
                yield low.value if other == place else high.value
            elif one == place and between == ["("] and _is_conversion(found, high.value):
                yield high.value


def step(head: Token, fillers: Fillers) -> Quantity | None:
    """Return how far something goes on a scale, where HEAD counts its steps: "120 points", "three places"."""
    number = fillers.number_of(head) if head.lemma_.lower() in _STEPS else None
    if number is None or number.unit is not None:
        return None
    first, last = head.left_edge.i, head.i + 1
    text, span = fillers.reading.text(first, last), fillers.reading.span(first, last)
    return replace(number, unit=head.lemma_.lower(), text=text, span=span)


def is_money(found: Quantity) -> bool:
    """Tell whether a quantity is a sum of money."""
    unit = (found.unit or "").partition(" per ")[0]
    return unit in _COINS or (unit.isupper() and len(unit) == _CODE)


def _dimension(found: Mention | Time | Quantity) -> str:
    """Return what a quantity measures, as far as one event has it once: money, time, or anything else."""
    if not isinstance(found, Quantity) or found.unit in DURATIONS:
        return "time"
    if found.unit in _STEPS:
        return "steps"
    return "money" if is_money(found) else "goods"


def _is_range(low: Quantity, high: Quantity) -> bool:
    return (low.bound, high.bound) == (Bound.AT_LEAST, Bound.AT_MOST) and low.unit == high.unit


def _is_conversion(sum_: Quantity, other: Quantity) -> bool:
    return is_money(sum_) and is_money(other) and sum_.unit != other.unit


def _described(names: Iterable[str], roles: Roles) -> list[Token]:
    """Return the heads in ROLES that introduce somebody: who "the two companies" are is known already."""
    found = [pair for name in names for pair in roles.get(name, ())]
    known = any(
        (isinstance(value, Mention) and value.named) or any(c.lower_ == "the" for c in head.lefts)
        for head, value in found
    )
    return [] if known else [head for head, _ in found]


def _filling(names: Iterable[str], roles: Roles) -> list[Token]:
    return [token for name in names for token, _ in roles.get(name, ())]
