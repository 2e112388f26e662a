"""Pictures as SVG: what they show, that they are the same every time, and that nothing in them runs."""

import re
import subprocess
import sys
from itertools import combinations

import pytest
from lxml import etree

from kg.errors import QueryError
from kg.explore.drawing import draw
from kg.explore.drawing.folded import folded, trimmed
from kg.explore.drawing.layout import Link, arrange
from kg.explore.drawing.looks import LINES
from kg.explore.drawing.svg import svg

SVG = "{http://www.w3.org/2000/svg}"
STATUSES = ("Reported", "Alleged", "Planned", "Hypothetical", "Denied", "Negated")
HOSTILE = (
    "<script>alert(1)</script>",
    "\"'/><image href=x onerror=alert(1)>",
    "]]></style><style>*{display:none}",
    "&lt;b&gt; &amp; &#0; ${x} {{y}}",
    "\u202eevil\u2066\u200f\u061c",
    "\x00\x07\x1b[31m\ud800\ufffe\uffff\n\t",
    "a" * 10_000,
    "ܐ" * 300 + "\u0301" * 3000,
    "عملية سلام في الشرق الأوسط",
    "",
    " \n ",
)


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def words(tree: etree._Element) -> list[str]:
    return [each.text or "" for each in tree.iter(f"{SVG}text")]


@pytest.fixture
def drawn(ontology):
    """A function from a picture to its SVG, parsed."""
    return lambda picture, **given: parsed(svg(picture, ontology, **given))


@pytest.fixture(scope="session")
def every_status(picture, edge):
    """Two people between whom everything is said, a fact and what is none."""
    nodes = [("urn:ruiz", "Ana Ruiz", "Person"), ("urn:vos", "Piet Vos", "Person")]
    edges = [edge("urn:ruiz", "urn:vos", "met with", status) for status in ("Asserted", *STATUSES)]
    told = edge("urn:ruiz", "urn:vos", "knew", fact=False)
    return picture(nodes, [*edges, told])


def test_nodes_have_the_shape_of_their_kind(drawn, picture):
    kinds = {
        "Person": "ellipse",
        "Company": "rect",
        "City": "path",
        "Charge": "path",
        "Offence": "rect",
    }
    tree = drawn(picture([(f"urn:{kind}", kind, kind) for kind in kinds], []))
    for kind, tag in kinds.items():
        (group,) = tree.xpath(f"//*[starts-with(*[local-name()='title'], '{kind}\n')]")
        (shape,) = group.xpath("./*[contains(@class, 'kg-shape')]")
        assert etree.QName(shape).localname == tag
    outlines = tree.xpath("//*[local-name()='path'][contains(@class, 'kg-shape')]/@d")
    assert len({re.sub(r"-?\d+", "", each) for each in outlines[:2]}) == 1  # both have six corners
    groups = tree.xpath("//*[contains(@class, 'kg-shape')]/../@class")
    assert set(groups) == {"kg-person", "kg-organization", "kg-place", "kg-event", "kg-thing"}


def test_what_is_no_fact_looks_apart_by_words_and_form(drawn, every_status):
    tree = drawn(every_status)
    said = words(tree)
    for status in STATUSES:
        assert f"{LINES[status].word}: met with" in said
    assert "met with" in said
    forms = {(line.dashes, line.width, line.head) for line in LINES.values()}
    assert len(forms) == len(LINES)
    assert tree.xpath("//*[@class='kg-Denied']/*[@class='kg-bar']")
    assert not tree.xpath("//*[@class='kg-Denied']/*[@class='kg-arrow']")
    assert tree.xpath("//*[@class='kg-told']/*[@class='kg-open']")


def test_style_sheet_has_the_line_of_each_status(every_status, ontology):
    text = svg(every_status, ontology)
    for name, line in LINES.items():
        if line.dashes:
            assert re.search(
                rf"\.kg-{name} \.kg-line[^{{]*{{[^}}]*stroke-dasharray:{line.dashes}", text
            )
    assert "@media (prefers-color-scheme:dark)" in text


def test_legend_has_what_occurs_and_nothing_else(drawn, picture, edge, every_status):
    all_of_them = words(drawn(every_status))
    assert [line.legend for line in LINES.values() if line.legend not in all_of_them] == []
    nodes = [("urn:ruiz", "Ana Ruiz", "Person"), ("urn:goma", "Goma", "City")]
    few = words(drawn(picture(nodes, [edge("urn:ruiz", "urn:goma", "visited")])))
    assert {"person or people", "place", "fact"} <= set(few)
    assert not {"organization", "event", "alleged", "denied"} & set(few)


def test_event_says_once_how_it_stands(drawn, picture, edge):
    nodes = [
        ("urn:x/event/1", "Charge: Ana Ruiz, 2026-03-11", "Charge"),
        ("urn:ruiz", "Ana Ruiz", "Person"),
    ]
    roles = [edge("urn:x/event/1", "urn:ruiz", "accused", "Alleged", kind="role")]
    said = words(drawn(picture(nodes, roles)))
    assert "Charge" in said
    assert said.count("alleged") == 2  # in the event and in the legend
    assert "accused" in said
    several = [*roles, edge("urn:x/event/1", "urn:ruiz", "accused", "Denied", kind="role")]
    assert {"alleged: accused", "denied: accused"} <= set(words(drawn(picture(nodes, several))))


def test_event_that_is_only_pointed_at_is_no_fact(explorer, drawn, picture):
    alone = picture([("urn:x/event/1", "Charge: Ana Ruiz", "Charge")], [])
    assert drawn(alone).xpath("//*[contains(@class, 'kg-of-told')]")
    alone["nodes"][0]["status"] = "Alleged"
    assert drawn(alone).xpath("//*[contains(@class, 'kg-of-Alleged')]")
    alone["nodes"][0].update(status="Asserted", fact=True)
    assert not drawn(alone).xpath("//*[contains(@class, 'kg-of-')]")


def test_picture_says_in_words_what_it_shows(drawn, every_status):
    tree = drawn(every_status, title="Ruiz & Vos")
    assert tree.get("role") == "img"
    assert tree.find(f"{SVG}title").text == "Ruiz & Vos"
    assert tree.get("aria-labelledby") == tree.find(f"{SVG}title").get("id")
    told = tree.find(f"{SVG}desc").text
    assert told.startswith("2 things and 0 events: ")
    assert "Ana Ruiz alleged: met with Piet Vos" in told
    assert tree.get("aria-describedby") == tree.find(f"{SVG}desc").get("id")


