"""A session of Spark, quiet, and what goes wrong in it as one line; started here or given by who has one."""

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING, Any, Final

from kg.cluster.java import check_java
from kg.errors import ConfigError, library

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_log = logging.getLogger(__name__)

SUBMITTED: Final = (
    "submit"  # in place of a master: the one that spark-submit, or the configuration, names
)
EXTRA: Final = "spark"
_USUAL: Final[Mapping[str, str]] = {
    "spark.app.name": "kg",
    "spark.log.level": "ERROR",
    "spark.ui.showConsoleProgress": "false",
    # Without it, Hadoop writes a hidden file of checksums beside each file on a local disk.
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
}
ARTICLES: Final = 32  # that are held together
_FEW: Final = (
    "spark.sql.execution.arrow.maxRecordsPerBatch",
    "spark.sql.parquet.columnarReaderBatchSize",
)
_OURS: Final = re.compile(r"kg\.errors\.\w+: (?P<message>[^\n]+)")
_MISSING: Final = re.compile(r"ModuleNotFoundError: No module named '(?P<name>[\w.]+)'")
# Why the master gave the build up, what the last exception in Java said, the first line of all else.
_REASONS: Final = (
    re.compile(r"(?:Application has been killed. Reason|Giving up. Reason): (?P<why>.+)"),
    re.compile(r"(?P<why>All masters are unresponsive)"),
    re.compile(r"^: [\w.$]+(?:Exception|Error): (?P<why>.+)", re.MULTILINE),
    re.compile(r"(?P<why>\S.*)"),
)
_LONGEST: Final = 300


@contextmanager
def started(master: str, options: Mapping[str, str]) -> Iterator["SparkSession"]:
    """Yield a session at MASTER with OPTIONS of Spark's configuration; it is stopped at the end."""
    library("pyspark", EXTRA)
    library("pandas", EXTRA)
    library("pyarrow", EXTRA)
    version = check_java()
    from pyspark import SparkConf
    from pyspark.java_gateway import launch_gateway

    _log.info("Java %s", version)
    # Where kg is shipped to the workers as an archive, this variable names the Python in it.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    conf = SparkConf()
    for name, value in _USUAL.items():
        conf.setIfMissing(name, value)
    if master != SUBMITTED:
        conf.setMaster(master)
    for name, value in options.items():
        conf.set(name, value)
    with tempfile.TemporaryFile() as said:
        quiet = {} if _log.isEnabledFor(logging.INFO) else {"stderr": said}
        with telling(said):
            gateway = launch_gateway(conf, quiet)
        try:
            # Inside, while the Java process can still say what was wrong.
            with telling(said), _session(conf, gateway) as session:
                yield session
        finally:
            _ended(gateway)


@contextmanager
def given(spark: "SparkSession") -> Iterator["SparkSession"]:
    """Yield SPARK, a session of somebody else's, which goes on at the end."""
    with telling():
        yield spark


@contextmanager
def _session(conf: Any, gateway: Any) -> Iterator["SparkSession"]:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    session = SparkSession(SparkContext(conf=conf, gateway=gateway))
    try:
        yield session
    finally:
        # Where somebody stopped all processes at once, the Java process is gone.
        with suppress(ConnectionError):
            session.stop()


@contextmanager
def by_articles(spark: "SparkSession") -> Iterator[None]:
    """Let SPARK hold few rows at a time: one has all that was found in an article."""
    before = {name: spark.conf.get(name) for name in _FEW}
    for name in _FEW:
        spark.conf.set(name, str(ARTICLES))
    try:
        yield
    finally:
        with suppress(ConnectionError):
            for name, value in before.items():
                spark.conf.set(name, value)


def _ended(gateway: Any) -> None:
    """End the Java process that was started for GATEWAY: the next session has its own configuration."""
    from pyspark import SparkContext

    process = getattr(gateway, "proc", None)
    if process is None:  # that of spark-submit
        return
    with suppress(ConnectionError):
        gateway.shutdown()
        process.stdin.close()
    process.wait()
    SparkContext._gateway = SparkContext._jvm = None


@contextmanager
def telling(said: IO[bytes] | None = None) -> Iterator[None]:
    """Tell in one line what goes wrong in Spark; SAID is what its Java process has told on standard error."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        _log.info("Spark failed", exc_info=True)
        raise ConfigError(one_line(f"{error}\n{_last(said)}")) from error


def _last(said: IO[bytes] | None) -> str:
    if said is None:
        return ""
    said.seek(0)
    return said.read().decode(errors="replace")


def one_line(told: str) -> str:
    r"""Return one line for what Spark TOLD in many.

    >>> one_line("Job aborted\n  kg.errors.ConfigError: model: xy is not installed\n\tat java")
    'model: xy is not installed'
    >>> one_line("Job aborted: Lost task 0.3\n ModuleNotFoundError: No module named 'kg'")
    "spark: the workers have no module 'kg'; install news-kg[spark] there or ship it: docs/spark.md"
    >>> one_line("Job aborted: no space left\n\tat java")
    'spark: Job aborted: no space left; -v tells more'
    >>> one_line("An error occurred while calling o1.parquet.\n: java.io.IOException: no space left\n\tat java")
    'spark: no space left; -v tells more'
    """
    if ours := _OURS.search(told):
        return ours["message"].strip()
    if missing := _MISSING.search(told):
        name = missing["name"].partition(".")[0]
        return f"spark: the workers have no module {name!r}; install news-kg[spark] there or ship it: docs/spark.md"
    found = next(filter(None, (each.search(told) for each in _REASONS)), None)
    why = found["why"].strip() if found else "it ended"
    return f"spark: {why[:_LONGEST]}; -v tells more"
