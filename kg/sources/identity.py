"""What an article is called, and what happens when two texts claim one name.

The name (the IRI of the article and of its graph) is the first of these that it has:

1. its web address, without the fragment;
2. the id that it has in its file, behind the name of the file: ``article/news_7-…`` for id 7 of ``news.jsonl``;
3. its words, behind the name of its file where it is the only article there: ``article/story-3f2a9c1b07d4``.

No folder, no path and no machine is part of it: a file has the same name wherever it lies and from wherever it is
read, and two files of one name with different words are two articles. Words are compared without regard to white
space, so that line ends do not matter.

One name has one text. The first text that claims a name keeps it, in a run and in a store; another one is a failure
that names both. Of copies (one name, the same words) the one that tells most of itself stands, whatever their order.
See ``docs/decisions/0019-what-an-article-is-called.md``.
"""

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from typing import Final

from kg import iri
from kg.model import Document, SourceFile

_HALF: Final = 64
_DIGITS: Final = 12  # of the words: many files are called index.html
METADATA: Final = (
    *("title", "url", "publisher", "authors", "published", "language", "agency", "place"),
)
_ADVICE: Final = (
    "use --replace to keep the text that is read last, or give each an address or id of its own"
)


def name(base: str, text: str, *, url: str | None = None, key: str | None = None) -> str:
    """Return the IRI of an article by its URL, else its KEY, else its TEXT.

    A KEY is the name of a file that has no other article, or the name of a file, a slash, and an id in it.

    >>> name(iri.BASE, "Rain fell.", url="https://a.example/rain#top", key="rain")
    'https://a.example/rain'
    >>> name(iri.BASE, "Rain fell.", key="news/7")
    'https://w3id.org/news-kg/article/news_7-0a03'
    >>> name(iri.BASE, "Rain fell.", key="rain")
    'https://w3id.org/news-kg/article/rain-5c0db7281079'
    >>> name(iri.BASE, "Rain  fell.", key="rain") == name(iri.BASE, "Rain fell.", key="rain")
    True
    """
    if url and (address := iri.from_url(url)):
        return address
    if key and "/" in key:
        return iri.article(base, key)
    if key:
        return f"{base}article/{iri.slug(key)}-{words(text)[:_DIGITS]}"
    return iri.article(base, words(text))


def former(base: str, path: str) -> Iterator[str]:
    """Yield what the article of the file at PATH may be called in a store that was made before names had digits.

    >>> list(former(iri.BASE, "/news/fire.txt"))[0]
    'https://w3id.org/news-kg/article/fire'
    """
    if iri.is_object(path):  # such a store had none
        return
    parts = PurePath(path).with_suffix("").parts
    for start in range(len(parts) - 1, 0, -1):
        yield iri.article(base, "/".join(parts[start:]))


def words(text: str) -> str:
    r"""Return a digest of the words of TEXT and their order.

    >>> words("Rain\r\nfell.\n") == words("Rain fell.")
    True
    """
    return iri.digest(" ".join(unicodedata.normalize("NFC", text).split()))


def half(text: str) -> int:
    """Return 64 bits that depend on TEXT; two of a million texts share them once in forty million times."""
    raw = text.encode(errors="surrogatepass")
    return int.from_bytes(hashlib.blake2b(raw, digest_size=_HALF // 8).digest())


def rank(article: object) -> int:
    """Return a number that is the lower, the more an ARTICLE tells of itself."""
    told = [f"{each}={found}" for each in METADATA if (found := getattr(article, each, None))]
    return (len(METADATA) - len(told)) << (_HALF - 4) | half("\0".join(told)) >> 4


def taken(source: str, identity: str, holder: str) -> str:
    """Return that the text of SOURCE may not be called IDENTITY, because the HOLDER's is."""
    return f"{source}: another text is called {identity} already, that of {holder}; {_ADVICE}"


@dataclass(frozen=True, slots=True)
class Copy:
    """An article that was read under the name IDENTITY with the same words before, or will be; FILE is where.

    With REPLACED_BY its words are others, and it gives way to the text that is read there.
    """

    identity: str
    source: str
    file: SourceFile | None
    replaced_by: str | None = None


@dataclass(slots=True)
class Claims:
    """Which text has which name in this run: two hashes and the source of each, about 300 bytes."""

    _held: dict[int, tuple[int, str, bool]] = field(default_factory=dict)

    def claim(self, document: Document, *, stands: bool) -> Copy | str | None:
        """Return None if DOCUMENT is to be read; else that it is a copy, or why it fails.

        STANDS is false for a copy that tells less than another one that is still to come.
        """
        verdict = self.decide(
            document.id, half(words(document.text)), document.source, stands=stands
        )
        return replace(verdict, file=document.file) if isinstance(verdict, Copy) else verdict

    def decide(
        self, identity: str, its_words: int, source: str, *, stands: bool
    ) -> Copy | str | None:
        """Do as ``claim`` does for the article at SOURCE, of whose words only the number is known."""
        own = half(identity)
        held, holder, is_given = self._held.get(own, (its_words, source, False))
        if held != its_words:
            return taken(source, identity, holder)
        self._held[own] = (held, holder, is_given or stands)
        if stands and not is_given:
            return None
        return Copy(identity, source, None)

    def __contains__(self, identity: str) -> bool:
        return half(identity) in self._held
