"""The sentences that a store keeps, as documents: those of one article together, in the order of its text."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from kg.errors import StoreError
from kg.evaluate.reader import document
from kg.explore.claims import EVIDENCE, WORDS
from kg.model import Document

MOST: Final = 3000  # sentences that are read: two or three minutes
_CHARACTERS: Final = re.compile(r"#char=(\d+),(\d+)$")
_BETWEEN: Final = "\n\n"


def sentences(store: Store, most: int = MOST) -> tuple[list[Document], int]:
    """Return the sentences behind claims and rejected candidates of STORE, and how many there are.

    Of more than MOST sentences, those of some articles are taken: the same ones each time, and in no order of theirs.
    """
    articles: dict[str, dict[int, str]] = defaultdict(dict)
    for article, start, words in _evidence(store):
        articles[article][start] = words
    if not articles:
        raise StoreError(
            "suggest: the store has no sentences; build it with --provenance full or compact"
        )
    taken: list[Document] = []
    left = most
    for name in sorted(articles, key=lambda each: hashlib.sha256(each.encode()).digest()):
        found = [text for _, text in sorted(articles[name].items())][:left]
        left -= len(found)
        if found:
            taken.append(document(name, _BETWEEN.join(found)))
    return taken, sum(map(len, articles.values()))


def _evidence(store: Store) -> Iterator[tuple[str, int, str]]:
    """Yield the article, the first character and the words of each sentence that is evidence."""
    for quad in store.quads_for_pattern(None, EVIDENCE, None, None):
        article, place = quad.graph_name, quad.object
        if not isinstance(article, NamedNode) or not isinstance(place, NamedNode):
            continue
        at = _CHARACTERS.search(place.value)
        words = next(iter(store.quads_for_pattern(place, WORDS, None, article)), None)
        if at is not None and words is not None and isinstance(words.object, Literal):
            yield article.value, int(at[1]), words.object.value
