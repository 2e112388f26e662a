"""JSON Lines: one article a line; and JSON files with one article or a list of them."""

import codecs
import io
import json
import logging
import math
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any, Final, cast

from kg import iri, jsontext
from kg.boundary import Within, attempt, here, reason
from kg.errors import SourceError
from kg.sources import encodings, fields, jsonld, people, telling
from kg.sources.fields import Fields
from kg.sources.record import Record, SourceFailure, limited

_log = telling.log(__name__)

MAX_LINE: Final = 32 * 1024 * 1024  # bytes
_DEPTH: Final = 3  # of objects around a list of articles
_DIGITS: Final = 300  # of a number; more of them are infinite
_CUT: Final = re.compile(
    r"(?:\S*(?P<dots>…|\.\.\.))?\s*\[\+\d+ chars\]\s*$"
)  # https://newsapi.org/docs
_END: Final = 400  # characters of a text in which it says that it was cut
_KINDS: Final = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    list: "an array",
    dict: "an object",
}


def read(
    stream: IO[bytes],
    source: str,
    key: str | None,
    names: Fields,
    encoding: str | None = None,
    within: Within = here,
) -> Iterator[Record | SourceFailure]:
    """Yield the article of each line, which is parsed WITHIN the limits of one document, or why it can't be read."""
    number = 0
    level = logging.WARNING  # of a guess; the first line that needs one tells it for all
    lines = _utf8(stream, source, encoding)
    while raw := lines.readline(MAX_LINE):
        number += 1
        where = f"{source}:{number}"
        if len(raw) >= MAX_LINE and not raw.endswith(b"\n"):
            yield SourceFailure(where, f"{where}: longer than {MAX_LINE // 2**20} MiB; split it")
            while (raw := lines.readline(MAX_LINE)) and not raw.endswith(b"\n"):
                pass
        elif plain := raw.removeprefix(b"\xef\xbb\xbf").strip():
            line = (plain, where, key, names, encoding, level)
            yield limited(within, where, len(plain), _parse, *line)
            level = level if _is_utf8(plain) else logging.INFO


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _utf8(stream: IO[bytes], source: str, encoding: str | None) -> IO[bytes]:
    """Return a STREAM whose lines end with one byte; UTF-16 and UTF-32, where it takes several, as UTF-8."""
    begin = stream.read(4)
    stream.seek(0)
    wide = encoding if (encoding or "").startswith(("utf-16", "utf-32")) else None
    if begin.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wide = wide or "utf-16"
    if wide is None:
        return stream
    text = encodings.decode(stream.read(MAX_LINE), source, encoding=wide)
    return io.BytesIO(text.encode(errors="surrogatepass"))


def read_file(
    raw: bytes, source: str, key: str | None, names: Fields, encoding: str | None = None
) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a JSON file: an object, a list, or an object with a list in it."""
    found = _load(encodings.decode(raw, source, encoding=encoding), source)
    listed = _listed(found, names, _DEPTH)
    if listed is None:
        yield guarded(found, source, key, names)
        return
    for number, each in enumerate(listed, 1):
        yield guarded(each, f"{source}[{number}]", key, names)


def _listed(found: Any, names: Fields, depth: int) -> list[Any] | None:
    """Return the list of articles that a value is or has in it; None for an article itself."""
    if _is_list(found):
        return cast("list[Any]", found)
    if not isinstance(found, dict) or not depth or fields.has_text(found, names):
        return None
    inner = (_listed(value, names, depth - 1) for value in found.values())
    return next(filter(None, inner), None)


def _is_list(value: Any) -> bool:
    """Tell whether VALUE is a list of objects; nothing in the place of one costs that one alone."""
    some = [each for each in value if each is not None] if isinstance(value, list) else []
    return bool(some) and all(isinstance(each, dict) for each in some)


def _parse(
    raw: bytes, where: str, key: str | None, names: Fields, encoding: str | None, level: int
) -> Record | SourceFailure:
    wide = (encoding or "").startswith(("utf-16", "utf-32"))
    try:
        named = "utf-8" if wide else encoding
        text = encodings.decode(raw, where, encoding=named, level=level)
        return guarded(_load(text, where), where, key, names)
    except SourceError as error:
        return SourceFailure(where, str(error))


def _load(text: str, where: str) -> Any:
    try:
        return jsontext.loads(text, parse_int=_integer)
    except json.JSONDecodeError as error:
        at = (
            f"line {error.lineno}, column {error.colno}"
            if error.lineno > 1
            else f"column {error.colno}"
        )
        reason = error.msg[0].lower() + error.msg[1:]
        raise SourceError(f"{where}: no JSON at {at}: {reason}; mend or drop it") from error
    except jsontext.DeepError as error:
        raise SourceError(f"{where}: is nested too deeply for an article; drop it") from error
    except ValueError as error:
        raise SourceError(f"{where}: no JSON that can be read; mend or drop it") from error


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _DIGITS else math.inf


def guarded(found: Any, where: str, key: str | None, names: Fields) -> Record | SourceFailure:
    """Return the article of an object FOUND at WHERE, or why there is none."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        deep = f"{where}: is nested too deeply for an article; drop it"
        is_deep = isinstance(error, RecursionError)
        failures.append(SourceFailure(where, deep if is_deep else reason(where, "read", error)))

    record = attempt(lambda: _record(found, where, key, names), failed, where, "read")
    return record or failures[0]


