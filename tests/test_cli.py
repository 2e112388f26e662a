"""The command line, as a user meets it; what needs a trained model is in tests/model/."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, parse

from kg import cli
from kg.store import Embedded

CASES = Path(__file__).parent / "queries"
CHARGES = str(CASES / "who-is-charged" / "data.trig")
COMMANDS = sorted(cli.commands.commands)


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store with the two articles about charges."""
    quads = list(parse(path=CHARGES))
    facts = [quad for quad in quads if not isinstance(quad.graph_name, NamedNode)]
    with Embedded.open(tmp_path / "store") as embedded:
        for document in sorted(
            {q.graph_name.value for q in quads if isinstance(q.graph_name, NamedNode)}
        ):
            graph = [quad for quad in quads if quad.graph_name == NamedNode(document)]
            embedded.replace(document, facts, graph)
    return str(tmp_path / "store")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_ends_with_an_example(command, kg):
    code, out, _ = kg(command, "--help")
    assert code == 0
    assert re.search(rf"\n  Example:  kg {command} \S.*\n$", out)


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["query"], ["query", "who-is-charged", "--data", CHARGES], ["build", "--help"]],
)
def test_commands_that_do_without_a_model_load_none(arguments):
    code = (
        "import sys\nfrom kg.cli import main\n"
        f"try: main({arguments!r})\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'rdflib', 'trafilatura', 'pyshacl'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_version_is_printed(kg):
    code, out, _ = kg("--version")
    assert (code, bool(re.fullmatch(r"kg \d+\.\d+\.\d+\n", out))) == (0, True)


# --- kg query


def test_query_without_a_name_lists_all(kg):
    code, out, _ = kg("query")
    assert code == 0
    assert re.search(r"^who-is-charged +Who is charged with what, and where\?$", out, re.MULTILINE)


def test_query_lists_the_parameters_of_one(kg):
    _, out, _ = kg("query", "timeline", "--list")
    assert out.splitlines()[1] == "  --param entity=…  an entity, by label or IRI"


def test_query_answers_with_a_table(kg):
    code, out, err = kg("query", "who-is-charged", "--data", CHARGES, "-p", "accused=Piet Vos")
    assert (code, err) == (0, "")
    assert "money laundering" in out
    assert "Ana Ruiz" not in out


@pytest.mark.parametrize(
    ("syntax", "start"),
    [("csv", "accused,accusedLabel"), ("json", '{"head"'), ("xml", '<?xml version="1.0"?>')],
)
def test_query_answers_in_the_format_asked_for(syntax, start, kg):
    code, out, _ = kg("query", "who-is-charged", "--data", CHARGES, "--format", syntax)
    assert (code, out.startswith(start)) == (0, True)


def test_query_says_when_nothing_is_found(kg):
    code, _, err = kg("query", "sanctions", "--data", CHARGES)
    assert (code, err) == (0, "nothing found\n")


def test_query_reads_a_store(store, kg):
    code, out, _ = kg("query", "documents", "--store", store, "--format", "csv")
    assert (code, len(out.splitlines())) == (0, 3)


def test_query_reads_standard_input():
    run = subprocess.run(
        [sys.executable, "-m", "kg", "query", "-", "--data", CHARGES],
        input="ASK { ?event a kg:Charge }",
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr) == (0, "yes\n", "")


def test_query_reads_a_file(tmp_path, kg):
    path = tmp_path / "mine.rq"
    path.write_text(
        "# Whose?\n# param who: an entity\nSELECT ?who ?what { ?who kg:chargedWith ?what }"
    )
    code, out, _ = kg(
        "query", str(path), "--data", CHARGES, "-p", "who=Ana Ruiz", "--format", "csv"
    )
    assert (code, len(out.splitlines())) == (0, 2)


def test_reader_that_stops_early_gets_no_traceback():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        run = subprocess.run(
            [sys.executable, "-m", "kg", "query"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert run.stderr == ""


# --- errors


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["bilud"], 2, "no command is called 'bilud'; did you mean 'build'?"),
        (["query", "who-is-charged"], 2, "which graph? Give one of --store DIR, --data FILE, --endpoint URL"),
        (["query", "sanctions", "--store", "a", "--data", "b"], 2, "--store and --data exclude each other; give one"),
        (["query", "sanctions", "--data", CHARGES, "-p", "x"], 2, "--param: 'x' is not NAME=VALUE"),
        (["query", "sanctions", "--fromat", "csv"], 2, "No such option"),
        (["query", "sanctoins", "--data", CHARGES], 1, "kg: queries: no query is called 'sanctoins'; did you mean"),
        (["query", "sanctions", "--data", CHARGES, "-p", "targey=x"], 1, "kg: sanctions: 'targey' is not a parameter; "
         "did you mean 'target'?"),
        (["query", "sanctions", "--data", CHARGES, "-p", "target=Ana Ruis"], 1, "did you mean 'Ana Ruiz'?"),
        (["query", "sanctions", "--store", "nowhere"], 1, "kg: nowhere: no store is there"),
        (["why", "Ana Ruiz", "chargdWith", "--data", CHARGES], 1, "did you mean 'chargedWith'?"),
        (["build", "x.txt", "-o", "-", "--json"], 2, "--json and -o - both want standard output"),
        (["build", "x.txt", "-o", "graph.tig"], 1, "did you mean 'trig'?"),
        (["build", "x.txt", "-o", "/"], 1, "kg: /: cannot be written: it is a folder; name a file in it"),
        (["build", "x.txt", "--field", "text"], 2, "--field: 'text' is not NAME=VALUE"),
        (["build"], 2, "Missing argument 'SOURCES...'"),
        (["validate"], 2, "give FILES or --store DIR, one of the two"),
        (["remove", "x", "--store", "nowhere"], 1, "kg: nowhere: no store is there"),
        (["ontology", "chrage"], 1, "kg: ontology: nothing is called 'chrage'; did you mean 'charge'?"),
    ],
)  # fmt: skip
def test_error_is_told_on_standard_error(arguments, code, message, kg):
    found, out, err = kg(*arguments)
    assert (found, out) == (code, "")
    assert message in err
    assert len(err.splitlines()) == 1 or code == 2


