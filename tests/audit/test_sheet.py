"""Sheets of an audit: which claims are drawn, what a sheet tells of them, and what a spreadsheet can do to it."""

import csv
from collections import Counter

import pytest
from pyoxigraph import Store
from sheets import of_file

from kg.audit import draw_sheet
from kg.audit.draw import draw
from kg.audit.strata import Stratum, shares
from kg.cells import harmless, plain
from kg.explore.reader import Reader
from kg.model import Relation
from kg.store import Embedded


def test_a_sheet_has_the_claim_its_sentence_and_what_stands_around(sheet):
    row = next(
        each for each in of_file(sheet) if each["says"] == "Ana Ruiz | charged with | bribery"
    )
    assert row["status"] == "Asserted"
    assert row["fact"] == "yes"
    assert row["predicate"] == "chargedWith"
    assert row["sentence"].startswith("Ana Ruiz")
    assert (row["before"], row["after"]) != ("", "")
    assert (row["judgement"], row["remark"]) == ("", "")
    assert row["article"] == "https://news.example/ruiz"
    assert row["measured"] == "no"


def test_who_says_so_stands_in_a_sheet(sheet):
    reported = [each for each in of_file(sheet) if each["status"] == "Reported"]
    assert reported
    assert all(each["speaker"] for each in reported)


def test_the_same_store_and_seed_give_the_same_bytes_in_any_order_of_writing(write, stories):
    sheets = set()
    for articles in (list(stories.values()), list(stories.values())[::-1]):
        store = Embedded.open()
        store.add(map(write, articles))
        sheets.add(draw_sheet(store.store, 9, seed=3))
    assert len(sheets) == 1


def test_another_seed_draws_other_claims_as_often(quads):
    store = Store()
    store.bulk_extend(quads)
    reader = Reader(store)
    everything = draw(reader, 1000, 0)
    kinds = len({each.stratum for each in everything})
    assert kinds < len(everything) - 1
    drawn = Counter(each.place for seed in range(300) for each in draw(reader, kinds, seed))
    assert set(drawn) == {each.place for each in everything}
    for each in everything:
        assert drawn[each.place] == pytest.approx(300 / each.in_store, rel=0.35)


def test_the_strata_add_up_to_the_store_and_each_is_seen(quads):
    store = Store()
    store.bulk_extend(quads)
    reader = Reader(store)
    everything = draw(reader, 1000, 0)
    sizes = Counter(each.stratum for each in everything)
    assert sum(sizes.values()) == len({each.place for each in everything})
    some = draw(reader, len(sizes) + 1, 0)
    assert {each.stratum: each.in_store for each in some} == dict(sizes)
    assert Counter(each.stratum for each in some) == {each.stratum: each.in_sample for each in some}


def test_shares_go_by_size_and_never_beyond_it():
    kinds = [Stratum(name, "Asserted", "") for name in "abcd"]
    sizes = dict(zip(kinds, (1000, 100, 10, 1), strict=True))
    for wanted in (4, 8, 50, 1110, 1111, 5000):
        drawn = shares(sizes, wanted)
        assert sum(drawn.values()) == min(wanted, 1111)
        assert all(1 <= drawn[kind] <= sizes[kind] for kind in kinds)
    assert list(shares(sizes, 50).values()) == [41, 6, 2, 1]


def test_a_sample_without_room_for_each_kind_is_refused(kg, store, tmp_path):
    code, _, error = kg("audit", "--store", store, "--sample", 1, "-o", tmp_path / "sheet.csv")
    assert code == 1
    assert error.startswith("kg: --sample: 1 is too few for the ")
    assert error.count("\n") == 1
    assert not (tmp_path / "sheet.csv").exists()


def test_a_store_without_claims_is_told(kg, tmp_path):
    Embedded.open(tmp_path / "empty").close()
    code, _, error = kg("audit", "--store", tmp_path / "empty", "-o", tmp_path / "sheet.csv")
    assert (code, error.count("\n")) == (1, 1)
    assert "the store has no claims" in error


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "give --store DIR with -o FILE, or --read FILE"),
        (["--store", "x", "--read", "y"], "one of the two"),
        (["--store", "x"], "where shall the sheet go?"),
        (["--read", "x", "--sample", "5"], "--sample goes with --store"),
        (["--store", "x", "-o", "y", "--json"], "--json goes with --read"),
    ],
)
def test_options_that_do_not_go_together_are_told(kg, options, told):
    code, _, error = kg("audit", *options)
    assert code == 2
    assert told in error


# Cells


def test_no_cell_of_a_sheet_begins_as_a_formula(story, write):
    told = story(
        "https://news.example/x", "=HYPERLINK said so.", "-2+3 fell.", publisher="@SUM(A1)"
    )
    ruiz = told.mention(0, "=HYPERLINK", "Person")
    city = told.mention(1, "-2+3", "City")
    told.claim(0, Relation(ruiz, "livesIn", city))
    store = Embedded.open()
    store.add([write(told)])
    _, sheet = draw_sheet(store.store, 10)
    cells = [cell for row in csv.reader(sheet.decode("utf-8-sig").splitlines()) for cell in row]
    assert "'=HYPERLINK said so." in cells
    assert "'@SUM(A1)" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("cell", ["-1", "+4.5", "-.5e3", "12", "", "Rain", "'tis", "a=b"])
def test_numbers_and_plain_words_stay(cell):
    assert harmless(cell) == cell == plain(cell)


@pytest.mark.parametrize("cell", ["=1", "+a", "-1-2", "@x", "\tx", "\rx", "-", "--1", "+1e"])
def test_what_a_spreadsheet_would_run_is_text_and_comes_back(cell):
    assert harmless(cell) == f"'{cell}"
    assert plain(harmless(cell)) == cell
