"""How the table of things is drawn: what a thing is, which of its names are fit, and which rows are one."""

import gzip
import lzma
from pathlib import Path

import pytest

from kg import places
from training.entities import __main__ as drawing
from training.entities import aliases, kinds, made, pack, priors, regions, same, told, towns, words
from training.entities.rows import Entity


def entity(type: str, label: str, description: str = "", *names: str, **fields) -> Entity:
    given = {"id": "Q1", "prior": 500, "sources": "k"} | fields
    return Entity(type=type, label=label, description=description, aliases=list(names), **given)


def cleaned(own: Entity, *others: Entity) -> Entity:
    every = [own, *others]
    aliases.clean(own, words.Words(every, ["wax", "blanket", "target"]), words.Owners(every))
    return own


@pytest.mark.parametrize(
    "name",
    [
        "ISO 3166-1:CA",
        "CDN",
        "CA",
        "US-CA",
        "Cnada",
        "CANADA",
        "Canada's",
        "canada",
        "History of Canada",
        "the capital of Canada",
        "Канада",
        "Canada " * 12,
        "Environmental Integrity Group",
    ],
)
def test_names_that_no_news_writes_are_left_out(name):
    assert cleaned(entity("Country", "Canada", "", name)).aliases == []


@pytest.mark.parametrize(
    ("type", "label", "name"),
    [
        ("GovernmentBody", "New York City Police Department", "NYPD"),
        ("GovernmentBody", "Federal Reserve System", "Fed"),
        ("Organization", "International Federation of Association Football", "FIFA"),
        ("SportsTeam", "FC Barcelona", "Barça"),
        ("SportsTeam", "Manchester United F.C.", "Man United"),
        ("City", "New York City", "NYC"),
        ("Company", "Chevrolet Larn", "Chevy"),
        ("Country", "United Arab Larn", "UAL"),
        ("Country", "Larn", "Republic of Larn"),
    ],
)
def test_short_names_that_news_uses_stay(type, label, name):
    assert name in cleaned(entity(type, label, "", name)).aliases


def test_the_people_of_a_place_are_not_the_place():
    canada = cleaned(entity("Country", "Canada", "", "Canadian"))
    assert (canada.aliases, canada.demonyms) == ([], ["Canadian"])
    larn = cleaned(entity("Region", "Byelorussian Soviet Republic", "", "Byelorussian"))
    assert (larn.aliases, larn.demonyms) == ([], ["Byelorussian"])


def test_what_was_ever_typed_for_a_thing_needs_something_of_its_name():
    typed = ["Larn Way", "Ana Ladn", "ana larn", "Laran", "Colonel Warden", "AL", "Anna", "Bo"]
    known = cleaned(entity("Person", "Ana Larn", "", *typed, prior=900))
    assert known.aliases == ["Larn Way", "Colonel Warden"]
    assert known.parts == ["AL"]


def test_what_several_labels_have_is_no_misspelling():
    others = [entity("Person", f"{name} E. San", id="Q2") for name in ("Ana", "Bo", "Coe")]
    ford = entity("Person", "Ana Ruiz", "", "Ana E. Ruiz", "Ana Ruis", "Anna Ruiq", prior=900)
    assert cleaned(ford, *others).aliases == ["Ana E. Ruiz", "Ana Ruis"]
    club = entity("Organization", "Larn United", "", "Son Larn United", "LarnUnited", "Larnunited")
    assert cleaned(club, *others).aliases == ["Son Larn United", "LarnUnited"]
    plural = entity("PeopleGroup", "Larner", "", "Larners")
    some = [entity("Organization", "Larner Guild", id=f"Q{n}") for n in range(3, 6)]
    assert cleaned(plural, *some).aliases == ["Larners"]


def test_what_is_said_about_a_thing_is_no_name_of_it():
    about = ("Larn United roster", "Criticism of Larn United", "Larn United truck", "Larn shop")
    assert cleaned(entity("Organization", "Larn United", "", *about)).aliases == []


def test_a_name_that_follows_the_own_one_in_a_longer_label_is_that_of_another():
    longer = entity("Company", "Larn EMC", id="Q2", prior=300)
    firm = cleaned(entity("Company", "Larn Inc.", "", "EMC", "EMK"), longer)
    assert firm.aliases == ["EMK"]


