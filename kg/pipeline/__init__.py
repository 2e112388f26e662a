"""build(): articles in, RDF out. The only module that knows all the stages.

sources -> Document -> nlp -> Doc -> extract -> Claim -> link -> Entity -> rdf -> Quad -> store
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from kg.errors import ConfigError
from kg.iri import BASE
from kg.model import Document
from kg.pipeline.graph import Graph
from kg.pipeline.report import Counts, Failure, Report, Tally
from kg.pipeline.stages import Built, Settings, run
from kg.rdf import Provenance
from kg.sources import SourceFailure, read
from kg.store import Embedded

__all__ = ["Failure", "Graph", "Report", "Tally", "build"]

Progress = Callable[[int], None]  # called after each document with how many are done

_BATCH: Final = 64
_RDF_TYPE: Final = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


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
    progress: Progress | None = None,
) -> Graph:
    """Build the graph of all SOURCES; what cannot be read is in the report, and the rest goes on.

    With a STORE, each document replaces what the store had of it, and the graph returned is the whole store's.
    """
    density = _density(provenance, store)
    if workers < 1:
        raise ConfigError(f"workers: {workers} is too few; use 1 or more")
    settings = Settings(
        model=model, ontology=tuple(Path(path) for path in ontology), base=base, provenance=density
    )
    counts = Counts()
    documents = _readable(read(*sources, base=base, date=date, fields=fields), counts)
    built = _counted(run(documents, settings, workers), counts, progress)
    if store is None:
        quads: set[Quad] = set()
        for each in built:
            quads.update(each.quads.facts, each.quads.graph)
        return _graph(quads, counts, density)
    with Embedded.open(Path(store), base=base, provenance=density) as embedded:
        while batch := list(islice(built, _BATCH)):
            embedded.add(each.quads for each in batch)
        return _graph(embedded.quads(), counts, density)


def _readable(found: Iterable[Document | SourceFailure], counts: Counts) -> Iterator[Document]:
    for each in found:
        if isinstance(each, Document):
            yield each
        else:
            counts.fail(Failure(each.source, each.message))


def _counted(built: Iterable[Built], counts: Counts, progress: Progress | None) -> Iterator[Built]:
    for done, each in enumerate(built, start=1):
        counts.add(each.tally)
        if progress is not None:
            progress(done)
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


def _graph(quads: Iterable[Quad], counts: Counts, density: Provenance) -> Graph:
    every = set(quads)
    facts = [quad for quad in every if isinstance(quad.graph_name, DefaultGraph)]
    report = counts.report(facts=_facts(facts), events=_events(facts), triples=len(every))
    return Graph(every, report, density)


def _facts(facts: list[Quad]) -> int:
    """Count the facts: relations between entities, and events; not the triples that describe them."""
    return 0 if not facts else _events(facts) + sum(1 for quad in facts if _is_relation(quad))


def _events(facts: list[Quad]) -> int:
    return len({quad.subject for quad in facts if "/event/" in str(quad.subject)})


def _is_relation(quad: Quad) -> bool:
    subject, predicate = str(quad.subject), str(quad.predicate)
    return (
        "/entity/" in subject
        and "news-kg/ontology#" in predicate
        and "describedIn" not in predicate
    )
