"""Whether ``kg resolve`` takes ten times as long for ten times as many articles, and how long for a hundred more.

    python -m benchmarks.bench_resolve_scale --sizes 300 3000 30000

The articles are invented, as quads, without a language model; each names as much as one of Wikinews does, and most of
that is named nowhere else. Given names, family names and cities are drawn from the table of things, so as many people
share a name as in life. Each run is the command, in a process of its own.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from benchmarks.table import Rows, show
from kg import iri
from kg.names import Things
from kg.rdf.terms import LABEL, TYPE, node, words
from kg.store import Embedded

_SIZES: Final = (300, 3_000, 30_000)
_MORE: Final = 100  # articles that come later
# What an article names, as 170 of Wikinews do on average: people, bodies, known things, and what is no name.
_PEOPLE: Final = 5
_BODIES: Final = 4
_KNOWN: Final = 11
_OTHERS: Final = 34
_RECURRING: Final = (
    0.15  # of people, bodies and others are those of earlier articles; .01 to .08 in these 170
)
_FIELDS: Final = "Harbour Mining Steel Grain Shipping Timber Rubber Copper Fishery Textile".split()
_KINDS: Final = (
    "Workers Federation",
    "Producers Association",
    "Research Institute",
    "Traders Council",
)
_POSITIONS: Final = "minister president judge lawyer coach spokesperson professor analyst".split()
_COUNTRIES: Final = 190
_LETTERS: Final = "aeiou"

Named = tuple[str, str, str, str]  # IRI, class, label, id elsewhere


@dataclass(frozen=True, slots=True)
class Article:
    """What one article adds to a store."""

    document: str
    shared: tuple[Quad, ...]
    graph: tuple[Quad, ...]


class World:
    """Who there is to be named. What comes first is named most often, as in the news."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)
        rows = [row for row in Things() if row.type in ("Person", "City", "Company", "Region")]
        names = [row.label.split() for row in rows if row.type == "Person"]
        self._given = [name[0] for name in names if len(name) == 2]
        self._family = [name[1] for name in names if len(name) == 2]
        self._cities = [row.label for row in rows if row.type == "City"]
        self._rng.shuffle(rows)
        self._known = [
            (iri.known_entity(iri.BASE, row.label, row.id), row.type, row.label, row.id)
            for row in rows[:50_000]
        ]
        self._people: list[tuple[str, str]] = []
        self._bodies: list[str] = []
        self._others: list[str] = []

    def articles(self) -> Iterator[Article]:
        """Yield articles without end; each has people and bodies of earlier ones, and others."""
        number = 0
        while True:
            yield self._article(f"https://invented.example/{number}")
            number += 1

    def _article(self, name: str) -> Article:
        rng = self._rng
        people = [self._written(*self._one(self._people, self._person)) for _ in range(_PEOPLE)]
        bodies = [self._shortened(self._one(self._bodies, self._body)) for _ in range(_BODIES)]
        known = [self._often(self._known) for _ in range(_KNOWN)]
        others = [self._one(self._others, self._other) for _ in range(_OTHERS)]
        position, country = rng.choice(_POSITIONS), f"Country {rng.randrange(_COUNTRIES)}"
        things: dict[str, Named] = {each[0]: each for each in known}
        for label, type in (
            *((each, "Person") for each in people),
            *((each, "Organization") for each in bodies),
            *((each, "Commodity") for each in others),
            (position, "Position"),
            (country, "Country"),
        ):
            thing = iri.entity(iri.BASE, label, type.lower())
            things[thing] = (thing, type, label, "")
        who = iri.entity(iri.BASE, people[0], "person")
        facts = [
            ("holdsPosition", who, iri.entity(iri.BASE, position, "position")),
            ("citizenOf", who, iri.entity(iri.BASE, country, "country")),
        ]
        return Article(name, tuple(_shared(things, facts)), tuple(_graph(name, things, facts)))

    def _one(self, had: list[Any], make: Any) -> Any:
        """Return one of those that earlier articles HAD, or another one."""
        if had and self._rng.random() < _RECURRING:
            return self._often(had)
        had.append(make())
        return had[-1]

    def _often(self, things: list[Any]) -> Any:
        """Return one of THINGS, the first ones most often: each by one over its rank, as words are used."""
        return things[int(len(things) ** self._rng.random()) - 1]

    def _person(self) -> tuple[str, str]:
        return self._rng.choice(self._given), self._rng.choice(self._family)

    def _written(self, given: str, family: str) -> str:
        """Return the name of a person as an article may write it."""
        by = self._rng.random()
        if by < 0.04:
            return f"{given[0]}. {family}"
        if by < 0.08:
            return f"{given} {self._rng.choice(self._given)} {family}"
        if by < 0.11:
            return family
        if by < 0.14:
            vowel = next((each for each in family[1:] if each in _LETTERS), "")
            return f"{given} {family.replace(vowel, self._rng.choice(_LETTERS), 1)}"
        return f"{given} {family}"

    def _body(self) -> str:
        rng = self._rng
        return f"{rng.choice(self._cities)} {rng.choice(_FIELDS)} {rng.choice(_KINDS)}"

    def _shortened(self, body: str) -> str:
        """Return the name of a body, or its initials."""
        if self._rng.random() < 0.9:
            return body
        return "".join(word[0] for word in body.split()).upper()

    def _other(self) -> str:
        return f"goods {len(self._others)}"


