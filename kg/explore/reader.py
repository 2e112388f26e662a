"""What the views of the explorer look up in a store, by patterns of quads: labels, kinds, articles, terms.

Patterns, not SPARQL: a page asks some thousands of them, each a few microseconds, and their number grows with what
is shown, not with what is stored.
"""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from kg.explore.shapes import Article, Item
from kg.iri import BASE, ONTOLOGY, ONTOLOGY_GRAPH, VOCABULARIES
from kg.ontology import Ontology, load
from kg.ontology.files import words

FACTS: Final = DefaultGraph()
Term = NamedNode | Literal
Graph = NamedNode | DefaultGraph

_OURS: Final = re.compile(r"(.+/)(?:entity|event|claim|value|predicate)/[^/]+$")
_LONG: Final = re.compile(r"(?<![\w.,-])\d{5,}(?![\w.,-]*\w)")
_GROUPED: Final = "/value/"
_HIDDEN: Final = frozenset({"urn:news-kg:ledger", ONTOLOGY_GRAPH})


def node(prefix: str, name: str) -> NamedNode:
    """Return the IRI of NAME in the vocabulary called PREFIX."""
    return NamedNode(VOCABULARIES[prefix] + name)


TYPE: Final = node("rdf", "type")
LABEL: Final = node("rdfs", "label")
ALIAS: Final = node("skos", "altLabel")
ARTICLE: Final = node("schema", "NewsArticle")
MENTIONS: Final = node("schema", "mentions")
_SUBCLASS: Final = node("rdfs", "subClassOf")
_ABOVE: Final = (_SUBCLASS, node("rdfs", "subPropertyOf"))
_SYMMETRIC: Final = node("kg", "symmetric")
WIKIDATA: Final = "https://www.wikidata.org/wiki/"  # where its pages are
_SAME: Final = node("owl", "sameAs")
_WIKIDATA: Final = VOCABULARIES["wd"]
_ONTOLOGY: Final = NamedNode(ONTOLOGY_GRAPH)
_FIELDS: Final = {
    "published": node("schema", "datePublished"),
    "publisher": node("schema", "publisher"),
    "author": node("schema", "author"),
    "url": node("schema", "url"),
}
_TITLE: Final = node("schema", "headline")
_DESCRIBED: Final = node("kg", "describedIn")
_PLACE: Final = node("schema", "locationCreated")


def local(iri: str) -> str:
    """Return the local name of IRI.

    >>> local("https://w3id.org/news-kg/ontology#chargedWith"), local("https://schema.org/Person")
    ('chargedWith', 'Person')
    """
    return re.split(r"[#/:]", iri.rstrip("/#"))[-1]


def finite(term: Term | None) -> float | None:
    """Return the number that TERM writes; None where it writes none.

    >>> finite(Literal("0.5")), finite(Literal("NaN")), finite(Literal("high"))
    (0.5, None, None)
    """
    try:
        number = float(term.value) if isinstance(term, Literal) else math.nan
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def grouped(label: str) -> str:
    """Return LABEL with commas in its long numbers.

    >>> grouped("about 53000000000 USD"), grouped("in 2026"), grouped("Q319642")
    ('about 53,000,000,000 USD', 'in 2026', 'Q319642')
    """
    return _LONG.sub(lambda found: f"{int(found[0]):,}", label)


