"""RDF files as descriptions: for each subject its properties and values, and the file that says so.

The only module that parses the ontology's files.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Final, NamedTuple, cast

import pyoxigraph as ox

from kg.errors import OntologyError
from kg.iri import ONTOLOGY

LEXICON: Final = "https://w3id.org/news-kg/lexicon#"
GRAMMAR: Final = "https://w3id.org/news-kg/grammar#"
GAZETTEER: Final = "https://w3id.org/news-kg/gazetteer#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SCHEMA: Final = "https://schema.org/"

TYPE: Final = f"{RDF}type"
_PREFIXES: Final = {
    ONTOLOGY: "kg",
    LEXICON: "lex",
    GRAMMAR: "gf",
    GAZETTEER: "gaz",
    RDF: "rdf",
    RDFS: "rdfs",
    OWL: "owl",
    XSD: "xsd",
    SKOS: "skos",
    SCHEMA: "schema",
}
_INCLUDES: Final = {f"{RDFS}{end}": f"{SCHEMA}{end}Includes" for end in ("domain", "range")}
_OURS: Final = frozenset({ONTOLOGY, LEXICON, GRAMMAR, GAZETTEER})
_OTHER_SYNTAX: Final = {"owl": ox.RdfFormat.RDF_XML}


def split(iri: str) -> tuple[str, str]:
    """Return the namespace and the local name of IRI.

    >>> split("https://schema.org/Person")
    ('https://schema.org/', 'Person')
    """
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[:cut], iri[cut:]


def words(name: str) -> str:
    """Return a local NAME as words.

    >>> words("GovernmentBody"), words("subsidiaryOf")
    ('government body', 'subsidiary of')
    """
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in name)
    return spaced.strip().replace("_", " ")


def compact(iri: str) -> str:
    """Return IRI as messages show it.

    >>> compact("https://w3id.org/news-kg/ontology#Charge"), compact("https://example.org/Cure")
    ('kg:Charge', '<https://example.org/Cure>')
    """
    namespace, name = split(iri)
    return f"{_PREFIXES[namespace]}:{name}" if namespace in _PREFIXES else f"<{iri}>"


def hint(name: str, names: Sequence[str], otherwise: str) -> str:
    """Return a question for the nearest of NAMES, or what to do OTHERWISE.

    >>> hint("Acquisitions", ["Acquisition", "Attack"], "add it")
    "did you mean 'Acquisition'?"
    """
    near = get_close_matches(name, names, n=1, cutoff=0.7)
    return f"did you mean {near[0]!r}?" if near else otherwise


class Value(NamedTuple):
    """An object of a triple, and the file that it stands in."""

    text: str
    is_iri: bool
    language: str | None
    file: str


@dataclass(slots=True)
class Description:
    """All that the files say about one subject."""

    iri: str
    file: str  # the one that gives it a type first
    name: str  # its local name
    values: dict[str, list[Value]] = field(default_factory=dict)
    own: bool = (
        False  # a file of the user's gives it a type first, and no vocabulary of ours has it
    )

    @property
    def label(self) -> str:
        """Its English label, else its name as words."""
        return (
            self.text(f"{RDFS}label") or self.text(f"{SKOS}prefLabel") or words(split(self.iri)[1])
        )

    def __str__(self) -> str:
        return compact(self.iri)

    def iris(self, *predicates: str) -> list[Value]:
        """Return the IRIs that stand with any of PREDICATES, in the order of the files."""
        return [v for p in predicates for v in self.values.get(p, ()) if v.is_iri]

    def texts(self, predicate: str) -> list[str]:
        """Return the literals that stand with PREDICATE."""
        return [v.text for v in self.values.get(predicate, ()) if not v.is_iri]

    def text(self, predicate: str) -> str | None:
        """Return the English literal that stands with PREDICATE, else any, else None."""
        found = [v for v in self.values.get(predicate, ()) if not v.is_iri]
        english = [v for v in found if (v.language or "").startswith("en")]
        return next((v.text for v in english or found), None)

    def english(self, predicate: str) -> list[str]:
        """Return the literals that stand with PREDICATE and are of no other language."""
        found = (v for v in self.values.get(predicate, ()) if not v.is_iri)
        return [v.text for v in found if (v.language or "en").startswith("en")]

    def is_true(self, predicate: str) -> bool:
        """Tell whether PREDICATE stands with the boolean true."""
        return any(text in ("true", "1") for text in self.texts(predicate))


def read(paths: Sequence[Path], own: Sequence[Path] = ()) -> dict[str, Description]:
    """Return what the files at PATHS, and the user's OWN ones, say, by subject; the files add to one another.

    Subjects with ``owl:deprecated true`` are left out: so a file of yours can switch an entry off.
    """
    found: dict[str, Description] = {}
    for path in (*paths, *own):
        is_own = path not in paths
        for subject, predicate, value in _triples(path):
            description = found.get(subject)
            if description is None:
                description = Description(subject, value.file, split(subject)[1])
                description.own = is_own and split(subject)[0] not in _OURS
                found[subject] = description
            if predicate == TYPE and TYPE not in description.values:
                description.file = value.file
            _add(description.values.setdefault(predicate, []), value)
    return {iri: d for iri, d in found.items() if not d.is_true(f"{OWL}deprecated")}


def _add(values: list[Value], value: Value) -> None:
    if all(known[:3] != value[:3] for known in values):
        values.append(value)


def _triples(path: Path) -> Iterator[tuple[str, str, Value]]:
    """Yield the triples of a file; of those with blank nodes only what a property joins one of several classes by."""
    every = list(_parsed(path))  # once: it takes time, and blank nodes are other ones each time
    for triple in (*filter(_is_plain, every), *_alternatives(every)):
        subject, value = cast("ox.NamedNode", triple.subject), triple.object
        if isinstance(value, ox.Literal):
            found = Value(value.value, False, value.language, path.name)
        else:
            found = Value(cast("ox.NamedNode", value).value, True, None, path.name)
        yield subject.value, triple.predicate.value, found


def require(paths: Iterable[Path]) -> None:
    """Raise OntologyError where one of the files at PATHS cannot be read."""
    for path in paths:
        try:
            path.open("rb").close()
        except OSError as error:
            raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> OntologyError:
    reason = (error.strerror or "it cannot be read").lower()
    return OntologyError(f"{path}: {reason}; give the path of an RDF file")


def triples(path: Path) -> Iterator[ox.Triple]:
    """Return the triples of the file at PATH that have no blank nodes."""
    return filter(_is_plain, _parsed(path))


def every(path: Path) -> Iterator[ox.Triple]:
    """Return the triples of the file at PATH, with blank nodes that no other file has."""
    return _parsed(path, apart=True)


def prefixes(path: Path) -> dict[str, str]:
    """Return the namespaces that the file at PATH gives prefixes to, by prefix; none where its syntax has none."""
    parser = _parser(path)
    for _ in parser:
        pass
    return dict(parser.prefixes)


def _is_plain(triple: ox.Triple) -> bool:
    named = isinstance(triple.subject, ox.NamedNode)
    return named and isinstance(triple.object, ox.NamedNode | ox.Literal)


def _alternatives(every: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield the members of the unions that properties have as domain or range, each as one of several."""
    by_subject: dict[object, dict[str, object]] = {}
    for triple in every:
        if isinstance(triple.subject, ox.BlankNode):
            by_subject.setdefault(triple.subject, {})[triple.predicate.value] = triple.object
    for triple in every if by_subject else ():
        includes = _INCLUDES.get(triple.predicate.value)
        cell = by_subject.get(triple.object, {}).get(f"{OWL}unionOf") if includes else None
        seen: set[object] = set()
        while cell in by_subject and cell not in seen and includes is not None:
            seen.add(cell)
            member = by_subject[cell].get(f"{RDF}first")
            if isinstance(member, ox.NamedNode):
                yield ox.Triple(triple.subject, ox.NamedNode(includes), member)
            cell = by_subject[cell].get(f"{RDF}rest")


def _parsed(path: Path, *, apart: bool = False) -> Iterator[ox.Triple]:
    try:
        for quad in _parser(path, apart=apart):
            yield quad.triple
    except SyntaxError as error:
        where = f"{path.name}:{error.lineno}" if error.lineno else path.name
        reason = error.msg.partition(": ")[2] or error.msg
        raise OntologyError(f"{where}: {reason}; mend the syntax") from error


def _parser(path: Path, *, apart: bool = False) -> ox.QuadParser:
    extension = path.suffix.lower().lstrip(".")
    syntax = _OTHER_SYNTAX.get(extension) or ox.RdfFormat.from_extension(extension)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    return ox.parse(content, format=syntax or ox.RdfFormat.TURTLE, rename_blank_nodes=apart)
