"""``kg ontology shapes``: SHACL shapes made of the axioms of an ontology of your own."""

from pathlib import Path

import click

from kg.cli.words import writing


@click.command(
    short_help="Make SHACL shapes of the axioms of files of your own.",
    epilog="Example:  kg ontology shapes mine.ttl -o shapes.ttl",
)
@click.argument("files", type=Path, nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-o", "--output", default="-", metavar="FILE", show_default=True, help="- is standard output."
)
def shapes(files: tuple[Path, ...], output: str) -> None:
    """Make SHACL shapes of the axioms in FILE: of domains, ranges, disjoint classes, numbers of values.

    They are for you to read and change, and for kg validate --shapes and kg build --shapes. What an ontology asks for
    at least becomes a warning.
    """
    from kg.files import write
    from kg.ontology.shaping import shapes as made

    text = made(*files)
    if output == "-":
        click.echo(text, nl=False)
    else:
        with writing(output):
            write(Path(output), [text.encode()])
