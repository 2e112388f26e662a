"""Answers: rows, triples or yes and no, written alike wherever they come from."""

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.iri import ONTOLOGY
from kg.query.bind import PREFIXES, Term
from kg.query.formats import XML_START, csv_line, csv_rows, json_rows, plain, xml_rows
from kg.query.values import Value, to_python
from kg.visible import visible

if TYPE_CHECKING:
    import pandas

_LABEL: Final = "Label"
_PARTS: Final = ("subject", "predicate", "object")
_NARROWEST: Final = 14  # characters that a column of a table needs to be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The columns and rows of a SELECT, the triples of a CONSTRUCT, or the boolean of an ASK.

    >>> graph.query("SELECT ?name { ?someone kg:chargedWith ?offence ; rdfs:label ?name }")
    <Answer: 1 row of name>
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] | None = None
    boolean: bool | None = None

    def __len__(self) -> int:
        return len(self.rows if self.triples is None else self.triples)

    def __repr__(self) -> str:
        if self.boolean is not None:
            return f"<Answer: {'yes' if self.boolean else 'no'}>"
        if self.triples is not None:
            return f"<Answer: {len(self.triples):,} triples>"
        rows = "1 row" if len(self) == 1 else f"{len(self):,} rows"
        return f"<Answer: {rows} of {', '.join(self.columns)}>"

    def __str__(self) -> str:
        return self.to_table()

    def _repr_html_(self) -> str:
        """Return the first rows as HTML, for a notebook."""
        from kg.query.display import answer_html

        return answer_html(self)

    def records(self) -> list[dict[str, Value]]:
        """Return the rows as dictionaries of Python values; what is unbound is None.

        Dates are ``datetime.date``, points of time ``datetime.datetime``, numbers ``int`` or ``float``, booleans
        ``bool``; all else is text. Triples are rows of subject, predicate and object.

        >>> asked = graph.query("SELECT ?day { GRAPH ?a { ?a schema:datePublished ?day } } ORDER BY ?day")
        >>> asked.records()
        [{'day': datetime.date(2026, 3, 12)}, {'day': datetime.date(2026, 3, 13)}]
        """
        columns, rows = self.values()
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def to_pandas(self) -> "pandas.DataFrame":
        """Return the rows as a pandas data frame with typed columns; needs ``news-kg[pandas]``.

        >>> graph.query("who-is-charged").to_pandas()["accusedLabel"].to_list()
        ['Ana Ruiz']
        """
        from kg.query.frames import frame

        return frame(*self.values())

    def values(self) -> tuple[tuple[str, ...], list[list[Value]]]:
        """Return the columns, and the rows as lists of Python values.

        >>> graph.query("ASK { ?someone kg:chargedWith ?offence }").values()
        (('boolean',), [[True]])
        """
        if self.boolean is not None:
            return ("boolean",), [[self.boolean]]
        if self.triples is not None:
            return _PARTS, [[to_python(part) for part in triple] for triple in self.triples]
        return self.columns, [[to_python(term) for term in row] for row in self.rows]

    def texts(self) -> list[dict[str, str]]:
        """Return the rows as dictionaries of plain text; what is unbound is left out.

        >>> graph.query("SELECT (2.5 AS ?number) (1/0 AS ?nothing) {}").texts()
        [{'number': '2.5'}]
        """
        return [
            {
                name: plain(term)
                for name, term in zip(self.columns, row, strict=True)
                if term is not None
            }
            for row in self.rows
        ]

    def to_table(self, *, width: int = 120) -> str:
        """Return the answer for a reader: labels with their IRIs below; a row a block where it is wide.

        >>> print(graph.query("who-is-charged").to_table().splitlines()[2].split()[:2])
        ['Ana', 'Ruiz']
        """
        if self.boolean is not None:
            return "yes\n" if self.boolean else "no\n"
        if self.triples is not None:
            return visible(self.to_turtle())
        return _table(self, width)

    def to_csv(self, *, safe: bool = False) -> str:
        """Return the answer as SPARQL 1.1 CSV; triples as three columns.

        With SAFE, no spreadsheet takes a cell for a formula, see ``kg.query.formats.inert``.

        >>> graph.query("SELECT ?name { ?someone kg:chargedWith ?offence ; rdfs:label ?name }").to_csv().split()
        ['name', 'Ana', 'Ruiz']
        """
        if self.boolean is not None:
            return csv_line(["boolean"]) + csv_line([str(self.boolean).lower()])
        if self.triples is not None:
            return "".join(csv_rows(_PARTS, map(tuple, self.triples), safe=safe))
        return "".join(csv_rows(self.columns, self.rows, safe=safe))

    def to_json(self) -> str:
        """Return the answer as SPARQL 1.1 JSON results; triples as JSON-LD.

        >>> print(graph.query("ASK { ?someone kg:chargedWith ?offence }").to_json().strip())
        {"head": {}, "boolean": true}
        """
        if self.triples is not None:
            return _rdf(self.triples, RdfFormat.JSON_LD)
        if self.boolean is not None:
            return json.dumps({"head": {}, "boolean": self.boolean}) + "\n"
        return "".join(json_rows(self.columns, self.rows))

    def to_xml(self) -> str:
        """Return the answer as SPARQL XML results; triples as RDF/XML.

        >>> "<boolean>true</boolean>" in graph.query("ASK { ?someone kg:chargedWith ?offence }").to_xml()
        True
        """
        if self.triples is not None:
            return _rdf(self.triples, RdfFormat.RDF_XML)
        if self.boolean is not None:
            found = str(self.boolean).lower()
            return f"{XML_START}<head></head>\n<boolean>{found}</boolean></sparql>\n"
        return "".join(xml_rows(self.columns, self.rows))

    def to_syntax(self, name: str) -> str:
        """Return the answer in the syntax called NAME: csv, json, xml, turtle or ntriples.

        >>> found = graph.query("who-is-charged")
        >>> found.to_syntax("csv") == found.to_csv()
        True
        """
        writers = {
            "csv": self.to_csv,
            "json": self.to_json,
            "xml": self.to_xml,
            "turtle": self.to_turtle,
            "ntriples": self.to_turtle,
        }
        return writers[name]()

    def to_turtle(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as Turtle.

        >>> "kg:chargedWith" in graph.query("CONSTRUCT WHERE { ?s kg:chargedWith ?o }").to_turtle()
        True
        """
        if self.triples is None:
            raise QueryError(
                "turtle: only CONSTRUCT and DESCRIBE answer with triples; take csv, json or xml"
            )
        return _rdf(self.triples, RdfFormat.TURTLE)


def short(term: Term) -> str:
    """Return TERM for a reader: a name of the ontology bare, other known IRIs with a prefix.

    >>> short(NamedNode("https://w3id.org/news-kg/entity/Chevron.company"))
    'ent:Chevron.company'
    """
    return short_iri(term.value) if isinstance(term, NamedNode) else plain(term)


def short_iri(iri: str) -> str:
    """Return IRI as a reader wants it.

    >>> short_iri("https://w3id.org/news-kg/ontology#chargedWith")
    'chargedWith'
    >>> short_iri("https://example.org/news/1")
    'https://example.org/news/1'
    """
    if iri.startswith(ONTOLOGY):
        return iri.removeprefix(ONTOLOGY)
    homes = [(len(home), prefix, home) for prefix, home in PREFIXES.items() if iri.startswith(home)]
    if not homes:
        return iri
    _, prefix, home = max(homes)
    return f"{prefix}:{iri.removeprefix(home)}"


def cells(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """Return the columns and rows of an answer as text for a reader, each IRI on the line below its label."""
    labels = {column + _LABEL for column in answer.columns} & set(answer.columns)
    columns = [column for column in answer.columns if column not in labels]
    bound = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return columns, [[_cell(row, column) for column in columns] for row in bound]


def _table(answer: Answer, width: int) -> str:
    columns, rows = cells(answer)
    if len(columns) * _NARROWEST > width:
        return "\n".join(_block(columns, row) for row in rows)
    return _grid(columns, rows, width)


def _grid(columns: list[str], rows: list[list[str]], width: int) -> str:
    # Imported here: a query whose answer goes to a machine need not wait for it.
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out = io.StringIO()
    Console(file=out, width=width, color_system=None, emoji=False).print(table)
    lines = [line.rstrip() for line in out.getvalue().splitlines()]
    return "\n".join(lines).strip("\n") + "\n"


def _block(columns: list[str], row: list[str]) -> str:
    """Return one row of a table that is too wide for a page, with a line a column."""
    longest = max(map(len, columns))
    filled = [(column, cell) for column, cell in zip(columns, row, strict=True) if cell]
    return "".join(
        f"{column:<{longest}}  {' · '.join(cell.split(chr(10)))}\n" for column, cell in filled
    )


def _cell(bound: dict[str, Term | None], column: str) -> str:
    term, label = bound[column], bound.get(column + _LABEL)
    shown = short(term) if term is not None else ""
    told = f"{plain(label)}\n{shown}" if label is not None and term is not None else shown
    return visible(told)


def _rdf(triples: tuple[Triple, ...], syntax: RdfFormat) -> str:
    written = serialize(
        triples, format=syntax, prefixes=_used(triples) if syntax == RdfFormat.TURTLE else None
    )
    return (written or b"").decode("utf-8")


def _used(triples: tuple[Triple, ...]) -> dict[str, str]:
    """Return the prefixes that TRIPLES use; a serialiser declares all that it is given."""
    iris = {part.value for triple in triples for part in triple if isinstance(part, NamedNode)}
    return {
        prefix: home
        for prefix, home in PREFIXES.items()
        if any(iri.startswith(home) for iri in iris)
    }
