"""Articles that their outlets have withdrawn: what is a notice, and what is a report about one."""

import json

import pytest

from kg.counts import Counts as Numbers
from kg.model import Extraction
from kg.ontology import load
from kg.pipeline.report import Counts, tally
from kg.rdf import to_quads
from kg.sources import articles

STORY = "The dam in Lesk broke on Monday. Hundreds of people fled, the mayor said."
MORE = "\n\n".join(
    f"Water reached the {place}." for place in ("mill", "school", "market", "station")
)

NOTICES = (
    "This article has been retracted.",
    "This story has been withdrawn because of errors in its figures.",
    "This article was formally retracted on 3 March after an inquiry.",
    "Editor's note: This article has been withdrawn.",
    "Editor’s Note: This report has been retracted, as its only source was invented.",
    "EDITORS' NOTE (March 3): This story was withdrawn pending an inquiry.",
    "Retraction: The Lesk Daily has retracted this report.",
    "RETRACTION — This piece is withdrawn.",
    "Correction: We have withdrawn this article; the dam holds.",
    "We retract this article.",
    "We have fully retracted this story.",
    "We are withdrawing this story at the request of its author.",
    "Notice to readers: The above article has been retracted.",
    "[This article has been withdrawn from publication.]",
    "*** This news report has been withdrawn by the agency. ***",
    "Advisory: The story headlined “Dam breaks in Lesk” is withdrawn. There will be no substitute.",
    "Withdrawal: The article titled 'Dam breaks' has been withdrawn.",
)
NO_NOTICES = (
    "The journal has retracted an article on vaccines.",
    "The Lancet retracted the article in 2010.",
    "The Lancet has retracted this article, its editor said.",
    "“This article has been retracted,” the journal wrote on Monday.",
    "'This article has been retracted' stands above it now.",
    "The editor's note said: This article has been retracted.",
    "The study was withdrawn after its authors admitted errors.",
    "This report was withdrawn by the ministry in May.",
    "The ministry has withdrawn this report.",
    "He has withdrawn from the race.",
    "This article was withdrawn from auction at Christie's.",
    "This story has been told before.",
    "Troops have been withdrawn from Lesk.",
    "The candidate retracted his statement.",
    "Retractions have doubled in ten years.",
    "This article about retracted papers was first published in May.",
    "Editor's note: This article has been updated with a statement of the mayor.",
    "Correction: This article has been corrected; the dam was built in 1950, not 1960.",
    "Editor's note: This article quotes a study that has since been retracted.",
    "Clarification: An earlier version of this story said that the mayor had withdrawn the report.",
    "We have withdrawn our troops, the minister said.",
    "The paper withdrew this week's cover.",
    "Update: The offer has been withdrawn.",
)
TITLES = (
    "RETRACTED: Dam breaks in Lesk",
    "RETRACTED ARTICLE: Dam breaks in Lesk",
    "WITHDRAWN - Dam breaks in Lesk",
    "[Retracted] Dam breaks in Lesk",
    "(WITHDRAWN) Dam breaks in Lesk",
    "Withdrawn article: Dam breaks in Lesk",
    "STORY REMOVED: BC-Lesk-Dam",
)
NO_TITLES = (
    "Retracted: how an invented study fooled the world",
    "RETRACTED: THE STUDY THAT FOOLED US ALL",
    "Retracted study on dams is still cited",
    "Study on dams retracted",
    "Retraction of dam study shakes Lesk",
    "Withdrawn from Lesk: the last troops",
    "Journal withdraws article on dams",
    "Mayor retracted: no dam broke",
)


PLACES = ("{sentence}\n\n{story}", "{story}\n\n{more}\n\n{sentence}", "{sentence} {story}")


def read(text, **given):
    [found] = articles(texts=[{"text": text, "url": "https://a.example/dam", **given}])
    return found


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize(
    "place", ["{notice}\n\n{story}", "{story}\n\n{more}\n\n{notice}", "{notice}"]
)
def test_a_notice_at_either_end_withdraws_an_article(notice, place):
    text = place.format(notice=notice, story=STORY, more=MORE)
    assert read(text, title="Dam breaks in Lesk").retracted


@pytest.mark.parametrize("sentence", NO_NOTICES)
@pytest.mark.parametrize("place", PLACES)
def test_a_report_about_a_retraction_is_none(sentence, place):
    text = place.format(sentence=sentence, story=STORY, more=MORE)
    assert not read(text, title="Dams and what is written of them").retracted


@pytest.mark.parametrize("notice", NOTICES)
def test_a_notice_in_the_middle_or_within_a_paragraph_is_that_of_another_article(notice):
    assert not read(f"{STORY}\n\n{MORE}\n\n{notice}\n\n{MORE}", title="A").retracted
    assert not read(f"{STORY} {notice}", title="A").retracted


@pytest.mark.parametrize("title", TITLES)
def test_a_headline_may_have_the_mark(title):
    assert read(STORY, title=title).retracted
    assert read(f"{title}\n\n{STORY}").retracted


@pytest.mark.parametrize("title", NO_TITLES)
def test_a_headline_about_a_retraction_is_none(title):
    assert not read(STORY, title=title).retracted


@pytest.mark.parametrize(
    ("field", "value", "retracted"),
    [
        ("creativeWorkStatus", "Retracted", True),
        ("creative_work_status", "withdrawn", True),
        ("status", "https://vocabulary.example/Retracted", True),
        ("status", {"value": "retracted"}, True),
        ("status", "publish", False),
        ("status", 200, False),
        ("status", ["retracted"], False),
    ],
)
def test_a_source_may_say_it_in_a_field(field, value, retracted):
    assert read(STORY, **{field: value}).retracted is retracted


def test_pages_and_front_matter_may_say_it(tmp_path):
    node = {"@type": "NewsArticle", "headline": "Dam", "creativeWorkStatus": "Retracted"}
    page = f'<script type="application/ld+json">{json.dumps(node)}</script><p>{STORY}</p>'
    meta = f'<meta itemprop="creativeWorkStatus" content="Withdrawn"><p>{STORY}</p>'
    files = {
        "a.html": f"<html>{page}</html>",
        "b.html": f"<html>{meta}</html>",
        "c.md": f"---\ntitle: Dam\nstatus: retracted\n---\n\n{STORY}\n",
        "d.csv": f'url,text,status\nhttps://a.example/d,"{STORY}",retracted\n',
        "e.html": f"<html><p>{STORY}</p></html>",
    }
    for name, content in files.items():
        (tmp_path / name).write_text(content)
    found = {each.source: each.retracted for each in articles(tmp_path)}
    assert {source.rpartition("/")[2]: told for source, told in found.items()} == {
        "a.html": True,
        "b.html": True,
        "c.md": True,
        "d.csv:2": True,
        "e.html": False,
    }


def test_the_graph_of_a_retracted_article_says_so(ontology):
    document = read(STORY, status="retracted")
    quads = to_quads(document, Extraction(), {}, ontology)
    said = {quad.predicate.value.rpartition("/")[2]: quad.object for quad in quads.graph}
    assert said["creativeWorkStatus"].value == "Retracted"
    assert quads.facts == ()


def test_the_report_names_retracted_articles():
    counts = Counts()
    document = read(STORY, status="retracted")
    counts.add(tally(document, [Extraction()], {}, load()))
    report = counts.report(Numbers())
    assert report.retracted == (document.source,)
    assert report.to_dict()["retracted"] == (document.source,)
