"""Sentences in the terms of an ontology of the user's, with the real model (own.txt), and builds in them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

import kg
from kg.errors import ConfigError
from kg.evaluate.reader import Reader, document
from kg.extract import term_of
from kg.model import Claim, Filler, Mention, Relation
from kg.ontology.own.literals import lexical
from kg.validate import validate

ROOT = Path(__file__).parents[2]
ONTOLOGIES = ROOT / "examples" / "ontologies"
DESK = Path(__file__).with_name("desk.ttl")
PUBLISHED = "2026-03-12"
TEXT = "Norwood Corp was acquired by Hale Group for 3 billion dollars on Monday."
Run = Callable[..., "tuple[int, str, str]"]


@dataclass
class Case:
    ontology: str
    text: str
    said: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)


def cases() -> Iterator[Case]:
    path = Path(__file__).with_name("own.txt")
    ontology, case = "", None
    for line in path.read_text().splitlines():
        if line.startswith("-- "):
            ontology = line[3:]
        elif line.startswith("= ") and case:
            case.said.append(line[2:])
        elif line.startswith("! ") and case:
            case.unsaid.append(line[2:])
        elif line and not line.startswith("#"):
            case = Case(ontology, line)
            yield case


CASES = list(cases())


@cache
def reader(ontology: str) -> Reader:
    own = Path(__file__).with_name(f"{ontology}.ttl")
    return Reader(ontology=[own if own.exists() else ONTOLOGIES / f"{ontology}.ttl"])


def shown(claim: Claim, using: Reader) -> str:
    """CLAIM as own.txt has it."""
    known, content = using.ontology, claim.content

    def value(filler: Filler, name: str) -> str:
        literal = lexical(filler, known.properties[name].datatypes)
        if isinstance(filler, Mention) or literal is None:
            return getattr(filler, "name", filler.text)
        return literal[0]

    if isinstance(content, Relation):
        label = known.properties[content.predicate].label
        line = f"{content.subject.name} | {label} | {value(content.object, content.predicate)}"
    else:
        roles = (
            f"{known.properties[a.role].label}={value(a.filler, a.role)}" for a in content.arguments
        )
        line = f"{known.classes[content.type].label}: {'; '.join(sorted(roles))}"
    speakers = f" by {', '.join(each.name for each in claim.speakers)}" if claim.speakers else ""
    return line if claim.status == "Asserted" else f"{line}  {claim.status}{speakers}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:50])
def test_a_sentence_says_it_in_the_terms_of_the_ontology(case):
    using = reader(case.ontology)
    (read,) = using.read([document("a", case.text, published=PUBLISHED)])
    own = [claim for claim in read.extraction.claims if term_of(claim, using.ontology).own]
    found = {shown(claim, using) for claim in own}
    assert set(case.said) <= found
    assert found.isdisjoint({line.removesuffix("  Asserted") for line in case.unsaid})
    assert case.said or case.unsaid or not found


@pytest.mark.parametrize("mine", [False, True])
def test_a_build_in_terms_of_ones_own_conforms_and_can_be_asked(mine):
    path = ONTOLOGIES / "ownership.ttl"
    graph = kg.build(texts=[TEXT], date=PUBLISHED, ontology=[path], only_mine=mine)
    asked = """
        PREFIX own: <https://example.org/ownership#>
        SELECT ?buyer ?price ?day {
          ?takeover a own:Takeover ; own:buyer ?b ; own:price ?price ; own:announced ?day .
          ?b a own:Owner ; rdfs:label ?buyer
        }"""
    (row,) = graph.query(asked).records()
    assert (row["buyer"], int(row["price"]), str(row["day"])) == (
        "Hale Group",
        3 * 10**9,
        "2026-03-09",
    )
    used = {quad.object for quad in graph.quads if str(quad.predicate.value).endswith("#type")}
    ours = NamedNode("https://w3id.org/news-kg/ontology#Acquisition")
    assert (ours in used) is not mine
    assert graph.report.yours["takeover"] == 1
    assert validate(graph.quads, ontology=[path]).conforms


def test_only_mine_needs_an_ontology():
    with pytest.raises(ConfigError, match=r"^only_mine: no ontology of yours is named"):
        kg.build(texts=[TEXT], only_mine=True)


def test_the_same_terms_give_the_same_bytes():
    path = ONTOLOGIES / "wikidata.ttl"
    one, other = (
        kg.build(texts=[TEXT, CASES[-1].text], ontology=[path]).serialize("nq") for _ in "ab"
    )
    assert one == other


@pytest.mark.parametrize(
    ("toll", "told"), [("33", "33"), ("at least 33", None), ("about 33", None)]
)
def test_a_number_with_a_bound_is_no_fact(toll, told):
    text = f"A 5.7 magnitude earthquake struck Lesk on Tuesday, killing {toll} people."
    graph = kg.build(texts=[text], date=PUBLISHED, ontology=[DESK])
    facts = {
        str(quad.predicate.value).rpartition("#")[2]: quad.object.value for quad in graph.facts
    }
    assert facts["magnitude"] in ("5.7", "https://w3id.org/news-kg/value/5.7")
    assert facts.get("dead") == told
    assert validate(graph.quads, ontology=[DESK]).conforms


def test_what_is_over_gives_nothing_a_class():
    text = "Tom Hale, the former chief executive of Norwood Corp, was born in Geneva."
    graph = kg.build(texts=[text], ontology=[ONTOLOGIES / "ownership.ttl"])
    classes = {
        quad.object.value for quad in graph.facts if str(quad.predicate.value).endswith("#type")
    }
    assert not {each for each in classes if each.startswith("https://example.org/ownership#")}
    assert graph.report.yours == {"chief executive": 1}
