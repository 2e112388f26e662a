"""The sheet that the server draws for its page: the rows of the command, or one sentence why there are none."""

import pytest

from kg.audit import draw_rows
from kg.audit.sheet import written
from kg.errors import QueryError
from kg.explore import Explorer, NothingError
from kg.serve.audited import LARGEST, sheet
from kg.store import Embedded


@pytest.fixture(scope="module")
def explorer(store):
    with Embedded.read_only(store) as embedded:
        yield Explorer(embedded.store)


@pytest.mark.parametrize(("sample", "seed"), [(9, 0), (9, 7), (1000, 0)])
def test_the_page_is_given_the_rows_that_the_command_writes(explorer, store, kg, tmp_path, sample, seed):  # fmt: skip
    path = tmp_path / "sheet.csv"
    assert kg("audit", "--store", store, "--sample", sample, "--seed", seed, "-o", path)[0] == 0
    told = sheet(explorer, {"sample": [str(sample)], "seed": [str(seed)]})
    given = [dict(zip(told["columns"], cells, strict=True)) for cells in told["rows"]]
    assert b"".join(written(given)) == path.read_bytes()


def test_without_a_seed_it_is_that_of_the_command(explorer):
    told = sheet(explorer, {"sample": ["9"]})
    assert [dict(zip(told["columns"], cells, strict=True)) for cells in told["rows"]] == draw_rows(
        explorer, 9
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({}, "sample: it is needed"),
        ({"sample": ["x"]}, "sample: 'x' is no number"),
        ({"sample": ["٣"]}, "sample: '٣' is no number"),
        ({"sample": ["0"]}, "sample: 0 is not from 1 to 1,000; "),
        ({"sample": [str(LARGEST + 1)]}, "sample: 1001 is not from 1 to 1,000; kg audit draws"),
        ({"sample": ["9" * 5000]}, "is no number"),
        ({"sample": ["20"], "seed": ["-1"]}, "seed: '-1' is no number"),
        ({"sample": ["1"]}, "sample: 1 is too few for the "),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_sentence(explorer, values, message):
    with pytest.raises(QueryError) as told:
        sheet(explorer, values)
    assert message in str(told.value)
    assert str(told.value).startswith(("sample: ", "seed: "))
    assert "\n" not in str(told.value)


def test_a_store_without_claims_has_nothing_to_judge():
    with pytest.raises(NothingError, match="the store has no claims"):
        sheet(Explorer(Embedded.open().store), {"sample": ["9"]})
