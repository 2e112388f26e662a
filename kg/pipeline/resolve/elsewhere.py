"""The end of a resolution whose pairs were compared elsewhere, as on a cluster: it decides which of them are one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kg.ontology import Ontology
from kg.pipeline.resolve.known import Known
from kg.pipeline.resolve.outcome import Resolved, settled
from kg.pipeline.resolve.pairs import Pairs, numbered
from kg.pipeline.resolve.review import Pair
from kg.pipeline.resolve.state import State

Articles = Iterable[tuple[int, str, int | None]]  # number, name, year
Entities = Iterable[tuple[int, str, int, str]]  # number, name, how many articles, what it is
Parts = Iterable[tuple[int, int, bool, str]]  # article, entity, whether mentioned, what is told
Scores = Iterable[tuple[int, int, int, int, float, bool]]  # one, where, other, where, score, short


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The rows of a state: all articles, what they mention, and of entities at least those that were compared."""

    articles: Articles
    entities: Entities
    parts: Parts
    scores: Scores
    apart: Iterable[int]  # entities that are looked at article by article
    number: int  # of pairs that were compared, also of those that go not together


def settle(
    place: Path,
    compared: Compared,
    ontology: Ontology,
    decided: Mapping[Pair, bool],
    *,
    review: bool = False,
) -> Resolved:
    """Return which entities are one, of which all that has to do with it was COMPARED.

    A file at PLACE has the rows until that is done. DECIDED and REVIEW are those of ``resolve``.
    """
    state = State.new(place, "")
    try:
        state.many("INSERT INTO article VALUES (?, ?, ?)", compared.articles)
        state.many("INSERT INTO entity VALUES (?, ?, ?, ?)", compared.entities)
        state.many("INSERT INTO part VALUES (?, ?, ?, ?)", compared.parts)
        state.many(
            "INSERT INTO pair (one, one_in, other, other_in, score, short) VALUES (?, ?, ?, ?, ?, ?)",
            compared.scores,
        )
        state.index()
        known, told = Known(state), numbered(decided)
        pairs = Pairs(state, known, ontology, known.rarity(), told)
        pairs.touched.update(place for entity in compared.apart for place in known.places(entity))
        for one, one_in, other, other_in in state.each(
            "SELECT one, one_in, other, other_in FROM pair"
        ):
            pairs.touched |= {(one, one_in), (other, other_in)}
        found = settled(state, known, pairs, told, review=review)
        return replace(
            found, new=state.value("SELECT COUNT(*) FROM article"), compared=compared.number
        )
    finally:
        state.leave()
