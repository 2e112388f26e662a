"""Files that are whole or not there at all, and packed the same way every time.

The only writer of results: what it does not finish leaves the file of before as it was. What it packed it opens, too.
"""

import gzip
import hashlib
import os
import shutil
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast

PACKED: Final = ".gz"
BROKEN: Final = (
    OSError,
    EOFError,
    zlib.error,
)  # what reading raises, also in the middle of a packed file


def unpacked(path: Path) -> Path:
    """Return PATH under the name that it has unpacked, whose suffix tells what is in it.

    >>> unpacked(Path("e.ttl.gz")).name, unpacked(Path("e.ttl")).name
    ('e.ttl', 'e.ttl')
    """
    return path.with_suffix("") if path.suffix == PACKED else path


def reading(path: Path) -> IO[bytes]:
    """Open the file at PATH for reading, unpacked where it ends in ``.gz``."""
    return cast("IO[bytes]", gzip.open(path)) if path.suffix == PACKED else path.open("rb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written: its name, its size in bytes, and the SHA-256 of its bytes."""

    name: str
    size: int
    digest: str


def write(path: Path, chunks: Iterable[bytes]) -> Written:
    """Write CHUNKS to PATH, packed where it ends in ``.gz``, under another name until it is whole.

    It is on the disk before it has its name, so that it is whole even if the power fails. A link stays and its target
    is replaced; a device or a pipe such as ``/dev/stdout`` is written to as it is. The same content gives the same
    bytes: neither a time nor a name is packed with it.
    """
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            counted = _fill(device, chunks, packed=path.suffix == PACKED)
        return counted.told(path.name)
    target = path.resolve()
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with unfinished.open("wb") as file:
            counted = _fill(file, chunks, packed=path.suffix == PACKED)
            file.flush()
            os.fsync(file.fileno())  # some disks say only now that they are full
        if target.exists():
            shutil.copymode(target, unfinished)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return counted.told(path.name)


@dataclass(slots=True)
class _Counted:
    """Writes to a file, and counts and digests what it writes."""

    file: IO[bytes]
    size: int = 0
    digest: Any = field(default_factory=hashlib.sha256)

    def write(self, chunk: bytes) -> int:
        self.size += len(chunk)
        self.digest.update(chunk)
        return self.file.write(chunk)

    def flush(self) -> None:
        self.file.flush()

    def told(self, name: str) -> Written:
        return Written(name=name, size=self.size, digest=self.digest.hexdigest())


def _fill(file: IO[bytes], chunks: Iterable[bytes], *, packed: bool) -> _Counted:
    counted = _Counted(file)
    if not packed:
        for chunk in chunks:
            counted.write(chunk)
        return counted
    with gzip.GzipFile(filename="", mode="wb", fileobj=counted, mtime=0) as packer:
        packer.writelines(chunks)
    return counted
