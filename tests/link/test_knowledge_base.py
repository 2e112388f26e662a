"""The knowledge base as a file: what goes in comes out by any of its names, and sources keep their ranks."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.link.kb import KnowledgeBase, Name, NameKind, Thing, Writer
from kg.link.kb.fold import acronym, core, fold, sound
from kg.link.kb.schema import IMPORTED, INSTALLED, USER

LARN = Thing(
    key="Q1", type="City", label="Larn", names=(Name("Laarn"),), count=40, point=(54.9, -5.8)
)
LARN_ABROAD = Thing(key="Q2", type="City", label="Larn", count=3, within=("Q9",))
UNION = Thing(
    key="Q3",
    type="Organization",
    label="Larn Dockers and Sailors Union Ltd",
    names=(Name("Larnish", NameKind.DEMONYM),),
    same_as=("http://www.wikidata.org/entity/Q3",),
)

Write = Callable[..., KnowledgeBase]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(things: Iterable[Thing]) -> KnowledgeBase:
        with Writer.open(tmp_path / "a.kb", organizations=["Organization"]) as writer:
            writer.add("test", things)
        return KnowledgeBase.open(tmp_path / "a.kb")

    return written


def keys(found: Iterable) -> list[str]:
    return [known.thing.key for known in found]


@pytest.mark.parametrize("name", ["Larn", "LARN", "the Larn", "Lárn"])
def test_a_name_is_found_however_it_is_written(name, write):
    assert keys(write([LARN, LARN_ABROAD]).named(name)) == ["Q1", "Q2"]


def test_what_is_meant_more_often_comes_first(write):
    assert keys(write([LARN_ABROAD, LARN]).named("Larn")) == ["Q1", "Q2"]


def test_a_thing_comes_back_whole(write):
    found = write([LARN, UNION])
    assert found.thing("Q1") == Thing(
        key="Q1", type="City", label="Larn", count=40, point=(54.9, -5.8)
    )
    assert found.thing("Q3").same_as == UNION.same_as
    assert [name.name for name in found.names_of("Q1")] == ["Larn", "Laarn"]
    assert found.thing("Q8") is None


@pytest.mark.parametrize("name", ["LDSU", "Larn Dockers and Sailors Union", "Larnish"])
def test_bodies_go_by_initials_and_without_their_legal_form(name, write):
    assert keys(write([LARN, UNION]).named(name)) == ["Q3"]


def test_places_have_no_initials(write):
    place = Thing(key="Q4", type="City", label="Saint Mary of the Larn Water")
    assert keys(write([place]).named("SMLW")) == []


@pytest.mark.parametrize("name", ["Lahrn", "Larnn", "Lorn"])
def test_what_sounds_so_is_found(name, write):
    assert keys(write([LARN]).sounding(name)) == ["Q1"]


def test_what_only_sounds_a_little_so_is_not(write):
    assert keys(write([Thing(key="Q5", type="City", label="Alauren")]).sounding("Larn")) == []


def test_search_goes_from_the_same_to_the_alike(write):
    longer = Thing(key="Q6", type="Facility", label="Larn Docks")
    assert keys(write([longer, LARN]).search("larn")) == ["Q1", "Q6"]


def test_search_counts_each_thing_once_before_it_looks_further(write):
    twice = Thing(key="Q6", type="City", label="Larn", names=(Name("Larn A"), Name("Larn B")))
    alike = Thing(key="Q7", type="City", label="Lern")
    assert keys(write([twice, alike]).search("larn", 2)) == ["Q6", "Q7"]


def test_the_users_source_has_the_last_word_and_the_rest_adds_names_and_counts(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        writer.add("dump", [Thing(key="Q1", type="City", label="Larne", count=90)], rank=IMPORTED)
        writer.add("base", [Thing(key="Q1", type="City", label="Larn Town")], rank=INSTALLED)
        writer.add("mine", [Thing(key="Q1", type="Facility", label="Larn")], rank=USER)
    with_names = KnowledgeBase.open(path)
    for name in ("Larne", "Larn Town", "Larn"):
        (found,) = with_names.named(name)
        assert found.thing.key == "Q1"
    assert with_names.thing("Q1").label == "Larn"
    assert with_names.thing("Q1").type == "Facility"


def test_what_the_user_entered_tells_the_class_of_a_name(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        city = Thing(key="gn1", type="City", label="Phoenix", count=1650)
        writer.add("installed", [city, Thing(key="gn2", type="City", label="Larn")], rank=INSTALLED)
        own = [
            Thing(key="c2", type="Company", label="Phoenix", names=(Name("Phoenix Solar"),)),
            Thing(key="c3", type="Company", label="Acme"),
            Thing(key="p3", type="Person", label="Acme"),
            Thing(key="x", type="Entity", label="Vik"),
        ]
        writer.add("mine.csv", own, rank=USER)
    base = KnowledgeBase.open(path)
    names = ("Phoenix", "phoenix solar", "Larn", "Acme", "Vik", "Nobody")
    assert [base.own_type(name) for name in names] == ["Company", "Company", None, None, None, None]


def test_names_tell_how_often_they_stand_for_which_classes(write):
    club = Thing(
        key="Q5",
        type="SportsTeam",
        label="Larn F.C.",
        names=(Name("Larn"), Name("Dockers", NameKind.PART), Name("LFC")),
        count=99,
    )
    found = write([LARN, LARN_ABROAD, UNION, club]).classes(
        ["LARN", "the Larn", "Larnish", "Dockers", "Lfc", "LFC", "Nobody", ""]
    )
    larn = {"City": 41.0 + 4.0, "SportsTeam": 50.0}
    assert found == {"LARN": larn, "the Larn": larn, "LFC": {"SportsTeam": 50.0}}


def test_what_the_user_entered_counts_most(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        writer.add("installed", [LARN], rank=INSTALLED)
        writer.add("mine.csv", [Thing(key="c", type="Company", label="Larn")], rank=USER)
    weights = KnowledgeBase.open(path).classes(["Larn"])["Larn"]
    assert weights["Company"] > 100 * weights["City"]


def test_a_source_that_comes_again_replaces_what_it_gave(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        writer.add("one", [LARN])
        writer.add("two", [UNION])
    with Writer.open(path, base=path) as writer:
        assert writer.add("one", [LARN_ABROAD]) == 1
    found = KnowledgeBase.open(path)
    assert keys(found.named("Larn")) == ["Q2"]
    assert keys(found.sounding("Laarn")) == ["Q2"]
    assert found.thing("Q3") is not None


def test_two_keys_of_one_thing_are_one(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        writer.add("towns", [Thing(key="gn7", type="City", label="Larn", count=40)])
        writer.add("dump", [Thing(key="Q1", type="City", label="Larne")])
        writer.alike([("gn7", "Q1")])
    found = KnowledgeBase.open(path)
    assert keys(found.named("Larn")) == keys(found.named("Larne")) == ["Q1"]
    assert found.thing("gn7") == found.thing("Q1")
    assert found.thing("Q1").count == 40


def test_a_thing_of_wikidata_that_says_its_geonames_id_is_the_city_that_is_installed(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        towns = [Thing(key="gn7", type="City", label="Larn", count=40, point=(54.9, -5.8))]
        writer.add("towns", towns, rank=INSTALLED)
        same = ("http://www.wikidata.org/entity/Q1", "https://sws.geonames.org/7/")
        writer.add("dump", [Thing(key="Q1", type="Entity", label="Larne", same_as=same)])
    found = KnowledgeBase.open(path)
    (town,) = found.named("Larn")
    assert (town.thing.key, town.thing.type, town.thing.label) == ("Q1", "City", "Larn")
    assert (town.thing.point, found.thing("gn7").same_as) == ((54.9, -5.8), same)


def test_the_same_things_make_the_same_bytes(tmp_path):
    for name in ("a.kb", "b.kb"):
        with Writer.open(tmp_path / name) as writer:
            writer.add("test", [LARN, UNION])
    assert (tmp_path / "a.kb").read_bytes() == (tmp_path / "b.kb").read_bytes()


def test_what_fails_leaves_what_was_there(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        writer.add("test", [LARN])
    before = path.read_bytes()
    with pytest.raises(ConfigError, match="comes twice"), Writer.open(path, base=path) as writer:
        writer.add("more", [UNION, UNION])
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_job_goes_on_where_it_was_stopped(tmp_path, monkeypatch):
    path = tmp_path / "a.kb"
    monkeypatch.setattr("kg.link.kb.writer._BATCH", 10)
    things = [Thing(key=f"Q{n}", type="City", label=f"Town {n}") for n in range(1, 36)]

    def stopped():
        yield from enumerate(things[:25], start=1)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Writer.open(path, job="towns") as writer:
        writer.add_lines("dump", stopped())
    assert not path.exists()
    with Writer.open(path, job="towns") as writer:
        reached = writer.reached()
        assert writer.add_lines("dump", enumerate(things[reached:], start=reached + 1)) == 35
    assert reached == 20
    assert "job line" not in KnowledgeBase.open(path).about()


def test_another_job_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.link.kb.writer._BATCH", 1)

    def broken():
        yield LARN
        raise RuntimeError

    with pytest.raises(RuntimeError), Writer.open(tmp_path / "a.kb", job="towns") as writer:
        writer.add("dump", broken())
    with Writer.open(tmp_path / "a.kb", job="villages") as writer:
        assert writer.reached() == 0
        writer.add("dump", [UNION])
    assert KnowledgeBase.open(tmp_path / "a.kb").thing("Q1") is None


@pytest.mark.parametrize("job", [None, "towns"])
def test_what_cannot_be_begun_leaves_nothing_and_is_told_in_one_line(job, tmp_path, monkeypatch):
    def full(*rest: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("kg.link.kb.writer.views", full)
    with (
        pytest.raises(ConfigError, match=r"a\.kb: cannot be written \(database or disk is full\)"),
        Writer.open(tmp_path / "a.kb", job=job),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_what_is_no_knowledge_base_is_told(tmp_path):
    with pytest.raises(ConfigError, match="is not there; make it: kg kb build"):
        KnowledgeBase.open(tmp_path / "none.kb")
    (tmp_path / "text.kb").write_text("not a database at all, but long enough to look like one" * 9)
    with pytest.raises(ConfigError, match="is no knowledge base"):
        KnowledgeBase.open(tmp_path / "text.kb")


def test_a_file_of_another_form_is_told(tmp_path, write):
    write([LARN]).close()
    connection = sqlite3.connect(tmp_path / "a.kb")
    connection.execute("UPDATE about SET value = '0' WHERE name = 'version'")
    connection.commit()
    connection.close()
    with pytest.raises(ConfigError, match="another release"):
        KnowledgeBase.open(tmp_path / "a.kb")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S.A.", "USA"),
        ("Côte d'Ivoire", "Cote d’Ivoire"),
        ("Al-Shabaab", "al Shabaab"),
        ("Straße", "STRASSE"),
        ("The Hague", "Hague"),
    ],
)
def test_one_name_written_in_two_ways_folds_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Guinea", "Guinea-Bissau"), ("Niger", "Nigeria")])
def test_other_names_stay_others(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qaddafi", "Gadhafi"),
        ("Zelensky", "Zelenskyy"),
        ("Tchaikovsky", "Chaikovski"),
        ("Khartoum", "Khartum"),
    ],
)
def test_transliterations_sound_alike(one, other):
    assert sound(fold(one)) == sound(fold(other))


def test_a_name_of_nothing_but_marks_is_no_name():
    assert fold("—") == ""
    assert sound(fold("—")) == ""
    assert core(fold("Co.")) == "co"
    assert acronym("Bank of 3 Rivers") is None


def test_a_person_comes_back_with_years_and_what_they_belong_to(write):
    ruiz = Thing(
        key="Q8",
        type="Person",
        label="Ana Ruiz",
        within=("Q717",),
        member=("Q3", "Q9"),
        born=1961,
        died=2020,
    )
    assert write([ruiz]).thing("Q8") == ruiz


def test_sources_of_one_person_add_years_and_bodies(tmp_path):
    path = tmp_path / "a.kb"
    with Writer.open(path) as writer:
        own = Thing(key="Q8", type="Person", label="Ana Ruiz", member=("Q3",), born=1961)
        writer.add("mine", [own], rank=USER)
        other = Thing(
            key="Q8", type="Person", label="A. Ruiz", member=("Q9", "Q3"), born=1960, died=2020
        )
        writer.add("dump", [other], rank=IMPORTED)
    found = KnowledgeBase.open(path).thing("Q8")
    assert (found.member, found.born, found.died) == (("Q3", "Q9"), 1961, 2020)
