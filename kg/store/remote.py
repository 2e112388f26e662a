"""The graphs of an endpoint: counted, read, replaced, added to, removed, by whatever it offers.

The Graph Store Protocol serves where it is offered, SPARQL Update else. A body that the server
finds too large is cut in two.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kg.endpoint import TRIPLES, Connection, RefusedError
from kg.errors import EndpointError
from kg.iri import ONTOLOGY, ONTOLOGY_GRAPH
from kg.store.local import lines

_ARTICLE: Final = NamedNode("https://schema.org/NewsArticle")
_CLAIM: Final = NamedNode(f"{ONTOLOGY}Claim")
_NAMES: Final = 50  # graphs in one question
AT_ONCE: Final = 4  # requests that wait for an answer at the same time
_AHEAD: Final = 32  # graphs that are read before they are wanted
_PAGE: Final = 5_000  # rows in one answer: some servers cut longer ones without a word
_TOO_MUCH: Final = "memory exhausted"  # what Virtuoso says of an update that is too long


class Remote:
    """The graphs behind CONNECTION; None names the default graph."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._services = connection.services
        self._profile = connection.profile

    @property
    def takes_quads(self) -> bool:
        """Whether many graphs can be written in one request."""
        return self._services.quads is not None

    @property
    def statements(self) -> int:
        """How many triples one request may hold, of those that change a graph."""
        return self._profile.statements

    def counts(self, names: Sequence[str]) -> dict[str, int]:
        """Return how many triples the graphs called NAMES have; those that are not there are missing."""
        found: dict[str, int] = {}
        for start in range(0, len(names), _NAMES):
            # A branch a graph: Virtuoso takes seconds over the same question with VALUES or IN.
            branches = " UNION ".join(
                f"{{ SELECT ({graph} AS ?g) (COUNT(*) AS ?n) {{ GRAPH {graph} {{ ?s ?p ?o }} }} }}"
                for graph in (NamedNode(name) for name in names[start : start + _NAMES])
            )
            rows = self._rows(f"SELECT ?g ?n {{ {branches} }}")
            found |= {name: int(number) for name, number in rows if int(number)}
        return found

    def count(self, graph: str | None) -> int:
        """Return how many triples GRAPH has."""
        ((number,),) = self._rows(f"SELECT (COUNT(*) AS ?n) {{ {_pattern(graph)} }}")
        return int(number)

    def graphs(self) -> list[str]:
        """Return the names of our graphs, sorted: those of articles, of claims that are graphs, and of the ontology."""
        articles = f"GRAPH ?g {{ ?g a {_ARTICLE} }}"
        claims = f"GRAPH ?article {{ ?g a {_CLAIM} }} GRAPH ?g {{ ?s ?p ?o }}"
        ontology = f"VALUES ?g {{ <{ONTOLOGY_GRAPH}> }} GRAPH ?g {{ ?s ?p ?o }}"
        return sorted({name for each in (articles, claims, ontology) for name in self._names(each)})

    def _names(self, pattern: str) -> list[str]:
        """Return all that ?g is in PATTERN, asked for page by page."""
        found: list[str] = []
        while True:
            page = self._rows(
                f"SELECT DISTINCT ?g {{ {pattern} }} ORDER BY ?g LIMIT {_PAGE} OFFSET {len(found)}"
            )
            found += [name for (name,) in page]
            if len(page) < _PAGE:
                return found

    def lines(self, graph: str | None, expected: int | None = None) -> list[str]:
        """Return the triples of GRAPH, sorted, literals in canonical form.

        An answer that is cut is an error; EXPECTED is how many there must be, counted here if not given.
        """
        # A store gives literals back in canonical form, whatever form the endpoint gave them.
        store = Store()
        store.bulk_extend(parse(self._read(graph), RdfFormat.N_TRIPLES))
        if expected is None:
            expected = self.count(graph)
        if len(store) != expected:
            raise EndpointError(
                f"{self._connection.endpoint.url}: it gave {len(store):,} of the {expected:,} triples "
                f"of {graph or 'the default graph'}; allow longer answers there"
            )
        return sorted(lines(store, DefaultGraph()))

    def _read(self, graph: str | None) -> bytes:
        if self._services.graph_store is not None:
            return b"".join(self._connection.get_graph(graph))
        return self._connection.ask(
            f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {_pattern(graph)} }}", TRIPLES
        )

    def lines_of(
        self, names: Sequence[str], counts: Mapping[str, int]
    ) -> Iterator[tuple[str, list[str]]]:
        """Yield the triples of the graphs called NAMES, in their order; COUNTS says how many each must have."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            for start in range(0, len(names), _AHEAD):
                chunk = names[start : start + _AHEAD]
                yield from zip(
                    chunk,
                    threads.map(lambda name: self.lines(name, counts.get(name, 0)), chunk),
                    strict=True,
                )

    def replace(self, graph: str, lines: Sequence[str]) -> None:
        """Make LINES all that GRAPH has."""
        small = len(lines) <= self.statements
        try:
            if self._services.graph_store is not None and _size(lines) <= self._profile.body:
                return self._connection.put_graph(graph, _document(lines))
            if self._services.graph_store is None and small:
                return self._connection.update(
                    f"DROP SILENT GRAPH {NamedNode(graph)} ; {_data('INSERT', graph, lines)}"
                )
        except RefusedError as refused:
            if not _is_too_much(refused):
                raise
        self.drop(graph)
        return self.insert(graph, lines)

    def add(self, graphs: Mapping[str, Sequence[str]]) -> None:
        """Add GRAPHS, which the endpoint does not have, in one request."""
        quads = (f"{each[:-1]}{NamedNode(name)} ." for name, own in graphs.items() for each in own)
        self._connection.post_quads(_document(quads))

    def insert(self, graph: str | None, lines: Sequence[str]) -> None:
        """Add LINES to GRAPH."""
        if self._services.graph_store is None:
            self._update("INSERT", graph, lines)
            return
        for part in _parts(lines, self._profile.body):
            _send(part, lambda each: self._connection.post_graph(graph, _document(each)))

    def delete(self, graph: str | None, lines: Sequence[str]) -> None:
        """Remove LINES from GRAPH."""
        self._update("DELETE", graph, lines)

    def drop(self, graph: str) -> None:
        """Remove GRAPH, which need not be there."""
        if self._services.graph_store is not None:
            self._connection.delete_graph(graph)
        else:
            self._connection.update(f"DROP SILENT GRAPH {NamedNode(graph)}")

    def drop_all(self, graphs: Iterable[str]) -> None:
        """Remove GRAPHS, several at a time."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            list(threads.map(self.drop, graphs))

    def _update(self, verb: str, graph: str | None, lines: Sequence[str]) -> None:
        for start in range(0, len(lines), self.statements):
            _send(
                lines[start : start + self.statements],
                lambda each: self._connection.update(_data(verb, graph, each)),
            )

    def _rows(self, text: str) -> list[tuple[str, ...]]:
        found = parse_query_results(self._connection.ask(text), QueryResultsFormat.JSON)
        if not isinstance(found, QuerySolutions):
            raise EndpointError(
                f"{self._connection.endpoint.url}: it answers to a SELECT with a boolean; "
                "is this a SPARQL endpoint?"
            )
        return [
            tuple(term.value for term in solution if isinstance(term, NamedNode | Literal))
            for solution in found
        ]


