"""How a claim stands and who says it: the words above and beside a predicate."""

import pytest

from kg.extract import extract

# fmt: off
ATTACK = "attacked=attack/VBD"
NAMES = {"Iran": ("Country", "Iran", "IR"), "Israel": ("Country", "Israel", "IL"), "Berg": "Person"}


@pytest.fixture
def attack(make_doc, ontology):
    """A function from a parse that tells of an attack to the claim of it."""

    def of(*sentences: str, **layers):
        doc = make_doc(*sentences, **{"mentions": NAMES, **layers})
        return next(c for c in extract(doc, ontology).claims if getattr(c.content, "type", None) == "Attack")

    return of


@pytest.mark.parametrize(("sentence", "status"), [
    (f"Iran/NNP/nsubj>1 {ATTACK}/ROOT Israel/NNP/dobj>1", "Asserted"),
    ("Iran/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 attack/VB/ROOT Israel/NNP/dobj>3", "Negated"),
    (f"Iran/NNP/nsubj>2 never/RB/neg>2 {ATTACK}/ROOT Israel/NNP/dobj>2", "Negated"),
    (f"No/DT/det>1 rebels=rebel/NNS/nsubj>2 {ATTACK}/ROOT Israel/NNP/dobj>2", "Negated"),
    (f"Nobody/NN/nsubj>1 {ATTACK}/ROOT Israel/NNP/dobj>1", "Negated"),
    (f"Neither/CC/det>1 Iran/NNP/nsubj>4 nor/CC/cc>1 Berg/NNP/conj>1 {ATTACK}/ROOT Israel/NNP/dobj>4", "Negated"),
    (f"Iran/NNP/nsubj>3 no/RB/neg>2 longer/RBR/advmod>3 {ATTACK}/ROOT Israel/NNP/dobj>3", "Negated"),
    (f"Iran/NNP/nsubj>2 nearly/RB/advmod>2 {ATTACK}/ROOT Israel/NNP/dobj>2", "Negated"),
    ("Rather/RB/advmod>2 than/IN/mark>2 attack/VB/advcl>5 Israel/NNP/dobj>2 Iran/NNP/nsubj>5 left=leave/VBD/ROOT",
     "Negated"),
    ("Iran/NNP/nsubj>1 has=have/VBZ/ROOT yet/RB/advmod>1 to/TO/aux>4 attack/VB/xcomp>1 Israel/NNP/dobj>4",
     "Negated"),
    ("Iran/NNP/nsubj>1 left=leave/VBD/ROOT without/IN/prep>1 attacking=attack/VBG/pcomp>2 Israel/NNP/dobj>3",
     "Negated"),
])
def test_status_of_a_negated_predicate(sentence, status, attack):
    assert attack(sentence).status == status


@pytest.mark.parametrize(("modal", "status"), [
    ("will/MD", "Planned"), ("would/MD", "Hypothetical"), ("could/MD", "Hypothetical"), ("may/MD", "Hypothetical"),
    ("might/MD", "Hypothetical"), ("should/MD", "Hypothetical"), ("has=have/VBZ", "Asserted"),
])
def test_status_under_a_modal(modal, status, attack):
    sentence = f"Iran/NNP/nsubj>2 {modal}/aux>2 attacked=attack/VB/ROOT Israel/NNP/dobj>2"
    assert attack(sentence).status == status


