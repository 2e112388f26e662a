"""What ``kg diff`` prints of two stores: how each article changed, in words, in JSON, or as a patch."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.words import writing
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.explore.changes import Change, Told

_SHOWN: Final = 20
_OTHERS: Final = ("files", "ledger", "shared", "prune", "update", "graph_store")  # of an endpoint


def two_stores(stores: Sequence[Path], options: dict[str, Any]) -> int:
    """Show how two STORES differ, as OPTIONS say; return 1 if they do, else 0."""
    from kg.explore.changes import changes, patch
    from kg.files import write
    from kg.store import Embedded

    if len(stores) != 2 or any(options[name] for name in _OTHERS):
        raise click.UsageError(
            "compare what? Give --store DIR twice, or --to URL with one --store DIR or with FILES"
        )
    with ExitStack() as stack:
        before, after = (stack.enter_context(Embedded.read_only(each)).store for each in stores)
        if (output := options["output"]) is not None:
            with writing(output):
                write(output, (line.encode() for line in patch(before, after)))
        told = _Told(options)
        for line in told.lines(changes(before, after)):
            click.echo(line)
    return 1 if told.differs else 0


class _Told:
    """Counts changes while it tells them, one after the other."""

    def __init__(self, options: dict[str, Any]) -> None:
        self._kinds: Counter[str] = Counter()  # of articles
        self._counts: Counter[str] = Counter()
        self._options = options

    @property
    def differs(self) -> bool:
        """Whether the stores differ."""
        return bool(self._counts["graphs"])

    def lines(self, found: "Iterable[Change]") -> Iterator[str]:
        """Yield the lines that tell of the changes that were FOUND."""
        if self._options["quiet"]:
            self._count_all(found)
        elif self._options["as_json"]:
            yield from self._json(found)
        else:
            yield from self._words(found)

    def _count_all(self, found: "Iterable[Change]") -> None:
        for each in found:
            self._count(each)

    def _count(self, change: "Change") -> bool:
        """Count CHANGE, and tell whether it is one."""
        if change.is_article:
            self._kinds[change.kind] += 1
        self._counts.update(
            graphs=change.kind != "same",
            claims_added=len(change.new),
            claims_removed=len(change.gone),
            triples_added=change.added,
            triples_removed=change.removed,
        )
        return change.kind != "same"

    def _json(self, found: "Iterable[Change]") -> Iterator[str]:
        """Yield one object of JSON, a line for each change, so that none of them waits for the others."""
        yield '{"changes": ['
        before = ""
        for change in found:
            if self._count(change):
                plain = asdict(change)
                plain |= {
                    side: [each._asdict() for each in plain[side]] for side in ("gone", "new")
                }
                yield before + json.dumps(plain, ensure_ascii=False)
                before = ","
        yield "], " + json.dumps(self._summary())[1:]

    def _summary(self) -> dict[str, int]:
        kinds = ("added", "changed", "removed", "same")
        sums = ("claims_added", "claims_removed", "triples_added", "triples_removed")
        return {
            **{f"articles_{kind}": self._kinds[kind] for kind in kinds},
            **{name: self._counts[name] for name in sums},
        }

    def _words(self, found: "Iterable[Change]") -> Iterator[str]:
        for change in found:
            if not self._count(change):
                continue
            if self._options["full"]:
                yield _headed(change)
                yield from (f"    - {_said(each)}" for each in change.gone)
                yield from (f"    + {_said(each)}" for each in change.new)
            elif self._counts["graphs"] <= _SHOWN:
                yield _headed(change)
        left = self._counts["graphs"] - _SHOWN
        if left > 0 and not self._options["full"]:
            yield f"… and {left:,} more; --full or --json shows all"
        yield from self._sums()

    def _sums(self) -> Iterator[str]:
        kinds, counts = self._kinds, self._counts
        yield (
            f"articles: {kinds['added']:,} added, {kinds['changed']:,} changed, "
            f"{kinds['removed']:,} removed, {kinds['same']:,} as they were"
        )
        yield f"claims: {counts['claims_added']:,} added, {counts['claims_removed']:,} removed"
        yield f"triples: {counts['triples_added']:,} added, {counts['triples_removed']:,} removed"


def _headed(change: "Change") -> str:
    """Return the line that says which graph changed, and how much."""
    title = f"  “{change.title}”" if change.title else ""
    name = change.graph or "the default graph"
    if change.is_article:
        sums = f"{counted(len(change.new), 'claim')} new, {len(change.gone):,} gone"
    else:
        sums = f"{counted(change.added, 'triple')} new, {change.removed:,} gone"
    return f"{change.kind:<7}  {name}{title}: {sums}"


def _said(told: "Told") -> str:
    status = f"{told.status}, a fact" if told.fact else told.status
    by = f", {told.speaker}" if told.speaker else ""
    return f"{told.says} ({status}{by})"
