"""build(): articles in, RDF out, on Spark; resolve(): which entities of that are one. No other package knows it.

shares of files -> read -> names -> extract -> shards, tables, report

Each stage is a job of Spark whose rows are kept as Parquet until the build is done: what a machine had when it went
away is done again by others, and what was done before is not. See ``docs/spark.md``.
"""

import json
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Quad

from kg import ontology as ontologies
from kg.cluster import alike, names, reading, reports, shards, tables
from kg.cluster.extraction import extract
from kg.cluster.folder import FAILURES, REPORT, RESOLUTION, SUCCESS, Folder
from kg.cluster.resolving import resolve
from kg.cluster.rows import DOCUMENT
from kg.cluster.session import SUBMITTED, by_articles, given, started
from kg.cluster.shipping import ship
from kg.errors import ConfigError
from kg.leftovers import scratch
from kg.ontology import vocabulary
from kg.pipeline.report import Report
from kg.pipeline.settings import Settings, checked
from kg.rdf import Provenance
from kg.sources import require
from kg.sources.apart import places

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["SUBMITTED", "build", "resolve"]

_BETWEEN: Final = 0.5  # seconds between two looks at how far the workers are

Progress = Callable[[int], None]


def build(
    *sources: str | Path,
    output: str | Path,
    master: str = SUBMITTED,
    spark: "SparkSession | None" = None,
    configuration: Mapping[str, str] | None = None,
    date: str | None = None,
    fields: Mapping[str, str] | None = None,
    encoding: str | None = None,
    replace: bool = False,
    with_ontology: bool = True,
    shard_size: int = shards.SHARD,
    progress: Progress | None = None,
    missing_ok: bool = False,
    **settings: Any,
) -> Report:
    """Build the graph of all SOURCES on Spark into the folder OUTPUT, and return the report that ``kg.build`` would.

    MASTER is where Spark's master is, as in ``spark://host:7077``; without it, what spark-submit or Spark's own
    configuration says. With SPARK, a session that is there already, neither that nor CONFIGURATION counts. SETTINGS are
    those of ``kg.build`` that change what comes out of an article, such as ONTOLOGY and KB; the other options are as
    there. If no article can be read, the folder stays as it is.
    """
    wanted = checked(**settings)
    if wanted.llm is not None:
        raise ConfigError(
            "extractors: no language model is asked on Spark; leave out llm, or build on one machine"
        )
    if not missing_ok:
        for source in sources:
            require(source)
    way = reading.Way(base=wanted.base, date=date, fields=fields, encoding=encoding)
    known = vocabulary.vocabulary(*wanted.ontology) if with_ontology else {}
    opened = started(master, configuration or {}) if spark is None else given(spark)
    with opened as session, scratch() as shipped:
        job = _Job(session, Folder(session, str(output)), wanted, way, shipped, progress)
        with by_articles(session):
            return job.run(sources, known, replace=replace, shard_size=shard_size)


@dataclass(frozen=True, slots=True)
class _Job:
    """One build on its way through the stages."""

    spark: "SparkSession"
    folder: Folder
    settings: Settings
    way: reading.Way
    shipped: Path  # where files lie that are sent to the workers
    progress: Progress | None

    def run(
        self,
        sources: Sequence[str | Path],
        known: vocabulary.Vocabulary,
        *,
        replace: bool,
        shard_size: int,
    ) -> Report:
        """Take SOURCES through all stages, and write what comes of them."""
        self.folder.check()
        # Made once, here: workers on this machine share the file.
        self.settings.knowledge.path(ontologies.load(*self.settings.ontology))
        items, left_out = places(sources)
        try:
            read = self.folder.kept(reading.read(self.spark, items, self.way), "read")
            verdicts = self.folder.kept(names.verdicts(read, replace=replace), "verdicts")
            extracted = self._extracted(read, verdicts, known)
            density = self.settings.provenance
            marks = [] if density is Provenance.NONE else alike.marks(extracted)
            along = shards.along(extracted, marks, known, density)
            report = reports.report(read, verdicts, extracted, along, marks, left_out)
            if not report.is_empty:
                self._write(extracted, marks, along, report, shard_size)
        finally:
            # Where somebody stopped all processes at once, Spark is gone, and the next build clears it.
            with suppress(ConnectionError):
                self.folder.clear()
        return report

    def _extracted(
        self, read: "DataFrame", verdicts: "DataFrame", known: vocabulary.Vocabulary
    ) -> "DataFrame":
        at = ["item", "position"]
        documents = read.where(f"kind = '{DOCUMENT}'").join(verdicts.select(*at), at, "left_anti")
        total = read.count()
        count = read.where(f"kind = '{DOCUMENT}'").count() - verdicts.count()
        done = self.spark.sparkContext.accumulator(0)
        shipped = ship(self.spark.sparkContext, self.settings, self.shipped)
        with self._watched(total, count, done):
            found = extract(documents, count, shipped, done, with_ontology=bool(known))
            return self.folder.kept(found, "extracted")

    def _write(
        self,
        extracted: "DataFrame",
        marks: Sequence[Quad],
        along: Sequence[str],
        report: Report,
        shard_size: int,
    ) -> None:
        for name in (SUCCESS, RESOLUTION):
            self.folder.remove(name)
        count = report.triples + report.ontology + report.enrichment
        shards.write(extracted, marks, along, self.folder, count=count, size=shard_size)
        tables.write(extracted, along, self.folder)
        failed = (json.dumps(asdict(each), ensure_ascii=False) for each in report.failures)
        self.folder.write("".join(f"{each}\n" for each in failed), FAILURES)
        told = json.dumps(report.to_dict(), ensure_ascii=False, indent=1)
        self.folder.write(f"{told}\n", REPORT)
        self.folder.write("", SUCCESS)

    @contextmanager
    def _watched(self, total: int, count: int, done: Any) -> Iterator[None]:
        """Tell, while the workers are at it, how many documents are DONE, of those that are there in TOTAL."""
        if self.progress is None:
            yield
            return
        if (expect := getattr(self.progress, "expect", None)) is not None:
            expect(total)
        ended = threading.Event()

        def look(progress: Progress) -> None:
            while not ended.wait(_BETWEEN):
                progress(min(total - count + done.value, total))

        watcher = threading.Thread(target=look, args=(self.progress,), daemon=True)
        watcher.start()
        try:
            yield
            self.progress(total)
        finally:
            ended.set()
            watcher.join()
