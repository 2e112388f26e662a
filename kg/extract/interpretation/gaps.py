"""Clauses that leave out their verb: "It joined NATO in 1949 and the EEC in 1973".

What is left of such a clause stands beside what it takes the place of in the clause before (gapping, Ross 1970).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame
from kg.extract.grammar.syntax import is_remnant, phrases_of
from kg.extract.interpretation.events import Interpretation
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.model import Filler, Mention

Roles = dict[str, list[tuple[Token, Filler]]]


class Gaps:
    """Reads the clauses without a verb that go on with one that was read."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self._reading = reading
        self._fillers = fillers

    def of(self, found: Interpretation) -> Iterator[Interpretation]:
        """Yield the same for each clause that goes on with FOUND and leaves out its verb."""
        for noun in found.frame.token.rights:
            if is_remnant(found.frame.token, noun):
                other = self._filled(found, noun)
                if other is not None:
                    yield other

    def _filled(self, found: Interpretation, noun: Token) -> Interpretation | None:
        """Return FOUND with NOUN and what stands behind it in the places of the like; None where either has none.

        In "the idea grew out of the case and talks with Roe" nothing is said with Roe.
        """
        frame = found.frame
        alike = any(preposition in frame.slots for preposition, _ in phrases_of(noun))
        place = self._place(noun, frame) if alike else None
        if place is None:
            return None
        slots = {place: [noun]}
        for preposition, head in phrases_of(noun):
            slots.setdefault(preposition, []).append(head)
        shared = SUBJECT if place == OBJECT else OBJECT
        kept = [] if frame.passive else frame.slots.get(shared, [])
        roles: Roles = {}
        for role, fillers in found.roles.items():
            for head, value in fillers:
                function = next((f for f, heads in frame.slots.items() if head in heads), None)
                others = slots.get(function or "", ())
                more = [(head, value)] if head in kept else self._alike(others, role, value)
                roles.setdefault(role, []).extend(m for m in more if m not in roles[role])
        roles = {role: fillers for role, fillers in roles.items() if fillers}
        if all(head != noun for fillers in roles.values() for head, _ in fillers):
            return None
        slots = {**slots, shared: kept} if kept else slots
        frame = replace(frame, slots=slots, clauses={}, remnant=noun)
        return replace(found, frame=frame, roles=roles, refused=[])

    def _alike(
        self, heads: Iterable[Token], role: str, value: Filler
    ) -> list[tuple[Token, Filler]]:
        """Return those of HEADS that can fill ROLE with what VALUE is: a name, a time or a quantity."""
        found = ((head, self._fillers.fitting(head, role)) for head in heads)
        return [
            (h, other) for h, other in found if other is not None and type(other) is type(value)
        ]

    def _place(self, noun: Token, frame: Frame) -> str | None:
        """Return whether NOUN stands for object or subject: for what is of its class, or a thing for a thing."""
        for function in (OBJECT, SUBJECT):
            heads = frame.slots.get(function, ())
            if any(self._kind(head) == self._kind(noun) for head in heads):
                return function
        things = [head.pos_ for head in (noun, *frame.slots.get(OBJECT, ()))]
        return OBJECT if len(things) > 1 and set(things) == {"NOUN"} else None

    def _kind(self, head: Token) -> str | None:
        found = self._fillers.mention(head)
        return found.type if isinstance(found, Mention) else None
