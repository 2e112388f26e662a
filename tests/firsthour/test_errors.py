"""Mistakes in queries: one sentence with the place, what is wrong and what to write; and terms that there are not."""

import re
from pathlib import Path

import pytest

from kg import data
from kg.cli import main
from kg.query import explain
from kg.query.tokens import tokens

# What people write, where it is wrong, and what they are told.
MISTAKES = [
    ("SELECT ?x WHERE { ?x a kg:Person", 1, 17, '"{" is not closed; add "}"'),
    ("SELECT ?x WHERE { ?x a kg:Person }}", 1, 35, '"}" closes nothing; take it out'),
    ("SELECT ?x { ?x a kg:Person ?x rdfs:label ?l }", 1, 28,
     '"." or ";" is missing between kg:Person and ?x; add it'),
    ("SELECT ?x {\n  ?x a kg:Person ;\n    rdfs:label ?l\n    kg:age ?a\n}", 4, 5,
     '"." or ";" is missing between ?l and kg:age; add it'),
    ("SELECT ?x { ?x kg:memberOf }", 1, 27, "?x kg:memberOf lacks a value; complete it, as in ?x a kg:Person"),
    ("SELECT ?x { ?x rdfs:label 'Ana\" }", 1, 27,
     "the string 'Ana\" } begins with ' and ends with \"; end it with ', too"),
    ('SELECT ?x { ?x rdfs:label "Ana }', 1, 27, 'the string "Ana } is not closed; end it with "'),
    ("SELECT ?x", 1, 10, "there is no pattern; add one, as { ?x a kg:Person }"),
    ("SELECTT ?x WHERE { ?x a kg:Person }", 1, 1, '"SELECTT" begins no query; did you mean SELECT?'),
    ("SELECT ?x { ?x a kg:Person } LIMIT 5 ORDER BY ?x", 1, 38, "ORDER BY stands behind LIMIT; swap them"),
    ("SELECT ?x\n{ ?x sh:path ?y }", 2, 6,
     'no prefix "sh" is declared; did you mean "schema"? (add PREFIX schema: <https://schema.org/>)'),
    ("PREFIX ex <urn:x:> SELECT ?x { ?x a ex:A }", 1, 8, "the prefix ex lacks its colon; write PREFIX ex: <…>"),
    ("SELECT ?x, ?y { ?x a ?y }", 1, 10, "no comma stands between columns; write SELECT ?x ?y"),
    ("SELECT * { ?x a ?c } GROUP BY ?c", 1, 8,
     "SELECT * does not go with GROUP BY; name the columns, as SELECT ?c (COUNT(?x) AS ?n)"),
    ("SELECT ?c ?x (COUNT(?y) AS ?n) { ?x a ?c ; ?p ?y } GROUP BY ?c", 1, 11,
     "?x is neither in GROUP BY nor in an aggregate; add it there, or write (SAMPLE(?x) AS ?one)"),
    ("SELECT COUNT(?x) { ?x a kg:Person }", 1, 8,
     "COUNT needs parentheses and a name; write (COUNT(?x) AS ?count)"),
    ("SELECT (COUNT(?x)) { ?x a kg:Person }", 1, 8,
     "what is computed needs parentheses and a name; write (COUNT(?x) AS ?count)"),
    ("SELECT ?x { ?x kg:age ?a FILTER ?a > 3 }", 1, 26, "FILTER needs parentheses; write FILTER(?a …)"),
    ("SELECT ?x { ?x a ?c . FILTER(?c = kg:Person }", 1, 29, '"(" is not closed before "}"; add ")"'),
    ("SELECT ?x { ?x kg:age ?a . ?a = 3 }", 1, 31,
     '"=" stands outside of a FILTER; write FILTER(?a = …), or BIND(… AS ?a)'),
    ("SELECT name FROM people WHERE age = 3", 1, 13,
     "SPARQL has no tables such as people; write a pattern: SELECT ?x { ?x a kg:Person }"),
    ("SELECT ?x { ?x a Person }", 1, 18, '"Person" is no word of SPARQL; write kg:Person, ?Person or "Person"'),
    ("SELECT ?x { ?x a kg:Person OPTIONAAL { ?x kg:age ?a } }", 1, 28,
     '"OPTIONAAL" is no word of SPARQL; did you mean OPTIONAL?'),
    ("SELECT ?x { ?x a kg:Person } GROUP ?x", 1, 30, "GROUP lacks its BY; write GROUP BY ?x"),
    ("SELECT ?x { ?x a kg:Person } LIMIT", 1, 35, "something is missing at the end; expected a number"),
    ("SELECT ?x { ?x owl:sameAs <http://a.example/b c> }", 1, 27,
     "<http://a.example/b c> } is no IRI; write a space in it as %20, and a quote as %22"),
    ("SELECT ?x { ?x a ?y BIND(2 AS ?x) }", 1, 31, "?x has a value already; give BIND another name"),
    ("DELETE WHERE { ?x ?p ?o }", 1, 1,
     "DELETE changes a graph, and a query only reads; kg build and kg remove change it"),
    ("PREFIX kg: <urn:x:>", 1, 20, "the query is missing; begin it with SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ("# only a comment here", 1, 1, "there is no query; write one, as SELECT ?x { ?x a kg:Person }"),
]  # fmt: skip


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(
        "@prefix kg: <https://w3id.org/news-kg/ontology#> .\n"
        "<urn:x:ana> a kg:Person ; <http://www.w3.org/2000/01/rdf-schema#label> 'Ana'@en ."
    )
    return path


@pytest.mark.parametrize(("text", "line", "column", "message"), MISTAKES)
def test_a_mistake_is_one_sentence(text, line, column, message, graph, capsys):
    assert run("query", text, "--data", graph) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"kg: query: line {line}, column {column}: {message}\n")


