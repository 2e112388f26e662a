"""Rounds of a watch over a real store and a real endpoint; what is read is written by hand, without the model."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
import servers
from pyoxigraph import NamedNode, Quad

from kg.endpoint import Endpoint, connect
from kg.errors import ConfigError, StoreError
from kg.pipeline import Failure, Graph, Report
from kg.pipeline.mirror import Mirror
from kg.pipeline.watching import Event, Watch
from kg.rdf import Provenance
from kg.store import (
    Embedded,
    Note,
    Remote,
    Written,
    compare,
    exchange,
    ledger_beside,
    push,
    watched,
)


class Ended(KeyboardInterrupt):
    """What a screen raises when a test has seen enough."""


class Screen:
    """Remembers what it is told, and ends the watch at the first event for which ENOUGH is true."""

    def __init__(self, enough: Callable[[list[Event]], bool] = lambda events: False) -> None:
        self.events: list[Event] = []
        self.enough = enough

    def tell(self, event: Event) -> None:
        self.events.append(event)
        if event.kind != "stopped" and self.enough(self.events):
            raise Ended

    def wait(self, words: str) -> None:
        assert words.startswith("waiting; ")

    @property
    def words(self) -> list[str]:
        return [event.words for event in self.events]


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Nothing waits for a file to be quiet, nor for long after a failure."""
    monkeypatch.setattr("kg.sources.arrivals.QUIET", -1.0)
    monkeypatch.setattr("kg.pipeline.pause._FIRST", 0.01)
    monkeypatch.setattr("kg.pipeline.pause._LONGEST", 0.05)


@pytest.fixture(scope="module")
def articles(write, stories):
    return {name: write(story) for name, story in stories.items()}


