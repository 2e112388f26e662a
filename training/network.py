"""The network: one encoder, and heads for mentions, predicates, senses, roles, relations and status.

Every head works on vectors of words; what it needs of the parse comes in as arrays (``kg.learned.features``). Labels of
classes, roles and properties are vectors of their names and descriptions, by the same encoder, so that a new one can be
asked.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import torch
from torch import Tensor, nn

from kg.learned.features import DEPS, DISTANCES, SPAN, WAYS
from kg.learned.links import AWAY, NEAR
from training.encoder import SIZE, Encoder

SPANS: Final = 128
PAIRS: Final = 256
LABELS: Final = 256
VIEW: Final = 192
DROP: Final = 0.15
HEADS: Final = 4
STATUSES: Final = 7
IMPOSSIBLE: Final = -1e4
UNTRUE_MENTION: Final = -4.0  # logits that begin where most spans, words and pairs are: not it


class Words(nn.Module):
    """What is asked of each word and each span: is it a mention, a predicate, of which class, how does it stand."""

    def __init__(self) -> None:
        super().__init__()
        self.start = _two(SIZE, SPANS, SPANS)
        self.end = _two(SIZE, SPANS, SPANS)
        self.span = nn.Linear(2 * SPANS, 1)
        self.predicate = nn.Linear(SIZE, 1)
        self.event = nn.Sequential(_two(SIZE, PAIRS, LABELS), nn.LayerNorm(LABELS))
        self.no_event = nn.Linear(SIZE, 1)
        self.status = _two(SIZE, SPANS, STATUSES)
        with torch.no_grad():
            self.span.bias.fill_(UNTRUE_MENTION)

    def forward(self, words: Tensor, classes: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return mention logits B x W x W, predicate logits B x W, event logits B x W x (1 + C), status B x W x 7.

        CLASSES are C vectors of labels; the first event logit is that of none.
        """
        start, end = self.start(words), self.end(words)
        bilinear = start @ end.transpose(1, 2) * (SPANS**-0.5)
        own = self.span.weight.T
        first, last = start @ own[:SPANS], end @ own[SPANS:]
        mentions = bilinear + first + last.transpose(1, 2)
        events = self.event(words) @ classes.T * (LABELS**-0.5)
        events = torch.cat((self.no_event(words), events), -1)
        return mentions + self.span.bias, self.predicate(words)[..., 0], events, self.status(words)


class Views(nn.Module):
    """The words of a sentence as one of them sees them: attention over the words, for each word that is asked."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Linear(SIZE, VIEW)
        self.own = nn.Linear(SIZE, VIEW)
        self.both = nn.Parameter(torch.zeros(VIEW))  # of the product of the two
        self.way = Way(VIEW)
        self.norm = nn.LayerNorm(VIEW)
        self.layers = nn.ModuleList(
            nn.TransformerEncoderLayer(
                VIEW, HEADS, 2 * VIEW, 0.1, "gelu", batch_first=True, norm_first=True
            )
            for _ in range(2)
        )

    def forward(
        self,
        words: Tensor,
        sentence: Tensor,
        word: Tensor,
        lengths: Tensor,
        *way: Tensor,
        at: Tensor | None = None,
    ) -> Tensor:
        """Return N x W vectors for the N words that stand at WORD of SENTENCE.

        With AT (N x K), only the vectors of those words are worked out to the end: N x K.
        """
        seen = self.word(words)[sentence]
        own = self.own(words[sentence, word])[:, None, :]
        mixed = nn.functional.gelu(self.norm(seen + own + self.both * seen * own + self.way(*way)))
        places = torch.arange(words.shape[1], device=words.device)[None, :]
        bias = ((places >= lengths[sentence][:, None]).to(mixed.dtype) * -1e4)[:, None, None, :]
        first, last = self.layers
        mixed = _attend(first, mixed, mixed, bias)
        asked = mixed if at is None else mixed.gather(1, at[:, :, None].expand(-1, -1, VIEW))
        return _attend(last, asked, mixed, bias)


class Roles(nn.Module):
    """PropBank arguments of all predicates at once, from how each predicate sees the words."""

    def __init__(self, views: Views, labels: int) -> None:
        super().__init__()
        self.views = views
        self.label = nn.Linear(VIEW, labels)

    def forward(
        self, words: Tensor, sentence: Tensor, word: Tensor, lengths: Tensor, *way: Tensor
    ) -> Tensor:
        """Return N x W x labels for the N predicates that stand at WORD of SENTENCE."""
        tags: Tensor = self.label(self.views(words, sentence, word, lengths, *way))
        return tags


def _attend(layer: nn.Module, asked: Tensor, seen: Tensor, bias: Tensor) -> Tensor:
    """Run a layer for what is ASKED over what is SEEN; training and export take the same steps."""
    size, heads = seen.shape[-1], HEADS
    normed = layer.norm1(seen)
    q, k, v = (
        part(x).reshape(x.shape[0], x.shape[1], heads, size // heads).transpose(1, 2)
        for part, x in zip(_parts(layer), (layer.norm1(asked), normed, normed), strict=True)
    )
    scores = q @ k.transpose(2, 3) * ((size // heads) ** -0.5) + bias
    mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(asked.shape)
    x = asked + layer.dropout1(layer.self_attn.out_proj(mixed))
    wide = layer.linear2(layer.dropout(nn.functional.gelu(layer.linear1(layer.norm2(x)))))
    result: Tensor = x + layer.dropout2(wide)
    return result


def _parts(layer: nn.Module) -> list[Callable[[Tensor], Tensor]]:
    """Return what makes queries, keys and values in a LAYER: modules of their own in one that was folded."""
    if hasattr(layer, "folded"):
        return list(layer.folded)
    attention = layer.self_attn
    size = attention.embed_dim
    parts = [slice(i * size, (i + 1) * size) for i in range(3)]
    return [
        partial(
            nn.functional.linear,
            weight=attention.in_proj_weight[part],
            bias=attention.in_proj_bias[part],
        )
        for part in parts
    ]


def fold(network: "Network") -> None:
    """Give queries, keys and values modules of their own, so that the exporter sees whole weights."""
    for layer in network.roles.views.layers:
        attention = layer.self_attn
        size = attention.embed_dim
        folded = nn.ModuleList(nn.Linear(size, size) for _ in range(3))
        with torch.no_grad():
            for i, module in enumerate(folded):
                part = slice(i * size, (i + 1) * size)
                module.weight.copy_(attention.in_proj_weight[part])
                module.bias.copy_(attention.in_proj_bias[part])
        layer.folded = folded


class Way(nn.Module):
    """A way through the parse as a vector."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.steps = nn.Embedding(WAYS, size)
        self.up = nn.Embedding(len(DEPS), size)
        self.down = nn.Embedding(len(DEPS), size)
        self.distance = nn.Embedding(DISTANCES, size)
        for table in (self.steps, self.up, self.down, self.distance):
            nn.init.normal_(table.weight, std=0.1)

    def forward(self, steps: Tensor, up: Tensor, down: Tensor, distance: Tensor) -> Tensor:
        """Return a vector for each way."""
        return self.steps(steps) + self.up(up) + self.down(down) + self.distance(distance)


