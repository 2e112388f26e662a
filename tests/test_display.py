"""What graphs and answers show in a notebook; the text in them is whatever an article says."""

import base64
import html as markup
import re
from pathlib import Path

import pytest
from lxml import html
from pyoxigraph import Literal

import kg
from kg.pipeline import Failure
from kg.query.display import SHOWN
from kg.query.explain import Meaning, Quote, Rejected

CASES = Path(__file__).parent / "queries"
CHARGES = CASES / "who-is-charged" / "data.trig"
EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)> & 'quoted' </td>"


def words(shown: str) -> str:
    return " ".join(" ".join(html.fromstring(shown).itertext()).split())


def is_inert(shown: str) -> bool:
    """Whether nothing of SHOWN runs outside shut frames, nothing is fetched, and nothing around it changes."""
    tree = html.fromstring(shown)
    active = "//script|//link|//object|//@onerror|//@onclick|//iframe/@src"
    styles = "".join(tree.xpath("//style/text()"))
    leads_to_the_web = all(each.startswith("https://") for each in tree.xpath("//@href"))
    return (
        not tree.xpath(active)
        and all(each.startswith("data:image/svg+xml;base64,") for each in tree.xpath("//@src"))
        and not re.sub(r"\.kg-still-[0-9a-f]{16}\{display:none\}", "", styles)
        and leads_to_the_web
        and all(is_shut(frame) for frame in tree.xpath("//iframe"))
    )


def is_shut(frame: html.HtmlElement) -> bool:
    """Whether a FRAME has no origin, one script that runs, and a policy that loads nothing."""
    page = html.fromstring(frame.get("srcdoc"))
    run = [each for each in page.xpath("//script") if each.get("type") is None]
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    outside = page.xpath("//link|//object|//iframe|//img|//@src|//@onerror|//@onclick")
    return (
        "allow-same-origin" not in frame.get("sandbox")
        and len(run) == 1
        and policy.startswith("default-src 'none'; script-src 'sha256-")
        and not outside
    )


def picture(shown: str) -> str:
    """The still picture that SHOWN has for notebooks which take frames away."""
    [source] = html.fromstring(shown).xpath("//img/@src")
    return base64.b64decode(source.partition(",")[2]).decode()


@pytest.fixture
def evil(tmp_path: Path) -> kg.Graph:
    """The charges, with HTML in a label, as an article may have it."""
    path = tmp_path / "evil.trig"
    path.write_text(CHARGES.read_text().replace('"bribery"@en', str(Literal(EVIL))))
    return kg.open(path)


def test_graph_shows_its_counts_and_first_facts():
    shown = kg.open(CHARGES)._repr_html_()
    assert "Graph: 2 documents" in words(shown)
    assert "Ana Ruiz chargedWith bribery Former minister" in words(shown)
    assert picture(shown).startswith("<svg ")
    assert is_inert(shown)


def test_picture_of_a_thing_shows_its_statements():
    drawing = kg.open(CHARGES).about("Ana Ruiz")
    shown = drawing._repr_html_()
    assert html.fromstring(shown).xpath("//img/@alt") == [drawing.description]
    assert drawing.description.startswith("3 things and 2 events: Charge accused Ana Ruiz;")
    assert "Charge: Ana Ruiz, bribery, Quito Asserted" in words(shown)
    assert "“Former minister Ana Ruiz has been charged with bribery in Quito.”" in words(shown)
    assert drawing._repr_svg_() == drawing.svg
    assert picture(shown) == drawing.svg
    assert is_inert(shown)


def test_picture_is_drawn_of_one_thing_of_several_and_of_all(tmp_path):
    graph = kg.open(CHARGES)
    one = graph.draw(tmp_path / "one.svg", about="Ana Ruiz").read_text()
    assert graph.draw(tmp_path / "same.svg", about=["Ana Ruiz"]).read_text() == one
    assert (
        "Ana Ruiz, Piet Vos"
        in graph.draw(tmp_path / "two.svg", about=["Ana Ruiz", "Piet Vos"]).read_text()
    )
    assert "The most connected claims" in graph.draw(tmp_path / "all.svg").read_text()


def test_graph_and_answer_show_no_more_than_some_rows():
    answer = kg.open(CHARGES).query("SELECT ?s { GRAPH ?g { ?s ?p ?o } }")
    tree = html.fromstring(answer._repr_html_())
    assert len(tree.xpath("//tbody/tr")) == SHOWN < len(answer)
    assert f"and {len(answer) - SHOWN:,} more" in words(answer._repr_html_())


