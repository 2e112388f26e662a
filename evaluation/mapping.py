"""How another schema's relations are said in the ontology: a table in a file, read as pairs of spans."""

import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import ConfigError
from kg.model import Claim, Event, Filler, Mention, Relation, Span, Status
from kg.ontology import Ontology

_FOLDER: Final = Path(__file__).parent / "mappings"


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two stretches of a text, and the relation of the other schema that holds between them."""

    type: str
    subject: Span
    object: Span

    def turned(self) -> "Pair":
        """Return the pair the other way round."""
        return Pair(self.type, self.object, self.subject)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A direct property, or two roles of a class of events, that say a relation."""

    property: str | None = None
    inverse: bool = False
    type: str | None = None  # a class that the subject of the property must have
    of: str | None = None  # a class that its object must have
    event: str | None = None
    subject: str = ""
    object: str = ""


class Mapping:
    """The table of one schema: patterns by relation, and classes by type of entity."""

    def __init__(self, name: str, ontology: Ontology) -> None:
        path = _FOLDER / f"{name}.toml"
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        self.ontology = ontology
        self.entities: dict[str, tuple[str, ...]] = {
            kind: tuple(classes) for kind, classes in table.get("entities", {}).items()
        }
        self.patterns: dict[str, tuple[Pattern, ...]] = {}
        self.symmetric: set[str] = set()
        for relation, row in table["relations"].items():
            self.patterns[relation] = tuple(Pattern(**each) for each in row["patterns"])
            if row.get("symmetric"):
                self.symmetric.add(relation)
        self._check(path)

    def pairs(self, claims: Iterable[Claim], without: Collection[Status]) -> set[Pair]:
        """Return what the CLAIMS say in the other schema; those that stand in a status of WITHOUT say nothing."""
        return {pair for claim in claims if claim.status not in without for pair in self._of(claim)}

    def types(self, kind: str) -> set[str]:
        """Return the types of entity of the other schema that a class of ours can be."""
        is_a = self.ontology.is_a
        return {
            name
            for name, classes in self.entities.items()
            if any(is_a(kind, other) for other in classes)
        }

    def _of(self, claim: Claim) -> Iterator[Pair]:
        for relation, patterns in self.patterns.items():
            for pattern in patterns:
                match claim.content:
                    case Relation() as content:
                        yield from self._property(relation, pattern, content)
                    case Event() as content if pattern.event is not None:
                        yield from self._roles(relation, pattern, content)
                    case _:
                        pass

    def _property(self, relation: str, pattern: Pattern, content: Relation) -> Iterator[Pair]:
        if content.predicate != pattern.property:
            return
        if self._is(content.subject, pattern.type) and self._is(content.object, pattern.of):
            pair = Pair(relation, content.subject.span, content.object.span)
            yield pair.turned() if pattern.inverse else pair

    def _roles(self, relation: str, pattern: Pattern, content: Event) -> Iterator[Pair]:
        if pattern.event is None or not self.ontology.is_a(content.type, pattern.event):
            return
        subjects, objects = (
            [a.filler.span for a in content.arguments if self.ontology.is_a(a.role, role)]
            for role in (pattern.subject, pattern.object)
        )
        both = pattern.subject == pattern.object
        for i, subject in enumerate(subjects):
            yield from (
                Pair(relation, subject, other)
                for j, other in enumerate(objects)
                if subject != other and not (both and j <= i)
            )

    def _is(self, filler: Filler, kind: str | None) -> bool:
        return kind is None or (
            isinstance(filler, Mention) and self.ontology.is_a(filler.type, kind)
        )

    def _check(self, path: Path) -> None:
        """Refuse a table that names a term which the ontology lacks."""
        known = {*self.ontology.classes, *self.ontology.properties}
        for name in self._names():
            if name not in known:
                raise ConfigError(f"{path}: the ontology has no {name!r}")

    def _names(self) -> Iterator[str]:
        for classes in self.entities.values():
            yield from classes
        for patterns in self.patterns.values():
            for each in patterns:
                fields: list[Any] = [each.property, each.type, each.of, each.event]
                yield from (name for name in (*fields, each.subject, each.object) if name)
