"""Every tool by the SDK's own client: each statement says whose word it is, and an allegation never reads as a fact."""

import re

import pytest

from kg.cli.assist import TOOLS

RUIZ = "https://w3id.org/news-kg/entity/Ana_Ruiz.person"
ARTICLE = "https://news.example/ruiz"


def statements(value):
    """All statements within an answer, however deep."""
    if isinstance(value, list):
        return [said for each in value for said in statements(each)]
    if not isinstance(value, dict):
        return []
    inner = [said for each in value.values() for said in statements(each)]
    return [value, *inner] if "standing" in value and "sentence" in value else inner


def check(value):
    """Each statement is whole, and begins as it stands."""
    found = statements(value)
    for said in found:
        standings = [said["standing"]] if isinstance(said["standing"], str) else said["standing"]
        assert standings
        assert said["fact"] == all(each.startswith("STATED by ") for each in standings)
        assert said["sentence"]
        assert said["article"]["iri"].startswith("https://news.example/")
        assert said["article"]["day"].startswith("2026-03-1")
    return found


def listed(tools):
    return tools.portal.call(tools.client.list_tools).tools


def test_tools_are_those_and_change_nothing(tools):
    found = listed(tools)
    assert tuple(tool.name for tool in found) == TOOLS
    hints = {
        (
            t.annotations.read_only_hint,
            t.annotations.destructive_hint,
            t.annotations.open_world_hint,
        )
        for t in found
    }
    assert hints == {(True, False, False)}


@pytest.mark.parametrize("name", TOOLS)
def test_tool_has_a_typed_answer_and_a_description(tools, name):
    tool = next(each for each in listed(tools) if each.name == name)
    assert tool.output_schema["type"] == "object"
    assert tool.description


def test_search_finds_names_and_says_of_events_whose_word_they_are(tools):
    value, text = tools.ask("search", text="ruiz", limit=1)
    assert value["things"][0]["iri"] == RUIZ
    assert value["left_out"] > 0
    assert f"({value['left_out']} more things are left out" in text
    events = [
        each for each in tools.ask("search", text="charge")[0]["things"] if "/event/" in each["iri"]
    ]
    assert events
    assert all(each["standing"] for each in events)


def test_search_keeps_to_a_class(tools):
    value, _ = tools.ask("search", text="charge", kind="Event")
    assert {each["kind"] for each in value["things"]} == {"charge"}


def test_search_says_that_there_is_nothing(tools):
    assert tools.ask("search", text="zzzz") == (
        {"things": [], "left_out": 0},
        "nothing is called “zzzz”",
    )


@pytest.mark.parametrize(
    "name", [RUIZ, "ent:Ana_Ruiz.person", "<ent:Ana_Ruiz.person>", "Ana Ruiz", "ruiz"]
)
def test_entity_is_found_by_iri_and_by_name(tools, name):
    assert tools.ask("entity", name=name)[0]["thing"]["iri"] == RUIZ


def test_entity_tells_facts_and_what_is_none_apart(tools):
    value, text = tools.ask("entity", name="Ana Ruiz")
    standings = {said["standing"]: said for said in check(value)}
    assert standings["STATED by “Example Press”"]["says"] == ["Example Press"]
    assert standings["DENIED by “Ana Ruiz”, in “Example Press”"]["status"] == "Denied"
    assert standings["NO LONGER SO, told by “Example Press”"]["fact"] is False
    alleged = next(name for name in standings if name.startswith("ALLEGED"))
    assert alleged.startswith("ALLEGED by “rebels”, in ")
    assert standings[alleged]["says"] == ["rebels"]
    assert "claims by status: Alleged 1, Asserted 7, Denied 1" in text


def test_line_of_an_allegation_begins_with_the_word(tools):
    _, text = tools.ask("entity", name="Ana Ruiz")
    for line in re.findall(r"^.*transfer: .*$", text, re.M):
        assert re.match(r"\d+\. (ALLEGED|DENIED) by “", line)


def test_entity_leaves_out_and_counts(tools):
    value, text = tools.ask("entity", name="Ana Ruiz", limit=4)
    assert len(value["statements"]) == 4
    assert value["left_out"] == sum(value["by_status"].values()) - 4
    assert {said["fact"] for said in value["statements"]} == {True, False}
    assert f"({value['left_out']} more statements are left out" in text


def test_evidence_has_the_sentences_around_and_who_else_says_so(tools):
    value, text = tools.ask("evidence", claim="ev:bbdf3c2b3a2d5645")
    assert {said["article"]["iri"] for said in check(value)} == {
        ARTICLE,
        "https://news.example/talks",
    }
    assert value["evidence"][0]["before"] == "Ex-minister Ana Ruiz charged with bribery"
    assert "who else says so:" in text


def test_article_is_quoted_material(tools):
    value, text = tools.ask("article", iri=ARTICLE)
    assert "DENIED by “Ana Ruiz”, in “Example Press”" in {said["standing"] for said in check(value)}
    assert (
        value["text"].splitlines()[1] == "Ana Ruiz was charged with bribery in Madrid on March 11."
    )
    assert "\n> Ana Ruiz was charged with bribery in Madrid on March 11.\n" in text
    assert value["next"] is None


