"""The first pass over the sources: how many articles there are, and which of several copies stands.

It keeps three 64-bit hashes a record, about 200 bytes in memory, and no text; of names that several texts share also
where the last one was read.
"""

from dataclasses import dataclass, field
from typing import Final

from kg.model import Document
from kg.sources import identity
from kg.sources.record import Record

_HALF: Final = 64
_MASK: Final = (1 << _HALF) - 1


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
    return Mark(identity.half(name), identity.half(text), identity.rank(article))


@dataclass(slots=True)
class FirstPass:
    """What the first pass saw."""

    total: int = 0
    _first: dict[int, int] = field(default_factory=dict)  # id -> text and rank, in one number
    _shared: dict[int, dict[int, int]] = field(default_factory=dict)  # id -> text -> best rank
    _last: dict[int, str] = field(default_factory=dict)  # id -> where its last text was read

    def add(self, seen: Mark, source: str) -> None:
        """Note a record that was read at SOURCE."""
        first = self._first.setdefault(seen.id, seen.text << _HALF | seen.rank)
        if seen.id in self._shared or first != seen.text << _HALF | seen.rank:
            texts = self._shared.setdefault(seen.id, {first >> _HALF: first & _MASK})
            # Taken out and put in again: the text that was seen last stands last.
            texts[seen.text] = min(seen.rank, texts.pop(seen.text, seen.rank))
            self._last[seen.id] = source

    def is_fullest(self, seen: Mark) -> bool:
        """Tell whether no copy of this record tells more; True for a text that was written since the first pass."""
        texts = self._shared.get(seen.id, {})
        return texts.get(seen.text, seen.rank) == seen.rank

    def replaced_by(self, seen: Mark) -> str | None:
        """Return where the text was read that comes later under the same name and stands; None where none does."""
        is_last = seen.text == next(reversed(self._shared.get(seen.id, {seen.text: 0})))
        return None if is_last else self._last[seen.id]
