"""Sentences in the terms of the vocabularies that come along: the right one, and the right way round.

Each file in ``vocabularies`` has texts, and under each what is said in it, a line a fact: subject | term | object, or
the class of an event with its roles. "!" before a line: that is not said. All texts of a file are one build.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

import kg
from kg.ontology import ready
from kg.validate import validate

HERE = Path(__file__).with_name("vocabularies")
PUBLISHED = "2026-03-12"
LEAST = 20
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
EVENT = "https://w3id.org/news-kg/event/"


def cases(name: str) -> dict[str, list[str]]:
    """The texts of the file called NAME, each with its lines."""
    found: dict[str, list[str]] = {}
    for line in (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(("= ", "! ")):
            found[next(reversed(found))].append(line)
        elif line:
            found[line] = []
    return found


@cache
def built(name: str) -> kg.Graph:
    return kg.build(texts=list(cases(name)), date=PUBLISHED, ontology=[name], only_mine=True)


def local(term: NamedNode) -> str:
    cut = max(term.value.rfind("#"), term.value.rfind("/")) + 1
    return term.value[cut:]


def facts(quads: list[Quad]) -> Iterator[str]:
    """The facts among QUADS in words, as the files have them; of roles the name behind the schema of FollowTheMoney."""
    labels = {q.subject: q.object.value for q in quads if q.predicate == LABEL}
    kinds, roles = defaultdict(set), defaultdict(set)

    def name(value: NamedNode | Literal) -> str:
        return value.value if isinstance(value, Literal) else labels.get(value, value.value)

    for quad in quads:
        if not quad.subject.value.startswith(EVENT):
            yield f"{name(quad.subject)} | {local(quad.predicate)} | {name(quad.object)}"
        elif quad.predicate == TYPE:
            kinds[quad.subject].add(local(quad.object))
        elif quad.predicate != LABEL:
            roles[quad.subject].add(
                f"{local(quad.predicate).rpartition(':')[2]}={name(quad.object)}"
            )
    for event, every in kinds.items():
        yield from (f"{kind}: {'; '.join(sorted(roles[event]))}" for kind in every)


def is_said(line: str, found: set[str]) -> bool:
    """Whether LINE is among what was FOUND: a fact as it stands, an event with these roles and maybe more."""
    kind, _, rest = line.partition(": ")
    roles = set(rest.split("; "))
    return line in found or any(
        each.startswith(f"{kind}: ") and roles <= set(each.removeprefix(f"{kind}: ").split("; "))
        for each in found
        if "=" in rest
    )


@pytest.mark.parametrize("name", ready.names())
def test_texts_say_it_in_the_terms_of_the_vocabulary(name):
    lines = [line for own in cases(name).values() for line in own]
    found = set(facts(list(built(name).facts)))
    said, unsaid = ([line[2:] for line in lines if line[0] == mark] for mark in "=!")
    assert len(cases(name)) >= LEAST
    assert [line for line in said if not is_said(line, found)] == []
    assert [line for line in unsaid if is_said(line, found)] == []


def test_what_is_built_in_a_vocabulary_conforms():
    found = validate(built("schema.org").quads, ontology=[ready.found("schema.org")])
    assert found.violations == ()
