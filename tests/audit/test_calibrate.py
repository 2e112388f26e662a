"""From judgements to a table of measured confidences."""

import pytest
from sheets import rows

from kg.audit import calibrate
from kg.calibration import Calibration, Kind, Measured, band, read
from kg.pipeline.settings import checked
from kg.store import Embedded
from kg.store.notes import Note

TABLE = Calibration.of({Kind(band(0.9), "Asserted", "lexicon"): Measured(0.97, 100)})


def share(table, *kind):
    return table.shares[Kind(*kind)].share


def test_a_share_of_few_judgements_is_drawn_towards_that_of_the_wider_kind():
    some = [
        *rows("a", 900, 270, 30),
        *rows("b", 10, 0, 2, rule="alias"),
        *rows("c", 300, 20, 80, rule="roleset:come.01", confidence=0.45),
    ]
    table = calibrate(some)
    assert share(table, "0.85 to 1", "Asserted", "lexicon") == pytest.approx(0.9, abs=0.02)
    assert 0.3 < share(table, "0.85 to 1", "Asserted", "alias") < 0.9
    assert share(table, "0 to 0.6") == pytest.approx(0.2, abs=0.05)


def test_where_kinds_hardly_differ_each_is_near_the_whole():
    some = []
    for place, name in enumerate("abcdef"):
        some += rows(name, 20, 8 + place % 2, 2 - place % 2, rule=name)
    shares = [each.share for kind, each in calibrate(some).rows if kind.rule != "*"]
    assert max(shares) - min(shares) < 0.05


def test_a_table_goes_to_a_file_and_back_with_the_same_bytes(tmp_path):
    table = calibrate([*rows("a", 90, 7, 3), *rows("b", 9, 1, 1, rule="alias", status="Denied")])
    path = tmp_path / "shares.tsv"
    path.write_text("".join(f"{line}\n" for line in table.lines()))
    assert read(path) == table
    assert list(read(path).lines()) == list(table.lines())


def test_a_sheet_says_that_confidences_are_measured_and_no_table_comes_of_it(
    kg, write, stories, tmp_path, judge
):
    parts = {"calibration": TABLE.digest}
    note = Note(source="a", words="b", rank=0, parts=parts)
    with Embedded.open(tmp_path / "store") as store:
        article = write(stories["ruiz"], calibration=TABLE)
        store.add([article], {article.document: note})
    sheet = tmp_path / "sheet.csv"
    kg("audit", "--store", tmp_path / "store", "-o", sheet)
    judge(sheet, lambda _: "right")
    assert kg("audit", "--read", sheet)[0] == 0
    code, _, error = kg("audit", "--read", sheet, "--calibrate", tmp_path / "shares.tsv")
    assert code == 1
    assert "the confidences of this sheet are measured already" in error
    assert not (tmp_path / "shares.tsv").exists()


def test_a_judged_sheet_becomes_a_table_that_a_build_takes(kg, sheet, judge, tmp_path):
    judge(sheet, lambda row: "wrong" if row["status"] == "Reported" else "right")
    code, told, _ = kg("audit", "--read", sheet, "--calibrate", tmp_path / "shares.tsv")
    assert code == 0
    assert "kg build --calibration" in told
    assert checked(calibration=tmp_path / "shares.tsv").calibration.rows
