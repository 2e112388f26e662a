"""The report of a build on a cluster: the sums that ``kg.pipeline.report`` makes on one machine, made by Spark."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Any

from pyoxigraph import Quad

from kg.cluster.rows import COPY, COUNTED, EVENT, FAILURE, ONTOLOGY, OTHER, RELATION, REPLACED
from kg.model import Status
from kg.pipeline.report import Failure, Replaced, Report
from kg.sources import LeftOut

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_VERDICTS = ("item", "position", "source", "kind", "message")


def report(
    read: "DataFrame",
    verdicts: "DataFrame",
    extracted: "DataFrame",
    along: Sequence[str],
    marks: Sequence[Quad],
    left_out: Iterable[LeftOut],
) -> Report:
    """Return what the build did; ALONG are the lines of the ontology that go along, MARKS say what are copies."""
    from pyspark.sql import functions as f

    built = extracted.where("message is null")
    copies, replaced, failures = _left(read, verdicts, extracted)
    counts = {name: f.coalesce(f.sum(name), f.lit(0)) for name in COUNTED}
    counts["in_graphs"] = f.coalesce(f.sum(f.size("own")), f.lit(0))
    sums = built.agg(
        f.count("*").alias("documents"), *(each.alias(name) for name, each in counts.items())
    )
    told = sums.collect()[0].asDict()
    in_graphs = told.pop("in_graphs") + len(marks)
    others = read.where(f"kind = '{OTHER}'").select("source").collect()
    claims, unknown, yours = _added(built)
    undated, retracted = (_named(built, each) for each in ("undated", "retracted"))
    return Report(
        **told,
        **_finished(built, along, in_graphs),
        entities=_classes(built),
        claims={each.value: claims[each.value] for each in Status if claims[each.value]},
        unknown_predicates=dict(sorted(unknown.items(), key=lambda item: (-item[1], item[0]))),
        yours=dict(sorted(yours.items(), key=lambda item: (-item[1], item[0]))),
        undated=undated,
        retracted=retracted,
        failures=failures,
        copies=copies,
        other_languages=tuple(sorted(row["source"] for row in others)),
        replaced=replaced,
        left_out=tuple(left_out),
    )


def _named(built: "DataFrame", column: str) -> tuple[str, ...]:
    """Return the articles that a COLUMN names, sorted."""
    rows = built.where(f"{column} is not null").select(column).collect()
    return tuple(sorted(row[column] for row in rows))


def _left(
    read: "DataFrame", verdicts: "DataFrame", extracted: "DataFrame"
) -> tuple[int, tuple[Replaced, ...], tuple[Failure, ...]]:
    """Return how many copies there are, what was replaced, and what failed, in the order of a report."""
    from pyspark.sql import functions as f

    failed = extracted.where("message is not null").withColumn("kind", f.lit(FAILURE))
    others = (read.where(f"kind = '{FAILURE}'"), failed)
    every = verdicts.where(f"kind != '{COPY}'").select(*_VERDICTS)
    for each in others:
        every = every.union(each.select(*_VERDICTS))
    rows = sorted(every.collect())
    failures = (Failure(row["source"], row["message"]) for row in rows if row["kind"] == FAILURE)
    replaced = (Replaced(row["source"], row["message"]) for row in rows if row["kind"] == REPLACED)
    return (
        verdicts.where(f"kind = '{COPY}'").count(),
        tuple(replaced),
        tuple(sorted(failures, key=lambda each: (each.document, each.message))),
    )


def _classes(built: "DataFrame") -> dict[str, int]:
    """Return how many entities there are of each class; of several classes, the last article's counts."""
    from pyspark.sql import functions as f

    at = f.struct("item", "position").alias("at")
    named = built.select(f.explode("entities").alias("entity", "class"), at)
    last = named.groupBy("entity").agg(f.max_by("class", "at").alias("class"))
    return {row["class"]: row["count"] for row in sorted(last.groupBy("class").count().collect())}


def _added(built: "DataFrame") -> tuple[Counter[str], ...]:
    """Return the claims by status, the predicates that no ontology knows, and the claims in the user's terms."""
    from pyspark.sql import functions as f

    names = ("claims", "unknown", "yours")
    each = [
        built.select(f.lit(name).alias("of"), f.explode(name).alias("name", "number"))
        for name in names
    ]
    every = reduce(lambda one, other: one.union(other), each)
    sums = every.groupBy("of", "name").agg(f.sum("number").alias("number"))
    found: dict[str, Counter[str]] = {name: Counter() for name in names}
    for row in sums.collect():
        found[row["of"]][row["name"]] = row["number"]
    return tuple(found[name] for name in names)


def _finished(built: "DataFrame", along: Sequence[str], in_graphs: int) -> dict[str, Any]:
    """Return the numbers that are counted on the finished graph, what several articles say once."""
    from pyspark.sql import functions as f

    facts = built.select(f.explode("facts").alias("fact")).select("fact.*").distinct()
    is_ontology = f"kinds & {ONTOLOGY} != 0"
    counted = facts.agg(
        f.count_if(f.expr(f"not {is_ontology}")).alias("triples"),
        f.count_if(f.expr(f"kinds & {RELATION} != 0 and not {is_ontology}")).alias("relations"),
        f.countDistinct(
            f.expr(f"case when kinds & {EVENT} != 0 and not {is_ontology} then subject end")
        ).alias("events"),
        f.collect_set(f.expr(f"case when {is_ontology} then line end")).alias("ontology"),
    ).collect()[0]
    return {
        "facts": counted["relations"] + counted["events"],
        "events": counted["events"],
        "triples": counted["triples"] + in_graphs,
        "ontology": len({*along, *counted["ontology"]}),
        "enrichment": built.select(f.explode("enrichment")).distinct().count(),
    }
