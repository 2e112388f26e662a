"""The page of a thing: its names, its facts, what is claimed of it, when, with whom, and where."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NotRequired, TypedDict

from pyoxigraph import Literal, NamedNode, Triple

from kg.explore.claims import EVENT, NO_ROLES, STATUS, Claims, Place
from kg.explore.picture import Pictures
from kg.explore.reader import ALIAS, FACTS, LABEL, MENTIONS, TYPE, Reader, finite, local, node
from kg.explore.shapes import Articles, Claim, Item, Ranked

SHOWN: Final = 120  # claims on a page; the newest
_EACH: Final = 25  # facts of one property
_LOOKED: Final = 4  # claims of a fact in which the agent is looked for
_TOGETHER: Final = 24
_READ: Final = 120  # articles in which others are counted
_DESCRIPTION: Final = node("kg", "description")
_LINKS: Final = (node("owl", "sameAs"), node("rdfs", "seeAlso"), node("schema", "url"))
_LATITUDE, _LONGITUDE = node("geo", "lat"), node("geo", "long")
# What the page says elsewhere, or to machines alone.
_APART: Final = frozenset(
    {*NO_ROLES, ALIAS, _DESCRIPTION, *_LINKS, _LATITUDE, _LONGITUDE, node("skos", "closeMatch")}
)


class Kind(TypedDict):
    """A class by its local name and its label."""

    name: str
    label: str


class Link(TypedDict):
    """What a thing is elsewhere."""

    property: str
    label: str
    iri: str


class Coordinates(TypedDict):
    """Where something is, in degrees."""

    latitude: float
    longitude: float


class FactItem(TypedDict):
    """The other end of a fact, the claims that support it, and how many articles have them."""

    item: Item
    by: list[Item]  # who did it: the prosecutors who charged, the accuser
    claims: list[str]
    articles: int


class Fact(TypedDict):
    """The facts of one property; inverse where the thing is the object."""

    property: str
    label: str
    inverse: bool
    items: list[FactItem]
    more: int


class EntityPage(TypedDict):
    """All that the page of a thing shows."""

    iri: str
    label: str
    kinds: list[Kind]
    aliases: list[str]
    descriptions: list[str]
    links: list[Link]
    facts: list[Fact]
    claims: list[Claim]
    total: int
    hasMore: bool  # than the total, which counts the newest
    byStatus: dict[str, int]
    together: list[Ranked]
    appearsIn: list[str]
    articles: Articles
    place: NotRequired[Coordinates]


class Entities:
    """The things of a store."""

    def __init__(self, reader: Reader, claims: Claims, pictures: Pictures) -> None:
        self._reader = reader
        self._claims = claims
        self._pictures = pictures

    def page(self, thing: NamedNode) -> EntityPage | None:
        """Return the page of THING; None where the store says nothing of it."""
        if not self._is_known(thing):
            return None
        reader = self._reader
        places = self._claims.about(thing)
        said = self._claims.said_by(thing)
        chosen = dict.fromkeys([*places[:SHOWN], *said[: SHOWN // 2]])
        shown = self._claims.told(chosen)
        shown.sort(key=self._order)
        shown.sort(
            key=lambda claim: self._reader.published(NamedNode(claim["article"])), reverse=True
        )
        articles = self._articles(thing)
        facts = self._facts(thing)
        made: EntityPage = {
            "iri": thing.value,
            "label": reader.label(thing),
            "kinds": [
                {"name": local(t.value), "label": reader.word(t)} for t in reader.types(thing)
            ],
            "aliases": [term.value for term in reader.values(thing, ALIAS, FACTS)],
            "descriptions": [term.value for term in reader.values(thing, _DESCRIPTION, FACTS)],
            "links": [
                {
                    "property": local(predicate.value),
                    "label": reader.word(predicate),
                    "iri": term.value,
                }
                for predicate in _LINKS
                for term in reader.values(thing, predicate, FACTS)
                if term.value.startswith(("http://", "https://"))
            ],
            "facts": facts,
            "claims": shown,
            "total": len({*places, *said}),
            "hasMore": self._claims.has_more(thing),
            "byStatus": dict(sorted(Counter(map(self._status, places)).items())),
            "together": self._together(thing, articles),
            "appearsIn": articles[:SHOWN],
            "articles": {
                **self._claims.articles(shown),
                **{a: reader.article(NamedNode(a)) for a in articles[:SHOWN]},
            },
        }
        latitude, longitude = (
            finite(reader.one(thing, side, FACTS)) for side in (_LATITUDE, _LONGITUDE)
        )
        if latitude is not None and longitude is not None:
            made["place"] = {"latitude": latitude, "longitude": longitude}
        return made

    def _order(self, claim: Claim) -> tuple[str, int, str]:
        """Return where CLAIM stands among those of its day: by article, and by its place in the text."""
        start = claim["evidence"][0]["start"] if claim["evidence"] else 0
        return claim["article"], start, claim["id"]

    def _is_known(self, thing: NamedNode) -> bool:
        return any(self._reader.quads(thing, None, None, None)) or any(
            self._reader.quads(None, None, thing, None)
        )

    def _status(self, place: Place) -> str:
        found = self._reader.one(place[0], STATUS, place[1])
        return local(found.value) if found is not None else "Asserted"

    def _articles(self, thing: NamedNode) -> list[str]:
        """Return the articles that mention THING, the newest first."""
        found = {
            quad.subject.value
            for quad in self._reader.quads(None, MENTIONS, thing, None)
            if isinstance(quad.subject, NamedNode)
        }
        ordered = sorted(found)
        ordered.sort(key=lambda each: self._reader.published(NamedNode(each)), reverse=True)
        return ordered

    def _facts(self, thing: NamedNode) -> list[Fact]:
        """Return the relations of THING among the facts by property, those of which it is the subject first."""
        found: dict[tuple[bool, NamedNode], list[NamedNode | Literal]] = {}
        for quad in self._reader.quads(thing, None, None, FACTS):
            if self._is_said(quad.predicate) and isinstance(quad.object, NamedNode | Literal):
                found.setdefault((False, quad.predicate), []).append(quad.object)
        for quad in self._reader.quads(None, None, thing, FACTS):
            is_thing = isinstance(quad.subject, NamedNode) and "/event/" not in quad.subject.value
            is_told = quad.subject in found.get(
                (False, quad.predicate), ()
            ) and self._reader.is_symmetric(quad.predicate)
            if is_thing and self._is_said(quad.predicate) and not is_told:
                found.setdefault((True, quad.predicate), []).append(quad.subject)  # type: ignore[arg-type]
        ordered = sorted(found, key=lambda key: (key[0], self._reader.word(key[1]), key[1].value))
        supported = self._claims.supporting(thing)
        return [self._fact(thing, key, found[key], supported) for key in ordered]

    @staticmethod
    def _is_said(predicate: NamedNode) -> bool:
        return predicate not in _APART and predicate not in (TYPE, LABEL)

    def _fact(
        self,
        thing: NamedNode,
        key: tuple[bool, NamedNode],
        ends: list[NamedNode | Literal],
        supported: Mapping[Triple, list[Place]],
    ) -> Fact:
        inverse, predicate = key

        def places(end: NamedNode | Literal) -> list[Place]:
            subject, value = (end, thing) if inverse else (thing, end)
            return supported.get(Triple(subject, predicate, value), [])  # type: ignore[arg-type]

        def support(end: NamedNode | Literal) -> int:
            return len({article for _, article in places(end)})

        items: list[FactItem] = [
            {
                "item": self._reader.item(end),
                "by": self._by(places(end)[:_LOOKED], {thing.value, end.value}),
                "claims": sorted({claim.value for claim, _ in places(end)}),
                "articles": support(end),
            }
            for end in sorted(ends, key=lambda end: -support(end))[:_EACH]
        ]
        return {
            "property": local(predicate.value),
            "label": self._reader.word(predicate),
            "inverse": inverse,
            "items": sorted(items, key=lambda each: (-each["articles"], each["item"]["label"])),
            "more": max(0, len(ends) - _EACH),
        }

    def _by(self, places: Iterable[Place], ends: set[str]) -> list[Item]:
        """Return the agents of the events that relations abbreviate, where they are no end of the relation."""
        found: dict[str, Item] = {}
        for claim, article in places:
            event = self._reader.one(claim, EVENT, article)
            if not isinstance(event, NamedNode):
                continue
            graph = None if any(self._reader.quads(event, TYPE, None, FACTS)) else article
            for role in self._claims.roles(event, graph):
                if role["rank"] == 0:
                    found.update((item["iri"], item) for item in role["items"] if "iri" in item)
        return [item for iri, item in sorted(found.items()) if iri not in ends]

    def _together(self, thing: NamedNode, articles: Iterable[str]) -> list[Ranked]:
        """Return the named things that are mentioned most in ARTICLES beside THING."""
        counted = Counter(
            quad.object.value
            for article in list(articles)[:_READ]
            for quad in self._reader.quads(NamedNode(article), MENTIONS, None, NamedNode(article))
            if isinstance(quad.object, NamedNode) and quad.object != thing
        )
        ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        made: list[Ranked] = []
        for name, count in ranked:
            other = NamedNode(name)
            if self._reader.is_described(other):
                continue
            made.append({**self._reader.item(other), "articles": count})
            if len(made) == _TOGETHER:
                break
        return made
