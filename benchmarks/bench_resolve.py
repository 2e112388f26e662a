"""Who is who in a thousand invented articles: same names for different people, many names for one.

    python -m benchmarks.bench_resolve --articles 2000

The articles go through a build and through ``kg resolve``; B-cubed (Bagga and Baldwin 1998) compares what each name is
then called with who was meant.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pyoxigraph import DefaultGraph, NamedNode

from benchmarks.table import Rows, show
from kg.link.kb.fold import acronym
from kg.model import Document, Segment, SegmentKind
from kg.ontology import load
from kg.pipeline import build
from kg.pipeline.resolve import resolve
from kg.rdf.terms import node
from kg.store import Embedded

_GIVEN: Final = (
    "Anna Boris Carla Daniel Elena Felix Greta Henrik Irina Jonas Karin Lukas Marta Nikolai Olga Pavel Rosa Stefan "
    "Tanya Viktor Amina Bilal Farid Hana Idris Jamal Leila Nadia Omar Samira"
).split()
_ONSETS: Final = "B Br D Dr F G Gr H K Kl L M N P R S St T V W Z".split()
_MIDDLES: Final = "a e i o u ai au".split()
_ENDS: Final = (
    "berg dal hall gren holt kova land mann nes quist rov sen stad ström vik wald".split()
)
_ADJECTIVES: Final = {
    "Norway": "Norwegian",
    "Peru": "Peruvian",
    "Kenya": "Kenyan",
    "Poland": "Polish",
    "Chile": "Chilean",
    "Egypt": "Egyptian",
    "Portugal": "Portuguese",
    "Vietnam": "Vietnamese",
    "Ghana": "Ghanaian",
    "Serbia": "Serbian",
}
_COUNTRIES: Final = tuple(_ADJECTIVES)
_OFFICES: Final = (
    "lawyer minister spokesman director analyst governor professor banker surgeon coach".split()
)
_FIELDS: Final = "Harbour Mining Steel Grain Shipping Timber Rubber Copper Fishery Textile".split()
_KINDS: Final = (
    "Workers Federation",
    "Producers Association",
    "Research Institute",
    "Traders Council",
)
_SPELLINGS: Final = (("k", "c"), ("v", "w"), ("ai", "ay"), ("i", "y"), ("f", "ph"), ("kh", "k"))


@dataclass(frozen=True)
class Person:
    """Somebody, with the names that articles use."""

    id: str
    given: str
    family: str
    country: str
    office: str
    body: "Body"
    spelling: str  # how others write the family name

    def names(self) -> list[str]:
        """Return the full names that articles use, the usual one most often."""
        usual = f"{self.given} {self.family}"
        return [
            usual,
            usual,
            usual,
            f"{self.given} {self.spelling}",
            f"{self.given[0]}. {self.family}",
        ]


@dataclass(frozen=True)
class Body:
    """An organization with a long name and its initials."""

    id: str
    name: str
    short: str


@dataclass
class World:
    """Who there is, and who was meant where: by article and words."""

    people: list[Person]
    bodies: list[Body]
    meant: dict[tuple[str, str], str] = field(default_factory=dict)


def world(rng: random.Random, size: int) -> World:
    """Return a world with SIZE people; one in eight has the full name of another one, of another country."""
    bodies = {
        f"{_family(rng)} {rng.choice(_FIELDS)} {rng.choice(_KINDS)}" for _ in range(size // 3)
    }
    known = [
        Body(f"body{n}", name, str(acronym(name)).upper()) for n, name in enumerate(sorted(bodies))
    ]
    people: list[Person] = []
    for number in range(size):
        given, family = rng.choice(_GIVEN), _family(rng)
        country = rng.choice(_COUNTRIES)
        if people and number % 8 == 0:
            other = rng.choice(people)
            given, family = other.given, other.family
            country = rng.choice([each for each in _COUNTRIES if each != other.country])
        spelling = family
        for one, another in _SPELLINGS:
            spelling = spelling.replace(one, another, 1) if number % 5 == 0 else spelling
        people.append(
            Person(
                f"p{number}",
                given,
                family,
                country,
                rng.choice(_OFFICES),
                rng.choice(known),
                spelling,
            )
        )
    return World(people, known)


def _family(rng: random.Random) -> str:
    return rng.choice(_ONSETS) + rng.choice(_MIDDLES) + rng.choice(_ENDS)


def articles(found: World, rng: random.Random, count: int) -> Iterator[Document]:
    """Yield COUNT articles, each about one person and another one."""
    for number in range(count):
        address = f"https://invented.example/{number}"
        main, other = rng.sample(found.people, 2)
        if (main.given, main.family) == (other.given, other.family):
            other = found.people[(found.people.index(other) + 1) % len(found.people)]
        name, second = rng.choice(main.names()), rng.choice(other.names()[:3])
        body = rng.choice((main.body.name, main.body.short))
        for words, id in ((name, main.id), (second, other.id), (body, main.body.id)):
            found.meant[address, words] = id
        text = (
            f"{_ADJECTIVES[main.country]} {main.office} {name} of the {body} met {second} in {main.country}. "
            f"{name} is a citizen of {main.country}. {second}, a {_ADJECTIVES[other.country]} {other.office}, "
            f"said that the talks were useful. {second} is a citizen of {other.country}."
        )
        segment = Segment(0, len(text), SegmentKind.BODY)
        yield Document(
            id=address, text=text, segments=(segment,), source=address, published="2026-03-01"
        )


def bcubed(pairs: list[tuple[str, str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of items that are (what was meant, what it is called).

    >>> bcubed([("a", "x"), ("a", "x"), ("b", "x"), ("b", "y")])
    (0.667, 0.75, 0.706)
    """
    meant, called, both = Counter(m for m, _ in pairs), Counter(c for _, c in pairs), Counter(pairs)
    precision = sum(both[pair] / called[pair[1]] for pair in pairs) / len(pairs)
    recall = sum(both[pair] / meant[pair[0]] for pair in pairs) / len(pairs)
    f1 = 2 * precision * recall / (precision + recall)
    return round(precision, 3), round(recall, 3), round(f1, 3)