# --- kg why


def test_why_shows_sentence_place_status_and_rule(kg):
    code, out, _ = kg("why", "Ana Ruiz", "chargedWith", "--data", CHARGES)
    lines = [line.strip() for line in out.splitlines()]
    assert code == 0
    assert lines[:4] == [
        "Ana Ruiz charged with bribery",
        "“Former minister Ana Ruiz has been charged with bribery in Quito.”",
        "https://news.example/ruiz, characters 0 to 64",
        "Asserted; by lexicon:charge, confidence 0.9",
    ]


def test_why_shows_speakers_and_steps(kg):
    _, out, _ = kg("why", "Ana Ruiz", "--data", str(CASES / "resolution" / "data.trig"))
    assert "'Ruiz' is Ana Ruiz: family name of Ana Ruiz" in out or "Former minister" in out
    _, out, _ = kg(
        "why", "Norland", "supports", "--data", str(CASES / "who-said-what" / "data.trig")
    )
    assert "said by Eli Brandt through Harbour Watch" in out


def test_why_shows_words_of_the_text_and_events_of_general_classes(kg):
    _, out, _ = kg("why", "Eli Brandt", "--data", str(CASES / "who-said-what" / "data.trig"))
    assert "Eli Brandt description careful man\n" in out
    believed = out.partition("Eli Brandt experiencer Believe: Eli Brandt\n")[2]
    assert "    Asserted; by general, confidence 0.45\n" in believed
    _, out, _ = kg(
        "why", "Norland", "Quality", "--data", str(CASES / "who-said-what" / "data.trig")
    )
    assert out.startswith("Norland theme Be: Norland, exhausted\n")


