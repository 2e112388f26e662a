"""The network as it is in training, behind the face that the product runs it by."""

import numpy as np
import torch

from kg.learned.decode import Floats
from kg.learned.features import Batch, Ints
from kg.learned.pairing import Candidates, LabelSet
from kg.learned.pieces import WordPieces
from kg.learned.reader import NetworkReader, Thresholds
from training.bases import SMALL, base_tokenizer
from training.fit import read_labels
from training.network import Network
from training.schemes import Schemes
from training.sources.corpus import SCHEME
from training.targets import tensors


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
        spans, predicates, events, statuses = (answer.float().numpy() for answer in answers)
        return words.float().numpy(), spans, predicates, events, statuses

    def roles(
        self, words: Floats, sentence: Ints, word: Ints, lengths: Ints, ways: tuple[Ints, ...]
    ) -> Floats:
        """Return the logits of the tags of all words, for each predicate."""
        with torch.no_grad():
            tags = self.network.roles(*tensors(words, sentence, word, lengths, *ways))
        return np.asarray(tags.float().numpy(), np.float32)

    def senses(self, vectors: Floats, asked: Ints) -> Floats:
        """Return the logits of the rolesets ASKED of predicates with these VECTORS."""
        with torch.no_grad():
            scores = self.network.senses(*tensors(vectors, asked))
        return np.asarray(scores.float().numpy(), np.float32)

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
            types, scores, standing = (each.float().numpy() for each in self.network.pairs(*arrays))
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


def runtime_of(
    network: Network, schemes: Schemes, tokenizer: WordPieces, name: str = SCHEME
) -> tuple[TorchRuntime, LabelSet]:
    """Return what runs the network, and the labels of one scheme."""
    means = read_labels(network, schemes, tokenizer)
    network.eval()
    with torch.no_grad():
        known = torch.arange(len(schemes.classes.words))
        classes, _ = network.classes(means["classes"], known)
    return TorchRuntime(network, classes), label_set(network, schemes, means, name)


def torch_reader(
    network: Network,
    schemes: Schemes,
    name: str = SCHEME,
    thresholds: Thresholds | None = None,
    base: str = SMALL,
) -> NetworkReader:
    """Return a reader that asks the network for the labels of one scheme."""
    tokenizer = base_tokenizer(base)
    runtime, labels = runtime_of(network, schemes, tokenizer, name)
    return NetworkReader(runtime, tokenizer, tuple(schemes.classes.words), labels, thresholds)