@pytest.mark.parametrize("label", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_label_stays_text(drawn, picture, edge, label):
    nodes = [("urn:a", label, "Person"), ("urn:b", label, "Charge"), ("urn:c", label, "date")]
    edges = [edge("urn:a", "urn:b", label, speakers=[label]), edge("urn:b", "urn:c", "x", "Denied")]
    tree = drawn(
        picture(nodes, edges), title=label, note="n", links={"urn:a": f"javascript:{label}"}
    )
    assert {etree.QName(each).localname for each in tree.iter()} <= {
        "svg", "title", "desc", "style", "rect", "g", "path", "ellipse", "text", "a",
    }  # fmt: skip
    assert not [name for each in tree.iter() for name in each.attrib if name.startswith("on")]
    assert not tree.xpath("//@href|//@src")
    assert len(tree.findall(f"{SVG}style")) == 1
    whole = "".join(tree.itertext())
    assert not re.search(
        "[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ud800\ufffe\uffff\x00-\x08]", whole
    )
    assert max(map(len, words(tree))) <= 91


def test_long_label_is_cut_and_whole_in_its_title(drawn, picture):
    label = "conspiracy to import a great many tons of cocaine into the United States"
    tree = drawn(picture([("urn:a", label, "Offence")], []))
    assert any(each.endswith("…") for each in words(tree))
    assert any((each.text or "").startswith(label) for each in tree.iter(f"{SVG}title"))


def test_links_lead_to_the_web_alone(drawn, picture):
    nodes = [("urn:a", "A", "Person"), ("urn:b", "B", "Person")]
    links = {"urn:a": "https://www.wikidata.org/wiki/Q1?a=1&b=2", "urn:b": "file:///etc/passwd"}
    tree = drawn(picture(nodes, []), links=links)
    assert tree.xpath("//@href") == ["https://www.wikidata.org/wiki/Q1?a=1&b=2"]
    assert set(tree.xpath("//*[local-name()='a']/@rel")) == {"noopener noreferrer"}


def test_same_picture_gives_the_same_bytes(explorer, ontology, trig, tmp_path):
    first = draw(explorer, ["Ana Ruiz"]).svg
    assert draw(explorer, ["Ana Ruiz"]).svg == first
    picture = explorer.pictures.around([draw(explorer, "Ana Ruiz").about[0]])
    turned = {**picture, "nodes": picture["nodes"][::-1], "edges": picture["edges"][::-1]}
    assert svg(turned, ontology) == svg(picture, ontology)
    command = [sys.executable, "-m", "kg", "draw", "Ana Ruiz", "--data", trig, "-o", "-"]
    other = subprocess.run(command, capture_output=True, check=True)  # with hashes of its own
    assert other.stdout.decode() == first
    assert not re.search(r' (?:x|y|cx|cy|d|width)="[^"]*\.\d', first)


def test_pictures_of_nothing_and_of_one_thing_are_drawn(drawn, picture):
    assert drawn(picture([], [])).find(f"{SVG}desc").text == "0 things and 0 events."
    assert "Goma" in words(drawn(picture([("urn:goma", "Goma", "City")], [])))


def test_thing_that_says_something_of_itself_is_drawn(drawn, picture, edge):
    nodes = [("urn:a", "A", "Person"), ("urn:b", "B", "Person")]
    loops = [edge("urn:a", "urn:a", "admires"), edge("urn:a", "urn:b", "knows")]
    ways = drawn(picture(nodes, loops)).xpath("//*[@class='kg-line']/@d")
    assert any("C" in way for way in ways)


# --- the layout


def star(count: int) -> tuple[dict[str, tuple[int, int]], list[Link]]:
    boxes = {f"n{i:03}": (120, 30) for i in range(count)}
    return boxes, [Link("n000", name, (60, 15)) for name in list(boxes)[1:]]


@pytest.mark.parametrize("count", [2, 3, 12, 40])
def test_no_box_lies_on_another(count):
    boxes, links = star(count)
    found = arrange(boxes, links)
    for (a, (ax, ay)), (b, (bx, by)) in combinations(found.boxes.items(), 2):
        assert abs(ax - bx) >= 120 or abs(ay - by) >= 30, (a, b)
    for (ax, ay), (bx, by) in combinations(found.labels, 2):
        assert abs(ax - bx) >= 58 or abs(ay - by) >= 14


def test_parallel_lines_are_bent_apart():
    links = [Link("a", "b", (60, 15)), Link("b", "a", (60, 15)), Link("a", "b", (60, 15))]
    found = arrange({"a": (80, 30), "b": (80, 30)}, links)
    assert len(set(found.labels)) == 3


def test_parts_lie_beside_each_other_within_the_picture():
    boxes = dict.fromkeys("abcdefghijkl", (80, 30))
    found = arrange(boxes, [Link("a", "b", (40, 15)), Link("c", "d", (40, 15))])
    assert len(set(found.boxes.values())) == len(boxes)
    for x, y in found.boxes.values():
        assert 40 <= x <= found.size[0] - 40
        assert 15 <= y <= found.size[1] - 15


def test_largest_picture_needs_no_scipy(monkeypatch, picture, edge, drawn):
    monkeypatch.setitem(sys.modules, "scipy", None)
    nodes = [(f"urn:{i}", str(i), "City") for i in range(600)]
    edges = [edge(f"urn:{i // 2}", f"urn:{i}", "near") for i in range(1, 600)]
    small, left = trimmed(picture(nodes, edges), 90)
    assert (len(small["nodes"]), left) == (90, 510)
    assert len(drawn(small).xpath("//*[local-name()='title']")) > 90


# --- what is drawn


def test_things_are_found_by_label_other_name_and_iri(explorer):
    by_label = draw(explorer, "Ana Ruiz")
    assert by_label.title == "Ana Ruiz"
    assert draw(explorer, "ana ruiz").svg == by_label.svg
    assert draw(explorer, [by_label.about[0]]).svg == by_label.svg
    assert draw(explorer, ["Ana Ruiz", "Goma"]).title == "Ana Ruiz, Goma"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"about": "Ana Riuz"}, "entity: nothing is called 'Ana Riuz'; did you mean 'Ana Ruiz'?"),
        ({"about": "https://nowhere.example/x"}, "entity: the graph says nothing of https://nowhere.example/x; "
         "give a label or an IRI of it"),
        ({"article": "https://news.example/riuz"}, "article: no article is called 'https://news.example/riuz'; "
         "did you mean 'https://news.example/ruiz'?"),
        ({"about": "Goma", "events": "lines"}, "events: 'lines' is unknown; have: nodes, edges"),
        ({"about": "Goma", "limit": 0}, "limit: 0 claims are no picture; give 1 or more"),
        ({"about": "Goma", "article": "x"}, "draw: of an article or of things? Give one of them"),
    ],
)  # fmt: skip
def test_what_cannot_be_drawn_is_told(explorer, given, told):
    with pytest.raises(QueryError) as refused:
        draw(explorer, **given)
    assert str(refused.value) == told


def test_article_is_found_by_iri_and_title(explorer):
    drawing = draw(explorer, article="https://news.example/ruiz")
    assert drawing.title == "Ex-minister Ana Ruiz charged with bribery"
    assert draw(explorer, article=drawing.title).svg == drawing.svg


def test_without_a_name_what_is_connected_most_is_drawn(explorer):
    all_of_it = draw(explorer)
    assert all_of_it.title == "The most connected claims"
    assert len(draw(explorer, limit=2).statements) == 2
    assert "Ana Ruiz" in {node["label"] for node in draw(explorer, limit=2).picture["nodes"]}


