"""The sets that there are: where each lies below the data folder, and what measures it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.evaluate import (
    articlefacts,
    carb,
    corpus,
    elevant,
    gold,
    knowledgenet,
    newsreader,
    polnear,
    re3d,
    speed,
    text2kg,
)
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


SETS: Final = {
    each.name: each
    for each in (
        EvaluationSet(
            name="gold", title="Our own articles", folder="gold", run=gold.run, errors=gold.errors
        ),
        EvaluationSet(
            name="facts-read",
            title="All the facts of 16 articles that anybody may look at",
            folder="read",
            run=articlefacts.run,
        ),
        EvaluationSet(
            name="facts-count",
            title="All the facts of 8 articles that are only counted",
            folder="count",
            run=articlefacts.run,
        ),
        EvaluationSet(
            name="corpus",
            title="Our own sentences (the test part of the corpus)",
            folder="corpus",
            run=corpus.run,
            errors=corpus.errors,
        ),
        EvaluationSet(
            name="knowledgenet",
            title="Facts about people and companies (KnowledgeNet, fold 4)",
            folder="knowledgenet",
            run=knowledgenet.run,
        ),
        EvaluationSet(
            name="text2kgbench",
            title="Triples of given ontologies (Text2KGBench, Wikidata-TekGen)",
            folder="text2kgbench",
            run=text2kg.run,
        ),
        EvaluationSet(
            name="re3d", title="Relations in texts on Syria and Iraq", folder="re3d", run=re3d.run
        ),
        EvaluationSet(
            name="carb", title="CaRB: open information extraction", folder="carb", run=carb.run
        ),
        EvaluationSet(
            name="polnear",
            title="PolNeAR: who says what",
            folder="polnear/dev",
            run=polnear.run,
        ),
        EvaluationSet(
            name="elevant",
            title="Entity linking (ELEVANT's sets of news)",
            folder="elevant",
            run=elevant.run,
        ),
        EvaluationSet(name="speed", title="Speed on real news", folder="news", run=speed.run),
        EvaluationSet(
            name="meantime",
            title="MEANTIME: events, factuality and times in Wikinews",
            folder="meantime",
            run=newsreader.run,
        ),
    )
}


def find(names: Iterable[str], folders: Sequence[Path]) -> Iterator[tuple[EvaluationSet, Path]]:
    """Yield the sets of these NAMES ("all" for all that are there), each with its folder in one of FOLDERS."""
    for name in names:
        chosen = SETS.values() if name == "all" else [_named(name)]
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


def _named(name: str) -> EvaluationSet:
    found = SETS.get(name)
    if found is None:
        near = get_close_matches(name, SETS, n=1, cutoff=0.5)
        advice = f"did you mean {near[0]!r}?" if near else f"have: all, {', '.join(SETS)}"
        raise ConfigError(f"evaluate: no set is called {name!r}; {advice}")
    return found
