"""``kg resolve``: one thing in several articles is one thing in the graph."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from kg.cli.words import own_terms, writing
from kg.plurals import counted


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
@own_terms
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
    from kg.files import write
    from kg.ontology import load
    from kg.ontology.vocabulary import vocabulary
    from kg.pipeline import resolving
    from kg.rdf import resolution, serialize
    from kg.rdf.density import trimmed
    from kg.store import Embedded

    if not store.is_dir():
        raise StoreError(f"{store}: no store is there; make one with kg build --store {store}")
    with Embedded.open(store) as embedded:
        name = resolution.name(embedded.base)
        if undo:
            embedded.replace(name, (), ())
            embedded.describe()
            click.echo("taken back")
            return
        decided = resolving.read_decisions(review) if review else {}
        found, known = resolving.resolved(
            embedded.quads(), load(*files), decided, base=embedded.base
        )
        names = resolving.names(found, known)
        written = resolution.to_quads(
            names.everywhere, names.somewhere, resolving.merges(found, known), embedded.base
        )
        if not dry_run:
            embedded.replace(name, written.facts, written.graph)
            if embedded.described():
                embedded.describe(vocabulary(*files))
        if rewrite:
            quads = resolution.rewritten(
                embedded.said(), names.everywhere, names.somewhere, embedded.base
            )
            with writing(rewrite):
                write(rewrite, [serialize(trimmed(quads), rewrite.name)])
    if review:
        with writing(review):
            resolving.write_review(review, found, known)
    click.echo(_json(names, found) if as_json else _told(names, found, known, review), nl=False)


def _told(names: Any, found: Any, known: Any, review: Path | None) -> str:
    labels = {profile.iri: profile.label for profile in known.values()}
    split = names.split()
    heads = sorted(set(names.everywhere.values()))
    lines = [
        *_merged(names.everywhere, heads, labels, _why(found, known)),
        *(line for entity, parts in split.items() for line in _parts(entity, parts, labels)),
        f"{_are(len(names.everywhere), 'entity', 'entities')} {counted(len(heads), 'other')}; "
        f"{_are(len(split), 'name')} of several; {_are(len(found.doubtful), 'pair')} doubtful\n",
    ]
    if found.doubtful and review is None:
        lines.append("Look at them: kg resolve --review FILE\n")
    return "".join(lines)


def _are(number: int, thing: str, things: str = "") -> str:
    return f"{counted(number, thing, things)} {'is' if number == 1 else 'are'}"


def _why(found: Any, known: Any) -> dict[str, Any]:
    """Return, for each entity, the surest of the comparisons with entities of other names that made it one of them."""
    best: dict[str, Any] = {}
    for cluster in found.clusters:
        for pair, why in sorted(cluster.pairs.items(), key=lambda item: item[1].score):
            if known[pair[0]].iri != known[pair[1]].iri:
                best |= {known[key].iri: why for key in pair}
    return best


def _merged(
    everywhere: dict[str, str], heads: list[str], labels: dict[str, str], why: dict[str, Any]
) -> Iterator[str]:
    for head in heads:
        yield f"{labels[head]}  {head}\n"
        for other in sorted(each for each, name in everywhere.items() if name == head):
            yield f"    = {labels[other]}  {other}\n"
            yield f"      {why[other].score:.2f}: {'; '.join(why[other].reasons)}\n"


def _parts(entity: str, parts: dict[str, list[str]], labels: dict[str, str]) -> Iterator[str]:
    yield f"{labels[entity]}  {entity}  is {len(parts)}:\n"
    for name, articles in parts.items():
        yield f"    {name}  in {', '.join(articles)}\n"


def _json(names: Any, found: Any) -> str:
    shown = {
        "same": names.everywhere,
        "split": [
            {"entity": entity, "article": article, "name": name}
            for (entity, article), name in sorted(names.somewhere.items())
        ],
        "doubtful": len(found.doubtful),
    }
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


COMMANDS: Final = (resolve,)
