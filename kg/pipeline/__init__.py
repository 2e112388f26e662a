"""build(): articles in, RDF out. The only module that knows all the stages.

sources -> Document -> nlp -> Doc -> extract -> Claim -> link -> Entity -> rdf -> Quad -> store
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Quad

from kg.errors import ConfigError
from kg.extract import EXTRACTORS, chosen
from kg.iri import BASE, ONTOLOGY
from kg.model import Document
from kg.nlp.english import is_english
from kg.pipeline.graph import Graph
from kg.pipeline.report import Counts, Failure, Report, Tally
from kg.pipeline.stages import Built, Settings
from kg.pipeline.workers import run
from kg.rdf import Provenance
from kg.sources import SourceFailure, read
from kg.store import Embedded

__all__ = ["Failure", "Graph", "Report", "Tally", "build"]

Progress = Callable[[int], None]  # called after each document with how many are done

_BATCH: Final = 64
_DESCRIBING: Final = frozenset({f"{ONTOLOGY}describedIn", f"{ONTOLOGY}quantity"})


def build(
    *sources: str | Path | Document,
    ontology: Sequence[Path | str] = (),
    base: str = BASE,
    provenance: Provenance | str = Provenance.FULL,
    workers: int = 1,
    model: str | None = None,
    date: str | None = None,
    fields: Mapping[str, str] | None = None,
    store: Path | str | None = None,
    extractors: Sequence[str] = EXTRACTORS,
    kb: Path | str | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Build the graph of all SOURCES; what cannot be read is in the report, and the rest goes on.

    With a STORE, each document replaces what the store had of it, and the graph returned is the whole store's.
    EXTRACTORS say who looks for claims: "rules", "network", or what another package publishes. KB is a knowledge base
    of your own to look names up in; without it, what is installed.
    """
    density = _density(provenance, store)
    if workers < 1:
        raise ConfigError(f"workers: {workers} is too few; use 1 or more")
    settings = Settings(
        model=model,
        ontology=tuple(Path(path) for path in ontology),
        base=base,
        provenance=density,
        extractors=tuple(chosen(extractors)),
        knowledge=None if kb is None else Path(kb),
    )
    counts = Counts()
    documents = _readable(read(*sources, base=base, date=date, fields=fields), counts)
    built = _counted(run(documents, settings, workers), counts, progress)
    if store is None:
        quads: set[Quad] = set()
        for each in built:
            quads.update(each.quads.facts, each.quads.graph)
        return Graph(_summed(quads, counts), density, quads=quads)
    with Embedded.open(Path(store), base=base, provenance=density) as embedded:
        while batch := list(islice(built, _BATCH)):
            embedded.add(each.quads for each in batch)
        report = _summed(embedded.quads(), counts)
    return Graph(report, density, store=Path(store))


def _readable(found: Iterable[Document | SourceFailure], counts: Counts) -> Iterator[Document]:
    for each in found:
        if not isinstance(each, Document):
            counts.fail(Failure(each.source, each.message))
        elif not is_english(each):
            reason = "is not English, and kg reads no other language yet; leave it out"
            counts.fail(Failure(each.source, f"{each.source}: {reason}"))
        else:
            yield each


def _counted(
    outcomes: Iterable[Built | Failure], counts: Counts, progress: Progress | None
) -> Iterator[Built]:
    for done, each in enumerate(outcomes, start=1):
        if isinstance(each, Failure):
            counts.fail(each)
        else:
            counts.add(each.tally)
        if progress is not None:
            progress(done)
        if isinstance(each, Built):
            yield each


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
    """Return the report with what is counted on the finished graph; a pass over it keeps nothing but the events."""
    triples = relations = 0
    events: set[str] = set()
    for quad in quads:
        triples += 1
        if isinstance(quad.graph_name, DefaultGraph):
            if "/event/" in (subject := str(quad.subject)):
                events.add(subject)
            elif _is_relation(quad):
                relations += 1
    return counts.report(facts=relations + len(events), events=len(events), triples=triples)


def _is_relation(quad: Quad) -> bool:
    """Tell whether a quad of the facts relates two things, and does not just describe one."""
    subject, predicate = str(quad.subject), quad.predicate.value
    is_ours = predicate.startswith(ONTOLOGY) and predicate not in _DESCRIBING
    return "/entity/" in subject and is_ours
