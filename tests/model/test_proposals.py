"""What becomes of proposals of a language model, with the real parser and rules: claims or rejections, and no facts."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kg.evaluate.reader import Reader, document
from kg.extract import LLM, extract
from kg.llm import LAYER, Answered, ProposalLayer, Proposed, ProposedRole
from kg.model import Claim, Event, Extraction, Mention, Relation, Status, Time, Words
from kg.nlp import annotate
from kg.pipeline.asking import sentences
from kg.proposals import Usage

DESK = Path(__file__).with_name("desk.ttl")
PUBLISHED = "2026-03-12"


def binary(name: str, quote: str, subject: str, thing: str) -> Proposed:
    ends = (ProposedRole("subject", subject), ProposedRole("object", thing))
    return Proposed(term=name, quote=quote, roles=ends)


def happening(name: str, quote: str, trigger: str, **roles: str) -> Proposed:
    filled = tuple(ProposedRole(role, words) for role, words in roles.items())
    return Proposed(term=name, quote=quote, roles=filled, trigger=trigger)


@cache
def reader() -> Reader:
    return Reader(ontology=[DESK])


def read(text: str, *proposed: Proposed, at: int = 0) -> Extraction:
    """What TEXT says, where a model has PROPOSED something of its sentence number AT."""
    known = reader()
    given = document("a", text, published=PUBLISHED)
    (doc,) = annotate([given], known.nlp, known.ontology, known.network, known.known)
    if proposed:
        first = [each.first for each in sentences(doc, known.ontology)][at]
        doc.user_data[LAYER] = ProposalLayer(
            answered=(Answered(first, proposed),), usage=Usage(model="m", asked=1)
        )
    return extract(doc, known.ontology, ("rules", "network", LLM))


def new(found: Extraction) -> list[Claim]:
    return [claim for claim in found.claims if claim.proposed]


def only(text: str, *proposed: Proposed, at: int = 0) -> Claim:
    found = read(text, *proposed, at=at)
    (claim,) = new(found)
    return claim


def why(text: str, proposed: Proposed) -> str:
    """Why what is PROPOSED of TEXT is refused; nothing else is changed by it."""
    found = read(text, proposed)
    assert new(found) == []
    assert found.became.claimed == 0
    (rejected,) = [each for each in found.rejections if each.rule == "llm:m"]
    assert sum(found.became.refused.values()) == 1
    return rejected.reason


DEAL = "Ana Ruiz praised Hale Group in Quito on Monday."


def test_what_only_a_model_proposes_is_a_claim_and_no_fact():
    claim = only(DEAL, binary("worksFor", "Ana Ruiz praised Hale Group", "Ana Ruiz", "Hale Group"))
    assert (claim.rule, claim.confidence, claim.status) == ("llm:m", 0.4, Status.ASSERTED)
    assert not claim.is_fact
    assert not replace(claim, confidence=1.0).is_fact


def test_what_rules_tell_too_is_theirs():
    text = "Police in Madrid arrested the banker Piet Vos on Monday."
    proposed = [
        binary("arrested", "Police in Madrid arrested the banker Piet Vos", "Police", "Piet Vos"),
        happening("Arrest", text, "arrested", agent="Police", patient="Piet Vos"),
    ]
    found = read(text, *proposed)
    assert new(found) == []
    assert (found.became.proposed, found.became.known) == (2, 2)
    assert found.claims == read(text).claims


@pytest.mark.parametrize(
    ("proposed", "reason"),
    [
        (binary("owns", "Ana Ruiz owns Hale Group", "Ana Ruiz", "Hale Group"), "the quote does not stand in"),
        (binary("owns", "Ana Ruiz praised Hale Gro", "Ana Ruiz", "Hale Gro"), "the quote does not stand in"),
        (binary("owns", "Ana Ruiz praised", "Ana Ruiz", "Hale Group"), "'Hale Group': its words do not stand"),
        (binary("owns", DEAL, "Bob Vos", "Hale Group"), "'Bob Vos': its words do not stand in the quote"),
        (binary("owns", DEAL, "praised", "Hale Group"), "'praised': its words name nothing that is known"),
        (binary("owns", DEAL, "Hale Group", "Hale Group"), "both ends are the same words"),
        (binary("exports", DEAL, "Ana Ruiz", "Hale Group"), "exports cannot be said of Person"),
        (binary("chargedWith", DEAL, "Ana Ruiz", "Hale Group"), "chargedWith cannot be Company: 'Hale Group'"),
        (binary("status", DEAL, "Ana Ruiz", "Hale Group"), "'status': the ontology has no such term"),
        (binary("buyer", DEAL, "Ana Ruiz", "Hale Group"), "'buyer': the ontology has no such term"),
        (binary("livesIn", DEAL, "Ana Ruiz", "Quito"), "'livesIn': the ontology has no such term"),
        (binary("../../etc/passwd", DEAL, "Ana Ruiz", "Quito"), "the ontology has no such term"),
        (happening("Claim", DEAL, "praised", agent="Ana Ruiz"), "'Claim': the ontology has no such term"),
        (happening("Killing", DEAL, "Quito", victim="Ana Ruiz"), "its words tell of no event"),
        (happening("Killing", DEAL, "killed", victim="Ana Ruiz"), "'killed': its words do not stand"),
        (happening("Killing", DEAL, "praised", status="Ana Ruiz"), "Killing has no role 'status'"),
        (happening("Killing", DEAL, "praised"), "nothing takes part in it"),
        (happening("Killing", DEAL, "praised", victim="Quito"), "victim cannot be City: 'Quito'"),
    ],
    ids=lambda value: value.term if isinstance(value, Proposed) else None,
)  # fmt: skip
def test_what_the_words_and_the_ontology_do_not_hold_up_is_refused(proposed, reason):
    assert reason in why(DEAL, proposed)


def test_a_refusal_has_what_was_said_and_where():
    found = read(DEAL, binary("owns", "Ana owns it", "Ana", "it"))
    (rejected,) = [each for each in found.rejections if each.rule == "llm:m"]
    assert rejected.content is None
    assert rejected.said == 'owns: subject "Ana", object "it"; as it says "Ana owns it"'
    assert rejected.evidence == found.sentences[0]


DOUBTS = [
    ("Police denied that Bob Hale met Tim Brook.", "Bob Hale met Tim Brook", Status.DENIED),
    ("Bob Hale allegedly met Tim Brook.", "Bob Hale allegedly met Tim Brook", Status.ALLEGED),
    (
        "Prosecutors accused Bob Hale of meeting Tim Brook.",
        "Bob Hale of meeting Tim Brook",
        Status.ALLEGED,
    ),
    ("Bob Hale did not meet Tim Brook.", "Bob Hale did not meet Tim Brook", Status.NEGATED),
    ("Bob Hale will meet Tim Brook.", "Bob Hale will meet Tim Brook", Status.PLANNED),
    (
        "If Bob Hale met Tim Brook, the deal would fail.",
        "Bob Hale met Tim Brook",
        Status.HYPOTHETICAL,
    ),
    ("Ana Ruiz said Bob Hale met Tim Brook.", "Bob Hale met Tim Brook", Status.REPORTED),
    ("“Bob Hale met Tim Brook,” Ana Ruiz said.", "Bob Hale met Tim Brook", Status.REPORTED),
]


@pytest.mark.parametrize(("text", "quote", "status"), DOUBTS)
@pytest.mark.parametrize("short", [False, True], ids=["verb quoted", "names alone"])
def test_the_words_say_how_a_proposal_stands(text, quote, status, short):
    quote = text.strip("“.”") if short else quote
    claim = only(text, binary("spouseOf", quote, "Bob Hale", "Tim Brook"))
    assert claim.status is status


@pytest.mark.parametrize(("text", "quote", "status"), DOUBTS)
def test_the_words_say_how_a_proposed_event_stands(text, quote, status):
    words = next(each for each in ("meeting", "met", "meet") if f" {each} " in f" {quote} ")
    claim = only(text, happening("Attack", quote, words, agent="Bob Hale", target="Tim Brook"))
    assert claim.status is status


def test_a_quote_cannot_leave_out_the_words_that_doubt():
    text = "Police denied that Bob Hale and Tim Brook were relatives."
    claim = only(text, binary("relativeOf", "Bob Hale and Tim Brook", "Bob Hale", "Tim Brook"))
    assert claim.status is Status.DENIED


def test_who_speaks_is_told_by_the_text():
    claim = only("Ana Ruiz said Bob Hale met Tim Brook.",
                 binary("spouseOf", "Bob Hale met Tim Brook", "Bob Hale", "Tim Brook"))  # fmt: skip
    assert [each.name for each in claim.speakers] == ["Ana Ruiz"]


def test_words_of_a_pronoun_stand_for_whom_the_rules_take_it():
    text = "Ana Ruiz joined Hale Group in 2019. She praised Norwood Corp on Monday."
    claim = only(text, binary("worksFor", "She praised Norwood Corp", "She", "Norwood Corp"), at=1)
    assert isinstance(claim.content, Relation)
    assert claim.content.subject.name == "Ana Ruiz"


def own(label: str) -> str:
    """The name inside of the term of one's own with this LABEL."""
    known = reader().ontology
    terms = (*known.properties.values(), *known.classes.values())
    (name,) = [each.name for each in terms if each.own and each.label == label]
    return name


