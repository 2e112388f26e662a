"""Objects of object stores: what an address stands for, what is fetched, and what is said where that fails."""

import gzip
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import servers

from kg.errors import SourceError
from kg.model import SourceFile
from kg.pipeline import gone
from kg.sources import LeftOut, Unchanged, articles, buckets, covers, read, require
from kg.sources.spool import Spool, Wanted
from kg.store import notes

pytest.importorskip("obstore", reason="pip install news-kg[objects]")

DAM = "Dam breaks\n\nThe dam near Lesk broke on Monday, officials said.\n"
FIRE = "Fire in Lesk\n\nA fire broke out in the port of Lesk on Tuesday, the police said.\n"
PAGE = "<html><head><title>Storm</title></head><body><article><p>A storm hit Lesk.</p></article></body></html>"
ROWS = "".join(
    json.dumps({"id": n, "text": f"Rain fell in Lesk on day {n}."}) + "\n" for n in (1, 2)
)
FILES = {
    "news/2026/dam.txt": DAM.encode(),
    "news/2026/fire.md": FIRE.encode(),
    "news/2026/rows.jsonl.gz": gzip.compress(ROWS.encode(), mtime=0),
    "news/storm & more/50% of ü?.html": PAGE.encode(),
    "news/page": PAGE.encode().replace(b"storm", b"flood"),  # its suffix tells nothing
    "news/logo.png": b"\x89PNG",
    "news/.hidden/secret.txt": b"Nobody reads this.",
    "newsletter/other.txt": b"Another folder begins alike.",
}


@pytest.fixture
def filled(bucket):
    for key, content in FILES.items():
        bucket(key, content)
    return bucket


def names(address: str) -> list[str]:
    return [each.source for each in read(address)]


def test_a_prefix_is_read_as_the_same_folder(filled, tmp_path):
    for key, content in FILES.items():
        (path := tmp_path / key).parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    here, there = list(articles(tmp_path / "news")), list(articles("s3://archive/news/"))
    assert [each.id for each in there[:-1]] == [each.id for each in here[:-1]]
    assert [each.text for each in there[:-1]] == [each.text for each in here[:-1]]
    assert len(there) == 6
    left = ("s3://archive/news/logo.png", "s3://archive/news/page")
    assert there[-1] == LeftOut("s3://archive/news", left)
    assert str(there[-1]) == "2 files of s3://archive/news/ left out: 1 .png, 1 without suffix"


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("s3://archive/news/2026/dam.txt", ["news/2026/dam.txt"]),
        ("S3://archive/news/2026/rows.jsonl.gz", ["news/2026/rows.jsonl.gz:1", "news/2026/rows.jsonl.gz:2"]),
        ("s3://archive/news/storm & more/50% of ü?.html", ["news/storm & more/50% of ü?.html"]),
        ("s3://archive/news/page", ["news/page"]),
        ("s3://archive/news/2026", ["news/2026/dam.txt", "news/2026/fire.md", "news/2026/rows.jsonl.gz:1",
                                    "news/2026/rows.jsonl.gz:2"]),
        ("s3://archive/newsletter/", ["newsletter/other.txt"]),
        ("s3://archive/*/*.txt", ["newsletter/other.txt"]),
        ("s3://archive/**/[df]*.*", ["news/2026/dam.txt", "news/2026/fire.md"]),
        ("s3://archive/news/*/*.html", ["news/storm & more/50% of ü?.html"]),
    ],
)  # fmt: skip
def test_an_address_is_an_object_a_prefix_or_a_pattern(filled, address, found):
    assert names(address) == [f"s3://archive/{each}" for each in found]
    require(address)


def test_a_page_without_suffix_is_known_by_how_it_begins(filled):
    [page] = read("s3://archive/news/page")
    assert page.text == "Storm\n\nA flood hit Lesk."
    assert page.file.alone


def test_an_object_that_is_named_twice_is_read_once(filled):
    found = [each.source for each in read("s3://archive/news/2026/", "s3://archive/**/dam.txt")]
    assert found.count("s3://archive/news/2026/dam.txt") == 1


