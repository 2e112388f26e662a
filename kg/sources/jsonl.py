"""JSON Lines: one article a line; and JSON files with one article or a list of them."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import IO, Any, Final

from kg.boundary import attempt, reason
from kg.errors import ConfigError, SourceError
from kg.sources import encodings, jsonld, markup, people
from kg.sources.record import Record, SourceFailure

MAX_LINE: Final = 32 * 1024 * 1024  # bytes
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "headline", "name"),
    "text": ("text", "body", "content", "articleBody", "article", "maintext", "full_text"),
    "url": ("url", "link", "webUrl", "canonical_url", "source_url"),
    "published": (
        *(
            "published",
            "date",
            "datePublished",
            "date_published",
            "date_publish",
            "publication_date",
        ),
        *("published_at", "publishedAt", "pub_date", "pubDate", "created_at"),
    ),
    "authors": ("authors", "author", "byline", "creator"),
    "publisher": ("publisher", "source", "site", "sitename", "site_name", "outlet"),
    "language": ("language", "lang", "inLanguage"),
    "id": ("id", "_id", "uuid", "guid"),
}


def check_fields(fields: Mapping[str, str] | None) -> Mapping[str, tuple[str, ...]]:
    """Return the names of the fields to look for, those that the user names in FIELDS instead.

    >>> check_fields({"text": "story"})["text"]
    ('story',)
    >>> check_fields({"txt": "story"})
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: --field: 'txt' is no field of an article; did you mean 'text'?
    """
    for name in fields or {}:
        if name not in FIELDS:
            near = get_close_matches(name, FIELDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(FIELDS)}"
            raise ConfigError(f"--field: {name!r} is no field of an article; {hint}")
    return {**FIELDS, **{name: (theirs,) for name, theirs in (fields or {}).items()}}


def read(
    stream: IO[bytes], source: str, key: str | None, fields: Mapping[str, tuple[str, ...]]
) -> Iterator[Record | SourceFailure]:
    """Yield the article of each line, or why it can't be read."""
    number = 0
    while raw := stream.readline(MAX_LINE):
        number += 1
        where = f"{source}:{number}"
        if number == 1 and raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise SourceError(f"{source}: is UTF-16, but JSON Lines are UTF-8; convert it")
        if len(raw) >= MAX_LINE and not raw.endswith(b"\n"):
            yield SourceFailure(where, f"{where}: longer than {MAX_LINE // 2**20} MiB; split it")
            while (raw := stream.readline(MAX_LINE)) and not raw.endswith(b"\n"):
                pass
        elif plain := raw.removeprefix(b"\xef\xbb\xbf").strip():
            yield _parse(plain, where, key, fields)


def read_file(
    raw: bytes, source: str, key: str | None, fields: Mapping[str, tuple[str, ...]]
) -> Iterator[Record | SourceFailure]:
    """Yield the articles of a JSON file: an object, a list, or an object with a list in it."""
    found = _load(encodings.decode(raw, source).encode(), source)
    values = found.values() if isinstance(found, dict) else [found]
    listed: list[Any] | None = next(filter(_is_list, values), None)
    if listed is None:
        yield _guarded(found, source, key, fields)
        return
    for number, each in enumerate(listed, 1):
        yield _guarded(each, f"{source}[{number}]", key, fields)


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value)


def _parse(
    raw: bytes, where: str, key: str | None, fields: Mapping[str, tuple[str, ...]]
) -> Record | SourceFailure:
    try:
        return _guarded(_load(raw, where), where, key, fields)
    except SourceError as error:
        return SourceFailure(where, str(error))


def _load(raw: bytes, where: str) -> Any:
    try:
        return json.loads(raw.decode())
    except UnicodeDecodeError as error:
        message = f"{where}: not UTF-8 at byte {error.start}; convert it"
        raise SourceError(message) from error
    except json.JSONDecodeError as error:
        at = (
            f"line {error.lineno}, column {error.colno}"
            if error.lineno > 1
            else f"column {error.colno}"
        )
        reason = error.msg[0].lower() + error.msg[1:]
        raise SourceError(f"{where}: no JSON at {at}: {reason}; mend or drop it") from error
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where}: no JSON that can be read; mend or drop it") from error


def _guarded(
    found: Any, where: str, key: str | None, fields: Mapping[str, tuple[str, ...]]
) -> Record | SourceFailure:
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        failures.append(SourceFailure(where, reason(where, "read", error)))

    record = attempt(lambda: _record(found, where, key, fields), failed, where, "read")
    return record or failures[0]


def _record(
    found: Any, where: str, key: str | None, fields: Mapping[str, tuple[str, ...]]
) -> Record:
    if not isinstance(found, dict):
        raise SourceError(f"{where}: is no JSON object; one article is one object")
    values = {name: _value(found, theirs) for name, theirs in fields.items()}
    text = _text(values["text"], found, where, fields["text"])
    own = values["id"]
    return Record(
        source=where,
        key=f"{key}/{own}" if key and isinstance(own, str | int) else None,
        text=text,
        title=_string(values["title"], where, "title"),
        url=jsonld.address(values["url"]),
        publisher=next(iter(jsonld.names(values["publisher"])), None),
        authors=_authors(values["authors"]),
        published=_string(values["published"], where, "published"),
        language=_string(values["language"], where, "language"),
    )


def _value(found: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the first value that one of NAMES has; ``a.b`` is the field b of the object a."""
    for name in names:
        value: Any = found.get(name)
        if value is None and "." in name:
            value = found
            for part in name.split("."):
                value = value.get(part) if isinstance(value, dict) else None
        if value not in (None, "", []):
            return value
    return None


def _text(value: Any, found: Mapping[str, Any], where: str, names: tuple[str, ...]) -> str:
    match value:
        case str():
            return markup.to_text(value) if markup.is_html(value) else value
        case list() if value and all(isinstance(each, str) for each in value):
            return "\n\n".join(value)
        case None:
            raise SourceError(f"{where}: {_missing(found, names)}")
        case _:
            kind = type(value).__name__
            raise SourceError(f"{where}: the text is no string but a {kind}; name its field")


def _missing(found: Mapping[str, Any], names: tuple[str, ...]) -> str:
    near = get_close_matches(names[0], found, n=1)
    have = ", ".join(list(found)[:8]) or "nothing"
    what = f"field {names[0]!r} is missing or empty" if len(names) == 1 else "has no text"
    hint = f"did you mean {near[0]!r}?" if near and near[0] not in names else f"have: {have}"
    return f"{what}; {hint}; name it with --field text=NAME"


def _string(value: Any, where: str, name: str) -> str | None:
    match value:
        case str():
            return value
        case int() | float() if name == "published" and not isinstance(value, bool):
            return str(int(value))
        case None | {"name": str()}:
            return value and value["name"]
        case _:
            raise SourceError(f"{where}: the {name} is no string but a {type(value).__name__}")


def _authors(value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for each in jsonld.names(value) for n in people.authors(each)))
