"""``kg convert``: a file of others, in another syntax of RDF or another form of statements."""

from pathlib import Path
from typing import Final

import click

from kg.cli.words import DENSITIES, SYNTAXES, check_iri, counting, statements, writing


@click.command(
    short_help="Write RDF files in another syntax or form of statements.",
    epilog="Example:  kg convert out/demo.trig -o out/demo.nq.gz --statements rdf12",
)
@click.argument("files", nargs=-1, required=True, type=Path)
@click.option(
    "-o", "--output", default="-", metavar="FILE", show_default=True,
    help="- is standard output; a name in .gz is packed.",
)  # fmt: skip
@click.option(
    "--format", "syntax", type=click.Choice(SYNTAXES), help="The syntax, if the name does not tell it."
)  # fmt: skip
@click.option(
    "--from", "given", type=click.Choice(SYNTAXES), help="The syntax of FILES, if their names do not."
)  # fmt: skip
@statements
@click.option("--provenance", type=click.Choice(DENSITIES), default="full", show_default=True,
              help="compact leaves out mentions and what was rejected, none the named graphs.")  # fmt: skip
@click.option("--base", metavar="IRI", help="What relative IRIs in FILES are relative to.")
def convert(
    files: tuple[Path, ...],
    output: str,
    syntax: str | None,
    given: str | None,
    statements: str | None,
    provenance: str,
    base: str | None,
) -> None:
    """Write the RDF in FILES as one file: any syntax to any, any form of statements to any.

    Packed files (.gz) are read too. The same content gives the same bytes. N-Quads to N-Quads is sorted on disk and
    takes little memory; everything else is held in memory.
    """
    from kg.files import write
    from kg.rdf import Provenance, Statements, format_for
    from kg.rdf.convert import convert as converted
    from kg.rdf.read import syntax_of

    check_iri(base, "--base")
    named = syntax is None and output != "-"
    target = syntax_of(Path(output)) if named else format_for(syntax or "trig")
    with counting("quads") as progress:
        chunks = converted(
            files,
            target,
            source=format_for(given) if given else None,
            statements=Statements.named(statements) if statements else None,
            provenance=Provenance(provenance),
            base=base,
            progress=progress,
        )
        if output == "-":
            for chunk in chunks:
                click.echo(chunk, nl=False)
        else:
            with writing(output):
                write(Path(output), chunks)


COMMANDS: Final = (convert,)
