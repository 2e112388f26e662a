"""Which records of one run are the same article, and which only share an address.

A first pass over the sources feeds the ledger. It keeps three 64-bit hashes a record, about 200 bytes
in memory, and no text. So the outcome does not depend on the order of the records:

- one text under one id: the article, once; of equal texts the record with the most metadata stands;
- several texts under one id: every one gets an id of its own, made from that id and its text.
"""

import hashlib
from dataclasses import dataclass, field, fields, replace
from typing import Final

from kg import iri
from kg.model import Document
from kg.sources.record import Record

_HALF: Final = 64
_MASK: Final = (1 << _HALF) - 1
_TAKEN: Final = -1
_METADATA: Final = (
    *("title", "url", "publisher", "authors", "published", "language", "agency", "place"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The hashes of a record's id and text, and its rank among records with the same text."""

    id: int
    text: int
    rank: int


def mark(article: Record | Document, base: str) -> Mark:
    """Return the mark of an ARTICLE."""
    if isinstance(article, Record):
        name, text = article.id(base), f"{article.title or ''}\0{article.text}"
    else:
        name, text = article.id, article.text
    return Mark(_hash(name), _hash(text), _rank(article))


def _hash(text: str) -> int:
    raw = text.encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=_HALF // 8).digest())


def _rank(article: Record | Document) -> int:
    """Return a number that is the lower, the more an ARTICLE tells of itself."""
    values = {each.name: getattr(article, each.name) for each in fields(article)}
    told = [f"{name}={values[name]}" for name in _METADATA if values.get(name)]
    return (len(_METADATA) - len(told)) << (_HALF - 4) | _hash("\0".join(told)) >> 4


@dataclass(slots=True)
class Ledger:
    """What the first pass saw."""

    _first: dict[int, int] = field(default_factory=dict)  # id -> text and rank, in one number
    _shared: dict[int, dict[int, int]] = field(default_factory=dict)  # id -> text -> best rank

    _given: set[str] = field(default_factory=set)  # ids made for articles with a shared one

    def add(self, seen: Mark) -> None:
        """Note a record of the first pass."""
        first = self._first.setdefault(seen.id, seen.text << _HALF | seen.rank)
        if seen.id in self._shared or first != seen.text << _HALF | seen.rank:
            texts = self._shared.setdefault(seen.id, {first >> _HALF: first & _MASK})
            texts[seen.text] = min(seen.rank, texts.get(seen.text, seen.rank))

    def take(self, seen: Mark) -> bool:
        """Tell whether this record stands for its text; True once for each text."""
        texts = self._shared.get(seen.id)
        if texts is None:
            first, self._first[seen.id] = self._first.get(seen.id), _TAKEN
            return first != _TAKEN
        # A text that the first pass did not see was written since: it is read, not dropped.
        if texts.get(seen.text, seen.rank) != seen.rank:
            return False
        texts[seen.text] = _TAKEN
        return True

    def settle(self, seen: Mark, document: Document, base: str) -> Document | None:
        """Return DOCUMENT under an id that is its own alone; None if that was given already.

        Two pages may differ in their frames only, and so turn out to be one text.
        """
        if len(self._shared.get(seen.id, ())) < 2:
            return document
        own = iri.article(base, iri.digest(document.id, document.text))
        if own in self._given:
            return None
        self._given.add(own)
        return replace(document, id=own)
