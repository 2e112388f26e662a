"""The description of a dataset: VoID for what it has, DCAT for its files.

https://www.w3.org/TR/void/ and https://www.w3.org/TR/vocab-dcat-3/
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import iri
from kg.files import Written
from kg.ontology import Ontology
from kg.rdf import terms
from kg.rdf.bulk.statistics import Statistics, namespace
from kg.rdf.naming import Term, Triple
from kg.rdf.terms import LABEL, TYPE
from kg.rdf.write import serialize

TITLE: Final = "News knowledge graph"
PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **terms.PREFIXES,
        "void": "http://rdfs.org/ns/void#",
        "dcat": "http://www.w3.org/ns/dcat#",
        "dcterms": "http://purl.org/dc/terms/",
        "foaf": "http://xmlns.com/foaf/0.1/",
        "spdx": "http://spdx.org/rdf/terms#",
    }
)
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_FORMATS: Final = "http://www.w3.org/ns/formats/"  # https://www.w3.org/ns/formats/
_SYNTAXES: Final = {".nq": ("application/n-quads", "N-Quads"), ".ttl": ("text/turtle", "Turtle")}
_APACHE: Final = "https://www.apache.org/licenses/LICENSE-2.0"
_RIGHTS: Final = (
    "The sentences are quoted from the articles of the sources and belong to whoever wrote them."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the publisher of a dataset says of it; nothing of that is in the data."""

    dataset: str = f"{iri.BASE}dataset"  # its IRI
    title: str = TITLE
    creator: str | None = None
    license: str | None = None  # an IRI
    published_at: str | None = None  # the address of the folder of the files, once they are there


def describe(
    about: About,
    counted: Statistics,
    files: Iterable[Written],
    ontology: Ontology,
) -> bytes:
    """Return the description of a dataset as Turtle, without a date: the same data give the same bytes."""
    writer = _Description(about, counted, ontology)
    triples = [
        *writer.dataset(),
        *writer.facts(),
        *writer.links(),
        *writer.partitions(),
        *writer.sources(),
    ]
    for file in files:
        triples += writer.distribution(file)
    prefixes = {"ds": f"{about.dataset}#", **PREFIXES}
    return serialize([Quad(*triple) for triple in triples], "turtle", prefixes=prefixes)


def _node(prefix: str, local: str) -> NamedNode:
    return NamedNode(PREFIXES[prefix] + local)


