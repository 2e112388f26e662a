"""The bar that shows how much of long work is done, how fast it goes, and how much is left; on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from kg.cli.terminal import steered


class Count(ProgressColumn):
    """How many are done, of how many where that is known, and how many a second."""

    def __init__(self, things: str) -> None:
        super().__init__()
        self.things = things

    def render(self, task: Task) -> Text:
        """Return what is shown of TASK."""
        of = "" if task.total is None else f" of {task.total:,.0f}"
        speed = f", {task.speed:,.1f} a second" if task.speed else ""
        number = task.completed if task.total is None else task.total
        named = str(task.fields.get("things") or self.things)
        things = named.removesuffix("s") if number == 1 else named
        return Text(f"{task.completed:,.0f}{of} {things}{speed}")


class Counter:
    """Moves a bar: called with how many are done, and told how many to expect."""

    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def __call__(self, done: int) -> None:
        """Show that DONE things are done."""
        self._progress.update(self._task, completed=done)

    def expect(self, total: int) -> None:
        """Take note that there are TOTAL things."""
        self._progress.update(self._task, total=total, completed=0, things=None)

    def fetching(self, done: int, total: int) -> None:
        """Show that DONE pages of TOTAL are fetched, before the things themselves are counted."""
        self._progress.update(self._task, total=total, completed=done, things="pages")


@contextmanager
def bar(things: str, console: Console | None = None) -> Iterator[Counter]:
    """Show a bar of THINGS while work goes on; it is gone afterwards."""
    columns = (
        SpinnerColumn(),
        BarColumn(bar_width=24),
        Count(things),
        TimeElapsedColumn(),
        TextColumn("left:"),
        TimeRemainingColumn(compact=True),
    )
    shown = console or Console(file=steered(sys.stderr))
    with Progress(*columns, console=shown, transient=True) as progress:
        yield Counter(progress, progress.add_task(things, total=None))
