"""Gazetteer terms, from the descriptions of the files."""

from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from kg import data
from kg.iri import ONTOLOGY
from kg.ontology.files import (
    SKOS,
    TYPE,
    Description,
    split,
)
from kg.ontology.schema import Schema
from kg.ontology.terms import Term

_DENOTING: Final = frozenset({"NounKind", "NameEnding"})
_TOPIC: Final = "Topic"  # what a concept names, unless its file says of which class it is
_WORDS: Final = _DENOTING | {"GenderWord", "GeneralNoun"}


def read(descriptions: Collection[Description], schema: Schema) -> tuple[Term, ...]:
    """Return the names and nouns among DESCRIPTIONS; what is wrong in them is noted in SCHEMA."""
    types = {iri: n for iri, n in schema.names.items() if n in schema.classes}
    namespaces = {split(iri)[0] for iri in types}
    terms: dict[str, Term] = {}
    for description in descriptions:
        kind = _type(description, types, namespaces, schema)
        if kind is None:
            continue
        if description.name in terms:
            wrong = f"{description} has the local name of another term"
            schema.note(description.file, wrong, "rename it")
            continue
        terms[description.name] = _term(description, kind, schema)
    return tuple(terms.values())


def _type(
    description: Description, types: Mapping[str, str], namespaces: Collection[str], schema: Schema
) -> str | None:
    """Return the class of a thing, a noun or a name's ending; None for all else that files hold."""
    if _is_concept(description):
        return _TOPIC
    for value in description.iris(TYPE):
        name = types.get(value.text)
        if name in _WORDS or (name and schema.is_a(name, "Entity")):
            return name
        if name is None and split(value.text)[0] in namespaces and _is_named(description):
            schema.resolve(description, "is a", value, types.values())
    return None


def _is_concept(description: Description) -> bool:
    """Tell whether it is a concept of a SKOS scheme of the user's, with a name in English, and nothing else."""
    if not description.own or {v.text for v in description.iris(TYPE)} != {f"{SKOS}Concept"}:
        return False
    return bool(description.english(f"{SKOS}prefLabel"))


def _is_named(description: Description) -> bool:
    return f"{SKOS}prefLabel" in description.values


def _names(description: Description, says: str) -> list[str]:
    """Return the labels that stand with skos:SAYS; of a concept of the user's the English ones alone."""
    labels = description.english if _is_concept(description) else description.texts
    return labels(f"{SKOS}{says}")


def _term(description: Description, kind: str, schema: Schema) -> Term:
    preferred = _names(description, "prefLabel")
    labels = preferred + _names(description, "altLabel")
    if not preferred and not description.own:
        schema.note(description.file, f"{description} has no skos:prefLabel", "give it a name")
    return Term(
        key=description.name,
        type=kind,
        label=labels[0] if labels else description.label,
        alt_labels=tuple(labels[1:]),
        demonyms=tuple(description.texts(f"{ONTOLOGY}demonym")),
        wikidata=description.text(f"{ONTOLOGY}wikidata"),
        iso=description.text(f"{ONTOLOGY}iso"),
        heads=description.is_true(f"{ONTOLOGY}heads"),
        heads_state=description.is_true(f"{ONTOLOGY}headsState"),
        denotes=_denotes(description, kind, schema),
        capital=description.text(f"{ONTOLOGY}capital"),
        gender=description.text(f"{ONTOLOGY}gender"),
        own=Path(description.file).name not in _packaged(),
        concept=description.iri if _is_concept(description) else None,
    )


@cache
def _packaged() -> frozenset[str]:
    """Return the names of the files that come with the package."""
    return frozenset(path.name for path in data.find("ontology").glob("*.ttl"))


def _denotes(description: Description, kind: str, schema: Schema) -> str | None:
    """Return the class of things that a noun or an ending tells."""
    values = description.iris(f"{ONTOLOGY}denotes")
    if kind in _DENOTING and len(values) != 1:
        wrong = f"{description} has {len(values) or 'no'} kg:denotes"
        schema.note(description.file, wrong, "name one class of things")
    if not values:
        return None
    name = schema.names.get(values[0].text, "")
    if schema.is_a(name, "Entity"):
        return name
    things = [name for name in schema.classes if schema.is_a(name, "Entity")]
    return schema.resolve(description, "denotes", values[0], things)
