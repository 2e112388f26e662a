"""Tables as CSV: one article a row, below a row that names the columns.

The separator is the one that makes most of the first line's cells known names; the columns are called as the fields
of JSON are. A row is held at a time, so a table may be as large as it likes.
"""

import csv
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO, Final, TextIO

from kg.boundary import Within, here
from kg.errors import SourceError
from kg.plurals import counted
from kg.sources import fields, jsonl, streams
from kg.sources.fields import Fields
from kg.sources.record import Record, SourceFailure, limited

_SEPARATORS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_MAX: Final = 32 * 1024 * 1024  # characters of a cell
_LOOKED_AT: Final = 20  # rows, for the column that may hold the text
_SHOWN: Final = 12  # names of columns

Row = tuple[str, list[str] | SourceFailure]  # where it begins, and its cells


def read(
    stream: IO[bytes],
    source: str,
    key: str | None,
    names: Fields,
    encoding: str | None = None,
    within: Within = here,
) -> Iterator[Record | SourceFailure]:
    """Yield the article of each row, which is read WITHIN the limits of one document, or why it can't be read."""
    with streams.opened(stream, source, encoding) as text:
        yield from _read(_Lines(text, source), key, names, within)


def _read(
    lines: "_Lines", key: str | None, names: Fields, within: Within
) -> Iterator[Record | SourceFailure]:
    separator = _separator(lines.peek(), names)
    if (declared := lines.peek().strip().lower())[:4] == "sep=" and len(declared) == 5:
        separator = next(lines).strip()[4]  # what Excel writes above a table
    rows = _rows(lines, separator)
    header = [cell.strip() for cell in _header(next(rows, None), names, lines.source)]
    first = list(islice(rows, _LOOKED_AT))
    known = [cells for _, cells in first if isinstance(cells, list)]
    _check(header, known, names, lines.source)
    table = _Table(header, separator, key, names)
    for where, cells in chain(first, rows):
        if isinstance(cells, SourceFailure):
            yield cells
        else:
            size = sum(map(len, cells))
            yield limited(within, where, size, _article, where, cells, table)


def is_header(line: str) -> bool:
    """Tell whether a LINE names the columns of a table of articles.

    >>> is_header("id;Headline;Body;PubDate"), is_header("The story, the date and the author")
    (True, False)
    """
    cells = _cells(line, _separator(line, fields.FIELDS))
    others = _others(fields.FIELDS)
    has_text = any(fields.is_called(cell, fields.FIELDS["text"]) for cell in cells)
    return has_text and any(fields.is_called(cell, others) for cell in cells)


@dataclass(frozen=True, slots=True)
class _Table:
    """What all rows of a table share."""

    header: list[str]
    separator: str
    key: str | None
    names: Fields


class _Lines:
    """The lines of a table: how many were read, and whether there are no more."""

    def __init__(self, text: TextIO, source: str) -> None:
        self.source = source
        self.number = 0
        self.has_ended = False
        self._text = text
        self._next: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.peek()
        self._next = None
        self.number += 1
        if not line:
            self.has_ended = True
            raise StopIteration
        return line

    def peek(self) -> str:
        """Return the next line, which stays; an empty text behind the last one."""
        if self._next is None:
            try:
                self._next = self._text.readline(_MAX)
            except UnicodeDecodeError as error:
                wrong = f"is not {error.encoding} throughout; give another --encoding"
                raise SourceError(f"{self.source}: {wrong}") from error
            if len(self._next) >= _MAX:
                where = f"{self.source}:{self.number + 1}"
                raise SourceError(f"{where}: longer than {_MAX // 2**20} MiB; split it")
        return self._next


def _rows(lines: _Lines, separator: str) -> Iterator[Row]:
    """Yield the rows that are not empty, each with the line where it begins."""
    reader = csv.reader(lines, delimiter=separator, skipinitialspace=True)
    while True:
        where = f"{lines.source}:{lines.number + 1}"
        try:
            cells = _next(reader)
        except csv.Error as error:
            yield where, SourceFailure(where, f"{where}: no row of a table: {error}; mend it")
            continue
        if cells is None:
            return
        if lines.has_ended:  # the reader looked for more of this row
            lost = (
                "a quotation mark is opened in this row and not closed, up to the end of the file"
            )
            yield where, SourceFailure(where, f"{where}: {lost}; close it, or double it")
        elif any(cell.strip() for cell in cells):
            yield where, cells


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """Return the next row; how long a cell may be is a setting of the process, put back at once."""
    before = csv.field_size_limit(_MAX)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def _separator(line: str, names: Fields) -> str:
    """Return what stands between the cells of a first LINE.

    >>> _separator("title;text, as sent;date", fields.FIELDS)
    ';'
    """
    known = list(chain.from_iterable(names.values()))

    def fit(separator: str) -> tuple[int, int]:
        cells = _cells(line, separator)
        return sum(fields.is_called(cell, known) for cell in cells), len(cells)

    return max(_SEPARATORS, key=fit)


def _cells(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    except csv.Error:
        return []


def _header(first: Row | None, names: Fields, source: str) -> list[str]:
    """Return the names of the columns, or raise SourceError where the first row has none."""
    cells = first[1] if first else []
    known = (*chain.from_iterable(names.values()), *fields.TEASERS)
    if isinstance(cells, list) and any(fields.is_called(cell, known) for cell in cells):
        return cells
    if isinstance(cells, SourceFailure) or len(cells) < 2 or max(map(len, cells)) >= fields.LONG:
        hint = "its first line must name the columns, as in title,text,date"
        raise SourceError(f"{source}: is no table of articles; {hint}")
    return cells


def _check(header: list[str], rows: list[list[str]], names: Fields, source: str) -> None:
    """Raise SourceError where no column holds a text; say which one may."""
    wanted = names["text"]
    is_given = len(wanted) == 1
    if any(
        fields.is_called(cell, wanted if is_given else (*wanted, *fields.TEASERS))
        for cell in header
    ):
        return
    what = f"has no column {wanted[0]!r}" if is_given else "has no column with the text"
    others = _others(names)
    cells = [
        (len(cell), name)
        for row in rows
        for name, cell in zip(header, row, strict=False)
        if not fields.is_called(name, others) and "://" not in cell[:12]
    ]
    length, column = max(cells, key=lambda each: each[0], default=(0, ""))
    if column and length >= fields.LONG:
        option = shlex.quote(f"text={column}")
        raise SourceError(
            f'{source}: {what}; its longest texts are in "{column}": give --field {option}'
        )
    have = ", ".join(list(filter(None, header))[:_SHOWN])
    raise SourceError(f"{source}: {what}; have: {have}; name it with --field text=NAME")


def _others(names: Fields) -> list[str]:
    """Return what the fields other than the text may be called."""
    return [name for field, known in names.items() if field != "text" for name in known]


def _article(where: str, cells: list[str], table: "_Table") -> Record | SourceFailure:
    header, wide = table.header, len(table.header)
    if len(cells) < wide or any(cell.strip() for cell in cells[wide:]):
        counts = f"the first line names {counted(wide, 'column')}, and this row has {len(cells):,}"
        between = _SEPARATORS.get(table.separator, table.separator)
        hint = f"put cells with a {between} in them in quotation marks"
        return SourceFailure(where, f"{where}: {counts}; mend the row: {hint}")
    found: dict[str, str] = {}
    for name, cell in zip(header, cells, strict=False):
        if name and not found.get(name, "").strip():
            found[name] = cell
    return jsonl.guarded(found, where, table.key, table.names)
