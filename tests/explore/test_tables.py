"""Tables for analytics: what they have is what the graph says, and their columns stay."""

from pathlib import Path

import pytest

from kg.cli import main
from kg.explore import Explorer, tables
from kg.query import open_files

parquet = pytest.importorskip("pyarrow.parquet", reason="pip install news-kg[archives]")

CASES = Path(__file__).parents[1] / "queries"
DOCUMENT = Path(__file__).parents[2] / "docs/files.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "out"
    tables.write(Explorer(open_files([CASES / "who-is-accused/data.trig"])), path)
    return path


def rows(folder: Path, name: str) -> list[dict]:
    return parquet.read_table(folder / f"{name}.parquet").to_pylist()


def test_a_file_for_each_table_and_none_else(folder):
    assert sorted(each.name for each in folder.iterdir()) == sorted(
        f"{name}.parquet" for name in tables.TABLES
    )


def test_claims_have_who_says_so_and_where(folder):
    [said] = [
        each for each in rows(folder, "claims") if each["label"].startswith("Lawsuit: fishermen")
    ]
    assert (said["status"], said["fact"], said["speaker_labels"]) == (
        "Reported",
        False,
        ["Mara Dent"],
    )
    assert said["sentence"] == "Mara Dent said the fishermen had sued Kestrel Line."
    assert said["sentence_end"] - said["sentence_start"] == len(said["sentence"])
    [article] = rows(folder, "articles")
    assert said["article"] == article["article"] == "https://news.example/harbour"
    assert (article["published"], article["publisher"]) == ("2026-03-12", "The Harbour Post")


def test_no_allegation_is_a_fact_in_any_table(folder):
    claims = rows(folder, "claims")
    assert {each["status"] for each in claims if each["fact"]} == {"Asserted"}
    attacks = [each for each in claims if each["type"] == "Attack"]
    assert {each["status"] for each in attacks} == {"Alleged", "Denied"}
    assert not [each for each in rows(folder, "events") if each["type"] == "Attack"]


def test_participants_and_events_join_with_claims_and_entities(folder):
    claims = {each["claim"]: each for each in rows(folder, "claims")}
    entities = {each["entity"]: each for each in rows(folder, "entities")}
    events = {each["event"] for each in rows(folder, "events")}
    found = rows(folder, "participants")
    assert found
    assert all(each["claim"] in claims for each in found)
    [accused] = [e for e in found if e["role"] == "accused" and e["label"] == "Ana Ruiz"]
    assert entities[accused["participant"]]["type"] == "Person"
    assert accused["event"] in events
    assert entities[accused["participant"]]["articles"] == 1


def test_rows_are_sorted_and_the_same_each_time(folder, tmp_path):
    tables.write(Explorer(open_files([CASES / "who-is-accused/data.trig"])), tmp_path)
    for name in tables.TABLES:
        assert (tmp_path / f"{name}.parquet").read_bytes() == (
            folder / f"{name}.parquet"
        ).read_bytes()
    names = [each["entity"] for each in rows(folder, "entities")]
    assert names == sorted(names)


def test_many_rows_are_written_some_at_a_time(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "_ROWS", 2)
    tables.write(Explorer(open_files([CASES / "who-is-accused/data.trig"])), tmp_path)
    assert parquet.ParquetFile(tmp_path / "claims.parquet").num_row_groups > 2
    assert rows(tmp_path, "claims") == rows(folder, "claims")


def test_what_breaks_leaves_no_half_table(tmp_path, monkeypatch):
    def broken(_: Explorer):
        yield "articles", {"article": "a"}
        raise RuntimeError("broken")

    monkeypatch.setattr(tables, "rows", broken)
    with pytest.raises(RuntimeError):
        tables.write(Explorer(open_files([CASES / "who-is-accused/data.trig"])), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_them_and_counts_them(tmp_path, capsys):
    store = tmp_path / "store"
    from kg.store import Embedded

    with Embedded.open(store) as embedded:
        embedded.store.load(path=str(CASES / "who-is-accused/data.trig"))
    with pytest.raises(SystemExit) as ended:
        main(["export", "--store", str(store), "--parquet", str(tmp_path / "out")])
    assert ended.value.code == 0
    told = capsys.readouterr().err
    assert f"{tmp_path / 'out/articles'}.parquet: 1 row\n" in told
    assert len(rows(tmp_path / "out", "claims")) > 5


def test_tables_are_of_the_whole_store(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["export", "--store", "s", "--parquet", "t", "--format", "nq"])
    assert ended.value.code == 2
    assert "--parquet writes tables of a whole store" in capsys.readouterr().err


def test_the_document_tells_of_every_column():
    text = DOCUMENT.read_text(encoding="utf-8")
    for name, columns in tables.TABLES.items():
        [line] = [each for each in text.splitlines() if each.startswith(f"| `{name}` |")]
        assert [each for each in columns if f"`{each}`" not in line] == []
