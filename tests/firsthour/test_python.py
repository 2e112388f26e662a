"""The first hour in Python: what a path, a text and a store do, and what is said where they are wrong."""

import datetime
from importlib.metadata import version
from pathlib import Path

import pandas
import pytest

import kg
from kg.errors import ConfigError, SourceError, StoreError
from kg.store import Embedded

RUIZ = "Former minister Ana Ruiz was charged with bribery in Quito on Wednesday."
OIL = "Chevron exports Venezuelan oil to the United States."
CHARGES = Path(__file__).parents[1] / "queries" / "who-is-charged" / "data.trig"


@pytest.fixture
def story(tmp_path: Path) -> Path:
    path = tmp_path / "story.txt"
    path.write_text(RUIZ)
    return path


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.build(kg.read_text(RUIZ, published="2026-03-12"), texts=[OIL])


# --- what is not there raises before anything is done


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("storey.txt", r"storey.txt: no such file or folder; did you mean '.*story.txt'\?$"),
        ("*.html", r"\*.html: matches no file; quote patterns, and use \*\* for any depth$"),
        ("nowhere/story.txt", r"no such file or folder; there is no folder '.*nowhere' either$"),
    ],
)
def test_path_that_is_not_there_raises_and_makes_no_store(name, told, story, tmp_path):
    with pytest.raises(SourceError, match=told):
        kg.build(story, tmp_path / name, store=tmp_path / "store")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["story.txt"]


def test_address_that_none_can_be_raises():
    with pytest.raises(SourceError, match=r"^https://…@b\.example: has a user in it; "):
        kg.build("https://a@b.example/c")


@pytest.mark.parametrize("text", [RUIZ, f"{RUIZ}\n\n{OIL}", "Nothing happened. " * 100])
def test_text_in_the_place_of_a_path_is_told(text):
    with pytest.raises(
        SourceError, match=r"…: no such file; to read a text itself, give texts=\[…]$"
    ):
        kg.build(text)


def test_sources_may_be_a_list_or_a_tuple(story):
    other = story.with_name("oil.txt")
    other.write_text(OIL)
    whole = kg.build(story, other)
    assert kg.build([story, str(other)]).quads == whole.quads
    assert kg.build((story,), other).quads == whole.quads
    with pytest.raises(SourceError, match=r"storey\.txt: no such file or folder"):
        kg.build([story, story.with_name("storey.txt")])


def test_set_in_the_place_of_a_path_is_told(story):
    with pytest.raises(ConfigError, match=r"^sources: a set is no path; give each path by itself"):
        kg.build({story})


@pytest.mark.parametrize("nothing", [{}, {"texts": []}, {"texts": ()}])
def test_build_of_nothing_is_told(nothing, tmp_path):
    told = r"^build: nothing is named; give files, folders or documents, or texts=\[…\]$"
    with pytest.raises(ConfigError, match=told):
        kg.build(**nothing, store=tmp_path / "store")
    assert list(tmp_path.iterdir()) == []


def test_graph_of_what_failed_says_so():
    graph = kg.build(texts=[{"foo": "bar"}])
    failure = graph.report.failures[0].message
    assert failure.startswith("texts[0]: has no text; have: foo; ")
    assert repr(graph) == f"<Graph: 0 documents, 0 facts, 0 triples; 1 failure: {failure}>"
    assert "texts[0]: has no text; have: foo; " in graph._repr_html_()


def test_version_is_that_of_the_package():
    assert kg.__version__ == version("news-kg")


def test_what_cannot_be_read_within_a_folder_is_counted(story):
    (story.parent / "empty.txt").write_text("")
    report = kg.build(story.parent).report
    assert (report.documents, [Path(each.document).name for each in report.failures]) == (
        1,
        ["empty.txt"],
    )


# --- texts


def test_texts_and_documents_become_one_graph(graph):
    charged = graph.query("who-is-charged").records()
    assert [row["accusedLabel"] for row in charged] == ["Ana Ruiz"]
    assert (graph.report.documents, len(graph.documents)) == (2, 2)


def test_time_of_a_text_is_that_of_its_publication(graph):
    days = graph.query("SELECT ?day { ?event a kg:Charge ; kg:time ?day }").records()
    assert days == [{"day": datetime.date(2026, 3, 11)}]


def test_same_text_is_the_same_article():
    first, second = kg.read_text(RUIZ), kg.read_text(RUIZ)
    assert first == second
    assert first.id != kg.read_text(OIL).id
    assert kg.read_text(RUIZ, url="https://news.example/a").id == "https://news.example/a"


