"""``kg resolve``: one thing in several articles is one thing in the graph."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli import cluster
from kg.cli.words import own_terms, writing
from kg.iri import BASE
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.pipeline.resolve import Resolved
    from kg.rdf.resolution import Merge
    from kg.store import Embedded


@click.command(
    short_help="Find the entities of a store that are one thing.",
    epilog="Example:  kg resolve --store out/demo --review doubtful.csv",
)
@click.option("--store", type=Path, metavar="DIR", help="The store in this folder.")
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
@click.option(
    "--anew",
    is_flag=True,
    help="Compare everything again, as if for the first time; the outcome is the same.",
)
@click.option("--undo", is_flag=True, help="Take back what was found before.")
@click.option("--dry-run", is_flag=True, help="Show what would be found, and write nothing.")
@own_terms
@click.option(
    "--graph",
    metavar="FOLDER",
    help="In place of a store, what kg build --spark wrote there, or to HDFS or an object store.",
)
@click.option(
    "--base",
    default=BASE,
    metavar="IRI",
    show_default=True,
    help="Where the IRIs of things begin in --graph.",
)
@cluster.spark("Resolve the graph of --graph on Spark.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def resolve(**options: Any) -> None:
    """Find the entities of a store that are one thing, and say so by owl:sameAs, with the evidence.

    Names, classes, what they are and what stands with them speak for it; two things with different ids are never one,
    nor is a family name alone without support. Run it again after each build: the outcome depends on what is in the
    store alone, not on the order in which it came.
    """
    from kg.pipeline import resolve as resolving

    review = options["review"]
    common = {
        "decided": resolving.read_decisions(review) if review else {},
        "dry_run": options["dry_run"],
        "review": review is not None,
    }
    found: Resolved | None
    if options["spark"] is not None:
        found = cluster.resolve(options, common)
    elif options["graph"] is not None:
        raise click.UsageError("--graph is resolved on Spark; give --spark MASTER, as in local[2]")
    elif options["store"] is None:
        raise click.UsageError("give --store DIR, or --graph FOLDER with --spark MASTER")
    else:
        cluster.refuse(("base", "spark_conf"), "--store, which knows its own")
        found = _in_store(options, common)
    if found is None:
        click.echo("taken back")
        return
    if review:
        with writing(review):
            resolving.write_review(review, found.review)
    click.echo(_json(found) if options["as_json"] else _told(found, review), nl=False)


def _in_store(options: dict[str, Any], common: dict[str, Any]) -> "Resolved | None":
    """Resolve a store, as OPTIONS and what is COMMON to graphs on Spark say; None where that is only taken back."""
    from kg.errors import StoreError
    from kg.ontology import load
    from kg.ontology.vocabulary import vocabulary
    from kg.pipeline import resolve as resolving
    from kg.store import Embedded

    store, files = options["store"], options["files"]
    if not store.is_dir():
        raise StoreError(f"{store}: no store is there; make one with kg build --store {store}")
    with Embedded.open(store) as embedded:
        if options["undo"]:
            resolving.undo(embedded, store)
            return None
        found = resolving.resolve(
            embedded, store, load(*files), files=files, anew=options["anew"], **common
        )
        if not options["dry_run"] and embedded.described():
            embedded.describe(vocabulary(*files))
        if options["rewrite"]:
            _rewrite(embedded, found, options["rewrite"])
    return found


def _rewrite(store: "Embedded", found: "Resolved", path: Path) -> None:
    """Write the graph of STORE to PATH, with one IRI for each thing that was FOUND."""
    from kg.files import write
    from kg.rdf import resolution, serialize
    from kg.rdf.density import trimmed

    names = found.names
    quads = resolution.rewritten(store.said(), names.everywhere, names.somewhere, store.base)
    with writing(path):
        write(path, [serialize(trimmed(quads), path.name)])


def _told(found: "Resolved", review: Path | None) -> str:
    names, split = found.names, found.names.split()
    shown = {each for each, name in names.everywhere.items() if found.changed & {each, name}}
    heads = sorted({names.everywhere[each] for each in shown})
    lines = [
        *_merged(found, shown, heads),
        *(
            line
            for entity, parts in split.items()
            if entity in found.changed
            for line in _parts(entity, parts, found.labels)
        ),
        f"{_are(len(names.everywhere), 'entity', 'entities')} "
        f"{counted(len(set(names.everywhere.values())), 'other')}; "
        f"{_are(len(split), 'name')} of several; {_are(found.doubtful, 'pair')} doubtful\n",
        f"{_looked_at(found)}; {counted(found.compared, 'pair')} compared; "
        f"{counted(len(found.changed), 'entity', 'entities')} called otherwise than before\n",
    ]
    if found.doubtful and review is None:
        lines.append("Look at them: kg resolve --review FILE\n")
    return "".join(lines)


def _looked_at(found: "Resolved") -> str:
    if found.is_anew:
        return counted(found.new, "article")
    again = f", {found.read_again:,} changed" if found.read_again else ""
    gone = f", {found.removed:,} removed" if found.removed else ""
    return f"{counted(found.new, 'new article')}{again}{gone}"


def _are(number: int, thing: str, things: str = "") -> str:
    return f"{counted(number, thing, things)} {'is' if number == 1 else 'are'}"


def _merged(found: "Resolved", shown: set[str], heads: list[str]) -> Iterator[str]:
    everywhere, why = found.names.everywhere, _why(found)
    for head in heads:
        yield f"{_label(head, found.labels)}  {head}\n"
        for other in sorted(each for each in shown if everywhere[each] == head):
            yield f"    = {_label(other, found.labels)}  {other}\n"
            if other in why:
                yield f"      {why[other].confidence:.2f}: {'; '.join(why[other].reasons)}\n"


def _why(found: "Resolved") -> "dict[str, Merge]":
    """Return, for each entity, the surest of the comparisons with entities of other names that made it one of them."""
    ordered = sorted(found.merges, key=lambda each: each.confidence)
    return {name: each for each in ordered for name in (each.one, each.other)}


def _label(name: str, labels: Mapping[str, str]) -> str:
    """Return the label of an entity; of one of several with one name, theirs."""
    return labels.get(name) or labels.get(name.rpartition("-")[0], name)


def _parts(entity: str, parts: dict[str, list[str]], labels: Mapping[str, str]) -> Iterator[str]:
    yield f"{labels[entity]}  {entity}  is {len(parts)}:\n"
    for name, articles in parts.items():
        yield f"    {name}  in {', '.join(articles)}\n"


def _json(found: "Resolved") -> str:
    shown = {
        "same": found.names.everywhere,
        "split": [
            {"entity": entity, "article": article, "name": name}
            for (entity, article), name in found.names.somewhere.items()
        ],
        "doubtful": found.doubtful,
        "articles": {"new": found.new, "changed": found.read_again, "removed": found.removed},
        "compared": found.compared,
        "changed": sorted(found.changed),
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


COMMANDS: Final = (resolve,)
