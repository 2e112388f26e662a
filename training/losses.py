"""What the network should answer for a batch, and how far it is from that."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from kg.learned.features import Batch, Ints, batch, from_predicates
from kg.learned.labels import TAGS
from kg.learned.pairing import neighbours
from kg.learned.pieces import WordPieces
from kg.learned.senses import inventory
from training.asked import IGNORED, Asked, asked_of
from training.examples import Example
from training.linked import linked
from training.network import Network, allowed_spans
from training.schemes import Schemes
from training.soft import compared
from training.sources.chains import CHAINS
from training.sources.corpus import SCHEME
from training.targets import tensors

_TAG: Final = {name: i for i, name in enumerate(TAGS)}
_WEIGHTS: Final = {
    "mention": 0.5,
    "type": 0.3,
    "event": 1.0,
    "status": 0.7,
    "predicate": 0.5,
    "roles": 6.0,
    "sense": 0.3,
    "pairs": 1.0,
    "standing": 0.3,
    "links": 0.5,
}


class Losses:
    """Reads examples as targets and compares them with what the network says."""

    def __init__(self, tokenizer: WordPieces, schemes: Schemes) -> None:
        self.tokenizer = tokenizer
        self.schemes = schemes
        self.inventory = inventory()

    def __call__(
        self, network: Network, examples: Sequence[Example], labels: dict[str, Tensor], keep: float
    ) -> dict[str, Tensor]:
        """Return the weighted losses of a batch; LABELS are the means of each scheme's words, "classes" among them."""
        read = batch([e.sentence for e in examples], self.tokenizer)
        words, _ = network.encoder(
            *tensors(read.ids, read.mask, read.cases, read.first, read.tags, read.deps, read.frames)
        )
        known = torch.arange(len(self.schemes.classes.words))
        classes, _ = network.classes(labels["classes"], known, keep)
        if examples[0].source == CHAINS:
            return {"links": _WEIGHTS["links"] * linked(network, examples, read, words)}
        answers = network.words(words, classes)
        mentions, predicates, events, statuses = answers
        if told := [e.told for e in examples if e.told is not None]:
            sentences = [e.sentence for e in examples]
            ours = self._ours(network, labels, keep)
            soft = compared(network, read, words, answers, sentences, told, ours)
            return {name: _WEIGHTS[name] * loss for name, loss in soft.items()}
        found = {
            **self._mentions(examples, read, mentions),
            **self._words(examples, read, predicates, events, statuses),
            **self._roles(network, examples, read, words),
            **self._senses(network, examples, read, words),
        }
        scheme = examples[0].scheme
        if scheme is not None:
            probable = mentions.detach().float().sigmoid().numpy()
            likely = 1.0 - events.detach().float().softmax(-1)[..., 0].numpy()
            pairs = asked_of(examples, read, probable, likely, self.schemes, scheme)
            found |= self._compared(network, read, words, pairs, labels[scheme], scheme, keep)
        return {name: _WEIGHTS[name] * loss for name, loss in found.items()}

    def _ours(
        self, network: Network, labels: dict[str, Tensor], keep: float
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return the vectors and biases of the labels of our ontology, and which of them are roles."""
        scheme = self.schemes.pairs[SCHEME]
        known = torch.arange(scheme.first, scheme.first + len(scheme.words))
        is_role = torch.zeros(len(known), dtype=torch.bool)
        is_role[list(self.schemes.roles)] = True
        return (*network.labels(labels[SCHEME], known, keep), is_role)

    def _mentions(
        self, examples: Sequence[Example], read: Batch, logits: Tensor
    ) -> dict[str, Tensor]:
        weight = np.zeros(logits.shape, np.float32)
        wanted = np.zeros(logits.shape, np.float32)
        for i, example in enumerate(examples):
            weight[i] = example.others
            for start, end in example.mentions:
                if end <= read.lengths[i]:
                    wanted[i, start, end - 1] = weight[i, start, end - 1] = 1.0
        if not wanted.any():
            return {}
        target, scale = tensors(wanted, weight)
        allowed = allowed_spans(torch.from_numpy(read.lengths), logits.shape[1])
        losses = functional.binary_cross_entropy_with_logits(
            logits.float(), target, reduction="none"
        )
        hard = torch.where(target > 0, 1.0, logits.detach().float().sigmoid() + 0.02)
        return {"mention": (losses * scale * hard * allowed).sum() / target.sum()}

    def _words(
        self,
        examples: Sequence[Example],
        read: Batch,
        predicates: Tensor,
        events: Tensor,
        statuses: Tensor,
    ) -> dict[str, Tensor]:
        event, status, predicate = self._word_targets(examples, read)
        found: dict[str, Tensor] = {}
        if (event >= 0).any():
            loss = _entropy(events, event, "sum")
            found["event"] = loss / max(1, int((event > 0).sum()))
        if (status >= 0).any():
            found["status"] = _entropy(statuses, status, "mean")
        if (predicate >= 0).any():
            (target,) = tensors(predicate.astype(np.float32))
            known = target >= 0
            found["predicate"] = functional.binary_cross_entropy_with_logits(
                predicates.float()[known], target[known]
            )
        return found

    def _word_targets(self, examples: Sequence[Example], read: Batch) -> tuple[Ints, Ints, Ints]:
        """Return the event, the status and whether it is a predicate of each word; negative where unknown."""
        classes = self.schemes.classes.place
        event, status, predicate = (np.full(read.first.shape, IGNORED, np.int64) for _ in range(3))
        for i, example in enumerate(examples):
            limit = int(read.lengths[i])
            events = {
                word: 0 if name is None else 1 + classes[name]
                for word, name in example.events.items()
            }
            for target, known in (
                (event, events),
                (status, example.statuses),
                (predicate, example.predicates),
            ):
                for word, place in known.items():
                    if word < limit:
                        target[i, word] = int(place)
        return event, status, predicate

    def _roles(
        self, network: Network, examples: Sequence[Example], read: Batch, words: Tensor
    ) -> dict[str, Tensor]:
        places = [
            (i, word)
            for i, example in enumerate(examples)
            for word in example.roles
            if word < read.lengths[i]
        ]
        if not places:
            return {}
        sentence, word = np.array(places, np.int64).T
        target = np.full((len(places), read.first.shape[1]), IGNORED, np.int64)
        for row, (i, place) in enumerate(places):
            limit = int(read.lengths[i])
            target[row, :limit] = 0
            for start, end, label in examples[i].roles[place]:
                target[row, start : min(end, limit)] = _TAG[f"I-{label}"]
                if start < limit:
                    target[row, start] = _TAG[f"B-{label}"]
        way = from_predicates(read, sentence, word)
        logits = network.roles(words, *tensors(sentence, word, read.lengths, *way.arrays()))
        (wanted,) = tensors(target)
        loss = functional.cross_entropy(
            logits.float().flatten(0, 1),
            wanted.flatten(),
            ignore_index=IGNORED,
            label_smoothing=0.02,
        )
        return {"roles": loss}

    def _senses(
        self, network: Network, examples: Sequence[Example], read: Batch, words: Tensor
    ) -> dict[str, Tensor]:
        """Compare the rolesets of predicates with the others that their lemma may have."""
        places = [
            (i, word, names, names.index(roleset))
            for i, example in enumerate(examples)
            for word, roleset in example.rolesets.items()
            if word < read.lengths[i]
            and roleset in (names := self.inventory.named(example.sentence, word))
            and len(names) > 1
        ]
        if not places:
            return {}
        asked = self.inventory.rows([names for _, _, names, _ in places])
        sentence, word, wanted = np.array([(i, w, k) for i, w, _, k in places], np.int64).T
        of, at, rows, target = tensors(sentence, word, asked, wanted)
        logits = network.senses(words[of, at], rows)
        return {"sense": functional.cross_entropy(logits.float(), target)}

    def _compared(
        self,
        network: Network,
        read: Batch,
        words: Tensor,
        pairs: Asked,
        means: Tensor,
        scheme: str,
        keep: float,
    ) -> dict[str, Tensor]:
        if not len(pairs.subjects):
            return {}
        first = self.schemes.pairs[scheme].first
        known = torch.arange(first, first + len(means))
        vectors, bias = network.labels(means, known, keep)
        way = from_predicates(read, pairs.sentence, pairs.spans[:, 2])
        lengths, sentence, spans, subjects, objects, at, rank = tensors(
            read.lengths,
            pairs.sentence,
            pairs.spans,
            pairs.subjects,
            pairs.objects,
            *neighbours(pairs.sentence, pairs.spans[:, 2]),
        )
        ways = tensors(*way.arrays())
        types, logits, standing = network.pairs(
            words, lengths, sentence, spans, subjects, objects, at, rank, vectors, bias, *ways
        )
        wanted, weight, ended = tensors(pairs.wanted, pairs.weight, pairs.ended)
        losses = functional.binary_cross_entropy_with_logits(
            logits.float(), wanted, reduction="none"
        )
        if scheme != SCHEME:  # where not all is annotated, only what looks likely is worth denying
            weight = torch.where(
                wanted > 0, weight, weight * (logits.detach().float().sigmoid() + 0.02)
            )
        found = {"pairs": (losses * weight).sum() / wanted.sum().clamp(min=1)}
        fits = torch.from_numpy(pairs.types)
        asked = fits.any(-1)
        if asked.any():
            chance = types.float()[asked].log_softmax(-1).masked_fill(~fits[asked], -1e9)
            found["type"] = -chance.logsumexp(-1).mean()
        (target,) = tensors(pairs.standing)
        stated = target >= 0
        if stated.any():
            found["standing"] = functional.cross_entropy(
                standing.float()[stated, :-1], target[stated]
            ) + functional.binary_cross_entropy_with_logits(
                standing.float()[stated, -1], ended[stated]
            )
        return found


def _entropy(logits: Tensor, target: Ints, reduction: str) -> Tensor:
    (wanted,) = tensors(target)
    return functional.cross_entropy(
        logits.float().flatten(0, 1),
        wanted.flatten(),
        ignore_index=IGNORED,
        reduction=reduction,
    )