class Pairs(nn.Module):
    """What one stretch of words is to another: a role of an event, or a property of a thing.

    It looks through the same eyes as the arguments of PropBank: how the head of the one sees the head of the other.
    """

    def __init__(self, views: Views, types: int) -> None:
        super().__init__()
        self.views = views
        self.subject = nn.Linear(3 * SIZE, PAIRS)
        self.object = nn.Linear(3 * SIZE, PAIRS)
        self.view = nn.Linear(VIEW, PAIRS)
        self.back = nn.Linear(VIEW, PAIRS)
        self.kind = nn.Sequential(nn.Linear(3 * SIZE, SPANS), nn.GELU(), nn.Linear(SPANS, types))
        self.norm = nn.LayerNorm(PAIRS)
        self.drop = nn.Dropout(DROP)
        self.mix = nn.Sequential(_two(PAIRS, PAIRS, LABELS), nn.LayerNorm(LABELS))
        self.status = _two(PAIRS, SPANS, STATUSES + 1)  # the last: it held once

    def forward(
        self,
        words: Tensor,
        lengths: Tensor,
        span_sentence: Tensor,
        spans: Tensor,
        subjects: Tensor,
        objects: Tensor,
        at: Tensor,
        rank: Tensor,
        labels: Tensor,
        bias: Tensor,
        *way: Tensor,
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Return type logits M x T of the spans, label logits N x R and status logits N x 8 of the pairs.

        SPANS (M x 3) are first word, last word, head; the ways (M x W) lead from their heads to all words. SUBJECTS
        and OBJECTS (N) are rows of them. AT (M x K) has the heads of all spans of the sentence of each, and RANK (M)
        says which of those is its own. LABELS (R) are vectors and BIAS (R) what each label has from the start.
        """
        heads = spans[:, 2]
        parts = [words[span_sentence, spans[:, i]] for i in range(3)]
        vectors = torch.cat(parts, -1)
        views = self.views(words, span_sentence, heads, lengths, *way, at=at)
        pair = self.subject(vectors)[subjects] + self.object(vectors)[objects]
        pair = pair + self.view(views[subjects, rank[objects]])
        pair = pair + self.back(views[objects, rank[subjects]])
        pair = self.drop(nn.functional.gelu(self.norm(pair)))
        scores = self.mix(pair) @ labels.T * (LABELS**-0.5) + bias
        return self.kind(vectors), scores, self.status(pair)


class Labels(nn.Module):
    """From the mean of a label's words, by the encoder, to its vector; known labels have a part of their own."""

    def __init__(self, known: int) -> None:
        super().__init__()
        # Names of labels are much alike to the encoder: what they share is taken off, what differs is scaled up.
        self.register_buffer("shared", torch.zeros(SIZE))
        self.register_buffer("spread", torch.ones(SIZE))
        self.mix = nn.Sequential(_two(SIZE, PAIRS, LABELS), nn.LayerNorm(LABELS))
        self.own = nn.Embedding(known, LABELS)
        self.bias = nn.Embedding(known, 1)
        nn.init.zeros_(self.own.weight)
        nn.init.constant_(self.bias.weight, UNTRUE_MENTION)

    def apart(self, means: Tensor) -> Tensor:
        """Return the vectors of labels by their words alone."""
        mixed: Tensor = self.mix((means - self.shared) / self.spread)
        return mixed

    def forward(self, means: Tensor, known: Tensor, keep: float = 1.0) -> tuple[Tensor, Tensor]:
        """Return the vectors and the biases of labels with these MEANS; a label that is not KNOWN (-1) has no own part.

        In training a label is only KEPT as known this often, so that its words alone must do as well.
        """
        own, bias = self.own(known.clamp(min=0)), self.bias(known.clamp(min=0))[:, 0]
        is_known = known >= 0
        if keep < 1.0:
            is_known = is_known & (torch.rand(known.shape, device=known.device) < keep)
        vectors = self.apart(means) + own * is_known[:, None]
        return vectors, torch.where(is_known, bias, torch.full_like(bias, UNTRUE_MENTION))


class Senses(nn.Module):
    """Which roleset a predicate has of those that its lemma may have, by the words of each and a part of its own."""

    def __init__(self, counts: Tensor) -> None:
        """Make the tables; COUNTS say how often each roleset was annotated."""
        super().__init__()
        self.register_buffer("means", torch.zeros(len(counts), SIZE))
        self.word = nn.Sequential(_two(SIZE, PAIRS, LABELS), nn.LayerNorm(LABELS))
        self.mix = nn.Sequential(_two(SIZE, PAIRS, LABELS), nn.LayerNorm(LABELS))
        self.own = nn.Embedding(len(counts), LABELS)
        self.bias = nn.Embedding(len(counts), 1)
        nn.init.zeros_(self.own.weight)
        with torch.no_grad():
            self.bias.weight.copy_(torch.log1p(counts.float())[:, None] * 0.5)

    def vectors(self, asked: Tensor) -> Tensor:
        """Return the vectors of the rolesets that are ASKED."""
        mixed: Tensor = self.mix(self.means[asked]) + self.own(asked)
        return mixed

    def forward(self, words: Tensor, asked: Tensor) -> Tensor:
        """Return logits N x K of the rolesets ASKED (N x K; -1 is none) of N predicates with the vectors WORDS."""
        known = asked.clamp(min=0)
        scores = (self.vectors(known) * self.word(words)[:, None, :]).sum(-1) * (LABELS**-0.5)
        scores = scores + self.bias(known)[..., 0]
        return scores.masked_fill(asked < 0, IMPOSSIBLE)


class Links(nn.Module):
    """What a pronoun or a description stands for: one of the mentions before it, or none of them."""

    def __init__(self) -> None:
        super().__init__()
        self.own = nn.Linear(SIZE, PAIRS)
        self.other = nn.Linear(SIZE, PAIRS)
        self.both = nn.Linear(SIZE, PAIRS)
        self.sentences = nn.Embedding(AWAY, PAIRS)
        self.between = nn.Embedding(NEAR, PAIRS)
        self.norm = nn.LayerNorm(PAIRS)
        self.drop = nn.Dropout(DROP)
        self.score = _two(PAIRS, SPANS, 1)
        self.none = _two(SIZE, SPANS, 1)

    def forward(
        self, points: Tensor, anaphors: Tensor, before: Tensor, sentences: Tensor, between: Tensor
    ) -> Tensor:
        """Return logits N x (1 + K) for N ANAPHORS: of none, and of each of the K points BEFORE; -1 is none there."""
        own = points[anaphors]
        other = points[before.clamp(min=0)]
        mixed = self.own(own)[:, None] + self.other(other) + self.both(own[:, None] * other)
        mixed = mixed + self.sentences(sentences) + self.between(between)
        scores = self.score(self.drop(nn.functional.gelu(self.norm(mixed))))[..., 0]
        scores = scores.masked_fill(before < 0, IMPOSSIBLE)
        return torch.cat((self.none(own), scores), -1)


class Network(nn.Module):
    """All parts; FOLDER has the encoder as published, COUNTS how often each roleset was annotated."""

    def __init__(
        self, folder: Path, *, roles: int, types: int, classes: int, labels: int, counts: Tensor
    ) -> None:
        super().__init__()
        self.encoder = Encoder(folder)
        self.senses = Senses(counts)
        self.links = Links()
        self.words = Words()
        views = Views()
        self.roles = Roles(views, roles)
        self.pairs = Pairs(views, types)
        self.classes = Labels(classes)
        self.labels = Labels(labels)


def allowed_spans(lengths: Tensor, width: int) -> Tensor:
    """Return which spans B x W x W can be mentions: not longer than ``SPAN``, within the sentence."""
    places = torch.arange(width, device=lengths.device)
    size = places[None, :] - places[:, None]
    fits = (size >= 0) & (size < SPAN)
    return fits[None] & (places[None, None, :] < lengths[:, None, None])


def _two(into: int, between: int, out: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Linear(into, between), nn.GELU(), nn.Dropout(DROP), nn.Linear(between, out)
    )
