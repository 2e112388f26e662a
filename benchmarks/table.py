"""Results as tables for a terminal; each benchmark is a list of rows with the same keys."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

Rows = Sequence[Mapping[str, Any]]


def show(results: Mapping[str, Rows]) -> None:
    """Print each result as a table of its own."""
    console = Console()
    for title, rows in results.items():
        table = Table(title=title, title_justify="left")
        for column in rows[0]:
            numeric = isinstance(rows[0][column], int | float)
            table.add_column(column, justify="right" if numeric else "left")
        for row in rows:
            table.add_row(*(_cell(value) for value in row.values()))
        console.print(table)


def _cell(value: Any) -> str:
    match value:
        case float():
            return f"{value:,.2f}"
        case int():
            return f"{value:,}"
        case _:
            return str(value)
