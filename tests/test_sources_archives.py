"""What large collections come in: web archives, Parquet and Arrow, and files packed with Zstandard."""

import datetime
import gzip
import json
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from kg.model import Document
from kg.sources import SourceFailure, read

warc = pytest.importorskip("fastwarc", reason="pip install news-kg[archives]")
pyarrow = pytest.importorskip("pyarrow", reason="pip install news-kg[archives]")

PAGE = (
    "<html><head><title>Dam breaks</title></head><body><article><h1>Dam breaks</h1>"
    "<p>The dam near Lesk broke on Monday, officials said.</p></article></body></html>"
)
FIRE = "Fire in Lesk\nA fire broke out in the port of Lesk on Tuesday, the police said.\n"
ROWS = [
    {"id": "a1", "headline": "Dam breaks", "body": "The dam broke on Monday.", "published": datetime.date(2026, 3, 12)},
    {"id": "a2", "headline": "Fire", "body": "A fire broke out in Lesk.", "published": datetime.date(2026, 3, 13)},
]  # fmt: skip


def zstd():
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    return zstd


def record(kind: str, address: str, content: bytes, type: str) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{abs(hash((kind, address))):032x}>\r\n"
        f"WARC-Date: 2026-03-14T00:00:00Z\r\nWARC-Target-URI: {address}\r\nContent-Type: {type}\r\n"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def response(
    address: str,
    body: str | bytes,
    kind: str = "text/html; charset=utf-8",
    status: str = "200 OK",
    more: str = "",
) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode()
    sent = body.encode() if isinstance(body, str) else body
    return record("response", address, head + sent, "application/http; msgtype=response")


def crawl() -> list[bytes]:
    return [
        record("warcinfo", "", b"software: test\r\n", "application/warc-fields"),
        response("https://news.example/dam", PAGE),
        response("https://news.example/gone", PAGE, status="404 Not Found"),
        response("https://news.example/logo.png", "no text", kind="image/png"),
        record(
            "request",
            "https://news.example/dam",
            b"GET / HTTP/1.1\r\n\r\n",
            "application/http; msgtype=request",
        ),
        response(
            "https://news.example/storm", PAGE.replace("dam", "storm").replace("Dam", "Storm")
        ),
    ]


def documents(*sources: Path, **options) -> list[Document]:
    found = list(read(*sources, **options))
    assert not [each for each in found if isinstance(each, SourceFailure)], found
    return found


def in_chunks(body: bytes) -> bytes:
    pieces = [body[at : at + 50] for at in range(0, len(body), 50)]
    return b"".join(b"%x;a=b\r\n%s\r\n" % (len(each), each) for each in [*pieces, b""])


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


GZIP, CHUNKED = "Content-Encoding: gzip\r\n", "Transfer-Encoding: Chunked\r\n"
WRAPPED = {
    "gzip": (gzip.compress(PAGE.encode()), GZIP),
    "deflate with a head": (zlib.compress(PAGE.encode()), "Content-Encoding: deflate\r\n"),
    "deflate without": (bare(PAGE.encode()), "content-encoding: Deflate\r\n"),
    "Zstandard": (
        zstd().compress(PAGE.encode()),
        "Content-Encoding: zstd\r\n",
    ),
    "chunks": (in_chunks(PAGE.encode()), CHUNKED),
    "gzip in chunks": (in_chunks(gzip.compress(PAGE.encode())), GZIP + CHUNKED),
    "gzip twice": (
        gzip.compress(zlib.compress(PAGE.encode())),
        "Content-Encoding: deflate, gzip\r\n",
    ),
    "taken off, but for the words": (PAGE.encode(), GZIP + CHUNKED),
    "Brotli taken off": (PAGE.encode(), "Content-Encoding: br\r\n"),
    "a last chunk that is missing": (in_chunks(PAGE.encode())[:-9], CHUNKED),
    "the end of gzip that is missing": (gzip.compress(PAGE.encode())[:-8], GZIP),
    "what nobody knows": (PAGE.encode(), "Content-Encoding: utf-8\r\n"),
}


@pytest.mark.parametrize(("body", "more"), WRAPPED.values(), ids=WRAPPED)
def test_pages_are_unwrapped(tmp_path, body, more):
    (tmp_path / "a.warc").write_bytes(response("https://news.example/dam", body, more=more))
    (dam,) = documents(tmp_path / "a.warc")
    (tmp_path / "b.warc").write_bytes(response("https://news.example/dam", PAGE))
    assert dam.text == documents(tmp_path / "b.warc")[0].text


@pytest.mark.parametrize(
    ("body", "coding", "said"),
    [
        (b"\x1b\x00", "br", "it is packed with Brotli (br), which kg cannot unpack"),
        (gzip.compress(bytes(10**8)), "gzip", "https://news.example/bad is larger than 32 MiB"),
        (b"\x28\xb5\x2f\xfd nothing", "zstd", "https://news.example/bad cannot be unpacked: "),
    ],
    ids=["Brotli", "too large", "damaged"],
)
def test_what_cannot_be_unwrapped_costs_its_page(tmp_path, body, coding, said):
    bad = response("https://news.example/bad", body, more=f"Content-Encoding: {coding}\r\n")
    good = response("https://news.example/dam", PAGE)
    (tmp_path / "a.warc").write_bytes(bad + good)
    failure, dam = read(tmp_path / "a.warc")
    assert failure.message.startswith(f"{tmp_path / 'a.warc'}:1: {said}")
    assert dam.url == "https://news.example/dam"


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_a_web_archive_are_articles(tmp_path, packed):
    path = tmp_path / ("crawl.warc.gz" if packed else "crawl.warc")
    path.write_bytes(b"".join(map(gzip.compress, crawl()) if packed else crawl()))
    dam, storm = documents(path)
    assert (dam.url, storm.url) == ("https://news.example/dam", "https://news.example/storm")
    assert "The dam near Lesk broke on Monday, officials said." in dam.text
    assert dam.source == f"{path}:1"
    assert "<p>" not in dam.text


