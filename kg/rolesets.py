"""The senses of predicates, PropBank's rolesets: which words evoke them, and what their numbered roles are.

From a table, ``ontology/rolesets.tsv`` (Palmer, Gildea and Kingsbury 2005; thematic roles by VerbNet, Kipper 2005).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg import data

_TABLE: Final = "rolesets.tsv"
_PARTS: Final = {"VB": "v", "NN": "n", "JJ": "j"}
_UNKNOWN: Final = "-"


@dataclass(frozen=True, slots=True)
class Numbered:
    """A role of a roleset: its number, PropBank's function tag ("PAG"), VerbNet's role ("agent"; "" without one)."""

    number: str
    function: str
    thematic: str
    description: str


@dataclass(frozen=True, slots=True)
class Roleset:
    """One sense of a predicate; COUNT says how often it was annotated, ALIASES are words with parts of speech."""

    id: str
    count: int
    aliases: tuple[str, ...]  # "kill/v", "killing/n"
    name: str
    roles: tuple[Numbered, ...]

    @property
    def words(self) -> str:
        r"""What the network is asked for it by.

        >>> parse("oil.01\t3\toil/v\tput on\t0 PAG agent oiler | 1 PPT - thing oiled")[0].words
        'oil: put on; oiler, thing oiled'
        """
        lemma = self.id.rpartition(".")[0].replace("_", " ")
        roles = ", ".join(role.description for role in self.roles)
        return f"{lemma}: {self.name}; {roles}" if roles else f"{lemma}: {self.name}"


def parse(text: str) -> tuple[Roleset, ...]:
    r"""Return the rolesets of a table as TEXT.

    >>> parse("oil.01\t3\toil/v\tput on\t0 PAG agent oiler")[0].roles
    (Numbered(number='0', function='PAG', thematic='agent', description='oiler'),)
    """
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, count, aliases, label, roles = line.split("\t")
            numbered = tuple(_role(role) for role in roles.split(" | ") if role)
            found.append(Roleset(name, int(count), tuple(aliases.split()), label, numbered))
    return tuple(found)


def _role(cell: str) -> Numbered:
    number, function, thematic, *words = cell.split(" ")
    return Numbered(number, function, "" if thematic == _UNKNOWN else thematic, " ".join(words))


@cache
def rolesets() -> Mapping[str, Roleset]:
    """Return all rolesets of the package by their names, in the order of the table."""
    text = (data.find("ontology") / _TABLE).read_text(encoding="utf-8")
    return {each.id: each for each in parse(text)}


def senses(lemma: str, tag: str) -> tuple[str, ...]:
    """Return the rolesets that a word with this LEMMA and TAG of the Penn Treebank may evoke, the most frequent first.

    >>> senses("kill", "VBD")[0], senses("attack", "NN")[0], senses("of", "IN")
    ('kill.01', 'attack.01', ())
    """
    return _evoked().get((lemma.lower(), _PARTS.get(tag[:2], "")), ())


@cache
def _evoked() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the rolesets of each lemma and part of speech; a verb with a particle goes by the verb."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for roleset in rolesets().values():
        for alias in roleset.aliases:
            lemma, _, part = alias.rpartition("/")
            for form in {
                lemma.lower(),
                lemma.lower().partition("_")[0] if part == "v" else lemma.lower(),
            }:
                found[form, part][roleset.id] = roleset.count
    return {
        key: tuple(sorted(counted, key=lambda name: (-counted[name], name)))
        for key, counted in found.items()
    }
