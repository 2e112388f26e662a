"""Mentions on documents that are tagged by hand: no trained model."""

import pytest
from tagged import make_doc

from kg.model import Mention, Span
from kg.nlp.names.acronyms import introductions
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.mentions import find_mentions
from kg.nlp.words import words_of


@pytest.fixture(scope="module")
def gazetteer(ontology, nlp):
    return Gazetteer(ontology, nlp)


@pytest.fixture
def find(nlp, gazetteer):
    def find(tagged: str, headline: int = 0) -> list[Mention]:
        doc = make_doc(nlp, tagged)
        found = find_mentions(
            doc, gazetteer, headline, (), lambda start, end: Span("a", start, end), doc.text
        )
        return [annotation.value for annotation in found]

    return find


def summary(mentions: list[Mention]) -> list[str]:
    return [f"{m.text}: {m.type} {m.name}" for m in mentions]


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD . Ruiz/NNP/ORG spoke/VBD .",
            ["Ana Ruiz: Person Ana Ruiz", "Ruiz: Person Ana Ruiz"],
        ),
        (
            "Ruiz/NNP/PERSON left/VBD . Mr./NNP Ruiz/NNP spoke/VBD to/IN Ana/NNP/PERSON Ruiz/NNP/PERSON .",
            ["Ruiz: Person Ana Ruiz", "Ruiz: Person Ana Ruiz", "Ana Ruiz: Person Ana Ruiz"],
        ),
        (
            "President/NNP/PERSON Ana/NNP/PERSON Ruiz/NNP/PERSON 's/POS/PERSON aides/NNS",
            ["President: Position president", "Ana Ruiz: Person Ana Ruiz"],
        ),
        (
            "Daimon/NNP/PERSON CEO/NNP/PERSON Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD",
            [
                "Daimon: Company Daimon",
                "CEO: Position chief executive",
                "Ana Ruiz: Person Ana Ruiz",
            ],
        ),
        (
            "Ana/NNP/PERSON Ruiz/NNP/PERSON ,/,/PERSON Bo/NNP/PERSON Lim/NNP/PERSON left/VBD",
            ["Ana Ruiz: Person Ana Ruiz", "Bo Lim: Person Bo Lim"],
        ),
        (
            "José/NNP/PERSON Núñez/NNP/PERSON left/VBD . Jose/NNP/PERSON Nunez/NNP/PERSON spoke/VBD",
            ["José Núñez: Person José Núñez", "Jose Nunez: Person José Núñez"],
        ),
        (  # a short form of the given name
            "Chuck/NNP/PERSON Larn/NNP/PERSON left/VBD . Charles/NNP/PERSON E./NNP/PERSON Larn/NNP/PERSON spoke/VBD .",
            ["Chuck Larn: Person Charles E. Larn", "Charles E. Larn: Person Charles E. Larn"],
        ),
        (  # as in a headline
            "Larn/NNP/PERSON speaks/VBZ . Ann/NNP/PERSON Larn/NNP/PERSON met/VBD Bo/NNP/PERSON Larn/NNP/PERSON",
            ["Larn: Person Ann Larn", "Ann Larn: Person Ann Larn", "Bo Larn: Person Bo Larn"],
        ),
    ],
)
def test_persons_have_one_name(find, tagged, expected):
    assert summary(find(tagged)) == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "Emily/NNP/PERSON Brook/NNP/PERSON left/VBD . said/VBD Emily/NNP .",
            ["Emily: Emily Brook"],
        ),
        (
            "Emily/NNP/PERSON Brook/NNP/PERSON met/VBD Emily/NNP/PERSON Lund/NNP/PERSON . said/VBD Emily/NNP .",
            [],
        ),
        ("Emily/NNP/PERSON Brook/NNP/PERSON left/VBD . said/VBD Emily/NNP Voss/NNP .", []),
        ("Will/NNP/PERSON Brook/NNP/PERSON left/VBD . Will/MD he/PRP return/VB .", []),
        (
            "Emily/NNP/PERSON Brook/NNP/PERSON sang/VBD . VMA/NNP/PERSON Emily/NNP/PERSON won/VBD Emily/NNP .",
            ["VMA Emily: VMA Emily", "Emily: Emily Brook"],
        ),
    ],
)
def test_a_given_name_alone_means_the_only_one_who_has_it(find, tagged, expected):
    assert [f"{m.text}: {m.name}" for m in find(tagged) if m.text[-5:] == "Emily"] == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("said/VBD Justice/NNP/PERSON Ana/NNP/PERSON Ruiz/NNP/PERSON .", ["Ana Ruiz"]),
        ("said/VBD Mr/NNP Justice/NNP Ana/NNP/PERSON Ruiz/NNP/PERSON .", ["Ana Ruiz"]),
        ("said/VBD Ana/NNP/PERSON Ruiz/NNP/PERSON ,/, M.D./NNP/GPE ,/, in/IN", ["Ana Ruiz"]),
        ("said/VBD Ana/NNP/PERSON Ruiz/NNP/PERSON ,/, MD/NNP/ORG ,/, in/IN", ["Ana Ruiz"]),
        ("said/VBD Ana/NNP/PERSON Ruiz/NNP/PERSON PhD/NNP/PERSON in/IN", ["Ana Ruiz"]),
        ("in/IN Baltimore/NNP/GPE ,/, MD/NNP ,/, on/IN", ["Baltimore", "Maryland"]),
        ("met/VBD Emily/NNP and/CC Rebecca/NNP there/RB", ["Emily", "Rebecca"]),
        ("the/DT Chief/NNP Counsel/NNP left/VBD", []),
    ],
)
def test_titles_and_degrees_are_no_part_of_a_name(find, tagged, expected):
    assert [m.name for m in find(tagged) if m.type != "Position"] == expected


