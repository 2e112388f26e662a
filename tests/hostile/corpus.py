"""Documents against us, in every format that is read: some thought out, some mutilated by chance with a fixed seed.

``documents()`` returns them by the names of their files. They are made here and not kept: what is large as a file is
short as a rule, and each name says what is wrong with it.
"""

import gzip
import io
import json
import random
import zlib
from collections.abc import Iterator

import pyarrow
from pyarrow import parquet

SEED = 20_261_201
SENTENCE = "The court in Oslo charged the banker Ann Lee with fraud on Monday, and she denied it. "
PAGE = (
    "<html><head><title>Court charges banker</title>{head}</head>"
    "<body><article><p>{text}</p></article></body></html>"
)
LONG = 800  # characters of what is long

# What may stand where an address is expected.
ADDRESSES = (
    *("https://a.example/list?filter[]=1", "https://a.example/100%", "https://a.example:99999999/a"),
    *("https://[::1/a", "https://[::1]:x/a", "http://", "https:///a", "//a.example/x", "javascript:alert(1)"),
    *("file:///etc/passwd", "https://a.example/\ud800", "https://a.example/a b\n<c>", "data:text/html,x"),
    *("https://user:secret@a.example/", "https://w3id.org/news-kg/entity/x", "urn:x:y"),
    "https://a.example/" + "a" * 9_000,
    *("https://\u202ea.example/x", "https://a.example/#" + "#" * 50, "HTTPS://A.EXAMPLE/Ä?ö=ü", "https://a.example/%zz%00"),
)  # fmt: skip
# And a date.
DATES = (
    *("NaN", "Infinity", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "0000-00-00", "2026-02-30"),
    *("2026-13-01", "-1", "1e400", "99999999999999999999", "2026-03-01T25:61:61Z", "now", "\u0662\u0660\u0662\u0666"),
    *("9999-12-31", "0001-01-01", "9999-12", "0001"),
    *("1" * 5_000, "March " * 500, "2026-03-01" * 300, "{}", "01/02/03", "12:12:12:12:12"),
)  # fmt: skip
# And a piece of a text.
TEXTS = {
    "nothing": "",
    "blanks": " \t\n" * 200,
    "zero-width": "\u200b\u200d\ufeff" * 300,
    "right-to-left": "\u202e\u2066" * 100 + SENTENCE,
    "combining": "e" + "\u0301" * 3_000 + " " + SENTENCE,
    "emoji": "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467" * 300,
    "controls": SENTENCE + "".join(map(chr, range(1, 32))) + "\x7f\x85\u2028\u2029" + SENTENCE,
    "private": "\ue000\uf8ff\U000f0000\ufffe\uffff" * 50 + SENTENCE,
    "digits": "1" * LONG,
    "numbers": "1,000 " * (LONG // 6),
    "capitals": "A" * LONG,
    "initials": "A." * (LONG // 2),
    "quotes": '"' * LONG,
    "quotes apart": '" ' * (LONG // 2),
    "curly quotes": "\u201c" * (LONG // 4) + SENTENCE,
    "brackets": "(" * LONG,
    "he said": "he said " * (LONG // 8),
    "killed": "killed " * (LONG // 7),
    "percent of": "percent of " * (LONG // 11),
    "money": "$1 million " * (LONG // 11),
    "dates": "March 3, 2026, " * (LONG // 15),
    "and": "Ann Lee and " * (LONG // 12),
    "that": "that he said " * (LONG // 13),
    "commas": ", " * (LONG // 2),
    "hyphens": "a-" * (LONG // 2),
    "underscores": "_" * LONG,
    "one word": "abc" * (LONG // 3),
    "one sentence": "the minister said the court had ruled on it and " * (LONG // 48),
    "bylines": "By Ann Lee and Bob Ray\n\n" * 300,
    "headers": "Date: 2026-03-01\n" * 500,
    "sparql": '\'} ; DROP ALL ; INSERT DATA { <a> <b> """c""" } # ' + SENTENCE,
    "turtle": '<https://a.example/x> a "y"^^<z> . @prefix : <#> . ' + SENTENCE,
    "markup": "<script>alert(1)</script><img src=x onerror=alert(1)> " + SENTENCE,
    "escapes": "\\u0000 \\ud800 %00 %n %s {} ${HOME} $(id) `id` ; rm -rf / " + SENTENCE,
    "formula": "=HYPERLINK(1) +1 -1 @SUM(1) " + SENTENCE,
    "terminal": "\x1b[2J\x1b]0;x\x07\x1b[31m" + SENTENCE,
}


def documents() -> dict[str, bytes]:
    """Return all documents, by the names of their files."""
    found = dict(_all())
    chosen = random.Random(SEED)
    for name, raw in list(found.items()):
        if name.startswith("base"):
            for number in range(5):
                bare, _, suffix = name.partition(".")
                found[f"{bare}-broken-{number}.{suffix}"] = _broken(raw, chosen)
    return found


def _all() -> Iterator[tuple[str, bytes]]:
    yield from _texts()
    yield from _pages()
    yield from _json()
    yield from _tables()
    yield from _feeds()
    yield from _packed()
    yield from _archives()
    yield from _columns()


def _broken(raw: bytes, chosen: random.Random) -> bytes:
    """Return RAW with some bytes changed, left out, doubled or put in."""
    bad = bytearray(raw)
    for _ in range(chosen.randint(1, 6)):
        place = chosen.randrange(len(bad) + 1)
        match chosen.randrange(4):
            case 0:
                bad[place : place + 1] = chosen.randbytes(1)
            case 1:
                del bad[place : place + chosen.randint(1, 40)]
            case 2:
                bad[place:place] = bad[place : place + 30]
            case _:
                bad[place:place] = chosen.choice(
                    [b"\0", b"\xff\xfe", b"<", b'"', b"\n", b"{", b"&#x"]
                )
    return bytes(bad)


def _written(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _texts() -> Iterator[tuple[str, bytes]]:
    for name, text in TEXTS.items():
        yield f"text {name}.txt", _written(text)
        yield f"body {name}.txt", _written(f"Court hears {name}\n\n{SENTENCE}{text}\n\n{SENTENCE}")
    for number, url in enumerate(ADDRESSES):
        yield (
            f"front-url-{number}.md",
            _written(f"---\nurl: {url}\n---\n{SENTENCE} Number {number}."),
        )
    for number, date in enumerate(DATES):
        yield (
            f"front-date-{number}.txt",
            _written(f"---\ndate: {date}\n---\n{SENTENCE} Day {number}."),
        )
    plain = f"{SENTENCE} Zo\u00eb agreed."
    for encoding in ("utf-16", "utf-16-le", "utf-32", "utf-7", "cp037", "cp1252", "shift-jis"):
        yield f"in {encoding}.txt", plain.encode(encoding, errors="replace")
    yield "half utf-16.txt", plain.encode("utf-16")[:-1]
    yield "a mark alone.txt", b"\xef\xbb\xbf"
    yield "mixed.txt", b"\xff\xfe" + plain.encode() + b"\x80\x81\xfe\xff"
    yield "surrogates.txt", _written(f"{SENTENCE}\ud800\udc00\udfff")
    for magic in (
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"\x89PNG\r\n",
        b"\x7fELF",
        b"\xd0\xcf\x11\xe0",
        b"\0" * 99,
    ):
        yield f"binary {magic[:4].hex()}.txt", magic + bytes(range(256))
    for name, piece in {
        "quotations": "> ", "emphasis": "*a **b ", "links": "[a](", "images": "![", "code": "`a``",
        "fences": "```\n", "lists": "- - - ", "tables": "|a|b|\n|-|-|\n", "tags": "<a <b ", "notes": "[^1]: ",
    }.items():  # fmt: skip
        yield f"markdown {name}.md", (piece * (4_000 // len(piece)) + SENTENCE).encode()


def _pages() -> Iterator[tuple[str, bytes]]:
    def page(head: str = "", text: str = SENTENCE * 4) -> bytes:
        return _written(PAGE.format(head=head, text=text))

    yield "base page.html", page('<meta name="author" content="Ann Lee"><meta charset="utf-8">')
    for charset in (
        "hex",
        "zip",
        "rot13",
        "base64",
        "utf-7",
        "utf-16",
        "idna",
        "unicode_escape",
        "x" * 90,
        "\u00e9",
        "",
    ):
        yield (
            f"charset {charset[:9]}.html",
            page(f'<meta charset="{charset}">', f"{SENTENCE * 4} Zo\u00eb agreed."),
        )
    for number, url in enumerate(ADDRESSES):
        yield (
            f"canonical-{number}.html",
            page(f'<link rel="canonical" href="{url}">', SENTENCE * (4 + number)),
        )
    for number, date in enumerate(DATES):
        node = json.dumps({"@type": "NewsArticle", "datePublished": date})
        yield (
            f"published-{number}.html",
            page(f'<script type="application/ld+json">{node}</script>', SENTENCE * (30 + number)),
        )
    for name, node in {
        "no json": "{", "a list": "[[[[]]]]", "nested": '{"@graph":[' * 3_000, "deep": "[" * 50_000,
        "a number": "1e999", "itself": '{"@type": "NewsArticle", "author": ' * 500 + "1" + "}" * 500,
        "null": '{"@type": ["NewsArticle"], "author": null, "headline": {"a": 1}, "url": [1, {}]}',
    }.items():  # fmt: skip
        yield (
            f"linked data {name}.html",
            page(f'<script type="application/ld+json">{node}</script>'),
        )
    for name, text in {
        "divisions": "<div>" * 10_000, "spans": "<span>a" * 2_000, "attributes": "<p " + "a=1 " * 3_000 + ">",
        "open comment": "<!--", "open cdata": "<![CDATA[", "tags without an end": "<p " * 5_000, "no names": "<>" * 999,
        "entities": "&#xFFFFFFFF;&#0;&#xD800;&nosuch;&amp", "frames": "<iframe src=file:///etc/passwd></iframe>",
        "nested tables": "<table><tr><td>" * 300, "forms": "<form><input>" * 500, "svg": "<svg><script>x</script>" * 90,
    }.items():  # fmt: skip
        yield f"page of {name}.html", page("", text + SENTENCE * 4)
    yield "comments without a suffix.html", b"<!---->" * 3_000


def _json() -> Iterator[tuple[str, bytes]]:
    def article(**fields: object) -> bytes:
        return json.dumps({"text": SENTENCE, **fields}).encode()

    yield (
        "base article.json",
        article(title="Court charges banker", url="https://b.example/1", published="2026-03-01"),
    )
    for number, url in enumerate(ADDRESSES):
        yield f"url-{number}.json", article(url=url, title=f"Address {number}")
    for number, date in enumerate(DATES):
        yield f"date-{number}.json", article(published=date, title=f"Date {number}")
    odd = (
        "NaN",
        "-Infinity",
        "1e400",
        "true",
        "null",
        "[]",
        "{}",
        '"\\ud800"',
        "[[[1]]]",
        "9" * 5_000,
    )
    for field in ("text", "title", "published", "authors", "publisher", "language", "id", "url"):
        for number, value in enumerate(odd):
            whole = {"text": f'"{SENTENCE}{field} {number}"', field: value}
            body = ", ".join(f'"{name}": {given}' for name, given in whole.items())
            yield f"{field}-{number}.json", f"{{{body}}}".encode()
    yield "deep lists.json", b"[" * 100_000
    yield "deep objects.json", b'{"a":' * 50_000
    yield (
        "deep field.json",
        b'{"text": "' + SENTENCE.encode() + b'", "x": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    )
    yield "many names.json", json.dumps({f"k{n}": n for n in range(3_000)}).encode()
    yield "twice.json", b'{"text": "a", "text": "b", "TEXT": "c", "Text ": "d"}'
    for name, raw in {
        "empty": b"",
        "a word": b"nul",
        "an array": b"[1, null, {}]",
        "two": b"{} {}",
    }.items():
        yield f"json {name}.json", raw
    lines = [article(url=f"https://c.example/{n}", title=f"Line {n}") for n in range(3)]
    yield "base lines.jsonl", b"\n".join(lines)
    bad = [
        b"{",
        b"[]",
        b"null",
        b"\0",
        b"\xff\xfe{}",
        b'{"text": 1}',
        b'"' * 999,
        b"{}" * 99,
        lines[0][:-4],
    ]
    yield "lines.jsonl", b"\r\n\n".join([*bad, b""])


def _tables() -> Iterator[tuple[str, bytes]]:
    yield (
        "base table.csv",
        f'title,text,date\nCourt,"{SENTENCE}",2026-03-01\nBank,"{SENTENCE * 2}",2026-03-02\n'.encode(),
    )
    for name, text in {
        "open quote": f'title,text\na,"{SENTENCE}', "quotes": 'title,text\na,"' + '"' * 5_001, "no text": "a,b\n1,2\n",
        "commas": "title,text\n" + "," * 9_000, "one column": "text\n" + SENTENCE, "header alone": "title,text\n",
        "zeros": "title,text\na,\0\n", "same names": f"text,text,text\n,,{SENTENCE}\n",
        "formula": "title,text\n=1+1,@x\n",
        "wide": ",".join(f"c{n}" for n in range(3_000)) + ",text\n", "returns": f"title,text\ra,{SENTENCE}\r\r",
    }.items():  # fmt: skip
        yield f"table {name}.csv", text.encode()


def _feeds() -> Iterator[tuple[str, bytes]]:
    def feed(items: str, head: str = "") -> bytes:
        return _written(
            f"{head}<rss version='2.0'><channel><title>The Lake</title>{items}</channel></rss>"
        )

    item = f"<item><title>Court</title><link>https://d.example/1</link><description>{SENTENCE}</description></item>"
    yield "base feed.xml", feed(item)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 9}">' for n in range(1, 9))
    for name, raw in {
        "entity": feed(item, '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
        "laughs": feed("<item><title>&l8;</title></item>", f'<!DOCTYPE r [<!ENTITY l0 "ha">{laughs}]>'),
        "doctype": feed(item, '<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">'),
        "nested": feed("<a>" * 9_000), "nested and closed": feed("<a>" * 3_000 + item + "</a>" * 3_000),
        "empty": feed(""), "no items": b"<rss/>", "sections": feed("<![CDATA[" * 900),
        "latin": feed(item, '<?xml version="1.0" encoding="hex"?>'),
        "sitemap": b"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>https://d.example/2</loc></url></urlset>",
        "index": b"<sitemapindex><sitemap><loc>file:///etc/passwd</loc></sitemap></sitemapindex>",
        "comments": b"<!---->" * 2_000 + feed(item), "text": SENTENCE.encode(), "zeros": feed("\0" * 99),
    }.items():  # fmt: skip
        yield f"feed {name}.xml", raw
    for number, date in enumerate(DATES):
        yield (
            f"feed-date-{number}.rss",
            feed(f"<item><title>No. {number}</title><pubDate>{date}</pubDate></item>"),
        )


def _packed() -> Iterator[tuple[str, bytes]]:
    whole = gzip.compress((SENTENCE * 3).encode(), mtime=0)
    yield "base packed.txt.gz", whole
    yield "cut.txt.gz", whole[:-9]
    yield "wrong sum.txt.gz", whole[:-8] + bytes(8)
    yield "twice.txt.gz", gzip.compress(whole, mtime=0)
    yield "rest.txt.gz", whole + b"rest"
    yield "bomb.txt.gz", gzip.compress(bytes(40_000_000), mtime=0)
    yield "bomb.jsonl.gz", gzip.compress(b"[" * 40_000_000, mtime=0)
    yield "no pack.txt.gz", b"\x1f\x8b" + bytes(30)
    yield "zlib.txt.gz", zlib.compress(SENTENCE.encode())
    yield "cut.jsonl.zst", b"\x28\xb5\x2f\xfd\x24"
    yield "no frame.txt.zst", b"\x28\xb5\x2f\xfd" + bytes(range(200))


def _archives() -> Iterator[tuple[str, bytes]]:
    page = PAGE.format(head="", text=SENTENCE * 5).encode()
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page

    def record(length: object, url: str = "https://e.example/1", kind: str = "response") -> bytes:
        head = (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {length}\r\n\r\n"
        )
        return head.encode() + answer + b"\r\n\r\n"

    yield "base archive.warc", record(len(answer))
    for number, length in enumerate((0, 5, 10**9, -1, "x", "9" * 40)):
        yield f"archive-{number}.warc", record(length)
    yield "cut.warc", record(len(answer))[:200]
    yield "no archive.warc", SENTENCE.encode()
    yield "text.wet", record(len(answer), kind="conversion")
    for number, url in enumerate(("javascript:x", "", "https://[::1", "<>")):
        yield f"archive-url-{number}.warc", record(len(answer), url)


def _columns() -> Iterator[tuple[str, bytes]]:
    def table(**columns: list[object]) -> bytes:
        made = io.BytesIO()
        parquet.write_table(pyarrow.table(columns), made)
        return made.getvalue()

    yield "base columns.parquet", table(title=["Court", "Bank"], text=[SENTENCE, SENTENCE * 2])
    yield "bytes.parquet", table(text=[b"\xff\xfe", b""])
    yield "nested.parquet", table(text=[[["a"]], None], title=[{"a": {"b": 1}}, None])
    yield "no rows.parquet", table(text=[])
    yield "numbers.parquet", table(text=[1.5, float("nan")])
    yield "no columns.parquet", b"PAR1" + bytes(20) + b"PAR1"
    yield "nothing.parquet", b""
    yield "no arrow.arrow", b"ARROW1" + bytes(40)
