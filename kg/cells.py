"""Cells of tables that people open in a spreadsheet: text that it would run as a formula is made harmless."""

import re
from typing import Final

# What begins so is a formula to some spreadsheet: https://owasp.org/www-community/attacks/CSV_Injection
_RUN: Final = ("=", "+", "-", "@", "\t", "\r")
_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)


def harmless(cell: str) -> str:
    r"""Return CELL with an apostrophe before it where a spreadsheet would take it for a formula; numbers stay.

    >>> harmless('=HYPERLINK("https://a.example")'), harmless("-12.5"), harmless("- he said"), harmless("Rain")
    ('\'=HYPERLINK("https://a.example")', '-12.5', "'- he said", 'Rain')
    """
    is_formula = cell.startswith(_RUN) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_formula else cell


def plain(cell: str) -> str:
    """Return CELL without the apostrophe that ``harmless`` has put before it.

    >>> plain(harmless("=1+1")), plain("'tis")
    ('=1+1', "'tis")
    """
    bare = cell[1:]
    return bare if cell.startswith("'") and harmless(bare) == cell else cell
