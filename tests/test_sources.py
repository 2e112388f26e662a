"""Reading: what a source may be, what it is called, and how one failure leaves the rest alone."""

import gzip
import io
import json
import random
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg import iri, sources
from kg.errors import ConfigError
from kg.model import Document
from kg.sources import SourceFailure, encodings, identity, read
from kg.sources.folders import walk
from kg.sources.telling import silent

NEWS = Path(__file__).parents[1] / "../shared/data/news"
TEXT = "The dam at Como will be raised by two metres, the canton said on Friday."


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "sub/c.txt", ".hidden/d.txt", "sub/.e.txt", "photo.jpg"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{TEXT} This is {name}.")
    return tmp_path


def named(key, name):
    return identity.name(iri.BASE, f"{TEXT} This is {name}.", key=key)


def stdin(monkeypatch, raw: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))


def messages(*given, **options):
    return [
        found.message
        for found in sources.read(*given, **options)
        if isinstance(found, SourceFailure)
    ]


def test_folder_is_read_in_order_without_hidden_and_unknown_files(folder):
    documents = list(sources.read(folder))
    assert [document.source.removeprefix(f"{folder}/") for document in documents] == [
        "a.md",
        "b.txt",
        "sub/c.txt",
    ]
    assert [document.id for document in documents] == [
        named(key, name) for key, name in (("a", "a.md"), ("b", "b.txt"), ("c", "sub/c.txt"))
    ]


def test_pattern_is_read_in_order(folder):
    documents = list(sources.read(f"{folder}/**/*.txt"))
    assert [document.id for document in documents] == [
        named(key, name) for key, name in (("b", "b.txt"), ("c", "sub/c.txt"))
    ]


def test_file_named_twice_is_read_once(folder):
    assert len(list(sources.read(folder / "b.txt", folder, f"{folder}/*.txt"))) == 3


def test_base_is_the_begin_of_ids(folder):
    (document,) = sources.read(folder / "b.txt", base="https://my.example/")
    assert document.id.startswith("https://my.example/article/b-")


def test_documents_pass_through(folder):
    document = sources.document(TEXT, title="Dam rises", published="2026-03-12")
    found = list(sources.read(document, folder / "b.txt", document))
    assert found[0] is document
    assert len(found) == 2


def test_missing_file_suggests_the_nearest_name(folder):
    assert messages(folder / "b.tx", folder / "a.md") == [
        f"{folder}/b.tx: no such file or folder; did you mean '{folder}/b.txt'?"
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("no/such/file.txt", "there is no folder"),
        ("ftp://lake.example/dam", "is no address that is read"),
        ("*.nothing", "matches no file"),
        ("empty", "holds no file that can be read"),
    ],
)
def test_source_that_is_none_says_why(tmp_path, monkeypatch, name, message):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    (failure,) = sources.read(name)
    assert failure.source == name
    assert failure.message.startswith(
        f"{name}: {message}" if message != "there is no folder" else name
    )
    assert message in failure.message


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "has no text"),
        (b" \n\t\n", "has no text"),
        (b"abc\0def", "is binary, not text (a zero at byte 3)"),
        (b"%PDF-1.7 abc", "is a PDF file, not text"),
        (b"PK\x03\x04abc", "is a ZIP archive or an office document"),
        (b"word " * 2_000_001, "has 10,000,005 characters, more than 10,000,000"),
        (b"x" * (32 * 2**20 + 1), "larger than 32 MiB"),
        (b"\xff\xfea\x00b\x00c", "begins as UTF-16 but is not at byte"),
        (b"Zo\x8f\xf7", "not UTF-8 at byte 2, may be"),
    ],
)
def test_file_that_is_no_article_is_a_failure_and_the_rest_goes_on(folder, raw, message):
    (folder / "b.txt").write_bytes(raw)
    first, failure, last = sources.read(folder)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert f"{folder}/b.txt: {message}" in failure.message
    assert "\n" not in failure.message


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        (f"Dam rises\n\n{TEXT}".encode(), "Dam rises"),
        (json.dumps({"title": "Dam rises", "text": TEXT}).encode(), "Dam rises"),
        (json.dumps([{"title": "Dam rises", "text": TEXT}], indent=1).encode(), "Dam rises"),
        (f"<html><body><h1>Dam rises</h1><p>{TEXT}</p></body></html>".encode(), "Dam rises"),
        (
            f"<rss><item><title>Dam rises</title><description>{TEXT}</description></item></rss>".encode(),
            "Dam rises",
        ),
        (gzip.compress(f"Dam rises\n\n{TEXT}".encode()), "Dam rises"),
        (f"Dam rises\n\n{TEXT}".encode("utf-16"), "Dam rises"),
    ],
    ids=["text", "jsonl", "json", "html", "rss", "gzip", "utf-16"],
)
def test_standard_input_is_known_by_how_it_begins(monkeypatch, raw, title):
    stdin(monkeypatch, raw)
    (document,) = sources.read("-")
    assert (document.title, document.text) == (title, f"Dam rises\n\n{TEXT}")
    assert document.source.startswith("-")
    assert document.url is None


