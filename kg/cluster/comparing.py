"""Which entities are compared on a cluster, and how alike they are: a join finds pairs, and each is decided as ever."""

import pickle
from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from kg.cluster.rows import PAIR, SCORES, Batches, Row, batched, ddl, rows_of
from kg.link.resolve import Profile, Rarity, fit, weigh
from kg.link.resolve.blocks import MOST, SHARED
from kg.pipeline.resolve.known import whole
from kg.pipeline.resolve.pairs import DECIDED, couples
from kg.pipeline.resolve.state import Entity

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_ROWS: Final = 4_096
Known = list[tuple[int, Profile]]  # where an entity is looked at, and what is known of it there
Two = tuple[int, int]


def candidates(
    keys: "DataFrame",
    entities: "DataFrame",
    same: Collection[Two],
    apart: Collection[Two],
    ontology: Any,
) -> "DataFrame":
    """Return which ENTITIES share one of the KEYS and go together by names and classes, the first by its IRI first.

    Those that somebody decided to be the SAME are among them, whatever they are called, and those kept APART are not.
    """
    from pyspark.sql import functions as f

    spark = keys.sparkSession
    shared = keys.select("key", "role", "entity").distinct()
    counts = shared.groupBy("key").agg((f.count("*") <= MOST).alias("is_few"))
    wider = counts.select(f.col("key").alias("wider"), f.col("is_few").alias("is_enough"))
    asked = keys.join(counts, "key").join(wider, "wider", "left")
    # The narrower keys count where too many have the wider one.
    of_few = asked.where("is_few and (wider is null or not is_enough)")
    one = of_few.select("key", f.col("role").alias("own"), f.col("entity").alias("one"))
    other = shared.select("key", "role", f.col("entity").alias("other"))
    met = one.join(other, "key").where(f"one != other and not (own = {SHARED} and role = {SHARED})")
    pairs = met.select(
        f.least("one", "other").alias("one"), f.greatest("one", "other").alias("other")
    )
    known = entities.where("plain != ''").select("entity", "name", "plain")
    left = known.select(*(f.col(each).alias(f"one_{each}") for each in known.columns))
    right = known.select(*(f.col(each).alias(f"other_{each}") for each in known.columns))

    def joined(pairs: "DataFrame") -> "DataFrame":
        return pairs.join(left, pairs.one == left.one_entity).join(
            right, pairs.other == right.other_entity
        )

    found = joined(pairs.distinct()).mapInArrow(partial(_fitting, ontology=ontology), ddl(PAIR))
    decided = spark.createDataFrame(sorted({*same, *apart}), ddl(PAIR))
    added = joined(spark.createDataFrame(sorted(same), ddl(PAIR))).select("one", "other")
    return found.join(decided, ["one", "other"], "left_anti").union(added)


def _fitting(batches: Batches, ontology: Any) -> Batches:
    def rows() -> Iterator[Row]:
        for row in rows_of(batches):
            one, other = sorted(
                (
                    whole(row[f"{side}_name"], Entity.read(row[f"{side}_plain"]))
                    for side in ("one", "other")
                ),
                key=lambda each: each.iri,
            )
            if fit(one, other, ontology.value) is not None:
                yield {"one": one.number, "other": other.number}

    return batched(rows(), PAIR, size=_ROWS)


def scores(
    candidates: "DataFrame",
    profiles: "DataFrame",
    several: "DataFrame",
    same: Collection[Two],
    ontology: Any,
    rarity: Any,
) -> "DataFrame":
    """Return how alike CANDIDATES are, wherever they are looked at, and SEVERAL entities are to themselves elsewhere.

    A row without a score is of two that are not one. RARITY has the number of articles, and how many speak of whom.
    """
    from pyspark.sql import functions as f

    alone = several.select(f.col("entity").alias("one"), f.col("entity").alias("other"))
    left = profiles.select(f.col("entity").alias("one"), f.col("profiles").alias("here"))
    right = profiles.select(f.col("entity").alias("other"), f.col("profiles").alias("there"))
    both = candidates.union(alone).join(left, "one").join(right, "other")
    work = partial(_scored, same=frozenset(same), ontology=ontology, rarity=rarity)
    return both.mapInArrow(work, ddl(SCORES))


def _scored(batches: Batches, same: frozenset[Two], ontology: Any, rarity: Any) -> Batches:
    weights = Rarity(*rarity.value)

    def rows() -> Iterator[Row]:
        for row in rows_of(batches):
            one, other = row["one"], row["other"]
            is_decided = (one, other) in same
            here: Known = pickle.loads(row["here"])  # noqa: S301 - written by the workers
            there: Known = pickle.loads(row["there"])  # noqa: S301
            fits = None
            if here and there and not is_decided:
                fits = fit(here[0][1], there[0][1], ontology.value)
            others = None if one == other else there
            for (one_in, mine), (other_in, theirs) in couples(here, others, lambda at: at[1].key):
                found = DECIDED if is_decided else None
                if fits is not None:
                    found = weigh(mine, theirs, fits, weights)
                at = {"one": one, "one_in": one_in, "other": other, "other_in": other_in}
                at["weighed"] = not is_decided
                if found is not None:
                    at |= {"score": found.score, "short": found.short}
                yield at

    return batched(rows(), SCORES, size=_ROWS)