@pytest.mark.parametrize(("sentence", "status"), [
    ("If/IN/mark>2 Iran/NNP/nsubj>2 attacks=attack/VBZ/advcl>5 Israel/NNP/dobj>2 Berg/NNP/nsubj>5 "
     "leaves=leave/VBZ/ROOT",
     "Hypothetical"),
    ("When/WRB/advmod>2 Iran/NNP/nsubj>2 attacks=attack/VBZ/advcl>5 Israel/NNP/dobj>2 Berg/NNP/nsubj>5 "
     "leaves=leave/VBZ/ROOT", "Hypothetical"),
    ("When/WRB/advmod>2 Iran/NNP/nsubj>2 attacks=attack/VBZ/advcl>6 Israel/NNP/dobj>2 Berg/NNP/nsubj>6 will/MD/aux>6 "
     "leave/VB/ROOT", "Planned"),
    (f"When/WRB/advmod>2 Iran/NNP/nsubj>2 {ATTACK}/advcl>5 Israel/NNP/dobj>2 Berg/NNP/nsubj>5 left=leave/VBD/ROOT",
     "Asserted"),
    ("Had=have/VBD/aux>2 Iran/NNP/nsubj>2 attacked=attack/VBN/advcl>5 Israel/NNP/dobj>2 Berg/NNP/nsubj>5 "
     "left=leave/VBD/ROOT", "Hypothetical"),
    ("Did=do/VBD/aux>2 Iran/NNP/nsubj>2 attack/VB/ROOT Israel/NNP/dobj>2 ?/./punct>2", "Hypothetical"),
    ("Berg/NNP/nsubj>1 asked=ask/VBD/ROOT whether/IN/mark>4 Iran/NNP/nsubj>4 attacked=attack/VBD/ccomp>1 "
     "Israel/NNP/dobj>4", "Hypothetical"),
])
def test_status_in_a_condition_or_a_question(sentence, status, attack):
    assert attack(sentence).status == status


@pytest.mark.parametrize(("sentence", "status", "cue"), [
    ("the/DT/det>2 likely/JJ/amod>2 minister/NN/compound>3 Berg/NNP/nsubj>4 left=leave/VBD/ROOT",
     "Hypothetical", "likely"),
    ("the/DT/det>4 self/NN/npadvmod>3 -/HYPH/punct>3 styled/VBN/amod>4 minister/NN/compound>5 Berg/NNP/nsubj>6 "
     "left=leave/VBD/ROOT", "Alleged", "styled"),
    ("Berg/NNP/nsubj>1 is=be/VBZ/ROOT the/DT/det>4 incoming/JJ/amod>4 minister/NN/attr>1", "Planned", "incoming"),
    ("the/DT/det>2 confident/JJ/amod>2 minister/NN/compound>3 Berg/NNP/nsubj>4 left=leave/VBD/ROOT",
     "Asserted", None),
])
def test_status_of_a_title_with_an_adjective(sentence, status, cue, make_doc, ontology):
    doc = make_doc(sentence, mentions={"Berg": "Person", "minister": ("Position", "minister", "minister")})
    [claim] = [c for c in extract(doc, ontology).claims if getattr(c.content, "predicate", "") == "holdsPosition"]
    assert claim.status == status
    assert (doc.text[claim.cue.start : claim.cue.end] if claim.cue else None) == cue


@pytest.mark.parametrize(("adverb", "status"), [
    ("allegedly", "Alleged"), ("reportedly", "Reported"), ("probably", "Hypothetical"), ("suddenly", "Asserted"),
])
def test_status_beside_an_adverb(adverb, status, attack):
    assert attack(f"Iran/NNP/nsubj>2 {adverb}/RB/advmod>2 {ATTACK}/ROOT Israel/NNP/dobj>2").status == status


@pytest.mark.parametrize(("governor", "status"), [
    ("plans=plan", "Planned"), ("vowed=vow", "Planned"), ("wants=want", "Hypothetical"), ("refused=refuse", "Negated"),
    ("failed=fail", "Negated"), ("forgot=forget", "Negated"), ("managed=manage", "Asserted"),
    ("began=begin", "Asserted"), ("threatened=threaten", "Hypothetical"), ("dawdled=dawdle", "Hypothetical"),
])
def test_status_of_an_infinitive_below_a_verb(governor, status, attack):
    sentence = f"Iran/NNP/nsubj>1 {governor}/VBD/ROOT to/TO/aux>3 attack/VB/xcomp>1 Israel/NNP/dobj>3"
    assert attack(sentence).status == status


