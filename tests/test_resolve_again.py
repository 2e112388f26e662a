"""``kg resolve`` again and again: it looks at what has changed, and finds what a run from the beginning finds."""

import signal
import sqlite3
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from invented import COUNTRIES, PEOPLE, THINGS, Article, write

from kg import iri
from kg.errors import StoreError
from kg.ontology import load
from kg.pipeline.resolve import Resolved, intake, known, pairs, reading, resolve, state_beside, undo
from kg.pipeline.resolve.state import State
from kg.rdf import resolution
from kg.store import Embedded
from kg.store.resolved import marks

ONTOLOGY = load()
ARTICLES = st.builds(
    Article,
    number=st.integers(0, 9),
    names=st.frozensets(st.sampled_from(sorted(THINGS)), min_size=2, max_size=8),
    citizens=st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(COUNTRIES), max_size=3),
    ages=st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from([20, 50]), max_size=2),
    year=st.sampled_from([2020, 2021]),
)
# In each batch articles come, or come again with other words; some go; and somebody decides something.
DECIDED = st.dictionaries(
    st.sampled_from(
        [
            (f"{iri.BASE}entity/{one}", f"{iri.BASE}entity/{other}")
            for one, other in combinations(sorted(PEOPLE), 2)
        ]
    ),
    st.booleans(),
    max_size=2,
)
BATCHES = st.lists(
    st.tuples(
        st.lists(ARTICLES, min_size=1, max_size=6), st.sets(st.integers(0, 9), max_size=3), DECIDED
    ),
    min_size=2,
    max_size=4,
)


def dumped(store: Embedded, folder: Path) -> bytes:
    store.dump(folder / "dump.nq")
    return (folder / "dump.nq").read_bytes()


def told(found: Resolved) -> tuple[object, ...]:
    """All that a run tells of the whole store."""
    return found.names, found.merges, found.doubtful, found.review


def run(store: Embedded, place: Path, **options) -> Resolved:
    return resolve(store, place, ONTOLOGY, review=True, **options)


@pytest.fixture(params=[(100, 60), (2, 3)], ids=["usual", "small"])
def limits(request, monkeypatch) -> tuple[int, int]:
    """How many may share a key, and in how many articles a person is looked at one by one."""
    most, articles = request.param
    for module in (intake, pairs):
        monkeypatch.setattr(module, "MOST", most)
    for module in (reading, known):
        monkeypatch.setattr(module, "MOST_ARTICLES", articles)
    return request.param


def article(number: int, *names: str, citizens: dict[str, str] | None = None) -> Article:
    return Article(number, frozenset(names), citizens or {}, {}, 2020)


# Too many share a key, and then few enough: those who share it are compared in all of their articles.
FEWER = [
    (
        [
            article(
                3,
                "Ana_Ruis.person",
                "A_Ruiz.person",
                "Luis_Ruiz.person",
                "Acme.company",
                "Quito.city",
            )
        ],
        set(),
        {},
    ),
    ([article(0, "Ana_Ruiz.person", "Ana_Ruis.person")], set(), {}),
    ([article(4, "Ana_Ruis.person", "A_Ruiz.person", "Quito.city", "Norland")], set(), {}),
    ([article(0, "A_Ruiz.person", "Acme.company")], set(), {}),
]


@given(batches=BATCHES)
@example(batches=FEWER)
@settings(max_examples=15)
def check(batches):
    with TemporaryDirectory() as name:
        folder, there = Path(name), {}
        with Embedded.open(folder / "grown") as grown:
            for come, go, decided in batches:
                write(grown, *come)
                there |= {each.iri: each for each in come}
                for article in {f"https://news.example/{number}" for number in go} & there.keys():
                    grown.replace(article, (), ())
                    del there[article]
                found = run(grown, folder / "grown", decided=decided)
            again = run(grown, folder / "grown", decided=decided)
            assert (again.new, again.read_again, again.compared, again.changed) == (0, 0, 0, set())
            with Embedded.open(folder / "fresh") as fresh:
                write(fresh, *reversed(there.values()))
                once = run(fresh, folder / "fresh", decided=decided)
                assert told(found) == told(again) == told(once)
                assert dumped(grown, folder) == dumped(fresh, folder)
            anew = run(grown, folder / "grown", decided=decided, anew=True)
            assert (told(anew), anew.is_anew) == (told(once), True)


