"""The statements of a query that cannot be read: which lacks its end, its value, or stands where none can."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.query.tokens import Token

Wrong = tuple[int, str]

_TERMS: Final = frozenset({"variable", "iri", "prefixed", "string", "number", "blank"})
_COMPARES: Final = frozenset("=<>&")
_APART: Final = frozenset("SELECT GROUP HAVING ORDER LIMIT OFFSET VALUES".split())
_FULL: Final = 3  # a subject, a predicate, an object


@dataclass(slots=True)
class _Statement:
    """What was read of one statement."""

    terms: int = 0
    start: Token | None = None
    last: Token | None = None
    is_glued: bool = False  # to the term before, by the sign of a path or of a datatype
    goes_on: bool = False  # behind a semicolon, where nothing need follow

    def go_on(self, sign: str) -> None:
        """Take in a SIGN between terms."""
        if sign in "|/^":
            self.is_glued = self.terms > 0
        elif sign in ";,":
            self.terms, self.goes_on = (1, True) if sign == ";" else (2, False)

    def take(self, token: Token) -> None:
        """Take in a term."""
        if not self.is_glued:
            self.terms += 1
        self.start, self.last, self.is_glued = self.start or token, token, False


def wrong(tokens: Iterable[Token]) -> Wrong | None:
    """Return the first statement of a pattern in TOKENS that is wrong: its place, and what to do."""
    statement = _Statement()
    for token in _Patterns(tokens):
        if _is_term(token):
            if statement.terms == _FULL and not statement.is_glued:
                last = statement.last[0] if statement.last else ""
                return token.start(), f'"." or ";" is missing between {last} and {token[0]}; add it'
            statement.take(token)
            if token.lastgroup == "number" and token[0].endswith("."):
                statement = _Statement()  # the dot was the end of the statement
        elif token[0] in _COMPARES:
            return token.start(), _outside(token[0], statement)
        elif token[0] in ".{}" or token.lastgroup == "word":
            if lack := _lacking(statement):
                return lack
            statement = _Statement()
        else:
            statement.go_on(token[0])
    return None


def _is_term(token: Token) -> bool:
    return token.lastgroup in _TERMS or token[0] in ("a", "true", "false")


def _outside(sign: str, statement: _Statement) -> str:
    left = statement.last[0] if statement.last else "?x"
    remedy = f"write FILTER({left} {sign} …), or BIND(… AS {left})"
    return f'"{sign}" stands outside of a FILTER; {remedy}'


def _lacking(statement: _Statement) -> Wrong | None:
    if statement.start is None or statement.last is None or statement.terms in (0, _FULL):
        return None
    if statement.terms == 1 and statement.goes_on:
        return None
    missing = "a property and a value" if statement.terms == 1 else "a value"
    text = statement.start.string[statement.start.start() : statement.last.end()]
    said = " ".join(text.split())
    return statement.last.end(), f"{said} lacks {missing}; complete it, as in ?x a kg:Person"


class _Patterns:
    """The tokens of patterns, without what stands in parentheses or data, heads of queries, and what GRAPH names."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._tokens = tokens
        self._braces = self._parentheses = 0
        self._is_apart = False  # in the head of a query, behind its pattern, or among data
        self._is_data = False
        self._names_graph = False

    def __iter__(self) -> Iterator[Token]:
        for token in self._tokens:
            word = token[0].upper()
            self._parentheses += {"(": 1, "[": 1, ")": -1, "]": -1}.get(word, 0)
            self._is_apart = (self._is_apart or word in _APART) and (word != "{" or self._is_data)
            is_inside = self._braces > 0 and not self._parentheses and not self._is_apart
            self._enter(word)
            if self._names_graph and token.lastgroup in ("variable", "iri", "prefixed"):
                self._names_graph = False
            elif is_inside and token.lastgroup != "language" and word not in (")", "]"):
                yield token

    def _enter(self, word: str) -> None:
        self._braces += {"{": 1, "}": -1}.get(word, 0)
        self._names_graph = self._names_graph or word in ("GRAPH", "SERVICE")
        self._is_data = (self._is_data or word == "VALUES") and word != "}"
        if word == "}":
            self._is_apart = False