@pytest.mark.parametrize(("sentence", "status"), [
    # A purpose, a headline, and nouns with an infinitive.
    ("Iran/NNP/nsubj>1 sailed=sail/VBD/ROOT to/TO/aux>3 attack/VB/advcl>1 Israel/NNP/dobj>3", "Planned"),
    ("Iran/NNP/nsubj>2 to/TO/aux>2 attack/VB/ROOT Israel/NNP/dobj>2", "Planned"),
    ("Iran/NNP/nsubj>1 has=have/VBZ/ROOT a/DT/det>3 plan/NN/dobj>1 to/TO/aux>5 attack/VB/acl>3 Israel/NNP/dobj>5",
     "Planned"),
    ("Iran/NNP/nsubj>1 has=have/VBZ/ROOT boats=boat/NNS/dobj>1 to/TO/aux>4 attack/VB/acl>2 Israel/NNP/dobj>4",
     "Hypothetical"),
    (f"Boats=boat/NNS/nsubj>4 that/WDT/nsubj>2 {ATTACK}/relcl>0 Israel/NNP/dobj>2 sank=sink/VBD/ROOT", "Asserted"),
    ("Iran/NNP/nsubj>2 is=be/VBZ/aux>2 going=go/VBG/ROOT to/TO/aux>4 attack/VB/xcomp>2 Israel/NNP/dobj>4",
     "Planned"),
    ("a/DT/det>1 theory/NN/nsubj>6 that/IN/mark>4 Iran/NNP/nsubj>4 attacked=attack/VBD/acl>1 Israel/NNP/dobj>4 "
     "spread/VBD/ROOT", "Reported"),
    # What is agreed on, and what was and may not have come; a headline in the passive.
    ("Israel/NNP/nsubj>1 is=be/VBZ/ROOT to/TO/aux>4 be/VB/auxpass>4 attacked=attack/VBN/xcomp>1 by/IN/agent>4 "
     "Iran/NNP/pobj>5", "Planned"),
    ("Israel/NNP/nsubj>1 was=be/VBD/ROOT to/TO/aux>4 be/VB/auxpass>4 attacked=attack/VBN/xcomp>1 by/IN/agent>4 "
     "Iran/NNP/pobj>5", "Hypothetical"),
    ("Israel/NNP/nsubjpass>3 to/TO/aux>3 be/VB/auxpass>3 attacked=attack/VBN/ROOT by/IN/agent>3 Iran/NNP/pobj>4",
     "Planned"),
])
def test_status_of_purposes_and_of_what_describes_a_noun(sentence, status, attack):
    assert attack(sentence).status == status


@pytest.mark.parametrize(("verb", "preposition", "status"), [
    ("accused=accuse", "of", "Alleged"), ("charged=charge", "with", "Alleged"),
    ("blamed=blame", "for", "Alleged"), ("thought=think", "about", "Hypothetical"), ("gained=gain", "by", "Asserted"),
    # Behind these stands when or why, whatever the verb does to its complement.
    ("delayed=delay", "after", "Asserted"), ("suspended=suspend", "before", "Asserted"),
])
def test_status_of_a_gerund_behind_a_preposition(verb, preposition, status, attack):
    sentence = (f"Iran/NNP/nsubjpass>2 was=be/VBD/auxpass>2 {verb}/VBN/ROOT {preposition}/IN/prep>2 "
                "attacking=attack/VBG/pcomp>3 Israel/NNP/dobj>4")
    assert attack(sentence).status == status


@pytest.mark.parametrize(("verb", "status", "speakers"), [
    ("said=say", "Reported", ["Berg"]), ("denied=deny", "Denied", ["Berg"]), ("alleged=allege", "Alleged", ["Berg"]),
    ("claimed=claim", "Alleged", ["Berg"]), ("fears=fear", "Hypothetical", ["Berg"]),
    ("mumbled=mumble", "Reported", ["Berg"]), ("knew=know", "Asserted", []),
])
def test_status_and_speaker_below_a_verb_of_speech(verb, status, speakers, attack):
    sentence = (f"Berg/NNP/nsubj>1 {verb}/VBD/ROOT that/IN/mark>4 Iran/NNP/nsubj>4 attacked=attack/VBD/ccomp>1 "
                "Israel/NNP/dobj>4")
    claim = attack(sentence)
    assert (claim.status, [speaker.name for speaker in claim.speakers]) == (status, speakers)


SAID = "Berg/NNP/nsubj>1 said=say/VBD/ROOT"