def test_a_seat_is_a_party_and_a_state(find):
    found = find(
        "said/VBD Ana/NNP/PERSON Ruiz/NNP/PERSON (/-LRB- R/NNP -/HYPH Texas/NNP/GPE )/-RRB- and/CC "
        "Bo/NNP/PERSON Lim/NNP/PERSON ,/, D/NNP/ORG -/HYPH/ORG Calif./NNP/ORG ,/, and/CC "
        "Cy/NNP/PERSON Orr/NNP/PERSON (/-LRB- I/NNP/ORG -/HYPH/ORG Vt./NNP/ORG )/-RRB- ."
    )
    assert [m.name for m in found if m.type != "Person"] == [
        "Republican Party",
        "Texas",
        "Democratic Party",
        "California",
        "Vermont",
    ]


def test_a_surname_of_two_persons_met_stays_as_it_is(find):
    found = find(
        "Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD . Ruiz/NNP/PERSON called/VBD Leo/NNP/PERSON "
        "Ruiz/NNP/PERSON . Ruiz/NNP/PERSON spoke/VBD ."
    )
    assert [m.name for m in found] == ["Ana Ruiz", "Ana Ruiz", "Leo Ruiz", "Ruiz"]
    assert found[3].steps == ('"Ruiz" stays as it is: Ana Ruiz or Leo Ruiz',)


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "Kestrel/NNP/ORG Oil/NNP/ORG Corp./NNP/ORG sold/VBD it/PRP . Kestrel/NNP/PERSON Oil/NNP/PERSON said/VBD",
            [
                "Kestrel Oil Corp.: Company Kestrel Oil Corp.",
                "Kestrel Oil: Company Kestrel Oil Corp.",
            ],
        ),
        (
            "The/DT/ORG Lagos/NNP/ORG Ministry/NNP/ORG of/IN/ORG Health/NNP/ORG said/VBD",
            ["Lagos Ministry of Health: GovernmentBody Lagos Ministry of Health"],
        ),
        (
            "the/DT Upper/NNP Lim/NNP Farmers/NNPS Association/NNP said/VBD",
            ["Upper Lim Farmers Association: Organization Upper Lim Farmers Association"],
        ),
        (
            "Daimon/NNP/GPE 's/POS chief/NN executive/NN . Daimon/NNP/GPE shares/NNS",
            [
                "Daimon: Company Daimon",
                "chief executive: Position chief executive",
                "Daimon: Company Daimon",
            ],
        ),
        ("the/DT Boeing/NNP/ORG Company/NNP/ORG said/VBD", ["Boeing Company: Company Boeing"]),
    ],
)
def test_organizations_have_a_kind_and_one_name(find, tagged, expected):
    assert summary(find(tagged)) == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "World/NNP/ORG Fish/NNP/ORG Board/NNP/ORG (/-LRB- WFB/NNP )/-RRB- met/VBD . WFB/NNP left/VBD .",
            ["World Fish Board"] * 3,
        ),
        (
            "WFB/NNP (/-LRB- World/NNP Fish/NNP Board/NNP )/-RRB- met/VBD . WFB/NNP left/VBD .",
            ["World Fish Board"] * 3,
        ),
        ("the/DT UN/NNP said/VBD and/CC the/DT U.N./NNP did/VBD", ["United Nations"] * 2),
    ],
)
def test_acronyms_stand_for_the_full_name(find, tagged, expected):
    assert [m.name for m in find(tagged)] == expected


