"""Which roles the rolesets of a predicate offer, from PropBank's frame files, as numbers that the network reads.

A line of ``ontology/frames.tsv`` has a part of speech (``v``, ``n``, ``j``), the roles with their function tags and the
share of rolesets that offer them, where not all do, and the lemmas of which that is true.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from kg import data

_FILE: Final = "frames.tsv"
_NUMBERS: Final = "012345"
_OTHER: Final = "-"
FUNCTIONS: Final = (*"PAG PPT GOL DIR VSP PRD MNR EXT LOC CAU COM".split(), _OTHER)
SIZE: Final = 1 + len(_NUMBERS) * len(FUNCTIONS)  # the first: that there are rolesets at all
_PARTS: Final = {"VB": "v", "NN": "n", "JJ": "j"}
_NAMES: Final = ("NNP", "NNPS")


@dataclass(frozen=True, slots=True)
class Frames:
    """The rows of a table by part of speech and lemma; row 0 is that of words without rolesets."""

    rows: dict[tuple[str, str], int]
    shares: NDArray[np.float32]  # R x SIZE

    def row(self, lemma: str, tag: str) -> int:
        """Return the row of a word with this LEMMA and TAG of the Penn Treebank."""
        part = None if tag in _NAMES else _PARTS.get(tag[:2])
        return 0 if part is None else self.rows.get((part, lemma), 0)


def parse(text: str) -> Frames:
    r"""Return the table that TEXT has.

    >>> frames = parse("v\t0PAG 1PPT 2GOL=40\tbring, give\nn\t1PPT\tgift")
    >>> frames.row("give", "VBD"), frames.row("gift", "NNS"), frames.row("gift", "NNP"), frames.row("of", "IN")
    (1, 2, 0, 0)
    >>> frames.shares[1].nonzero()[0].tolist(), round(float(frames.shares[1].sum()), 1)
    ([0, 1, 14, 27], 3.4)
    """
    rows: dict[tuple[str, str], int] = {}
    shares = [np.zeros(SIZE, np.float32)]
    for line in text.splitlines():
        if line and not line.startswith("#"):
            part, offered, lemmas = line.split("\t")
            rows |= {(part, lemma): len(shares) for lemma in lemmas.split(", ")}
            shares.append(_row(offered))
    return Frames(rows, np.stack(shares))


def _row(offered: str) -> NDArray[np.float32]:
    found = np.zeros(SIZE, np.float32)
    found[0] = 1.0
    for cell in offered.split():
        role, _, percent = cell.partition("=")
        place = _NUMBERS.index(role[0]) * len(FUNCTIONS) + FUNCTIONS.index(role[1:])
        found[1 + place] = int(percent or 100) / 100
    return found


def path() -> Path:
    """Return the file of the package's table; the weights know its rows by their places."""
    return data.find("ontology") / _FILE


@cache
def frames() -> Frames:
    """Return the table of the package."""
    return parse(path().read_text(encoding="utf-8"))
