"""``kg query`` and ``kg why``: questions to a store, to files, or to an endpoint."""

import json
import shutil
import sys
from dataclasses import asdict
from typing import Any, Final

import click

from kg.cli.words import own_terms, pairs, source, where

FORMATS: Final = ("table", "csv", "json", "xml", "turtle", "ntriples")
_WIDEST: Final = 200


@click.command(
    short_help="Ask a named query, a file, or SPARQL text.",
    epilog="Example:  kg query who-is-charged --data graph.trig -p accused=Maduro",
)
@click.argument("question", required=False)
@where
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE",
              help="A value of the query: a label, an IRI, a status, a date …; repeatable.")  # fmt: skip
@own_terms
@click.option("--format", "syntax", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--safe-csv", is_flag=True,
              help="With --format csv, put an apostrophe before cells that a spreadsheet would run.")  # fmt: skip
@click.option("--federate", is_flag=True, help="Let the query call other endpoints (SERVICE).")
@click.option(
    "--list", "listed", is_flag=True, help="List the named queries, or the parameters of one."
)
def query(question: str | None, **options: Any) -> None:
    """Ask QUESTION: the name of a query, a .rq file, or - for SPARQL on standard input.

    An answer as csv, json, xml or ntriples is written as it comes, however large it is.
    """
    from kg import query as queries

    if options["listed"] or question is None:
        click.echo(_parameters(question) if question else _catalogue(), nl=False)
        return
    asked = (
        queries.parse("standard input", sys.stdin.read())
        if question == "-"
        else queries.load(question)
    )
    graph, values = source(options), pairs(options["params"], "--param")
    files = options["files"]
    if asked.name not in queries.names():
        for wrong in queries.unknown(asked.text, *files):
            click.echo(f"kg: {asked.name}: {wrong}", err=True)
    if options["syntax"] != "table":
        for part in queries.stream(
            asked,
            graph,
            values,
            syntax=options["syntax"],
            federate=options["federate"],
            ontology=files,
            safe=options["safe_csv"],
        ):
            click.echo(part, nl=False, color=True)  # else it takes out what looks like a colour
        return
    answer = queries.answer(asked, graph, values, federate=options["federate"], ontology=files)
    width = min(_WIDEST, shutil.get_terminal_size((120, 24)).columns)
    click.echo(answer.to_table(width=width), nl=False)
    if not len(answer) and answer.boolean is None:
        click.echo("nothing found", err=True)


def _catalogue() -> str:
    from kg import query as queries

    named = [queries.load(name) for name in queries.names()]
    longest = max(len(each.name) for each in named)
    lines = [f"{each.name:<{longest}}  {each.title}\n" for each in named]
    return "".join(lines)


def _parameters(question: str) -> str:
    from kg import query as queries

    asked = queries.load(question)
    lines = [f"{asked.title}\n"]
    for param in asked.params:
        lines.append(
            f"  --param {param.name}=…  {param.about}{'' if param.required else ' (optional)'}\n"
        )
    return "".join(lines)


@click.command(
    short_help="Show the sentences behind what the graph says.",
    epilog='Example:  kg why "Nicolás Maduro" chargedWith --data graph.trig',
)
@click.argument("subject")
@click.argument("predicate", required=False)
@click.argument("object", required=False)
@where
@own_terms
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def why(
    subject: str, predicate: str | None, object: str | None, as_json: bool, **options: Any
) -> None:
    """Show why the graph says what it says of SUBJECT: sentences, speakers, rules, and what was rejected.

    SUBJECT and OBJECT are labels or IRIs; PREDICATE is a property, a class of events, or a role in
    them, such as chargedWith, Charge or accused.
    """
    from kg import query as queries

    found = queries.why(source(options), subject, predicate, object, ontology=options["files"])
    click.echo(
        json.dumps(asdict(found), ensure_ascii=False, indent=1) + "\n" if as_json else str(found),
        nl=False,
    )


COMMANDS: Final = (query, why)