def test_article_from_standard_input_is_named_by_its_text(monkeypatch):
    stdin(monkeypatch, TEXT.encode())
    (first,) = sources.read("-")
    stdin(monkeypatch, TEXT.encode())
    (second,) = sources.read("-")
    assert first.id == second.id
    assert first.id.startswith(f"{iri.BASE}article/")


def test_file_without_a_known_suffix_is_known_by_how_it_begins(tmp_path):
    (tmp_path / "news").write_text(json.dumps({"text": TEXT}))
    (document,) = sources.read(tmp_path / "news")
    assert document.text == TEXT


def test_front_matter_of_markdown_is_metadata(tmp_path):
    front = '---\ntitle: "Dam rises"\nauthor: Mia Holt\ndate: 2026-03-12\nurl: https://a.example/d\n---\n'
    (tmp_path / "a.md").write_text(f"{front}# Dam rises\n\n{TEXT}\n")
    (document,) = sources.read(tmp_path / "a.md")
    assert (document.title, document.authors, document.published) == (
        "Dam rises",
        ("Mia Holt",),
        "2026-03-12",
    )
    assert document.id == "https://a.example/d"
    kinds = [segment.kind.value for segment in document.segments]
    assert kinds == ["noise", "headline", "body"]


def test_headline_that_stands_in_the_front_matter_only_is_read_there(tmp_path):
    (tmp_path / "a.md").write_text(f'---\ntitle: "Dam rises"\ndate: 2026-03-12\n---\n\n{TEXT}\n')
    (document,) = sources.read(tmp_path / "a.md")
    words = [(s.kind.value, document.text[s.start : s.end]) for s in document.segments]
    assert words[0] == ("noise", '---\ntitle: "')
    assert words[1] == ("headline", "Dam rises")
    assert words[3] == ("body", TEXT)


@pytest.mark.parametrize("date", ["03/04/2026", "tomorrow", "March 2026"])
def test_date_argument_must_be_a_date(date):
    with pytest.raises(ConfigError, match="write it like 2026-03-12"):
        sources.read("a.txt", date=date)


# --- Ids


def records(tmp_path, articles, name="news.jsonl"):
    path = tmp_path / name
    path.write_text("\n".join(map(json.dumps, articles)))
    return list(sources.read(path))


SHARED = [
    {"url": "https://a.example/d", "title": "Dam", "text": f"{TEXT} Part {n}."} for n in range(3)
]


def test_first_text_of_an_address_keeps_it(tmp_path):
    first, *others = records(tmp_path, SHARED)
    assert (first.id, first.text) == ("https://a.example/d", f"Dam\n\n{SHARED[0]['text']}")
    assert [each.source for each in others] == [f"{tmp_path}/news.jsonl:{n}" for n in (2, 3)]
    assert all(f"that of {tmp_path}/news.jsonl:1" in each.message for each in others)


def test_last_text_of_an_address_takes_it_with_replace(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(map(json.dumps, [SHARED[0], *SHARED])))
    *copies, last = sources.articles(path, replace=True)
    assert all(isinstance(each, sources.Copy) for each in copies)
    assert last.text.endswith("Part 2.")


