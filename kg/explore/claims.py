"""The claims of a store as a reader is shown them: what is claimed, how it stands, who says so, and in which words."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import chain, islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.explore.memo import Memo
from kg.explore.reader import FACTS, LABEL, TYPE, Reader, Term, finite, grouped, local, node
from kg.explore.shapes import Articles, Claim, Evidence, Item, Role

Place = tuple[NamedNode, NamedNode]  # a claim, and the article in whose graph it stands

SUBJECT: Final = node("rdf", "subject")
PREDICATE: Final = node("rdf", "predicate")
OBJECT: Final = node("rdf", "object")
REIFIES: Final = node("rdf", "reifies")
STATUS: Final = node("kg", "status")
EVENT: Final = node("kg", "event")
EVIDENCE: Final = node("kg", "evidence")
SPEAKER: Final = node("kg", "attributedTo")
RELAY: Final = node("kg", "relayedBy")
CLAIMED_TYPE: Final = node("kg", "claimedType")
WORDS: Final = node("nif", "anchorOf")
_SENSE: Final = node("kg", "predicate")
CONFIDENCE: Final = node("kg", "confidence")
RULE: Final = node("kg", "rule")
_TEXTS: Final = {"cue": node("kg", "cue"), "qualifier": node("kg", "qualifier"), "rule": RULE}
_ENDED: Final = node("kg", "ended")
_AT, _FROM, _UNTIL = (node("kg", name) for name in ("validTime", "validFrom", "validUntil"))
_TIME, _START, _END = (node("kg", name) for name in ("time", "startTime", "endTime"))
# What is said of an event or a claim, and is no role in it.
NO_ROLES: Final = frozenset(
    {
        *(
            TYPE,
            LABEL,
            SUBJECT,
            PREDICATE,
            OBJECT,
            REIFIES,
            STATUS,
            EVENT,
            EVIDENCE,
            SPEAKER,
            RELAY,
        ),
        *(CLAIMED_TYPE, _SENSE, CONFIDENCE, _ENDED, _AT, _FROM, _UNTIL, *_TEXTS.values()),
        *(
            node("kg", name)
            for name in ("withheld", "reportedTime", "reason", "candidateFor", "describedIn")
        ),
        *(node("prov", "wasDerivedFrom"), node("schema", "mentions"), node("itsrdf", "taIdentRef")),
        *(node("schema", "locationCreated"), node("nif", "referenceContext")),
    }
)
_KEPT: Final = 16  # things whose claims are remembered
MOST: Final = 1000  # claims of one thing that are looked at
AFFIRMS: Final = frozenset({"Asserted", "Reported", "Alleged"})
CONTRADICTS: Final = frozenset({"Denied", "Negated"})
_RANKS: Final = ("agent", "patient", "theme", "recipient")
_OTHERS: Final = len(_RANKS)
_CHARACTERS: Final = re.compile(r"#char=(\d+),(\d+)$")


class Claims:
    """The claims of a store."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._ranks: dict[str, int] = {}
        # A picture of several things asks for each again, to see what they have to do with each other.
        self._taking_part_kept = Memo[NamedNode, frozenset[Place]](_KEPT)
        self._about_kept = Memo[tuple[NamedNode, int], tuple[Place, ...]](_KEPT)

    def about(self, thing: NamedNode, most: int = MOST) -> list[Place]:
        """Return the claims in which THING takes part, those of the newest articles first.

        A relation that abbreviates an event goes with the event. Of what is named in more than MOST claims, those of
        the newest articles are looked at alone.
        """
        found = self._about_kept.get((thing, most), lambda: self._find_about(thing, most))
        return list(found)

    def has_more(self, thing: NamedNode, most: int = MOST) -> bool:
        """Tell whether THING is named in more claims than ``about`` looks at."""
        return len(self._taking_part(thing)) > most

    def _find_about(self, thing: NamedNode, most: int) -> tuple[Place, ...]:
        newest = self._newest_first(self._taking_part(thing))[:most]
        known = set(newest)
        return tuple(
            place
            for place in newest
            if self.is_claim(place) and not self._abbreviates(place, known)
        )

    def _taking_part(self, thing: NamedNode) -> frozenset[Place]:
        return self._taking_part_kept.get(thing, lambda: self._find_taking_part(thing))

    def _find_taking_part(self, thing: NamedNode) -> frozenset[Place]:
        """Return where THING takes part, candidates that were rejected among them."""
        found: set[Place] = set()
        for quad in self._reader.quads(None, None, thing, None):
            found.update(self._claims(quad))
        # What reifies a triple, or names a graph with it, is not found by a pattern.
        found.update(self._reified.get(thing.value, ()))
        if any(self._reader.quads(thing, TYPE, None, FACTS)):
            found.update(self.of_event(thing))
        return frozenset(found)

    def _claims(self, quad: Quad) -> Iterator[Place]:
        subject, predicate, graph = quad.subject, quad.predicate, quad.graph_name
        if not isinstance(subject, NamedNode):
            return
        if graph == FACTS:
            if predicate not in NO_ROLES and "/event/" in subject.value:
                yield from self.of_event(subject)
        elif isinstance(graph, NamedNode) and (
            predicate in (SUBJECT, OBJECT) or predicate not in NO_ROLES
        ):
            yield subject, graph

    def _newest_first(self, places: Iterable[Place]) -> list[Place]:
        found = sorted(places, key=lambda place: (place[1].value, place[0].value))
        found.sort(key=lambda place: self._reader.published(place[1]), reverse=True)
        return found

    def is_claim(self, place: Place) -> bool:
        """Tell whether the node at PLACE claims something, and is no candidate that was rejected."""
        return any(self._reader.quads(place[0], STATUS, None, place[1]))

    def _abbreviates(self, place: Place, others: set[Place]) -> bool:
        """Tell whether the claim states a relation of an event, and one of OTHERS is about that event."""
        claim, article = place
        event = self._reader.one(claim, EVENT, article)
        if not isinstance(event, NamedNode) or self.triple(place) is None:
            return False
        if event != claim and (event, article) in others:
            return True  # an event that is only claimed is its own claim
        return any(other in others and self.triple(other) is None for other in self.of_event(event))

    def of_event(self, event: NamedNode) -> Iterator[Place]:
        """Yield the claims about EVENT."""
        for quad in self._reader.quads(None, EVENT, event, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode):
                yield quad.subject, quad.graph_name

    def said_by(self, speaker: NamedNode) -> list[Place]:
        """Return the claims that are attributed to SPEAKER, those of the newest articles first."""
        found = {
            (quad.subject, quad.graph_name)
            for predicate in (SPEAKER, RELAY)
            for quad in self._reader.quads(None, predicate, speaker, None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode)
        }
        return self._newest_first(found)

    def of_triple(self, triple: Triple) -> list[Place]:
        """Return the claims that state TRIPLE."""
        found = [
            (quad.subject, quad.graph_name)
            for quad in self._reader.quads(None, SUBJECT, triple.subject, None)  # type: ignore[arg-type]
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode)
        ]
        found += self._reified.get(getattr(triple.subject, "value", ""), ())
        alike = [place for place in set(found) if self.triple(place) == triple]
        return self._ordered(place for place in alike if self.is_claim(place))

    def supporting(self, thing: NamedNode) -> dict[Triple, list[Place]]:
        """Return the claims that state relations of THING, by what they state; of many the first that are found."""
        found: dict[Triple, list[Place]] = {}
        ends = chain(
            self._reader.quads(None, SUBJECT, thing, None),
            self._reader.quads(None, OBJECT, thing, None),
        )
        places = {
            (quad.subject, quad.graph_name): None
            for quad in islice(ends, MOST)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.graph_name, NamedNode)
        }
        for place in [*places, *self._reified.get(thing.value, ())]:
            triple = self.triple(place)
            if triple is not None and self.is_claim(place):
                found.setdefault(triple, []).append(place)
        return found

    def in_article(self, article: NamedNode) -> list[Place]:
        """Return the claims of ARTICLE in the order of its text; relations that abbreviate an event go with it."""
        found = {
            (quad.subject, article)
            for quad in self._reader.quads(None, STATUS, None, article)
            if isinstance(quad.subject, NamedNode)
        }
        kept = [place for place in found if not self._abbreviates(place, found)]
        return sorted(kept, key=lambda place: (self._start(place), place[0].value))

    def named(self, name: NamedNode) -> list[Place]:
        """Return where NAME stands as a claim; of an event among the facts, where its claims do."""
        return self.places(name) or list(self.of_event(name))

    def places(self, claim: NamedNode) -> list[Place]:
        """Return where the node CLAIM stands as a claim."""
        return self._ordered(
            (claim, quad.graph_name)
            for quad in self._reader.quads(claim, STATUS, None, None)
            if isinstance(quad.graph_name, NamedNode)
        )

    def _ordered(self, places: Iterable[Place]) -> list[Place]:
        ordered = sorted(
            places, key=lambda place: (place[1].value, self._start(place), place[0].value)
        )
        ordered.sort(key=lambda place: self._reader.published(place[1]), reverse=True)
        return ordered

    def _start(self, place: Place) -> int:
        evidence = self._reader.one(place[0], EVIDENCE, place[1])
        found = _CHARACTERS.search(evidence.value) if evidence is not None else None
        return int(found[1]) if found else 0

    def triple(self, place: Place) -> Triple | None:
        """Return what the claim states, in whichever form the store has its statements; None for one of an event."""
        claim, article = place
        parts = [self._reader.one(claim, part, article) for part in (SUBJECT, PREDICATE, OBJECT)]
        subject, predicate, value = parts
        if (
            isinstance(subject, NamedNode)
            and isinstance(predicate, NamedNode)
            and value is not None
        ):
            return Triple(subject, predicate, value)
        for quad in self._reader.store.quads_for_pattern(claim, REIFIES, None, article):
            if isinstance(quad.object, Triple):
                return quad.object
        return next(
            (q.triple for q in self._reader.store.quads_for_pattern(None, None, None, claim)), None
        )

    @cached_property
    def _reified(self) -> dict[str, list[Place]]:
        """Claims by subject and object where statements are reifiers of RDF 1.2 or graphs: no pattern finds them."""
        found: dict[str, list[Place]] = {}
        for quad in self._reader.quads(None, REIFIES, None, None):
            if isinstance(quad.object, Triple) and isinstance(quad.graph_name, NamedNode):
                self._note(found, (quad.subject, quad.graph_name), quad.object)  # type: ignore[arg-type]
        for graph in self._reader.graphs():
            if "/claim/" in graph.value:
                for quad in self._reader.quads(None, None, None, graph):
                    for place in self.places(graph):
                        self._note(found, place, quad.triple)
        return found

    @staticmethod
    def _note(found: dict[str, list[Place]], place: Place, triple: Triple) -> None:
        for term in {getattr(triple.subject, "value", ""), getattr(triple.object, "value", "")}:
            found.setdefault(term, []).append(place)

    def told(self, places: Iterable[Place]) -> list[Claim]:
        """Return the claims at PLACES."""
        return [self.claim(place) for place in places]

    def claim(self, place: Place) -> Claim:
        """Return the claim at PLACE with all that is known of it."""
        reader, (claim, article) = self._reader, place
        status = reader.one(claim, STATUS, article)
        made: Claim = {
            "id": claim.value,
            "kind": "event",
            "type": "",
            "typeLabel": "",
            "label": "",
            "status": local(status.value) if status is not None else "Asserted",
            "fact": False,
            "speakers": reader.items(reader.values(claim, SPEAKER, article), article),
            "relays": reader.items(reader.values(claim, RELAY, article), article),
            "evidence": list(self.evidence(claim, article)),
            "article": article.value,
        }
        for name, predicate in _TEXTS.items():
            found = reader.values(claim, predicate, article)
            if found:
                made[name] = ", ".join(dict.fromkeys(term.value for term in found))  # type: ignore[literal-required]
        confidence = reader.one(claim, CONFIDENCE, article)
        if (number := finite(confidence)) is not None:
            made["confidence"] = number
        if any(term.value in ("true", "1") for term in reader.values(claim, _ENDED, article)):
            made["ended"] = True
        triple = self.triple(place)
        if triple is not None:
            self._relation(made, triple, place)
        else:
            self._event(made, place)
        return made

    def _relation(self, made: Claim, triple: Triple, place: Place) -> None:
        reader, (claim, article) = self._reader, place
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        assert isinstance(subject, NamedNode)  # noqa: S101
        assert isinstance(value, NamedNode | Literal)  # noqa: S101
        thing, other = reader.item(subject, article), reader.item(value, article)
        made["kind"] = "relation"
        made["type"], made["typeLabel"] = local(predicate.value), reader.word(predicate)
        made["subject"], made["object"] = thing, other
        made["label"] = f"{thing['label']} {made['typeLabel']} {other['label']}"
        stands = Quad(subject, predicate, value, FACTS) in reader.store
        made["fact"] = stands and made["status"] == "Asserted"
        event = reader.one(claim, EVENT, article)
        if event is not None:
            made["event"] = event.value
        since = self._days(claim, (_FROM, _AT), article)
        until = self._days(claim, (_UNTIL, _AT), article)
        if since:
            made["validFrom"] = since[0]
        if until:
            made["validUntil"] = until[-1]

    def _event(self, made: Claim, place: Place) -> None:
        reader, (claim, article) = self._reader, place
        event = reader.one(claim, EVENT, article)
        graph: NamedNode | None = None
        if not isinstance(event, NamedNode):
            event, graph = claim, article
        kind = reader.one(claim, CLAIMED_TYPE, article) if graph is not None else None
        kind = kind or next(iter(reader.types(event, graph)), None)
        made["event"] = event.value
        made["fact"] = graph is None and made["status"] == "Asserted"
        if isinstance(kind, NamedNode):
            made["type"], made["typeLabel"] = local(kind.value), reader.word(kind)
        label = reader.one(event, LABEL, graph or FACTS)
        made["label"] = grouped(label.value) if label is not None else made["typeLabel"]
        made["roles"] = self.roles(event, graph)
        sense = reader.one(event, _SENSE, graph or FACTS)
        if sense is not None:
            made["sense"] = local(sense.value)
        start = self._days(event, (_START, _TIME), graph or FACTS)
        end = self._days(event, (_END, _TIME), graph or FACTS)
        if start or end:
            made["start"], made["end"] = (start or end)[0], (end or start)[-1]

    def _days(self, thing: NamedNode, predicates: Iterable[NamedNode], graph: object) -> list[str]:
        return sorted(
            term.value
            for predicate in predicates
            for term in self._reader.values(thing, predicate, graph)  # type: ignore[arg-type]
        )

    def roles(self, event: NamedNode, graph: NamedNode | None) -> list[Role]:
        """Return what takes part in EVENT, the agent first; GRAPH is its article where it is only claimed."""
        found: dict[NamedNode, list[Term]] = {}
        for quad in self._reader.quads(event, None, None, graph or FACTS):
            if quad.predicate in NO_ROLES or not isinstance(quad.object, NamedNode | Literal):
                continue
            found.setdefault(quad.predicate, []).append(quad.object)
        made: list[Role] = [
            {
                "role": local(predicate.value),
                "label": self._reader.word(predicate),
                "rank": self.rank(local(predicate.value)),
                "items": self._sorted(self._reader.items(terms, graph)),
            }
            for predicate, terms in found.items()
        ]
        return sorted(made, key=lambda role: (role["rank"], role["role"]))

    @staticmethod
    def _sorted(items: list[Item]) -> list[Item]:
        return sorted(items, key=lambda item: (item["label"], item.get("iri", "")))

    def rank(self, role: str) -> int:
        """Return how near to the subject of a sentence ROLE is: 0 for agents, 4 for what is neither."""
        if role not in self._ranks:
            ranked = (i for i, name in enumerate(_RANKS) if self._reader.is_a(role, name))
            self._ranks[role] = next(ranked, _OTHERS)
        return self._ranks[role]

    def evidence(self, claim: NamedNode, article: NamedNode) -> Iterator[Evidence]:
        """Yield the sentences that support CLAIM."""
        for place in self._reader.values(claim, EVIDENCE, article):
            found = _CHARACTERS.search(place.value)
            if not isinstance(place, NamedNode):
                continue
            words = self._reader.one(place, WORDS, article)
            yield {
                "iri": place.value,
                "sentence": words.value if words is not None else "",
                "start": int(found[1]) if found else 0,
                "end": int(found[2]) if found else 0,
                "article": article.value,
            }

    def articles(self, claims: Iterable[Claim]) -> Articles:
        """Return the articles of CLAIMS by IRI."""
        names = sorted({claim["article"] for claim in claims})
        return {name: self._reader.article(NamedNode(name)) for name in names}
