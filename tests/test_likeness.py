"""Copies and later versions: what two articles are to one another, and the same marks in any order of reading."""

import random
import sqlite3

import pytest
from pyoxigraph import NamedNode, Quad

from kg import read_text
from kg.likeness import Index, Kind, Mark, Profile, profile, relation
from kg.rdf import Quads
from kg.rdf.terms import TYPE, node
from kg.store import Embedded, Note, originals

PARAGRAPHS = [
    f"On {day} the {thing} of Lesk {did}, and {who} told a crowd in the old harbour that {why}. "
    f"Nobody could say for certain how long the {thing} had been in that state, but {other} said they had warned "
    f"the council of it more than once since the winter, and that {number} letters had gone unanswered."
    for day, thing, did, who, why, other, number in (
        ("Monday", "dam", "gave way", "Mayor Ida Moen", "every house by the river must be left", "farmers", "eleven"),
        ("Tuesday", "bridge", "was closed", "Inspector Karl Ott", "no lorry may cross it", "drivers", "seven"),
        ("Wednesday", "school", "became a shelter", "Headmaster Bo Lind", "there are beds for all", "parents", "four"),
        ("Thursday", "market", "stayed empty", "Baker Rosa Diaz", "flour is running out", "traders", "nine"),
        ("Friday", "railway", "opened again", "Minister Ana Ruiz", "trains will be free of charge", "pupils", "two"),
    )
]  # fmt: skip
STORY = "\n\n".join(PARAGRAPHS)
DATELINE = "LESK (Andean Wire) - "


def article(
    text=STORY, *, name="a", publisher="The Post", date="2026-03-12", title="Dam gives way"
):
    url = f"https://{name}.example/story"
    return profile(read_text(text, title=title, url=url, publisher=publisher, published=date))


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"name": "b", "publisher": "The Echo"}, Kind.COPY),
        ({"name": "b", "publisher": "The Echo", "title": "Lesk flees its river"}, Kind.COPY),
        ({"name": "b", "publisher": None}, Kind.COPY),  # the host is another one
        ({"name": "b", "publisher": "The Echo", "text": DATELINE + STORY}, Kind.COPY),
        ({"name": "b", "publisher": "The Echo", "text": "\n\n".join(PARAGRAPHS[:3])}, Kind.COPY),
        ({"name": "b", "publisher": "The Echo", "date": None}, Kind.COPY),
        ({"name": "b"}, Kind.COPY),  # the same text at another address
        ({"name": "b", "text": "\n\n".join(PARAGRAPHS[:4])}, Kind.VERSION),
        ({"name": "b", "publisher": "The Echo", "date": "2026-04-12"}, None),
        ({"name": "b", "text": "\n\n".join(PARAGRAPHS[:4]), "date": "2026-03-30"}, None),
        ({"name": "b", "text": "\n\n".join(PARAGRAPHS[:4]), "date": None}, None),
        ({"name": "b", "publisher": "The Echo", "text": "\n\n".join(PARAGRAPHS[4:])[:90]}, None),
        ({"name": "b", "text": STORY.replace("Lesk", "Vorn").replace("Moen", "Berg")}, None),
    ],
)  # fmt: skip
def test_what_one_article_is_to_another(change, kind):
    one, other = article(), article(**change)
    assert (relation(one, other), relation(other, one)) == (kind, kind)


def test_reports_with_other_figures_are_no_copies():
    report = (
        "The ministry of health of Norland counts {} new cases of the fever in the past day, which brings the total in "
        "the whole country to {}, and {} people have died of it since the first case was found in the port of Lesk in "
        "autumn. Doctors ask everybody with a cough to stay at home, to open windows and to call before they come to a "
        "clinic, and schools stay closed until the end of the month."
    )
    one = article(report.format("1,204", "88,310", "2,107"), name="a", publisher="The Post")
    other = article(report.format("1,377", "89,687", "2,131"), name="b", publisher="The Echo")
    same = article(report.format("1,204", "88,310", "2,107"), name="c", publisher="The Echo")
    assert relation(one, other) is None
    assert relation(one, same) is Kind.COPY


def test_a_profile_comes_back_from_a_line():
    one = article()
    again = Profile.decoded(one.name, one.encoded())
    assert again.encoded() == one.encoded()
    assert relation(one, again) is Kind.COPY


def collection():
    """Prints of two stories, with versions, cut ones, copies of copies, and articles that are like none."""
    other = STORY.replace("Lesk", "Vorn").replace("harbour", "castle")
    made = [
        article(name="post", date="2026-03-12"),
        article("\n\n".join(PARAGRAPHS[:4]), name="early", date="2026-03-11"),
        article(name="echo", publisher="The Echo", date="2026-03-13"),
        article("\n\n".join(PARAGRAPHS[:3]), name="daily", publisher="Daily", date="2026-03-13"),
        article("\n\n".join(PARAGRAPHS[2:]), name="news", publisher="News", date="2026-03-13"),
        article("\n\n".join(PARAGRAPHS[3:]), name="late", publisher="Late", date="2026-03-18"),
        article(name="undated", publisher="Nowhere", date=None),
        article(other, name="vorn", publisher="The Post", date="2026-03-12"),
        article(other, name="vorn-echo", publisher="The Echo", date="2026-03-12"),
        article("It rained in Quito.", name="rain"),
    ]
    return {each.name: each for each in made}


