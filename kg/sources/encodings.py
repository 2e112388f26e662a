"""Bytes to text: what a file says of its encoding first, then UTF-8, then a guess that is told."""

import codecs
import logging
import re
from typing import TYPE_CHECKING, Final

from kg.errors import SourceError

if TYPE_CHECKING:
    from charset_normalizer import CharsetMatch

_log = logging.getLogger(__name__)

_CLOSE: Final = 0.01  # of the shares of noise that charset-normalizer measures
_BOMS: Final = (  # the longer ones first: that of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC: Final = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"\x1f\x8b", "a gzip file inside another"),
)
_DECLARED: Final = re.compile(
    rb"<\?xml[^>]{0,100}?encoding=[\"']([\w.:-]+)|<meta[^>]{0,200}?charset=[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
# https://encoding.spec.whatwg.org/#names-and-labels: the web means windows-1252 by these.
_LATIN: Final = frozenset({"ascii", "iso8859-1", "cp1252"})
# Quotation marks, dashes, dots, spaces and signs that all Windows code pages have in one place.
_TYPOGRAPHY: Final = frozenset(
    b"\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0"
)


def decode(raw: bytes, source: str, declared: str | None = None) -> str:
    r"""Return the text of RAW bytes; DECLARED is an encoding that came with them.

    >>> decode("\u00fcber".encode("utf-16"), "a.txt")
    'über'
    """
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _strictly(raw, encoding, source, f"begins as {encoding.upper()}")
    _refuse_binary(raw, source)
    said = declared or _declaration(raw)
    if said and (named := _known(said, source)):
        try:
            return raw.decode(named)
        except UnicodeDecodeError:
            _log.warning("%s: says it is %s but is not; read without that", source, said)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        return _guess(raw, source, error.start)


def _strictly(raw: bytes, encoding: str, source: str, claim: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{source}: {claim} but is not at byte {error.start}; convert it to UTF-8"
        raise SourceError(message) from error


def _refuse_binary(raw: bytes, source: str) -> None:
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            raise SourceError(f"{source}: is {kind}, not text; convert it to text or HTML")
    if b"\0" in raw:
        place = raw.index(b"\0")
        hint = "convert it to UTF-8 text or HTML"
        raise SourceError(f"{source}: is binary, not text (a zero at byte {place}); {hint}")


def _declaration(raw: bytes) -> str | None:
    match = _DECLARED.search(raw[:4096])
    return (match[1] or match[2]).decode("ascii") if match else None


def _known(name: str, source: str) -> str | None:
    """Return Python's name of an encoding; text that says UTF-16 in ASCII letters is not UTF-16."""
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        _log.warning("%s: says it is in %r, which is no known encoding", source, name)
        return None
    if encoding in _LATIN:
        return "cp1252"
    return None if encoding.startswith(("utf-16", "utf-32")) else encoding


def _guess(raw: bytes, source: str, bad: int) -> str:
    """Return the text in the one encoding that fits; the guess is logged, a tie is an error."""
    if all(byte < 0x80 or byte in _TYPOGRAPHY for byte in raw):
        encoding, text = "windows-1252", raw.decode("cp1252")
    else:
        encoding, text = _likeliest(raw, source, bad)
    _log.warning("%s: not UTF-8 at byte %d; read as %s, a guess", source, bad, encoding)
    return text


def _is_rival(match: "CharsetMatch", best: "CharsetMatch") -> bool:
    """Tell whether MATCH reads as well as the BEST one, and reads other words."""
    as_clean = match.chaos <= best.chaos + _CLOSE
    return as_clean and match.coherence >= best.coherence - 10 * _CLOSE and str(match) != str(best)


def _likeliest(raw: bytes, source: str, bad: int) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(raw))
    if not matches:
        raise SourceError(f"{source}: not UTF-8 at byte {bad}, nor any known encoding; convert it")
    best = matches[0]
    rivals = [match for match in matches[1:] if _is_rival(match, best)]
    if rivals:
        may = f"{best.encoding} or {rivals[0].encoding}"
        raise SourceError(f"{source}: not UTF-8 at byte {bad}, may be {may}; convert it to UTF-8")
    same = best.could_be_from_charset
    return "windows-1252" if "cp1252" in same else best.encoding, str(best)
