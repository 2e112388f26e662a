"""Long articles, which are read in sections: every place is that of the whole, names go over, one failure is one."""

import pytest

import kg
from kg.iri import BASE
from kg.model import Document, Segment, SegmentKind
from kg.nlp import sections as module
from kg.pipeline import stages
from kg.pipeline.report import Failure
from kg.pipeline.settings import Settings

FIRST = "Former minister Ana Ruiz was charged with bribery in Quito. The World Trade Union (WTU) sued Kestrel Ltd."
FILLER = "The weather was fine that day, and nobody saw anything of note along the old road. "
LAST = "Ruiz met officials in Lima. Kestrel Ltd attacked the WTU. Mara Dent bought a bank."


def article(text: str, title: str = "") -> Document:
    return kg.read_text(
        text, title=title or None, published="2026-03-12", url="https://news.example/long"
    )


@pytest.fixture(scope="module")
def read():
    made = stages.Stages(Settings(base=BASE))

    def all_of(*documents: Document) -> list:
        return list(made.run(documents))

    return all_of


@pytest.fixture
def short_sections(monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 1_500)
    monkeypatch.setattr(module, "_SECTION", 1_000)


def sentences(built) -> set[str]:
    text = built.document.text
    found = set()
    for quad in built.quads.graph:
        place = str(quad.subject.value if hasattr(quad.subject, "value") else "").partition(
            "#char="
        )[2]
        if place and "Sentence" in str(quad.object):
            start, end = map(int, place.split(","))
            found.add(text[start:end])
    return found


def facts(built) -> set[str]:
    return {f"{q.subject} {q.predicate} {q.object}" for q in built.quads.facts}


def test_a_short_article_is_one_section():
    document = article("\n\n".join([FIRST, LAST]))
    assert module.sections(document) == (document,)


def test_sections_have_all_of_the_prose_in_order(short_sections):
    document = article("\n\n".join([FIRST, FILLER * 40, LAST]), title="A long story")
    parts = module.sections(document)
    assert len(parts) > 3
    assert all(part.text is document.text and part.id == document.id for part in parts)
    stretches = [each for part in parts for each in part.segments]
    assert stretches == sorted(stretches)
    said = "".join(document.text[each.start : each.end] for each in stretches if each.kind.is_prose)
    own = "".join(
        document.text[each.start : each.end] for each in document.segments if each.kind.is_prose
    )
    assert said == own


def test_text_without_any_break_is_cut_all_the_same(short_sections):
    text = "x" * 4_000
    document = Document(
        id="d", text=text, segments=(Segment(0, 4_000, SegmentKind.BODY),), source="d"
    )
    parts = module.sections(document)
    assert [each.segments[0].end for each in parts] == [1_000, 2_000, 3_000, 4_000]


def test_sections_say_what_the_whole_says(read, short_sections, monkeypatch):
    document = article("\n\n".join([FIRST, *[FILLER * 4] * 10, LAST]))
    [cut] = read(document)
    monkeypatch.setattr(module, "LONGEST", 100_000)
    [whole] = read(document)
    assert facts(cut) == facts(whole)
    assert sentences(cut) == sentences(whole)
    assert {"Ruiz met officials in Lima.", "Kestrel Ltd attacked the WTU."} <= sentences(cut)


def test_surnames_and_acronyms_stand_for_names_of_earlier_sections(read, short_sections):
    [built] = read(article("\n\n".join([FIRST, *[FILLER * 4] * 10, LAST])))
    said = " ".join(facts(built))
    assert "entity/Ruiz." not in said
    assert "entity/WTU" not in said
    met = [
        fact
        for fact in facts(built)
        if ("Ana_Ruiz" in fact and "Lima" in fact) or "attacked" in fact
    ]
    assert any("World_Trade_Union" in fact for fact in met)


def test_names_do_not_go_over_to_another_article(read, short_sections):
    first = article("\n\n".join([FIRST, *[FILLER * 4] * 10, LAST]))
    other = kg.read_text("Ruiz met officials in Lima.", url="https://news.example/other")
    _, second = read(first, other)
    assert "Ana_Ruiz" not in " ".join(facts(second))


def test_a_failing_section_fails_its_article_once_and_no_other(read, short_sections, monkeypatch):
    extract = stages.extract

    def failing(doc, *args):
        if "Mara Dent" in doc.text or "old road" in doc.text:
            raise ValueError("broken")
        return extract(doc, *args)

    monkeypatch.setattr(stages, "extract", failing)
    long = article("\n\n".join([FIRST, *[FILLER * 4] * 10, LAST]))
    other = kg.read_text(FIRST, url="https://news.example/other")
    found = read(long, other)
    assert [type(each) is Failure for each in found] == [True, False]
    assert "broken" in found[0].message
