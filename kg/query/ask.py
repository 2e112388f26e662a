"""Ask a source: parameters become terms, the query runs near or far, an answer comes back."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from kg.errors import QueryError
from kg.query import remote
from kg.query.answers import Answer
from kg.query.bind import Term, bind, declare, form, variables
from kg.query.catalogue import Parameter, Query, load
from kg.query.parameters import Ask, to_term
from kg.query.remote import Endpoint
from kg.query.stores import one_line

Source = Store | Endpoint


def answer(
    question: Query | str, source: Source, values: Mapping[str, str | Term] | None = None
) -> Answer:
    """Return what SOURCE answers to QUESTION: a query, its name, the path of its file, or its text.

    VALUES gives the parameters. A string is read after the parameter's kind; the label of an entity
    is looked up in SOURCE.
    """
    query = load(question) if isinstance(question, str) else question
    terms = {name: _term(query, name, value, source) for name, value in (values or {}).items()}
    missing = [param for param in query.params if param.required and param.name not in terms]
    if missing:
        raise QueryError(f"{query.name}: {missing[0].name} is needed: {missing[0].about}")
    return _ask(query.name, bind(declare(query.text), terms), source)


def to_thing(source: Source, value: str, param: Parameter) -> NamedNode:
    """Return what VALUE means for PARAM in SOURCE, which must be a thing with an IRI."""
    found = to_term(value, param, _rows(source))
    if not isinstance(found, NamedNode):
        raise QueryError(f"{param.name}: {value!r} is not {param.about}")
    return found


def _rows(source: Source) -> Ask:
    return lambda text: _ask("labels", text, source).rows


def _term(query: Query, name: str, value: str | Term, source: Source) -> Term:
    """Return the term that VALUE means for the parameter NAME of QUERY."""
    param = query.param(name)
    if param is None:
        known = [param.name for param in query.params] or variables(query.text)
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(known) or 'none'}"
            raise QueryError(f"{query.name}: {name!r} is not a parameter; {hint}")
        param = Parameter(name, "entity", "an entity", required=False)
    if not isinstance(value, str):
        return value
    return to_term(value, param, _rows(source))


def _ask(name: str, text: str, source: Source) -> Answer:
    kind = form(text)
    if not kind:
        raise QueryError(f"{name}: not a query; begin it with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if isinstance(source, Endpoint):
        return _far(text, kind, source)
    try:
        return _received(source.query(text))
    except (SyntaxError, RuntimeError) as error:
        raise QueryError(f"{name}: {one_line(str(error))}") from error


def _far(text: str, kind: str, endpoint: Endpoint) -> Answer:
    triples = kind in ("CONSTRUCT", "DESCRIBE")
    body = remote.post(endpoint, text, remote.TRIPLES if triples else remote.ROWS)
    try:
        if triples:
            return _graph(quad.triple for quad in parse(body, RdfFormat.N_TRIPLES))
        return _received(parse_query_results(body, QueryResultsFormat.JSON))
    except SyntaxError as error:
        # A server that gives up in the middle writes the reason into the body that it has begun.
        end = one_line(body[-200:].decode("utf-8", "replace"))
        raise QueryError(
            f"{endpoint.url}: the answer is broken: {one_line(str(error))}; it ends with {end!r}"
        ) from error


def _received(results: QuerySolutions | QueryBoolean | QueryTriples) -> Answer:
    match results:
        case QuerySolutions():
            columns = tuple(variable.value for variable in results.variables)
            return Answer(columns=columns, rows=tuple(tuple(solution) for solution in results))
        case QueryTriples():
            return _graph(results)
        case _:
            return Answer(boolean=bool(results))


def _graph(triples: Iterable[Triple]) -> Answer:
    return Answer(triples=tuple(sorted(set(triples), key=lambda triple: tuple(map(str, triple)))))
