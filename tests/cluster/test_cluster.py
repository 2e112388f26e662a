"""kg build --spark on a real cluster: what it writes is what one machine writes, whatever happens on the way."""

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "news"
DEADLY = (
    "import os\n\ndef die(doc, ontology):\n"
    "    if 'poison' in doc.text:\n        os._exit(9)\n    return []\n"
)
MORE = (
    {
        "url": "https://news.example/ruiz",
        "text": "Ana Ruiz was charged with bribery in Quito on Monday.",
    },
    {
        "url": "https://news.example/ruiz",
        "text": "Ana Ruiz was charged with bribery in Quito on Monday.",
        "published": "2026-03-12",
    },
    {"url": "https://news.example/ruiz", "text": "Ana Ruiz was acquitted in Quito on Friday."},
    {"url": "https://news.example/nothing"},
    {"url": "https://news.example/poison", "text": "Chevron sells poison to Brazil."},
    {
        "url": "https://news.example/minister",
        "text": "Der Minister wurde am Montag in Berlin wegen Bestechung angeklagt. Er bestreitet die Vorwürfe "
        "und sagte, dass er nichts davon gewusst habe, weil er in dieser Zeit nicht im Amt war. Die Polizei hat "
        "das Haus durchsucht.",
    },
)
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
TABLES = ("articles", "entities", "events", "claims", "participants", "mentions")


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles, a copy of one, one that fails, one that kills who reads it, and one that is not English."""
    folder = tmp_path_factory.mktemp("news")
    for name in (
        "maduro-arraigned.txt",
        "kakhovka-dam.html",
        "world.rss",
        "courts-and-companies.jsonl",
    ):
        shutil.copy(EXAMPLES / name, folder)
    (folder / "again").mkdir()
    shutil.copy(EXAMPLES / "maduro-arraigned.txt", folder / "again")
    (folder / "broken.txt").write_bytes(b"\x00\x01\xff")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    reprint = {
        "url": "https://wire.example/maduro",
        "text": (EXAMPLES / "maduro-arraigned.txt").read_text(),
        "published": "2026-01-06",
    }
    lines = (f"{json.dumps(each)}\n" for each in (*MORE, reprint))
    (folder / "more.jsonl").write_text("".join(lines))
    return folder


@pytest.fixture(scope="module")
def plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installed package with an extractor that ends its process at a poisoned article."""
    package = tmp_path_factory.mktemp("plugin")
    described = package / "deadly-1.dist-info"
    described.mkdir()
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: deadly\nVersion: 1\n")
    (described / "entry_points.txt").write_text("[kg.extractors]\ndeadly = deadly:die\n")
    (package / "deadly.py").write_text(DEADLY)
    return package


def command(*arguments: object, plugin: Path) -> tuple[list[str], dict[str, str]]:
    path = os.pathsep.join(filter(None, [str(plugin), os.environ.get("PYTHONPATH")]))
    options = ("--extractors", "rules,deadly", "--json")
    environment = {**os.environ, "PYTHONPATH": path, "SPARK_LOCAL_IP": "127.0.0.1"}
    return [sys.executable, "-m", "kg", "build", *map(str, arguments), *options], environment


def on_spark(news: Path, folder: Path, plugin: Path, cluster: Any) -> subprocess.Popen[str]:
    settings = {
        "spark.executor.memory": "768m",
        "spark.executorEnv.PYTHONPATH": f"{plugin}{os.pathsep}{os.environ.get('PYTHONPATH', '')}",
        "spark.ui.enabled": "false",
        # What pays for long jobs alone is left out.
        "spark.sql.shuffle.partitions": "4",
        "spark.driver.extraJavaOptions": JAVA,
        "spark.executor.extraJavaOptions": JAVA,
    }
    given = [f"--spark-conf={name}={value}" for name, value in settings.items()]
    words, environment = command(
        news, "--spark", cluster.master, *given, "-o", folder, plugin=plugin
    )
    return subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


