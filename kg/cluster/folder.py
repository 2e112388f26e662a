"""The folder that a build on a cluster writes, wherever Spark can: a disk that all share, HDFS, an object store."""

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ConfigError

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_log = logging.getLogger(__name__)

SUCCESS: Final = "_SUCCESS"  # the mark of a whole folder, as Spark's own jobs leave it
REPORT: Final = "report.json"
STAGED: Final = (
    "_kg"  # what is kept between the stages; readers of Hadoop's files pass over such a name
)
QUADS, TABLES = "quads", "tables"
RESOLUTION: Final = "resolution.nq.gz"
FAILURES: Final = "failures.jsonl"
_OURS: Final = frozenset({SUCCESS, REPORT, STAGED, QUADS, TABLES, FAILURES, RESOLUTION})


class Folder:
    """A folder of Hadoop's file system, at PATH."""

    def __init__(self, spark: "SparkSession", path: str) -> None:
        self._named = path
        java: Any = spark.sparkContext._jvm
        self._path_of = java.org.apache.hadoop.fs.Path
        context = java.org.apache.spark.SparkContext.getOrCreate()
        self._files = self._path_of(path).getFileSystem(context.hadoopConfiguration())
        self.path = str(self._files.makeQualified(self._path_of(path)))

    def at(self, *names: str) -> str:
        """Return the path of what is called NAMES in it."""
        return "/".join((self.path.rstrip("/"), *names))

    def names(self, *inner: str) -> list[str]:
        """Return what is in the folder, or in one INNER to it, sorted."""
        place = self._path_of(self.at(*inner))
        if not self._files.exists(place):
            return []
        return sorted(each.getPath().getName() for each in self._files.listStatus(place))

    def check(self) -> None:
        """Refuse a folder with anything in it that no such build has written."""
        place = self._path_of(self.path)
        if self._files.exists(place) and not self._files.getFileStatus(place).isDirectory():
            raise ConfigError(f"{self._named}: a file; name a new or empty folder")
        shown = [name for name in self.names() if not name.startswith(".")]
        if others := [name for name in shown if name not in _OURS]:
            raise ConfigError(
                f"{self._named}: has something else in it, such as {others[0]}; name a new or empty folder"
            )

    def clear(self) -> None:
        """Remove what was kept between the stages, and the folder where there is nothing else in it."""
        self.remove(STAGED)
        if not self.names():
            self.remove()

    def remove(self, *names: str) -> None:
        """Remove what is called NAMES, if it is there."""
        self._files.delete(self._path_of(self.at(*names)), True)

    def rename(self, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        """Call OLD by the name NEW."""
        self._files.rename(self._path_of(self.at(*old)), self._path_of(self.at(*new)))

    def write(self, text: str | bytes, *names: str) -> None:
        """Write TEXT to the file called NAMES."""
        stream = self._files.create(self._path_of(self.at(*names)), True)
        try:
            stream.write(bytearray(text.encode() if isinstance(text, str) else text))
        finally:
            stream.close()

    def kept(self, rows: "DataFrame", name: str) -> "DataFrame":
        """Return ROWS once they are written between the stages: what later fails does not make them anew."""
        place = self.at(STAGED, name)
        rows.write.mode("overwrite").option("compression", "zstd").parquet(place)
        _log.info("%s: done", name)
        return rows.sparkSession.read.schema(rows.schema).parquet(place)

    def parts(self, *inner: str) -> Iterator[str]:
        """Yield the names of the files that a job of Spark has written into a folder INNER to it."""
        return (name for name in self.names(*inner) if name.startswith("part-"))
