"""Takes the texts of a set through the stages of a build, and keeps the time that it takes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from spacy.tokens import Doc

from kg import iri
from kg import ontology as ontologies
from kg.errors import ConfigError
from kg.extract import EXTRACTORS, LLM, NETWORK, extract
from kg.learned.reader import NetworkReader
from kg.learned.runtime import load_reader
from kg.link.kb import KnowledgeBase, installed
from kg.model import Document, Extraction, Segment, SegmentKind
from kg.nlp import annotate, load_model
from kg.nlp.names.known import KnownNames

Progress = Callable[[int], None]  # called after each text with how many are read


@dataclass(frozen=True, slots=True)
class Read:
    """A document, its annotated tokens, and what they were found to say."""

    document: Document
    doc: Doc
    extraction: Extraction


class Reader:
    """The loaded model, ontology and knowledge base; counts what it reads, and the seconds of processor time."""

    def __init__(
        self,
        *,
        model: str | None = None,
        ontology: Sequence[Path] = (),
        progress: Progress | None = None,
        extractors: Sequence[str] = EXTRACTORS,
        network: NetworkReader | None = None,
        known: KnownNames | None = None,
    ) -> None:
        """NETWORK stands in for the one that is shipped, as in its training; KNOWN for the default knowledge base."""
        self.extractors = tuple(extractors)
        if LLM in self.extractors:
            raise ConfigError("extractors: llm is asked by kg build alone; leave it out")
        self.ontology = ontologies.load(*ontology)
        self.nlp = load_model(model)
        self.network = network
        if NETWORK in self.extractors and network is None:
            self.network = load_reader(self.ontology)
        self.known = known or KnowledgeBase.open(installed.default(self.ontology))
        self.progress = progress
        self.articles = self.words = 0
        self.seconds = 0.0

    def read(self, documents: Iterable[Document]) -> Iterator[Read]:
        """Yield what each of the DOCUMENTS says, in their order."""
        docs = annotate(documents, self.nlp, self.ontology, self.network, self.known)
        while True:
            begin = process_time()
            doc = next(docs, None)
            if doc is None:
                return
            extraction = extract(doc, self.ontology, self.extractors)
            self._count(doc, process_time() - begin)
            yield Read(doc.user_data["kg"].document, doc, extraction)

    def parsed(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yield single sentences as spaCy reads them, for sets that ask no more of the stages."""
        docs = self.nlp.pipe(texts)
        while True:
            begin = process_time()
            doc = next(docs, None)
            if doc is None:
                return
            self._count(doc, process_time() - begin)
            yield doc

    def _count(self, doc: Doc, seconds: float) -> None:
        self.seconds += seconds
        self.articles += 1
        self.words += sum(1 for token in doc if token.is_alpha)
        if self.progress is not None:
            self.progress(self.articles)


def document(
    name: str, text: str, *, published: str | None = None, headline_end: int = 0
) -> Document:
    """Return TEXT as a document; its characters before HEADLINE_END are the headline, all others prose."""
    body = Segment(headline_end, len(text), SegmentKind.BODY)
    headline = Segment(0, headline_end, SegmentKind.HEADLINE) if headline_end else None
    return Document(
        id=iri.article(iri.BASE, name),
        text=text,
        segments=(body,) if headline is None else (headline, body),
        source=name,
        title=text[:headline_end].strip() or None,
        published=published,
    )
