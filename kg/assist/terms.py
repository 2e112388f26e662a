"""The classes and properties, as an assistant looks them up before it writes a query."""

from difflib import get_close_matches
from typing import Any, Final

from pyoxigraph import NamedNode

from kg.assist import shapes
from kg.assist.asking import Asking
from kg.assist.look import Told
from kg.assist.quoting import SENTENCE, plain
from kg.assist.statements import more
from kg.errors import OntologyError
from kg.explore.reader import local
from kg.iri import ONTOLOGY_GRAPH

_MOST: Final = 60
_EVENT: Final = "Event"
# Terms of a user's own go along with the graph; those of the package that it uses do too.
_OWN: Final = f"""SELECT DISTINCT ?term ?kind ?label ?comment ?parent {{ GRAPH <{ONTOLOGY_GRAPH}> {{
  ?term a ?kind ; rdfs:label ?label .
  FILTER(?kind IN (owl:Class, owl:ObjectProperty, owl:DatatypeProperty))
  OPTIONAL {{ ?term rdfs:comment ?comment }} OPTIONAL {{ ?term rdfs:subClassOf|rdfs:subPropertyOf ?parent }} }} }}
ORDER BY ?term ?parent"""


async def ontology(asking: Asking, word: str) -> Told:
    """Show all classes and properties by their names, or what is known of one."""
    known = await _terms(asking)
    if not word:
        return _overview(known)
    wanted = plain(word).removeprefix("kg:").casefold()
    meant = [
        each
        for each in known.values()
        if wanted in (each.name.casefold(), each.label.casefold(), each.iri.casefold())
    ]
    if not meant:
        forms = {name.casefold(): name for name in known} | {
            each.label.casefold(): each.name for each in known.values()
        }
        near = get_close_matches(wanted, forms, n=1, cutoff=0.5)
        hint = f"did you mean {forms[near[0]]!r}?" if near else "ask without a term for all of them"
        raise OntologyError(f"ontology: nothing is called {plain(word)!r}; {hint}")
    answer = shapes.OntologyAnswer(terms=meant, classes=[], events=[], properties=[])
    return answer, [line for each in meant for line in _lines(each)]


async def _terms(asking: Asking) -> dict[str, shapes.Term]:
    page = await asking.view("terms")
    found = {each["name"]: _term(each, "class") for each in page["classes"]}
    found |= {each["name"]: _term(each, "property") for each in page["properties"]}
    for each in await _own(asking, found):
        found.setdefault(each.name, each)
    below: dict[str, list[str]] = {}
    for each in found.values():
        for parent in each.parents:
            below.setdefault(parent, []).append(each.name)
    return {
        name: each.model_copy(update={"below": sorted(below.get(name, ()))[:_MOST]})
        for name, each in found.items()
    }


def _term(each: Any, kind: str) -> shapes.Term:
    return shapes.Term(
        name=plain(each["name"]),
        iri=each["iri"],
        kind=kind,
        label=plain(each["label"]),
        comment=plain(each["comment"], SENTENCE),
        parents=[plain(parent) for parent in each["parents"]],
        below=[],
    )


async def _own(asking: Asking, known: dict[str, shapes.Term]) -> list[shapes.Term]:
    """Return the terms of the graph that the package does not have."""
    have = {each.iri for each in known.values()}
    made: dict[str, dict[str, Any]] = {}
    for term, kind, label, comment, parent in (await asking.rows(_OWN, 5_000)).rows:
        iri = getattr(term, "value", "")
        if iri in have:
            continue
        each = made.setdefault(iri, {"iri": iri, "name": local(iri), "parents": [], "kind": ""})
        each["kind"] = "class" if local(getattr(kind, "value", "")) == "Class" else "property"
        each["label"], each["comment"] = getattr(label, "value", ""), getattr(comment, "value", "")
        each["parents"] += [local(parent.value)] if isinstance(parent, NamedNode) else []
    return [_term(each, each["kind"]) for each in made.values()]


def _overview(known: dict[str, shapes.Term]) -> Told:
    events = _below(known, _EVENT)
    classes = [name for name, each in known.items() if each.kind == "class" and name not in events]
    properties = [name for name, each in known.items() if each.kind == "property"]
    answer = shapes.OntologyAnswer(
        terms=[], classes=classes, events=sorted(events), properties=properties
    )
    return answer, [
        f"classes: {', '.join(answer.classes)}",
        f"classes of events: {', '.join(answer.events)}",
        f"properties: {', '.join(answer.properties)}",
        "ask with a term for what it means",
    ]


def _below(known: dict[str, shapes.Term], name: str) -> set[str]:
    found, left = set(), [name]
    while left:
        each = left.pop()
        if each in known and each not in found:
            found.add(each)
            left += known[each].below
    return found


def _lines(each: shapes.Term) -> list[str]:
    shown = ", ".join(each.below[:_MOST])
    return [
        f"kg:{each.name} ({each.kind}): {each.comment or each.label}"
        if each.iri.startswith(ONTOLOGY_GRAPH)
        else f"<{each.iri}> ({each.kind}): {each.comment or each.label}",
        *([f"  below {', '.join(each.parents)}"] if each.parents else []),
        *([f"  above {shown}"] if shown else []),
        *more(len(each.below) - _MOST, "term"),
    ]
