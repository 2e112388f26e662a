"""Marks: what an article is a copy or a later version of, as triples in its own graph."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Quad

from kg import iri

COPY_OF: Final = NamedNode(f"{iri.ONTOLOGY}copyOf")
VERSION_OF: Final = NamedNode(f"{iri.ONTOLOGY}versionOf")

MARKS: Final = (COPY_OF, VERSION_OF)


@dataclass(frozen=True, slots=True)
class Mark:
    """The originals of an ARTICLE: what it is a copy of, and what it is a later version of."""

    article: str
    copy_of: str | None = None
    version_of: str | None = None


def marked(mark: Mark) -> Iterator[Quad]:
    """Yield MARK as quads of the article's graph.

    >>> [str(quad.predicate) for quad in marked(Mark("urn:b", copy_of="urn:a"))]
    ['<https://w3id.org/news-kg/ontology#copyOf>']
    """
    article = NamedNode(mark.article)
    for predicate, original in ((COPY_OF, mark.copy_of), (VERSION_OF, mark.version_of)):
        if original is not None:
            yield Quad(article, predicate, NamedNode(original), article)
