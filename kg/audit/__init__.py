"""Audits: claims of a store drawn for people to judge, and what their judgements tell of the whole store.

sheet = draw_sheet(store, 200, seed=1)  # the bytes of a CSV file
rows = read([Path("sheet.csv")])        # once somebody has judged it
tables = precision(rows)                # how many claims of the store are right
shares = calibrate(rows)                # for the confidences of later builds
"""

from pyoxigraph import Store

from kg.audit.calibrate import calibrate
from kg.audit.draw import draw
from kg.audit.estimate import Estimate
from kg.audit.judged import Judged, Judgement, read
from kg.audit.precision import Precision, precision
from kg.audit.sheet import COLUMNS, rows, written
from kg.explore import Explorer

__all__ = [
    "COLUMNS",
    "Estimate",
    "Judged",
    "Judgement",
    "Precision",
    "calibrate",
    "draw_rows",
    "draw_sheet",
    "precision",
    "read",
]


def draw_sheet(store: Store, sample: int, *, seed: int = 0) -> tuple[int, bytes]:
    """Return how many claims of STORE were drawn, SAMPLE or all that there are, and the sheet with them."""
    drawn = draw_rows(Explorer(store), sample, seed=seed)
    return len(drawn), b"".join(written(drawn))


def draw_rows(explorer: Explorer, sample: int, *, seed: int = 0) -> list[dict[str, str]]:
    """Return the rows of the sheet with SAMPLE claims of the store of EXPLORER, or with all that there are."""
    return list(rows(explorer, draw(explorer.reader, sample, seed)))
