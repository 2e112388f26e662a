"""Weighs the signs of ``ontology/signs.tsv`` on KnowledgeNet: which thing a name means, or none.

    python -m training.linking DIR/knowledgenet ontology/signs.tsv [WRITTEN.tsv]

Each name of folds 1 to 3 with an id is a question, answered by the thing with that id. It is asked once more without
that thing: then none of the others is meant, as with a namesake whom the base does not have. What the base
has from KnowledgeNet alone is left out. Weights that say "set" in the table stay: of those signs these texts have few.
The others are drawn towards what the table says, so that few examples change little. Fold 4 tells how well it goes.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from kg import names
from kg.evaluate.measures import calibration_error
from kg.evaluate.reader import Reader, document
from kg.link import NameLinker
from kg.link.candidates import Candidate, Group
from kg.link.decide import Question
from kg.link.kb import KnowledgeBase, installed
from kg.link.signs import Sign

Gold = dict[tuple[int, int], set[str | None]]
Array = npt.NDArray[np.float64]

_HIDDEN: Final = {
    Group.PERSON: 0.5,
    Group.BODY: 0.25,
    Group.OTHER: 0.25,
}  # weight of a question without its answer
_UNKNOWN: Final = (
    0.5  # weight of one that has no id: half of these are things that nobody looked up
)
_DRAWN: Final = 6.0  # how strongly weights are drawn towards those before
_STEPS, _RATE = 600, 0.05
_LINKED: Final = 0.6
_LAST: Final = 4  # the fold that is not learned from


class Example(NamedTuple):
    """The signs of each candidate, the number of the one that is meant (0: none), and how much it counts."""

    signs: list[list[Sign]]
    meant: int
    weight: float
    fold: int


def passages(folder: Path) -> dict[str, tuple[str, int, Gold]]:
    """Return text, fold and names of each passage; a name has ids, or None where it has none."""
    found: dict[str, tuple[str, int, Gold]] = {}
    with (folder / "knowledgenet_facts.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            start = row["passage_start"]
            text, _, gold = found.setdefault(
                f"{row['doc']}-{start}", (row["passage"], row["fold"], defaultdict(set))
            )
            for side, short in (("subject", "subj"), ("object", "obj")):
                span = (row[f"{short}_start"] - start, row[f"{short}_end"] - start)
                if text[slice(*span)] == row[side]["text"]:
                    gold[span].add(row[side]["qid"])
    return found


def examples(folder: Path, reader: Reader) -> Iterator[Example]:
    """Yield the questions about names in FOLDER, each with its answer."""
    base = KnowledgeBase.open(installed.default(reader.ontology))
    linker = NameLinker(reader.ontology, knowledge=base)
    things = names.Things()
    own = {credit.letter for credit in things.credits if "knowledge-net" in credit.source}
    known = {row.id for row in things if set(row.sources) <= own}
    rows = passages(folder)
    texts = (document(name, text) for name, (text, _, _) in rows.items())
    for read, (_, fold, gold) in zip(reader.read(texts), rows.values(), strict=True):
        named = [a.value for a in read.doc.user_data["kg"].mentions if a.value.named]
        for question, mentions in linker.asked(named, read.document):
            ids = {id for m in mentions for id in gold.get((m.span.start, m.span.end), ())}
            if len(ids) == 1:
                candidates = [c for c in question.candidates if c.known.thing.key not in known]
                yield from _asked(question, candidates, ids.pop(), fold)


def _asked(
    question: Question, candidates: list[Candidate], id: str | None, fold: int
) -> Iterator[Example]:
    def example(those: list[Candidate], meant: int, weight: float) -> Example:
        asked = Question(tuple(those), question.context, question.beside, question.around)
        return Example(asked.signs(), meant, weight, fold)

    keys = [candidate.known.thing.key for candidate in candidates]
    at = keys.index(id) if id in keys else -1
    groups = {c.group for c in (candidates if at < 0 else [candidates[at]])}
    if not candidates or Group.PLACE in groups:
        return
    if at >= 0:
        yield example(candidates, at + 1, 1.0)
        rest = [*candidates[:at], *candidates[at + 1 :]]
        if rest:
            yield example(rest, 0, _HIDDEN[candidates[at].group])
    elif id is not None:
        yield example(candidates, 0, 1.0)
    elif not any(c.words == c.known.thing.label and " " in c.words for c in candidates):
        yield example(candidates, 0, _UNKNOWN)


def arrays(those: list[Example], signs: list[str]) -> tuple[Array, Array, Array]:
    """Return for THOSE examples the values of the SIGNS of each candidate, which candidates there are, and weights."""
    most = max(len(each.signs) for each in those)
    values = np.zeros((len(those), most + 1, len(signs)))
    absent = np.full((len(those), most + 1), -np.inf)
    absent[:, 0] = 0.0
    index = {name: number for number, name in enumerate(signs)}
    for row, each in enumerate(those):
        for column, own in enumerate(each.signs, start=1):
            absent[row, column] = 0.0
            for name, value in own:
                values[row, column, index[name]] += value
    return values, absent, np.array([each.weight for each in those])


def chances(values: Array, absent: Array, weights: Array) -> Array:
    """Return the probability of none and of each candidate."""
    scores = values @ weights + absent
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def fit(those: list[Example], before: dict[str, float], kept: set[str]) -> dict[str, float]:
    """Return the weights that make the answers of THOSE examples likeliest, near those BEFORE; KEPT ones stay."""
    signs = list(before)
    values, absent, counts = arrays(those, signs)
    first = np.array([before[name] for name in signs])
    free = np.array([name not in kept for name in signs])
    meant = np.zeros(absent.shape)
    meant[np.arange(len(those)), [each.meant for each in those]] = 1.0
    weights, mean, square = first.copy(), np.zeros(len(signs)), np.zeros(len(signs))
    for step in range(1, _STEPS + 1):  # Adam (Kingma and Ba, 2015)
        off = (chances(values, absent, weights) - meant) * counts[:, None]
        slope = (np.einsum("rcs,rc->s", values, off) + _DRAWN * (weights - first)) * free
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        scale = np.sqrt(square / (1 - 0.999**step)) + 1e-8
        weights = weights - _RATE * mean / (1 - 0.9**step) / scale
    return dict(zip(signs, map(float, weights), strict=True))


def report(title: str, those: list[Example], weights: dict[str, float]) -> str:
    """Return how well WEIGHTS answer THOSE examples."""
    values, absent, counts = arrays(those, list(weights))
    found = chances(values, absent, np.array(list(weights.values())))
    meant = np.array([each.meant for each in those])
    loss = float(-(counts * np.log(found[np.arange(len(those)), meant])).sum() / counts.sum())
    best = found.argmax(axis=1)
    sure = [
        (float(found[row, best[row]]), bool(best[row] == meant[row]))
        for row in range(len(those))
        if best[row] and found[row, best[row]] >= _LINKED
        for _ in range(int(4 * counts[row]))
    ]
    right = sum(good for _, good in sure) / max(1, len(sure))
    return (
        f"{title}: {len(those)} questions, loss {loss:.3f}, links right {right:.3f}, "
        f"confidence off by {calibration_error(sure):.3f}"
    )


def main() -> None:
    """Read the texts, weigh the signs, say how well it went, and write the table where asked to."""
    folder, table, *written = map(Path, sys.argv[1:])
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    before = {name: float(weight) for name, weight, *_ in rows}
    kept = {row[0] for row in rows if row[2] == "set"}
    every = list(examples(folder, Reader(extractors=["rules"])))
    learned = [each for each in every if each.fold != _LAST]
    left = [each for each in every if each.fold == _LAST]
    after = fit(learned, before, kept)
    for title, those in (("folds 1 to 3", learned), ("fold 4", left)):
        print(report(f"{title}, before", those, before))
        print(report(f"{title}, after", those, after))
    for name in before:
        print(f"{name:20} {before[name]:6.2f} {after[name]:6.2f}{' set' if name in kept else ''}")
    for path in written:
        head = [line for line in lines if line.startswith("#")]
        new = ["\t".join((row[0], f"{after[row[0]]:.2f}", *row[2:])) for row in rows]
        path.write_text("\n".join([*head, *new]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
