"""The model card and the reliability diagram, written by the run that made the weights."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.learned.choice import MANIFEST
from training.bases import BASE, SMALL
from training.calibrate import expected_error
from training.curve import rows as reached
from training.dataset import Dataset
from training.decide import CARD, aligned, section
from training.fit import Trainer
from training.recipe import SEED
from training.report import Report

DIAGRAM: Final = Path("docs/reliability.svg")
_WATTS: Final = 15  # of one core of a laptop or server under load, roughly
_SIDE: Final = 180
_GAP: Final = 40
_INK: Final = "#333"
_LICENCES: Final = (
    ("propbank", "PropBank examples", "CC BY-SA 4.0", "arguments of predicates"),
    (
        "treebank",
        "PropBank on the English Web Treebank",
        "CC BY-SA 4.0",
        "predicates, senses, arguments",
    ),
    ("nouns", "QANom, Wikinews", "MIT; text CC BY 2.5", "nouns that are predicates"),
    ("broadcast", "names of VOA in the GMB", "public domain; CDLA-Sharing", "mentions"),
    (
        "corpus",
        "`training/corpus`, written for it",
        "Apache-2.0",
        "mentions, events, roles, properties, status",
    ),
    (
        "real",
        "`training/corpus/real`",
        "Apache-2.0; of Wikinews CC BY 2.5",
        "the same; predicates, senses, arguments",
    ),
    (
        "chains",
        "chains of `training/corpus`; GUM, Wikinews",
        "Apache-2.0; CC BY 4.0, text CC BY 2.5",
        "what pronouns and descriptions stand for",
    ),
    ("told", "what the teacher said of real articles", "public domain; CC BY 2.5", "everything"),
    ("lexicon", "examples of the lexicon, read by the rules", "Apache-2.0", "the same"),
    ("wikinews", "Wikinews articles, read by the rules", "CC BY 2.5", "the same"),
    ("knowledgenet", "KnowledgeNet, folds 1-3", "MIT", "relations of 15 kinds"),
    ("tekgen", "Text2KGBench, TekGen train", "CC BY-SA 4.0", "relations of 8 ontologies"),
    ("redocred", "Re-DocRED, dev", "MIT; texts CC BY-SA", "relations of 93 kinds"),
    ("typere", "TypeRE without KnowledgeNet", "MIT", "relations of 25 kinds"),
    ("re3d", "re3d without the BBC", "US public domain, OGL and the like", "relations of 11 kinds"),
)
_ENCODERS: Final = {
    SMALL: "One encoder (MiniLM-L6, 22.6 million parameters, 11.7 million of them frozen embeddings) and heads for",
    BASE: "One encoder (MPNet, 109 million parameters, 23.4 million of them frozen embeddings) and heads for",
}
_ABOUT: Final = """\
mentions, predicates, their senses and arguments by PropBank, classes of events, roles, properties and status; weights
of eight bits, run by ONNX Runtime. `kg.learned` runs it, `training` makes it. Written by `make train`; do not edit."""
_TAKEN_OUT: Final = """\
measured on (`python -m training.leaks`). Nothing that forbids commercial use was read. The weights are under
CC BY-SA 4.0, as the examples of PropBank and TekGen are."""
_FAILURES: Final = """\
- It was trained on English, on sentences of up to 110 words, one at a time: it sees nothing of the sentence before.
- Rare roles of PropBank (ARG3 and above, PRD, GOL, DIR) are seldom right.
- On labels that nobody trained it on it ranks better than it judges: use them to look, not to believe.
- How a claim stands is the weakest where several words decide (*denied that it would*), and *Reported* without a verb
  of speech is often taken for asserted.
- Three in four of our own sentences are invented and written for the ontology; what counts is what it reaches on
  articles, above and in `benchmarks/README.md`.
