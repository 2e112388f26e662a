"""What a stranger's query may not do: ask another server, or see the ledger of the store.

The ledger (``docs/decisions/0003-support-of-facts.md``) is a named graph. To list all others as the named graphs of a
query makes it up to a hundred times slower, so each ``GRAPH`` gets a filter instead
(``docs/decisions/0011-serving-from-child-processes.md``).
"""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from kg.query.bind import PREFIXES
from kg.query.tokens import tokens
from kg.serve.refusal import RefusedError
from kg.store.notes import LEDGER

_Token = re.Match[str]
# Without one of these letters in a row there is nothing to guard, however the text is read.
_GUARDED: Final = re.compile("service|graph|from|named", re.IGNORECASE)
_CLOSING: Final = {"}": "{", ")": "(", "]": "["}
_TERMS: Final = ("variable", "iri", "prefixed")
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_HIDING: Final = re.compile(r"['#()\[\]]")


def guarded(text: str) -> str:
    """Return the query TEXT so that it cannot see the ledger; refuse one that would ask another server.

    >>> guarded("SELECT ?g { GRAPH ?g { ?s ?p 'GRAPH {' } }")
    "SELECT ?g { GRAPH ?g { ?s ?p 'GRAPH {' } FILTER(?g != <urn:news-kg:ledger>) }"
    """
    if not _GUARDED.search(text):
        return text
    read = _Reading(text)
    _check_from(text, read.dataset)
    done = 0
    parts = []
    for place, term in sorted(read.graphs):
        parts += [text[done:place], f" FILTER({term} != {LEDGER})"]
        done = place
    return "".join([*parts, text[done:]])


class _Reading:
    """One query, read once: its brackets, where a GRAPH ends and which it is, the terms behind FROM."""

    def __init__(self, text: str) -> None:
        self.graphs: list[tuple[int, str]] = []
        self.dataset: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._within = 0  # how many of these belong to a GRAPH with a variable
        self._before: tuple[_Token | None, _Token | None] = (None, None)
        for token in tokens(text):
            self._check(token)
            self._take(token)
            self._before = (self._before[1], token)
        if self._open:
            raise RefusedError(400, f"query: {self._open[-1][0]!r} is never closed; close it")

    def _take(self, token: _Token) -> None:
        if token.lastgroup == "bracket":
            self._bracket(token)
        elif token.lastgroup in _TERMS and self._word() in ("FROM", "NAMED"):
            self.dataset.append(token[0])

    def _bracket(self, token: _Token) -> None:
        opening = _CLOSING.get(token[0])
        if opening is None:
            first, last = self._before
            named = token[0] == "{" and _is_word(first, "GRAPH") and last is not None
            term = last[0] if named and last else ""
            self._open.append((token[0], term))
            self._within += term.startswith(("?", "$"))
            return
        if not self._open or self._open[-1][0] != opening:
            raise RefusedError(
                400, f"query: {token[0]!r} closes nothing that is open; check brackets"
            )
        _, term = self._open.pop()
        self._within -= term.startswith(("?", "$"))
        if term:
            self.graphs.append((token.end(), term))

    def _check(self, token: _Token) -> None:
        match token.lastgroup:
            case "word":
                self._check_word(token[0].upper())
            case "iri":
                self._check_iri(token[0])
            case "bracket" if token[0] == "{":
                self._check_name(self._before[1])
            case "prefixed" if not self._open and self._word() != "PREFIX":
                _check_glued(token, ("FROM", "NAMED"))

    def _check_word(self, word: str) -> None:
        """Refuse SERVICE, and keywords without a space between: the engine takes ``trueGRAPH`` for two words."""
        if "SERVICE" in word:
            raise _no_service()
        if "SELECT" in word and self._within:
            raise RefusedError(
                400,
                "query: SELECT within GRAPH ?…: the engine would take it for one over all graphs; "
                "put the GRAPH into the SELECT",
            )
        for keyword in ("GRAPH", "FROM", "NAMED"):
            if keyword in word and keyword != word:
                raise _glued(word, keyword)

    def _check_name(self, token: _Token | None) -> None:
        """Refuse a prefixed name before a brace that the engine reads as a keyword and a name."""
        if token is not None and token.lastgroup == "prefixed":
            prefix = token[0].partition(":")[0].upper()
            if "SERVICE" in prefix:
                raise _no_service()
            _check_glued(token, ("GRAPH", "FROM", "NAMED"))

    def _check_iri(self, iri: str) -> None:
        """Refuse ``?a<?b …>`` in brackets where "less than" and an IRI hide different things behind them."""
        inner = self._open[-1][0] if self._open else ""
        before = self._before[1]
        operand = before is not None and before.lastgroup not in ("sign", "bracket")
        closed = before is not None and before[0] in (")", "]", "}")
        if (
            inner == "("
            and (operand or closed)
            and not _ABSOLUTE.match(iri)
            and _HIDING.search(iri)
        ):
            raise RefusedError(
                400, f"query: {iri[:40]!r} can be read in two ways; put a space behind the '<'"
            )

    def _word(self) -> str:
        last = self._before[1]
        return last[0].upper() if last is not None and last.lastgroup == "word" else ""


