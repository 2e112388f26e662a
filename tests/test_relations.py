"""Relations that noun phrases state: titles, appositions, possessives, *X is the Y of Z*, ages, homes, places."""

import pytest

# fmt: off
PRESIDENT = ("Position", "president", "president")
NAMES = {
    "Quispe": "Person", "Berg": "Person", "Lund": "Person", "Gil": "Person",
    "president": PRESIDENT, "President": PRESIDENT, "journalist": ("Position", "journalist", "journalist"),
    "spokeswoman": ("Position", "spokesperson", "spokesperson"),
    "CEO": ("Position", "chief executive", "chief-executive"),
    "French": ("Country", "France", "FR"), "France": ("Country", "France", "FR"), "Peru": ("Country", "Peru", "PE"),
    "Apple": "Company", "Kestrel": "Company", "Daimon": "Company", "Equinor": "Company",
    "Goma": "City", "Congo": "Country", "Moscow": "City",
}


@pytest.fixture
def found(read):
    """A function from a parse to the relations found in it, without those that are asserted being marked."""
    return lambda *sentences, **layers: [
        line.removeprefix("Asserted: ") for line in read(*sentences, mentions=NAMES, **layers) if "(" not in
        line.removesuffix(" (ended)")
    ]


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("President/NNP/compound>1 Quispe/NNP/ROOT", ["Quispe holdsPosition president"]),
    ("French/JJ/amod>1 President/NNP/compound>2 Quispe/NNP/ROOT",
     ["Quispe holdsPosition president", "Quispe headOf France"]),
    ("Apple/NNP/compound>1 CEO/NNP/compound>2 Quispe/NNP/ROOT",
     ["Quispe holdsPosition chief executive", "Quispe headOf Apple"]),
    ("French/JJ/amod>2 journalist/NN/compound>2 Quispe/NNP/ROOT",
     ["Quispe holdsPosition journalist", "Quispe citizenOf France"]),
    ("Kestrel/NNP/compound>2 journalist/NN/compound>2 Quispe/NNP/ROOT",
     ["Quispe holdsPosition journalist", "Quispe worksFor Kestrel"]),
    ("Quispe/NNP/ROOT ,/,/punct>0 the/DT/det>3 president/NN/appos>0 of/IN/prep>3 Peru/NNP/pobj>4",
     ["Quispe holdsPosition president", "Quispe headOf Peru"]),
    ("the/DT/det>1 president/NN/ROOT of/IN/prep>1 Peru/NNP/pobj>2 ,/,/punct>1 Quispe/NNP/appos>1",
     ["Quispe holdsPosition president", "Quispe headOf Peru"]),
    ("President/NNP/compound>1 Kestrel/NNP/ROOT", []),
    ("the/DT/det>1 president/NN/ROOT of/IN/prep>1 Peru/NNP/pobj>2", []),
])
def test_title_tells_position_and_what_it_heads(sentence, wanted, found):
    assert found(sentence) == wanted


def test_a_seat_tells_the_party_and_the_region(read):
    lines = read(
        "Quispe/NNP/ROOT (/-LRB-/punct>0 R/NNP/compound>4 -/HYPH/punct>4 Texas/NNP/appos>0 )/-RRB-/punct>0",
        mentions={**NAMES, "R": ("PoliticalParty", "Republican Party", "republican-party"), "Texas": "Region"},
    )
    assert lines == ["Asserted: Quispe memberOf Republican Party", "Asserted: Quispe officeFor Texas"]


@pytest.mark.parametrize("sentence", [
    "former/JJ/amod>2 President/NNP/compound>2 Quispe/NNP/ROOT",
    "ex/NN/compound>3 -/HYPH/punct>3 president/NN/compound>3 Quispe/NNP/ROOT",
    "Quispe/NNP/ROOT ,/,/punct>0 a/DT/det>4 former/JJ/amod>4 president/NN/appos>0",
    "the/DT/det>3 late/JJ/amod>3 President/NNP/compound>3 Quispe/NNP/ROOT",
])
def test_former_position_has_ended(sentence, found):
    assert found(sentence) == ["Quispe holdsPosition president (ended)"]


@pytest.mark.parametrize(("copula", "headlines", "ended"), [
    ("is=be/VBZ", 0, ""), ("was=be/VBD", 0, " (ended)"), ("was=be/VBD", 1, ""), ("remains=remain/VBZ", 0, ""),
    ("became=become/VBD", 0, ""),
])
def test_copula_tells_position(copula, headlines, ended, found):
    sentence = f"Quispe/NNP/nsubj>1 {copula}/ROOT president/NN/attr>1 of/IN/prep>2 Peru/NNP/pobj>3"
    assert found(sentence, headlines=headlines) == [
        f"Quispe holdsPosition president{ended}", f"Quispe headOf Peru{ended}"]


