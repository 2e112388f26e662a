"""``kg kb`` as a user meets it."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import requests
import servers
from commands import Run
from pyoxigraph import parse

from kg.link.kb import KnowledgeBase
from kg.store import Embedded

THINGS = Path(__file__).parents[1] / "queries" / "kb-things" / "data.trig"

SMALL = ("--from", "small")  # what a new base begins with, where the large one would take its time


@pytest.fixture
def kg(default_base: Path, kg: Run) -> Run:
    return partial(kg, "kb")


def test_search_shows_a_table(kg):
    code, out, _ = kg("search", "Georgia", "--limit", "2")
    assert code == 0
    assert "Q230    Country   Georgia" in out
    assert "state of United States" in out


def test_search_shows_first_what_is_meant_most_often(kg):
    _, out, _ = kg("search", "Everton", "--limit", "3")
    assert "Everton F.C." in out.splitlines()[2]


def test_search_shows_first_what_the_user_entered(tmp_path, kg):
    path, base = tmp_path / "clubs.csv", str(tmp_path / "base.kb")
    path.write_text("id,name,type\nc1,Caracas,Organization\n")
    kg("import", str(path), "--kb", base, *SMALL)
    _, out, _ = kg("search", "Caracas", "--kb", base)
    assert out.splitlines()[2].split()[0] == "c1"


def test_search_for_nothing_says_so(kg):
    assert kg("search", "Xqzvw") == (1, "", "nothing is called 'Xqzvw'\n")


def test_search_is_printed_as_json(kg):
    _, out, _ = kg("search", "Caracas", "--limit", "1", "--json")
    (found,) = json.loads(out)
    assert (found["key"], found["found"], found["within"]) == ("Q1533", "Caracas", ["Q717"])


def test_show_tells_all_about_a_thing(kg):
    _, out, _ = kg("show", "gn3646738")
    assert "Venezuela (Q717)" in out
    assert "https://sws.geonames.org/3646738/" in out


def test_show_of_what_is_not_there_says_where_to_look(kg):
    code, _, err = kg("show", "Q0")
    assert (code, err) == (1, "kg: Q0: is not there; look for its name: kg kb search NAME\n")


def test_a_new_base_begins_with_all_that_comes_along(tmp_path, kg):
    path, base = tmp_path / "people.csv", str(tmp_path / "base.kb")
    path.write_text("id,name,type\np1,Ana Ruiz,person\n")
    assert kg("import", str(path), "--kb", base) == (0, "people.csv: 1 thing\n", "")
    opened = KnowledgeBase.open(Path(base))
    assert [known.thing.key for known in opened.named("Angela Merkel")] == ["Q567"]
    assert "fingerprint" not in opened.about()


def test_a_base_is_built_and_counted(tmp_path, kg):
    code, out, _ = kg("build", "--small", "-o", str(tmp_path / "base.kb"))
    assert code == 0
    assert kg("stats", "--kb", str(tmp_path / "base.kb"))[1] == out
    assert "GeoNames" in out
    assert "CC-BY-4.0" in out


def test_a_table_is_added_and_added_again(tmp_path, kg):
    path, base = tmp_path / "people.csv", str(tmp_path / "base.kb")
    path.write_text("id,name,type\np1,Ana Ruiz,person\np2,Piet Vos,person\n")
    assert kg("import", str(path), "--kb", base, *SMALL)[1] == "people.csv: 2 things\n"
    path.write_text("id,name,type\np1,Ana Maria Ruiz,person\n")
    assert kg("import", str(path), "--kb", base)[1] == "people.csv: 1 thing\n"
    opened = KnowledgeBase.open(Path(base))
    assert [known.thing.key for known in opened.named("Ana Maria Ruiz")] == ["p1"]
    assert opened.named("Piet Vos") == ()
    assert opened.named("Caracas")  # what is installed is there too


def test_the_small_part_of_what_comes_along_has_the_places(kg):
    assert "gn3646738" in kg("search", "Caracas", "--limit", "1", "--kb", "small")[1]
    assert "Q717" in kg("show", "gn3646738", "--kb", "small")[1]
    assert "GeoNames" in kg("stats", "--kb", "small")[1]


def test_a_file_called_small_is_given_with_its_folder(tmp_path, kg, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("people.csv").write_text("id,name,type\np1,Ana Ruiz,person\n")
    code, _, err = kg("import", "people.csv", "--kb", "small")
    assert code == 2
    assert "small comes with kg and stays as it is; name another file, or ./small" in err
    assert kg("import", "people.csv", "--kb", "./small", "--from", "nothing")[0] == 0
    assert "p1" in kg("search", "Ana Ruiz", "--kb", "./small")[1]
    assert kg("search", "Ana Ruiz", "--kb", "small")[0] == 1


def test_a_word_that_is_nearly_one_is_told(kg):
    code, _, err = kg("search", "Caracas", "--kb", "smalt")
    assert (code, err) == (1, "kg: smalt: no knowledge base is there; did you mean 'small'?\n")


@pytest.mark.parametrize(("start", "has_places"), [("small", True), ("nothing", False)])
def test_a_new_base_begins_with_what_is_said(start, has_places, tmp_path, kg):
    path, base = tmp_path / "people.csv", str(tmp_path / "base.kb")
    path.write_text("id,name,type\np1,Ana Ruiz,person\n")
    assert kg("import", str(path), "--kb", base, "--from", start)[0] == 0
    opened = KnowledgeBase.open(Path(base))
    assert bool(opened.named("Caracas")) is has_places
    assert opened.named("Ana Ruiz")


def test_a_base_that_is_there_begins_with_nothing_else(tmp_path, kg):
    path, base = tmp_path / "people.csv", str(tmp_path / "base.kb")
    path.write_text("id,name,type\np1,Ana Ruiz,person\n")
    kg("import", str(path), "--kb", base, "--from", "nothing")
    code, _, err = kg("import", str(path), "--kb", base, "--from", "small")
    assert code == 2
    assert f"--from: {base} is there, and keeps what it has" in err


def test_counts_follow_what_is_added_and_replaced(tmp_path, kg):
    path, base = tmp_path / "people.csv", str(tmp_path / "base.kb")
    path.write_text("id,name,aliases,type\np1,Ana Ruiz,A. Ruiz,person\np2,Piet Vos,,person\n")
    kg("import", str(path), "--kb", base, "--from", "nothing")
    out = kg("stats", "--kb", base)[1]
    assert "people.csv                  2" in out
    assert "Person        2       3" in out
    path.write_text("id,name,type\np1,Ana Ruiz,person\n")
    kg("import", str(path), "--kb", base)
    assert "Person        1       1" in kg("stats", "--kb", base)[1]


def test_a_person_is_shown_with_a_life_and_where_it_is_known_from(kg):
    _, out, _ = kg("show", "Q567")
    assert "born        1954" in out
    assert "country     Germany (Q183)" in out
    assert "(CC" in out.partition("from  ")[2]
    _, out, _ = kg("show", "Q567", "--json")
    shown = json.loads(out)
    assert (shown["born"], shown["died"], shown["within"]) == (1954, None, ["Q183"])
    assert all(source["licence"] for source in shown["sources"])


def test_all_that_comes_along_names_its_sources(kg):
    _, out, _ = kg("stats")
    assert "Wikidata" in out
    assert "CC0-1.0" in out


def test_a_graph_in_files_is_added(tmp_path, kg):
    base = str(tmp_path / "base.kb")
    code, out, err = kg("import", "--data", str(THINGS), "--kb", base, *SMALL)
    assert (code, out, err) == (0, "data.trig: 2 things\n", "")
    opened = KnowledgeBase.open(Path(base))
    (ruiz,) = opened.named("A. Ruiz")
    assert ruiz.thing.key == "https://people.example/ruiz"
    assert ruiz.thing.type == "Person"
    assert ruiz.thing.description == "Minister of Mines until 2024"
    assert "http://www.wikidata.org/entity/Q999999901" in ruiz.thing.same_as
    (docks,) = opened.named("Larn Docks")
    assert docks.thing.point == (54.85, -5.8)


def test_an_endpoint_is_added(tmp_path, kg, oxigraph_server: servers.Server):
    requests.post(
        f"{oxigraph_server.url}/store",
        data=THINGS.read_bytes(),
        headers={"Content-Type": "application/trig"},
        timeout=30,
    ).raise_for_status()
    base = str(tmp_path / "base.kb")
    code, out, err = kg(
        "import", "--endpoint", oxigraph_server.url, "--name", "people", "--kb", base, *SMALL
    )
    assert (code, out, err) == (0, "people: 2 things\n", "")


def test_a_store_of_ones_own_is_added(tmp_path, kg):
    quads = list(parse(path=THINGS))
    with Embedded.open(tmp_path / "store") as store:
        store.replace("https://people.example/list", quads, [])
    base = str(tmp_path / "base.kb")
    asked = ("--store", str(tmp_path / "store"), "--name", "mine", "--kb", base)
    assert kg("import", *asked, *SMALL)[1] == "mine: 2 things\n"


def test_a_query_of_ones_own_decides_what_is_a_thing(tmp_path, kg):
    question = tmp_path / "mine.rq"
    question.write_text(
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"
        "SELECT ?key ?label WHERE { ?key foaf:name ?label } ORDER BY ?key"
    )
    _, out, _ = kg(
        "import",
        *("--data", str(THINGS), "--query", str(question), "--kb", str(tmp_path / "b.kb")),
        *SMALL,
    )
    assert out == "data.trig: 1 thing\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give a FILE, or one of --store DIR"),
        (["a.csv", "--data", str(THINGS)], "give a FILE, or one of --store DIR"),
        (["a.xlsx"], "is neither a table nor a dump"),
        (["a.csv"], "a.csv: cannot be read"),
        (["a.json", "--type", "Q0"], "Q0 has no class here"),
    ],
)
def test_what_cannot_be_added_is_told_and_nothing_is_lost(arguments, message, tmp_path, kg):
    base = tmp_path / "base.kb"
    path = tmp_path / "people.csv"
    path.write_text("id,name\np1,Ana Ruiz\n")
    kg("import", str(path), "--kb", str(base), *SMALL)
    before = base.read_bytes()
    code, _, err = kg("import", *arguments, "--kb", str(base))
    assert code in (1, 2)
    assert message in err
    assert base.read_bytes() == before


def test_a_dump_that_was_stopped_goes_on(tmp_path):
    path, base = tmp_path / "d.json", tmp_path / "base.kb"
    entity = (
        '{{"id":"Q{0}","labels":{{"en":{{"value":"Town {0}"}}}},"claims":{{"P31":[{{"mainsnak":{{"datavalue":'
        '{{"value":{{"id":"Q515"}}}}}}}}]}}}}'
    )
    lines = [entity.format(n) for n in range(900_001, 930_001)]
    whole = "[\n" + ",\n".join(lines) + "\n]\n"
    path.write_text(
        whole[: len(whole) // 2] + "{" + whole[len(whole) // 2 + 1 :]
    )  # broken in the middle
    command = [sys.executable, "-m", "kg", "kb", "import", str(path), "--kb", str(base), *SMALL]
    broken = subprocess.run(command, capture_output=True, text=True, check=False)
    assert broken.returncode == 1
    assert "is no JSON" in broken.stderr
    assert not base.exists()  # nothing half done is there
    path.write_text(whole)  # of the same size: the same job
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "d.json: 30,000 things\n"
    assert KnowledgeBase.open(base).thing("Q930000") is not None
