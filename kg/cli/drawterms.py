"""``kg ontology draw``: a picture of classes and properties as SVG, without a browser."""

from pathlib import Path

import click

from kg.cli.words import writing


@click.command(
    short_help="Draw the classes and properties of a file of your own as SVG.",
    epilog="Example:  kg ontology draw mine.ttl -o mine.svg",
)
@click.argument("files", type=Path, nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-o", "--output", required=True, metavar="FILE", help="The SVG; - is standard output."
)
def draw(files: tuple[Path, ...], output: str) -> None:
    """Draw the classes of FILE as boxes, with an arrow to the class above, and their properties as arrows.

    Properties with literal values stand in the box of their domain. The same file gives the same bytes.
    """
    from kg import files as written
    from kg.explore.drawing.terms import svg
    from kg.ontology import load

    picture = svg(load(*files), title=", ".join(path.name for path in files))
    if output == "-":
        click.echo(picture, nl=False)
        return
    with writing(output):
        written.write(Path(output), [picture.encode()])
