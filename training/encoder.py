"""The encoder: word pieces to vectors of words. MiniLM-L6 for what ships, a base-size MPNet for what teaches it.

MiniLM (Wang et al. 2020; Apache-2.0) is BERT (Devlin et al. 2019) with six layers and vectors of 384 numbers. MPNet
(Song et al. 2020; all-mpnet-base-v2, Apache-2.0) has twelve of 768 and adds a bias for how far two pieces are apart.
The embeddings of word pieces are frozen in both.
"""

from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn
from transformers import AutoModel

from kg.learned.features import CASES, DEPS, TAGS
from kg.learned.frames import SIZE as FRAME
from kg.learned.frames import frames

SIZE: Final = 384  # of the vectors that the heads see, whatever the encoder has


class Encoder(nn.Module):
    """Word pieces to vectors of words, and to one vector of the whole."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        base = AutoModel.from_pretrained(str(folder), attn_implementation="eager")
        self.base = Mpnet(base) if base.config.model_type == "mpnet" else Bert(base)
        base.embeddings.word_embeddings.weight.requires_grad = False
        base.pooler = None
        size = base.config.hidden_size
        self.narrow = nn.Identity() if size == SIZE else nn.Linear(size, SIZE)
        self.case = nn.Embedding(CASES, size)
        self.tag = nn.Embedding(len(TAGS), SIZE)
        self.dep = nn.Embedding(len(DEPS), SIZE)
        for table in (self.case, self.tag, self.dep):
            nn.init.normal_(table.weight, std=0.01)
        self.register_buffer("shares", torch.from_numpy(frames().shares), persistent=False)
        self.frame = nn.Linear(FRAME, SIZE, bias=False)
        nn.init.normal_(self.frame.weight, std=0.01)
        self.norm = nn.LayerNorm(SIZE)

    def forward(
        self,
        ids: Tensor,
        mask: Tensor,
        cases: Tensor,
        first: Tensor,
        tags: Tensor,
        deps: Tensor,
        rows: Tensor,
    ) -> tuple[Tensor, Tensor]:
        """Return B x W vectors of words, and B means over the pieces."""
        pieces = self.narrow(self.base(ids, mask, self.case(cases)))
        index = first[:, :, None].expand(-1, -1, SIZE)
        words = torch.gather(pieces, 1, index) + self.tag(tags) + self.dep(deps)
        words = words + self.frame(nn.functional.embedding(rows, self.shares))
        weight = mask[:, :, None].to(pieces.dtype)
        mean = (pieces * weight).sum(1) / weight.sum(1)
        return self.norm(words), mean


class Bert(nn.Module):
    """The layers of a BERT by their weights: the library's own code exports masks that vary with its version."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor) -> Tensor:
        """Return B x T vectors of pieces; CASES are added to their embeddings."""
        inner = self.model.embeddings
        place = torch.arange(ids.shape[1], device=ids.device)[None, :]
        pieces = inner.word_embeddings(ids) + cases + inner.position_embeddings(place)
        pieces = inner.LayerNorm(pieces + inner.token_type_embeddings.weight[0])
        bias = _unseen(mask, pieces.dtype)
        for layer in self.model.encoder.layer:
            attention = layer.attention
            own = attention.self
            parts = (own.query, own.key, own.value)
            mixed = _attended(pieces, parts, own.num_attention_heads, bias)
            mixed = attention.output.dropout(attention.output.dense(mixed))
            pieces = _widened(layer, attention.output.LayerNorm(mixed + pieces))
        return pieces


class Mpnet(nn.Module):
    """The layers of an MPNet by their weights."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, mask: Tensor, cases: Tensor) -> Tensor:
        """Return B x T vectors of pieces; CASES are added to their embeddings."""
        inner = self.model.embeddings
        first = inner.padding_idx + 1  # places before it stand for padding
        place = torch.arange(ids.shape[1], device=ids.device)[None, :] + first
        pieces = inner.LayerNorm(
            inner.word_embeddings(ids) + cases + inner.position_embeddings(place)
        )
        bias = _unseen(mask, pieces.dtype) + self._apart(ids.shape[1], ids.device)
        for layer in self.model.encoder.layer:
            attention = layer.attention
            own = attention.attn
            parts = (own.q, own.k, own.v)
            mixed = own.o(_attended(pieces, parts, own.num_attention_heads, bias))
            pieces = _widened(layer, attention.LayerNorm(attention.dropout(mixed) + pieces))
        return pieces

    def _apart(self, size: int, device: torch.device) -> Tensor:
        """Return what each head adds for how far two of SIZE pieces are apart: 1 x heads x T x T."""
        encoder = self.model.encoder
        place = torch.arange(size, device=device)
        buckets = encoder.relative_position_bucket(
            place[None, :] - place[:, None],
            num_buckets=self.model.config.relative_attention_num_buckets,
        )
        bias: Tensor = encoder.relative_attention_bias(buckets).permute(2, 0, 1)[None]
        return bias


def _unseen(mask: Tensor, dtype: torch.dtype) -> Tensor:
    return (1.0 - mask[:, None, None, :].to(dtype)) * -1e4


def _attended(pieces: Tensor, parts: tuple[Any, ...], heads: int, bias: Tensor) -> Tensor:
    """Return the PIECES mixed by attention; PARTS make queries, keys and values."""
    b, t, size = pieces.shape
    q, k, v = (part(pieces).view(b, t, heads, size // heads).transpose(1, 2) for part in parts)
    scores = q @ k.transpose(2, 3) * ((size // heads) ** -0.5) + bias
    return (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, size)


def _widened(layer: Any, pieces: Tensor) -> Tensor:
    """Return PIECES behind the second half of a LAYER."""
    wide = layer.intermediate.intermediate_act_fn(layer.intermediate.dense(pieces))
    found: Tensor = layer.output.LayerNorm(layer.output.dropout(layer.output.dense(wide)) + pieces)
    return found