def _is_word(token: _Token | None, word: str) -> bool:
    return token is not None and token.lastgroup == "word" and token[0].upper() == word


def _check_glued(token: _Token, keywords: tuple[str, ...]) -> None:
    prefix = token[0].partition(":")[0].upper()
    for keyword in keywords:
        if keyword in prefix:
            raise _glued(token[0], keyword)


def _glued(word: str, keyword: str) -> RefusedError:
    return RefusedError(
        400,
        f"query: {word[:40]!r} can be read as {keyword} and a name; "
        "put spaces around keywords, or write the IRI in full",
    )


def _no_service() -> RefusedError:
    return RefusedError(
        403, "SERVICE: this endpoint asks no other server; take the SERVICE out of the query"
    )


def _check_from(text: str, terms: list[str]) -> None:
    """Refuse a query whose dataset names the ledger, under whatever prefix or base."""
    if not terms:
        return
    declared = " ".join(f"PREFIX {prefix}: <{home}>" for prefix, home in PREFIXES.items())
    # The same library resolves prefixes, bases and escapes in Turtle as in a query.
    turtle = f"{declared}\n{' '.join(_prologue(text))}\n<urn:x> <urn:x> {', '.join(terms)} ."
    try:
        named = [quad.object for quad in parse(turtle, RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise RefusedError(400, f"FROM: {' '.join(str(error).split())}") from error
    for name in named:
        check_graph(name)


def check_graph(name: object) -> None:
    """Refuse the ledger as a graph of a dataset."""
    if name == LEDGER:
        raise RefusedError(403, f"{LEDGER.value}: the store's own; no graph that can be asked")


def graph_name(iri: str) -> NamedNode:
    """Return the IRI of a graph as a term; refuse what is none, and the ledger."""
    try:
        name = NamedNode(iri)
    except ValueError as error:
        raise RefusedError(400, f"{iri!r}: not an absolute IRI; give the IRI of a graph") from error
    check_graph(name)
    return name


def _prologue(text: str) -> Iterator[str]:
    """Yield the declarations of prefixes and bases, in their order."""
    found = list(tokens(text))
    for i, token in enumerate(found):
        word = token[0].upper() if token.lastgroup == "word" else ""
        behind = found[i + 1 : i + 3]
        if word == "PREFIX" and [each.lastgroup for each in behind] == ["prefixed", "iri"]:
            yield f"PREFIX {behind[0][0]} {behind[1][0]}"
        elif word == "BASE" and behind and behind[0].lastgroup == "iri":
            yield f"BASE {behind[0][0]}"
