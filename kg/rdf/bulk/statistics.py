"""What a dataset has, counted in one pass over its sorted quads, in memory that does not grow with them."""

import heapq
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import IO, Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.counts import event_of, is_relation
from kg.leftovers import scratch
from kg.ontology import vocabulary
from kg.rdf.lines import batches, quads_of
from kg.rdf.sort import sorted_lines
from kg.rdf.terms import TYPE, node

_BATCH: Final = 10_000
_EXAMPLES: Final = 3
_PUBLISHER: Final = node("schema", "publisher")
_ARTICLE: Final = node("schema", "NewsArticle")
_NO_THINGS: Final = frozenset(node("kg", name).value for name in ("Quantity", "Predicate"))
_SAME: Final = node("owl", "sameAs")
_OURS: Final = re.compile(r"^(.*/)(entity|event)/[^/]*$")


@dataclass(slots=True)
class Statistics:
    """Counts of a dataset; the facts are what stands in the default graph, or in the graph FACTS."""

    facts_graph: NamedNode | DefaultGraph = field(default_factory=DefaultGraph)
    triples: int = 0
    subjects: int = 0
    objects: int = 0
    facts: int = 0  # as kg.counts has them
    fact_triples: int = 0  # of the graph of the facts
    ontology: int = 0  # triples of the ontology that goes along
    entities: int = 0  # subjects of the facts that have a class, but for quantities and predicates
    documents: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    classes_of_facts: Counter[str] = field(default_factory=Counter)
    links: Counter[str] = field(
        default_factory=Counter
    )  # owl:sameAs, by where the IRIs of the others begin
    properties: Counter[str] = field(default_factory=Counter)
    publishers: Counter[str] = field(default_factory=Counter)
    spaces: Counter[str] = field(default_factory=Counter)  # where the IRIs of things begin
    richest: list[tuple[int, str]] = field(default_factory=list)  # things with most facts

    @property
    def space(self) -> str | None:
        """Where most IRIs of things begin."""
        ranked = sorted(self.spaces.items(), key=lambda item: (-item[1], item[0]))
        return ranked[0][0] if ranked else None

    @property
    def examples(self) -> tuple[str, ...]:
        """The things of which most is said."""
        return tuple(iri for _, iri in sorted(self.richest, key=lambda item: (-item[0], item[1])))

    def count(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield LINES, which are sorted N-Quads, and count what they say; complete with the last one."""
        with (
            scratch() as folder,
            (folder / "objects").open("w+", encoding="utf-8", newline="\n") as objects,
        ):
            last: list[Quad] = []  # what is known of the last subject so far
            for batch in batches(lines, _BATCH):
                last = self._add(quads_of(batch), last, objects)
                yield from batch
            self._subject(last)
            objects.seek(0)
            self.objects = sum(1 for _ in sorted_lines(objects, folder))

    def _add(self, quads: Iterable[Quad], last: list[Quad], objects: IO[str]) -> list[Quad]:
        for _, about in groupby(quads, key=lambda quad: quad.subject):
            described = list(about)
            objects.writelines({f"{quad.object}\n" for quad in described})
            if last and last[0].subject != described[0].subject:
                self._subject(last)
                last = []
            last += described
        return last

    def _subject(self, quads: list[Quad]) -> None:
        if not quads:
            return
        facts = [quad for quad in quads if quad.graph_name == self.facts_graph]
        self.triples += len(quads)
        self.subjects += 1
        self.fact_triples += len(facts)
        self.facts += sum(map(is_relation, facts)) or bool(facts and event_of(facts[0]))
        self.ontology += sum(map(self._is_ontology, quads))
        self.properties.update(quad.predicate.value for quad in quads)
        self.classes.update(_classes(quads))
        if any(quad.predicate == TYPE and quad.object == _ARTICLE for quad in quads):
            self.documents += 1
            named = (quad.object for quad in quads if quad.predicate == _PUBLISHER)
            self.publishers.update({each.value for each in named if isinstance(each, Literal)})
        self._thing(facts)

    def _is_ontology(self, quad: Quad) -> bool:
        above = quad.graph_name == self.facts_graph and quad.predicate in vocabulary.ABOVE
        return above or quad.graph_name == vocabulary.GRAPH

    def _thing(self, facts: list[Quad]) -> None:
        classes = _classes(facts)
        subject = facts[0].subject if facts else None
        if not classes or not isinstance(subject, NamedNode):
            return
        self.entities += _NO_THINGS.isdisjoint(classes)
        self.classes_of_facts.update(classes)
        same = (quad.object for quad in facts if quad.predicate == _SAME)
        self.links.update(namespace(each.value) for each in same if isinstance(each, NamedNode))
        ours = _OURS.match(subject.value)
        if ours:
            self.spaces[ours[1]] += 1
        if ours and ours[2] == "entity":
            ranked = [*self.richest, (len(facts), subject.value)]
            self.richest = heapq.nsmallest(_EXAMPLES, ranked, key=lambda item: (-item[0], item[1]))


def _classes(quads: Iterable[Quad]) -> set[str]:
    found = (quad.object for quad in quads if quad.predicate == TYPE)
    return {each.value for each in found if isinstance(each, NamedNode)}


def namespace(name: str) -> str:
    """Return where the IRI called NAME begins; that is nothing for a URN.

    >>> namespace("http://www.wikidata.org/entity/Q717")
    'http://www.wikidata.org/entity/'
    """
    return name[: max(name.rfind("#"), name.rfind("/")) + 1]
