"""What the network alone reaches on the held-out part of each source, head by head."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kg.learned.found import Found
from kg.learned.labels import STATUSES
from kg.learned.reader import NetworkReader
from training.examples import Example


@dataclass(slots=True)
class Score:
    """Right, found and wanted answers."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, found: set[Any], wanted: set[Any]) -> None:
        """Count one set against another."""
        self.right += len(found & wanted)
        self.found += len(found)
        self.wanted += len(wanted)

    @property
    def precision(self) -> float:
        """The share of what is found that is right."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is wanted that is found."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.found + self.wanted
        return 2 * self.right / both if both else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.wanted} wanted)"


def propbank(examples: Sequence[Example], reader: NetworkReader) -> dict[str, Score]:
    """Return span F1 and head F1 of the arguments of given predicates, and of each role."""
    scores: dict[str, Score] = defaultdict(Score)
    asked = {i: sorted(e.roles) for i, e in enumerate(examples)}
    for example, found in zip(
        examples, reader.read([e.sentence for e in examples], asked), strict=True
    ):
        chain = [(i, h) for i, h in enumerate(example.sentence.heads)]
        for word, roles in found.roles:
            got = {(*role.words, role.label) for role in roles}
            gold = set(example.roles[word])
            scores["span"].add(got, gold)
            numbered = [{each for each in both if each[2][3].isdigit()} for both in (got, gold)]
            scores["span, numbered"].add(*numbered)
            scores["head"].add(
                {(head(chain, s, e), label) for s, e, label in got},
                {(head(chain, s, e), label) for s, e, label in gold},
            )
            part = example.sentence.tags[word][:2]
            scores[f"span of {part}"].add(got, gold)
            for label in {label for _, _, label in (*got, *gold)}:
                scores[f"span {label}"].add(
                    {each for each in got if each[2] == label},
                    {each for each in gold if each[2] == label},
                )
    return dict(scores)


def running(examples: Sequence[Example], reader: NetworkReader) -> dict[str, Score]:
    """Return what is found of predicates, their senses and their arguments in text where all of them are annotated."""
    scores: dict[str, Score] = defaultdict(Score)
    results = reader.read([e.sentence for e in examples], senses=True)
    for example, found in zip(examples, results, strict=True):
        wanted = {word for word, yes in example.predicates.items() if yes}
        got = {word for word in found.predicates if word in example.predicates}
        scores["predicates"].add(got, wanted)
        for part in ("VB", "NN", "JJ"):
            scores[f"predicates, {part}"].add(*(_of_part(example, w, part) for w in (got, wanted)))
        known = {word: name for word, name in example.rolesets.items() if word in got}
        scores["senses of found predicates"].add(
            {(word, name) for word, name, _ in found.senses if word in known}, set(known.items())
        )
    given = propbank([e for e in examples if e.roles], reader)
    return {**scores, **{f"arguments, {name}": score for name, score in given.items()}}


def _of_part(example: Example, words: set[int], part: str) -> set[int]:
    return {word for word in words if example.sentence.tags[word].startswith(part)}


def head(chain: list[tuple[int, int]], start: int, end: int) -> int:
    """Return the word of START to END that the others hang on; CHAIN has each word with its head."""
    for word in range(start, end):
        above = chain[word][1]
        if above == word or not start <= above < end:
            return word
    return end - 1


@dataclass(frozen=True, slots=True)
class Limits:
    """How likely events and pairs must be to count as found."""

    event: float = 0.5
    pair: float = 0.5


def corpus(
    examples: Sequence[Example], results: Iterable[Found], limits: Limits, roles: frozenset[str]
) -> dict[str, Score]:
    """Return the scores of mentions, event classes, ROLES, properties and statuses on our own corpus."""
    scores: dict[str, Score] = defaultdict(Score)
    status: dict[str, Score] = defaultdict(Score)
    for example, found in zip(examples, results, strict=True):
        scores["mention spans"].add(
            {m.words for m in found.mentions if m.score >= 0.5}, set(example.mentions)
        )
        scores["mention spans with kinds"].add(
            {(m.words, m.type) for m in found.mentions if m.score >= 0.5},
            {(words, types[0]) for words, types in example.mentions.items()},
        )
        scores["mention heads"].add(
            {m.head for m in found.mentions if m.score >= 0.5},
            {head(list(enumerate(example.sentence.heads)), *w) for w in example.mentions},
        )
        gold = {(w, name) for w, name in example.events.items() if name is not None}
        events = {(e.word, e.type) for e in found.events if e.score >= limits.event}
        scores["events"].add(events, gold)
        scores["event words"].add({w for w, _ in events}, {w for w, _ in gold})
        heads = list(enumerate(example.sentence.heads))
        kinds = dict(events)
        wanted_roles, wanted_properties = set(), set()
        for (left, right), names in example.pairs.items():
            for name in names:
                if name in roles:
                    wanted_roles.add((left[0], head(heads, *right), name))
                else:
                    wanted_properties.add((head(heads, *left), head(heads, *right), name))
        got_roles = {
            (p.subject_head, p.object_head, p.label)
            for p in found.pairs
            if p.is_role and p.score >= limits.pair and p.subject_head in kinds
        }
        scores["roles"].add(got_roles, wanted_roles)
        scores["properties"].add(
            {
                (p.subject_head, p.object_head, p.label)
                for p in found.pairs
                if not p.is_role and p.score >= limits.pair
            },
            wanted_properties,
        )
        for event in found.events:
            if event.word in example.statuses and event.score >= limits.event:
                right = STATUSES[example.statuses[event.word]]
                status[event.status].found += 1
                status[right].wanted += 1
                status[right].right += event.status == right
    total = Score()
    for name, score in sorted(status.items()):
        scores[f"status {name}"] = score
        total.right, total.found = total.right + score.right, total.found + score.found
        total.wanted += score.wanted
    scores["status"] = total
    return dict(scores)


def relations(
    examples: Sequence[Example], results: Iterable[Found], limit: float
) -> dict[str, Score]:
    """Return the scores of pairs with labels, by exact words, where a label was annotated at all."""
    score = Score()
    for example, found in zip(examples, results, strict=True):
        wanted = {(s, o, name) for (s, o), names in example.pairs.items() for name in names}
        got = {
            (p.subject, p.object, p.label)
            for p in found.pairs
            if p.score >= limit and (example.asked is None or p.label in example.asked)
        }
        score.add(got, wanted)
    return {"pairs": score}
