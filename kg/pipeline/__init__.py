"""build(): articles in, RDF out. The only module that knows all the stages.

sources -> Document -> nlp -> Doc -> extract -> Claim -> link -> Entity -> rdf -> Quad -> store
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg.errors import ConfigError
from kg.extract import EXTRACTORS, chosen
from kg.iri import BASE, check_base
from kg.model import LINK_CONFIDENCE, Document
from kg.nlp.english import is_english
from kg.ontology import vocabulary
from kg.pipeline.graph import Graph
from kg.pipeline.opening import open
from kg.pipeline.report import Counts, Failure, Report, Tally
from kg.pipeline.stages import Built, Settings, run
from kg.pipeline.timing import told
from kg.rdf import Provenance
from kg.rdf.counts import count
from kg.sources import Day, SourceFailure, Text, read, require
from kg.store import Embedded

__all__ = ["Failure", "Graph", "Report", "Tally", "build", "open"]

_log = logging.getLogger(__name__)

Progress = Callable[[int], None]  # called after each document with how many are done

_BATCH: Final = 64


def build(
    *sources: str | Path | Document,
    texts: Iterable[Text] = (),
    ontology: Sequence[Path | str] = (),
    base: str = BASE,
    provenance: Provenance | str = Provenance.FULL,
    workers: int = 1,
    model: str | None = None,
    date: Day | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    store: Path | str | None = None,
    extractors: Sequence[str] = EXTRACTORS,
    kb: Path | str | None = None,
    with_ontology: bool = True,
    link_confidence: float = LINK_CONFIDENCE,
    progress: Progress | None = None,
    missing_ok: bool = False,
) -> Graph:
    """Build the graph of all SOURCES and TEXTS; what cannot be read is in the report, and the rest goes on.

    A source is a file, a folder, a pattern such as "news/**/*.html", or a document; what is named and not there
    raises before anything is done, unless MISSING_OK. A text is a string, a document, or a dictionary like a line of
    JSON Lines. DATE is the publication date of those that have none.

    With a STORE, each document replaces what the store had of it, and the graph returned is the whole store's.
    ENCODING is that of all files, where they do not show it. EXTRACTORS say who looks for claims: "rules",
    "network", or what another package publishes. KB is a knowledge base of your own to look names up in; without it,
    what is installed. What a name means is claimed (``owl:sameAs``) where it is at least as probable as
    LINK_CONFIDENCE; else it stays a candidate. The part of the ontology that the graph uses goes along, unless
    WITH_ONTOLOGY is false.

    >>> import kg
    >>> graph = kg.build(texts=["Ana Ruiz was charged with bribery in Quito on Monday."], date="2026-03-12")
    >>> [row["day"] for row in graph.query("SELECT ?day { ?event a kg:Charge ; kg:time ?day }").records()]
    [datetime.date(2026, 3, 9)]
    """
    density = _density(provenance, store)
    if workers < 1:
        raise ConfigError(f"workers: {workers} is too few; use 1 or more")
    settings = Settings(
        model=model,
        ontology=tuple(Path(path) for path in ontology),
        base=check_base(base),
        provenance=density,
        extractors=tuple(chosen(extractors)),
        knowledge=None if kb is None else Path(kb),
        link_confidence=_probability(link_confidence),
    )
    if not missing_ok:
        _require(sources)
    counts = Counts()
    found = read(*sources, texts=texts, base=base, date=date, fields=fields, encoding=encoding)
    documents = _readable(found, counts)
    built = _counted(run(documents, settings, workers), counts, progress)
    if store is None:
        quads: set[Quad] = set()
        for each in built:
            quads.update(each.quads.facts, each.quads.graph)
        if with_ontology:
            known = vocabulary.vocabulary(*settings.ontology)
            quads.update(_ontology(vocabulary.part(known, vocabulary.used(quads)), density))
        return Graph(_summed(quads, counts), density, quads=quads)
    with Embedded.open(Path(store), base=base, provenance=density) as embedded:
        while batch := list(islice(built, _BATCH)):
            embedded.add(each.quads for each in batch)
        if with_ontology:
            embedded.describe(vocabulary.vocabulary(*settings.ontology))
        else:
            embedded.replace(vocabulary.GRAPH.value, (), ())
        report = _summed(embedded.quads(), counts)
    return Graph(report, density, store=Path(store))


def _require(sources: Iterable[str | Path | Document]) -> None:
    for source in sources:
        if not isinstance(source, Document):
            require(source)


def _probability(given: float) -> float:
    if not 0 <= given <= 1:
        raise ConfigError(f"link_confidence: {given} is no probability; use a number from 0 to 1")
    return given


def _ontology(part: vocabulary.Vocabulary, density: Provenance) -> Iterator[Quad]:
    yield from vocabulary.facts(part)
    if density is not Provenance.NONE:
        yield from vocabulary.graph(part)


def _readable(found: Iterable[Document | SourceFailure], counts: Counts) -> Iterator[Document]:
    for each in found:
        if not isinstance(each, Document):
            counts.fail(Failure(each.source, each.message))
        elif not is_english(each):
            reason = "is not English, and kg reads no other language yet; leave it out"
            counts.fail(Failure(each.source, f"{each.source}: {reason}"))
        else:
            yield each


def _counted(built: Iterable[Built], counts: Counts, progress: Progress | None) -> Iterator[Built]:
    seconds: dict[str, float] = defaultdict(float)
    for done, each in enumerate(built, start=1):
        counts.add(each.tally)
        for stage, taken in each.seconds.items():
            seconds[stage] += taken
        _log.info("%s: %s", each.document.source, each.tally)
        _log.debug("%s: is %s; %s", each.document.source, each.document.id, told(each.seconds))
        if progress is not None:
            progress(done)
        yield each
    _log.info("all documents: %s", told(seconds) or "none")


def _density(provenance: Provenance | str, store: Path | str | None) -> Provenance:
    try:
        density = Provenance(provenance)
    except ValueError:
        known = ", ".join(member.value for member in Provenance)
        raise ConfigError(f"provenance: {provenance!r} is not a density; have: {known}") from None
    if store is not None and density is Provenance.NONE:
        raise ConfigError(
            "store: without provenance no document could be changed or removed; use full or compact"
        )
    return density


def _summed(quads: Iterable[Quad], counts: Counts) -> Report:
    """Return the report with what is counted on the finished graph."""
    found = count(quads)
    return counts.report(
        facts=found.facts, events=found.events, triples=found.triples, ontology=found.ontology
    )
