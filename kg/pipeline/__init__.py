"""build(): articles in, RDF out. The only module that knows all the stages.

sources -> Document -> nlp -> Doc -> extract -> Claim -> link -> Entity -> rdf -> Quad -> store
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import DefaultGraph, Quad

from kg.errors import ConfigError
from kg.extract import EXTRACTORS, published
from kg.iri import BASE, ONTOLOGY
from kg.model import Document
from kg.pipeline.fingerprint import Fingerprints
from kg.pipeline.graph import Graph
from kg.pipeline.keeping import Keeper
from kg.pipeline.report import Counts, Failure, Report, Tally
from kg.pipeline.settings import Settings
from kg.pipeline.sifting import Sieve
from kg.rdf import Provenance
from kg.sources import Copy, SourceFailure, articles

if TYPE_CHECKING:
    from kg.pipeline.stages import Built

__all__ = ["Failure", "Graph", "Report", "Stopped", "Tally", "build"]

# Called with how many documents are done. Its method `expect`, if it has one, is called with how many there are.
Progress = Callable[[int], None]
Found = Document | Copy | SourceFailure

_DESCRIBING: Final = frozenset({f"{ONTOLOGY}describedIn", f"{ONTOLOGY}quantity"})


class Stopped(KeyboardInterrupt):
    """Somebody stopped a build; what was finished before is in the store, if there is one."""

    def __init__(self, kept: int, total: int, store: Path | None) -> None:
        self.kept, self.total, self.store = kept, total, store
        if store is None:
            said = "nothing was kept; with a store, what is finished would be"
        elif kept:
            said = f"{kept:,} of {total:,} articles are in {store}; run the same command again to go on"
        else:
            said = f"no article was finished, and {store} is as it was; run the same command again"
        super().__init__(f"stopped; {said}")


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
    replace: bool = False,
    extractors: Sequence[str] = EXTRACTORS,
    kb: Path | str | None = None,
    progress: Progress | None = None,
) -> Graph:
    """Build the graph of all SOURCES; what cannot be read is in the report, and the rest goes on.

    With a STORE, articles that it has unchanged are not read again, a file that changed replaces what the store had of
    it, and the graph returned is the whole store's. A second text of one name fails, or with REPLACE takes the place of
    the first. EXTRACTORS say who looks for claims: "rules", "network", or what another package publishes. KB is a
    knowledge base of your own to look names up in; without it, what is installed.
    """
    density = _density(provenance, store)
    if workers < 1:
        raise ConfigError(f"workers: {workers} is too few; use 1 or more")
    settings = Settings(
        model=model,
        ontology=tuple(Path(path) for path in ontology),
        base=base,
        provenance=density,
        extractors=tuple(published(extractors)),
        knowledge=None if kb is None else Path(kb),
    )
    run = _Run(settings, workers, progress)
    found = articles(
        *sources,
        base=base,
        date=date,
        fields=fields,
        replace=replace,
        english=True,
        total=run.expect,
    )
    with closing(found):
        return run.in_memory(found) if store is None else run.into(Path(store), found, replace)


class _Run:
    """One build: what is counted on the way, and who is told."""

    def __init__(self, settings: Settings, workers: int, progress: Progress | None) -> None:
        self.settings = settings
        self.counts = Counts()
        self.total = 0
        self._workers = workers
        self._progress = progress
        self._told = 0

    def expect(self, total: int) -> None:
        """Take note of how many articles there are."""
        self.total = total
        if (expect := getattr(self._progress, "expect", None)) is not None:
            expect(total)

    def in_memory(self, found: Iterable[Found]) -> Graph:
        """Build the graph of what is FOUND in memory."""
        quads: set[Quad] = set()
        try:
            with closing(self._built(self._watched(self._plain(found)))) as built:
                for each in built:
                    quads.update(each.quads.facts, each.quads.graph)
        except KeyboardInterrupt:
            raise Stopped(0, self.total, None) from None
        return Graph(_summed(quads, self.counts), self.settings.provenance, quads=quads)

    def into(self, place: Path, found: Iterable[Found], replace: bool) -> Graph:
        """Build what is FOUND into the store at PLACE, and return the whole store's graph."""
        density = self.settings.provenance
        with Keeper(place, self.settings.base, density) as keeper:
            sieve = Sieve(
                counts=self.counts,
                place=place,
                base=self.settings.base,
                fingerprints=Fingerprints(self.settings),
                known=lambda: keeper.store,
                replace=replace,
            )
            try:
                with closing(self._built(self._watched(sieve.through(found)))) as built:
                    for each in built:
                        keeper.add(each.quads, sieve)
                keeper.finish(sieve)
            except KeyboardInterrupt:
                keeper.flush(sieve)
                raise Stopped(keeper.kept + self.counts.unchanged, self.total, place) from None
            if keeper.store is None:
                return Graph(_summed((), self.counts), density)
            report = _summed(keeper.store.quads(), self.counts)
        return Graph(report, density, store=place)

    def _plain(self, found: Iterable[Found]) -> Iterator[Document]:
        for each in found:
            match each:
                case SourceFailure():
                    self.counts.fail(Failure(each.source, each.message))
                case Copy():
                    self.counts.copies += 1
                case Document():
                    yield each

    def _watched(self, documents: Iterator[Document]) -> Iterator[Document]:
        """Yield DOCUMENTS, and tell how many others were seen to before each."""
        for each in documents:
            self._tell()
            yield each
        self._tell()

    def _built(self, documents: Iterator[Document]) -> Generator["Built", None, None]:
        """Yield what comes of DOCUMENTS; those that fail are counted."""
        begun = list(islice(documents, 1))
        if not begun and self.counts.unchanged:
            return
        # Imported here, like all that loads spaCy: where nothing is to be read, nobody waits for it.
        from kg.pipeline.workers import run

        # Where nothing could be read, what is wrong with the settings is told all the same.
        workers = self._workers if begun else 1
        for each in run(chain(begun, documents), self.settings, workers):
            if isinstance(each, Failure):
                self.counts.fail(each)
            else:
                self.counts.add(each.tally)
                yield each
            self._tell()

    def _tell(self) -> None:
        if self._progress is not None and self.counts.done > self._told:
            self._told = self.counts.done
            self._progress(self._told)


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
