"""Articles for displaCy, rendered by displaCy."""

import pytest
from lxml import html
from pyoxigraph import NamedNode, Quad, Store
from spacy import displacy as spacy_displacy

from kg.errors import QueryError
from kg.explore import Explorer
from kg.explore.drawing import draw
from kg.explore.spans import displacy

RUIZ = "https://news.example/ruiz"
GOMA = "https://news.example/goma"


def rendered(shown, style):
    return spacy_displacy.render(shown, style=style, manual=True, jupyter=False)


def test_entities_are_where_their_words_are(explorer):
    shown = displacy(explorer, GOMA)
    assert {"text", "ents", "title"} == shown.keys()
    named = [(shown["text"][ent["start"] : ent["end"]], ent["label"]) for ent in shown["ents"]]
    assert ("Goma", "City") in named
    assert ("Ana Ruiz", "Person") in named
    starts = [ent["start"] for ent in shown["ents"]]
    assert starts == sorted(starts)
    assert all(ent["kb_url"].endswith(ent["kb_id"]) for ent in shown["ents"])


def test_displacy_renders_entities(explorer):
    tree = html.fromstring(rendered(displacy(explorer, RUIZ), "ent"))
    marks = [" ".join(mark.text_content().split()) for mark in tree.xpath("//mark")]
    assert any(mark.startswith("Ana Ruiz Person") for mark in marks)
    assert "https://w3id.org/news-kg/entity/Ana_Ruiz.person" in tree.xpath("//mark//a/@href")


def test_thing_of_wikidata_leads_there(quads):
    same = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
    ruiz = NamedNode("https://w3id.org/news-kg/entity/Ana_Ruiz.person")
    store = Store()
    store.bulk_extend([*quads, Quad(ruiz, same, NamedNode("http://www.wikidata.org/entity/Q1"))])
    explorer = Explorer(store)
    found = [ent for ent in displacy(explorer, RUIZ)["ents"] if ent["label"] == "Person"]
    assert {ent["kb_id"] for ent in found} == {"Q1"}
    assert found[0]["kb_url"] == "https://www.wikidata.org/wiki/Q1"
    assert 'href="https://www.wikidata.org/wiki/Q1"' in draw(explorer, "Ana Ruiz").svg


def test_displacy_renders_claims_with_how_they_stand(explorer):
    shown = displacy(explorer, GOMA, style="span")
    assert "reported: killing" in {span["label"] for span in shown["spans"]}
    tree = html.fromstring(rendered(shown, "span"))
    assert "reported: killing" in " ".join(tree.text_content().split())


def test_what_the_graph_does_not_keep_is_left_out(write, story):
    made = story(
        RUIZ, "Rain fell.", "Nothing was said of this in any claim at all.", "Ana Ruiz came."
    )
    ruiz = made.mention(2, "Ana Ruiz", "Person")
    made.claim(2, made.event(2, "came", "Movement", agent=ruiz))
    rain = made.mention(0, "Rain", "Topic")
    made.claim(0, made.event(0, "fell", "Movement", agent=rain))
    store = Store()
    written = write(made)
    store.bulk_extend([*written.facts, *written.graph])
    shown = displacy(Explorer(store), RUIZ)
    assert shown["text"] == "Rain fell. … Ana Ruiz came."
    named = [shown["text"][ent["start"] : ent["end"]] for ent in shown["ents"]]
    assert named == ["Rain", "Ana Ruiz"]


def test_hostile_title_stays_text(write, story):
    made = story(RUIZ, "Ana <b onclick=x>Ruiz</b> came.", title="<img src=x onerror=alert(1)>")
    ruiz = made.mention(0, "Ana <b onclick=x>Ruiz</b>", "Person")
    made.claim(0, made.event(0, "came", "Movement", agent=ruiz))
    store = Store()
    written = write(made)
    store.bulk_extend([*written.facts, *written.graph])
    for style in ("ent", "span"):
        tree = html.fromstring(rendered(displacy(Explorer(store), RUIZ, style=style), style))
        assert not tree.xpath("//img|//b|//@onclick|//@onerror")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"article": "https://news.example/riuz"}, "did you mean 'https://news.example/ruiz'?"),
        ({"article": RUIZ, "style": "dep"}, "style: 'dep' is unknown; have: ent, span"),
    ],
)
def test_what_cannot_be_shown_is_told(explorer, given, told):
    with pytest.raises(QueryError) as refused:
        displacy(explorer, **given)
    assert str(refused.value).endswith(told)