def test_an_acronym_of_the_document_goes_before_one_of_the_gazetteer(find):
    found = find(
        "Austrian/JJ/ORG Unicyclists/NNPS/ORG (/-LRB- AU/NNP/ORG )/-RRB- . AU/NNP won/VBD ."
    )
    assert {m.name for m in found} == {"Austrian Unicyclists"}


def test_an_acronym_must_fit_its_name(nlp, ontology):
    doc = make_doc(nlp, "the/DT Old/NNP Mill/NNP (/-LRB- BBC/NNP )/-RRB-")
    assert list(introductions(words_of(doc, 0), ontology)) == []


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("the/DT Venezuelan/JJ//amod/1 army/NN", "Venezuelan: Country Venezuela"),
        ("the/DT South/JJ Korean/JJ//amod/1 army/NN", "South Korean: Country South Korea"),
        ("Venezuelans/NNPS//nsubj/1 marched/VBD", "Venezuelans: PeopleGroup Venezuelans"),
        ("U.S./NNP -/HYPH led/VBN raids/NNS", "U.S.: Country United States"),
        ("Venezuelan/JJ//amod/1 oil/NN", "Venezuelan oil: Commodity Venezuelan oil"),
        ("Muslim/JJ//amod/1 leaders/NNS", "Muslim: PeopleGroup Muslims"),
    ],
)
def test_nationalities(find, tagged, expected):
    assert summary(find(tagged))[:1] == [expected]


def test_a_nationality_records_how_it_was_read(find):
    assert find("the/DT Venezuelan/JJ//amod/1 army/NN")[0].steps == (
        '"Venezuelan" → Venezuela (nationality)',
    )


def test_one_person_of_a_nation_is_described(find):
    found = find("an/DT//det/1 Iraqi/NN//nsubj/1 fell/VBD")
    assert [(m.type, m.named) for m in found] == [("Person", False)]


def test_a_language_is_no_mention(find):
    assert find("he/PRP spoke/VBD in/IN//prep/-1 Spanish/NNP//pobj/-1") == []


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "charged/VBN with/IN money/NN laundering/NN",
            ["money laundering: Offence money laundering"],
        ),
        ("sold/VBD crude/JJ oil/NN", ["crude oil: Commodity crude oil"]),
        ("they/PRP oil/VBP it/PRP", []),
        ("the/DT prime/JJ minister/NN", ["prime minister: Position prime minister"]),
        ("two/CD ministers/NNS", []),
        (
            "Standard/NNP/ORG Oil/NNP/ORG Co./NNP/ORG",
            ["Standard Oil Co.: Company Standard Oil Co."],
        ),
        ("apple/NN growers/NNS", ["apple: Commodity apple"]),
        ("he/PRP said/VBD Apple/NNP/ORG rose/VBD", ["Apple: Company Apple"]),
    ],
)
def test_nouns_of_known_kinds(find, tagged, expected):
    assert summary(find(tagged)) == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("in/IN Everett/NNP/GPE ,/, Washington/NNP/GPE", ["City", "Region"]),
        ("in/IN Washington/NNP/GPE", ["City"]),
        ("in/IN Caracas/NNP/ORG", ["City"]),
        ("in/IN Texas/NNP", ["Region"]),
        ("in/IN Northern/NNP/LOC Iraq/NNP/LOC", ["Country"]),
        ("in/IN Zzyx/NNP/GPE", ["Place"]),
        ("in/IN Zzyx/NNP/GPE province/NN", ["Region"]),
        ("on/IN the/DT Red/NNP/LOC Sea/NNP/LOC", ["BodyOfWater"]),
        ("the/DT island/NN of/IN Zzyx/NNP/PERSON", ["Region"]),
        ("sank/VBD off/IN Zzyx/NNP/PERSON", ["Place"]),
        ("near/IN Zzyx/NNP/PERSON and/CC Zzyx/NNP/PERSON said/VBD", ["Person", "Person"]),
    ],
)
def test_places_have_a_kind(find, tagged, expected):
    assert [m.type for m in find(tagged)] == expected


