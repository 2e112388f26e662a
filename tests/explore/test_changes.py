"""What changed between two stores: nothing is told that did not, and a patch makes one of the other."""

import json
import tracemalloc
from itertools import combinations

import pytest
from pyoxigraph import RdfFormat, Store, parse

from kg.explore.changes import changes, patch
from kg.model import Relation, Status
from kg.store import Embedded

RUIZ = "https://news.example/ruiz"
LAKE = "https://news.example/lake"


@pytest.fixture(autouse=True)
def loaded(ontology, monkeypatch):
    """The ontology is loaded once: these stores have none that goes along."""
    monkeypatch.setattr("kg.explore.reader.load", lambda: ontology)


@pytest.fixture(scope="module")
def lake(story, write):
    """A function that writes an article: where Ruiz lives, below so many other sentences."""

    def written(city: str, above: int = 0, status: Status = Status.ASSERTED):
        told = story(LAKE, *["It rained."] * above, f"Ana Ruiz lives in {city}.", title="Lake")
        ruiz = told.mention(above, "Ana Ruiz", "Person")
        told.claim(above, Relation(ruiz, "livesIn", told.mention(above, city, "City")), status)
        return write(told)

    return written


def stored(*articles, place=None) -> Embedded:
    store = Embedded.open(place)
    store.add(articles)
    return store


def found(before, after):
    return {each.graph: each for each in changes(before.store, after.store) if each.kind != "same"}


def quads(store) -> set[str]:
    return {str(quad) for quad in store.quads()}


def patched(store, lines) -> set[str]:
    """What STORE has once the LINES of a patch were carried out, one after the other."""
    has = quads(store)
    first, *others, last = lines
    assert (first, last) == ("TX .\n", "TC .\n")
    for line in others:
        [quad] = map(str, parse(line[2:], format=RdfFormat.N_QUADS))
        assert (quad in has) == (line[0] == "D")
        has ^= {quad}
    return has


def test_equal_stores_differ_in_nothing(write, stories):
    articles = [write(each) for each in stories.values()]
    one, other = stored(*articles), stored(*articles[::-1])
    assert found(one, other) == {}
    assert list(patch(one.store, other.store)) == ["TX .\n", "TC .\n"]


def test_articles_are_added_changed_and_removed(write, stories, lake):
    goma, ruiz = write(stories["goma"]), write(stories["ruiz"])
    told = found(stored(goma, lake("Quito")), stored(ruiz, lake("Lima")))
    kinds = {graph: each.kind for graph, each in told.items()}
    assert kinds == {RUIZ: "added", LAKE: "changed", goma.document: "removed", None: "changed"}
    change = told[LAKE]
    assert [each.says for each in change.gone] == ["Ana Ruiz | lives in | Quito"]
    assert [each.says for each in change.new] == ["Ana Ruiz | lives in | Lima"]
    assert change.title == "Lake"
    assert len(told[RUIZ].new) > 4
    assert not told[RUIZ].gone


def test_a_claim_that_only_moved_is_neither_gone_nor_new(lake):
    told = found(stored(lake("Quito")), stored(lake("Quito", above=2)))
    assert (told[LAKE].gone, told[LAKE].new) == ((), ())
    assert told[LAKE].added > 0


def test_a_claim_that_stands_otherwise_is_another_one(lake):
    told = found(stored(lake("Quito")), stored(lake("Quito", status=Status.DENIED)))
    [gone], [new] = told[LAKE].gone, told[LAKE].new
    assert (gone.status, gone.fact, new.status, new.fact) == ("Asserted", True, "Denied", False)


def test_a_patch_makes_the_second_store_of_the_first(write, stories, lake):
    articles = [*(write(each) for each in stories.values()), lake("Quito")]
    sides = [stored(*some) for count in (0, 1, 3) for some in combinations(articles, count)]
    sides.append(stored(*articles[:3], lake("Lima", above=1)))
    for before in sides[::2]:
        for after in sides:
            lines = list(patch(before.store, after.store))
            assert patched(before, lines) == quads(after)
            assert lines == list(patch(before.store, after.store))