def marks(profiles, order, step):
    """Marks of all articles after they came in ORDER, STEP at a time."""
    found = {}
    with Index(None, profiles.get) as index:
        for start in range(0, len(order), step):
            index.update(order[start : start + step])
            found |= {each.article: each for each in index.marks()}
            index.finish()
    return found


def test_marks_are_the_same_in_any_order_and_in_any_portions():
    profiles = collection()
    names = sorted(profiles)
    expected = marks(profiles, names, len(names))
    host = "https://{}.example/story".format
    assert expected[host("post")] == Mark(host("post"), None, host("early"))
    assert expected[host("echo")] == Mark(host("echo"), host("early"))
    assert expected[host("vorn")].copy_of == host("vorn-echo")  # of one day: by IRI
    assert expected[host("rain")] == Mark(host("rain"))
    shuffled = random.Random(20)
    for step in (1, 2, 3, 7):
        shuffled.shuffle(names)
        assert marks(profiles, names, step) == expected


def test_marks_after_articles_went_or_changed_are_those_of_the_rest():
    profiles = collection()
    names = sorted(profiles)
    for gone in names:
        with Index(None, profiles.get) as index:
            index.update(names)
            found = {each.article: each for each in index.marks()}
            index.finish()
            held = profiles.pop(gone)
            index.update([gone])
            found |= {each.article: each for each in index.marks()}
            del found[gone]
            rest = [each for each in names if each != gone]
            assert found == marks(profiles, rest, 1)
            profiles[gone] = held


# In a store


def document(found: Profile) -> Quads:
    name = NamedNode(found.name)
    graph = (Quad(name, TYPE, node("schema", "NewsArticle"), name),)
    return Quads(document=found.name, facts=(), graph=graph)


def note(found: Profile) -> Note:
    return Note(source=found.name, words=found.name, rank=0, parts={}, profile=found.encoded())


def put(store, *found):
    store.add([document(each) for each in found], {each.name: note(each) for each in found})


def lines(store):
    return sorted(map(str, store.quads()))


def built(path, *found):
    with Embedded.open(path) as store:
        put(store, *found)
        store.find_originals()
        return lines(store)


def test_a_store_says_the_same_however_its_articles_came(tmp_path):
    found = list(collection().values())
    expected = built(None, *found)
    assert any("copyOf" in line for line in expected)
    assert any("versionOf" in line for line in expected)
    for number, each in enumerate(reversed(found)):
        with Embedded.open(tmp_path / "store") as store:  # one process after the other
            put(store, each)
            if number % 3:
                store.find_originals()  # and some are stopped before they look
    with Embedded.open(tmp_path / "store") as store:
        store.find_originals()
        assert lines(store) == expected
        assert store.totals().triples == len(expected)


def test_what_is_removed_from_a_store_was_never_there(tmp_path):
    found = list(collection().values())
    path = tmp_path / "store"
    built(path, *found)
    with Embedded.open(path) as store:
        for each in found[:2]:
            store.remove(each.name)
        assert lines(store) == built(None, *found[2:])


def test_an_index_that_is_lost_or_broken_is_made_anew(tmp_path):
    found = list(collection().values())
    path = tmp_path / "store"
    for spoil in (
        lambda file: file.unlink(),
        lambda file: file.write_bytes(b"no index at all" * 99),
    ):
        built(path, *found[:5])
        spoil(path / originals.FILE)
        assert built(path, *found) == built(None, *found)
        with Embedded.open(path) as store:
            for each in store.documents():
                store.remove(each)
            assert lines(store) == []


def test_marks_that_were_not_written_are_written_by_the_next_process(tmp_path, monkeypatch):
    found = list(collection().values())
    path = tmp_path / "store"
    with Embedded.open(path) as store:
        put(store, *found)
        revised = []

        def stopped(self, *given):
            revised.append(given)
            if len(revised) == 3:
                raise KeyboardInterrupt
            return plain(self, *given)

        plain = Embedded.revise
        monkeypatch.setattr(Embedded, "revise", stopped)
        with pytest.raises(KeyboardInterrupt):
            store.find_originals()
        monkeypatch.undo()
    with Embedded.open(path) as store:
        assert not originals.are_found(store.store)
        store.find_originals()
        assert lines(store) == built(None, *found)
        assert originals.are_found(store.store)


def test_an_index_of_another_version_is_refused(tmp_path):
    file = sqlite3.connect(tmp_path / "index")
    file.execute("PRAGMA user_version = 99")
    file.close()
    with pytest.raises(sqlite3.DatabaseError, match="another version"):
        Index(tmp_path / "index", {}.get)
