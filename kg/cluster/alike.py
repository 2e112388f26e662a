"""Copies and later versions among the articles of a build on a cluster, by joins: ``kg.likeness`` decides each pair.

Articles that share a band of their signatures are brought together, and their profiles with them; no text is. What an
article follows is the first before it, as in an index on one machine.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Quad

from kg.cluster.rows import BAND, FOLLOWS, Batches, Row, batched, ddl, rows_of
from kg.likeness import Kind, Mark, Profile, marked, relation
from kg.likeness.signature import bands

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_ROWS: Final = 4_096


def marks(extracted: "DataFrame") -> list[Quad]:
    """Return what the articles that were EXTRACTED are copies and versions of, as quads of their graphs."""
    from pyspark.sql import functions as f

    profiles = extracted.where("profile is not null").select("graph", "profile")
    keys = profiles.mapInArrow(_bands, ddl(BAND))
    both = keys.withColumnRenamed("graph", "other").join(keys, "key").where("graph < other")
    pairs = both.select("graph", "other").distinct()
    others = profiles.select(f.col("graph").alias("other"), f.col("profile").alias("other_profile"))
    alike = pairs.join(profiles, "graph").join(others, "other").mapInArrow(_related, ddl(FOLLOWS))
    first = alike.groupBy("graph", "kind").agg(
        f.min_by("original", f.struct("at", "original")).alias("original")
    )
    follows = {(row["graph"], row["kind"]): row["original"] for row in first.collect()}
    return [quad for mark in _marks(follows) for quad in marked(mark)]


def _bands(batches: Batches) -> Batches:
    def rows() -> Iterator[Row]:
        for row in rows_of(batches):
            shingles = Profile.decoded(row["graph"], row["profile"]).shingles
            yield from ({"key": key, "graph": row["graph"]} for key in set(bands(shingles)))

    return batched(rows(), BAND, size=_ROWS)


def _related(batches: Batches) -> Batches:
    def rows() -> Iterator[Row]:
        for row in rows_of(batches):
            one = Profile.decoded(row["graph"], row["profile"])
            other = Profile.decoded(row["other"], row["other_profile"])
            if (kind := relation(one, other)) is not None:
                original, later = sorted((one, other), key=lambda each: each.order)
                at, name = original.order
                yield {"graph": later.name, "kind": kind.value, "original": name, "at": at}

    return batched(rows(), FOLLOWS, size=_ROWS)


def _marks(follows: Mapping[tuple[Any, Any], str]) -> Iterator[Mark]:
    """Yield the marks of articles of which each FOLLOWS another one, by kind: they lead to the first of all."""

    def first(name: str, kind: Kind) -> str | None:
        start = name
        while (name, kind.value) in follows:
            name = follows[name, kind.value]
        return name if name != start else None

    for name in sorted({name for name, _ in follows}):
        yield Mark(name, first(name, Kind.COPY), first(name, Kind.VERSION))
