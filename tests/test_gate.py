"""The grounding gate: what may not be claimed is kept with the reason, and nothing passes it unseen."""

from dataclasses import replace

import pytest

from kg.extract import extract
from kg.extract.gate import refusal
from kg.model import (
    Argument,
    Claim,
    Event,
    Mention,
    Quantity,
    Rejection,
    Relation,
    Span,
)

DOCUMENT = "https://news.example/a"
SENTENCE = Span(DOCUMENT, 10, 50)


def mention(type: str, start: int = 12, name: str = "Ruiz", document: str = DOCUMENT) -> Mention:
    return Mention(span=Span(document, start, start + 4), text="Ruiz", type=type, name=name)


# fmt: off
@pytest.mark.parametrize(("subject", "predicate", "thing", "reason"), [
    (mention("Person"), "chargedWith", mention("Offence", 20, "fraud"), None),
    (mention("Offence"), "chargedWith", mention("Offence", 20, "fraud"), "chargedWith cannot be said of an Offence"),
    (mention("Person"), "chargedWith", mention("City", 20, "Goma"), "chargedWith cannot have a City as its object"),
    (mention("Person"), "chargedWith", mention("Entity", 20, "x"), "chargedWith cannot have an Entity as its object"),
    (mention("Person"), "metWith", mention("Person", 20), "subject and object are the same"),
    (mention("Person", 47), "metWith", mention("Person", 20, "Berg"), "its words do not stand in the quoted sentence"),
    (mention("Person"), "metWith", mention("Person", 5, "Berg"), "its words do not stand in the quoted sentence"),
    (mention("Person", document="https://news.example/b"), "metWith", mention("Person", 20, "Berg"),
     "its words do not stand in the quoted sentence"),
    (mention("Person"), "age", Quantity(span=Span(DOCUMENT, 60, 62), text="44", value="44"),
     "its words do not stand in the quoted sentence"),
])
def test_relation_keeps_to_domain_range_and_quote(subject, predicate, thing, reason, ontology):
    assert refusal(Relation(subject, predicate, thing), SENTENCE, ontology) == reason
# fmt: on


@pytest.mark.parametrize(
    ("start", "reason"), [(12, None), (60, "its words do not stand in the quoted sentence")]
)
def test_roles_keep_to_the_quote(start, reason, ontology):
    arguments = (Argument("agent", mention("Person", start)),)
    trigger = Span(DOCUMENT, 20, 25)
    event = Event(type="Visit", trigger=trigger, lemma="visit", arguments=arguments)
    general = replace(event, type="BodilyEvent", lemma="wince", predicate="wince.01")
    assert [refusal(content, SENTENCE, ontology) for content in (event, general)] == [reason] * 2


RUIZ = {"Ruiz": "Person", "fraud": "Offence", "Goma": "City"}


def test_role_that_a_filler_does_not_fit_is_told(make_doc, ontology):
    doc = make_doc(
        "Goma/NNP/nsubj>1 appointed=appoint/VBD/ROOT Ruiz/NNP/dobj>1 as/IN/prep>1 fraud/NN/pobj>3",
        mentions=RUIZ,
    )
    [rejection] = extract(doc, ontology).rejections
    assert rejection.reason == "position cannot be Offence: 'fraud'"


def test_refused_candidate_is_no_claim(make_doc, ontology):
    doc = make_doc(
        "Ruiz/NNP/nsubjpass>2 was=be/VBD/auxpass>2 charged=charge/VBN/ROOT with/IN/prep>2 Goma/NNP/pobj>3",
        mentions=RUIZ,
    )
    extraction = extract(doc, ontology)
    assert not [claim for claim in extraction.claims if "Charge" in str(claim.content)]
    assert all(isinstance(each, Rejection) for each in extraction.rejections)


def test_claims_quote_their_sentence(make_doc, ontology):
    doc = make_doc(
        "Nothing/NN/nsubj>1 happened=happen/VBD/ROOT ././punct>1",
        "Ruiz/NNP/nsubj>1 visited=visit/VBD/ROOT Goma/NNP/dobj>1 ././punct>1",
        mentions=RUIZ,
    )
    claims: tuple[Claim, ...] = extract(doc, ontology).claims
    quotes = {doc.text[claim.evidence.start : claim.evidence.end] for claim in claims}
    assert quotes == {"Ruiz visited Goma."}
