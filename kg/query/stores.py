"""Stores to ask in this process: a folder on disk, files in any RDF syntax, quads in memory."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store

from kg.errors import QueryError
from kg.files import BROKEN, reading, unpacked
from kg.query.homes import lacks_graphs, with_graphs
from kg.snapshot import read_only

_OF_OTHERS: Final = frozenset({".txt"})  # N-Triples once, but an article far more often


def memory(quads: Iterable[Quad]) -> Store:
    """Return a store in memory that holds QUADS."""
    store = Store()
    store.bulk_extend(quads)
    return store


def open_store(folder: Path) -> Store:
    """Return the store in FOLDER as it is now, for reading."""
    if not folder.is_dir():
        raise QueryError(
            f"{folder}: no store is there; make one with `kg build … --store {folder}`"
        )
    try:
        return read_only(folder)
    except OSError as error:
        raise QueryError(
            f"{folder}: not a store that can be read: {one_line(str(error))}"
        ) from error


def open_files(paths: Iterable[Path]) -> Store:
    """Return a store in memory with what the files at PATHS hold; extensions tell the syntax, packed (.gz) or not.

    Claims of a file without named graphs stand in the graphs of their articles, as they were built.
    """
    store = Store()
    for path in paths:
        _load(path, store)
    return memory(with_graphs(store)) if lacks_graphs(store) else store


def _load(path: Path, store: Store) -> None:
    if not path.exists():
        raise QueryError(f"{path}: no such file; check the path")
    syntax = _syntax(path)
    try:
        with reading(path) as file:
            store.bulk_load(file, format=syntax)
    except BROKEN as error:
        reason = getattr(error, "strerror", None) or one_line(str(error))
        raise QueryError(f"{path}: cannot be read: {reason}; check the file") from error
    except SyntaxError as error:
        place = f"{path}:{error.lineno or 1}"
        raise QueryError(
            f"{place}: not valid {syntax.name}: {one_line(error.msg)}; mend the line"
        ) from error


def _syntax(path: Path) -> RdfFormat:
    """Return the syntax that the extension of PATH tells, packed or not."""
    extension = unpacked(path).suffix
    found = RdfFormat.from_extension(extension.removeprefix("."))
    if found is None or extension in _OF_OTHERS:
        raise QueryError(
            f"{path}: not an extension of RDF; have: .trig, .nq, .ttl, .nt, .jsonld, .rdf"
        )
    return found


def one_line(message: str, *, limit: int = 300) -> str:
    r"""Return MESSAGE without its line breaks, cut after LIMIT characters.

    >>> one_line("a\n  b")
    'a b'
    """
    flat = " ".join(message.split())
    return flat if len(flat) <= limit else f"{flat[:limit]}…"
