"""What no text can tell of the user's terms, or can tell badly only."""

from collections.abc import Iterator
from typing import Final

from kg.ontology.model import Ontology
from kg.ontology.own.literals import NUMBERS, TEXTS, TIMES

_LITERALS: Final = NUMBERS | TEXTS | TIMES
_SUPERCLASS: Final = "give it a superclass that kg knows, as in rdfs:subClassOf schema:Organization"


def untold(ontology: Ontology) -> Iterator[str]:
    """Yield a line for each own term of ONTOLOGY that no text can tell, and what to do about it."""
    own = ontology.own
    words = (each for group in (own.verbs, own.nouns, own.same) for each in group.values())
    told = {wording.term for each in words for wording in each}
    told |= {entry.evokes for entry in ontology.entries if entry.evokes}
    told |= {n for entry in ontology.entries for n in (*entry.shortcuts, *entry.slots.values())}
    told |= {role.name for each in own.roles.values() for role in each}
    for name, term in ontology.properties.items():
        if not term.own:
            continue
        if name not in told:
            yield f"{term.iri}: no word tells it; give it an rdfs:label in English, or a lexicon entry"
        for strange in sorted(term.datatypes - _LITERALS):
            remedy = "use xsd:date, xsd:decimal or xsd:string"
            yield f"{term.iri}: no text gives a value of xsd:{strange}; {remedy}"
        if not term.domain and not term.range and not term.datatypes:
            yield f"{term.iri}: without domain and range anything can have it; give it both"
    for name, each in ontology.classes.items():
        if each.own and name not in own.events and not own.anchors.get(name):
            wrong = f"no class of kg is like {each.label!r}, so that any thing but people and places may be one"
            yield f"{each.iri}: {wrong}; {_SUPERCLASS}"
