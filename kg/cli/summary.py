"""What a build did, as a table for people."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.cli import model
from kg.cli.remarks import named, remarks
from kg.plurals import counted

if TYPE_CHECKING:
    from rich.table import Table

    from kg.pipeline import Report

_SHOWN: Final = 8


def summary(report: "Report", store: Path | None = None) -> str:
    """Return what a build did as a table for people, and what it remarks; STORE is where the graph was put."""
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    table = Table(box=SIMPLE, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(justify="right")
    table.add_column(overflow="fold")
    _rows(table, report)
    console = Console(width=110, color_system=None)
    with console.capture() as shown:
        console.print(table)
    lines = [line.rstrip() for line in shown.get().splitlines() if line.strip()]
    return "\n".join([*lines, *remarks(report, store)]) + "\n"


def _rows(table: "Table", report: "Report") -> None:
    table.add_row("documents", f"{report.documents:,}", counted(report.characters, "character"))
    _rows_of_others(table, report)
    if report.documents:
        _rows_of_reading(table, report)
    for row in model.rows(report.proposals) if report.proposals else ():
        table.add_row(*row)
    table.add_row("facts", f"{report.facts:,}", f"{report.triples_per_fact:.1f} triples a fact")
    along = f"and {report.ontology:,} of the ontology" if report.ontology else ""
    table.add_row("triples", f"{report.triples:,}", along)
    if report.yours:
        table.add_row("yours", f"{sum(report.yours.values()):,}", _top(report.yours))
    if report.withheld:
        table.add_row(
            "withheld",
            f"{sum(report.withheld.values()):,}",
            "claims that --shapes keeps out of the facts",
        )
    if report.enrichment:
        table.add_row(
            "enrichment", f"{report.enrichment:,}", "triples of the knowledge base, apart"
        )
    if report.failures:
        table.add_row("failures", f"{len(report.failures):,}", "named above")


def _rows_of_others(table: "Table", report: "Report") -> None:
    """Add what became of articles that are not simply read."""
    if report.unchanged:
        table.add_row("unchanged", f"{report.unchanged:,}", "in the store already, not read again")
    if report.anew:
        table.add_row("read anew", "", f"why: {_top(report.anew)}")
    if report.retracted:
        found = f"{len(report.retracted):,}"
        table.add_row(
            "retracted", found, f"no claim is left of them: {named(list(report.retracted))}"
        )
    if report.copies:
        table.add_row("copies", f"{report.copies:,}", "of other articles, word for word")
    if report.other_languages:
        found = f"{len(report.other_languages):,}"
        table.add_row("other languages", found, "passed over; --json names them")
    if report.replaced:
        table.add_row(
            "replaced", f"{len(report.replaced):,}", named(list(map(str, report.replaced)))
        )


def _rows_of_reading(table: "Table", report: "Report") -> None:
    """Add what was found in the documents that were read in this build; facts and triples are the whole graph's."""
    from kg.pipeline.display import covered

    entities, claims = sum(report.entities.values()), sum(report.claims.values())
    table.add_row("entities", f"{entities:,}", _top(report.entities))
    table.add_row("claims", f"{claims:,}", _top(report.claims))
    table.add_row(
        "general", f"{report.general:,}", "of the claims: events that only a general class names"
    )
    table.add_row("coverage", f"{report.coverage:.0%}", covered(report))
    table.add_row(
        "numbers",
        f"{report.numbers:,}",
        f"said of what claims tell; {report.numbers_lost:,} of them are in none",
    )
    table.add_row("rejected", f"{report.rejected:,}", "candidates that did not pass; see kg why")
    table.add_row("unknown", f"{len(report.unknown_predicates):,}", _top(report.unknown_predicates))


def _top(counts: Any) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    more = "" if len(ranked) <= _SHOWN else f", and {len(ranked) - _SHOWN} more"
    return ", ".join(f"{name} {count:,}" for name, count in ranked[:_SHOWN]) + more
