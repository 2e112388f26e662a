"""Resolves the entities of a store: reads what is known of each, decides which are one, and writes that down."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg import iri
from kg.errors import ConfigError
from kg.files import write
from kg.link.resolve import Comparison, Profile, resolve
from kg.link.resolve.cluster import DOUBTFUL, SURE, Pair, Resolution
from kg.ontology import Ontology
from kg.pipeline.profiles import profiles
from kg.rdf import resolution

_COLUMNS: Final = ("decision", "score", "one", "one is called", "other", "other is called", "why")
_DECISIONS: Final = {"same": True, "different": False}


def resolved(
    quads: Iterable[Quad],
    ontology: Ontology,
    decided: Mapping[Pair, bool] | None = None,
    *,
    base: str = iri.BASE,
    sure: float = SURE,
    doubtful: float = DOUBTFUL,
) -> tuple[Resolution, dict[str, Profile]]:
    """Return which entities of QUADS are one, and what is known of each."""
    known = {profile.key: profile for profile in profiles(quads, ontology, base)}
    return resolve(known.values(), ontology, decided, sure=sure, doubtful=doubtful), known


@dataclass(frozen=True, slots=True)
class Names:
    """What entities are called after a resolution: in all articles, or in one."""

    everywhere: Mapping[str, str]  # the IRI that stands for another one
    somewhere: Mapping[tuple[str, str], str]  # by IRI and article, where a name is that of several

    def of(self, entity: str, article: str) -> str:
        """Return the IRI that stands for ENTITY in ARTICLE."""
        return self.somewhere.get((entity, article)) or self.everywhere.get(entity, entity)

    def split(self) -> dict[str, dict[str, list[str]]]:
        """Return the entities whose name is that of several, with what each is in which articles."""
        found: dict[str, dict[str, list[str]]] = {}
        for (entity, article), name in sorted(self.somewhere.items()):
            found.setdefault(entity, {}).setdefault(name, []).append(article)
        return found

    def simplified(self) -> "Names":
        """Return the same, where only what has several names has one by article."""
        by_iri: dict[str, set[str]] = defaultdict(set)
        for (entity, _), name in self.somewhere.items():
            by_iri[entity].add(name)
        one = {entity: min(names) for entity, names in by_iri.items() if len(names) == 1}
        everywhere = {entity: name for entity, name in one.items() if name != entity}
        several = {key: name for key, name in self.somewhere.items() if key[0] not in one}
        return Names(dict(sorted({**self.everywhere, **everywhere}.items())), several)


def names(found: Resolution, known: Mapping[str, Profile]) -> Names:
    """Return what stands for the entities that are KNOWN after what was FOUND."""
    groups = [(cluster.head, (cluster.head, *cluster.others)) for cluster in found.clusters]
    clustered = {key for _, members in groups for key in members}
    groups += [(key, (key,)) for key in known if key not in clustered]
    # The group with most articles keeps the name.
    groups.sort(key=lambda group: (-_articles(group[1], known), min(group[1])))
    taken: set[str] = set()
    everywhere: dict[str, str] = {}
    somewhere: dict[tuple[str, str], str] = {}
    for head, members in groups:
        name = known[head].iri
        if name in taken:
            name = f"{name}-{iri.digest(min(known[each].article for each in members), length=6)}"
        taken.add(name)
        for member in members:
            if known[member].article:
                somewhere[known[member].iri, known[member].article] = name
            elif known[member].iri != name:
                everywhere[known[member].iri] = name
    return Names(everywhere, somewhere).simplified()


def _articles(members: Iterable[str], known: Mapping[str, Profile]) -> int:
    return len({article for member in members for article in known[member].documents})


def merges(found: Resolution, known: Mapping[str, Profile]) -> Iterator[resolution.Merge]:
    """Yield the pairs of two names that made the clusters."""
    seen: set[Pair] = set()
    for cluster in found.clusters:
        for (one, other), why in sorted(cluster.pairs.items(), key=lambda item: -item[1].score):
            pair = (known[one].iri, known[other].iri)
            if pair[0] != pair[1] and pair not in seen:
                seen.add(pair)
                yield resolution.Merge(*pair, why.score, why.reasons)


def read_decisions(path: Path) -> dict[Pair, bool]:
    """Return what somebody wrote into the file of doubtful pairs at PATH; pairs without a decision are left out."""
    found: dict[Pair, bool] = {}
    for number, row in enumerate(_rows(path), start=2):
        said = (row.get("decision") or "").strip().casefold()
        if said and said not in _DECISIONS:
            raise ConfigError(
                f"{path}, line {number}: {said!r} is no decision; write same or different"
            )
        if said:
            one, other = sorted((row["one"], row["other"]))
            found[one, other] = _DECISIONS[said]
    return found


def write_review(path: Path, found: Resolution, known: Mapping[str, Profile]) -> int:
    """Write the doubtful pairs of FOUND to PATH, below those that are decided there, and return how many they are."""
    decided = read_decisions(path)
    kept = [row for row in _rows(path) if (row.get("decision") or "").strip()]
    fresh = [
        _row(*pair, why) for pair, why in _doubtful(found, known) if _iris(*pair) not in decided
    ]
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, _COLUMNS, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows([*kept, *fresh])
    write(path, [table.getvalue().encode()])
    return len(fresh)


def _doubtful(
    found: Resolution, known: Mapping[str, Profile]
) -> Iterator[tuple[tuple[Profile, Profile], Comparison]]:
    """Yield the doubtful pairs of two names, each once, the likeliest first."""
    seen: set[Pair] = set()
    ordered = sorted(found.doubtful.items(), key=lambda item: (-item[1].score, item[0]))
    for (left, right), why in ordered:
        pair = (known[left], known[right])
        if pair[0].iri != pair[1].iri and _iris(*pair) not in seen:
            seen.add(_iris(*pair))
            yield pair, why


def _iris(one: Profile, other: Profile) -> Pair:
    return min(one.iri, other.iri), max(one.iri, other.iri)


def _row(one: Profile, other: Profile, why: Comparison) -> dict[str, str]:
    return {
        "decision": "",
        "score": f"{why.score:.2f}",
        "one": one.iri,
        "one is called": one.label,
        "other": other.iri,
        "other is called": other.label,
        "why": "; ".join(why.reasons),
    }


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if rows and not {"decision", "one", "other"} <= rows[0].keys():
        raise ConfigError(f"{path}: is no file of doubtful pairs; give another --review FILE")
    return rows
