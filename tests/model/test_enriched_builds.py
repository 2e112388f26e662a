"""``kg build --enrich`` and ``kg.build(enrich=True)``, from articles to answers."""

import json
from pathlib import Path

import pytest

import kg
from kg import cli
from kg.errors import ConfigError
from kg.link.kb import Thing, Writer
from kg.link.kb.schema import USER
from kg.store import Embedded
from kg.validate import validate

GRAPH = "https://w3id.org/news-kg/knowledge/mine"
TEXTS = {
    "mines.txt": "Ana Ruiz was charged with bribery in Quito on 9 March 2026.\n",
    "docks.txt": "Ana Ruiz met Leo Ott in Madrid on 10 March 2026.\n",
    "rain.txt": "Rain fell in Quito on 11 March 2026.\n",
}


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A knowledge base with a person, a party and a country."""
    path = tmp_path_factory.mktemp("kb") / "mine.kb"
    with Writer.open(path) as writer:
        writer.add(
            "list",
            (
                Thing(key="Q29", type="Country", label="Spain", count=5000),
                Thing(key="Q100", type="PoliticalParty", label="Larn Party"),
                Thing(
                    key="Q99",
                    type="Person",
                    label="Ana Ruiz",
                    description="Spanish politician",
                    count=900,
                    within=("Q29",),
                    member=("Q100",),
                    born=1961,
                ),
            ),
            rank=USER,  # who is in it is meant
        )
    return path


@pytest.fixture
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "news" / name).write_text(text)
    return tmp_path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        cli.main([str(each) for each in arguments])
    return int(end.value.code or 0)


def lines(store: str) -> list[str]:
    with Embedded.read_only(Path(store)) as embedded:
        return sorted(map(str, embedded.quads()))


def enriched(store: str) -> list[str]:
    return [line for line in lines(store) if line.endswith(f"<{GRAPH}>")]


BUILD = ("build", "news", "--extractors", "rules", "--date", "2026-03-12")


def test_a_build_says_how_much_was_added(news, mine, capsys):
    assert run(*BUILD, "--kb", mine, "--enrich", "-o", "g.trig", "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["enrichment"] == 15
    assert run(*BUILD, "--kb", mine, "--enrich") == 0
    assert "enrichment     15   triples of the knowledge base, apart" in capsys.readouterr().out
    assert run(*BUILD, "--kb", mine) == 0
    assert "apart" not in capsys.readouterr().out


def test_two_processes_write_the_same_bytes(news, mine):
    assert run(*BUILD, "--kb", mine, "--enrich", "-o", "one.trig", "-q") == 0
    assert run(*BUILD, "--kb", mine, "--enrich", "-o", "two.trig", "-q", "--workers", "2") == 0
    assert (news / "one.trig").read_bytes() == (news / "two.trig").read_bytes()
    assert f"<{GRAPH}> {{" in (news / "one.trig").read_text()


def test_a_file_without_graphs_is_as_without_it(news, mine):
    run(*BUILD, "--kb", mine, "--enrich", "--no-ontology", "-o", "with.ttl", "-q")
    run(*BUILD, "--kb", mine, "--no-ontology", "-o", "without.ttl", "-q")
    assert (news / "with.ttl").read_bytes() == (news / "without.ttl").read_bytes()


def test_a_store_keeps_it_as_long_as_an_article_links_the_thing(news, mine):
    run(*BUILD, "--kb", mine, "--enrich", "--store", "s", "-q")
    whole = enriched("s")
    assert any("Spanish politician" in line for line in whole)
    assert run("remove", "news/mines.txt", "--store", "s") == 0
    assert enriched("s") == whole
    assert run("remove", "news/docks.txt", "--store", "s") == 0
    assert enriched("s") == []
    assert run("validate", "--store", "s") == 0


def test_a_changed_file_takes_it_along(news, mine):
    run(*BUILD, "--kb", mine, "--enrich", "--store", "s", "-q")
    for name in ("mines.txt", "docks.txt"):
        (news / "news" / name).write_text("Leo Ott was charged with bribery in Quito.\n")
    run(*BUILD, "--kb", mine, "--enrich", "--store", "s", "-q")
    assert enriched("s") == []
    run(*BUILD, "--kb", mine, "--enrich", "--store", "fresh", "-q")
    assert lines("s") == lines("fresh")


def test_articles_are_read_anew_when_it_is_asked_for(news, mine, capsys):
    run(*BUILD, "--kb", mine, "--store", "s", "-q")
    assert enriched("s") == []
    assert run(*BUILD, "--kb", mine, "--enrich", "--store", "s") == 0
    assert "why: options 3" in capsys.readouterr().out
    assert enriched("s")
    run(*BUILD, "--kb", mine, "--store", "s", "-q")
    run(*BUILD, "--kb", mine, "--store", "never", "-q")
    assert lines("s") == lines("never")


def test_articles_are_read_anew_with_another_knowledge_base(news, capsys):
    run(*BUILD, "--kb", "small", "--store", "s", "-q")
    assert run(*BUILD, "--kb", "small", "--store", "s") == 0
    assert "3   in the store already" in capsys.readouterr().out
    assert run(*BUILD, "--store", "s") == 0
    assert "why: knowledge base 3" in capsys.readouterr().out


def test_kg_toml_can_ask_for_it(news, mine):
    (news / "kg.toml").write_text(f'[build]\nenrich = true\nkb = "{mine}"\n')
    assert run(*BUILD, "-o", "g.trig", "-q") == 0
    assert f"<{GRAPH}> {{" in (news / "g.trig").read_text()


def test_python_builds_it_and_explains_it(mine):
    graph = kg.build(texts=list(TEXTS.values()), kb=mine, enrich=True, extractors=["rules"])
    assert graph.report.enrichment == 15
    assert len(graph.quads) == len(graph)
    assert validate(graph.quads).conforms
    (row,) = graph.query("who-is-from", country="Spain").records()
    assert (row["entityLabel"], row["description"], row["articles"]) == (
        "Ana Ruiz",
        "Spanish politician",
        2,
    )
    assert "birth date: 1961" in str(graph.why("Ana Ruiz"))
    assert not graph.query("SELECT ?x { ?x kg:country ?y }").rows


def test_python_takes_the_small_part_of_what_comes_along():
    graph = kg.build(texts=["Rain fell in Caracas on Monday."], kb="small", extractors=["rules"])
    assert any(quad.object.value.endswith("/3646738/") for quad in graph.facts)


def test_facts_alone_have_no_graph_to_put_it_in(mine):
    with pytest.raises(ConfigError, match="enrich: without provenance there are facts alone"):
        kg.build(texts=["Rain fell."], enrich=True, provenance="none")
