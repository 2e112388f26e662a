"""``kg draw``: a picture of the graph as SVG, without a browser."""

from pathlib import Path
from typing import Any, Final

import click

from kg.cli.words import writing

_EVENTS: Final = ("nodes", "edges")


@click.command(
    short_help="Draw a part of the graph as SVG.",
    epilog='Example:  kg draw "Nicolás Maduro" --store out/demo -o maduro.svg',
)
@click.argument("entity", nargs=-1)
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="The SVG; - is standard output."
)
@click.option("--store", type=Path, metavar="DIR", help="The embedded store in this folder.")
@click.option(
    "--data", type=Path, multiple=True, metavar="FILE", help="An RDF file; repeat it for several."
)
@click.option("--article", metavar="IRI", help="Draw all that this article tells; a title will do.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=60, metavar="N", show_default=True,
    help="How many claims are drawn of each ENTITY.",
)  # fmt: skip
@click.option("--events", type=click.Choice(_EVENTS), default="nodes", show_default=True,
              help="Events as nodes, or as edges between those who take part.")  # fmt: skip
def draw(entity: tuple[str, ...], output: str, **options: Any) -> None:
    """Draw what the graph says of each ENTITY, a label or an IRI, as a picture with a legend.

    Without ENTITY and --article, what is connected most is drawn. What is no fact looks apart from facts: an
    allegation is dotted, a denial ends in a bar. The same graph gives the same bytes.
    """
    from kg.explore import Explorer
    from kg.explore.drawing import draw as drawn
    from kg.query import open_files, open_store

    if bool(options["store"]) == bool(options["data"]):
        problem = (
            "--store and --data exclude each other; give"
            if options["store"]
            else "which graph? Give"
        )
        raise click.UsageError(f"{problem} one of --store DIR, --data FILE")
    if entity and options["article"]:
        raise click.UsageError("ENTITY and --article exclude each other; give one of them")
    store = open_store(options["store"]) if options["store"] else open_files(options["data"])
    picture = drawn(
        Explorer(store),
        entity,
        article=options["article"],
        limit=options["limit"],
        events=options["events"],
    )
    if not picture.picture["edges"]:
        click.echo("nothing found", err=True)
    if output == "-":
        click.echo(picture.svg, nl=False)
        return
    with writing(output):
        picture.save(output)


COMMANDS: Final = (draw,)