def test_nobody_is_a_body_and_an_airport_is_no_code():
    player = entity("Person", "Bo Berg", id="Q2")
    club = entity("SportsTeam", "Larn United", "", "Bo Berg", "The Reds", "Larn Director")
    assert cleaned(club, player).aliases == ["The Reds"]
    airport = cleaned(entity("Facility", "LRN", "", "Larn", "Larn Air Base", "Larn Field"))
    assert (airport.label, airport.aliases) == ("Larn Air Base", ["LRN", "Larn", "Larn Field"])


def test_what_a_firm_has_bought_keeps_its_name_and_a_place_too():
    bought = entity("Company", "Larn Airways", id="Q2", prior=700)
    firm = cleaned(entity("Company", "Moro Airlines", "", "Larn Airways", prior=900), bought)
    assert "Larn Airways" not in firm.aliases
    region = entity("Region", "Southern Larn", id="Q3", prior=100)
    school = cleaned(
        entity("University", "University of Southern Larn", "", "Southern Larn"), region
    )
    assert (school.aliases, school.parts) == ([], ["Southern Larn"])


def test_a_newspaper_does_not_go_by_the_name_of_another_one():
    paper = entity("MediaOrganization", "Larn News", "", "The Moro Sun", "Larn Sun", sources="h")
    assert cleaned(paper).aliases == ["Larn Sun"]


def test_the_name_of_somebody_else_is_left_out():
    other = entity("Person", "John Miller", id="Q2", prior=10)
    assert cleaned(entity("Person", "Ana Ruiz", "", "John Miller"), other).aliases == []


def test_surnames_and_nicknames_are_parts():
    others = [entity("Person", f"Peyton {name}") for name in ("Ash", "Berg", "Coe") * 6]
    singer = entity("Person", "Ana Ruiz", "", "Ruiz", "Wax", "Peyton", "The Sheriff", "AFR")
    singer = cleaned(singer, *others)
    assert singer.aliases == ["AFR", "The Sheriff"]
    assert singer.parts == ["Ruiz", "Wax"]


def test_surnames_of_the_well_known_are_parts_of_the_one_who_is_meant_most():
    known = entity("Person", "Ana Ruiz", prior=800)
    other, noble = entity("Person", "Bo Ruiz", prior=600), entity("Person", "Ilia II of Georgia")
    aliases.surnames([other, known, noble])
    assert [each.parts for each in (known, other, noble)] == [["Ruiz"], [], []]


def test_a_name_in_the_order_of_a_list_is_turned_around():
    assert cleaned(entity("Person", "Ana Maria Ruiz", "", "Ruiz, Ana")).aliases == ["Ana Ruiz"]
    assert cleaned(entity("City", "Larn", "", "Larn, Ohio")).aliases == []


def test_names_of_what_is_meant_more_often_are_left_out_or_parts():
    apple = entity("Company", "Larn Apple", "", "Target", "Moro")
    target = entity("Company", "Target", id="Q2", prior=900)
    moro = entity("City", "Moro", id="Q3", prior=900)
    apple = cleaned(apple, target, moro)
    assert (apple.aliases, apple.parts) == ([], ["Moro"])


def test_a_club_may_go_by_the_name_of_its_town():
    town = entity("City", "Larn", id="Q2", prior=900)
    assert "Larn" in cleaned(entity("SportsTeam", "Larn F.C."), town).aliases


@pytest.mark.parametrize(
    ("type", "label", "names"),
    [
        ("Company", "Avco (United States)", ["Avco"]),
        ("Region", "Larn County, Ohio", ["Larn County"]),
        ("City", "Larn, Ohio", ["Larn"]),
        ("SportsTeam", "Hertha BSC", ["Hertha"]),
        ("SportsTeam", "Michigan State Spartans football", ["Michigan State Spartans"]),
        ("Person", "John D. Smith", ["John Smith"]),
        ("Person", "Robin Pemberton, Baron Kingsdown", ["Robin Pemberton", "Baron Kingsdown"]),
        ("Person", "Karl Pöhl", ["Karl Poehl"]),
        ("University", "University of California, Berkeley", ["UC Berkeley"]),
        ("GovernmentBody", "United States Department of Justice", ["U.S. Department of Justice"]),
        ("Court", "Supreme Court of the United States", ["U.S. Supreme Court"]),
        ("GovernmentBody", "Ministry of Finance", ["Finance Ministry"]),
        ("StockIndex", "FTSE 100 Index", ["FTSE 100"]),
        ("Company", "Larn.com", ["Larn"]),
    ],
)
def test_names_are_made_from_labels(type, label, names):
    found = list(made.names(entity(type, label)))
    assert [name for name in names if name not in found] == []


