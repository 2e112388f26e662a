"""Claims as statements: a typed value for programs, some lines for readers, and how many fit into an answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

from kg.assist.quoting import SENTENCE, plain, quoted
from kg.assist.shapes import Source, Statement, Thing
from kg.assist.standing import outlet, says, standing
from kg.explore.shapes import Article, Articles, Claim, Item
from kg.query import short_iri

CHARACTERS: Final = 16_000  # of the text of an answer
_ITEMS: Final = 6  # of one role
_ROLES: Final = 10
_ABOUT: Final = 12
_ANY = TypeVar("_ANY")


def thing(item: Item) -> Thing:
    """Return ITEM as an answer has it."""
    return Thing(
        name=plain(item["label"]), iri=item.get("iri", ""), kind=plain(item.get("kindLabel", ""))
    )


def source(article: Article) -> Source:
    """Return ARTICLE as an answer has it."""
    return Source(
        iri=article["iri"],
        title=plain(article["title"]),
        outlet=outlet(article),
        day=plain(article.get("published", ""))[:10],
    )


def statement(claim: Claim, articles: Articles) -> Statement:
    """Return what CLAIM says, its article among ARTICLES."""
    article = articles[claim["article"]]
    sentences = [each["sentence"] for each in claim["evidence"] if each["sentence"]]
    return Statement(
        standing=standing(claim, article),
        fact=claim["fact"],
        status=plain(claim["status"]),
        says=says(claim, article),
        text=_content(claim),
        about=[thing(item) for item in taking_part(claim)][:_ABOUT],
        sentence=plain(sentences[0], SENTENCE) if sentences else "",
        article=source(article),
        claim=claim["id"],
    )


def taking_part(claim: Claim) -> list[Item]:
    """Return the things and values that take part in what CLAIM says, each once."""
    if claim["kind"] == "relation":
        ends = [claim["subject"], claim["object"]]
    else:
        ends = [item for role in claim["roles"] for item in role["items"]]
    return list({(end.get("iri", ""), end["label"]): end for end in ends}.values())


def _content(claim: Claim) -> str:
    if claim["kind"] == "relation":
        ends = quoted(claim["subject"]["label"]), quoted(claim["object"]["label"])
        return f"{ends[0]} {plain(claim['typeLabel'])} {ends[1]}{_period(claim)}"
    roles = [f"{plain(role['label'])} {_items(role['items'])}" for role in claim["roles"][:_ROLES]]
    left = len(claim["roles"]) - len(roles)
    told = "; ".join([*roles, *([f"{left} more roles"] if left else [])])
    return f"{plain(claim['typeLabel'])}: {told}" if told else quoted(claim["label"])


def _period(claim: Claim) -> str:
    begin, end = claim.get("validFrom"), claim.get("validUntil")
    since = f" from {plain(begin)}" if begin else ""
    until = f" until {plain(end)}" if end else ""
    return f"{since}{until}"


def _items(items: Sequence[Item]) -> str:
    names = [quoted(item["label"]) for item in items[:_ITEMS]]
    left = len(items) - len(names)
    return ", ".join([*names, *([f"{left} more"] if left else [])])


def lines(said: Statement) -> list[str]:
    """Return SAID for a reader: whose word it is and what, the sentence, the article."""
    told = [f"{said.standing}: {said.text}"]
    if said.sentence:
        told.append(f"  sentence: {quoted(said.sentence, SENTENCE + 40)}")
    told.append(f"  article: {cited(said.article)}")
    told.append(f"  claim: {shown(said.claim)}")
    return told


def cited(article: Source) -> str:
    """Return ARTICLE as it is cited."""
    publisher = quoted(article.outlet) if article.outlet else ""
    parts = [quoted(article.title), publisher, article.day]
    return f"{', '.join(part for part in parts if part)} <{plain(article.iri, 500)}>"


def shown(iri: str) -> str:
    """Return IRI for a reader, in a form that the tools take."""
    short = short_iri(iri)
    return f"<{plain(short if ':' in short else f'kg:{short}', 500)}>"


def named(each: Thing) -> str:
    """Return a thing for a reader."""
    place = f" {shown(each.iri)}" if each.iri else ""
    return f"{quoted(each.name)}{place}{f', {each.kind}' if each.kind else ''}"


def fitting(
    items: Iterable[_ANY], told: Callable[[_ANY], Sequence[str]], characters: int = CHARACTERS
) -> Iterator[tuple[_ANY, Sequence[str]]]:
    """Yield ITEMS with the lines that TOLD makes of each, the first always, until CHARACTERS are used up."""
    used = 0
    for item in items:
        written = told(item)
        size = sum(len(line) + 1 for line in written)
        if used and used + size > characters:
            return
        used += size
        yield item, written


def more(left: int, what: str, how: str = "") -> list[str]:
    """Return the line that says how many are left out.

    >>> more(3, "statement", "raise limit"), more(1, "row"), more(0, "row")
    (['(3 more statements are left out; raise limit)'], ['(1 more row is left out)'], [])
    """
    if left <= 0:
        return []
    others = f"{left:,} more {what}s are" if left > 1 else f"1 more {what} is"
    return [f"({others} left out{f'; {how}' if how else ''})"]
