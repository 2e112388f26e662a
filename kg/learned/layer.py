"""What the network says of a whole document, as it stands in ``doc.user_data``."""

from dataclasses import dataclass, field
from typing import Final

from kg.learned.calibration import Calibration
from kg.learned.found import Found
from kg.learned.precedence import Precedence

LAYER: Final = "kg_network"
VALUES: Final = frozenset({"Time", "Quantity"})  # kinds of mentions that rules read
MENTION: Final = 0.6  # how probable a mention must be to be taken for one


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
    precedence: Precedence = field(default_factory=Precedence)
