"""From what the user names (files, folders, patterns, ``-``) to the files to read, in a fixed order."""

import re
import shutil
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import IO, Final, Literal

from kg import iri, jsontext
from kg.errors import ConfigError, SourceError
from kg.model import SourceFile
from kg.plurals import counted
from kg.sources import encodings, packed, tables, telling, unchanged
from kg.sources.folders import OutsideError, Root, suffix, walk
from kg.sources.record import Record, SourceFailure
from kg.visible import visible

_log = telling.log(__name__)

Kind = Literal["text", "markdown", "html", "jsonl", "json", "feed", "table", "archive", "columns"]

KINDS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys((".txt", ".text"), "text"),
    **dict.fromkeys((".md", ".markdown"), "markdown"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".xml", ".rss", ".atom"), "feed"),
    ".json": "json",
    **dict.fromkeys((".csv", ".tsv"), "table"),
    **dict.fromkeys((".warc", ".wet"), "archive"),
    **dict.fromkeys((".parquet", ".arrow", ".feather"), "columns"),
}
_ALONE: Final = frozenset({"text", "markdown", "html"})  # kinds of files that have one article
_MAGIC: Final = re.compile(r"[*?\[]")
PROLOG: Final = r"(?>(?>(?:<!--.*?-->|<\?.*?\?>)\s*)*)"  # atomic: what was passed is not tried anew
_FEED: Final = re.compile(PROLOG + r"<(?:rss|feed|rdf:rdf)\b", re.DOTALL)
_PAGE: Final = re.compile(
    PROLOG + r"<(?:!doctype html|html|head|body|article|div|p|meta|title)\b", re.DOTALL
)
SNIFFED: Final = 65_536  # bytes
_LONGEST_NAME: Final = 255  # characters that systems allow
_WORDS: Final = 5  # of a name of a file; what has more is a text