def _shared(things: dict[str, Named], facts: list[tuple[str, str, str]]) -> Iterator[Quad]:
    for thing, type, label, id in things.values():
        subject = NamedNode(thing)
        yield Quad(subject, TYPE, node("kg", type))
        yield Quad(subject, LABEL, words(label))
        if id:
            yield Quad(subject, node("owl", "sameAs"), node("wd", id))
    for name, subject, value in facts:
        yield Quad(NamedNode(subject), node("kg", name), NamedNode(value))


def _graph(
    name: str, things: dict[str, Named], facts: list[tuple[str, str, str]]
) -> Iterator[Quad]:
    article = NamedNode(name)
    yield Quad(article, TYPE, node("schema", "NewsArticle"), article)
    yield Quad(article, node("schema", "datePublished"), Literal("2026-03-01"), article)
    for thing in things:
        yield Quad(article, node("schema", "mentions"), NamedNode(thing), article)
    for number, (property, subject, value) in enumerate(facts):
        claim = NamedNode(f"{name}#claim{number}")
        yield Quad(claim, TYPE, node("kg", "Claim"), article)
        yield Quad(claim, node("rdf", "subject"), NamedNode(subject), article)
        yield Quad(claim, node("rdf", "predicate"), node("kg", property), article)
        yield Quad(claim, node("rdf", "object"), NamedNode(value), article)
        yield Quad(claim, node("kg", "status"), node("kg", "Asserted"), article)


def measure(sizes: list[int], seed: int) -> Rows:
    """Fill a store of each of SIZES, resolve it, add a hundred articles, and resolve it again."""
    rows: list[dict[str, Any]] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            place, articles = Path(folder) / "store", World(seed).articles()
            _fill(place, islice(articles, size))
            first = _resolve(place)
            _fill(place, islice(articles, _MORE))
            later = _resolve(place)
            nothing = _resolve(place)
            state = place.with_name("store.resolution").stat().st_size
        each = first["CPU"] / size * 1000
        rows.append(
            {
                "articles": size,
                "CPU s": round(first["CPU"], 1),
                "wall s": round(first["seconds"], 1),
                "ms each": round(each, 2),
                "to linear": each / rows[0]["ms each"] if rows else 1.0,
                "pairs": first["compared"],
                "called otherwise": len(first["changed"]),
                f"{_MORE} more: CPU s": round(later["CPU"], 1),
                "wall s then": round(later["seconds"], 1),
                "pairs then": later["compared"],
                "none more: CPU s": round(nothing["CPU"], 1),
                "peak MB": first["peak"],
                "then MB": later["peak"],
                "state kB each": round(state / size / 1000, 1),
            }
        )
    return rows


def _fill(place: Path, articles: Iterator[Article]) -> None:
    with Embedded.open(place) as store:
        store.add(articles)


def _resolve(place: Path) -> dict[str, Any]:
    """Run the command and return what it tells, how long it took, and what memory."""
    began = time.monotonic()
    command = [sys.executable, "-m", "kg", "resolve", "--store", str(place), "--json"]
    with tempfile.TemporaryFile() as output:
        running = subprocess.Popen(command, stdout=output)
        _, status, used = os.wait4(running.pid, 0)
        seconds = time.monotonic() - began
        if status:
            raise SystemExit(f"{place}: kg resolve failed")
        output.seek(0)
        told: dict[str, Any] = json.loads(output.read())
    cpu = used.ru_utime + used.ru_stime
    return told | {"seconds": seconds, "CPU": cpu, "peak": used.ru_maxrss // 1024}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=_SIZES)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    chosen = parser.parse_args()
    result = {"Resolution as stores grow": measure(chosen.sizes, chosen.seed)}
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        show(result)
