"""Facts of KnowledgeNet: 15 properties of people and companies in passages of web pages, its fold 4.

This is its authors' text evaluation: a fact is found if subject and object overlap with what was found under the same
property. What was found beside them is wrong only where that property was annotated on that passage, as a fact or an
explicit negative says. The set lists each mention of an entity as a fact of its own.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from kg.evaluate.mapping import Mapping, Pair
from kg.evaluate.measures import Matches, Measure
from kg.evaluate.pairs import matches, overlap
from kg.evaluate.reader import Reader, document
from kg.model import Document, Span, Status

FOLD: Final = 4
_UNTRUE: Final = (Status.DENIED, Status.NEGATED, Status.HYPOTHETICAL)
# Span-overlap F1 of the authors' simplest baseline, spaCy's recogniser and a BiLSTM trained on folds 1 to 3.
_GOAL: Final = 0.518


@dataclass(slots=True)
class _Passage:
    document: Document
    facts: set[Pair] = field(default_factory=set)
    annotated: set[str] = field(default_factory=set)


def run(folder: Path, reader: Reader, folds: tuple[int, ...] = (FOLD,)) -> Iterator[Measure]:
    """Yield the F1 of the facts of all properties, of those that have a counterpart here, and of each."""
    mapping = Mapping("knowledgenet", reader.ontology)
    passages = _read(folder, folds)
    counts: dict[str, Matches] = {}
    for passage, read in zip(passages, reader.read(p.document for p in passages), strict=True):
        found = mapping.pairs(read.extraction.claims, _UNTRUE)
        asked = {pair for pair in found if pair.type in passage.annotated}
        for name, counted in matches(passage.facts, asked, overlap, mapping.symmetric):
            counts[name] = counts.get(name, Matches()) + counted
    mapped = [name for name in sorted(counts) if name in mapping.patterns]
    missing = [name for name in sorted(counts) if name not in mapping.patterns]
    total = sum(counts.values(), Matches())
    without = ", ".join(missing) or "none"
    yield total.measure(
        f"facts of all {len(counts)} properties (without counterpart: {without})", _GOAL
    )
    common = sum((counts[name] for name in mapped), Matches())
    yield common.measure(f"facts of the {len(mapped)} properties with a counterpart")
    for name in mapped:
        yield counts[name].measure(f"property {name}")


def _read(folder: Path, folds: tuple[int, ...]) -> list[_Passage]:
    found: dict[tuple[str, int], _Passage] = {}
    for name in ("knowledgenet_facts.jsonl", "knowledgenet_negatives.jsonl"):
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["fold"] not in folds:
                continue
            first = row["passage_start"]
            passage = found.setdefault(
                (row["doc"], first), _passage(row["doc"], first, row["passage"])
            )
            passage.annotated.add(row["property"])
            if "subj_start" in row:
                subject, thing = (
                    Span(
                        passage.document.id, row[f"{end}_start"] - first, row[f"{end}_end"] - first
                    )
                    for end in ("subj", "obj")
                )
                passage.facts.add(Pair(row["property"], subject, thing))
    return [found[key] for key in sorted(found)]


def _passage(name: str, first: int, text: str) -> _Passage:
    return _Passage(document(f"{name}-{first}", text))
