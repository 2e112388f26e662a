"""The fields of articles in JSON: what is called how, by publishers, their interfaces, and collections of news."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final

from kg.errors import ConfigError
from kg.sources import markup

# Case and separators do not count: pubDate is pub_date. "a.b" is the field b of the object a.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": (
        *("title", "headline", "web_title", "fields.headline", "article_title", "news_title"),
        *("post_title", "heading", "name"),
    ),
    "text": (
        *("text", "body", "content", "article_body", "article", "main_text", "full_text"),
        *("text_body", "body_text", "article_text", "article_content", "content_text", "raw_text"),
        *("plain_text", "clean_text", "cleaned_text", "fields.body_text", "fields.body", "story"),
        *(
            "post_content",
            "content_html",
            "body_html",
            "html",
            "html_content",
            "news_text",
            "paragraphs",
            "blocks",
        ),
    ),
    "url": (
        *("url", "link", "web_url", "canonical_url", "source_url", "article_url", "page_url"),
        *("permalink", "document_identifier", "uri", "external_url"),
    ),
    "published": (
        *("published", "date", "date_published", "date_publish", "publication_date"),
        *("published_at", "pub_date", "publish_date", "published_date", "published_time"),
        *("publish_time", "publication_time", "web_publication_date", "first_published_at"),
        *("date_time_pub", "iso_date", "seen_date", "datetime", "created_at"),
    ),
    "authors": ("authors", "author", "byline", "creator", "fields.byline", "writer", "writers"),
    "publisher": (
        *("publisher", "source", "site", "site_name", "outlet", "source_name", "newspaper"),
        *(
            "publication",
            "fields.publication",
            "media_name",
            "source.title",
            "source_domain",
            "domain",
        ),
    ),
    "language": ("language", "lang", "in_language", "language_code"),
    "status": ("creative_work_status", "publication_status", "article_status", "status"),
    "id": ("id", "_id", "uuid", "guid"),
}
# What is read in the place of a text where there is nothing longer: a teaser.
TEASERS: Final = (
    *("lead_paragraph", "abstract", "description", "summary", "snippet", "excerpt", "standfirst"),
    *("fields.trail_text", "trail_text", "lead", "teaser"),
)
# Where the value itself is in an object: of WordPress, the New York Times, JSON-LD, MongoDB, feeds.
_INNER: Final = (
    "rendered",
    "main",
    "original",
    "@value",
    "$date",
    "value",
    "text",
    "#text",
    "body",
)
_WRAPPERS: Final = frozenset("article _source data doc document story item post news".split())
_SEPARATORS: Final = re.compile(r"[\W_]+")
_EMPTY: Final[tuple[Any, ...]] = (None, "", [], {})
LONG: Final = 40  # characters of what may be a text
_ALIKE: Final = 0.7  # how alike a name must be to be meant

Fields = Mapping[str, tuple[str, ...]]


def check_fields(fields: Mapping[str, str] | None) -> Fields:
    """Return the names of the fields to look for, those that the user names in FIELDS instead.

    >>> check_fields({"text": "story"})["text"]
    ('story',)
    >>> check_fields({"txt": "story"})
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: --field: 'txt' is no field of an article; did you mean 'text'?
    """
    for name in fields or {}:
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(FIELDS)}"
            raise ConfigError(f"--field: {name!r} is no field of an article; {hint}")
    return {**FIELDS, **{name: (theirs,) for name, theirs in (fields or {}).items()}}


def is_called(name: str, names: Iterable[str]) -> bool:
    """Tell whether NAME is one of NAMES, whatever its case and separators.

    >>> is_called("Pub Date", ("date", "pub_date")), is_called("Outlet", ("date", "pub_date"))
    (True, False)
    """
    return bool(_fold(name)) and _fold(name) in map(_fold, names)


def values(found: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[Any]:
    """Yield the values that the NAMES have in an object, but for empty ones.

    >>> list(values({"PubDate": "2026", "date": ""}, ("date", "pub_date")))
    ['2026']
    >>> list(values({"Fields": {"bodyText": "Rain."}}, ("fields.body_text",)))
    ['Rain.']
    """
    given = _folded(found)  # once, for an object may have a million names
    for name in names:
        value = given.get(_fold(name))
        if value is None and "." in name:
            value = found
            for part in name.split("."):
                value = _folded(value).get(_fold(part)) if isinstance(value, dict) else None
        if value not in _EMPTY:
            yield value


def _folded(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an object by their folded names, of each the first that is not empty."""
    given: dict[str, Any] = {}
    for key, value in found.items():
        if value not in _EMPTY:
            given.setdefault(_fold(key), value)
    return given


