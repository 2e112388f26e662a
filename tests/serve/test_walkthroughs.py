"""The five questions of docs/explorer.md, answered in a real browser; KG_PICTURES=write takes its pictures anew."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.iri import BASE

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

PICTURES = Path(__file__).parents[2] / "docs/pictures"
NAMES = ("accused", "company", "countries", "figures", "home", "story")
SIZE = {"width": 1180, "height": 760}


@pytest.fixture
def desk(browser, shown, look):
    with look(browser, shown, viewport=SIZE, color_scheme="light") as page:
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


def test_who_is_accused_of_what_by_whom(desk):
    desk.goto("/query")
    desk.get_by_label("Find a question").fill("alleged")
    desk.get_by_role("navigation", name="Questions").get_by_role("link").first.click()
    answer = desk.locator("section.answer tbody")
    expect(answer).to_contain_text("Ukraine accused Russia of blowing up the dam.")
    expect(answer.locator("tr").filter(has_text="blowing up the dam").first).to_contain_text(
        "Ukraine"
    )
    answer.scroll_into_view_if_needed()
    picture(desk, "accused")


def test_what_happened_between_two_countries(desk):
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
    picture(desk, "countries")


def test_what_a_company_owns_buys_and_sells(desk):
    desk.goto("/entity/Chevron_Q319642")
    row = desk.get_by_role("row", name="exports to")
    row.get_by_role("button").first.click()
    expect(desk.locator(".evidence mark.words").first).to_contain_text("exports Venezuelan oil")
    expect(desk.locator(".claims")).to_contain_text("acquisition")
    picture(desk, "company")


def test_where_sources_give_different_figures(desk):
    desk.goto("/query?question=diverging-figures")
    answer = desk.locator("section.answer tbody")
    expect(answer).to_contain_text("2946")
    expect(answer).to_contain_text("1000")
    answer.scroll_into_view_if_needed()
    picture(desk, "figures")


def test_how_a_story_developed(desk):
    desk.goto("/entity/Nicolas_Maduro_Q58132")
    marks = desk.locator(".timeline .mark")
    expect(marks.first).to_be_visible()
    expect(desk.locator(".timeline .mark.Planned")).to_have_count(1)
    desk.get_by_role("heading", name="Timeline").scroll_into_view_if_needed()
    picture(desk, "story")
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
