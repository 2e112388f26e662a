"""Writes ``ontology/propbank.tsv``: which role each grammatical function fills, from PropBank's examples.

    python -m training.propbank_roles ../shared/data/propbank ontology/propbank.tsv

Counts are few for most predicates. They are smoothed with those of the verbs of the same VerbNet class, and with how
often a function fills a role of that number and function tag (PAG, PPT, GOL, …) where the predicate has it at all.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Doc

from kg.extract.grammar.frames import antecedent
from kg.extract.grammar.numbering import functions
from kg.extract.predications.arguments import any_frame, part_of_speech
from kg.nlp import load_model

_CLASS: Final = 1.5  # how many examples the class of a verb is worth
_TAGS: Final = 3.0  # how many examples the inventory of roles is worth, for the core functions
_TAGS_OF_PREPOSITIONS: Final = 1.0
_ENOUGH: Final = 3  # a preposition is decided by its class only where that has so many examples
_CORE: Final = frozenset(
    {
        "bearer",
        "compound",
        "object",
        "object with",
        "of",
        "poss",
        "poss alone",
        "subject",
        "subject alone",
    }
)
# What verbs say by a preposition follows from the roles that they have; nouns need examples.
_OF_VERBS: Final = frozenset({"for", "from", "into", "on", "to", "with"})
# The possessor of a noun is like the subject of its verb: "the rise of prices", "prices' rise", "prices rose".
_LIKE_SUBJECTS: Final = {("n", "poss alone"): "subject alone", ("n", "poss"): "subject"}
_VERB: Final = 1.5
_ROLES: Final = ("0", "1", "2", "3", "4", "5", "-")
_NUMBERED: Final = frozenset("012")
_PARTS: Final = ("j", "n", "v")
_SEEN: Final = 20  # how often a function must occur to have a usual role
_CREDIT: Final = """\
# Derived from the examples and frame files of PropBank (https://github.com/propbank), CC BY-SA 4.0;
# this table is under the same licence, see propbank.LICENSE. Written by training/propbank_roles.py.
"""

Key = tuple[str, str]  # part of speech and function


@dataclass(slots=True)
class Roleset:
    """One sense of a predicate: its roles with their function tags, its VerbNet classes, its words."""

    lemma: str
    tags: dict[str, str]
    classes: tuple[str, ...]
    words: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Counts:
    """How often a function fills a role: by lemma, by VerbNet class, by tag."""

    lemma: dict[tuple[str, Key], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    verbnet: dict[tuple[str, Key], Counter[str]] = field(
        default_factory=lambda: defaultdict(Counter)
    )
    filled: Counter[tuple[Key, str, str]] = field(default_factory=Counter)
    offered: Counter[tuple[Key, str, str]] = field(default_factory=Counter)
    usual: dict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def rolesets(path: Path) -> dict[str, Roleset]:
    """Return the rolesets of a table by their names."""
    found = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            parts = [cell.split(":") for cell in (row["roles"] or "").split(" | ")]
            tags = {p[0][3:].lower(): p[1] for p in parts if len(p) > 1 and p[0].startswith("ARG")}
            words = (alias.rpartition("/") for alias in (row["aliases"] or "").split())
            found[row["roleset"]] = Roleset(
                lemma=row["lemma"].lower().replace("_", " "),
                tags={number: tag for number, tag in tags.items() if number.isdigit()},
                classes=tuple((row["verbnet"] or "").split()),
                words=tuple((word.lower().replace("_", " "), part) for word, _, part in words),
            )
    return found


def examples(path: Path) -> Iterator[tuple[str, list[str], int, list[tuple[str, int, int]]]]:
    """Yield roleset, words, index of the predicate and arguments of each usable example."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            row: dict[str, Any] = json.loads(line)
            numbers = [
                *row["predicate"],
                *(a[k] for a in row["arguments"] for k in ("start", "end")),
            ]
            if not row["predicate"] or "?" in numbers:
                continue
            at = int(row["predicate"][0].split()[0])
            spans = [(a["role"], int(a["start"]), int(a["end"])) for a in row["arguments"]]
            if at < len(row["tokens"]):
                yield row["roleset"], row["tokens"], at, spans


def observations(folder: Path) -> Iterator[tuple[str, str, str, list[tuple[str, str]]]]:
    """Yield roleset, lemma, part of speech and the roles of the functions of each example."""
    nlp = load_model()
    texts = (
        (Doc(nlp.vocab, words=words), (name, at, spans))
        for name, words, at, spans in examples(folder / "examples.jsonl")
    )
    for doc, (name, at, spans) in nlp.pipe(texts, as_tuples=True, batch_size=128, disable=["ner"]):
        part = part_of_speech(doc[at])
        if part is None:
            continue
        built = any_frame(doc[at])
        roles = _by_head(doc, spans)
        yield (
            name,
            built.lemma,
            part,
            [(f, roles.get(heads[0].i, "-")) for f, heads in functions(built)],
        )


def _by_head(doc: Doc, spans: list[tuple[str, int, int]]) -> dict[int, str]:
    """Return the number of the argument by its head; a preposition gives it to its object."""
    found = {}
    for role, start, end in spans:
        number = role[3:] if role.startswith("ARG") and role[3:].isdigit() else "-"
        head = doc[start : end + 1].root
        found[antecedent(head).i] = number
        if head.pos_ in ("ADP", "SCONJ"):
            found.update((child.i, number) for child in head.children if child.dep_ == "pobj")
    return found


def count(folder: Path, sets: dict[str, Roleset]) -> Counts:
    """Return the counts of all examples."""
    counts = Counts()
    for name, lemma, part, roles in observations(folder):
        if name in sets:
            add(counts, sets[name], lemma, part, roles, 1)
    return counts


