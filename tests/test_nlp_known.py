"""What a knowledge base helps to read: classes of names, ends of names, names that nothing else found."""

import pytest
from bases import Known
from tagged import make_doc

from kg.model import Span
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.known import meant
from kg.nlp.names.mentions import find_mentions
from kg.topics import Topic

NAMES = {
    "Larn Seng": {"StockIndex": 900.0},
    "Larn": {"SportsTeam": 2_000.0, "City": 300.0},
    "Bank of Larn": {"Company": 800.0},
    "University of Larn, Ostby": {"University": 500.0},
    "Larn, Ostby": {"City": 900.0},
    "Ostby": {"City": 3_000.0},
    "Larn 300": {"Product": 700.0},
    "Voltis": {"Company": 4_000.0},
    "Voltis 4": {"Product": 900.0},
    "Dune Riders": {"CreativeWork": 900.0},
    "Ana Ruiz": {"Person": 400.0},
    "PhotoSphere": {"Product": 90.0},
    "Erin Vale": {"BodyOfWater": 900.0, "Person": 20.0},
    "Target": {"Company": 5_000.0},
    "Hale": {"Company": 5_000.0},
    "Cole's": {"Company": 5_000.0},
    "Cole": {"Person": 800.0},
    "Ostby's": {"Company": 300.0},
    "President of Ostby": {"GovernmentBody": 900.0},
    "Morgan Vale": {"Company": 3_000.0},
    "Larn Sea League": {"Organization": 900.0},
    "Ostby University": {"University": 90.0},
    "Vale University": {"University": 90.0},
    "Larn Party": {"PoliticalParty": 90.0},
    "Kenyan Army": {"ArmedForce": 90.0},
    "Kenyan University": {"University": 90.0},
}


@pytest.fixture(scope="module")
def find(nlp, ontology):
    gazetteer = Gazetteer(ontology, nlp, Known(NAMES))

    def find(tagged: str, headline: int = 0) -> list[str]:
        doc = make_doc(nlp, tagged, in_sentences=True)
        found = find_mentions(
            doc, gazetteer, headline, (), lambda start, end: Span("a", start, end), doc.text
        )
        return [f"{each.value.text}: {each.value.type}" for each in found]

    return find


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("The/DT Larn/NNP/PERSON Seng/NNP/PERSON fell/VBD .", ["Larn Seng: StockIndex"]),
        ("Shares/NNS of/IN Voltis/NNP/GPE rose/VBD .", ["Voltis: Company"]),
        ("He/PRP saw/VBD Morgan/NNP/PERSON Vale/NNP/PERSON sink/VB .", ["Morgan Vale: Company"]),
    ],
)
def test_what_the_base_knows_types_a_name(find, tagged, expected):
    assert find(tagged) == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "Mr/NNP Morgan/NNP/PERSON Vale/NNP/PERSON left/VBD .",
            ["Morgan Vale: Person"],
        ),
        ("Erin/NNP/PERSON Vale/NNP/PERSON left/VBD .", ["Erin Vale: Person"]),
        ("The/DT mayor/NN of/IN Larn/NNP/ORG left/VBD .", ["mayor: Position", "Larn: Place"]),
        ("Dune/NNP/PERSON Riders/NNP/PERSON left/VBD .", ["Dune Riders: Person"]),
        (
            "Ana/NNP/PERSON Hale/NNP/PERSON left/VBD ./. Hale/NNP/PERSON fell/VBD .",
            ["Ana Hale: Person", "Hale: Person"],
        ),
    ],
)
def test_the_context_and_surnames_win(find, tagged, expected):
    assert find(tagged) == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("The/DT Bank/NNP of/IN Larn/NNP/GPE fell/VBD .", ["Bank of Larn: Company"]),
        (
            "The/DT University/NNP/ORG of/IN/ORG Larn/NNP/ORG ,/, Ostby/NNP/GPE said/VBD .",
            ["University of Larn, Ostby: University"],
        ),
        ("A/DT Voltis/NNP/ORG 4/CD landed/VBD .", ["Voltis 4: Product"]),
        (
            "The/DT Bank/NNP of/IN Larn/NNP/GPE Co./NNP/ORG Inc./NNP/ORG fell/VBD .",
            ["Bank of Larn Co. Inc.: Company"],
        ),
        (
            "Nebel/NNP/ORG Corp/NNP/ORG of/IN/ORG Spain/NNP/ORG fell/VBD .",
            ["Nebel Corp: Company", "Spain: Country"],
        ),
        ("Nebel/NNP/ORG Corp/NNP/ORG NBL.N/NNP/ORG fell/VBD .", ["Nebel Corp: Company"]),
        ("They/PRP ate/VBD at/IN Cole/NNP/PERSON 's/POS ./.", ["Cole's: Company"]),
    ],
)
def test_a_name_ends_where_the_base_says(find, tagged, expected):
    assert find(tagged) == expected


