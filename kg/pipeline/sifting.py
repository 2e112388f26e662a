"""Which of the documents that were found are read: no copies, nothing that a store has, nothing in its place."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final, Protocol

from kg import iri
from kg.boundary import attempt, reason
from kg.extract import LLM
from kg.likeness import profile
from kg.model import Document, SegmentKind, SourceFile
from kg.pipeline.fingerprint import Fingerprints
from kg.pipeline.report import Counts, Failure, Replaced
from kg.pipeline.settled import Files
from kg.sources import (
    Copy,
    Finished,
    LeftOut,
    OtherLanguage,
    SourceFailure,
    Unchanged,
    identity,
)
from kg.store import Note, notes

Other = Copy | SourceFailure | LeftOut | OtherLanguage | Unchanged | Finished
Found = Document | Other

_EARLIER: Final = "made by an earlier version"
_MISSING: Final = "answers are missing"
_OWN: Final = frozenset({"text", "metadata"})  # parts of a fingerprint that are the article's


class Known(Protocol):
    """What a store knows of its documents."""

    def has(self, document: str) -> bool:
        """Tell whether DOCUMENT is there."""
        ...

    def note(self, document: str) -> Note | None:
        """Return what was noted of DOCUMENT."""
        ...

    def of_file(self, file: str) -> tuple[str, ...]:
        """Return the documents that FILE had."""
        ...


@dataclass(slots=True)
class Sieve:
    """Lets through what is to be read, and counts the rest; remembers what the store is to note.

    KNOWN is asked anew for each document; it gives None where there is no store yet.
    """

    counts: Counts
    place: Path
    base: str
    fingerprints: Fingerprints
    known: Callable[[], Known | None]
    files: Files
    replace: bool = False
    notes: dict[str, Note] = field(default_factory=dict)  # of documents under way
    also: list[tuple[str, str]] = field(default_factory=list)  # documents that a file has, too
    left: list[tuple[str, str, str]] = field(default_factory=list)  # new, old, and their file

    def through(self, found: Iterable[Found]) -> Iterator[Document]:
        """Yield those of the documents FOUND that are to be read."""
        for each in found:
            if not isinstance(each, Document):
                self._count_other(each)
                continue
            wanted = partial(self._is_wanted, each)
            if attempt(wanted, partial(self._failed, each), each.source, "store"):
                self.files.begin(self._file(each.file))
                yield each

    def unfinished(self, name: str) -> None:
        """Note of the document NAME, which is under way, that a model did not answer: it is read again next time."""
        note = self.notes[name]
        self.notes[name] = replace(note, parts={**note.parts, LLM: _MISSING})
        self.files.begin(note.file)  # and it never ends: the file is read again

    def _count_other(self, found: Other) -> None:
        match found:
            case SourceFailure():
                self.counts.fail(Failure(found.source, found.message))
            case Copy():
                self.counts.left(found)
                self._also(found.identity, self._file(found.file))
            case LeftOut():
                self.counts.left_out.append(found)
            case OtherLanguage():
                self.counts.pass_over(found)
            case Unchanged():
                self.counts.unchanged += found.articles
            case Finished():
                self.files.finish(found.file, found.state)

    def _failed(self, document: Document, error: Exception) -> None:
        self._fail(document, reason(document.source, "store", error))

    def _fail(self, document: Document, why: str) -> None:
        self.counts.fail(Failure(document.source, why))
        self.files.begin(self._file(document.file))  # and it never ends: the file is read again

    def _is_wanted(self, document: Document) -> bool:
        known, file = self.known(), self._file(document.file)
        note = None if known is None else known.note(document.id)
        fresh = self._note(document, file)
        if note is not None and note.words != fresh.words:
            is_own = file and note.files == {file}
            if not (self.replace or is_own):
                holder = f"{note.source} in {self.place}"
                self._fail(document, identity.taken(document.source, document.id, holder))
                return False
            if not is_own:
                self.counts.replace(Replaced(note.source, document.source, str(self.place)))
        elif note is not None:
            fresh = _joined(fresh, note)
            if _is_unchanged(fresh, note):
                self.counts.unchanged += 1
                self._also(document.id, file)
                self._leave(document, file)
                return False
        self._count(document.id, known, note, fresh)
        self._leave(document, file)
        self.notes[document.id] = replace(fresh, profile=profile(document).encoded())
        return True

    def _note(self, document: Document, file: str) -> Note:
        return Note(
            source=document.source,
            words=identity.words(document.text),
            rank=identity.rank(document),
            parts=self.fingerprints.of(document),
            file=file,
            files=frozenset({file} if file else ()),
            text=_shown(document),
        )

    def _count(self, name: str, known: Known | None, note: Note | None, fresh: Note) -> None:
        if note is not None:
            self.counts.anew(_differing(fresh, note))
        elif known is not None and known.has(name):
            self.counts.anew([_EARLIER])

    def _also(self, name: str, file: str) -> None:
        known = self.known()
        note = None if known is None else known.note(name)
        if file and (note is None or file not in note.files):
            self.also.append((name, file))
            self.files.wait(file)

    def _leave(self, document: Document, file: str) -> None:
        """Note what a file with one article had before that article."""
        known = self.known()
        if known is not None and document.file and document.file.alone:
            path = document.file.path
            former = () if iri.is_address(path) else identity.former(self.base, path)
            before = (old for old in former if known.note(old) is None and known.has(old))
            for old in (*known.of_file(file), *before):
                if old != document.id:
                    self.left.append((document.id, old, file))
                    self.files.wait(file)

    def _file(self, file: SourceFile | None) -> str:
        """Return the path of FILE from the store."""
        return "" if file is None else notes.relative(file.path, self.place)


def _shown(document: Document) -> str:
    """Return the text of DOCUMENT, its characters at their places, with what is noise left out."""
    text = document.text
    for segment in document.segments:
        if segment.kind is SegmentKind.NOISE:
            blank = notes.LEFT_OUT * (segment.end - segment.start)
            text = text[: segment.start] + blank + text[segment.end :]
    return text


def _joined(fresh: Note, note: Note) -> Note:
    """Return the FRESH note of an article with the same words as NOTE's, with the files of both."""
    return Note(
        source=fresh.source,
        words=fresh.words,
        rank=fresh.rank,
        parts=fresh.parts,
        file=fresh.file,
        files=fresh.files | note.files,
        text=fresh.text,
    )


def _differing(fresh: Note, note: Note) -> list[str]:
    return [part for part, value in fresh.parts.items() if note.parts.get(part) != value]


def _is_unchanged(fresh: Note, note: Note) -> bool:
    """Tell whether an article is read already: all is the same, or it is a copy that tells no more."""
    differing = _differing(fresh, note)
    is_copy = fresh.file != note.file and fresh.rank >= note.rank
    return not differing or (is_copy and _OWN.issuperset(differing))
