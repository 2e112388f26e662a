"""Facts of KnowledgeNet: 15 properties of people and companies in passages of web pages, its fold 4.

This is its authors' text evaluation: a fact is found if subject and object overlap with what was found under the same
property. What was found beside them is wrong only where that property was annotated on that passage, as a fact or an
explicit negative says. The set lists each mention of an entity as a fact of its own.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from spacy.tokens import Token

from evaluation.mapping import Mapping, Pair
from evaluation.pairs import matches
from kg.evaluate.measures import Matches, Measure
from kg.evaluate.reader import Reader, document
from kg.learned.reader import NetworkReader, Thresholds
from kg.learned.runtime import load_reader, manifest
from kg.model import Document, Span, Status
from kg.nlp.network import as_sentence

FOLD: Final = 4
SCHEME: Final = "knowledgenet"
_LEAST: Final = 0.1
_LEARNED_GOAL: Final = 0.545
_UNTRUE: Final = (Status.DENIED, Status.NEGATED, Status.HYPOTHETICAL)
# Span-overlap F1 of the authors' simplest baseline, spaCy's recogniser and a BiLSTM trained on folds 1 to 3.
_GOAL: Final = 0.518


@dataclass(slots=True)
class Passage:
    """A passage with its facts, and the properties that were looked for in it."""

    document: Document
    facts: set[Pair] = field(default_factory=set)
    annotated: set[str] = field(default_factory=set)


def run(folder: Path, reader: Reader, folds: tuple[int, ...] = (FOLD,)) -> Iterator[Measure]:
    """Yield the F1 of the facts of all properties, of those that have a counterpart here, and of each."""
    mapping = Mapping("knowledgenet", reader.ontology)
    passages = passages_of(folder, folds)
    if reader.network is not None:
        network = load_reader(reader.ontology, scheme=SCHEME, thresholds=Thresholds(pair=_LEAST))
        scored = list(by_labels(passages, reader, network))
        cut = manifest()["schemes"][SCHEME]
        yield matched(passages, scored, cut["least"]).measure(
            "facts by the network's own labels of the set", _LEARNED_GOAL
        )
    counts: dict[str, Matches] = {}
    for passage, read in zip(passages, reader.read(p.document for p in passages), strict=True):
        found = mapping.pairs(read.extraction.claims, _UNTRUE)
        asked = {pair for pair in found if pair.type in passage.annotated}
        for name, counted in matches(passage.facts, asked, Span.overlaps, mapping.symmetric):
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


def by_labels(
    passages: Sequence[Passage], reader: Reader, network: NetworkReader
) -> Iterator[list[tuple[Pair, float]]]:
    """Yield the pairs that the NETWORK finds in each passage, asked for the labels of the set, with their scores."""
    docs = reader.nlp.pipe(passage.document.text for passage in passages)
    for passage, doc in zip(passages, docs, strict=True):
        sents = [[token for token in sent if not token.is_space] for sent in doc.sents]
        sents = [tokens for tokens in sents if tokens]
        read = network.read([as_sentence(tokens) for tokens in sents], {})
        name = passage.document.id
        yield [
            (Pair(p.label, _span(name, tokens, p.subject), _span(name, tokens, p.object)), p.score)
            for tokens, found in zip(sents, read, strict=True)
            for p in found.pairs
        ]


def _span(name: str, tokens: Sequence[Token], words: tuple[int, int]) -> Span:
    last = tokens[words[1] - 1]
    return Span(name, tokens[words[0]].idx, last.idx + len(last))


def matched(
    passages: Sequence[Passage], found: Sequence[list[tuple[Pair, float]]], least: float
) -> Matches:
    """Return how many facts are among the pairs FOUND that score LEAST or more."""
    total = Matches()
    for passage, pairs in zip(passages, found, strict=True):
        asked = {pair for pair, score in pairs if score >= least and pair.type in passage.annotated}
        for _, each in matches(passage.facts, asked, Span.overlaps):
            total += each
    return total


def passages_of(folder: Path, folds: tuple[int, ...]) -> list[Passage]:
    """Return the passages of FOLDS with what is annotated in them, in a fixed order."""
    found: dict[tuple[str, int], Passage] = {}
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


def _passage(name: str, first: int, text: str) -> Passage:
    return Passage(document(f"{name}-{first}", text))
