"""SHACL shapes made of the axioms of an ontology, as Turtle for people to read and change.

OWL says what follows, SHACL what must be there. A domain becomes what the subject must be, and so on; what an ontology
asks for at least is a warning, since news tells little of each thing. ``docs/shapes.md`` tells what becomes what.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import OntologyError
from kg.iri import VOCABULARIES, digest, slug
from kg.ontology.files import OWL, RDF, RDFS, SKOS, TYPE, XSD, every, prefixes, split, words

_SH: Final = "http://www.w3.org/ns/shacl#"
_INDENT: Final = "    "
_DATATYPES: Final = (XSD, f"{RDF}langString", f"{RDFS}Literal", f"{RDF}PlainLiteral")
_FACETS: Final = tuple(
    f"{side}{kind}" for side in ("min", "max") for kind in ("Inclusive", "Exclusive")
)
_LENGTHS: Final = ("minLength", "maxLength", "pattern")
# owl:…Cardinality, what it becomes with and without a class, and whether it is a minimum
_COUNTS: Final = (
    ("maxCardinality", ("maxCount",)),
    ("minCardinality", ("minCount",)),
    ("cardinality", ("minCount", "maxCount")),
    ("maxQualifiedCardinality", ("qualifiedMaxCount",)),
    ("minQualifiedCardinality", ("qualifiedMinCount",)),
    ("qualifiedCardinality", ("qualifiedMinCount", "qualifiedMaxCount")),
)

Node = NamedNode | BlankNode | Literal


@dataclass(slots=True)
class _Shape:
    """One shape: where it looks, its own constraints, and its property shapes, each as the text of a line."""

    target: str
    lines: list[str] = field(default_factory=list)


def shapes(*paths: Path) -> str:
    """Return shapes for the ontology of the files at PATHS; OntologyError where no axiom of it becomes one."""
    found = _Shaping(paths).turtle()
    if not found:
        names = ", ".join(map(str, paths))
        wrong = "nothing in it says what classes and properties must keep to"
        raise OntologyError(f"{names}: {wrong}; give its properties a domain or a range")
    return found


class _Shaping:
    """The axioms of files, and the shapes that they become."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._said: dict[object, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for path in paths:
            for triple in every(path):
                self._add(triple)
        self._names = _Names({n: p for path in paths for n, p in prefixes(path).items()})
        self._taken: dict[str, str] = {}
        self._base = self._home()

    def _add(self, triple: Triple) -> None:
        values = self._said[triple.subject][triple.predicate.value]
        if isinstance(triple.object, Node) and triple.object not in values:
            values.append(triple.object)

    def _home(self) -> str:
        """Return where the names of shapes begin: beside the ontology, or beside the first of its terms."""
        heads = (s.value for s in self._named() if f"{OWL}Ontology" in self._types(s))
        home = min(heads, default="") or min((split(s.value)[0] for s in self._named()), default="")
        return f"{home.rstrip('#/') or 'urn:x'}/shapes#"

    def _named(self) -> Iterator[NamedNode]:
        return (subject for subject in self._said if isinstance(subject, NamedNode))

    def _types(self, subject: object) -> set[str]:
        return {each.value for each in self._values(subject, TYPE) if isinstance(each, NamedNode)}

    def _values(self, subject: object, predicate: str) -> list[Node]:
        return self._said[subject][predicate] if subject in self._said else []

    def _one(self, subject: object, predicate: str) -> Node | None:
        return next(iter(self._values(subject, predicate)), None)

    def turtle(self) -> str:
        """Return the shapes as Turtle, those of classes first, each in the order of their names; "" for none."""
        kinds: tuple[list[str], list[str]] = ([], [])
        for term in sorted(self._named(), key=lambda each: each.value):
            kinds[0].extend(self._written(term, "", self._of_class(term)))
            kinds[1].extend(self._written(term, "", self._of_property(term)))
            kinds[1].extend(self._written(term, "-inverse", self._of_inverse(term)))
        blocks = [block for kind in kinds for block in kind]
        if not blocks:
            return ""
        body = "\n".join(blocks)
        used = {**self._names.used, "shape": self._base, "sh": _SH}
        head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(used.items()))
        return f"{head}\n{body}"

    def _written(self, term: NamedNode, suffix: str, shape: _Shape | None) -> Iterator[str]:
        if shape is None or not shape.lines:
            return
        name = slug(split(term.value)[1] or "term") + suffix
        if self._taken.setdefault(name, term.value) != term.value:
            name = f"{name}-{digest(term.value, length=4)}"
        lines = [f"sh:{shape.target} {self._names(term)}", *dict.fromkeys(shape.lines)]
        yield f"shape:{name} a sh:NodeShape ;\n{_INDENT}" + f" ;\n{_INDENT}".join(lines) + " .\n"

    # -- classes -----------------------------------------------------------------------------------

    def _of_class(self, term: NamedNode) -> _Shape | None:
        shape = _Shape("targetClass")
        others = self._disjoint(term)
        shape.lines += [f"sh:not [ sh:class {self._names(other)} ]" for other in others]
        if others:
            excluded = " or ".join(map(self._label, others))
            shape.lines.append(_message(f"nothing is both {self._label(term)} and {excluded}"))
        above = (
            *self._values(term, f"{RDFS}subClassOf"),
            *self._values(term, f"{OWL}equivalentClass"),
        )
        for each in above:
            shape.lines += self._restricted(each)
        return shape

    def _disjoint(self, term: NamedNode) -> list[NamedNode]:
        """Return the classes that exclude TERM by an axiom of its own, or by one of all of them."""
        says = (
            *self._values(term, f"{OWL}disjointWith"),
            *self._values(term, f"{OWL}complementOf"),
        )
        found = set(says)
        for group in self._said:
            if f"{OWL}AllDisjointClasses" in self._types(group):
                members = self._list(self._one(group, f"{OWL}members"))
                found |= set(members[members.index(term) + 1 :]) if term in members else set()
        return sorted((e for e in found if isinstance(e, NamedNode)), key=lambda e: e.value)

    def _restricted(self, expression: Node) -> Iterator[str]:
        """Yield what an EXPRESSION that stands above a class asks of its things."""
        for part in self._list(self._one(expression, f"{OWL}intersectionOf")):
            yield from self._restricted(part)
        on = self._one(expression, f"{OWL}onProperty")
        if on is None:
            return
        path, label = self._path(on), self._label(on)
        only = self._one(expression, f"{OWL}allValuesFrom")
        if only is not None and (asked := self._is_of(only)):
            yield _property(path, asked, f"{label} is {self._words(only)}")
        some = self._one(expression, f"{OWL}someValuesFrom")
        if some is not None:
            yield self._at_least(path, some, label)
        value = self._one(expression, f"{OWL}hasValue")
        if value is not None:
            yield _property(
                path,
                f"sh:hasValue {self._names(value)}",
                f"{label} is {self._words(value)}",
                warns=True,
            )
        yield from self._counted(expression, path, label)

    def _at_least(self, path: str, some: Node, label: str) -> str:
        asked = self._is_of(some)
        minimum = f"sh:qualifiedValueShape [ {asked} ] ; sh:qualifiedMinCount 1"
        said = f"{label} is told" + (f", and is {self._words(some)}" if asked else "")
        return _property(path, minimum if asked else "sh:minCount 1", said, warns=True)

    def _counted(self, expression: Node, path: str, label: str) -> Iterator[str]:
        for name, counts in _COUNTS:
            number = self._one(expression, f"{OWL}{name}")
            if not isinstance(number, Literal) or not number.value.isdecimal():
                continue
            qualified = self._one(expression, f"{OWL}onClass") or self._one(
                expression, f"{OWL}onDataRange"
            )
            asked = self._is_of(qualified) if qualified is not None else ""
            for count in counts:
                plain = count if asked else count.replace("qualifiedM", "m")
                shape = f"sh:qualifiedValueShape [ {asked} ] ; " if asked else ""
                least = plain.lower().endswith("mincount")
                said = f"at {'least' if least else 'most'} {number.value} of {label}"
                if number.value != "0" or not least:
                    yield _property(path, f"{shape}sh:{plain} {number.value}", said, warns=least)

    # -- properties --------------------------------------------------------------------------------

    def _of_property(self, term: NamedNode) -> _Shape | None:
        shape, label, path = _Shape("targetSubjectsOf"), self._label(term), self._names(term)
        domain = [end for end in self._values(term, f"{RDFS}domain") if self._is_of(end)]
        if domain:
            said = " and ".join(map(self._words, domain))
            shape.lines += [*map(self._is_of, domain), _message(f"what has a {label} is {said}")]
        for end in self._values(term, f"{RDFS}range"):
            if asked := self._is_of(end):
                shape.lines.append(_property(path, asked, f"a {label} is {self._words(end)}"))
        if f"{OWL}FunctionalProperty" in self._types(term):
            shape.lines.append(_property(path, "sh:maxCount 1", f"there is one {label} at most"))
        for other in self._values(term, f"{OWL}propertyDisjointWith"):
            said = f"nothing is both {label} and {self._label(other)}"
            shape.lines.append(_property(path, f"sh:disjoint {self._names(other)}", said))
        return shape

    def _of_inverse(self, term: NamedNode) -> _Shape | None:
        shape = _Shape("targetObjectsOf")
        if f"{OWL}InverseFunctionalProperty" in self._types(term):
            path = f"[ sh:inversePath {self._names(term)} ]"
            said = f"something is the {self._label(term)} of one thing at most"
            shape.lines.append(_property(path, "sh:maxCount 1", said))
        return shape

    def _path(self, on: Node) -> str:
        inverse = self._one(on, f"{OWL}inverseOf") if isinstance(on, BlankNode) else None
        return f"[ sh:inversePath {self._names(inverse)} ]" if inverse else self._names(on)

    # -- what a value must be ----------------------------------------------------------------------

    def _is_of(self, kind: Node) -> str:
        """Return the constraint that a value is of KIND: a class, a datatype, or an expression; "" for none."""
        if isinstance(kind, NamedNode):
            return self._is_named(kind)
        for name in ("unionOf", "intersectionOf"):
            if members := self._list(self._one(kind, f"{OWL}{name}")):
                parts = [asked for each in members if (asked := self._is_of(each))]
                joined = " ".join(f"[ {part} ]" for part in parts)
                is_whole = len(parts) == len(members)  # a union with anything is anything
                word = "or" if name == "unionOf" else "and"
                return f"sh:{word} ( {joined} )" if parts and (is_whole or word == "and") else ""
        if members := self._list(self._one(kind, f"{OWL}oneOf")):
            return f"sh:in ( {' '.join(map(self._names, members))} )"
        if (other := self._one(kind, f"{OWL}complementOf")) and (asked := self._is_of(other)):
            return f"sh:not [ {asked} ]"
        return self._is_faceted(kind)

    def _is_named(self, kind: NamedNode) -> str:
        if kind.value in (f"{OWL}Thing", f"{RDFS}Resource"):
            return ""
        if kind.value in (f"{RDFS}Literal", f"{RDF}PlainLiteral"):
            return "sh:nodeKind sh:Literal"
        word = "datatype" if kind.value.startswith(_DATATYPES) else "class"
        if f"{RDFS}Datatype" in self._types(kind):
            meant = self._one(kind, f"{OWL}equivalentClass")
            return (
                self._is_of(meant)
                if isinstance(meant, BlankNode)
                else f"sh:datatype {self._names(kind)}"
            )
        return f"sh:{word} {self._names(kind)}"

    def _is_faceted(self, kind: Node) -> str:
        """Return the constraints of a datatype with facets, such as a number from 0 to 100."""
        base = self._one(kind, f"{OWL}onDatatype")
        if not isinstance(base, NamedNode):
            return ""
        parts = [f"sh:datatype {self._names(base)}"]
        for each in self._list(self._one(kind, f"{OWL}withRestrictions")):
            for name in (*_FACETS, *_LENGTHS):
                value = self._one(each, f"{XSD}{name}")
                parts += [f"sh:{name} {self._names(value)}"] if value is not None else []
        return " ; ".join(parts)

    # -- words -------------------------------------------------------------------------------------

    def _list(self, head: Node | None) -> list[Node]:
        found: list[Node] = []
        seen: set[Node] = set()
        while head is not None and head not in seen and (first := self._one(head, f"{RDF}first")):
            seen.add(head)
            found.append(first)
            head = self._one(head, f"{RDF}rest")
        return found

    def _label(self, term: Node) -> str:
        for predicate in (f"{RDFS}label", f"{SKOS}prefLabel"):
            told = [v for v in self._values(term, predicate) if isinstance(v, Literal)]
            english = sorted(v.value for v in told if (v.language or "en").startswith("en"))
            if english:
                return english[0]
        if isinstance(term, BlankNode):
            return "that"
        return term.value if isinstance(term, Literal) else words(split(term.value)[1])

    def _words(self, kind: Node) -> str:
        """Return KIND as the end of a sentence: "a firm", "a firm or a state"."""
        members = self._list(self._one(kind, f"{OWL}unionOf"))
        if members:
            return " or ".join(map(self._words, members))
        if isinstance(kind, BlankNode):
            return "as it is described"
        label = self._label(kind)
        if isinstance(kind, Literal):
            return label
        return f"an {label}" if label[:1].lower() in tuple("aeiou") else f"a {label}"


