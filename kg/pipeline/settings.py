"""What every stage of one build is told; small, so that a worker process gets it whole. Loads no library."""

from dataclasses import dataclass, field
from pathlib import Path

from kg.extract import EXTRACTORS
from kg.learned.choice import WEIGHTS
from kg.link.kb.choice import Choice
from kg.model import LINK_CONFIDENCE
from kg.rdf import Provenance


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The options of a build that change what comes out of an article."""

    model: str | None = None
    ontology: tuple[Path, ...] = ()
    base: str
    provenance: Provenance = Provenance.FULL
    extractors: tuple[str, ...] = EXTRACTORS
    network: Path = WEIGHTS  # the folder of its weights
    knowledge: Choice = field(default_factory=Choice)  # what names are looked up in
    link_confidence: float = LINK_CONFIDENCE  # what is less probable stays a candidate
    enrich: bool = False  # what the knowledge base says of linked entities goes along