def _pattern(graph: str | None) -> str:
    """Return the pattern of all triples of GRAPH.

    >>> _pattern("urn:g"), _pattern(None)
    ('GRAPH <urn:g> { ?s ?p ?o }', '?s ?p ?o')
    """
    return "?s ?p ?o" if graph is None else f"GRAPH {NamedNode(graph)} {{ ?s ?p ?o }}"


def _send(lines: Sequence[str], send: Callable[[Sequence[str]], None]) -> None:
    """Send LINES, in two halves where the server finds them too many."""
    try:
        send(lines)
    except RefusedError as refused:
        if not _is_too_much(refused) or len(lines) < 2:
            raise
        middle = len(lines) // 2
        _send(lines[:middle], send)
        _send(lines[middle:], send)


def _is_too_much(refused: RefusedError) -> bool:
    return refused.status == 413 or _TOO_MUCH in str(refused)


def _data(verb: str, graph: str | None, lines: Iterable[str]) -> str:
    r"""Return an update that inserts or deletes LINES.

    >>> _data("DELETE", "urn:g", ["<urn:a> <urn:b> <urn:c> ."])
    'DELETE DATA { GRAPH <urn:g> {\n<urn:a> <urn:b> <urn:c> .\n} }'
    """
    triples = f"{{\n{_document(lines).decode()}}}"
    return f"{verb} DATA " + (
        triples if graph is None else f"{{ GRAPH {NamedNode(graph)} {triples} }}"
    )


def _document(lines: Iterable[str]) -> bytes:
    """Return LINES as N-Triples or N-Quads."""
    return "".join(f"{each}\n" for each in lines).encode("utf-8")


def _size(lines: Iterable[str]) -> int:
    return sum(len(each.encode("utf-8")) + 1 for each in lines)


def _parts(lines: Sequence[str], most: int) -> Iterator[Sequence[str]]:
    """Yield LINES in parts of at most MOST bytes, and at least one line.

    >>> [list(part) for part in _parts(["aaaa", "bb", "c"], 8)]
    [['aaaa', 'bb'], ['c']]
    """
    start = total = 0
    for place, each in enumerate(lines):
        size = len(each.encode("utf-8")) + 1
        if total and total + size > most:
            yield lines[start:place]
            start, total = place, 0
        total += size
    if total:
        yield lines[start:]
