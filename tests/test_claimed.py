"""Claims as rows: what each has, and that the work grows no faster than the number of claims."""

from pathlib import Path

import pytest
from pyoxigraph import Quad, Store, parse

from kg import query
from kg.query import ask
from kg.query.claimed import claimed

DATA = Path(__file__).parent / "queries" / "who-said-what" / "data.trig"
ARTICLE = "https://news.example/"


@pytest.fixture
def asked(monkeypatch):
    """The text of each query that runs, with the number of its rows."""
    told = []
    whole = ask._ask

    def recorded(name, text, source, **options):
        found = whole(name, text, source, **options)
        told.append((text, len(found)))
        return found

    monkeypatch.setattr(ask, "_ask", recorded)
    return told


def copies(count: int) -> Store:
    """Return COUNT copies of one graph, with articles, claims and entities of their own."""
    text = DATA.read_text(encoding="utf-8")
    found: list[Quad] = []
    for number in range(count):
        own = text.replace(ARTICLE, f"{ARTICLE}{number}/")
        for kind in ("claim", "entity", "event"):
            own = own.replace(f"news-kg/{kind}/", f"news-kg/{kind}/{number}-")
        found += parse(own.encode(), format=query.stores.RdfFormat.TRIG)
    return query.memory(found)


def test_claims_are_joined_here_not_by_optional_parts_of_one_query(asked):
    query.claims_frame(copies(1), claims=True)
    joined = [text for text, _ in asked if "OPTIONAL" in text or "UNION" in text]
    assert joined == []


def test_steps_grow_as_the_claims_do(asked):
    one = claimed(copies(1))
    first, queries = sum(rows for _, rows in asked), len(asked)
    asked.clear()
    many = claimed(copies(20))
    assert len(many) == 20 * len(one) > 0
    assert len(asked) == queries
    assert sum(rows for _, rows in asked) <= 20 * first


def test_sense_of_a_predicate_is_no_role():
    rows = claimed(query.open_files([DATA.parent.parent / "unknown-predicates" / "data.trig"]))
    skated = [row for row in rows if row["label"] == "Skate: Ida Holm"]
    assert [(str(row["predicate"]).rpartition("#")[2], row["fact"]) for row in skated] == [
        ("agent", True)
    ]
    assert not [row for row in rows if str(row["predicate"]).endswith("#predicate")]


def test_rows_are_in_the_order_of_the_texts():
    rows = claimed(copies(3))
    places = [(row["article"], row["start"]) for row in rows]
    assert places == sorted(places)
    assert len({row["article"] for row in rows}) >= 3
