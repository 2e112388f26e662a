"""The tokens of SPARQL, as the engine reads them: what is a word, and what only looks like one.

A keyword inside a string, an IRI or a comment is none, and an apostrophe behind a backslash opens no string. What is
built on this decides what a stranger's query may do, so the groups are those of the grammar, and nothing is left out.
"""

import re
from collections.abc import Iterator
from typing import Final

# A name before a colon, or a row of words and dots that no colon follows. Nothing that is taken is given back, here and
# below: each part ends where its next character cannot be in it, so another try would find nothing, and take its time.
_NAME: Final = r"[^\W\d_][\w-]*+(?:\.++[\w-]++)*+"
# https://www.w3.org/TR/sparql11-query/#sparqlGrammar
_GRAMMAR: Final = r"""(?P<comment>\#[^\n\r]*+)
    |(?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*+>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+'{3}
        |"(?:[^"\\\n\r]|\\.)*+"|'(?:[^'\\\n\r]|\\.)*+')
    |(?P<language>@[A-Za-z][\w-]*+)
    |(?P<variable>[?$]\w++)
    |(?P<bracket>[{}()\[\]])
    |(?P<number>(?:\d++\.?\d*+|\.\d++)(?:[eE][+-]?\d++)?)
    |(?P<blank>_:[\w-]*+(?:\.++[\w-]++)*+)
    |(?P<prefixed>%s:(?:[\w:%%-]|\\.|\.++(?=[\w:%%\\-]))*+)
    |(?P<word>[^\W\d_]\w*+)
    |(?P<escape>\\.)
    |(?P<sign>[^\s\w])"""
_FLAGS: Final = re.VERBOSE | re.DOTALL
_TOKEN: Final = re.compile(_GRAMMAR % f"(?:{_NAME})?", _FLAGS)
_WITHOUT_NAME: Final = re.compile(_GRAMMAR % "", _FLAGS)
_ROW: Final = re.compile(_NAME)

Token = re.Match[str]

AGGREGATES: Final = frozenset("COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT".split())
# What may stand as a word; those of functions are not here, for a parenthesis follows them.
KEYWORDS: Final = AGGREGATES | frozenset(
    """
    A AS ASC ASK BASE BIND BY CONSTRUCT DATA DESC DESCRIBE DISTINCT EXISTS FALSE FILTER FROM GRAPH GROUP HAVING IN
    LATERAL LIMIT MINUS NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TRUE UNDEF UNION
    VALUES VERSION WHERE
    """.split()
)


def tokens(text: str) -> Iterator[Token]:
    r"""Yield the tokens of TEXT but for comments; the name of its group says what a token is.

    >>> [(token.lastgroup, token[0]) for token in tokens(r"ASK { ?s ex:a\#b '#' } # {")][2:5]
    [('variable', '?s'), ('prefixed', 'ex:a\\#b'), ('string', "'#'")]
    """
    return (token for token in _all(text) if token.lastgroup != "comment")


def _all(text: str) -> Iterator[Token]:
    """Yield all tokens, in time that grows as the text does.

    In ``BASE.BASE.BASE …`` each word may begin a name, up to the end of the row. The end is looked for once: where no
    colon stands there, none of them does.
    """
    place = 0
    row = 0  # before this place no name begins
    while token := (_TOKEN if place >= row else _WITHOUT_NAME).search(text, place):
        yield token
        place = token.end()
        if token.lastgroup == "word" and place > row and (found := _ROW.match(text, token.start())):
            row = found.end()
