"""Reads sheets that people have judged, as spreadsheets save them; what is damaged is told in one line."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Final

from kg.audit.sheet import COLUMNS
from kg.calibration import band
from kg.cells import plain
from kg.errors import SourceError
from kg.plurals import counted

_MOST: Final = 1e12  # claims of a store
_SEPARATORS: Final = ",;\t"  # some spreadsheets write the one that their country is used to


class Judgement(StrEnum):
    """What somebody says of a claim."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row of a sheet: a claim by what tells kinds of claims apart, and its JUDGEMENT, None where there is none yet.

    IN_STORE is how many claims of its STRATUM the store has.
    """

    stratum: str
    in_store: int
    rule: str
    status: str
    fact: bool
    predicate: str
    confidence: float
    measured: bool  # whether the confidence is that of a table of measured shares
    judgement: Judgement | None

    @property
    def band(self) -> str:
        """The band of the confidence."""
        return band(self.confidence)


def read(paths: Sequence[Path]) -> list[Judged]:
    """Return the rows of the sheets at PATHS; raise SourceError where one is damaged, or none is judged.

    The strata of several sheets stay apart, as they may be of several stores.
    """
    found = [row for number, path in enumerate(paths) for row in _sheet(path, number)]
    if not any(row.judgement for row in found):
        names = ", ".join(map(str, paths))
        words = ", ".join(Judgement)
        raise SourceError(f"{names}: nothing is judged; write into the column judgement: {words}")
    return found


def _sheet(path: Path, number: int) -> list[Judged]:
    rows = list(_rows(path))
    found = [_judged(row, f"{path}, line {line}", number) for line, row in rows]
    _check_whole(path, [row for _, row in rows])
    return found


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of the sheet at PATH by the names of their columns, each with its line."""
    text = _text(path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        header = next(reader, [])
        if missing := [name for name in COLUMNS if name not in header]:
            raise SourceError(
                f"{path}: has no column {missing[0]!r}; give a sheet whose first line is as kg audit wrote it"
            )
        for cells in reader:
            if any(cells):
                yield reader.line_num, _named(header, cells, f"{path}, line {reader.line_num}")
    except csv.Error as error:
        raise SourceError(
            f"{path}, line {reader.line_num}: cannot be read: {error}; save the sheet again as CSV"
        ) from error


def _named(header: Sequence[str], cells: Sequence[str], place: str) -> dict[str, str]:
    if len(cells) < len(header) or any(cells[len(header) :]):
        has = f"{counted(len(cells), 'cell')}, and the first line has {len(header)}"
        raise SourceError(f"{place}: has {has}; save the sheet again as CSV")
    return {name: plain(cell) for name, cell in zip(header, cells, strict=False)}


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is no text in UTF-8; save the sheet as CSV in UTF-8") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SourceError(f"{path}: cannot be read: {reason}; check the path") from error


def _separator(text: str) -> str:
    first = text.partition("\n")[0]
    return max(_SEPARATORS, key=first.count)


def _judged(row: dict[str, str], place: str, number: int) -> Judged:
    return Judged(
        stratum=f"{number} {row['stratum']}",
        in_store=int(_number(row, "in_store", place, 1, _MOST)),
        rule=row["rule"],
        status=row["status"],
        fact=row["fact"] == "yes",
        predicate=row["predicate"],
        confidence=_number(row, "confidence", place, 0, 1) if row["confidence"] else 0.0,
        measured=row["measured"] == "yes",
        judgement=_judgement(row["judgement"], place),
    )


def _number(row: dict[str, str], name: str, place: str, least: float, most: float) -> float:
    """Return the number from LEAST to MOST in the cell NAME; a decimal comma is one, as some spreadsheets write it."""
    try:
        number = float(row[name].replace(",", "."))
    except ValueError:
        number = math.nan
    if not least <= number <= most:
        raise SourceError(
            f"{place}: {row[name]!r} in the column {name} is no such number; give the cell that kg audit wrote"
        )
    return number


def _judgement(cell: str, place: str) -> Judgement | None:
    word = cell.strip().casefold()
    if not word:
        return None
    try:
        return Judgement(word)
    except ValueError:
        near = get_close_matches(word, map(str, Judgement), n=1, cutoff=0.5)
        hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(Judgement)}"
        raise SourceError(f"{place}: {cell!r} is no judgement; {hint}") from None


def _check_whole(path: Path, rows: Sequence[dict[str, str]]) -> None:
    """Check that a sheet has each of the claims that were drawn, once: else shares would be of something else."""
    claims = Counter((row["claim"], row["article"]) for row in rows)
    if claims and (most := claims.most_common(1)[0])[1] > 1:
        raise SourceError(f"{path}: the claim {most[0][0]} stands there twice; leave one of them")
    for row in rows:
        if row["drawn"] != str(len(rows)):
            raise SourceError(
                f"{path}: has {len(rows):,} rows, and {row['drawn']} claims were drawn; "
                "leave the rows that nobody judges in the sheet"
            )
