"""Which numbered role each grammatical function fills, by predicate: a table drawn from PropBank's examples.

A line of ``ontology/propbank.tsv`` has a part of speech (``v``, ``n``, ``j``), the numbers of roles that there are,
the functions whose role is not the usual one, and the lemmas of which all that is true. The lines without lemmas have
the usual ones, the likeliest first. ``-`` is no numbered role.
"""

from functools import cache
from typing import Final

from kg import data

_FILE: Final = "propbank.tsv"
_ALL: Final = "012"
_AGENTLESS: Final = {
    "subject": "1",
    "object": "2",
}  # of verbs with two roles, of which none is an agent's


class Table:
    r"""The usual roles by part of speech and function, and those of single predicates.

    >>> table = Table("v\t012\tsubject=0-, to=2-\nv\t12\tsubject=1\trise, climb\nv\t1\t\tfall")
    >>> table.role(("rise up", "rise"), "v", "subject"), table.role(("rise",), "v", "to")
    ('1', '2')
    >>> table.role(("fall",), "v", "to"), table.role(("unheard of",), "v", "to")
    (None, '2')

    A verb without an agent has what undergoes it before it, and behind it what that undergoes.

    >>> table = Table("v\t012\tsubject=0-1, object=1-2\nv\t12\t\tundergo")
    >>> table.role(("undergo",), "v", "subject"), table.role(("undergo",), "v", "object")
    ('1', '2')
    """

    def __init__(self, text: str) -> None:
        self._rows: dict[tuple[str, str], tuple[str, dict[str, str]]] = {}
        for line in text.splitlines():
            if line and not line.startswith("#"):
                part, numbers, cells, *lemmas = line.split("\t")
                row = (numbers, dict(_pair(cell) for cell in cells.split(", ") if cell))
                for lemma in (lemmas or [""])[0].split(", "):
                    self._rows[lemma, part] = row

    def role(self, lemmas: tuple[str, ...], part: str, function: str) -> str | None:
        """Return the number of the role that FUNCTION fills, by the first of the LEMMAS that is known."""
        numbers, own = self._row(lemmas, part)
        usual = self._rows["", part][1].get(function, "-")
        if numbers == "12" and part == "v" and function in _AGENTLESS:
            usual = _AGENTLESS[function]
        found = own.get(function) or next(role for role in usual if role in f"{numbers}-")
        return None if found == "-" else found

    def has(self, lemmas: tuple[str, ...], part: str, number: str) -> bool:
        """Tell whether the first of the LEMMAS that is known has a role of this NUMBER."""
        return number in self._row(lemmas, part)[0]

    def _row(self, lemmas: tuple[str, ...], part: str) -> tuple[str, dict[str, str]]:
        known = ((lemma, part) for lemma in lemmas)
        return next((self._rows[key] for key in known if key in self._rows), (_ALL, {}))


@cache
def table() -> Table:
    """Return the table of the package."""
    return Table((data.find("ontology") / _FILE).read_text(encoding="utf-8"))


def _pair(cell: str) -> tuple[str, str]:
    function, _, role = cell.partition("=")
    return function, role