@dataclass(frozen=True, slots=True)
class Place:
    """A FILE to read: NAME in messages; one that is SPOOLED was standard input or a pipe, and has no name to go by."""

    file: str
    name: str
    kind: Kind
    spooled: bool = False
    state: str = ""  # of the file before it was read, as ``kg.sources.unchanged`` tells it

    @property
    def path(self) -> Path:
        """Where the file is."""
        return Path(self.file)

    @property
    def key(self) -> str | None:
        """What stands in the ids of articles without an address; None where there is no file."""
        return None if self.spooled else key_of(self.path)

    @property
    def declared(self) -> str | None:
        """The encoding that came with the file, from outside of it."""
        return None

    @property
    def home(self) -> str:
        """What the ledger of a store knows the file by: its absolute path."""
        return str(self.path.resolve())

    def now(self) -> str:
        """Return what changes when the file does; "" where nobody can tell."""
        return "" if self.spooled else unchanged.state(self.file)

    def told(self, record: Record) -> Record | None:
        """Return RECORD, an article of the file, with the file; None for one that is not wanted."""
        if self.spooled:
            return record
        return replace(record, file=SourceFile(self.home, self.kind in _ALONE))

    @contextmanager
    def held(self) -> Iterator["Place"]:
        """Yield the file at a path where it can be read meanwhile: where it lies."""
        yield self

    def open(self) -> IO[bytes]:
        """Open the file for reading, unpacked if it is packed."""
        return packed.opened(self.path)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The files of a FOLDER that are not read, because their suffix tells no kind that is known.

    >>> str(LeftOut("news", ("news/a.pdf", "news/b.PDF", "news/c.docx", "news/notes")))
    '4 files of news/ left out: 2 .pdf, 1 .docx, 1 without suffix'
    """

    folder: str
    files: tuple[str, ...]

    def __str__(self) -> str:
        found = Counter(Path(file).suffix.lower() for file in self.files)
        ranked = sorted(found.items(), key=lambda item: (-item[1], not item[0], item[0]))
        kinds = ", ".join(f"{count:,} {suffix or 'without suffix'}" for suffix, count in ranked)
        return f"{counted(len(self.files), 'file')} of {self.folder}/ left out: {kinds}"


Found = Place | LeftOut | SourceFailure


def find(source: str | Path, spool: Path, *, follow: bool = False) -> Iterator[Found]:
    """Yield the files that SOURCE stands for; what can be read only once is kept in SPOOL.

    A folder that cannot be read is a failure, and so is a link that leads out of a folder, unless links are to FOLLOW.
    What a folder has beside them comes last; hidden files count for nothing.
    """
    name, path = str(source), Path(source)
    if name == "-":
        yield _spooled(sys.stdin.buffer, name, spool)
    elif iri.is_address(name):
        raise SourceError(
            f"{name}: is no address that is read; give one of https://, http://, s3://, gs:// or az://"
        )
    elif path.is_dir():
        yield from _in_folder(path, follow=follow)
    elif path.is_file():
        yield Place(name, name, _kind(path))
    elif path.exists():  # a pipe: <(zcat news.gz)
        _check_special(path)
        with path.open("rb") as stream:
            yield _spooled(stream, name, spool)
    elif _MAGIC.search(name):
        yield from _matching(name, follow=follow)
    else:
        raise SourceError(f"{name}: no such file or folder; {_suggestion(path)}")


def require(source: str | Path) -> None:
    """Raise SourceError where SOURCE names no file: a path that is not there, a pattern that nothing matches.

    >>> require("nowhere.txt")
    Traceback (most recent call last):
    ...
    kg.errors.SourceError: nowhere.txt: no such file or folder; check the path
    """
    if not isinstance(source, str | Path):
        kind = type(source).__name__
        raise ConfigError(f"sources: a {kind} is no path; give each path by itself: *paths")
    name, path = str(source), Path(source)
    if not (is_there := _exists(path)) and _is_prose(name):
        begin = " ".join(name[:40].split())
        raise SourceError(f"{begin}…: no such file; to read a text itself, give texts=[…]")
    if name != "-" and (not is_there or path.is_dir()):
        next(find(source, path))  # of a folder or a pattern the first file is enough


def _check_special(path: Path) -> None:
    """Raise SourceError where PATH is neither a pipe nor what somebody types at a terminal: it may never end."""
    mode = path.stat().st_mode
    if stat.S_ISSOCK(mode):
        raise SourceError(f"{path}: is a socket; give a file, a folder or a pipe")
    if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not _is_terminal(path)):
        raise SourceError(f"{path}: is a device; give a file, a folder or a pipe")


def _is_terminal(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.isatty()


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # the name is too long
        return False


def _is_prose(name: str) -> bool:
    r"""Tell whether a NAME looks like a text that somebody took for what is read.

    >>> _is_prose("Ana Ruiz was charged with bribery."), _is_prose("My articles/of May.txt")
    (True, False)
    """
    longest = max(map(len, name.split("/")))
    words = 0 if "/" in name else len(name.split())
    return "\n" in name or longest > _LONGEST_NAME or words > _WORDS


def _spooled(stream: IO[bytes], name: str, spool: Path) -> Place:
    path = spool / f"{len(list(spool.iterdir()))}"
    with path.open("wb") as copy:
        begin = stream.read(SNIFFED)
        if not packed.is_packed(begin) and not encodings.begins_as(begin):
            encodings.refuse_binary(begin, name)  # before a disk is full of it
        copy.write(begin)
        shutil.copyfileobj(stream, copy)
    return Place(str(path), name, sniff(path), spooled=True)


def _in_folder(folder: Path, *, follow: bool) -> Iterator[Found]:
    others: list[str] = []
    is_empty = True
    for file in walk(str(folder), follow=follow):
        if isinstance(file, OutsideError) and suffix(file.filename) not in KINDS:
            others.append(file.filename)
        elif isinstance(file, OSError):
            is_empty = False
            yield _unreadable(file)
        elif (kind := KINDS.get(suffix(file))) is not None:
            is_empty = False
            yield Place(file, file, kind)
        else:
            others.append(file)
    if others:
        left = LeftOut(str(folder), tuple(others))
        _log.info("%s", left)
    if is_empty:
        raise SourceError(f"{folder}: holds no file that can be read; known are {', '.join(KINDS)}")
    if others:
        yield left


def covers(source: str | Path) -> Callable[[Path], bool]:
    """Return a function that tells whether SOURCE, a file, a folder or a pattern, stands for the file at a path.

    The path is absolute, and nothing need be there any more.

    >>> inside, matching = covers("/news"), covers("/news/**/*.txt")
    >>> [(inside(path), matching(path)) for path in map(Path, ("/news/a/b.txt", "/news/b.md", "/b.txt"))]
    [(True, True), (True, False), (False, False)]
    """
    path = Path(source)
    if path.exists() or not _MAGIC.search(str(source)):
        root = path.resolve()
        return lambda file: file.is_relative_to(root)
    folder, pattern = _split(str(source))
    root = folder.resolve()
    return lambda file: file.is_relative_to(root) and fits(file.relative_to(root).parts, pattern)


def fits(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Tell whether the PARTS of a path are those of a PATTERN."""
    if not pattern:
        return not parts
    if pattern[0] == "**":
        return any(fits(parts[start:], pattern[1:]) for start in range(len(parts) + 1))
    return bool(parts) and fnmatchcase(parts[0], pattern[0]) and fits(parts[1:], pattern[1:])


