"""How each head gets better as training goes on: measured ten times a run, on a part of what was held out."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from kg.learned.reader import Thresholds
from training import linked
from training.bases import SMALL, base_tokenizer
from training.dataset import Dataset
from training.examples import Example
from training.fit import CURVE
from training.network import Network
from training.scores import Limits, corpus, running
from training.sources.chains import CHAINS
from training.sources.corpus import REAL, SCHEME
from training.sources.running import TREEBANK
from training.torch_runtime import torch_reader

Curve = Callable[[Network], Mapping[str, float]]

_SENTENCES: Final = 300  # of each source
_HEADS: Final = {  # names of scores, as the curve has them
    "predicates": "predicates",
    "senses of found predicates": "senses",
    "arguments, span": "arguments",
}
_OF_CORPUS: Final = {
    "mention spans": "mentions",
    "events": "classes",
    "roles": "roles",
    "properties": "properties",
    "status": "status",
}


def curve(data: Dataset, base: str = SMALL) -> Curve:
    """Return what measures a network on held-out sentences: of running text, and of real articles of the corpus."""
    treebank = _some(data, TREEBANK)
    real = _some(data, REAL)
    names = frozenset(
        name
        for name, place in data.schemes.pairs[SCHEME].place.items()
        if place in data.schemes.roles
    )

    linking = [e for e in data.examples if e.source == CHAINS and e.part == "dev"][:_SENTENCES]

    def measured(network: Network) -> dict[str, float]:
        reader = torch_reader(
            network, data.schemes, thresholds=Thresholds(event=0.5, pair=0.5), base=base
        )
        found = running(treebank, reader) if treebank else {}
        scores = {
            f"treebank {own}": found[name].f1 for name, own in _HEADS.items() if name in found
        }
        if real:
            results = reader.read([e.sentence for e in real], {})
            told = corpus(real, results, Limits(), names)
            scores |= {f"real {own}": told[name].f1 for name, own in _OF_CORPUS.items()}
            found = running([e for e in real if e.rolesets], reader)
            scores |= {
                f"real {own}": found[name].f1 for name, own in _HEADS.items() if name in found
            }
        links = linked.scores(network, linking, base_tokenizer(base))
        scores |= {f"links of {name}": score.f1 for name, score in links.items() if score.wanted}
        return {name: round(score, 4) for name, score in scores.items()}

    return measured


def _some(data: Dataset, source: str) -> list[Example]:
    return [e for e in data.examples if e.source == source and e.part == "dev"][:_SENTENCES]


def rows(folder: Path) -> Sequence[Mapping[str, float]]:
    """Return what was measured in a run in FOLDER: words read, then a score a head; none where there was no run.

    A run that was stopped measures a point again that came after what it had kept.
    """
    path = folder / CURVE
    if not path.exists():
        return ()
    points = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return list({point["words"]: point for point in points}.values())