def _called(store: Embedded, meant: Mapping[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """Return the IRI of what each name in each article means."""
    words: dict[tuple[str, NamedNode], str] = {}
    things: dict[tuple[str, NamedNode], str] = {}
    for quad in store.quads():
        if isinstance(quad.graph_name, NamedNode) and isinstance(quad.subject, NamedNode):
            place = (quad.graph_name.value, quad.subject)
            if quad.predicate.value.endswith("anchorOf"):
                words[place] = str(quad.object.value)  # type: ignore[union-attr]
            elif quad.predicate.value.endswith("taIdentRef"):
                things[place] = str(quad.object.value)  # type: ignore[union-attr]
    found = {}
    for place, thing in things.items():
        key = (place[0], words.get(place, "").removeprefix("the "))
        if key in meant:
            found[key] = thing
    return found


def _ids(store: Embedded) -> Iterator[tuple[str, str]]:
    """Yield the entities that Wikidata knows, with their ids."""
    for quad in store.store.quads_for_pattern(None, node("owl", "sameAs"), None, DefaultGraph()):
        if quad.object.value.startswith("http://www.wikidata.org/"):  # type: ignore[union-attr]
            yield quad.subject.value, quad.object.value  # type: ignore[union-attr]


def measure(count: int) -> dict[str, Rows]:
    """Build, resolve and compare."""
    rng = random.Random(7)
    found = world(rng, max(40, count // 8))
    with tempfile.TemporaryDirectory() as folder:
        documents = list(articles(found, rng, count))
        place = Path(folder) / "store"
        build(*documents, store=place, extractors=["rules"])
        with Embedded.open(place) as store:
            began = time.process_time()
            outcome = resolve(store, place, load())
            spent = time.process_time() - began
            called, ids = _called(store, found.meant), dict(_ids(store))
        after = outcome.names
    rows: list[dict[str, Any]] = []
    for title, kinds in (("people", "p"), ("bodies", "body"), ("both", "")):
        keys = [key for key, id in found.meant.items() if id.startswith(kinds) and key in called]
        if kinds == "p":
            keys = [key for key in keys if not found.meant[key].startswith("body")]
        for when, name in (
            ("before", lambda key: called[key]),
            ("after", lambda key: after.of(called[key], key[0])),
        ):
            measured = bcubed([(found.meant[key], name(key)) for key in keys])
            row = {"names of": title, "resolution": when, "names": len(keys)}
            rows.append(
                row | dict(zip(("precision", "recall", "B-cubed F1"), measured, strict=True))
            )
    merged = defaultdict(set)
    for entity, id in ids.items():
        merged[after.of(entity, "")].add(id)
    total = {
        "articles": count,
        "entities": len(set(called.values())),
        "names found, of all": round(len(called) / len(found.meant), 2),
        "merges of two ids": sum(1 for each in merged.values() if len(each) > 1),
        "seconds": round(spent, 1),
    }
    return {"Resolution": [total], "Who is who": rows}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    chosen = parser.parse_args()
    result = measure(chosen.articles)
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        show(result)
