"""What headlines say: passives cut short, plans, the dead without a verb, and names that only the text explains."""

import pytest

from kg.evaluate.goldmatch import said
from kg.evaluate.reader import Reader, document
from kg.model import Claim, Event, Status

BODY = "The authorities spoke on Monday."


@pytest.fixture(scope="module")
def read():
    reader = Reader(extractors=("rules",))

    def of(headline: str, body: str = BODY) -> list[Claim]:
        end = len(headline)
        [each] = reader.read([document("a", f"{headline}\n\n{body}", headline_end=end)])
        return [c for c in each.extraction.claims if c.evidence.start < end]

    return of


@pytest.mark.parametrize(("headline", "wanted"), [
    # The passive lacks its auxiliary, and nobody is said to report it.
    ("Cholera detected in Malawi", "F Infection{disease: cholera, place: Malawi}"),
    ("Two cases of measles reported in Samoa", "[Reported] Infection{count: 2, disease: measles, place: Samoa}"),
    ("Three cholera deaths recorded in Uganda", "F Death{cause: cholera, count: 3, place: Uganda}"),
    ("State of emergency declared in Haiti", "F Announcement{place: Haiti, theme: State of emergency}"),
    # No verb at all.
    ("Five rail workers dead in tunnel fire", "F Death{count: 5, victim: Five rail workers}"),
    ("Ebola outbreak in Gabon", "F Outbreak{disease: Ebola, place: Gabon}"),
    ("Swine flu spreads in Peru", "F Outbreak{disease: swine influenza, place: Peru}"),
    ("Kestrel parent Daimon Corp wins tanker contract", "F Contract{agent: Daimon Corp, theme: tanker contract}"),
    # An infinitive is a plan.
    ("Lufthansa to buy twelve jets", "[Planned] Purchase{buyer: Lufthansa, commodity: twelve jets, count: 12}"),
    # What stands behind the last colon says all before it.
    ("Strike on Goma school kills 11: medics",
     "[Reported; medics] Killing{cause: Strike on Goma school, count: 11, victim: 11 people}"),
    ("Islamic State leader Halabi believed killed in U.S. raid in Syria", "[Hypothetical] Killing{victim: Halabi}"),
    # What stands before a colon says what follows it.
    ("Red Cross: Cholera reemerging in Chad", "[Reported; Red Cross] Outbreak{disease: cholera, place: Chad}"),
    # The tagger takes the name of the body for a pronoun, the noun for a verb.
    ("WHO investigates outbreak of unknown illness",
     "F Investigation{agent: World Health Organization, topic: outbreak of unknown illness}"),
    ("Mayor Tom Hale tests positive for H5N1", "F Infection{disease: H5N1, patient: Tom Hale}"),
    ("Nurse tests negative for Ebola", "[Negated] Infection{disease: Ebola, patient: Nurse}"),
])  # fmt: skip
def test_headline_says(headline, wanted, read):
    assert wanted in [str(each) for each in said(read(headline))]


@pytest.mark.parametrize(("headline", "body", "wanted"), [
    ("Apple releases new tablet", "Apple Inc. was founded in California. Apple sells telephones.",
     "F Launch{agent: Apple, commodity: new tablet}"),
    ("Corvo sues Apple over patents", "Corvo said that Apple Inc. was wrong. Corvo announced a new telephone.",
     "F Corvo — sued — Apple"),
    ("Tom Hale dies of pneumonia", "Tom Hale led the band Tom Hale & The Lemmings.",
     "F Death{cause: pneumonia, victim: Tom Hale}"),
])  # fmt: skip
def test_text_explains_the_names_of_the_headline(headline, body, wanted, read):
    assert wanted in [str(each) for each in said(read(headline, body))]


def test_noun_at_the_end_of_a_headline_ends_there(read):
    claims = read("Chad reports first case of Yellow Fever", "Chad said so on Monday.")
    assert "[Reported; Chad] Infection{disease: yellow fever}" in [str(e) for e in said(claims)]


def test_nobody_reports_what_is_reported_of_a_headline(read):
    claims = read("Two cases of measles reported in Samoa")
    assert claims
    assert not any(claim.speakers for claim in claims)


def test_headline_is_kept_although_it_has_no_names(read):
    [claim] = read("Common mould may be linked to headaches")
    assert isinstance(claim.content, Event)
    assert (claim.content.type, claim.content.predicate) == ("Relation", "link.01")
    assert {a.filler.text for a in claim.content.arguments} >= {"Common mould", "headaches"}
    assert claim.status is Status.HYPOTHETICAL


def test_what_was_proposed_is_no_fact_in_capitals_either():
    headline = "Kestrel Corporation Abandons Proposed Acquisition of Voltis Cable After Talks With Regulators"
    [each] = Reader().read(
        [document("a", f"{headline}\n\nKestrel left.", headline_end=len(headline))]
    )
    found = [c for c in each.extraction.claims if "cqui" in str(getattr(c.content, "type", ""))]
    assert [c.status for c in found] in ([], [Status.PLANNED], [Status.NEGATED])
    assert not [
        c
        for c in each.extraction.claims
        if getattr(c.content, "predicate", "") == "acquired" and c.status is Status.ASSERTED
    ]