def _split(pattern: str) -> tuple[Path, tuple[str, ...]]:
    """Return the folder that a PATTERN begins with, and the rest of it."""
    parts = Path(pattern).parts
    fixed = next(i for i, part in enumerate(parts) if _MAGIC.search(part))
    return Path(*parts[:fixed]), parts[fixed:]


def matches(pattern: str, *, follow: bool = False) -> list[Path]:
    """Return the files that match PATTERN, sorted; ``**`` goes down any number of folders.

    Those that links lead to outside of the folder count only with FOLLOW.
    """
    root = Root(str(_split(pattern)[0]))
    return [path for path in _matched(pattern) if follow or root.has(str(path))]


def _matched(pattern: str) -> list[Path]:
    folder, rest = _split(pattern)
    try:
        found = list(folder.glob(str(Path(*rest))))
    except ValueError as error:  # "**" within a name
        reason = str(error)[0].lower() + str(error)[1:]
        raise SourceError(f"{pattern}: {reason}; give a simpler one") from error
    paths = [p for p in found if p.is_file() and not is_hidden(p.relative_to(folder))]
    return sorted(paths, key=lambda p: p.as_posix())


def _matching(pattern: str, *, follow: bool) -> Iterator[Place | SourceFailure]:
    if not (paths := _matched(pattern)):
        raise SourceError(f"{pattern}: matches no file; quote patterns, and use ** for any depth")
    root = Root(str(_split(pattern)[0]))
    for path in map(str, paths):
        if follow or root.has(path):
            yield Place(path, path, _kind(Path(path)))
        else:
            yield _unreadable(OutsideError(path, root.folder))


def _unreadable(error: OSError) -> SourceFailure:
    name = visible(error.filename)
    return SourceFailure(name, f"{name}: cannot be read: {error.strerror}")


def is_hidden(relative: PurePath) -> bool:
    """Return whether a part of a RELATIVE path begins with a dot."""
    return any(part.startswith(".") for part in relative.parts)


def is_known(name: str) -> bool:
    """Tell whether the suffix of a file called NAME tells its kind, so that it is read where it lies in a folder.

    >>> is_known("news.jsonl.gz"), is_known("fire.txt.part")
    (True, False)
    """
    return suffix(name) in KINDS


def is_pattern(name: str) -> bool:
    """Tell whether NAME is a pattern of names.

    >>> is_pattern("news/**/*.txt")
    True
    """
    return _MAGIC.search(name) is not None


def _unpacked(path: PurePath) -> PurePath:
    return path.with_suffix("") if path.suffix.lower() in packed.SUFFIXES else path


def key_of(path: PurePath) -> str:
    """Return the name of a file without its suffix, whatever folder it lies in.

    >>> key_of(Path("news/2026/fire.txt")), key_of(Path("news/fire.jsonl.gz"))
    ('fire', 'fire')
    """
    bare = _unpacked(path)
    return bare.with_suffix("").name if bare.suffix.lower() in KINDS else bare.name


def _kind(path: Path) -> Kind:
    return KINDS.get(suffix(path)) or sniff(path)


def sniff(path: Path) -> Kind:
    """Return the kind of a file by how it begins."""
    try:
        with Place(str(path), str(path), "text").open() as stream:
            raw = stream.read(SNIFFED)
    except ConfigError:  # what unpacks it is not installed
        return "text"
    except packed.broken():
        return "text"  # reading it will say what is wrong
    wide = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    return kind_of(raw.decode("utf-16" if wide else "utf-8-sig", errors="replace").lstrip())


def kind_of(begin: str) -> Kind:
    r"""Return the kind of a text by its BEGIN.

    >>> kind_of('{"text": "Rain."}\n'), kind_of("<rss version='2.0'>"), kind_of("Rain fell.")
    ('jsonl', 'feed', 'text')
    >>> kind_of("title,text,date\nDam breaks,Rain fell.,2026-03-12\n")
    'table'
    """
    if begin.startswith("{"):
        return "jsonl" if _is_json(begin.partition("\n")[0]) else "json"
    if re.match(r"\[\s*\{", begin):
        return "json"
    if begin.startswith("<"):
        lowered = begin.lower()
        if _FEED.match(lowered):
            return "feed"
        if _PAGE.match(lowered) or "<html" in lowered or "<body" in lowered:
            return "html"
    return "table" if tables.is_header(begin.partition("\n")[0]) else "text"


def _is_json(line: str) -> bool:
    try:
        jsontext.loads(line)
    except ValueError:
        return len(line) > SNIFFED // 2  # a line cut short
    return True


def _suggestion(path: Path) -> str:
    """Return the nearest name beside a PATH that does not exist."""
    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder {str(folder)!r} either"
    near = get_close_matches(path.name, sorted(each.name for each in folder.iterdir()), n=1)
    return f"did you mean {str(folder / near[0])!r}?" if near else "check the path"