@dataclass(frozen=True, slots=True)
class _Description:
    about: About
    counted: Statistics
    ontology: Ontology

    def _part(self, name: str) -> NamedNode:
        return NamedNode(f"{self.about.dataset}#{name}")

    @property
    def _dataset(self) -> NamedNode:
        return NamedNode(self.about.dataset)

    def dataset(self) -> Iterator[Triple]:
        """Yield what the dataset is as a whole."""
        subject, counted = self._dataset, self.counted
        said: list[tuple[NamedNode, Term]] = [
            (TYPE, _node("void", "Dataset")),
            (TYPE, _node("dcat", "Dataset")),
            (_node("dcterms", "title"), terms.words(self.about.title)),
            (_node("dcterms", "description"), terms.words(self._summary())),
            (_node("dcterms", "rights"), terms.words(_RIGHTS)),
            (_node("void", "triples"), terms.integer(counted.triples)),
            (_node("void", "entities"), terms.integer(counted.entities)),
            (_node("void", "distinctSubjects"), terms.integer(counted.subjects)),
            (_node("void", "distinctObjects"), terms.integer(counted.objects)),
            (_node("void", "properties"), terms.integer(len(counted.properties))),
            (_node("void", "classes"), terms.integer(len(counted.classes))),
            (_node("void", "documents"), terms.integer(counted.documents)),
        ]
        if counted.space:
            said.append((_node("void", "uriSpace"), terms.string(counted.space)))
        if self.about.license:
            said.append((_node("dcterms", "license"), NamedNode(self.about.license)))
        said += ((_node("void", "vocabulary"), NamedNode(space)) for space in self._vocabularies())
        said += ((_node("void", "exampleResource"), NamedNode(each)) for each in counted.examples)
        yield from ((subject, predicate, value) for predicate, value in said)
        if self.about.creator:
            creator = self._part("creator")
            yield subject, _node("dcterms", "creator"), creator
            yield creator, TYPE, _node("foaf", "Agent")
            yield creator, _node("foaf", "name"), terms.string(self.about.creator)
        if PREFIXES["kg"] in self._vocabularies():
            ontology = NamedNode(PREFIXES["kg"].rstrip("#"))
            yield ontology, TYPE, _node("owl", "Ontology")
            yield ontology, _node("dcterms", "license"), NamedNode(_APACHE)

    def _summary(self) -> str:
        counted = self.counted
        return (
            f"{counted.facts:,} facts from {counted.documents:,} articles, and who says so and where: "
            f"{counted.triples:,} triples."
        )

    def _vocabularies(self) -> list[str]:
        used = {*self.counted.properties, *self.counted.classes}
        return sorted(
            {namespace(name) for name in used} - {""}
        )  # the name of a term may be a URN, without a namespace

    def facts(self) -> Iterator[Triple]:
        """Yield the part that has the facts alone."""
        part, counted = self._part("facts"), self.counted
        yield self._dataset, _node("void", "subset"), part
        yield part, TYPE, _node("void", "Dataset")
        graph = counted.facts_graph
        place = f"the graph {graph.value}" if isinstance(graph, NamedNode) else "the default graph"
        yield part, _node("dcterms", "title"), terms.words(f"Facts: what stands in {place}")
        yield part, _node("void", "triples"), terms.integer(counted.fact_triples)
        yield part, _node("void", "entities"), terms.integer(counted.entities)
        yield part, _node("void", "classes"), terms.integer(len(counted.classes_of_facts))

    def links(self) -> Iterator[Triple]:
        """Yield how many things are said to be the same as one of another dataset, for each of these."""
        for space, found in sorted(self.counted.links.items()):
            part, target = self._part(f"links-{_short(space)}"), self._part(f"at-{_short(space)}")
            yield self._dataset, _node("void", "subset"), part
            yield part, TYPE, _node("void", "Linkset")
            yield part, _node("dcterms", "title"), terms.words(f"Links to {space}")
            yield part, _node("void", "linkPredicate"), _node("owl", "sameAs")
            yield part, _node("void", "subjectsTarget"), self._part("facts")
            yield part, _node("void", "objectsTarget"), target
            yield part, _node("void", "triples"), terms.integer(found)
            yield target, TYPE, _node("void", "Dataset")
            yield target, _node("void", "uriSpace"), terms.string(space)

    def partitions(self) -> Iterator[Triple]:
        """Yield how many things there are of each class, and how many triples of each property."""
        counted = self.counted
        yield from self._parts(self._dataset, "class", counted.classes)
        yield from self._parts(self._dataset, "property", counted.properties)
        yield from self._parts(self._part("facts"), "class", counted.classes_of_facts, "facts-")

    def _parts(
        self, whole: NamedNode, kind: str, counts: Mapping[str, int], prefix: str = ""
    ) -> Iterator[Triple]:
        number = "entities" if kind == "class" else "triples"
        for name, found in sorted(counts.items()):
            part = self._part(f"{prefix}{kind}-{_short(name)}")
            yield whole, _node("void", f"{kind}Partition"), part
            yield part, _node("void", kind), NamedNode(name)
            yield part, _node("void", number), terms.integer(found)
            label = self._label(name)
            if label is not None:
                yield part, LABEL, terms.words(label)

    def _label(self, name: str) -> str | None:
        local = name[len(namespace(name)) :]
        known = self.ontology.classes.get(local) or self.ontology.properties.get(local)
        return known.label if known and known.iri == name else None

    def sources(self) -> Iterator[Triple]:
        """Yield whose articles they are, and how many of each."""
        for name, found in sorted(self.counted.publishers.items()):
            source = self._part(f"source-{iri.slug(name)}")
            yield self._dataset, _node("dcterms", "source"), source
            yield source, TYPE, _node("void", "Dataset")
            yield source, _node("dcterms", "title"), terms.words(f"Articles of {name}")
            yield source, _node("dcterms", "publisher"), self._part(f"publisher-{iri.slug(name)}")
            yield source, _node("void", "documents"), terms.integer(found)
            yield self._part(f"publisher-{iri.slug(name)}"), TYPE, _node("foaf", "Agent")
            yield (
                self._part(f"publisher-{iri.slug(name)}"),
                _node("foaf", "name"),
                terms.string(name),
            )

    def distribution(self, file: Written) -> Iterator[Triple]:
        """Yield what one of the files is: its syntax, how it is packed, its size and its checksum."""
        part, checksum = self._part(file.name), self._part(f"{file.name}-sha256")
        media, label = next(
            (known for suffix, known in _SYNTAXES.items() if suffix in file.name),
            ("text/csv", "CSV"),
        )
        yield self._dataset, _node("dcat", "distribution"), part
        yield part, TYPE, _node("dcat", "Distribution")
        yield part, _node("dcterms", "title"), terms.string(file.name)
        yield part, _node("dcat", "mediaType"), NamedNode(f"{_MEDIA}{media}")
        if label != "CSV":
            yield (
                part,
                _node("dcterms", "format"),
                NamedNode(f"{_FORMATS}{label}"),
            )
        if file.name.endswith(".gz"):
            yield part, _node("dcat", "compressFormat"), NamedNode(f"{_MEDIA}application/gzip")
        yield part, _node("dcat", "byteSize"), Literal(
            str(file.size), datatype=terms.node("xsd", "nonNegativeInteger")
        )  # fmt: skip
        yield part, _node("spdx", "checksum"), checksum
        yield checksum, TYPE, _node("spdx", "Checksum")
        yield checksum, _node("spdx", "algorithm"), _node("spdx", "checksumAlgorithm_sha256")
        yield checksum, _node("spdx", "checksumValue"), Literal(
            file.digest, datatype=terms.node("xsd", "hexBinary")
        )  # fmt: skip
        if self.about.published_at:
            address = NamedNode(f"{self.about.published_at.rstrip('/')}/{file.name}")
            yield part, _node("dcat", "downloadURL"), address
            yield self._dataset, _node("void", "dataDump"), address


def _short(name: str) -> str:
    """Return an IRI as a name in a fragment, by its prefix where it has one."""
    space = namespace(name)
    prefixes = {known: prefix for prefix, known in PREFIXES.items()}
    local = name[len(space) :]
    if space in prefixes:
        return f"{prefixes[space]}-{iri.slug(local)}" if local else prefixes[space]
    return (
        f"{iri.slug(local)}-{iri.digest(name, length=4)}" if local else iri.digest(name, length=8)
    )
