"""The way of one document through the stages, in this process or in several."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import Final

from spacy.language import Language

from kg import ontology as ontologies
from kg.extract import EXTRACTORS, NETWORK, extract
from kg.learned.runtime import load_reader
from kg.link import Linker, NameLinker, mentions
from kg.link.kb import KnowledgeBase, installed
from kg.model import LINK_CONFIDENCE, Document
from kg.nlp import annotate, load_model
from kg.ontology import Ontology
from kg.pipeline.report import Failure, Tally, tally
from kg.pipeline.timing import Stopwatch
from kg.rdf import Provenance, Quads, to_quads

_log = logging.getLogger(__name__)

# Documents that travel to a worker together: enough to keep it busy, few enough to keep memory flat.
_CHUNK: Final = 8
_CHUNKS_AHEAD: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What every stage of one build is told; small, so that a worker process gets it whole."""

    model: str | None = None
    ontology: tuple[Path, ...] = ()
    base: str
    provenance: Provenance = Provenance.FULL
    extractors: tuple[str, ...] = EXTRACTORS
    knowledge: Path | None = None  # a knowledge base; None: what is installed
    link_confidence: float = LINK_CONFIDENCE  # what is less probable stays a candidate


@dataclass(frozen=True, slots=True)
class Built:
    """What came of one document."""

    document: Document
    quads: Quads
    tally: Tally
    seconds: Mapping[str, float]  # that each stage took


class Stages:
    """The loaded model and ontology; takes documents from text to quads."""

    def __init__(self, settings: Settings) -> None:
        clock = Stopwatch()
        self.settings = settings
        self.ontology: Ontology = ontologies.load(*settings.ontology)
        self.nlp: Language = load_model(settings.model)
        has_network = NETWORK in settings.extractors
        self.network = load_reader(self.ontology) if has_network else None
        knowledge = KnowledgeBase.open(settings.knowledge or installed.default(self.ontology))
        self.own_type = knowledge.own_type
        self.link: Linker = NameLinker(
            self.ontology, settings.base, knowledge, least=settings.link_confidence
        )
        clock.lap("loaded")
        _log.info("model, network, ontology and knowledge base: %s", clock)

    def run(self, documents: Iterable[Document]) -> Iterator[Built]:
        """Return what comes of each of the DOCUMENTS, in their order."""
        clock = Stopwatch()
        read = clock.reading(documents)
        for doc in annotate(read, self.nlp, self.ontology, self.network, self.own_type):
            clock.lap("nlp")
            document: Document = doc.user_data["kg"].document
            extraction = extract(doc, self.ontology, self.settings.extractors)
            clock.lap("extract")
            entities = self.link(mentions(extraction), document)
            clock.lap("link")
            quads = to_quads(
                document,
                extraction,
                entities,
                self.ontology,
                base=self.settings.base,
                provenance=self.settings.provenance,
            )
            clock.lap("rdf")
            yield Built(document, quads, tally(document, extraction, entities), clock.taken())
            clock.lap("store")


def run(documents: Iterable[Document], settings: Settings, workers: int) -> Iterator[Built]:
    """Return what comes of each of the DOCUMENTS, in their order, by one process or by several WORKERS."""
    if workers == 1:
        yield from Stages(settings).run(documents)
        return
    # Spawned, not forked: a process with threads of numerical libraries must not be copied as it runs.
    with ProcessPoolExecutor(workers, get_context("spawn"), _start, (settings,)) as pool:
        pending: list[Future[list[Built]]] = []
        chunks = _chunks(documents)
        for chunk in islice(chunks, workers * _CHUNKS_AHEAD):
            pending.append(pool.submit(_work, chunk))
        while pending:
            yield from pending.pop(0).result()
            pending.extend(pool.submit(_work, chunk) for chunk in islice(chunks, 1))


def _chunks(documents: Iterable[Document]) -> Iterator[Sequence[Document]]:
    iterator = iter(documents)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


# A worker process keeps its stages here: a spaCy model is loaded once a process, not once a chunk.
_stages: list[Stages] = []


def _start(settings: Settings) -> None:
    _stages[:] = [Stages(settings)]


def _work(documents: Sequence[Document]) -> list[Built]:
    return list(_stages[0].run(documents))


__all__ = ["Built", "Failure", "Settings", "Stages", "run"]