class Reader:
    """A store, and what is asked of it again and again while it does not change."""

    def __init__(self, store: Store, ontology: Ontology | None = None) -> None:
        self.store = store
        self._ontology = ontology
        self._labels: dict[str, str] = {}
        self._kinds: dict[str, tuple[str, str]] = {}
        self._words: dict[str, str] = {}
        self._days: dict[str, str] = {}
        self._ancestors: dict[str, frozenset[str]] = {}
        self._articles: dict[str, Article] = {}

    @cached_property
    def ontology(self) -> Ontology:
        """The ontology that was given, else that of the package, which takes half a second to load."""
        return self._ontology or load()

    @cached_property
    def _tells_terms(self) -> bool:
        """Whether the store has the part of the ontology that it uses, as it has unless a build was told otherwise."""
        return any(self.store.quads_for_pattern(None, _SUBCLASS, None, _ONTOLOGY))

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether the class or property NAME is ANCESTOR or lies below it, both by their local names."""
        return name == ancestor or ancestor in self._above(name)

    def _above(self, name: str) -> frozenset[str]:
        found = self._ancestors.get(name)
        if found is None:
            if self._tells_terms:
                found = frozenset(self._climb(NamedNode(ONTOLOGY + name)))
            else:
                found = self.ontology.ancestors.get(name, frozenset())
            self._ancestors[name] = found
        return found

    def _climb(self, term: NamedNode) -> set[str]:
        found: set[str] = set()
        waiting = [term]
        while waiting:
            each = waiting.pop()
            for predicate in _ABOVE:
                for value in self.values(each, predicate, _ONTOLOGY):
                    if isinstance(value, NamedNode) and local(value.value) not in found:
                        found.add(local(value.value))
                        waiting.append(value)
        return found

    def is_described(self, thing: NamedNode) -> bool:
        """Tell whether one article alone knows THING, by a description and not by a name."""
        return any(self.quads(thing, _DESCRIBED, None, FACTS))

    def is_symmetric(self, predicate: NamedNode) -> bool:
        """Tell whether PREDICATE says the same in both directions."""
        if self._tells_terms:
            found = self.one(predicate, _SYMMETRIC, _ONTOLOGY)
            return found is not None and found.value in ("true", "1")
        known = self.ontology.properties.get(local(predicate.value))
        return known is not None and known.symmetric

    @cached_property
    def base(self) -> str:
        """Where the IRIs of the graph begin: that of most entities, the usual one where there is none."""
        for quad in self.store.quads_for_pattern(None, TYPE, None, FACTS):
            found = (
                _OURS.fullmatch(quad.subject.value) if isinstance(quad.subject, NamedNode) else None
            )
            if found:
                return found[1]
        return BASE

    def values(self, subject: NamedNode, predicate: NamedNode, graph: Graph | None) -> list[Term]:
        """Return the objects of SUBJECT and PREDICATE, in order; GRAPH None is all that may be shown."""
        quads: Iterable[Quad] = (
            self.quads(subject, predicate, None, None)
            if graph is None
            else self.store.quads_for_pattern(subject, predicate, None, graph)
        )
        found = {each.object for each in quads if isinstance(each.object, NamedNode | Literal)}
        if len(found) < 2:  # as almost always, on thousands of patterns a page
            return list(found)
        return sorted(found, key=lambda term: (isinstance(term, Literal), term.value))

    def one(self, subject: NamedNode, predicate: NamedNode, graph: Graph | None) -> Term | None:
        """Return the first object of SUBJECT and PREDICATE."""
        return next(iter(self.values(subject, predicate, graph)), None)

    def quads(
        self,
        subject: NamedNode | None,
        predicate: NamedNode | None,
        value: Term | None,
        graph: Graph | None,
    ) -> Iterator[Quad]:
        """Yield the quads of a pattern, those of the ledger and of the ontology left out."""
        for quad in self.store.quads_for_pattern(subject, predicate, value, graph):
            if graph is not None or getattr(quad.graph_name, "value", "") not in _HIDDEN:
                yield quad

    def rows(self, query: str) -> Iterator[tuple[Term, ...]]:
        """Yield the rows of a SELECT query: for what is counted over the whole store, which the engine does faster."""
        found = self.store.query(query, prefixes=dict(VOCABULARIES))
        assert isinstance(found, QuerySolutions)  # noqa: S101
        for row in found:
            yield tuple(row)

    def graphs(self) -> Iterator[NamedNode]:
        """Yield the named graphs that may be shown."""
        for graph in self.store.named_graphs():
            if isinstance(graph, NamedNode) and graph.value not in _HIDDEN:
                yield graph

    def label(self, thing: NamedNode, graph: Graph | None = None) -> str:
        """Return what THING is called: among the facts, else in GRAPH, else by its IRI."""
        found = self._labels.get(thing.value)
        if found is not None:
            return found
        first = self.one(thing, LABEL, FACTS)
        if first is None:
            first = self.one(thing, LABEL, graph)
        if first is None:
            return self._name(thing)
        self._labels[thing.value] = grouped(first.value) if _GROUPED in thing.value else first.value
        return self._labels[thing.value]

    def _name(self, thing: NamedNode) -> str:
        if thing.value in self._articles or self._is_article(thing):
            return self.article(thing)["title"]
        if thing.value.startswith(ONTOLOGY):
            return self.word(thing)
        return local(thing.value).replace("_", " ") or thing.value

    def _is_article(self, thing: NamedNode) -> bool:
        return any(self.store.quads_for_pattern(thing, TYPE, ARTICLE, thing))

    def word(self, term: NamedNode) -> str:
        """Return the label of a class or property."""
        found = self._words.get(term.value)
        if found is None:
            found = self._words[term.value] = self._word(term)
        return found

    def _word(self, term: NamedNode) -> str:
        given = self.one(term, LABEL, _ONTOLOGY)
        name = local(term.value)
        if given is not None:
            return given.value
        # Of terms of others, only an ontology that was given may know: loading ours would not help.
        is_known = self._ontology is not None or term.value.startswith(ONTOLOGY)
        if self._tells_terms or not is_known:
            return words(name)
        return self._given_labels.get(term.value) or words(name)

    @cached_property
    def _given_labels(self) -> dict[str, str]:
        """The labels of all terms of the ontology, by their IRIs."""
        known = self.ontology
        found = {term.iri: term.label for term in known.classes.values()}
        return found | {term.iri: term.label for term in known.properties.values()}

    def kind(self, thing: NamedNode, graph: Graph | None = None) -> tuple[str, str]:
        """Return the most specific class of THING, by local name and label."""
        found = self._kinds.get(thing.value)
        if found is None:
            types = self.types(thing, graph)
            if not types:
                return "Thing", "thing"
            found = self._kinds[thing.value] = local(types[0].value), self.word(types[0])
        return found

    def types(self, thing: NamedNode, graph: Graph | None = None) -> list[NamedNode]:
        """Return the classes of THING, the most specific first."""
        given = [t for t in self.values(thing, TYPE, FACTS) if isinstance(t, NamedNode)]
        given = given or [t for t in self.values(thing, TYPE, graph) if isinstance(t, NamedNode)]
        above = {value for each in given for value in self.values(each, _SUBCLASS, _ONTOLOGY)}
        return sorted(given, key=lambda each: (each in above, each.value))

    def item(self, term: Term, graph: Graph | None = None) -> Item:
        """Return TERM as a reader is shown it."""
        if isinstance(term, Literal):
            made: Item = {"label": term.value, "value": term.value}
            if term.language is None and term.datatype != node("xsd", "string"):
                made["datatype"] = local(term.datatype.value)
            return made
        kind, label = self.kind(term, graph)
        return {
            "iri": term.value,
            "label": self.label(term, graph),
            "kind": kind,
            "kindLabel": label,
        }

    def wikidata(self, thing: NamedNode) -> str | None:
        """Return the id that THING has in Wikidata, such as Q717."""
        same = (term.value for term in self.values(thing, _SAME, None))
        return next((iri.rpartition("/")[2] for iri in same if iri.startswith(_WIKIDATA)), None)

    def items(self, terms: Iterable[Term], graph: Graph | None = None) -> list[Item]:
        """Return TERMS as items."""
        return [self.item(term, graph) for term in terms]

    def article(self, article: NamedNode) -> Article:
        """Return what is known of ARTICLE, from its own graph."""
        found = self._articles.get(article.value)
        if found is None:
            found = self._read(article)
            self._articles[article.value] = found
        return found

    def _read(self, article: NamedNode) -> Article:
        title = self.one(article, _TITLE, article)
        made: Article = {
            "iri": article.value,
            "title": title.value if title is not None else local(article.value),
        }
        for name, predicate in _FIELDS.items():
            value = self.one(article, predicate, article)
            if value is not None:
                made[name] = value.value  # type: ignore[literal-required]
        place = self.one(article, _PLACE, article)
        if isinstance(place, NamedNode):
            made["place"] = self.item(place)
        return made

    @cached_property
    def newest(self) -> list[str]:
        """All articles, the newest first, those without a day last."""
        found = [
            quad.subject
            for quad in self.quads(None, TYPE, ARTICLE, None)
            if isinstance(quad.subject, NamedNode) and quad.graph_name == quad.subject
        ]
        dated = sorted(found, key=lambda each: each.value)
        dated.sort(key=lambda each: self.published(each), reverse=True)
        return [each.value for each in dated]

    def published(self, article: NamedNode) -> str:
        """Return the day of ARTICLE, "" for none."""
        found = self._days.get(article.value)
        if found is None:
            value = self.one(article, _FIELDS["published"], article)
            found = self._days[article.value] = value.value if value is not None else ""
        return found