@pytest.mark.parametrize(
    ("label", "text", "words", "kind"),
    [
        (
            "year of appointment",
            "Ana Ruiz, in office since 2019, praised Hale Group.",
            "2019",
            Time,
        ),
        (
            "sentence",
            "A court gave Ana Ruiz ten years behind bars.",
            "ten years behind bars",
            Words,
        ),
        ("appointed by", "Ana Ruiz got her job from Bob Hale.", "Bob Hale", Mention),
    ],
)
def test_terms_of_ones_own_are_proposed_with_their_values(label, text, words, kind):
    claim = only(text, binary(own(label), text, "Ana Ruiz", words))
    assert isinstance(claim.content, Relation)
    assert isinstance(claim.content.object, kind)
    assert claim.content.object.text == words


def test_a_value_of_another_datatype_is_none():
    text = "Ana Ruiz, in office for three weeks, praised Hale Group."
    assert "its words name nothing" in why(
        text, binary(own("year of appointment"), text, "Ana Ruiz", "three weeks")
    )


def test_an_event_of_ones_own_is_proposed_with_its_roles():
    text = "The trembling that hit Quito on Monday measured 6.2 and left 40 people dead."
    roles = {own("magnitude"): "6.2", own("number of deaths"): "40", own("date"): "Monday"}
    claim = only(text, happening(own("earthquake"), text, "trembling", **roles))
    assert isinstance(claim.content, Event)
    assert {each.role for each in claim.content.arguments} == set(roles)
    found = read(text, happening(own("earthquake"), text, "trembling", agent="Quito"))
    assert found.became.refused == {"domain or range does not allow it": 1}


