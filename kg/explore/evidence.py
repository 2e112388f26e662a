"""The evidence of claims: the sentence in its place, who else says the same, and who says otherwise."""

from collections.abc import Iterable, Iterator
from typing import Final, TypedDict

from pyoxigraph import NamedNode

from kg.explore.article import Articles
from kg.explore.claims import AFFIRMS, CONTRADICTS, OBJECT, PREDICATE, SUBJECT, Claims, Place
from kg.explore.reader import Reader
from kg.explore.shapes import Articles as ArticlesByIri
from kg.explore.shapes import Claim, Mention

_MOST: Final = 40


class Context(TypedDict):
    """The sentences around one."""

    before: str | None
    behind: str | None


class EvidencePage(TypedDict):
    """Claims with all that speaks for and against them."""

    claims: list[Claim]
    context: dict[str, Context]
    mentions: dict[str, list[Mention]]
    same: list[Claim]
    otherwise: list[Claim]
    articles: ArticlesByIri


class Evidences:
    """What stands behind the claims of a store."""

    def __init__(self, reader: Reader, claims: Claims, articles: Articles) -> None:
        self._reader = reader
        self._claims = claims
        self._articles = articles

    def page(self, names: Iterable[str]) -> EvidencePage | None:
        """Return what stands behind the claims that are called NAMES; None where there is none."""
        places = [place for name in names for place in self._places(NamedNode(name))]
        if not places:
            return None
        told = self._claims.told(places[:_MOST])
        shown = {(claim["id"], claim["article"]) for claim in told}
        others = [
            claim
            for claim in self._claims.told(self._alike(places[:_MOST]))
            if (claim["id"], claim["article"]) not in shown
        ]
        statuses = {claim["status"] for claim in told}
        otherwise = [claim for claim in others if _contradicts(claim["status"], statuses)]
        same = [claim for claim in others if claim not in otherwise and _says_same(claim, told)]
        context: dict[str, Context] = {}
        mentions: dict[str, list[Mention]] = {}
        for claim in told:
            for each in claim["evidence"]:
                article = NamedNode(each["article"])
                before, behind = self._articles.around(article, each["start"], each["end"])
                context[each["iri"]] = {"before": before, "behind": behind}
                span = (each["start"], each["end"])
                mentions[each["iri"]] = self._articles.mentions(article, span)
        return {
            "claims": told,
            "context": context,
            "mentions": mentions,
            "same": same[:_MOST],
            "otherwise": [*otherwise, *self._other_values(told)][:_MOST],
            "articles": self._claims.articles([*told, *others]),
        }

    def _places(self, name: NamedNode) -> list[Place]:
        """Return where NAME stands as a claim; of an event, where its claims do."""
        found = self._claims.named(name)
        return sorted(found, key=lambda place: (place[1].value, place[0].value))

    def _alike(self, places: Iterable[Place]) -> list[Place]:
        """Return the claims that say what those at PLACES say, or its contrary, in any article."""
        found: dict[Place, None] = {}
        for place in places:
            found.update(dict.fromkeys(self._near(place)))
        return list(found)

    def _near(self, place: Place) -> Iterator[Place]:
        triple = self._claims.triple(place)
        if triple is not None:
            yield from self._claims.of_triple(triple)
            return
        claim = self._claims.claim(place)
        yield from self._claims.of_event(NamedNode(claim["event"]))
        named = [
            item["iri"]
            for role in claim["roles"]
            for item in role["items"]
            if "/entity/" in item.get("iri", "")
        ]
        if len(named) < 2:
            return
        rarest = min(named[:4], key=self._uses)
        for other in self._claims.about(NamedNode(rarest))[:200]:
            if self._shares(other, claim, set(named)):
                yield other

    def _uses(self, name: str) -> int:
        return sum(
            1
            for _ in zip(
                range(2000), self._reader.quads(None, None, NamedNode(name), None), strict=False
            )
        )

    def _shares(self, place: Place, claim: Claim, named: set[str]) -> bool:
        """Tell whether the claim at PLACE is of an event of the same class with two of NAMED in it."""
        if self._claims.triple(place) is not None:
            return False
        other = self._claims.claim(place)
        if other["type"] != claim["type"] or other.get("sense") != claim.get("sense"):
            return False
        mine = {item.get("iri") for role in other["roles"] for item in role["items"]}
        return len(mine & named) > 1

    def _other_values(self, told: Iterable[Claim]) -> list[Claim]:
        """Return what other articles give for the same property of the same thing, where that is a value."""
        found: dict[Place, None] = {}
        for claim in told:
            if claim["kind"] != "relation" or "datatype" not in claim["object"]:
                continue
            subject = NamedNode(claim["subject"]["iri"])
            for quad in self._reader.quads(None, SUBJECT, subject, None):
                if not isinstance(quad.subject, NamedNode) or not isinstance(
                    quad.graph_name, NamedNode
                ):
                    continue
                place = (quad.subject, quad.graph_name)
                if self._claims.is_claim(place) and self._differs(place, claim):
                    found[place] = None
        return self._claims.told(found)

    def _differs(self, place: Place, claim: Claim) -> bool:
        predicate = self._reader.one(place[0], PREDICATE, place[1])
        value = self._reader.one(place[0], OBJECT, place[1])
        same_property = predicate is not None and predicate.value.endswith(f"#{claim['type']}")
        return same_property and value is not None and value.value != claim["object"]["label"]


def _contradicts(status: str, statuses: Iterable[str]) -> bool:
    found = set(statuses)
    return (status in CONTRADICTS and bool(found & AFFIRMS)) or (
        status in AFFIRMS and bool(found & CONTRADICTS)
    )


def _says_same(claim: Claim, told: Iterable[Claim]) -> bool:
    return any(claim["type"] == each["type"] for each in told)
