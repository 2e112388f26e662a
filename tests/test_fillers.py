"""What the heads of noun phrases stand for."""

import pytest

from kg.extract.grammar.phrases import phrase
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.model import Mention, Quantity, Time

NORWAY = ("Country", "Norway", "NO")


@pytest.fixture
def fillers(make_doc, ontology):
    """A function from a parse and one of its words to the reader of fillers, and the token."""

    def of(sentence: str, word: str, **layers):
        doc = make_doc(sentence, **layers)
        reading = Reading(doc, ontology)
        return Fillers(reading), next(token for token in doc if token.text == word)

    return of


# fmt: off
@pytest.mark.parametrize(("sentence", "word", "layers", "wanted"), [
    ("Ana/NNP/compound>1 Ruiz/NNP/nsubj>2 resigned/VBD/ROOT", "Ruiz",
     {"mentions": {"Ana Ruiz": "Person"}}, ("Ana Ruiz", "Person", True)),
    ("a/DT/det>2 young/JJ/amod>2 soldier/NN/nsubj>3 died/VBD/ROOT", "soldier", {}, ("young soldier", "Person", False)),
    ("three/CD/nummod>1 soldiers=soldier/NNS/nsubj>2 died/VBD/ROOT", "soldiers", {},
     ("three soldiers", "PeopleGroup", False)),
    ("her/PRP$/poss>1 lawyer/NN/nsubj>2 died/VBD/ROOT", "lawyer", {"mentions": {"lawyer": ("Position", "lawyer")}},
     ("lawyer", "Position", True)),
    ("the/DT/det>1 silence/NN/nsubj>2 ended/VBD/ROOT", "silence", {}, ("silence", "Topic", False)),
    ("the/DT/det>1 head/NN/nsubj>5 of/IN/prep>1 the/DT/det>4 bank/NN/pobj>2 resigned/VBD/ROOT", "head", {},
     ("head of the bank", "Person", False)),
    ("people/NNS/nsubj>5 familiar/JJ/amod>0 with/IN/prep>1 the/DT/det>4 matter/NN/pobj>2 left/VBD/ROOT", "people", {},
     ("people familiar with the matter", "PeopleGroup", False)),
    ("the/DT/det>3 re/NN/amod>3 -/HYPH/punct>3 run/NN/ROOT", "run", {}, ("re-run", "Topic", False)),
])
def test_filler_is_a_name_or_a_description(sentence, word, layers, wanted, fillers):
    found, head = fillers(sentence, word, **layers)
    mention = found.mention(head)
    assert (mention.name, mention.type, mention.named) == wanted


@pytest.mark.parametrize(("sentence", "word"), [
    ("they/PRP/nsubj>1 left/VBD/ROOT", "they"),
    ("several/JJ/nsubj>1 left/VBD/ROOT", "several"),
    ("the/DT/det>1 rich/JJ/nsubj>2 left/VBD/ROOT", "rich"),
])
def test_filler_of_words_without_a_referent_is_none(sentence, word, fillers):
    found, head = fillers(sentence, word)
    assert found.at(head) is None


def test_filler_of_nobody_is_nobody(fillers):
    found, head = fillers("nobody/NN/nsubj>1 left/VBD/ROOT", "nobody")
    mention = found.mention(head)
    assert (mention.name, mention.type, mention.named) == ("anybody", "PeopleGroup", False)


@pytest.mark.parametrize(("sentence", "word", "mentions", "wanted"), [
    ("the/DT/det>1 company/NN/nsubj>5 ,/,/punct>1 Chevron/NNP/appos>1 ,/,/punct>1 closed/VBD/ROOT", "company",
     {"Chevron": "Company"}, "Chevron"),
    ("Chevron/NNP/nsubj>5 ,/,/punct>0 the/DT/det>3 company/NN/appos>0 ,/,/punct>0 closed/VBD/ROOT", "company",
     {"Chevron": "Company"}, "Chevron"),
    ("the/DT/det>1 president/NN/nsubj>5 ,/,/punct>1 Quispe/NNP/appos>1 ,/,/punct>1 left/VBD/ROOT", "president",
     {"president": "Position", "Quispe": "Person"}, "Quispe"),
    ("the/DT/det>1 company/NN/nsubj>5 ,/,/punct>1 Quispe/NNP/appos>1 ,/,/punct>1 closed/VBD/ROOT", "company",
     {"Quispe": "Person"}, "company"),
    ("the/DT/det>1 city/NN/nsubj>4 of/IN/prep>1 Kharkiv/NNP/pobj>2 fell/VBD/ROOT", "city",
     {"Kharkiv": "City"}, "Kharkiv"),
    ("the/DT/det>1 port/NN/nsubj>4 of/IN/prep>1 Beira/NNP/pobj>2 closed/VBD/ROOT", "port",
     {"Beira": "City"}, "port of Beira"),
    ("the/DT/det>2 Norwegian/JJ/amod>2 government/NN/nsubj>3 fell/VBD/ROOT", "government",
     {"Norwegian": NORWAY}, "Government of Norway"),
    ("the/DT/det>2 Obama/NNP/compound>2 administration/NN/nsubj>3 left/VBD/ROOT", "administration",
     {"Obama": ("Person", "Barack Obama")}, "Barack Obama administration"),
])
def test_description_takes_the_name_that_belongs_to_it(sentence, word, mentions, wanted, fillers):
    found, head = fillers(sentence, word, mentions=mentions)
    assert found.mention(head).name == wanted


