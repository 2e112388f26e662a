"""Writes ``ontology/common-names.tsv``: how many people of the packed table have a given or a family name.

    python -m training.common_names ontology/common-names.tsv

The first word of a label is taken for the given name and the last one for the family name, in whichever order they are.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kg import names
from kg.link.commonness import AFTER
from kg.link.kb.fold import fold

_OF: Final = 100_000  # people
_LEAST: Final = 7  # of them
_HEAD: Final = (
    f"# How many of {_OF:,} people in the packed table (names/things.tsv.xz) have a given or a family name; those\n"
    f"# of fewer than {_LEAST} are left out. By training/common_names.py.\n"
)


def rows() -> Iterator[tuple[str, str, int]]:
    """Yield kind, name and number, the most common first."""
    counts: dict[str, Counter[str]] = {"given": Counter(), "family": Counter()}
    people = 0
    for thing in names.Things():
        words = [word for word in fold(thing.label).split() if word not in AFTER]
        if thing.type == "Person" and len(words) > 1:
            people += 1
            counts["given"][words[0]] += 1
            counts["family"][words[-1]] += 1
    for kind, found in counts.items():
        shares = ((name, round(count * _OF / people)) for name, count in found.items())
        common = (each for each in shares if each[1] >= _LEAST and each[0].isalpha())
        yield from ((kind, *each) for each in sorted(common, key=lambda row: (-row[1], row[0])))


if __name__ == "__main__":
    lines = ("\t".join(map(str, row)) + "\n" for row in rows())
    Path(sys.argv[1]).write_text(_HEAD + "".join(lines), encoding="utf-8")
