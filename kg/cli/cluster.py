"""``kg build --spark`` and ``kg resolve --spark``: the same on a cluster, where the graph is a folder."""

from collections.abc import Callable, Container
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from kg.cli.words import Command, pairs
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.pipeline import Report
    from kg.pipeline.resolve import Resolved

# Options that mean nothing there.
_OTHERS: Final = (
    "store",
    "syntax",
    "statements",
    "workers",
    "document_timeout",
    "document_memory",
    "follow_links",
    "shapes",
)
_OF_STORES: Final = ("store", "rewrite", "anew", "undo")


def spark(told: str) -> Callable[[Command], Command]:
    """Return what gives a command the options that say where Spark is, and how it works; TOLD is what it does there."""
    master = click.option(
        "--spark",
        metavar="MASTER",
        help=f"{told} spark://host:7077, yarn or local[4] are masters; submit takes that of spark-submit.",
    )
    settings = click.option(
        "--spark-conf",
        multiple=True,
        metavar="NAME=VALUE",
        help="A setting of Spark, as in spark.executor.memory=4g; repeatable.",
    )
    return lambda command: master(settings(command))


def check(options: dict[str, Any]) -> None:
    """Refuse OPTIONS of a build that do not go with Spark."""
    refuse(_OTHERS, "--spark, which writes N-Quads and tables to a folder")
    if "llm" in options["extractors"]:
        raise click.UsageError("--extractors llm does not go with --spark; build on one machine")
    if options["output"] in (None, "-"):
        raise click.UsageError("--spark writes a folder; give --output FOLDER")
    if Path(options["output"]).is_file():
        raise ConfigError(f"{options['output']}: a file; name a new or empty folder")


def build(options: dict[str, Any], common: dict[str, Any]) -> "Report":
    """Build on Spark what OPTIONS say, with what is COMMON to all builds, and return the report."""
    from kg import cluster

    return cluster.build(
        *options["sources"],
        output=options["output"],
        master=options["spark"],
        configuration=pairs(options["spark_conf"], "--spark-conf"),
        **common,
    )


def resolve(options: dict[str, Any], common: dict[str, Any]) -> "Resolved":
    """Resolve on Spark the graph that OPTIONS name, with what is COMMON to stores, and return what was found."""
    from kg import cluster

    refuse(_OF_STORES, "--spark, which resolves the folder that --graph names")
    if options["graph"] is None:
        raise click.UsageError("--spark resolves a folder; give --graph FOLDER")
    return cluster.resolve(
        options["graph"],
        master=options["spark"],
        configuration=pairs(options["spark_conf"], "--spark-conf"),
        base=options["base"],
        ontology=options["files"],
        **common,
    )


def refuse(names: Container[str], why: str) -> None:
    """Refuse what was given of the options of parameters called NAMES, and say WHY it goes not with the others."""
    context = click.get_current_context()
    for option in context.command.params:
        name = option.name or ""
        if name in names and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"{option.opts[-1]} does not go with {why}")