def test_ids_do_not_depend_on_the_order(tmp_path):
    articles = [SHARED[0], {"url": "https://a.example/e", "text": TEXT}, SHARED[0], {"text": TEXT}]
    expected = {(document.id, document.text) for document in records(tmp_path, articles)}
    for seed in range(5):
        random.Random(seed).shuffle(articles)
        assert {
            (document.id, document.text) for document in records(tmp_path, articles)
        } == expected


def test_copies_fall_together_and_the_fullest_stands(tmp_path):
    plain = {"url": "https://a.example/d", "title": "Dam", "text": TEXT}
    full = plain | {"published": "2026-03-12", "author": "Mia Holt"}
    for articles in ([plain, full, plain], [full, plain, full]):
        (document,) = records(tmp_path, articles)
        assert (document.id, document.published) == ("https://a.example/d", "2026-03-12")


def test_files_with_one_name_keep_apart(tmp_path):
    for name in ("a.txt", "a.md"):
        (tmp_path / name).write_text(f"{TEXT} This is {name}.")
    documents = list(sources.read(tmp_path))
    assert len({document.id for document in documents}) == 2


def test_pages_with_one_address_and_one_text_fall_together(tmp_path):
    for name, frame in (("a.html", "A"), ("b.html", "B")):
        head = f'<link rel="canonical" href="https://a.example/d"><meta name="x" content="{frame}">'
        (tmp_path / name).write_text(f"<html><head>{head}</head><body><p>{TEXT}</p></body></html>")
    assert len(list(sources.read(tmp_path))) == 1


# --- Encodings


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encoding_is_told_by_the_first_bytes(tmp_path, encoding):
    (tmp_path / "a.txt").write_bytes("“Café” opens in Łódź.".encode(encoding))
    (document,) = sources.read(tmp_path / "a.txt")
    assert document.text == "“Café” opens in Łódź."


@pytest.mark.parametrize(
    "label", ["windows-1252", "iso-8859-1", "ISO-8859-15", "nonsense-7", "utf-8"]
)
def test_encoding_that_a_page_declares_is_used(label):
    page = f'<html><meta charset="{label}"><p>Zo\u00eb – Zürich'
    encoding = {"ISO-8859-15": "iso-8859-15", "iso-8859-1": "cp1252", "windows-1252": "cp1252"}.get(
        label, "utf-8"
    )
    raw = page.replace("–", "-" if encoding == "iso-8859-15" else "–").encode(encoding)
    assert "Zoë" in encodings.decode(raw, "a.html")


def test_typography_of_windows_is_read_and_told(tmp_path, caplog):
    (tmp_path / "a.txt").write_bytes("“We won’t go” – he said.".encode("cp1252"))
    (document,) = sources.read(tmp_path / "a.txt")
    assert document.text == "“We won’t go” – he said."
    told = "a.txt: not UTF-8 at byte 0; read as windows-1252, a guess"
    assert [record.getMessage().endswith(told) for record in caplog.records] == [True]


def test_letters_that_read_one_way_only_are_read_and_told(tmp_path, caplog):
    text = "The café in Zürich, owned by José, “was closed” – he said. It’s been open since 1990."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252"))
    (document,) = sources.read(tmp_path / "a.txt")
    assert document.text == text
    assert "a guess" in caplog.text


