"""The query page, in a real browser: typed queries, named questions, answers as table, chart, map and files."""

import csv
import json
import re
from urllib.parse import quote, unquote

import pytest

from kg.iri import ONTOLOGY

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

PEOPLE = """SELECT ?person ?personLabel ?offence
WHERE { ?person a kg:Person ; rdfs:label ?personLabel ; kg:chargedWith ?offence }"""


@pytest.fixture
def asking(browser, served, look):
    """The query page over three articles."""
    with look(browser, served) as page:
        page.goto("/query")
        page.get_by_role("textbox", name="SPARQL query").wait_for()
        yield page


def editor(page):
    return page.get_by_role("textbox", name="SPARQL query")


def text_of(page) -> str:
    lines = "document.querySelector('.editor').shadowRoot.querySelectorAll('.cm-line')"
    return page.evaluate(f"[...{lines}].map((line) => line.textContent).join('\\n')")


def ask(page, query: str) -> None:
    editor(page).click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)
    page.keyboard.press("Control+Enter")
    expect(page.locator("section.answer[aria-busy=true]")).to_have_count(0)
    page.wait_for_function(
        "() => !/Asking/.test(document.querySelector('.answer .status').textContent)"
    )


def test_query_is_asked_by_keys_and_answered_as_a_table(asking):
    ask(asking, PEOPLE)
    expect(asking.locator("thead th")).to_have_text(["person", "offence"])
    expect(asking.locator("tbody tr").first).to_contain_text("Ana Ruiz")
    expect(asking.locator("tbody tr").first).to_contain_text("ent:Ana_Ruiz.person")
    assert re.fullmatch(r"1 row in \d+\.\d\d s", asking.locator(".answer .status").inner_text())
    expect(asking.locator("tbody tr td").nth(1)).to_contain_text("bribery")


def test_query_stands_in_the_address_and_is_asked_again(asking, served):
    ask(asking, PEOPLE)
    address = asking.url
    assert unquote(address) == f"{served.address}query?query={PEOPLE}"
    asking.goto(address)
    expect(asking.locator("tbody tr")).to_have_count(1)
    assert text_of(asking) == PEOPLE


def test_links_of_the_page_before_still_work(asking):
    asking.goto(f"/?query={quote(PEOPLE)}")
    expect(asking.locator("tbody tr")).to_have_count(1)


def test_back_asks_the_query_before(asking):
    ask(asking, "ASK {}")
    ask(asking, PEOPLE)
    expect(asking.locator("tbody tr")).to_have_count(1)
    asking.go_back()
    expect(asking.locator("section.answer")).to_contain_text("Yes")
    expect(asking.locator(".editor .cm-line")).to_have_text(["ASK {}"])


def test_link_of_a_thing_leads_to_its_page(asking):
    ask(asking, PEOPLE)
    asking.locator("tbody a").first.click()
    expect(asking.get_by_role("heading", level=1)).to_contain_text("Ana Ruiz")


def test_link_leads_to_its_sentences(asking):
    ask(asking, PEOPLE)
    asking.locator("tbody .more a").first.click()
    table = asking.locator("tbody")
    expect(table).to_contain_text("Ana Ruiz was charged with bribery in Madrid on March 11.")
    expect(table.locator(".standing.Denied").first).to_have_text("denied")


def test_question_takes_a_thing_that_is_chosen_by_its_name(asking):
    asking.get_by_label("Find a question").fill("charged")
    asking.get_by_role("link", name="Who is charged with what, and where?").click()
    expect(asking.locator("tbody tr").first).to_be_visible()
    accused = asking.get_by_role("combobox", name=re.compile("^accused"))
    accused.fill("Ana Ruis")
    asking.get_by_role("option").filter(has_text="Ana Ruiz").first.click()
    asking.get_by_role("button", name="Ask", exact=True).click()
    asking.wait_for_function(
        "() => document.querySelector('.editor').shadowRoot.textContent.includes('VALUES ?accused')"
    )
    expect(asking.locator("tbody tr").first).to_contain_text("Ana Ruiz")
    assert "question=who-is-charged" in asking.url
    assert "accused=" in asking.url


def test_mistake_is_shown_with_its_place(asking):
    ask(asking, "SELECT * {\n  ?s ?p }")
    shown = asking.get_by_role("alert")
    expect(shown).to_contain_text("line 2, column 8: ?s ?p lacks a value; ")
    expect(shown.locator("pre")).to_contain_text("?s ?p }")
    asking.wrong[:] = [
        line for line in asking.wrong if "400" not in line
    ]  # the browser's own note of it


def test_graph_is_shown_as_turtle_without_prefixes_that_it_lacks(asking):
    ask(asking, "CONSTRUCT { ?s a ?type } WHERE { ?s a ?type FILTER(?type = kg:Person) }")
    asking.get_by_role("button", name="Text", exact=True).click()
    shown = asking.locator("section.answer pre")
    expect(shown).to_contain_text("ent:Ana_Ruiz.person a kg:Person .")
    assert re.findall(r"@prefix (\w+):", shown.inner_text()) == ["kg", "ent"]


