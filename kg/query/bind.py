"""Parameters into a query as terms, by a VALUES clause, never by pasting what the user typed.

A VALUES clause means the same in every SPARQL engine, near or far. Substitution of variables does
not: Oxigraph, for one, refuses it where the variable is not in the projection.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.iri import BASE, VOCABULARIES
from kg.query.tokens import tokens

Term = NamedNode | BlankNode | Literal | Triple

PREFIXES: Final[Mapping[str, str]] = {
    **VOCABULARIES,
    "lex": f"{BASE}lexicon#",
    "gaz": f"{BASE}gazetteer#",
    "ent": f"{BASE}entity/",
    "ev": f"{BASE}event/",
    "pred": f"{BASE}predicate/",
    "claim": f"{BASE}claim/",
    "val": f"{BASE}value/",
}

_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})


def bind(text: str, values: Mapping[str, Term]) -> str:
    """Return the query TEXT with each variable of VALUES bound to its term.

    >>> bind("SELECT ?s WHERE { ?s ?p ?o }", {"o": Literal("a } b")})
    'SELECT ?s WHERE { VALUES ?o { "a } b" } ?s ?p ?o }'
    """
    if not values:
        return text
    clause = " ".join(f"VALUES ?{name} {{ {term} }}" for name, term in sorted(values.items()))
    opening = _pattern_start(text)
    if opening is not None:
        return f"{text[:opening]} {clause}{text[opening:]}"
    rows = (
        " ".join(f"?{name}" for name in sorted(values)),
        " ".join(str(values[name]) for name in sorted(values)),
    )
    return f"{text}\nVALUES ({rows[0]}) {{ ({rows[1]}) }}"


def declare(text: str) -> str:
    """Return the query TEXT with the well-known prefixes declared that it only uses.

    All go into the first line, so that the line numbers of messages stay right.

    >>> declare("ASK { ?e a kg:Charge }")
    'PREFIX kg: <https://w3id.org/news-kg/ontology#> ASK { ?e a kg:Charge }'
    """
    used: set[str] = set()
    declared: set[str] = set()
    previous = ""
    for token in tokens(text):
        if token.lastgroup == "prefixed":
            prefix = token[0].partition(":")[0]
            (declared if previous == "PREFIX" else used).add(prefix)
        previous = token[0].upper()
    missing = sorted((used - declared) & PREFIXES.keys())
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in missing) + text


def variables(text: str) -> list[str]:
    """Return the names of the variables of the query TEXT, sorted.

    >>> variables("SELECT ?s { ?s ?p '?o' } # ?x")
    ['p', 's']
    """
    return sorted({token[0][1:] for token in tokens(text) if token.lastgroup == "variable"})


def form(text: str) -> str:
    """Return the form of the query TEXT: SELECT, CONSTRUCT, DESCRIBE, ASK; empty for an update.

    >>> form("PREFIX select: <http://example.org/> ASK { ?s ?p ?o }"), form("DROP ALL")
    ('ASK', '')
    """
    words = (token[0].upper() for token in tokens(text) if token.lastgroup == "word")
    word = next((word for word in words if word not in ("PREFIX", "BASE", "VERSION")), "")
    return word if word in _FORMS else ""


def calls_service(text: str) -> bool:
    """Tell whether the query TEXT sends a part of itself to another endpoint.

    >>> calls_service("SELECT * { SERVICE SILENT <http://example.org/> { ?s ?p ?o } }")
    True
    >>> calls_service("SELECT ?service { ?service ?p 'SERVICE' } # SERVICE")
    False
    """
    words = (token for token in tokens(text) if token.lastgroup == "word")
    return any("SERVICE" in token[0].upper() for token in words)


def _pattern_start(text: str) -> int | None:
    """Return the place after the brace of the outermost pattern; None: VALUES must go last."""
    openings = list(_outermost(tokens(text)))
    if form(text) == "CONSTRUCT":
        # CONSTRUCT { template } WHERE { pattern }; the form without template takes triples only.
        openings = openings[1:] if openings and openings[0][1] == "CONSTRUCT" else []
    return openings[0][0] if openings and openings[0][1] not in ("VALUES", "") else None


def _outermost(tokens: Iterable[re.Match[str]]) -> Iterator[tuple[int, str]]:
    """Yield, for each outermost opening brace, the place after it and the token before it."""
    depth = 0
    previous = ""
    for token in tokens:
        if token[0] in ("{", "("):
            if depth == 0 and token[0] == "{":
                yield token.end(), previous
            depth += 1
        elif token[0] in ("}", ")"):
            depth -= 1
        previous = token[0].upper()
