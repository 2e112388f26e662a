"""``kg build``: articles in, RDF out, and a report of what was found and what was not."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli import cluster, model
from kg.cli.remarks import remarks
from kg.cli.summary import summary
from kg.cli.words import (
    DENSITIES,
    STOPPED,
    SYNTAXES,
    counting,
    ending,
    names,
    no_ontology,
    pairs,
    remind,
    statements,
    writing,
)
from kg.errors import ConfigError
from kg.iri import BASE
from kg.model import DOCUMENT_MEMORY, DOCUMENT_TIMEOUT, LINK_CONFIDENCE

if TYPE_CHECKING:
    from kg.pipeline import Graph, Report

# Options of the command that are those of kg.build, and of a build on a cluster.
_COMMON: Final = (
    *("ontology", "base", "provenance", "model", "extractors", "network", "kb", "link_confidence"),
    *("calibration", "enrich", "only_mine", "date", "encoding", "replace"),
)


@click.command(
    short_help="Build a graph of articles.",
    epilog="Example:  kg build examples/ -o out/demo.trig --store out/demo",
)
@click.argument("sources", nargs=-1, required=True)
@click.option("-o", "--output", metavar="FILE", help="Write the graph here; - is standard output.")
@click.option(
    "--format",
    "syntax",
    type=click.Choice(SYNTAXES),
    help="The syntax, if the name does not tell it.",
)
@click.option(
    "--store", type=Path, metavar="DIR", help="Add the articles to the store in this folder."
)
@click.option(
    "--replace", is_flag=True, help="Of several texts of one name keep the one that is read last."
)
@click.option(
    "--ontology",
    type=Path,
    multiple=True,
    metavar="FILE",
    help="Add terms of your own, by a file or by the name of a vocabulary, as schema.org; repeatable.",
)
@click.option(
    "--only-mine", is_flag=True, help="Claims in the terms of --ontology alone, and none in ours."
)
@click.option(
    "--shapes",
    type=Path,
    metavar="FILE",
    help="SHACL shapes: a claim that violates them in its article is kept out of the facts.",
)
@click.option(
    "--base", default=BASE, metavar="IRI", show_default=True, help="Where the IRIs of things begin."
)
@click.option("--provenance", type=click.Choice(DENSITIES), default="full", show_default=True,
              help="How much is written of who said so, and where.")  # fmt: skip
@statements
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="Processes to work with; by default as many as there are cores and memory for.",
)
@click.option("--document-timeout", type=click.FloatRange(min=0), default=DOCUMENT_TIMEOUT, show_default=True,
              envvar="KG_DOCUMENT_TIMEOUT", metavar="SECONDS",
              help="What a document may take, a longer one for each 40,000 characters; 0: no limit.")  # fmt: skip
@click.option("--document-memory", type=click.FloatRange(min=0), default=DOCUMENT_MEMORY, show_default=True,
              envvar="KG_DOCUMENT_MEMORY", metavar="GB",
              help="What it may take beside the model, a longer one for each million; 0: no limit.")  # fmt: skip
@click.option(
    "--model", metavar="NAME", help="A spaCy pipeline in place of the one that comes along."
)
@click.option(
    "--extractors",
    type=click.UNPROCESSED,  # kg.toml gives a list
    metavar="NAMES",
    default="rules,network",
    show_default=True,
    callback=names,
    help="What finds claims: our rules, our network, llm for a language model of yours, or what a package publishes.",
)
@click.option(
    "--network",
    metavar="NAME",
    default="small",
    show_default=True,
    help="Which weights the network has: small ones come along; base, or a folder, for those that you trained.",
)
@click.option(
    "--kb",
    metavar="FILE",
    help="Look names up in this knowledge base; small: the places and terms alone of the one that comes with kg.",
)
@click.option(
    "--enrich",
    is_flag=True,
    help="Add what the knowledge base says of linked entities, in a graph of its own: description, country, "
    "bodies, years of birth and death.",
)
@click.option("--link-confidence", type=click.FloatRange(0, 1), default=LINK_CONFIDENCE, show_default=True,
              help="How probable a link must be to become owl:sameAs; else it stays a candidate.")  # fmt: skip
@click.option("--calibration", type=Path, metavar="FILE",
              help="A table of kg audit --calibrate: confidences are the shares that were measured.")  # fmt: skip
@click.option(
    "--date", metavar="DATE", help="The day of publication of articles that do not say theirs."
)
@click.option("--field", "fields", multiple=True, metavar="OURS=THEIRS",
              help="What a field is called in your JSON or CSV, as in text=body; repeatable.")  # fmt: skip
@click.option("--follow-links", is_flag=True,
              help="Also read files outside of a folder that links in it lead to.")  # fmt: skip
@click.option("--newest", type=click.IntRange(min=1), default=100, show_default=True, metavar="N",
              help="How many articles of each feed and sitemap are fetched.")  # fmt: skip
@click.option("--pause", type=click.FloatRange(min=0), default=1.0, show_default=True, metavar="SECONDS",
              help="How long to wait between two requests to a site; its robots.txt may ask for more.")  # fmt: skip
@no_ontology
@click.option(
    "--encoding",
    metavar="NAME",
    help="The encoding of the files, as in windows-1252, where they do not show it.",
)
@model.language_model
@cluster.spark("Build on Spark, into the folder that --output names.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="Print no report and no progress.")
def build(**options: Any) -> int:
    """Build a graph of the articles in SOURCES: files and folders of text, HTML, JSONL, CSV, or feeds; web addresses.

    An address is that of a page, a feed or a sitemap; @FILE is a file of them, one a line.
    Facts go to the default graph; who said what, and where, to one graph an article. Without --output and --store
    only the report is printed. Documents that fail are named in it, and the exit code is 1. Articles in other
    languages are passed over and counted. What a store has unchanged is not read again. If no article can be read,
    files and stores stay as they are, and the exit code is 1.
    """
    if options["output"] == "-" and options["as_json"]:
        raise click.UsageError(
            "--json and -o - both want standard output; write the graph to a file"
        )
    fields = pairs(options["fields"], "--field")
    if options["dry_run"]:
        return _dry_run(options, fields)
    if options["spark"] is not None:
        return _on_spark(options, fields)
    target = _target(options["output"], options["syntax"], options["statements"])
    from kg import pipeline

    try:
        with ending(), counting("documents", shown=not options["quiet"]) as progress:
            graph = run_build(options, fields, progress)
    except pipeline.Stopped as stopped:
        click.echo(f"kg: {stopped}", err=True)
        return STOPPED
    if not graph.report.is_empty:
        _write(graph, options["output"], target, options["statements"] or "reification")
    _tell(graph.report, options)
    return 1 if graph.report.failures or graph.report.is_empty else 0


def _dry_run(options: dict[str, Any], fields: dict[str, str]) -> int:
    from kg.pipeline.preview import unsent

    common = _common(options, fields, None)
    for name in ("with_ontology", "progress", "missing_ok"):
        del common[name]
    reading = {name: options[name] for name in ("newest", "pause", "follow_links")}
    failures: list[str] = []
    found = unsent(*options["sources"], failed=failures.append, **reading, **common)
    model.show_unsent(found, as_json=options["as_json"])
    for failure in failures:
        click.echo(f"kg: {failure}", err=True)
    return 1 if failures else 0


def _on_spark(options: dict[str, Any], fields: dict[str, str]) -> int:
    cluster.check(options)
    with ending(), counting("documents", shown=not options["quiet"]) as progress:
        report = cluster.build(options, _common(options, fields, progress))
    _tell(report, options)
    return 1 if report.failures or report.is_empty else 0


def run_build(options: dict[str, Any], fields: dict[str, str], progress: Any) -> "Graph":
    """Build a graph as OPTIONS of the command say; of no sources, what it needs is loaded and checked."""
    from kg import pipeline

    return pipeline.build(
        *options["sources"],
        texts=iter(()),
        workers=options["workers"],
        store=options["store"],
        newest=options["newest"],
        pause=options["pause"],
        document_timeout=options["document_timeout"],
        document_memory=options["document_memory"],
        follow_links=options["follow_links"],
        shapes=options["shapes"],
        **_common(options, fields, progress),
    )


def _common(options: dict[str, Any], fields: dict[str, str], progress: Any) -> dict[str, Any]:
    """Return what OPTIONS say of articles and their graph, wherever they are read."""
    return {
        **{name: options[name] for name in _COMMON},
        "fields": fields or None,
        "llm": model.given(options),
        "with_ontology": not options["no_ontology"],
        "progress": progress,
        "missing_ok": True,
    }


def _target(output: str | None, syntax: str | None, form: str | None) -> str | None:
    """Return the name of the syntax to write, checked before the work begins."""
    from kg.rdf import Statements, check_form, format_for

    if output is None:
        if form is not None:
            raise click.UsageError("--statements is about a file; give --output FILE")
        return None
    if Path(output).is_dir():
        raise ConfigError(f"{output}: cannot be written: it is a folder; name a file in it")
    wanted = syntax or ("trig" if output == "-" else output)
    check_form(format_for(wanted), Statements.named(form) if form else None)
    return wanted


def _write(graph: "Graph", output: str | None, syntax: str | None, form: str) -> None:
    if output is None or syntax is None:
        return
    if output == "-":
        click.echo(graph.serialize(syntax, statements=form), nl=False)
    else:
        with writing(output):
            graph.save(Path(output), syntax, statements=form)


def _tell(report: "Report", options: dict[str, Any]) -> None:
    for failure in report.failures:
        click.echo(f"kg: {_failure(failure.document, failure.message)}", err=True)
    if report.is_empty:
        click.echo(f"kg: {_nothing(report)}; {_untouched(options)}", err=True)
        for line in remarks(report, options["store"]):
            click.echo(f"kg: {line}", err=True)
    if options["as_json"]:
        click.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=1))
    elif not options["quiet"] and not report.is_empty:
        _tell_people(report, options)


def _tell_people(report: "Report", options: dict[str, Any]) -> None:
    to_error = options["output"] == "-"
    click.echo(summary(report, options["store"]), err=to_error, nl=False)
    if options["ontology"] and report.documents and not report.yours:
        files = " ".join(map(str, options["ontology"]))
        click.echo(
            f"nothing is told in your terms; what may: kg ontology check {files}", err=to_error
        )
    if options["output"] and not to_error:
        click.echo(f"written: {options['output']}")
    if options["store"]:
        word = "written" if report.documents else "unchanged"
        click.echo(f"{word}: {options['store']}", err=to_error)
        if reminder := remind(options["store"]):
            click.echo(reminder, err=to_error)


def _nothing(report: "Report") -> str:
    """Return that no article was read, and whether all of them are in other languages."""
    others = len(report.other_languages)
    if not others or report.failures:
        return "no article was read"
    found = "the only one is in another language"
    if others > 1:
        found = f"all {others:,} are in other languages"
    return f"no article was read: {found}, and kg reads English alone"


def _untouched(options: dict[str, Any]) -> str:
    given = (options["output"], options["store"])
    places = " and ".join(str(place) for place in given if place not in (None, "-"))
    return f"nothing is written to {places}" if places else "nothing is written"


def _failure(document: str, message: str) -> str:
    return message if message.startswith(document) else f"{document}: {message}"


COMMANDS: Final = (build,)
