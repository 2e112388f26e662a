"""CaRB: open information extraction, sentence by sentence (Bhardwaj, Aggarwal and Mausam, EMNLP 2019).

What is found counts as tuples of a relation and its arguments: an event or an open predication with its trigger, a
relation with an "is", an attribution with its cue, source and content. Their words are
compared with those of gold as the authors do: two tuples match by the share of their words that stand in the same slot
of the other one (the arguments behind the first are one slot, and around a verb of speech the two slots may change
places) if their relations share a word. For recall each tuple of gold takes its best match; for precision the pairs are
taken one by one, the best first, so that no tuple of gold supports two predictions.

Different from the authors' numbers: there is one point, all that is found, and no curve over confidences. In the
sentences around a verb of speech only the tuples of gold for the speech itself count, and attributions by such a verb.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg.evaluate.measures import Measure
from kg.evaluate.reader import Read, Reader, document
from kg.model import Claim, Event, Relation, Span

_SAID: Final = ("said", "told", "added", "adds", "says")
_BE: Final = frozenset({"be", "is", "am", "are", "was", "were", "been", "being"})


@dataclass(frozen=True, slots=True)
class Tuple:
    """A relation and its arguments, as words."""

    relation: str
    arguments: tuple[str, ...]

    @property
    def slots(self) -> tuple[list[str], ...]:
        """The words of the relation, of the first argument, and of all others together."""
        first, rest = self.arguments[:1], self.arguments[1:]
        return self.relation.split(), " ".join(first).split(), " ".join(rest).split()


Score = tuple[float, float]  # precision and recall
Gold = Mapping[str, Sequence[Tuple]]  # by sentence


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the F1 of all tuples in the development sentences, and that of the speech in sentences around "said"."""
    data = folder / "data"
    everything = gold(data / "gold" / "dev.tsv")
    yield _measure("open extraction (CaRB matching)", everything, _tuples(everything, reader))
    sentences = gold(data / "said_type_sentences" / "said_type_annotations.tsv")
    speech = {
        sentence: said
        for sentence, tuples in sentences.items()
        if (said := [each for each in tuples if _is_said(each)])
    }
    told = _tuples(speech, reader, speech_only=True)
    yield _measure("attribution around verbs of speech (CaRB matching)", speech, told)


def gold(path: Path) -> dict[str, list[Tuple]]:
    """Return the tuples of a file by their sentence; lines without two arguments are left out."""
    found: dict[str, list[Tuple]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        sentence, *rest = (field.strip("\ufeff ") for field in line.split("\t"))
        if len(rest) > 2:
            found.setdefault(sentence, []).append(Tuple(rest[0], tuple(rest[1:])))
    return found


def match(gold: Tuple, found: Tuple) -> Score:
    """Return the shares of the words of FOUND and of GOLD that stand in the same slot of the other one.

    >>> match(Tuple("bought", ("Tata", "a plant")), Tuple("bought", ("Tata", "the plant")))
    (0.75, 0.75)
    >>> match(Tuple("sold", ("Tata", "a plant")), Tuple("bought", ("Tata", "a plant")))
    (0.0, 0.0)
    """
    score = _straight(gold.slots, found.slots)
    if any(verb in gold.relation for verb in _SAID):
        relation, first, rest = found.slots
        return max(score, _straight(gold.slots, (relation, rest, first)))
    return score


def _straight(gold: tuple[list[str], ...], found: tuple[list[str], ...]) -> Score:
    shared = [_shared(each, other) for each, other in zip(gold, found, strict=True)]
    if "be" in found[0] and _BE & set(gold[0]) - {"be"}:
        shared[0] += 1
    if not shared[0] or not found[2]:
        return 0.0, 0.0
    total = sum(shared)
    return total / sum(map(len, found)), total / sum(map(len, gold))


def _shared(words: list[str], others: list[str]) -> int:
    return (Counter(words) & Counter(others)).total()


def _measure(name: str, gold: Gold, found: Gold) -> Measure:
    """Return the F1 over all sentences of GOLD."""
    precise = covered = 0.0
    predicted = 0
    for sentence, tuples in gold.items():
        others = found.get(sentence, ())
        scores = [[match(each, other) for other in others] for each in tuples]
        predicted += len(others)
        covered += sum(max((recall for _, recall in row), default=0.0) for row in scores)
        precise += _single(scores)
    total = sum(map(len, gold.values()))
    precision = precise / predicted if predicted else 0.0
    recall = covered / total if total else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return Measure(name=name, value=f1, precision=precision, recall=recall, gold=total)


def _single(scores: Sequence[Sequence[Score]]) -> float:
    """Return the sum of the precision of pairs that share no tuple, the best pair first."""
    pairs = sorted(
        (-precision, i, j) for i, row in enumerate(scores) for j, (precision, _) in enumerate(row)
    )
    rows: set[int] = set()
    columns: set[int] = set()
    total = 0.0
    for negative, i, j in pairs:
        if i not in rows and j not in columns:
            rows.add(i)
            columns.add(j)
            total -= negative
    return total


def _tuples(sentences: Iterable[str], reader: Reader, *, speech_only: bool = False) -> Gold:
    """Return what is found in each of the SENTENCES, read one by one."""
    numbered = {f"carb-{number}": sentence for number, sentence in enumerate(sentences)}
    documents = (document(name, sentence) for name, sentence in numbered.items())
    return {
        read.document.text: list(dict.fromkeys(_found(read, speech_only)))
        for read in reader.read(documents)
    }


def _found(read: Read, speech_only: bool) -> Iterator[Tuple]:
    def words(*spans: Span) -> str:
        return " ".join(read.document.text[span.start : span.end] for span in spans)

    for each in read.extraction.attributions:
        if each.source is not None:
            told = Tuple(words(each.cue), (words(each.source), words(*each.content)))
            if not speech_only or _is_said(told):
                yield told
    for claim in () if speech_only else read.extraction.claims:
        if (found := _of_claim(claim, read.document.text)) is not None:
            yield found


def _of_claim(claim: Claim, text: str) -> Tuple | None:
    """Return a claim as a tuple, if it has two arguments; a relation that abbreviates an event is no second one."""
    match claim.content:
        case Relation(subject=subject, object=thing):
            apart = claim.event is None
            return Tuple("is", (subject.text, thing.text)) if apart else None
        case Event(trigger=trigger, arguments=arguments):
            fillers = tuple(dict.fromkeys(argument.filler.text for argument in arguments))
            apart = len(fillers) > 1
            return Tuple(text[trigger.start : trigger.end], fillers) if apart else None


def _is_said(each: Tuple) -> bool:
    return any(verb in each.relation.split() for verb in _SAID)
