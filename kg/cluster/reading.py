"""Sources on a cluster: found by the driver, cut into shares of files, and read by the workers.

No text goes through the driver. Every machine must see the files under the same names; a file is read by one task.
"""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from kg.cluster.rows import (
    DOCUMENT,
    FAILURE,
    OTHER,
    READ,
    SHARES,
    Batches,
    Row,
    batched,
    ddl,
    rows_of,
)
from kg.model import Document
from kg.sources import OtherLanguage
from kg.sources.apart import apart
from kg.sources.copies import Mark
from kg.sources.discovery import Place
from kg.sources.identity import half, words
from kg.sources.reading import Item

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_LEAST: Final = 1 << 18  # bytes of files that are worth a task
_MOST: Final = 1 << 25
_FILES: Final = 2_000  # in one task
_TASKS: Final = 4  # for each core
_ROWS: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How all sources of a build are read."""

    base: str
    date: str | None = None
    fields: Mapping[str, str] | None = None
    encoding: str | None = None


def read(spark: "SparkSession", items: Sequence[Item], way: Way) -> "DataFrame":
    """Return what the workers read in ITEMS, an article a row."""
    cores = spark.sparkContext.defaultParallelism
    cut = list(shares(items, cores))
    rows = [(number, pickle.dumps(share)) for number, share in enumerate(cut)]
    given = spark.createDataFrame(
        spark.sparkContext.parallelize(rows, max(len(rows), 1)), ddl(SHARES)
    )
    return given.mapInArrow(partial(_read, way=way), ddl(READ))


def shares(items: Sequence[Item], cores: int) -> Iterator[list[tuple[int, Item]]]:
    """Yield ITEMS with their numbers, so many together that a share has neither too few bytes nor too many."""
    sized = [(number, *_local(item)) for number, item in enumerate(items)]
    total = sum(size for _, _, size in sized)
    limit = min(max(total // (_TASKS * cores), _LEAST), _MOST)
    share: list[tuple[int, Item]] = []
    weight = 0
    for number, item, size in sized:
        if share and (weight + size > limit or len(share) >= _FILES):
            yield share
            share, weight = [], 0
        share.append((number, item))
        weight += size
    if share:
        yield share


def _local(item: Item) -> tuple[Item, int]:
    """Return ITEM so that it is found from any folder, and its bytes."""
    if not isinstance(item, Place):
        return item, 0
    found = replace(item, file=str(item.path.absolute()))
    try:
        return found, found.path.stat().st_size
    except OSError:  # gone meanwhile: reading tells it
        return found, 0


def _read(batches: Batches, way: Way) -> Batches:
    def rows() -> Iterator[Row]:
        for row in rows_of(batches):
            for number, item in pickle.loads(row["items"]):  # noqa: S301 - written by the driver
                yield from articles_in(number, item, way)

    return batched(rows(), READ, size=_ROWS)


def articles_in(number: int, item: Item, way: Way) -> Iterator[Row]:
    """Yield the articles of ITEM, which has a NUMBER among the sources, each by itself."""
    read = apart(item, base=way.base, date=way.date, fields=way.fields, encoding=way.encoding)
    for position, each in enumerate(read):
        yield {
            "item": number,
            "position": position,
            "source": each.found.source,
            **_found(each.found),
            **(_marked(each.mark) if each.mark else {}),
        }


def _found(found: Any) -> Row:
    if isinstance(found, Document):
        return {
            "kind": DOCUMENT,
            "name": found.id,
            "words": digits(half(words(found.text))),
            "document": pickle.dumps(found),
        }
    if isinstance(found, OtherLanguage):
        return {"kind": OTHER}
    return {"kind": FAILURE, "message": found.message}


def _marked(mark: Mark) -> Row:
    return {"mark": digits(mark.id), "text": digits(mark.text), "rank": digits(mark.rank)}


def digits(number: int) -> str:
    """Return 64 bits as text, which Spark has no unsigned number for; ``int(…, 16)`` goes back.

    >>> digits(255), int(digits(255), 16)
    ('00000000000000ff', 255)
    """
    return f"{number:016x}"


def documents(rows: Iterable[Row]) -> list[Document]:
    """Return the documents in ROWS."""
    return [pickle.loads(row["document"]) for row in rows]  # noqa: S301 - written by the workers