def test_whatever_comes_and_goes_the_outcome_is_that_of_a_run_from_the_beginning(limits):
    check()


# --- what is between the store and the state


DIED = """
import os, signal, sys
from pathlib import Path
from kg.errors import StoreError
from kg.ontology import load
from kg.pipeline.resolve import resolve, running, state
from kg.store import Embedded

def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)

def after(done):
    return lambda *arguments: (done(*arguments), die())

place, moment = Path(sys.argv[1]), sys.argv[2]
match moment:
    case "before the state is kept":
        state.State.keep = die
    case "before the state has its name":
        Path.replace = die
    case "after the state is kept":
        state.State.keep = after(state.State.keep)
    case "after the graph is written":
        Embedded.replace = after(Embedded.replace)
    case "after all":
        running.mark = after(running.mark)
with Embedded.open(place) as store:
    resolve(store, place, load())
"""
MOMENTS = (
    "before the state is kept",
    "before the state has its name",
    "after the state is kept",
    "after the graph is written",
    "after all",
)


FIRST = [
    article(1, "Ana_Ruiz.person", "Quito.city", "wheat.commodity"),
    article(2, "Ana_Ruis.person", "Quito.city", "wheat.commodity"),
    article(3, "Acme.company", "Quito.city"),
]
LATER = [
    article(4, "Acme_Corp.company", "wheat.commodity"),
    article(1, "Luis_Ruiz.person", "Quito.city"),
]


def filled(place: Path, *articles: Article) -> Path:
    with Embedded.open(place) as store:
        write(store, *articles)
    return place


def resolved(place: Path, **options) -> tuple[Resolved, bytes]:
    with Embedded.open(place) as store:
        return run(store, place, **options), dumped(store, place.parent)


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("first", [True, False], ids=["the first run", "a later one"])
def test_a_run_that_is_killed_is_made_good_by_the_next_one(moment, first, tmp_path):
    place = filled(tmp_path / "store", *FIRST)
    if not first:
        resolved(place)
    filled(place, *LATER)
    ended = subprocess.run(
        [sys.executable, "-c", DIED, str(place), moment], check=False, capture_output=True
    )
    if moment != "before the state has its name" or first:
        assert ended.returncode == -signal.SIGKILL
    found, graph = resolved(place)
    undisturbed, expected = resolved(filled(tmp_path / "other", *FIRST, *LATER))
    assert (told(found), graph) == (told(undisturbed), expected)
    assert not list(tmp_path.glob("*.new"))