def test_two_places_stay_two(find):
    found = find("They/PRP met/VBD in/IN Larn/NNP/GPE ,/, Ostby/NNP/GPE ./.")
    assert [each.split(":")[0] for each in found] == ["Larn", "Ostby"]


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("He/PRP left/VBD Voltis/NNP on/IN Monday/NNP ./.", ["Voltis: Company"]),
        ("He/PRP met/VBD Ana/NNP Ruiz/NNP there/RB ./.", ["Ana Ruiz: Person"]),
        ("He/PRP met/VBD Ana/NNP Ruiz/NNP Vale/NNP there/RB ./.", ["Ana Ruiz Vale: Person"]),
        ("PhotoSphere/NNP fell/VBD ./.", ["PhotoSphere: Product"]),
        ("Target/NNP fell/VBD ./.", []),
        ("He/PRP hit/VBD the/DT Target/NNP ,/, a/DT target/NN that/WDT fell/VBD ./.", []),
        ("The/DT President/NNP of/IN Ostby/NNP/GPE left/VBD ./.", ["President: Position", "Ostby: City"]),
        ("They/PRP left/VBD Ostby/NNP/GPE 's/POS town/NN ./.", ["Ostby: City"]),
    ],
)  # fmt: skip
def test_what_nothing_else_found(find, tagged, expected):
    assert find(tagged) == expected


def test_a_capital_in_a_headline_is_whole_or_nothing(find):
    body = " They/PRP met/VBD today/NN ./."
    whole = find("Rebels/NNS meet/VBP Ana/NNP Ruiz/NNP ,/, Report/NN Says/VBZ ./." + body, 8)
    part = find("Rebels/NNS Meet/VBP Old/NNP Ana/NNP Ruiz/NNP Today/NN Again/RB ./." + body, 8)
    assert (whole, part) == (["Ana Ruiz: Person"], [])


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("Voltis/NNP/PERSON Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD ./.", ["Voltis: Company", "Ana Ruiz: Person"]),
        (
            "Senators/NNPS/PERSON Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD ./.",
            ["Senators: Position", "Ana Ruiz: Person"],
        ),
        ("DJ/NNP/PERSON Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD ./.", ["Ana Ruiz: Person"]),
        (
            "Ana/NNP/PERSON Ruiz/NNP/PERSON of/IN/PERSON Spain/NNP/PERSON left/VBD ./.",
            ["Ana Ruiz: Person", "Spain: Country"],
        ),
        ("Vaughn/NNP/PERSON Ana/NNP/PERSON Ruiz/NNP/PERSON left/VBD ./.", ["Vaughn Ana Ruiz: Person"]),
    ],
)  # fmt: skip
def test_two_names_in_one_are_parted(find, tagged, expected):
    assert find(tagged) == expected


@pytest.mark.parametrize(
    ("topic", "expected"),
    [(Topic.SPORT, "SportsTeam"), (Topic.OTHER, "City"), (Topic.MARKET, "City")],
)
def test_the_topic_weighs_classes(topic, expected):
    told = meant({"SportsTeam": 1_000.0, "City": 800.0, "Entity": 5_000.0}, topic)
    assert told is not None
    assert told.kind == expected
    assert told.share < 0.9


