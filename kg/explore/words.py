"""A claim in plain words: what it says, and who says so."""

from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import urlsplit

from kg.explore.shapes import Article, Claim, Item

_ENDED: Final = "no longer so: "


def says(claim: Claim) -> str:
    """Return what CLAIM says: its subject, predicate and object, or what happens and who takes part in which role."""
    if claim["kind"] == "relation":
        ends = flat(claim["subject"]["label"]), flat(claim["object"]["label"])
        told = f"{ends[0]} | {flat(claim['typeLabel'])} | {ends[1]}{_period(claim)}"
    else:
        roles = (f"{flat(role['label'])}: {labels(role['items'])}" for role in claim["roles"])
        told = "; ".join([flat(claim["label"]), *roles])
    return f"{_ENDED if claim.get('ended') else ''}{told}"


def labels(items: Sequence[Item]) -> str:
    """Return what ITEMS are called, in their order."""
    return ", ".join(flat(each["label"]) for each in items)


def speaker(claim: Claim) -> str:
    """Return who says what CLAIM says, and through whom; "" for the outlet itself."""
    by = labels(claim["speakers"])
    return f"{by}, relayed by {labels(claim['relays'])}" if claim["relays"] else by


def outlet(article: Article) -> str:
    """Return who published ARTICLE, else the host of its address.

    >>> outlet({"iri": "https://news.example/a", "title": "A", "url": "https://news.example/a"})
    'news.example'
    """
    given = flat(article.get("publisher", ""))
    return given or (urlsplit(article.get("url", "")).hostname or "")


def flat(text: str) -> str:
    r"""Return TEXT on one line.

    >>> flat("Rain\n fell. ")
    'Rain fell.'
    """
    return " ".join(text.split())


def joined(sentences: Iterable[str]) -> str:
    """Return the SENTENCES that support a claim, each once."""
    return " […] ".join(dict.fromkeys(flat(each) for each in sentences if each))


def _period(claim: Claim) -> str:
    begin, end = claim.get("validFrom"), claim.get("validUntil")
    since = f" from {begin}" if begin else ""
    until = f" until {end}" if end else ""
    return f"{since}{until}"
