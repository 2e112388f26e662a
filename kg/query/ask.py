"""Ask a source: parameters become terms, the query runs near or far, an answer comes back."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples, Store, Triple

from kg.endpoint import Endpoint, RefusedError
from kg.errors import EndpointError, QueryError
from kg.ontology.files import require
from kg.query import formats, remote
from kg.query.answers import Answer
from kg.query.bind import Term, bind, calls_service, declare, form, variables
from kg.query.catalogue import Parameter, Query, load
from kg.query.mistakes import explain
from kg.query.parameters import Ask, to_term
from kg.query.shape import check_shape
from kg.query.stores import one_line

_GRAPHS: Final = ("CONSTRUCT", "DESCRIBE")
_BAD_REQUEST: Final = 400
Source = Store | Endpoint


def answer(
    question: Query | str,
    source: Source,
    values: Mapping[str, str | Term] | None = None,
    *,
    federate: bool = False,
    ontology: Sequence[Path] = (),
) -> Answer:
    """Return what SOURCE answers to QUESTION: a query, its name, the path of its file, or its text.

    VALUES gives the parameters. A string is read after the parameter's kind; the label of an entity
    is looked up in SOURCE, a class or a property in the ontology and the files of ONTOLOGY. A query may call other
    endpoints (SERVICE) only with FEDERATE.
    """
    query = load(question) if isinstance(question, str) else question
    with _readable(query):
        text = _prepared(query, source, values or {}, ontology)
        return _ask(query.name, text, source, federate=federate)


def stream(
    question: Query | str,
    source: Source,
    values: Mapping[str, str | Term] | None = None,
    *,
    syntax: str,
    federate: bool = False,
    ontology: Sequence[Path] = (),
    safe: bool = False,
) -> Iterator[str]:
    """Yield the answer in SYNTAX (csv, json, xml, turtle, ntriples) as it comes; SAFE is for CSV: no cell is a formula.

    Rows and N-Triples are never held as a whole; triples in another syntax are, to be sorted.
    """
    query = load(question) if isinstance(question, str) else question
    with _readable(query):
        text = _prepared(query, source, values or {}, ontology)
        yield from _streamed(query.name, text, source, syntax, federate=federate, safe=safe)


def _streamed(
    name: str, text: str, source: Source, syntax: str, *, federate: bool, safe: bool
) -> Iterator[str]:
    kind = _form(name, text, source, federate=federate)
    if kind == "SELECT" and syntax in formats.ROWS:
        with _selected(name, text, source) as (columns, rows):
            write = (
                partial(formats.csv_rows, safe=safe) if syntax == "csv" else formats.ROWS[syntax]
            )
            yield from write(columns, rows)
    elif kind in _GRAPHS and syntax == "ntriples":
        with _constructed(name, text, source) as triples:
            yield from (
                f"{triple.subject} {triple.predicate} {triple.object} .\n" for triple in triples
            )
    else:
        found = _ask(name, text, source, federate=federate)
        yield found.to_csv(safe=safe) if syntax == "csv" else found.to_syntax(syntax)


class _UnreadableError(QueryError):
    """The query cannot be read; what is wrong with it is looked for in what the user wrote."""


@contextmanager
def _readable(query: Query) -> Iterator[None]:
    """Tell what is wrong with a QUERY that cannot be read, here or where another server refuses it."""
    try:
        yield
    except _UnreadableError as error:
        raise QueryError(f"{query.name}: {explain(query.text) or error}") from error
    except RefusedError as error:
        # A query that can be read is run to see that, and must not call another server for it.
        is_ours = error.status == _BAD_REQUEST and not calls_service(query.text)
        if is_ours and (wrong := explain(query.text)):
            raise QueryError(f"{query.name}: {wrong}") from error
        raise


def _prepared(
    query: Query, source: Source, values: Mapping[str, str | Term], ontology: Sequence[Path]
) -> str:
    """Return the text of QUERY that runs."""
    require(ontology)  # some questions need none of the files, and would say nothing
    terms = {name: _term(query, name, value, source, ontology) for name, value in values.items()}
    missing = [param for param in query.params if param.required and param.name not in terms]
    if missing:
        raise QueryError(f"{query.name}: {missing[0].name} is needed: {missing[0].about}")
    return bind(declare(query.text), terms)


def to_thing(
    source: Source, value: str, param: Parameter, ontology: Sequence[Path] = ()
) -> NamedNode:
    """Return what VALUE means for PARAM in SOURCE, which must be a thing with an IRI."""
    found = to_term(value, param, _rows(source), ontology)
    if not isinstance(found, NamedNode):
        raise QueryError(f"{param.name}: {value!r} is not {param.about}")
    return found


def _rows(source: Source) -> Ask:
    return lambda text: _ask("labels", text, source).rows


def _term(
    query: Query, name: str, value: str | Term, source: Source, ontology: Sequence[Path]
) -> Term:
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
    return to_term(value, param, _rows(source), ontology)


def _form(name: str, text: str, source: Source, *, federate: bool) -> str:
    """Return the form of the query TEXT, which is one that may run at SOURCE."""
    if isinstance(source, Store):
        check_shape(text)
    kind = form(text)
    if not kind:
        raise _UnreadableError("not a query; begin it with SELECT, ASK, CONSTRUCT or DESCRIBE")
    if not federate and calls_service(text):
        raise QueryError(
            f"{name}: SERVICE sends a part of it to another endpoint; allow it with --federate"
        )
    return kind


def _ask(name: str, text: str, source: Source, *, federate: bool = False) -> Answer:
    kind = _form(name, text, source, federate=federate)
    if kind in _GRAPHS:
        with _constructed(name, text, source) as triples:
            return _graph(triples)
    if kind == "SELECT":
        with _selected(name, text, source) as (columns, rows):
            return Answer(columns=columns, rows=tuple(rows))
    if isinstance(source, Endpoint):
        with remote.rows(source, text) as found:
            if isinstance(found, QuerySolutions):
                list(found)  # which may be broken, and say why
                raise EndpointError(f"{source.url}: it answers with rows to an ASK")
            return Answer(boolean=bool(found))
    with _near(name):
        return Answer(boolean=bool(source.query(text)))


@contextmanager
def _selected(
    name: str, text: str, source: Source
) -> Iterator[tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]]:
    """Give the columns and the rows of a SELECT, while they come."""
    near = _near(name) if isinstance(source, Store) else remote.rows(source, text)
    with near as far:
        found = source.query(text) if isinstance(source, Store) else far
        if not isinstance(found, QuerySolutions):
            raise EndpointError(f"{name}: the endpoint answers to a SELECT with a boolean")
        columns = tuple(variable.value for variable in found.variables)
        yield columns, (tuple(map(remote.canonical, row)) for row in found)


@contextmanager
def _constructed(name: str, text: str, source: Source) -> Iterator[Iterator[Triple]]:
    """Give the triples of a CONSTRUCT or DESCRIBE, while they come; one may come more than once."""
    if isinstance(source, Endpoint):
        with remote.triples(source, text) as far:
            yield far
    else:
        with _near(name):
            found = source.query(text)
            yield iter(found) if isinstance(found, QueryTriples) else iter(())


@contextmanager
def _near(name: str) -> Iterator[None]:
    try:
        yield
    except SyntaxError as error:
        raise _UnreadableError(one_line(str(error))) from error
    except RuntimeError as error:
        raise QueryError(f"{name}: {one_line(str(error))}") from error


def _graph(triples: Iterable[Triple]) -> Answer:
    return Answer(triples=tuple(sorted(set(triples), key=lambda triple: tuple(map(str, triple)))))
