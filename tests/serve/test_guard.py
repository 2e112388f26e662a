"""No query asks another server or sees the ledger, however it is written."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg import query
from kg.errors import QueryError
from kg.query.shape import check_shape
from kg.query.tokens import tokens
from kg.serve.guard import guarded
from kg.serve.refusal import RefusedError
from kg.store.notes import LEDGER

NOWHERE = "http://127.0.0.1:1/"
PROLOGUE = f"PREFIX ex: <{NOWHERE}> PREFIX l: <urn:news-kg:> "
QUERIES = sorted((Path(__file__).parents[2] / "queries").glob("*.rq"))


@pytest.mark.parametrize(
    "text",
    [
        "ASK { SERVICE <URL> {} }",
        "ASK { service silent <URL> { ?s ?p ?o } }",
        "ASK { SERVICE<URL>{} }",
        "ASK { SERVICESILENT<URL>{} }",
        "ASK { SERVICE ?s {} }",
        "ASK { SERVICE$s{} }",
        "ASK { SERVICEex:foo {} }",
        "ASK { SERVICE ex:foo {} }",
        "PREFIX : <URL> ASK { SERVICE:a {} }",
        "ASK { # comment\rSERVICE <URL> {}\n }",
        "ASK { ex:a ex:b ex:c\\# . SERVICE <URL> {} }",
        "ASK { ex:a ex:b ex:it\\'s . SERVICE <URL> {} BIND('x' AS ?x) }",
        "ASK { ?a ?b 1.5e3SERVICE <URL> {} }",
        "ASK { ?a ?b 1.SERVICE <URL> {} }",
        "ASK { ?a ?b trueSERVICE <URL> {} }",
        "ASK { ?a ?b 'x'@en .SERVICE <URL> {} }",
        "ASK { ?a ?b '''x\\''''.SERVICE <URL> {} }",
        'ASK { ?a ?b """x\\"""".SERVICE <URL> {} }',
        "ASK { FILTER(1<2)SERVICE <URL> {} }",
        "ASK { OPTIONAL { { SELECT * { SERVICE <URL> {} } } } }",
        "ASK { FILTER EXISTS { SERVICE <URL> {} } }",
        "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(text):
    with pytest.raises(RefusedError, match="SERVICE: this endpoint asks no other server") as caught:
        guarded(PROLOGUE + text.replace("URL", NOWHERE))
    assert caught.value.status == 403


@pytest.mark.parametrize(
    "text",
    [
        "ASK { ?s ?p 'SERVICE <http://x/> {}' }",
        "ASK { ?s ?p '''a 'SERVICE' \" <x:y> {''' } # SERVICE <x:y> {}",
        'ASK { ?s ?p "it\\"s SERVICE <x:y> {}" }',
        "ASK { ?service ?p <http://x.example/SERVICE> }",
        "ASK { ?s <http://x.example/service#> ?o }",
        "PREFIX service: <http://x.example/> ASK { ?s service:a ?o }",
        "ASK { ?s ex:SERVICE ?o }",
        "ASK { ?s ?p _:SERVICE }",
        "ASK { ?s ?p 'x'@SERVICE }",
        "# SERVICE <x:y> {}\nASK {}",
        "ASK { FILTER(1 < 2) ?s ?p <http://x.example/a>, <http://x.example/service> }",
    ],
)
def test_word_service_is_none_in_a_string_a_name_or_a_comment(text):
    assert guarded(PROLOGUE + text) == PROLOGUE + text
    Store().query(PROLOGUE + text)


# Expressions in which a string, a comment or a bracket may hide behind what only looks like an IRI.
PIECES = [
    "?a", "<", ">", "'", '"', "(", ")", "ex:f(", "<ex:f('>", "<?b", "#>\n", "'x'", "1", "&&", "||", "=", "!", ",",
    "<urn:a#b>", "<urn:a>", "\\'", "\\#", "ex:a", "'''", "true", "{", "}", "\n", " ", "EXISTS{", "<http://x.example/#>",
]  # fmt: skip
TAILS = ["", "#'", "#'''", "'", "\n", "#>"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.sampled_from(TAILS))
@example("?a<ex:f('>x')", "#'")
@example("?a<'>x'", "#'")
@example("?a<?b#>'''\n", "#'''")
@example("(?a<(?b>2))&&?c<'>'", "#'")
@example("?a<?b", "")
@example("1<2", "")
def test_nothing_that_the_engine_takes_for_service_passes(expression, tail):
    text = f"{PROLOGUE}SELECT * {{ BIND({expression} AS ?x)SERVICE <{NOWHERE}> {{}} {tail}\n}}"
    try:
        list(Store().query(text))
    except OSError:  # it went out to ask
        with pytest.raises(RefusedError):
            guarded(text)
    except (SyntaxError, RuntimeError):
        pass


def test_comparison_that_reads_as_an_iri_asks_for_a_space():
    with pytest.raises(RefusedError, match="can be read in two ways; put a space behind the '<'"):
        guarded("ASK { FILTER(?a<ex:f('>x'))GRAPH ?g {} #'\n}")
    spaced = guarded("PREFIX ex: <ex:> ASK { FILTER(?a < ex:f('>x'))GRAPH ?g {} #'\n}")
    assert f"GRAPH ?g {{}} FILTER(?g != {LEDGER})" in spaced


# The ledger


def ledger() -> Store:
    store = Store()
    store.add(Quad(NamedNode("urn:x"), NamedNode("urn:p"), Literal("fact"), LEDGER))
    store.add(Quad(NamedNode("urn:a"), NamedNode("urn:p"), Literal("seen"), NamedNode("urn:a")))
    return store


def found(text: str) -> list[str]:
    return sorted(str(term) for row in ledger().query(guarded(text)) for term in row)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?g { GRAPH ?g {} }",
        "SELECT ?g { GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?g { GRAPH?g{?s ?p ?o}}",
        "SELECT ?g { graph $g { ?s ?p ?o } . }",
        "SELECT ?g { BIND(<urn:x> AS ?x) OPTIONAL { GRAPH ?g { ?x ?p ?o } } GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?g { { SELECT ?g { GRAPH ?g { ?s ?p ?o } } } }",
        "SELECT ?g { { GRAPH ?g { ?s ?p ?o } } UNION { GRAPH <urn:news-kg:ledger> { ?g ?p ?o } } }",
        "SELECT ?g { VALUES ?g { <urn:news-kg:ledger> <urn:a> } GRAPH ?g { ?s ?p ?o } }",
        "SELECT ?g { GRAPH ?g { ?s (<urn:p>|!<urn:q>) ?o } }",
        "SELECT ?g { VALUES ?g { <urn:news-kg:ledger> <urn:a> } FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }",
        "SELECT ?g { GRAPH ?h { ?s ?p ?o } LATERAL { GRAPH ?g { ?s ?p ?o } } }",
    ],
)
def test_ledger_is_no_graph_among_the_others(text):
    assert found(text) == ["<urn:a>"]


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { GRAPH <urn:news-kg:ledger> { ?s ?p ?o } }",
        "SELECT * { GRAPH l:ledger { ?s ?p ?o } }",
        "BASE <urn:news-kg:x> SELECT * { GRAPH <urn:news-kg:l\\u0065dger> { ?s ?p ?o } }",
    ],
)
def test_ledger_is_empty_by_name(text):
    assert found(PROLOGUE + text) == []


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <urn:news-kg:ledger> { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:news-kg:ledger> { GRAPH ?g { ?s ?p ?o } }",
        "SELECT * FROM <urn:a> FROM l:ledger { ?s ?p ?o }",
        "SELECT * FROM NAMED <urn:news-kg:l\\u0065dger> { GRAPH ?g { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } FROM l:ledger WHERE { ?s ?p ?o }",
        "DESCRIBE ?s FROM <urn:news-kg:ledger> { ?s ?p ?o }",
        "BASE <http://x.example/> PREFIX m: <urn:news-kg:le> SELECT * FROM m:dger { ?s ?p ?o }",
    ],
)
def test_ledger_is_refused_as_a_dataset(text):
    with pytest.raises(RefusedError, match="the store's own; no graph that can be asked") as caught:
        guarded(PROLOGUE + text)
    assert caught.value.status == 403


@pytest.mark.parametrize(
    "text",
    [
        "ASK { GRAPHl:ledger{} }",
        "SELECT * FROMl:ledger{ ?s ?p ?o }",
        "SELECT * FROMl:ledger WHERE { ?s ?p ?o }",
        "SELECT * FROM NAMEDl:ledger WHERE { GRAPH ?g {} }",
        "SELECT * FROMNAMED<urn:news-kg:ledger>{ GRAPH ?g {} }",
        "ASKFROM<urn:news-kg:ledger>{ ?s ?p ?o }",
        "ASK { ?a ?b trueGRAPH ?g {} }",
    ],
)
def test_keywords_without_a_space_are_refused(text):
    with pytest.raises(RefusedError, match="put spaces around keywords"):
        guarded(PROLOGUE + text)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.sampled_from(TAILS))
@example("?a<ex:f('>x')", "#'")
def test_nothing_of_the_ledger_passes(expression, tail):
    text = f"{PROLOGUE}SELECT * {{ BIND({expression} AS ?x)GRAPH ?g {{ ?s ?p ?o }} {tail}\n}}"
    try:
        rows = [str(term) for row in ledger().query(guarded(text)) for term in row]
    except (RefusedError, SyntaxError, RuntimeError, OSError):
        return
    assert not [row for row in rows if "ledger" in row or "fact" in row]


PATTERNS = [
    "?s ?p ?o .", "?s <urn:p>* ?o .", "?s <urn:p>? ?o .", "?s (!<urn:q>)+ ?o .", "<urn:x> ?p ?o .", "OPTIONAL { IN }",
    "{ IN } UNION { IN }", "MINUS { IN }", "FILTER NOT EXISTS { IN }", "FILTER EXISTS { IN }", "GRAPH ?g { IN }",
    "GRAPH ?h { IN }", "GRAPH <urn:news-kg:ledger> { IN }", "{ SELECT ?s ?o { IN } }", "{ SELECT * { IN } }",
    "{ SELECT (MAX(STR(?o)) AS ?max) { IN } }", "BIND(?g AS ?k)", "VALUES ?g { <urn:news-kg:ledger> <urn:a> }",
    "LATERAL { IN }", "{ IN }", "",
]  # fmt: skip


def patterns(depth: int) -> st.SearchStrategy[str]:
    """Groups of graph patterns within one another."""
    if not depth:
        return st.sampled_from([pattern for pattern in PATTERNS if "IN" not in pattern])
    inner = st.lists(patterns(depth - 1), min_size=1, max_size=2).map(" ".join)
    return st.tuples(st.sampled_from(PATTERNS), inner, inner).map(
        lambda parts: parts[0].replace("IN", parts[1], 1).replace("IN", parts[2], 1)
    )


@settings(max_examples=500, deadline=None)
@given(st.lists(patterns(3), min_size=1, max_size=3).map(" ".join))
@example("GRAPH ?g { ?a ?b ?c { SELECT ?s ?o { ?s ?p ?o } } }")
def test_ledger_is_seen_in_no_group(pattern):
    try:
        text = guarded(f"SELECT * {{ {pattern} }}")
        rows = ledger().query(text)
        shown = {str(term) for row in rows for term in row}
    except (RefusedError, SyntaxError):
        return
    assert '"fact"' not in shown
    if "VALUES" not in pattern and "<urn:news-kg:ledger>" not in pattern:
        assert str(LEDGER) not in shown


def test_select_within_a_graph_is_refused_since_the_engine_reads_it_wrongly():
    with pytest.raises(RefusedError, match="put the GRAPH into the SELECT"):
        guarded("SELECT * { GRAPH ?g { { SELECT ?s { ?s ?p ?o } } } }")
    text = "SELECT * { GRAPH <urn:a> { { SELECT ?o { ?s ?p ?o } } } { SELECT ?g { GRAPH ?g {} } } }"
    assert found(text) == ['"seen"', "<urn:a>"]


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_named_query_means_the_same_when_guarded(path):
    data = query.open_files([Path(__file__).parents[1] / "queries" / path.stem / "data.trig"])
    text = path.read_text()
    params = Path(__file__).parents[1] / "queries" / path.stem / "params.json"
    values = json.loads(params.read_text()) if params.exists() else {}
    plain, safe = (
        query.answer(query.parse("q", each), data, values) for each in (text, guarded(text))
    )
    assert plain == safe
    assert "GRAPH" not in text or guarded(text) != text


@pytest.mark.parametrize("bracket", ["{", "}", "(", ")"])
def test_brackets_that_do_not_match_are_told(bracket):
    with pytest.raises(RefusedError, match=r"closes nothing that is open|is never closed"):
        guarded(f"ASK {{ GRAPH ?g {{}} }} {bracket}")


# Shape


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"ASK {'{' * 201}{'}' * 201}", "nested more than 200 deep"),
        (f"ASK {{ FILTER({'(' * 200}1{')' * 200}) }}", "nested more than 200 deep"),
        (f"ASK {{ FILTER({'STR(' * 200}1{')' * 200}) }}", "nested more than 200 deep"),
        (f"ASK {{ FILTER({'!' * 1001}true) }}", "nested more than 1000 deep"),
        (f"ASK {{ {'{} UNION ' * 5000}{{}} }}", "more than 5000 keywords and operators"),
        (f"ASK {{ ?s {'<urn:a>|' * 5000}<urn:a> ?o }}", "more than 5000 keywords and operators"),
    ],
    ids=["braces", "parentheses", "calls", "not", "union", "path"],
)
def test_query_that_would_overflow_the_engine_is_refused(text, message):
    with pytest.raises(QueryError, match=message):
        check_shape(text)


@pytest.mark.parametrize(
    "text",
    [
        f"ASK {'{' * 200}{'}' * 200}",
        f"ASK {{{'FILTER EXISTS {' * 199}{'}' * 200}",
        f"ASK {{ FILTER(1 IN ({', '.join(['1'] * 20_000)})) }}",
        f"ASK {{ VALUES ?x {{ {'true UNDEF <urn:a> ' * 20_000} }} }}",
        f"{'PREFIX ex: <urn:a> ' * 6000} ASK {{}}",
        f"ASK {{ {'OPTIONAL { ?s ?p 1 } ' * 400} }}",
    ],
    ids=["braces", "exists", "in", "values", "prefixes", "optional"],
)
def test_query_with_long_lists_is_none_of_these(text):
    check_shape(text)
    Store().query(text)


# Tokens


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("ex:a.b ex:c.", "prefixed prefixed sign"),
        ("ex:a\\,b%20 :x :", "prefixed prefixed prefixed"),
        ("<a#b> # <c>\n<d>", "iri iri"),
        ("?a<?b", "variable sign variable"),
        ("'it\\'s' '''a'b''' \"\"", "string string string"),
        ("1.5e3 .5 7", "number number number"),
        ("_:b.c 'x'@en-gb", "blank string language"),
        ("<urn:l\\u0065d> [] ", "iri bracket bracket"),
    ],
)
def test_tokens_are_those_of_the_grammar(text, kinds):
    assert [token.lastgroup for token in tokens(text)] == kinds.split()


PARTS = [
    "BASE.",
    "a-",
    "a..",
    "x.y.",
    ":..a",
    "'\"",
    "'''\"\"\"",
    "<a",
    "_:a.",
    "1e",
    "\\",
    ".",
    "<",
]


@pytest.mark.parametrize("part", PARTS)
def test_tokens_take_time_that_grows_with_the_text(part):
    text = part * 100_000
    began = time.monotonic()
    assert sum(1 for _ in tokens(text)) <= len(text)
    assert time.monotonic() - began < 15  # minutes, where each word looks for the end of its row
