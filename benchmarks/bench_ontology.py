"""How long a large ontology of the user's takes to load, and how much it slows reading down.

The ontology is invented by a seed: classes and properties with labels such as newspapers use, some below others. The
articles are those of the examples, read again and again with and without it in one run: the share of the two times
counts.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, Final

from benchmarks.table import show
from kg import ontology as ontologies
from kg.evaluate.reader import Reader
from kg.sources import read

_NEWS: Final = Path(__file__).parents[1] / "examples" / "news"
_PREFIXES: Final = """@prefix : <https://example.org/large#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
_NOUNS: Final = (
    "film city club player company drug vehicle weapon river lake school bank ship plane judge crime law party union "
    "award book song album disease virus rocket satellite mission launch strike election trial merger outbreak storm"
).split()
_KINDS: Final = "national local former big small public private joint early late old new north inner outer".split()
_TOLD: Final = (
    *(
        "owned by",
        "plays for",
        "directed by",
        "works for",
        "member of",
        "founded by",
        "located in",
        "named after",
    ),
    *(
        "published by",
        "acquired by",
        "sold to",
        "born in",
        "sentenced to",
        "birth place",
        "manager",
        "owner",
    ),
    *("sponsor", "chief executive", "partner", "rival", "home ground"),
)
_NUMBERS: Final = ("number of workers", "height", "price")
_BELOW: Final = 0.6  # of the classes stand below another
_ROUNDS: Final = 5


def invented(classes: int, properties: int) -> str:
    """Return an ontology with so many CLASSES and PROPERTIES as Turtle."""
    rng = random.Random(1)
    lines = []
    for number in range(classes):
        above = (
            f" ; rdfs:subClassOf :C{rng.randrange(number)}"
            if number and rng.random() < _BELOW
            else ""
        )
        label = f"{rng.choice(_KINDS)} {rng.choice(_NOUNS)}"
        lines.append(f':C{number} a owl:Class ; rdfs:label "{label}"{above} .')
    for number in range(properties):
        label = rng.choice((*_TOLD, *_NUMBERS))
        is_number = label in _NUMBERS
        ends = f"rdfs:domain :C{rng.randrange(classes)} ; rdfs:range "
        ends += "xsd:decimal" if is_number else f":C{rng.randrange(classes)}"
        kind = "Datatype" if is_number else "Object"
        lines.append(f':p{number} a owl:{kind}Property ; rdfs:label "{label}" ; {ends} .')
    return _PREFIXES + "\n".join(lines)


def measure(classes: int, properties: int) -> dict[str, list[dict[str, Any]]]:
    """Return what it takes to load an ontology of that size, and to read with it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.ttl"
        path.write_text(invented(classes, properties))
        plain = _taken(ontologies.load)
        loaded = _taken(lambda: ontologies.load(path))
        ours = Reader()
        theirs = Reader(ontology=[path], network=ours.network, known=ours.known)
    documents = [each for each in read(_NEWS) if hasattr(each, "text")]
    shares, seconds = [], []
    for reader in (ours, theirs):
        list(reader.read(documents))  # all that is loaded when it is first asked for
    for _ in range(_ROUNDS):
        one, other = (
            _taken(lambda reader=reader: list(reader.read(documents))) for reader in (ours, theirs)
        )
        shares.append(other / one)
        seconds.append(one)
    row = {
        "classes": classes,
        "properties": properties,
        "ours loaded, s": round(plain, 2),
        "with it, s": round(loaded, 2),
        "articles read, s": round(median(seconds), 2),
        "with it, times": round(median(shares), 2),
    }
    return {"An ontology of one's own": [row]}


def _taken(work: Callable[[], Any]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classes", type=int, default=1000)
    parser.add_argument("--properties", type=int, default=500)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    chosen = parser.parse_args()
    found = measure(chosen.classes, chosen.properties)
    if chosen.json:
        print(json.dumps(found, indent=2))
    else:
        show(found)
