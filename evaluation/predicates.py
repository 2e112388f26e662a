"""Predicates in the corpus: each word that says something of something, with its PropBank roleset and arguments.

Other than a claim, a predicate belongs to no ontology: "P passed: pass.01{ARG0: The Senate; ARG1: a bill … Committee}".
"""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import pairwise
from typing import Final

from evaluation.corpuswords import Words, find, status_of, stretch
from kg.learned.labels import ROLES
from kg.model import Status
from kg.rolesets import rolesets

PREDICATE: Final = "P "
_LINE: Final = re.compile(
    r"P\s+(?:\[(?P<status>\w+)(?:;\s*(?P<speaker>[^\]]+))?\]\s+)?"
    r"(?P<trigger>[^\s:]+):\s*(?P<roleset>[\w'’-]+\.\d{2,3})\{(?P<roles>[^{}]*)\}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicated:
    """A predicate by its word, with its roleset ("pass.01"), and arguments by PropBank's labels, as whole phrases."""

    trigger: Words
    roleset: str
    arguments: tuple[tuple[str, Words], ...]
    status: Status | None = None  # None: that of the claim which the same word makes, else asserted
    speaker: Words | None = None


def predicated(line: str, text: str) -> Predicated:
    """Return what a LINE of the corpus says of a sentence, its TEXT.

    Raises:
        ValueError: the line is not of this form, or its words do not stand in the sentence.

    """
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(
            f"{line!r} is no predicate; write P word: lemma.01{{ARG0: words; ARG1: first … last}}"
        )
    arguments: list[tuple[str, Words]] = []
    for part in filter(None, (part.strip() for part in found["roles"].split(";"))):
        label, colon, words = part.partition(":")
        if not colon or label.strip() not in ROLES:
            raise ValueError(
                f"{part!r} is no argument; write one of {', '.join(ROLES)}, then its words"
            )
        arguments.append((label.strip(), stretch(words.strip(), text)))
    _known(found["roleset"], [label for label, _ in arguments])
    _apart(arguments, text)
    said = (found["speaker"] or "").strip()
    return Predicated(
        trigger=find(found["trigger"], text),
        roleset=found["roleset"],
        arguments=tuple(sorted(arguments, key=lambda each: each[1])),
        status=status_of(found["status"]) if found["status"] else None,
        speaker=stretch(said, text) if said else None,
    )


def _known(name: str, labels: list[str]) -> None:
    """Raise an error where there is no roleset NAME, or it has no role for one of the LABELS."""
    known = rolesets()
    if name not in known:
        lemma = name.rpartition(".")[0]
        own = [each for each in known if each.rpartition(".")[0] == lemma]
        near = own or get_close_matches(name, list(known), 1)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise ValueError(f"{name!r} is no roleset{hint}")
    numbers = {role.number for role in known[name].roles}
    for label in labels:
        number = label.removeprefix("ARG")
        if number.isdigit() and number not in numbers:
            raise ValueError(
                f"{name} has no {label}, only {', '.join(f'ARG{n}' for n in sorted(numbers))}"
            )


def _apart(arguments: list[tuple[str, Words]], text: str) -> None:
    """Raise an error where two ARGUMENTS of one predicate overlap."""
    ordered = sorted(words for _, words in arguments)
    for before, after in pairwise(ordered):
        if after.start < before.end:
            raise ValueError(f"{before.of(text)!r} and {after.of(text)!r} overlap")
