"""Files that are whole or not there at all, and packed the same way every time."""

import gzip
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PACKED: Final = ".gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written: its name, its size in bytes, and the SHA-256 of its bytes."""

    name: str
    size: int
    digest: str


def write(path: Path, chunks: Iterable[bytes]) -> Written:
    """Write CHUNKS to PATH, packed where it ends in ``.gz``, under another name until it is whole.

    The same content gives the same bytes: neither a time nor a name is packed with it.
    """
    unfinished = path.with_name(f".{path.name}.part")
    try:
        with unfinished.open("wb") as file:
            if path.suffix == PACKED:
                with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
                    packed.writelines(chunks)
            else:
                file.writelines(chunks)
        size = unfinished.stat().st_size
        with unfinished.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Written(name=path.name, size=size, digest=digest)