def test_answer_shows_labels_with_their_names_below():
    shown = kg.open(CHARGES).query("who-is-charged", accused="Piet Vos")._repr_html_()
    tree = html.fromstring(shown)
    assert tree.xpath("//th/text()")[:2] == ["accused", "offence"]
    assert tree.xpath("//td[1]//text()") == ["Piet Vos", "ent:Piet_Vos.person"]
    assert is_inert(shown)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("ASK { ?event a kg:Charge }", "yes"),
        ("ASK { ?event a kg:Flood }", "no"),
        ("CONSTRUCT { ?s a kg:Person } { ?s a kg:Person }", "3 triples"),
        ("SELECT ?s { ?s a kg:Flood }", "0 rows"),
    ],
)
def test_answer_of_every_form_is_shown(question, told):
    assert told in words(kg.open(CHARGES).query(question)._repr_html_())


def test_explanation_shows_sentence_place_and_status():
    shown = kg.open(CHARGES).why("Ana Ruiz", "chargedWith")._repr_html_()
    assert "“Former minister Ana Ruiz has been charged with bribery in Quito.”" in words(shown)
    assert "https://news.example/ruiz, characters 0 to 64" in words(shown)
    assert html.fromstring(shown).xpath("//blockquote")
    assert is_inert(shown)


def test_explanation_marks_the_words_that_decided():
    quote = Quote(statement="s", status="Denied", speakers=("Ruiz",), sentence="She denied\n it.", article="a", start=0,
                  end=14, rule="r", confidence="0.9", cue="denied")  # fmt: skip
    shown = kg.Explanation(subject="urn:s", quotes=(quote,), rejected=())._repr_html_()
    assert html.fromstring(shown).xpath("//mark/text()") == ["denied"]
    assert "“She denied it.”" in words(shown).replace(" ” ", "”").replace("“ ", "“")


def test_report_shows_counts_and_failures():
    shown = kg.Report(documents=3, failures=(Failure("a.txt", f"a.txt: {EVIL}"),))._repr_html_()
    assert "documents 3" in words(shown)
    assert f"a.txt: {' '.join(EVIL.split())}" in words(shown)
    assert is_inert(shown)


def test_html_in_articles_stays_text(evil):
    quote = Quote(statement=EVIL, status="Alleged", speakers=(EVIL,), sentence=EVIL, article=EVIL, start=0, end=1,
                  rule=EVIL, confidence="1", cue="quoted", steps=(EVIL,))  # fmt: skip
    explanation = kg.Explanation(
        subject=f"urn:{EVIL}",
        quotes=(quote,),
        rejected=(Rejected(EVIL, EVIL, EVIL, EVIL, EVIL),),
        meanings=(Meaning(EVIL, EVIL, "1", EVIL, EVIL),),
    )
    asked = "CONSTRUCT { ?s rdfs:label ?o } { ?s rdfs:label ?o ; a kg:Offence }"
    drawing = evil.about("Ana Ruiz")
    for each in (evil, evil.query("who-is-charged"), evil.query(asked), explanation, drawing):
        shown = each._repr_html_()
        assert markup.escape("<script>alert(1)</script>") in shown
        assert is_inert(shown)


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (lambda graph: graph, "<Graph: 2 documents>"),
        (lambda graph: graph.query("who-is-charged"), "<Answer: 3 rows of accused, accusedLabel, "),
        (lambda graph: graph.query("ASK {}"), "<Answer: yes>"),
        (lambda graph: graph.query("CONSTRUCT { ?s a ?o } { ?s a kg:Person ; a ?o }"), "<Answer: 3 triples>"),
        (lambda graph: graph.why("Ana Ruiz"), "<Explanation: "),
    ],
)  # fmt: skip
def test_each_has_a_short_line_of_its_own(make, shown):
    assert repr(make(kg.open(CHARGES))).startswith(shown)


def test_printing_shows_what_the_command_line_shows(capsys):
    graph = kg.open(CHARGES)
    answer = graph.query("who-is-charged")
    assert str(answer) == answer.to_table()
    assert str(graph.why("Ana Ruiz", "chargedWith")).startswith("Ana Ruiz charged with bribery\n")
