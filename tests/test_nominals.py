"""Event nouns: who takes part stands around the noun, or around the verb that carries it."""

import pytest

from kg.extract import extract
from kg.extract.predications.nominals import noun_frame, noun_frames
from kg.extract.reading import Reading

# fmt: off
NAMES = {"Iraq": "Country", "Libya": "Country", "Turkey": "Country", "Russian": ("Country", "Russia", "RU"),
         "Ruiz": "Person", "oil": "Commodity", "CIA": "GovernmentBody"}


@pytest.fixture
def slots(make_doc, ontology):
    """A function from a parse and one of its nouns to the words that fill each function."""

    def of(sentence: str, noun: str) -> dict[str, list[str]]:
        doc = make_doc(sentence, mentions=NAMES)
        built = noun_frame(next(t for t in doc if t.text == noun), Reading(doc, ontology))
        return {name: [head.text for head in heads] for name, heads in built.slots.items()}

    return of


@pytest.mark.parametrize(("sentence", "noun", "wanted"), [
    ("Iraq/NNP/poss>2 's/POS/case>0 attack/NN/ROOT on/IN/prep>2 Libya/NNP/pobj>3", "attack",
     {"poss": ["Iraq"], "on": ["Libya"]}),
    ("Russian/JJ/amod>1 strikes=strike/NNS/ROOT", "strikes", {"modifier": ["Russian"]}),
    ("Turkey/NNP/compound>1 attack/NN/ROOT", "attack", {"modifier": ["Turkey"]}),
    ("oil/NN/compound>1 exports=export/NNS/ROOT", "exports", {"compound": ["oil"]}),
    ("CIA/NNP/npadvmod>2 -/HYPH/punct>2 led=lead/VBN/amod>3 raid/NN/ROOT", "raid", {"modifier": ["CIA"]}),
    ("heavy/JJ/amod>1 strikes=strike/NNS/ROOT", "strikes", {}),
    ("exports=export/NNS/ROOT of/IN/prep>0 oil/NN/pobj>1 from/IN/prep>0 Iraq/NNP/pobj>3 and/CC/cc>4 Libya/NNP/conj>4",
     "exports", {"of": ["oil"], "from": ["Iraq", "Libya"]}),
    ("attack/NN/ROOT carried=carry/VBN/acl>0 out/RP/prt>1 by/IN/agent>1 Turkey/NNP/pobj>3", "attack",
     {"by": ["Turkey"]}),
])
def test_noun_has_what_stands_around_it(sentence, noun, wanted, slots):
    assert slots(sentence, noun) == wanted


@pytest.mark.parametrize(("sentence", "noun", "wanted"), [
    ("Turkey/NNP/nsubj>1 launched=launch/VBD/ROOT an/DT/det>3 attack/NN/dobj>1 on/IN/prep>1 Libya/NNP/pobj>4", "attack",
     {"subject": ["Turkey"], "on": ["Libya"]}),
    ("attacks=attack/NNS/nsubjpass>2 were=be/VBD/auxpass>2 launched=launch/VBN/ROOT by/IN/agent>2 Turkey/NNP/pobj>3",
     "attacks", {"subject": ["Turkey"]}),
    ("Turkey/NNP/nsubj>1 launched=launch/VBD/ROOT raids=raid/NNS/dobj>1 and/CC/cc>2 attacks=attack/NNS/conj>2",
     "attacks", {"subject": ["Turkey"]}),
    ("earthquake/NN/nsubj>1 struck=strike/VBD/ROOT Libya/NNP/dobj>1", "earthquake", {"object": ["Libya"]}),
    ("Turkey/NNP/nsubj>1 discussed=discuss/VBD/ROOT an/DT/det>3 attack/NN/dobj>1 with/IN/prep>1 Iraq/NNP/pobj>4",
     "attack", {}),
    ("attack/NN/nsubj>1 shocked=shock/VBD/ROOT Libya/NNP/dobj>1", "attack", {}),
])
def test_noun_takes_part_in_its_support_verb(sentence, noun, wanted, slots):
    assert slots(sentence, noun) == wanted


