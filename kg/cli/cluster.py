"""``kg build --spark``: the same build on a cluster, whose output is a folder."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.core import ParameterSource

from kg.cli.words import pairs
from kg.errors import ConfigError

if TYPE_CHECKING:
    from kg.pipeline import Report

_OTHERS: Final = ("store", "syntax", "statements", "workers")  # options that mean nothing there


def spark(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give COMMAND the options that say where Spark is, and how it works."""
    options = (
        click.option(
            "--spark",
            metavar="MASTER",
            help="Build on Spark, as in spark://host:7077, yarn or local[4], into the folder that --output names; "
            "submit takes the master of spark-submit.",
        ),
        click.option(
            "--spark-conf",
            multiple=True,
            metavar="NAME=VALUE",
            help="A setting of Spark, as in spark.executor.memory=4g; repeatable.",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def check(options: dict[str, Any]) -> None:
    """Refuse OPTIONS that do not go with Spark."""
    context = click.get_current_context()
    for name in _OTHERS:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            option = "format" if name == "syntax" else name
            raise click.UsageError(
                f"--{option} does not go with --spark, which writes N-Quads and tables to a folder"
            )
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
