"""What a model may propose: the terms of an ontology as lines to read, and as a JSON schema for its answers.

A schema says which property there is, and which roles each class of events has. What it cannot say, which classes of
things a property joins, stands in the lines, and is enforced when a proposal is decided.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from kg.ontology import ClassTerm, Ontology, PropertyTerm
from kg.ontology.own.literals import NUMBERS, TEXTS, TIMES

_MOST: Final = 12  # proposals of each kind that one sentence is expected to give
_VALUES: Final = {"Quantity": "number", "Time": "date"}  # classes of what is no thing


@dataclass(frozen=True, slots=True)
class EventTerm:
    """A class of events, and the roles that it has."""

    term: ClassTerm
    roles: tuple[PropertyTerm, ...]


class Vocabulary:
    """The terms of ONTOLOGY that a model may use: the user's first; with ONLY_MINE, they alone.

    Of ours, what only rules can tell and roles that only senses of predicates give are left out.
    """

    def __init__(self, ontology: Ontology, *, only_mine: bool = False) -> None:
        self._ontology = ontology
        terms = [t for t in ontology.properties.values() if t.is_direct and may_be_proposed(t)]
        self.properties = tuple(sorted(_kept(terms, only_mine), key=_first_mine))
        kinds = [c for c in ontology.classes.values() if c.is_event and not c.general]
        events = [
            EventTerm(kind, roles)
            for kind in sorted(_kept(kinds, only_mine), key=_first_mine)
            if (roles := tuple(self._roles(kind)))
        ]
        self.events = tuple(events)

    def _roles(self, kind: ClassTerm) -> Iterator[PropertyTerm]:
        ontology = self._ontology
        own = [ontology.properties[role.name] for role in ontology.own.roles.get(kind.name, ())]
        yield from sorted(own, key=_first_mine)
        for term in ontology.properties.values():
            ours = term.is_role and not (term.own or kind.own)
            if ours and may_be_proposed(term) and ontology.accepts_subject(term.name, kind.name):
                yield term

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to ask for."""
        return not (self.properties or self.events)

    @cached_property
    def lines(self) -> str:
        """The terms as lines: of a property what it joins, of a class of events its roles."""
        told = [f"- {each.name}: {self._ends(each)}{_meaning(each)}" for each in self.properties]
        found = ["Relations:", *told] if told else []
        for roles, events in self._families:
            shown = ", ".join(f"{role.name} ({self._range(role)})" for role in roles)
            found += [f"Events with the roles {shown}:"]
            found += [
                f"- {each.term.name}: {each.term.label}{_meaning(each.term)}" for each in events
            ]
        return "\n".join(found)

    @cached_property
    def schema(self) -> dict[str, Any]:
        """The JSON schema of an answer.

        >>> from kg.ontology import load
        >>> sorted(Vocabulary(load()).schema["properties"])
        ['events', 'relations']
        """
        properties: dict[str, Any] = {}
        if self.properties:
            names = [each.name for each in self.properties]
            relation = _object(quote=_TEXT, property=_one_of(names), subject=_TEXT, object=_TEXT)
            properties["relations"] = _list(relation)
        if self.events:
            kinds = [
                _object(
                    quote=_TEXT,
                    event=_one_of([each.term.name for each in events]),
                    words=_TEXT,
                    roles=_list(_object(role=_one_of([r.name for r in roles]), words=_TEXT)),
                )
                for roles, events in self._families
            ]
            properties["events"] = _list(kinds[0] if len(kinds) == 1 else {"anyOf": kinds})
        return _object(**properties)

    @property
    def _families(self) -> list[tuple[tuple[PropertyTerm, ...], list[EventTerm]]]:
        """The classes of events that have the same roles, together."""
        found: dict[tuple[str, ...], list[EventTerm]] = defaultdict(list)
        for each in self.events:
            found[tuple(role.name for role in each.roles)].append(each)
        return [(events[0].roles, events) for events in found.values()]

    def _ends(self, term: PropertyTerm) -> str:
        return f"{self._labels(term.domain) or 'anything'} -> {self._range(term)}"

    def _range(self, term: PropertyTerm) -> str:
        if term.datatypes & NUMBERS:
            return "number"
        if term.datatypes & TIMES:
            return "date"
        if term.datatypes & TEXTS:
            return "words"
        return self._labels(term.range) or "anything"

    def _labels(self, names: frozenset[str]) -> str:
        classes = self._ontology.classes
        found = {_VALUES.get(each) or classes[each].label for each in names}
        return " or ".join(sorted(found))


def may_be_proposed(term: PropertyTerm) -> bool:
    """Tell whether a model is asked for TERM: for all of the user's, and of ours for what is learned, not ruled."""
    if term.own:
        return True
    return not (term.by_rules or term.general or term.is_record or term.datatypes & TEXTS)


def _kept(terms: Any, only_mine: bool) -> Any:
    return (each for each in terms if each.own or not only_mine)


def _first_mine(term: ClassTerm | PropertyTerm) -> tuple[bool, str]:
    return not term.own, term.name


def _meaning(term: ClassTerm | PropertyTerm) -> str:
    """Return what is to be known of TERM beside its name."""
    comment = " ".join(term.comment.split())
    if isinstance(term, ClassTerm):
        return f". {comment}" if comment else ""
    return f" ({term.label})" + (f". {comment}" if comment else "")


_TEXT: Final = {"type": "string"}


def _one_of(names: list[str]) -> dict[str, Any]:
    return {"type": "string", "enum": names}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "maxItems": _MOST, "items": items}


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }
