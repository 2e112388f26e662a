"""How deep and how long a query may be: beyond that the engine overflows its stack, and takes its process along."""

from typing import Final

from kg.errors import QueryError
from kg.query.tokens import Token, tokens

_DEEPEST: Final = 200  # brackets within brackets; at some hundred more FILTER EXISTS overflows
_ROW: Final = 1_000  # signs in a row, such as "!" before "!"
_PARTS: Final = 5_000  # keywords and operators
# Signs and words of lists, which may be long.
_OF_LISTS: Final = frozenset(",.;") | {"BASE", "FALSE", "FROM", "NAMED", "PREFIX", "TRUE", "UNDEF"}


def check_shape(text: str) -> None:
    """Refuse the query TEXT where it is nested too deeply, or has too many parts.

    >>> check_shape("ASK { FILTER(?a IN (1, 2)) }")
    >>> check_shape("ASK {" + "{" * 300)
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: query: nested more than 200 deep; write it flatter
    """
    depth = row = parts = 0
    for token in tokens(text):
        depth += _deeper(token)
        row = row + 1 if token.lastgroup == "sign" else 0
        parts += token.lastgroup in ("sign", "word") and token[0].upper() not in _OF_LISTS
        if depth > _DEEPEST or row > _ROW:
            limit = _DEEPEST if depth > _DEEPEST else _ROW
            raise QueryError(f"query: nested more than {limit} deep; write it flatter")
        if parts > _PARTS:
            raise QueryError(
                f"query: more than {_PARTS} keywords and operators; put long lists into VALUES"
            )


def _deeper(token: Token) -> int:
    if token.lastgroup != "bracket":
        return 0
    return 1 if token[0] in "{([" else -1
