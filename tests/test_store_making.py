"""A store that could not be made leaves nothing behind, whenever that was, and the next one is made as ever."""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg.errors import StoreError
from kg.store import Embedded

MAKE = """
import sys
from pathlib import Path
from kg.errors import StoreError
from kg.store import Embedded
try:
    Embedded.open(Path(sys.argv[1])).close()
except StoreError as error:
    sys.exit(str(error))
"""


def make(place: Path, most: int) -> subprocess.CompletedProcess[str]:
    """Make a store at PLACE where no file may have more bytes than MOST, as if the disk were full."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return subprocess.run(
        [sys.executable, "-c", MAKE, place],
        capture_output=True, text=True, check=False, preexec_fn=limited, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("most", [1, 1_000, 5_000, 20_000])
@pytest.mark.parametrize("is_there", [False, True])
def test_a_full_disk_leaves_no_half_store(tmp_path, most, is_there):
    place = tmp_path / "out" / "news"
    if is_there:
        place.mkdir(parents=True)
    done = make(place, most)
    if done.returncode:
        assert done.stderr.startswith(f"{place}: cannot be opened: ")
        assert len(done.stderr.splitlines()) == 1
        assert not place.exists() or not any(place.iterdir())
        assert not list(place.parent.glob(".*"))
    with Embedded.open(place, base="https://w3id.org/news-kg/", provenance="full") as store:
        assert store.documents() == ()


def test_at_least_one_of_these_disks_is_full(tmp_path):
    assert make(tmp_path / "news", 1).returncode == 1


def test_what_a_killed_run_has_left_is_made_anew(tmp_path):
    unfinished = tmp_path / ".news.part"
    unfinished.mkdir()
    (unfinished / "000000.dbtmp").write_text("half")
    Embedded.open(tmp_path / "news").close()
    assert not unfinished.exists()


def test_a_store_that_somebody_else_is_making_is_left_to_them(tmp_path):
    making = Store(str(tmp_path / ".news.part"))
    with pytest.raises(StoreError, match=r"another kg build is writing to it"):
        Embedded.open(tmp_path / "news")
    assert (tmp_path / ".news.part" / "CURRENT").exists()
    del making


def test_a_store_is_made_where_a_link_leads(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "news").symlink_to(tmp_path / "real")
    Embedded.open(tmp_path / "news").close()
    assert (tmp_path / "real" / "CURRENT").is_file()


def test_a_folder_that_is_there_stays_the_folder_that_it_is(tmp_path):
    """It may be a volume, in a folder in which nothing can be made."""
    place = tmp_path / "news"
    place.mkdir()
    before = place.stat().st_ino, tmp_path.stat().st_mtime_ns
    Embedded.open(place).close()
    assert (place.stat().st_ino, tmp_path.stat().st_mtime_ns) == before
