"""What the last line of a notebook's cell shows, as the notebook asks for it."""

import pytest
from lxml import html

import kg

HTML = "Police in Madrid arrested <script>alert(1)</script> the banker <b onclick=alert(1)>Vos</b>."
PLAIN = "Former minister Ana Ruiz was charged with bribery in Quito on Wednesday."


def shown(thing: object) -> html.HtmlElement:
    """Return what a notebook shows of THING: its HTML if it has any."""
    formatter = getattr(thing, "_repr_html_", None)
    assert formatter is not None
    written = formatter()
    assert "<script" not in written
    assert "<b " not in written
    tree = html.fromstring(written)
    assert not tree.xpath("//@onclick|//link|//script")
    assert all(each.startswith("data:image/svg+xml;base64,") for each in tree.xpath("//@src"))
    assert all(each.startswith("https://") for each in tree.xpath("//@href"))
    assert all(each.startswith(".kg-still-") for each in tree.xpath("//style/text()"))
    for frame in tree.xpath("//iframe"):
        assert "allow-same-origin" not in frame.get("sandbox")
        page = html.fromstring(frame.get("srcdoc"))
        assert not page.xpath("//@onclick|//link|//iframe|//b")
        assert len([each for each in page.xpath("//script") if each.get("type") is None]) == 1
    return tree


def text(tree: html.HtmlElement) -> str:
    return " ".join(" ".join(tree.itertext()).split())


@pytest.fixture(scope="module")
def graph() -> kg.Graph:
    return kg.build(texts=[HTML, PLAIN, ""], date="2026-03-12")


def test_graph_shows_itself(graph):
    tree = shown(graph)
    assert text(tree).startswith("Graph: 2 documents, ")
    assert "Ana Ruiz chargedWith bribery Former minister Ana Ruiz was charged" in text(tree)


def test_graph_shows_the_same_every_time(graph):
    again = kg.build(texts=[PLAIN, HTML, ""], date="2026-03-12")
    assert again._repr_html_() == graph._repr_html_()


def test_report_shows_what_failed(graph):
    assert text(shown(graph.report)).endswith("texts[2] texts[2]: has no text")


def test_answer_shows_itself(graph):
    tree = shown(
        graph.query("SELECT ?sentence { GRAPH ?a { ?s nif:anchorOf ?sentence ; a nif:Sentence } }")
    )
    assert any("<b onclick=alert(1)>Vos</b>" in cell.text_content() for cell in tree.xpath("//td"))


def test_explanation_shows_itself(graph):
    tree = shown(graph.why("Ana Ruiz"))
    assert len(tree.xpath("//blockquote")) == len(graph.why("Ana Ruiz").quotes)
    assert "“Former minister Ana Ruiz was charged with bribery in Quito on Wednesday.”" in text(
        tree
    )


def test_opened_store_shows_itself(tmp_path):
    kg.build(texts=[PLAIN], store=tmp_path / "store")
    assert "Asserted" in text(shown(kg.open(tmp_path / "store")))
