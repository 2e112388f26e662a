"""PropBank's examples: arguments of verbs, nouns and adjectives (Palmer, Gildea and Kingsbury 2005); CC BY-SA 4.0."""

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Token

from kg.learned.features import WORDS
from kg.learned.labels import ROLES
from training.examples import Example, normal, parsed_words, part_of, sentence

_KNOWN: Final = frozenset(ROLES)
_CONTENT: Final = ("NN", "VB", "JJ")


def examples(folder: Path, nlp: Language) -> Iterator[Example]:
    """Yield one example a sentence, with all of its predicates; a tenth is for dev, by the hash of its words."""
    grouped: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for line in (folder / "examples.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        grouped[tuple(row["tokens"])].append(row)
    kept = {words: rows for words, rows in grouped.items() if len(words) <= WORDS}
    nouns = _nouns(folder)
    for doc, (words, rows) in zip(parsed_words(map(list, kept), nlp), kept.items(), strict=True):
        text = " ".join(words)
        example = Example("propbank", text, sentence(doc), part_of(normal(text)))
        for row in rows:
            place = _place(row["predicate"], len(words))
            if place is not None and (found := _arguments(row, words)) is not None:
                example.roles[place] = found
        example.predicates = {
            token.i: False for token in doc if not _may_be_predicate(token, nouns)
        } | dict.fromkeys(example.roles, True)
        if example.roles:
            yield example


def _may_be_predicate(token: Token, nouns: set[str]) -> bool:
    """Tell whether a TOKEN may be a predicate that nobody annotated; only some NOUNS can."""
    if not token.tag_.startswith(_CONTENT):
        return False
    return not token.tag_.startswith("NN") or token.lower_ in nouns


def _nouns(folder: Path) -> set[str]:
    """Return the nouns that may be predicates; a noun that is none of them never is one."""
    found: set[str] = set()
    for line in (folder / "rolesets.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        for alias in line.split("\t")[2].split(" "):
            word, _, part = alias.partition("/")
            if part.startswith("n"):
                found |= {word.lower(), word.lower() + "s", word.lower() + "es"}
                found.add(word.lower().removesuffix("y") + "ies")
    return found


def _place(predicate: list[str], size: int) -> int | None:
    """Return the first word of a predicate; None where the annotation has none."""
    first = " ".join(predicate).split()[:1]
    if first and first[0].isdigit() and int(first[0]) < size:
        return int(first[0])
    return None


def _arguments(
    row: dict[str, Any], words: tuple[str, ...]
) -> tuple[tuple[int, int, str], ...] | None:
    """Return the arguments as (first word, one past the last, label), without overlap.

    None where the places do not fit the words: a wrong example teaches wrong boundaries.
    """
    found: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for argument in row["arguments"]:
        start, end = argument["start"], argument["end"]
        if not (start.isdigit() and end.isdigit()):
            return None
        first, last = int(start), int(end) + 1
        if not first < last <= len(words):
            return None
        if normal(" ".join(words[first:last])) != normal(argument["text"]):
            return None
        name = label(argument["role"])
        if name is None or taken & set(range(first, last)):
            continue
        taken |= set(range(first, last))
        found.append((first, last, name))
    return tuple(sorted(found))


def label(role: str) -> str | None:
    """Return the label that stands for a ROLE of PropBank; None where there is none.

    >>> [label(role) for role in ("ARG1", "C-ARG1", "r-argm-loc", "ARGM-PRR")]
    ['ARG1', 'ARG1', 'R-ARGM', None]
    """
    role = role.upper()
    if role.startswith("R-ARGM"):
        return "R-ARGM"
    if role.startswith("C-"):
        role = role[2:]
    return role if role in _KNOWN else None
