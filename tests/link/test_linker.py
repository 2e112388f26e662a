"""Linking by a knowledge base: which of several things a name means, and when it means none of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iri import BASE
from kg.link import NameLinker
from kg.link.candidates import Candidate, FromKnowledgeBase
from kg.link.decide import Question
from kg.link.generic import is_generic
from kg.link.kb import KnowledgeBase, Name, NameKind, Thing, Writer, installed
from kg.link.kb.lookup import Known
from kg.link.kb.schema import IMPORTED, USER
from kg.model import Document, Entity, Mention, Span
from kg.ontology import Ontology, load

FRANCE = Thing(key="Q142", type="Country", label="France", count=67000)
TEXAS = Thing(key="Q1439", type="Region", label="Texas", count=29000, within=("Q30",))
PARIS = Thing(
    key="gn1", type="City", label="Paris", count=2100, within=("Q142",), point=(48.9, 2.35)
)
PARIS_TEXAS = Thing(key="gn2", type="City", label="Paris", count=24, within=("Q1439", "Q30"))
LARN = Thing(key="gn3", type="City", label="Larn", count=16, within=("Q27",))
NORDVIK = Thing(key="gn4", type="City", label="Nordvik", names=(Name("Nordwick"),), count=900)
RUIZ = Thing(
    key="Q5001", type="Person", label="Ana Ruiz", count=12, description="minister of mines"
)
SINGER = Thing(
    key="Q5002", type="Person", label="Ana Ruiz", count=9, description="singer of tangos"
)
HARBOUR = Thing(
    key="Q5003",
    type="Organization",
    label="Larn Harbour and Docks Board",
    names=(Name("the Board"),),
)
ACME = Thing(
    key="Q5004", type="Company", label="Acme", count=40, same_as=("https://acme.example/",)
)
THINGS = (FRANCE, TEXAS, PARIS, PARIS_TEXAS, LARN, NORDVIK, RUIZ, SINGER, HARBOUR, ACME)

Link = Callable[..., dict[str, Entity]]
LIKELIER: Final = (
    0.5  # what is likelier than anything else; how sure a link must be has its own tests
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("kb") / "a.kb"
    with Writer.open(path, organizations=["Organization", "Company"]) as writer:
        writer.add("test", THINGS, rank=IMPORTED)
    return KnowledgeBase.open(path)


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


def found_in(text: str, **types: str) -> Iterator[Mention]:
    """The mentions of names in TEXT; types are given by the names with _ for blanks."""
    for name, type in types.items():
        words = name.replace("__", ", ").replace("_", " ")
        for match in re.finditer(re.escape(words), text):
            yield Mention(
                span=Span("https://news.example/a", *match.span()),
                text=words,
                type=type,
                name=words,
            )


def document(text: str) -> Document:
    return Document(id="https://news.example/a", text=text, segments=(), source="test")


@pytest.fixture
def link(base: KnowledgeBase, ontology: Ontology) -> Link:
    def linked(text: str, **types: str) -> dict[str, Entity]:
        linker = NameLinker(ontology, BASE, base, least=LIKELIER)
        found = linker(found_in(text, **types), document(text))
        return {mention.text: entity for mention, entity in found.items()}

    return linked


def test_a_name_means_what_it_usually_means(link):
    entity = link("A train left Paris.", Paris="City")["Paris"]
    assert entity.iri == f"{BASE}entity/Paris_gn1"
    assert entity.point == (48.9, 2.35)


def test_what_stands_right_behind_decides(link):
    assert link("It was in Paris, Texas.", Paris="City", Texas="Region")["Paris"].iri.endswith(
        "_gn2"
    )


def test_what_stands_in_one_name_decides(link):
    found = link("Fire in Paris, Texas, spread.", Paris__Texas="City")
    assert found["Paris, Texas"].iri.endswith("Paris_gn2")


def test_what_else_is_spoken_of_is_not_enough_against_a_capital(link):
    found = link("A man from Texas went to Paris.", Paris="City", Texas="Region")
    assert found["Paris"].iri.endswith("_gn1")


def test_a_small_place_needs_support(link):
    assert link("He died in Larn.", Larn="City")["Larn"].iri.endswith("_gn3")
    found = link("He died in Larn, France said.", Larn="City", France="Country")
    assert found["Larn"].iri == f"{BASE}entity/Larn.city"  # another one, for all that is known


def test_a_short_name_is_the_one_with_its_capitals(tmp_path, ontology):
    path = tmp_path / "short.kb"
    with Writer.open(path) as writer:
        city = Thing(key="Q65", type="City", label="Los Angeles", names=(Name("L.A."),), count=3900)
        state = Thing(
            key="Q1588", type="Region", label="Louisiana", names=(Name("La."),), count=1800
        )
        writer.add("test", (city, state))
    link = NameLinker(ontology, knowledge=KnowledgeBase.open(path))
    for words, key in (("La.", "Q1588"), ("LA", "Q65"), ("L.A.", "Q65")):
        (mention,) = found_in(f"He left {words} today.", **{words: "Place"})
        assert link([mention], document(f"He left {words} today."))[mention].iri.endswith(key)


def test_another_spelling_is_another_name(link):
    entity = link("Snow fell on Nordwick.", Nordwick="City")["Nordwick"]
    assert (entity.label, entity.aliases) == ("Nordvik", {"Nordwick"})


def test_a_misspelt_name_of_a_body_is_found(link):
    found = link("The Larn Harbor and Docks Board met.", Larn_Harbor_and_Docks_Board="Organization")
    assert found["Larn Harbor and Docks Board"].iri.endswith("_Q5003")


def test_initials_mean_a_body_of_that_name(link):
    found = link("The Larn Harbour and Docks Board, or LHDB.", LHDB="Organization")
    assert found["LHDB"].label == "Larn Harbour and Docks Board"


def test_a_legal_form_makes_no_difference(link):
    entity = link("Acme Corp. sold it.", **{"Acme_Corp.": "Company"})["Acme Corp."]
    assert (entity.label, entity.same_as) == ("Acme", {"https://acme.example/"})


def test_a_person_is_no_company(link):
    assert link("Acme was at home.", Acme="Person")["Acme"].iri == f"{BASE}entity/Acme.person"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ana Ruiz closed two mines, the minister said.", "Q5001"),
        ("Ana Ruiz sang tangos, a singer among singers.", "Q5002"),
    ],
)
def test_what_a_thing_is_said_to_be_decides_between_namesakes(text, key, link):
    assert link(text, Ana_Ruiz="Person")["Ana Ruiz"].iri.endswith(f"_{key}")


def test_the_class_is_that_of_the_knowledge_base(link):
    assert link("It is Acme that pays.", Acme="Organization")["Acme"].type == "Company"


@pytest.mark.parametrize(
    ("label", "name", "is_linked"),
    [("Bruno Sharp", "Jody Sharp", False), ("Jody A. Sharp", "Jody Sharp", True), ("Sharp", "Jody Sharp", False),
     ("Sharp", "Sharp", False), ("Jodie Sharp", "J. Sharp", True)],
)  # fmt: skip
def test_a_family_name_is_not_enough_where_the_text_has_the_whole_name(
    label, name, is_linked, tmp_path, ontology
):
    path = tmp_path / "people.kb"
    with Writer.open(path) as writer:
        writer.add("test", [Thing(key="Q1", type="Person", label=label, names=(Name("Sharp"),))])
    text = f"{name} left. Sharp was ill."
    mentions = [
        replace(each, name=name) for each in found_in(text, **{name: "Person", "Sharp": "Person"})
    ]
    linked = NameLinker(ontology, knowledge=KnowledgeBase.open(path))(mentions, document(text))
    assert {entity.iri.endswith("_Q1") for entity in linked.values()} == {is_linked}


def test_options_tell_what_else_was_thought_of(link):
    entity = link("It was in Paris, Texas.", Paris="City", Texas="Region")["Paris"]
    assert entity.options[0].reason.startswith("'Paris' is its name; Texas stands behind it")
    entity = link("A man from Texas went to Paris.", Paris="City", Texas="Region")["Paris"]
    first, *rest = entity.options
    assert (first.key, {option.key for option in rest}) == ("gn1", {"gn2", ""})
    assert sum(option.confidence for option in entity.options) == pytest.approx(1.0, abs=0.01)


def test_what_means_none_of_them_says_so_first(link):
    found = link("He died in Larn, France said.", Larn="City", France="Country")
    assert [option.key for option in found["Larn"].options] == ["", "gn3"]


def test_two_names_of_one_thing_are_one_entity(link):
    found = link("Nordvik, or Nordwick, froze.", Nordvik="City", Nordwick="City")
    assert found["Nordvik"] == found["Nordwick"]


def test_a_users_thing_wins(tmp_path, ontology):
    own = Thing(key="p-7", type="Person", label="Ana Ruiz")
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("dump", [RUIZ], rank=IMPORTED)
        writer.add("mine", [own], rank=USER)
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    text = "Ana Ruiz spoke."
    (entity,) = linker(found_in(text, Ana_Ruiz="Person"), document(text)).values()
    assert entity.iri == f"{BASE}entity/Ana_Ruiz_p-7"


def test_candidates_may_come_from_elsewhere(ontology):
    def candidates(names, type):
        acme = Known(ACME, Name("Acme", NameKind.LABEL))
        return (Candidate(acme, names[0]),) if "Acme" in names else ()

    linker = NameLinker(ontology, BASE, candidates=candidates)
    text = "Acme pays Larn."
    found = linker(found_in(text, Acme="Company", Larn="City"), document(text))
    assert sorted(entity.iri for entity in found.values()) == [
        f"{BASE}entity/Acme_Q5004",
        f"{BASE}entity/Larn.city",
    ]


# --- how sure a link must be

UNSURE: Final = "A man from Texas went to Paris."


def linked_paris(linker: NameLinker, text: str) -> Entity:
    found = linker(found_in(text, Paris="City", Texas="Region"), document(text))
    return next(entity for mention, entity in found.items() if mention.text == "Paris")


def test_what_is_not_sure_enough_stays_a_candidate(base, ontology):
    paris = linked_paris(NameLinker(ontology, BASE, base), UNSURE)
    first = next(option for option in paris.options if option.key)
    assert (first.key, 0.5 < first.confidence < 0.6) == ("gn1", True)
    assert first.reason.endswith("; less than 0.6, so not linked")
    assert (paris.iri, paris.same_as, paris.point) == (
        f"{BASE}entity/Paris.city",
        frozenset(),
        None,
    )


@pytest.mark.parametrize(("least", "name"), [(0.5, "Paris_gn1"), (0.6, "Paris.city")])
def test_how_sure_a_link_must_be_can_be_said(base, ontology, least, name):
    linker = NameLinker(ontology, BASE, base, least=least)
    assert linked_paris(linker, UNSURE).iri == f"{BASE}entity/{name}"


def test_two_articles_may_decide_differently(base, ontology):
    linker = NameLinker(ontology, BASE, base)
    assert linked_paris(linker, "A train left Paris.").iri != linked_paris(linker, UNSURE).iri


def test_all_mentions_of_an_article_share_one_decision(base, ontology):
    text = f"{UNSURE} Paris was full. He left Paris."
    linker = NameLinker(ontology, BASE, base)
    found = linker(found_in(text, Paris="City", Texas="Region"), document(text))
    assert len({entity.iri for mention, entity in found.items() if mention.text == "Paris"}) == 1


def test_a_country_or_a_region_of_its_name_is_a_place_where_neither_is_sure(ontology):
    base = KnowledgeBase.open(installed.default(ontology, small=True))
    text = "Trade with Georgia grew."
    linker = NameLinker(ontology, BASE, base, least=0.999)
    (georgia,) = linker(found_in(text, Georgia="Country"), document(text)).values()
    assert (georgia.iri, georgia.type, georgia.same_as) == (
        f"{BASE}entity/Georgia.place",
        "Place",
        frozenset(),
    )


# --- a country and a region of one name; the base of what is installed


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> NameLinker:
    base = KnowledgeBase.open(installed.default(ontology, small=True))
    return NameLinker(ontology, BASE, base, least=LIKELIER)


@pytest.mark.parametrize(
    ("text", "types", "key"),
    [
        ("Georgia closed its border.", {}, "Q230"),
        ("Georgia and Russia met in Tbilisi.", {"Russia": "Country", "Tbilisi": "City"}, "Q230"),
        ("The U.S. welcomed it, Georgia said.", {"U.S.": "Country"}, "Q230"),
        ("Five Georgian ships left; Georgia and the U.S. agree.", {"U.S.": "Country"}, "Q230"),
        ("Police in Atlanta, Georgia, agree.", {"Atlanta": "City"}, "Q1428"),
        ("Florida, Alabama and Georgia sued.", {"Florida": "Region", "Alabama": "Region"}, "Q1428"),
    ],
)
def test_a_country_and_a_region_of_one_name_are_told_apart(text, types, key, world):
    mentions = [*found_in(text, **types), *found_in(text, Georgia="Country")]
    found = world(mentions, document(text))
    (georgia,) = {e.iri for m, e in found.items() if m.text == "Georgia"}
    assert georgia == f"{BASE}entity/Georgia_{key}"


# --- bodies of states


def bodies(world: NameLinker, text: str, **types: str) -> set[str]:
    found = world(list(found_in(text, **types)), document(text))
    return {
        e.label for m, e in found.items() if m.type in ("GovernmentBody", "Court", "ArmedForce")
    }


@pytest.mark.parametrize(
    ("text", "types", "label"),
    [
        ("Kenya's Ministry of Health warned.", {"Kenya": "Country"}, "Ministry of Health of Kenya"),
        (
            "The Ministry of Health of Uganda warned; Kenya waits, and Kenya pays.",
            {"Kenya": "Country", "Uganda": "Country"},
            "Ministry of Health of Uganda",
        ),
        (
            "In Nairobi, the Ministry of Health warned.",
            {"Nairobi": "City", "Kenya": "Country"},
            "Ministry of Health of Kenya",
        ),
        (
            "Kenya is ill. The Ministry of Health in Nairobi warned.",
            {"Nairobi": "City", "Kenya": "Country"},
            "Ministry of Health of Kenya",
        ),
    ],
)
def test_a_ministry_is_that_of_its_country(text, types, label, world):
    assert bodies(world, text, Ministry_of_Health="GovernmentBody", **types) == {label}


@pytest.mark.parametrize(
    ("text", "country", "iri"),
    [
        ("The Food and Drug Administration agreed.", "Kenya", "Food_and_Drug_Administration_Q204711"),
        ("The U.S. Food and Drug Administration agreed.", "U.S.", "Food_and_Drug_Administration_Q204711"),
        ("Kenya's Food and Drug Administration agreed.", "Kenya", "Food_and_Drug_Administration_of_Kenya.government"),
        ("The Food and Drug Administration in Kenya agreed.", "Kenya", "Food_and_Drug_Administration_Q204711"),
        ("Kenya and the Food and Drug Administration agreed.", "Kenya", "Food_and_Drug_Administration_Q204711"),
    ],
)  # fmt: skip
def test_a_body_that_is_known_is_not_that_of_another_state(text, country, iri, world):
    mentions = list(
        found_in(text, **{country: "Country", "Food_and_Drug_Administration": "GovernmentBody"})
    )
    found = world(mentions, document(text))
    assert {e.iri for m, e in found.items() if m.text.startswith("Food")} == {f"{BASE}entity/{iri}"}


def test_a_body_of_nobody_is_known_in_its_article_alone(world):
    text = "The Supreme Court ruled."
    (mention,) = found_in(text, Supreme_Court="Court")
    entity = world([mention], document(text))[mention]
    assert entity.iri.startswith(f"{BASE}entity/Supreme_Court.court-")
    assert not entity.described


@pytest.mark.parametrize(
    "name",
    ["Kenyan Ministry of Health", "Ministry of Health of Kenya", "Kenya Health Ministry"],
)
def test_a_country_in_the_name_is_the_owner(name, world):
    text = f"The {name} warned."
    found = bodies(world, text, **{name.replace(" ", "_"): "GovernmentBody"})
    assert found == {"Ministry of Health of Kenya"}


def test_a_country_that_is_named_once_and_late_does_not_own_the_bodies(world):
    text = f"The Ministry of Health {'warned ' * 60}. He had come home from duty in Kenya."
    types = {"Kenya": "Country", "Ministry_of_Health": "GovernmentBody"}
    assert bodies(world, text, **types) == {"Ministry of Health"}


@pytest.mark.parametrize(
    ("text", "types", "label"),
    [
        (
            "The Texas Supreme Court sat. The Supreme Court ruled.",
            {"Texas_Supreme_Court": "Court", "Supreme_Court": "Court"},
            "Texas Supreme Court",
        ),
        (
            "The U.S. Department of Agriculture paid. Kenya, Kenya and Kenya: the Agriculture Department went home.",
            {"U.S.": "Country", "Department_of_Agriculture": "GovernmentBody", "Kenya": "Country",
             "Agriculture_Department": "GovernmentBody"},
            "United States Department of Agriculture",
        ),
    ],
)  # fmt: skip
def test_a_body_is_the_one_that_is_named_in_full(text, types, label, world):
    assert bodies(world, text, **types) == {label}


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Texas's Supreme Court", "Supreme Court of Texas"),
        ("the Supreme Court of Texas", "Supreme Court of Texas"),
        ("Texas' state Supreme Court", "Supreme Court of Texas"),
        ("the state Supreme Court", "Supreme Court"),
        ("the Supreme Court", "Supreme Court of the United States"),
    ],
)
def test_a_body_of_a_part_is_not_the_country_s(words, label, world):
    text = f"The U.S. asked and the U.S. waited in the U.S. until {words} ruled."
    types = {"U.S.": "Country", "Texas": "Region", "Supreme_Court": "Court"}
    assert bodies(world, text, **types) == {label}


def test_a_body_is_none_of_two_that_are_named_in_full(world):
    text = "The Texas Supreme Court and the Iowa Supreme Court sat. The Supreme Court ruled."
    types = dict.fromkeys(("Texas_Supreme_Court", "Iowa_Supreme_Court", "Supreme_Court"), "Court")
    assert "Supreme Court" in bodies(world, text, **types)


def test_a_body_that_is_known_keeps_its_name(world):
    text = "The U.S. Department of Agriculture paid the U.S. farmers."
    types = {"U.S.": "Country", "Department_of_Agriculture": "GovernmentBody"}
    assert bodies(world, text, **types) == {"United States Department of Agriculture"}


def test_an_army_keeps_its_name(world):
    assert bodies(world, "The Kenyan Army left.", Kenyan_Army="ArmedForce") == {"Kenyan Army"}


def test_a_city_council_is_no_body_of_a_state(world):
    text = "Santa Ana City Council met in the U.S. on Monday."
    types = {"U.S.": "Country", "Santa_Ana_City_Council": "GovernmentBody"}
    assert bodies(world, text, **types) == {"Santa Ana City Council"}


def test_two_orders_of_words_are_one_body(world):
    text = "Kenya's Health Ministry warned. The Ministry of Health of Kenya did."
    types = {"Kenya": "Country", "Health_Ministry": "GovernmentBody"}
    labels = bodies(world, text, Ministry_of_Health="GovernmentBody", **types)
    assert labels == {"Ministry of Health of Kenya"}


@given(st.permutations(range(4)))
def test_the_order_of_mentions_makes_no_difference(base, ontology, order):
    text = "Paris, Texas, not Paris; and Nordwick."
    mentions = list(found_in(text, Paris="City", Texas="Region", Nordwick="City"))
    linker = NameLinker(ontology, BASE, base)
    assert linker([mentions[i] for i in order], document(text)) == linker(mentions, document(text))


def test_no_candidate_is_no_decision():
    assert Question(()).decided().meant is None


def test_classes_fit_where_news_takes_one_for_the_other(base, ontology):
    fit = FromKnowledgeBase(base, ontology).fit
    assert fit("City", "City") > fit("Organization", "Company") > fit("City", "Region") > 0
    assert fit("Person", "City") == fit("Company", "Person") == 0


# --- initials and parts of names


def test_initials_that_the_article_explains_mean_nothing_else(tmp_path, ontology):
    airline = Thing(key="Q1", type="Company", label="Larn Air", names=(Name("LCA"),), count=5000)
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("test", [airline])
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))

    def is_linked(text: str) -> bool:
        (iri,) = {e.iri for e in linker(found_in(text, LCA="Company"), document(text)).values()}
        return iri.endswith("_Q1")

    assert is_linked("LCA cut fares.")
    assert not is_linked("The Larn Court of Appeal (LCA) agreed. LCA will publish it.")


def test_a_part_of_the_name_of_a_body_may_be_another_things(tmp_path, ontology):
    museum = Thing(key="Q1", type="Organization", label="Getty", names=(Name("Nordvik"),), count=50)
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("test", [museum])
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    text = "Nordvik Oil drilled. Nordvik paid."
    mentions = [
        replace(each, name="Nordvik Oil")
        for each in found_in(text, Nordvik_Oil="Company", Nordvik="Company")
    ]
    assert not any(entity.same_as for entity in linker(mentions, document(text)).values())


def test_districts_and_divisions_that_many_have_are_not_looked_up(tmp_path, ontology):
    district = Thing(key="Q1", type="Region", label="Eastern District", count=5000)
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("test", [district])
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    text = "A court in the Eastern District heard it."
    (entity,) = linker(found_in(text, Eastern_District="Region"), document(text)).values()
    assert not entity.options


# --- national teams


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("England beat France 20-6. The scrum was poor; France won no lineout.", "Q2"),
        ("England beat France 20-6, the minister said.", "Q21"),  # no report of a match
        (
            "England beat France after the scrum. England scored from a lineout. It is like England to wait.",
            "Q2",
        ),
        ("The scrum and the lineout were practised in England.", "Q21"),
        ("England's women beat France; the scrum and the lineout were good.", "Q21"),
    ],
)
def test_a_country_that_plays_is_its_team(text, key, tmp_path, ontology):
    england = Thing(key="Q21", type="Region", label="England", count=50000)
    team = Thing(key="Q2", type="SportsTeam", label="England national rugby union team")
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("test", [england, team])
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    found = linker(found_in(text, England="Region"), document(text))
    assert {entity.iri.rpartition("_")[2] for entity in found.values()} == {key}


@pytest.mark.parametrize("name", ["Legislative Assembly", "Corps of Engineers"])
def test_bodies_that_many_states_have_are_generic(name: str):
    assert is_generic(name)


def test_no_country_lies_in_a_state_that_stands_right_behind(tmp_path, ontology):
    things = [
        Thing(key="Q38", type="Country", label="Italy", count=60000),
        Thing(key="Q977238", type="City", label="Italy", description="place in Texas", count=3),
        Thing(key="Q1439", type="Region", label="Texas", count=3000),
    ]
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("test", things)
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    text = "He lived in Italy, Texas."
    found = linker(found_in(text, Italy="City", Texas="Region"), document(text))
    assert "Q38" not in {e.iri.rpartition("_")[2] for e in found.values()}


def test_another_form_of_a_given_name_needs_support(tmp_path, ontology):
    senator = Thing(
        key="Q1", type="Person", label="Chuck Larnsen", count=500, description="senator"
    )
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("test", [senator])
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))

    def is_linked(text: str) -> bool:
        found = linker(found_in(text, Charles_Larnsen="Person"), document(text))
        return any(entity.key for entity in found.values())

    assert is_linked("Senator Charles Larnsen spoke.")
    assert not is_linked("Charles Larnsen, a plumber, spoke.")


@pytest.mark.parametrize(
    ("type", "description", "is_known"),
    [
        ("Place", "mountain range", True),
        ("City", "place in Iowa", False),
    ],
)
def test_a_term_is_what_has_its_name_and_class_however_seldom_it_is_meant(
    type: str, description: str, is_known: bool, tmp_path, ontology
):
    thing = Thing(key="Q1286", type=type, label="Alps", description=description, count=1)
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("gazetteer", [Thing(key="gaz:alps", type="Region", label="Alps")])
        writer.add("test", [thing])
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    found = linker(
        found_in("It snowed in the Alps.", Alps="Region"), document("It snowed in the Alps.")
    )
    assert {entity.key == "Q1286" for entity in found.values()} == {is_known}


def test_an_office_that_many_countries_have_is_not_that_of_one(tmp_path, ontology):
    with Writer.open(tmp_path / "a.kb") as writer:
        own = Thing(key="gaz:attorney-general", type="Position", label="attorney general")
        writer.add("gazetteer", [own])
        name = Name("Attorney General")
        label = "United States Attorney General"
        writer.add(
            "test", [Thing(key="Q1", type="Position", label=label, names=(name,), count=900)]
        )
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    text = "California Attorney General Ana Ruiz sued."
    mentions = [
        replace(each, name="attorney general")
        for each in found_in(text, Attorney_General="Position")
    ]
    found = linker(mentions, document(text))
    assert [each.key for each in found.values()] == ["gaz:attorney-general"]


def test_a_department_in_american_spelling_is_that_of_the_united_states(tmp_path, ontology):
    labor = Thing(key="Q1", type="GovernmentBody", label="United States Department of Labor")
    country = Thing(key="Q30", type="Country", label="United States", count=300000)
    with Writer.open(tmp_path / "a.kb") as writer:
        writer.add("test", [labor, country])
    linker = NameLinker(ontology, BASE, KnowledgeBase.open(tmp_path / "a.kb"))
    text = "Prices rose, the Labor Department said. The Labour Department agreed."
    mentions = found_in(text, Labor_Department="GovernmentBody", Labour_Department="GovernmentBody")
    found = linker(mentions, document(text))
    assert {m.text: e.key for m, e in found.items()} == {
        "Labor Department": "Q1",
        "Labour Department": "",
    }


@pytest.mark.parametrize("words", ["She", "The Minister"])
def test_a_pronoun_or_a_description_is_its_thing_and_no_name_of_it(words, world):
    text = f"Ana Ruiz spoke in Paris, Texas. {words} left."
    named, city, state = found_in(text, Ana_Ruiz="Person", Paris="City", Texas="Region")
    (seen,) = found_in(text, **{words.replace(" ", "_"): "Person"})
    seen = replace(seen, name="Ana Ruiz", referring=True)
    found = world([named, city, state, seen], document(text))
    assert found[seen] == found[named] == world([named], document(text))[named]
    assert found[seen].aliases == frozenset()