def test_why_shows_what_was_rejected(kg):
    _, out, _ = kg(
        "why", "Karl Ott", "acquired", "--data", str(CASES / "rejected-candidates" / "data.trig")
    )
    assert out.endswith(
        "Read, but not taken:\n"
        "  Karl Ott acquired bread: acquired takes no Commodity as object (lexicon:buy)\n"
        "    “Karl Ott bought bread.”\n"
    )


def test_why_shows_what_a_name_may_mean(kg):
    _, out, _ = kg("why", "Paris", "--data", str(CASES / "link-candidates" / "data.trig"))
    assert (
        "What the name may mean:\n"
        "  0.92   Paris (gn4717560): 'Paris' is its name; Texas stands behind it\n"
        "         in https://news.example/fire\n"
        "  0.08   Paris (gn2988507): 'Paris' is its name; city of France\n"
    ) in out


def test_why_is_printed_as_json(kg):
    _, out, _ = kg("why", "Ana Ruiz", "chargedWith", "--data", CHARGES, "--json")
    found = json.loads(out)
    assert found["quotes"][0]["sentence"].startswith("Former minister")


# --- kg export, remove, validate


@pytest.mark.parametrize(
    "name", ["graph.trig", "graph.nq", "graph.ttl", "graph.jsonld", "graph.rdf", "graph.nt"]
)
def test_export_writes_every_syntax(name, store, tmp_path, kg):
    code, _, err = kg("export", "--store", store, "-o", str(tmp_path / "new" / name))
    assert (code, err) == (0, "")
    assert len(list(parse(path=tmp_path / "new" / name))) > 20


def test_export_gives_back_what_was_put_in(store, tmp_path, kg):
    kg("export", "--store", store, "-o", str(tmp_path / "back.trig"))
    assert set(parse(path=tmp_path / "back.trig")) == set(parse(path=CHARGES))


def test_export_of_facts_alone_has_no_claims(store, kg):
    code, out, _ = kg("export", "--store", store, "--format", "turtle", "--provenance", "none")
    assert code == 0
    assert "kg:chargedWith" in out
    assert "kg:Claim" not in out


def test_export_to_a_place_that_cannot_be_is_told(store, kg):
    code, _, err = kg("export", "--store", store, "-o", f"{CHARGES}/graph.ttl")
    assert (code, len(err.splitlines())) == (1, 1)
    assert "cannot be written" in err


def test_remove_takes_an_article_out(store, kg):
    code, out, _ = kg("remove", "https://news.example/ruiz", "--store", store)
    assert (code, out) == (0, "removed: https://news.example/ruiz\n")
    _, out, _ = kg("query", "documents", "--store", store, "--format", "csv")
    assert "https://news.example/ruiz," not in out


def test_remove_names_the_nearest_article(store, kg):
    code, _, err = kg("remove", "https://news.example/riuz", "--store", store)
    assert (code, "did you mean 'https://news.example/ruiz'?" in err) == (1, True)


def test_validate_tells_what_does_not_conform(tmp_path, kg):
    path = tmp_path / "wrong.ttl"
    path.write_text("<urn:a> a <https://w3id.org/news-kg/ontology#Person> .")
    code, out, _ = kg("validate", str(path))
    assert code == 1
    assert "urn:a" in out
    code, out, _ = kg("validate", str(path), "--json")
    assert (code, json.loads(out)["conforms"]) == (1, False)


# --- kg ontology


def test_ontology_without_a_word_gives_an_overview(kg):
    code, out, _ = kg("ontology")
    assert code == 0
    assert re.search(r"^Events \(\d+\)\n  .*\bCharge\b", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("Charge", "kg:Charge below"),
        ("charge", "lex:charge  VerbEntry 'charge'  evokes Charge"),
        ("chargedWith", "from Organization or PeopleGroup or Person to Offence"),
        ("deny", "Denied"),
        ("narco-terrorism", "Offence"),
    ],
)
def test_ontology_shows_all_about_a_word(word, shown, kg):
    code, out, _ = kg("ontology", word)
    assert (code, shown in out) == (0, True)
