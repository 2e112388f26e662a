"""Where the default knowledge base is kept, and when it is made anew."""

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import ontology as ontologies
from kg import private
from kg.errors import ConfigError
from kg.link.kb import KnowledgeBase, Name, Thing, Writer, cache, installed

MARK = "0123456789abcdef"
CODE = f"""
import sys
from pathlib import Path
from kg.link.kb import Name, Thing, Writer, cache

def write(path):
    with Writer.open(path, about={{"fingerprint": "{MARK}"}}) as writer:
        writer.add("a", (Thing(key=f"k{{n}}", type="City", label=f"Town {{n}}") for n in range(3000)))

path = cache.kept("{MARK}", write)
assert cache.is_whole(path, "{MARK}")
print(path)
"""


class Maker:
    """Writes a small knowledge base, and counts how often it is asked to."""

    def __init__(self, mark: str = MARK) -> None:
        self.mark = mark
        self.times = 0

    def __call__(self, path: Path) -> None:
        self.times += 1
        thing = Thing(key="Q1", type="City", label="Larn", names=(Name("Larne"),))
        with Writer.open(path, about={"fingerprint": self.mark}) as writer:
            writer.add("a", [thing])


@pytest.fixture
def folder(tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache folder, whose home and folder of temporary files are the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "kg"


def flip(path: Path, at: int = -20) -> None:
    """Change one bit of a file, and nothing of its times."""
    before, content = path.stat(), bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def age(path: Path, days: float) -> None:
    then = time.time() - days * 24 * 3600
    os.utime(path, (then, then))


def test_it_is_made_once(folder):
    make = Maker()
    path = cache.kept(MARK, make)
    assert path == folder / f"base-{MARK}.kb"
    assert cache.kept(MARK, make) == path
    assert make.times == 1
    assert KnowledgeBase.open(path).about()["fingerprint"] == MARK


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:-4096]), id="truncated"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:50]), id="a stump"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes() + b"x"), id="too long"),
        pytest.param(lambda path: path.write_text("a diary\n" * 100), id="foreign"),
        pytest.param(lambda path: flip(path), id="a flipped bit"),
        pytest.param(lambda path: Maker("stale")(path), id="stale"),
        pytest.param(
            lambda path: path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:]), id="zeros"
        ),
    ],
)
def test_what_is_no_whole_base_is_made_anew(damage, folder, caplog):
    make = Maker()
    path = cache.kept(MARK, make)
    damage(path)
    assert not cache.is_whole(path, MARK)
    with caplog.at_level(logging.INFO):
        assert cache.kept(MARK, make) == path
    assert make.times == 2
    assert [record.levelname for record in caplog.records] == ["INFO"]
    assert KnowledgeBase.open(path).named("Larne")[0].thing.key == "Q1"


def test_a_folder_that_cannot_be_made_is_no_hindrance(folder, tmp_path):
    folder.parent.write_text("a file in the way")
    path = cache.kept(MARK, Maker())
    assert path.parent.parent == tmp_path / "tmp"
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert folder.parent.read_text() == "a file in the way"


def test_a_base_that_cannot_be_replaced_is_no_hindrance(folder, tmp_path):
    (folder / f"base-{MARK}.kb" / "in the way").mkdir(parents=True)
    path = cache.kept(MARK, Maker())
    assert path.parent.parent == tmp_path / "tmp"
    assert [each.name for each in folder.iterdir()] == [f"base-{MARK}.kb"]  # nothing half written


def test_a_temporary_folder_of_others_is_not_used(folder, tmp_path):
    folder.parent.write_text("a file in the way")
    shared = tmp_path / "tmp" / f"kg-{os.getuid()}"
    shared.mkdir()
    shared.chmod(0o777)
    path = cache.kept(MARK, Maker())
    assert path.parent != shared
    assert path.parent.parent == tmp_path / "tmp"
    assert list(shared.iterdir()) == []


@pytest.fixture
def give_away(monkeypatch):
    """A function after which a file or folder belongs to another user."""

    def give(path: Path) -> None:
        if os.getuid() == 0:
            os.chown(path, 12_345, -1)
        else:
            monkeypatch.setattr(private, "_user", lambda: os.getuid() + 1)

    return give


def test_a_cache_folder_of_others_is_not_used(folder, give_away):
    theirs = cache.kept(MARK, Maker())
    give_away(folder)
    assert cache.kept(MARK, Maker()) != theirs


def test_a_base_of_others_is_made_anew(folder, give_away, monkeypatch):
    make = Maker()
    path = cache.kept(MARK, make)
    give_away(path)
    if os.getuid():  # the folder is given away, too, where the test may not change owners
        monkeypatch.setattr(private, "keep_others_out", lambda folder: None)
    cache.kept(MARK, make)
    assert make.times == 2


