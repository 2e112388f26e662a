"""What an analyst does with the explorer, in a real browser, over the example articles."""

import json
import re
from urllib.parse import quote

import pytest

from kg.iri import BASE, ONTOLOGY

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

MADURO = "/entity/Nicolas_Maduro_Q58132"
DATELINE = "HOUSTON (Harbour Wire) —"  # no sentence of a claim
HESS = f"/read?article={quote('https://harbourwire.example/business/chevron-hess', safe='')}"


def search(page, text: str) -> None:
    page.goto("/")
    page.get_by_role("combobox").fill(text)
    page.get_by_role("option").first.wait_for()


# -- search --------------------------------------------------------------------------------------


def test_a_person_is_found_by_a_misspelled_name(page):
    search(page, "Nicolas Madura")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nicolás Maduro")
    assert page.url.endswith(MADURO)


def test_enter_chooses_what_stands_in_the_field_now(page):
    search(page, "mad")
    field = page.get_by_role("combobox")
    field.fill("Microsoft")
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Microsoft")


def test_suggestions_tell_type_line_and_articles(page):
    search(page, "chevron")
    expect(page.get_by_role("option").first).to_contain_text("company")
    expect(page.get_by_role("option").first).to_contain_text("3 articles")


def test_an_identifier_finds_its_thing(page):
    search(page, "Q58132")
    expect(page.get_by_role("option").first).to_contain_text("Nicolás Maduro")


def test_nothing_found_is_said(page):
    search(page, "zzzzqqqq")
    expect(page.get_by_role("option")).to_contain_text("Nothing is called so.")


def test_the_first_page_tells_what_is_in_the_graph(page):
    page.goto("/")
    for title in (
        "People most written about",
        "Bodies and companies",
        "Places",
        "Latest events",
        "Newest articles",
    ):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
    expect(page.get_by_text("13 articles of 2 outlets")).to_be_visible()


def test_where_sources_disagree_both_sides_are_shown(page):
    page.goto("/")
    dispute = page.locator(".disputes > li").first
    expect(dispute.locator(".standing.Denied, .standing.Negated")).to_have_count(1)
    expect(dispute.locator(".standing")).not_to_have_count(1)


# -- things and their evidence -------------------------------------------------------------------


def test_the_charge_is_opened_and_its_sentence_read(page):
    page.goto(MADURO)
    row = page.get_by_role("row", name=re.compile("^charged with"))
    row.get_by_role("listitem").filter(has_text="narco-terrorism").get_by_role("button").click()
    panel = page.get_by_role("complementary", name="Evidence")
    expect(panel.locator("mark.words").first).to_contain_text("narco-terrorism")
    expect(panel).to_contain_text("Harbour Wire")
    expect(panel).to_contain_text("Confidence")


def test_evidence_tells_how_a_name_was_resolved(page):
    page.goto(MADURO)
    page.locator("table.facts button").first.click()
    panel = page.get_by_role("complementary", name="Evidence")
    panel.get_by_text("How names and pronouns were resolved").first.click()
    expect(panel.get_by_role("listitem").first).to_be_visible()


def test_evidence_stands_in_the_address_and_closes_by_escape(page):
    page.goto(MADURO)
    page.locator("table.facts button").first.click()
    address = page.url
    assert "evidence=" in address
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="Evidence")).to_have_count(0)
    page.goto(address)
    expect(
        page.get_by_role("complementary", name="Evidence").locator("mark.words").first
    ).to_be_visible()


def test_who_did_it_stands_beside_a_fact(page):
    page.goto(MADURO)
    row = page.get_by_role("row", name=re.compile("^accused of"))
    expect(row).to_contain_text("by Donald Trump")


def test_an_allegation_reads_as_one(page):
    page.goto(MADURO)
    page.get_by_role("button", name=re.compile("^alleged")).click()
    lines = page.locator("#claims + .bar + .claims > li")
    assert lines.count() > 0
    for line in lines.all():
        expect(line.locator(".standing").first).to_have_text("alleged")
    assert "status=Alleged" in page.url


def test_who_says_so_stands_beside_what_is_not_the_outlets_own(page):
    page.goto(f"{MADURO}?status=Alleged")
    expect(page.locator(".claims .speakers").first).to_contain_text("according to")


def test_no_allegation_is_among_the_facts(page):
    page.goto(MADURO)
    facts = page.locator("table.facts")
    expect(facts).to_contain_text("charged with")
    expect(facts).not_to_contain_text("abduction")


def test_back_and_forward_lead_through_what_was_seen(page):
    page.goto(MADURO)
    page.get_by_role("link", name="Cilia Flores").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cilia Flores")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nicolás Maduro")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cilia Flores")


def test_the_timeline_is_zoomed_by_keys_and_opens_evidence(page):
    page.goto(MADURO)
    axis = page.locator(".timeline .axis")
    expect(axis).to_contain_text("20")
    before = axis.text_content()
    page.get_by_role("button", name="Zoom in").click()
    page.locator(".timeline svg").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    expect(axis).not_to_have_text(before)
    page.keyboard.press("0")
    expect(axis).to_have_text(before)
    page.locator(".timeline .mark").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("complementary", name="Evidence")).to_be_visible()


def test_a_place_is_on_the_map(page):
    page.goto("/")
    page.get_by_role("combobox").fill("Caracas")
    page.get_by_role("option").first.click()
    expect(page.get_by_role("heading", name="On the map")).to_be_visible()
    expect(page.locator("figure.map svg").first).to_be_visible()


# -- articles ------------------------------------------------------------------------------------


