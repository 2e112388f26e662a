"""Classes, from the descriptions of the files."""

from collections.abc import Collection, Mapping
from typing import Final

from kg.iri import ONTOLOGY
from kg.ontology.files import OWL, RDF, RDFS, TYPE, Description, split
from kg.ontology.schema import Parents, Schema
from kg.ontology.terms import ClassTerm

_CLASS: Final = {f"{OWL}Class", f"{RDFS}Class"}
# What is below one of these is a class of classes, or of properties.
_META: Final = {*_CLASS, f"{RDF}Property"}
_ABOVE: Final = f"{RDFS}subClassOf"
_GENERAL: Final = f"{ONTOLOGY}GeneralClass"
_BY_RULES: Final = f"{ONTOLOGY}RuleClass"
_TOPS: Final = {"Entity", "Event", "Record"}


def read(descriptions: Collection[Description], schema: Schema) -> None:
    """Add the classes that DESCRIPTIONS define to SCHEMA.

    A class that stands below none of ours counts as a class of things.
    """
    found = [d for d in descriptions if _is_class(d) and schema.admit(d)]
    parents = schema.parents(found, _ABOVE)
    parents |= {n: ("Entity",) for n, above in parents.items() if not above and n not in _TOPS}
    schema.close(found, parents)
    kinds = {d.name: kind for d in found if (kind := d.text(f"{ONTOLOGY}iriKind"))}
    bodies = {d.name: d.texts(f"{ONTOLOGY}authority") for d in found}
    for description in found:
        name = description.name
        schema.classes[name] = ClassTerm(
            name=name,
            iri=description.iri,
            label=description.label,
            comment=description.text(f"{RDFS}comment") or "",
            parents=parents[name],
            iri_kind=_nearest(name, parents, kinds),
            is_event=schema.is_a(name, "Event"),
            general=_GENERAL in _types(description),
            by_rules=_BY_RULES in _types(description),
            own=description.own,
            authorities=frozenset(b for a in schema.ancestors[name] for b in bodies[a]),
            once=frozenset(split(iri)[1] for iri in _values(description, f"{ONTOLOGY}onceFor")),
        )


def _is_class(description: Description) -> bool:
    """Tell classes from anything else, and from classes of classes or of properties."""
    above = _values(description, _ABOVE)
    return bool(_types(description) & _CLASS) and not above & _META


def _types(description: Description) -> set[str]:
    return _values(description, TYPE)


def _values(description: Description, predicate: str) -> set[str]:
    return {value.text for value in description.iris(predicate)}


def _nearest(name: str, parents: Parents, kinds: Mapping[str, str]) -> str | None:
    """Return the kind of NAME or of the nearest class above it."""
    level, seen = [name], {name}
    while level:
        for candidate in level:
            if candidate in kinds:
                return kinds[candidate]
        level = [above for candidate in level for above in parents[candidate] if above not in seen]
        seen.update(level)
    return None
