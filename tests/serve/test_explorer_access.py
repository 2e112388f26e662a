"""The explorer for everybody: by keyboard alone, with a screen reader, on a phone, with hostile names in it."""

from urllib.parse import quote

import pytest
from pyoxigraph import Literal, Quad, RdfFormat, serialize

from kg.iri import BASE, VOCABULARIES

sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
expect = sync_api.expect

MADURO = "/entity/Nicolas_Maduro_Q58132"
HESS = f"/read?article={quote('https://harbourwire.example/business/chevron-hess', safe='')}"
PAGES = {
    "first page": "/",
    "thing": MADURO,
    "thing that is claimed": f"{MADURO}?status=Alleged",
    "article": HESS,
    "rejected": f"{HESS}&tab=rejected",
    "graph": f"/graph?from={quote(BASE + MADURO[1:], safe='')}",
    "graph of an article": f"/graph?article={quote('https://harbourwire.example/business/chevron-hess', safe='')}",
    "query": "/query",
    "question": "/query?question=who-is-charged",
    "audit": "/audit",
    "claim to judge": "/audit?sample=200&seed=0&at=120",
    "try": "/try",
    "ontology": "/ontology",
}
WORDS = (
    "headline",
    "label",
    "altLabel",
    "anchorOf",
    "cue",
    "reason",
    "publisher",
    "author",
    "description",
    "coreferenceStep",
)
HOSTILE = {
    "script": "<script>window.wrong = 1</script>",
    "handler": '"><img src=x onerror="window.wrong = 1">',
    "style": "</style><style>*{display:none!important}</style>",
    "bidirectional": "\u202e\u2066evil\u202d\u2067 name",
    "control": "a\x01b\x7fc\u2028d",
    "long": "Muster" * 1700,
    "right to left": "محكمة العدل الدولية في لاهاي",
    "template": "${window.wrong = 1}{{constructor.constructor('window.wrong = 1')()}}",
}


def settled(page, path: str) -> None:
    page.goto(path)
    page.locator("main h1, main form, main canvas, main svg").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    expect(page.locator(".waiting")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_no_serious_fault_of_access(browser, shown, axe, look, name, scheme):
    with look(browser, shown, color_scheme=scheme) as page:
        settled(page, PAGES[name])
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        serious = [
            f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}"
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert serious == []


def test_no_serious_fault_of_access_in_evidence(page, axe):
    page.goto(MADURO)
    page.locator("table.facts button").first.click()
    page.locator(".evidence mark.words").first.wait_for()
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        each["id"] for each in found["violations"] if each["impact"] in ("serious", "critical")
    ] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_a_phone(browser, shown, look, name):
    with look(browser, shown, viewport={"width": 390, "height": 800}) as page:
        settled(page, PAGES[name])
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_from_the_search_to_the_sentence_by_keys_alone(page):
    page.goto("/")
    page.get_by_role("combobox").wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "combobox":
            break
    page.keyboard.type("maduro")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Nicolás Maduro")
    for _ in range(60):
        page.keyboard.press("Tab")
        if "Evidence" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    panel = page.get_by_role("complementary", name="Evidence")
    expect(panel.locator("mark.words").first).to_be_visible()
    page.wait_for_function("() => document.activeElement.closest('.evidence') !== null")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert "Evidence" in page.evaluate("document.activeElement.textContent")


def test_a_link_leads_over_the_head_of_the_page(page):
    page.goto(MADURO)
    page.get_by_role("heading", level=1).wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.fixture(scope="module", params=HOSTILE)
def hostile(request, tmp_path_factory, articles, serve):
    """A server over articles in which every text that is shown is hostile."""
    text = HOSTILE[request.param]
    quads = [quad for each in articles for quad in (*each.facts, *each.graph)]
    file = tmp_path_factory.mktemp("hostile") / "graph.nq"
    file.write_bytes(serialize(map(_worded(text), quads), format=RdfFormat.N_QUADS))
    with serve("--data", file) as served:
        yield served


def _worded(text: str):
    names = {
        f"{VOCABULARIES[prefix]}{name}"
        for prefix in ("rdfs", "skos", "schema", "nif", "kg")
        for name in WORDS
    }

    def worded(quad: Quad) -> Quad:
        shown = isinstance(quad.object, Literal) and quad.predicate.value in names
        return Quad(quad.subject, quad.predicate, Literal(text), quad.graph_name) if shown else quad

    return worded


def test_hostile_texts_are_shown_as_text(browser, hostile, look):
    article = "https://news.example/ruiz"
    person = hostile.ask("GET", "/api/home").json()["people"][0]["iri"]
    pages = [
        "/",
        "/audit?sample=100",
        f"/{person.removeprefix(BASE)}",
        f"/read?article={quote(article, safe='')}",
        f"/read?article={quote(article, safe='')}&tab=rejected",
        f"/graph?article={quote(article, safe='')}",
        f"/query?query={quote('SELECT * { ?s rdfs:label ?label } LIMIT 20')}",
    ]
    with look(browser, hostile) as page:
        for path in pages:
            settled(page, path)
            assert page.evaluate("window.wrong") is None
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path
            expect(page.locator("header.top")).to_be_visible()
        page.goto(f"/{person.removeprefix(BASE)}")
        page.locator("table.facts button, .claims button").first.click()
        page.locator(".evidence .behind").first.wait_for()
        assert page.evaluate("window.wrong") is None
