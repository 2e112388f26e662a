"""``kg evaluate``: how good it is, beside what annotators wrote down."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.terminal import steered
from kg.cli.words import names as name_list
from kg.cli.words import writing

if TYPE_CHECKING:
    from kg.evaluate import Board, EvaluationSet, Outcome


def command(
    sets: "Mapping[str, EvaluationSet] | None" = None,
    example: str = "kg evaluate gold --data tests",
) -> click.Command:
    """Return the command that measures SETS, those that users may have by default."""

    @click.command(
        name="evaluate",
        short_help="Measure what is found against annotated texts.",
        epilog=f"Example:  {example}",
    )
    @click.argument("names", nargs=-1, required=True, metavar="SET...")
    @click.option("--data", "folders", type=Path, multiple=True, default=(Path("data"),), metavar="DIR",
                  help="Where the folders of the sets are; repeatable.")  # fmt: skip
    @click.option("-o", "--output", type=Path, metavar="FILE", help="Write the scoreboard as JSON.")
    @click.option(
        "--against", type=Path, metavar="FILE", help="Tell what is worse than in this scoreboard."
    )
    @click.option(
        "--errors", "with_errors", is_flag=True, help="List what is missed and what is wrong."
    )
    @click.option("--extractors", type=click.UNPROCESSED, metavar="NAMES", default="rules,network", show_default=True,
                  callback=name_list, help="What finds claims.")  # fmt: skip
    @click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
    def evaluate(
        names: tuple[str, ...],
        folders: tuple[Path, ...],
        output: Path | None,
        against: Path | None,
        with_errors: bool,
        extractors: tuple[str, ...],
        as_json: bool,
    ) -> int:
        """Measure what is found in the texts of one SET or more, or of "all" that there are, against their annotation.

        The exit code is 1 if a measure is worse than in the scoreboard that --against names.
        """
        from kg.evaluate import SETS, Board, errors, find
        from kg.evaluate import evaluate as run

        outcomes = []
        for chosen, folder in find(names, folders, SETS if sets is None else sets):
            with _progress(chosen.title) as progress:
                outcomes.append(run(chosen, folder, progress, extractors))
                listing = list(errors(chosen, folder, progress, extractors)) if with_errors else []
            for line in listing:
                click.echo(line, err=as_json)
            if not as_json:
                click.echo(table(outcomes[-1], chosen.title))
        board = Board(outcomes)
        if as_json:
            click.echo(board.serialize(), nl=False)
        worse = _compare(board, against)
        _write(board, output)
        return 1 if worse else 0

    return evaluate


def _compare(board: "Board", against: Path | None) -> bool:
    """Say what differs from the scoreboard AGAINST; tell whether anything is worse."""
    from kg.evaluate import changes

    found = list(changes(against, board)) if against is not None else []
    for change in found:
        word = "worse" if change.worse else "better"
        click.echo(
            f"{word}: {change.set}, {change.measure}: {change.before:.3f} -> {change.now:.3f}",
            err=True,
        )
    return any(change.worse for change in found)


def _write(board: "Board", output: Path | None) -> None:
    from kg.files import write

    if output is not None:
        with writing(output):
            write(output, [board.serialize().encode()])


def table(outcome: "Outcome", title: str) -> str:
    """Return the measures of one set as a table for people."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left")
    shown.add_column("measure")
    for column in ("value", "precision", "recall", "gold", "goal"):
        shown.add_column(column, justify="right")
    shown.add_column("")
    for each in outcome.measures:
        mark = {None: "", True: "reached", False: "missed"}[each.reached]
        cells = (_number(v) for v in (each.value, each.precision, each.recall))
        shown.add_row(
            each.name, *cells, f"{each.gold:,}" if each.gold else "", _number(each.goal), mark
        )
    console = Console(width=110, color_system=None)
    with console.capture() as text:
        console.print(shown)
        console.print(
            f"{outcome.articles:,} texts, {outcome.words:,} words; "
            f"{outcome.articles_per_second:.1f} texts and {outcome.words_per_second:,.0f} words "
            "a second on one core; 0 euro per 1,000 articles"
        )
    return "\n".join(line.rstrip() for line in text.get().splitlines())


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}" if value <= 1 else f"{value:,.1f}"


@contextmanager
def _progress(title: str) -> Iterator[Any]:
    """Count texts on standard error while they are read, if somebody looks there."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn(title),
        TextColumn("{task.completed:.0f} texts"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=steered(sys.stderr)), transient=True) as bar:
        task = bar.add_task("texts", total=None)
        yield lambda done: bar.update(task, completed=done)


COMMANDS: Final = (command(),)
