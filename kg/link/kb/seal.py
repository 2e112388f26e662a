"""The seal of a knowledge base: a checksum of the file, in its header, where SQLite has room for a number of one's own.

It finds damage, not forgery: who can write to the file can seal it, too.
"""

import zlib
from pathlib import Path
from typing import IO, Final

# The user version: https://www.sqlite.org/fileformat.html, section 1.3.
_AT: Final = 60
_SIZE: Final = 4  # bytes
_CHUNK: Final = 1 << 20


def seal(path: Path) -> None:
    """Write the checksum of the file at PATH into its header; it must be closed."""
    with path.open("r+b") as file:
        found = _sum(file)
        file.seek(_AT)
        file.write(found)


def is_sealed(path: Path) -> bool:
    """Tell whether the file at PATH is as it was when it was sealed. A gigabyte takes half a second."""
    with path.open("rb") as file:
        file.seek(_AT)
        return file.read(_SIZE) == _sum(file)


def _sum(file: IO[bytes]) -> bytes:
    """Return the CRC-32 of FILE without the seal."""
    file.seek(0)
    found = zlib.crc32(file.read(_AT))
    file.seek(_AT + _SIZE)
    while chunk := file.read(_CHUNK):
        found = zlib.crc32(chunk, found)
    return found.to_bytes(_SIZE)
