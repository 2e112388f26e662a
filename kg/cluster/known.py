"""What a graph in shards tells of its articles and entities, as far as it says who is who, as ``kg resolve`` reads it.

All that an article says lies in one file, and so do all facts about one thing; here they are brought together anyhow,
because others may have cut the files.
"""

import pickle
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Quad, Store

from kg import iri
from kg.cluster.rows import (
    ARTICLES,
    ENTITIES,
    KEYS,
    PROFILES,
    Batches,
    Row,
    batched,
    ddl,
    groups,
    rows_of,
    stored,
)
from kg.link.resolve import Profile, keys, number
from kg.pipeline.resolve.known import profile, whole
from kg.pipeline.resolve.reading import MOST_ARTICLES, OF_ARTICLES, OF_THINGS, Reading, facts_in
from kg.pipeline.resolve.state import ALL, Entity
from kg.rdf.enrichment import CLASS as ENRICHMENT
from kg.rdf.terms import TYPE

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_GROUP: Final = 64  # articles, or things, that share a small store
_ROWS: Final = 1_024
# The graph of a line of N-Quads: behind the end of a literal, or behind three terms without blanks.
_GRAPH: Final = r'(?:"[^ "]*|^[^ ]+ [^ ]+ [^ ]+) (<[^ >"]*>) \.$'


def lines(spark: "SparkSession", places: list[str]) -> "DataFrame":
    """Return what the files at PLACES say that tells who is who: each line with its subject, and its graph or ""."""
    from pyspark.sql import functions as f

    subject = f.substring_index("line", " ", 1)
    predicate = f.substring_index(f.substring_index("line", " ", 2), " ", -1)
    graph = f.regexp_extract("line", _GRAPH, 1)
    said = spark.read.text(places).withColumnRenamed("value", "line")
    parts = said.select(
        "line", subject.alias("subject"), predicate.alias("predicate"), graph.alias("graph")
    )
    of_itself = f"graph = subject and predicate = '{TYPE}'"
    return parts.where(
        f"(graph = '' and {_is_one_of(OF_THINGS)}) or graph != '<{iri.ONTOLOGY_GRAPH}>' and "
        f"(({of_itself}) or graph != '' and {_is_one_of(OF_ARTICLES)})"
    ).select("line", "subject", "graph")


def _is_one_of(predicates: frozenset[NamedNode]) -> str:
    quoted = sorted(f"'{each}'" for each in predicates)
    return f"predicate in ({', '.join(quoted)})"


def articles(said: "DataFrame", ontology: Any, base: str) -> "DataFrame":
    """Return the articles of what was SAID, and what each tells of which entities."""
    from pyspark.sql import functions as f

    grouped = said.where("graph != ''").groupBy("graph").agg(f.collect_list("line").alias("lines"))
    return grouped.mapInArrow(partial(_articles, ontology=ontology, base=base), ddl(ARTICLES))


def _articles(batches: Batches, ontology: Any, base: str) -> Batches:
    def rows() -> Iterator[Row]:
        for group in groups(rows_of(batches), _GROUP):
            store = _store(group)
            reading = Reading(store, ontology.value, base)
            for row in group:
                name = row["graph"][1:-1]
                graph = NamedNode(name)
                if Quad(graph, TYPE, ENRICHMENT, graph) not in store:
                    yield _article(reading, name)

    return batched(rows(), ARTICLES, size=_ROWS)


def _article(reading: Reading, name: str) -> Row:
    found = reading.article(name)
    parts = list(found.parts())
    return {
        "article": number(name),
        "name": name,
        "year": found.year,
        "entities": [number(each) for each, _, _ in parts],
        "names": [each for each, _, _ in parts],
        "mentioned": [mentioned for _, mentioned, _ in parts],
        "told": [told for _, _, told in parts],
    }


def parts(articles: "DataFrame") -> "DataFrame":
    """Return a row for each entity in each of the ARTICLES."""
    from pyspark.sql import functions as f

    zipped = f.arrays_zip("entities", "names", "mentioned", "told")
    each = articles.select("article", f.explode(zipped).alias("part"))
    return each.select(
        "article",
        f.col("part.entities").alias("entity"),
        f.col("part.names").alias("name"),
        f.col("part.mentioned").alias("mentioned"),
        f.col("part.told").alias("told"),
    )