def test_graph_is_drawn_with_what_its_things_have_to_do_with_each_other(asking):
    asking.goto("/query?question=neighbours&entity=Ana+Ruiz")
    expect(asking.locator(".graph .counts")).to_have_text(re.compile(r"^\d+ nodes, [1-9]"))
    asking.locator("summary", has_text="As a list").click()
    row = asking.locator(".graph tbody tr").first
    expect(row).to_contain_text("Ana Ruiz")
    row.get_by_role("button").click()
    asking.locator(".graph .panel").get_by_role("button", name="Evidence").click()
    expect(asking.locator("aside.evidence blockquote").first).to_contain_text("Ruiz")


def test_terms_of_the_ontology_are_called_by_their_labels(asking):
    ask(
        asking,
        "SELECT ?predicate ?status { GRAPH ?a { ?c rdf:predicate ?predicate ; kg:status ?status } }",
    )
    expect(asking.locator("tbody a", has_text="charged with").first).to_have_attribute(
        "title", f"{ONTOLOGY}chargedWith"
    )
    expect(asking.locator("tbody .standing").first).to_have_text("stated")


def test_boolean_is_shown_as_a_word(asking):
    ask(asking, "ASK { ?s ?p 'nothing of the kind' }")
    expect(asking.locator("section.answer")).to_contain_text("No")


def test_answer_is_text_and_never_markup(asking):
    ask(
        asking,
        "SELECT ?x ?y { VALUES (?x ?y) { ('<img src=x onerror=alert(1)>' <javascript:alert(1)>) } }",
    )
    expect(asking.locator("td").first).to_have_text("<img src=x onerror=alert(1)>")
    expect(asking.locator("section.answer img")).to_have_count(0)
    assert asking.evaluate(
        "[...document.querySelectorAll('section.answer a')].every((a) => a.href.startsWith(location.origin))"
    )


def test_policy_lets_no_other_script_run(asking):
    asking.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.bad = 1' }))"
    )
    assert asking.evaluate("window.bad") is None
    asking.wrong.clear()  # the browser says that it refused it


def test_tab_indents_and_escape_leads_out(asking):
    editor(asking).click()
    asking.keyboard.press("Control+A")
    asking.keyboard.press("Delete")
    asking.keyboard.press("Tab")
    assert text_of(asking) == "  "
    asking.keyboard.press("Escape")
    asking.keyboard.press("Tab")
    assert asking.evaluate("document.activeElement.textContent") == "Run"


def test_terms_of_the_ontology_are_completed(asking):
    asking.wait_for_load_state("networkidle")  # the terms have come
    editor(asking).click()
    asking.keyboard.press("Control+A")
    asking.keyboard.type("SELECT * { ?s kg:charged")
    option = (
        asking.locator(".editor .cm-tooltip-autocomplete li")
        .filter(has_text="kg:chargedWith")
        .first
    )
    expect(option).to_be_visible()
    option.click()
    assert "kg:chargedWith" in text_of(asking)


def test_columns_are_sorted(asking):
    ask(asking, "SELECT ?n ?word { VALUES (?n ?word) { (10 'b') (9 'c') (1 'a') } }")
    head = asking.get_by_role("columnheader", name=re.compile("^n"))
    head.get_by_role("button").click()
    expect(asking.locator("tbody tr td:first-child")).to_have_text(["1", "9", "10"])
    expect(head).to_have_attribute("aria-sort", "ascending")
    head.get_by_role("button").click()
    expect(asking.locator("tbody tr td:first-child")).to_have_text(["10", "9", "1"])
    assert "sort=" in asking.url


def test_thousands_of_rows_are_shown_in_pages(asking):
    numbers = " ".join(map(str, range(3000)))
    ask(asking, f"SELECT ?n {{ VALUES ?n {{ {numbers} }} }}")
    expect(asking.locator("section.answer")).to_contain_text("of 3,000")
    assert asking.locator("tbody tr").count() <= 500


def test_downloads_hold_all_rows(asking, tmp_path):
    ask(asking, PEOPLE)
    texts = {}
    for name in ("CSV", "JSON"):
        with asking.expect_download() as begun:
            asking.get_by_role("button", name=f"Download as {name}").click()
        path = tmp_path / begun.value.suggested_filename
        begun.value.save_as(path)
        texts[name] = path.read_text("utf-8")
    assert next(csv.DictReader(texts["CSV"].splitlines()))["personLabel"] == "Ana Ruiz"
    (row,) = json.loads(texts["JSON"])["results"]["bindings"]
    assert row["personLabel"]["value"] == "Ana Ruiz"


def test_numbers_are_drawn_as_a_chart_and_places_on_a_map(page):
    page.goto("/query?question=most-mentioned&view=chart")
    expect(page.locator("section.answer svg").first).to_contain_text("United States")
    page.goto("/query?question=places-on-map&view=map")
    expect(page.locator("section.answer svg a").filter(has_text="Caracas").first).to_be_attached()


def test_running_query_can_be_stopped(browser, serve, look, folder, endless):
    with serve("--store", folder, "--workers", 1) as server, look(browser, server) as page:
        (child,) = server.children
        page.goto(f"/query?query={quote(endless)}")
        page.wait_for_timeout(1500)  # until it is its turn: the page has asked for the terms before
        page.get_by_role("button", name="Stop").click()
        expect(page.locator(".answer .status")).to_have_text("Stopped.")
        assert server.query("ASK {}").status == 200
        assert child not in server.children
