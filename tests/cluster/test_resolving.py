"""kg resolve --spark: it finds in the shards of a build what kg resolve finds in a store."""

import csv
import gzip
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from invented import COUNTRIES, PEOPLE, THINGS, Article, write
from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.ontology import load
from kg.pipeline.resolve import read_decisions, resolve, write_review
from kg.rdf import resolution
from kg.rdf.terms import LABEL, TYPE, node, words
from kg.store import Embedded

JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.driver.extraJavaOptions": JAVA,
}
RUIZES = 60  # more than may share a key, of whom two have one position


def articles() -> list[Article]:
    """Articles in which names recur, written in several ways, and what is said of people differs."""
    rng = random.Random(5)
    found = [
        Article(
            number=number,
            names=frozenset(rng.sample(sorted(THINGS), rng.randint(2, 8))),
            citizens={each: rng.choice(COUNTRIES) for each in rng.sample(PEOPLE, 2)},
            ages={each: rng.choice((20, 50)) for each in rng.sample(PEOPLE, 2)},
            year=rng.choice((2020, 2021)),
        )
        for number in range(40)
    ]
    return [*found, Article(40, frozenset({"wheat.commodity"}), {}, {}, 2020)]


def ruizes() -> list[Quad]:
    """Facts and an article about many people of one family name."""
    article = NamedNode("https://news.example/ruizes")
    found = [Quad(article, TYPE, node("schema", "NewsArticle"), article)]
    for number in range(RUIZES):
        name = "".join(chr(97 + int(digit)) for digit in f"{number:03}").title()
        thing = NamedNode(iri.entity(iri.BASE, f"{name} Ruiz", "person"))
        found += [
            Quad(article, node("schema", "mentions"), thing, article),
            Quad(thing, TYPE, node("kg", "Person")),
            Quad(thing, LABEL, words(f"{name} Ruiz")),
        ]
        if number < 2:
            judge = NamedNode(iri.entity(iri.BASE, "judge", "position"))
            found.append(Quad(thing, node("kg", "holdsPosition"), judge))
    return found


def enrichment() -> list[Quad]:
    """What a knowledge base says, in a graph that is no article."""
    graph = NamedNode(f"{iri.BASE}graph/kb")
    acme = NamedNode(iri.entity(iri.BASE, "Acme", "company"))
    return [
        Quad(graph, TYPE, node("kg", "Enrichment"), graph),
        Quad(graph, node("schema", "mentions"), acme, graph),
    ]


def shards(folder: Path, quads: Iterable[Quad]) -> None:
    """Write QUADS as a build on a cluster leaves them, but for their order."""
    lines = sorted({f"{quad} .\n" for quad in quads})
    random.Random(3).shuffle(lines)
    (folder / "quads").mkdir(parents=True)
    for number in range(3):
        packed = gzip.compress("".join(lines[number::3]).encode())
        (folder / "quads" / f"part-{number + 1:05}.nq.gz").write_bytes(packed)
    (folder / "_SUCCESS").touch()


def on_spark(folder: Path, master: str, *options: object) -> Any:
    words = [sys.executable, "-m", "kg", "resolve", "--graph", str(folder), "--spark", master]
    given = [f"--spark-conf={name}={value}" for name, value in SETTINGS.items()]
    return subprocess.run(
        [*words, *given, *map(str, options)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"},
        timeout=300,
    )


@pytest.mark.slow
def test_the_shards_are_resolved_as_a_store_is(spark_home, tmp_path, kg):
    written, place = articles(), tmp_path / "store"
    more = ruizes()
    with Embedded.open(place) as store:
        write(store, *written)
        facts = [quad for quad in more if not isinstance(quad.graph_name, NamedNode)]
        graph = [quad for quad in more if isinstance(quad.graph_name, NamedNode)]
        store.replace("https://news.example/ruizes", facts, graph)
        doubtful = resolve(store, place, load(), review=True, dry_run=True).review
    review = tmp_path / "review.csv"
    write_review(review, doubtful)
    decide(review, "same", "different")
    code, out, err = kg("resolve", "--store", place, "--review", review, "--json")
    assert (code, err) == (0, "")
    with Embedded.open(place) as store:
        name = resolution.name(store.base)
        record = set(store.store.quads_for_pattern(None, None, None, NamedNode(name)))
        same = node("owl", "sameAs")
        facts = {
            quad
            for quad in store.quads()
            if quad.predicate == same and str(quad.object).startswith(f"<{iri.BASE}")
        }
    decided = review.read_text()
    every = [quad for each in written for part in each.quads() for quad in part]
    shards(tmp_path / "graph", [*every, *more, *enrichment()])
    done = on_spark(tmp_path / "graph", "local[2]", "--review", review, "--json")
    assert (done.returncode, done.stdout, done.stderr) == (0, out, "")
    assert review.read_text() == decided
    lines = gzip.decompress((tmp_path / "graph" / "resolution.nq.gz").read_bytes()).decode()
    assert lines.splitlines() == sorted(f"{quad} ." for quad in record | facts)
    found = json.loads(out)
    assert min(len(found["same"]), len(found["split"]), found["doubtful"], len(doubtful)) > 1
    assert sorted(path.name for path in (tmp_path / "graph").iterdir()) == [
        "_SUCCESS", "quads", "resolution.nq.gz",
    ]  # fmt: skip


def decide(review: Path, *decisions: str) -> None:
    """Write DECISIONS about the first pairs into the file of a REVIEW."""
    with review.open(newline="") as file:
        rows = list(csv.DictReader(file))
    for row, decision in zip(rows, decisions, strict=False):
        row["decision"] = decision
    with review.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert len(read_decisions(review)) == len(decisions)


@pytest.mark.slow
def test_a_folder_without_a_whole_graph_is_refused(spark_home, tmp_path):
    done = on_spark(tmp_path, "local[1]")
    assert done.returncode == 1
    assert done.stderr == (
        f"kg: {tmp_path}: no whole graph is there; make one with kg build --spark MASTER -o {tmp_path}\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "give --store DIR, or --graph FOLDER"),
        (("--store", "s", "--base", "https://a.example/"), "--base does not go with --store"),
        (("--store", "s", "--spark-conf", "a=b"), "--spark-conf does not go with --store"),
        (("--graph", "out"), "give --spark MASTER"),
        (("--spark", "local[1]"), "give --graph FOLDER"),
        (("--graph", "out", "--spark", "local[1]", "--store", "s"), "--store does not go with"),
        (("--graph", "out", "--spark", "local[1]", "--anew"), "--anew does not go with --spark"),
    ],
)
def test_options_that_do_not_go_together_are_refused(kg, options, message):
    code, _, err = kg("resolve", *options)
    assert code == 2
    assert message in err
