"""The decision: which candidate is meant, if any: by how often it is, its class, and what else is spoken of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import exp
from typing import Final

from kg import data
from kg.link.around import NOTHING, Around
from kg.link.candidates import Candidate, Group
from kg.link.context import Context
from kg.link.kb.thing import NameKind
from kg.link.signs import Sign, of_article, of_name

_TABLE: Final = "signs.tsv"
_LEAST: Final = 0.5


@dataclass(frozen=True, slots=True)
class Decision:
    """Candidates with the probability of each, the likeliest first, and that of none of them."""

    ranked: tuple[tuple[Candidate, float], ...] = ()
    none: float = 1.0

    @property
    def meant(self) -> Candidate | None:
        """The candidate that is meant; None where that is not likely enough."""
        if not self.ranked or self.ranked[0][1] < max(_LEAST, self.none):
            return None
        return self.ranked[0][0]

    def linked(self, least: float) -> Candidate | None:
        """Return the candidate that is meant, if it is at LEAST so probable that its id may be claimed."""
        meant = self.meant
        return meant if meant is not None and self.ranked[0][1] >= least else None

    @property
    def confidence(self) -> float:
        """The probability of what was decided."""
        return self.ranked[0][1] if self.meant is not None else self.none


@dataclass(frozen=True, slots=True)
class Question:
    """Which of CANDIDATES a name means in a CONTEXT; BESIDE are the states right behind it, by their keys."""

    candidates: tuple[Candidate, ...]
    context: Context = field(default_factory=Context)
    beside: Mapping[str, str] = field(default_factory=dict)
    around: Around = NOTHING

    def signs(self) -> list[list[Sign]]:
        """Return what speaks for and against each of the candidates."""
        if not self.candidates:
            return []
        of_names = zip(of_name(self.candidates), self.candidates, strict=True)
        return [
            [*own, *of_article(candidate, self.context, self.beside, self.around)]
            for own, candidate in of_names
        ]

    def decided(self) -> Decision:
        """Return which of the candidates is meant.

        The signs of each add up to the logarithm of how many times likelier it is than a thing that is not known.
        """
        odds = [exp(weighed(own)) for own in self.signs()]
        total = 1.0 + sum(odds)
        found = zip(self.candidates, (each / total for each in odds), strict=True)
        ranked = sorted(found, key=lambda pair: (-pair[1], pair[0].known.thing.key))
        return Decision(tuple(ranked), 1.0 / total)


def weighed(signs: Iterable[Sign]) -> float:
    """Return what SIGNS add up to."""
    weights = _weights()
    return sum(weights[name] * value for name, value in signs)


@cache
def _weights() -> Mapping[str, float]:
    """Return the weight of each sign."""
    lines = (data.find("ontology") / _TABLE).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight, *_ in rows}


def reason(candidate: Candidate, question: Question) -> str:
    """Return in words what speaks for a CANDIDATE of a QUESTION."""
    context, beside = question.context, question.beside
    known, thing = candidate.known, candidate.known.thing
    kinds = {
        NameKind.LABEL: "its name",
        NameKind.ALIAS: "another name of it",
        NameKind.DERIVED: "made from its name",
        NameKind.PART: "a part of its name",
    }
    parts = [f"{candidate.words!r} is {kinds.get(known.name.kind, 'its name')}"]
    if candidate.likeness < 1.0:
        parts = [f"{candidate.words!r} is like {known.name.name!r} ({candidate.likeness:.2f})"]
    is_place = candidate.group is Group.PLACE
    parts += [
        f"{name} stands behind it"
        for key, name in beside.items()
        if is_place and key in thing.within
    ]
    if any(key in context.keys for key in thing.within):
        parts.append(f"{'what it lies in' if is_place else 'its country'} is spoken of")
    if thing.description:
        parts.append(thing.description)
    return "; ".join(parts)
