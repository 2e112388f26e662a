"""Signs for and against a candidate: each alone, on bases made by hand."""

from dataclasses import replace

import pytest

from kg import data
from kg.link.around import around
from kg.link.candidates import Candidate, lasting
from kg.link.commonness import commonness
from kg.link.context import Context
from kg.link.decide import Decision, Question
from kg.link.kb import Name, NameKind, Thing
from kg.link.kb.lookup import Known
from kg.link.occupations import fields, spoken
from kg.link.signs import of_article, of_name
from kg.topics import Topic

FINLAND, NORWAY = "Q33", "Q20"
DRIVER = Thing(
    key="Q1",
    type="Person",
    label="Kimi Larn",
    description="racing driver",
    count=60,
    within=(FINLAND,),
    member=("Q900",),
    born=1979,
)
POET = Thing(
    key="Q2", type="Person", label="Kimi Larn", description="poet", count=60, within=(NORWAY,), born=1890, died=1921
)  # fmt: skip
PEOPLES = {"finnish": FINLAND, "norwegian": NORWAY}


def candidate(thing: Thing, words: str = "Kimi Larn", kind: NameKind = NameKind.LABEL) -> Candidate:
    return Candidate(Known(thing, Name(words, kind)), words)


def decided(text: str, *things: Thing, name: str = "Kimi Larn", **context: object) -> Decision:
    places = [(text.index(name), text.index(name) + len(name))]
    found = around(text, places, PEOPLES)
    return Question(
        tuple(candidate(thing, name) for thing in things), Context(**context), {}, found
    ).decided()  # type: ignore[arg-type]


def signs(thing: Thing, text: str = "Kimi Larn won.", **context: object) -> set[str]:
    places = [(text.index("Kimi Larn"), text.index("Kimi Larn") + 9)]
    found = around(text, places, PEOPLES)
    return {name for name, _ in of_article(candidate(thing), Context(**context), {}, found)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Finnish driver Kimi Larn came second.", "Q1"),
        ("The poet Kimi Larn was honoured.", "Q2"),
        ("Kimi Larn, a driver for Acme, came second.", "Q1"),
        ("Kimi Larn, 29, a Norwegian, was honoured.", "Q2"),
        ("Kimi Larn (Norwegian) was honoured.", "Q2"),
        ("Kimi Larn was a poet of some note.", "Q2"),
        ("The poet, Kimi Larn, was honoured.", "Q2"),
    ],
)
def test_what_stands_beside_a_name_tells_namesakes_apart(text: str, key: str) -> None:
    meant = decided(text, DRIVER, replace(POET, died=None)).meant
    assert meant is not None
    assert meant.known.thing.key == key


def test_somebody_who_does_something_else_is_not_meant() -> None:
    assert decided("Kimi Larn won.", DRIVER).meant is not None
    assert decided("The prosecutor, Kimi Larn, declined.", DRIVER).none > 0.2
    assert decided("Norwegian lawyer Kimi Larn declined.", DRIVER).meant is None


def test_somebody_told_by_age_and_town_is_nobody_whom_readers_know() -> None:
    assert decided("Kimi Larn, 42, of Nordvik, pleaded guilty.", DRIVER).meant is None


def test_nobody_acts_before_birth_or_after_death() -> None:
    assert "not born" in signs(replace(DRIVER, born=2005), year=2010)
    assert "not born" not in signs(DRIVER, year=2010)
    assert "dead" in signs(replace(DRIVER, died=2001), year=2010)
    assert "dead" not in signs(replace(DRIVER, died=2009), year=2010)
    assert "history" in signs(POET)
    assert decided("Kimi Larn spoke.", replace(DRIVER, born=2005), year=2010).meant is None


def test_bodies_that_are_spoken_of_speak_for_those_who_belong_to_them() -> None:
    assert "body" in signs(DRIVER, keys={"Q900"})
    mate = Context()
    mate.learn(replace(DRIVER, key="Q3", label="Ana Ruiz"))
    assert "body" in signs(DRIVER, bodies=mate.bodies)
    team = Thing(key="Q900", type="SportsTeam", label="Larn Racing")
    assert "itself" in {n for n, _ in of_article(candidate(team), Context(bodies=mate.bodies))}


def test_the_topic_speaks_for_teams_athletes_and_firms() -> None:
    assert "sport" in signs(DRIVER, topic=Topic.SPORT)
    assert "no sport" in signs(POET, topic=Topic.SPORT)
    firm = Thing(key="Q4", type="Company", label="Larn")
    assert "market" in {n for n, _ in of_article(candidate(firm), Context(topic=Topic.MARKET))}


def test_what_the_article_is_about_speaks_for_who_does_it() -> None:
    about = spoken("The poet read a poem; novelists and other novelists listened to the poet.")
    assert "field" in signs(POET, fields=about)
    assert "other field" in signs(DRIVER, fields=about)