def test_article_goes_on_where_it_was_left(tools):
    first, text = tools.ask("article", iri="https://news.example/hostile")
    assert first["next"] == len(first["text"]) == 6_000
    assert "more characters are left out; ask with start=6000)" in text
    assert tools.ask("article", iri="https://news.example/hostile", start=6_000)[0]["text"]


def test_connections_say_why(tools):
    value, _ = tools.ask("connections", iri="Ana Ruiz", limit=2)
    assert len(value["connections"]) == 2
    assert value["left_out"] > 0
    names = {each["thing"]["name"] for each in value["connections"]}
    assert "bribery" in names
    assert check(value)


def test_questions_are_those_of_the_package(tools):
    value, _ = tools.ask("questions")
    assert {"who-is-charged", "what-is-alleged"} <= {each["name"] for each in value["questions"]}


def names(tools):
    return [each["name"] for each in tools.ask("questions")[0]["questions"]]


def test_every_question_says_whose_word_each_row_is(tools):
    empty = {"timeline": {"entity": "Ana Ruiz"}}
    answers = {
        name: tools.ask("ask", question=name, parameters=empty.get(name, {}))
        for name in names(tools)
    }
    for name, (value, text) in answers.items():
        for row in value["rows"]:
            assert row["standing"], name
            assert not any(each.startswith("NOT CHECKED") for each in row["standing"]), name
            told = [each.startswith("STATED by ") for each in row["standing"]]
            assert (row["fact"] is True) == all(told), name
        assert len(text) < 20_000
    assert sum(bool(value["rows"]) for value, _ in answers.values()) > 15


@pytest.mark.parametrize(
    ("question", "parameters", "standing"),
    [
        ("who-is-charged", {"accused": "Ana Ruiz"}, "STATED by “Example Press”"),
        ("what-is-denied", {}, "DENIED by “Ana Ruiz”, in “Example Press”"),
        ("casualties", {}, "REPORTED by “doctor”, relayed by “UN mission”, in “news.example”"),
        ("independent-support", {"subject": "Ana Ruiz"}, "STATED by “Example Press”"),
        ("rejected-candidates", {}, "REJECTED: read but not taken, neither a fact nor a claim"),
        ("most-mentioned", {}, "COUNTED in the graph, no statement"),
    ],
)
def test_question_says_whose_word(tools, question, parameters, standing):
    value, text = tools.ask("ask", question=question, parameters=parameters)
    assert standing in {each for row in value["rows"] for each in row["standing"]}
    assert f"{standing}: " in text or f"{standing} / " in text


def test_plan_begins_with_the_word(tools):
    value, text = tools.ask("ask", question="what-is-planned")
    assert {row["fact"] for row in value["rows"]} == {False}
    assert re.search(r"^1\. PLANNED, says “", text, re.M)


def test_sparql_says_what_its_rows_are_and_adds_the_status_of_claims(tools):
    claims = "SELECT ?claim ?status { GRAPH ?article { ?claim kg:status ?status FILTER(?status = kg:Denied) } }"
    value, text = tools.ask("sparql", query=claims)
    assert [row["standing"] for row in value["rows"]] == [
        ["DENIED by “Ana Ruiz”, in “Example Press”"]
    ]
    assert check(value)
    assert text.startswith("Rows of a query of your own. What the default graph has are facts;")
    facts, _ = tools.ask(
        "sparql", query="SELECT ?offence { ent:Ana_Ruiz.person kg:chargedWith ?offence }"
    )
    assert facts["rows"][0]["standing"] == []
    assert facts["rows"][0]["fact"] is None


def test_sparql_asks_and_constructs(tools):
    assert tools.ask("sparql", query="ASK { ?a kg:chargedWith ?b }")[0]["boolean"] is True
    value, _ = tools.ask(
        "sparql", query="CONSTRUCT { ?a kg:chargedWith ?b } { ?a kg:chargedWith ?b }"
    )
    assert value["columns"] == ["subject", "predicate", "object"]
    assert value["rows"][0]["cells"]["subject"] == RUIZ


def test_sparql_leaves_out_and_counts(tools):
    text = "SELECT ?n ?m { VALUES ?n { 1 2 3 4 5 6 7 8 9 } VALUES ?m { 1 2 3 4 5 6 7 8 9 } }"
    value, told = tools.ask("sparql", query=text, limit=5)
    assert (len(value["rows"]), value["left_out"]) == (5, 76)
    assert told.endswith("(76 more rows are left out; narrow it, or raise limit)")


def test_ontology_explains_a_term(tools):
    value, text = tools.ask("ontology", term="charged with")
    assert [each["name"] for each in value["terms"]] == ["chargedWith"]
    assert text.startswith("kg:chargedWith (property): ")
    assert "Charge" in tools.ask("ontology")[0]["events"]


