"""Trains the network, stage by stage; what was reached is kept, so that a run goes on where another was stopped."""

import json
import math
import os
import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

import numpy as np
import torch
from torch import Tensor

from kg.learned.features import Batch, Sentence, batch
from kg.learned.labels import TAGS, TYPES
from kg.learned.pieces import WordPieces
from kg.rolesets import rolesets
from training.augment import Pool, pool, renamed
from training.bases import SMALL, UNPACKED, base_model, base_tokenizer
from training.dataset import Dataset
from training.dropout import supplied
from training.encoder import SIZE
from training.examples import Example
from training.losses import Losses
from training.network import Network
from training.recipe import Stage
from training.schemes import Schemes
from training.sources.chains import CHAINS, windows
from training.targets import tensors

_REFRESH: Final = 150  # steps between two readings of the labels by the encoder
_KEEP: Final = 0.85
_CLIP: Final = 1.0
_LOG: Final = 100
_SAVE: Final = 600  # seconds
_POINTS: Final = 10  # of the curve, in each stage
CURVE: Final = "curve.jsonl"
# Sources of our own labels that are read more or less often than the corpus.
_APART: Final = frozenset({"lexicon", "wikinews", "real"})
_WINDOW: Final = 8  # sentences of a passage that are read together
_ROLESETS: Final = 256  # read at once


def new_network(schemes: Schemes, seed: int, base: str = SMALL) -> Network:
    """Return a network with the encoder BASE as published and all heads as SEED makes them."""
    torch.manual_seed(seed)
    counts = [each.count for each in rolesets().values()]
    network = Network(
        base_model(base),
        roles=len(TAGS),
        types=len(TYPES),
        classes=len(schemes.classes.words),
        labels=schemes.size,
        counts=torch.tensor(counts),
    )
    network.senses.means.copy_(_rolesets(network, base))
    return network


def _rolesets(network: Network, base: str) -> Tensor:
    """Return what the encoder BASE as published makes of the words of each roleset; kept, as it takes a minute."""
    words = [each.words for each in rolesets().values()]
    digest = sha256("\n".join(words).encode()).hexdigest()[:16]
    path = UNPACKED / f"rolesets-{base}-{digest}.pt"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        torch.save(_means(network, words, base_tokenizer(base)), path)
    kept: Tensor = torch.load(path, weights_only=True)
    return kept


def _means(network: Network, labels: Iterable[str], tokenizer: WordPieces) -> Tensor:
    """Return what the encoder as published makes of LABELS, with what they share taken off; the same for each seed."""
    words = label_sentences(labels)
    order = sorted(range(len(words)), key=lambda i: len(words[i].words))
    means = torch.zeros(len(words), network.encoder.case.embedding_dim)
    with torch.no_grad():
        for start in range(0, len(order), _ROLESETS):
            places = order[start : start + _ROLESETS]
            read = batch([words[i] for i in places], tokenizer)
            ids, mask = tensors(read.ids, read.mask)
            pieces = network.encoder.base(ids, mask, torch.zeros(()))
            weight = mask[:, :, None].float()
            means[places] = (pieces * weight).sum(1) / weight.sum(1)
    if means.shape[1] != SIZE:  # fewer numbers, by chance: distances stay about as they are
        chance = torch.Generator().manual_seed(0)
        means = means @ torch.randn(means.shape[1], SIZE, generator=chance)
    return (means - means.mean(0)) / (means.std(0) + 1e-3)


def _encoded(read: Batch) -> tuple[Tensor, ...]:
    return tensors(read.ids, read.mask, read.cases, read.first, read.tags, read.deps, read.frames)


def label_sentences(words: Iterable[str]) -> list[Sentence]:
    """Return WORDS of labels as sentences; labels have no parse."""
    split = [tuple(each.split()) for each in words]
    return [Sentence(w, ("-",) * len(w), ("-",) * len(w), tuple(range(len(w)))) for w in split]


def read_labels(network: Network, schemes: Schemes, tokenizer: WordPieces) -> dict[str, Tensor]:
    """Return the means of the words of all labels, by scheme, as the encoder reads them now."""
    network.eval()
    found: dict[str, Tensor] = {}
    with torch.no_grad():
        for name, scheme in (("classes", schemes.classes), *schemes.pairs.items()):
            read = batch(label_sentences(scheme.words.values()), tokenizer)
            found[name] = network.encoder(*_encoded(read))[1]
        every = torch.cat(list(found.values()))
        for table in (network.classes, network.labels):
            table.shared.copy_(every.mean(0))
            table.spread.copy_(every.std(0) + 1e-3)
    network.train()
    return found


