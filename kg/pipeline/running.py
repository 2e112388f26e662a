"""One build on its way: what is read, what is kept, what is counted, and what happens when somebody stops it."""

import logging
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from itertools import chain, islice
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg.counts import Counts as Numbers
from kg.counts import count
from kg.likeness import Profile, profile
from kg.model import Document
from kg.ontology import vocabulary
from kg.ontology.vocabulary import Vocabulary
from kg.pipeline import kept
from kg.pipeline.alike import marks
from kg.pipeline.built import Built
from kg.pipeline.cores import room
from kg.pipeline.gone import gone
from kg.pipeline.graph import Graph
from kg.pipeline.keeping import Keeper
from kg.pipeline.limits import Reader
from kg.pipeline.report import Counts, Failure
from kg.pipeline.settings import Settings
from kg.pipeline.settled import Files
from kg.pipeline.sifting import Sieve
from kg.pipeline.timing import told
from kg.pipeline.workers import run
from kg.plurals import counted
from kg.rdf import Provenance
from kg.rdf.enrichment import graphs
from kg.sources import Copy, Finished, LeftOut, OtherLanguage, SourceFailure, Unchanged

_log = logging.getLogger(__name__)
_FEW: Final = 24  # articles that one process has read before others have loaded the model

# Called with how many documents are done. Its method `expect`, if it has one, is called with how many there are.
Progress = Callable[[int], None]
Found = Document | Copy | SourceFailure | LeftOut | OtherLanguage | Unchanged | Finished


class Stopped(KeyboardInterrupt):
    """Somebody stopped a build; what was finished before is in the store, if there is one."""

    def __init__(self, kept: int, total: int, store: Path | None) -> None:
        self.kept, self.total, self.store = kept, total, store
        if store is None:
            said = "nothing was kept; with a store, what is finished would be"
        elif kept:
            articles = counted(total, "article")
            verb = "is" if kept == 1 else "are"
            said = f"{kept:,} of {articles} {verb} in {store}; run the same command again to go on"
        else:
            said = f"no article was finished, and {store} is as it was; run the same command again"
        super().__init__(f"stopped; {said}")


