"""A store as tables for analytics: articles, entities, events, claims, participants and mentions, as Parquet files.

The columns are stable: they are added to, and none is renamed or taken away before the next major version. IRIs are
those of the graph, days and moments are text as in RDF, offsets count characters. Rows are sorted, entities and events
by their IRIs, all else by article and place; they are written some thousands at a time, so memory does not grow with
the store. PyArrow writes the files; it is an extra.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from kg.errors import library
from kg.explore import Explorer
from kg.explore.reader import ALIAS, FACTS, TYPE, Reader, node
from kg.explore.shapes import Claim, Item

_TEXT, _TEXTS, _NUMBER, _REAL, _YES = "string", "list<string>", "int64", "float64", "bool"
TABLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "articles": {
            **dict.fromkeys(("article", "title", "url", "publisher", "author"), _TEXT),
            **dict.fromkeys(("published", "place", "place_label"), _TEXT),
        },
        "entities": {
            **dict.fromkeys(("entity", "label", "type", "description", "wikidata"), _TEXT),
            "aliases": _TEXTS,
            "articles": _NUMBER,
        },
        "events": dict.fromkeys(("event", "type", "label", "start_time", "end_time"), _TEXT),
        "claims": {
            **dict.fromkeys(("claim", "article", "kind", "type", "label", "status"), _TEXT),
            "fact": _YES,
            "speakers": _TEXTS,
            "speaker_labels": _TEXTS,
            **dict.fromkeys(("event", "subject", "subject_label"), _TEXT),
            **dict.fromkeys(("object", "object_label", "object_datatype"), _TEXT),
            **dict.fromkeys(("start_time", "end_time", "valid_from", "valid_until"), _TEXT),
            "ended": _YES,
            "sentence": _TEXT,
            "sentence_start": _NUMBER,
            "sentence_end": _NUMBER,
            **dict.fromkeys(("cue", "qualifier", "rule"), _TEXT),
            "confidence": _REAL,
        },
        "participants": dict.fromkeys(
            ("claim", "article", "event", "role", "participant", "label", "type", "datatype"), _TEXT
        ),
        "mentions": {
            "article": _TEXT,
            "start": _NUMBER,
            "end": _NUMBER,
            **dict.fromkeys(("text", "entity", "label", "type"), _TEXT),
        },
    }
)
_ROWS: Final = 5_000  # that are written together
_DESCRIPTION: Final = node("kg", "description")
_TIMES: Final = {
    "start_time": (node("kg", "startTime"), node("kg", "time")),
    "end_time": (node("kg", "endTime"), node("kg", "time")),
}

Row = dict[str, Any]


def write(explorer: Explorer, folder: Path) -> dict[str, int]:
    """Write the tables of a store into FOLDER, a Parquet file each, and return the number of rows of each.

    Raises ConfigError where PyArrow is not installed.
    """
    library("pyarrow", "archives")
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        files = {name: stack.enter_context(_writing(folder, name)) for name in TABLES}
        for name, row in rows(explorer):
            files[name].add(row)
    return {name: file.count for name, file in files.items()}


def rows(explorer: Explorer) -> Iterator[tuple[str, Row]]:
    """Yield each row with the name of its table."""
    for article in sorted(explorer.reader.newest):
        yield from of_article(explorer, article)
    reader = explorer.reader
    typed = (quad.subject for quad in reader.quads(None, TYPE, None, FACTS))
    for iri in sorted({each.value for each in typed if isinstance(each, NamedNode)}):
        yield from of_thing(reader, iri, explorer.pictures.articles)


def of_article(explorer: Explorer, article: str) -> Iterator[tuple[str, Row]]:
    """Yield the rows of one ARTICLE, each with the name of its table."""
    page = explorer.articles.page(NamedNode(article))
    if page is None:
        return
    about = page["article"]
    place = about.get("place")
    yield (
        "articles",
        {
            "article": article,
            **{key: about.get(key) for key in ("title", "url", "publisher", "author", "published")},
            "place": place and place.get("iri"),
            "place_label": place and place["label"],
        },
    )
    for claim in sorted(page["claims"], key=_place):
        yield "claims", _claim(claim)
        for role in claim.get("roles", ()):
            for item in role["items"]:
                yield "participants", {**_participant(claim, item), "role": role["role"]}
    for mention in page["mentions"]:
        told = {key: mention[key] for key in ("start", "end", "text", "label")}
        yield (
            "mentions",
            {"article": article, **told, "entity": mention["iri"], "type": mention["kind"]},
        )


def _place(claim: Claim) -> tuple[int, str]:
    return claim["evidence"][0]["start"] if claim["evidence"] else 0, claim["id"]


def _claim(claim: Claim) -> Row:
    subject, other = claim.get("subject"), claim.get("object")
    evidence = claim["evidence"][0] if claim["evidence"] else None
    kept = ("article", "kind", "type", "label", "status", "fact", "event")
    more = ("cue", "qualifier", "rule", "confidence")
    return {
        "claim": claim["id"],
        **{key: claim.get(key) for key in (*kept, *more)},
        "ended": claim.get("ended", False),
        "speakers": [each.get("iri") for each in claim["speakers"]],
        "speaker_labels": [each["label"] for each in claim["speakers"]],
        "subject": subject and subject.get("iri"),
        "subject_label": subject and subject["label"],
        "object": other and other.get("iri"),
        "object_label": other and other["label"],
        "object_datatype": other and other.get("datatype"),
        "start_time": claim.get("start"),
        "end_time": claim.get("end"),
        "valid_from": claim.get("validFrom"),
        "valid_until": claim.get("validUntil"),
        "sentence": evidence and evidence["sentence"],
        "sentence_start": evidence and evidence["start"],
        "sentence_end": evidence and evidence["end"],
    }


def _participant(claim: Claim, item: Item) -> Row:
    return {
        "claim": claim["id"],
        "article": claim["article"],
        "event": claim.get("event"),
        "participant": item.get("iri"),
        "label": item["label"],
        "type": item.get("kind"),
        "datatype": item.get("datatype"),
    }


def of_thing(reader: Reader, iri: str, articles: Callable[[str], int]) -> Iterator[tuple[str, Row]]:
    """Yield the row of what is called IRI among the facts, if it is an entity or an event.

    ARTICLES tells how many articles mention an entity.
    """
    thing = NamedNode(iri)
    told = {"label": reader.label(thing), "type": reader.kind(thing)[0]}
    if "/event/" in iri:
        times = {
            name: next((t.value for each in ways for t in reader.values(thing, each, FACTS)), None)
            for name, ways in _TIMES.items()
        }
        yield "events", {"event": iri, **told, **times}
    elif "/entity/" in iri:
        aliases = (t.value for t in reader.values(thing, ALIAS, FACTS) if isinstance(t, Literal))
        about = reader.one(thing, _DESCRIPTION, FACTS)
        yield (
            "entities",
            {
                "entity": iri,
                **told,
                "description": about and about.value,
                "wikidata": reader.wikidata(thing),
                "aliases": sorted(aliases),
                "articles": articles(iri),
            },
        )


class _File:
    """A table on its way into a Parquet file."""

    def __init__(self, writer: Any) -> None:
        self.count = 0
        self._writer = writer
        self._rows: list[Row] = []

    def add(self, row: Row) -> None:
        """Write ROW, soon."""
        self._rows.append(row)
        self.count += 1
        if len(self._rows) >= _ROWS:
            self.flush()

    def flush(self) -> None:
        """Write the rows that wait."""
        if self._rows:
            table = library("pyarrow", "archives").Table
            self._writer.write_table(table.from_pylist(self._rows, self._writer.schema))
            self._rows.clear()


@contextmanager
def _writing(folder: Path, name: str) -> Iterator[_File]:
    """Yield the table NAME to write; its file takes its name in FOLDER when it is whole."""
    arrow, parquet = (library(each, "archives") for each in ("pyarrow", "pyarrow.parquet"))
    kinds = {_TEXTS: arrow.list_(arrow.string())}
    schema = arrow.schema(
        [(key, kinds.get(kind) or arrow.type_for_alias(kind)) for key, kind in TABLES[name].items()]
    )
    part = folder / f".{name}.parquet.part"
    try:
        with parquet.ParquetWriter(part, schema, compression="zstd") as writer:
            file = _File(writer)
            yield file
            file.flush()
        part.replace(folder / f"{name}.parquet")
    finally:
        part.unlink(missing_ok=True)
