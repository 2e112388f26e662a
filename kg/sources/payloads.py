"""What a page in an archive was wrapped in when it travelled: chunks of HTTP, and compression.

Some archives keep the wrapping, some take it off and keep the words about it, so what cannot be unwrapped is taken as
it is. https://www.rfc-editor.org/rfc/rfc9112#section-7.1, https://www.rfc-editor.org/rfc/rfc9110#section-8.4.
"""

import zlib
from typing import Any, Final

from kg.errors import SourceError
from kg.sources.packed import zstandard

# What zlib takes for gzip or zlib, told by its head, and for what has no head, which some servers call deflate.
_WITH_HEAD: Final = zlib.MAX_WBITS | 32
_BARE: Final = -zlib.MAX_WBITS
_END: Final = b"\r\n"


def unwrapped(raw: bytes, chunked: str, packed: str, most: int) -> bytes:
    r"""Return what RAW is without the CHUNKED transfer coding and the compression it is said to be PACKED with.

    Those are the values of ``Transfer-Encoding`` and ``Content-Encoding``. MOST bytes and one are returned at most.
    Raise SourceError where it is packed with what kg cannot unpack.

    >>> unwrapped(b"3\r\nRai\r\n1\r\nn\r\n0\r\n\r\n", "chunked", "", 100)
    b'Rain'
    >>> unwrapped(zlib.compress(b"Rain"), "", "deflate", 100)
    b'Rain'
    >>> unwrapped(b"Rain", "chunked", "gzip", 100)
    b'Rain'
    """
    if "chunked" in chunked.lower():
        raw = _joined(raw)
    for coding in reversed([each.strip().lower() for each in packed.split(",")]):
        raw = _unpacked(raw, coding, most)
    return raw


def _joined(raw: bytes) -> bytes:
    """Return the chunks of RAW as one; RAW itself where it has none."""
    found: list[bytes] = []
    at = 0
    while at < len(raw):
        end = raw.find(_END, at, at + 100)
        try:
            size = int(raw[at:end].partition(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(found) if found else raw
        if size == 0:
            break
        begin = end + len(_END)
        found.append(raw[begin : begin + size])
        at = begin + size + len(_END)
    return b"".join(found)


def _unpacked(raw: bytes, coding: str, most: int) -> bytes:
    if raw.lstrip()[:1] == b"<":  # a page as it is
        return raw
    if coding in ("gzip", "x-gzip"):
        return _inflated(raw, most, _WITH_HEAD)
    if coding == "deflate":
        return _inflated(raw, most, _WITH_HEAD, _BARE)
    if coding == "zstd":
        decoder: Any = zstandard().ZstdDecompressor()
        return bytes(decoder.decompress(raw, max_length=most + 1))
    if coding == "br":
        raise SourceError("it is packed with Brotli (br), which kg cannot unpack; unpack it first")
    return raw


def _inflated(raw: bytes, most: int, *windows: int) -> bytes:
    for window in windows:
        try:
            return zlib.decompressobj(window).decompress(raw, most + 1)
        except zlib.error:
            continue
    return raw
