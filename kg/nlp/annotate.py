"""From documents to annotated spaCy ``Doc`` objects, a stream in and a stream out."""

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from kg.boundary import attempt
from kg.layers import Annotation, Annotations
from kg.learned.layer import LAYER
from kg.learned.reader import NetworkReader
from kg.model import Document, Span
from kg.nlp.headlines import lowered
from kg.nlp.names.carried import Carried
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.known import NO_NAMES, KnownNames
from kg.nlp.names.mentions import find_mentions
from kg.nlp.network import read_network, read_networks
from kg.nlp.quantities.measures import find_quantities
from kg.nlp.reading import Reading, read
from kg.nlp.sentences import limit_starts
from kg.nlp.times.dates import find_times
from kg.ontology import Ontology

_BATCH_TOKENS: Final = 12_000  # read together: enough to be fast, few enough to keep memory flat
_RUN: Final = re.compile(r"(?<!\S)\S{500,}")  # longer than any word or address
_PART: Final = 100  # characters
_PIECE: Final = (
    100_000  # characters that the parser reads at once; longer documents are read in pieces
)

Batch = list[tuple[Document, Reading, list[Doc]]]
Failed = Callable[[Document, Exception], object]


def _raised(_: Document, error: Exception) -> None:
    raise error


def annotate(
    documents: Iterable[Document],
    nlp: Language,
    ontology: Ontology,
    network: NetworkReader | None = None,
    known: KnownNames = NO_NAMES,
    failed: Failed = _raised,
) -> Iterator[Doc]:
    """Yield an annotated ``Doc`` for each document, in their order; ``doc.user_data["kg"]`` has the layers.

    The sections of a long document (``kg.nlp.sections``) come one after the other; names go over to the next one.

    With a NETWORK, what it finds is laid over the documents as well (``kg.nlp.network``). KNOWN tells what
    a knowledge base knows of names. FAILED is told of a document that raises an exception, and the rest goes
    on; without it, the exception is raised.
    """
    gazetteer = Gazetteer(ontology, nlp, known)
    carried = Carried()
    for batch in _batches(documents, nlp, gazetteer, failed):
        whole = deque(_whole(_parsed(batch, nlp, gazetteer, failed), failed))
        if network is not None:
            _read_together([doc for _, _, doc in whole], network)
        while whole:
            document, reading, doc = whole.popleft()
            work = partial(_annotated, document, reading, doc, gazetteer, network, carried)
            done = attempt(work, partial(failed, document), document.source, "nlp")
            if done is not None:
                yield done


def _batches(
    documents: Iterable[Document], nlp: Language, gazetteer: Gazetteer, failed: Failed
) -> Iterator[Batch]:
    batch: Batch = []
    size = 0
    for document in documents:
        told = partial(failed, document)
        laid_out = attempt(
            partial(_laid_out, document, nlp, gazetteer), told, document.source, "nlp"
        )
        if laid_out is None:
            continue
        batch.append((document, *laid_out))
        size += sum(len(part) for part in laid_out[1])
        if size >= _BATCH_TOKENS:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _laid_out(document: Document, nlp: Language, gazetteer: Gazetteer) -> tuple[Reading, list[Doc]]:
    reading = lowered(read(document), nlp, lambda words: gazetteer.name(words) is not None)
    return reading, [_tokenized(*piece, nlp) for piece in _pieces(reading)]


def _parsed(
    batch: Batch, nlp: Language, gazetteer: Gazetteer, failed: Failed
) -> Iterator[tuple[Document, Reading, list[Doc]]]:
    """Yield the documents of BATCH with their parsed pieces; they are parsed one by one where one of them fails."""
    pieces = [piece for _, _, parts in batch for piece in parts]
    if attempt(partial(_pipe, pieces, nlp), _never_mind, f"{len(batch)} documents", "nlp"):
        found = iter(pieces)
        for document, reading, parts in batch:
            yield document, reading, [next(found) for _ in parts]
        return
    for document, _, _ in batch:
        told = partial(failed, document)
        again = attempt(partial(_laid_out, document, nlp, gazetteer), told, document.source, "nlp")
        if again and attempt(partial(_pipe, again[1], nlp), told, document.source, "nlp"):
            yield document, *again