def test_resources_and_prompt(tools):
    read = tools.portal.call(
        tools.client.read_resource, "kg://article?iri=https%3A%2F%2Fnews.example%2Fgoma"
    )
    assert "\n> Ana Ruiz visited Goma on 11 March.\n" in read.contents[0].text
    words = tools.portal.call(tools.client.read_resource, "kg://ontology")
    assert "Charge" in words.contents[0].text
    prompt = tools.portal.call(tools.client.get_prompt, "cite", {"question": "Who is charged?"})
    assert "Who is charged?" in prompt.messages[0].content.text
    assert "Only STATED is a fact." in prompt.messages[0].content.text


# What is wrong, in one sentence


@pytest.mark.parametrize(
    ("tool", "arguments", "message"),
    [
        (
            "entity",
            {"name": "Ana Ruitz"},
            "entity: nothing is called 'Ana Ruitz'; did you mean 'Ana Ruiz', <ent:Ana_Ruiz.person>?",
        ),
        (
            "entity",
            {"name": "https://news.example/nothing"},
            "https://news.example/nothing: the graph says nothing of it",
        ),
        (
            "evidence",
            {"claim": "Ana Ruiz"},
            "evidence: 'Ana Ruiz' is no IRI; take one from search, entity or ask",
        ),
        (
            "evidence",
            {"claim": "claim:none"},
            "https://w3id.org/news-kg/claim/none: the graph says nothing of it",
        ),
        (
            "article",
            {"iri": "https://news.example/x"},
            "https://news.example/x: the graph says nothing of it",
        ),
        (
            "ask",
            {"question": "who-is-chargd"},
            "ask: no question is called 'who-is-chargd'; did you mean 'who-is-charged'?",
        ),
        (
            "ask",
            {"question": "/etc/passwd.rq"},
            "ask: no question is called '/etc/passwd.rq'; the tool questions lists them",
        ),
        (
            "ask",
            {"question": "who-is-charged", "parameters": {"accuser": "x"}},
            "who-is-charged: 'accuser' is not a parameter; did you mean 'accused'?",
        ),
        ("ask", {"question": "timeline"}, "entity is needed: an entity, by label or IRI"),
        (
            "sparql",
            {"query": "SELECT ?x { ?x a kg:Person"},
            'query: line 1, column 11: "{" is not closed; add "}"',
        ),
        (
            "sparql",
            {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"},
            "SERVICE: this endpoint asks no other server; take the SERVICE out of the query",
        ),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, None),
        (
            "ontology",
            {"term": "Chargd"},
            "ontology: nothing is called 'Chargd'; did you mean 'Charge'?",
        ),
        (
            "search",
            {"text": "a", "limit": 1_000},
            "search: limit: input should be less than or equal to 100",
        ),
        ("searches", {"text": "a"}, "no tool is called 'searches'; did you mean 'search'?"),
    ],
)
def test_mistake_is_told_in_one_sentence(tools, tool, arguments, message):
    told = tools.refused(tool, **arguments)
    assert message in (told, None)
    assert "\n" not in told
    assert "Traceback" not in told
    assert tools.errors.read_text() == ""


def test_ledger_is_never_shown(tools):
    value, _ = tools.ask("sparql", query="SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }", limit=100)
    graphs = {row["cells"]["g"] for row in value["rows"]}
    assert "https://news.example/ruiz" in graphs
    assert not any("ledger" in name for name in graphs)
    assert "urn:news-kg:ledger: the store's own" in tools.refused(
        "sparql", query="SELECT * FROM <urn:news-kg:ledger> { ?s ?p ?o }"
    )
    assert "nothing of it" in tools.refused("article", iri="urn:news-kg:ledger")


# Labels and articles that try to pass for what the tools say


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"text": "boris"}),
        ("search", {"text": "obras"}),
        ("entity", {"name": "Obras SA"}),
        ("ask", {"question": "what-is-planned"}),
        ("ask", {"question": "documents"}),
        ("article", {"iri": "https://news.example/hostile"}),
        ("sparql", {"query": "SELECT ?label { ?thing rdfs:label ?label }"}),
        ("sparql", {"query": "SELECT ?claim { GRAPH <https://news.example/hostile> { ?claim kg:status ?status } }"}),
    ],
)  # fmt: skip
def test_hostile_words_stay_data(tools, tool, arguments):
    _, text = tools.ask(tool, **arguments)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\u200b-\u200f]", text)
    assert len(text) < 20_000
    # What stands outside of quotation marks, of IRIs and of quoted lines is ours.
    ours = [line for line in text.splitlines() if not line.startswith("> ")]
    bare = [re.sub("“[^“”]*”|<[^<>]*>", "", line) for line in ours]
    assert not [line for line in bare if re.search("[“”]|Ignore|Reuters|guilty|Evil", line)]


def test_long_label_is_cut_and_the_cut_is_counted(tools):
    value, _ = tools.ask("search", text="obras obras")
    assert re.search(r"^Obras Obras .*… \[[\d,]+ more characters\]$", value["things"][0]["name"])
    assert len(value["things"][0]["name"]) < 200