def test_a_country_gives_way_to_a_person_of_the_document(find):
    found = find(
        "Bea/NNP/PERSON Jordan/NNP/PERSON left/VBD . Jordan/NNP/GPE spoke/VBD in/IN Jordan/NNP/GPE ."
    )
    assert [m.name for m in found] == ["Bea Jordan", "Bea Jordan", "Jordan"]
    assert found[2].type == "Country"


@pytest.mark.parametrize(
    "tagged",
    [
        "Sunday/NNP/ORG",
        "in/IN March/NNP/GPE",
        "X/NNP/PERSON left/VBD",
        "said/VBD yesterday/NN/PERSON",
        "42/CD/ORG",
    ],
)
def test_what_is_no_name_is_dropped(find, tagged):
    assert find(tagged) == []


def test_a_headline_in_capitals_is_trusted_where_the_body_agrees(find):
    found = find(
        "Storm/NNP/PERSON Ruins/NNP/PERSON Zzyx/NNP/GPE Homes/NNPS/ORG ./. "
        "In/IN Zzyx/NNP/GPE homes/NNS fell/VBD ./.",
        headline=4,
    )
    assert [m.text for m in found] == ["Zzyx", "Zzyx"]


def test_names_are_found_wherever_they_stand(find):
    found = find(
        "Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD . Then/RB Ana/NNP Ruiz/NNP and/CC Ruiz/NNP spoke/VBD"
    )
    assert [m.name for m in found] == ["Ana Ruiz"] * 3


def test_known_things_have_their_key(find):
    found = find("the/DT Kremlin/NNP and/CC Russia/NNP sold/VBD oil/NN")
    assert [m.concept for m in found] == ["kremlin", "RU", "oil"]


