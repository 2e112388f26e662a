"""``kg export``, ``kg remove`` and ``kg validate``: what happens to a graph after it is built."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from kg.cli import rewrite
from kg.cli.words import DENSITIES, SYNTAXES, no_ontology, remind, statements, writing
from kg.plurals import counted

_STORE: Final[dict[str, Any]] = {
    "type": Path,
    "metavar": "DIR",
    "help": "The store in this folder.",
}


@click.command(
    short_help="Write the graph of a store to a file, in our terms or in those of others.",
    epilog="Example:  kg export --store out/demo --as ftm -o out/demo.ftm.json",
)
@click.argument("files", nargs=-1, type=Path)
@click.option("--store", **_STORE)
@click.option(
    "-o", "--output", default="-", metavar="FILE", show_default=True, help="- is standard output."
)
@click.option(
    "--format",
    "syntax",
    type=click.Choice(SYNTAXES),
    help="The syntax, if the name does not tell it.",
)
@click.option("--provenance", type=click.Choice(DENSITIES), default="full", show_default=True,
              help="compact leaves out mentions and what was rejected, none writes the facts alone.")  # fmt: skip
@statements
@no_ontology
@click.option(
    "--parquet",
    type=Path,
    metavar="DIR",
    help="Write tables into this folder instead: articles, entities, events, claims, participants, mentions.",
)
@rewrite.target
def export(
    files: tuple[Path, ...],
    store: Path | None,
    output: str,
    syntax: str | None,
    provenance: str,
    statements: str | None,
    no_ontology: bool,
    parquet: Path | None,
    target: str | None,
) -> None:
    """Write the graph of a store to a file; the same content gives the same bytes.

    With --as the facts are said in the terms of others, with the articles behind them where those have a place for it;
    then RDF FILES are taken, too.
    """
    if target is not None:
        if parquet or statements or no_ontology or provenance != "full":
            raise click.UsageError("--as goes with --store or FILES, --output and --format alone")
        rewrite.write(files, store, target, output, syntax)
        return
    if files:
        raise click.UsageError("FILES go with --as; kg convert writes them in another syntax")
    if store is None:
        raise click.UsageError("Missing option '--store'.")
    if parquet is not None:
        if output != "-" or syntax or statements or no_ontology or provenance != "full":
            raise click.UsageError(
                "--parquet writes tables of a whole store; it goes with --store alone"
            )
        _tables(store, parquet)
        return
    from kg.files import write
    from kg.ontology.vocabulary import without_ontology
    from kg.rdf import Provenance, Statements, check_form, format_for, serialize
    from kg.store import Embedded

    wanted = format_for(syntax or ("trig" if output == "-" else output))
    form = Statements.named(statements or "reification")
    check_form(wanted, form)
    with Embedded.read_only(store) as embedded:
        quads = without_ontology(embedded.quads()) if no_ontology else embedded.quads()
        written = serialize(quads, wanted, provenance=Provenance(provenance), statements=form)
    if output == "-":
        click.echo(written.decode(), nl=False)
    else:
        with writing(output):
            write(Path(output), [written])


def _tables(store: Path, folder: Path) -> None:
    from kg.explore import Explorer
    from kg.explore.tables import write
    from kg.store import Embedded

    with Embedded.read_only(store) as embedded, writing(str(folder)):
        counts = write(Explorer(embedded.store), folder)
    for name, count in counts.items():
        click.echo(f"{folder / name}.parquet: {counted(count, 'row')}", err=True)


@click.command(
    short_help="Remove articles from a store, and their facts.",
    epilog="Example:  kg remove https://example.org/news/1 --store out/demo",
)
@click.argument("documents", nargs=-1, required=True)
@click.option("--store", required=True, **_STORE)
def remove(documents: tuple[str, ...], store: Path) -> None:
    """Remove DOCUMENTS, by IRI, address or file, and every fact that no other document supports.

    Of a file, which need not be there any more, the articles are removed that no other file has.
    """
    from kg.errors import StoreError
    from kg.store import Embedded

    if not store.is_dir() or not any(store.iterdir()):
        raise StoreError(f"{store}: no store is there; make one with kg build --store {store}")
    with Embedded.open(store) as embedded:
        for name in documents:
            for iri in (found := embedded.remove(name)):
                click.echo(f"removed: {iri}")
            if not found:
                click.echo(f"kept: other files have all articles of {name}, too")
    if reminder := remind(store):
        click.echo(reminder)


@click.command(
    short_help="Check a graph against SHACL shapes.", epilog="Example:  kg validate out/demo.trig"
)
@click.argument("files", nargs=-1, type=Path)
@click.option("--store", **_STORE)
@click.option(
    "--shapes", type=Path, metavar="FILE", help="SHACL shapes in place of those that come along."
)
@click.option(
    "--ontology", type=Path, multiple=True, metavar="FILE", help="Terms of your own; repeatable."
)
@click.option("--json", "as_json", is_flag=True, help="Print the violations as JSON.")
def validate(
    files: tuple[Path, ...],
    store: Path | None,
    shapes: Path | None,
    ontology: tuple[Path, ...],
    as_json: bool,
) -> int:
    """Check RDF FILES, or a store, against SHACL shapes; the exit code is 1 where they do not conform."""
    from kg.store import Embedded
    from kg.validate import validate as check

    if bool(files) == bool(store):
        raise click.UsageError("give FILES or --store DIR, one of the two")
    if store:
        with Embedded.read_only(store) as embedded:
            found = check(embedded, shapes, ontology=ontology)
    else:
        found = check(files, shapes, ontology=ontology)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return 0 if found.conforms else 1
    for each in found.violations:
        value = f" {each.value}" if each.value else ""
        click.echo(f"{each.severity}: {each.focus} {each.path or ''}{value}: {each.message}")
    click.echo(
        "conforms"
        if found.conforms
        else f"does not conform: {counted(len(found.violations), 'result')}"
    )
    return 0 if found.conforms else 1


COMMANDS: Final = (export, remove, validate)
