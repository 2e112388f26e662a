"""The result formats of SPARQL 1.1, written row by row, so that a large answer needs no memory."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.query.bind import Term

# What spreadsheets begin a formula with, in the wide forms of East Asian text too; they skip blanks before it.
_RUNS: Final = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n\0]")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

Columns = tuple[str, ...]
Rows = Iterable[tuple[Term | None, ...]]

_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
XML_START: Final = f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}">'


def plain(term: Term) -> str:
    """Return the text of TERM without quotes, angle brackets, language or datatype.

    >>> plain(Literal("Chevron Corp.", language="en"))
    'Chevron Corp.'
    """
    return str(term) if isinstance(term, BlankNode | Triple) else term.value


def csv_rows(columns: Columns, rows: Rows, *, safe: bool = False) -> Iterator[str]:
    r"""Yield SPARQL 1.1 CSV; with SAFE, no spreadsheet takes a cell for a formula.

    >>> "".join(csv_rows(("a",), [(Literal("x, y"),)]))
    'a\r\n"x, y"\r\n'
    """
    cell = inert if safe else str
    yield csv_line(columns)
    for row in rows:
        yield csv_line([cell(plain(term)) if term else "" for term in row])


def inert(cell: str) -> str:
    """Return a CELL that a spreadsheet shows and does not run: behind an apostrophe, where it could; numbers stay.

    >>> inert("=HYPERLINK(...)"), inert("@SUM(1)"), inert("-12.5"), inert("+1e3"), inert("-1+2")
    ("'=HYPERLINK(...)", "'@SUM(1)", '-12.5', '+1e3', "'-1+2")
    """
    return f"'{cell}" if _RUNS.match(cell) and not _NUMBER.fullmatch(cell) else cell


def csv_line(cells: Iterable[str]) -> str:
    """Return CELLS as a line of CSV."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(list(cells))
    return out.getvalue()


def json_rows(columns: Columns, rows: Rows) -> Iterator[str]:
    """Yield SPARQL 1.1 JSON results, one solution a line."""
    head = json.dumps({"vars": list(columns)}, ensure_ascii=False)
    yield f'{{"head": {head}, "results": {{"bindings": ['
    between = "\n"
    for row in rows:
        bound = zip(columns, row, strict=True)
        binding = {name: _json(term) for name, term in bound if term is not None}
        yield f"{between}{json.dumps(binding, ensure_ascii=False)}"
        between = ",\n"
    yield "\n]}}\n"


def xml_rows(columns: Columns, rows: Rows) -> Iterator[str]:
    """Yield SPARQL XML results."""
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in columns)
    yield f"{XML_START}<head>{head}</head>\n<results>\n"
    for row in rows:
        yield _xml_row(columns, row)
    yield "</results></sparql>\n"


ROWS: Final[Mapping[str, Callable[[Columns, Rows], Iterator[str]]]] = MappingProxyType(
    {"csv": csv_rows, "json": json_rows, "xml": xml_rows}
)


def _json(term: Term) -> dict[str, Any]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            return {"type": "triple", "value": {name: _json(part) for name, part in parts}}
        case Literal(language=str() as language):
            return {"type": "literal", "value": term.value, "xml:lang": language}
        case _ if term.datatype.value == _STRING:
            return {"type": "literal", "value": term.value}
        case _:
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _xml_row(columns: Columns, row: tuple[Term | None, ...]) -> str:
    cells = "".join(
        f"<binding name={quoteattr(name)}>{_xml(term)}</binding>"
        for name, term in zip(columns, row, strict=True)
        if term is not None
    )
    return f"<result>{cells}</result>\n"


def _xml(term: Term) -> str:
    match term:
        case NamedNode():
            return f"<uri>{escape(term.value)}</uri>"
        case BlankNode():
            return f"<bnode>{escape(term.value)}</bnode>"
        case Triple():
            parts = zip(("subject", "predicate", "object"), term, strict=True)
            inner = "".join(f"<{name}>{_xml(part)}</{name}>" for name, part in parts)
            return f"<triple>{inner}</triple>"
        case Literal(language=str() as language):
            return f"<literal xml:lang={quoteattr(language)}>{escape(term.value)}</literal>"
        case _ if term.datatype.value == _STRING:
            return f"<literal>{escape(term.value)}</literal>"
        case _:
            datatype = quoteattr(term.datatype.value)
            return f"<literal datatype={datatype}>{escape(term.value)}</literal>"