@pytest.fixture
def incoming(tmp_path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


@pytest.fixture
def build(articles, tmp_path):
    """A build whose files name the article that they have; it fails with each of ERRORS first."""

    def run(sources, errors=[]):  # noqa: B006 - one list for all rounds of a test
        if sources and errors:
            raise errors.pop(0)
        names = [Path(each).read_text() for each in sources]
        with Embedded.open(tmp_path / "store") as store:
            known = [name for name in names if name in articles]
            fresh = [name for name in known if not store.has(articles[name].document)]
            store.add([articles[name] for name in fresh])
            facts = store.totals().facts
        bad = [(s, n) for s, n in zip(sources, names, strict=True) if n not in articles]
        failures = tuple(Failure(str(s), f"{s}: no article is called {n}") for s, n in bad)
        report = Report(
            documents=len(fresh),
            unchanged=len(known) - len(fresh),
            facts=facts,
            failures=failures,
        )
        return Graph(report, Provenance.FULL, store=tmp_path / "store")

    return run


@pytest.fixture
def watch(incoming, build, tmp_path):
    """A function that makes a watch over the folder that files are put into."""

    def make(screen: Screen, errors: list[Exception] | None = None, **options) -> Watch:
        errors = errors if errors is not None else []
        return Watch(
            sources=[str(incoming)],
            place=tmp_path / "store",
            build=lambda sources: build(sources, errors),
            screen=screen,
            every=0.05,
            **options,
        )

    return make


# What is told


def test_once_reads_what_is_there_and_tells_what_it_did(watch, incoming, stories):
    (incoming / "a.txt").write_text("ruiz")
    (incoming / "b.txt").write_text("none")
    screen = Screen()
    assert watch(screen).run(once=True) is False
    failed, read = screen.events
    assert (failed.kind, failed.words) == (
        "failed", f"{incoming}/b.txt: no article is called none",
    )  # fmt: skip
    assert read.kind == "read"
    assert read.values["read"] == 1
    assert read.values["new_facts"] > 0
    assert read.words == f"1 article read: {read.values['new_facts']} facts new; 1 failed"


def test_once_with_nothing_new_says_nothing(watch, incoming):
    (incoming / "a.txt").write_text("ruiz")
    assert watch(Screen()).run(once=True)
    screen = Screen()
    assert watch(screen).run(once=True)
    assert screen.events == []


def test_a_round_that_fails_is_told_once_and_tried_again(watch, incoming):
    (incoming / "a.txt").write_text("ruiz")
    errors = [
        StoreError("store: another kg build is writing to it; wait or choose another --store"),
        StoreError("store: another kg build is writing to it; wait or choose another --store"),
        OSError("No space left\non device"),
    ]
    screen = Screen(lambda events: events[-1].kind == "read")
    watch(screen, errors).run()
    assert [event.kind for event in screen.events] == [
        "begun", "trouble", "trouble", "read", "stopped",
    ]  # fmt: skip
    assert screen.words[1] == (
        "not read, and tried again: store: another kg build is writing to it; wait or choose another --store"
    )
    assert screen.words[2] == "not read, and tried again: OSError: No space left on device"
    assert screen.words[-1] == "stopped; 1 article read; the same command goes on"


def test_wrong_options_end_it_at_once(watch, incoming):
    (incoming / "a.txt").write_text("ruiz")
    errors: list[Exception] = [ConfigError("network: no such folder; give another --network")]
    with pytest.raises(ConfigError, match="no such folder"):
        watch(Screen(), errors).run(once=True)


def test_a_store_that_cannot_be_used_ends_it_at_once(watch):
    def build(sources):
        raise StoreError("store: this store was built with base 'a', not 'b'; use --base a")

    watching = watch(Screen())
    watching.build = build
    with pytest.raises(StoreError, match="this store was built with base"):
        watching.run()


def test_a_folder_that_is_not_there_is_waited_for(watch, incoming):
    incoming.rmdir()
    screen = Screen(lambda events: len(events) == 2)

    def come(words: str) -> None:
        incoming.mkdir(exist_ok=True)
        (incoming / "a.txt").write_text("ruiz")

    screen.wait = come
    screen.enough = lambda events: events[-1].kind == "read"
    watch(screen).run()
    assert [event.kind for event in screen.events] == ["begun", "trouble", "read", "stopped"]
    assert screen.words[1] == (
        f"{incoming}: cannot be looked at: no such file or directory; its articles stay"
    )


# Files that are gone


@pytest.fixture
def noted(articles, incoming, tmp_path) -> Path:
    """A store of two articles, each from a file that is there."""
    with Embedded.open(tmp_path / "store") as store:
        for name in ("ruiz", "goma"):
            (incoming / f"{name}.txt").write_text(name)
            file = f"in/{name}.txt"
            note = Note(
                source=file, words="w", rank=0, parts={}, file=f"../{file}",
                files=frozenset({f"../{file}"}),
            )  # fmt: skip
            store.add([articles[name]], {articles[name].document: note})
    return tmp_path / "store"


def documents(place: Path) -> int:
    with Embedded.read_only(place) as store:
        return len(store.documents())


def test_articles_whose_files_are_gone_stay_and_are_told_once(watch, incoming, noted):
    (incoming / "goma.txt").unlink()
    screen = Screen()
    watching = watch(screen)
    assert [watching.run(once=True) for _ in range(2)] == [True, True]
    (event,) = screen.events
    assert (event.kind, documents(noted)) == ("gone", 2)
    assert event.words.startswith(f"gone: {incoming}/goma.txt; the articles stay; kg remove ")


def test_articles_whose_files_are_gone_go_where_that_is_wanted(watch, incoming, noted):
    (incoming / "goma.txt").unlink()
    screen = Screen()
    assert watch(screen, remove_gone=True).run(once=True)
    (event,) = screen.events
    assert (event.kind, event.values["removed"], documents(noted)) == ("removed", 1, 1)
    assert event.words == f"1 article removed, for these are gone: {incoming}/goma.txt"


def test_a_file_that_was_moved_is_read_before_anything_is_removed(watch, incoming, noted):
    (incoming / "goma.txt").rename(incoming / "moved.txt")
    screen = Screen()
    watching = watch(screen, remove_gone=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.sources.arrivals.QUIET", 1_000.0)  # it still changes
        patch.setattr("kg.pipeline.watching.QUIET", 0.0)
        watching.run(once=True)
    assert (screen.events, documents(noted)) == ([], 2)


def test_where_all_files_are_gone_nothing_is_removed(watch, incoming, noted):
    for name in ("ruiz", "goma"):
        (incoming / f"{name}.txt").unlink()
    screen = Screen()
    assert watch(screen, remove_gone=True).run(once=True)
    assert (screen.events, documents(noted)) == ([], 2)


# An endpoint


@pytest.fixture
def filled(articles, tmp_path) -> Path:
    """A store of two articles."""
    with Embedded.open(tmp_path / "store") as store:
        store.add([articles["ruiz"], articles["goma"]])
    return tmp_path / "store"


@pytest.fixture
def endpoint(oxigraph_server) -> Endpoint:
    return Endpoint(oxigraph_server.url, retries=0)


def differences(place: Path, endpoint: Endpoint) -> list[bool]:
    """Whether there is nothing to do, by the ledger and by what the endpoint is read to have."""
    with (
        Embedded.read_only(place) as store,
        exchange(store.store, endpoint, ledger_beside(place)) as between,
    ):
        return [plan(between).is_empty for plan in (push, compare)]


def changed(article):
    """The article with one fact more and another one less."""
    subject = article.facts[0].subject
    fact = Quad(subject, NamedNode("urn:p"), NamedNode("urn:o"))
    return replace(article, facts=(*article.facts[1:], fact))


def test_what_was_written_is_pushed_by_itself(filled, endpoint, articles):
    mirror = Mirror(filled, endpoint)
    first = mirror.push()
    assert (first.documents, mirror.is_due) == (2, False)
    with watched() as written, Embedded.open(filled) as store:
        store.add([articles["talks"], changed(articles["goma"])])
        store.remove(articles["ruiz"].document)
        store.describe()
    mirror.take(written)
    assert mirror.is_due
    plan = mirror.push()
    assert (plan.new, plan.changed, plan.gone, plan.same) == (
        (articles["talks"].document,), (), (articles["ruiz"].document,), 1,
    )  # fmt: skip
    assert plan.inserts > 0 < plan.deletes
    assert differences(filled, endpoint) == [True, True]


def test_what_the_endpoint_has_lost_is_written_again(filled, endpoint, oxigraph_server, articles):
    mirror = Mirror(filled, endpoint)
    mirror.push()
    servers.empty(oxigraph_server)
    with watched() as written, Embedded.open(filled) as store:
        store.add([articles["talks"]])
    mirror.take(written)
    assert len(mirror.push().new) == 3
    assert differences(filled, endpoint) == [True, True]


def test_too_much_to_remember_compares_everything(filled, endpoint, articles, monkeypatch):
    monkeypatch.setattr("kg.store.written._MOST", 3)
    mirror = Mirror(filled, endpoint)
    mirror.push()
    with watched() as written, Embedded.open(filled) as store:
        store.add([articles["talks"]])
    assert not written.is_whole
    mirror.take(written)
    plan = mirror.push()
    assert (len(plan.new), plan.same) == (1, 2)
    assert differences(filled, endpoint) == [True, True]


def test_nothing_written_is_nothing_to_push(filled, endpoint):
    mirror = Mirror(filled, endpoint)
    mirror.push()
    mirror.take(Written())
    assert not mirror.is_due


def test_an_endpoint_that_is_away_gets_all_when_it_is_back(watch, incoming, tmp_path):
    port = servers.free_port()
    endpoint = Endpoint(f"http://127.0.0.1:{port}", retries=0)
    started = []

    def come(events: list[Event]) -> bool:
        if events[-1].kind == "read" and not started:
            started.append(servers.oxigraph(tmp_path / "in memory", port=port))
            started[0].__enter__()
        return "pushed" in events[-1].words.split()

    (incoming / "a.txt").write_text("ruiz")
    screen = Screen(come)
    mirror = Mirror(tmp_path / "store", endpoint)
    try:
        watch(screen, mirror=mirror).run()
        assert [event.kind for event in screen.events] == [
            "begun", "trouble", "read", "pushed", "stopped",
        ]  # fmt: skip
        assert screen.words[1].startswith(
            f"not pushed, and tried again: http://127.0.0.1:{port}: cannot be reached: "
        )
        assert screen.words[3] == "pushed 1 graph"
        assert (
            screen.words[-1] == "stopped; 1 article read; all is pushed; the same command goes on"
        )
        assert differences(tmp_path / "store", endpoint) == [True, True]
    finally:
        with suppress(IndexError):
            started[0].__exit__(None, None, None)


def test_read_and_pushed_are_one_line(watch, incoming, tmp_path, endpoint):
    screen = Screen()
    (incoming / "a.txt").write_text("ruiz")
    assert watch(screen, mirror=Mirror(tmp_path / "store", endpoint)).run(once=True)
    (event,) = screen.events
    assert event.words.endswith(" facts new; pushed 1 graph")
    assert event.values["pushed_graphs"] == 1
    with connect(endpoint) as connection:
        assert len(Remote(connection).graphs()) == 1


@pytest.mark.parametrize("source", ["s3://news/", "https://a.example/feed", "@outlets.txt"])
def test_what_is_fetched_is_no_file_to_look_at(source, tmp_path):
    watching = Watch(sources=[source], place=tmp_path, build=lambda _: None, screen=Screen())
    assert watching._look().missing == ()