def test_an_object_is_the_file_of_its_articles(filled):
    [dam] = read("s3://archive/news/2026/dam.txt")
    assert dam.file == SourceFile("s3://archive/news/2026/dam.txt", alone=True)


def test_the_state_of_an_object_changes_when_the_object_does(filled):
    def state() -> str:
        told: list[str] = []
        list(articles("s3://archive/news/2026/dam.txt", settled=lambda _, now: told.append(now)))
        return told[0]

    first = state()
    assert state() == first
    filled("news/2026/dam.txt", DAM.upper().encode())
    assert state() != first


def test_an_object_whose_articles_are_known_is_not_fetched(filled, monkeypatch):
    monkeypatch.setattr(buckets.Bucket, "fetch", lambda *_: pytest.fail("it is fetched"))
    asked: list[str] = []
    address = "s3://archive/news/2026/dam.txt"
    found = list(articles(address, settled=lambda file, _: asked.append(file) or 1))
    assert (asked, found) == ([address], [Unchanged(1)])


def test_the_address_of_an_object_stays_one_wherever_the_store_lies(tmp_path):
    address = "az://archive/news/dam.txt"
    assert notes.relative(address, tmp_path) == address
    assert not covers("az://archive/news/")(tmp_path / "dam.txt")


def test_objects_are_not_called_gone():
    class Store:
        def files(self):
            return [("https://news.example/dam", "s3://archive/dam.txt")]

    assert gone.gone(Store(), Path("store"), lambda path: True) == ()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("s3://nowhere/news/", "s3://nowhere/news/: there is no bucket nowhere; check its name, and whose"),
        ("s3://nowhere/dam.txt", "s3://nowhere/dam.txt: there is no bucket nowhere; check its name, and whose"),
        ("s3://archive/none/", "s3://archive/none/: holds no object that can be read; known are .txt, "),
        ("s3://archive/*.csv", "s3://archive/*.csv: matches no object; use ** for any depth"),
        ("s3://", "s3://: '' is no name of a bucket; give s3://BUCKET/FOLDER/"),
        ("s3://no bucket/a", "s3://no bucket/a: 'no bucket' is no name of a bucket; give s3://BUCKET/FOLDER/"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_one_line(filled, address, said):
    with pytest.raises(SourceError) as error:
        require(address)
    assert str(error.value).startswith(said)
    assert "\n" not in str(error.value)
    [failure] = read(address)
    assert failure.message == str(error.value)


def test_without_an_account_one_line_tells_what_to_set(monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AZURE_STORAGE_ACCOUNT_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_METADATA_ENDPOINT", f"http://127.0.0.1:{servers.free_port()}")
    [of_amazon], [of_azure] = read("s3://archive/"), read("az://archive/")
    none = "no account was found in the environment; set"
    assert of_amazon.message == f"s3://archive/: {none} AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    wanted = "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY"
    assert of_azure.message == f"az://archive/: {none} {wanted}"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Generic S3 error: Server returned non-2xx status code: 403 Forbidden: <Message>No such key id.</Message>",
         "access is refused (No such key id); check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
        ("Generic S3 error: 301 Moved Permanently: <Message>Use another endpoint.</Message>",
         "the bucket is in another region (Use another endpoint); set AWS_REGION"),
    ],
)  # fmt: skip
def test_what_a_store_answers_is_told_shortly(said, told):
    assert buckets.reason(said, "s3://archive/news") == told


