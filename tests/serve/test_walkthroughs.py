"""The five questions of docs/explorer.md, answered in a real browser; KG_PICTURES=write takes its pictures anew.

They are asked of a corpus of Wikinews articles, and left out where it is missing. The demo answers the same questions.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.iri import BASE

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

DATA = Path(os.environ.get("KG_DATA") or Path(__file__).parents[3] / "shared/data") / "news"
PICTURES = Path(__file__).parents[2] / "docs/pictures"
NAMES = ("accused", "company", "countries", "figures", "home", "story")
SIZE = {"width": 1180, "height": 760}


@pytest.fixture
def desk(browser, shown, look):
    with look(browser, shown, viewport=SIZE, color_scheme="light") as page:
        yield page


@pytest.fixture(scope="module")
def corpus(tmp_path_factory, serve) -> Iterator[object]:
    """A server over 289 articles of Wikinews (CC BY 2.5)."""
    files = [DATA / "wikinews.jsonl", DATA / "meantime-dev.jsonl"]
    if not all(each.is_file() for each in files):
        pytest.skip("the corpus of news is not here; KG_DATA names its folder")
    from kg.pipeline import build

    folder = tmp_path_factory.mktemp("walkthroughs") / "store"
    build(files, store=folder)
    with serve("--store", folder) as started:
        yield started


@pytest.fixture
def reading(browser, corpus, look):
    """A page at the server over the corpus."""
    with look(browser, corpus, viewport=SIZE, color_scheme="light") as page:
        yield page


def picture(page, name: str) -> None:
    """Take the picture called NAME where pictures are to be taken."""
    assert name in NAMES
    if os.environ.get("KG_PICTURES") == "write":
        assert "CI" not in os.environ, "pictures are taken by hand, and looked at"
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(800)
        PICTURES.mkdir(exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}.png")


def at_the_top(part) -> None:
    part.evaluate("(each) => each.scrollIntoView({ block: 'start' })")


def test_every_picture_of_the_page_is_there_and_none_else():
    assert sorted(path.stem for path in PICTURES.glob("*.png")) == sorted(NAMES)
    told = (PICTURES.parent / "explorer.md").read_text(encoding="utf-8")
    assert all(f"pictures/{name}.png" in told for name in NAMES)


def test_the_first_page(desk):
    desk.goto("/")
    expect(desk.get_by_role("heading", name="Where sources disagree")).to_be_visible()
    expect(desk.locator(".disputes")).to_contain_text(
        "Russia denied that it had destroyed the dam."
    )
    picture(desk, "home")


def test_who_is_accused_of_what_by_whom(reading):
    reading.goto("/query")
    reading.get_by_label("Find a question").fill("accused")
    reading.get_by_role("navigation", name="Questions").get_by_role("link").first.click()
    rows = reading.locator("section.answer tbody tr")
    mugabe = rows.filter(has_text="plotting to use the epidemic").first
    expect(mugabe).to_contain_text("Western powers")
    expect(mugabe).to_contain_text("Robert Mugabe")
    expect(rows.filter(has_text="Cisco sues Apple").first).to_contain_text("lawsuit")
    at_the_top(reading.locator("section.answer"))
    picture(reading, "accused")


def test_what_happened_between_two_countries(reading):
    reading.goto("/graph")
    for name, field in (("Canada", "Begin with"), ("United States", "Add to the picture")):
        reading.get_by_role("combobox", name=field).fill(name)
        reading.get_by_role("option").filter(has_text="country").first.click()
        expect(reading.get_by_role("heading", level=1)).to_contain_text(name)
    reading.get_by_label("Only what connects them").check()
    rows = reading.locator("details.list table")
    expect(rows).to_contain_text("E. coli")
    expect(rows).to_contain_text("fresh bagged spinach")
    expect(rows.locator(".standing.Hypothetical").first).to_be_visible()
    picture(reading, "countries")


def test_what_a_company_owns_makes_and_is_part_of(reading):
    reading.goto("/entity/Airbus_Q67")
    row = reading.get_by_role("row", name=re.compile("^subsidiary of"))
    row.get_by_role("button").first.click()
    expect(reading.locator(".evidence mark.words").first).to_contain_text("Airbus")
    expect(reading.locator("table.facts")).to_contain_text("Louis Gallois")
    picture(reading, "company")


def test_where_sources_give_different_figures(reading):
    reading.goto("/query?question=diverging-figures&place=Haiti")
    rows = reading.locator("section.answer tbody tr")
    expect(rows.first).to_contain_text("194")
    expect(rows.filter(has_text="Over 250 dead in Haiti cholera outbreak").first).to_be_visible()
    at_the_top(reading.locator("section.answer"))
    picture(reading, "figures")


def test_how_a_story_developed(reading):
    reading.goto("/entity/Steve_Jobs_Q19837")
    marks = reading.locator(".timeline .mark")
    expect(marks.first).to_be_visible()
    at_the_top(reading.get_by_role("heading", name="Timeline"))
    picture(reading, "story")
    reading.locator(".timeline .mark", has_text="Resignation").first.click()
    expect(reading.locator(".evidence mark.words").first).to_contain_text("resign")


def test_what_is_alleged_in_the_demo(desk):
    desk.goto("/query")
    desk.get_by_label("Find a question").fill("alleged")
    desk.get_by_role("navigation", name="Questions").get_by_role("link").first.click()
    answer = desk.locator("section.answer tbody")
    expect(answer).to_contain_text("Ukraine accused Russia of blowing up the dam.")
    expect(answer.locator("tr").filter(has_text="blowing up the dam").first).to_contain_text(
        "Ukraine"
    )


def test_two_countries_of_the_demo(desk):
    desk.goto("/")
    desk.get_by_role("combobox").fill("Iran")
    desk.get_by_role("option").filter(has_text="country").first.click()
    desk.get_by_role("link", name="Draw the graph").click()
    desk.get_by_role("combobox", name="Add to the picture").fill("Saudi Arabia")
    desk.get_by_role("option").filter(has_text="country").first.click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Iran, Saudi Arabia")
    rows = desk.locator("details.list table")
    expect(rows).to_contain_text("agreement")
    expect(rows).to_contain_text("diplomatic relations")
    expect(rows).to_contain_text("planned")


def test_a_company_of_the_demo(desk):
    desk.goto("/entity/Chevron_Q319642")
    row = desk.get_by_role("row", name="exports to")
    row.get_by_role("button").first.click()
    expect(desk.locator(".evidence mark.words").first).to_contain_text("exports Venezuelan oil")
    expect(desk.locator(".claims")).to_contain_text("acquisition")


def test_figures_of_the_demo(desk):
    desk.goto("/query?question=diverging-figures")
    answer = desk.locator("section.answer tbody")
    expect(answer).to_contain_text("2946")
    expect(answer).to_contain_text("1000")


def test_a_story_of_the_demo(desk):
    desk.goto("/entity/Nicolas_Maduro_Q58132")
    marks = desk.locator(".timeline .mark")
    expect(marks.first).to_be_visible()
    expect(desk.locator(".timeline .mark.Planned")).to_have_count(1)
    desk.get_by_role("heading", name="Timeline").scroll_into_view_if_needed()
    marks.last.click()
    expect(desk.locator(".evidence mark.words").first).to_be_visible()


def test_a_link_that_is_shared_shows_the_same(browser, shown, look):
    link = f"/graph?from={quote(BASE + 'entity/Iran_Q794', safe='')}&status=Planned"
    with look(browser, shown) as page:
        page.goto(link)
        rows = page.locator("details.list table tbody tr")
        expect(rows.first).to_be_visible()
        for row in rows.all():
            expect(row).to_contain_text("planned")
