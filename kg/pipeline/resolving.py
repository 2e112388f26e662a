"""Resolves the entities of a store: reads what is known of each, decides which are one, and writes that down."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from kg import iri
from kg.errors import ConfigError
from kg.link.resolve import Profile, resolve
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
    known = {profile.iri: profile for profile in profiles(quads, ontology, base)}
    return resolve(known.values(), ontology, decided, sure=sure, doubtful=doubtful), known


def heads(found: Resolution) -> dict[str, str]:
    """Return, for each entity that another one stands for, that other one."""
    return {other: cluster.head for cluster in found.clusters for other in cluster.others}


def merges(found: Resolution) -> Iterator[resolution.Merge]:
    """Yield the pairs that made the clusters."""
    for cluster in found.clusters:
        for (one, other), why in cluster.pairs.items():
            yield resolution.Merge(one, other, why.score, why.reasons)


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
        {
            "decision": "",
            "score": f"{why.score:.2f}",
            "one": one,
            "one is called": known[one].label,
            "other": other,
            "other is called": known[other].label,
            "why": "; ".join(why.reasons),
        }
        for (one, other), why in sorted(
            found.doubtful.items(), key=lambda item: (-item[1].score, item[0])
        )
        if (one, other) not in decided
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows([*kept, *fresh])
    return len(fresh)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if rows and not {"decision", "one", "other"} <= rows[0].keys():
        raise ConfigError(f"{path}: is no file of doubtful pairs; give another --review FILE")
    return rows
