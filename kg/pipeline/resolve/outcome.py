"""What comes of a resolution, once all pairs were compared: the entities that are one, and what they are called."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.link.resolve import number
from kg.pipeline.resolve.groups import Groups
from kg.pipeline.resolve.known import Known
from kg.pipeline.resolve.naming import Names, Naming
from kg.pipeline.resolve.pairs import Decisions, Pairs
from kg.pipeline.resolve.review import Doubt
from kg.pipeline.resolve.state import Place, State
from kg.rdf.resolution import Merge

_DOUBTFUL: Final = "SELECT COUNT(*) FROM (SELECT DISTINCT one, other FROM pair WHERE is_open)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """What came of a run: what entities are called, why, and how much was new, compared and changed."""

    names: Names
    merges: Sequence[Merge]
    doubtful: int  # pairs of entities
    review: Sequence[Doubt]  # the same one by one, if somebody asked for them
    labels: Mapping[str, str]  # of what has another name now, or gave it one
    changed: frozenset[str]  # entities that are called otherwise than before
    new: int = 0  # articles
    read_again: int = 0
    removed: int = 0
    compared: int = 0  # pairs
    is_anew: bool = True


def settled(
    state: State,
    known: Known,
    pairs: Pairs,
    decided: Decisions,
    *,
    gone: Collection[Place] = (),
    review: bool = False,
) -> Resolved:
    """Decide in STATE, where the PAIRS are up to date, which entities are one. Articles are not counted.

    What is GONE is in no article any more. With REVIEW the doubtful pairs are told one by one.
    """
    groups = Groups(state, known, pairs, decided)
    groups.update(pairs.touched, gone)
    naming = Naming(state, known)
    naming.update(groups.heads, groups.alone, gone)
    names, merges = naming.names(), tuple(naming.merges())
    return Resolved(
        names=names,
        merges=merges,
        doubtful=state.value(_DOUBTFUL),
        review=tuple(pairs.doubtful()) if review else (),
        labels=_labels(names, merges, known),
        changed=frozenset(map(known.name, naming.changed)),
        compared=pairs.compared,
        is_anew=state.is_new,
    )


def _labels(names: Names, merges: Collection[Merge], known: Known) -> dict[str, str]:
    found = {*names.everywhere, *names.everywhere.values(), *(one for one, _ in names.somewhere)}
    found |= {each for merge in merges for each in (merge.one, merge.other)}
    return {
        each: entity.label
        for each in sorted(found)
        if (entity := known.entity(number(each))) is not None
    }
