"""How many processes a build takes where nobody says: by cores, by memory, and by what there is to read."""

import pytest

from kg.pipeline import cores, running
from kg.pipeline.running import Run
from kg.pipeline.settings import Settings


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine of so many cores and bytes."""

    def made(count: int, memory: str) -> None:
        file = tmp_path / "meminfo"
        file.write_text(memory)
        monkeypatch.setattr(cores, "_MEMORY", file)
        monkeypatch.setattr(cores, "_cores", lambda: count)

    return made


@pytest.mark.parametrize(
    ("count", "memory", "expected"),
    [
        (8, "MemTotal: 64000000 kB\nMemAvailable:   32000000 kB\n", 8),
        (8, "MemAvailable: 5000000 kB\n", 4),
        (8, "MemAvailable: 100000 kB\n", 1),
        (4, "nothing of the kind", 4),
        (4, "MemAvailable: many kB", 4),
    ],
)
def test_room_is_what_cores_and_memory_allow(machine, count, memory, expected):
    machine(count, memory)
    assert cores.room() == expected


@pytest.mark.parametrize(
    ("wanted", "documents", "expected"),
    [(None, 24, 1), (None, 25, 8), (None, 0, 1), (3, 1, 3), (1, 100, 1)],
)
def test_few_articles_are_read_by_one_process(machine, monkeypatch, wanted, documents, expected):
    machine(8, "")
    taken = []
    monkeypatch.setattr(
        running,
        "run",
        lambda docs, settings, workers, expected, **_: (
            taken.append((workers, len(list(docs)))) or ()
        ),
    )
    run = Run(Settings(base="https://w3id.org/news-kg/"), wanted, {}, None)
    assert list(run._built(iter([object()] * documents))) == []
    assert taken == [(expected, documents)]
    assert running._FEW == 24
