"""What comes of one document, as it goes from a process that reads to the one that writes.

It knows no stage, so that who only writes waits for no model.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.model import Document
from kg.pipeline.report import Tally
from kg.rdf import Quads


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one document."""

    document: Document
    quads: Quads
    tally: Tally
    seconds: Mapping[str, float]  # that each stage took
