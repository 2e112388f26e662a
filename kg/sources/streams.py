"""Files that are read line by line, however large they are: which encoding they are in, and their text."""

import codecs
import io
import logging
from collections.abc import Iterator
from typing import IO, Final, TextIO

from kg.sources import encodings

_HEAD: Final = 4096  # bytes
_CHUNK: Final = 1 << 20  # bytes that are held at once
_LINE: Final = 1 << 16
_SEPARATORS: Final = bytes.maketrans(b",;|\t", b"\n\n\n\n")


def opened(stream: IO[bytes], source: str, encoding: str | None) -> TextIO:
    """Return the text of STREAM with its line ends as they are; ENCODING is what the user says, as for other files."""
    name = _encoding(stream, source, encoding)
    stream.seek(0)
    return io.TextIOWrapper(stream, encoding=name, newline="")


def _encoding(stream: IO[bytes], source: str, encoding: str | None) -> str:
    head = stream.read(_HEAD)
    shown = encodings.begins_as(head)
    if shown == "utf-8-sig":
        return shown
    stream.seek(0)
    bad, is_ascii = _first_bad(stream)
    if encoding and (bad is not None or is_ascii or b"\0" in head):
        return encoding
    if shown:
        return shown
    encodings.refuse_binary(head, source)
    if bad is None:
        return "utf-8"
    stream.seek(0)
    return encodings.guess(b"".join(_telling(stream)), source, bad, logging.WARNING)


def _first_bad(stream: IO[bytes]) -> tuple[int | None, bool]:
    """Return where the first byte of STREAM is that is not UTF-8, and whether all before are ASCII."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    position, is_ascii = 0, True
    while True:
        chunk = stream.read(_CHUNK)
        held = len(decoder.getstate()[0])  # of a character that the last chunk cut
        try:
            decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return position - held + error.start, is_ascii
        if not chunk:
            return None, is_ascii
        is_ascii = is_ascii and chunk.isascii()
        position += len(chunk)


def _telling(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield lines of STREAM with bytes beyond ASCII, each cell on a line; what is enough to guess from."""
    taken = 0
    while taken < _CHUNK and (line := stream.readline(_LINE)):
        if not line.isascii():
            taken += len(line)
            yield line.translate(_SEPARATORS)
