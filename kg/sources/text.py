"""Plain text and Markdown, with or without front matter."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.sources import encodings, markdown, people
from kg.sources.record import Record

# https://jekyllrb.com/docs/front-matter/ : lines of "key: value" between two of "---"
_FRONT: Final = re.compile(r"\s*---[ \t]*\r?\n(?P<lines>(?:.*\r?\n){1,60}?)---[ \t]*(?:\r?\n|$)")
_PAIR: Final = re.compile(
    r"^(?P<key>[A-Za-z_]+)[ \t]*:[ \t]*(?P<value>\S.*?)[ \t]*\r?$", re.MULTILINE
)


def read(raw: bytes, source: str, key: str | None, encoding: str | None = None) -> Iterator[Record]:
    """Yield the one article of a text file."""
    yield _record(encodings.decode(raw, source, encoding=encoding), source, key)


def read_markdown(
    raw: bytes, source: str, key: str | None, encoding: str | None = None
) -> Iterator[Record]:
    """Yield the one article of a Markdown file, as the text that it shows."""
    record = _record(encodings.decode(raw, source, encoding=encoding), source, key)
    shown = markdown.render(record.text, record.skip)
    title = record.title or shown.title
    yield replace(record, text=shown.text, origins=shown.origins, title=title)


def _record(text: str, source: str, key: str | None) -> Record:
    front = _FRONT.match(text)
    pairs = _pairs(front["lines"]) if front else {}
    return Record(
        source=source,
        key=key,
        text=text,
        skip=front.end() if front and pairs else 0,
        title=pairs.get("title"),
        url=pairs.get("url") or pairs.get("canonical_url") or pairs.get("link"),
        publisher=pairs.get("publisher") or pairs.get("source"),
        authors=people.authors(pairs.get("author") or pairs.get("authors")),
        published=pairs.get("date") or pairs.get("published"),
        language=pairs.get("lang") or pairs.get("language"),
        status=pairs.get("status"),
    )


def _pairs(lines: str) -> dict[str, str]:
    r"""Return the simple entries of a front matter.

    >>> _pairs('title: "Chip maker sues"\ntags:\n  - law\n')
    {'title': 'Chip maker sues'}
    """
    found = ((m["key"].lower(), m["value"].strip("\"'[]")) for m in _PAIR.finditer(lines))
    return {key: value for key, value in found if value}