class Run:
    """One build: what is counted on the way, and who is told."""

    def __init__(
        self,
        settings: Settings,
        workers: int | None,
        known: Vocabulary,
        progress: Progress | None,
        reader: Reader | None = None,
    ) -> None:
        """Take KNOWN for the ontology that goes along; without it, none does. Without WORKERS, the machine tells.

        Where there is a READER, documents have its limit, and one worker is its process.
        """
        self.settings = settings
        self.known = known
        self.counts = Counts()
        self.total = 0
        self._workers = workers
        self._progress = progress
        self._reader = reader
        self._told = 0
        self._files: Files | None = None  # of a store

    def expect(self, total: int) -> None:
        """Take note of how many articles there are."""
        self.total = total
        if (expect := getattr(self._progress, "expect", None)) is not None:
            expect(total)

    def settled(self, file: str, state: str) -> int | None:
        """Return how many articles the store has of FILE, if it need not be read."""
        return None if self._files is None else self._files.settled(file, state)

    @property
    def fetching(self) -> Callable[[int, int], None]:
        """Who is told how many pages are fetched, of how many."""
        told: Callable[[int, int], None] = getattr(self._progress, "fetching", _nobody)
        return told

    def in_memory(self, found: Iterable[Found]) -> Graph:
        """Build the graph of what is FOUND in memory."""
        quads: set[Quad] = set()
        profiles: dict[str, Profile] = {}
        density = self.settings.provenance
        try:
            with closing(self._built(self._watched(self._plain(found)))) as built:
                for each in built:
                    quads.update(each.quads.shared, each.quads.graph)
                    each.quads.discard()
                    profiles[each.document.id] = profile(each.document)
        except KeyboardInterrupt:
            raise Stopped(0, self.total, None) from None
        if density is not Provenance.NONE:
            quads.update(marks(profiles))
        quads.update(_along(vocabulary.part(self.known, vocabulary.used(quads)), density))
        report = self.counts.report(count(quads, graphs(quads)))
        return Graph(report, density, quads=quads)

    def into(
        self,
        place: Path,
        found: Iterable[Found],
        replace: bool,
        covered: Callable[[Path], bool] | None,
    ) -> Graph:
        """Build what is FOUND into the store at PLACE, and return the whole store's graph.

        COVERED tells whether the build looks for files where a path leads, if there are such.
        """
        density = self.settings.provenance
        fingerprints = kept.fingerprints(self.settings)
        with Keeper(place, self.settings.base, density) as keeper:
            self._files = Files(place, lambda: keeper.store, fingerprints.shared, replace=replace)
            sieve = Sieve(
                counts=self.counts,
                place=place,
                base=self.settings.base,
                fingerprints=fingerprints,
                known=lambda: keeper.store,
                files=self._files,
                replace=replace,
            )
            try:
                with closing(self._built(self._watched(sieve.through(found)))) as built:
                    for each in built:
                        if not each.tally.is_whole:
                            sieve.unfinished(each.document.id)
                        keeper.add(each.quads, sieve)
                keeper.finish(sieve)
            except KeyboardInterrupt:
                keeper.flush(sieve)
                keeper.describe(self.known)
                raise Stopped(keeper.kept + self.counts.unchanged, self.total, place) from None
            keeper.describe(self.known)
            if keeper.store is None:
                return Graph(self.counts.report(Numbers()), density)
            if covered is not None:
                self.counts.gone = gone(keeper.store, place, covered)
            report = self.counts.report(keeper.store.totals())
        return Graph(report, density, store=place)

    def _plain(self, found: Iterable[Found]) -> Iterator[Document]:
        for each in found:
            match each:
                case SourceFailure():
                    self.counts.fail(Failure(each.source, each.message))
                case Copy():
                    self.counts.left(each)
                case LeftOut():
                    self.counts.left_out.append(each)
                case OtherLanguage():
                    self.counts.pass_over(each)
                case Document():
                    yield each

    def _watched(self, documents: Iterator[Document]) -> Iterator[Document]:
        """Yield DOCUMENTS, and tell how many others were seen to before each."""
        for each in documents:
            self._tell()
            yield each
        self._tell()

    def _built(self, documents: Iterator[Document]) -> Generator[Built, None, None]:
        """Yield what comes of DOCUMENTS; those that fail are counted."""
        # Where other builds come after this one, this process has the model already, or needs it again.
        few_alone = self._workers is None or kept.is_keeping()
        begun = list(islice(documents, _FEW + 1 if few_alone else 1))
        if not begun and self.counts.unchanged:
            return
        seconds: dict[str, float] = defaultdict(float)
        # Where nothing could be read, what is wrong with the settings is told all the same.
        workers = (self._workers or room()) if len(begun) > _FEW or not few_alone else 1
        waiting = chain(begun, documents)
        reader = self._reader
        found = run(
            waiting,
            self.settings,
            workers if begun else 1,
            self.total,
            limit=reader.limit if reader else None,
            alone=reader.alone if reader else None,
        )
        for each in found:
            if isinstance(each, Failure):
                self.counts.fail(each)
            else:
                self.counts.add(each.tally)
                for stage, taken in each.seconds.items():
                    seconds[stage] += taken
                source = each.document.source
                _log.info("%s: %s", source, each.tally)
                _log.debug("%s: is %s; %s", source, each.document.id, told(each.seconds))
                yield each
            self._tell()
        _log.info("all documents: %s", told(seconds) or "none")

    def _tell(self) -> None:
        if self._progress is not None and self.counts.done > self._told:
            self._told = self.counts.done
            self._progress(self._told)


def _nobody(done: int, total: int) -> None:
    """Take no notice of what is DONE."""


def _along(part: Vocabulary, density: Provenance) -> Iterator[Quad]:
    """Yield what goes along of the ontology: without provenance, its hierarchy alone."""
    yield from vocabulary.facts(part)
    if density is not Provenance.NONE:
        yield from vocabulary.graph(part)
