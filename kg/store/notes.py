"""What the ledger of a store notes of each article: its text, the files it came from, and what it was read with.

It is written with the article, in one transaction, and shown to nobody. An article stays as long as one of its files
has it. An article without a note was written by an earlier version, or by hand: nothing is known of it.
"""

import json
import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import iri

LEFT_OUT: Final = "\ufffc"  # in place of each character of a text that nobody wants to read, such as a navigation bar
LEDGER: Final = NamedNode("urn:news-kg:ledger")
_NOTE: Final = NamedNode("urn:news-kg:ledger#note")
_FILE: Final = NamedNode("urn:news-kg:ledger#file")
_TEXT: Final = NamedNode("urn:news-kg:ledger#text")
_PROFILE: Final = NamedNode("urn:news-kg:ledger#profile")
_UNCOMPARED: Final = NamedNode(
    "urn:news-kg:ledger#uncompared"
)  # what it is a copy of must be found out
RESOLVED: Final = NamedNode("urn:news-kg:ledger#resolved")  # goes when what it says is no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is known of the text that an article has in a store."""

    source: str  # where it was read, as messages show it
    words: str  # a digest of its words
    rank: int  # the lower, the more it tells of itself
    parts: Mapping[str, str]  # its fingerprint
    file: str = (
        ""  # the file that it was read from, relative to the folder of the store; "" for none
    )
    files: frozenset[str] = field(
        default=frozenset()
    )  # the files that have it, with those of copies
    text: str = (
        ""  # for its page in the explorer, what is no article LEFT_OUT; ``read`` does without
    )
    profile: str = ""  # of its words, as kg.likeness has it; ``read`` does without


def quads(document: str, note: Note) -> Iterator[Quad]:
    """Yield NOTE of DOCUMENT as quads of the ledger."""
    name = NamedNode(document)
    plain = {
        "source": note.source,
        "words": note.words,
        "rank": str(note.rank),
        "file": note.file,
        **{f"part {part}": value for part, value in sorted(note.parts.items())},
    }
    yield Quad(name, _NOTE, Literal(json.dumps(plain, ensure_ascii=False)), LEDGER)
    for file in sorted(note.files):
        yield Quad(name, _FILE, Literal(file), LEDGER)
    if note.text:
        yield Quad(name, _TEXT, Literal(note.text), LEDGER)
    if note.profile:
        yield Quad(name, _PROFILE, Literal(note.profile), LEDGER)
        yield _uncompared(document)


def left(document: str, note: Note | None, before: Collection[Quad]) -> set[Quad]:
    """Return the quads of the ledger that stay of DOCUMENT, which had those BEFORE and has NOTE now."""
    if note is not None:
        return set(quads(document, note))
    return {_uncompared(document)} if any(q.predicate == _PROFILE for q in before) else set()


def file_quad(document: str, file: str) -> Quad:
    """Return that FILE has DOCUMENT as a quad of the ledger."""
    return Quad(NamedNode(document), _FILE, Literal(file), LEDGER)


def old(store: Store, document: str) -> Iterator[Quad]:
    """Yield the quads of the note of DOCUMENT in STORE."""
    name = NamedNode(document)
    yield from store.quads_for_pattern(name, _NOTE, None, LEDGER)
    yield from store.quads_for_pattern(name, _FILE, None, LEDGER)
    yield from store.quads_for_pattern(name, _TEXT, None, LEDGER)
    yield from store.quads_for_pattern(name, _PROFILE, None, LEDGER)
    yield from store.quads_for_pattern(name, RESOLVED, None, LEDGER)


def text(store: Store, document: str) -> str:
    """Return the text of DOCUMENT in STORE; "" where an earlier version, or somebody else, has written it."""
    found = store.quads_for_pattern(NamedNode(document), _TEXT, None, LEDGER)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), "")


def read(store: Store, document: str) -> Note | None:
    """Return the note of DOCUMENT in STORE; None where there is none."""
    texts: dict[NamedNode, list[str]] = defaultdict(list)
    for quad in old(store, document):
        texts[quad.predicate].append(str(getattr(quad.object, "value", "")))
    if not texts[_NOTE]:
        return None
    plain: dict[str, str] = json.loads(texts[_NOTE][0])
    return Note(
        source=plain["source"],
        words=plain["words"],
        rank=int(plain["rank"]),
        file=plain["file"],
        files=frozenset(texts[_FILE]),
        parts={name[5:]: value for name, value in plain.items() if name.startswith("part ")},
    )


def profile(store: Store, document: str) -> str:
    """Return the profile of DOCUMENT in STORE; "" where there is none."""
    found = store.quads_for_pattern(NamedNode(document), _PROFILE, None, LEDGER)
    return next((quad.object.value for quad in found if isinstance(quad.object, Literal)), "")


def profiled(store: Store) -> Iterator[str]:
    """Yield the documents of STORE that have a profile, in no order."""
    return _documents(store, _PROFILE)


def uncompared(store: Store) -> Iterator[str]:
    """Yield the documents that were written or removed and not compared with the others of STORE since, in no order."""
    return _documents(store, _UNCOMPARED)


def compared(store: Store, document: str) -> None:
    """Note that DOCUMENT was compared with the others of STORE."""
    store.remove(_uncompared(document))


def _uncompared(document: str) -> Quad:
    return Quad(NamedNode(document), _UNCOMPARED, Literal(""), LEDGER)


def _documents(store: Store, predicate: NamedNode) -> Iterator[str]:
    for quad in store.quads_for_pattern(None, predicate, None, LEDGER):
        if isinstance(quad.subject, NamedNode):
            yield quad.subject.value


def relative(path: Path | str, place: Path | str) -> str:
    """Return what a file at PATH is called in the ledger of the store at PLACE: it stays when both move.

    An address stays as it is.

    >>> relative("/home/a/news/fire.txt", "/home/a/store")
    '../news/fire.txt'
    """
    if iri.is_address(str(path)):
        return str(path)
    try:
        return Path(os.path.relpath(path, _real(str(place)))).as_posix()
    except ValueError:  # another drive
        return Path(path).as_posix()


@lru_cache(maxsize=8)  # asked for each of a million files
def _real(place: str) -> str:
    return str(Path(place).resolve())


def absolute(file: str, place: Path | str) -> Path:
    """Return the path of a FILE of the ledger of the store at PLACE.

    >>> absolute("../news/fire.txt", "/home/a/store").as_posix()
    '/home/a/news/fire.txt'
    """
    return Path(os.path.normpath(f"{_real(str(place))}/{file}"))


def files(store: Store) -> Iterator[tuple[str, str]]:
    """Yield each document of STORE with each file that has it, in no order."""
    for quad in store.quads_for_pattern(None, _FILE, None, LEDGER):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            yield quad.subject.value, quad.object.value


def of_file(store: Store, file: str) -> tuple[str, ...]:
    """Return the documents of STORE that FILE has, or had when it was last read, sorted."""
    found = store.quads_for_pattern(None, _FILE, Literal(file), LEDGER)
    return tuple(
        sorted(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))
    )