@pytest.mark.parametrize(
    ("type", "label", "description", "kind"),
    [
        ("Index", "DAX", "", "StockIndex"),
        ("Other", "Larn 40", "Stock market index of Larn", "StockIndex"),
        ("Event", "Premier League", "football competition", "SportsLeague"),
        ("Event", "Larn Cup", "football competition", "Entity"),
        ("Organization", "National Hockey League", "", "SportsLeague"),
        ("Organization", "Major League Baseball", "other organisation in Peru", "SportsLeague"),
        ("Organization", "Larn Trust", "other organisation in Peru", "Organization"),
        ("Other", "The Queen", "2006 film by Stephen Frears", "CreativeWork"),
        ("Organization", "Bones", "American crime drama television series", "CreativeWork"),
        ("Organization", "Larn Band", "American hip hop band", "Organization"),
        ("Other", "Minister of Mines", "public office (Kenya)", "Position"),
        ("Other", "Pulitzer Prize for Poetry", "", "Prize"),
        ("Other", "Larn national football team", "", "SportsTeam"),
        ("Other", "Miami Larns", "National Football League franchise in Miami", "SportsTeam"),
        (
            "University",
            "Larn County School District",
            "education organisation in Peru",
            "Organization",
        ),
        ("University", "University of Larn", "education organisation in Peru", "University"),
        ("GovernmentBody", "NYPD", "government organisation in United States", "GovernmentBody"),
        ("GovernmentBody", "Bank of Larn", "central bank of Larn", "GovernmentBody"),
        ("Region", "Larn", "department of Uruguay", "Region"),
        ("Organization", "Nutbush", "unincorporated community in Tennessee", "City"),
        ("Region", "Larn College", "newspaper in Georgia, United States", "Region"),
        ("Person", "Ana Ruiz", "film director", "Person"),
        ("Person", "Sprinter", "Vehicle built by Daimler", "Person"),
        ("Company", "Larn Studios", "American film and television production company", "Company"),
        ("Organization", "LGBT", "initialism for several groups", "Entity"),
        ("Person", "Larn Caucus", "Caucus of members of a congress", "Organization"),
        ("Company", "Larn Park Police", "operator (police)", "GovernmentBody"),
        ("GovernmentBody", "Larn Air Force", "air warfare branch of Larn's military", "ArmedForce"),
        ("Other", "Larn Star", "military decoration of Larn's armed forces", "Prize"),
        ("Other", "Larners", "citizens or residents of Larn", "PeopleGroup"),
        ("Other", "Larnite", "adherent of a religion", "PeopleGroup"),
        ("Organization", "Larn Institution", "American think tank", "Organization"),
        (
            "Company",
            "Larn Major League",
            "Professional soccer league in North America",
            "SportsLeague",
        ),
        ("Company", "Larn Images", "Stock photo agency", "Company"),
        ("Product", "Larn Windows", "family of operating systems for computers", "Product"),
        ("Other", "Larnus", "family of insects", None),
        ("Region", "province of Burundi", "administrative division", None),
        ("Region", "canton of Larn", "canton of Switzerland", "Region"),
        ("Person", "minister of Japan", "Japanese minister", "Position"),
        ("Other", "Peru–Chile relations", "", None),
        ("Other", "blanket", "", None),
        ("Other", "class M planet", "", None),
        ("Product", "iPhone", "", "Product"),
    ],
)
def test_what_a_thing_is(type, label, description, kind):
    assert kinds.kind(entity(type, label, description)) == kind