def test_an_article_shows_its_things_and_claims(page):
    page.goto(HESS)
    text = page.get_by_role("region", name="Text of the article")
    expect(
        text.locator("mark.mention[data-family=Person]").filter(has_text="John Hess").first
    ).to_be_visible()
    expect(text.locator(".marks .standing.Planned").first).to_be_visible()


def test_the_whole_text_is_shown_and_leaves_the_store_by_no_other_way(page, shown):
    page.goto(HESS)
    text = page.get_by_role("region", name="Text of the article")
    expect(text).to_contain_text(DATELINE)
    expect(text.locator(".gap")).to_have_count(0)
    assert DATELINE not in shown.ask("GET", "/store").text
    assert DATELINE not in shown.query("SELECT ?o { GRAPH ?g { ?s ?p ?o } }").text


def test_a_claim_selects_its_sentence_and_a_sentence_its_claim(page):
    page.goto(HESS)
    line = page.locator(".told .claim").filter(has_text="refusal")
    line.get_by_role("button", name=re.compile("Show in the text")).click()
    expect(page.locator(".sentence[data-chosen]")).to_contain_text("rejected a challenge")
    page.locator(".sentence").filter(has_text="plans to cut").locator("button.marks").click()
    expect(page.locator(".told .claim[aria-current=true]").first).to_contain_text("Chevron")


def test_rejected_candidates_are_shown_on_demand_with_the_reason(page, shown):
    [row, *_] = shown.query(
        f"PREFIX kg: <{ONTOLOGY}> SELECT ?article ?reason"
        " { GRAPH ?article { ?candidate a kg:RejectedCandidate ; kg:reason ?reason } }"
        " ORDER BY ?article ?reason"
    ).rows()
    page.goto(f"/read?article={quote(row['article'], safe='')}")
    page.get_by_role("tab", name=re.compile("Rejected")).click()
    expect(page.get_by_role("tabpanel")).to_contain_text(row["reason"])
    assert "tab=rejected" in page.url


# -- linked data ---------------------------------------------------------------------------------


def test_each_address_is_a_page_for_people_and_rdf_for_machines(shown):
    turtle = shown.ask("GET", MADURO, Accept="text/turtle")
    assert turtle.type == "text/turtle"
    assert "kg:chargedWith" in turtle.text
    page = shown.ask("GET", MADURO, Accept="text/html,*/*;q=0.8")
    assert page.type == "text/html"
    assert shown.ask("GET", MADURO, Accept="application/ld+json").type == "application/ld+json"
    other = shown.ask("GET", f"/resource?iri={quote(BASE + MADURO[1:], safe='')}&format=nt")
    assert other.type == "application/n-triples"


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/wp-login.php", "/entity/Nobody.person", "/api/nothing", "/assets/none.js"],
)
def test_what_is_not_there_is_a_404_in_one_line(shown, path):
    reply = shown.ask("GET", path)
    assert reply.status == 404
    assert len(reply.text.splitlines()) == 1


def test_the_page_runs_nothing_but_its_own_script(shown):
    policy = shown.ask("GET", "/").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_files_are_packed_and_not_sent_twice(shown):
    first = shown.ask("GET", "/assets/index.js", Accept_Encoding="gzip")
    assert first.headers["content-encoding"] == "gzip"
    again = shown.ask("GET", "/assets/index.js", If_None_Match=first.headers["etag"])
    assert again.status == 304
    assert again.body == b""


# -- a text of one's own -------------------------------------------------------------------------


def test_a_pasted_text_is_read_and_not_kept(page, shown):
    before = shown.ask("GET", "/api/home").json()["counts"]
    page.goto("/try")
    page.get_by_label("Headline").fill("Minister charged")
    page.get_by_label("Text", exact=True).fill(
        "Ana Ruiz was charged with bribery in Quito on Monday."
    )
    page.get_by_role("button", name="Read it").click()
    result = page.get_by_role("region", name="What the text says")
    expect(result.locator(".claim").filter(has_text="charge").first).to_contain_text(
        "Ana Ruiz", timeout=40_000
    )
    result.get_by_role("tab", name="Graph").click()
    expect(result.get_by_role("tabpanel")).to_contain_text("Ana Ruiz")
    assert shown.ask("GET", "/api/home").json()["counts"] == before


def test_a_text_in_another_language_is_refused_in_one_sentence(shown):
    french = (
        "Le ministre a démissionné lundi après une longue réunion avec le président de la république. "
        * 4
    )
    reply = shown.ask(
        "POST", "/api/try", json.dumps({"text": french}).encode(), Content_Type="application/json"
    )
    assert (reply.status, reply.text) == (400, "text: it is not English; kg reads English alone\n")


def test_other_sites_cannot_have_a_text_read(shown):
    for method in ("GET", "POST"):
        assert (
            shown.ask(
                method, "/api/try", b"", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate"
            ).status
            == 403
        )


def test_an_empty_text_is_refused_in_one_sentence(shown):
    reply = shown.ask("POST", "/api/try", b'{"text": " "}', Content_Type="application/json")
    assert (reply.status, reply.text) == (400, "text: it is empty; paste an article\n")
    assert shown.ask("POST", "/api/try", b"no json", Content_Type="application/json").status == 400
    assert shown.ask("POST", "/api/try", b"{}", Content_Type="text/plain").status == 415
    assert (
        shown.ask("POST", "/api/try", b" " * (1 << 18), Content_Type="application/json").status
        == 413
    )


def test_texts_are_not_tried_where_others_can_ask(serve, news):
    with serve("--store", news, "--host", "0.0.0.0") as served:
        assert served.ask("GET", "/api/about").json()["tries"] is False
        assert (
            served.ask("POST", "/api/try", b'{"text": "x"}', Content_Type="application/json").status
            == 404
        )
