"""The lists of English words: what the files look like, that all of them are used, and what mistakes say."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from kg import vocabulary
from kg.errors import OntologyError

ROOT = Path(__file__).parents[1]
FILES = sorted(vocabulary.folder().glob("*.toml"))
TABLES = [
    (path.stem, name, table)
    for path in FILES
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items()
]
READ = re.compile(r'vocabulary\.(words|ordered|table|numbers)\(\s*"(\w+)", "(\w+)"')
each_table = pytest.mark.parametrize(
    ("matter", "name", "table"), TABLES, ids=lambda part: part if isinstance(part, str) else ""
)


def uses() -> dict[tuple[str, str], set[str]]:
    """The functions that read each table, anywhere in the package."""
    found: dict[tuple[str, str], set[str]] = {}
    for path in (p for name in ("kg", "evaluation") for p in (ROOT / name).rglob("*.py")):
        for function, matter, name in READ.findall(path.read_text(encoding="utf-8")):
            if path.stem != "vocabulary":  # its own examples
                found.setdefault((matter, name), set()).add(function)
    return found


USES = uses()


def test_files_are_found():
    assert len(FILES) > 10
    assert len(TABLES) > 200


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_file_says_what_it_is_about(path: Path):
    assert re.match(r"# .+\.\n\n\[", path.read_text(encoding="utf-8"))


@each_table
def test_table_says_what_it_is_for(matter: str, name: str, table: dict[str, Any]):
    assert table["about"].endswith((".", "…"))
    assert len(table.keys() & {"words", "table"}) == 1
    assert table.keys() <= {"about", "words", "table"}


@each_table
def test_words_are_sorted_and_none_stands_twice(matter: str, name: str, table: dict[str, Any]):
    if "words" not in table:
        return
    words = vocabulary.ordered(matter, name)
    assert len(words) == len(set(words))
    if "in this order" not in table["about"]:
        assert list(words) == sorted(words, key=lambda word: (word.casefold(), word))


@each_table
def test_table_is_read_as_what_it_is(matter: str, name: str, table: dict[str, Any]):
    assert (matter, name) in USES, "no rule reads it"
    for function in USES[matter, name]:
        assert getattr(vocabulary, function)(matter, name)


def test_no_rule_reads_a_table_that_is_not_there():
    assert USES.keys() - {(matter, name) for matter, name, _ in TABLES} == set()


def test_what_a_table_says_cannot_be_changed():
    with pytest.raises(TypeError):
        vocabulary.table("control", "addressing")["call"] = "at"  # type: ignore[index]


@pytest.mark.parametrize(
    ("matter", "name", "message"),
    [
        (
            "offices",
            "deputys",
            'ontology/words/offices.toml: no table "deputys"; did you mean "deputies"?',
        ),
        ("offices", "zebras", 'ontology/words/offices.toml: no table "zebras"'),
        (
            "ofices",
            "deputies",
            'ontology/words/ofices.toml: no such file; did you mean "offices"?',
        ),
        (
            "control",
            "addressing",
            'ontology/words/control.toml: [addressing] has no "words"; write it below "about"',
        ),
    ],
)
def test_mistake_is_one_line(matter: str, name: str, message: str):
    with pytest.raises(OntologyError) as caught:
        vocabulary.words(matter, name)
    assert str(caught.value) == message


def test_file_that_is_no_toml_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "broken.toml").write_text("[one]\nabout = One.\n")
    monkeypatch.setattr(vocabulary, "folder", lambda: tmp_path)
    with pytest.raises(
        OntologyError, match=r"^ontology/words/broken\.toml: .*at line 2, column 9\)$"
    ):
        vocabulary.words("broken", "one")


def test_number_is_asked_for_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "many.toml").write_text('[dozens]\nabout = "."\n[dozens.table]\nscore = "20"\n')
    monkeypatch.setattr(vocabulary, "folder", lambda: tmp_path)
    with pytest.raises(OntologyError, match=r'"score" of \[dozens\] must have a number$'):
        vocabulary.numbers("many", "dozens")
