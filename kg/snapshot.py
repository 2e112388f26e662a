"""A store in a folder, opened for reading while another process may be writing to it."""

import time
from pathlib import Path
from typing import Final

from pyoxigraph import Store

# A writer that makes room removes files between the moment they are listed and the moment they are opened.
_ATTEMPTS: Final = 10
_PAUSE: Final = 0.05  # seconds


def read_only(folder: Path) -> Store:
    """Return the store in FOLDER as it is now; raise OSError where there is none that can be read."""
    for _ in range(_ATTEMPTS - 1):
        try:
            return Store.read_only(str(folder))
        except RuntimeError:
            time.sleep(_PAUSE)
    try:
        return Store.read_only(str(folder))
    except RuntimeError as error:
        raise OSError(str(error)) from error
