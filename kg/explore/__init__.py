"""What people look at: the views of a store that the explorer, pictures and assistants show.

    from kg.explore import Explorer

    explorer = Explorer(store)                   # of pyoxigraph, in memory or in a folder
    explorer.view("suggest", {"q": ["maduro"]})  # plain values, which are JSON as they are

A view is a pure function of the store and of its parameters. ``web/src/api.ts`` says what each of them tells.
"""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from pyoxigraph import NamedNode, Store, Triple

from kg.errors import QueryError
from kg.explore.article import Articles
from kg.explore.claims import Claims
from kg.explore.entity import Entities
from kg.explore.evidence import Evidences
from kg.explore.home import Home
from kg.explore.picture import LIMIT, MOST, Pictures
from kg.explore.reader import Reader
from kg.explore.resource import described
from kg.explore.search import Index
from kg.explore.shapes import ArticlePage, ClaimList, Picture, Suggestion
from kg.explore.terms import terms
from kg.ontology import Ontology

__all__ = ["VIEWS", "Explorer", "NothingError"]

Values = Mapping[str, Sequence[str]]
_SUGGESTED: Final = 50


class NothingError(QueryError):
    """The store says nothing of what was asked for."""


class Explorer:
    """The views of one store, with what they look up again and again; made anew when the store has changed."""

    def __init__(self, store: Store, ontology: Ontology | None = None) -> None:
        self.reader = Reader(store, ontology)
        self.claims = Claims(self.reader)
        self.pictures = Pictures(self.reader, self.claims)
        self.articles = Articles(self.reader, self.claims)
        self.entities = Entities(self.reader, self.claims, self.pictures)
        self.evidence = Evidences(self.reader, self.claims, self.articles)

    @cached_property
    def index(self) -> Index:
        """The names of the store."""
        return Index(self.reader)

    @cached_property
    def _home(self) -> Any:
        return Home(self.reader, self.claims, self.index).page()

    def view(self, name: str, values: Values) -> Any:
        """Return what the view called NAME tells for VALUES; raise QueryError where they are wrong."""
        views: dict[str, Callable[[Values], Any]] = {
            "about": lambda _: {"base": self.reader.base, "articles": len(self.reader.newest)},
            "home": lambda _: self._home,
            "terms": lambda _: terms(self.reader),
            "suggest": self._suggest,
            "entity": self._entity,
            "picture": self._picture,
            "article": self._article,
            "evidence": self._evidence,
            "claims": self._claims,
        }
        if name not in views:
            raise NothingError(f"{name}: no view is called so; have: {', '.join(VIEWS)}")
        return views[name](values)

    def described(self, address: str) -> list[Triple]:
        """Return what the store says of the thing at ADDRESS: an IRI, or a path below the base of the store.

        Raise NothingError where it says nothing.
        """
        iri = _iri(address if ":" in address else self.reader.base + address)
        return list(described(self.reader, self.claims, iri)) or _nothing(iri)

    def _suggest(self, values: Values) -> list[Suggestion]:
        limit = min(_number(values, "limit", 10), _SUGGESTED)
        return self.index.suggest(_one(values, "q"), _maybe(values, "kind"), limit)

    def _entity(self, values: Values) -> Any:
        iri = _iri(_one(values, "iri"))
        return self.entities.page(iri) or _nothing(iri)

    def _picture(self, values: Values) -> Picture:
        article = _maybe(values, "article")
        if article is not None:
            return self.pictures.of_article(_iri(article).value)
        things = [_iri(each).value for each in values.get("iri", ())]
        if not things:
            raise QueryError("picture: of what? Give iri=… or article=…")
        if _maybe(values, "among"):
            return self.pictures.among(things)
        return self.pictures.around(things, min(_number(values, "limit", LIMIT), MOST))

    def _article(self, values: Values) -> ArticlePage:
        iri = _iri(_one(values, "iri"))
        return self.articles.page(iri) or _nothing(iri)

    def article(self, name: str) -> ArticlePage:
        """Return the page of the article with the IRI or the title NAME; raise NothingError where there is none."""
        known = self.reader.newest
        titles = {self.reader.article(NamedNode(iri))["title"]: iri for iri in reversed(known)}
        iri = name if name in known else titles.get(name)
        page = self.articles.page(NamedNode(iri)) if iri is not None else None
        if page is not None:
            return page
        near = [title for title in titles if name.casefold() in title.casefold()]
        near += get_close_matches(name, [*known, *titles], n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else "give the IRI or the title of one"
        raise NothingError(f"article: no article is called {name!r}; {hint}")

    def _evidence(self, values: Values) -> Any:
        claims = [_iri(each).value for each in values.get("claim", ())]
        if not claims:
            raise QueryError("evidence: of what? Give claim=…")
        return self.evidence.page(claims) or _nothing(NamedNode(claims[0]))

    def _claims(self, values: Values) -> ClaimList:
        """Return those of the claims, and of the articles, that are named, without what stands around them."""
        places = [
            place for each in values.get("claim", ()) for place in self.claims.named(_iri(each))
        ]
        told = self.claims.told(dict.fromkeys(places))
        articles = self.claims.articles(told)
        for each in values.get("article", ()):
            articles[each] = self.reader.article(_iri(each))
        return {"claims": told, "articles": articles}


VIEWS: Final = (
    "about",
    "article",
    "claims",
    "entity",
    "evidence",
    "home",
    "picture",
    "suggest",
    "terms",
)


def _nothing(iri: NamedNode) -> Any:
    raise NothingError(f"{iri.value}: the graph says nothing of it")


def _maybe(values: Values, name: str) -> str | None:
    return next((value for value in values.get(name, ()) if value), None)


def _one(values: Values, name: str) -> str:
    found = _maybe(values, name)
    if found is None:
        raise QueryError(f"{name}: it is needed")
    return found


def _number(values: Values, name: str, usual: int) -> int:
    found = _maybe(values, name)
    if found is None:
        return usual
    if not found.isascii() or not found.isdigit() or len(found) > 9:
        raise QueryError(f"{name}: {found!r} is no number")
    return int(found)


def _iri(text: str) -> NamedNode:
    try:
        return NamedNode(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is not an IRI") from error
