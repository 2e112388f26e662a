"""When an event happened: its own time, or the one that its clause shares."""

import pytest

from kg.extract import extract

# fmt: off
NAMES = {"Iran": ("Country", "Iran", "IR"), "Israel": ("Country", "Israel", "IL"), "Peru": ("Country", "Peru", "PE")}
MONDAY = {"Monday": "2026-03-09"}


@pytest.mark.parametrize(("sentence", "kind", "time"), [
    # A participle happens with its verb, unless something says that it does not.
    ("Iran/NNP/nsubj>1 attacked=attack/VBD/ROOT Israel/NNP/dobj>1 on/IN/prep>1 Monday/NNP/pobj>3 ,/,/punct>1 "
     "killing=kill/VBG/advcl>1 soldiers=soldier/NNS/dobj>6", "Killing", "2026-03-09"),
    ("Iran/NNP/nsubj>1 attacked=attack/VBD/ROOT Israel/NNP/dobj>1 on/IN/prep>1 Monday/NNP/pobj>3 ,/,/punct>1 "
     "later/RB/advmod>7 killing=kill/VBG/advcl>1 soldiers=soldier/NNS/dobj>7", "Killing", None),
    # What stands before the first verb is said of both; a day behind it too, unless one thing has to follow another.
    ("On/IN/prep>3 Monday/NNP/pobj>0 Iran/NNP/nsubj>3 left=leave/VBD/ROOT and/CC/cc>3 attacked=attack/VBD/conj>3 "
     "Israel/NNP/dobj>5", "Attack", "2026-03-09"),
    ("Iran/NNP/nsubj>1 left=leave/VBD/ROOT on/IN/prep>1 Monday/NNP/pobj>2 and/CC/cc>1 attacked=attack/VBD/conj>1 "
     "Israel/NNP/dobj>5", "Attack", None),
    ("Iran/NNP/nsubj>1 threatened=threaten/VBD/ROOT on/IN/prep>1 Monday/NNP/pobj>2 and/CC/cc>1 "
     "attacked=attack/VBD/conj>1 Israel/NNP/dobj>5", "Attack", "2026-03-09"),
    ("Iran/NNP/nsubj>1 threatened=threaten/VBD/ROOT on/IN/prep>1 Monday/NNP/pobj>2 and/CC/cc>1 then/RB/advmod>6 "
     "attacked=attack/VBD/conj>1 Israel/NNP/dobj>6", "Attack", None),
    ("On/IN/prep>3 Monday/NNP/pobj>0 Peru/NNP/nsubj>3 left=leave/VBD/ROOT and/CC/cc>3 Iran/NNP/nsubj>6 "
     "attacked=attack/VBD/conj>3 Israel/NNP/dobj>6", "Attack", None),
    # A noun happens when the verb says so; what is thought of it is no time of it.
    ("The/DT/det>1 attack/NN/nsubj>4 on/IN/prep>1 Israel/NNP/pobj>2 occurred=occur/VBD/ROOT on/IN/prep>4 "
     "Monday/NNP/pobj>5", "Attack", "2026-03-09"),
    ("The/DT/det>1 attack/NN/nsubj>4 on/IN/prep>1 Israel/NNP/pobj>2 angered=anger/VBD/ROOT Peru/NNP/dobj>4 "
     "on/IN/prep>4 Monday/NNP/pobj>6", "Attack", None),
    ("Monday/NNP/poss>2 's/POS/case>0 attack/NN/nsubj>5 on/IN/prep>2 Israel/NNP/pobj>3 angered=anger/VBD/ROOT "
     "Peru/NNP/dobj>5", "Attack", "2026-03-09"),
])
def test_time_of_an_event(sentence, kind, time, make_doc, ontology):
    doc = make_doc(sentence, mentions=NAMES, times=MONDAY)
    [event] = [c.content for c in extract(doc, ontology).claims if getattr(c.content, "type", None) == kind]
    assert [found.start for found in event.fillers("time")] == ([] if time is None else [time])


@pytest.mark.parametrize(("verb", "day", "status"), [
    ("attacks=attack/VBZ", "2026-03-16", "Planned"), ("attacks=attack/VBZ", "2026-03-09", "Asserted"),
    ("attacked=attack/VBD", "2026-03-16", "Asserted"),
])
def test_what_is_still_to_come_is_a_plan(verb, day, status, make_doc, ontology):
    sentence = f"Iran/NNP/nsubj>1 {verb}/ROOT Israel/NNP/dobj>1 on/IN/prep>1 Monday/NNP/pobj>3"
    doc = make_doc(sentence, mentions=NAMES, times={"Monday": day})
    [claim] = [c for c in extract(doc, ontology).claims if getattr(c.content, "type", None) == "Attack"]
    assert claim.status == status


@pytest.mark.parametrize("said", [
    "In/IN/prep>6 a/DT/det>2 statement/NN/pobj>0 on/IN/prep>2 Monday/NNP/pobj>3 Peru/NNP/nsubj>6 said=say/VBD/ROOT "
    "Iran/NNP/nsubj>8 attacked=attack/VBD/ccomp>6 Israel/NNP/dobj>8",
    "In/IN/prep>7 a/DT/det>2 statement/NN/pobj>0 released=release/VBN/acl>2 on/IN/prep>3 Monday/NNP/pobj>4 "
    "Peru/NNP/nsubj>7 said=say/VBD/ROOT Iran/NNP/nsubj>9 attacked=attack/VBD/ccomp>7 Israel/NNP/dobj>9",
])
def test_time_of_speech_is_that_of_its_occasion(said, make_doc, ontology):
    doc = make_doc(said, mentions=NAMES, times=MONDAY)
    [claim] = [c for c in extract(doc, ontology).claims if getattr(c.content, "type", None) == "Attack"]
    assert (claim.reported.start, claim.content.fillers("time")) == ("2026-03-09", ())
# fmt: on
