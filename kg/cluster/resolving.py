"""resolve(): which entities are one in a graph that a build on a cluster wrote: compared there, decided by the driver.

shards -> articles, entities -> keys -> pairs that go together -> profiles -> scores -> the driver decides
"""

import gzip
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg import iri
from kg import ontology as ontologies
from kg.cluster import comparing, known
from kg.cluster.extraction import line
from kg.cluster.folder import QUADS, RESOLUTION, SUCCESS, Folder
from kg.cluster.session import SUBMITTED, by_articles, given, started
from kg.errors import ConfigError
from kg.leftovers import scratch
from kg.link.resolve.rarity import FREQUENT
from kg.pipeline.resolve import Resolved
from kg.pipeline.resolve.elsewhere import Compared, settle
from kg.pipeline.resolve.pairs import numbered
from kg.pipeline.resolve.review import Pair
from kg.rdf import resolution

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_NO_TIME: Final = 0  # as the time in a packed file, which is the same whenever it is written


def resolve(
    folder: str | Path,
    *,
    master: str = SUBMITTED,
    spark: "SparkSession | None" = None,
    configuration: Mapping[str, str] | None = None,
    base: str = iri.BASE,
    ontology: Sequence[Path] = (),
    decided: Mapping[Pair, bool] | None = None,
    dry_run: bool = False,
    review: bool = False,
) -> Resolved:
    """Return which entities of the graph in FOLDER are one, and write it there, unless it is a DRY_RUN.

    It is what ``kg.pipeline.resolve`` finds in a store with the same articles; DECIDED and REVIEW are as there. BASE is
    where the IRIs of things begin, ONTOLOGY has the user's files; the others are as those of ``build``.
    """
    opened = started(master, configuration or {}) if spark is None else given(spark)
    with opened as session, by_articles(session):
        place = Folder(session, str(folder))
        if SUCCESS not in place.names():
            raise ConfigError(
                f"{folder}: no whole graph is there; make one with kg build --spark MASTER -o {folder}"
            )
        try:
            found = _Run(session, place, base, ontology, decided or {}).found(review=review)
        finally:
            with suppress(ConnectionError):
                place.clear()
        if not dry_run:
            _write(found, place, base)
    return found


def _write(found: Resolved, folder: Folder, base: str) -> None:
    names = found.names
    quads = resolution.to_quads(names.everywhere, names.somewhere, found.merges, base)
    lines = sorted({f"{line(quad)}\n" for quad in (*quads.facts, *quads.graph)})
    folder.write(gzip.compress("".join(lines).encode(), mtime=_NO_TIME), RESOLUTION)


class _Run:
    def __init__(
        self,
        spark: "SparkSession",
        folder: Folder,
        base: str,
        files: Sequence[Path],
        decided: Mapping[Pair, bool],
    ) -> None:
        self._spark, self._folder, self._base, self._decided = spark, folder, base, decided
        self._ontology = ontologies.load(*files)

    def found(self, *, review: bool) -> Resolved:
        """Compare the entities on the cluster, and decide here which are one."""
        kept, context = self._folder.kept, self._spark.sparkContext
        shards = [self._folder.at(QUADS, name) for name in self._folder.parts(QUADS)]
        ontology = context.broadcast(self._ontology)
        said = kept(known.lines(self._spark, shards), "said")
        articles = kept(known.articles(said, ontology, self._base), "articles")
        parts = known.parts(articles)
        entities = kept(known.entities(said, parts, ontology, self._base), "entities")
        keys = kept(known.looked_up(entities), "keys")
        numbers = numbered(self._decided)
        same = {pair for pair, is_same in numbers.items() if is_same}
        found = comparing.candidates(keys, entities, same, numbers.keys() - same, ontology)
        pairs = kept(found, "pairs")
        several = entities.where("apart").select("entity")
        sides = (pairs.selectExpr(f"{side} as entity") for side in ("one", "other"))
        wanted = kept(several.union(next(sides)).union(next(sides)).distinct(), "wanted")
        profiles = kept(known.profiles(wanted, entities, articles, parts), "profiles")
        rarity = context.broadcast((articles.count(), self._seen(entities)))
        scored = comparing.scores(pairs, profiles, several, same, ontology, rarity)
        scores = kept(scored, "scores")
        return self._settled(articles, entities, wanted, scores, review=review)

    def _seen(self, entities: "DataFrame") -> dict[int, int]:
        often = entities.where(f"seen >= {FREQUENT}").select("entity", "seen")
        return dict(_rows(often))

    def _settled(
        self,
        articles: "DataFrame",
        entities: "DataFrame",
        wanted: "DataFrame",
        scores: "DataFrame",
        *,
        review: bool,
    ) -> Resolved:
        """Decide here, from what was found there."""
        from pyspark.sql import functions as f

        is_wanted = wanted.withColumn("wanted", f.lit(True))
        looked_at = entities.join(is_wanted, "entity", "left").where(
            f"wanted or seen >= {FREQUENT}"
        )
        compared = Compared(
            articles=_rows(articles.select("article", "name", "year")),
            entities=_rows(looked_at.select("entity", "name", "seen", "plain")),
            parts=_parts(articles),
            scores=_rows(scores.where("score is not null").drop("weighed")),
            apart=(entity for (entity,) in _rows(entities.where("apart").select("entity"))),
            number=scores.where("weighed").count(),
        )
        with scratch() as place:
            return settle(place / "state", compared, self._ontology, self._decided, review=review)


def _rows(rows: "DataFrame") -> Iterator[Any]:
    return map(tuple, rows.toLocalIterator(prefetchPartitions=True))


def _parts(articles: "DataFrame") -> Iterator[tuple[int, int, bool, str]]:
    """Yield what ARTICLES mention."""
    for article, *each in _rows(articles.select("article", "entities", "mentioned", "told")):
        yield from (
            (article, entity, True, told)
            for entity, mentioned, told in zip(*each, strict=True)
            if mentioned
        )
