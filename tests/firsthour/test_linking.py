"""What names mean in a first graph: what is claimed of a place, and what is only a candidate."""

import re
from pathlib import Path

import pytest
from commands import Run

LUSAKA = (
    "Cholera kills 12 in Kanyama\n\nMarch 4, 2024\n\n"
    "LUSAKA, Zambia (Reuters) - Cholera killed twelve people in Kanyama, a township of Lusaka, the Ministry of Health "
    "said on Monday. Officials closed schools in Kanyama.\n"
)


@pytest.fixture
def kg(kg: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    return kg


def test_a_township_is_no_city_of_another_country(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "lusaka.txt").write_text(LUSAKA)
    code, _, err = kg("build", "lusaka.txt", "-q", "-o", "out.nq", "--store", "store")
    assert (code, err) == (0, "")
    written = (tmp_path / "out.nq").read_text()
    assert "entity/Kanyama.city>" in written
    assert "Kanyama_gn" not in written
    assert "sws.geonames.org/214390" not in written
    code, out, _ = kg("why", "Kanyama", "--store", "store")
    assert code == 0
    assert "Kanyama (gn214390): 'Kanyama' is its name; city of Congo - Kinshasa;" in out
    assert "less than 0.6, so not linked" in out


def test_the_confidence_that_a_link_needs_is_an_option(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "lusaka.txt").write_text(LUSAKA)
    (tmp_path / "kg.toml").write_text("[build]\nlink-confidence = 0.5\n")
    assert kg("build", "lusaka.txt", "-q", "-o", "low.nq")[0] == 0
    assert "Kanyama_gn214390" in (tmp_path / "low.nq").read_text()


@pytest.mark.parametrize("given", ["1.5", "-0.1", "sure"])
def test_a_confidence_that_is_none_is_one_line(kg: Run, tmp_path: Path, given: str) -> None:
    (tmp_path / "lusaka.txt").write_text(LUSAKA)
    code, out, err = kg("build", "lusaka.txt", "-o", "out.nq", "--link-confidence", given)
    assert (code, out) == (2, "")
    assert "Invalid value for '--link-confidence'" in err.splitlines()[-1]
    assert not (tmp_path / "out.nq").exists()


NORWAY = (
    "Ferries collide in the west\n\nMarch 4, 2024\n\n"
    "The mayor of Bergen, Anne Vik, closed the harbour on Monday. Bergen had never seen such a storm.\n"
)


def test_a_town_is_no_organization(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "bergen.txt").write_text(NORWAY)
    assert kg("build", "bergen.txt", "-q", "-o", "out.nq", "--provenance", "none")[0] == 0
    assert _classes(tmp_path / "out.nq", "Bergen") == {"Bergen_Q26793": "City"}


OWN = (
    "Solar panels\n\nMarch 4, 2024\n\n"
    "Phoenix hired 200 engineers on Monday. Phoenix makes solar panels in Oslo. Bergen Engines sold a plant.\n"
)
TABLE = "id,name,type\nc1,Bergen Engines,Company\nc2,Phoenix,Company\n"
TERM = """@prefix gaz: <https://w3id.org/news-kg/gazetteer#> .
@prefix kg: <https://w3id.org/news-kg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
gaz:my-phoenix a kg:Company ; skos:prefLabel "Phoenix"@en .
"""


def test_a_table_of_my_own_has_the_last_word_on_what_a_name_is(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(OWN)
    (tmp_path / "mine.csv").write_text(TABLE)
    assert kg("kb", "import", "mine.csv", "--kb", "mine.kb")[0] == 0
    before = (tmp_path / "mine.kb").read_bytes()
    build = ("build", "own.txt", "-q", "-o", "out.nq", "--provenance", "none")
    assert kg(*build)[0] == 0
    assert _classes(tmp_path / "out.nq", "Phoenix") == {"Phoenix_Q16556": "City"}
    assert kg(*build, "--kb", "mine.kb")[0] == 0
    assert _classes(tmp_path / "out.nq", "Phoenix") == {"Phoenix_c2": "Company"}
    assert _classes(tmp_path / "out.nq", "Bergen") == {"Bergen_Engines_c1": "Company"}
    assert (tmp_path / "mine.kb").read_bytes() == before


def test_a_term_of_my_own_has_the_last_word_on_what_a_name_is(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "own.txt").write_text(OWN)
    (tmp_path / "mine.ttl").write_text(TERM)
    build = ("build", "own.txt", "-q", "-o", "out.nq", "--provenance", "none")
    assert kg(*build, "--ontology", "mine.ttl")[0] == 0
    assert _classes(tmp_path / "out.nq", "Phoenix") == {"Phoenix.company": "Company"}


def _classes(path: Path, name: str) -> dict[str, str]:
    """Return the classes of the things in the graph at PATH whose IRI begins with NAME."""
    pattern = rf"<\S+/entity/({name}[^>]*)> <\S+#type> <\S+ontology#(\w+)>"
    return dict(re.findall(pattern, path.read_text()))
