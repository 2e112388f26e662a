"""What the weights as they are shipped reach on texts that they were not trained on, and what follows from it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.learned.calibration import Calibration
from kg.learned.found import Found
from kg.learned.reader import Thresholds
from kg.learned.runtime import load_reader
from kg.ontology import Ontology
from training.calibrate import calibrated, points, reliability
from training.dataset import Dataset
from training.examples import Example
from training.scores import Limits, Score, corpus, propbank, relations, running
from training.sources.corpus import REAL, SOURCES
from training.sources.running import TREEBANK

_LEAST: Final = 0.05
_STEPS: Final = tuple(round(0.05 * k, 2) for k in range(1, 20))
_SHARES: Final = (0.0, 0.3, 0.5, 0.7, 0.9)


@dataclass(slots=True)
class Report:
    """Everything that the model card tells."""

    calibration: Calibration
    cuts: dict[str, Any]
    scores: dict[str, dict[str, Score]] = field(default_factory=dict)
    diagrams: dict[str, list[tuple[float, float, int]]] = field(default_factory=dict)


def measured(data: Dataset, weights: Path, ontology: Ontology) -> Report:
    """Return the calibration by the real articles of the dev part, the cuts of other schemes, and all scores."""
    roles = frozenset(name for name, term in ontology.properties.items() if term.is_role)
    reader = load_reader(ontology, weights, thresholds=Thresholds(pair=_LEAST, event=_LEAST))
    parts = {part: _of(data, SOURCES, part) for part in ("dev", "test")}
    results = {
        part: reader.read([e.sentence for e in examples], {}) for part, examples in parts.items()
    }
    real = {part: _real(examples, results[part]) for part, examples in parts.items()}
    calibration = calibrated(*real["dev"], roles)
    report = Report(calibration, _cuts(data, weights, ontology))
    held = _of(data, {"propbank"}, "dev")
    report.scores["PropBank, dev"] = propbank(held, reader)
    report.scores["running text, held out"] = running(_of(data, {TREEBANK}, "dev"), reader)
    for part, examples in parts.items():
        found = corpus(examples, results[part], Limits(), roles)
        report.scores[f"corpus, {part}"] = found
        report.scores[f"corpus, {part}, real"] = {
            **corpus(*real[part], Limits(), roles),
            **running([e for e in real[part][0] if e.rolesets], reader),
        }
    for head, own in points(*real["test"], roles).items():
        curve = getattr(calibration, head)
        report.diagrams[head] = reliability((curve(s, label), right) for s, label, right in own)
    return report


def _real(
    examples: Sequence[Example], results: Sequence[Found]
) -> tuple[list[Example], list[Found]]:
    """Return those of EXAMPLES that somebody printed, and what was found in them."""
    own = [i for i, example in enumerate(examples) if example.source == REAL]
    return [examples[i] for i in own], [results[i] for i in own]


def _of(data: Dataset, sources: Collection[str], part: str) -> list[Example]:
    return [e for e in data.examples if e.source in sources and e.part == part]


def _cuts(data: Dataset, weights: Path, ontology: Ontology) -> dict[str, Any]:
    """Return from which score on the pairs of other label sets count, by their dev parts."""
    least = Thresholds(pair=_LEAST)
    known = _of(data, {"knowledgenet"}, "dev")
    reader = load_reader(ontology, weights, scheme="knowledgenet", thresholds=least)
    found = reader.read([e.sentence for e in known], {})
    best = max(_STEPS, key=lambda cut: relations(known, found, cut)["pairs"].f1)
    cuts: dict[str, Any] = {"knowledgenet": {"least": best}}
    examples = _of(data, {"tekgen"}, "dev")
    answers: list[tuple[Example, Found]] = []
    for scheme in sorted({e.scheme for e in examples if e.scheme}):
        own = [e for e in examples if e.scheme == scheme]
        reader = load_reader(ontology, weights, scheme=scheme, thresholds=least)
        answers += zip(own, reader.read([e.sentence for e in own], {}), strict=True)
    # A sentence of TekGen has one triple of those that it states: what else is found there tells nothing. So both
    # measures take the cut that is best among the relations that a sentence is annotated with.
    cuts["tekgen"] = _best_cut(answers)
    return cuts


def _best_cut(answers: Sequence[tuple[Example, Found]]) -> dict[str, float]:
    """Return the cut with the best F1 over the relations that each sentence is annotated with."""
    grid = [(least, share) for least in _STEPS for share in _SHARES]
    least, share = max(grid, key=lambda cut: _f1(answers, cut))
    return {"least": least, "share": share}


def _f1(answers: Sequence[tuple[Example, Found]], cut: tuple[float, float]) -> float:
    score = Score()
    for example, found in answers:
        wanted = {(s, o, name) for (s, o), names in example.pairs.items() for name in names}
        names = {name for _, _, name in wanted}
        bar = max(cut[0], cut[1] * max((p.score for p in found.pairs), default=0.0))
        got = {(p.subject, p.object, p.label) for p in found.pairs if p.score >= bar}
        score.add({each for each in got if each[2] in names}, wanted)
    return score.f1
