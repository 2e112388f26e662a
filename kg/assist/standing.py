"""Whose word a statement is, as the words that it begins with: an allegation must never read as a fact."""

from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from kg.assist.quoting import plain, quoted
from kg.explore.shapes import Article, Claim

# What somebody says who is named beside the outlet; who says the others is the outlet, unless somebody is named.
_OF_OTHERS: Final = {"Reported": "REPORTED", "Alleged": "ALLEGED", "Denied": "DENIED"}
_OF_ANYBODY: Final = {
    "Planned": "PLANNED",
    "Hypothetical": "HYPOTHETICAL",
    "Negated": "SAID NOT TO BE SO",
}
_NAMED: Final = 4


def outlet(article: Article) -> str:
    """Return who published ARTICLE, else the host that it is from.

    >>> outlet({"iri": "https://news.example/a", "title": "A", "url": "https://www.news.example/a"})
    'news.example'
    """
    given = plain(article.get("publisher", ""))
    return given or (urlsplit(article.get("url", "")).hostname or "").removeprefix("www.")


def standing(claim: Claim, article: Article) -> str:
    """Return whose word CLAIM is, which ARTICLE has; only of a fact it begins with STATED."""
    where = (
        quoted(outlet(article))
        if outlet(article)
        else f"an article called {quoted(article['title'])}"
    )
    status = claim["status"]
    if claim["fact"]:
        return f"STATED by {where}"
    if status == "Asserted":
        return f"{'NO LONGER SO' if claim.get('ended') else 'NO FACT'}, told by {where}"
    word = _OF_OTHERS.get(status) or _OF_ANYBODY.get(status) or f"NO FACT ({plain(status)})"
    if claim["speakers"]:
        by = f" by {_all(claim['speakers'])}"
        relayed = f", relayed by {_all(claim['relays'])}" if claim["relays"] else ""
        return f"{word}{by}{relayed}, in {where}"
    if status in _OF_OTHERS:
        return f"{word} by somebody (see the sentence), in {where}"
    return f"{word}, says {where}"


def says(claim: Claim, article: Article) -> list[str]:
    """Return who says what CLAIM says: the speakers, else the outlet."""
    speakers = [plain(each["label"]) for each in claim["speakers"][:_NAMED]]
    return speakers or [outlet(article) or "an outlet that the graph does not know"]


def _all(speakers: Iterable[object]) -> str:
    names = [quoted(each["label"]) for each in speakers]  # type: ignore[index]
    left = len(names) - _NAMED
    return " and ".join(names[:_NAMED]) + (f" and {left} more" if left > 0 else "")
