"""When an article was published, by what stands around it."""

import pytest

from kg import sources
from kg.sources import publication, segments

TEXT = "Police in Madrid arrested the banker Piet Vos on Monday, the city said in a statement."


def published(line: str, *, url: str | None = None, end: str = "", **options) -> str | None:
    text = f"Banker held in Madrid\n\n{line}\n\n{TEXT}\n\n{TEXT} It is late.\n\n{TEXT}\n\n{end}"
    return next(iter(read(text, url, **options)))


def read(text: str, url: str | None, **options):
    layout = segments.split(text)
    rights = [text[s.start : s.end] for s in layout.segments if s.kind == "copyright"]
    yield publication.find("a.txt", None, layout.dates, url=url, rights=rights, **options)


@pytest.mark.parametrize(
    "line",
    [
        *("4 March 2026", "March 4th, 2026", "Wednesday, March 4, 2026", "2026-03-04"),
        *("By Jo Reyes, 4 March 2026", "By Jo Reyes | 04 March 2026", "By Jo Reyes (March 4, 2026)"),
        *("By JO REYES March 4, 2026", "Jo Reyes, 4 March 2026", "Jo Reyes – March 4, 2026"),
        *("Published March 4, 2026 by Jo Reyes", "4 March 2026 | By Jo Reyes", "Dated: 4 March 2026"),
        *("By Jo Reyes in London, March 4, 2026", "London, 4 March 2026"),
        *("LONDON, March 4, 2026 (Reuters) - It rained.", "LONDON, 4 March 2026 — It rained."),
        *("LONDON, Wednesday, March 4, 2026 (AP) — It rained.", "March 4, 2026 (Reuters) - It rained."),
    ],
)  # fmt: skip
def test_lines_above_the_text_date_an_article(line):
    assert published(line) == "2026-03-04"


YEARLESS = [
    *("March 4", "4 March", "Wednesday, March 4", "By Jo Reyes, March 4", "By Jo Reyes | Mar. 4"),
    *("LONDON, March 4 (Reuters) - It rained.", "London, 4 March (Reuters) - It rained."),
    *("LONDON, Wednesday, March 4 (AP) — It rained.", "LONDON, Mar 4 - It rained."),
    *("NEW DELHI, March 4: It rained.", "OSLO, March 4 /PRNewswire/ -- It rained."),
]


@pytest.mark.parametrize("line", YEARLESS)
def test_day_without_a_year_takes_it_from_the_address(line):
    assert published(line) is None
    assert published(line, url="https://a.example/2026/03/05/rain") == "2026-03-04"
    assert published(line, url="https://a.example/2026/rain") == "2026-03-04"


@pytest.mark.parametrize("line", YEARLESS)
def test_day_without_a_year_takes_it_from_other_dates(line):
    assert published(line, end="© 2026 Hill Post. All rights reserved.") == "2026-03-04"
    assert published(line, given="2026-03-09") == "2026-03-04"
    assert published(f"{line}\n\nUpdated March 5, 2026") == "2026-03-04"


def test_year_is_the_one_that_brings_the_day_near():
    assert published("LONDON, Dec. 31 (Reuters) - It rained.", given="2027-01-02") == "2026-12-31"
    assert published("LONDON, Jan. 1 (Reuters) - It rained.", given="2026-12-31") == "2027-01-01"


def test_year_that_cannot_be_is_not_taken():
    assert published("Friday, March 4", end="© 2026 Hill Post") is None
    assert published("February 29", end="© 2026 Hill Post") is None


def test_prose_dates_nothing():
    assert published("The law of 4 March 2026 took effect in Oslo.") is None
    assert published("March 4", end="It has been so since 24 February 2022 in Kyiv.") is None
    assert published("Police said on March 4, 2026 that it rained.") is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2026/03/04/rain", "2026-03-04"),
        ("https://a.example/world/2026/mar/4/rain", "2026-03-04"),
        ("https://a.example/news-2026-03-04-rain.html", "2026-03-04"),
        ("https://a.example/20260304/rain", "2026-03-04"),
        ("https://a.example/2026/13/04/rain", None),
        ("https://a.example/2026/02/30/rain", None),
        ("https://a.example/story/20260304123", None),
        ("https://a.example/?d=2026-03-04", None),
    ],
)
def test_address_dates_an_article_that_nothing_else_dates(url, day):
    assert published("By Jo Reyes", url=url) == day
    assert published("March 9, 2026", url=url) == "2026-03-09"


def test_date_of_the_front_matter_may_be_a_year(tmp_path):
    (tmp_path / "a.md").write_text(f"---\ntitle: Rain\ndate: 2026\n---\nMarch 4\n\n{TEXT}\n")
    (document,) = sources.read(tmp_path / "a.md")
    assert document.published == "2026-03-04"


@pytest.mark.parametrize(
    "text",
    [
        "Conference, March 4 – 6, Berlin: all the talks are open to the public.",
        "Monday, March 4 — The court opens its doors at nine.",
        "MONDAY, March 4 — The court opens its doors at nine.",
        "Easter, March 4 — a day of rest — was quiet.",
    ],
)
def test_days_in_prose_are_no_dateline(text):
    assert segments.split(f"{TEXT}\n\n{text}").dates == ()
