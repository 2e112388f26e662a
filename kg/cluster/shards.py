"""The finished graph as files: sorted N-Quads, packed, in shards that only a number tells apart.

All that is said in one graph, and all facts about one thing, lie in one shard; which one depends on their names alone.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad

from kg.cluster.extraction import line
from kg.cluster.folder import QUADS, Folder
from kg.ontology import vocabulary
from kg.rdf import Provenance

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

SHARD: Final = 1_000_000  # lines, about


def along(
    extracted: "DataFrame",
    marks: Sequence[Quad],
    known: vocabulary.Vocabulary,
    density: Provenance,
) -> list[str]:
    """Return the lines of the ontology that go along with what was EXTRACTED, and with MARKS of copies."""
    from pyspark.sql import functions as f

    used = extracted.select(f.explode("terms").alias("term")).distinct().collect() if known else []
    terms = {NamedNode(row["term"]) for row in used} | vocabulary.used(marks)
    part = vocabulary.part(known, sorted(terms, key=str))
    quads = [*vocabulary.facts(part)]
    if density is not Provenance.NONE:
        quads += vocabulary.graph(part)
    return sorted({line(quad) for quad in quads})


def write(
    extracted: "DataFrame",
    marks: Sequence[Quad],
    along: Sequence[str],
    folder: Folder,
    *,
    count: int,
    size: int,
) -> None:
    """Write what was EXTRACTED, MARKS and what goes ALONG to FOLDER: COUNT lines, about SIZE of them a file."""
    from pyspark.sql import functions as f

    spark = extracted.sparkSession
    built = extracted.where("message is null")
    facts = built.select(f.explode("facts").alias("fact")).select("fact.line")
    enrichment = built.select(f.explode("enrichment").alias("line"))
    ontology = spark.createDataFrame([(each,) for each in along], "line string")
    shared = facts.union(enrichment).union(ontology).distinct()
    # A subject has no space in it.
    by_subject = shared.select("line", f.substring_index("line", " ", 1).alias("place"))
    own = built.select(f.explode("own").alias("line"), f.col("graph").alias("place"))
    marked = [(line(quad), str(quad.subject)[1:-1]) for quad in marks]  # in its subject's graph
    by_graph = own.union(spark.createDataFrame(marked, "line string, place string"))
    files = max(-(-count // size), 1)
    lines = by_subject.union(by_graph).repartition(files, "place")
    ordered = lines.sortWithinPartitions("line").select("line")
    ordered.write.mode("overwrite").option("compression", "gzip").text(folder.at(QUADS))
    for number, name in enumerate(list(folder.parts(QUADS)), 1):
        folder.rename((QUADS, name), (QUADS, f"part-{number:05}.nq.gz"))
