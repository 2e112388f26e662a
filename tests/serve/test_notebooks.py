"""What graphs, drawings and answers show in a notebook, in a real browser: with their frames, and without."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import kg

COUNTED = """SELECT ?person ?personLabel (COUNT(DISTINCT ?article) AS ?articles) {
  ?person a kg:Person ; rdfs:label ?personLabel . GRAPH ?article { ?claim ?role ?person }
} GROUP BY ?person ?personLabel ORDER BY ?personLabel"""
EVIL = "Ana </script><script>parent.document.title='broken'</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def graph(news) -> kg.Graph:
    return kg.open(news)


@contextmanager
def notebook(browser: Any, shown: str) -> Iterator[Any]:
    """Yield a page with SHOWN as the output of a cell; nothing may go wrong in it, nor be loaded."""
    page = browser.new_page(viewport={"width": 1000, "height": 900}, reduced_motion="reduce")
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda each: wrong.append(each.text) if each.type == "error" else None)
    page.on("request", lambda each: wrong.append(each.url) if "://" in each.url else None)
    page.set_default_timeout(15_000)
    page.set_content(f"<title>Notebook</title><main>{shown}</main>")
    yield page
    assert wrong == []
    assert page.title() == "Notebook"
    page.close()


def untrusted(shown: str) -> str:
    """What JupyterLab leaves of an output that it does not trust: neither frames nor styles."""
    tree = html.fromstring(shown)
    for each in tree.xpath("//iframe|//style"):
        each.drop_tree()
    return html.tostring(tree, encoding="unicode")


def test_a_drawing_is_the_graph_view_of_the_explorer(browser, graph):
    drawing = graph.about("Nicolás Maduro")
    with notebook(browser, drawing._repr_html_()) as page:
        frame = page.frame_locator("iframe")
        frame.locator(".graph .counts").wait_for()
        nodes = len(drawing.picture["nodes"])
        assert frame.locator(".graph .counts").inner_text().startswith(f"{nodes} nodes")
        assert not page.get_by_role("img").is_visible()
        frame.locator("summary", has_text="As a list").click()
        frame.locator("tr:has(.standing.Alleged)").first.get_by_role("button").click()
        frame.locator(".panel").get_by_role("button", name="Evidence").click()
        told = frame.get_by_role("region", name="Evidence")
        assert set(told.locator("blockquote").all_inner_texts()) & {
            each.sentence for each in drawing.statements if each.status == "Alleged"
        }
        assert "alleged" in told.locator(".standing").all_inner_texts()


def test_links_of_a_drawing_lead_to_the_web(browser, graph):
    with notebook(browser, graph.about("Nicolás Maduro")._repr_html_()) as page:
        frame = page.frame_locator("iframe")
        frame.locator("summary", has_text="As a list").click()
        frame.locator("tbody tr").first.get_by_role("button").click()
        frame.locator(".panel a").first.wait_for()
        for link in frame.locator("a").all():
            assert re.match(r"https?://", link.get_attribute("href"))
            assert link.get_attribute("target") == "_blank"


@pytest.mark.parametrize("shown", ["about", "graph"])
def test_an_untrusted_notebook_has_the_still_picture(browser, graph, shown):
    output = graph if shown == "graph" else graph.about("Nicolás Maduro")
    with notebook(browser, untrusted(output._repr_html_())) as page:
        image = page.get_by_role("img")
        assert image.is_visible()
        assert image.evaluate("(each) => each.complete && each.naturalWidth") > 300
        assert re.match(r"\d+ things and \d+ events: ", image.get_attribute("alt"))


def test_an_answer_is_sorted_and_drawn(browser, graph):
    answer = graph.query(COUNTED)
    with notebook(browser, answer._repr_html_()) as page:
        frame = page.frame_locator("iframe")
        frame.get_by_role("button", name="articles").click()
        frame.get_by_role("button", name="articles").click()
        most = frame.locator("tbody tr").first
        assert most.locator("td.number").inner_text() == str(
            max(answer.values()[1], key=lambda r: r[2])[2]
        )
        frame.get_by_role("button", name="Chart").click()
        frame.locator("figure svg rect.bar").nth(5).wait_for()
        assert frame.get_by_role("button", name="CSV").count() == 0


def test_a_long_answer_says_how_much_of_it_is_there(graph):
    answer = graph.query("SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } LIMIT 1500")
    page = html.fromstring(html.fromstring(answer._repr_html_()).xpath("string(//iframe/@srcdoc)"))
    given = page.xpath("string(//script[@id='given'])")
    assert '"all":1500' in given
    assert given.count('"o":{') == 1000


def test_hostile_labels_stay_in_their_frame(browser, tmp_path):
    file = tmp_path / "evil.nq"
    file.write_text(_evil(Path(__file__).parents[1] / "queries/who-is-charged/data.trig"))
    graph = kg.open(file)
    drawing = graph.about(EVIL)
    with notebook(browser, drawing._repr_html_()) as page:
        frame = page.frame_locator("iframe")
        frame.locator("summary", has_text="As a list").click()
        assert EVIL in frame.locator("tbody").inner_text()
        assert frame.locator("img").count() == 0


def _evil(path: Path) -> str:
    from pyoxigraph import Literal, RdfFormat, parse, serialize

    quads = list(parse(path=path, format=RdfFormat.TRIG))
    evil = [
        type(each)(each.subject, each.predicate, Literal(EVIL, language="en"), each.graph_name)
        if isinstance(each.object, Literal) and each.object.value == "Ana Ruiz"
        else each
        for each in quads
    ]
    return serialize(evil, format=RdfFormat.N_QUADS).decode()
