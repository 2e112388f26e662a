"""Files that are packed with gzip or Zstandard, read as what is in them."""

import gzip
import sys
import zlib
from pathlib import Path
from typing import IO, Any, Final, cast

from kg.errors import library

SUFFIXES: Final = (".gz", ".zst")
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
# The standard library has Zstandard from Python 3.14 on; before, its backport does, which is an extra.
_LIBRARY: Final = "compression.zstd" if sys.version_info >= (3, 14) else "backports.zstd"


def opened(path: Path) -> IO[bytes]:
    """Return the file at PATH for reading, unpacked if it is packed; its first bytes tell.

    Raises ConfigError where it is packed with Zstandard and nothing is installed that can unpack it.
    """
    with path.open("rb") as stream:
        begin = stream.read(len(_ZSTD))
    if begin.startswith(_GZIP):
        return cast("IO[bytes]", gzip.open(path))
    if begin == _ZSTD:
        return cast("IO[bytes]", zstandard().open(path))
    return path.open("rb")


def is_packed(begin: bytes) -> bool:
    r"""Tell whether the first bytes of a file, its BEGIN, say that it is packed.

    >>> is_packed(b"\x1f\x8b\x08"), is_packed(b"Rain")
    (True, False)
    """
    return begin.startswith((_GZIP, _ZSTD))


def zstandard() -> Any:
    """Return the library that unpacks Zstandard; raise ConfigError where there is none."""
    return library(_LIBRARY, "archives")


def broken() -> tuple[type[Exception], ...]:
    """Return what is raised where a file cannot be read, or is not what it was packed as."""
    zstd: Any = sys.modules.get(_LIBRARY)
    return (OSError, EOFError, zlib.error, *([zstd.ZstdError] if zstd is not None else []))