@pytest.mark.parametrize(("sentence", "status"), [
    ("Quispe/NNP/nsubj>1 is=be/VBZ/ROOT not/RB/neg>1 president/NN/attr>1", "Negated"),
    ("Quispe/NNP/nsubj>2 may/MD/aux>2 be/VB/ROOT president/NN/attr>2", "Hypothetical"),
    ("Berg/NNP/nsubj>1 said=say/VBD/ROOT Quispe/NNP/nsubj>3 is=be/VBZ/ccomp>1 president/NN/attr>3", "Reported [Berg]"),
    # A title within reported speech is the outlet's own; within quotation marks it is the speaker's.
    ("Berg/NNP/nsubj>1 said=say/VBD/ROOT President/NNP/compound>3 Quispe/NNP/nsubj>4 left=leave/VBD/ccomp>1",
     "Asserted"),
    ('"/``/punct>7 President/NNP/compound>2 Quispe/NNP/nsubj>3 left=leave/VBD/ccomp>7 today/NN/npadvmod>3 '
     '"/\'\'/punct>7 Berg/NNP/nsubj>7 said=say/VBD/ROOT', "Reported [Berg]"),
])
def test_position_stands_as_its_surroundings_do(sentence, status, read):
    assert f"{status}: Quispe holdsPosition president" in read(sentence, mentions=NAMES)


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("Daimon/NNP/ROOT ,/,/punct>0 a/DT/det>3 subsidiary/NN/appos>0 of/IN/prep>3 Kestrel/NNP/pobj>4",
     "Daimon subsidiaryOf Kestrel"),
    ("Kestrel/NNP/poss>2 's/POS/case>0 subsidiary/NN/ROOT ,/,/punct>2 Daimon/NNP/appos>2",
     "Daimon subsidiaryOf Kestrel"),
    ("Daimon/NNP/nsubj>1 is=be/VBZ/ROOT a/DT/det>3 subsidiary/NN/attr>1 of/IN/prep>3 Kestrel/NNP/pobj>4",
     "Daimon subsidiaryOf Kestrel"),
    ("Lund/NNP/ROOT ,/,/punct>0 the/DT/det>3 father/NN/appos>0 of/IN/prep>3 Berg/NNP/pobj>4", "Lund relativeOf Berg"),
    ("Kestrel/NNP/ROOT ,/,/punct>0 the/DT/det>3 parent/NN/appos>0 of/IN/prep>3 Daimon/NNP/pobj>4",
     "Daimon subsidiaryOf Kestrel"),
])
def test_relational_noun_ties_its_bearer_to_its_object(sentence, wanted, found):
    assert found(sentence) == [wanted]


def test_position_can_be_a_relational_noun_too(found):
    sentence = "Berg/NNP/ROOT ,/,/punct>0 a/DT/det>3 spokeswoman/NN/appos>0 for/IN/prep>3 Kestrel/NNP/pobj>4"
    assert found(sentence) == ["Berg holdsPosition spokesperson", "Berg spokespersonFor Kestrel"]


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("Moscow/NNP/npadvmod>2 -/HYPH/punct>2 based=base/VBN/amod>3 Kestrel/NNP/ROOT", ["Kestrel headquarteredIn Moscow"]),
    ("Moscow/NNP/npadvmod>2 -/HYPH/punct>2 based=base/VBN/amod>3 farmers=farmer/NNS/ROOT", []),
    ("based=base/VBN/amod>1 Kestrel/NNP/ROOT", []),
])
def test_compound_adjective_ties_its_noun_to_a_name(sentence, wanted, found):
    assert found(sentence) == wanted


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("Gil/NNP/ROOT ,/,/punct>0 44/CD/appos>0 ,/,/punct>0", ["Gil age 44"]),
    ("Gil/NNP/ROOT ,/,/punct>0 440/CD/appos>0 ,/,/punct>0", []),
    ("Gil/NNP/ROOT ,/,/punct>0 44/CD/nummod>3 farmers=farmer/NNS/conj>0", []),
])
def test_number_behind_a_person_is_an_age(sentence, wanted, found):
    assert found(sentence) == wanted


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("France/NNP/poss>2 's/POS/case>0 Equinor/NNP/ROOT", ["Equinor headquarteredIn France"]),
    ("French/JJ/amod>2 carmaker/NN/compound>2 Kestrel/NNP/ROOT", ["Kestrel headquarteredIn France"]),
    ("French/JJ/amod>1 Kestrel/NNP/ROOT", []),
    ("Goma/NNP/ROOT ,/,/punct>0 Congo/NNP/appos>0", ["Goma locatedIn Congo"]),
    ("Goma/NNP/ROOT in/IN/prep>0 Congo/NNP/pobj>1", ["Goma locatedIn Congo"]),
    ("Congo/NNP/ROOT in/IN/prep>0 Goma/NNP/pobj>1", []),
])
def test_name_tells_where_it_belongs(sentence, wanted, found):
    assert found(sentence) == wanted
# fmt: on
