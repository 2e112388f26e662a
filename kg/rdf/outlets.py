"""Whose word an article is: copies count as their original, a dispatch as its agency, all else as the outlet."""

from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import urlsplit

from pyoxigraph import NamedNode, Quad

from kg.rdf.terms import node

_COPY_OF: Final = node("kg", "copyOf")
_URL: Final = node("schema", "url")
_SAID: Final = (node("kg", "agency"), node("schema", "publisher"), _URL)  # the first that there is


def outlets(quads: Iterable[Quad]) -> Callable[[str], str]:
    """Return a function that tells whose word the article with an IRI is, by what QUADS say of articles.

    Two articles of one outlet, or two prints of one text, are one source. An article that says nothing of itself is its
    own.
    """
    known: dict[str, dict[NamedNode, str]] = {}
    for quad in quads:
        if quad.predicate == _COPY_OF or quad.predicate in _SAID:
            article = known.setdefault(_text(quad.subject), {})
            value = _text(quad.object)
            article[quad.predicate] = min(value, article.get(quad.predicate, value))

    def outlet(article: str) -> str:
        original = known.get(article, {}).get(_COPY_OF, article)
        said = known.get(original, {})
        found = next((name for name in _SAID if name in said), None)
        if found is None:
            return original
        return _host(said[found]) if found == _URL else said[found]

    return outlet


def _host(address: str) -> str:
    """Return the host of an ADDRESS.

    >>> _host("https://www.news.example/2026/fire")
    'news.example'
    """
    return (urlsplit(address).hostname or address).removeprefix("www.")


def _text(term: object) -> str:
    return str(getattr(term, "value", term))
