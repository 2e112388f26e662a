"""A finished graph, in memory or in a store, for Python users: ask it, write it, hand it on."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store

from kg.endpoint import Endpoint
from kg.errors import ConfigError
from kg.files import write
from kg.ontology import load
from kg.ontology.vocabulary import without_ontology
from kg.pipeline.display import graph_html
from kg.pipeline.report import Failure, Report
from kg.plurals import counted
from kg.query import Answer, Explanation, answer, claims_frame, memory, open_store, why
from kg.rdf import Provenance, Statements, format_for, serialize
from kg.store import Embedded, Graphs, Plan, carry_out, exchange, ledger_beside, push

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from kg.explore import Explorer
    from kg.explore.drawing import Drawing

_PICTURED: Final = 20  # claims in the picture of a whole graph
_ARTICLES: Final = "SELECT DISTINCT ?article { GRAPH ?article { ?article a schema:NewsArticle } }"


class Graph:
    """The facts of a build in the default graph, and one named graph a document for who said so and where.

    >>> graph
    <Graph: 2 documents, ... facts, ... triples>
    """

    def __init__(
        self,
        report: Report | None,
        provenance: Provenance,
        *,
        quads: Iterable[Quad] = (),
        store: Path | None = None,
    ) -> None:
        self._report = report
        self.provenance = provenance
        self.store = (
            store  # where the graph lies on disk; read when it is asked for, never as a whole
        )
        self._given = frozenset(quads)

    def __repr__(self) -> str:
        place = f" in {str(self.store)!r}" if self.store is not None else ""
        if self._report is None:
            return f"<Graph{place}: {counted(len(self.documents), 'document')}>"
        report = self._report
        counts = (
            f"{counted(report.documents, 'document')}, {counted(report.facts, 'fact')}, "
            f"{counted(len(self), 'triple')}"
        )
        return f"<Graph{place}: {counts}{_failed(report.failures)}>"

    def _repr_html_(self) -> str:
        """Return what is in the graph and its first facts as HTML, for a notebook."""
        title = repr(self).strip("<>")
        picture = self.about(limit=_PICTURED)
        return graph_html(self._source, self._report, title, picture, in_memory=self.store is None)

    @property
    def report(self) -> Report:
        """What the build found and did not find; it is not kept in a store or a file that is opened later.

        >>> graph.report.documents, graph.report.failures
        (2, ())
        """
        if self._report is None:
            raise ConfigError(
                "report: what a build did is not kept in a graph; take it from kg.build(…).report"
            )
        return self._report

    @cached_property
    def quads(self) -> tuple[Quad, ...]:
        """All quads, sorted; of a graph on disk they are read into memory here.

        >>> len(graph.quads) == len(graph)
        True
        """
        if self.store is None:
            return tuple(sorted(self._given, key=str))
        with Embedded.read_only(self.store) as embedded:
            return tuple(sorted(embedded.quads(), key=str))

    def __len__(self) -> int:
        return self._length

    @cached_property
    def _length(self) -> int:
        if self._report is not None:
            return self._report.triples + self._report.ontology + self._report.enrichment
        if self.store is None:
            return len(self._given)
        with Embedded.read_only(self.store) as embedded:
            return len(embedded)

    @property
    def documents(self) -> tuple[str, ...]:
        """The IRIs of all articles, sorted.

        >>> graph.documents
        ('https://news.example/oil', 'https://news.example/ruiz')
        """
        found = answer(_ARTICLES, self._source).texts()
        return tuple(sorted({row["article"] for row in found}))

    @property
    def facts(self) -> tuple[Quad, ...]:
        """The quads of the default graph, without the hierarchy of the ontology.

        >>> any(quad.predicate.value.endswith("#chargedWith") for quad in graph.facts)
        True
        """
        return tuple(
            quad
            for quad in without_ontology(self.quads)
            if isinstance(quad.graph_name, DefaultGraph)
        )

    def query(self, question: str, **params: str) -> Answer:
        """Answer a named query ("who-is-charged"), a ``.rq`` file, or SPARQL text.

        >>> [row["offenceLabel"] for row in graph.query("who-is-charged", accused="Ana Ruiz").records()]
        ['bribery']
        """
        return answer(question, self._source, params)

    def why(
        self, subject: str, predicate: str | None = None, thing: str | None = None
    ) -> Explanation:
        """Return the sentences, speakers and rules behind what is said of SUBJECT.

        >>> graph.why("Ana Ruiz", "chargedWith").quotes[0].sentence
        'Former minister Ana Ruiz was charged with bribery in Quito on Wednesday.'
        """
        return why(self._source, subject, predicate, thing)

    def about(
        self,
        *things: str,
        article: str | None = None,
        limit: int | None = None,
        events: str = "nodes",
    ) -> "Drawing":
        """Return a picture of what is said about THINGS, by label, other name or IRI; a notebook shows it.

        Without THINGS it is of what an ARTICLE tells, else of what is connected most. LIMIT is how many claims are
        drawn of each thing, 60 by default. EVENTS are "nodes", or "edges" between those who take part.

        >>> graph.about("Ana Ruiz")
        <Drawing of Ana Ruiz: 5 nodes, 4 edges>
        """
        from kg.explore.drawing import draw

        return draw(self._explorer, things, article=article, limit=limit, events=events)

    def draw(
        self,
        path: Path | str,
        about: Sequence[str] | str = (),
        *,
        article: str | None = None,
        limit: int | None = None,
        events: str = "nodes",
    ) -> Path:
        """Write a picture to PATH as SVG: of what is said ABOUT one thing or several, or as ``about`` has it.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     graph.draw(f"{folder}/ruiz.svg", about="Ana Ruiz").name
        'ruiz.svg'
        """
        things = (about,) if isinstance(about, str) else about
        return self.about(*things, article=article, limit=limit, events=events).save(path)

    def displacy(self, article: str, *, style: str = "ent") -> dict[str, Any]:
        """Return an article as ``spacy.displacy.render(…, manual=True)`` takes it.

        STYLE is "ent" for the things that are named, or "span" for the sentences with claims beside them.

        >>> [ent["label"] for ent in graph.displacy("https://news.example/ruiz")["ents"]][:3]
        ['Position', 'Person', 'Offence']
        """
        from kg.explore.spans import displacy

        return displacy(self._explorer, article, style=style)

    def serialize(self, format: str = "turtle", *, statements: str = "reification") -> str:
        """Return the graph as Turtle, TriG, N-Triples, N-Quads, JSON-LD or RDF/XML; the same bytes every time.

        STATEMENTS is how claims hold their triples: "reification", "graphs" or "rdf12".

        >>> "kg:chargedWith ent:bribery.offence" in graph.serialize("turtle")
        True
        """
        return self._written(format_for(format), statements).decode()

    def save(
        self, path: Path | str, format: str | None = None, *, statements: str = "reification"
    ) -> Path:
        """Write the graph to PATH, in the FORMAT that its suffix names unless one is given.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     graph.save(f"{folder}/graph.ttl").name
        'graph.ttl'
        """
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

        >>> graph.push("http://localhost:7878")
        Traceback (most recent call last):
        ...
        kg.errors.ConfigError: push: a graph in memory has no place for a ledger; give ledger=FILE
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
        return serialize(self.quads, syntax, statements=form)

    def to_rdflib(self) -> "rdflib.Dataset":
        """Return the graph as an rdflib dataset, named graphs and all.

        >>> sum(1 for _ in graph.to_rdflib().quads()) == len(graph)
        True
        """
        import rdflib

        dataset = rdflib.Dataset()
        for quad in self.quads:
            graph = dataset.default_graph
            if isinstance(quad.graph_name, NamedNode):
                graph = dataset.graph(rdflib.URIRef(quad.graph_name.value))
            graph.add((_rdflib(quad.subject), _rdflib(quad.predicate), _rdflib(quad.object)))
        return dataset

    def to_pandas(self, *, claims: bool = False) -> "pandas.DataFrame":
        """Return the facts as a pandas data frame, a row for each sentence that states one; needs ``news-kg[pandas]``.

        With CLAIMS there are rows for what is no fact too, and a column that says which are. An event has a row for
        each of its roles.

        >>> facts = graph.to_pandas()
        >>> facts.loc[facts.predicate == "chargedWith", ["subject", "object", "status"]].values.tolist()
        [['Ana Ruiz', 'bribery', 'Asserted']]
        """
        return claims_frame(self._source, claims=claims)

    def to_networkx(
        self, *, claims: bool = False, ontology: Sequence[Path | str] = ()
    ) -> "networkx.MultiDiGraph":
        """Return things and events as nodes, facts and roles as edges, each with its evidence.

        With CLAIMS there are edges of the type "claim" for what is no fact. ONTOLOGY are the files of your own
        that the graph was built with.

        >>> network = graph.to_networkx()
        >>> sorted(data["name"] for _, data in network.nodes(data=True) if data["type"] == "Offence")
        ['bribery']
        """
        from kg.rdf.networks import to_networkx
        from kg.rdf.propertygraph import property_graph

        known = load(*map(Path, ontology))
        return to_networkx(property_graph(self.quads, known, claims=claims))

    @cached_property
    def _explorer(self) -> "Explorer":
        from kg.explore import Explorer

        return Explorer(self._source)

    @cached_property
    def _source(self) -> Store:
        return open_store(self.store) if self.store is not None else memory(self._given)


def _failed(failures: Sequence[Failure]) -> str:
    """Return how many documents FAILED, with what is wrong with the first; nothing where none did.

    >>> _failed([Failure("a.txt", "a.txt: has no text")]), _failed([])
    ('; 1 failure: a.txt: has no text', '')
    """
    if not failures:
        return ""
    number = "1 failure" if len(failures) == 1 else f"{len(failures):,} failures, the first"
    return f"; {number}: {failures[0].message}"


def _rdflib(term: object) -> Any:
    """Return TERM as rdflib has it; it knows no triples as terms, which RDF 1.2 has."""
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Literal):
        datatype = None if term.language else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype)
    raise ConfigError(f"rdflib: it has no triple terms: {term}; convert with --statements rdf11")
