"""Quads as bytes in every RDF syntax: the same quads give the same bytes, and people can read them.

Turtle, TriG and JSON-LD are written here: the library's have prefixes in an order that changes
from run to run, and names with escapes.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple
from pyoxigraph import serialize as ox_serialize

from kg.errors import ConfigError
from kg.files import unpacked
from kg.rdf.density import thinned
from kg.rdf.enrichment import without
from kg.rdf.quads import Provenance
from kg.rdf.statements import Statements, restate
from kg.rdf.terms import LABEL, PREFIXES, TYPE, node

_FORMATS: Final[Mapping[str, RdfFormat]] = MappingProxyType(
    {
        "turtle": RdfFormat.TURTLE,
        "ttl": RdfFormat.TURTLE,
        "trig": RdfFormat.TRIG,
        "nt": RdfFormat.N_TRIPLES,
        "ntriples": RdfFormat.N_TRIPLES,
        "nq": RdfFormat.N_QUADS,
        "nquads": RdfFormat.N_QUADS,
        "jsonld": RdfFormat.JSON_LD,
        "json-ld": RdfFormat.JSON_LD,
        "rdfxml": RdfFormat.RDF_XML,
        "rdf": RdfFormat.RDF_XML,
        "xml": RdfFormat.RDF_XML,
    }
)

# What may stand unescaped in a prefixed name: https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL
_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_INNER: Final = rf"{_BASE}_0-9\u00b7\u0300-\u036f\u203f\u2040\-"
_LOCAL: Final = re.compile(rf"[{_BASE}_0-9](?:[{_INNER}.]*[{_INNER}])?")
_BARE: Final = {
    "integer": re.compile(r"-?\d+"),
    "decimal": re.compile(r"-?\d+\.\d+"),
    "boolean": re.compile("true|false"),
}

# The order in which people read: things, what happened, values, claims, then articles.
_OURS: Final = re.compile(r"^(.*/)(entity|event|value|predicate|claim)/[^/]*$")
_KINDS: Final = {
    "entity": ("ent", 0),
    "event": ("ev", 1),
    "value": ("val", 2),
    "predicate": ("pred", 3),
    "claim": ("claim", 4),
}
_FIRST: Final = {
    term: rank
    for rank, term in enumerate(
        (
            TYPE,
            LABEL,
            node("skos", "altLabel"),
            node("owl", "sameAs"),
            node("rdf", "subject"),
            node("rdf", "predicate"),
            node("rdf", "object"),
            node("rdf", "reifies"),
            node("kg", "status"),
        )
    )
}
_STRETCH: Final = re.compile(r"#char=(\d+),(\d+)$")


def format_for(name: str | Path) -> RdfFormat:
    """Return the syntax that a NAME, or the last suffix of a path, packed or not, stands for.

    >>> format_for("graph.trig").file_extension, format_for("graph.nq.gz").file_extension
    ('trig', 'nq')
    >>> format_for("turtel")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: turtel: no RDF syntax is called that; did you mean 'turtle'?
    """
    path = unpacked(Path(name))
    word = (path.suffix.lstrip(".") or path.name).lower()
    if word in _FORMATS:
        return _FORMATS[word]
    near = get_close_matches(word, _FORMATS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(_FORMATS)}"
    raise ConfigError(f"{name}: no RDF syntax is called that; {hint}")


def serialize(
    quads: Iterable[Quad],
    format: str | RdfFormat = "turtle",
    *,
    provenance: Provenance = Provenance.FULL,
    statements: Statements | None = None,
    prefixes: Mapping[str, str] = PREFIXES,
) -> bytes:
    """Return QUADS as a file in FORMAT, with claims in the form of STATEMENTS, or as they are.

    A syntax without graphs carries the facts, and the claims beside them as plain resources; what knowledge bases say
    is left out.
    PROVENANCE says how much is written of what there is. PREFIXES are those that may be used.
    """
    syntax = format_for(format) if isinstance(format, str) else format
    check_form(syntax, statements)
    chosen = thinned(quads, provenance)
    if statements is not None:
        chosen = restate(chosen, statements)
    if not syntax.supports_datasets:
        chosen = without(chosen)
        chosen = {Quad(quad.subject, quad.predicate, quad.object) for quad in chosen}
    if syntax in (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES):
        return "".join(sorted(f"{quad} .\n" for quad in chosen)).encode()
    ordered = sorted(chosen, key=_reading_order)
    used = _prefixes(ordered, prefixes)
    if syntax is RdfFormat.RDF_XML:
        return _rdf_xml(ordered, used)
    if syntax is RdfFormat.JSON_LD:
        if any(isinstance(quad.object, Triple) for quad in ordered):
            check_form(syntax, Statements.RDF12)
        return _json_ld(ordered, used)
    return _turtle(ordered, used).encode()


def check_form(syntax: RdfFormat, statements: Statements | None) -> None:
    """Refuse a SYNTAX that has no words for a form of STATEMENTS.

    >>> check_form(RdfFormat.JSON_LD, Statements.RDF12)
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: JSON-LD: it has no triple terms; write Turtle or TriG, or give --statements reification
    """
    if statements is Statements.GRAPHS and not syntax.supports_datasets:
        raise ConfigError(
            f"{syntax.name}: it has no graphs to put statements in; "
            "write TriG, N-Quads or JSON-LD, or give --statements reification"
        )
    if statements is Statements.RDF12 and syntax is RdfFormat.JSON_LD:
        raise ConfigError(
            f"{syntax.name}: it has no triple terms; "
            "write Turtle or TriG, or give --statements reification"
        )


def _is_fact(quad: Quad) -> bool:
    return isinstance(quad.graph_name, DefaultGraph)


def _reading_order(quad: Quad) -> tuple[str, int, str, int, str, str]:
    graph = "" if _is_fact(quad) else str(quad.graph_name)
    kind, subject = _place(str(quad.subject)[1:-1])
    rank = _FIRST.get(quad.predicate, len(_FIRST))
    return graph, kind, subject, rank, str(quad.predicate), str(quad.object)


@lru_cache(maxsize=4096)
def _place(iri: str) -> tuple[int, str]:
    """Return where a subject stands in a file; the words of an article in the order of its text."""
    ours = _OURS.match(iri)
    stretch = _STRETCH.search(iri)
    if stretch:
        iri = f"{iri[: stretch.start()]}#{int(stretch[1]):09}{int(stretch[2]):09}"
    return (_KINDS[ours[2]][1] if ours else len(_KINDS)), iri


def _prefixes(quads: Sequence[Quad], known: Mapping[str, str]) -> dict[str, str]:
    """Return the prefixes that QUADS use, by name; IRIs of our own things tell theirs."""
    namespaces: dict[str, str] = {namespace: prefix for prefix, namespace in known.items()}
    spaces: Counter[str] = Counter()
    for iri in _iris(quads):
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        if _LOCAL.fullmatch(iri[cut:]):
            spaces[iri[:cut]] += 1
    used = {namespaces[space]: space for space in spaces if space in namespaces}
    # An article's address may look like one of our things: the namespace with most names is ours.
    for space, _ in sorted(spaces.items(), key=lambda item: (-item[1], item[0])):
        ours = _OURS.match(space)
        if ours and space not in namespaces:  # Wikidata has entities, too
            used.setdefault(_KINDS[ours[2]][0], space)
    return dict(sorted(used.items()))


def _iris(quads: Iterable[Quad]) -> set[str]:
    found: set[str] = set()
    for quad in quads:
        for term in (*quad.triple, quad.graph_name):
            found.update(_iris_of(term))
    return found - {TYPE.value}


def _iris_of(term: Any) -> Iterator[str]:
    if isinstance(term, NamedNode):
        yield term.value
    elif isinstance(term, Literal) and not _is_plain(term):
        yield term.datatype.value
    elif isinstance(term, Triple):
        for part in term:
            yield from _iris_of(part)


def _is_plain(literal: Literal) -> bool:
    """Tell whether Turtle writes LITERAL without its datatype."""
    name = literal.datatype.value.removeprefix(PREFIXES["xsd"])
    bare = _BARE.get(name)
    return (
        literal.language is not None
        or name == "string"
        or bool(bare and bare.fullmatch(literal.value))
    )


class _Names:
    """The names of IRIs under the prefixes of one file."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._prefixes = {namespace: prefix for prefix, namespace in prefixes.items()}
        self._known: dict[str, str | None] = {}

    def short(self, iri: str) -> str | None:
        """Return IRI as a prefixed name, or None where it has none."""
        if iri not in self._known:
            cut = max(iri.rfind("#"), iri.rfind("/")) + 1
            prefix = self._prefixes.get(iri[:cut])
            fits = prefix is not None and _LOCAL.fullmatch(iri[cut:])
            self._known[iri] = f"{prefix}:{iri[cut:]}" if fits else None
        return self._known[iri]

    def turtle(self, term: Any) -> str:
        """Return TERM as Turtle writes it."""
        if isinstance(term, NamedNode):
            return self.short(term.value) or str(term)
        if isinstance(term, Triple):
            subject, predicate, value = map(self.turtle, term)
            verb = "a" if term.predicate == TYPE else predicate
            return f"<<( {subject} {verb} {value} )>>"
        if not isinstance(term, Literal) or term.language is not None:
            return str(term)
        if not _is_plain(term):
            return f"{Literal(term.value)}^^{self.turtle(term.datatype)}"
        return str(term) if term.datatype.value.endswith("#string") else term.value