def _record(found: Any, where: str, key: str | None, names: Fields) -> Record:
    if not isinstance(found, dict):
        raise SourceError(f"{where}: is no JSON object; one article is one object")
    article = fields.unwrapped(found, names)

    def first(name: str) -> Any:
        return next(fields.values(article, names[name]), None)

    own = first("id")
    addresses = list(filter(None, map(jsonld.address, fields.values(article, names["url"]))))
    publishers = (jsonld.names(value) for value in fields.values(article, names["publisher"]))
    return Record(
        source=where,
        key=f"{key}/{own}" if key and isinstance(own, str | int) else None,
        text=_text(article, where, names["text"]),
        title=_line(article, where, "title", names),
        url=next(filter(iri.from_url, addresses), next(iter(addresses), None)),
        publisher=next((found[0] for found in publishers if found), None),
        authors=_authors(article, names["authors"]),
        published=_published(article, where, names["published"]),
        language=_line(article, where, "language", names),
        status=next(
            (
                each
                for each in map(fields.inner, fields.values(article, names["status"]))
                if isinstance(each, str)
            ),
            None,
        ),
    )


def _text(found: Mapping[str, Any], where: str, names: tuple[str, ...]) -> str:
    given = list(fields.values(found, names))
    text = next((text for text in map(fields.as_text, given) if text and text.strip()), None)
    if text is None and len(names) > 1:
        text = fields.teaser(found)
    if text is not None:
        cut = _CUT.search(text, max(len(text) - _END, 0))
        return text[: cut.start()] + (cut["dots"] or "") if cut else text
    if given and not isinstance(given[0], dict | list | str):
        raise SourceError(f"{where}: the text is no string but {_kind(given[0])}; name its field")
    raise SourceError(f"{where}: {fields.missing(found, names)}")


def _line(found: Mapping[str, Any], where: str, name: str, names: Fields) -> str | None:
    """Return a short text under one of the names of a field; what is none is left out and told."""
    for value in fields.values(found, names[name]):
        match fields.inner(value):
            case str() as text:
                return text
            case {"name": str() as text}:
                return text
            case [str() as text, *_]:
                return text
            case _:
                kind = _kind(value)
                _log.warning("%s: the %s is no string but %s; left out", where, name, kind)
    return None


def _kind(value: object) -> str:
    """Return what JSON calls a VALUE.

    >>> _kind(3), _kind([]), _kind(None)
    ('a number', 'an array', 'null')
    """
    return _KINDS.get(type(value), "null")


def _published(found: Mapping[str, Any], where: str, names: tuple[str, ...]) -> str | None:
    """Return a date as written, or the seconds of a moment; what cannot be one is left out and told."""
    for value in fields.values(found, names):
        match fields.inner(value):
            case str() as text if text.strip():
                return text
            case bool():
                pass
            case int() | float() as number if math.isfinite(number):
                return str(int(number))
        shown = json.dumps(value)
        short = shown if len(shown) <= 60 else f"{shown[:57]}..."
        _log.warning("%s: the date %s is no date; left out", where, short)
    return None


def _authors(found: Mapping[str, Any], names: tuple[str, ...]) -> tuple[str, ...]:
    for value in fields.values(found, names):
        named = jsonld.names(fields.inner(value)) or jsonld.names(value)
        if written := [name for each in named for name in people.authors(each)]:
            return tuple(dict.fromkeys(written))
    return ()


def to_record(found: Any, where: str, known: fields.Fields) -> Record:
    """Return the record of an object FOUND at WHERE, as one line has it; KNOWN is what its fields may be called."""
    return _record(found, where, None, known)