@pytest.mark.parametrize(("sentence", "nouns"), [
    ("the/DT/det>1 attack/NN/ROOT", ["attack"]),
    ("the/DT/det>1 murder/NN/ROOT of/IN/prep>1 Ruiz/NNP/pobj>2", ["murder"]),
    ("charged=charge/VBN/ROOT with/IN/prep>0 murder/NN/pobj>1", []),
    ("the/DT/det>1 spoon/NN/ROOT", []),
])
def test_nouns_are_those_of_the_lexicon_that_tell_of_a_deed(sentence, nouns, make_doc, ontology):
    doc = make_doc(sentence, mentions={**NAMES, "murder": "Offence"})
    assert [built.token.text for built in noun_frames(Reading(doc, ontology))] == nouns


@pytest.mark.parametrize(("sentence", "event"), [
    ("Iraq/NNP/poss>2 's/POS/case>0 attack/NN/nsubj>5 on/IN/prep>2 Libya/NNP/pobj>3 failed=fail/VBD/ROOT",
     "Attack(agent: Iraq, target: Libya)"),
    ("Turkey/NNP/nsubj>1 launched=launch/VBD/ROOT an/DT/det>3 attack/NN/dobj>1 on/IN/prep>3 Libya/NNP/pobj>4",
     "Attack(agent: Turkey, target: Libya)"),
    ("Turkey/NNP/nsubj>1 held=hold/VBD/ROOT talks=talk/NNS/dobj>1 with/IN/prep>2 Libya/NNP/pobj>3",
     "Negotiation(agent: Libya, agent: Turkey)"),
    ("the/DT/det>1 arrest/NN/nsubj>4 of/IN/prep>1 Ruiz/NNP/pobj>2 surprised=surprise/VBD/ROOT",
     "Arrest(patient: Ruiz)"),
])
def test_noun_tells_of_an_event(sentence, event, read):
    assert f"Asserted: {event}" in read(sentence, mentions=NAMES)


@pytest.mark.parametrize("sentence", [
    "they/PRP/nsubj>1 offer/VBP/ROOT rewards=reward/NNS/dobj>1 leading=lead/VBG/acl>2 to/IN/prep>3 the/DT/det>6 "
    "arrest/NN/pobj>4 of/IN/prep>6 Ruiz/NNP/pobj>7",
    "an/DT/det>1 arrest/NN/attr>2 is=be/VBZ/ROOT of/IN/prep>1 Ruiz/NNP/pobj>3",
])
def test_noun_of_which_nothing_says_that_it_happened_is_refused(sentence, make_doc, ontology):
    extraction = extract(make_doc(sentence, mentions=NAMES), ontology)
    assert [claim for claim in extraction.claims if claim.rule == "lexicon:arrest-noun"] == []
    assert [each.reason for each in extraction.rejections] == ["nothing says that it happened"]


@pytest.mark.parametrize("sentence", [
    "the/DT/det>1 arrest/NN/nsubj>2 surprised=surprise/VBD/ROOT",
    "oil/NN/compound>1 exports=export/NNS/nsubj>2 rose=rise/VBD/ROOT",
    "the/DT/det>1 arrest/NN/nsubj>4 of/IN/prep>1 farmers=farmer/NNS/pobj>2 surprised=surprise/VBD/ROOT",
])
def test_noun_without_a_name_tells_too_little(sentence, make_doc, ontology):
    extraction = extract(make_doc(sentence, mentions=NAMES), ontology)
    assert [claim for claim in extraction.claims if claim.rule.endswith("-noun")] == []


def test_verb_that_carries_a_noun_is_no_event_of_its_own(read):
    sentence = "Turkey/NNP/nsubj>1 launched=launch/VBD/ROOT an/DT/det>3 attack/NN/dobj>1 on/IN/prep>3 Libya/NNP/pobj>4"
    assert read(sentence, mentions=NAMES) == [
        "Asserted: Attack(agent: Turkey, target: Libya)", "Asserted: Turkey attacked Libya"]
# fmt: on
