"""Which weights are used: those that come along, those of base size that were trained here, or a folder."""

import os
from pathlib import Path
from typing import Final

from kg.errors import ConfigError

WEIGHTS: Final = Path(__file__).parent / "weights"
MANIFEST: Final = "manifest.json"
SMALL: Final = "small"
BASE: Final = "base"
_HOME: Final = Path("kg") / "network-base"


def base_weights() -> Path:
    """Return the folder where ``make train`` keeps the weights of base size: the user's folder of data."""
    if given := os.environ.get("XDG_DATA_HOME"):
        return Path(given) / _HOME
    return Path.home() / ".local" / "share" / _HOME


def weights(name: str = SMALL) -> Path:
    """Return the folder of the weights that NAME means: ``small``, ``base``, or a path.

    Raises:
        ConfigError: no weights are there.

    """
    if name == SMALL:
        return WEIGHTS
    folder = base_weights() if name == BASE else Path(name)
    if not (folder / MANIFEST).is_file():
        hint = (
            "make train TEACHER=yes trains them"
            if name == BASE
            else "write small, base or a folder of weights"
        )
        raise ConfigError(f"network {name}: {folder} has no {MANIFEST}; {hint}")
    return folder
