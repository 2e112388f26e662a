"""Tables of articles: separators, encodings, rows that are none, and how much of them is in memory."""

import csv
import gzip
import io
import tracemalloc

import pytest

from kg import sources
from kg.model import Document
from kg.sources import tables
from kg.sources.fields import FIELDS

TEXT = "Police in Madrid arrested the banker {} on Monday, the city said."


def table(path, *rows, separator=",", encoding="utf-8", end="\r\n"):
    written = io.StringIO()
    csv.writer(written, delimiter=separator, lineterminator=end).writerows(rows)
    path.write_bytes(written.getvalue().encode(encoding))
    return path


def read(path, **options):
    return list(sources.read(path, **options))


def messages(path, **options):
    return [
        each.message.removeprefix(str(path))
        for each in read(path, **options)
        if not isinstance(each, Document)
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_separator_is_found(tmp_path, separator, end):
    text = f"{TEXT.format('Piet Vos')}\n\nHe said: “No, {separator} never; not, at all.”"
    header = ("Headline", "Body", "PubDate", "a, b; c")
    path = table(
        tmp_path / "a.csv",
        header,
        ("Banker held", text, "2026-03-04", ""),
        separator=separator,
        end=end,
    )
    (document,) = read(path)
    assert document.title == "Banker held"
    assert document.text == f"Banker held\n\n{text}"
    assert (document.published, document.source) == ("2026-03-04", f"{path}:2")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("rows", [1, 400])
def test_encodings_are_those_of_other_files(tmp_path, encoding, rows):
    text = TEXT.format("Zoë “Zed” Núñez")
    plain = [(f"Banker {n} held", TEXT.format(f"Piet Vos {n}")) for n in range(rows)]
    path = table(
        tmp_path / "a.csv", ("title", "text"), *plain, ("“Déjà vu”", text), encoding=encoding
    )
    documents = read(path)
    assert len(documents) == rows + 1
    assert documents[-1].text == f"“Déjà vu”\n\n{text}"


def test_encoding_that_is_given_is_taken_and_one_that_is_wrong_is_told(tmp_path):
    path = table(
        tmp_path / "a.csv", ("title", "text"), ("A", TEXT.format("Łukasz")), encoding="cp1250"
    )
    assert "Łukasz" in read(path, encoding="windows-1250")[0].text
    assert messages(path, encoding="ascii") == [
        ": is not ascii throughout; give another --encoding"
    ]


def test_source_is_the_line_where_a_row_begins_and_an_id_gives_identity(tmp_path):
    header = ("id", "text", "url")
    rows = (("7", f"{TEXT.format('A')}\nOne.\nTwo."), ("8", TEXT.format("B")))
    path = table(
        tmp_path / "news.csv", header, (*rows[0], ""), (), (*rows[1], "https://a.example/8")
    )
    first, second = read(path)
    assert [each.source for each in (first, second)] == [f"{path}:2", f"{path}:6"]
    assert "/article/news_7-" in first.id
    assert second.id == "https://a.example/8"


def test_rows_that_are_too_short_or_too_long_fail_alone(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        f'title,text\nA,"{TEXT}"\nB\nC,Rain fell, it said\nD,"{TEXT} D",,\n', encoding="utf-8"
    )
    first, short, long, last = read(path)
    assert isinstance(first, Document)
    assert last.title == "D"
    assert messages(path) == [
        ":3: the first line names 2 columns, and this row has 1; mend the row: "
        "put cells with a comma in them in quotation marks",
        ":4: the first line names 2 columns, and this row has 3; mend the row: "
        "put cells with a comma in them in quotation marks",
    ]
    assert (short.source, long.source) == (f"{path}:3", f"{path}:4")


def test_quotation_mark_that_is_not_closed_fails_the_row_and_loses_nothing_in_silence(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f'title,text\nA,"{TEXT}"\nB,"{TEXT} B\nC,{TEXT} C\n', encoding="utf-8")
    assert messages(path) == [
        ":3: a quotation mark is opened in this row and not closed, up to the end of the file; close it, or double it"
    ]


def test_table_without_a_text_shows_the_option_which_then_works(tmp_path):
    path = table(
        tmp_path / "a.csv", ("Headline", "Story Copy"), ("Banker held", TEXT), ("Dam", TEXT * 2)
    )
    assert messages(path) == [
        ': has no column with the text; its longest texts are in "Story Copy": '
        "give --field 'text=Story Copy'"
    ]
    assert len(read(path, fields={"text": "Story Copy"})) == 2
    assert messages(path, fields={"text": "Copy"})[0].startswith(
        ": has no column 'Copy'; its longest"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "",
            ": is no table of articles; its first line must name the columns, as in title,text,date",
        ),
        (f"{TEXT}\n{TEXT}\n", ": is no table of articles; "),
        (
            "name,price\nbolt,3\n",
            ": has no column with the text; have: name, price; name it with --field text=NAME",
        ),
        ("title,text\nA,\n", ":2: text is empty; fill it in, or drop the article"),
        ("%PDF-1.7 \n", ": is a PDF file"),
    ],
)
def test_what_is_no_table_says_so(tmp_path, content, message):
    path = tmp_path / "a.csv"
    path.write_text(content, encoding="utf-8")
    (found,) = messages(path)
    assert found.startswith(message)


def test_tables_are_known_packed_and_by_their_first_line(tmp_path):
    path = table(tmp_path / "a.csv", ("title", "text", "date"), ("A", TEXT, "2026-03-04"))
    packed, bare = tmp_path / "b.tsv.gz", tmp_path / "bare"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    bare.write_bytes(path.read_bytes())
    assert [each.published for each in (*read(packed), *read(bare))] == ["2026-03-04"] * 2
    path.write_bytes(b"sep=;\r\n" + path.read_bytes().replace(b",", b";"))
    assert read(path)[0].source == f"{path}:3"


def test_cell_may_be_longer_than_the_limit_of_the_process_which_stays(tmp_path):
    before = csv.field_size_limit()
    path = table(tmp_path / "a.csv", ("title", "text"), ("A", f"{TEXT} " * 4000))
    assert len(read(path)[0].text) > before
    assert csv.field_size_limit() == before


def test_memory_does_not_grow_with_a_table(tmp_path):
    rows = [(str(n), f"{TEXT.format(n)} " * 30) for n in range(6000)]
    path = table(tmp_path / "a.csv", ("id", "text"), *rows, encoding="utf-8")
    del rows
    assert path.stat().st_size > 12_000_000
    tracemalloc.start()
    with path.open("rb") as stream:
        number = sum(1 for _ in tables.read(stream, "a.csv", "a", FIELDS))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 6000
    assert peak < 6_000_000
