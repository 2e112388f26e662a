"""Dropout from a supply of chances that is drawn once: on a CPU, drawing them anew costs a tenth of the training."""

from functools import cache
from typing import Final

import torch
from torch import Tensor, nn

_SUPPLY: Final = 1 << 23
_SEED: Final = 7


class Dropout(nn.Module):
    """Sets each number to nothing with probability P in training, as ``torch.nn.Dropout`` does.

    Which ones, a stretch of the supply says, and where it begins is drawn by torch's own generator, so that a run that
    goes on drops what it would have dropped.
    """

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, given: Tensor) -> Tensor:
        """Return GIVEN with some of its numbers dropped, the others scaled up."""
        if not self.training or self.p == 0.0:
            return given
        size = given.numel()
        if size > _SUPPLY:
            return nn.functional.dropout(given, self.p)
        start = int(torch.randint(_SUPPLY - size + 1, ()))
        kept: Tensor = _supply(self.p, given.dtype)[start : start + size].view(given.shape)
        return given * kept.to(given.device)


def supplied(network: nn.Module) -> None:
    """Let all dropout of NETWORK take its chances from the supply."""
    for name, module in list(network.named_modules()):
        if isinstance(module, nn.Dropout):
            above, _, own = name.rpartition(".")
            setattr(network.get_submodule(above), own, Dropout(module.p))


@cache
def _supply(p: float, dtype: torch.dtype) -> Tensor:
    chance = torch.Generator().manual_seed(_SEED)
    kept = torch.rand(_SUPPLY, generator=chance) >= p
    return kept.to(dtype) / (1.0 - p)
