"""Properties and grammatical functions, from the descriptions of the files."""

from collections.abc import Collection
from typing import Final, Literal

from kg.iri import ONTOLOGY
from kg.ontology.files import OWL, RDF, RDFS, SCHEMA, TYPE, XSD, Description, Value, compact, split
from kg.ontology.schema import Schema
from kg.ontology.terms import PropertyTerm

_ROLE: Final = f"{ONTOLOGY}Role"
_GENERAL: Final = f"{ONTOLOGY}GeneralRole"
_BY_RULES: Final = f"{ONTOLOGY}RuleProperty"
_RECORD: Final = f"{ONTOLOGY}RecordProperty"
_FUNCTION: Final = f"{ONTOLOGY}GrammaticalFunction"
_DATA: Final = f"{OWL}DatatypeProperty"
_LANG_STRING: Final = f"{RDF}langString"  # words with their language; no datatype of XML Schema
_PROPERTY: Final = {
    *(
        f"{OWL}{kind}Property"
        for kind in ("Object", "Functional", "Symmetric", "InverseFunctional")
    ),
    *(_DATA, f"{RDF}Property", _ROLE, _RECORD),
}
_ABOVE: Final = f"{RDFS}subPropertyOf"
_ANYTHING: Final = {f"{OWL}Thing", f"{RDFS}Resource", _ROLE}


def read(descriptions: Collection[Description], schema: Schema) -> None:
    """Add the properties and functions that DESCRIPTIONS define to SCHEMA, after the classes."""
    found = []
    for description in descriptions:
        types = _types(description)
        if _FUNCTION in types:
            schema.functions[description.iri] = description.name
        elif types & _PROPERTY and schema.admit(description):
            found.append(description)
    parents = schema.parents(found, _ABOVE)
    schema.close(found, parents)
    for description in found:
        schema.properties[description.name] = _property(
            description, schema, parents[description.name]
        )
    for description in found:
        _check(description, schema)


def _types(description: Description) -> set[str]:
    return {value.text for value in description.iris(TYPE)}


def _property(description: Description, schema: Schema, parents: tuple[str, ...]) -> PropertyTerm:
    types = _types(description)
    datatypes = {
        split(value.text)[1] for value in _ends(description, "range") if _is_datatype(value)
    }
    if _DATA in types and not datatypes:
        datatypes = {"string"}
    return PropertyTerm(
        name=description.name,
        iri=description.iri,
        label=description.label,
        comment=description.text(f"{RDFS}comment") or "",
        domain=_classes(description, "domain", schema),
        range=_classes(description, "range", schema),
        datatypes=frozenset(datatypes),
        parents=parents,
        symmetric=description.is_true(f"{ONTOLOGY}symmetric") or f"{OWL}SymmetricProperty" in types,
        event=_reference(description, "abbreviates", schema),
        subject_role=_reference(description, "subjectRole", schema),
        object_role=_reference(description, "objectRole", schema),
        ended_as=_reference(description, "endedAs", schema),
        is_role=_ROLE in types,
        is_record=_RECORD in types,
        general=_GENERAL in types,
        by_rules=_BY_RULES in types,
        own=description.own,
    )


def _ends(description: Description, end: Literal["domain", "range"]) -> list[Value]:
    """Return what may stand at one END of a property, however the file says so."""
    alternatives = description.iris(f"{SCHEMA}{end}Includes", f"http://schema.org/{end}Includes")
    return alternatives + description.iris(f"{RDFS}{end}")


def _classes(
    description: Description, end: Literal["domain", "range"], schema: Schema
) -> frozenset[str]:
    """Return the classes at one END; a class of others stands for ours below it."""
    found: set[str] = set()
    for value in _ends(description, end):
        if value.text in schema.bridges and value.text not in schema.names:
            found |= schema.bridges[value.text]
        elif not _is_foreign(value, description):
            name = schema.resolve(description, f"has the {end}", value, schema.classes)
            found |= {name} if name else set()
    return frozenset(found)


def _is_foreign(value: Value, description: Description) -> bool:
    """Tell whether a class is none that anything here could be of, and need not be."""
    if _RECORD in _types(description) and not value.text.startswith(ONTOLOGY):
        return True
    return _is_datatype(value) or value.text in _ANYTHING


def _is_datatype(value: Value) -> bool:
    return value.text.startswith(XSD) or value.text == _LANG_STRING


def _reference(description: Description, says: str, schema: Schema) -> str | None:
    """Return the local name of the one term that a property names with kg:SAYS."""
    values = description.iris(f"{ONTOLOGY}{says}")
    if len(values) > 1:
        wrong = f"{description} has {len(values)} values of kg:{says}"
        schema.note(values[1].file, wrong, "leave one")
    names = schema.classes if says == "abbreviates" else schema.names.values()
    return (
        schema.resolve(description, f"has the kg:{says}", values[0], list(names))
        if values
        else None
    )


def _check(description: Description, schema: Schema) -> None:
    """Note what contradicts itself in a property."""
    term = schema.properties[description.name]
    ranges = description.iris(f"{RDFS}range")
    if len(ranges) > 1:
        wrong = (
            f"{description} has {len(ranges)} values of rdfs:range, which means all of them at once"
        )
        remedy = "use schema:rangeIncludes for alternatives"
        schema.note(ranges[1].file, wrong, remedy, own=description.own)
    if (term.subject_role is None) != (term.object_role is None):
        missing = "kg:objectRole" if term.subject_role else "kg:subjectRole"
        schema.note(description.file, f"{description} has no {missing}", "give it both or none")
    for says in ("subjectRole", "objectRole"):
        for value in description.iris(f"{ONTOLOGY}{says}"):
            role = schema.properties.get(schema.names.get(value.text, ""))
            if role and not role.is_role:
                wrong = f"{description} has the kg:{says} {compact(value.text)}, which is no role"
                schema.note(value.file, wrong, "name a kg:Role")
    for value in description.iris(f"{ONTOLOGY}abbreviates"):
        if term.event and not schema.is_a(term.event, "Event"):
            wrong = f"{description} abbreviates {compact(value.text)}, which is no class of events"
            schema.note(value.file, wrong, "name a class below kg:Event")