ENGLISH = [
    "The dam at Como will rise. The mayor, José Núñez, agreed on Friday. Work begins in May.",
    "The café of José Núñez in Zürich “was closed” – he said. It’s been open since 1990.",
    "The coach of São Paulo, João Félix, said the fee was £5m for the player from Besançon.",
    "BAYERN MÜNCHEN won 2–1 in Köln.",
    "A café.",
    "Sunday’s talks in Bogotá and Asunción failed… The €2bn deal with Škoda is off.",
    "Søren Kierkegaard’s grave; Peter Høeg; Bø; Ærø; Ålesund; Håkon; Björk Guðmundsdóttir.",
    "Élysée Palace; Île-de-France; Côte d’Ivoire; Curaçao; São Tomé and Príncipe; «ami»",
    "Guimarães, Simões, Camões, João, irmã, Conceição, Piauí, Amapá; Strauß; sœur; señor: “¿Qué?”",
    "½ cup; 1½ hours; $5 · 10 • x; 20°C; §5; No. 5º; © 2026 The Daily; Acme®; Acme™",
]


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_a_few_accents_is_windows_1252(text):
    assert encodings.decode(text.encode("cp1252"), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("“We won’t go,” he said at the café in Zürich – and left São Paulo.", "mac_roman"),
        ("Łódź mayor Hanna Zdanowska met the minister in Kraków on Wednesday.", "cp1250"),
        ("Aleksandar Vučić met Andrej Plenković in Zagreb, and Lech Wałęsa in Gdańsk.", "cp1250"),
        ("The daily Известия reported on Monday that talks failed.", "cp1251"),
        ("The daily Известия reported on Monday that talks failed.", "koi8-r"),
        ("The café in München was closed.", "cp850"),
        ("The café in München was closed.", "latin-1"),
        ("It cost 5 € in München.", "iso-8859-15"),
        ("The café “in” München was closed.", "utf-16-le"),
        ("The dam rises.", "utf-16-be"),
    ],
)
def test_other_encodings_are_known_by_their_words(text, encoding):
    assert encodings.decode(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding", "option"),
    [
        ("Recep Tayyip Erdoğan spoke in Ankara.", "cp1254", "--encoding windows-1252"),
        ("President Xi Jinping (习近平) spoke in Beijing (北京).", "gbk", "--encoding gb18030"),
        ("Zo\xa4\xaf\xf7", "latin-1", "--encoding"),
    ],
)
def test_letters_that_may_be_others_are_a_failure_with_what_to_do(tmp_path, text, encoding, option):
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    (message,) = messages(tmp_path / "a.txt")
    assert "not UTF-8 at byte" in message
    assert option in message
    (document,) = sources.read(tmp_path / "a.txt", encoding=encoding)
    assert document.text == text


def test_encoding_that_is_not_the_files_is_a_failure(tmp_path):
    (tmp_path / "a.txt").write_bytes("“Zoë” won.".encode("cp1252"))
    (message,) = messages(tmp_path / "a.txt", encoding="utf-8")
    expected = "a.txt: is not utf-8 at byte 0; it reads as windows-1252; leave --encoding out"
    assert expected in message


def test_encoding_of_a_folder_does_not_spoil_its_files_in_utf_8(tmp_path):
    text = "Recep Tayyip Erdoğan spoke in Ankara."
    (tmp_path / "a.txt").write_bytes(text.encode("cp1254"))
    (tmp_path / "b.txt").write_bytes(f"{text} It rained.".encode())
    (tmp_path / "c.txt").write_bytes("Rain.".encode("utf-8-sig"))
    found = [document.text for document in sources.read(tmp_path, encoding="windows-1254")]
    assert found == [text, f"{text} It rained.", "Rain."]


@pytest.mark.parametrize("name", ["nonsense", "rot13", "", "a\0b", "utf-88"])
def test_unknown_encoding_is_refused_at_once(name):
    with pytest.raises(ConfigError, match=r"is no known encoding; (did you mean|common ones are)"):
        sources.read("x.txt", encoding=name)


def test_reading_is_light():
    heavy = "'trafilatura', 'lxml', 'dateutil', 'markdown_it', 'spacy'"
    code = f"import kg.sources, sys; print([name for name in ({heavy}) if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.news
@pytest.mark.skipif(not NEWS.is_dir(), reason="the corpus of real news is not here")
def test_real_news_is_read_whole():
    found = list(sources.read(NEWS))
    documents = [each for each in found if isinstance(each, Document)]
    assert len(documents) == len({document.id for document in documents}) == 287
    assert all(document.title for document in documents)
    # Three parts of one article have its address.
    assert [
        each.source.rpartition("/")[2] for each in found if isinstance(each, SourceFailure)
    ] == [
        "wikinews.jsonl:2",
        "wikinews.jsonl:3",
    ]
    noise = [
        document.source
        for document in documents
        for segment in document.segments
        if segment.kind == "noise"
    ]
    assert noise == []


