"""Relations and entities of re3d: texts of governments, armies and news about Syria and Iraq.

A relation is right if a mapped property, or a mapped pair of roles, connects its two arguments in its direction; two
arguments are the same if each has the head of the other. What stands denied or negated is no relation, nor is what
holds within one annotated entity ("Iraqi President Fuad Masum"). The set does not annotate every relation of a text,
so precision is a lower bound.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Doc

from evaluation.mapping import Mapping, Pair
from evaluation.pairs import matches
from kg.evaluate.measures import Matches, Measure
from kg.evaluate.reader import Read, Reader, document
from kg.layers import Annotations
from kg.model import Document, Mention, Span, Status

_DOUBTED: Final = 0.5  # annotators were more often against it than for it
_UNTRUE: Final = (Status.DENIED, Status.NEGATED)


@dataclass(slots=True)
class _Gold:
    """What the annotators wrote down of one text."""

    document: Document
    entities: set[tuple[str, Span]]
    relations: set[Pair]


def run(folder: Path, reader: Reader, parts: Iterable[str] | None = None) -> Iterator[Measure]:
    """Yield the F1 of relations, overall and by type, and of the types of entities; PARTS are names of folders."""
    mapping = Mapping("re3d", reader.ontology)
    gold = [each for part in _parts(folder, parts) for each in _read(part)]
    by_type: Counter[str] = Counter(pair.type for each in gold for pair in each.relations)
    relations: dict[str, Matches] = {}
    types = Matches()
    for each, read in zip(gold, reader.read(each.document for each in gold), strict=True):
        heads = _Heads(read.doc)
        found = _between(mapping.pairs(read.extraction.claims, _UNTRUE), each)
        known = {pair for pair in each.relations if pair.type in mapping.patterns}
        for name, counted in matches(known, found, heads.same, mapping.symmetric):
            relations[name] = relations.get(name, Matches()) + counted
        types += _types(each, read, mapping, heads)
    yield _overall(relations, by_type, mapping)
    for name in sorted(relations):
        yield relations[name].measure(f"relation {name}")
    yield types.measure("entities with their types, by head")


def _between(found: Iterable[Pair], gold: _Gold) -> set[Pair]:
    """Return the pairs FOUND whose two ends do not lie in one annotated entity."""
    entities = [span for _, span in gold.entities]
    return {
        pair
        for pair in found
        if not any(pair.subject.within(whole) and pair.object.within(whole) for whole in entities)
    }


def _overall(relations: dict[str, Matches], gold: Counter[str], mapping: Mapping) -> Measure:
    unmapped = sorted(set(gold) - set(mapping.patterns))
    left_out = ", ".join(f"{gold[name]} {name}" for name in unmapped) or "none"
    mapped = sum(gold.values()) - sum(gold[name] for name in unmapped)
    total = sum(relations.values(), Matches())
    return total.measure(
        f"relations ({mapped} of {sum(gold.values())}; without counterpart: {left_out})"
    )


def _types(gold: _Gold, read: Read, mapping: Mapping, heads: "_Heads") -> Matches:
    """Return how many entities of mapped types were found at their head and in a class of their type."""
    annotated = {
        (kind, head)
        for kind, span in gold.entities
        if kind in mapping.entities and (head := heads.at(span)) is not None
    }
    found: dict[int, set[str]] = {}
    for mention in read.extraction.mentions:
        kinds = mapping.types(mention.type) if isinstance(mention, Mention) else set()
        head = heads.at(mention.span)
        if head is not None and kinds:
            found.setdefault(head, set()).update(kinds)
    right = sum(kind in found.get(head, ()) for kind, head in annotated)
    return Matches(right, len(found), len(annotated))


class _Heads:
    """The heads of stretches of a text, by its dependency parse."""

    def __init__(self, doc: Doc) -> None:
        layers: Annotations = doc.user_data["kg"]
        self._tokens = [(layers.span(t.idx, t.idx + len(t)), t) for t in doc if not t.is_space]
        self._at: dict[Span, int | None] = {}
        self._place = {token.i: span for span, token in self._tokens}

    def at(self, span: Span) -> int | None:
        """Return the index of the token that heads SPAN; None where no token lies in it."""
        if span not in self._at:
            inside = [t for at, t in self._tokens if at.start < span.end and span.start < at.end]
            members = {t.i for t in inside}
            roots = (t.i for t in inside if t.head.i not in members or t.head.i == t.i)
            self._at[span] = next(roots, None)
        return self._at[span]

    def same(self, one: Span, other: Span) -> bool:
        """Tell whether each of two stretches has the head of the other in it."""
        first, second = self.at(one), self.at(other)
        if first is None or second is None:
            return False
        return self._lies(first, other) and self._lies(second, one)

    def _lies(self, head: int, span: Span) -> bool:
        place = self._place[head]
        return place.start < span.end and span.start < place.end


def _parts(folder: Path, names: Iterable[str] | None) -> list[Path]:
    chosen = None if names is None else set(names)
    found = sorted(path.parent for path in folder.glob("*/documents.json"))
    return [path for path in found if chosen is None or path.name in chosen]


def _read(folder: Path) -> Iterator[_Gold]:
    """Yield the texts of one part of the set, those of one source."""
    by_id: dict[str, _Gold] = {}
    for row in _rows(folder / "documents.json"):
        text = document(row["_id"], row["text"])
        by_id[row["_id"]] = _Gold(text, set(), set())
    for row in _rows(folder / "entities.json"):
        gold = by_id[row["documentId"]]
        if row["confidence"] >= _DOUBTED:
            gold.entities.add((row["type"], Span(gold.document.id, row["begin"], row["end"])))
    for row in _rows(folder / "relations.json"):
        gold = by_id[row["documentId"]]
        if row["confidence"] >= _DOUBTED:
            subject = Span(gold.document.id, row["sourceBegin"], row["sourceEnd"])
            target = Span(gold.document.id, row["targetBegin"], row["targetEnd"])
            gold.relations.add(Pair(row["type"], subject, target))
    yield from by_id.values()


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
