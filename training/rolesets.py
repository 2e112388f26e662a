"""Writes ``ontology/rolesets.tsv``: what each sense of a predicate means, from PropBank's frame files.

    python -m training.rolesets ../shared/lexica ontology/rolesets.tsv

A line has the roleset, how often it is annotated in the texts of PropBank, the words that evoke it
("kill/v killing/n"), its name, and its roles: number, function tag, the thematic role that VerbNet gives it most often,
and what it is.
"""

import gzip
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any, Final

_CREDIT: Final = """\
# Derived from the frame files and the annotations of PropBank (https://github.com/propbank), CC BY-SA 4.0, with the
# thematic roles of VerbNet that PropBank links; this table is under the same licence, see propbank.LICENSE. Written by
# training/rolesets.py.
"""


def counts(path: Path) -> Counter[str]:
    """Return how often each roleset is annotated in the texts that the file at PATH counts."""
    found: Counter[str] = Counter()
    for rows in json.loads(path.read_text(encoding="utf-8")).values():
        for _, _, roleset, count in rows:
            found[roleset] += count
    return found


def line(row: dict[str, Any], count: int) -> str:
    r"""Return the line of one roleset, as the lexicon has it in a ROW.

    >>> line({"id": "oil.01", "name": "put on", "aliases": [["oil", "v"]], "roles": [{"n": "0", "f": "PAG",
    ...     "descr": "oiler", "verbnet": [["butter-9.9", "agent"], ["coat-9.8", "agent"]]}]}, 3)
    'oil.01\\t3\\toil/v\\tput on\\t0 PAG agent oiler'
    """
    aliases = " ".join("/".join(_clean(part, "_") for part in alias) for alias in row["aliases"])
    roles = []
    for role in row["roles"]:
        thematic = Counter(name for _, name in role.get("verbnet", ()))
        best = min(thematic, key=lambda name: (-thematic[name], name), default="-")
        roles.append(f"{role['n']} {role['f'] or '-'} {_clean(best, '_')} {_clean(role['descr'])}")
    return "\t".join((row["id"], str(count), aliases, _clean(row["name"]), " | ".join(roles)))


def _clean(text: str, space: str = " ") -> str:
    return space.join(text.replace("|", "/").split())


def write(lexica: Path) -> str:
    """Return the table of the rolesets in the folder LEXICA as text."""
    known = counts(lexica / "roleset_counts.json")
    with gzip.open(lexica / "propbank-rolesets.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(each) for each in file]
    rows.sort(key=lambda row: row["id"])
    return _CREDIT + "".join(f"{line(row, known[row['id']])}\n" for row in rows)


def main() -> None:
    """Write the table."""
    lexica, target = map(Path, sys.argv[1:3])
    target.write_text(write(lexica), encoding="utf-8")


if __name__ == "__main__":
    main()