def test_without_the_extra_one_line_tells_what_to_install():
    code = (
        "import sys; sys.modules['obstore'] = None; from kg.sources import read; "
        "print(*[each.message for each in read('gs://archive/news/')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "obstore: it is not installed; pip install 'news-kg[objects]'\n"


def test_an_object_that_changes_while_it_is_read_fails_alone(filled, tmp_path):
    archive = buckets.bucket("s3", "archive", "s3://archive")
    listed = archive.at("news/2026/dam.txt")
    filled("news/2026/dam.txt", FIRE.encode())
    with pytest.raises(
        SourceError, match=r"dam\.txt: it has changed since it was listed; run it again$"
    ):
        archive.fetch(listed, tmp_path / "dam.txt")


def test_one_object_that_changes_costs_no_other(filled, monkeypatch):
    monkeypatch.setattr("kg.sources.spool.ROOM", 0)  # all is fetched twice
    found = articles(
        "s3://archive/news/2026/", total=lambda _: filled("news/2026/dam.txt", b"New.")
    )
    failed, *others = found
    assert failed.source == "s3://archive/news/2026/dam.txt"
    assert "has changed since it was listed" in failed.message
    assert [type(each).__name__ for each in others] == ["Document"] * 3


def test_tables_by_columns_are_read(bucket, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pip install news-kg[archives]")
    import pyarrow

    parquet.write_table(pyarrow.table({"id": ["a"], "text": [DAM]}), tmp_path / "rows.parquet")
    bucket("rows.parquet", (tmp_path / "rows.parquet").read_bytes())
    [row] = read("s3://archive/")
    assert (row.source, row.text) == ("s3://archive/rows.parquet:1", DAM)


def test_large_objects_come_in_parts(bucket, tmp_path):
    content = bytes(range(256)) * 4096 * 20  # 20 MiB
    bucket("large.bin", content)
    archive = buckets.bucket("s3", "archive", "s3://archive")
    archive.fetch(archive.at("large.bin"), tmp_path / "large.bin")
    assert (tmp_path / "large.bin").read_bytes() == content


# The spool.


def wanted(count: int, size: int, log: list[str]) -> list[Wanted]:
    def fetch(name: str):
        def write(path: Path) -> None:
            log.append(name)
            path.write_bytes(b"." * size)

        return write

    return [Wanted(f"object {n}", size, fetch(f"object {n}")) for n in range(count)]


def read_all(spool: Spool, things: list[Wanted]) -> int:
    """Read THINGS as they come, and return how many files lay in the spool at most."""
    most = 0
    for each in things:
        with spool.held(each.name) as path:
            assert path.stat().st_size == each.size
            most = max(most, len(list(spool.folder.iterdir())))
    return most


def test_what_is_small_altogether_is_fetched_once(tmp_path):
    log: list[str] = []
    things = wanted(30, 10, log)
    with Spool(tmp_path, room=1000) as spool:
        assert [spool.add(each) for each in things] == [True] * 30
        assert not spool.add(things[0])
        read_all(spool, things)
        read_all(spool, things)
    assert sorted(log) == sorted(each.name for each in things)


def test_beyond_the_room_each_object_is_deleted_when_it_is_read(tmp_path):
    log: list[str] = []
    things = wanted(50, 10, log)
    with Spool(tmp_path, room=100) as spool:
        for each in things:
            spool.add(each)
        most = max(read_all(spool, things), read_all(spool, things))
    assert most <= 10 + 8  # those that stay, and those that are fetched before their turn
    assert len(log) == 10 + 2 * 40
    assert len(list(tmp_path.iterdir())) == 10


def test_large_objects_are_not_fetched_before_their_turn(tmp_path):
    log: list[str] = []
    things = wanted(3, 5 * 1024 * 1024, log)
    with Spool(tmp_path, room=0) as spool:
        for each in things:
            spool.add(each)
        assert read_all(spool, things) == 1


def test_what_cannot_be_fetched_is_told_in_its_turn(tmp_path):
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise SourceError("object 1: it broke off")

    log: list[str] = []
    first, _, third = wanted(3, 10, log)
    with Spool(tmp_path) as spool:
        for each in (first, Wanted("object 1", 10, fail), third):
            spool.add(each)
        read_all(spool, [first])
        with pytest.raises(SourceError, match="broke off"), spool.held("object 1"):
            pass
        read_all(spool, [third])
    assert len(list(tmp_path.iterdir())) == 2


def test_a_spool_that_is_closed_early_leaves_no_thread(tmp_path):
    things = wanted(20, 10, [])
    with Spool(tmp_path) as spool:
        for each in things:
            spool.add(each)
        with spool.held("object 0"):
            pass
    assert not [each.name for each in threading.enumerate() if "ThreadPool" in each.name]
