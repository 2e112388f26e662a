"""Builds one after the other: what arrives is read into a store, and an endpoint is kept in step with it.

Each round is a build of the files that are new or have changed. What goes wrong in one is told once, and tried again
after a pause that grows.
"""

import shlex
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from kg.boundary import attempt
from kg.errors import ConfigError, KgError, OntologyError
from kg.iri import ONTOLOGY_GRAPH
from kg.pipeline.gone import gone
from kg.pipeline.graph import Graph
from kg.pipeline.kept import keeping
from kg.pipeline.mirror import Mirror
from kg.pipeline.pause import Pause
from kg.pipeline.report import Failure, Gone, Report
from kg.plurals import counted
from kg.sources import covers, is_fetched
from kg.sources.arrivals import QUIET, Arrivals, Look
from kg.store import Embedded, Plan, Written, watched

_FILES: Final = 1_000  # that one round reads: what is finished is pushed before the next ones
_SHARE: Final = 9.0  # how many times as long as a look takes nobody looks
_SHOWN: Final = 8
_LATER: Final = {"round": "not read, and tried again", "push": "not pushed, and tried again"}

Build = Callable[
    [Sequence[str | Path]], Graph
]  # of sources, into the store; of none, it only loads


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened: its KIND, in WORDS for people, and its VALUES for programs."""

    kind: str
    words: str
    values: dict[str, Any] = field(default_factory=dict)


class Screen(Protocol):
    """Whoever is told what happens."""

    def tell(self, event: Event) -> None:
        """Show an EVENT, which stays."""
        ...

    def wait(self, words: str) -> None:
        """Show in WORDS what is waited for, until something else happens."""
        ...


@dataclass(slots=True, kw_only=True)
class Watch:
    """Reads what arrives at SOURCES with BUILD into the store at PLACE, and tells SCREEN."""

    sources: Sequence[str]
    place: Path
    build: Build
    screen: Screen
    mirror: Mirror | None = None
    remove_gone: bool = False
    follow_links: bool = False  # that lead out of folders
    every: float = 10.0  # seconds between two looks at files
    fetch_every: float = 600.0  # seconds between two looks at addresses
    articles: int = 0  # that were read
    failed: bool = False
    _addresses: list[str] = field(init=False)
    _arrivals: Arrivals = field(init=False)
    _facts: int = 0
    _is_proven: bool = False  # whether anything was read: the settings are right
    _fetch_at: float = 0.0
    _seeks_gone: bool = True
    _pause: Pause = field(default_factory=Pause)
    _push_pause: Pause = field(default_factory=Pause)
    _told: dict[str, str] = field(default_factory=dict)  # what is wrong, by what it is about
    _told_of: set[str] = field(default_factory=set)  # files that are gone, failures of addresses

    def __post_init__(self) -> None:
        self._addresses = [source for source in self.sources if is_fetched(source)]
        self._arrivals = Arrivals(
            [each for each in self.sources if not is_fetched(each)], self.follow_links
        )

    def run(self, *, once: bool = False) -> bool:
        """Make rounds for ever, or with ONCE until nothing is left to read; tell whether all went well.

        An interrupt ends it after the articles at hand are written.
        """
        try:
            with keeping():
                self._begin()
                if once:
                    return self._once()
                self._load()
                while True:
                    self._turn()
        except KeyboardInterrupt:
            self._stopped()
            return True

    def _begin(self) -> None:
        if self.place.is_dir() and any(self.place.iterdir()):
            with Embedded.read_only(self.place) as embedded:
                self._facts = embedded.totals().facts
        self._push(None)

    def _load(self) -> None:
        """Load the model; whatever is wrong with options or store ends the watch before anything arrives."""
        self.build(())
        values = {"sources": list(self.sources), "store": str(self.place)}
        self._tell("begun", f"watching {', '.join(self.sources)} for {self.place}", **values)

    def _once(self) -> bool:
        look = self._look()
        if look.waiting:
            time.sleep(QUIET)
            look = self._look()
        while self._round(look):
            look = self._look()
        return not self.failed

    def _turn(self) -> None:
        began = time.monotonic()
        look = self._look()
        taken = time.monotonic() - began
        if not self._round(look):
            self.screen.wait(self._waiting(look))
            time.sleep(self._rest(look, taken))

    def _rest(self, look: Look, taken: float) -> float:
        """Return for how many seconds nobody looks again, after a LOOK that has TAKEN so many."""
        now = time.monotonic()
        ends = [max(min(self.every, QUIET / 2) if look.waiting else self.every, _SHARE * taken)]
        if self._addresses:
            ends.append(self._fetch_at - now)
        if self.mirror and self.mirror.is_due:
            ends.append(self._push_pause.left())
        return max(min(ends), self._pause.left() if look.ready else 0.0, QUIET / 20)

    def _waiting(self, look: Look) -> str:
        """Return what is waited for."""
        words = f"waiting; {counted(look.files, 'file')}, {counted(self.articles, 'article')} read"
        if look.waiting:
            words += f"; {counted(look.waiting, 'file')} still being written"
        if self.mirror and self.mirror.is_due:
            words += "; not all is pushed"
        return words

    def _look(self) -> Look:
        """Return what has arrived."""
        look = self._arrivals.look()
        for source, why in look.missing:
            self._complain(source, f"{source}: cannot be looked at: {why}; its articles stay")
        for source in look.present:
            self._told.pop(source, None)
        self._seeks_gone |= look.gone
        return look

    def _round(self, look: Look) -> bool:
        """Read what has arrived, and push it; tell whether there is more at once."""
        files, more = look.ready[:_FILES], len(look.ready) > _FILES
        done = self._pause.is_over()
        if done and files:
            done = self._attempt("round", lambda: self._read(files), self._pause)
        if done and self._addresses and time.monotonic() >= self._fetch_at:
            done = self._attempt("round", self._fetch, self._pause)
        # A file that was moved may be among those that are still to be read.
        if done and self._seeks_gone and not (more or look.waiting):
            done = self._attempt("round", lambda: self._seek_gone(look.present), self._pause)
        if self.mirror and self.mirror.is_due:
            self._push(None)
        return done and more

    def _attempt(self, name: str, work: Callable[[], None], pause: Pause) -> bool:
        """Do WORK; tell whether it went well. What is wrong is said once, and tried again after a PAUSE."""
        failures: list[Exception] = []

        def tried() -> bool:
            work()
            return True

        if attempt(tried, failures.append, str(self.place), "watch"):
            pause.end()
            self._told.pop(name, None)
            return True
        (error,) = failures
        if isinstance(error, ConfigError | OntologyError) and not self._is_proven:
            raise error
        said = " ".join(str(error).split())
        what = said if isinstance(error, KgError) else f"{type(error).__name__}: {said}"
        self._complain(name, f"{_LATER[name]}: {what}")
        pause.grow()
        return False

    def _read(self, files: Sequence[Path]) -> None:
        """Read FILES into the store."""
        report, written = self._built(files)
        for failure in report.failures:
            self._fail(failure)
        self._arrivals.read(files)
        self._account(report, written)

    def _fetch(self) -> None:
        """Read what is at the addresses into the store; a failure that lasts is told once."""
        report, written = self._built(self._addresses)
        for failure in report.failures:
            if failure.message not in self._told_of:
                self._fail(failure)
        self._told_of -= {each for each in self._told_of if "://" in each}
        self._told_of |= {failure.message for failure in report.failures}
        self._fetch_at = time.monotonic() + self.fetch_every
        self._account(report, written)

    def _built(self, sources: Sequence[str | Path]) -> tuple[Report, Written]:
        """Return what a build of SOURCES did, and what it wrote."""
        with watched() as written:
            try:
                report = self.build(sources).report
            finally:
                self.articles += len(written.given - {ONTOLOGY_GRAPH})
                if self.mirror:
                    self.mirror.take(written)
        if report is None:
            raise TypeError("a build has a report")
        self._is_proven = True
        return report, written

    def _fail(self, failure: Failure) -> None:
        self.failed = True
        is_named = failure.message.startswith(failure.document)
        words = failure.message if is_named else f"{failure.document}: {failure.message}"
        self._tell("failed", words, document=failure.document, message=failure.message)

    def _account(self, report: Report, written: Written) -> None:
        """Tell what a build did, and what was pushed after it, if it did anything."""
        if report.is_empty or not (report.documents or written.given):
            return
        facts, self._facts = report.facts - self._facts, report.facts
        replaced = len(written.replaced - {ONTOLOGY_GRAPH})
        words = f"{counted(report.documents, 'article')} read: {_new(facts)}"
        words += f"; {replaced:,} replaced" if replaced else ""
        words += f"; {len(report.failures):,} failed" if report.failures else ""
        words += f"; {lack}" if (lack := report.unanswered) else ""
        values = {"read": report.documents, "new_facts": facts, "replaced": replaced}
        self._push(Event("read", words, {**values, "failed": len(report.failures)}))

    def _push(self, event: Event | None) -> None:
        """Bring the endpoint in step, and tell what was pushed, together with an EVENT before."""
        plans: list[Plan | None] = []
        mirror = self.mirror
        try:
            if mirror and mirror.is_due and self._push_pause.is_over():
                self._attempt("push", lambda: plans.append(mirror.push()), self._push_pause)
        finally:
            if (event := _with(event, plans)) is not None:
                self.screen.tell(event)

    def _seek_gone(self, present: Iterable[str]) -> None:
        """Tell of articles whose files are gone, or remove them; where nothing is PRESENT, a disk may be away."""
        covered = [covers(source) for source in present]
        if covered and self.place.is_dir():
            with Embedded.read_only(self.place) as embedded:
                found = gone(embedded, self.place, lambda path: any(c(path) for c in covered))
            if found and self.remove_gone:
                self._remove(found)
            elif fresh := [each for each in found if each.file not in self._told_of]:
                self._told_of |= {each.file for each in fresh}
                self._tell("gone", self._gone(fresh), **_files(fresh))
        self._seeks_gone = False

    def _gone(self, found: Sequence[Gone]) -> str:
        files = [each.file for each in found]
        given = shlex.join(files) if len(files) <= _SHOWN else "FILE …"
        command = f"kg remove {given} --store {shlex.quote(str(self.place))}"
        return f"gone: {_named(files)}; the articles stay; {command} removes them"

    def _remove(self, found: Sequence[Gone]) -> None:
        with watched() as written:
            try:
                with Embedded.open(self.place) as embedded:
                    for each in found:
                        embedded.remove(each.file)
                    facts, self._facts = (
                        embedded.totals().facts - self._facts,
                        embedded.totals().facts,
                    )
            finally:
                if self.mirror:
                    self.mirror.take(written)
        removed = len(written.replaced - written.given - {ONTOLOGY_GRAPH})
        names = _named([each.file for each in found])
        words = f"{counted(removed, 'article')} removed, for these are gone: {names}"
        values = {"removed": removed, "new_facts": facts, **_files(found)}
        self._push(Event("removed", words, values))

    def _stopped(self) -> None:
        words = f"stopped; {counted(self.articles, 'article')} read"
        if self.mirror:
            words += "; not all is pushed" if self.mirror.is_due else "; all is pushed"
        self._tell("stopped", f"{words}; the same command goes on", read=self.articles)

    def _complain(self, name: str, words: str) -> None:
        """Tell what is wrong with what is called NAME, unless that was told before."""
        self.failed = True
        if self._told.get(name) != words:
            self._told[name] = words
            self._tell("trouble", words)

    def _tell(self, kind: str, words: str, **values: Any) -> None:
        self.screen.tell(Event(kind, words, values))


def _with(event: Event | None, plans: Sequence[Plan | None]) -> Event | None:
    """Return EVENT together with what was pushed; None where there is nothing to tell."""
    plan = plans[0] if plans else None
    if plan is None or plan.is_empty:
        return event
    before = event or Event("pushed", "")
    words = f"pushed {counted(plan.documents, 'graph')}"
    words = f"{before.words}; {words}" if before.words else words
    pushed = {"pushed_graphs": plan.documents, "pushed_facts": plan.inserts}
    return Event(before.kind, words, before.values | pushed)


def _new(facts: int) -> str:
    """Return how many facts more there are, in words."""
    return f"{counted(-facts, 'fact')} fewer" if facts < 0 else f"{counted(facts, 'fact')} new"


def _named(files: Sequence[str]) -> str:
    more = "" if len(files) <= _SHOWN else f", and {len(files) - _SHOWN:,} more"
    return ", ".join(files[:_SHOWN]) + more


def _files(found: Iterable[Gone]) -> dict[str, Any]:
    return {"files": [each.file for each in found]}
