"""The articles that are measured, and the options that all benchmarks share.

The corpus is the folder ``news`` of the directory in KG_DATA, else of ``shared/data`` beside the checkout, else the
examples. Where it has too few articles they are read again under other names.
"""

import argparse
import os
from dataclasses import dataclass, replace
from itertools import count, islice
from pathlib import Path

from kg.model import Document
from kg.sources import read

_CHECKOUT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How much is measured, and how it is told."""

    articles: int
    rounds: int
    json: bool


def options(description: str) -> Options:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument(
        "--articles", type=int, default=60, help="the smallest number of articles (default: 60)"
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="how often each time is taken (default: 3)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    given = parser.parse_args()
    if given.articles < 1 or given.rounds < 1:
        parser.error("--articles and --rounds must be at least 1")
    return Options(articles=given.articles, rounds=given.rounds, json=given.json)


def folder() -> Path:
    """Return where the articles are."""
    data = Path(os.environ.get("KG_DATA", _CHECKOUT.parent / "shared" / "data"))
    news = data / "news"
    return news if news.is_dir() else _CHECKOUT / "examples" / "news"


def name() -> str:
    """Return the corpus as a report names it."""
    news = folder()
    return (
        str(news.relative_to(_CHECKOUT))
        if news.is_relative_to(_CHECKOUT)
        else f"{news.parent.name}/{news.name}"
    )


def articles(wanted: int) -> list[Document]:
    """Return WANTED articles, always the same ones in the same order."""
    found = [each for each in read(folder()) if isinstance(each, Document)]
    if not found:
        raise SystemExit(
            f"{folder()}: no article to measure; set KG_DATA to a folder that has news/"
        )
    copies = (replace(each, id=f"{each.id}?copy={copy}") for copy in count(1) for each in found)
    return [*found[:wanted], *islice(copies, max(0, wanted - len(found)))]


def words(documents: list[Document]) -> int:
    """Return how many words the documents have, as whitespace parts them."""
    return sum(len(document.text.split()) for document in documents)
