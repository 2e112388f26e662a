"""Whether the most frequent people, firms and clubs of the articles have one IRI each, and who has an id elsewhere.

    python -m benchmarks.same_things                 # with the default knowledge base, beside the small part of it
    python -m benchmarks.same_things --kb mine.kb --frequent 500

Two IRIs that share a name may be one thing: the pairs are printed for a reader, who knows whether they are.
"""

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any, Final

from benchmarks.corpus import folder
from benchmarks.table import show
from kg.link.kb.fold import core, fold
from kg.ontology import Ontology, load
from kg.pipeline import Graph, build

_NAMED: Final = "SELECT ?entity ?type ?label { ?entity a ?type ; rdfs:label ?label }"
_SPOKEN: Final = "SELECT ?entity ?article { GRAPH ?article { ?article schema:mentions ?entity } }"
_OTHERS: Final = "SELECT ?entity ?other { ?entity skos:altLabel ?other }"
_IDS: Final = "SELECT ?entity ?same { ?entity owl:sameAs ?same }"
_DESCRIBED: Final = re.compile(r"\.\w+-[0-9a-f]{8}$")  # known by a description in one article
_JUDGED: Final = ("Person", "Organization")  # of these a name is that of one thing


@dataclass(slots=True)
class Entity:
    """What a graph says of one IRI."""

    iri: str
    type: str = ""
    label: str = ""
    names: set[str] = field(default_factory=set)  # folded
    ids: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)


def entities(graph: Graph) -> list[Entity]:
    """Return the things of GRAPH, those that most articles name first."""
    found: dict[str, Entity] = {}
    for row in graph.query(_NAMED).texts():
        each = found.setdefault(row["entity"], Entity(row["entity"]))
        each.type, each.label = row["type"].rpartition("#")[2], row["label"]
        each.names.add(core(fold(row["label"])))
    for row in graph.query(_OTHERS).texts():
        found[row["entity"]].names.add(core(fold(row["other"])))
    for row in graph.query(_IDS).texts():
        found[row["entity"]].ids.add(row["same"])
    for row in graph.query(_SPOKEN).texts():
        found[row["entity"]].articles.add(row["article"])
    found = {name: each for name, each in found.items() if each.articles}
    return sorted(found.values(), key=lambda each: (-len(each.articles), each.iri))


def pairs(
    found: Sequence[Entity], frequent: int, ontology: Ontology
) -> Iterator[tuple[Entity, Entity]]:
    """Yield those of FOUND that share a name with one of the most FREQUENT people and bodies."""
    judged = [e for e in found if any(ontology.is_a(e.type, kind) for kind in _JUDGED)]
    often = {each.iri for each in judged[:frequent]}
    named: dict[str, list[Entity]] = defaultdict(list)
    for each in judged:
        for name in each.names:
            named[name].append(each)
    met: dict[tuple[str, str], tuple[Entity, Entity]] = {}
    for group in named.values():
        for pair in combinations(group, 2):
            if often & {each.iri for each in pair}:
                met[pair[0].iri, pair[1].iri] = pair
    yield from sorted(met.values(), key=lambda pair: (-len(pair[0].articles), pair[0].iri))


def row(name: str, found: Sequence[Entity], frequent: int, ontology: Ontology) -> Mapping[str, Any]:
    """Return how many of the entities FOUND have an id elsewhere."""
    named = [each for each in found if not _DESCRIBED.search(each.iri)]
    people = [each for each in named if ontology.is_a(each.type, "Person")]
    bodies = [each for each in named if ontology.is_a(each.type, "Organization")]
    return {
        "knowledge base": name,
        "entities": len(named),
        "with an id": _share(named),
        "people": _share(people),
        "bodies": _share(bodies),
        f"the {frequent} most frequent": _share(named[:frequent]),
        "pairs to be read": len(list(pairs(found, frequent, ontology))),
    }


def _share(found: Sequence[Entity]) -> str:
    return f"{sum(bool(each.ids) for each in found) / max(len(found), 1):.1%}"


def main() -> None:
    """Build, count, and print the pairs."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kb", help="a knowledge base (default: what comes along)")
    parser.add_argument("--frequent", type=int, default=200, metavar="N")
    parser.add_argument("--workers", type=int, default=1)
    given: Any = parser.parse_args()
    ontology, rows = load(), []
    for name in ("small", given.kb):
        found = entities(build(folder(), kb=name, workers=given.workers))
        rows.append(row(name or "default", found, given.frequent, ontology))
    show({"Entities with an id elsewhere": rows})
    for one, other in pairs(found, given.frequent, ontology):
        shared = ", ".join(sorted(one.names & other.names))
        print(f"{len(one.articles):4} {one.iri.rpartition('/')[2]} ({one.type})")
        print(f"{len(other.articles):4} {other.iri.rpartition('/')[2]} ({other.type}): {shared}")


if __name__ == "__main__":
    main()
