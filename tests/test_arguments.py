"""Numbered roles of any predicate, read off parses written by hand."""

import pytest

from kg.extract.grammar.propbank import Table, table
from kg.extract.predications.arguments import Arguments
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers

NAMES = {
    "Lund": "Company",
    "Kestrel": "Company",
    "Mali": "Country",
    "Merlin": "Vehicle",
    "Russian": "Country",
}


# fmt: off
@pytest.fixture
def roles(make_doc, ontology):
    """A function from a parse and one of its predicates to the words that fill each numbered role."""

    def of(sentence: str, predicate: str) -> dict[str, list[str]]:
        doc = make_doc(sentence, mentions=NAMES)
        reading = Reading(doc, ontology)
        found: dict[str, list[str]] = {}
        token = next(token for token in doc if token.text == predicate)
        for role, head in Arguments(reading, Fillers(reading)).of(token):
            found.setdefault(role, []).append(head.text)
        return found

    return of


@pytest.mark.parametrize(("sentence", "verb", "wanted"), [
    ("Lund/NNP/nsubj>1 repaired=repair/VBD/ROOT ships=ship/NNS/dobj>1", "repaired",
     {"ARG0": ["Lund"], "ARG1": ["ships"]}),
    ("ships=ship/NNS/nsubjpass>2 were=be/VBD/auxpass>2 repaired=repair/VBN/ROOT by/IN/agent>2 Lund/NNP/pobj>3",
     "repaired", {"ARG0": ["Lund"], "ARG1": ["ships"]}),
    # What rises or falls does not act, but who raises does.
    ("prices=price/NNS/nsubj>1 rose=rise/VBD/ROOT", "rose", {"ARG1": ["prices"]}),
    # A thing that alone does something has it happen to it.
    ("Merlin/NNP/nsubj>1 travelled=travel/VBD/ROOT", "travelled", {"ARG1": ["Merlin"]}),
    ("Lund/NNP/nsubj>1 travelled=travel/VBD/ROOT", "travelled", {"ARG0": ["Lund"]}),
    # Who receives: an object beside a "with", an indirect object, a "to".
    ("Lund/NNP/nsubj>1 supplied=supply/VBD/ROOT Mali/NNP/dobj>1 with/IN/prep>1 ships=ship/NNS/pobj>3", "supplied",
     {"ARG0": ["Lund"], "ARG2": ["Mali"], "ARG1": ["ships"]}),
    ("Lund/NNP/nsubj>1 gave=give/VBD/ROOT Mali/NNP/dative>1 ships=ship/NNS/dobj>1", "gave",
     {"ARG0": ["Lund"], "ARG2": ["Mali"], "ARG1": ["ships"]}),
    ("Lund/NNP/nsubj>1 gave=give/VBD/ROOT ships=ship/NNS/dobj>1 to/IN/dative>1 Mali/NNP/pobj>3", "gave",
     {"ARG0": ["Lund"], "ARG1": ["ships"], "ARG2": ["Mali"]}),
    ("Lund/NNP/nsubj>1 is=be/VBZ/ROOT a/DT/det>3 firm/NN/attr>1", "is", {"ARG1": ["Lund"], "ARG2": ["firm"]}),
    ("Lund/NNP/nsubj>1 was=be/VBD/ROOT the/DT/det>4 first/JJ/amod>4 firm/NN/attr>1 to/TO/aux>6 build/VB/relcl>4 "
     "ships=ship/NNS/dobj>6", "build", {"ARG0": ["Lund"], "ARG1": ["ships"]}),
])
def test_functions_of_a_verb_have_numbers(sentence, verb, wanted, roles):
    assert roles(sentence, verb) == wanted


@pytest.mark.parametrize(("sentence", "noun", "wanted"), [
    ("Lund/NNP/poss>2 's/POS/case>0 repair/NN/ROOT of/IN/prep>2 ships=ship/NNS/pobj>3", "repair",
     {"ARG0": ["Lund"], "ARG1": ["ships"]}),
    ("Russian/JJ/amod>1 proposals=proposal/NNS/ROOT", "proposals", {"ARG0": ["Russian"]}),
    ("Lund/NNP/compound>1 proposal/NN/ROOT", "proposal", {"ARG0": ["Lund"]}),
    ("Merlin/NNP/poss>2 's/POS/case>0 delivery/NN/ROOT", "delivery", {"ARG1": ["Merlin"]}),
    ("the/DT/det>1 decision/NN/ROOT of/IN/prep>1 Lund/NNP/pobj>2", "decision", {"ARG0": ["Lund"]}),
    ("the/DT/det>1 arrest/NN/ROOT of/IN/prep>1 pilots=pilot/NNS/pobj>2", "arrest", {"ARG1": ["pilots"]}),
    # Who acts stands beyond the phrase.
    ("Lund/NNP/nsubj>1 announced=announce/VBD/ROOT cuts=cut/NNS/dobj>1", "cuts", {"ARG0": ["Lund"]}),
    ("Lund/NNP/nsubj>1 doubted=doubt/VBD/ROOT cuts=cut/NNS/dobj>1", "cuts", {}),
    ("Lund/NNP/nsubj>1 has=have/VBZ/ROOT orders=order/NNS/dobj>1", "orders", {}),
    ("cuts=cut/NNS/ROOT that/WDT/dobj>3 Lund/NNP/nsubj>3 announced=announce/VBD/relcl>0", "cuts", {"ARG0": ["Lund"]}),
    ("Lund/NNP/nsubj>1 said=say/VBD/ROOT so/RB/advmod>1 in/IN/prep>1 a/DT/det>5 statement/NN/pobj>3", "statement",
     {"ARG0": ["Lund"]}),
    ("Lund/NNP/poss>2 's/POS/case>0 sale/NN/ROOT and/CC/cc>2 repair/NN/conj>2 of/IN/prep>4 ships=ship/NNS/pobj>5",
     "repair", {"ARG0": ["Lund"], "ARG1": ["ships"]}),
])
def test_what_stands_around_a_noun_has_numbers(sentence, noun, wanted, roles):
    assert roles(sentence, noun) == wanted


@pytest.mark.parametrize(("sentence", "adjective", "wanted"), [
    ("Lund/NNP/nsubj>1 is=be/VBZ/ROOT efficient/JJ/acomp>1", "efficient", {"ARG1": ["Lund"]}),
    ("efficient/JJ/amod>1 ships=ship/NNS/ROOT", "efficient", {"ARG1": ["ships"]}),
    ("very/RB/advmod>1 efficient/JJ/ROOT", "very", {}),
])
def test_what_an_adjective_is_said_of_has_a_number(sentence, adjective, wanted, roles):
    assert roles(sentence, adjective) == wanted
# fmt: on


def test_table_of_the_package_is_credited_and_knows_the_common_verbs():
    assert table().role(("fall",), "v", "subject alone") == "1"
    assert table().role(("say",), "v", "subject") == "0"
    assert table().has(("fall",), "v", "0") is False


def test_unknown_predicate_has_the_usual_roles():
    small = Table("v\t012\tsubject=01-, with=2-")
    assert small.role(("frobnicate",), "v", "subject") == "0"
    assert small.role(("frobnicate",), "v", "beneath") is None
