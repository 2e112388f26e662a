"""Questions by their names, and SPARQL: rows with whose word each is, as far as a row names a claim."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from kg.assist import rows, shapes
from kg.assist.asking import Asking, Rows
from kg.assist.look import Told
from kg.assist.quoting import plain
from kg.errors import QueryError
from kg.query import Query, load, names
from kg.query.bind import variables

_LONGEST: Final = 20_000  # characters of a query
_FIRST: Final = re.compile(r"^(SELECT (?:DISTINCT )?.*)$", re.MULTILINE)
# What names the claims of a row in the named queries, where it is not shown. The second half is what contradicts it.
_CLAIMS: Final = ("claim", "event", "contrary")
_GROUPED: Final = {"independent-support": "(SAMPLE(?claim) AS ?someClaim)"}
# Those whose rows are no statements that an outlet or somebody in an article makes.
_BASE: Final = "FROM THE KNOWLEDGE BASE, which no article says"
_READING: Final = "HOW NAMES WERE READ, no statement"
_STANDINGS: Final = {
    "about-entity": _BASE,
    "copies": "COMPARED by their words, no statement",
    "kb-things": "NAMES of the graph, no statement",
    "link-candidates": _READING,
    "rejected-candidates": "REJECTED: read but not taken, neither a fact nor a claim",
    "resolution": _READING,
    "who-is-from": _BASE,
}
_COUNTED: Final = "COUNTED in the graph, no statement"
_UNKNOWN: Final = "NOT CHECKED, see the sentence for whose word it is"
_LEFT_OUT: Final = frozenset(
    {"neighbours"}
)  # bare triples: connections has them with their sentences

_NOTE: Final = "Each row begins with whose word it is; only what is STATED is a fact."
_RAW: Final = (
    "Rows of a query of your own. What the default graph has are facts; what stands in GRAPH ?article may be denied, "
    "alleged or planned. Only rows with a claim or an event in them begin with whose word it is: select ?claim too."
)


def offered() -> list[str]:
    """Return the names of the questions that can be asked."""
    return [name for name in names() if name not in _LEFT_OUT]


async def questions() -> Told:
    """List the questions."""
    found = [_question(load(name)) for name in offered()]
    told = []
    for each in found:
        told.append(f"{each.name}: {each.title}")
        told += [
            f"  {given.name}{'' if given.required else ' (optional)'}: {given.about}"
            for given in each.parameters
        ]
    return shapes.QuestionsAnswer(questions=found), told


def _question(query: Query) -> shapes.Question:
    return shapes.Question(
        name=query.name,
        title=query.title,
        parameters=[
            shapes.ParameterOf(name=each.name, about=each.about, required=each.required)
            for each in query.params
        ],
    )


async def ask(asking: Asking, question: str, parameters: Mapping[str, str], limit: int) -> Told:
    """Ask a named question."""
    query = _named(question)
    for name in parameters:
        _check(query, name)
    values = tuple((name, plain(value, 1_000)) for name, value in parameters.items() if value)
    text = await asking.bound(query.name, values)
    found = await asking.rows(_FIRST.sub(rf"\1 {_more(query)}", text, count=1), limit)
    merged = _merged(query, found)
    claims = {name: name for _, each in merged for name in each}
    articles = [rows.value(cells, "article") for cells, _ in merged]
    known = await rows.standings(asking, claims, [each for each in articles if each])
    standing = _STANDINGS.get(query.name, _UNKNOWN if "sentence" in query.columns else _COUNTED)
    made = [
        rows.row(cells, known.of(each, rows.value(cells, "article")), known, standing)
        for cells, each in merged
    ]
    return rows.answer(query.columns, made, found.more, f"{query.title} {_NOTE}")


def _named(question: str) -> Query:
    """Return the query called QUESTION; it must be one of ours, for a path or a text is none."""
    if question in offered():
        return load(question)
    near = get_close_matches(question, offered(), n=1, cutoff=0.4)
    hint = f"did you mean {near[0]!r}?" if near else "the tool questions lists them"
    raise QueryError(f"ask: no question is called {plain(question)!r}; {hint}")


def _check(query: Query, name: str) -> None:
    known = [each.name for each in query.params]
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(known) or 'none'}"
        raise QueryError(f"{query.name}: {plain(name)!r} is not a parameter; {hint}")


def _more(query: Query) -> str:
    """Return what the query selects besides its columns: the claims of its rows."""
    if query.name in _GROUPED:
        return _GROUPED[query.name]
    if "sentence" not in query.columns or query.name in _STANDINGS:
        return ""
    inside = set(variables(query.text)) - set(query.columns)
    return " ".join(f"?{name}" for name in _CLAIMS if name in inside)


def _merged(query: Query, found: Rows) -> list[tuple[rows.Cells, list[str]]]:
    """Return the rows, each once, with the names of the claims that they rest on."""
    made: dict[tuple[object, ...], tuple[rows.Cells, list[str]]] = {}
    for row in found.rows:
        cells = dict(zip(found.columns, row, strict=True))
        shown = {name: cells.get(name) for name in query.columns}
        _, names = made.setdefault(tuple(shown.values()), (shown, []))
        names += [name for name in _rests_on(cells) if name not in names]
    return list(made.values())


def _rests_on(cells: rows.Cells) -> list[str]:
    """Return the claim of a row, else its event, and the claim that contradicts it."""
    have = {name: rows.records({name: cells.get(name)}) for name in (*_CLAIMS, "someClaim")}
    return [*(have["claim"] or have["someClaim"] or have["event"]), *have["contrary"]]


async def sparql(asking: Asking, query: str, limit: int) -> Told:
    """Ask a query of the assistant's own."""
    if len(query) > _LONGEST:
        raise QueryError(f"sparql: longer than {_LONGEST:,} characters; make it shorter")
    found = await asking.rows(query, limit)
    if found.boolean is not None:
        return rows.bare(found, _RAW)
    cells = [dict(zip(found.columns, each, strict=True)) for each in found.rows]
    named = [rows.records(each) for each in cells]
    known = await rows.standings(asking, {name: name for each in named for name in each}, ())
    made = [
        rows.row(each, known.of(of, rows.value(each, "article")), known)
        for each, of in zip(cells, named, strict=True)
    ]
    return rows.answer(found.columns, made, found.more, _RAW)