@pytest.mark.parametrize("bits", [0o020, 0o002])
def test_a_base_that_others_can_write_to_is_made_anew(folder, bits):
    make = Maker()
    path = cache.kept(MARK, make)
    path.chmod(0o644 | bits)
    assert cache.kept(MARK, make) == path
    assert make.times == 2
    assert path.stat().st_mode & 0o022 == 0


def test_others_are_kept_out_of_the_cache_folder(folder):
    make = Maker()
    before = os.umask(0o002)
    try:
        cache.kept(MARK, make)
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    cache.kept(MARK, make)
    assert folder.stat().st_mode & 0o022 == 0
    assert make.times == 1


def test_nowhere_to_write_is_said_in_one_line(folder, tmp_path, monkeypatch):
    folder.parent.write_text("a file in the way")
    monkeypatch.setattr("tempfile.tempdir", str(folder.parent))
    with pytest.raises(
        ConfigError, match=r"cannot be written .*; set XDG_CACHE_HOME.*--kb"
    ) as caught:
        cache.kept(MARK, Maker())
    assert "\n" not in str(caught.value)


def test_a_user_without_a_home_gets_a_temporary_folder(folder, tmp_path, monkeypatch):
    def home() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", home)
    assert cache.kept(MARK, Maker()).is_relative_to(tmp_path / "tmp")


def test_a_folder_that_goes_with_the_process_is_removed(tmp_path):
    (tmp_path / "file").write_text("")
    (tmp_path / "tmp" / f"kg-{os.getuid()}").mkdir(parents=True)
    (tmp_path / "tmp" / f"kg-{os.getuid()}").chmod(0o777)
    given = {"XDG_CACHE_HOME": str(tmp_path / "file"), "TMPDIR": str(tmp_path / "tmp")}
    run = subprocess.run(
        [sys.executable, "-c", CODE],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=True,
    )
    path = Path(run.stdout.strip())
    assert path.is_relative_to(tmp_path / "tmp")
    assert not path.parent.exists()


def test_several_processes_at_once_do_not_disturb_one_another(tmp_path):
    given = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-c", CODE]
    runs = [
        subprocess.Popen(command, env=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    ends = [run.communicate(timeout=60) for run in runs]
    assert [(run.returncode, error) for run, (_, error) in zip(runs, ends, strict=True)] == [
        (0, b"")
    ] * 4
    assert [path.name for path in (tmp_path / "kg").iterdir()] == [f"base-{MARK}.kb"]
    assert KnowledgeBase.open(tmp_path / "kg" / f"base-{MARK}.kb").thing("k2999") is not None


def test_old_generations_go_when_nobody_used_them_for_a_month(folder):
    folder.mkdir(parents=True)
    for name, days in {
        "base-old.kb": 40,
        "base-young.kb": 20,
        ".base-old.kb.123-ab": 2,
        ".base-young.kb.124-cd": 0.5,
        "mine.kb": 400,
    }.items():
        (folder / name).write_text("")
        age(folder / name, days)
    cache.kept(MARK, Maker())
    left = {".base-young.kb.124-cd", "base-young.kb", f"base-{MARK}.kb", "mine.kb"}
    assert {path.name for path in folder.iterdir()} == left


def test_what_is_used_stays_young(folder):
    path = cache.kept(MARK, Maker())
    age(path, 40)
    cache.kept(MARK, Maker())
    assert time.time() - path.stat().st_mtime < 3600


def test_a_base_of_the_users_own_has_no_fingerprint(folder, tmp_path):
    path = cache.kept(MARK, Maker())
    with Writer.open(tmp_path / "mine.kb", base=path) as writer:
        writer.add("b", [Thing(key="Q2", type="City", label="Elsewhere")])
    assert "fingerprint" not in KnowledgeBase.open(tmp_path / "mine.kb").about()


def test_the_default_carries_its_fingerprint():
    ontology = ontologies.load()
    path = installed.default(ontology)
    assert KnowledgeBase.open(path).about()["fingerprint"] == installed.fingerprint(ontology)
    assert path.name == f"base-{installed.fingerprint(ontology)}.kb"


def test_the_fingerprint_is_the_same_in_every_process():
    code = (
        "from kg import ontology; from kg.link.kb import installed; "
        "print(installed.fingerprint(ontology.load()))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs == [f"{installed.fingerprint(ontologies.load())}\n"] * 2


def test_other_classes_make_another_fingerprint(tmp_path):
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix kg: <https://w3id.org/news-kg/ontology#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
        'kg:Choir a owl:Class ; rdfs:subClassOf kg:Organization ; rdfs:label "choir"@en ;\n'
        '    rdfs:comment "People who sing together."@en .\n'
    )
    usual, other = (installed.fingerprint(ontologies.load(*files)) for files in ((), (own,)))
    assert usual != other
