"""Files for the bulk loaders of graph stores: sorted, in shards, packed, with a description and the commands.

write("virtuoso", read, Path("out/virtuoso"), ontology=load())
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Triple

from kg.errors import ConfigError
from kg.files import Written, write
from kg.iri import BASE
from kg.leftovers import scratch
from kg.ontology import Ontology
from kg.rdf.bulk.describe import About, describe
from kg.rdf.bulk.folder import check_folder, whole_folder
from kg.rdf.bulk.loaders import FACTS, LOADERS, QLEVERFILE, Kind, Loader, loader, script
from kg.rdf.bulk.shards import write_lines, write_turtle
from kg.rdf.bulk.statistics import Statistics
from kg.rdf.bulk.tables import tables
from kg.rdf.lines import Read, lines_of
from kg.rdf.networks import to_graphml
from kg.rdf.propertygraph import PropertyGraph, property_graph

__all__ = ["LOADERS", "About", "Bulk", "Options", "check_folder", "loader", "write_bulk"]

SHARD: Final = 1_000_000  # lines
DESCRIPTION: Final = "void.ttl"
SCRIPT: Final = "load.sh"
_DATA: Final = "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How the files are written; what a loader does not know of is left alone."""

    base: str = BASE  # where the names begin that are made here
    shard_size: int = SHARD
    turtle: bool = False  # the facts alone, for people to read too
    facts_graph: str | None = None  # the graph for what stands in the default graph
    claims: bool = False  # edges of a property graph for what is claimed and no fact
    about: About = field(default_factory=About)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """What was written: the names of the data files, how much they have, and the script that loads them."""

    files: tuple[str, ...]
    counts: str
    script: str
    left_out: int = 0  # claims that no edge of a property graph can say


def write_bulk(
    name: str, read: Read, folder: Path, *, ontology: Ontology, options: Options | None = None
) -> Bulk:
    """Write what READ returns for the loader called NAME to FOLDER, which is whole or not there at all."""
    chosen, wanted = loader(name), options or Options()
    if wanted.turtle and chosen.kind is not Kind.RDF:
        raise ConfigError(f"{name}: it takes no Turtle; leave out --syntax")
    with whole_folder(folder) as unfinished:
        (unfinished / _DATA).mkdir()
        if chosen.kind is Kind.RDF:
            bulk = _write_rdf(chosen, read, unfinished, ontology, wanted)
        else:
            bulk = _write_property_graph(chosen, read, unfinished, ontology, wanted)
        command = unfinished / SCRIPT
        command.write_text(bulk.script, encoding="utf-8")
        command.chmod(0o755)
    return bulk


def _write_rdf(
    chosen: Loader, read: Read, folder: Path, ontology: Ontology, options: Options
) -> Bulk:
    graph = options.facts_graph or (f"{options.base}{FACTS}" if chosen.names_facts else None)
    place = _place(None if options.turtle else graph)
    counted = Statistics(facts_graph=place)
    suffix = "ttl.gz" if options.turtle else "nq.gz"

    def quads() -> Iterable[Quad]:
        return _placed(read(), chosen, place, facts_only=options.turtle)

    with scratch() as runs:
        lines = counted.count(lines_of(quads, runs))
        cut = write_turtle if options.turtle else write_lines
        files = tuple(
            cut(
                lines,
                lambda number: folder / _DATA / f"part-{number:05}.{suffix}",
                size=options.shard_size,
            )
        )
    if options.turtle and graph:
        for file in files:
            (folder / _DATA / f"{file.name}.graph").write_text(f"{graph}\n", encoding="utf-8")
    if chosen.name == "qlever":
        (folder / "Qleverfile").write_text(_qleverfile(options), encoding="utf-8")
    _describe(folder, options, counted, files, ontology)
    names = _names(files)
    return Bulk(
        files=names,
        counts=_counts(counted),
        script=script(chosen, names, facts_graph=graph, turtle=options.turtle),
    )


def _counts(counted: Statistics) -> str:
    along = f" and {counted.ontology:,} of the ontology" if counted.ontology else ""
    return f"{counted.facts:,} facts in {counted.triples - counted.ontology:,} triples{along}"


def _describe(
    folder: Path,
    options: Options,
    counted: Statistics,
    files: Iterable[Written],
    ontology: Ontology,
) -> None:
    write(folder / DESCRIPTION, [describe(options.about, counted, files, ontology)])


def _placed(
    quads: Iterable[Quad], chosen: Loader, place: NamedNode | DefaultGraph, *, facts_only: bool
) -> Iterator[Quad]:
    """Yield QUADS with the facts in the graph PLACE."""
    for quad in quads:
        if isinstance(quad.object, Triple) and not chosen.rdf12:
            raise ConfigError(
                f"{chosen.name}: {chosen.title} is not known to read RDF 1.2; "
                "convert the files first: kg convert --statements reification"
            )
        if not isinstance(quad.graph_name, DefaultGraph):
            if not facts_only:
                yield quad
        else:
            yield Quad(quad.subject, quad.predicate, quad.object, place)


def _qleverfile(options: Options) -> str:
    pattern = "data/part-*.ttl.gz" if options.turtle else "data/part-*.nq.gz"
    syntax = "ttl" if options.turtle else "nq"
    title = " ".join(options.about.title.split()).replace("$", "$$")
    return QLEVERFILE.format(title=title, format=syntax, pattern=pattern)


def _write_property_graph(
    chosen: Loader, read: Read, folder: Path, ontology: Ontology, options: Options
) -> Bulk:
    graph = property_graph(read(), ontology, claims=options.claims, facts_graph=options.facts_graph)
    data = folder / _DATA
    if chosen.kind is Kind.GRAPHML:
        files = [write(data / "graph.graphml", [to_graphml(graph)])]
    else:
        files = list(
            _write_tables(graph, data, options.shard_size, neo4j=chosen.kind is Kind.NEO4J)
        )
    counted = Statistics(facts_graph=_place(options.facts_graph))
    with scratch() as runs:
        for _ in counted.count(lines_of(read, runs)):
            pass
    _describe(folder, options, counted, files, ontology)
    names = _names(files)
    return Bulk(
        files=names,
        counts=f"{len(graph.nodes):,} nodes, {len(graph.edges):,} edges",
        script=script(chosen, names),
        left_out=graph.left_out,
    )


def _write_tables(graph: PropertyGraph, data: Path, size: int, *, neo4j: bool) -> Iterator[Written]:
    """Write tables; Neo4j wants a header of its own, Neptune one in each file."""
    for name, table in tables(graph, neo4j=neo4j):
        if neo4j:
            yield write(data / f"{name}-header.csv", [table.head.encode()])
        yield from write_lines(
            table.lines,
            lambda number, name=name: data / f"{name}-{number:05}.csv.gz",  # type: ignore[misc]
            size=size,
            head="" if neo4j else table.head,
        )


def _place(graph: str | None) -> NamedNode | DefaultGraph:
    return NamedNode(graph) if graph else DefaultGraph()


def _names(files: Iterable[Written]) -> tuple[str, ...]:
    return tuple(f"{_DATA}/{file.name}" for file in files)