@pytest.mark.parametrize(("sentence", "status", "speakers"), [
    (f"{SAID} officials=official/NNS/nsubj>3 reported=report/VBD/ccomp>1 Iran/NNP/nsubj>5 attacked=attack/VBD/ccomp>3 "
     "Israel/NNP/dobj>5", "Reported", ["Berg", "officials"]),
    (f"{SAID} officials=official/NNS/nsubj>3 deny/VBP/ccomp>1 Iran/NNP/nsubj>5 attacked=attack/VBD/ccomp>3 "
     "Israel/NNP/dobj>5", "Denied", ["Berg", "officials"]),
    (f"{SAID} Iran/NNP/nsubj>4 will/MD/aux>4 attack/VB/ccomp>1 Israel/NNP/dobj>4", "Planned", ["Berg"]),
    (f"{SAID} Iran/NNP/nsubj>3 left=leave/VBD/ccomp>1 after/IN/prep>3 attacking=attack/VBG/pcomp>4 Israel/NNP/dobj>5",
     "Reported", ["Berg"]),
    (f"{SAID} boats=boat/NNS/nsubj>6 that/WDT/nsubj>4 attacked=attack/VBD/relcl>2 Israel/NNP/dobj>4 "
     "sank=sink/VBD/ccomp>1", "Reported", ["Berg"]),
    ("Berg/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 say/VB/ROOT Iran/NNP/nsubj>5 attacked=attack/VBD/ccomp>3 "
     "Israel/NNP/dobj>5", "Hypothetical", ["Berg"]),
    ("Iran/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 manage/VB/ROOT to/TO/aux>5 attack/VB/xcomp>3 Israel/NNP/dobj>5",
     "Negated", []),
    ("Iran/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 refuse/VB/ROOT to/TO/aux>5 attack/VB/xcomp>3 Israel/NNP/dobj>5",
     "Hypothetical", []),
    ("Iran/NNP/nsubjpass>2 was=be/VBD/auxpass>2 said=say/VBN/ROOT to/TO/aux>4 attack/VB/xcomp>2 Israel/NNP/dobj>4",
     "Reported", []),
    ("It/PRP/nsubj>1 is=be/VBZ/ROOT unlikely/JJ/acomp>1 that/IN/mark>5 Iran/NNP/nsubj>5 attacked=attack/VBD/ccomp>1 "
     "Israel/NNP/dobj>5", "Hypothetical", []),
    ("Berg/NNP/nsubj>2 may/MD/aux>2 confirm/VB/ROOT that/IN/mark>5 Iran/NNP/nsubj>5 attacked=attack/VBD/ccomp>2 "
     "Israel/NNP/dobj>5", "Hypothetical", ["Berg"]),
])
def test_status_below_several_governors(sentence, status, speakers, attack):
    claim = attack(sentence)
    assert (claim.status, [speaker.name for speaker in claim.speakers]) == (status, speakers)


@pytest.mark.parametrize(("sentence", "status"), [
    ("Iran/NNP/nsubj>2 will/MD/aux>2 occupy/VB/ROOT and/CC/cc>2 attack/VB/conj>2 Israel/NNP/dobj>4", "Planned"),
    (f"Iran/NNP/nsubj>2 may/MD/aux>2 leave/VB/ROOT and/CC/cc>2 {ATTACK}/conj>2 Israel/NNP/dobj>4", "Asserted"),
    ("Iran/NNP/nsubj>1 left=leave/VBD/ROOT and/CC/cc>1 will/MD/aux>4 attack/VB/conj>1 Israel/NNP/dobj>4", "Planned"),
    (f"Iran/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 leave/VB/ROOT and/CC/cc>3 {ATTACK}/conj>3 Israel/NNP/dobj>5",
     "Asserted"),
    ("Iran/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 leave/VB/ROOT or/CC/cc>3 attack/VB/conj>3 Israel/NNP/dobj>5",
     "Negated"),
    (f"Berg/NNP/nsubj>1 said=say/VBD/ROOT Iran/NNP/nsubj>3 left=leave/VBD/ccomp>1 and/CC/cc>3 {ATTACK}/conj>3 "
     "Israel/NNP/dobj>5", "Reported"),
    ("Berg/NNP/nsubj>1 said=say/VBD/ROOT Iran/NNP/nsubj>3 left=leave/VBD/ccomp>1 and/CC/cc>3 would/MD/aux>6 "
     "attack/VB/conj>3 Israel/NNP/dobj>6", "Planned"),
])
def test_status_that_coordinated_verbs_share(sentence, status, attack):
    assert attack(sentence).status == status