def test_texts_may_be_dictionaries_like_lines_of_json(tmp_path):
    texts = [
        {"headline": "Minister charged", "body": RUIZ, "date": datetime.date(2026, 3, 12)},
        {"text": OIL, "url": "https://news.example/oil", "title": float("nan")},
        {"title": "no text"},
        "",
        7,
        kg.read_text("Nothing happened."),
    ]
    report = kg.build(texts=texts, date="2026-03-01", store=tmp_path / "store").report
    assert report.documents == 3
    assert [each.message for each in report.failures] == [
        "texts[2]: has no text; have: title; name it with --field text=NAME",
        "texts[3]: has no text",
        "texts[4]: is a int; give a string, a dictionary or a Document",
    ]
    days = kg.open(tmp_path / "store").query(
        "SELECT ?day { GRAPH ?a { ?a schema:datePublished ?day } } ORDER BY ?day"
    )
    day = datetime.date
    assert [row["day"] for row in days.records()] == [
        *(day(2026, 3, 1), day(2026, 3, 1), day(2026, 3, 12))
    ]


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (RUIZ, r"^texts: is one text; give a list of them: texts=\[…]$"),
        ({"text": RUIZ}, r"^texts: is one text; give a list of them: texts=\[…]$"),
        (
            pandas.DataFrame({"text": [RUIZ]}),
            r"^texts: is a data frame; give its rows: texts=frame",
        ),
    ],
)
def test_texts_that_are_no_list_are_told(texts, told):
    with pytest.raises(ConfigError, match=told):
        kg.build(texts=texts)


def test_rows_of_a_frame_are_texts():
    frame = pandas.DataFrame(
        {"text": [RUIZ, OIL], "published": [pandas.Timestamp("2026-03-12"), None]}
    )
    assert kg.build(texts=frame.to_dict("records")).report.documents == 2
    assert kg.build(texts=frame["text"], date=datetime.date(2026, 3, 12)).report.documents == 2


def test_date_may_be_one_of_python():
    assert kg.read_text(RUIZ, published=datetime.date(2026, 3, 12)).published == "2026-03-12"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"published": "yesterday"}, "date: 'yesterday' has no year of four digits; write it like"),
        ({"published": "03/04/2026"}, "date: '03/04/2026' may be 2026-03-04 or 2026-04-03"),
    ],
)
def test_date_of_a_text_that_cannot_be_read_is_told(options, told):
    with pytest.raises(ConfigError, match=told):
        kg.read_text(RUIZ, **options)


def test_empty_text_is_told():
    with pytest.raises(SourceError, match=r"^text: has no text$"):
        kg.read_text(" \n")


# --- open


def test_store_is_opened_for_questions(graph, tmp_path):
    kg.build(kg.read_text(RUIZ, published="2026-03-12"), texts=[OIL], store=tmp_path / "store")
    opened = kg.open(str(tmp_path / "store"))
    assert opened.quads == graph.quads
    assert len(opened) == len(graph)
    assert opened.documents == graph.documents
    assert opened.serialize("trig") == graph.serialize("trig")
    assert repr(opened) == f"<Graph in '{tmp_path / 'store'}': 2 documents>"
    assert str(opened.why("Ana Ruiz", "chargedWith")) == str(graph.why("Ana Ruiz", "chargedWith"))
    assert opened.to_pandas(claims=True).equals(graph.to_pandas(claims=True))


def test_store_is_opened_while_another_writes_to_it(tmp_path):
    kg.build(texts=[RUIZ], store=tmp_path / "store")
    with Embedded.open(tmp_path / "store"):
        assert len(kg.open(tmp_path / "store").query("who-is-charged")) == 1


def test_files_are_opened_together(graph, tmp_path):
    first, second = graph.save(tmp_path / "a.trig"), tmp_path / "b.nq"
    second.write_text("<urn:a> <urn:b> <urn:c> .\n_:x <urn:b> _:y .\n")
    for opened in (kg.open(first, second), kg.open([first, str(second)])):
        assert len(opened) == len(graph) + 2
        assert opened.query("ASK { <urn:a> <urn:b> <urn:c> }").boolean
        assert sum(1 for _ in opened.to_rdflib().quads()) == len(graph) + 2


def test_report_of_what_was_opened_is_told_to_be_unknown():
    with pytest.raises(ConfigError, match=r"^report: what a build did is not kept in a graph; "):
        kg.open(CHARGES).report  # noqa: B018


@pytest.mark.parametrize(
    ("places", "error", "told"),
    [
        (["nowhere"], StoreError, "^nowhere: no store is there; make one with kg build --store"),
        (["nowhere.trig"], SourceError, "^nowhere.trig: cannot be read: No such file"),
        (["."], StoreError, "^.: a folder with something else in it; give a new or empty one"),
        (
            ["http://localhost:7878"],
            ConfigError,
            "an address is not opened; bring it into a file: kg pull --from",
        ),
        ([], ConfigError, "^open: nothing is named; give the folder of a store, or RDF files"),
        (["a.trig", "nowhere"], ConfigError, "^nowhere: not an RDF file; open one store, or files"),
        (["story.txt"], ConfigError, "^story.txt: no RDF syntax is called that"),
    ],
)
def test_what_cannot_be_opened_is_told(places, error, told, story, monkeypatch):
    monkeypatch.chdir(story.parent)
    with pytest.raises(error, match=told):
        kg.open(*places)
    assert [path.name for path in story.parent.iterdir()] == ["story.txt"]


# --- pandas


def test_facts_and_answers_are_frames(graph):
    facts = graph.to_pandas()
    assert ["Ana Ruiz", "chargedWith", "bribery"] in facts[
        ["subject", "predicate", "object"]
    ].to_numpy().tolist()
    assert str(facts["published"].dtype) == "datetime64[s]"
    assert str(graph.query("documents").to_pandas().iloc[:, 0].dtype) == "string"