def test_texts_of_a_web_archive_are_articles(tmp_path):
    path = tmp_path / "crawl.warc.wet.gz"
    path.write_bytes(
        gzip.compress(
            record("conversion", "https://news.example/fire", FIRE.encode(), "text/plain")
        )
    )
    [fire] = documents(path)
    assert fire.url == "https://news.example/fire"
    assert "A fire broke out in the port of Lesk on Tuesday" in fire.text


def test_a_web_archive_that_is_cut_keeps_what_was_whole(tmp_path):
    path = tmp_path / "cut.warc.gz"
    path.write_bytes(b"".join(map(gzip.compress, crawl()))[:-60])
    found = list(read(path))
    assert found[0].url == "https://news.example/dam"
    assert not any(
        isinstance(each, Document) and "/storm" in (each.url or "") and "Storm" not in each.text
        for each in found
    )


def test_a_page_that_is_no_text_is_a_failure_and_the_rest_goes_on(tmp_path):
    path = tmp_path / "bad.warc"
    path.write_bytes(response("https://news.example/empty", "<html></html>") + crawl()[1])
    bad, dam = list(read(path))
    assert isinstance(bad, SourceFailure)
    assert f"{path}:1" in bad.message
    assert dam.url == "https://news.example/dam"


def test_rows_of_parquet_are_articles(tmp_path):
    from pyarrow import parquet

    path = tmp_path / "news.parquet"
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), path)
    dam, fire = documents(path)
    assert (dam.title, dam.published) == ("Dam breaks", "2026-03-12")
    assert (fire.source, fire.text) == (f"{path}:2", "Fire\n\nA fire broke out in Lesk.")


@pytest.mark.parametrize("form", ["file", "stream"])
def test_rows_of_arrow_are_articles(tmp_path, form):
    table = pyarrow.Table.from_pylist(ROWS)
    path = tmp_path / "news.arrow"
    make = {"file": pyarrow.ipc.new_file, "stream": pyarrow.ipc.new_stream}[form]
    with pyarrow.OSFile(str(path), "wb") as sink, make(sink, table.schema) as writer:
        writer.write_table(table)
    assert [each.title for each in documents(path)] == ["Dam breaks", "Fire"]


def test_the_same_articles_have_the_same_names_in_any_form(tmp_path):
    from pyarrow import parquet

    rows = [{**row, "published": row["published"].isoformat()} for row in ROWS]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "news.jsonl").write_text(lines)
    parquet.write_table(pyarrow.Table.from_pylist(ROWS), tmp_path / "news.parquet")
    (tmp_path / "packed").mkdir()
    (tmp_path / "packed/news.jsonl.zst").write_bytes(zstd().compress(lines.encode()))
    names = [
        [each.id for each in documents(tmp_path / name)]
        for name in ("news.jsonl", "news.parquet", "packed/news.jsonl.zst")
    ]
    assert names[0] == names[1] == names[2]


def test_a_file_that_is_no_parquet_says_so(tmp_path):
    path = tmp_path / "news.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    [bad] = list(read(path))
    assert bad.message.startswith(f"{path}: cannot be read: ")


def test_a_folder_has_all_kinds(tmp_path):
    (tmp_path / "a.warc").write_bytes(crawl()[1])
    (tmp_path / "b.txt.zst").write_bytes(zstd().compress(b"Rain fell in Lesk on Monday."))
    assert [each.text for each in documents(tmp_path)][1] == "Rain fell in Lesk on Monday."


def test_broken_zstandard_is_a_failure(tmp_path):
    path = tmp_path / "a.txt.zst"
    path.write_bytes(zstd().compress(b"Rain fell in Lesk. " * 500)[:-20])
    [bad] = list(read(path))
    assert bad.message.startswith(f"{path}: cannot be read: ")


@pytest.mark.parametrize(
    ("name", "begin", "module"),
    [
        ("a.warc", b"WARC/1.0", "fastwarc"),
        ("a.parquet", b"PAR1", "pyarrow"),
        ("a.txt.zst", b"\x28\xb5\x2f\xfd", "backports"),
    ],
)
def test_what_is_not_installed_is_named(tmp_path, name, begin, module):
    if module == "backports" and sys.version_info >= (3, 14):
        pytest.skip("the standard library unpacks it")
    path = tmp_path / name
    path.write_bytes(begin)
    code = (
        f"import sys; sys.modules[{module!r}] = None; from kg.sources import read; "
        f"print(*[each.message for each in read({str(path)!r})])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    said = f"{path}: {module}: it is not installed; pip install 'news-kg[archives]'\n"
    assert done.stdout == said
