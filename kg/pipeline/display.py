"""Graphs and reports as HTML for notebooks: what is in them, and the first rows."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from kg.plurals import counted
from kg.query import Source, answer
from kg.query.display import SHOWN, block, counts, flat, left_out, table

if TYPE_CHECKING:
    from kg.explore.drawing import Drawing
    from kg.pipeline.report import Report

_TOP: Final = 6
_STATUSES: Final = """
SELECT (REPLACE(STR(?status), "^.*#", "") AS ?name) (COUNT(DISTINCT ?claim) AS ?count)
WHERE { GRAPH ?article { ?claim kg:status ?status } } GROUP BY ?status ORDER BY DESC(?count) ?name
"""
_FIRST: Final = """
SELECT ?subject ?predicate ?object ?sentence ?article
WHERE {
  GRAPH ?article {
    ?claim rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?other ; kg:status kg:Asserted ;
      kg:evidence ?evidence .
    ?evidence nif:anchorOf ?sentence .
  }
  ?thing ?property ?other ; rdfs:label ?subject .
  OPTIONAL { ?other rdfs:label ?name }
  BIND(COALESCE(?name, STR(?other)) AS ?object)
  BIND(REPLACE(STR(?property), "^.*#", "") AS ?predicate)
}
"""


def graph_html(
    source: Source, report: "Report | None", title: str, drawing: "Drawing", *, in_memory: bool
) -> str:
    """Return what is in a graph, its picture, and the first of its facts with their sentences."""
    # A store on disk has an order of its own; to sort it would cost a pass over all that it has.
    order = "ORDER BY ?subject ?predicate ?object ?article ?sentence" if in_memory else ""
    rows = list(_rows(report)) if report is not None else _statements(source)
    facts = [
        [flat(row[name]) for name in ("subject", "predicate", "object", "sentence", "article")]
        for row in answer(f"{_FIRST}{order} LIMIT {SHOWN}", source).texts()
    ]
    columns = ("subject", "predicate", "object", "sentence", "article")
    shown = block("The first facts", table(columns, sorted(facts))) if facts else ""
    failed = _failures(report) if report is not None else ""
    picture = drawing.html if drawing.picture["edges"] else ""
    return block(title, counts(rows) + failed + picture + shown)


def report_html(report: "Report") -> str:
    """Return the counts of a build, then what could not be taken in."""
    return block("Report", counts(_rows(report)) + _failures(report))


def _failures(report: "Report") -> str:
    failed = [(each.document, each.message) for each in report.failures[:SHOWN]]
    more = left_out(len(report.failures) - SHOWN)
    return table(("document", "failure"), failed, more=more) if failed else ""


def _rows(report: "Report") -> Iterator[tuple[str, str, str]]:
    entities, claims = sum(report.entities.values()), sum(report.claims.values())
    yield "documents", f"{report.documents:,}", counted(report.characters, "character")
    yield "entities", f"{entities:,}", _top(report.entities)
    yield "facts", f"{report.facts:,}", f"{report.events:,} of them events"
    yield "claims", f"{claims:,}", _top(report.claims)
    yield "coverage", f"{report.coverage:.0%}", covered(report)
    yield "triples", f"{report.triples:,}", ""
    if report.other_languages:
        yield "other languages", f"{len(report.other_languages):,}", "passed over"
    yield "failures", f"{len(report.failures):,}", ""


def covered(report: "Report") -> str:
    """Return how many sentences carry a claim, in words."""
    verb = "carries" if report.sentences == 1 else "carry"
    told = f"{report.sentences_with_claims:,} of {counted(report.sentences, 'sentence')}"
    return f"{told} {verb} a claim"


def _statements(source: Source) -> list[tuple[str, str, str]]:
    found = {row["name"]: int(row["count"]) for row in answer(_STATUSES, source).texts()}
    return [("statements", f"{sum(found.values()):,}", _top(found))]


def _top(found: Mapping[str, int]) -> str:
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    more = "" if len(ranked) <= _TOP else f", and {len(ranked) - _TOP} more"
    return ", ".join(f"{name} {count:,}" for name, count in ranked[:_TOP]) + more
