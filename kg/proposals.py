"""What a language model was asked about a document, what it proposed, and what became of that: counted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

_SPENT: Final = (
    *("asked", "cached", "calls", "missing", "unreadable"),
    *("tokens_in", "tokens_out", "cost"),
)
_BECAME: Final = ("proposed", "claimed", "known")


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """What asking took: CALLS and TOKENS of this build alone, and answers that were kept from earlier ones.

    >>> Usage(asked=3, cached=2, missing=1).answered
    2
    """

    model: str = ""
    currency: str = ""  # of the cost, where a price is known
    asked: int = 0  # sentences
    cached: int = 0  # answers that were kept
    calls: int = 0  # requests, also those that failed
    missing: int = 0  # sentences without an answer: an article with some is asked about again
    unreadable: int = 0  # answers that are no proposals
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    trouble: str = ""  # why answers are missing

    @property
    def answered(self) -> int:
        """How many sentences have an answer, readable or not."""
        return self.asked - self.missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """What became of what a model proposed."""

    proposed: int = 0
    claimed: int = 0  # new claims
    known: int = 0  # what rules or network say of the same sentence
    refused: Mapping[str, int] = field(default_factory=dict)  # why, and how often
    usage: Usage = field(default_factory=Usage)


@dataclass(slots=True, kw_only=True)
class ProposalReport:
    """The sums of a build, in plain values."""

    model: str = ""
    currency: str = ""
    asked: int = 0
    cached: int = 0
    calls: int = 0
    missing: int = 0
    unreadable: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0
    proposed: int = 0
    claimed: int = 0
    known: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    trouble: tuple[str, ...] = ()

    @property
    def lack(self) -> str:
        """Why sentences have no answer, and what to do, in one line; empty where all have one.

        >>> ProposalReport(missing=1, trouble=("nobody is there",)).lack
        'llm: 1 sentence without an answer: nobody is there; all else is whole, and the same command asks again'
        """
        if not self.missing:
            return ""
        why = "; ".join(self.trouble) or "nobody answered"
        sentences = "1 sentence" if self.missing == 1 else f"{self.missing:,} sentences"
        what = f"llm: {sentences} without an answer: {why}"
        return f"{what}; all else is whole, and the same command asks again"

    def add(self, became: Proposals) -> None:
        """Add what became of the proposals of one document, or of a section of it.

        >>> whole = ProposalReport()
        >>> whole.add(Proposals(proposed=1, refused={"no such words": 1}, usage=Usage(asked=2, calls=2)))
        >>> whole.calls, whole.proposed, whole.refused
        (2, 1, {'no such words': 1})
        """
        usage = became.usage
        self.model, self.currency = usage.model or self.model, usage.currency or self.currency
        for name in _SPENT:
            setattr(self, name, getattr(self, name) + getattr(usage, name))
        for name in _BECAME:
            setattr(self, name, getattr(self, name) + getattr(became, name))
        refused = Counter(self.refused) + Counter(became.refused)
        self.refused = dict(sorted(refused.items(), key=lambda item: (-item[1], item[0])))
        if usage.trouble and usage.trouble not in self.trouble:
            self.trouble = (*self.trouble, usage.trouble)
