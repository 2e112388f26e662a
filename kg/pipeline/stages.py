"""The way of one document through the stages; what fails in one of them costs that document."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import ParamSpec, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from kg import data, intact
from kg import ontology as ontologies
from kg.boundary import attempt, reason
from kg.extract import NETWORK, extract, only_own
from kg.learned.runtime import load_reader
from kg.link import Linker, NameLinker, mentions
from kg.link.accounts import Accounts
from kg.model import Document, Entity, Extraction, Mention
from kg.nlp import annotate, load_model
from kg.ontology import Ontology
from kg.pipeline.asking import AskedDocuments
from kg.pipeline.built import Built
from kg.pipeline.report import Failure, tally
from kg.pipeline.settings import Settings
from kg.pipeline.timing import Stopwatch
from kg.pipeline.whole import Parts, Whole
from kg.pipeline.withholding import Withholding
from kg.rdf import to_quads

_log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Result = TypeVar("Result")


class Stages:
    """The loaded model and ontology; takes documents from text to quads."""

    def __init__(self, settings: Settings) -> None:
        clock = Stopwatch()
        self.settings = settings
        intact.check_installed(data.DISTRIBUTION, data.PACKAGE)
        self.ontology: Ontology = ontologies.load(*settings.ontology)
        self.nlp: Language = load_model(settings.model)
        has_network = NETWORK in settings.extractors
        self.network = load_reader(self.ontology, settings.network) if has_network else None
        knowledge = settings.knowledge.open(self.ontology)
        self.known = knowledge
        self.link: Linker = NameLinker(
            self.ontology, settings.base, knowledge, least=settings.link_confidence
        )
        self.accounts = (
            Accounts(knowledge, self.ontology, settings.base, settings.knowledge.name)
            if settings.enrich
            else None
        )
        self.asked = (
            AskedDocuments(settings.llm, self.ontology, only_mine=settings.only_mine)
            if settings.llm is not None
            else None
        )
        self.withholding = (
            Withholding(settings.shapes, self.ontology, settings.base, settings.ontology)
            if settings.shapes
            else None
        )
        clock.lap("loaded")
        _log.info("model, network, ontology and knowledge base: %s", clock)

    def run(self, documents: Iterable[Document]) -> Iterator[Built | Failure]:
        """Return what comes of each of the DOCUMENTS; what fails before it is parsed comes first in its batch."""
        failures: list[Failure] = []

        def failed(document: Document, error: Exception) -> None:
            failures.append(Failure(document.source, reason(document.source, "nlp", error)))

        clock = Stopwatch()
        whole = Whole()
        read = whole.sections(clock.reading(documents))
        for doc in annotate(read, self.nlp, self.ontology, self.network, self.known, failed):
            clock.lap("nlp")
            yield from whole.failed(_emptied(failures))
            yield from self._section(doc, whole, clock)
            clock.lap("store")
        yield from whole.failed(_emptied(failures))

    def _section(self, doc: Doc, whole: Whole, clock: Stopwatch) -> Iterator[Built | Failure]:
        """Yield what comes of a document whose last section DOC is; nothing before it."""
        section: Document = doc.user_data["kg"].document
        at = _At(section, clock)
        extraction = at("extract", self._extracted, doc, section)
        if extraction is None:
            yield from whole.failed([at.failure])
        elif (made := whole.add(section, extraction)) is not None:
            yield self._built(*made, clock)

    def _extracted(self, doc: Doc, section: Document) -> Extraction:
        """Return what a SECTION says: nothing where its outlet has withdrawn it."""
        if section.retracted:
            return Extraction()
        if self.asked is not None:
            doc = self.asked.lay(doc)
        found = extract(doc, self.ontology, self.settings.extractors)
        return only_own(found, self.ontology) if self.settings.only_mine else found

    def _built(self, document: Document, parts: Parts, clock: Stopwatch) -> Built | Failure:
        at = _At(document, clock)
        entities = at("link", self._linked, parts, document)
        if entities is None:
            return at.failure
        if self.withholding is not None:
            kept = at("shapes", self.withholding, document, parts, entities)
            if kept is None:
                return at.failure
            parts = kept
        known = None
        if self.accounts is not None:
            known = at("enrich", self.accounts, entities.values())
            if known is None:
                return at.failure
        quads = at(
            "rdf",
            to_quads,
            document,
            parts,
            entities,
            self.ontology,
            base=self.settings.base,
            provenance=self.settings.provenance,
            known=known,
            calibration=self.settings.calibration,
        )
        if quads is None:
            return at.failure
        return Built(
            document, quads, tally(document, parts, entities, self.ontology), clock.taken()
        )

    def _linked(self, parts: Parts, document: Document) -> Mapping[Mention, Entity]:
        return self.link(frozenset().union(*map(mentions, parts)), document)


class _At:
    """Takes one document through the stages; remembers where it failed."""

    def __init__(self, document: Document, clock: Stopwatch) -> None:
        self._source = document.source
        self._clock = clock
        self.failure = Failure(document.source, "")

    def __call__(
        self,
        stage: str,
        work: Callable[Given, Result],
        *args: Given.args,
        **options: Given.kwargs,
    ) -> Result | None:
        def failed(error: Exception) -> None:
            self.failure = Failure(self._source, reason(self._source, stage, error))

        found = attempt(partial(work, *args, **options), failed, self._source, stage)
        self._clock.lap(stage)
        return found


def _emptied(failures: list[Failure]) -> Iterator[Failure]:
    while failures:
        yield failures.pop(0)
