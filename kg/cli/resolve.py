"""``kg resolve``: one thing in several articles is one thing in the graph."""

import json
from pathlib import Path
from typing import Any, Final

import click

from kg.cli.words import writing


@click.command(
    short_help="Find the entities of a store that are one thing.",
    epilog="Example:  kg resolve --store out/demo --review doubtful.csv",
)
@click.option("--store", required=True, type=Path, metavar="DIR", help="The store in this folder.")
@click.option(
    "--review",
    type=Path,
    metavar="FILE",
    help="Write doubtful pairs there, as CSV; what is decided in it (same, different) holds from now on.",
)
@click.option(
    "--rewrite",
    type=Path,
    metavar="FILE",
    help="Write the graph with one IRI for each thing there; the store stays as it is.",
)
@click.option("--undo", is_flag=True, help="Take back what was found before.")
@click.option(
    "--dry-run", is_flag=True, help="Show what would be found, and write nothing into the store."
)
@click.option(
    "--ontology",
    "files",
    type=Path,
    multiple=True,
    metavar="FILE",
    help="Terms of your own; repeatable.",
)
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def resolve(
    store: Path,
    review: Path | None,
    rewrite: Path | None,
    undo: bool,
    dry_run: bool,
    files: tuple[Path, ...],
    as_json: bool,
) -> None:
    """Find the entities of a store that are one thing, and say so by owl:sameAs, with the evidence.

    Names, classes, what they are and what stands with them speak for it; two things with different ids are never one,
    nor is a family name alone without support. Run it again after each build: the outcome depends on what is in the
    store alone, not on the order in which it came.
    """
    from kg.errors import StoreError
    from kg.ontology import load
    from kg.pipeline import resolving
    from kg.rdf import resolution, serialize
    from kg.store import Embedded

    if not store.is_dir():
        raise StoreError(f"{store}: no store is there; make one with kg build --store {store}")
    with Embedded.open(store) as embedded:
        name = resolution.name(embedded.base)
        if undo:
            embedded.replace(name, (), ())
            click.echo("taken back")
            return
        decided = resolving.read_decisions(review) if review else {}
        found, known = resolving.resolved(
            embedded.quads(), load(*files), decided, base=embedded.base
        )
        heads = resolving.heads(found)
        written = resolution.to_quads(heads, resolving.merges(found), embedded.base)
        if not dry_run:
            embedded.replace(name, written.facts, written.graph)
        if rewrite:
            quads = resolution.rewritten(embedded.quads(), heads, embedded.base)
            with writing(rewrite):
                rewrite.write_bytes(serialize(quads, rewrite.name))
    if review:
        with writing(review):
            resolving.write_review(review, found, known)
    click.echo(_json(found) if as_json else _told(found, known, review), nl=False)


def _told(found: Any, known: Any, review: Path | None) -> str:
    lines = []
    for cluster in found.clusters:
        lines.append(f"{known[cluster.head].label}  {cluster.head}\n")
        lines += [f"    = {known[each].label}  {each}\n" for each in cluster.others]
        best = sorted(cluster.pairs.values(), key=lambda why: -why.score)[:1]
        lines += [f"      {why.score:.2f}: {'; '.join(why.reasons)}\n" for why in best]
    merged = sum(len(cluster.others) for cluster in found.clusters)
    lines.append(
        f"{merged:,} entities are {len(found.clusters):,} others; {len(found.doubtful):,} pairs are doubtful\n"
    )
    if found.doubtful and review is None:
        lines.append("Look at them: kg resolve --review FILE\n")
    return "".join(lines)


def _json(found: Any) -> str:
    clusters = [
        {
            "head": cluster.head,
            "others": list(cluster.others),
            "merges": [
                {
                    "one": one,
                    "other": other,
                    "score": round(why.score, 3),
                    "reasons": list(why.reasons),
                }
                for (one, other), why in sorted(cluster.pairs.items())
            ],
        }
        for cluster in found.clusters
    ]
    return (
        json.dumps(
            {"clusters": clusters, "doubtful": len(found.doubtful)}, ensure_ascii=False, indent=1
        )
        + "\n"
    )


COMMANDS: Final = (resolve,)