def _property(path: str, constraint: str, said: str, *, warns: bool = False) -> str:
    severity = " ; sh:severity sh:Warning" if warns else ""
    return (
        f"sh:property [ sh:path {path} ; {constraint}{severity} ;\n{_INDENT * 2}{_message(said)} ]"
    )


def _message(said: str) -> str:
    return f"sh:message {Literal(said, language='en')}"


class _Names:
    """Terms as Turtle writes them, with the prefixes of the files, and which of these were used."""

    def __init__(self, given: dict[str, str]) -> None:
        own = {name: iri for name, iri in given.items() if name not in ("sh", "shape")}
        self._known = {iri: name for name, iri in (*VOCABULARIES.items(), *own.items())}
        self.used: dict[str, str] = {}

    def __call__(self, term: Node) -> str:
        """Return TERM as Turtle."""
        if isinstance(term, Literal):
            plain = term.language or term.datatype.value == f"{XSD}string"
            return str(term) if plain else f"{Literal(term.value)}^^{self(term.datatype)}"
        if isinstance(term, BlankNode):
            return "[]"
        namespace, name = split(term.value)
        prefix = self._known.get(namespace)
        if prefix is None or not name.replace("_", "a").replace("-", "a").isalnum():
            return str(term)
        self.used[prefix] = namespace
        return f"{prefix}:{name}"
