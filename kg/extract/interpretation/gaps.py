"""Clauses that leave out their verb: "It joined NATO in 1949 and the EEC in 1973".

What is left of such a clause stands beside what it takes the place of in the clause before (gapping, Ross 1970).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.frames import OBJECT, SUBJECT
from kg.extract.interpretation.events import Interpretation
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.model import Filler, Mention

_NOMINAL: Final = ("NOUN", "PROPN")

Roles = dict[str, list[tuple[Token, Filler]]]


class Gaps:
    """Reads the clauses without a verb that go on with one that was read."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self._reading = reading
        self._fillers = fillers

    def of(self, found: Interpretation) -> Iterator[Interpretation]:
        """Yield the same for each clause that goes on with FOUND and leaves out its verb."""
        for noun in found.frame.token.rights:
            if noun.dep_ == "conj" and noun.pos_ in _NOMINAL and any(_phrases(noun)):
                other = self._filled(found, noun)
                if other is not None:
                    yield other

    def _filled(self, found: Interpretation, noun: Token) -> Interpretation | None:
        """Return FOUND with NOUN and what stands behind it in the places of the like; None where NOUN has none."""
        frame = found.frame
        place = next(
            (f for f in (OBJECT, SUBJECT) if self._is_like(noun, frame.slots.get(f, ()))), None
        )
        if place is None:
            return None
        mine = {place: noun, **dict(_phrases(noun))}
        slots = {function: [head] for function, head in mine.items()}
        if not frame.passive:
            shared = SUBJECT if place == OBJECT else OBJECT
            slots[shared] = frame.slots.get(shared, [])
        roles: Roles = {}
        for role, fillers in found.roles.items():
            for head, value in fillers:
                if any(head in heads for heads in slots.values()):
                    roles.setdefault(role, []).append((head, value))
                    continue
                other = next(
                    (mine[f] for f, heads in frame.slots.items() if head in heads and f in mine),
                    None,
                )
                filler = self._fillers.fitting(other, role) if other is not None else None
                if other is not None and filler is not None:
                    roles.setdefault(role, [(other, filler)])
        if all(head != noun for fillers in roles.values() for head, _ in fillers):
            return None
        frame = replace(frame, slots=slots, clauses={}, remnant=noun)
        return replace(found, frame=frame, roles=roles, refused=[])

    def _is_like(self, noun: Token, heads: Iterable[Token]) -> bool:
        """Tell whether NOUN is of the class of one of HEADS."""
        return any(self._kind(head) == self._kind(noun) for head in heads)

    def _kind(self, head: Token) -> str | None:
        found = self._fillers.mention(head)
        return found.type if isinstance(found, Mention) else None


def _phrases(noun: Token) -> Iterator[tuple[str, Token]]:
    """Yield the prepositions behind NOUN that the verb would have, with what stands behind them: all but "of"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ != "of":
            yield from ((child.lower_, below) for below in child.rights if below.dep_ == "pobj")