# --- Addresses


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/list?filter[]=1", "https://a.example/list?filter%5B%5D=1"),
        ("https://a.example/a|b^c`d e", "https://a.example/a%7Cb%5Ec%60d%20e"),
        ("https://a.example/100%", "https://a.example/100%25"),
        ("https://[::1]:80/a", "https://[::1]:80/a"),
        ("https://a.example/a\n\tb\0c", "https://a.example/ab%00c"),
        ("http://münchen.example/ä", "http://m%C3%BCnchen.example/%C3%A4"),
        ("https://u@b:p@a.example/", "https://u%40b:p@a.example/"),
        ("https://[::1/a", None),
        ("https://a[b].example/", None),
        ("https://a.example:80x/", None),
        ("javascript:alert(1)", None),
        ("https:///a", None),
        ("https://a.example/\ud800", None),
    ],
)
def test_address_becomes_an_iri_or_none(url, expected):
    assert iri.from_url(url) == expected


@given(st.text(alphabet="htps:/[]%@?#.aé:1| \0\ud800\u202e", max_size=12))
def test_any_address_is_a_valid_iri_or_none(rest):
    for url in (rest, f"https://{rest}", f"https://a.example{rest}"):
        if (found := iri.from_url(url)) is not None:
            assert NamedNode(found).value == iri.from_url(found)


def test_headline_with_escapes_stays_where_no_record_gives_another(tmp_path):
    (tmp_path / "a.txt").write_text(f"Wendy%27s reopens in Como\n\n{TEXT}")
    (document,) = sources.read(tmp_path / "a.txt")
    assert document.title == "Wendy%27s reopens in Como"


def test_files_of_a_folder_come_in_the_order_of_their_whole_paths(tmp_path: Path) -> None:
    names = ["a-b.txt", "a/z.txt", "a.txt", "ab.txt", "b/c/d.txt", "b/.hidden/e.txt", ".f.txt"]
    for name in names:
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("Rain fell.")
    shown = [str(tmp_path / name) for name in names if "/." not in f"/{name}"]
    assert list(walk(str(tmp_path))) == sorted(shown)


def test_a_folder_that_links_lead_back_to_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "fire.txt").write_text("Rain fell.")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "link.txt").symlink_to(tmp_path / "fire.txt")
    assert [each.source for each in read(tmp_path)] == [str(tmp_path / "fire.txt")]


def test_a_folder_that_cannot_be_read_costs_what_is_in_it(tmp_path: Path) -> None:
    missing = str(tmp_path / "gone")
    [error] = walk(missing)
    assert isinstance(error, OSError)
    assert error.filename == missing


@pytest.mark.parametrize("name", ["hex", "zip", "rot13", "base64", "undefined", "no-such-encoding"])
def test_a_page_that_says_it_is_in_what_encodes_no_text_is_read_without_that(tmp_path, name):
    page = f"<html><head><meta charset={name}></head><body><p>{TEXT}</p></body></html>"
    (tmp_path / "a.html").write_text(page)
    (document,) = sources.read(tmp_path / "a.html")
    assert document.text == TEXT


@pytest.mark.parametrize("date", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_date_that_is_out_of_the_calendar_in_utc_is_left_out(tmp_path, date):
    (tmp_path / "a.txt").write_text(f"---\ndate: {date}\n---\n{TEXT}\n")
    (document,) = sources.read(tmp_path / "a.txt")
    assert document.published is None


def test_builds_side_by_side_tell_what_each_of_them_reads(tmp_path, caplog):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_bytes("“We won’t go” – he said.".encode("cp1252"))
    first, second = Event(), Event()

    def read_while_another_begins() -> None:
        with silent():
            first.set()
            second.wait(10)

    other = Thread(target=read_while_another_begins)
    other.start()
    first.wait(10)
    list(sources.read(tmp_path / "a.txt"))
    second.set()
    other.join()
    list(sources.read(tmp_path / "b.txt"))
    assert [record.getMessage().split(":")[0][-5:] for record in caplog.records] == [
        "a.txt",
        "b.txt",
    ]
