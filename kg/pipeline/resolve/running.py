"""One run of a resolution, from the articles that have changed to the graph that says which entities are one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kg import iri
from kg.link.resolve import number
from kg.ontology import Ontology
from kg.pipeline import fingerprint
from kg.pipeline.resolve.intake import Intake
from kg.pipeline.resolve.known import Known
from kg.pipeline.resolve.outcome import Resolved, settled
from kg.pipeline.resolve.pairs import Pairs, numbered
from kg.pipeline.resolve.reading import Reading
from kg.pipeline.resolve.review import Pair
from kg.pipeline.resolve.state import State, forget, state_beside, writing
from kg.rdf import resolution
from kg.store import Embedded
from kg.store.resolved import mark, marks


def resolve(
    store: Embedded,
    place: Path,
    ontology: Ontology,
    *,
    files: Sequence[Path] = (),
    decided: Mapping[Pair, bool] | None = None,
    anew: bool = False,
    dry_run: bool = False,
    review: bool = False,
) -> Resolved:
    """Return which entities of STORE are one, and write it there, unless it is a DRY_RUN.

    PLACE is the folder of the store. FILES have the user's part of the ONTOLOGY. DECIDED says of pairs of IRIs whether
    they are one. What the last run remembers is used if it belongs to the store and was made by the same rules, but
    never if ANEW. With REVIEW the doubtful pairs are told one by one.
    """
    with writing(state_beside(place)):
        run = _Run(store, place, ontology, files, decided or {}, anew=anew)
        try:
            found = run.found(review=review)
            if dry_run:
                run.state.leave()
            else:
                run.keep(found)
        except BaseException:
            run.state.leave()
            raise
    return found


def undo(store: Embedded, place: Path) -> None:
    """Take back what was found in STORE before."""
    store.replace(resolution.name(store.base), (), ())
    store.describe()
    forget(state_beside(place))


class _Run:
    def __init__(
        self,
        store: Embedded,
        place: Path,
        ontology: Ontology,
        files: Sequence[Path],
        decided: Mapping[Pair, bool],
        *,
        anew: bool,
    ) -> None:
        self._store, self._ontology, self._decided = store, ontology, decided
        self._name = resolution.name(store.base)
        self._marks = marks(store.store)
        self._generation = self._marks.pop(self._name, "")
        path, rules = state_beside(place), fingerprint.rules(files)
        found = None if anew else State.open(path, rules, self._generation)
        self.state = found or State.new(path, rules)
        self._had: set[str] = set()
        self._fresh: set[str] = set()
        self._removed: set[str] = set()

    def _look(self) -> None:
        """Find out what is new in the store, and what is gone from it."""
        self._had = {str(name) for (name,) in self.state.rows("SELECT name FROM article")}
        documents = set(self._store.documents()) - {self._name}
        self._fresh = documents - (self._had & self._marks.keys())
        self._removed = self._had - documents

    def found(self, *, review: bool) -> Resolved:
        """Bring the state up to date, and return what it says."""
        self._look()
        state = self.state
        reading = Reading(self._store.store, self._ontology, self._store.base)
        changes = Intake(state, reading).take(self._fresh, self._removed)
        known, decided = Known(state), numbered(self._decided)
        pairs = Pairs(state, known, self._ontology, known.rarity(), decided)
        pairs.decide(self._redecided(), changes)
        pairs.update(changes)
        found = settled(state, known, pairs, decided, gone=changes.gone, review=review)
        return replace(
            found,
            new=len(self._fresh - self._had),
            read_again=len(self._fresh & self._had),
            removed=len(self._removed),
        )

    def _redecided(self) -> set[tuple[int, int]]:
        """Note what is decided, and return the pairs of which something else was decided before."""
        before = {
            (str(one), str(other)): bool(same)
            for one, other, same in self.state.rows("SELECT one, other, same FROM decision")
        }
        changed = {
            pair
            for pair in before.keys() | self._decided.keys()
            if before.get(pair) != self._decided.get(pair)
        }
        self.state.run("DELETE FROM decision")
        self.state.many(
            "INSERT INTO decision VALUES (?, ?, ?)",
            [(*pair, same) for pair, same in sorted(self._decided.items())],
        )
        return {(number(one), number(other)) for one, other in changed}

    def keep(self, found: Resolved) -> None:
        """Let the state count, and write what was FOUND: where the run is killed in between, the next one goes on."""
        seen = sorted(self._fresh)
        generation = iri.digest(self._generation, *seen, *sorted(self._removed))
        self.state.mark("generation", generation)
        self.state.mark("before", self._generation)
        self.state.keep()
        names = found.names
        written = resolution.to_quads(
            names.everywhere, names.somewhere, found.merges, self._store.base
        )
        self._store.replace(self._name, written.facts, written.graph)
        mark(self._store.store, seen, self._name, generation)