"""


def write_card(
    weights: Path, report: Report, data: Dataset, trainer: Trainer, version: str
) -> None:
    """Write the card beside the WEIGHTS; of those that ship, the reliability diagram into the docs too."""
    text = "\n".join(_card(weights, report, data, trainer, version)) + "\n"
    (weights / CARD).write_text(text, encoding="utf-8")
    if trainer.base == SMALL:
        DIAGRAM.write_text(diagram(report.diagrams), encoding="utf-8")


def _card(
    weights: Path, report: Report, data: Dataset, trainer: Trainer, version: str
) -> Iterator[str]:
    yield f"# The network, version {version}"
    yield ""
    yield _ENCODERS[trainer.base]
    yield from _ABOUT.splitlines()
    yield ""
    yield "## What it was trained on"
    yield ""
    counts = Counter(e.source for e in data.examples if e.part == "train")
    rows = [
        (f"{counts[key]:,}", title, licence, what)
        for key, title, licence, what in _LICENCES
        if counts[key]
    ]
    yield from aligned(("sentences", "source", "licence", "for"), rows, "rlll")
    yield ""
    removed = sum(data.removed.values())
    yield f"{removed:,} sentences were taken out because they, or nearly the same words, stand in what we are"
    yield from _TAKEN_OUT.splitlines()
    yield ""
    yield "## How"
    yield ""
    yield f"Seed {SEED}; AdamW, the rate up for a twentieth and then down to nothing, bfloat16 where the CPU has it."
    yield ""
    stages = [
        (
            stage.name,
            ", ".join(f"{name} {times:g}" for name, times in stage.passes.items()),
            f"{stage.encoder_rate:g} / {stage.head_rate:g}",
        )
        for stage in trainer.stages
    ]
    yield from aligned(("stage", "passes", "rate of encoder / heads"), stages, "lll")
    yield ""
    core_hours = trainer.hours()
    energy = core_hours * _WATTS / 1000
    yield f"It took {core_hours:.1f} core-hours, about {energy:.2f} kWh at {_WATTS} W a core."
    if points := reached(trainer.folder):
        yield ""
        yield "What each head reached on 300 held-out sentences of running text (the treebank) and on 300 of real"
        yield "articles of the corpus, as training went on (F1):"
        yield ""
        names = [name for name in points[-1] if name != "words"]
        table = [(name, *(f"{point.get(name, 0.0):.3f}" for point in points)) for name in names]
        read = [f"{point['words'] / 1e6:.1f}M" for point in points]
        yield from aligned(("words read", *read), table, "l" + "r" * len(points))
    yield ""
    yield "## What it reaches alone, as shipped"
    yield ""
    yield "Held-out parts, by the hash of a text; nothing was chosen by the test part."
    for title, scores in report.scores.items():
        yield ""
        rows = [
            (name, f"{s.precision:.3f}", f"{s.recall:.3f}", f"{s.f1:.3f}", f"{s.wanted:,}")
            for name, s in sorted(scores.items())
            if s.wanted
        ]
        yield from aligned((title, "precision", "recall", "F1", "wanted"), rows, "lrrrr")
    yield ""
    yield "## Calibration"
    yield ""
    yield "Scores become probabilities by curves fitted on the real articles of the corpus's dev part; here is how far"
    yield f"they are off on those of its test part ([diagram](../../../{DIAGRAM})), as expected calibration error."
    yield ""
    rows = [(head, f"{expected_error(points):.3f}") for head, points in report.diagrams.items()]
    yield from aligned(("head", "error"), rows, "lr")
    yield ""
    yield from section(weights)
    yield "## Known failures"
    yield ""
    yield _FAILURES.rstrip()
    yield ""
    yield f"The digests of all files are in `{MANIFEST}`; a test compares them."


def diagram(heads: Mapping[str, Sequence[tuple[float, float, int]]]) -> str:
    """Return a reliability diagram as SVG: for each head, how often answers of a probability were right."""
    width = len(heads) * (_SIDE + _GAP) + _GAP
    height = _SIDE + 2 * _GAP + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="11" fill="{_INK}">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for place, (head, points) in enumerate(heads.items()):
        parts.extend(_panel(head, points, _GAP + place * (_SIDE + _GAP)))
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _panel(head: str, points: Sequence[tuple[float, float, int]], left: int) -> Iterator[str]:
    top, bottom = _GAP, _GAP + _SIDE
    total = max(1, sum(count for _, _, count in points))

    def at(chance: float, right: float) -> str:
        return f"{left + chance * _SIDE:.1f},{bottom - right * _SIDE:.1f}"

    error = expected_error(points)
    yield f'<text x="{left}" y="{top - 12}" font-weight="bold">{head}: off by {error:.3f}</text>'
    yield f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="none" stroke="#bbb"/>'
    yield f'<polyline points="{at(0, 0)} {at(1, 1)}" stroke="#bbb" stroke-dasharray="4 3"/>'
    line = " ".join(at(chance, right) for chance, right, _ in points)
    yield f'<polyline points="{line}" fill="none" stroke="#1f6feb" stroke-width="2"/>'
    for chance, right, count in points:
        x, y = at(chance, right).split(",")
        radius = 2 + 10 * (count / total) ** 0.5
        yield f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="#1f6feb" fill-opacity="0.5"/>'
    for value in (0, 0.5, 1):
        yield f'<text x="{left + value * _SIDE:.0f}" y="{bottom + 15}" text-anchor="middle">{value:g}</text>'
        if not left > _GAP:
            y = bottom - value * _SIDE + 4
            yield f'<text x="{left - 6}" y="{y:.0f}" text-anchor="end">{value:g}</text>'
    middle = left + _SIDE // 2
    yield f'<text x="{middle}" y="{bottom + 32}" text-anchor="middle">probability that is claimed</text>'
    if left == _GAP:
        y = top + _SIDE // 2
        yield f'<text transform="rotate(-90 12 {y})" x="12" y="{y}" text-anchor="middle">share that is right</text>'