@pytest.mark.parametrize(("sentence", "status", "speakers"), [
    ("Iran/NNP/nsubj>1 denied=deny/VBD/ROOT an/DT/det>3 attack/NN/dobj>1 on/IN/prep>3 Israel/NNP/pobj>4",
     "Denied", ["Iran"]),
    ("Berg/NNP/nsubj>1 fears=fear/VBZ/ROOT an/DT/det>3 attack/NN/dobj>1 on/IN/prep>3 Israel/NNP/pobj>4",
     "Hypothetical", ["Berg"]),
    ("a/DT/det>2 possible/JJ/amod>2 attack/NN/ROOT on/IN/prep>2 Israel/NNP/pobj>3", "Hypothetical", []),
    ("Berg/NNP/nsubj>1 left=leave/VBD/ROOT after/IN/prep>1 the/DT/det>4 attack/NN/pobj>2 on/IN/prep>4 "
     "Israel/NNP/pobj>5",
     "Asserted", []),
    ("Berg/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 leave/VB/ROOT after/IN/prep>3 the/DT/det>6 attack/NN/pobj>4 "
     "on/IN/prep>6 Israel/NNP/pobj>7", "Asserted", []),
    (f"{SAID} Israel/NNP/nsubj>3 fell=fall/VBD/ccomp>1 after/IN/prep>3 the/DT/det>6 attack/NN/pobj>4 on/IN/prep>6 "
     "Israel/NNP/pobj>7", "Reported", ["Berg"]),
])
def test_status_of_a_noun(sentence, status, speakers, attack):
    claim = attack(sentence)
    assert (claim.status, [speaker.name for speaker in claim.speakers]) == (status, speakers)


@pytest.mark.parametrize(("sentence", "cue"), [
    (f"Iran/NNP/nsubj>2 allegedly/RB/advmod>2 {ATTACK}/ROOT Israel/NNP/dobj>2", "allegedly"),
    ("Iran/NNP/nsubj>3 did=do/VBD/aux>3 not/RB/neg>3 attack/VB/ROOT Israel/NNP/dobj>3", "not"),
    (f"{SAID} Iran/NNP/nsubj>3 attacked=attack/VBD/ccomp>1 Israel/NNP/dobj>3", "said"),
    (f"{SAID} Iran/NNP/nsubj>4 may/MD/aux>4 attack/VB/ccomp>1 Israel/NNP/dobj>4", "may"),
])
def test_cue_is_the_word_that_decided(sentence, cue, attack, make_doc):
    claim = attack(sentence)
    assert make_doc(sentence).text[claim.cue.start : claim.cue.end] == cue


def test_time_of_speech_is_kept_apart(attack):
    sentence = ("Berg/NNP/nsubj>1 said=say/VBD/ROOT on/IN/prep>1 Monday/NNP/pobj>2 Iran/NNP/nsubj>5 "
                "attacked=attack/VBD/ccomp>1 Israel/NNP/dobj>5")
    claim = attack(sentence, times={"Monday": "2026-03-09"})
    assert (claim.reported.start, claim.content.fillers("time")) == ("2026-03-09", ())


@pytest.mark.parametrize(("sentence", "speakers"), [
    ('"/``/punct>6 Iran/NNP/nsubj>2 attacked=attack/VBD/ccomp>6 Israel/NNP/dobj>2 "/\'\'/punct>6 Berg/NNP/nsubj>6 '
     'said=say/VBD/ROOT', ["Berg"]),
    ("According=accord/VBG/prep>4 to/IN/prep>0 Berg/NNP/pobj>1 Iran/NNP/nsubj>4 attacked=attack/VBD/ROOT "
     "Israel/NNP/dobj>4", ["Berg"]),
    ("Iran/NNP/nsubj>1 attacked=attack/VBD/ROOT Israel/NNP/dobj>1 ,/,/punct>1 Berg/NNP/nsubj>5 said=say/VBD/dep>1",
     ["Berg"]),
])
def test_speech_on_the_surface_is_reported(sentence, speakers, attack):
    claim = attack(sentence)
    assert (claim.status, [speaker.name for speaker in claim.speakers]) == ("Reported", speakers)
# fmt: on