def test_common_names_are_rather_those_of_others() -> None:
    assert commonness("John Smith") > commonness("Michael Levine") > commonness("Kimi Larn")
    rare = decided("Kimi Larn spoke.", DRIVER)
    smith = candidate(replace(DRIVER, label="John Smith"), "John Smith")
    common = Question((smith,)).decided()
    assert common.none > 2 * rare.none


def test_one_word_for_somebody_is_not_enough() -> None:
    for kind in (NameKind.ALIAS, NameKind.PART):
        larn = candidate(DRIVER, "Larn", kind)
        assert Question((larn,)).decided().meant is None


def test_a_label_is_more_than_another_name() -> None:
    airline = Thing(key="Q5", type="Company", label="Larn Air", count=100)
    owner = Thing(key="Q6", type="Company", label="Acme Air", count=300)
    found = Question(
        (candidate(airline, "Larn Air"), candidate(owner, "Larn Air", NameKind.ALIAS))
    ).decided()
    assert found.ranked[0][0].known.thing == airline


def test_every_sign_has_a_weight() -> None:
    lines = (data.find("ontology") / "signs.tsv").read_text(encoding="utf-8").splitlines()
    weights = {line.split("\t")[0] for line in lines if not line.startswith("#")}
    for kind in NameKind:
        for thing in (DRIVER, replace(DRIVER, type="City"), replace(DRIVER, type="Law")):
            (found,) = of_name([candidate(thing, "LA", kind)])
            assert {name for name, _ in found} <= weights


def test_words_for_what_people_do_are_of_fields() -> None:
    assert fields("Liverpool striker") == {"sport/soccer"}
    assert fields("prime minister") == {"politics"}
    assert fields("a passer-by") == frozenset()


def test_words_that_may_be_of_several_fields_do_not_speak_against_anybody() -> None:
    director = replace(DRIVER, description="film director")
    found = signs(director, "The spokesman Kimi Larn won.")
    assert not {"occupation", "other occupation"} & found


def test_a_report_of_one_sport_is_not_about_athletes_of_another() -> None:
    text = "The golfer made a birdie, missed a putt, and took a bogey at the last hole of the golf course."
    assert "other sport" in signs(DRIVER, fields=spoken(text))
    assert "field" in signs(replace(DRIVER, description="golfer"), fields=spoken(text))


def test_a_state_behind_a_town_is_looked_for_in_its_description_too() -> None:
    vail = Thing(
        key="Q7", type="City", label="Vail", description="place in Colorado", within=("Q30",)
    )
    colorado, iowa = {"Q1261": "Colorado"}, {"Q1546": "Iowa"}
    assert "beside" in {name for name, _ in of_article(candidate(vail), Context(), colorado)}
    assert "beside another" in {name for name, _ in of_article(candidate(vail), Context(), iowa)}


def test_a_title_before_several_people_is_that_of_each() -> None:
    text = "Senators Ana Ruiz and Kimi Larn were charged."
    assert "other occupation" in signs(replace(POET, description="painter"), text)


def test_an_article_without_a_word_of_what_somebody_does_is_rather_about_another() -> None:
    actor = replace(DRIVER, description="film actor")
    assert "unspoken" in signs(actor, mentioned=frozenset({"law", "police"}))
    assert "unspoken" not in signs(actor, mentioned=frozenset({"law", "screen"}))


def test_a_country_behind_somebody_says_nothing_of_where_they_lie() -> None:
    found = of_article(candidate(DRIVER), Context(), {FINLAND: "Finland"})
    assert not {"beside", "beside another"} & {name for name, _ in found}


def test_a_state_right_behind_a_name_is_that_of_a_place() -> None:
    work = Thing(key="Q8", type="CreativeWork", label="Cannon Ball", description="film")
    mine = replace(work, type="Facility", description="mine in North Dakota")
    dakota = {"Q1207": "North Dakota"}
    assert "beside another" in {name for name, _ in of_article(candidate(work), Context(), dakota)}
    assert "beside another" not in {n for n, _ in of_article(candidate(mine), Context(), dakota)}


def test_the_body_says_what_a_post_is() -> None:
    text = "Kimi Larn, the chairman of Acme Steel, called it a sad day."
    bodies = {"acme steel": "business", "larn party": "politics"}
    places = [(0, 9)]
    assert around(text, places, PEOPLES).sure == frozenset()
    assert around(text, places, PEOPLES, bodies).sure == {"business"}
    politician = replace(DRIVER, description="politician")
    names = {
        name
        for name, _ in of_article(
            candidate(politician), Context(), {}, around(text, places, PEOPLES, bodies)
        )
    }
    assert "other occupation" in names


def test_a_father_is_not_his_son() -> None:
    text = "Kimi Larn, Jr. (D-DE), spoke."
    father, son = replace(DRIVER, label="Kimi Larn Sr."), replace(DRIVER, key="Q3")
    assert "other generation" in signs(father, text)
    assert "other generation" not in signs(son, text)
    assert "other generation" not in signs(father, "Kimi Larn spoke.")