def test_what_is_left_out_is_told(explorer):
    drawing = draw(explorer, "Ana Ruiz", limit=1)
    assert re.search(r">\d+ claims more are not drawn<", drawing.svg)


def test_events_become_edges_between_those_who_take_part(explorer):
    nodes = draw(explorer, "Ruritania")
    edges = draw(explorer, "Ruritania", events="edges")
    assert any(node["group"] == "event" for node in nodes.picture["nodes"])
    assert not any(node["group"] == "event" for node in edges.picture["nodes"])
    (only,) = edges.picture["edges"]
    assert (only["label"], only["kind"]) == ("Meeting", "relation")


def test_event_of_one_stays_a_node(picture, edge):
    nodes = [("urn:x/event/1", "Charge: A", "Charge"), ("urn:a", "A", "Person")]
    alone = picture(nodes, [edge("urn:x/event/1", "urn:a", "accused", kind="role")])
    assert folded(alone) == alone


def test_event_that_another_points_to_stays_a_node(picture, edge):
    nodes = [("urn:1", "Charge: A, B", "Charge"), ("urn:2", "Charge: A", "Charge"),
             ("urn:a", "A", "Person"), ("urn:b", "B", "Person")]  # fmt: skip
    roles = [("urn:1", "urn:a"), ("urn:1", "urn:b"), ("urn:2", "urn:a"), ("urn:2", "urn:1")]
    made = folded(picture(nodes, [edge(*each, "role", "Alleged", kind="role") for each in roles]))
    assert {node["id"] for node in made["nodes"]} == {"urn:1", "urn:a", "urn:b"}
    assert {each["status"] for each in made["edges"]} == {"Alleged"}


def test_statements_have_their_sentences_and_facts_come_first(explorer):
    said = draw(explorer, "Goma").statements
    assert [each.is_fact for each in said] == sorted((each.is_fact for each in said), reverse=True)
    (killing,) = [each for each in said if each.status == "Reported"]
    assert killing.speakers == ("UN mission", "doctor")
    assert killing.sentence.startswith("Rebels killed at least 14 civilians in Goma")


# --- the command


def test_command_writes_a_picture(kg, trig, tmp_path):
    target = tmp_path / "new" / "ruiz.svg"
    assert kg("draw", "Ana Ruiz", "--data", trig, "-o", target) == (0, "", "")
    assert "Ana Ruiz" in words(parsed(target.read_text()))
    code, out, _ = kg("draw", "Ana Ruiz", "--data", trig, "-o", "-")
    assert (code, out) == (0, target.read_text())
    assert [path.name for path in target.parent.iterdir()] == ["ruiz.svg"]


@pytest.mark.parametrize(
    ("given", "code", "told"),
    [
        (["Ana Riuz"], 1, "kg: entity: nothing is called 'Ana Riuz'; did you mean 'Ana Ruiz'?\n"),
        (["--article", "ruiz charged"], 1, "did you mean 'Ex-minister Ana Ruiz charged with bribery'?\n"),
        (["Goma", "--article", "x"], 2, "ENTITY and --article exclude each other; give one of them\n"),
        (["Goma", "--store", "x"], 2, "--store and --data exclude each other; give one of --store DIR, --data FILE\n"),
        (["Goma", "--limit", "0"], 2, "0 is not in the range x>=1.\n"),
    ],
)  # fmt: skip
def test_command_tells_a_mistake_in_one_line(kg, trig, tmp_path, given, code, told):
    found, out, err = kg("draw", *given, "--data", trig, "-o", tmp_path / "x.svg")
    assert (found, out) == (code, "")
    assert err.endswith(told)
    assert not (tmp_path / "x.svg").exists()


def test_command_says_that_there_is_nothing_to_draw(kg, tmp_path):
    (tmp_path / "empty.nq").write_text("")
    code, out, err = kg("draw", "--data", tmp_path / "empty.nq", "-o", "-")
    assert (code, err) == (0, "nothing found\n")
    assert parsed(out).find(f"{SVG}desc").text == "0 things and 0 events."


def test_command_asks_which_graph(kg):
    code, _, err = kg("draw", "Goma", "-o", "-")
    assert code == 2
    assert err.endswith("which graph? Give one of --store DIR, --data FILE\n")


def test_command_tells_what_cannot_be_written(kg, trig, tmp_path):
    (tmp_path / "file").write_text("")
    code, _, err = kg("draw", "Goma", "--data", trig, "-o", tmp_path / "file" / "x.svg")
    assert code == 1
    assert err.startswith(f"kg: {tmp_path}/file/x.svg: cannot be written: ")
