"""Pictures: what is connected with some things, or told in one article, as nodes and edges."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode

from kg.errors import QueryError
from kg.explore.claims import Claims, Place
from kg.explore.memo import Memo
from kg.explore.reader import FACTS, Reader, node
from kg.explore.shapes import Claim, Edge, Item, Node, Picture
from kg.iri import digest

LIMIT: Final = 60  # claims drawn for each thing where nothing else is asked for
THINGS: Final = 100  # that a picture may begin with
_KEPT: Final = 16_000  # claims of which it is remembered what they are about
MOST: Final = 2000  # claims drawn at a time
_READ: Final = 300  # articles that are looked at for what is connected most
_MENTIONS: Final = node("schema", "mentions")


class Pictures:
    """Draws what a store says of things and articles."""

    def __init__(self, reader: Reader, claims: Claims) -> None:
        self._reader = reader
        self._claims = claims
        self._named_kept = Memo[Place, frozenset[str]](_KEPT)

    def around(self, things: Iterable[str], limit: int = LIMIT) -> Picture:
        """Return what THINGS are connected with: of each the LIMIT claims that connect most, the newest first."""
        drawn: dict[Place, None] = {}
        more: dict[str, int] = {}
        wanted = _few(things)
        for thing in wanted:
            found = self._claims.about(NamedNode(thing))
            chosen = sorted(found, key=self._weight)[: min(limit, MOST - len(drawn))]
            drawn.update(dict.fromkeys(chosen))
            more[thing] = len(found) - len(chosen)
        return self._picture(self._claims.told(drawn), wanted, more)

    def among(self, things: Iterable[str]) -> Picture:
        """Return what THINGS, entities and events, have to do with each other."""
        wanted = _few(things)
        known = set(wanted)
        drawn: dict[Place, None] = {}
        for thing in wanted:
            if len(drawn) >= MOST:
                break
            for place in self._claims.about(NamedNode(thing)):
                told = {*self._named(place), self._told(place)[0].value}
                if len(drawn) < MOST and len(known & told) > 1:
                    drawn[place] = None
        return self._picture(self._claims.told(drawn), wanted, {})

    def of_article(self, article: str) -> Picture:
        """Return all that ARTICLE tells."""
        places = self._claims.in_article(NamedNode(article))[:MOST]
        return self._picture(self._claims.told(places), [], {})

    def overall(self, limit: int = LIMIT) -> Picture:
        """Return the LIMIT claims about what is connected most, as the newest articles tell it."""
        newest = self._reader.newest[:_READ]
        places = [place for each in newest for place in self._claims.in_article(NamedNode(each))]
        named = {place: self._named(place) for place in places}
        degrees = Counter(thing for things in named.values() if len(things) > 1 for thing in things)

        def weight(place: Place) -> tuple[int, int]:
            counts = sorted((degrees[thing] for thing in named[place]), reverse=True)
            # What connects two hubs goes before what hangs on one.
            return (-counts[1], -counts[0]) if len(counts) > 1 else (1, 0)

        chosen = sorted(places, key=weight)[: min(limit, MOST)]
        return self._picture(self._claims.told(chosen), [], {})

    def _weight(self, place: Place) -> tuple[int, int]:
        """Return how late a claim is drawn: relations and events of several things first, and facts before the rest."""
        named = len(self._named(place))
        status = self._reader.one(place[0], node("kg", "status"), place[1])
        return (0 if named > 1 else 1, 0 if status == node("kg", "Asserted") else 1)

    def _named(self, place: Place) -> frozenset[str]:
        return self._named_kept.get(place, lambda: self._find_named(place))

    def _find_named(self, place: Place) -> frozenset[str]:
        triple = self._claims.triple(place)
        if triple is not None:
            ends = (triple.subject, triple.object)
            return frozenset(each.value for each in ends if isinstance(each, NamedNode))
        event, graph = self._told(place)
        return frozenset(
            quad.object.value
            for quad in self._reader.quads(event, None, None, graph)
            if isinstance(quad.object, NamedNode) and "/entity/" in quad.object.value
        )

    def _told(self, place: Place) -> tuple[NamedNode, NamedNode | DefaultGraph]:
        """Return the event among the facts that is claimed at PLACE, else the claim, and the graph that tells of it."""
        event = self._reader.one(place[0], node("kg", "event"), place[1])
        return (event, FACTS) if isinstance(event, NamedNode) else place

    def _picture(self, claims: list[Claim], wanted: list[str], more: dict[str, int]) -> Picture:
        drawing = _Drawing()
        for thing in wanted:
            drawing.thing(self._reader.item(NamedNode(thing)))
        for claim in claims:
            drawing.claim(claim)
        for made in drawing.nodes.values():
            if made["group"] == "entity":
                made["articles"] = self.articles(made["id"])
            elif made["group"] == "event" and "status" not in made:
                self._stand(made)
        return {
            "nodes": sorted(drawing.nodes.values(), key=lambda each: each["id"]),
            "edges": sorted(drawing.edges.values(), key=lambda each: each["id"]),
            "articles": self._claims.articles(claims),
            "more": {thing: left for thing, left in more.items() if left > 0},
        }

    def _stand(self, event: Node) -> None:
        """Say how an EVENT stands that another one points to, while what is claimed of it is not drawn."""
        name = NamedNode(event["id"])
        for claim in self._claims.told(self._claims.named(name)[:1]):
            event["status"], event["fact"] = claim["status"], claim["fact"]

    def articles(self, thing: str) -> int:
        """Return how many articles mention THING."""
        found = self._reader.quads(None, _MENTIONS, NamedNode(thing), None)
        return len({quad.graph_name for quad in found})


def _few(things: Iterable[str]) -> list[str]:
    wanted = list(dict.fromkeys(things))
    if len(wanted) > THINGS:
        raise QueryError(f"picture: {len(wanted)} things are too many; give at most {THINGS}")
    return wanted


class _Drawing:
    """Nodes and edges as they are made; what several claims say is one edge."""

    def __init__(self) -> None:
        self.nodes: dict[str, Node] = {}
        self.edges: dict[str, Edge] = {}
        self._values: Counter[str] = Counter()

    def thing(self, item: Item) -> str:
        """Add the node of a thing and return its id."""
        name = item["iri"]
        is_event = "/event/" in name
        if name not in self.nodes:
            self.nodes[name] = {
                "id": name,
                "iri": name,
                "label": item["label"],
                "kind": item.get("kind", "Thing"),
                "kindLabel": item.get("kindLabel", "thing"),
                "group": "event" if is_event else "entity",
            }
        return name

    def claim(self, claim: Claim) -> None:
        """Add what CLAIM says."""
        if claim["kind"] == "relation":
            source = self.thing(claim["subject"])
            target = self._end(claim["object"], source, claim["type"])
            self._edge(claim, source, target, (claim["type"], claim["typeLabel"]), rank=0)
            return
        event = claim["event"]
        self.nodes[event] = {
            "id": event,
            "iri": event,
            "label": claim["label"].partition(":")[0],  # its edges tell who takes part
            "title": claim["label"],
            "kind": claim["type"],
            "kindLabel": claim["typeLabel"],
            "group": "event",
            "status": claim["status"],
            "fact": claim["fact"],
        }
        for end in ("start", "end"):
            if end in claim:
                self.nodes[event][end] = claim[end]
        for role in claim["roles"]:
            for item in role["items"]:
                if "iri" in item or role["rank"] < len(("agent", "patient", "theme", "recipient")):
                    target = self._end(item, event, role["role"])
                    self._edge(
                        claim, event, target, (role["role"], role["label"]), rank=role["rank"]
                    )

    def _end(self, item: Item, source: str, property: str) -> str:
        is_value = "iri" not in item or "/value/" in item["iri"]
        if not is_value:
            return self.thing(item)
        # Each number is a node of its own: two events have nothing in common because both count to twelve.
        name = f"value:{digest(source, property, item['label'])}"
        self.nodes[name] = {
            "id": name,
            "label": item["label"],
            "kind": item.get("kind") or item.get("datatype", "text"),
            "kindLabel": item.get("kindLabel") or item.get("datatype", "text"),
            "group": "value",
        }
        return name

    def _edge(
        self, claim: Claim, source: str, target: str, said: tuple[str, str], *, rank: int
    ) -> None:
        property, label = said
        key = digest(source, target, property, claim["status"], str(claim["fact"]))
        edge = self.edges.setdefault(
            key,
            {
                "id": key,
                "source": source,
                "target": target,
                "property": property,
                "label": label,
                "kind": claim["kind"] if claim["kind"] == "relation" else "role",
                "rank": rank,
                "status": claim["status"],
                "fact": claim["fact"],
                "speakers": [],
                "claims": [],
                "articles": [],
            },
        )
        _add(edge["speakers"], (each["label"] for each in (*claim["speakers"], *claim["relays"])))
        _add(edge["claims"], [claim["id"]])
        _add(edge["articles"], [claim["article"]])


def _add(found: list[str], more: Iterable[str]) -> None:
    found.extend(each for each in dict.fromkeys(more) if each not in found)
