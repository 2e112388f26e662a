"""Parquet and Arrow files, tables by columns: one article a row, fields called as in JSON. PyArrow is an extra."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from kg.boundary import Within, attempt, here
from kg.errors import library
from kg.sources import jsonl
from kg.sources.fields import Fields
from kg.sources.record import Record, SourceFailure, limited

_ROWS: Final = 256  # that are held at once
_PARQUET: Final = b"PAR1"
_ARROW: Final = b"ARROW1"


def read(
    path: Path, source: str, key: str | None, names: Fields, within: Within = here
) -> Iterator[Record | SourceFailure]:
    """Yield the article of each row of the file at PATH, WITHIN the limits of a document, or why it can't be read."""
    arrow = library("pyarrow.lib", "archives")
    number = 0
    try:
        for batch in _batches(path, arrow):
            for start in range(batch.num_rows):
                number += 1
                where = f"{source}:{number}"
                found = _row(batch.slice(start, 1), where)
                if isinstance(found, SourceFailure):
                    yield found
                    continue
                size = sum(len(each) for each in found.values() if isinstance(each, str))
                yield limited(within, where, size, jsonl.guarded, found, where, key, names)
    except (arrow.ArrowException, OSError) as error:
        why = " ".join(str(error).split())
        yield SourceFailure(source, f"{source}: cannot be read: {why}")


def _row(batch: Any, where: str) -> dict[str, Any] | SourceFailure:
    """Return the only row of a BATCH; a moment out of the calendar, or bytes that are no text, cost this row alone."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        why = " ".join(str(error).split()) or type(error).__name__
        failures.append(SourceFailure(where, f"{where}: has a value that cannot be read: {why}"))

    found = attempt(lambda: _plain(batch.to_pylist()[0]), failed, where, "read")
    return failures[0] if found is None else found


def _batches(path: Path, arrow: Any) -> Iterator[Any]:
    """Yield the rows of a Parquet file, of an Arrow file, or of an Arrow stream, some at a time."""
    with path.open("rb") as stream:
        begin = stream.read(len(_ARROW))
    if begin.startswith(_PARQUET):
        from pyarrow import parquet

        with parquet.ParquetFile(path) as table:
            yield from table.iter_batches(batch_size=_ROWS)
        return
    from pyarrow import ipc

    with arrow.memory_map(str(path)) as mapped:
        if begin == _ARROW:
            table = ipc.open_file(mapped)
            batches = (table.get_batch(each) for each in range(table.num_record_batches))
        else:
            batches = iter(ipc.open_stream(mapped))
        for batch in batches:
            for start in range(0, batch.num_rows, _ROWS):
                yield batch.slice(start, _ROWS)


def _plain(value: Any) -> Any:
    """Return VALUE as JSON has it: days and moments as text, bytes as nothing."""
    match value:
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case datetime.date() | datetime.time():
            return value.isoformat()
        case bytes():
            return None
        case _:
            return value
