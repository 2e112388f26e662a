"""The first page: how much there is, who and what is written about most, what came last, where sources disagree."""

from collections.abc import Iterator
from typing import Final, TypedDict

from pyoxigraph import NamedNode

from kg.explore.claims import AFFIRMS, CLAIMED_TYPE, CONTRADICTS, NO_ROLES, STATUS, Claims, Place
from kg.explore.reader import TYPE, Reader, local, node
from kg.explore.search import Index
from kg.explore.shapes import Article, Articles, Claim, Item, Ranked

_RANKED: Final = 8
_NEWEST: Final = 8
_EVENTS: Final = 8
_DISPUTES: Final = 6
_LOOKED: Final = 400  # denials that are looked at for what they contradict
_BODIES: Final = "Organization"
_PLACES: Final = "Place"
_APART: Final = ", ".join(sorted(str(each) for each in NO_ROLES))
_FACTS: Final = (
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . "
    f"FILTER(STRSTARTS(STR(?p), STR(kg:)) && ?p NOT IN ({_APART})) }}"
)
_CLAIMS: Final = "SELECT (COUNT(*) AS ?n) { GRAPH ?article { ?claim kg:status ?status } }"
_OUTLETS: Final = "SELECT (COUNT(DISTINCT ?outlet) AS ?n) { GRAPH ?article { ?article schema:publisher ?outlet } }"
_CLAIM: Final = node("kg", "Claim")


class Counts(TypedDict):
    """How much there is."""

    articles: int
    entities: int
    facts: int
    claims: int
    outlets: int


class Statement(TypedDict):
    """One side of a dispute."""

    status: str
    speakers: list[Item]
    article: str
    claim: str
    sentence: str


class Dispute(TypedDict):
    """What some affirm and others deny."""

    label: str
    statements: list[Statement]


class HomePage(TypedDict):
    """All that the first page shows."""

    counts: Counts
    people: list[Ranked]
    bodies: list[Ranked]
    places: list[Ranked]
    events: list[Claim]
    newest: list[Article]
    disputes: list[Dispute]
    articles: Articles


class Home:
    """The store as a whole."""

    def __init__(self, reader: Reader, claims: Claims, index: Index) -> None:
        self._reader = reader
        self._claims = claims
        self._index = index

    def page(self) -> HomePage:
        """Return the first page."""
        events = self._latest()
        disputes = list(self._disputes())
        newest = [self._reader.article(NamedNode(each)) for each in self._reader.newest[:_NEWEST]]
        articles = self._claims.articles(events)
        for dispute in disputes:
            for each in dispute["statements"]:
                articles[each["article"]] = self._reader.article(NamedNode(each["article"]))
        return {
            "counts": self.counts(),
            "people": self._most("Person"),
            "bodies": self._most(_BODIES),
            "places": self._most(_PLACES),
            "events": events,
            "newest": newest,
            "disputes": disputes,
            "articles": articles,
        }

    def counts(self) -> Counts:
        """Return how much there is."""
        return {
            "articles": len(self._reader.newest),
            "entities": self._index.count(),
            "facts": self._number(_FACTS),
            "claims": self._number(_CLAIMS),
            "outlets": self._number(_OUTLETS),
        }

    def _number(self, query: str) -> int:
        return next((int(row[0].value) for row in self._reader.rows(query)), 0)

    def _most(self, kind: str) -> list[Ranked]:
        found = self._index.most(kind, _RANKED)
        return [{**self._reader.item(NamedNode(iri)), "articles": count} for iri, count in found]

    def _latest(self) -> list[Claim]:
        """Return events among the facts that the newest articles tell, those with a day and several things first."""
        found: list[Claim] = []
        for article in self._reader.newest[: 3 * _EVENTS]:
            places = self._claims.in_article(NamedNode(article))
            told = [
                claim
                for claim in self._claims.told(places[:12])
                if claim["kind"] == "event" and claim["fact"]
            ]
            told.sort(
                key=lambda claim: (
                    -_weight(claim),
                    claim["evidence"][0]["start"] if claim["evidence"] else 0,
                )
            )
            found += told[:1]
            if len(found) == _EVENTS:
                break
        return found

    def _disputes(self) -> Iterator[Dispute]:
        """Yield what some deny and others affirm: events of one class with two things in common, or one relation."""
        seen: set[frozenset[str]] = set()
        count = 0
        for looked, place in enumerate(self._denials()):
            if looked == _LOOKED or count == _DISPUTES:
                return
            denied = self._claims.claim(place)
            against = self._against(denied)
            key = frozenset({denied["id"], *(claim["id"] for claim in against)})
            if against and key not in seen:
                seen.add(key)
                count += 1
                sides = [*against[:3], denied]
                yield {
                    "label": against[0]["label"],
                    "statements": [_statement(each) for each in sides],
                }

    def _denials(self) -> Iterator[Place]:
        for status in (node("kg", name) for name in sorted(CONTRADICTS)):
            for quad in self._reader.quads(None, STATUS, status, None):
                if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
                    yield quad.subject, quad.graph_name

    def _against(self, denied: Claim) -> list[Claim]:
        """Return what affirms what DENIED denies, the denier counted among those who take part."""
        named = [item["iri"] for item in _named(denied)]
        if len(named) < 2:
            return []
        found = []
        for place in self._claims.about(NamedNode(named[0]))[:200]:
            if not self._may_affirm(place, denied):
                continue
            claim = self._claims.claim(place)
            mine = {item["iri"] for item in _named(claim)}
            same = claim["type"] == denied["type"] and len(mine & set(named)) > 1
            if same and _is_another_voice(claim, denied):
                found.append(claim)
        return found

    def _may_affirm(self, place: Place, denied: Claim) -> bool:
        status = self._reader.one(place[0], STATUS, place[1])
        if status is None or local(status.value) not in AFFIRMS:
            return False
        kind = self._reader.one(place[0], CLAIMED_TYPE, place[1])
        is_other = kind is not None and not kind.value.endswith(f"#{denied['type']}")
        return not is_other or any(self._reader.quads(place[0], TYPE, _CLAIM, place[1]))


def _is_another_voice(claim: Claim, denied: Claim) -> bool:
    """Tell whether CLAIM is somebody else's than DENIED: another article, or others whom one article quotes."""
    if claim["article"] != denied["article"]:
        return True
    speakers, others = ({each.get("iri") for each in side["speakers"]} for side in (claim, denied))
    return bool(others) and not speakers & others


def _named(claim: Claim) -> list[Item]:
    if claim["kind"] == "relation":
        ends = [claim["subject"], claim["object"]]
    else:
        ends = [item for role in claim["roles"] for item in role["items"]] + claim["speakers"]
    return [end for end in ends if "/entity/" in end.get("iri", "")]


def _weight(claim: Claim) -> int:
    return 2 * min(2, len(_named(claim))) + ("start" in claim)


def _statement(claim: Claim) -> Statement:
    return {
        "status": claim["status"],
        "speakers": claim["speakers"],
        "article": claim["article"],
        "claim": claim["id"],
        "sentence": claim["evidence"][0]["sentence"] if claim["evidence"] else "",
    }