def _turtle(quads: Sequence[Quad], prefixes: Mapping[str, str]) -> str:
    names = _Names(prefixes)
    blocks = ["".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in prefixes.items())]
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        subjects = list(_subjects(members, names))
        if isinstance(graph, DefaultGraph):
            blocks += subjects
        else:
            inside = "\n".join(subjects)
            blocks.append(f"{names.turtle(graph)} {{\n{inside}}}\n")
    return "\n".join(block for block in blocks if block)


def _subjects(quads: Iterable[Quad], names: _Names) -> Iterator[str]:
    for subject, about in groupby(quads, key=lambda quad: quad.subject):
        lines = []
        for predicate, same in groupby(about, key=lambda quad: quad.predicate):
            name = "a" if predicate == TYPE else names.turtle(predicate)
            lines.append(f"{name} {', '.join(names.turtle(quad.object) for quad in same)}")
        yield f"{names.turtle(subject)} " + " ;\n    ".join(lines) + " .\n"


def _json_ld(quads: Sequence[Quad], prefixes: Mapping[str, str]) -> bytes:
    names = _Names(prefixes)
    top: list[dict[str, Any]] = []
    for graph, members in groupby(quads, key=lambda quad: quad.graph_name):
        nodes = [
            _json_node(subject, about, names)
            for subject, about in groupby(members, key=lambda quad: quad.subject)
        ]
        top += (
            nodes
            if isinstance(graph, DefaultGraph)
            else [{"@id": _json_id(graph, names), "@graph": nodes}]
        )
    document = {"@context": dict(prefixes), "@graph": top}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _json_node(subject: Any, quads: Iterable[Quad], names: _Names) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": _json_id(subject, names)}
    for predicate, same in groupby(quads, key=lambda quad: quad.predicate):
        if predicate == TYPE:
            found["@type"] = [_json_id(quad.object, names) for quad in same]
        else:
            found[_json_id(predicate, names)] = [_json_value(quad.object, names) for quad in same]
    return found


def _json_id(term: Any, names: _Names) -> str:
    return str(term) if isinstance(term, BlankNode) else names.short(term.value) or term.value


def _json_value(term: Any, names: _Names) -> dict[str, str]:
    if isinstance(term, NamedNode | BlankNode):
        return {"@id": _json_id(term, names)}
    if term.language is not None:
        direction = {"@direction": str(term.direction.value)} if term.direction else {}
        return {"@value": term.value, "@language": term.language, **direction}
    if term.datatype.value.endswith("#string"):
        return {"@value": term.value}
    return {"@value": term.value, "@type": _json_id(term.datatype, names)}


def _rdf_xml(quads: Sequence[Quad], prefixes: Mapping[str, str]) -> bytes:
    """Return RDF/XML; the library declares namespaces in an order that changes from run to run."""
    written = ox_serialize(
        (quad.triple for quad in quads), format=RdfFormat.RDF_XML, prefixes=dict(prefixes)
    )
    if written is None:
        return b""
    opening, start, rest = written.partition(b"<rdf:RDF ")
    declared, end, body = rest.partition(b">")
    return opening + start + b" ".join(sorted(declared.split())) + end + body