@lru_cache(4096)
def _fold(name: str) -> str:
    return _SEPARATORS.sub("", name).casefold() or name


def inner(value: Any) -> Any:
    """Return what an object holds as its value; anything else as it is.

    >>> inner({"rendered": "<p>Rain.</p>", "protected": False}), inner("Rain.")
    ('<p>Rain.</p>', 'Rain.')
    """
    if isinstance(value, dict):
        return next((value[name] for name in _INNER if value.get(name)), value)
    return value


def unwrapped(found: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """Return the object of an article without one around it, as databases and interfaces put there."""
    if has_text(found, fields):
        return found
    for name, value in found.items():
        if name.casefold() in _WRAPPERS and isinstance(value, dict) and has_text(value, fields):
            return {**found, **value}
    return found


def has_text(found: Mapping[str, Any], fields: Fields) -> bool:
    """Tell whether an object has a text under one of the known names."""
    return any(as_text(value) for value in values(found, fields["text"]))


def as_text(value: Any, depth: int = 3) -> str | None:
    r"""Return a VALUE of JSON as text, a list as its paragraphs; None where it is no text.

    >>> as_text([{"type": "p", "text": "Rain fell."}, {"type": "image", "src": "a.png"}, "It stopped."])
    'Rain fell.\n\nIt stopped.'
    """
    value = inner(value)
    match value:
        case str():
            return markup.to_text(value) if markup.is_html(value) else value
        case list() if value and depth and all(isinstance(each, str | dict) for each in value):
            parts = [
                as_text(each, depth - 1) for each in value
            ]  # paragraphs, or blocks with a text in each
            return "\n\n".join(part for part in parts if part) or None
        case _:
            return None


def teaser(found: Mapping[str, Any]) -> str | None:
    """Return the teaser of an article, unless a field that we do not know holds more."""
    text = next(filter(None, map(as_text, values(found, TEASERS))), None)
    return text if text and len(longest(found)[1]) <= len(text) else None


def longest(found: Mapping[str, Any], path: str = "", depth: int = 3) -> tuple[str, str]:
    """Return the field with the longest text of an object, its path with dots, and the text.

    >>> longest({"id": "a", "data": {"storyText": "Rain fell on the city for the third day in a row."}})[0]
    'data.storyText'
    """
    best = ("", "")
    for name, value in found.items():
        if isinstance(value, dict) and depth:
            here = longest(value, f"{path}{name}.", depth - 1)
        else:
            here = (f"{path}{name}", as_text(value) or "")
        if len(here[1]) > len(best[1]) and "://" not in here[1][:12]:
            best = here
    return best


def missing(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    """Return what to say of an object without a text: which field may hold it.

    >>> missing({"Outlet": "The Lake", "StoryBody": ""}, ("text", "body"))
    'StoryBody is empty; fill it in, or drop the article'
    """
    what = f"has no field {names[0]!r}" if len(names) == 1 else "has no text"
    field, text = longest(found)
    empty = _empty(found, names)
    if empty and (len(names) == 1 or len(text) < LONG or _fold(field) in _OTHERS):
        return f"{empty} is empty; fill it in, or drop the article"
    if len(text) >= LONG:
        return f'{what}; its longest text is in "{field}": give --field text={field}'
    filled = [name for name in found if as_text(found[name])]
    near = get_close_matches(names[0], filled, n=1, cutoff=_ALIKE)
    have = ", ".join(list(found)[:8]) or "nothing"
    hint = f"did you mean {near[0]!r}?" if near and near[0] not in names else f"have: {have}"
    return f"{what}; {hint}; name it with --field text=NAME"


_OTHERS: Final = frozenset(
    _fold(name) for field, names in FIELDS.items() if field != "text" for name in names
)


def _empty(found: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the field that should have the text and has none: one of NAMES, else one that ends in one of them."""
    empty = [name for name, value in found.items() if value in _EMPTY or not str(value).strip()]
    folded = [_fold(name) for name in names]
    exact = (name for name in empty if _fold(name) in folded)
    close = (name for name in empty if _fold(name).endswith(tuple(folded)))
    return next(exact, next(close, None))