def test_mentions_never_overlap(find):
    found = find(
        "Bank/NNP/ORG of/IN/ORG China/NNP/ORG chairman/NN Li/NNP/PERSON Wu/NNP/PERSON sold/VBD "
        "Chinese/JJ//amod/1 oil/NN"
    )
    ends = [m.span.end for m in found]
    assert all(end <= m.span.start for end, m in zip(ends, found[1:], strict=False))
    assert summary(found)[0] == "Bank of China: Company Bank of China"


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("the/DT MV/NNP Santa/NNP/GPE Clara/NNP/GPE sank/VBD", [("MV Santa Clara", "Vehicle")]),
        ("joined/VBD the/DT Orquestra/NNP/ORG do/VBP Douro/NNP/ORG", [("Orquestra do Douro", "Organization")]),
        ("the/DT Minera/NNP/PERSON Norte/NNP/PERSON closed/VBD", [("Minera Norte", "Company")]),
        ("President/NNP of/IN Chile/NNP/ORG Zed/NNP/ORG Vale/NNP/ORG met/VBD",
         [("president", "Position"), ("Chile", "Country"), ("Zed Vale", "Person")]),
        ("of/IN New/NNP/GPE Zealand/NNP//compound/2 Zed/NNP/PERSON/compound/1 Vale/NNP/PERSON met/VBD",
         [("New Zealand", "Country"), ("Zed Vale", "Person")]),
        ("a/DT Larn/NNP/ORG Center/NNP/ORG for/IN Health/NNP/ORG Reporting/NNP/ORG",
         [("Larn Center for Health Reporting", "Organization")]),
        ("said/VBD Cor/NNP/PERSON van/NNP der/NNP Vale/NNP/PERSON", [("Cor van der Vale", "Person")]),
        ("to/IN A.B./NNP/PERSON Vale/NNP/PERSON and/CC Co/NNP/ORG Inc/NNP/ORG", [("A.B. Vale and Co Inc", "Company")]),
        ("to/IN Burns/NNP ,/, Vale/NNP/GPE and/CC Sons/NNPS/ORG Ltd/NNP/ORG",
         [("Burns, Vale and Sons Ltd", "Company")]),
        ("to/IN Vale/NNP/GPE and/CC Larn/NNP/ORG Ltd/NNP/ORG", [("Vale", "Place"), ("Larn Ltd", "Company")]),
        ("Zed/NNP/PERSON Metals/NNP/PERSON closed/VBD", [("Zed Metals", "Company")]),
        ("Landlord/NNP/PERSON Zed/NNP/PERSON Homes/NNP/PERSON closed/VBD", [("Zed Homes", "Company")]),
        ("Riot/NNP/PERSON/compound/1 police/NN fired/VBD", []),
        ("the/DT Texas/NNP/GPE/compound/1 Rovers/NNPS won/VBD", [("Texas Rovers", "SportsTeam")]),
        ("in/IN Texas/NNP/GPE/compound/1 West/NNP and/CC Larn/NNP/GPE", [("Texas West", "Place"), ("Larn", "Place")]),
        ("four/CD Texas/NNP/GPE/compound/1 Chinook/NNP//compound/1 helicopters/NNS", [("Texas", "Region")]),
        ("in/IN Texas/NNP/GPE/compound/1 Zork/NNP ,/, he/PRP won/VBD", [("Texas Zork", "Place")]),
        ("in/IN Texas/NNP/GPE/compound/1 Sunday/NNP morning/NN", [("Texas", "Region")]),
        ("the/DT US/NNP/GPE/compound/1 Chinook/NNP landed/VBD", [("United States", "Country")]),
        ("the/DT U.S./NNP/GPE/compound/2 Larn/NNP/ORG/compound/1 Court/NNP/ORG met/VBD",
         [("U.S. Larn Court", "Court")]),
        ("the/DT U.S./NNP/GPE/compound/1 FDA/NNP/ORG met/VBD",
         [("Food and Drug Administration", "GovernmentBody")]),
        ("the/DT Kenya/NNP/GPE/compound/1 FDA/NNP/ORG met/VBD",
         [("Kenya", "Country"), ("Food and Drug Administration", "GovernmentBody")]),
        ("in/IN Boston/NNP/GPE ,/, MA/NNP/ORG ,/, he/PRP won/VBD",
         [("Boston", "City"), ("Massachusetts", "Region")]),
        ("in/IN Boston/NNP/GPE ,/, Mass./NNP ,/, he/PRP won/VBD",
         [("Boston", "City"), ("Massachusetts", "Region")]),
        ("had/VBD H5N1/NNP/EVENT Bird/NNP/EVENT Flu/NNP/EVENT virus/NN",
         [("H5N1", "Disease"), ("avian influenza", "Disease")]),
        ("Chile/NNP/GPE/compound/2 Zed/NNP/ORG/compound/1 Metals/NNP/ORG sold/VBD",
         [("Chile", "Country"), ("Zed Metals", "Company")]),
    ],
)  # fmt: skip
def test_names_are_whole_and_no_more(find, tagged, expected):
    assert [(m.name, m.type) for m in find(tagged) if m.text[0].isupper()] == expected


def test_a_given_name_belongs_to_the_surname_that_the_text_goes_on_with(find):
    found = find("Zyla/NNP//compound/1 Voss/NNP left/VBD . then/RB Voss/NNP/PERSON spoke/VBD")
    assert [m.name for m in found] == ["Zyla Voss", "Zyla Voss"]


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("the/DT Tariff/NNP/ORG Rights/NNP/ORG Division/NNP/ORG sued/VBD", "Organization"),
        ("the/DT 3rd/NNP/ORG Infantry/NNP/ORG Division/NNP/ORG left/VBD", "ArmedForce"),
        ("the/DT 82nd/NNP/ORG Division/NNP/ORG left/VBD", "ArmedForce"),
    ],
)
def test_a_division_is_an_army_s_by_its_number_or_its_arms(find, tagged, expected):
    assert [mention.type for mention in find(tagged)] == [expected]
