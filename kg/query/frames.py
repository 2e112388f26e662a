"""Answers and claims as pandas data frames; the only module that knows that library, which is an extra."""

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kg.errors import ConfigError
from kg.query.answers import short_iri
from kg.query.ask import Source, answer
from kg.query.claimed import claimed
from kg.query.values import Value

if TYPE_CHECKING:
    import pandas

CLAIMS: Final = (
    *("subject", "predicate", "object", "status", "speaker", "sentence", "article", "published"),
    *("publisher", "confidence", "rule", "subject_iri", "object_iri"),
)
_NO_TEXT: Final = frozenset({"published", "confidence", "fact"})
_DTYPES: Final[dict[type, str]] = {
    bool: "boolean",
    int: "Int64",
    float: "Float64",
    str: "string",
}
_HAS_CLAIMS: Final = "ASK { GRAPH ?article { ?claim kg:evidence ?evidence } }"
_FACTS: Final = """
SELECT DISTINCT ?subject ?label ?predicate ?object ?objectLabel (kg:Asserted AS ?status) (true AS ?fact)
WHERE {
  ?subject rdfs:label ?label ; ?predicate ?object .
  FILTER(STRSTARTS(STR(?predicate), STR(kg:)) && ?predicate NOT IN (kg:describedIn, kg:quantity, kg:predicate))
  FILTER(CONTAINS(STR(?subject), "/entity/") || CONTAINS(STR(?subject), "/event/"))
  OPTIONAL { ?object rdfs:label ?objectLabel }
}
ORDER BY ?label ?subject ?predicate ?objectLabel ?object
"""


def frame(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> "pandas.DataFrame":
    """Return ROWS of Python values as a data frame with typed COLUMNS.

    Whole numbers are Int64, other numbers Float64, booleans boolean, text string, each with <NA> for what is unbound;
    a column of days or of points of time is datetime64; one of several kinds stays object.
    """
    library = _library()
    by_column = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    made = [_column(library, values) for values in by_column]
    found = library.concat(made, axis=1) if made else library.DataFrame()
    found.columns = list(columns)
    return found


def claims_frame(source: Source, *, claims: bool = False) -> "pandas.DataFrame":
    """Return the facts of SOURCE, a row for each sentence that states one; with CLAIMS also what is no fact.

    An event has a row for each of its roles, with its label as subject. A graph without provenance has its facts
    alone, without sentence and article.
    """
    has_claims = answer(_HAS_CLAIMS, source).boolean
    found = claimed(source) if has_claims else answer(_FACTS, source).records()
    columns = (*CLAIMS, "fact") if claims else CLAIMS
    rows = [_claim(record) for record in found if claims or record["fact"]]
    made = frame(columns, [[row.get(name) for name in columns] for row in rows])
    # A column in which nothing is known is still one of text.
    return made.astype({name: "string" for name in columns if name not in _NO_TEXT})


def _claim(record: dict[str, Value]) -> dict[str, Value]:
    subject, thing, label = record["subject"], record["object"], record["objectLabel"]
    published = record.get("published")
    is_thing = isinstance(thing, str) and thing.startswith(("http://", "https://", "urn:"))
    return {
        **record,
        "subject": record["label"],
        "predicate": short_iri(str(record["predicate"])),
        "object": label if label is not None else str(thing),
        "status": short_iri(str(record["status"])),
        "published": published.date() if isinstance(published, datetime.datetime) else published,
        "subject_iri": subject,
        "object_iri": thing if is_thing else None,
    }


def _column(library: Any, values: Sequence[Value]) -> "pandas.Series[Any]":
    kinds = {type(value) for value in values if value is not None}
    try:
        return _typed(library, list(values), kinds)
    except (OverflowError, ValueError):  # an integer or a date beyond what the library holds
        return library.Series(list(values), dtype=object)


def _typed(library: Any, values: list[Value], kinds: set[type]) -> "pandas.Series[Any]":
    if kinds == {datetime.date}:
        return library.Series(values, dtype="datetime64[s]")
    if kinds == {datetime.datetime}:
        return _moments(library, values)
    if kinds == {int, float}:
        kinds = {float}
    kind = kinds.pop() if len(kinds) == 1 else object
    return library.Series(values, dtype=_DTYPES.get(kind, object))


def _moments(library: Any, values: list[Any]) -> "pandas.Series[Any]":
    zoned = {value.tzinfo is not None for value in values if value is not None}
    if len(zoned) > 1:
        return library.Series(values, dtype=object)
    if zoned == {True}:
        return library.to_datetime(library.Series(values, dtype=object), utc=True).dt.as_unit("us")
    return library.Series(values, dtype="datetime64[us]")


def _library() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise ConfigError(
            "pandas: it is not installed; python -m pip install 'news-kg[pandas]'"
        ) from error
    return pandas
