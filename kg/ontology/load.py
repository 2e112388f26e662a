"""Reading the ontology's files, those of the package and those of the user."""

from pathlib import Path
from typing import Final

from kg import data
from kg.errors import OntologyError
from kg.ontology import classes, files, gazetteer, lexicon, properties, ready
from kg.ontology.model import Ontology, assemble
from kg.ontology.own.build import build
from kg.ontology.own.untold import untold
from kg.ontology.schema import Schema

_FIRST: Final = "kg.ttl"
_SHAPES: Final = "shapes.ttl"


def load(*extra: Path) -> Ontology:
    """Return the ontology of the package's files and the EXTRA ones, which add to them.

    A vocabulary that comes with the package may be given by its name (``kg.ontology.ready``).
    The first of its problems is raised; ``problems`` returns all of them.
    """
    ontology, found, _ = _read(extra)
    if found:
        more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
        raise OntologyError(f"{found[0]}{more}")
    return ontology


def problems(*extra: Path) -> tuple[str, ...]:
    """Return all that is wrong in the package's files and the EXTRA ones, a line each."""
    return _read(extra)[1]


def remarks(*extra: Path) -> tuple[str, ...]:
    """Return what is not read in the EXTRA files as it may be meant, and which of their terms no text can tell."""
    ontology, _, said = _read(extra)
    return (*said, *untold(ontology))


def _read(extra: tuple[Path, ...]) -> tuple[Ontology, tuple[str, ...], tuple[str, ...]]:
    folder = data.find("ontology")
    others = sorted(p for p in folder.glob("*.ttl") if p.name not in (_FIRST, _SHAPES))
    own = [ready.found(path) for path in extra]
    descriptions = files.read([folder / _FIRST, *others], own).values()
    schema = Schema()
    classes.read(descriptions, schema)
    properties.read(descriptions, schema)
    entries = lexicon.read(descriptions, schema)
    terms = gazetteer.read(descriptions, schema)
    ontology = assemble(
        classes=schema.classes,
        properties=schema.properties,
        functions=schema.functions.values(),
        ancestors=schema.ancestors,
        entries=entries,
        terms=terms,
    )
    if extra:
        ontology = build(ontology, descriptions, schema.bridges)
    said = tuple(dict.fromkeys(schema.remarks))
    return ontology, tuple(dict.fromkeys(schema.problems)), said
