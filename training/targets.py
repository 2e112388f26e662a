"""Numpy arrays as tensors."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor


def tensors(*arrays: NDArray[np.generic]) -> tuple[Tensor, ...]:
    """Return numpy arrays as tensors that share their memory."""
    return tuple(torch.from_numpy(np.ascontiguousarray(array)) for array in arrays)
