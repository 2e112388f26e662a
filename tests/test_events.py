"""What the lexicon makes of verbs: events with roles and circumstances, and the properties that abbreviate them."""

import pytest

from kg.extract import extract
from kg.model import Argument, Claim, Event, Mention, Span, Status

# fmt: off
COUNTRIES = dict.fromkeys(("Norway", "Israel", "Peru"), "Country")
RUIZ = {"Ruiz": "Person", "fraud": "Offence", "bribery": "Offence"}
FIRMS = {"Kestrel": "Company", "Daimon": "Company"}
BOUGHT = "Kestrel/NNP/nsubj>1 bought=buy/VBD/ROOT Daimon/NNP/dobj>1"


@pytest.mark.parametrize(("sentence", "layers", "wanted"), [
    ("Ruiz/NNP/nsubjpass>2 was=be/VBD/auxpass>2 charged=charge/VBN/ROOT with/IN/prep>2 fraud/NN/pobj>3 and/CC/cc>4 "
     "bribery/NN/conj>4", {"mentions": RUIZ},
     ["Charge(accused: Ruiz, offence: bribery, offence: fraud)", "Ruiz chargedWith fraud", "Ruiz chargedWith bribery"]),
    (BOUGHT, {"mentions": FIRMS},
     ["Acquisition(acquiree: Daimon, buyer: Kestrel)", "Kestrel acquired Daimon"]),
    ("Norway/NNP/nsubj>5 and/CC/cc>0 Israel/NNP/conj>0 and/CC/cc>2 Peru/NNP/conj>2 met=meet/VBD/ROOT",
     {"mentions": COUNTRIES},
     ["Meeting(agent: Israel, agent: Norway, agent: Peru)", "Norway metWith Israel", "Norway metWith Peru",
      "Israel metWith Peru"]),
    ("Norway/NNP/nsubj>1 met=meet/VBD/ROOT", {"mentions": COUNTRIES}, []),
    ("They/PRP/nsubj>1 met=meet/VBD/ROOT Israel/NNP/dobj>1", {"mentions": COUNTRIES}, []),
])
def test_event_has_roles_and_what_abbreviates_it(sentence, layers, wanted, read):
    assert read(sentence, **layers) == [f"Asserted: {line}" for line in wanted]


@pytest.mark.parametrize(("sentence", "type"), [
    # One verb, several senses: what is bought tells which.
    (BOUGHT, "Acquisition"),
    ("Kestrel/NNP/nsubj>1 bought=buy/VBD/ROOT oil/NN/dobj>1", "Purchase"),
    ("Kestrel/NNP/nsubj>1 cut=cut/VBD/ROOT jobs=job/NNS/dobj>1", "Layoff"),
    ("Ruiz/NNP/nsubj>1 stepped=step/VBD/ROOT down/RP/prt>1", "Resignation"),
])
def test_sense_is_told_by_what_takes_part(sentence, type, make_doc, ontology):
    doc = make_doc(sentence, mentions={**FIRMS, **RUIZ, "oil": "Commodity"})
    assert [c.content.type for c in extract(doc, ontology).claims if hasattr(c.content, "type")] == [type]


@pytest.mark.parametrize(("rest", "layers", "wanted"), [
    ("in/IN/prep>1 Goma/NNP/pobj>3", {}, "place: Goma"),
    ("near/IN/prep>1 Goma/NNP/pobj>3", {}, "place: Goma"),
    ("in/IN/prep>1 Berg/NNP/pobj>3", {}, ""),
    ("on/IN/prep>1 Monday/NNP/pobj>3", {"times": {"Monday": "2026-03-09"}}, "time: 2026-03-09"),
    ("Monday/NNP/npadvmod>1", {"times": {"Monday": "2026-03-09"}}, "time: 2026-03-09"),
    ("for/IN/prep>1 hours/NNS/pobj>3", {"quantities": {"hours": ("3", "hour")}}, "duration: 3"),
])
def test_event_has_its_circumstances(rest, layers, wanted, read):
    mentions = {"Goma": "City", "Berg": "Person", "Peru": "Country"}
    [event, *_] = read(f"Rebels=rebel/NNS/nsubj>1 attacked=attack/VBD/ROOT Peru/NNP/dobj>1 {rest}", mentions=mentions,
                       **layers)
    roles = ["agent: Rebels", wanted, "target: Peru"]
    assert event == f"Asserted: Attack({', '.join(sorted(filter(None, roles)))})"


def test_event_counts_those_who_suffer_it(read):
    [event, *_] = read("Rebels=rebel/NNS/nsubj>1 killed=kill/VBD/ROOT 12/CD/nummod>3 soldiers=soldier/NNS/dobj>1 "
                       "in/IN/prep>1 Goma/NNP/pobj>4", mentions={"Goma": "City"}, quantities={"12": "12"})
    assert event == "Asserted: Killing(agent: Rebels, count: 12, place: Goma, victim: 12 soldiers)"


def test_event_has_the_amount_that_is_paid(read):
    [event, _] = read(f"{BOUGHT} for/IN/prep>1 millions/NNS/pobj>3", mentions=FIRMS,
                      quantities={"millions": ("2000000", "USD")})
    assert event == "Asserted: Acquisition(acquiree: Daimon, amount: 2000000, buyer: Kestrel)"


def test_preposition_on_a_name_belongs_to_the_verb(read):
    sentence = "Jurors=juror/NNS/nsubj>1 convicted=convict/VBD/ROOT Ruiz/NNP/dobj>1 of/IN/prep>2 fraud/NN/pobj>3"
    assert "Asserted: Ruiz convictedOf fraud" in read(sentence, mentions=RUIZ)