def add(
    counts: Counts, chosen: Roleset, lemma: str, part: str, roles: list[tuple[str, str]], by: int
) -> None:
    """Count one example, or take it away again."""
    for function, role in roles:
        key = (part, function)
        counts.lemma[lemma, key][role] += by
        counts.usual[key][role] += by
        for each in chosen.classes:
            counts.verbnet[each, key][role] += by
        for number, tag in chosen.tags.items():
            counts.offered[key, number, tag] += by
            counts.filled[key, number, tag] += by * (number == role)


def decide(counts: Counts, lemma: str, key: Key, known: list[Roleset]) -> str:
    """Return the role that a function of a predicate most likely fills."""
    predicative = [n for chosen in known for n, tag in chosen.tags.items() if tag == "PRD"]
    if key[1] == "complement" and predicative:
        return predicative[0]
    score: Counter[str] = Counter()
    for role, number in counts.lemma.get((lemma, key), Counter()).items():
        score[role] += number
    classes = Counter(each for chosen in known for each in chosen.classes)
    total: Counter[str] = Counter()
    for each in classes:
        total.update(counts.verbnet.get((each, key), Counter()))
    _mix(score, total, _CLASS)
    if key in _LIKE_SUBJECTS:
        total = Counter()
        for verb in sorted({chosen.lemma for chosen in known}):
            total.update(counts.lemma.get((verb, ("v", _LIKE_SUBJECTS[key])), Counter()))
        _mix(score, total, _VERB)
    weight = _TAGS if key[1] in _CORE else _TAGS_OF_PREPOSITIONS
    _mix(score, _by_inventory(counts, key, known) or counts.usual[key], weight)
    return max(_ROLES, key=lambda role: (score[role], -_ROLES.index(role)))


def _is_evident(counts: Counts, lemma: str, key: Key, known: list[Roleset]) -> bool:
    """Tell whether there is enough to decide by: examples of the predicate or of its class."""
    if (
        key[1] in _CORE
        or key[1] == "complement"
        or (key[0] == "v" and key[1] in _OF_VERBS)
        or counts.lemma.get((lemma, key))
    ):
        return True
    classes = {each for chosen in known for each in chosen.classes}
    return (
        sum(counts.verbnet[each, key].total() for each in classes if (each, key) in counts.verbnet)
        >= _ENOUGH
    )


def _mix(score: Counter[str], other: Counter[str], weight: float) -> None:
    size = sum(other.values())
    for role, number in other.items():
        score[role] += weight * number / size if size else 0  # type: ignore[assignment]


def _by_inventory(counts: Counts, key: Key, known: list[Roleset]) -> Counter[str]:
    """Return how likely KEY fills each role that the senses of a predicate have."""
    found: Counter[str] = Counter()
    for chosen in known:
        rates = {
            number: counts.filled[key, number, tag] / offered
            for number, tag in chosen.tags.items()
            if (offered := counts.offered[key, number, tag]) > 2
        }
        size = sum(rates.values())
        for number, rate in rates.items():
            found[number] += rate / max(size, 1) / len(known)  # type: ignore[assignment]
        found["-"] += max(0.0, 1 - size) / len(known)  # type: ignore[assignment]
    return found


def rows(counts: Counts, sets: dict[str, Roleset]) -> Iterator[str]:
    """Yield the lines of the table: the usual roles by preference, then the predicates that differ, alike together."""
    usual = {key: _preferred(c) for key, c in counts.usual.items() if c.total() >= _SEEN}
    for part in _PARTS:
        cells = sorted(f"{f}={roles}" for (p, f), roles in usual.items() if p == part)
        yield "\t".join((part, "012", ", ".join(cells)))
    alike: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for (lemma, part), known in sorted(by_word(sets).items()):
        has = "".join(sorted({n for chosen in known for n in chosen.tags} & _NUMBERED))
        own = {}
        for key in sorted(usual):
            if key[0] == part and _is_evident(counts, lemma, key, known):
                best = decide(counts, lemma, key, known)
                own[key[1]] = best if best in _NUMBERED else "-"
        cells = [f"{f}={r}" for f, r in own.items() if r != _first(usual[part, f], has)]
        if cells or has != "012":
            alike[part, has, ", ".join(cells)].append(lemma)
    for (part, has, cell), lemmas in sorted(alike.items()):
        yield "\t".join((part, has, cell, ", ".join(lemmas)))


def _first(roles: str, has: str) -> str:
    return next(role for role in roles if role in f"{has}-")


def _preferred(roles: Counter[str]) -> str:
    """Return the roles of a function in the order of how often it fills them, up to none."""
    merged: Counter[str] = Counter()
    for role, number in roles.items():
        merged[role if role in _NUMBERED else "-"] += number
    order = "".join(sorted(merged, key=lambda role: (-merged[role], role)))
    return order if "-" in order else f"{order}-"


def by_word(sets: dict[str, Roleset]) -> dict[tuple[str, str], list[Roleset]]:
    """Return the rolesets of each word and part of speech."""
    found: dict[tuple[str, str], list[Roleset]] = defaultdict(list)
    for chosen in sets.values():
        for word, part in chosen.words:
            if part in _PARTS:
                found[word, part].append(chosen)
    return found


def main(folder: Path, target: Path) -> None:
    """Write the table."""
    sets = rolesets(folder / "rolesets.tsv")
    counts = count(folder, sets)
    target.write_text(_CREDIT + "".join(f"{row}\n" for row in rows(counts, sets)), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
