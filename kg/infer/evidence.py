"""The sentences behind asserted facts, by the claims that state them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store, Triple

from kg.explore.claims import Claims, Place
from kg.explore.reader import Reader
from kg.explore.shapes import Claim
from kg.infer.premises import Labels, Premises, labels
from kg.rdf.terms import TYPE, node

_MOST: Final = 3  # sentences that are shown of one fact
_ENDS: Final = (node("rdfs", "domain"), node("rdfs", "range"))
_MEANS: Final = node("itsrdf", "taIdentRef")
_WORDS: Final = node("nif", "anchorOf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence that tells a fact, or words that name a thing, and the article in which it stands."""

    text: str
    article: str
    published: str  # "" where it is not known
    start: int
    end: int
    rule: str  # "" of words that only name a thing


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """An asserted fact: its terms, in words, and the sentences that tell it."""

    subject: str
    predicate: str
    object: str
    says: str
    sentences: tuple[Sentence, ...]


class Evidence:
    """What is behind the facts of a STORE."""

    def __init__(self, store: Store, given: Premises) -> None:
        self._reader = Reader(store)
        self._claims = Claims(self._reader)
        self._given = given
        self.label: Labels = labels(store, given.schema)

    def fact(self, triple: Triple) -> Fact:
        """Return TRIPLE with its sentences, of many the first of the newest articles."""
        subject, predicate, value = triple
        verb = "is a" if predicate == TYPE else self.label(predicate)
        return Fact(
            subject=str(getattr(subject, "value", subject)),
            predicate=predicate.value,
            object=str(getattr(value, "value", value)),
            says=f"{self.label(subject)} {verb} {self.label(value)}",
            sentences=tuple(dict.fromkeys(self._sentences(triple)))[:_MOST],
        )

    def _sentences(self, triple: Triple) -> Iterator[Sentence]:
        subject = triple.subject
        if not isinstance(subject, NamedNode):
            return
        places = self._claims.of_triple(triple) or list(self._claims.of_event(subject))
        if not places and triple.predicate == TYPE:
            places = list(self._typing(triple))
        told = [each for each in self._claims.told(places) if each["status"] == "Asserted"]
        if told:
            yield from self._quoted(told)
        else:
            yield from self._naming(subject)

    def _typing(self, triple: Triple) -> Iterator[Place]:
        """Yield the claims whose property makes their subject or object what TRIPLE says that it is."""
        for stated, places in sorted(
            self._claims.supporting(triple.subject).items(),  # type: ignore[arg-type]
            key=lambda item: str(item[0]),
        ):
            for end, thing in zip(_ENDS, (stated.subject, stated.object), strict=True):
                axiom = Triple(stated.predicate, end, triple.object)
                if thing == triple.subject and axiom in self._given.schema:
                    yield from places

    def _quoted(self, claims: Iterable[Claim]) -> Iterator[Sentence]:
        for claim in claims:
            for each in claim["evidence"]:
                yield Sentence(
                    text=each["sentence"],
                    article=each["article"],
                    published=self._reader.published(NamedNode(each["article"])),
                    start=each["start"],
                    end=each["end"],
                    rule=claim.get("rule", ""),
                )

    def _naming(self, thing: NamedNode) -> Iterator[Sentence]:
        """Yield the words that name THING, the first of each article."""
        found: dict[str, Sentence] = {}
        for quad in self._reader.quads(None, _MEANS, thing, None):
            graph, phrase = quad.graph_name, quad.subject
            if not isinstance(graph, NamedNode) or not isinstance(phrase, NamedNode):
                continue
            words = self._reader.one(phrase, _WORDS, graph)
            start, _, end = phrase.value.rpartition("#char=")[2].partition(",")
            if words is None or not (start.isdigit() and end.isdigit()):
                continue
            named = Sentence(
                text=words.value,
                article=graph.value,
                published=self._reader.published(graph),
                start=int(start),
                end=int(end),
                rule="",
            )
            first = found.setdefault(graph.value, named)
            if named.start < first.start:
                found[graph.value] = named
        yield from (found[name] for name in sorted(found))
