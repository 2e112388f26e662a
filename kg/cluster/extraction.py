"""The stages on a worker of a cluster: documents in, and out of each the columns that all outputs are made of.

The model is loaded once for each of Spark's Python processes, in a process beside it: a document that kills the one
costs only itself, and Spark's task goes on.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Quad

from kg.cluster.reading import documents as loaded
from kg.cluster.rows import (
    COUNTED,
    EVENT,
    EXTRACTED,
    ONTOLOGY,
    RELATION,
    Batches,
    Row,
    batched,
    ddl,
)
from kg.cluster.session import ARTICLES
from kg.cluster.shipping import Shipped
from kg.counts import event_of, is_relation
from kg.likeness import profile
from kg.ontology import vocabulary
from kg.pipeline.built import Built
from kg.pipeline.report import Failure, Tally
from kg.pipeline.settings import Settings
from kg.pipeline.workers import Guarded
from kg.rdf import Quads
from kg.rdf.terms import node

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_MENTIONS: Final = node("schema", "mentions")
_STATED: Final = (*(node("rdf", part) for part in ("subject", "predicate", "object")),)
CHUNK: Final = ARTICLES
_LEAST: Final = 8  # in one task
_MOST: Final = 1_000
_TASKS: Final = 40  # for each core, so that nobody waits long for the last one


def extract(
    documents: "DataFrame", count: int, shipped: Shipped, done: Any, *, with_ontology: bool
) -> "DataFrame":
    """Return what comes of DOCUMENTS, so many as COUNT, a row each; DONE, an accumulator, counts them."""
    spark = documents.sparkSession
    tasks = _TASKS * spark.sparkContext.defaultParallelism
    size = min(max(-(-count // tasks), _LEAST), _MOST)
    spread = documents.select("item", "position", "source", "document").repartition(
        max(-(-count // size), 1), "item", "position"
    )
    work = partial(_extract, shipped=shipped, done=done, with_ontology=with_ontology)
    return spread.mapInArrow(work, ddl(EXTRACTED))


# What one of Spark's Python processes keeps from task to task, by the settings that it was made for.
_kept: dict[Shipped, tuple[Guarded, vocabulary.Vocabulary]] = {}


def _extract(batches: Batches, shipped: Shipped, done: Any, with_ontology: bool) -> Batches:
    guarded, known = _loaded(shipped)
    terms = known if with_ontology else {}

    def rows() -> Iterator[Row]:
        for batch in batches:
            given = batch.to_pylist()
            yield from _outcomes(given, guarded, terms)
            done.add(len(given))

    return batched(rows(), EXTRACTED, size=CHUNK)


def _loaded(shipped: Shipped) -> tuple[Guarded, vocabulary.Vocabulary]:
    if shipped not in _kept:
        for guarded, _ in _kept.values():
            guarded.close()
        _kept.clear()
        settings: Settings = shipped.received()
        _kept[shipped] = Guarded(settings), vocabulary.vocabulary(*settings.ontology)
    return _kept[shipped]


def _outcomes(given: list[Row], guarded: Guarded, known: vocabulary.Vocabulary) -> Iterator[Row]:
    """Yield what comes of the documents GIVEN; outcomes come in an order of their own."""
    documents = loaded(given)
    places: dict[str, list[Row]] = defaultdict(list)
    for document, row in zip(documents, given, strict=True):
        place = {name: row[name] for name in ("item", "position", "source")}
        places[document.id].append(place)
        places[document.source].append(place)
    for outcome in guarded.run(documents):
        if isinstance(outcome, Failure):
            yield {**places[outcome.document].pop(0), "message": outcome.message}
        else:
            yield {**places[outcome.document.id].pop(0), **_row(outcome, known)}
            outcome.quads.discard()


def _row(built: Built, known: vocabulary.Vocabulary) -> Row:
    quads = built.quads
    used = vocabulary.used(chain(quads.shared, quads.graph))
    return {
        **_counted(built.tally),
        "graph": quads.document,
        "profile": profile(built.document).encoded(),
        "facts": [_fact(quad) for quad in quads.facts],
        "own": [line(quad) for quad in quads.graph],
        "enrichment": [line(quad) for quad in quads.enrichment],
        "terms": sorted(term.value for term in used if term in known),
        "asked": asked(quads),
        "mentioned": sorted({str(q.object) for q in quads.graph if q.predicate == _MENTIONS}),
    }


def _counted(tally: Tally) -> Row:
    return {
        **{name: getattr(tally, name) for name in COUNTED},
        **{
            name: sorted(getattr(tally, name).items())
            for name in ("entities", "claims", "unknown", "yours")
        },
        "undated": tally.undated,
        "retracted": tally.retracted,
    }


def _fact(quad: Quad) -> Row:
    kinds = RELATION * is_relation(quad) + EVENT * (event_of(quad) is not None)
    kinds += ONTOLOGY * vocabulary.is_ontology(quad)
    return {"line": line(quad), "subject": str(quad.subject), "kinds": kinds}


def line(quad: Quad) -> str:
    """Return QUAD as a line of N-Quads, without its end."""
    return f"{quad} ."


def asked(quads: Quads) -> list[str]:
    """Return what all articles together are asked for the tables of one: its things, and what it claims of them.

    A thing is asked for by its IRI, a relation by its line; other articles may call the one otherwise, and assert the
    other.
    """
    facts = {line(quad) for quad in quads.facts}
    things = {quad.subject for quad in quads.facts}
    stated: dict[object, dict[object, object]] = defaultdict(dict)
    for quad in quads.graph:
        if isinstance(quad.object, NamedNode) and not quad.object.value.startswith(quads.document):
            things.add(quad.object)
        if quad.predicate in _STATED:
            stated[quad.subject][quad.predicate] = quad.object
    claimed = {
        f"{' '.join(str(parts[part]) for part in _STATED)} ."
        for parts in stated.values()
        if len(parts) == len(_STATED)
    }
    return sorted({*map(str, things), *(claimed - facts)})
