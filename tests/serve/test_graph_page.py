"""The graph page, in a real browser: expanding, filtering, folding, hiding, saving, and how allegations are drawn."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from lxml import etree
from pyoxigraph import NamedNode, RdfFormat, Store

from kg.iri import BASE, ONTOLOGY

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

MADURO = f"{BASE}entity/Nicolas_Maduro_Q58132"
IRAN = f"{BASE}entity/Iran_Q794"


def drawn(page, *things: str) -> None:
    """Open the picture of THINGS, and wait until it is laid out."""
    page.goto(f"/graph?{urlencode([('from', thing) for thing in things])}")
    counts(page)


def counts(page) -> tuple[int, int]:
    """Return the numbers of nodes and of statements that the picture tells."""
    told = page.wait_for_function(
        "() => /^([0-9,]+) nodes?, ([0-9,]+) statement/.exec(document.querySelector('.graph .counts')?.textContent)"
    ).json_value()
    return int(told[1].replace(",", "")), int(told[2].replace(",", ""))


def rows(page):
    return page.locator("details.list table tbody tr")


def tick(page, facet: str, name: str) -> None:
    panel = page.locator("details.filters")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    panel.get_by_role("group", name=facet).get_by_role(
        "checkbox", name=re.compile(f"^{name}")
    ).check()


def saved(page, format: str, folder) -> bytes:
    with page.expect_download() as begun:
        page.get_by_label("Save as").select_option(format)
    path = folder / begun.value.suggested_filename
    begun.value.save_as(path)
    return path.read_bytes()


def test_a_picture_begins_with_a_search(page):
    page.goto("/graph")
    page.get_by_role("combobox", name="Begin with").fill("maduro")
    page.get_by_role("option").filter(has_text="person").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nicolás Maduro")
    assert counts(page)[0] > 10


def test_two_steps_are_expanded_by_keys(page):
    drawn(page, IRAN)
    seen = [counts(page)[0]]
    page.locator(".graph .canvas").focus()
    for step in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 20:
        page.keyboard.press(step)
        starts = page.url.count("from=")
        if page.locator(".graph .panel").get_by_role("button", name="Expand").count():
            page.keyboard.press("Enter")
            page.wait_for_function(f"() => location.href.split('from=').length - 1 > {starts}")
            seen.append(counts(page)[0])
        if len(seen) > 2:
            break
    assert seen == sorted(seen)
    assert len(seen) > 2, seen
    assert page.url.count("from=") > 2
    page.reload()
    assert counts(page)[0] == seen[-1]


def test_an_allegation_is_drawn_as_one(page, tmp_path):
    drawn(page, MADURO)
    svg = etree.fromstring(saved(page, "svg", tmp_path))
    words = " ".join(svg.itertext())
    assert "alleged: " in words
    assert "planned: " in words
    dashed = svg.xpath("//*[@stroke-dasharray]")
    solid = svg.xpath(
        "//*[local-name()='path' or local-name()='line'][@stroke and not(@stroke-dasharray)]"
    )
    assert dashed
    assert solid


def test_a_selected_edge_opens_its_evidence(page):
    drawn(page, MADURO)
    rows(page).filter(has_text="alleged").first.get_by_role("button").first.click()
    panel = page.locator(".graph .panel")
    expect(panel.locator(".standing").first).to_have_text("alleged")
    panel.get_by_role("button", name="Evidence").click()
    expect(page.locator(".evidence mark.words").first).to_be_visible()


def test_a_status_filters_and_stands_in_the_address(page):
    drawn(page, MADURO)
    whole = counts(page)[1]
    tick(page, "How it stands", "alleged")
    assert counts(page)[1] < whole
    for row in rows(page).all():
        expect(row).to_contain_text("alleged")
    assert "status=Alleged" in page.url


def test_days_filter_to_one_month(page):
    drawn(page, MADURO)
    whole = counts(page)[1]
    page.locator("details.filters summary").click()
    page.get_by_label("From").fill("2025-08-01")
    page.get_by_label("To", exact=True).fill("2025-08-31")
    expect(rows(page)).not_to_have_count(whole)
    assert 0 < counts(page)[1] < whole
    assert "since=2025-08-01" in page.url
    assert "until=2025-08-31" in page.url


def test_outlets_are_compared(page):
    drawn(page, MADURO, f"{BASE}entity/United_States_Q30")
    page.locator("details.filters summary").click()
    outlets = page.get_by_role("group", name="Outlet").get_by_role("checkbox")
    assert outlets.count() >= 1
    whole = counts(page)[1]
    outlets.first.check()
    assert 0 < counts(page)[1] <= whole
    assert "outlet=" in page.url


def test_events_fold_into_edges(page):
    drawn(page, MADURO)
    nodes, statements = counts(page)
    page.get_by_role("combobox", name=re.compile("^Events")).select_option("folded")
    expect(page.locator(".graph .counts")).not_to_have_text(re.compile(f"^{nodes} nodes"))
    assert counts(page)[0] < nodes
    assert counts(page)[1] <= statements
    assert "events=folded" in page.url


def test_a_node_is_hidden_and_shown_again(page):
    drawn(page, MADURO)
    nodes, _ = counts(page)
    rows(page).filter(has_text="Cilia Flores").first.get_by_role("button").first.click()
    panel = page.locator(".graph .panel")
    panel.get_by_role("link").first.wait_for()
    page.locator(".graph .canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("p")
    expect(panel.get_by_role("button", name="Unpin")).to_be_visible()
    page.keyboard.press("h")
    assert counts(page)[0] < nodes
    page.get_by_role("button", name=re.compile(r"^Show \d+ hidden")).click()
    assert counts(page)[0] == nodes


def test_a_pin_is_a_step_back_and_stands_in_the_address(page):
    drawn(page, MADURO)
    page.locator(".graph .canvas").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("p")
    panel = page.locator(".graph .panel")
    expect(panel.get_by_role("button", name="Unpin")).to_be_visible()
    [pin] = parse_qs(urlsplit(page.url).query)["pin"]
    assert re.fullmatch(r"-?\d+,-?\d+,https://w3id.org/news-kg/.+", pin)
    page.reload()
    expect(panel.get_by_role("button", name="Unpin")).to_be_visible()
    page.go_back()
    expect(panel.get_by_role("button", name="Pin", exact=True)).to_be_visible()
    assert "pin=" not in page.url


def test_more_claims_of_each_thing_are_drawn_on_demand(page):
    drawn(page, MADURO)
    nodes, _ = counts(page)
    limit = page.get_by_label("Claims of each thing")
    assert limit.input_value() == "60"
    limit.select_option("150")
    page.wait_for_function("() => location.search.includes('limit=150')")
    assert counts(page)[0] >= nodes
    page.go_back()
    expect(limit).to_have_value("60")


def test_files_of_a_picture_are_what_they_are_called(page, tmp_path):
    drawn(page, MADURO)
    assert saved(page, "png", tmp_path).startswith(b"\x89PNG")
    graph = etree.fromstring(saved(page, "graphml", tmp_path))
    assert etree.QName(graph).localname == "graphml"
    assert len(graph.xpath("//*[local-name()='node']")) >= 20


def test_turtle_of_a_picture_has_no_allegation_as_a_fact(page, tmp_path, news):
    drawn(page, MADURO)
    store = Store()
    store.load(saved(page, "turtle", tmp_path), format=RdfFormat.TURTLE)
    facts = {
        quad.triple for quad in Store.read_only(str(news)).quads_for_pattern(None, None, None, None)
    }
    plain = [
        quad.triple
        for quad in store
        if quad.predicate.value.startswith(ONTOLOGY)
        and "/entity/" in quad.subject.value
        and isinstance(quad.object, NamedNode)
    ]
    assert plain
    assert [triple for triple in plain if triple not in facts] == []
    statuses = {
        q.object.value.removeprefix(ONTOLOGY)
        for q in store.quads_for_pattern(None, NamedNode(f"{ONTOLOGY}status"), None, None)
    }
    assert "Alleged" in statuses


def test_a_shared_link_shows_the_same_picture(browser, shown, look, page):
    drawn(page, MADURO)
    tick(page, "How it stands", "planned")
    page.get_by_role("combobox", name=re.compile("^Events")).select_option("folded")
    told = counts(page)
    with look(browser, shown) as other:
        other.goto(page.url)
        assert counts(other) == told


def large(nodes: int) -> dict:
    """Return a picture with so many NODES, as the server would tell it."""
    person = {"kind": "Person", "kindLabel": "person", "group": "entity", "articles": 1}
    names = [f"{BASE}entity/{number}.person" for number in range(nodes)]
    made = [
        {"id": name, "iri": name, "label": f"Ana Ruiz {number}", **person}
        for number, name in enumerate(names)
    ]
    met = {"property": "metWith", "label": "met with", "kind": "relation", "rank": 0}
    told = {"speakers": [], "articles": [], **met}
    edges = [
        {
            **{"id": f"e{number}", "source": names[number], "target": names[number // 3]},
            **{"status": "Asserted" if number % 5 else "Alleged", "fact": number % 5 != 0},
            **{"claims": [f"c{number}"], **told},
        }
        for number in range(1, nodes)
    ]
    return {"nodes": made, "edges": edges, "articles": {}, "more": {}}


@pytest.mark.parametrize("nodes", [300, 2000])
def test_a_large_picture_is_drawn_and_moves(page, nodes):
    page.route("**/api/picture*", lambda route: route.fulfill(json=large(nodes)))
    drawn(page, f"{BASE}entity/0.person")
    assert counts(page) == (nodes, nodes - 1)
    canvas = page.locator(".graph .canvas")
    canvas.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".graph .panel h2")).to_contain_text("Ana Ruiz")
    assert rows(page).count() <= 500