def test_a_model_is_one_name_with_its_maker_and_short_for_it(find):
    found = find(
        "A/DT Voltis/NNP/ORG X30-2/NN landed/VBD ./. "
        "Six/CD Larn/NNP/GPE 300s/NNS and/CC a/DT 300/CD left/VBD ./."
    )
    assert found == ["Voltis X30-2: Product", "Larn 300s: Product", "300: Product"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Home/NNP/ORG Rule/NNP/ORG League/NNP/ORG", "Home Rule League: SportsLeague"),
        ("Larn/NNP/ORG Sea/NNP/ORG League/NNP/ORG", "Larn Sea League: Organization"),
        ("Larn/NNP/ORG College/NNP/ORG", "Larn College: University"),
        ("Lund/NNP/ORG Prize/NNP/ORG", "Lund Prize: Prize"),
        ("Lund/NNP/ORG Rovers/NNP/ORG", "Lund Rovers: SportsTeam"),
        ("Lund/NNP/ORG United/NNP/ORG", "Lund United: Organization"),
    ],
)
def test_endings_tell_what_the_base_does_not(find, name, expected):
    assert find(f"The/DT {name} fell/VBD ./.") == [expected]


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "in/IN Larn/NNP/GPE ,/, Orange/NNP and/CC San/NNP/GPE Juno/NNP/GPE Counties/NNPS/GPE ./.",
            ["Larn: Larn County", "Orange: Orange County", "San Juno Counties: San Juno County"],
        ),
        (
            "at/IN Ostby/NNP/GPE and/CC Vale/NNP universities/NNS ./.",
            ["Ostby: Ostby University", "Vale universities: Vale University"],
        ),
        ("in/IN Larn/NNP/GPE and/CC Kell/NNP/GPE provinces/NNS ./.", ["Larn: Larn", "Kell: Kell"]),
        (
            "in/IN Texas/NNP/GPE ,/, Larn/NNP/GPE and/CC Kell/NNP/GPE Counties/NNPS ./.",
            ["Texas: Texas", "Larn: Larn County", "Kell Counties: Kell County"],
        ),
        (
            "Larn/NNP/ORG ,/, Kell/NNP/ORG Valley/NNP/ORG and/CC Ostby/NNP/ORG Counties/NNPS/ORG ./.",
            ["Larn: Larn County", "Kell Valley: Kell Valley", "Ostby Counties: Ostby County"],
        ),
        (
            "the/DT Housing/NNP/ORG and/CC/ORG Larn/NNP/ORG Agencies/NNPS/ORG Board/NNP/ORG ./.",
            ["Housing and Larn Agencies Board: Housing and Larn Agencies Board"],
        ),
        (
            "the/DT states/NNS of/IN Florida/NNP/GPE and/CC New/NNP/GPE York/NNP/GPE ./.",
            ["Florida: Florida", "New York: New York"],
        ),
        ("the/DT states/NNS of/IN New/NNP/GPE York/NNP/GPE ./.", ["New York: New York City"]),
        (
            "German/JJ//amod/3 and/CC French/JJ//amod/1 parties/NNS ./.",
            ["German: Germany", "French: France"],
        ),
    ],
)
def test_names_in_a_list_share_the_noun_beside_it(nlp, ontology, tagged, expected):
    doc = make_doc(nlp, tagged)
    gazetteer = Gazetteer(ontology, nlp, Known(NAMES))
    found = find_mentions(doc, gazetteer, 0, (), lambda start, end: Span("a", start, end), doc.text)
    assert [f"{each.value.text}: {each.value.name}" for each in found] == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "the/DT Larn/NNP/GPE party/NN left/VBD ./.",
            ["Larn party: PoliticalParty Larn Party"],
        ),
        ("The/DT Larn/NNP/GPE party/NN left/VBD ./.", ["Larn party: PoliticalParty Larn Party"]),
        ("a/DT Larn/NNP/GPE guard/NN left/VBD ./.", ["Larn: Place Larn"]),
        (
            "the/DT Kenyan/JJ//amod/1 army/NN left/VBD ./.",
            ["Kenyan army: ArmedForce Kenyan Army"],
        ),
        ("a/DT Kenyan/JJ//amod/1 university/NN left/VBD ./.", ["Kenyan: Country Kenya"]),
    ],
)
def test_a_known_name_may_end_in_a_small_word(nlp, ontology, tagged, expected):
    doc = make_doc(nlp, tagged)
    gazetteer = Gazetteer(ontology, nlp, Known(NAMES))
    found = find_mentions(doc, gazetteer, 0, (), lambda start, end: Span("a", start, end), doc.text)
    assert [f"{each.value.text}: {each.value.type} {each.value.name}" for each in found] == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("He/PRP told/VBD The/DT Larn/NNP/ORG Post/NNP/ORG ./.", "The Larn Post"),
        ("He/PRP told/VBD the/DT Larn/NNP/ORG Post/NNP/ORG ./.", "Larn Post"),
        ("The/DT Larn/NNP/ORG Post/NNP/ORG fell/VBD ./.", "Larn Post"),
        ("LARN/NNP The/DT Larn/NNP/ORG Post/NNP/ORG fell/VBD ./.", "Larn Post"),
        ("He/PRP met/VBD The/DT Ana/NNP/PERSON Ruiz/NNP/PERSON ./.", "Ana Ruiz"),
    ],
)
def test_an_article_with_a_capital_of_its_own_is_a_part_of_the_name(find, tagged, expected):
    assert find(tagged)[-1].split(":")[0] == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        (
            "its/PRP$ Voltis/NNP/ORG V400/NN/PRODUCT M/NNP/PRODUCT fell/VBD ./.",
            ["Voltis V400 M: Product"],
        ),
        (
            "a/DT Voltis/NNP/ORG 787/CD/PRODUCT Zed/NNP/PRODUCT fell/VBD ./.",
            ["Voltis 787 Zed: Product"],
        ),
        (
            "its/PRP$ Voltis/NNP/ORG Zed/NNP/PRODUCT fell/VBD ./.",
            ["Voltis: Company", "Zed: Product"],
        ),
    ],
)
def test_a_model_and_its_maker_are_one_name(find, tagged, expected):
    assert find(tagged) == expected


def test_a_city_in_a_list_of_provinces_keeps_its_class(find):
    found = find(
        "Rain/NN hit/VBD the/DT provinces/NNS of/IN Hubei/NNP/GPE and/CC Beijing/NNP/GPE . "
        "It/PRP rained/VBD in/IN Beijing/NNP/GPE ."
    )
    assert found == ["Hubei: Region", "Beijing: City", "Beijing: City"]
