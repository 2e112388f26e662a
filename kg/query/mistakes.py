"""What is wrong with a SPARQL query, in one sentence: where, what, and what to write.

The parser names all that it could have read on, at the furthest place that it came to. Here the usual mistakes are
looked for one by one; only what is none of them is told in the words of the parser.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from pyoxigraph import Store

from kg.query import statements
from kg.query.bind import PREFIXES
from kg.query.tokens import AGGREGATES, KEYWORDS, Token, tokens

_EMPTY: Final = Store()
_FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_UPDATES: Final = (
    "INSERT",
    "DELETE",
    "LOAD",
    "CLEAR",
    "DROP",
    "CREATE",
    "ADD",
    "MOVE",
    "COPY",
    "WITH",
)
_PLACE: Final = re.compile(r"error at (\d+):(\d+): expected (.*)", re.DOTALL)
_TOLD: Final = re.compile(r"[A-Z][A-Za-z* ]*[a-z*][A-Za-z* ]+")
_CLOSING: Final = {"}": "{", ")": "(", "]": "["}
_OPENING: Final = {opening: closing for closing, opening in _CLOSING.items()}
_ORDER: Final = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")
_CUTOFF: Final = 0.45  # a prefix is short: sh is near schema
_SHOWN: Final = 30  # characters of what cannot be read


@dataclass(frozen=True, slots=True)
class Query:
    """A query that cannot be read: its text and its tokens, comments left out."""

    text: str
    tokens: Sequence[Token]

    def at(self, place: int) -> str:
        """Return where the character PLACE is."""
        line = self.text.count("\n", 0, place) + 1
        column = place - (self.text.rfind("\n", 0, place) + 1) + 1
        return f"line {line}, column {column}"

    def rest(self, place: int) -> str:
        """Return what stands from PLACE to the end of the line, cut where it is long."""
        line = self.text[place:].partition("\n")[0].strip()
        return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"


Rule = Callable[[Query], "tuple[int, str] | None"]  # a place, and what is wrong there


def explain(text: str) -> str | None:
    """Return what is wrong with the query TEXT, and where; None where it can be read.

    >>> explain("SELECT ?x { ?x a kg:Person")
    'line 1, column 11: "{" is not closed; add "}"'
    >>> explain("ASK { ?x a kg:Person }")
    """
    try:
        _EMPTY.query(text, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        query = Query(text, list(tokens(text)))
        found = next(filter(None, (rule(query) for rule in _RULES)), None)
        place, wrong = found or _of_the_parser(query, str(error))
        return f"{query.at(place)}: {wrong}"
    return None


def _empty(query: Query) -> tuple[int, str] | None:
    if query.tokens:
        return None
    return 0, "there is no query; write one, as SELECT ?x { ?x a kg:Person }"


def _form(query: Query) -> tuple[int, str] | None:
    words = (token for token in query.tokens if token.lastgroup == "word")
    first = next((t for t in words if t[0].upper() not in ("PREFIX", "BASE", "VERSION")), None)
    if first is None:
        return len(
            query.text.rstrip()
        ), "the query is missing; begin it with SELECT, ASK, CONSTRUCT or DESCRIBE"
    if first[0].upper() in _FORMS:
        return None
    word = first[0].upper()
    if word in _UPDATES:
        return (
            first.start(),
            f"{word} changes a graph, and a query only reads; kg build and kg remove change it",
        )
    near = get_close_matches(word, _FORMS, n=1)
    hint = f"did you mean {near[0]}?" if near else "begin with SELECT, ASK, CONSTRUCT or DESCRIBE"
    return first.start(), f'"{first[0]}" begins no query; {hint}'


def _string(query: Query) -> tuple[int, str] | None:
    for token in query.tokens:
        if token.lastgroup == "sign" and token[0] in "\"'":
            quote, begun = token[0], query.rest(token.start())
            other = "'" if quote == '"' else '"'
            if other in begun[1:]:
                wrong = f"the string {begun} begins with {quote} and ends with {other}"
                return token.start(), f"{wrong}; end it with {quote}, too"
            return token.start(), f"the string {begun} is not closed; end it with {quote}"
    return None


def _name(query: Query) -> tuple[int, str] | None:
    for token, following in _pairs(query.tokens):
        if token[0] == "<" and following[0].startswith(("http:", "https:", "urn:")):
            return (
                token.start(),
                f"{query.rest(token.start())} is no IRI; write a space in it as %20, and a quote as %22",
            )
    return None


def _tables(query: Query) -> tuple[int, str] | None:
    for token, following in _pairs(query.tokens):
        if (
            token[0].upper() == "FROM"
            and following.lastgroup == "word"
            and following[0].upper() != "NAMED"
        ):
            told = f"SPARQL has no tables such as {following[0]}"
            return token.start(), f"{told}; write a pattern: SELECT ?x {{ ?x a kg:Person }}"
    return None


def _colon(query: Query) -> tuple[int, str] | None:
    for token, following in _pairs(query.tokens):
        if token[0].upper() == "PREFIX" and following.lastgroup == "word":
            name = following[0]
            return following.start(), f"the prefix {name} lacks its colon; write PREFIX {name}: <…>"
    return None


def _prefix(query: Query) -> tuple[int, str] | None:
    declared = {
        following[0].partition(":")[0]
        for token, following in _pairs(query.tokens)
        if token[0].upper() == "PREFIX"
    }
    for token in query.tokens:
        prefix = token[0].partition(":")[0]
        if token.lastgroup == "prefixed" and prefix not in PREFIXES.keys() | declared:
            near = get_close_matches(
                prefix, sorted(declared | PREFIXES.keys()), n=1, cutoff=_CUTOFF
            )
            add = f"add PREFIX {prefix}: <…>"
            if near and near[0] not in declared:
                add = f"add PREFIX {near[0]}: <{PREFIXES[near[0]]}>"
            hint = f'did you mean "{near[0]}"? ({add})' if near else add
            return token.start(), f'no prefix "{prefix}" is declared; {hint}'
    return None


def _brackets(query: Query) -> tuple[int, str] | None:
    opened: list[Token] = []
    for token in query.tokens:
        if token[0] in _OPENING and token.lastgroup == "bracket":
            opened.append(token)
        elif token.lastgroup == "bracket":
            if not opened:
                return token.start(), f'"{token[0]}" closes nothing; take it out'
            last = opened.pop()
            if _CLOSING[token[0]] != last[0]:
                missing = _OPENING[last[0]]
                return (
                    last.start(),
                    f'"{last[0]}" is not closed before "{token[0]}"; add "{missing}"',
                )
    if opened:
        return opened[
            -1
        ].start(), f'"{opened[-1][0]}" is not closed; add "{_OPENING[opened[-1][0]]}"'
    return None


def _no_pattern(query: Query) -> tuple[int, str] | None:
    form = next(t[0].upper() for t in query.tokens if t[0].upper() in _FORMS)
    if any(token[0] == "{" for token in query.tokens) or form == "DESCRIBE":
        return None
    return len(query.text.rstrip()), "there is no pattern; add one, as { ?x a kg:Person }"


def _head(query: Query) -> Iterator[tuple[Token, int]]:
    """Yield the tokens between SELECT and the first brace, with how many parentheses are open."""
    depth, begun = 0, False
    for token in query.tokens:
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if token[0] == "{":
            return
        if begun:
            yield token, depth
        begun = begun or token[0].upper() == "SELECT"


def _columns(query: Query) -> tuple[int, str] | None:
    for token, depth in _head(query):
        if token[0] == "," and not depth:
            return token.start(), "no comma stands between columns; write SELECT ?x ?y"
    return None


def _alias(query: Query) -> tuple[int, str] | None:
    opened: Token | None = None
    is_named = False
    for token, depth in _head(query):
        word = token[0].upper()
        if token[0] == "(" and depth == 1:
            opened, is_named = token, False
        is_named = is_named or word == "AS"
        bare = not depth and word in AGGREGATES
        unnamed = token[0] == ")" and not depth and not is_named
        if bare or (unnamed and opened):
            begun = token.start() if bare or opened is None else opened.start()
            what = word if bare else "what is computed"
            return begun, f"{what} needs parentheses and a name; write (COUNT(?x) AS ?count)"
    return None


def _parentheses(query: Query) -> tuple[int, str] | None:
    for token, following in _pairs(query.tokens):
        word = token[0].upper()
        is_bare = following.lastgroup in ("variable", "number", "string") or following[0] == "!"
        if word in ("FILTER", "HAVING") and is_bare:
            return token.start(), f"{word} needs parentheses; write {word}({following[0]} …)"
    return None


def _by(query: Query) -> tuple[int, str] | None:
    for token, following in _pairs(query.tokens):
        if token[0].upper() in ("ORDER", "GROUP") and following[0].upper() != "BY":
            return (
                token.start(),
                f"{token[0].upper()} lacks its BY; write {token[0].upper()} BY {following[0]}",
            )
    return None


def _ordered(query: Query) -> tuple[int, str] | None:
    last: Token | None = None
    for token in query.tokens:
        word = token[0].upper()
        if token[0] in "{}":
            last = None
        elif word in _ORDER and token.lastgroup == "word":
            swapped = last is not None and {word, last[0].upper()} != {"LIMIT", "OFFSET"}
            if last is not None and swapped and _ORDER.index(word) < _ORDER.index(last[0].upper()):
                return token.start(), f"{word} BY stands behind {last[0].upper()}; swap them" if word in (
                    "ORDER", "GROUP") else f"{word} stands behind {last[0].upper()}; swap them"  # fmt: skip
            last = token
    return None


def _grouped(query: Query) -> tuple[int, str] | None:
    words = [token[0].upper() for token in query.tokens]
    if "GROUP" not in words:
        return None
    group = words.index("GROUP")
    keys = set(words[group:])
    for token, depth in _head(query):
        if token[0] == "*" and not depth:
            return (
                token.start(),
                "SELECT * does not go with GROUP BY; name the columns, as SELECT ?c (COUNT(?x) AS ?n)",
            )
        if token.lastgroup == "variable" and not depth and token[0].upper() not in keys:
            name = token[0]
            remedy = f"add it there, or write (SAMPLE({name}) AS ?one)"
            return token.start(), f"{name} is neither in GROUP BY nor in an aggregate; {remedy}"
    return None


def _bare_word(query: Query) -> tuple[int, str] | None:
    for token, following in _pairs([*query.tokens, *query.tokens[-1:]]):
        word = token[0]
        if token.lastgroup == "word" and word.upper() not in KEYWORDS and following[0] != "(":
            near = get_close_matches(
                word.upper(), [k for k in KEYWORDS if len(k) > 2], n=1, cutoff=0.8
            )
            hint = f"did you mean {near[0]}?" if near else f'write kg:{word}, ?{word} or "{word}"'
            return token.start(), f'"{word}" is no word of SPARQL; {hint}'
    return None


def _pairs(found: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return pairwise(found)


def _of_the_parser(query: Query, message: str) -> tuple[int, str]:
    """Return the furthest place that the parser came to, and what is wrong there as far as it says so."""
    found = _PLACE.search(message)
    if not found:
        return (
            0,
            f"cannot be read: {' '.join(message.split())}; see https://www.w3.org/TR/sparql11-query/",
        )
    line, column, expected = int(found[1]), int(found[2]), found[3]
    starts = [0, *(match.end() for match in re.finditer("\n", query.text))]
    place = min(starts[min(line, len(starts)) - 1] + column - 1, len(query.text))
    if "IRI parsing failed" in expected:
        return (
            place,
            f"{query.rest(place)} is no IRI; an IRI has no spaces or quotes, and begins with http:// or the like",
        )
    told = [each for each in re.split(r",\s|expected ", expected) if _TOLD.fullmatch(each.strip())]
    if told:
        return (
            place,
            f"{told[0].strip()[0].lower()}{told[0].strip()[1:]}; see the grammar of SPARQL 1.1",
        )
    words = re.findall(r"\b[A-Z]{2,}\b", expected)
    wanted = " or ".join(dict.fromkeys(words)) if 0 < len(set(words)) <= 3 else ""
    wanted = "a number" if "['0'..='9']" in expected and not wanted.count(" or ") else wanted
    rest = query.rest(place)
    here = f'"{rest}" cannot be read here' if rest else "something is missing at the end"
    return (
        place,
        f"{here}; expected {wanted}" if wanted else f"{here}; look at what stands before it",
    )


def _assigned(query: Query) -> tuple[int, str] | None:
    """Find a name that a BIND gives a second value."""
    seen: set[str] = set()
    is_bound = False
    for token in query.tokens:
        if is_bound and token[0] in seen:
            return token.start(), f"{token[0]} has a value already; give BIND another name"
        is_bound = token[0].upper() == "AS"
        if token.lastgroup == "variable" and any(
            t[0] == "{" for t in query.tokens if t.start() < token.start()
        ):
            seen.add(token[0])
    return None


def _statement(query: Query) -> tuple[int, str] | None:
    return statements.wrong(query.tokens)


_RULES: Final[tuple[Rule, ...]] = (
    _empty,
    _string,
    _colon,
    _form,
    _tables,
    _name,
    _prefix,
    _brackets,
    _columns,
    _alias,
    _no_pattern,
    _parentheses,
    _by,
    _ordered,
    _grouped,
    _bare_word,
    _statement,
    _assigned,
)
