"""Bytes to text: what the user says, then what the file says, then UTF-8, then a guess that is told."""

import codecs
import logging
import re
from collections.abc import Iterator
from difflib import get_close_matches
from encodings.aliases import aliases
from typing import Final

from kg.errors import ConfigError, SourceError
from kg.sources import alphabets, telling

_log = telling.log(__name__)

_TOLERANCE: Final = 0.1  # of words beyond a-z, how many may be odd where nothing else fits
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
_COMMON: Final = (
    *("windows-1252", "windows-1250", "windows-1251", "macintosh", "utf-8", "utf-16", "iso-8859-1"),
    *("iso-8859-2", "iso-8859-15", "windows-1254", "gbk", "gb18030", "big5", "shift-jis", "euc-kr"),
    *("euc-jp", "koi8-r", "cp850", "cp437", "ascii", "latin-1"),
)
_NO_TEXT: Final = frozenset(
    "base64 base_64 bz2 hex rot13 uu zip zlib quopri quoted_printable quotedprintable".split()
)
# Python's names of encodings that alphabets know.
_PYTHON: Final = {"macintosh": "mac_roman"}
# Where windows-1252 makes no sense. Those of the web first.
_OTHERS: Final = (
    *("windows-1250", "macintosh", "iso-8859-15", "iso-8859-2", "cp850", "windows-1254"),
    *("windows-1251", "koi8-r"),
)
_EAST_ASIAN: Final = ("gb18030", "big5", "shift-jis", "euc-kr", "euc-jp")
_ICELANDIC: Final = re.compile(r"[ðþÐÞÝ]")  # in windows-1254 these are letters of Turkish
_WIDE: Final = 0.4  # of every second byte, in which UTF-16 has the zeros of ASCII letters


def check_encoding(name: str | None) -> str | None:
    """Return Python's name of the encoding NAME; one that is not known is an error.

    >>> check_encoding("Windows-1252")
    'cp1252'
    >>> check_encoding("windows-1522")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: --encoding: 'windows-1522' is no known encoding; did you mean 'windows-1252'?
    """
    if name is None:
        return None
    try:
        "".encode(name)  # more than a look-up: it refuses what encodes no text
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        wanted = name.lower().replace("_", "-")
        known = sorted(alias.replace("_", "-") for alias in aliases if alias not in _NO_TEXT)
        near = get_close_matches(wanted, _COMMON, n=1) or get_close_matches(wanted, known, n=1)
    else:
        return "cp1252" if found == "iso8859-1" else found
    hint = f"did you mean {near[0]!r}?" if near else f"common ones are {', '.join(_COMMON[:4])}"
    raise ConfigError(f"--encoding: {name!r} is no known encoding; {hint}")


def decode(
    raw: bytes,
    source: str,
    declared: str | None = None,
    *,
    encoding: str | None = None,
    level: int = logging.WARNING,
) -> str:
    r"""Return the text of RAW bytes; DECLARED is an encoding that came with them, ENCODING what the user says.

    A guess is told at this LEVEL. What is UTF-8 beyond doubt stays so, whatever the user says of a whole folder.

    >>> decode("\u00fcber".encode("utf-16"), "a.txt")
    'über'
    """
    if encoding and not _shows_utf8(raw):
        return _as_told(raw, source, encoding)
    if shown := begins_as(raw):
        how = "looks like" if shown == _wide(raw) else "begins as"
        return _strictly(raw, shown, source, f"{how} {shown.upper()}")
    refuse_binary(raw, source)
    # A server that says Latin-1 of all pages says it of those in UTF-8, too.
    said = (None if _shows_utf8(raw) else declared) or _declaration(raw)
    if said and (name := known(said, source)):
        try:
            return raw.decode(name)
        except UnicodeDecodeError:
            _log.warning("%s: says it is %s but is not; read without that", source, said)
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        return raw.decode(guess(raw, source, error.start, level))


def begins_as(raw: bytes) -> str | None:
    r"""Return the encoding that RAW bytes show by a mark or by the zeros of UTF-16; None where they show none.

    >>> begins_as(b"\xef\xbb\xbfRain"), begins_as(b"R\0a\0i\0"), begins_as(b"Rain")
    ('utf-8-sig', 'utf-16-le', None)
    """
    marks = (named for bom, named in _BOMS if raw.startswith(bom))
    return next(marks, None) or _wide(raw)


