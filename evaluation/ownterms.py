"""Text2KGBench as a user would: each ontology as a Turtle file with labels, and what a build says in its terms.

Nothing is trained for it, and the network is not asked for its relations: their labels say which words tell them
(``kg.ontology.own``). A sentence goes through all stages as an article of its own.
"""

import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from evaluation.text2kg import Triple, as_written
from kg.evaluate.reader import Reader, document
from kg.extract import term_of
from kg.model import Extraction, Filler, Mention, Relation, Time
from kg.ontology import Ontology

_BASE: Final = "https://example.org/ontology#"
_DATATYPES: Final = {"date": "date", "year": "gYear", "number": "decimal", "string": "string"}
_PREFIXES: Final = """@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of one sentence in the terms of the ontology, and what is right."""

    said: frozenset[Triple]
    gold: frozenset[Triple]

    def triples(self, _: object) -> set[Triple]:
        """Return what is said, as the set writes it."""
        return set(self.said)


def as_turtle(ontology: Any) -> str:
    """Return an ONTOLOGY of the set as Turtle: labels, domains and ranges, and nothing else.

    >>> film = {"concepts": [{"qid": "Q1", "label": "film"}], "relations": []}
    >>> as_turtle(film).splitlines()[-1]
    '<https://example.org/ontology#Q1> a owl:Class ; rdfs:label "film" .'
    """
    names = {each["qid"]: _local(each["qid"]) for each in ontology["concepts"]}
    lines = [
        f"<{_BASE}{names[each['qid']]}> a owl:Class ; rdfs:label {json.dumps(each['label'])} ."
        for each in ontology["concepts"]
    ]
    for number, each in enumerate(ontology["relations"]):
        ends, kind = "", "ObjectProperty"
        if each["domain"] in names:
            ends += f" ; rdfs:domain <{_BASE}{names[each['domain']]}>"
        if each["range"] in names:
            ends += f" ; rdfs:range <{_BASE}{names[each['range']]}>"
        elif each["range"]:
            kind = "DatatypeProperty"
            ends += f" ; rdfs:range xsd:{_DATATYPES.get(each['range'].lower(), 'string')}"
        label = json.dumps(each["label"])
        lines.append(f"<{_BASE}r{number}> a owl:{kind} ; rdfs:label {label}{ends} .")
    return _PREFIXES + "\n".join(lines)


def _local(name: str) -> str:
    return re.sub(r"\W", "_", name)


def told(folder: Path, reader: Reader) -> Iterator[tuple[str, list[Told]]]:
    """Yield the name of each ontology below FOLDER with what is said in its test sentences."""
    for path in sorted((folder / "ground_truth").glob("*.jsonl")):
        name = path.stem.removeprefix("ont_").removesuffix("_ground_truth")
        source = folder / "ontologies" / f"{name}_ontology.json"
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
        with tempfile.TemporaryDirectory() as place:
            file = Path(place) / "ontology.ttl"
            file.write_text(as_turtle(json.loads(source.read_text(encoding="utf-8"))))
            own = Reader(ontology=[file], network=reader.network, known=reader.known)
            found = own.read(document(f"{name}-{n}", row["sent"]) for n, row in enumerate(rows))
            said = [frozenset(_said(read.extraction, own.ontology)) for read in found]
        reader.seconds += own.seconds
        gold = (
            frozenset((t["sub"].strip('"'), t["rel"], t["obj"].strip('"')) for t in row["triples"])
            for row in rows
        )
        yield name, [Told(*each) for each in zip(said, gold, strict=True)]


def _said(found: Extraction, ontology: Ontology) -> Iterator[Triple]:
    for claim in found.claims:
        term, content = term_of(claim, ontology), claim.content
        if term is not None and term.own and isinstance(content, Relation):
            yield content.subject.name, term.label, _written(content.object)


def _written(value: Filler) -> str:
    """Return VALUE as the DBpedia half writes it: names, dates in ISO 8601, numbers without commas."""
    if isinstance(value, Mention):
        return value.name
    if isinstance(value, Time):
        return value.start or value.end or value.text
    return as_written(value.text)