def batches(
    examples: Sequence[Example], stage: Stage, rng: random.Random
) -> list[tuple[Example, ...]]:
    """Return the batches of a stage in the order in which they are learned: of one source's labels each.

    Those of a source lie evenly over its part of the way.
    """
    grouped: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if example.part == "train" and stage.passes.get(example.source):
            group = example.source if example.source in _APART else example.scheme
            grouped[group or example.source].append(example)
    names = pool(e for e in examples if e.part == "train" and e.source in stage.renamed)
    made: list[tuple[float, tuple[Example, ...]]] = []
    for _, group in sorted(grouped.items()):
        made += _placed(group, stage, names, rng)
    return [each for _, each in sorted(made, key=itemgetter(0))]


def _placed(
    group: list[Example], stage: Stage, names: Pool, rng: random.Random
) -> Iterator[tuple[float, tuple[Example, ...]]]:
    """Yield the batches of one source, each with where on the way it is read, from 0 to 1."""
    source = group[0].source
    passes, until = stage.passes[source], stage.until.get(source, 1.0)
    for turn in range(math.ceil(passes)):
        share = min(1.0, passes - turn)
        if source == CHAINS:  # sentences in their order, a window at a time
            read = [each for each in windows(group, _WINDOW) if rng.random() < share]
            yield from ((rng.random() * until, window) for window in read)
            continue
        chosen = rng.sample(group, round(len(group) * share))
        if source in stage.renamed:
            chosen = [renamed(example, names, rng) for example in chosen]
        for each in _batches(chosen, stage.words_of.get(source, stage.words), rng):
            yield rng.random() * until, each


def _batches(
    examples: list[Example], words: int, rng: random.Random
) -> Iterator[tuple[Example, ...]]:
    """Yield batches of about so many WORDS, padding counted, of sentences of like length."""
    examples.sort(key=lambda e: len(e.sentence.words) + rng.random() * 4)
    batch: list[Example] = []
    for example in examples:
        if batch and (len(batch) + 1) * len(example.sentence.words) > words:
            yield tuple(batch)
            batch = []
        batch.append(example)
    if batch:
        yield tuple(batch)


