"""The tables for analytics, as ``kg export --parquet`` writes them of a store, without a store.

What an article's rows tell is in its own graph, but for what its things are called and whether its claims are facts,
which all articles together say: they are asked by a join, and each article's answers lie beside it in a small store.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from kg.cluster.folder import STAGED, TABLES, Folder
from kg.cluster.rows import RELATION, TOLD, Batches, Row, batched, ddl, groups, rows_of, stored
from kg.explore import Explorer
from kg.explore import tables as local

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_ARTICLES: Final = 32  # that share a small store
_THINGS: Final = 2_000
_ROWS: Final = 1_024
_FILE: Final = 1_000_000  # rows, about


def write(extracted: "DataFrame", along: Sequence[str], folder: Folder) -> None:
    """Write the tables of what was EXTRACTED to FOLDER; ALONG are the lines of the ontology."""
    spark = extracted.sparkSession
    built = extracted.where("message is null")
    ontology = spark.sparkContext.broadcast(along)
    told = _of_articles(built, ontology).union(_of_things(built, ontology))
    place = folder.at(STAGED, TABLES)
    told.write.mode("overwrite").option("compression", "zstd").partitionBy("table").parquet(place)
    kept = spark.read.schema(ddl(TOLD)).parquet(place)
    counts = {row["table"]: row["count"] for row in kept.groupBy("table").count().collect()}
    for name, columns in local.TABLES.items():
        files = max(-(-counts.get(name, 0) // _FILE), 1)
        _write(kept.where(f"table = '{name}'"), ddl(columns), folder.at(TABLES, name), files)


def _write(told: "DataFrame", columns: str, place: str, files: int) -> None:
    from pyspark.sql import functions as f

    ordered = told.repartition(files, "place").sortWithinPartitions("place", "number")
    rows = ordered.select(f.from_json("row", columns).alias("row")).select("row.*")
    rows.write.mode("overwrite").option("compression", "zstd").parquet(place)


def _facts(built: "DataFrame") -> "DataFrame":
    from pyspark.sql import functions as f

    return built.select(f.explode("facts").alias("fact")).select("fact.*").distinct()


def _of_articles(built: "DataFrame", ontology: Any) -> "DataFrame":
    from pyspark.sql import functions as f

    at = ["item", "position"]
    key = f.when(f.expr(f"kinds & {RELATION} != 0"), f.col("line")).otherwise(f.col("subject"))
    known = _facts(built).select(key.alias("key"), "line")
    asked = built.select(*at, f.explode("asked").alias("key"))
    answers = asked.join(known, "key").groupBy(*at).agg(f.collect_set("line").alias("answers"))
    facts = f.transform("facts", lambda fact: fact["line"]).alias("facts")
    articles = built.select(*at, "graph", "own", facts).join(answers, at, "left")
    spread = articles.drop(*at)
    return spread.mapInArrow(partial(_read_articles, ontology=ontology), ddl(TOLD))


def _read_articles(batches: Batches, ontology: Any) -> Batches:
    def rows() -> Iterator[Row]:
        for group in groups(rows_of(batches), _ARTICLES):
            lines = (
                line
                for row in group
                for line in (*row["own"], *row["facts"], *(row["answers"] or ()))
            )
            explorer = _explorer(ontology.value, lines)
            for row in group:
                told = local.of_article(explorer, row["graph"])
                for number, (table, each) in enumerate(told):
                    yield _told(table, row["graph"], number, each)

    return batched(rows(), TOLD, size=_ROWS)


def _of_things(built: "DataFrame", ontology: Any) -> "DataFrame":
    from pyspark.sql import functions as f

    mentioned = built.select(f.explode("mentioned").alias("subject"))
    counted = mentioned.groupBy("subject").agg(f.count("*").alias("articles"))
    about = _facts(built).where("subject like '%/entity/%' or subject like '%/event/%'")
    said = about.groupBy("subject").agg(f.collect_list("line").alias("lines"))
    things = said.join(counted, "subject", "left")
    return things.mapInArrow(partial(_read_things, ontology=ontology), ddl(TOLD))


def _read_things(batches: Batches, ontology: Any) -> Batches:
    def rows() -> Iterator[Row]:
        for group in groups(rows_of(batches), _THINGS):
            lines = (line for row in group for line in row["lines"])
            reader = _explorer(ontology.value, lines).reader
            articles = {_iri(row): row["articles"] or 0 for row in group}
            for iri in articles:
                if reader.types(NamedNode(iri)):
                    for table, each in local.of_thing(reader, iri, articles.__getitem__):
                        yield _told(table, iri, 0, each)

    return batched(rows(), TOLD, size=_ROWS)


def _iri(row: Row) -> str:
    subject: str = row["subject"]
    return subject.removeprefix("<").removesuffix(">")


def _explorer(ontology: Iterable[str], lines: Iterable[str]) -> Explorer:
    return Explorer(stored(ontology, lines))


def _told(table: str, place: str, number: int, row: Row) -> Row:
    return {
        "table": table,
        "place": place,
        "number": number,
        "row": json.dumps(row, ensure_ascii=False),
    }