def test_the_ledger_is_in_no_patch(lake):
    lines = "".join(patch(Store(), stored(lake("Quito")).store))
    assert "urn:news-kg:ledger" not in lines


def test_memory_does_not_grow_with_the_stores(story, write):
    def peak(articles):
        told = [
            story(f"https://news.example/{i}", f"Ana Ruiz lives in Q{i}.") for i in range(articles)
        ]
        for i, each in enumerate(told):
            ruiz, city = each.mention(0, "Ana Ruiz", "Person"), each.mention(0, f"Q{i}", "City")
            each.claim(0, Relation(ruiz, "livesIn", city))
        store = stored(*map(write, told))
        list(changes(stored().store, stored().store))  # what is loaded once
        tracemalloc.start()
        for _ in changes(Store(), store.store):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(60) < 2 * peak(10) + 200_000


# The command


@pytest.fixture(scope="module")
def places(lake, write, stories, tmp_path_factory):
    folder = tmp_path_factory.mktemp("diff")
    places = folder / "before", folder / "after"
    stored(lake("Quito"), place=places[0]).close()
    stored(lake("Lima"), write(stories["goma"]), place=places[1]).close()
    return places


def test_the_command_tells_what_changed_in_words(kg, places):
    before, after = places
    code, told, _ = kg("diff", "--store", before, "--store", after, "--full")
    assert code == 1
    assert "    - Ana Ruiz | lives in | Quito (Asserted, a fact)\n" in told
    assert "    + Ana Ruiz | lives in | Lima (Asserted, a fact)\n" in told
    assert "articles: 1 added, 1 changed, 0 removed, 0 as they were\n" in told
    _, short, _ = kg("diff", "--store", before, "--store", after)
    assert "changed  https://news.example/lake  “Lake”: 1 claim new, 1 gone\n" in short
    assert "lives in" not in short


def test_the_command_tells_it_as_json_and_as_a_patch(kg, places, tmp_path):
    before, after = places
    target = tmp_path / "changes.rdfp"
    code, told, _ = kg("diff", "--store", before, "--store", after, "--json", "-o", target)
    assert code == 1
    plain = json.loads(told)
    assert plain["articles_changed"] == plain["articles_added"] == 1
    lake = next(each for each in plain["changes"] if each["graph"] == LAKE)
    assert lake["new"][0]["says"] == "Ana Ruiz | lives in | Lima"
    lines = target.read_text().splitlines(keepends=True)
    with Embedded.read_only(before) as old, Embedded.read_only(after) as new:
        assert patched(old, lines) == quads(new)


def test_the_command_says_by_its_exit_code_that_stores_are_equal(kg, places):
    code, told, _ = kg("diff", "--store", places[0], "--store", places[0], "--quiet")
    assert (code, told) == (0, "")
    code, told, _ = kg("diff", "--store", places[0], "--store", places[0], "--json")
    assert (code, json.loads(told)["changes"]) == (0, [])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "compare what?"),
        (["--store", "a"], "compare what?"),
        (["--store", "a", "--store", "b", "--prune"], "compare what?"),
        (["--store", "a", "--store", "b", "--to", "http://x"], "--to compares one store"),
        (["--store", "a", "--to", "http://x", "-o", "f"], "--to compares one store"),
    ],
)
def test_options_that_do_not_go_together_are_told(kg, options, told):
    code, _, error = kg("diff", *options)
    assert code == 2
    assert told in error


def test_a_store_that_is_not_there_is_told(kg, places, tmp_path):
    code, _, error = kg("diff", "--store", places[0], "--store", tmp_path / "none")
    assert (code, error.count("\n")) == (1, 1)
    assert "no store is there" in error
