"""Copies and later versions in a real build: the same marks in memory, in stores, and in whatever order."""

import json

import pytest

from kg.store import Embedded

FIRST = (
    "Police in Madrid arrested the banker Piet Vos on Monday. Vos exports copper to Norway, and the police say that "
    "he took ten million euros from the bank that he led. His lawyer, Ana Ruiz, denied it. "
    "The bank has three thousand customers in Spain and Portugal, and its branches stayed closed in the morning. "
    "The finance minister, Karl Ott, told parliament that all savings up to a hundred thousand euros are safe."
)
MORE = (
    "\n\nOn Tuesday a judge in Madrid ordered that Vos stay in prison until his trial, which is due in spring. "
    "Customers queued in front of branches in Lisbon, where the police had to close a street."
)
OTHER = "Norway bought ten ships from Brazil on Tuesday."
ARTICLES = (
    {"url": "https://post.example/vos", "publisher": "The Post", "published": "2026-03-10", "text": FIRST},
    {"url": "https://post.example/vos-2", "publisher": "The Post", "published": "2026-03-11", "text": FIRST + MORE},
    {"url": "https://echo.example/1", "publisher": "The Echo", "published": "2026-03-10", "text": FIRST},
    {"url": "https://daily.example/1", "publisher": "The Daily", "published": "2026-03-11", "text": FIRST},
    {"url": "https://sea.example/1", "publisher": "Sea News", "published": "2026-03-11", "text": OTHER},
)  # fmt: skip


def write(path, *articles):
    path.write_text("".join(json.dumps(each) + "\n" for each in articles))
    return path


@pytest.fixture
def dumped(tmp_path):
    def dump(store):
        with Embedded.read_only(store) as embedded:
            embedded.dump(tmp_path / "dump.nq")
        return (tmp_path / "dump.nq").read_text()

    return dump


def test_copies_are_marked_and_support_counts_outlets(tmp_path, kg, dumped):
    rules = ("--extractors", "rules", "-q")
    news = write(tmp_path / "news.jsonl", *ARTICLES)
    memory, store = tmp_path / "memory.nq", tmp_path / "store"
    assert kg("build", news, "-o", memory, *rules)[0] == 0
    assert kg("build", news, "--store", store, *rules)[0] == 0
    expected = memory.read_text()
    assert dumped(store) == expected
    for way, article, original in (
        ("copyOf", "https://daily.example/1", "https://echo.example/1"),
        ("copyOf", "https://post.example/vos", "https://echo.example/1"),  # of one day: by IRI
        ("versionOf", "https://post.example/vos-2", "https://post.example/vos"),
    ):
        assert (
            f"<{article}> <https://w3id.org/news-kg/ontology#{way}> <{original}> <{article}>"
            in expected
        )

    # One file after the other, the originals last
    parts = tmp_path / "parts"
    for number, each in enumerate(reversed(ARTICLES)):
        part = write(tmp_path / "news.jsonl", each)
        assert kg("build", part, "--store", parts, *rules)[0] == 0, number
    assert dumped(parts) == expected

    # Without the copy that is the earliest, another one is the original
    assert kg("remove", "https://echo.example/1", "--store", parts)[0] == 0
    news = write(tmp_path / "news.jsonl", ARTICLES[0], ARTICLES[1], *ARTICLES[3:])
    assert kg("build", news, "-o", memory, *rules)[0] == 0
    assert dumped(parts) == memory.read_text()

    code, out, _ = kg("query", "independent-support", "--store", store, "--format", "csv")
    assert code == 0
    [said] = [line for line in out.splitlines() if "#holdsPosition," in line and ",banker," in line]
    assert said.split(",")[-2:] == ["1", "4"]  # one outlet, four articles
    code, out, _ = kg("query", "copies", "--store", store, "--format", "csv")
    assert (code, out.count(",copy,"), out.count(",later version,")) == (0, 2 + 1, 1)
    assert kg("validate", "--store", store)[0] == 0
