"""Clauses that leave out their verb: "It joined NATO in 1949 and the EEC in 1973".

What is left of such a clause stands beside what it takes the place of in the clause before (gapping, Ross 1970).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame
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
        """Return FOUND with NOUN in the place that it takes, and what stands behind NOUN in the place of the like."""
        function = self._function(found.frame, noun)
        if function is None:
            return None
        behind = dict(_phrases(noun))
        slots = {function: [noun], **{name: [head] for name, head in behind.items()}}
        kept = SUBJECT if function == OBJECT else OBJECT
        if kept in found.frame.slots and not found.frame.passive:
            slots[kept] = found.frame.slots[kept]
        roles: Roles = {}
        for role, fillers in found.roles.items():
            for head, value in fillers:
                name = next((n for n, heads in found.frame.slots.items() if head in heads), None)
                if name == kept and kept in slots:
                    roles.setdefault(role, []).append((head, value))
                elif name in slots and name != kept and role not in roles:
                    other = slots[name][0]
                    filler = self._fillers.fitting(other, role)
                    if filler is not None:
                        roles[role] = [(other, filler)]
        frame = replace(found.frame, slots=slots, clauses={}, remnant=noun)
        same = any(head == noun for fillers in roles.values() for head, _ in fillers)
        return replace(found, frame=frame, roles=roles, refused=[]) if same else None

    def _function(self, frame: Frame, noun: Token) -> str | None:
        """Return whether NOUN takes the place of the subject or of the object: of what is of its class."""
        for function in (OBJECT, SUBJECT):
            heads = frame.slots.get(function, ())
            if any(self._kind(head) == self._kind(noun) for head in heads):
                return function
        return None

    def _kind(self, head: Token) -> str | None:
        found = self._fillers.mention(head)
        return found.type if isinstance(found, Mention) else None


def _phrases(noun: Token) -> Iterator[tuple[str, Token]]:
    """Yield the prepositions behind NOUN that the verb would have, with what stands behind them: all but "of"."""
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ != "of":
            yield from ((child.lower_, below) for below in child.rights if below.dep_ == "pobj")
