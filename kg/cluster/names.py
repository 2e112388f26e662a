"""Which of several texts of one name stands, decided on a cluster as ``kg.sources`` decides it on one machine.

Names and hashes are brought together, never texts: first all records that begin with one name, to see which copy tells
most of itself, then all articles that ended with one. The order of the sources decides, wherever they were read.
"""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from kg.cluster.rows import (
    COPY,
    DOCUMENT,
    FAILURE,
    READ,
    REPLACED,
    SEEN,
    VERDICTS,
    Batches,
    Row,
    batched,
    ddl,
    rows_of,
)
from kg.sources import Claims, Copy
from kg.sources.copies import FirstPass, Mark

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_ORDER: Final = ("item", "position")
_ROWS: Final = 4_096


def verdicts(read: "DataFrame", *, replace: bool) -> "DataFrame":
    """Return the articles of what was READ that do not stand, and why; with REPLACE the last text of a name stands."""
    keys = read.select(*(name for name in READ if name not in ("document", "message")))
    marked = (
        keys.where("mark is not null").repartition("mark").sortWithinPartitions("mark", *_ORDER)
    )
    seen = marked.mapInArrow(_seen, ddl(SEEN))
    named = seen.repartition("name").sortWithinPartitions("name", *_ORDER)
    return named.mapInArrow(partial(_decided, replace=replace), ddl(VERDICTS))


def _seen(batches: Batches) -> Batches:
    def rows() -> Iterator[Row]:
        for _, group in groupby(rows_of(batches), key=itemgetter("mark")):
            yield from of_one_record(list(group))

    return batched(rows(), SEEN, size=_ROWS)


def of_one_record(group: list[Row]) -> Iterator[Row]:
    """Yield the articles of a GROUP of records with one name: whether each tells most, and what replaces it."""
    first = FirstPass()
    marks = [Mark(*(int(row[name], 16) for name in ("mark", "text", "rank"))) for row in group]
    for mark, row in zip(marks, group, strict=True):
        first.add(mark, row["source"])
    for mark, row in zip(marks, group, strict=True):
        if row["kind"] == DOCUMENT:
            kept = {name: row[name] for name in (*_ORDER, "source", "name", "words")}
            yield {**kept, "stands": first.is_fullest(mark), "by": first.replaced_by(mark)}


def _decided(batches: Batches, replace: bool) -> Batches:
    def rows() -> Iterator[Row]:
        for _, group in groupby(rows_of(batches), key=itemgetter("name")):
            yield from of_one_name(group, replace)

    return batched(rows(), VERDICTS, size=_ROWS)


def of_one_name(group: Iterator[Row], replace: bool) -> Iterator[Row]:
    """Yield those articles of a GROUP with one name, in order, that do not stand."""
    claims = Claims()
    for row in group:
        place = {name: row[name] for name in (*_ORDER, "source")}
        if replace and row["by"] is not None:
            yield {**place, "kind": REPLACED, "message": row["by"]}
            continue
        words = int(row["words"], 16)
        match claims.decide(row["name"], words, row["source"], stands=row["stands"]):
            case Copy():
                yield {**place, "kind": COPY}
            case str() as message:
                yield {**place, "kind": FAILURE, "message": message}