def test_a_mistake_in_a_file_names_the_file(graph, tmp_path, capsys):
    (tmp_path / "mine.rq").write_text("# Whom?\n\nSELECT ?x {\n  ?x a kg:Person .\n")
    assert run("query", tmp_path / "mine.rq", "--data", graph, "--format", "csv") == 1
    expected = f'kg: {tmp_path}/mine.rq: line 3, column 11: "{{" is not closed; add "}}"\n'
    assert capsys.readouterr() == ("", expected)


@pytest.mark.parametrize("name", ["who-met-whom", "disagreements", "casualties", "positions"])
def test_whatever_word_is_lost_the_mistake_is_told_in_a_line(name):
    text = (data.find("queries") / f"{name}.rq").read_text()
    assert explain(text) is None
    wrong = 0
    for token in tokens(text):
        told = explain(text[: token.start()] + text[token.end() :])
        if told is not None:
            wrong += 1
            assert re.fullmatch(r"line \d+, column \d+: [^\n]{15,240}", told), told
            assert "\\u{" not in told
    assert wrong > 50


# Terms that there are not


def test_an_unknown_term_is_told_with_the_nearest(graph, capsys):
    text = "SELECT ?x {\n ?x a kg:Persn ; kg:headquarterdIn ?y }"
    assert run("query", text, "--data", graph) == 0
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "kg: query: line 2: kg:Persn is no term of the ontology; did you mean kg:Person?",
        "kg: query: line 2: kg:headquarterdIn is no term of the ontology; did you mean kg:headquarteredIn?",
        "nothing found",
    ]


def test_a_known_term_is_not_told(graph, capsys):
    iri = "<https://w3id.org/news-kg/ontology#Person>"
    assert run("query", f"SELECT ?x {{ ?x a kg:Person, {iri} }}", "--data", graph) == 0
    assert capsys.readouterr().err == ""


def test_a_term_of_ones_own_is_known(graph, tmp_path, capsys):
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "@prefix kg: <https://w3id.org/news-kg/ontology#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        "kg:Referee a owl:Class ; <http://www.w3.org/2000/01/rdf-schema#subClassOf> kg:Person ."
    )
    ask = ("query", "SELECT ?x { ?x a kg:Referee }", "--data", graph)
    assert run(*ask, "--ontology", mine) == 0
    assert capsys.readouterr().err == "nothing found\n"
    assert run(*ask) == 0
    assert "kg:Referee is no term" in capsys.readouterr().err


def test_looking_for_a_mistake_calls_nobody(graph, tmp_path, capsys):
    # Nobody listens there: were it called, the message would say so.
    ask = "ASK { SERVICE <http://127.0.0.1:9/sparql> { ?s ?p ?o } }"
    assert run("query", ask, "--data", graph) == 1
    assert "SERVICE sends a part of it to another endpoint" in capsys.readouterr().err
    assert run("query", ask[:-1], "--data", graph, "--federate") == 1
    told = capsys.readouterr().err
    assert told == 'kg: query: line 1, column 5: "{" is not closed; add "}"\n'
