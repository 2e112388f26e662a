"""What a user types for a parameter, as a term: an IRI, a label, a name, a value."""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.iri import ONTOLOGY
from kg.model import Status
from kg.ontology.files import split
from kg.query.answers import short
from kg.query.bind import PREFIXES, Term
from kg.query.catalogue import Parameter
from kg.query.formats import plain
from kg.query.nearest import either, nearest

if TYPE_CHECKING:
    from kg.ontology import Ontology

Rows = tuple[tuple[Term | None, ...], ...]
Ask = Callable[[str], Rows]  # runs a SELECT on the source that the query is for

_LABEL: Final = f"<{PREFIXES['rdfs']}label>"
_ALIAS: Final = f"<{PREFIXES['skos']}altLabel>"
_ENRICHMENT: Final = f"<{ONTOLOGY}Enrichment>"
_DESCRIBED: Final = f"<{ONTOLOGY}describedIn>"
_COUNTRY: Final = f"<{ONTOLOGY}country>"
_MEMBER: Final = f"<{PREFIXES['schema']}memberOf>"
_PREFIXED: Final = re.compile(r"([A-Za-z][\w-]*):(\S*)")
_DATE: Final = re.compile(r"(\d{4})(-\d\d)?(-\d\d)?")
_DATE_TYPES: Final = ("gYear", "gYearMonth", "date")
_NEAREST_LABELS: Final = (
    20_000  # labels fetched to name the nearest one; more would not help the reader
)


def to_term(value: str, param: Parameter, ask: Ask, ontology: Sequence[Path] = ()) -> Term:
    """Return the term that VALUE means for PARAM; ASK looks labels up, ONTOLOGY are files of the user's own.

    >>> str(to_term("Alleged", Parameter("status", "status", "a status", False), lambda text: ()))
    '<https://w3id.org/news-kg/ontology#Alleged>'
    """
    match param.kind:
        case "text":
            return Literal(value)
        case "number":
            return _number(value, param)
        case "date":
            return _date(value, param)
        case "status":
            return _status(value, param)
        case "class" | "property" | "term":
            return _iri(value, param) or _term_of_ontology(value, param, ontology)
        case _:
            return _iri(value, param) or entity(value, param.name, ask)


def entity(label: str, param: str, ask: Ask) -> NamedNode:
    """Return the one entity that is called LABEL: exactly so, but for case, as alias, or by a knowledge base.

    What has the name goes before what an article only describes by that word: Boeing before "a Boeing".
    """
    exact = f"VALUES ?label {{ {_text(label)} {_text(label)}@en }}"
    attempts = (
        f"SELECT DISTINCT ?thing {{ {exact} ?thing {_LABEL} ?label }}",
        f"SELECT DISTINCT ?thing {{ ?thing {_LABEL} ?label FILTER({_same(label)}) }}",
        f"SELECT DISTINCT ?thing {{ ?thing {_ALIAS} ?label FILTER({_same(label)}) }}",
        # What only a knowledge base names, and no article: the country of somebody, the party.
        f"SELECT DISTINCT ?thing {{ GRAPH ?base {{ ?base a {_ENRICHMENT} . ?account {_COUNTRY}|{_MEMBER} ?thing . "
        f"?thing {_LABEL} ?label FILTER({_same(label)}) }} }}",
    )
    for attempt in attempts:
        named = {thing.value for (thing,) in ask(attempt) if isinstance(thing, NamedNode)}
        found = sorted(each for each in named if not each.startswith(ONTOLOGY))  # no class
        if len(found) > 1:
            found = _named(found, ask) or found
        if len(found) == 1:
            return NamedNode(found[0])
        if found:
            choices = ", ".join(short(NamedNode(iri)) for iri in found)
            raise QueryError(f"{param}: {label!r} names {len(found)} things; give one of {choices}")
    raise QueryError(f"{param}: nothing is called {label!r}; {_nearest(label, ask)}")


def _named(found: Sequence[str], ask: Ask) -> list[str]:
    """Return those of the entities FOUND that have a name, and are not only described in an article."""
    values = " ".join(f"<{iri}>" for iri in found)
    rows = ask(
        f"SELECT DISTINCT ?thing {{ VALUES ?thing {{ {values} }} ?thing {_DESCRIBED} ?article }}"
    )
    described = {thing.value for (thing,) in rows if isinstance(thing, NamedNode)}
    return [iri for iri in found if iri not in described]


