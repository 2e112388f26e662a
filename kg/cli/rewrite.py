"""``kg export --as``: a graph in the vocabulary of others."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.words import writing

if TYPE_CHECKING:
    from pyoxigraph import Store

_TARGETS: Final = ("schema.org", "wikidata", "ftm")


def target(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give COMMAND the option that says in whose terms the graph is written."""
    return click.option(
        "--as",
        "target",
        type=click.Choice(_TARGETS),
        help="Say the facts in terms of schema.org, of Wikidata with references, or as entities of FollowTheMoney, "
        "one a line as JSON (as RDF with --format).",
    )(command)


def write(
    files: tuple[Path, ...], store: Path | None, target: str, output: str, syntax: str | None
) -> None:
    """Write what RDF FILES or a STORE say in terms of TARGET to OUTPUT."""
    from kg import query
    from kg.rdf import Statements, restate
    from kg.store import Embedded

    if bool(files) == bool(store):
        raise click.UsageError("give FILES or --store DIR, one of the two")
    if store:
        with Embedded.read_only(store) as embedded:
            _write(embedded.store, target, output, syntax)
    else:
        read = restate(query.open_files(files), Statements.REIFICATION)
        _write(query.memory(read), target, output, syntax)


def _write(store: "Store", target: str, output: str, syntax: str | None) -> None:
    from kg.files import write as written

    chunks = _chunks(store, target, output, syntax)
    if output == "-":
        for chunk in chunks:
            click.echo(chunk, nl=False)
    else:
        with writing(output):
            written(Path(output), chunks)


def _chunks(store: "Store", target: str, output: str, syntax: str | None) -> Iterator[bytes]:
    from kg.explore import rewriting
    from kg.files import unpacked
    from kg.rdf import format_for

    as_json = output == "-" or unpacked(Path(output)).suffix == ".json"
    if target == rewriting.FTM and syntax is None and as_json:
        return rewriting.entities(store)
    return rewriting.rewritten(
        store, target, format_for(syntax or ("turtle" if output == "-" else output))
    )
