"""The sets that users may have: where each lies below the data folder, and what measures it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.evaluate import articlefacts, gold
from kg.evaluate.measures import Measure, Outcome
from kg.evaluate.reader import Progress, Reader
from kg.extract import EXTRACTORS


@dataclass(frozen=True, slots=True, kw_only=True)
class EvaluationSet:
    """A folder of annotated texts and the function that measures what is found in them."""

    name: str
    title: str
    folder: str  # below the data folder
    run: Callable[[Path, Reader], Iterator[Measure]]
    errors: Callable[[Path, Reader], Iterator[str]] | None = None  # a listing to work with


def by_name(*sets: EvaluationSet) -> Mapping[str, EvaluationSet]:
    """Return SETS by their names, in this order."""
    return {each.name: each for each in sets}


GOLD: Final = EvaluationSet(
    name="gold", title="Our own articles", folder="gold", run=gold.run, errors=gold.errors
)
SETS: Final = by_name(
    GOLD,
    EvaluationSet(
        name="facts", title="All the facts of articles", folder="facts", run=articlefacts.run
    ),
)


def find(
    names: Iterable[str], folders: Sequence[Path], sets: Mapping[str, EvaluationSet] = SETS
) -> Iterator[tuple[EvaluationSet, Path]]:
    """Yield those of SETS with these NAMES ("all" for all that are there), each with its folder in one of FOLDERS."""
    for name in names:
        chosen = sets.values() if name == "all" else [_named(name, sets)]
        for each in chosen:
            place = next((f / each.folder for f in folders if (f / each.folder).exists()), None)
            if place is not None:
                yield each, place
            elif name != "all":
                where = ", ".join(str(folder) for folder in folders)
                raise ConfigError(
                    f"{each.name}: no folder {each.folder!r} in {where}; say where with --data DIR"
                )


def evaluate(
    chosen: EvaluationSet,
    folder: Path,
    progress: Progress | None = None,
    extractors: Sequence[str] = EXTRACTORS,
) -> Outcome:
    """Read the texts of a set in FOLDER with some EXTRACTORS, and return what it says of the product."""
    reader = Reader(progress=progress, extractors=extractors)
    measures = tuple(chosen.run(folder, reader))
    return Outcome(
        name=chosen.name,
        measures=measures,
        articles=reader.articles,
        words=reader.words,
        seconds=reader.seconds,
    )


def errors(
    chosen: EvaluationSet,
    folder: Path,
    progress: Progress | None = None,
    extractors: Sequence[str] = EXTRACTORS,
) -> Iterator[str]:
    """Yield, for people, what is missed and what is wrong in the texts of a set in FOLDER."""
    if chosen.errors is None:
        return iter([f"{chosen.name}: has no listing of its errors"])
    return chosen.errors(folder, Reader(progress=progress, extractors=extractors))


def _named(name: str, sets: Mapping[str, EvaluationSet]) -> EvaluationSet:
    found = sets.get(name)
    if found is None:
        near = get_close_matches(name, sets, n=1, cutoff=0.5)
        advice = f"did you mean {near[0]!r}?" if near else f"have: all, {', '.join(sets)}"
        raise ConfigError(f"evaluate: no set is called {name!r}; {advice}")
    return found
