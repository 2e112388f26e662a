"""What the network says of a whole document, as it stands in ``doc.user_data``."""

from dataclasses import dataclass, field
from typing import Final

from kg.learned.calibration import Calibration
from kg.learned.found import Found

LAYER: Final = "kg_network"
VALUES: Final = frozenset({"Time", "Quantity"})  # kinds of mentions that rules read


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How probable something must be to be claimed."""

    mention: float = 0.6
    event: float = 0.75
    bare: float = 0.85  # an event of which only one thing is known
    role: float = 0.65
    more: float = 0.85  # a role that the rules did not give to an event of theirs
    relation: float = 0.7
    apart: float = 0.85  # a relation of two things with a clause of circumstance between them
    status: float = 0.5
    fact: float = 0.8  # that a noun is taken for granted, where the rules see no fact


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """What was found in one sentence of a document; TOKENS are the document's tokens that its words are."""

    tokens: tuple[int, ...]
    found: Found


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRead:
    """The sentences in their order, and what it takes to turn scores into claims."""

    sentences: tuple[SentenceRead, ...] = ()
    version: str = "none"
    calibration: Calibration = field(default_factory=Calibration)
    limits: Limits = field(default_factory=Limits)