def test_an_event_is_proposed_with_its_time_and_price():
    text = "Hale Group gobbled Norwood Corp on Monday for 3 billion dollars."
    proposed = happening("Acquisition", text, "gobbled", buyer="Hale Group", acquiree="Norwood Corp",
                         time="Monday", amount="3 billion dollars")  # fmt: skip
    claim = only(text, proposed)
    assert isinstance(claim.content, Event)
    told = {each.role: each.filler for each in claim.content.arguments}
    assert {"buyer", "acquiree", "time", "amount"} == set(told)
    assert isinstance(told["buyer"], Mention)
    assert (told["time"].start, told["amount"].value) == ("2026-03-09", "3000000000")


def test_a_role_that_does_not_hold_is_left_out_with_the_reason():
    text = "Hale Group gobbled Norwood Corp in Quito on Monday."
    proposed = happening("Acquisition", text, "gobbled", buyer="Hale Group", place="Norwood Corp")
    found = read(text, proposed)
    (claim,) = new(found)
    assert isinstance(claim.content, Event)
    assert [each.role for each in claim.content.arguments] == ["buyer"]
    assert "place cannot be Company: 'Norwood Corp'" in {each.reason for each in found.rejections}


@pytest.fixture(scope="module")
def every() -> Callable[[str], list[Proposed]]:
    properties = [p.name for p in reader().ontology.properties.values() if p.is_direct]

    def proposed(text: str) -> list[Proposed]:
        names = ("Ana Ruiz", "Bob Hale", "Norwood Corp", "Quito", "5,000 people", "she", "Police")
        pairs = [(a, b) for a in names for b in names if a in text and b in text and a != b]
        return [binary(name, text, *pair) for name in properties for pair in pairs]

    return proposed


def test_a_model_that_proposes_everything_changes_nothing_that_was_found(every):
    text = "Ana Ruiz told Norwood Corp that Bob Hale was arrested in Quito with 5,000 people, and she left."
    before, after = read(text), read(text, *every(text))
    assert after.became.proposed > 200
    assert new(after)
    assert [claim for claim in after.claims if not claim.proposed] == list(before.claims)
    for name in ("mentions", "attributions", "numbers", "numbers_lost", "unknown", "dateline"):
        assert getattr(after, name) == getattr(before, name)
    assert [each for each in after.rejections if each.rule != "llm:m"] == list(before.rejections)
    things = {end for claim in new(after) if isinstance(claim.content, Relation)
              for end in (claim.content.subject, claim.content.object) if isinstance(end, Mention)}  # fmt: skip
    assert things <= set(before.mentions)
