"""Files that are packed with gzip or Zstandard, read as what is in them."""

import gzip
from pathlib import Path
from types import ModuleType
from typing import IO, Final, cast

from kg.errors import SourceError

SUFFIXES: Final = (".gz", ".zst")
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
# What zlib, gzip and Zstandard raise where a file is broken; the last has an error of its own.
_EXTRA: Final = "install news-kg[archives]"


def opened(path: Path) -> IO[bytes]:
    """Return the file at PATH for reading, unpacked if it is packed; its first bytes tell.

    Raises SourceError where it is packed with Zstandard and nothing is installed that can unpack it.
    """
    with path.open("rb") as stream:
        begin = stream.read(len(_ZSTD))
    if begin.startswith(_GZIP):
        return cast("IO[bytes]", gzip.open(path))
    if begin == _ZSTD:
        return cast("IO[bytes]", _zstd(path).open(path))
    return path.open("rb")


def _zstd(path: Path) -> ModuleType:
    try:
        from compression import zstd  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        try:
            from backports import zstd
        except ImportError:
            raise SourceError(
                f"{path}: is packed with Zstandard, which this Python cannot unpack; {_EXTRA}"
            ) from None
    return cast("ModuleType", zstd)