def test_somebody_of_whom_the_article_says_no_more_than_a_common_name_is_another() -> None:
    smith = candidate(replace(POET, label="John Smith", died=None), "John Smith")
    said = {"words": {"john", "smith", "a", "poem"}, "mentioned": frozenset()}

    def agrees(**context: object) -> float:
        found = dict(of_article(smith, Context(**{**said, **context})))  # type: ignore[arg-type]
        return found.get("nothing agrees, person", 0.0)

    assert agrees() > 0.9
    assert agrees(fields=fields("poet")) == 0.0
    assert agrees(words=frozenset()) == 0.0  # no article was asked about


def test_how_rare_a_name_is_and_how_often_it_is_meant_speak_for_somebody_all_the_same() -> None:
    rare, known = (replace(POET, died=None, count=count) for count in (60, 4000))
    words: dict[str, object] = {"words": {"kimi", "larn"}}
    seldom, often = (
        dict(of_article(candidate(thing), Context(**words)))["nothing agrees, person"]  # type: ignore[arg-type]
        for thing in (rare, known)
    )
    assert 0.0 < often < seldom < 0.5


def test_a_part_in_capitals_of_which_nothing_is_said_is_no_body() -> None:
    network = Thing(key="Q5", type="Company", label="Larn Television", count=60)
    short = candidate(network, "LTV", NameKind.ALIAS)
    assert "nothing agrees, body" in {n for n, _ in of_article(short, Context(words={"ltv"}))}
    spoken = Context(words={"ltv", "television", "larn", "the"})
    assert "nothing agrees, body" not in {n for n, _ in of_article(short, spoken)}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The dealer, aka Kimi Larn, fled.", "told as an alias"),
        ("Dr. Kimi Larn, M.D., 66, was found guilty.", "aged"),
    ],
)
def test_how_an_article_tells_of_somebody_speaks_against_who_is_known(text: str, sign: str) -> None:
    assert sign in signs(DRIVER, text)
    assert sign not in signs(DRIVER)


def test_senators_in_a_list_are_not_told_by_their_towns() -> None:
    assert "resident" not in signs(
        DRIVER, "Senator Kimi Larn of Illinois, Senator Ana Ruiz of Ohio"
    )
    assert "resident" in signs(DRIVER, "Kimi Larn of Nordvik, Ill., pleaded guilty.")


def test_what_others_do_before_an_office_hardly_speaks_against_somebody_in_one() -> None:
    lawyer = replace(DRIVER, description="lawyer")
    assert "before an office" in signs(lawyer, "Senator Kimi Larn spoke.")
    assert "other occupation" in signs(DRIVER, "Senator Kimi Larn spoke.")


def test_envoys_are_not_of_the_country_that_they_are_sent_to() -> None:
    sent = signs(
        replace(DRIVER, description="diplomat"), "The ambassador to Norway, Kimi Larn, spoke."
    )
    assert "other people" not in sent


def test_juniors_are_called_so() -> None:
    junior = replace(DRIVER, label="Kimi Larn Jr.")
    assert "generation unsaid" in signs(junior)
    assert "generation unsaid" not in signs(DRIVER)


def test_datelines_are_towns_and_what_stands_shortened_behind_one_is_a_state() -> None:
    town = candidate(Thing(key="Q6", type="City", label="Larn", count=600), "Larn")
    state = candidate(Thing(key="Q7", type="Region", label="Nordvik", count=600), "Nordvik")

    def found(each: Candidate, text: str, name: str) -> set[str]:
        own = around(text, [(text.index(name), text.index(name) + len(name))], {})
        return {sign for sign, _ in of_article(each, Context(), {}, own)}

    assert "dateline" in found(town, "LARN (AP) - A jury met.", "LARN")
    assert "dateline" not in found(town, "They met in LARN (AP).", "LARN")
    assert "behind a town" in found(state, "He is of Larn, Ndv., and rich.", "Ndv.")
    assert "behind a town" not in found(state, "He is of Nordvik, and rich.", "Nordvik")


def test_a_report_of_one_sport_does_not_speak_for_who_is_in_another() -> None:
    golfer = replace(DRIVER, description="golfer")
    tennis = {"topic": Topic.SPORT, "fields": frozenset({"sport/tennis"})}
    found = signs(golfer, "She beat the sixth seed, Kimi Larn.", **tennis)
    assert "other sport" in found
    assert not found & {"sport", "occupation", "perhaps its occupation"}


def test_a_firm_is_meant_before_its_brand_and_who_came_after_one_that_ended() -> None:
    firm = Thing(key="Q8", type="Company", label="Larn", count=700)
    brand = replace(firm, key="Q9", description="mobile phone brand", count=28)
    found = of_name([candidate(firm, "Larn"), candidate(brand, "Larn")])
    assert [("brand of another", 1.0) in own for own in found] == [False, True]
    ended = candidate(replace(firm, description="1912-1995 maker of aircraft"), "Larn")
    after = candidate(replace(firm, key="Q10", label="Larn Martin"), "Larn", NameKind.ALIAS)
    assert lasting([ended, after], 2010) == (after,)
    assert lasting([ended, after], 1990) == (ended, after)
    assert lasting([ended], 2010) == (ended,)
