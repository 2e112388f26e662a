"""``kg kb``: the knowledge base that names are looked up in: made, filled, searched."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.facts import plain, shown, statistics, table
from kg.cli.words import Nearest, counting, own_terms, pairs, source, where, writing
from kg.errors import ConfigError
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.link.kb import KnowledgeBase, Thing
    from kg.ontology import Ontology

_RANKS: Final = ("user", "imported")
_STARTS: Final = ("default", "small", "nothing")
_EVERY: Final = 1000  # lines between two looks at the clock


@click.group(
    cls=Nearest,
    short_help="The knowledge base that names are looked up in.",
    epilog="Example:  kg kb search Caracas",
)
def kb() -> None:
    """Make, fill and search a knowledge base: one file with things and the names that they go by.

    By default, kg uses the one that comes with it. --kb small stands for a part of that: countries, regions, cities,
    and the names of the ontology.
    """


def _base(command: Any) -> Any:
    return click.option(
        "--kb",
        metavar="FILE",
        help="The knowledge base, or small for a part of the one that comes with kg, which is the default.",
    )(command)


@kb.command(
    short_help="Write the one that comes with kg to a file.",
    epilog="Example:  kg kb build -o base.kb",
)
@click.option("-o", "--output", type=Path, required=True, metavar="FILE", help="The file to write.")
@click.option("--small", is_flag=True, help="Places and the names of the ontology alone.")
@own_terms
def build(output: Path, small: bool, files: tuple[Path, ...]) -> None:
    """Write the knowledge base that comes with kg, or the small part of it, with the names of your own ontology."""
    from kg.link.kb import KnowledgeBase, installed
    from kg.ontology import load

    with writing(output):
        installed.write(output, load(*files), small=small)
    click.echo(statistics(KnowledgeBase.open(output)), nl=False)


@kb.command(
    "import",
    short_help="Add a table, a dump of Wikidata, or a graph.",
    epilog="Example:  kg kb import people.csv --kb base.kb\n\n"
    "          kg kb import latest-all.json.bz2 --kb base.kb --least 3\n\n"
    "          kg kb import --data thesaurus.ttl --kb base.kb",
)
@click.argument("file", type=Path, required=False)
@click.option(
    "--kb",
    required=True,
    metavar="FILE",
    help="The knowledge base to add to; made if it is not there.",
)
@click.option("--from", "start", type=click.Choice(_STARTS),
              help="What a new one begins with; without it, all that comes with kg.")  # fmt: skip
@click.option(
    "--name", metavar="NAME", help="The name of the source; what it gave before is replaced."
)
@click.option("--rank", type=click.Choice(_RANKS), default="user", show_default=True,
              help="Who decides what things are called: this source, or what comes with kg.")  # fmt: skip
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="FIELD=COLUMN",
    help="The column of the table that has a field; repeatable.",
)
@click.option(
    "--query",
    "question",
    metavar="FILE",
    help="A SPARQL query of your own for a graph; see kb-things.",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="QID",
    help="Of a dump, only things of this class; repeatable.",
)
@click.option(
    "--language", default="en", show_default=True, help="Of a dump, the language of the names."
)
@click.option(
    "--least",
    default=0,
    metavar="N",
    help="Of a dump, only things that N Wikipedias have an article about.",
)
@own_terms
@where
def import_(file: Path | None, kb: str, files: tuple[Path, ...], **options: Any) -> None:
    """Add to a knowledge base: FILE is a table (.csv, .tsv) or a dump of Wikidata (.json, packed or not).

    Without a FILE, it adds the labels of the graph that --store, --data or --endpoint gives. The import of a dump can
    be stopped at any time; the same command goes on with it.
    """
    from kg.link.kb import Writer, installed, wikidata
    from kg.link.kb.schema import IMPORTED, USER
    from kg.ontology import load

    path = _writable(kb, options["start"])
    known = load(*files)
    is_graph = any(options[name] for name in ("store", "data", "endpoint"))
    if (file is None) != is_graph:
        raise click.UsageError(
            "what is to be added? give a FILE, or one of --store DIR, --data FILE, --endpoint URL"
        )
    name = options["name"] or (file.name if file else _named(options))
    rank = USER if options["rank"] == "user" else IMPORTED
    job = _job(file, name, options) if file and wikidata.is_dump(file) else None
    with (
        writing(path),
        counting("lines") as progress,
        Writer.open(
            path,
            organizations=installed.organizations(known),
            base=path if path.exists() else _begun(options["start"], known),
            job=job,
        ) as writer,
    ):
        found = _lines(file, writer.reached(), name, known, options)
        done = writer.add_lines(name, _counted(found, progress), rank=rank)
    click.echo(f"{name}: {counted(done, 'thing')}")


def _writable(kb: str, start: str | None) -> Path:
    """Return the path of the knowledge base that things can be added to; START says what a new one begins with."""
    from kg.link.kb.choice import WORDS

    if kb in WORDS:
        raise click.UsageError(
            f"--kb: {kb} comes with kg and stays as it is; name another file, or ./{kb}"
        )
    path = Path(kb)
    if start is not None and path.exists():
        raise click.UsageError(
            f"--from: {path} is there, and keeps what it has; --from is about a new one"
        )
    return path


def _begun(start: str | None, known: "Ontology") -> Path | None:
    """Return the file that a new knowledge base begins with."""
    from kg.link.kb import installed

    return None if start == "nothing" else installed.default(known, small=start == "small")


def _job(file: Path, name: str, options: dict[str, Any]) -> str:
    """Return what must be the same for an import to go on where it was stopped."""
    size = file.stat().st_size if file.is_file() else 0
    wanted = " ".join((options["language"], str(options["least"]), *options["types"]))
    return f"{name}: {file.absolute()}, {size} bytes, {wanted}"


def _named(options: dict[str, Any]) -> str:
    given = (
        options["store"] or options["endpoint"] or ", ".join(each.name for each in options["data"])
    )
    return str(given)


def _lines(
    file: Path | None, after: int, name: str, known: "Ontology", options: dict[str, Any]
) -> Iterator["tuple[int, Thing | None]"]:
    """Yield the things to be added with the numbers of their lines, those that follow the first AFTER ones."""
    from kg.link.kb import rows, tables, wikidata

    if file is None:
        yield from enumerate(rows.things(_answers(options), known, name), start=1)
    elif tables.is_table(file):
        yield from enumerate(tables.read(file, known, pairs(options["fields"], "--field")), start=1)
    elif wikidata.is_dump(file):
        yield from wikidata.read(
            file,
            _wanted(options["types"]),
            language=options["language"],
            after=after,
            least=options["least"],
        )
    else:
        have = ", ".join((*tables.SUFFIXES, ".json", ".json.gz", ".json.bz2"))
        raise ConfigError(
            f"{file}: is neither a table nor a dump; have: {have}; for RDF use --data"
        )


def _wanted(given: Sequence[str]) -> dict[str, str]:
    """Return the classes of a dump that are wanted: those GIVEN, else all that have a class here."""
    from kg.link.kb import wikidata

    classes = wikidata.classes()
    unknown = [each for each in given if each not in classes]
    if unknown:
        raise ConfigError(
            f"--type: {unknown[0]} has no class here; give it one in ontology/wikidata.tsv"
        )
    return {key: classes[key] for key in given} or classes


def _answers(options: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Yield what the query for things answers, as rows of fields."""
    from kg import query as queries

    asked = queries.load(options["question"] or "kb-things")
    answer = queries.answer(asked, source(options))
    if "key" not in answer.columns:
        raise ConfigError(f"{asked.name}: does not select ?key; see kg query --list kb-things")
    yield from answer.texts()


