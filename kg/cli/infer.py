"""``kg infer``: what follows from the facts, in a graph of its own, and what contradicts."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.facts import table
from kg.cli.words import SYNTAXES, own_terms, writing
from kg.iri import BASE
from kg.plurals import counted

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kg.infer import Contradiction, Fact, Inference

_PROFILES: Final = ("owl-rl", "rdfs")
_LIMIT: Final = 300_000
_SHOWN: Final = 8  # kinds of conclusions that are counted one by one
_MOST: Final = 50  # contradictions that are printed


@click.command(
    short_help="Infer what follows from the facts, and what contradicts.",
    epilog="Example:  kg infer --store out/demo --ontology mine.ttl",
)
@click.argument("graphs", nargs=-1, type=Path, metavar="[FILES]...")
@click.option(
    "--store",
    type=Path,
    metavar="DIR",
    help="The store in this folder; what follows is put into it.",
)
@own_terms
@click.option("--profile", type=click.Choice(_PROFILES), default="owl-rl", show_default=True,
              help="The rules: those of OWL 2 RL, or those of RDFS, by which nothing contradicts.")  # fmt: skip
@click.option("--merge", is_flag=True,
              help="Two values of a functional property are one thing; without, they contradict.")  # fmt: skip
@click.option("-o", "--output", metavar="FILE", help="Write what follows here, too; - is standard output.")  # fmt: skip
@click.option(
    "--format",
    "syntax",
    type=click.Choice(SYNTAXES),
    help="The syntax, if the name does not tell it.",
)
@click.option("--limit", type=click.IntRange(min=1), default=_LIMIT, show_default=True, metavar="N",
              help="How many facts may take part; each takes about a millisecond and 5 kB.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Leave the store as it is.")
@click.option("--remove", is_flag=True, help="Take what was inferred out of the store again.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found as JSON.")
def infer(graphs: tuple[Path, ...], **options: Any) -> int:
    """Infer what follows from the facts of RDF FILES, or of a store, by our ontology and yours.

    What no article states goes into a graph of its own, with the rules and the reasoner, and never among the facts;
    run it again after each build. Facts that contradict are told with their sentences, and the exit code is 1.
    Only what outlets assert takes part, no allegation.
    """
    store = options["store"]
    if bool(graphs) == bool(store):
        raise click.UsageError("give FILES or --store DIR, one of the two")
    if options["remove"]:
        return _remove(store)
    if options["output"] == "-" and options["as_json"]:
        raise click.UsageError("--json and -o - both want standard output; write to a file")
    found, graph = _in_store(options) if store else _of_files(graphs, options)
    if options["output"]:
        _write(graph, options["output"], options["syntax"])
    if options["as_json"]:
        click.echo(json.dumps(_plain(found), ensure_ascii=False, indent=1))
    else:
        for line in _told(found, options):
            click.echo(line, err=options["output"] == "-")
    return 1 if found.contradictions else 0


def _remove(store: Path | None) -> int:
    from kg.infer.graph import keep, name
    from kg.store import Embedded

    if store is None:
        raise click.UsageError("--remove is about a store; give --store DIR")
    _require(store)
    with Embedded.open(store) as embedded:
        had = any(embedded.store.quads_for_pattern(None, None, None, name(embedded.base)))
        keep(embedded, ())
    click.echo("removed: what was inferred" if had else "nothing was inferred here")
    return 0


def _require(store: Path) -> None:
    from kg.errors import StoreError

    if not store.is_dir() or not any(store.iterdir()):
        raise StoreError(f"{store}: no store is there; make one with kg build --store {store}")


def _in_store(options: dict[str, Any]) -> "tuple[Inference, tuple[Quad, ...]]":
    from kg.infer.graph import keep
    from kg.store import Embedded

    _require(options["store"])
    opening = Embedded.read_only if options["dry_run"] else Embedded.open
    with opening(options["store"]) as embedded:
        found, graph = _infer(embedded.store, embedded.base, str(options["store"]), options)
        if not options["dry_run"]:
            keep(embedded, graph)
    return found, graph


def _of_files(
    given: tuple[Path, ...], options: dict[str, Any]
) -> "tuple[Inference, tuple[Quad, ...]]":
    from kg.query import open_files

    return _infer(open_files(given), BASE, ", ".join(map(str, given)), options)


def _infer(
    store: Any, base: str, place: str, options: dict[str, Any]
) -> "tuple[Inference, tuple[Quad, ...]]":
    from kg.infer import Profile, infer
    from kg.infer.graph import described

    profile, ontology = Profile(options["profile"]), options["files"]
    merge, limit = options["merge"], options["limit"]
    found = infer(store, ontology, profile=profile, merge=merge, limit=limit, place=place)
    return found, described(found.entailed, profile, ontology, base)


def _write(graph: "tuple[Quad, ...]", output: str, syntax: str | None) -> None:
    from pyoxigraph import Quad

    from kg.files import write
    from kg.rdf import format_for, serialize

    wanted = format_for(syntax or ("trig" if output == "-" else output))
    quads = graph if wanted.supports_datasets else [Quad(*quad.triple) for quad in graph]
    written = serialize(quads, wanted)
    if output == "-":
        click.echo(written.decode(), nl=False)
    else:
        with writing(output):
            write(Path(output), [written])


# -- what is printed -------------------------------------------------------------------------------


def _plain(found: "Inference") -> dict[str, Any]:
    return {
        "facts": found.facts,
        "entailed": len(found.entailed),
        "contradictions": [asdict(each) for each in found.contradictions],
    }


def _told(found: "Inference", options: dict[str, Any]) -> Iterator[str]:
    for number, each in enumerate(found.contradictions[:_MOST], 1):
        yield from _contradiction(number, each)
    more = len(found.contradictions) - _MOST
    if more > 0:
        yield f"and {counted(more, 'contradiction')} more; --json has all"
    yield (
        f"{counted(found.facts, 'fact')} took part; {counted(len(found.entailed), 'triple')} "
        f"follow{'s' if len(found.entailed) == 1 else ''}{_kinds(found)}"
    )
    if options["profile"] == "owl-rl":
        yield counted(len(found.contradictions), "contradiction")
    if options["store"] and not options["dry_run"]:
        yield f"written: {options['store']}"
    if options["output"] and options["output"] != "-":
        yield f"written: {options['output']}"


def _kinds(found: "Inference") -> str:
    """Return how many of the conclusions there are by property and by class, the commonest first."""
    from kg.query.answers import short_iri
    from kg.rdf.terms import TYPE

    kinds = Counter(
        short_iri(getattr(t.object, "value", "")) if t.predicate == TYPE else short_iri(t.predicate.value)
        for t in found.entailed
    )  # fmt: skip
    ranked = sorted(kinds.items(), key=lambda item: (-item[1], item[0]))
    more = "" if len(ranked) <= _SHOWN else f", and {len(ranked) - _SHOWN} more kinds"
    return (
        f": {', '.join(f'{name} {count:,}' for name, count in ranked[:_SHOWN])}{more}"
        if ranked
        else ""
    )


def _contradiction(number: int, found: "Contradiction") -> Iterator[str]:
    yield f"{number}. {found.says} ({found.rule})"
    rows = [row for fact in found.facts for row in _rows(fact)]
    if rows:
        yield from table(("fact", "said by", "where"), rows).splitlines()
    else:
        yield "   the rules by which this follows are not followed back to facts"
    yield ""


def _rows(fact: "Fact") -> Iterator[tuple[str, ...]]:
    if not fact.sentences:
        yield fact.says, "", ""
    for number, each in enumerate(fact.sentences):
        place = f"{each.article}, characters {each.start} to {each.end}"
        when = f"; {each.published}" if each.published else ""
        yield "" if number else fact.says, f"“{each.text}”", place + when


COMMANDS: Final = (infer,)
