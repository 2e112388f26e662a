"""Earlier texts of an article: when an outlet replaces a text, the graph of the article tells that there was one.

The article is ``prov:wasRevisionOf`` its earlier text, a node with the digest and the day of that text and nothing of
what it said; that text in turn of the one before it. See ``docs/decisions/0059-what-a-correction-leaves.md``.
"""

from collections.abc import Collection, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.iri import ONTOLOGY, VOCABULARIES
from kg.store.notes import Note

REVISION_OF: Final = NamedNode(f"{VOCABULARIES['prov']}wasRevisionOf")
# The article is what its texts have in common, as PROV has it.
TEXT_OF: Final = NamedNode(f"{VOCABULARIES['prov']}specializationOf")
_ENTITY: Final = NamedNode(f"{VOCABULARIES['prov']}Entity")
_TYPE: Final = NamedNode(f"{VOCABULARIES['rdf']}type")
_DIGEST: Final = NamedNode(f"{ONTOLOGY}textDigest")
_PUBLISHED: Final = NamedNode(f"{VOCABULARIES['schema']}datePublished")
_VERSION: Final = "version"  # of what reads articles: a part of their fingerprints


def is_corrected(old: Note | None, new: Note | None) -> bool:
    """Tell whether the text of NEW is another one than that of OLD because its source has changed.

    Where another version of the reader read it, nobody can tell who changed the text.

    >>> before = Note(source="a", words="1", rank=0, parts={"version": "x"})
    >>> after = Note(source="a", words="2", rank=0, parts={"version": "x"})
    >>> is_corrected(before, after), is_corrected(before, before), is_corrected(None, after)
    (True, False, False)
    """
    if old is None or new is None or old.words == new.words:
        return False
    return old.parts.get(_VERSION) == new.parts.get(_VERSION)


def kept(
    article: NamedNode, before: Collection[Quad], after: Collection[Quad], *, corrected: bool
) -> set[Quad]:
    """Return what the graph of ARTICLE tells of earlier texts, when AFTER takes the place of what stood BEFORE.

    CORRECTED says that the text before is an earlier one.
    """
    texts = {quad.subject for quad in before if quad.predicate == TEXT_OF}
    had = {q for q in before if q.subject in texts or q.predicate == REVISION_OF}
    is_article = any(quad.predicate == _DIGEST for quad in after)
    if not is_article:
        return set()
    if not corrected:
        return had
    text = NamedNode(f"{article.value}#revision={len(texts) + 1}")
    last = {q for q in had if q.subject == article}  # of which the text before was a revision
    moved = {Quad(text, q.predicate, q.object, article) for q in last}
    return (had - last) | moved | set(_earlier(article, text, before))


def _earlier(article: NamedNode, text: NamedNode, before: Collection[Quad]) -> Iterator[Quad]:
    """Yield what is told of the TEXT that stood BEFORE in the graph of ARTICLE."""
    yield Quad(article, REVISION_OF, text, article)
    yield Quad(text, _TYPE, _ENTITY, article)
    yield Quad(text, TEXT_OF, article, article)
    for quad in before:
        is_told = quad.predicate in (_DIGEST, _PUBLISHED) and isinstance(quad.object, Literal)
        if quad.subject == article and is_told:
            yield Quad(text, quad.predicate, quad.object, article)
