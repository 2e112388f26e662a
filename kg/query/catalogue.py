"""The named queries: files that say in their first lines what they answer.

    # Who is charged with what, and where?
    # columns: accused, accusedLabel, offence, offenceLabel
    # param accused: an entity, by label or IRI (optional)
    PREFIX kg: <https://w3id.org/news-kg/ontology#>
    SELECT …

The first noun of a parameter's description is its kind: entity, article, class, property, status,
date, number, text.
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg import data
from kg.errors import QueryError

_COLUMNS: Final = re.compile(r"^# columns: (.+)$", re.MULTILINE)
_PARAM: Final = re.compile(
    r"^# param (?P<name>\w+): (?P<about>an? (?P<kind>\w+).*?)(?P<optional> \(optional\))?$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that the caller may, or must, give a value."""

    name: str
    kind: str
    about: str
    required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question: its title, its SPARQL text, and the columns and parameters that it promises."""

    name: str
    title: str
    text: str
    columns: tuple[str, ...] = ()
    params: tuple[Parameter, ...] = ()

    def param(self, name: str) -> Parameter | None:
        """Return the declared parameter called NAME."""
        return next((param for param in self.params if param.name == name), None)


def names() -> list[str]:
    """Return the names of all queries that come with the package, sorted."""
    return sorted(path.stem for path in data.find("queries").glob("*.rq"))


def load(question: str) -> Query:
    """Return the query that QUESTION means: a name, the path of a ``.rq`` file, or SPARQL text.

    >>> load("who-is-charged").title
    'Who is charged with what, and where?'
    >>> load("sanction")
    Traceback (most recent call last):
    ...
    kg.errors.QueryError: queries: no query is called 'sanction'; did you mean 'sanctions'?
    """
    if question.endswith(".rq"):
        return parse(question, _read(Path(question)))
    if len(question.split()) > 1:
        return parse("query", question)
    if question not in names():
        near = get_close_matches(question, names(), n=1, cutoff=0.4)
        hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(names())}"
        raise QueryError(f"queries: no query is called {question!r}; {hint}")
    return parse(question, _read(data.find("queries") / f"{question}.rq"))


def parse(name: str, text: str) -> Query:
    r"""Return the query with this TEXT, reading its header where it has one.

    >>> query = parse("q", "# Who?\n# columns: a\n# param a: an entity (optional)\nASK {?a ?p ?b}")
    >>> query.title, query.columns, query.params
    ('Who?', ('a',), (Parameter(name='a', kind='entity', about='an entity', required=False),))
    """
    first = text.lstrip().partition("\n")[0]
    columns = _COLUMNS.search(text)
    return Query(
        name=name,
        title=first.removeprefix("# ").strip() if first.startswith("# ") else name,
        text=text,
        columns=tuple(column.strip() for column in columns[1].split(",")) if columns else (),
        params=tuple(
            Parameter(found["name"], found["kind"], found["about"], not found["optional"])
            for found in _PARAM.finditer(text)
        ),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise QueryError(
            f"{path}: cannot be read: {reason}; give a .rq file or one of `kg query --list`"
        ) from error
