"""The general class of the events that a predicate tells of, and the thematic roles of its numbered arguments.

From the tables in ``ontology/predicates``: whoever knows the field edits them, and needs no Python. Predicates are the
rolesets of PropBank; classes of VerbNet and frames of FrameNet stand in for those that have no line of their own.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import data
from kg.rolesets import rolesets

EVENT: Final = "Event"  # the class of a predicate that no table knows
_QUALITY: Final = "Quality"
_NO_EVENT: Final = "-"
_NONE: Final = "-"
_LIGHT: Final = ".LV"  # PropBank's mark of a verb that only carries a noun: "make.LV"
_NUMBER: Final = re.compile(r"-(\d+(?:\.\d+)*(?:-\d+)*)$")


@dataclass(frozen=True, slots=True)
class Links:
    """What PropBank links a roleset to: classes of VerbNet ("say-37.7-1"), frames of FrameNet ("Statement")."""

    verbnet: tuple[str, ...] = ()
    framenet: tuple[str, ...] = ()


def general_class(roleset: str, part: str = "v") -> str | None:
    """Return the general class of what ROLESET tells of; None where it tells of no event, as an auxiliary does.

    PART is the part of speech of the word, as in ``kg.rolesets``: an adjective ("j") that no table knows is a quality,
    a verb ("v") or noun ("n") an event.

    >>> general_class("receive.01"), general_class("fall.01"), general_class("have.01")
    ('Obtaining', 'Decrease', None)
    >>> general_class("zigzag.99"), general_class("zigzag.99", "j")
    ('Event', 'Quality')
    """
    if roleset.endswith(_LIGHT):
        return None
    found = _class(roleset) or (_QUALITY if part == "j" else EVENT)
    return None if found == _NO_EVENT else found


def thematic_role(roleset: str, number: str, kind: str) -> str | None:
    """Return the role of an argument of ROLESET in an event of the general class KIND; None if it has no such NUMBER.

    >>> thematic_role("receive.01", "0", "Obtaining"), thematic_role("say.01", "1", "CommunicationEvent")
    ('recipient', 'content')
    >>> thematic_role("receive.01", "5", "Obtaining") is None
    True
    """
    known = rolesets().get(roleset)
    argument = (
        next((role for role in known.roles if role.number == number), None) if known else None
    )
    if argument is None:
        return None
    own = _own_roles().get((roleset, number))
    if own is not None:
        return own
    by_verbnet = _verbnet_roles().get(argument.thematic)
    found = by_verbnet or _of_class(_function_roles(), kind, argument.function)
    return found and (_of_class(_renamed(), kind, found) or found)


def links(roleset: str) -> Links:
    """Return what PropBank links ROLESET to, nothing for one without links.

    >>> links("receive.01")
    Links(verbnet=('obtain-13.5.2',), framenet=('Receiving',))
    """
    return _links().get(roleset, Links())


@cache
def _class(roleset: str) -> str | None:
    """Return the class of ROLESET as the tables have it: its own, else that of its links."""
    if own := _classes("roleset").get(roleset):
        return own
    linked = links(roleset)
    by_verbnet = _most(linked.verbnet, _verbnet_class)
    return by_verbnet or _most(linked.framenet, _classes("framenet").get)


def _most(names: Iterable[str], find: Callable[[str], str | None]) -> str | None:
    """Return the class that FIND gives for most of NAMES; of equals the first."""
    votes = Counter(found for name in names if (found := find(name)) is not None)
    return max(votes, key=votes.__getitem__, default=None)


def _verbnet_class(link: str) -> str | None:
    """Return the class of a class of VerbNet like "say-37.7-1", else that of the nearest one above it."""
    numbered = _NUMBER.search(link)
    name = numbered[1] if numbered else ""
    while name and name not in _classes("verbnet"):
        name = name.rpartition("-")[0]
    return _classes("verbnet").get(name)


def _of_class(table: Mapping[tuple[str, str], str], kind: str, key: str) -> str | None:
    """Return what TABLE has of KEY for the class KIND, else for all classes."""
    return table.get((kind, key)) or table.get(("", key))


@cache
def _rows(name: str) -> tuple[list[str], ...]:
    """Return the rows of a table; a cell at the end may be left out."""
    text = (data.find("ontology") / "predicates" / name).read_text(encoding="utf-8")
    return tuple(line.split("\t") for line in text.splitlines() if line and line[0] != "#")


@cache
def _classes(kind: str) -> Mapping[str, str]:
    """Return the class by the name of what is of this KIND: "roleset", "verbnet" or "framenet"."""
    return {row[1]: row[2] for row in _rows("classes.tsv") if row[0] == kind}


@cache
def _own_roles() -> Mapping[tuple[str, str], str]:
    return {(row[0], row[1]): row[2] for row in _rows("roles.tsv")}


@cache
def _verbnet_roles() -> Mapping[str, str]:
    return {row[0]: row[1] for row in _rows("verbnet-roles.tsv") if row[1] != _NONE}


@cache
def _function_roles() -> Mapping[tuple[str, str], str]:
    return {(row[1], row[0]): row[2] for row in _rows("function-roles.tsv")}


@cache
def _renamed() -> Mapping[tuple[str, str], str]:
    return {(row[0], row[1]): row[2] for row in _rows("class-roles.tsv")}


@cache
def _links() -> Mapping[str, Links]:
    return {
        roleset: Links(tuple(verbnet.split()), tuple(framenet.split()))
        for roleset, verbnet, framenet in _rows("links.tsv")
    }