def entities(said: "DataFrame", parts: "DataFrame", ontology: Any, base: str) -> "DataFrame":
    """Return the entities that articles speak of; "" in place of what one is, where it is not named one by one."""
    from pyspark.sql import functions as f

    seen = parts.groupBy("entity", "name").agg(f.count_if("mentioned").alias("seen"))
    about = said.where("graph = ''").groupBy("subject").agg(f.collect_list("line").alias("lines"))
    subject = f.concat(f.lit("<"), "name", f.lit(">"))
    joined = seen.withColumn("subject", subject).join(about, "subject", "left")
    read = partial(_entities, ontology=ontology, base=base)
    return joined.mapInArrow(read, ddl(ENTITIES))


def _entities(batches: Batches, ontology: Any, base: str) -> Batches:
    def rows() -> Iterator[Row]:
        for group in groups(rows_of(batches), _GROUP):
            reading = Reading(_store(group), ontology.value, base)
            for row in group:
                found = reading.entity(row["name"], row["seen"])
                yield {
                    **{name: row[name] for name in ("entity", "name", "seen")},
                    "plain": found.plain() if found else "",
                    "apart": found is not None and found.apart,
                }

    return batched(rows(), ENTITIES, size=_ROWS)


def looked_up(entities: "DataFrame") -> "DataFrame":
    """Return the keys of ENTITIES, with the wider one of each narrower key."""
    return entities.where("plain != ''").mapInArrow(_keys, ddl(KEYS))


def _keys(batches: Batches) -> Batches:
    def rows() -> Iterator[Row]:
        for row in rows_of(batches):
            found = whole(row["name"], Entity.read(row["plain"]))
            for key in keys(found):
                same = {"entity": row["entity"], "role": key.role}
                yield {**same, "key": key.number}
                yield from ({**same, "key": each, "wider": key.number} for each in key.narrower)

    return batched(rows(), KEYS, size=_ROWS)


def profiles(
    wanted: "DataFrame", entities: "DataFrame", articles: "DataFrame", parts: "DataFrame"
) -> "DataFrame":
    """Return what is known of the ENTITIES that are WANTED: in all of the ARTICLES, or in each of them by itself."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    named = entities.join(wanted, "entity", "left_semi").select("entity", "name", "plain")
    told = parts.where("mentioned").join(wanted, "entity", "left_semi").drop("name", "mentioned")
    place = f.row_number().over(Window.partitionBy("entity").orderBy("article")).alias("place")
    # Who stands with everybody in a thousand articles says nothing: the first ones do.
    is_read = f.col("place") <= MOST_ARTICLES
    kept = articles.select("article", f.col("name").alias("called"), "year")
    mentions = (
        parts.where("mentioned").groupBy("article").agg(f.collect_list("entity").alias("company"))
    )
    ranked = told.select("*", place)
    read = ranked.where(is_read).join(mentions, "article")
    rest = ranked.where(~is_read).withColumn("company", f.lit(None).cast("array<bigint>"))
    each = read.unionByName(rest).join(kept, "article")
    fields = f.struct("article", "called", "year", "told", "company")
    grouped = each.groupBy("entity").agg(f.collect_list(fields).alias("articles"))
    return named.join(grouped, "entity", "left").mapInArrow(_profiles, ddl(PROFILES))


def _profiles(batches: Batches) -> Batches:
    def rows() -> Iterator[Row]:
        for row in rows_of(batches):
            profiles = list(_known(row["name"], Entity.read(row["plain"]), row["articles"]))
            yield {"entity": row["entity"], "profiles": pickle.dumps(profiles)}

    return batched(rows(), PROFILES, size=_ROWS)


def _known(name: str, found: Entity, articles: list[Row] | None) -> Iterator[tuple[int, Profile]]:
    """Yield where an entity is looked at, and what is known of it there."""
    known, each = whole(name, found), articles or []
    places = [(row["article"], [row]) for row in each] if found.apart else [(ALL, each)]
    for article, rows in places:
        yield (
            article,
            profile(
                known,
                found,
                rows[0]["called"] if article else "",
                [(row["called"], row["year"]) for row in rows],
                [row["company"] for row in rows if row["company"] is not None],
                facts_in(rows[0]["told"]) if article else frozenset(),
            ),
        )


def _store(group: list[Row]) -> Store:
    return stored(line for row in group for line in row["lines"] or ())
