"""A store is kept in step with the pages of an outlet."""

from collections.abc import Iterator

import outlets
import pytest
from outlets import Outlet, page, rss

import kg
from kg.fetch import Clock

DAY = "Thu, 12 Mar 2026 08:00:00 GMT"
RUIZ = "Former minister Ana Ruiz was charged with bribery in Quito on Wednesday."
OIL = "Chevron exports Venezuelan oil to the United States."


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with outlets.running() as running:
        running.clock = Clock()
        yield running


def test_article_that_changed_replaces_its_graph_and_the_others_are_left(outlet, tmp_path):
    links = [outlets.item(path, path, date=DAY) for path in ("/ruiz", "/oil")]
    feed = outlet.put("/feed", rss(*links), type="application/rss+xml")
    outlet.put("/ruiz", page("Minister charged", RUIZ), headers={"ETag": '"1"'})
    outlet.put("/oil", page("Oil exports", OIL), headers={"ETag": '"1"'})
    store = tmp_path / "store"

    def build() -> kg.Graph:
        outlet.log.clear()
        return kg.build(feed, store=store, pause=0)

    first = build()
    assert (first.report.documents, first.report.failures) == (2, ())
    assert first.query("who-is-charged").records()[0]["accusedLabel"] == "Ana Ruiz"
    again = build()
    assert (again.report.documents, again.report.unchanged) == (0, 2)
    assert [each.headers.get("if-none-match") for each in outlet.log if each.path == "/oil"] == [
        '"1"'
    ]
    outlet.put(
        "/ruiz", page("Minister charged", RUIZ.replace("Ana", "Eva")), headers={"ETag": '"2"'}
    )
    third = build()
    assert (third.report.documents, third.report.unchanged) == (1, 1)
    assert [row["accusedLabel"] for row in third.query("who-is-charged").records()] == ["Eva Ruiz"]
    outlet.put("/feed", rss(links[1]), type="application/rss+xml")
    fourth = build()
    assert (fourth.report.unchanged, fourth.report.gone) == (1, ())
    assert len(fourth.query("documents").records()) == 2
