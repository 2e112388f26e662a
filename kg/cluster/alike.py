"""Copies and later versions on a cluster: the workers say who may be alike, the driver decides, as on one machine.

Articles that share a band of their signatures are brought together by Spark; the profiles of these alone go through
the driver, and the index of ``kg.likeness`` decides.
"""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.likeness import Index, Profile, marked

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def marks(extracted: "DataFrame") -> tuple[Quad, ...]:
    """Return what the articles that were EXTRACTED are copies and versions of, as quads of their graphs, sorted."""
    from pyspark.sql import functions as f

    built = extracted.where("message is null").select("graph", "profile", "bands")
    banded = built.select("graph", f.explode(f.array_distinct("bands")).alias("band"))
    shared = banded.groupBy("band").agg(f.collect_set("graph").alias("graphs"))
    near = shared.where(f.size("graphs") > 1).select(f.explode("graphs").alias("graph")).distinct()
    found = built.join(near, "graph").select("graph", "profile")
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        lines: dict[str, str] = {row["graph"]: row["profile"] for row in found.toLocalIterator()}

        def known(name: str) -> Profile | None:
            return Profile.decoded(name, lines[name]) if name in lines else None

        with Index(Path(folder) / "index", known) as index:
            index.update(sorted(lines))
            quads = [quad for mark in index.marks() for quad in marked(mark)]
    return tuple(sorted(quads, key=str))
