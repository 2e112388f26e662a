"""A finished graph in memory, for Python users: ask it, write it, hand it on."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat

from kg.endpoint import Endpoint
from kg.errors import ConfigError
from kg.files import write
from kg.ontology import load
from kg.pipeline.report import Report
from kg.query import Answer, Explanation, Source, answer, memory, open_store, why
from kg.rdf import Provenance, Statements, format_for, serialize
from kg.store import Embedded, Graphs, Plan, carry_out, exchange, ledger_beside, push

if TYPE_CHECKING:
    import networkx
    import rdflib


class Graph:
    """The facts of a build in the default graph, and one named graph a document for who said so and where."""

    def __init__(
        self,
        report: Report,
        provenance: Provenance,
        *,
        quads: Iterable[Quad] = (),
        store: Path | None = None,
    ) -> None:
        self.report = report
        self.provenance = provenance
        self.store = (
            store  # where the graph lies on disk; read when it is asked for, never as a whole
        )
        self._given = frozenset(quads)

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """All quads, sorted; of a graph on disk they are read into memory here."""
        if self.store is None:
            return tuple(sorted(self._given, key=str))
        with Embedded.read_only(self.store) as embedded:
            return tuple(sorted(embedded.quads(), key=str))

    def __len__(self) -> int:
        return self.report.triples

    @property
    def facts(self) -> tuple[Quad, ...]:
        """The quads of the default graph."""
        return tuple(quad for quad in self.quads if isinstance(quad.graph_name, DefaultGraph))

    def query(self, question: str, **params: str) -> Answer:
        """Answer a named query ("who-is-charged"), a ``.rq`` file, or SPARQL text."""
        return answer(question, self._source, params)

    def why(
        self, subject: str, predicate: str | None = None, thing: str | None = None
    ) -> Explanation:
        """Return the sentences, speakers and rules behind what is said of SUBJECT."""
        return why(self._source, subject, predicate, thing)

    def serialize(self, format: str = "turtle", *, statements: str = "reification") -> str:
        """Return the graph as Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML; the same bytes every time.

        STATEMENTS is how claims hold their triples: "reification", "graphs" or "rdf12".
        """
        return self._written(format_for(format), statements).decode()

    def save(
        self, path: Path | str, format: str | None = None, *, statements: str = "reification"
    ) -> Path:
        """Write the graph to PATH, in the FORMAT that its suffix names unless one is given."""
        target = Path(path)
        written = self._written(format_for(format or target), statements)
        target.parent.mkdir(parents=True, exist_ok=True)
        write(target, [written])
        return target

    def push(
        self,
        endpoint: Endpoint | str,
        *,
        ledger: Path | str | None = None,
        graphs: Graphs | str = Graphs.DOCUMENT,
        shared: str | None = None,
    ) -> Plan:
        """Bring a SPARQL ENDPOINT to what this graph has, and return what was done.

        LEDGER, a file, keeps what was pushed; beside the store by default, and needed for a graph in memory.
        """
        if ledger is None and self.store is None:
            raise ConfigError("push: a graph in memory has no place for a ledger; give ledger=FILE")
        place = Path(ledger) if ledger is not None else ledger_beside(Path(self.store or ""))
        where = Endpoint(endpoint) if isinstance(endpoint, str) else endpoint
        source = open_store(self.store) if self.store is not None else memory(self._given)
        with exchange(source, where, place, graphs=graphs, shared=shared) as between:
            plan = push(between)
            carry_out(plan, between)
        return plan

    def _written(self, syntax: RdfFormat, statements: str) -> bytes:
        form = Statements.named(statements)
        return serialize(self.quads, syntax, provenance=self.provenance, statements=form)

    def to_rdflib(self) -> "rdflib.Dataset":
        """Return the graph as an rdflib dataset, named graphs and all."""
        import rdflib

        dataset = rdflib.Dataset()
        for quad in self.quads:
            graph = dataset.default_graph
            if isinstance(quad.graph_name, NamedNode):
                graph = dataset.graph(rdflib.URIRef(quad.graph_name.value))
            graph.add((_rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)))
        return dataset

    def to_networkx(
        self, *, claims: bool = False, ontology: Sequence[Path | str] = ()
    ) -> "networkx.MultiDiGraph":
        """Return things and events as nodes, facts and roles as edges, each with its evidence.

        With CLAIMS there are edges of the type "claim" for what is no fact. ONTOLOGY are the files of your own
        that the graph was built with.
        """
        from kg.rdf.networks import to_networkx
        from kg.rdf.propertygraph import property_graph

        known = load(*map(Path, ontology))
        return to_networkx(property_graph(self.quads, known, claims=claims))

    @cached_property
    def _source(self) -> Source:
        return open_store(self.store) if self.store is not None else memory(self._given)


def _rdflib(term: object) -> Any:
    """Return TERM as rdflib has it; our graphs have IRIs and literals only."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    raise TypeError(f"no term of a graph of ours: {term!r}")
