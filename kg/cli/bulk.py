"""``kg bulk``: files for the bulk loaders of graph stores, and the commands that load them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.words import check_iri, counting, no_ontology, writing
from kg.iri import BASE
from kg.plurals import counted

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.rdf.bulk import Options


# The character before the list keeps its lines apart.
_HELP: Final = """\
Write RDF FILES, or a store, for the bulk LOADER of a graph store, and print the commands that load them.

\b
LOADER is one of
  virtuoso     N-Quads for ld_dir, the facts in a graph of their own
  tdb2         N-Quads for Jena's tdb2.tdbloader
  graphdb      N-Quads for GraphDB's importrdf
  neptune      N-Quads for Neptune's bulk loader
  qlever       N-Quads and a Qleverfile
  oxigraph     N-Quads for oxigraph load
  neo4j        CSV for neo4j-admin database import
  neptune-csv  CSV for Neptune, as a property graph
  graphml      GraphML for Gephi, yEd, NetworkX and others

The files are sorted, cut into shards and packed, and the same content gives the same bytes. Beside them are
a description (void.ttl, VoID and DCAT), the commands (load.sh) and checksums (SHA256SUMS).
"""


@click.command(
    help=_HELP,
    short_help="Write files for the bulk loader of a graph store.",
    epilog='Example:  kg bulk virtuoso --store out/demo -o out/virtuoso --title "My news"',
)
@click.argument("loader")
@click.argument("files", nargs=-1, type=Path)
@click.option(
    "--store", type=Path, metavar="DIR", help="The store in this folder, in place of FILES."
)
@click.option("-o", "--output", required=True, type=Path, metavar="FOLDER",
              help="A new or empty folder, or one that kg bulk wrote.")  # fmt: skip
@click.option("--shard-size", type=click.IntRange(min=1), default=1_000_000, show_default=True,
              metavar="LINES", help="How much goes into one file.")  # fmt: skip
@click.option("--syntax", type=click.Choice(("nquads", "turtle")), default="nquads", show_default=True,
              help="Turtle has the facts alone.")  # fmt: skip
@click.option(
    "--base", default=BASE, metavar="IRI", show_default=True, help="Where the IRIs of things begin."
)
@click.option("--facts-graph", metavar="IRI",
              help="Put the facts into this named graph; for virtuoso, BASE and graph/facts by default.")  # fmt: skip
@click.option("--claims", is_flag=True,
              help="In a property graph, add edges of the type CLAIM for what is no fact.")  # fmt: skip
@click.option(
    "--ontology", type=Path, multiple=True, metavar="FILE", help="Terms of your own; repeatable."
)
@no_ontology
@click.option(
    "--dataset",
    metavar="IRI",
    help="What the dataset is called in its description; BASE and dataset by default.",
)
@click.option("--title", metavar="TEXT", help="The title of the dataset.")
@click.option("--creator", metavar="NAME", help="Who made the dataset.")
@click.option("--license", metavar="IRI", help="The licence of the dataset.")
@click.option("--published-at", metavar="URL", help="Where the data files will be published.")
def bulk(loader: str, files: tuple[Path, ...], store: Path | None, **options: Any) -> None:
    """Write RDF FILES, or a store, for the bulk LOADER of a graph store, and print the commands that load them."""
    from kg.ontology import load
    from kg.rdf.bulk import check_folder, write_bulk
    from kg.rdf.bulk import loader as named

    named(loader)
    if bool(files) == bool(store):
        raise click.UsageError("give FILES or --store DIR, one of the two")
    check_folder(options["output"])
    wanted = _options(options)
    with counting("quads") as progress, writing(options["output"]):
        done = write_bulk(
            loader,
            _reader(files, store, progress, plain=options["no_ontology"]),
            options["output"],
            ontology=load(*options["ontology"]),
            options=wanted,
        )
    files_written = counted(len(done.files), "file")
    click.echo(f"written: {options['output']}: {done.counts}, in {files_written}")
    if done.left_out:
        click.echo(f"left out: {counted(done.left_out, 'claim')} of values, which no edge can say")
    click.echo(f"\n{done.script}", nl=False)


def _reader(
    files: tuple[Path, ...],
    store: Path | None,
    progress: Callable[[int], None] | None,
    *,
    plain: bool,
) -> "Callable[[], Iterable[Quad]]":
    """Return what reads the quads of FILES or of a STORE; PLAIN ones have no ontology with them."""
    from kg.ontology.vocabulary import without_ontology
    from kg.rdf.convert import counted
    from kg.rdf.read import read
    from kg.store import Embedded

    def from_store() -> "Iterable[Quad]":
        assert store is not None  # noqa: S101
        with Embedded.read_only(store) as embedded:
            yield from counted(embedded.quads(), progress)

    def from_files() -> "Iterable[Quad]":
        return counted(read(files), progress)

    chosen = from_store if store else from_files
    return (lambda: without_ontology(chosen())) if plain else chosen


def _options(options: dict[str, Any]) -> "Options":
    from kg.rdf.bulk import About, Options

    for name in ("base", "facts_graph", "dataset", "license", "published_at"):
        check_iri(options[name], f"--{name.replace('_', '-')}")
    options["dataset"] = options["dataset"] or f"{options['base']}dataset"
    about = {
        name: options[name]
        for name in ("dataset", "title", "creator", "license", "published_at")
        if options[name] is not None
    }
    return Options(
        base=options["base"],
        shard_size=options["shard_size"],
        turtle=options["syntax"] == "turtle",
        facts_graph=options["facts_graph"],
        claims=options["claims"],
        about=About(**about),
    )


COMMANDS: Final = (bulk,)