BROKEN_OFF = """
import os, signal, sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("PRAGMA cache_size = 1")  # as when a run changes more than memory holds
file.execute("BEGIN IMMEDIATE")
for table in ("part", "block", "member", "called", "entity", "article"):
    file.execute(f"DELETE FROM {table}")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.parametrize("next_one", ["anew", "undo"])
def test_a_new_state_takes_nothing_from_the_journal_of_a_run_that_was_killed(next_one, tmp_path):
    place = filled(tmp_path / "store", *FIRST)
    resolved(place)
    state = state_beside(place)
    ended = subprocess.run([sys.executable, "-c", BROKEN_OFF, str(state)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert state.with_name(f"{state.name}-journal").stat().st_size > 0
    filled(place, *LATER)
    if next_one == "undo":
        with Embedded.open(place) as store:
            undo(store, place)
    found, graph = resolved(place, anew=next_one == "anew")
    undisturbed, expected = resolved(filled(tmp_path / "other", *FIRST, *LATER))
    assert (told(found), graph) == (told(undisturbed), expected)
    again, _ = resolved(place)
    assert (again.is_anew, again.compared, told(again)) == (False, 0, told(found))
    assert not list(tmp_path.glob("*-journal"))


def test_a_state_that_the_disk_does_not_take_is_told_in_one_line(tmp_path, monkeypatch):
    def full(*rest: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    place = filled(tmp_path / "store", *FIRST)
    for name in ("rows", "mark", "keep"):
        with monkeypatch.context() as patch:
            patch.setattr(State, name, full)
            with pytest.raises(StoreError) as caught:
                resolved(place)
        assert str(caught.value) == (
            f"{place}.resolution: cannot be written: database or disk is full; "
            "make room, or give it another place, and run kg resolve again"
        )
        assert not list(tmp_path.glob("store.resolution*"))
    assert told(resolved(place)[0]) == told(resolved(filled(tmp_path / "other", *FIRST))[0])


def test_only_what_is_new_is_read_and_compared(tmp_path):
    place = filled(tmp_path / "store", *FIRST)
    found, _ = resolved(place)
    assert (found.new, found.read_again, found.removed, found.is_anew) == (3, 0, 0, True)
    assert {each.rpartition("/")[2] for each in found.changed} == {"Ana_Ruiz.person"}
    filled(place, *LATER)
    with Embedded.open(place) as store:
        store.replace("https://news.example/2", (), ())
    found, _ = resolved(place)
    assert (found.new, found.read_again, found.removed, found.is_anew) == (1, 1, 1, False)
    assert {each.rpartition("/")[2] for each in found.changed} == {"Acme_Corp.company"}
    found, _ = resolved(place)
    assert (found.new, found.compared, found.changed) == (0, 0, set())


def test_a_state_of_another_store_or_another_version_is_not_believed(tmp_path, monkeypatch):
    place = filled(tmp_path / "store", *FIRST)
    resolved(place)
    old = state_beside(place).read_bytes()
    filled(place, *LATER)
    resolved(place)
    state_beside(place).write_bytes(old)  # as after a backup
    found, graph = resolved(place)
    assert found.is_anew
    state_beside(place).write_bytes(b"something else")
    assert resolved(place)[0].is_anew
    monkeypatch.setattr("kg.pipeline.fingerprint.rules", lambda files: "others")
    assert resolved(place)[0].is_anew
    assert not resolved(place)[0].is_anew
    assert resolved(place)[1] == graph


def test_what_was_taken_back_is_found_again(tmp_path):
    place = filled(tmp_path / "store", *FIRST)
    found, graph = resolved(place)
    with Embedded.open(place) as store:
        undo(store, place)
        assert dumped(store, tmp_path) != graph
    again, same = resolved(place)
    assert (told(again), same, again.is_anew) == (told(found), graph, True)
    with Embedded.open(place) as store:
        store.remove(resolution.name(store.base))
    assert resolved(place)[1] == graph


def test_a_dry_run_leaves_the_state_as_it_was(tmp_path):
    place = filled(tmp_path / "store", *FIRST)
    resolved(place, dry_run=True)
    assert not state_beside(place).exists()
    resolved(place)
    before = state_beside(place).read_bytes()
    filled(place, *LATER)
    dry, _ = resolved(place, dry_run=True)
    assert state_beside(place).read_bytes() == before
    assert told(resolved(place)[0]) == told(dry)


def test_marks_go_with_what_they_say(tmp_path):
    place = filled(tmp_path / "store", *FIRST)
    resolved(place)
    filled(place, article(1, "Luis_Ruiz.person"))
    with Embedded.open(place) as store:
        found = marks(store.store)
        assert "https://news.example/1" not in found
        assert found.keys() == {each.iri for each in FIRST[1:]} | {resolution.name(store.base)}
        assert not any("resolved" in str(quad) for quad in store.quads())
