"""Draws claims of a store by a seed: the same store and the same seed give the same claims, in the same order."""

import hashlib
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from kg.audit.strata import Stratum, shares, stratum
from kg.errors import StoreError
from kg.explore.claims import CONFIDENCE, RULE, STATUS, Place
from kg.explore.reader import Reader, finite, local

_UNKNOWN: Final = "unknown"  # the rule of a claim that names none


@dataclass(frozen=True, slots=True)
class Drawn:
    """A claim that was drawn, the stratum that it is of, how many claims that has, and how many were drawn of it."""

    place: Place
    stratum: Stratum
    in_store: int
    in_sample: int


def draw(reader: Reader, wanted: int, seed: int) -> list[Drawn]:
    """Return WANTED claims of a store, or all where it has no more, ordered by stratum and claim.

    Within a stratum each claim is as likely as another one: those are taken whose digest with SEED is the lowest. The
    store is gone through once, and memory holds as many claims of a stratum as there may be in the sample.
    """
    sizes: Counter[Stratum] = Counter()
    lowest: dict[Stratum, list[tuple[int, str, str]]] = defaultdict(list)
    for (claim, article), kind in _claims(reader):
        sizes[kind] += 1
        # Negative, as a heap gives its least first: what leaves is the claim with the highest digest.
        entry = (-_rank(seed, claim.value, article.value), claim.value, article.value)
        if len(lowest[kind]) < wanted:
            heapq.heappush(lowest[kind], entry)
        else:
            heapq.heappushpop(lowest[kind], entry)
    if not sizes:
        raise StoreError(
            "audit: the store has no claims; build it with --provenance full or compact"
        )
    taken = shares(sizes, wanted)
    return [
        Drawn((NamedNode(claim), NamedNode(article)), kind, sizes[kind], taken[kind])
        for kind in sorted(taken)
        for claim, article in sorted(each[1:] for each in heapq.nlargest(taken[kind], lowest[kind]))
    ]


def _claims(reader: Reader) -> Iterator[tuple[Place, Stratum]]:
    for quad in reader.quads(None, STATUS, None, None):
        claim, article, status = quad.subject, quad.graph_name, quad.object
        if not isinstance(claim, NamedNode) or not isinstance(article, NamedNode):
            continue
        rule = reader.one(claim, RULE, article)
        confidence = finite(reader.one(claim, CONFIDENCE, article))
        name = rule.value if rule is not None else _UNKNOWN
        status_name = local(getattr(status, "value", ""))
        yield (claim, article), stratum(name, status_name, confidence or 0.0)


def _rank(seed: int, claim: str, article: str) -> int:
    digest = hashlib.sha256(f"{seed}\n{claim}\n{article}".encode())
    return int.from_bytes(digest.digest()[:8])