def _never_mind(_: Exception) -> None:
    """Take no notice: which document it was comes out when they are parsed one by one."""


def _pipe(pieces: list[Doc], nlp: Language) -> bool:
    """Parse PIECES, in place."""
    for number, parsed in enumerate(nlp.pipe(pieces, batch_size=64)):
        pieces[number] = parsed
    return True


def _whole(
    parsed: Iterable[tuple[Document, Reading, list[Doc]]], failed: Failed
) -> Iterator[tuple[Document, Reading, Doc]]:
    """Yield documents with their pieces joined."""
    for document, reading, pieces in parsed:
        told = partial(failed, document)
        doc = attempt(partial(_joined, pieces), told, document.source, "nlp")
        if doc is not None:
            yield document, reading, doc


def _read_together(docs: list[Doc], network: NetworkReader) -> None:
    """Lay what the network finds over all DOCS, or over none of them: then they are read one by one."""
    work = partial(
        read_networks, docs, network, None
    )  # PropBank's arguments are for who asks for them
    attempt(work, _never_mind, f"{len(docs)} documents", "nlp")


def _annotated(
    document: Document,
    reading: Reading,
    doc: Doc,
    gazetteer: Gazetteer,
    network: NetworkReader | None,
    carried: Carried,
) -> Doc:
    if network is not None and LAYER not in doc.user_data:
        read_network(doc, network)
    carried.over_to(document.id)
    doc.user_data["kg"] = _layers(doc, document, reading, gazetteer, carried)
    return doc


def _pieces(reading: Reading) -> Iterator[tuple[str, list[int]]]:
    """Yield the text in pieces that the parser can take, each with the places of its paragraphs."""
    start, end = 0, len(reading.text)
    while end - start > _PIECE:
        cut = max((p for p in reading.paragraphs if start < p <= start + _PIECE), default=0)
        cut = cut or reading.text.rfind(" ", start, start + _PIECE) + 1 or start + _PIECE
        yield reading.text[start:cut], [p - start for p in reading.paragraphs if start <= p < cut]
        start = cut
    yield reading.text[start:], [p - start for p in reading.paragraphs if start <= p]


def _tokenized(text: str, paragraphs: list[int], nlp: Language) -> Doc:
    # The space at a cut stands at the end of its piece: nothing is lost when the pieces are joined.
    doc = _joined([nlp.tokenizer(part) for part in _unbroken(text)])
    limit_starts(doc, paragraphs)
    return doc


def _unbroken(text: str) -> Iterator[str]:
    """Yield TEXT in parts, and what no blank breaks for too long a part of its own every so often.

    The tokenizer takes one mark after the other off such a run, and looks through the rest of it each time.
    """
    start = 0
    for run in _RUN.finditer(text):
        if start < run.start():
            yield text[start : run.start()]
        yield from (run[0][part : part + _PART] for part in range(0, len(run[0]), _PART))
        start = run.end()
    if start < len(text) or not text:
        yield text[start:]


def _joined(pieces: list[Doc]) -> Doc:
    if len(pieces) == 1:
        return pieces[0]
    joined = Doc.from_docs(pieces, ensure_whitespace=False)
    if joined is None:
        raise ValueError("a document needs at least one piece")
    return joined


def _layers(
    doc: Doc, document: Document, reading: Reading, gazetteer: Gazetteer, carried: Carried
) -> Annotations:
    def make_span(start: int, end: int) -> Span:
        return Span(document.id, reading.offsets[start], reading.offsets[end - 1] + 1)

    begins = [token.idx for token in doc]
    headline_end = bisect_left(begins, reading.headline_end)
    times = find_times(doc, document.published, make_span)
    quantities = find_quantities(doc, make_span)
    values: list[Annotation] = [*times, *quantities]
    text = document.text
    mentions = find_mentions(doc, gazetteer, headline_end, values, make_span, text, carried)
    return Annotations(
        document=document,
        offsets=reading.offsets,
        headline_end=headline_end,
        paragraphs=tuple(bisect_left(begins, place) for place in reading.paragraphs),
        mentions=mentions,
        times=times,
        quantities=quantities,
    )
