"""What a build tells below its table, a line each: what was lost, what was left out, and what to do."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.plurals import counted

if TYPE_CHECKING:
    from kg.pipeline import Report
    from kg.pipeline.report import Gone

_SHOWN: Final = 8


def remarks(report: "Report", store: Path | None = None) -> Iterator[str]:
    """Yield what a REPORT says in whole sentences; STORE is where the graph was put."""
    yield from _withheld(report)
    yield from _undated(report.undated)
    for each in report.left_out:
        yield f"{each}; name a file itself to have it read"
    if report.gone:
        yield _gone(report.gone, store)
    if report.unanswered:
        yield report.unanswered


def named(those: Sequence[str]) -> str:
    """Return the first of THOSE, and how many more there are.

    >>> named([str(number) for number in range(10)])
    '0, 1, 2, 3, 4, 5, 6, 7, and 2 more'
    """
    more = "" if len(those) <= _SHOWN else f", and {len(those) - _SHOWN:,} more"
    return ", ".join(those[:_SHOWN]) + more


def _withheld(report: "Report") -> Iterator[str]:
    """Yield by which shapes claims are kept out of the facts, and of each the sentence of one."""
    for why, count in report.withheld.items():
        yield f"withheld {count:,}: {why}, as in “{report.withheld_in[why]}”"


def _undated(sources: Sequence[str]) -> Iterator[str]:
    """Yield what is lost with articles that have no date, and what to do."""
    if sources:
        lost = "relative times are lost; give --date"
        yield f"{counted(len(sources), 'article')} without a date: {named(sources)}; {lost}"


def _gone(gone: Sequence["Gone"], store: Path | None) -> str:
    """Return which files are gone whose articles are in STORE still, and how to remove these."""
    articles = len({article for each in gone for article in each.articles})
    files = [each.file for each in gone]
    is_one = len(files) == 1
    origin = "a file that is gone" if is_one else f"{len(files):,} files that are gone"
    given = shlex.join(files) if len(files) <= _SHOWN else "FILE …"
    command = f"kg remove {given} --store {shlex.quote(str(store))}"
    what = "it" if articles == 1 else "them"
    return (
        f"{counted(articles, 'article')} of the store came from {origin}: {named(files)}; "
        f"{command} removes {what}"
    )
