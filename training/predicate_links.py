"""Writes ``ontology/predicates/links.tsv``: what PropBank links each roleset to in VerbNet and FrameNet.

    python -m training.predicate_links ../shared/lexica ontology/predicates/links.tsv

A line has the roleset, its classes of VerbNet and its frames of FrameNet, each in the order of PropBank.
"""

import gzip
import json
import re
import sys
from pathlib import Path
from typing import Any, Final

_CREDIT: Final = """\
# The classes of VerbNet and the frames of FrameNet that PropBank (https://github.com/propbank/propbank-frames) links to
# a roleset. CC BY-SA 4.0 as PropBank is: ../propbank.LICENSE. VerbNet: verbnet.LICENSE. FrameNet
# (https://framenet.icsi.berkeley.edu): CC BY 3.0. Written by training/predicate_links.py.
#roleset	verbnet	framenet
"""
_CLASS: Final = re.compile(r"[a-z_-]+-\d[\d.-]*", re.IGNORECASE)
_FRAME: Final = re.compile(r"[A-Z][\w'()-]*")


def line(row: dict[str, Any]) -> str | None:
    r"""Return the line of one roleset, as the lexicon has it in a ROW; None without links.

    >>> line({"id": "oil.01", "verbnet": [["butter-9.9", "1.0"], ["expired", "1.0"]], "framenet": []})
    'oil.01\tbutter-9.9\t'
    """
    verbnet, framenet = (
        " ".join(dict.fromkeys(name for name, _ in row[kind] if form.fullmatch(name)))
        for kind, form in (("verbnet", _CLASS), ("framenet", _FRAME))
    )
    return f"{row['id']}\t{verbnet}\t{framenet}" if verbnet or framenet else None


def write(lexica: Path) -> str:
    """Return the table of the rolesets in the folder LEXICA as text."""
    with gzip.open(lexica / "propbank-rolesets.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = {row["id"]: row for row in map(json.loads, file)}  # of two with one name the last
    found = (line(rows[name]) for name in sorted(rows))
    return _CREDIT + "".join(f"{each}\n" for each in found if each)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(write(Path(sys.argv[1])), encoding="utf-8")
