"""Judged sheets: how many claims of the store are right, how sure that is, and what is wrong with a sheet."""

import csv
import io
import json
import random

import pytest
from sheets import row, rows

from kg.audit.estimate import estimate, unseen, wilson
from kg.audit.judged import Judgement, read
from kg.audit.precision import precision
from kg.errors import SourceError

# How many are right


def test_strata_count_by_their_size_in_the_store():
    found = estimate([*rows("a", 900, 9, 1), *rows("b", 100, 2, 8)], lambda _: True)
    assert found.share == pytest.approx(0.9 * 0.9 + 0.1 * 0.2)
    # Cochran 1977, section 5.3, without the correction for a finite store.
    assert found.error == pytest.approx((0.81 * 0.09 / 9 + 0.01 * 0.16 / 9) ** 0.5)
    assert (found.judged, found.right, found.claims) == (20, 11, 1000)


def test_within_one_stratum_the_interval_is_that_of_wilson():
    found = estimate(rows("a", 500, 27, 3), lambda _: True)
    assert (found.low, found.high) == pytest.approx(wilson(0.9, 29), abs=1e-9)
    alone = estimate(rows("a", 500, 30, 0), lambda _: True)
    assert (alone.low, alone.high) == pytest.approx(wilson(1.0, 30))
    # Wilson 1927, as in R: binom::binom.confint(27, 30, method = "wilson")
    assert wilson(0.9, 30) == pytest.approx((0.7438, 0.9654), abs=1e-4)


def test_a_part_that_lies_in_many_strata_is_a_ratio_of_totals():
    some = [
        *rows("a", 800, 4, 0, predicate="x"),
        *rows("a", 800, 0, 4),
        *rows("b", 100, 1, 3, predicate="x"),
    ]
    found = estimate(some, lambda each: each.predicate == "x")
    assert found.claims == pytest.approx(500)
    assert found.share == pytest.approx((400 + 25) / 500)


def test_unclear_claims_are_left_out_and_what_nobody_judged_is_told():
    some = [*rows("a", 60, 3, 1, unclear=2), *rows("b", 40, 0, 0, unclear=3)]
    assert estimate(some, lambda _: True).share == 0.75
    assert unseen(some) == pytest.approx(0.4)
    assert precision(some).judgements == {"right": 3, "unclear": 5, "wrong": 1}
    assert precision(rows("b", 40, 0, 0, unclear=3)).whole is None


@pytest.mark.parametrize("sizes", [(700, 250, 50), (300, 300, 400)])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(sizes):
    chance = random.Random(5)
    truth = dict(zip("abc", (0.95, 0.7, 0.4), strict=True))
    within = shares = 0
    for _ in range(400):
        drawn = [
            row(name, size, Judgement.RIGHT if chance.random() < truth[name] else Judgement.WRONG)
            for name, size in zip("abc", sizes, strict=True)
            for _ in range(max(2, size // 10))
        ]
        found = estimate(drawn, lambda _: True)
        whole = sum(truth[name] * size for name, size in zip("abc", sizes, strict=True)) / 1000
        within += found.low <= whole <= found.high
        shares += found.share / 400
    assert shares == pytest.approx(whole, abs=0.01)
    assert 0.92 <= within / 400 <= 0.995


def test_strata_of_one_claim_make_the_estimate_less_sure():
    some = rows("a", 500, 45, 5)
    lone = [row(name, 50, Judgement(word)) for name, word in (("b", "right"), ("c", "wrong"))]
    sure = estimate(some, lambda _: True)
    assert estimate([*some, *lone], lambda _: True).error > sure.error


# What a sheet may look like


def test_a_judged_sheet_is_told_as_tables_and_as_json(kg, sheet, judge):
    judge(sheet, lambda each: "Wrong " if each["status"] == "Reported" else "right")
    code, told, _ = kg("audit", "--read", sheet)
    assert code == 0
    table = told[told.index("status") :].split("\n\n")[0].splitlines()
    assert len({len(line) for line in table}) == 1
    assert "Reported" in told
    _, plain, _ = kg("audit", "--read", sheet, "--json")
    found = json.loads(plain)
    assert found["by"]["status"]["Reported"]["share"] == 0
    assert found["by"]["status"]["Asserted"]["share"] == 1
    assert 0 < found["whole"]["share"] < 1


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_sheet_comes_back_from_any_spreadsheet(kg, sheet, judge, delimiter):
    judge(sheet, lambda _: "right", delimiter=delimiter)
    assert kg("audit", "--read", sheet)[0] == 0


def test_several_sheets_are_read_as_one(sheet, judge, tmp_path):
    judge(sheet, lambda _: "right")
    other = tmp_path / "other.csv"
    other.write_bytes(sheet.read_bytes())
    assert len(read([sheet, other])) == 2 * len(read([sheet]))


def damaged(told, change):
    return pytest.param(change, told, id=told[:24].replace(" ", "-"))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        damaged("nothing is judged; write into the column", lambda text: text),
        damaged("has no column 'judgement'", lambda text: text.replace("judgement", "verdict", 1)),
        damaged("has no column", lambda text: ""),
        damaged("claims were drawn; leave", lambda text: "".join(text.splitlines(keepends=True)[:-1])),
        damaged("stands there twice", lambda text: text + text.splitlines()[-1]),
        damaged("line 2: has 3 cells", lambda text: text.splitlines()[0] + "\na,b,c\n"),
        damaged("'lots' in the column in_store is no such number", lambda text: _with(text, "in_store", "lots")),
        damaged("'0' in the column in_store is no such number", lambda text: _with(text, "in_store", "0")),
        damaged("'1e300' in the column in_store", lambda text: _with(text, "in_store", "1e300")),
        damaged("'nan' in the column confidence", lambda text: _with(text, "confidence", "nan")),
        damaged("did you mean 'right'?", lambda text: _with(text, "judgement", "right!")),
        damaged("'?' is no judgement; have: right, wrong, unclear", lambda text: _with(text, "judgement", "?")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_sheet_is_told_in_one_line(kg, sheet, change, told):
    text = sheet.read_bytes().decode("utf-8-sig")
    sheet.write_bytes(change(text).encode())
    code, printed, error = kg("audit", "--read", sheet)
    assert (code, printed) == (1, "")
    assert error.startswith(f"kg: {sheet}")
    assert told in error
    assert error.count("\n") == 1


def _with(text, name, value):
    """The sheet TEXT with VALUE in the column NAME of its first row."""
    head, first, *others = csv.reader(io.StringIO(text))
    first[head.index(name)] = value
    written = io.StringIO()
    csv.writer(written).writerows([head, first, *others])
    return written.getvalue()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00says", b"\xe9t\xe9,judgement"])
def test_a_sheet_in_another_encoding_is_told(tmp_path, content):
    (tmp_path / "sheet.csv").write_bytes(content)
    with pytest.raises(SourceError, match=r"is no text in UTF-8; save the sheet"):
        read([tmp_path / "sheet.csv"])


def test_a_sheet_that_is_not_there_is_told(tmp_path):
    with pytest.raises(SourceError, match="cannot be read: no such file"):
        read([tmp_path / "none.csv"])