@pytest.mark.parametrize(
    ("description", "country", "born", "died", "left"),
    [
        ("American football player (United States of America, born 1994)", "US", 1994, None,
         "American football player"),
        ("French artist, French, 1767 - 1824", "FR", 1767, 1824, "French artist"),
        ("American politician (1885-1945)", "US", 1885, 1945, "American politician"),
        ("member of Bundestag (Germany)", "DE", None, None, "member of Bundestag"),
        ("Governor of Delaware (Us) 2009–2017", "US", None, None, "Governor of Delaware 2009–2017"),
        ("South African golfer (born 1969)", "ZA", 1969, None, "South African golfer"),
        ("Member of the Chamber of Deputies of Mexico 2003–2006", "MX", None, None,
         "Member of the Chamber of Deputies of Mexico 2003–2006"),
        ("singer", "", None, None, "singer"),
    ],
)  # fmt: skip
def test_what_a_description_tells(description, country, born, died, left):
    own = entity("Person", "Ana Ruiz", description)
    told.tell(own)
    assert (own.country, own.born, own.died, own.description) == (country, born, died, left)


@pytest.mark.parametrize(
    ("description", "country"),
    [
        ("football club in Malaysia", "MY"),
        ("healthcare organisation in United States", "US"),
        ("political party in URY", "UY"),
        ("city in Brazil", "BR"),
        ("place in Texas, United States", "US"),
    ],
)
def test_a_body_lies_in_a_country(description, country):
    own = entity("Organization", "Larn", description)
    told.tell(own)
    assert own.country == country


def test_a_source_whose_licence_is_not_clear_gives_no_description():
    own = entity("Person", "Ana Ruiz", "member of US Congress", licence="CC0; GPL-3")
    told.tell(own)
    assert own.description == ""


def test_members_belong_to_the_one_body_of_that_name_in_their_country():
    here = entity("GovernmentBody", "Bundestag", id="Q5", country="DE")
    there = entity("GovernmentBody", "Bundestag", id="Q6", country="AT")
    member = entity("Person", "Ana Ruiz", "member of Bundestag", country="DE")
    stranger = entity("Person", "Bo Berg", "member of Bundestag", country="PE")
    told.join([here, there, member, stranger])
    assert (member.member, stranger.member) == (["Q5"], [])


def test_rows_of_one_thing_are_merged_under_the_id_that_is_meant_most():
    one = entity("Person", "Ana Ruiz", "painter, sculptor", born=1961, sources="q")
    two = entity("Person", "Ana Ruíz", "French painter", "A. Ruiz", id="Q2", born=1961, prior=600)
    other = entity("Person", "Ana Ruiz", "painter", id="Q3", born=1990)
    found = same.merge([one, two, other], words.Words([]))
    assert [(each.id, each.also, each.sources) for each in found] == [
        ("Q2", ["Q1"], "kq"),
        ("Q3", [], "k"),
    ]


def merged(*some: Entity) -> list[tuple[str, list[str]]]:
    every = [entity("Company", "bank", "bank bank of a department", id="Q99")] * 3
    return [(each.id, each.also) for each in same.merge(some, words.Words(every))]


def test_two_people_of_one_source_are_two_whatever_they_have_in_common():
    one = entity("Person", "Ana Ruiz", "footballer", born=1989, country="CN", sources="q")
    two = entity("Person", "Ana Ruiz", "footballer", born=1989, country="CN", sources="q", id="Q2")
    assert merged(one, two) == [("Q1", []), ("Q2", [])]


def test_of_clubs_of_one_name_the_known_one_stays_and_lends_nobody_its_id():
    club = "football club in Peru"
    known = entity("SportsTeam", "Larn F.C.", club, country="PE")
    rare = entity("SportsTeam", "Larn F.C.", club, country="PE", id="Q2", prior=20)
    assert merged(known, rare) == [("Q1", [])]
    equal = entity("SportsTeam", "Larn F.C.", club, country="PE", id="Q3", prior=490)
    assert merged(known, equal) == [("Q1", []), ("Q3", [])]


def test_firms_that_share_another_name_are_one_but_not_those_of_other_countries():
    firm = entity("Company", "Larnbus", "European aircraft manufacturer", "Larnbus SE")
    group = entity("Company", "Larnbus Group", "aerospace group", "Larnbus SE", id="Q2", prior=400)
    abroad = entity("Company", "Larnbus", "company organisation in Peru", id="Q3", country="PE")
    india = entity("Company", "Larnbus", "company organisation in India", id="Q4", country="IN")
    assert merged(firm, group, abroad, india) == [("Q1", ["Q2"]), ("Q3", []), ("Q4", [])]


