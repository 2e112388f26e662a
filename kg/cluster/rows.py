"""What goes from stage to stage on a cluster: the columns of each table, and rows as plain dictionaries."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import RdfFormat, Store

if TYPE_CHECKING:
    import pyarrow

Row = dict[str, Any]
Columns = Mapping[str, str]  # the name of each column, and the kind of its values
Batches = Iterator["pyarrow.RecordBatch"]

_TEXT, _NUMBER, _BYTES, _YES = "string", "int64", "binary", "bool"
_SPARK: Final[Mapping[str, str]] = MappingProxyType(
    {
        _TEXT: "string",
        _NUMBER: "bigint",
        _BYTES: "binary",
        _YES: "boolean",
        "float64": "double",
        "list<string>": "array<string>",
        "list<int64>": "array<bigint>",
        "list<bool>": "array<boolean>",
        "map<string,string>": "map<string,string>",
        "map<string,int64>": "map<string,bigint>",
        "list<fact>": "array<struct<line:string,subject:string,kinds:bigint>>",
    }
)

# The number of the file among the sources, and the place of the article in it: they decide which copy stands.
_PLACE: Final = {"item": _NUMBER, "position": _NUMBER}

SHARES: Final[Columns] = {"share": _NUMBER, "items": _BYTES}
READ: Final[Columns] = {
    **_PLACE,
    **dict.fromkeys(("source", "kind", "message"), _TEXT),
    **dict.fromkeys(("mark", "text", "rank"), _TEXT),
    **dict.fromkeys(("name", "words"), _TEXT),
    "document": _BYTES,
}
SEEN: Final[Columns] = {
    **_PLACE,
    **dict.fromkeys(("source", "name", "words", "by"), _TEXT),
    "stands": _YES,
}
VERDICTS: Final[Columns] = {**_PLACE, **dict.fromkeys(("source", "kind", "message"), _TEXT)}
COUNTED: Final = (
    *("characters", "characters_prose", "sentences", "sentences_with_claims"),
    *("numbers", "numbers_lost", "rejected", "general"),
)
EXTRACTED: Final[Columns] = {
    **_PLACE,
    **dict.fromkeys(("source", "message"), _TEXT),
    **dict.fromkeys(COUNTED, _NUMBER),
    "entities": "map<string,string>",
    **dict.fromkeys(("claims", "unknown", "yours"), "map<string,int64>"),
    **dict.fromkeys(("undated", "retracted", "graph", "profile"), _TEXT),
    "facts": "list<fact>",
    **dict.fromkeys(("own", "enrichment", "terms", "asked", "mentioned"), "list<string>"),
}
BAND: Final[Columns] = {"key": _NUMBER, "graph": _TEXT}
FOLLOWS: Final[Columns] = dict.fromkeys(("graph", "kind", "original", "at"), _TEXT)
# Of a resolution: articles with what each of its entities is, entities, what they are looked up by, and pairs of them.
ARTICLES: Final[Columns] = {
    "article": _NUMBER,
    "name": _TEXT,
    "year": _NUMBER,
    "entities": "list<int64>",
    "names": "list<string>",
    "mentioned": "list<bool>",
    "told": "list<string>",
}
ENTITIES: Final[Columns] = {
    "entity": _NUMBER,
    "name": _TEXT,
    "seen": _NUMBER,
    "plain": _TEXT,
    "apart": _YES,
}
KEYS: Final[Columns] = dict.fromkeys(("entity", "key", "role", "wider"), _NUMBER)
PAIR: Final[Columns] = dict.fromkeys(("one", "other"), _NUMBER)
PROFILES: Final[Columns] = {"entity": _NUMBER, "profiles": _BYTES}
SCORES: Final[Columns] = {
    **dict.fromkeys(("one", "one_in", "other", "other_in"), _NUMBER),
    "score": "float64",
    "short": _YES,
    "weighed": _YES,
}
TOLD: Final[Columns] = {"table": _TEXT, "place": _TEXT, "number": _NUMBER, "row": _TEXT}

DOCUMENT, FAILURE, OTHER = "document", "failure", "other language"  # kinds of what was read
COPY, REPLACED = "copy", "replaced"  # kinds of verdicts, beside failures
RELATION, EVENT, ONTOLOGY = 1, 2, 4  # kinds of facts, added up


def groups(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Yield ROWS in groups of SIZE; the last one may be smaller.

    >>> [len(group) for group in groups([{}, {}, {}], 2)]
    [2, 1]
    """
    iterator = iter(rows)
    while group := list(islice(iterator, size)):
        yield group


def stored(*lines: Iterable[str]) -> Store:
    """Return a store in memory of LINES of N-Quads without their ends."""
    store = Store()
    for part in lines:
        store.load("\n".join(part).encode(), RdfFormat.N_QUADS)
    return store


def rows_of(batches: Batches) -> Iterator[Row]:
    """Yield the rows of BATCHES."""
    for batch in batches:
        yield from batch.to_pylist()


def batched(rows: Iterable[Row], columns: Columns, *, size: int, limit: int = 1 << 24) -> Batches:
    """Yield ROWS of COLUMNS in batches of SIZE; of fewer where their texts have more than LIMIT bytes together."""
    import pyarrow

    schema = _arrow(columns)
    waiting: list[Row] = []
    weight = 0
    for row in rows:
        waiting.append(row)
        weight += sum(len(each) for each in row.values() if isinstance(each, str | bytes))
        if len(waiting) >= size or weight >= limit:
            yield pyarrow.RecordBatch.from_pylist(waiting, schema)
            waiting, weight = [], 0
    if waiting:
        yield pyarrow.RecordBatch.from_pylist(waiting, schema)


def _arrow(columns: Columns) -> "pyarrow.Schema":
    import pyarrow

    text, number = pyarrow.string(), pyarrow.int64()
    kinds = {
        _TEXT: text,
        _NUMBER: number,
        _BYTES: pyarrow.binary(),
        _YES: pyarrow.bool_(),
        "float64": pyarrow.float64(),
        "list<string>": pyarrow.list_(text),
        "list<int64>": pyarrow.list_(number),
        "list<bool>": pyarrow.list_(pyarrow.bool_()),
        "map<string,string>": pyarrow.map_(text, text),
        "map<string,int64>": pyarrow.map_(text, number),
        "list<fact>": pyarrow.list_(
            pyarrow.struct([("line", text), ("subject", text), ("kinds", number)])
        ),
    }
    return pyarrow.schema([(name, kinds[kind]) for name, kind in columns.items()])


def ddl(columns: Columns) -> str:
    """Return COLUMNS as Spark writes them.

    >>> ddl({"claim": "string", "speakers": "list<string>", "fact": "bool", "end": "int64"})
    '`claim` string, `speakers` array<string>, `fact` boolean, `end` bigint'
    """
    return ", ".join(f"`{name}` {_SPARK[kind]}" for name, kind in columns.items())