def _counted(
    found: "Iterator[tuple[int, Thing | None]]", progress: Any
) -> "Iterator[tuple[int, Thing | None]]":
    for line, thing in found:
        if progress is not None and line % _EVERY == 0:
            progress(line)
        yield line, thing


def _open(kb: str | None) -> "KnowledgeBase":
    from kg.link.kb.choice import chosen
    from kg.ontology import load

    return chosen(kb).open(load())


@kb.command(short_help="Look a name up.", epilog='Example:  kg kb search "Georgia"')
@click.argument("name")
@_base
@click.option("--limit", default=20, show_default=True, metavar="N", help="How many at most.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def search(name: str, kb: str | None, limit: int, as_json: bool) -> int:
    """Show the things called NAME, else those whose name begins so, else those whose name sounds so."""
    found = _open(kb).search(name, limit)
    if as_json:
        rows = [{"found": known.name.name, **plain(known.thing)} for known in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    if not found:
        click.echo(f"nothing is called {name!r}", err=True)
        return 1
    rows_found = [
        (
            known.thing.key,
            known.thing.type,
            known.thing.label,
            known.name.name,
            known.thing.description,
        )
        for known in found
    ]
    click.echo(table(("key", "type", "label", "found by", "what it is"), rows_found), nl=False)
    return 0


@kb.command(short_help="Show all about a thing.", epilog="Example:  kg kb show Q717")
@click.argument("key")
@_base
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def show(key: str, kb: str | None, as_json: bool) -> None:
    """Show the thing with KEY: what it is, its names, where it is, its ids elsewhere, and who says so."""
    opened = _open(kb)
    thing = opened.thing(key)
    if thing is None:
        raise ConfigError(f"{key}: is not there; look for its name: kg kb search NAME")
    if as_json:
        click.echo(
            json.dumps(
                {
                    **plain(thing),
                    "names": [n.name for n in opened.names_of(thing.key)],
                    "sources": [asdict(each) for each in opened.sources_of(thing.key)],
                },
                ensure_ascii=False,
                indent=1,
            )
        )
        return
    click.echo(shown(opened, thing), nl=False)


@kb.command(
    short_help="Count the things and names in one.", epilog="Example:  kg kb stats --kb base.kb"
)
@_base
def stats(kb: str | None) -> None:
    """Show where things and names come from, with licences, and how many there are of each class."""
    click.echo(statistics(_open(kb)), nl=False)


COMMANDS: Final = (kb,)