@pytest.mark.parametrize(("tag", "headlines", "wanted"), [
    ("owns=own/VBZ", 0, "Kestrel owns Daimon"),
    ("owned=own/VBD", 1, "Kestrel owns Daimon"),
])
def test_verb_of_a_state_gives_a_relation(tag, headlines, wanted, read):
    sentence = f"Kestrel/NNP/nsubj>1 {tag}/ROOT Daimon/NNP/dobj>1"
    assert read(sentence, mentions=FIRMS, headlines=headlines) == [f"Asserted: {wanted}"]


def test_state_of_the_past_has_ended(read):
    sentence = "Ruiz/NNP/nsubj>1 chaired=chair/VBD/ROOT Kestrel/NNP/dobj>1"
    assert read(sentence, mentions={**FIRMS, **RUIZ}) == ["Asserted: Ruiz headOf Kestrel (ended)"]


@pytest.mark.parametrize(("sentence", "published", "time"), [
    ("agreed=agree/VBD", "2026-03-12", ""), ("agreed=agree/VBD", None, ", time: 2026-03-09"),
])
def test_plan_has_no_time_in_the_past(sentence, published, time, read):
    sentence = (f"Kestrel/NNP/nsubj>1 {sentence}/ROOT to/TO/aux>3 buy/VB/xcomp>1 Daimon/NNP/dobj>3 on/IN/prep>3 "
                "Monday/NNP/pobj>5")
    lines = read(sentence, mentions=FIRMS, times={"Monday": "2026-03-09"}, published=published)
    assert f"Planned: Acquisition(acquiree: Daimon, buyer: Kestrel{time})" in lines


@pytest.mark.parametrize(("sentence", "wanted"), [
    ("Ruiz/NNP/nsubj>1 snubbed=snub/VBD/ROOT Norway/NNP/dobj>1",
     ["Asserted: Event snub.01(agent: Ruiz, theme: Norway)"]),
    ("mayors=mayor/NNS/nsubj>1 snubbed=snub/VBD/ROOT soldiers=soldier/NNS/dobj>1",
     ["Asserted: Event snub.01(agent: mayors, theme: soldiers)"]),
    ("Ruiz/NNP/nsubj>1 worked=work/VBD/ROOT", []),
    ("Ruiz/NNP/nsubj>1 has=have/VBZ/ROOT soldiers=soldier/NNS/dobj>1", []),
])
def test_unknown_verb_is_an_event_of_a_general_class_if_two_take_part(sentence, wanted, read, read_general):
    layers = {"mentions": {**RUIZ, **COUNTRIES}}
    assert read_general(sentence, **layers) == wanted
    assert read(sentence, **layers) == []


def test_clause_of_a_subject_and_a_telling_verb_is_an_event(read_general):
    sentence = "Ruiz/NNP/nsubj>1 winced=wince/VBD/ROOT"
    assert read_general(sentence, mentions=RUIZ) == ["Asserted: BodilyEvent wince.01(patient: Ruiz)"]


@pytest.mark.parametrize(("verb", "wanted"), [
    ("may/MD/aux>2 snub/VB/ROOT", "Hypothetical"), ("will/MD/aux>2 snub/VB/ROOT", "Planned"),
])
def test_event_of_a_general_class_has_a_status(verb, wanted, read_general):
    sentence = f"Ruiz/NNP/nsubj>2 {verb} Norway/NNP/dobj>2"
    found = read_general(sentence, mentions={**RUIZ, **COUNTRIES})
    assert found == [f"{wanted}: Event snub.01(agent: Ruiz, theme: Norway)"]


@pytest.mark.parametrize(("confidence", "named", "wanted"), [
    (0.8, True, True), (0.45, True, False), (0.8, False, False),
])
def test_vague_or_doubtful_event_of_a_general_class_is_no_fact(confidence, named, wanted):
    span = Span("urn:a", 0, 4)
    mayor = Mention(span=span, text="Ruiz", type="Person", name="Ruiz", named=named)
    event = Event(type="Thought", trigger=span, lemma="wonder", predicate="wonder.01",
                  arguments=(Argument("experiencer", mayor),))
    claim = Claim(content=event, evidence=span, status=Status.ASSERTED, rule="general", confidence=confidence)
    assert claim.is_fact is wanted


def test_unknown_verbs_are_counted(make_doc, ontology):
    doc = make_doc("Ruiz/NNP/nsubj>1 snubbed=snub/VBD/ROOT Norway/NNP/dobj>1", mentions={**RUIZ, **COUNTRIES})
    assert extract(doc, ontology).unknown == {"snub": 1}


@pytest.mark.parametrize(("speaker", "status"), [
    ("prosecutors=prosecutor/NNS", "Asserted"), ("farmers=farmer/NNS", "Reported"),
])
def test_body_that_acts_publicly_makes_its_act_a_fact(speaker, status, read):
    sentence = (f"{speaker}/nsubj>1 said=say/VBD/ROOT Ruiz/NNP/nsubjpass>4 was=be/VBD/auxpass>4 "
                "charged=charge/VBN/ccomp>1 with/IN/prep>4 fraud/NN/pobj>5")
    assert {line.split(" ")[0] for line in read(sentence, mentions=RUIZ)} == {status}


def test_act_that_a_body_denies_is_no_fact(read):
    sentence = ("prosecutors=prosecutor/NNS/nsubj>1 denied=deny/VBD/ROOT Ruiz/NNP/nsubjpass>4 was=be/VBD/auxpass>4 "
                "charged=charge/VBN/ccomp>1 with/IN/prep>4 fraud/NN/pobj>5")
    assert {line.split(" ")[0] for line in read(sentence, mentions=RUIZ)} == {"Denied"}
# fmt: on
