"""What others write is no formula in a spreadsheet, and numbers stay numbers."""

import csv
import io
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from kg.pipeline.resolve.review import Doubt, read_decisions, write_review
from kg.query.formats import inert

LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
CELLS = {
    "=1+1": "'=1+1",
    "+cmd|' /C calc'!A0": "'+cmd|' /C calc'!A0",
    "-1+2": "'-1+2",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\rx": "'\rx",
    "  =1": "'  =1",
    "＝1+1": "'＝1+1",
    "-": "'-",
    "+49 30 1234": "'+49 30 1234",
    "-5": "-5",
    "+1.5e-3": "+1.5e-3",
    "-.5": "-.5",
    "2026-03-12": "2026-03-12",
    "Ana = Ruiz": "Ana = Ruiz",
    "'quoted'": "'quoted'",
    "": "",
}


@pytest.mark.parametrize(("cell", "safe"), CELLS.items())
def test_cell_that_a_spreadsheet_would_run_is_text(cell, safe):
    assert inert(cell) == safe


def test_csv_is_that_of_the_standard_unless_it_is_to_be_safe(kg, tmp_path):
    triples = [Triple(NamedNode(f"urn:{n}"), LABEL, Literal(cell)) for n, cell in enumerate(CELLS)]
    (tmp_path / "g.nt").write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES))
    (tmp_path / "q.rq").write_text("SELECT ?label { ?s rdfs:label ?label }")
    arguments = ["query", tmp_path / "q.rq", "--data", tmp_path / "g.nt", "--format", "csv"]
    for option, values in (((), CELLS), (("--safe-csv",), CELLS.values())):
        code, out, _ = kg(*arguments, *option)
        assert code == 0
        rows = list(csv.reader(io.StringIO(out, newline="")))[1:]
        assert sorted(row[0] if row else "" for row in rows) == sorted(values)


def test_doubtful_pairs_are_no_formulas_and_are_read_as_they_were(tmp_path):
    path = Path(tmp_path / "doubtful.csv")
    pair = ("https://a.example/=1", "https://b.example/")
    write_review(path, [Doubt(pair, ("=1+1", "-5"), 0.5, ("@x",))])
    (row,) = csv.DictReader(io.StringIO(path.read_text(), newline=""))
    assert (row["one"], row["one is called"], row["other is called"], row["why"]) == (
        pair[0],
        "'=1+1",
        "-5",
        "'@x",
    )
    path.write_text(path.read_text().replace(",0.50", "same,0.50", 1))
    assert read_decisions(path) == {pair: True}