@pytest.fixture(scope="module")
def alone(news: Path, plugin: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What one machine makes of the articles."""
    folder = tmp_path_factory.mktemp("alone")
    words, environment = command(news, "--workers", "2", "-o", folder / "graph.nq", plugin=plugin)
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env=environment, timeout=300
    )
    return {
        "code": done.returncode,
        "out": done.stdout,
        "err": done.stderr,
        "lines": (folder / "graph.nq").read_bytes().splitlines(keepends=True),
    }


def shards(folder: Path) -> list[bytes]:
    """The lines of all shards of FOLDER, sorted; each shard is sorted by itself, and no line is in two."""
    found: list[bytes] = []
    for path in sorted((folder / "quads").glob("*.nq.gz")):
        lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)
        assert lines == sorted(set(lines))
        found += lines
    return sorted(found)


@pytest.fixture(scope="module")
def undisturbed(
    news: Path, plugin: Path, cluster: Any, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What the cluster makes of the articles."""
    folder = tmp_path_factory.mktemp("spark") / "out"
    process = on_spark(news, folder, plugin, cluster)
    out, err = process.communicate(timeout=300)
    return {"code": process.returncode, "out": out, "err": err, "folder": folder}


def test_the_shards_are_what_one_machine_writes(undisturbed, alone):
    assert shards(undisturbed["folder"]) == alone["lines"]
    assert len(alone["lines"]) > 1000
    marked = [line for line in alone["lines"] if line.startswith(b"<https://wire.example/maduro> ")]
    assert sum(b"#copyOf> <" in line for line in marked) == 1


def test_the_report_is_that_of_one_machine(undisturbed, alone, news):
    assert (undisturbed["code"], undisturbed["out"], undisturbed["err"]) == (
        alone["code"],
        alone["out"],
        alone["err"],
    )
    assert (undisturbed["folder"] / "report.json").read_text() == alone["out"]
    report = json.loads(alone["out"])
    assert report["copies"] == 2
    assert len(report["failures"]) == 4
    assert report["other_languages"] == [f"{news}/more.jsonl:6"]
    assert len(report["left_out"]) == 1


def test_an_article_that_kills_who_reads_it_is_set_aside(undisturbed, news):
    lines = (undisturbed["folder"] / "failures.jsonl").read_text().splitlines()
    failures = [json.loads(line) for line in lines]
    told = {each["document"]: each["message"] for each in failures}
    assert "the process that read it died" in told[f"{news}/more.jsonl:5"]
    assert "another text is called" in told[f"{news}/more.jsonl:3"]


def test_the_folder_has_marks_of_what_is_whole_and_nothing_else(undisturbed):
    folder = undisturbed["folder"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "_SUCCESS", "failures.jsonl", "quads", "report.json", "tables",
    ]  # fmt: skip
    assert sorted(path.name for path in (folder / "quads").iterdir()) == [
        "_SUCCESS", "part-00001.nq.gz",
    ]  # fmt: skip
    assert all((folder / "tables" / name / "_SUCCESS").is_file() for name in TABLES)


def test_the_tables_are_those_of_a_store(undisturbed, news, plugin, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    from kg.explore import Explorer
    from kg.explore.tables import write
    from kg.query import open_files

    (shard,) = (undisturbed["folder"] / "quads").glob("*.nq.gz")
    write(Explorer(open_files([shard])), tmp_path)
    for name in TABLES:
        expected = parquet.read_table(tmp_path / f"{name}.parquet")
        found = parquet.read_table(undisturbed["folder"] / "tables" / name)
        assert found.column_names == expected.column_names
        assert sorted(map(repr, found.to_pylist())) == sorted(map(repr, expected.to_pylist())), name
        assert found.num_rows


def test_an_executor_that_is_killed_changes_nothing(news, plugin, cluster, undisturbed, tmp_path):
    folder = tmp_path / "out"
    process = on_spark(news, folder, plugin, cluster)
    read = folder / "_kg" / "verdicts" / "_SUCCESS"
    begun = folder / "_kg" / "extracted"
    deadline = time.monotonic() + 200
    while not (read.exists() and begun.exists()):
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.05)
    before = cluster.executors()
    os.kill(before[0], signal.SIGKILL)
    assert not (begun / "_SUCCESS").exists()
    out, err = process.communicate(timeout=300)
    assert (out, err) == (undisturbed["out"], undisturbed["err"])
    assert shards(folder) == shards(undisturbed["folder"])
