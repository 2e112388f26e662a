"""What a knowledge base has from the start, as it comes with the package."""

from pathlib import Path

import pytest

from kg import ontology as ontologies
from kg.errors import ConfigError
from kg.link.kb import KnowledgeBase, NameKind, installed


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeBase:
    path = tmp_path_factory.mktemp("kb") / "base.kb"
    installed.write(path, ontologies.load(), small=True)
    return KnowledgeBase.open(path)


@pytest.fixture(scope="module")
def whole() -> KnowledgeBase:
    return KnowledgeBase.open(installed.default(ontologies.load()))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("U.S.", "Q30"),
        ("Venezuelan", "Q717"),
        ("Czech Republic", "Q213"),
        ("Burma", "Q836"),
        ("Nova Scotia", "Q1952"),
        ("Bavaria", "Q980"),
        ("Kiev", "Q1899"),
        ("London", "gn2643743"),
        ("São Paulo", "gn3448439"),
        ("IAEA", "Q41984"),
        ("Chevron Corporation", "Q319642"),
    ],
)
def test_names_of_the_news_mean_what_they_usually_mean(name, key, base):
    assert base.named(name)[0].thing.key == key


def test_a_name_that_several_have_finds_all_of_them(base):
    georgias = {known.thing.key: known.thing.type for known in base.named("Georgia")}
    assert georgias == {"Q230": "Country", "Q1428": "Region"}
    assert len(base.named("Springfield")) > 5


def test_a_city_lies_where_it_lies(base):
    caracas = base.named("Caracas")[0].thing
    assert caracas.same_as == ("https://sws.geonames.org/3646738/",)
    assert caracas.within == ("Q717",)
    assert caracas.point == pytest.approx((10.5, -66.9), abs=0.1)


def test_a_city_of_the_gazetteer_is_the_one_of_geonames(base):
    (kyiv,) = {known.thing.key: known.thing for known in base.named("Kyiv")}.values()
    assert "http://www.wikidata.org/entity/Q1899" in kyiv.same_as
    assert "https://sws.geonames.org/703448/" in kyiv.same_as
    assert kyiv.point is not None


def test_a_city_in_a_state_lies_in_both(base):
    portlands = {known.thing.within for known in base.named("Portland")}
    assert ("Q724", "Q30") in portlands  # Maine
    assert ("Q824", "Q30") in portlands  # Oregon
    assert ("Q1904", "Q16") in {known.thing.within for known in base.named("London")}  # Ontario
    assert ("Q36687", "Q408") in {known.thing.within for known in base.named("Geelong")}  # Victoria


def test_the_district_of_a_city_is_not_what_its_name_means(base):
    assert {known.thing.type for known in base.named("Birmingham")} == {"City"}


def test_nouns_and_endings_of_the_gazetteer_are_no_things(base):
    kinds = {type for _, type, _, _ in base.statistics()}
    assert kinds & {"NounKind", "NameEnding", "GenderWord", "GeneralNoun"} == set()


def test_the_default_is_written_once(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ontology = ontologies.load()
    path = installed.default(ontology, small=True)
    assert path.parent == tmp_path / "kg"
    before = path.stat().st_mtime_ns
    assert installed.default(ontology, small=True) == path
    assert path.stat().st_mtime_ns == before


def test_other_terms_make_another_default(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix gaz: <https://w3id.org/news-kg/gazetteer#> .\n"
        "@prefix kg: <https://w3id.org/news-kg/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        'gaz:larn-docks a kg:Facility ; skos:prefLabel "Larn Docks"@en .\n'
    )
    path = installed.default(ontologies.load(own), small=True)
    assert KnowledgeBase.open(path).named("Larn Docks")[0].thing.key == "gaz:larn-docks"
    assert path != installed.default(ontologies.load(), small=True)


def test_a_home_that_cannot_be_written_is_no_hindrance(tmp_path, temporary, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert installed.default(ontologies.load(), small=True).is_relative_to(temporary)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "file"))
    with pytest.raises(ConfigError, match="--kb FILE"):
        installed.default(ontologies.load(), small=True)


def test_territories_have_one_id_each_and_no_code_twice():
    text = Path("ontology/territories.tsv").read_text(encoding="utf-8")
    codes = [line.split("\t")[0] for line in text.splitlines() if not line.startswith("#")]
    assert len(codes) == len(set(codes)) > 600


@pytest.mark.parametrize(
    ("short", "region"),
    [("Calif.", "Q99"), ("La.", "Q1588"), ("W. Va.", "Q1371"), ("Ont.", "Q1904"), ("TX", "Q1439")],
)
def test_regions_go_by_how_news_shortens_them(short, region, base):
    assert region in [known.thing.key for known in base.named(short)]


def test_the_small_one_is_another_file(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    ontology = ontologies.load()
    small = installed.default(ontology, small=True)
    assert small.name == f"base-{installed.fingerprint(ontology, small=True)}.kb"
    assert installed.fingerprint(ontology, small=True) != installed.fingerprint(ontology)
    assert KnowledgeBase.open(small).named("Venezuela")[0].thing.key == "Q717"


@pytest.mark.parametrize(
    ("name", "key", "type"),
    [
        ("Angela Merkel", "Q567", "Person"),
        ("Everton", "Q5794", "SportsTeam"),
        ("Manchester United", "Q18656", "SportsTeam"),
        ("NYPD", "Q328473", "GovernmentBody"),
        ("U.S. Senate", "Q66096", "GovernmentBody"),
        ("Dow", "Q180816", "StockIndex"),
        ("NBA", "Q155223", "SportsLeague"),
        ("Harvard University", "Q13371", "University"),
        ("Exxon Mobil", "Q156238", "Company"),
        ("Fort Wayne", "Q49268", "City"),
    ],
)
def test_the_whole_one_knows_who_is_in_the_news(name, key, type, whole):
    found = {known.thing.key: known.thing.type for known in whole.named(name)}
    assert found.get(key) == type


def test_a_person_has_a_country_and_a_year_and_goes_by_the_surname_only_with_support(whole):
    merkel = whole.thing("Q567")
    assert (merkel.within, merkel.born) == (("Q183",), 1954)
    kinds = {known.thing.key: known.name.kind for known in whole.named("Merkel")}
    assert kinds["Q567"] is NameKind.PART


def test_a_city_has_the_ids_of_wikidata_and_of_geonames(whole):
    london = whole.thing("gn2643743")
    assert london == whole.thing("Q84")
    assert london.key == "Q84"
    assert set(london.same_as) >= {
        "http://www.wikidata.org/entity/Q84",
        "https://sws.geonames.org/2643743/",
    }


def test_a_country_is_there_once(whole):
    france = {known.thing.key for known in whole.named("France") if known.thing.type == "Country"}
    assert france == {"Q142"}


def test_each_source_of_things_has_a_licence(whole):
    credits = whole.credits()
    assert sum(things for _, _, things in credits) > 600_000
    assert all(licence for _, licence, _ in credits)
