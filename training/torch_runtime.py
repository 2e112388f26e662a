"""The network as it is in training, behind the face that the product runs it by."""

import numpy as np
import torch

from kg.learned.decode import Floats
from kg.learned.features import Batch, Ints
from kg.learned.pairing import Candidates, LabelSet
from kg.learned.reader import NetworkReader, Thresholds
from training.bases import base_tokenizer
from training.fit import read_labels
from training.losses import tensors
from training.network import Network
from training.schemes import Schemes
from training.sources.corpus import SCHEME


class TorchRuntime:
    """Runs the network of a training run."""

    def __init__(self, network: Network, classes: torch.Tensor) -> None:
        self.network = network.eval()
        self.classes = classes

    def encode(self, read: Batch) -> tuple[Floats, Floats, Floats, Floats, Floats]:
        """Return vectors of words, and logits of mentions, predicates, events and statuses."""
        arrays = tensors(
            read.ids, read.mask, read.cases, read.first, read.tags, read.deps, read.frames
        )
        with torch.no_grad():
            words, _ = self.network.encoder(*arrays)
            answers = self.network.words(words, self.classes)
        spans, predicates, events, statuses = (answer.numpy() for answer in answers)
        return words.numpy(), spans, predicates, events, statuses

    def roles(
        self, words: Floats, sentence: Ints, word: Ints, lengths: Ints, ways: tuple[Ints, ...]
    ) -> Floats:
        """Return the logits of the tags of all words, for each predicate."""
        with torch.no_grad():
            return self.network.roles(*tensors(words, sentence, word, lengths, *ways)).numpy()

    def senses(self, vectors: Floats, asked: Ints) -> Floats:
        """Return the logits of the rolesets ASKED of predicates with these VECTORS."""
        with torch.no_grad():
            return np.asarray(self.network.senses(*tensors(vectors, asked)), np.float32)

    def pairs(
        self,
        words: Floats,
        lengths: Ints,
        asked: Candidates,
        labels: LabelSet,
        ways: tuple[Ints, ...],
    ) -> tuple[Floats, Floats, Floats]:
        """Return the logits of the kinds of spans, of the labels of pairs, and of how pairs stand."""
        rows = (asked.sentence, asked.spans, asked.subjects, asked.objects, *asked.neighbours())
        arrays = tensors(words, lengths, *rows, labels.vectors, labels.bias, *ways)
        with torch.no_grad():
            types, scores, standing = (each.numpy() for each in self.network.pairs(*arrays))
        return types, scores, standing


def label_set(
    network: Network, schemes: Schemes, means: dict[str, torch.Tensor], name: str
) -> LabelSet:
    """Return the labels of one scheme as the product holds them."""
    scheme = schemes.pairs[name]
    known = torch.arange(scheme.first, scheme.first + len(scheme.words))
    with torch.no_grad():
        vectors, bias = network.eval().labels(means[name], known)
    roles = np.zeros(len(scheme.words), np.bool_)
    if name == SCHEME:
        roles[list(schemes.roles)] = True
    return LabelSet(tuple(scheme.words), vectors.numpy(), bias.numpy(), roles)


def torch_reader(
    network: Network, schemes: Schemes, name: str = SCHEME, thresholds: Thresholds | None = None
) -> NetworkReader:
    """Return a reader that asks the network for the labels of one scheme."""
    tokenizer = base_tokenizer()
    means = read_labels(network, schemes, tokenizer)
    network.eval()
    with torch.no_grad():
        known = torch.arange(len(schemes.classes.words))
        classes, _ = network.classes(means["classes"], known)
    runtime = TorchRuntime(network, classes)
    labels = label_set(network, schemes, means, name)
    return NetworkReader(runtime, tokenizer, tuple(schemes.classes.words), labels, thresholds)
