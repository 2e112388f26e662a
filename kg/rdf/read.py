"""RDF files as quads: every syntax, packed or not, one file after another."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from kg.errors import SourceError
from kg.files import BROKEN, reading
from kg.rdf.write import format_for

_LONGEST: Final = 200  # characters of a parser's message


def syntax_of(path: Path) -> RdfFormat:
    """Return the syntax that the name of a file tells, whether or not it is packed.

    >>> syntax_of(Path("part-0001.nq.gz")).name
    'N-Quads'
    """
    return format_for(path)


def read(
    paths: Iterable[Path], *, syntax: RdfFormat | None = None, base: str | None = None
) -> Iterator[Quad]:
    """Yield the quads of the files at PATHS, in SYNTAX or in the one that each name tells.

    Literals keep the form that they are written in. Blank nodes of two files are never the same.
    Relative IRIs are relative to BASE; without one they are an error, since a path is no name.
    """
    for path in paths:
        known = syntax or syntax_of(path)
        try:
            with reading(path) as file:
                yield from parse(file, format=known, base_iri=base, rename_blank_nodes=True)
        except SyntaxError as error:
            place = f"{path}:{error.lineno or 1}"
            raise SourceError(f"{place}: not {known.name}: {_told(error)}; mend the line") from None
        except BROKEN as error:
            reason = getattr(error, "strerror", None) or _told(error)
            raise SourceError(f"{path}: cannot be read: {reason}; check the file") from error


def with_stable_blank_nodes(quads: Iterable[Quad]) -> Iterable[Quad]:
    """Return QUADS with blank nodes named by what is said of them, so that the same file gives the same bytes.

    https://www.w3.org/TR/rdf-canon/
    """
    kept = list(quads)
    if not any(map(has_blank_node, kept)):
        return kept
    dataset = Dataset(kept)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def has_blank_node(quad: Quad) -> bool:
    """Tell whether anything in QUAD has no name.

    >>> from pyoxigraph import NamedNode
    >>> name = NamedNode("urn:x:name")
    >>> has_blank_node(Quad(BlankNode(), name, name)), has_blank_node(Quad(name, name, name))
    (True, False)
    """
    return any(map(_is_blank, (*quad.triple, quad.graph_name)))


def _is_blank(term: object) -> bool:
    if isinstance(term, Triple):
        return any(_is_blank(part) for part in term)
    return isinstance(term, BlankNode)


def _told(error: Exception) -> str:
    words = " ".join(str(getattr(error, "msg", None) or error).split()).rstrip(".")
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