class Trainer:
    """One run over the stages of a recipe."""

    def __init__(
        self,
        data: Dataset,
        folder: Path,
        seed: int,
        base: str = SMALL,
        curve: Callable[[Network], Mapping[str, float]] | None = None,
    ) -> None:
        """Begin with the encoder BASE as published; CURVE measures the network as training goes on."""
        self.data = data
        self.base = base
        self.stages: Sequence[Stage] = ()
        self.read = 0  # words, in the stages that are done
        self.curve = curve
        self.folder = folder
        self.seed = seed
        self.tokenizer = base_tokenizer(base)
        self.network = new_network(data.schemes, seed, base)
        supplied(self.network)
        self.losses = Losses(self.tokenizer, data.schemes)
        folder.mkdir(parents=True, exist_ok=True)

    def run(self, stages: Sequence[Stage]) -> Network:
        """Train all STAGES that are not done, and return the network."""
        self.stages = stages
        for stage in stages:
            done = self.folder / f"{stage.name}.pt"
            rng = random.Random(f"{self.seed} {stage.name}")
            steps = batches(self.data.examples, stage, rng)
            if done.exists():
                self.network.load_state_dict(torch.load(done, weights_only=True)["network"])
            else:
                self._stage(stage, steps, done)
            self.read += _words(steps)
        return self.network

    def spent(self, seconds: float) -> None:
        """Add SECONDS of work on all cores to what the run took; a run that goes on adds to it."""
        path = self.folder / "hours.json"
        hours = self.hours() + seconds * (os.cpu_count() or 1) / 3600
        path.write_text(json.dumps({"core_hours": round(hours, 3)}), encoding="utf-8")

    def hours(self) -> float:
        """Return the core-hours that the run took."""
        path = self.folder / "hours.json"
        return float(json.loads(path.read_text("utf-8"))["core_hours"]) if path.exists() else 0.0

    def _stage(self, stage: Stage, steps: Sequence[tuple[Example, ...]], done: Path) -> None:
        optimizer = _optimizer(self.network, stage)
        rates = [group["lr"] for group in optimizer.param_groups]
        half = self.folder / f"{stage.name}.half.pt"
        start, labels = _resume(half, self.network, optimizer)
        self.network.train()  # the encoder comes without dropout
        clock = saved = time.monotonic()
        sums: dict[str, list[float]] = defaultdict(list)
        words = 0
        for number in range(start, len(steps)):
            if not labels or number % _REFRESH == 0:
                labels = read_labels(self.network, self.data.schemes, self.tokenizer)
            torch.manual_seed(self.seed * 1_000_003 + number)  # the same dropout when a run goes on
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * _slope(number / len(steps))
            with torch.autocast("cpu", torch.bfloat16) if stage.half else nullcontext():
                found = self.losses(self.network, steps[number], labels, _KEEP)
            total = sum(found.values(), torch.zeros(()))
            if total.requires_grad:
                total.backward()
                torch.nn.utils.clip_grad_norm_(self.network.parameters(), _CLIP)
                optimizer.step()
                optimizer.zero_grad(set_to_none=True)
            words += sum(len(e.sentence.words) for e in steps[number])
            for name, loss in found.items():
                sums[name].append(float(loss.detach()))
            if (number + 1) % _LOG == 0:
                seconds = time.monotonic() - clock
                self._log(stage, number + 1, len(steps), sums, words / seconds)
                sums.clear()
            self._point(steps, number)
            if time.monotonic() - saved > _SAVE:
                _save(half, self.network, optimizer, number + 1, labels)
                saved = time.monotonic()
        _save(done, self.network, None, len(steps), {})
        half.unlink(missing_ok=True)

    def _point(self, steps: Sequence[Sequence[Example]], number: int) -> None:
        """Write down what the network reaches after step NUMBER of STEPS, ten times on the way."""
        before, now = (n * _POINTS // len(steps) for n in (number, number + 1))
        if self.curve is None or before == now:
            return
        state = torch.get_rng_state()
        row = {"words": self.read + _words(steps[: number + 1]), **self.curve(self.network)}
        with (self.folder / CURVE).open("a", encoding="utf-8") as log:
            log.write(json.dumps(row) + "\n")
        print(row, flush=True)
        torch.set_rng_state(state)
        self.network.train()

    def _log(
        self, stage: Stage, number: int, steps: int, sums: dict[str, list[float]], speed: float
    ) -> None:
        means = {name: round(float(np.mean(values)), 4) for name, values in sorted(sums.items())}
        row = {"stage": stage.name, "step": number, "of": steps, "words_per_second": round(speed)}
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps({**row, **means}) + "\n")
        print(f"{stage.name} {number}/{steps} {speed:.0f} words/s {means}", flush=True)


def _words(steps: Iterable[Sequence[Example]]) -> int:
    return sum(len(example.sentence.words) for step in steps for example in step)


def _optimizer(network: Network, stage: Stage) -> torch.optim.Optimizer:
    encoder = [p for p in network.encoder.base.parameters() if p.requires_grad]
    taken = {id(p) for p in encoder}
    heads = [p for p in network.parameters() if p.requires_grad and id(p) not in taken]
    groups = [
        {"params": encoder, "lr": stage.encoder_rate},
        {"params": heads, "lr": stage.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def _slope(done: float) -> float:
    """Return the factor of the learning rate: up for a twentieth of the way, then down to nothing."""
    return done / 0.05 if done < 0.05 else (1.0 - done) / 0.95


def _resume(
    path: Path, network: Network, optimizer: torch.optim.Optimizer
) -> tuple[int, dict[str, Tensor]]:
    """Return the step to go on with, and the labels as they were read last."""
    if not path.exists():
        return 0, {}
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    return int(state["step"]), state["labels"]


def _save(
    path: Path,
    network: Network,
    optimizer: torch.optim.Optimizer | None,
    step: int,
    labels: dict[str, Tensor],
) -> None:
    state: dict[str, Any] = {"network": network.state_dict(), "step": step, "labels": labels}
    if optimizer is not None:
        state["optimizer"] = optimizer.state_dict()
    temporary = path.with_suffix(".new")
    torch.save(state, temporary)
    temporary.replace(path)