def test_a_body_that_two_sources_class_differently_is_one_where_its_name_is_its_own():
    name = "Larnia Department of Wildlife"
    body = entity("GovernmentBody", name, "government organisation in Peru", country="PE")
    operator = entity("Company", name, "operator (protected area)", id="Q2", prior=100)
    assert merged(body, operator) == [("Q1", ["Q2"])]
    anybodys = entity("Organization", "Bank of a Department", "operator (school)", id="Q3", prior=9)
    other = entity("GovernmentBody", "Bank of a Department", "ministry", id="Q4", country="PE")
    assert merged(anybodys, other) == [("Q3", []), ("Q4", [])]


def test_hospitals_of_one_name_are_several():
    one = entity("Organization", "St. Larn Hospital", "healthcare organisation", country="US")
    two = entity("Organization", "St. Larn Hospital", "hospital", country="US", id="Q2")
    assert merged(one, two) == [("Q1", []), ("Q2", [])]
    campus = [entity("University", "Larn University", id=id, country="US") for id in ("Q3", "Q4")]
    assert merged(*campus) == [("Q3", [])]


def test_a_brand_with_the_name_of_a_known_firm_goes_by_its_longer_name():
    firm = entity("Company", "Larn", "telecommunications firm", country="US", prior=700)
    brand = entity("Company", "Larn", "mobile phone brand", "Larn Mobility LLC", "Moro", id="Q2")
    assert merged(firm, brand) == [("Q1", []), ("Q2", [])]
    assert (brand.label, brand.aliases) == ("Larn Mobility LLC", ["Moro"])


def test_a_region_of_iso_3166_is_the_row_of_its_name_in_its_country():
    pampa = entity("Region", "La Pampa", "province of Argentina", country="AR")
    town = entity("Region", "La Pampa", "second-level division in Peru", country="PE", id="Q2")
    assert regions.ids([pampa, town]) == {"AR-L": "Q1"}


def test_quotations_of_a_namesake_count_for_nobody_else():
    known = entity("Person", "Ana Ruiz", sources="qw", prior=700)
    namesake = entity("Person", "Ana Ruiz", id="Q2", sources="qs", prior=600)
    alone = entity("Person", "Bo Berg", id="Q3", sources="qs", prior=600)
    priors.correct([known, namesake, alone])
    assert known.prior == 700
    assert namesake.prior < 300
    assert alone.prior == 600


def test_what_is_used_online_counts_as_firms_do_and_works_less():
    site = entity("Product", "Larnspace", "Social networking website", prior=600)
    film = entity("CreativeWork", "Larn", "2006 film", id="Q2", prior=600)
    people = entity("PeopleGroup", "Larners", "citizens or residents of Larn", id="Q3", prior=0)
    priors.correct([site, film, people])
    assert (site.prior, film.prior, people.prior) == (600, 360, 500)


def test_rare_things_with_the_name_of_what_is_meant_more_often_go_but_people_stay():
    large = entity("Company", "Larn", prior=700)
    small = entity("Company", "Larn", id="Q2", prior=100)
    ruiz, namesake = (
        entity("Person", "Ana Ruiz", id=id, prior=prior) for id, prior in (("Q3", 700), ("Q4", 0))
    )
    assert priors.common([large, small, ruiz, namesake]) == [large, ruiz, namesake]


def test_branches_of_a_firm_that_goes_by_their_name_go():
    firm = entity("Company", "Royal Larn NV", "electronics firm", "Larn", "LRN", prior=700)
    branch = entity("Company", "Larn", "company organisation in Spain", id="Q2", prior=300)
    other = entity("Company", "LRN", "company organisation in Peru", id="Q3", prior=300)
    assert priors.common([firm, branch, other]) == [firm, other]


def test_of_bodies_of_one_name_those_that_nothing_describes_go():
    firm = entity("Company", "Larn Group", "carmaker", prior=600)
    holding = entity("Company", "Larn AG", id="Q2", prior=590)
    band = entity("Organization", "Larn", "English rock band", id="Q3", prior=500)
    assert priors.common([firm, holding, band]) == [firm, band]


