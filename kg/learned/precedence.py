"""Who has the last word where rules and network meet: from which probability on it is the network.

A table beside the weights, measured with them on real articles, by kind of proposal, of predicate, and by label: the
role, the property, the status. ``python -m training`` writes it; who reads it sees how often either was right.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final

from kg.errors import ConfigError

TABLE: Final = "precedence.tsv"
ANY: Final = "*"
NEVER: Final = 2.0  # no probability reaches it
_COLUMNS: Final = ("proposal", "predicate", "label", "least", "cases", "network", "rules")


class Proposal(StrEnum):
    """What the network says beside the rules."""

    EVENT = "event"  # an event of two or more things, of a word that no rule reads
    BARE = "bare event"  # the same, of one thing or none
    UNSURE_EVENT = "unsure event"  # an event of two or more things, as a claim that is no fact
    CLASS = "class"  # another class than the rules give the word
    ROLE = "role"  # a role in an event of its own
    MORE = "more"  # a role that the rules leave empty
    FILLER = "filler"  # one more thing in a role that the rules fill
    MOVE = "move"  # another role for what the rules have in one
    RELATION = "relation"  # a relation that no rule finds
    STATUS = "status"  # another status than the rules give, and no assertion
    FACT = "fact"  # an assertion, where the rules see none


class Predicate(StrEnum):
    """What kind of word is read, or how the ends of a relation stand to each other."""

    VERB = "verb"
    PASSIVE = "passive"
    NOUN = "noun"
    OTHER = "other"
    PHRASE = "phrase"  # no clause of circumstance between the ends
    CLAUSE = "clause"


DEFAULTS: Final[Mapping[tuple[str, str, str], float]] = {
    (Proposal.EVENT, ANY, ANY): 0.75,
    (Proposal.BARE, ANY, ANY): 0.85,
    (Proposal.CLASS, ANY, ANY): 0.75,
    (Proposal.ROLE, ANY, ANY): 0.65,
    (Proposal.MORE, ANY, ANY): 0.85,
    (Proposal.FILLER, ANY, ANY): NEVER,
    (Proposal.MOVE, ANY, ANY): NEVER,
    (Proposal.RELATION, ANY, ANY): 0.7,
    (Proposal.RELATION, Predicate.CLAUSE, ANY): 0.85,
    (Proposal.UNSURE_EVENT, ANY, ANY): NEVER,
    (Proposal.STATUS, ANY, ANY): 0.5,
    (Proposal.FACT, ANY, ANY): 0.8,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line: among CASES on the dev part the NETWORK was right so often, and the RULES, where they said something.

    The counts are of all cases, those below LEAST included.
    """

    proposal: Proposal
    predicate: str = ANY
    label: str = ANY
    least: float
    cases: int
    network: int
    rules: int


@dataclass(frozen=True, slots=True)
class Precedence:
    """The table as it is asked; what is not in it has the defaults."""

    limits: Mapping[tuple[str, str, str], float] = field(default_factory=lambda: DEFAULTS)

    def least(self, proposal: Proposal, predicate: str = ANY, label: str = ANY) -> float:
        """Return the probability from which on the network has its way; more than 1 where it never has.

        The most special line counts: of this predicate and label, of the label, of the predicate, of the proposal.

        >>> table = Precedence({("role", "*", "*"): 0.6, ("role", "noun", "*"): 0.7, ("role", "*", "agent"): 0.5})
        >>> table.least(Proposal.ROLE, "noun", "agent"), table.least(Proposal.ROLE, "noun", "theme")
        (0.5, 0.7)
        """
        keys = ((predicate, label), (ANY, label), (predicate, ANY), (ANY, ANY))
        found = (self.limits.get((proposal, *key)) for key in keys)
        return next((least for least in found if least is not None), NEVER)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> "Precedence":
        """Return the table of ROWS over the defaults."""
        told: dict[tuple[str, str, str], float] = {
            (row.proposal, row.predicate, row.label): row.least for row in rows
        }
        measured = {proposal for proposal, _, _ in told}
        kept = {key: least for key, least in DEFAULTS.items() if key[0] not in measured}
        return cls({**kept, **told})

    @classmethod
    def read(cls, folder: Path) -> "Precedence":
        """Return the table beside the weights in FOLDER; the defaults where it has none."""
        path = folder / TABLE
        return cls.of(read(path)) if path.exists() else cls()


def read(path: Path) -> list[Row]:
    """Return the rows of a table.

    Raises:
        ConfigError: a line is none.

    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file, delimiter="\t")
        try:
            return [
                Row(
                    proposal=Proposal(line["proposal"]),
                    predicate=line["predicate"],
                    label=line["label"],
                    least=float(line["least"]),
                    cases=int(line["cases"]),
                    network=int(line["network"]),
                    rules=int(line["rules"]),
                )
                for line in lines
            ]
        except (KeyError, TypeError, ValueError) as error:
            raise ConfigError(
                f"{path}:{lines.line_num}: no line of a table of proposals ({error}); run make train"
            ) from error


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write ROWS, in their order."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows(
            (r.proposal, r.predicate, r.label, f"{r.least:.2f}", r.cases, r.network, r.rules)
            for r in rows
        )