@pytest.mark.parametrize(("sentence", "word", "mentions", "wanted"), [
    ("the/DT/det>2 oil/NN/compound>2 companies=company/NNS/nsubj>6 Rosneft/NNP/appos>2 and/CC/cc>3 Lukoil/NNP/conj>3 "
     "sued/VBD/ROOT", "companies", {"Rosneft": "Company", "Lukoil": "Company"}, ["Rosneft", "Lukoil"]),
    ("the/DT/det>1 governments=government/NNS/nsubj>6 of/IN/prep>1 Brazil/NNP/pobj>2 and/CC/cc>3 Peru/NNP/conj>3 "
     "met/VBD/ROOT", "governments", {"Brazil": "Country", "Peru": "Country"}, ["Brazil", "Peru"]),
    ("the/DT/det>4 Dutch/JJ/amod>4 and/CC/cc>1 Danish/JJ/conj>1 governments=government/NNS/nsubj>5 met/VBD/ROOT",
     "governments", {"Dutch": "Country", "Danish": "Country"}, ["Dutch", "Danish"]),
    ("dozens=dozen/NNS/nsubj>5 of/IN/prep>0 soldiers/NNS/pobj>1 and/CC/cc>2 civilians/NNS/conj>2 died/VBD/ROOT",
     "dozens", {}, ["soldiers", "civilians"]),
    ("charges=charge/NNS/ROOT of/IN/prep>0 fraud/NN/pobj>1 and/CC/cc>2 bribery/NN/conj>2",
     "charges", {"fraud": "Offence", "bribery": "Offence"}, ["fraud", "bribery"]),
    ("a/DT/det>1 ton/NN/ROOT of/IN/prep>1 coal/NN/pobj>2", "ton", {}, ["ton"]),
])
def test_heads_spread_to_what_they_speak_of(sentence, word, mentions, wanted, fillers):
    found, head = fillers(sentence, word, mentions=mentions)
    assert [token.text for token in found.spread(head)] == wanted


@pytest.mark.parametrize(("role", "mentions", "wanted"), [
    ("position", {"president": "Position"}, ("president", "Position")),
    ("agent", {"president": "Position"}, ("president", "Person")),
    ("offence", {"president": "Position"}, None),
])
def test_position_stands_for_its_holder_where_a_person_is_asked_for(role, mentions, wanted, fillers):
    found, head = fillers("the/DT/det>1 president/NN/nsubj>2 left/VBD/ROOT", "president", mentions=mentions)
    filler = found.fitting(head, role)
    assert (filler and (filler.name, filler.type)) == wanted


@pytest.mark.parametrize(("role", "wanted"), [("agent", "Government of China"), ("place", "Beijing")])
def test_capital_stands_for_its_government_where_it_acts(role, wanted, fillers):
    found, head = fillers("Beijing/NNP/nsubj>1 agreed/VBD/ROOT", "Beijing", mentions={"Beijing": "City"})
    assert found.fitting(head, role).name == wanted


def test_filler_is_a_time_or_a_quantity(fillers):
    sentence = "Chevron/NNP/nsubj>1 paid/VBD/ROOT millions/NNS/dobj>1 on/IN/prep>1 Monday/NNP/pobj>3"
    layers = {"times": {"Monday": "2026-03-09"}, "quantities": {"millions": ("2000000", "USD")}}
    found, monday = fillers(sentence, "Monday", **layers)
    millions = next(token for token in monday.doc if token.text == "millions")
    assert (type(found.at(monday)), type(found.at(millions))) == (Time, Quantity)


@pytest.mark.parametrize(("sentence", "word", "quantities", "wanted"), [
    ("14/CD/nummod>1 soldiers/NNS/nsubj>2 died/VBD/ROOT", "soldiers", {"14": "14"}, "14"),
    ("14/CD/nsubj>1 died/VBD/ROOT", "14", {"14": "14"}, "14"),
    ("dozens=dozen/NNS/nsubj>3 of/IN/prep>0 soldiers/NNS/pobj>1 died/VBD/ROOT", "soldiers", {"dozens": "24"}, "24"),
    ("14/CD/nummod>1 tonnes/NNS/nsubj>2 burned/VBD/ROOT", "tonnes", {"14 tonnes": ("14", "tonne")}, None),
    ("soldiers/NNS/nsubj>1 died/VBD/ROOT", "soldiers", {}, None),
])
def test_number_of_a_head_counts_it(sentence, word, quantities, wanted, fillers):
    found, head = fillers(sentence, word, quantities=quantities)
    number = found.number_of(head)
    assert (number and number.value) == wanted


def test_phrase_leaves_out_what_is_no_part_of_a_name(fillers):
    sentence = ("all/PDT/predet>3 the/DT/det>3 young/JJ/amod>3 soldiers/NNS/nsubj>6 who/WP/nsubj>5 fled/VBD/relcl>3 "
                "died/VBD/ROOT")
    _, head = fillers(sentence, "soldiers")
    first, last = phrase(head)
    assert head.doc[first:last].text == "young soldiers"


def test_filler_stands_where_its_words_stand(fillers):
    found, head = fillers("a/DT/det>2 young/JJ/amod>2 soldier/NN/nsubj>3 died/VBD/ROOT", "soldier")
    mention = found.at(head)
    assert isinstance(mention, Mention)
    assert head.doc.text[mention.span.start : mention.span.end] == mention.text
# fmt: on
