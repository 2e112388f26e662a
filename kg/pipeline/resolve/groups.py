"""Which entities are one: what has changed is settled anew, with all that hangs together with it."""

import json
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from kg.link.resolve import Comparison, Profile, settle
from kg.link.resolve.cluster import ALIKE, DOUBTFUL, SURE, Resolution
from kg.pipeline.resolve.known import Known
from kg.pipeline.resolve.pairs import Decisions, Pairs
from kg.pipeline.resolve.state import Place, State

_OF: Final = (
    "SELECT one, one_in, other, other_in, score, short, is_open, reasons FROM pair "
    "WHERE one = ? AND one_in = ? UNION ALL "
    "SELECT one, one_in, other, other_in, score, short, is_open, reasons FROM pair "
    "WHERE other = ? AND other_in = ?"
)

Two = tuple[Place, Place]
Row = tuple[float, bool, bool, str]  # score, whether one name is short for the other, open, reasons


class Groups:
    """Brings the clusters of STATE up to date, after the PAIRS that were compared."""

    def __init__(self, state: State, known: Known, pairs: Pairs, decided: Decisions) -> None:
        self._state, self._known, self._pairs, self._decided = state, known, pairs, decided
        self._rarity = pairs.rarity
        self.heads: set[int] = set()  # entities that stood for a changed cluster, or do now
        self.alone: set[Place] = set()  # what is in no cluster, and may have been in one

    def update(self, touched: Iterable[Place], gone: Collection[Place]) -> None:
        """Settle all that hangs together with what was TOUCHED; what is GONE is in no cluster any more."""
        for place in sorted(gone):
            self.heads |= set(
                self._state.numbers(
                    "SELECT head FROM member WHERE entity = ? AND article = ?", *place
                )
            )
            self._state.run("DELETE FROM member WHERE entity = ? AND article = ?", *place)
        rest = [place for place in gone if self._are_initials(place)]
        touched = {*touched, *(each for place in rest for each in self._known.places(place[0]))}
        touched -= set(gone)
        done: set[Place] = set()
        for start in sorted(touched):
            if start not in done:
                nodes, rows = self._connected(start)
                done |= nodes
                self._settle(nodes, rows)

    def _connected(self, start: Place) -> tuple[set[Place], dict[Two, Row]]:
        """Return all that hangs together with START by pairs that may make it one, with all pairs of these."""
        nodes, rows, waiting = {start}, {}, [start]
        while waiting:
            place = waiting.pop()
            near = set(self._known.places(place[0])) if self._are_initials(place) else set()
            for one, one_in, other, other_in, *rest in self._state.rows(_OF, *place, *place):
                two = ((one, one_in), (other, other_in))
                score, short, is_open, reasons = rest
                rows[two] = (score, bool(short), bool(is_open), reasons)
                if self._joins(two, rows[two]):
                    near |= set(two)
            waiting += near - nodes
            nodes |= near
        return nodes, rows

    def _are_initials(self, place: Place) -> bool:
        found = self._known.entity(place[0])
        return found is not None and found.apart and found.type != "Person"

    def _joins(self, two: Two, row: Row) -> bool:
        """Tell whether what becomes of one of TWO may depend on what becomes of the other."""
        score, short, _, _ = row
        if two[0][0] == two[1][0]:
            return score >= ALIKE
        if short and any(map(self._are_initials, two)):
            return score >= DOUBTFUL
        return score >= SURE

    def _settle(self, nodes: set[Place], rows: dict[Two, Row]) -> None:
        """Decide about NODES that hang together; ROWS are all pairs of these."""
        places = {self._known.key(place): place for place in nodes if self._known.entity(place[0])}
        inner = {two: row for two, row in rows.items() if nodes.issuperset(two)}
        found = self._resolution(places, inner) if inner else Resolution((), {})
        clusters = {place: place for place in nodes}
        joined: set[Two] = set()
        for cluster in found.clusters:
            for each in (cluster.head, *cluster.others):
                clusters[places[each]] = places[cluster.head]
            joined |= {(places[one], places[other]) for one, other in cluster.pairs}
        self._write_members(clusters)
        open_pairs = {(places[one], places[other]) for one, other in found.doubtful}
        for two, row in rows.items():
            is_open = two in open_pairs or (two not in inner and row[0] >= DOUBTFUL)
            self._write_pair(two, row, is_open=is_open, is_joined=two in joined)

    def _resolution(self, places: dict[str, Place], rows: dict[Two, Row]) -> Resolution:
        known = {key: self._known.profile(place) for key, place in sorted(places.items())}
        keys = {place: key for key, place in places.items()}
        compared = {
            (keys[one], keys[other]): Comparison(score, (), short)
            for (one, other), (score, short, _, _) in rows.items()
        }
        return settle(known, compared, set(self._apart(known)), self._rarity)

    def _apart(self, known: dict[str, Profile]) -> Iterator[tuple[str, str]]:
        """Yield the pairs that somebody decided not to be one."""
        if self._decided:
            by_entity: dict[int, list[str]] = {}
            for key, profile in known.items():
                by_entity.setdefault(profile.number, []).append(key)
            for (one, other), same in self._decided.items():
                if not same:
                    for left in by_entity.get(one, ()):
                        yield from (_sorted(left, right) for right in by_entity.get(other, ()))

    def _write_members(self, clusters: dict[Place, Place]) -> None:
        several = {head for place, head in clusters.items() if place != head}
        for place, head in sorted(clusters.items()):
            before = self._state.rows(
                "SELECT head, head_in FROM member WHERE entity = ? AND article = ?", *place
            )
            self.heads |= {old for old, _ in before}
            if head in several:
                self.heads.add(head[0])
                if before != [head]:
                    self._state.run(
                        "INSERT OR REPLACE INTO member VALUES (?, ?, ?, ?)", *place, *head
                    )
                continue
            self.alone.add(place)
            if before:
                self._state.run("DELETE FROM member WHERE entity = ? AND article = ?", *place)

    def _write_pair(self, two: Two, row: Row, *, is_open: bool, is_joined: bool) -> None:
        one, other = two
        is_open = is_open and one[0] != other[0] and (one[0], other[0]) not in self._decided
        reasons = ""
        if is_joined and one[0] != other[0]:
            reasons = json.dumps(self._pairs.why(one, other).reasons, ensure_ascii=False)
        if (is_open, reasons) != row[2:]:
            self._state.run(
                "UPDATE pair SET is_open = ?, reasons = ? "
                "WHERE one = ? AND one_in = ? AND other = ? AND other_in = ?",
                *(is_open, reasons, *one, *other),
            )


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)