def _shows_utf8(raw: bytes) -> bool:
    """Tell whether RAW has characters of several bytes, all of them those of UTF-8, or its mark.

    >>> _shows_utf8("Zoë".encode()), _shows_utf8("Zoë".encode("cp1252")), _shows_utf8(b"Zoe")
    (True, False, False)
    """
    beyond = not raw.isascii() and b"\0" not in raw
    return raw.startswith(codecs.BOM_UTF8) or (beyond and _is_in(raw, "utf-8"))


def _as_told(raw: bytes, source: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{source}: is not {encoding} at byte {error.start}; {_advice(raw)}"
        raise SourceError(message) from error


def _advice(raw: bytes) -> str:
    """Return what to do where RAW bytes are not in the encoding that the user gave."""
    if fitting := [name for name in ("utf-8", *_COMMON[:1]) if _is_in(raw, name)]:
        return f"it reads as {fitting[0]}; leave --encoding out, or give another"
    return "give another --encoding"


def _is_in(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(raw: bytes) -> str | None:
    """Return UTF-16 in its order of bytes where a text without a mark has the zeros of its letters.

    >>> _wide("The dam".encode("utf-16-be")), _wide(b"The dam")
    ('utf-16-be', None)
    """
    sample = raw[:4096]
    half = len(sample) // 2
    if half < 2 or b"\0" not in sample:
        return None
    zeros = sample[0 : half * 2 : 2].count(0), sample[1::2].count(0)
    for here, other, name in ((zeros[0], zeros[1], "utf-16-be"), (zeros[1], zeros[0], "utf-16-le")):
        if here > _WIDE * half and other == 0:
            return name
    return None


def _strictly(raw: bytes, encoding: str, source: str, claim: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"{source}: {claim} but is not at byte {error.start}; give --encoding, or convert it to UTF-8"
        raise SourceError(message) from error


def refuse_binary(raw: bytes, source: str) -> None:
    """Raise SourceError where RAW bytes are no text."""
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


def known(name: str, source: str) -> str | None:
    """Return Python's name of an encoding; text that says UTF-16 in ASCII letters is not UTF-16."""
    try:
        "".encode(name)  # more than a look-up: it refuses what is no encoding of text, such as hex
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):
        _log.warning("%s: says it is in %r, which is no known encoding", source, name)
        return None
    if encoding in _LATIN:
        return "cp1252"
    return None if encoding.startswith(("utf-16", "utf-32")) else encoding


def guess(raw: bytes, source: str, bad: int, level: int) -> str:
    """Return Python's name of the one encoding that fits RAW; the guess is logged at LEVEL, a tie is an error.

    At BAD is the first byte of SOURCE that is not UTF-8.
    """
    fitting = list(_fitting(raw))
    if len(fitting) != 1:
        may = fitting or [name for name in _COMMON[:5] if _is_in(raw, _python(name))]
        named = f"may be {' or '.join(may[:3])}" if may else "nor in any encoding that we know"
        hint = f"give --encoding {may[0]}, or what it is" if may else "convert it to UTF-8"
        raise SourceError(f"{source}: not UTF-8 at byte {bad}, {named}; {hint}")
    _log.log(level, "%s: not UTF-8 at byte %d; read as %s, a guess", source, bad, fitting[0])
    return _python(fitting[0])


def _python(name: str) -> str:
    return _PYTHON.get(name, name)


def _fitting(raw: bytes) -> Iterator[str]:
    """Yield the encodings in which RAW makes sense: windows-1252 alone if that does, since we read English."""
    western = _sensible(raw, "windows-1252")
    if western is not None:
        yield "windows-1252"
        if _ICELANDIC.search(western) and _sensible(raw, "windows-1254") is not None:
            yield "windows-1254"
        return
    for group in (_OTHERS, _EAST_ASIAN):
        texts = {name: text for name in group if (text := _sensible(raw, name)) is not None}
        distinct = {text: name for name, text in reversed(texts.items())}
        if distinct:
            # Macintosh goes before DOS, which nobody writes news on.
            fitting = [name for name in texts if distinct[texts[name]] == name]
            yield from (name for name in fitting if name != "cp850" or "macintosh" not in fitting)
            return
    if _sensible(raw, "windows-1252", _TOLERANCE) is not None:
        yield "windows-1252"


def _sensible(raw: bytes, encoding: str, tolerance: float = 0.0) -> str | None:
    """Return the text of RAW in ENCODING if it makes sense."""
    try:
        text = raw.decode(_python(encoding))
    except UnicodeDecodeError:
        return None
    return text if alphabets.is_plausible(text, encoding, tolerance) else None
