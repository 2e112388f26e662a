"""Whether files are as they were: weights by the digests beside them, what was installed by those of its wheel.

One flipped byte in the weights or in a table changes a graph without a word, so all is compared when it is loaded.
"""

import base64
import csv
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from kg.errors import ConfigError

_ALGORITHM: Final = "sha256"
_CODE: Final = ".py"
_RECORD: Final = "RECORD"


def check(folder: Path, digests: Mapping[str, str], remedy: str) -> None:
    """Compare the files of FOLDER with their DIGESTS, the SHA-256 of each in hexadecimal.

    Raises ConfigError for the first that is missing or another one; REMEDY says what to do then.
    """
    _check(((folder / name, digest) for name, digest in sorted(digests.items())), remedy)


@cache
def check_installed(name: str, folder: Path) -> None:
    """Compare the data below FOLDER with what the wheel of the distribution NAME had (RECORD, PEP 376); once a process.

    Code is not data. Nothing is compared where the files were not installed from a wheel: in a checkout, people
    change them.

    Raises ConfigError for the first file that is missing or another one.
    """
    try:
        known = distribution(name)
    except PackageNotFoundError:
        return
    # Read here: the library leaves out files that are missing.
    record = csv.reader((known.read_text(_RECORD) or "").splitlines())
    found = (
        (Path(str(known.locate_file(file))), _hexadecimal(digest.removeprefix(_ALGORITHM + "=")))
        for file, digest, *_ in filter(None, record)
        if digest.startswith(_ALGORITHM + "=") and not file.endswith(_CODE)
    )
    below = ((path, digest) for path, digest in found if path.is_relative_to(folder))
    _check(below, f"install {name} again: pip install --force-reinstall {name}")


def _check(files: Iterable[tuple[Path, str]], remedy: str) -> None:
    for path, digest in files:
        try:
            with path.open("rb") as file:
                actual = hashlib.file_digest(file, _ALGORITHM).hexdigest()
        except FileNotFoundError:
            raise ConfigError(f"{path}: is not there; {remedy}") from None
        if actual != digest:
            raise ConfigError(f"{path}: is damaged, or another file than was installed; {remedy}")


def _hexadecimal(value: str) -> str:
    """Return a digest of RECORD, which is in base 64 without its padding, in hexadecimal."""
    return base64.urlsafe_b64decode(f"{value}{'=' * (-len(value) % 4)}").hex()