def test_a_table_is_drawn_and_packed_and_the_same_each_time(tmp_path: Path):
    rows = (
        "wikidata_id\ttype\tlabel\taliases\tdescription\tprior\tsource\tlicence\n"
        "Q1\tPerson\tAna Ruiz\tDr Ruiz\tminister (Peru, born 1961)\t0.5\tquotebank-speakers\tCC BY 4.0\n"
        "Q2\tPerson\tBo Berg\t\t\t0.4\tsomebody-else\tCC BY-NC 4.0\n"
    )
    source = tmp_path / "entities.tsv.gz"
    source.write_bytes(gzip.compress(rows.encode()))
    for name in ("a.xz", "b.xz"):
        drawing.main(source, tmp_path / name)
    content = (tmp_path / "a.xz").read_bytes()
    assert content == (tmp_path / "b.xz").read_bytes()
    head, _, row = lzma.decompress(content).decode().rpartition("\nQ1\t")
    assert row == "Person\tAna Ruiz\tDr Ruiz\t\tRuiz\tminister\t500\tPE\t1961\t\t\t\ts\n"
    assert "# Source s: Quotebank" in head
    assert head.endswith(pack.COLUMNS.replace(" ", "\t"))


def test_a_source_that_is_missing_is_said(tmp_path: Path, capsys):
    drawing.main(tmp_path / "none.gz", tmp_path / "things.tsv.xz")
    assert "is not there" in capsys.readouterr().out
    assert not (tmp_path / "things.tsv.xz").exists()


def city_of(own: Entity, *others: Entity) -> list[str]:
    """Return the cities of GeoNames that OWN is, beside OTHERS."""
    towns.join([own, *others])
    return own.also


def test_a_town_is_the_one_in_the_state_that_is_told():
    illinois = "county seat in Sangamon County, Illinois, USA"
    assert city_of(entity("City", "Springfield", illinois, country="US")) == ["gn4250542"]
    massachusetts = entity("City", "Springfield", "city in Massachusetts, United States", id="Q2")
    assert city_of(massachusetts) == ["gn4951788"]
    assert city_of(entity("City", "Springfield, Missouri")) == ["gn4409896"]


def test_a_state_and_a_country_of_one_name_are_told_apart_by_their_towns():
    atlanta = entity("City", "Atlanta", "capital city of state of Georgia", country="GE")
    assert city_of(atlanta) == ["gn4180439"]
    assert atlanta.country == "US"
    assert city_of(entity("City", "Batumi", "city in Georgia", country="GE")) == ["gn615532"]


def test_a_town_of_which_no_state_is_told_must_be_far_the_largest():
    assert city_of(entity("City", "Springfield", "city", country="US")) == []
    assert city_of(entity("City", "Chicago", "city", country="US")) == ["gn4887398"]


def test_a_huge_city_is_known_by_another_name_and_as_a_region():
    assert city_of(entity("City", "Kryvyi Rih")) == ["gn703845"]
    oslo = entity("Region", "Oslo", "capital city and county in Norway", country="NO", id="Q585")
    assert oslo.id in {each.wikidata for each in places.territories().values()} or city_of(oslo)


def test_capitals_come_before_the_same_in_small_letters():
    assert cleaned(entity("Company", "American Larn Company", "", "Alc", "ALC")).aliases == ["ALC"]


def test_the_state_georgia_is_not_the_country():
    rapper = entity("Person", "Ana Ruiz", "American rapper from Atlanta, Georgia")
    county = entity("Region", "Larn County", "county in Georgia")
    tbilisi = entity("Organization", "Larn", "university in Tbilisi, Georgia")
    for each in (rapper, county, tbilisi):
        told.tell(each)
    assert [each.country for each in (rapper, county, tbilisi)] == ["US", "US", "GE"]


def test_a_place_without_a_country_is_no_city_of_that_name():
    assert city_of(entity("Place", "Odesa")) == []  # an asteroid
    assert city_of(entity("City", "Santa Cruz", "county seat in California")) == ["gn5393052"]
    assert city_of(entity("City", "Batavia", "capital of the Dutch East Indies", "Jakarta")) == []
    famous = entity("Organization", "Essen", prior=600, id="Q2")
    assert city_of(entity("City", "Essen", prior=87), famous) == []


def test_what_is_described_as_a_city_is_one():
    essen = "city in North Rhine-Westphalia, Germany"
    assert kinds.kind(entity("University", "Essen", essen)) == "City"


def test_a_computer_is_nobody():
    line = "Personal computer line by Apple"
    assert kinds.kind(entity("Person", "Macintosh", line)) == "Product"
    assert kinds.kind(entity("Person", "Ana Ruiz", "American computer scientist")) == "Person"
