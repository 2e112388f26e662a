"""Answers: rows, triples or yes and no, written alike wherever they come from."""

import io
import json
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.iri import ONTOLOGY
from kg.query.bind import PREFIXES, Term
from kg.query.formats import XML_START, csv_line, csv_rows, json_rows, plain, xml_rows

_LABEL: Final = "Label"
_NARROWEST: Final = 14  # characters that a column of a table needs to be read


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The columns and rows of a SELECT, the triples of a CONSTRUCT, or the boolean of an ASK."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    triples: tuple[Triple, ...] | None = None
    boolean: bool | None = None

    def __len__(self) -> int:
        return len(self.rows if self.triples is None else self.triples)

    def records(self) -> list[dict[str, str]]:
        """Return the rows as dictionaries of plain text; what is unbound is left out."""
        return [
            {
                name: plain(term)
                for name, term in zip(self.columns, row, strict=True)
                if term is not None
            }
            for row in self.rows
        ]

    def to_table(self, *, width: int = 120) -> str:
        """Return the answer for a reader: labels with their IRIs below; a row a block where it is wide."""
        if self.boolean is not None:
            return "yes\n" if self.boolean else "no\n"
        if self.triples is not None:
            return self.to_turtle()
        return _table(self, width)

    def to_csv(self) -> str:
        """Return the answer as SPARQL 1.1 CSV; triples as three columns."""
        if self.boolean is not None:
            return csv_line(["boolean"]) + csv_line([str(self.boolean).lower()])
        if self.triples is not None:
            return "".join(csv_rows(("subject", "predicate", "object"), map(tuple, self.triples)))
        return "".join(csv_rows(self.columns, self.rows))

    def to_json(self) -> str:
        """Return the answer as SPARQL 1.1 JSON results; triples as JSON-LD."""
        if self.triples is not None:
            return _rdf(self.triples, RdfFormat.JSON_LD)
        if self.boolean is not None:
            return json.dumps({"head": {}, "boolean": self.boolean}) + "\n"
        return "".join(json_rows(self.columns, self.rows))

    def to_xml(self) -> str:
        """Return the answer as SPARQL XML results; triples as RDF/XML."""
        if self.triples is not None:
            return _rdf(self.triples, RdfFormat.RDF_XML)
        if self.boolean is not None:
            found = str(self.boolean).lower()
            return f"{XML_START}<head></head>\n<boolean>{found}</boolean></sparql>\n"
        return "".join(xml_rows(self.columns, self.rows))

    def to_syntax(self, name: str) -> str:
        """Return the answer in the syntax called NAME: csv, json, xml, turtle or ntriples."""
        writers = {
            "csv": self.to_csv,
            "json": self.to_json,
            "xml": self.to_xml,
            "turtle": self.to_turtle,
            "ntriples": self.to_turtle,
        }
        return writers[name]()

    def to_turtle(self) -> str:
        """Return the triples of a CONSTRUCT or DESCRIBE as Turtle."""
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


def _table(answer: Answer, width: int) -> str:
    labels = {column + _LABEL for column in answer.columns} & set(answer.columns)
    columns = [column for column in answer.columns if column not in labels]
    records = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    cells = [[_cell(record, column) for column in columns] for record in records]
    if len(columns) * _NARROWEST > width:
        return "\n".join(_block(columns, row) for row in cells)
    return _grid(columns, cells, width)


def _grid(columns: list[str], cells: list[list[str]], width: int) -> str:
    # Imported here: a query whose answer goes to a machine need not wait for it.
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in cells:
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


def _cell(cells: dict[str, Term | None], column: str) -> str:
    term, label = cells[column], cells.get(column + _LABEL)
    shown = short(term) if term is not None else ""
    return f"{plain(label)}\n{shown}" if label is not None and term is not None else shown


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