def _nearest(label: str, ask: Ask) -> str:
    rows = ask(
        f"SELECT DISTINCT ?label {{ ?thing {_LABEL}|{_ALIAS} ?label }} LIMIT {_NEAREST_LABELS}"
    )
    by_folded = {plain(term).casefold(): plain(term) for (term,) in rows if term is not None}
    words = {
        word: whole
        for whole in by_folded.values()
        for word in whole.casefold().split()
        if len(word) > 3
    }
    folded = label.casefold()
    close = get_close_matches(folded, by_folded, n=1) or get_close_matches(folded, words, n=1)
    if not close:
        return "give a label, an IRI or a prefixed name of the graph"
    return f"did you mean {by_folded.get(close[0]) or words[close[0]]!r}?"


def _same(label: str) -> str:
    return f"LCASE(STR(?label)) = LCASE({_text(label)})"


def _text(label: str) -> str:
    return str(Literal(label))


def _iri(value: str, param: Parameter) -> NamedNode | None:
    """Return VALUE as an IRI where it is one, in full or with a known prefix."""
    prefixed = _PREFIXED.fullmatch(value)
    if value.startswith("<") and value.endswith(">"):
        value = value[1:-1]
    elif prefixed and prefixed[1] in PREFIXES:
        value = PREFIXES[prefixed[1]] + prefixed[2]
    elif not value.startswith(("http://", "https://", "urn:")):
        return None
    try:
        return NamedNode(value)
    except ValueError as error:
        raise QueryError(
            f"{param.name}: {value!r} is not an IRI; write spaces and quotes as %20 and %22"
        ) from error


def _status(value: str, param: Parameter) -> Term:
    name = value.removeprefix("kg:").removeprefix(ONTOLOGY).capitalize()
    if name in list(Status):
        return NamedNode(ONTOLOGY + name)
    return _choose(value, param, [status.value for status in Status])


def _term_of_ontology(value: str, param: Parameter, files: Sequence[Path]) -> Term:
    # Imported here: only a bare name has to be looked up, and reading the ontology takes a while.
    from kg import ontology

    known = ontology.load(*files)
    names = {
        "class": list(known.classes),
        "property": list(known.properties),
        "term": [*known.classes, *known.properties],
    }[param.kind]
    own = _own(known, names) if files else {}
    if value in own or value in names:
        return NamedNode(own.get(value) or known.iri(value))
    near = nearest(value, names, known)
    hint = f"did you mean {either(near)}?" if near else "`kg ontology` shows all"
    raise QueryError(f"{param.name}: {value!r} is not {param.about}; {hint}")


def _own(known: "Ontology", names: Iterable[str]) -> dict[str, str]:
    """Return the IRIs of those of the terms called NAMES that are the user's own, by local name and by label."""
    found: dict[str, str] = {}
    for name in names:
        term = known.classes.get(name) or known.properties[name]
        if term.own:
            found.setdefault(split(term.iri)[1], term.iri)
            found.setdefault(term.label, term.iri)
    return found


def _choose(value: str, param: Parameter, names: Sequence[str]) -> Term:
    near = get_close_matches(value, names, n=1) or get_close_matches(value.capitalize(), names, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(sorted(names))}"
    raise QueryError(f"{param.name}: {value!r} is not {param.about}; {hint}")


def _number(value: str, param: Parameter) -> Literal:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return _fail(value, param)
    whole = number == number.to_integral_value()
    kind = "integer" if whole else "decimal"
    text = f"{number.to_integral_value():f}" if whole else f"{number.normalize():f}"
    return Literal(text, datatype=NamedNode(PREFIXES["xsd"] + kind))


def _date(value: str, param: Parameter) -> Literal:
    found = _DATE.fullmatch(value)
    if not found:
        return _fail(value, param)
    kind = _DATE_TYPES[sum(part is not None for part in found.groups()) - 1]
    return Literal(value, datatype=NamedNode(PREFIXES["xsd"] + kind))


def _fail(value: str, param: Parameter) -> NoReturn:
    raise QueryError(f"{param.name}: {value!r} does not read as {param.about}")
