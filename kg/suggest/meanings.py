"""What a verb may mean in the terms that count: by its sense, by comments, by pairs of things, by classes."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from typing import Final

from kg.ontology import EntryKind, Ontology
from kg.suggest.asked import Answers
from kg.suggest.models import Model, defined, models
from kg.suggest.predications import Predication

_SUBJECT, _OBJECT = "subject", "object"
_PAIR, _EACH, _PAIRS = 0.3, 0.1, 0.3
_LIKELY: Final = 0.25  # how sure the network is of a word on average
_MANY: Final = 2  # sentences that the network is asked about, pairs that are told elsewhere: one may be by chance
_LEAST: Final = 2  # functions that an entry names

# By the names of two things and a property that is told of them: the sentences that tell it.
Pairs = Mapping[tuple[str, str, str], Collection[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """A term that a verb may tell, which functions fill what, how near it is and why, and where it would be told."""

    term: str
    kind: EntryKind
    slots: Mapping[str, str]
    near: float
    because: str
    predications: tuple[Predication, ...]


class Meanings:
    """The terms of an ontology, and what is known to tell them."""

    def __init__(self, ontology: Ontology, pairs: Pairs, answers: Answers) -> None:
        self._ontology = ontology
        self._pairs = pairs
        self._answers = answers
        self._models = list(models(ontology))

    def of(self, word: str, found: Sequence[Predication]) -> list[Meaning]:
        """Return what WORD may mean where it was FOUND, the nearest first, each term once."""
        roleset = Counter(each.roleset for each in found).most_common(1)[0][0]
        best: dict[str, Meaning] = {}
        # Where a word tells a term already, its ends did not fit, and another entry would not mend that.
        told = {model.term for model in self._models if model.word == word}
        for model in self._models:
            if model.term in told:
                continue
            meaning = self._read(word, roleset, model, found)
            if meaning is not None and (
                model.term not in best or _rank(meaning) < _rank(best[model.term])
            ):
                best[model.term] = meaning
        return sorted(best.values(), key=_rank)

    def _read(
        self, word: str, roleset: str, model: Model, found: Sequence[Predication]
    ) -> Meaning | None:
        if model.word and not model.near(roleset)[0]:
            return None
        if model.kind is EntryKind.VERB:
            slots, told = self._roles(model, found)
        else:
            slots, told = self._ends(model, found)
        if len(slots) < _LEAST or not told:
            return None
        near, because = max(self._reasons(word, roleset, model, slots, told))
        return Meaning(
            term=model.term,
            kind=model.kind,
            slots=slots,
            near=near,
            because=because,
            predications=tuple(told),
        )

    def _reasons(
        self,
        word: str,
        roleset: str,
        model: Model,
        slots: Mapping[str, str],
        told: Sequence[Predication],
    ) -> Iterator[tuple[float, str]]:
        yield 0.0, "by the classes of what stands at it alone"
        yield model.near(roleset)
        if model.kind is EntryKind.STATIVE:
            yield defined(word, self._ontology.properties[model.term].comment)
            known = {pair for each in told for pair in self._known(model.term, slots, each)}
            if len(known) >= _MANY:
                score = _PAIR + min(_PAIRS, _EACH * len(known))
                yield score, f"other sentences tell it of the same two, {len(known)} times"
            likely = sum(self._likely(model.term, slots, each) for each in told) / len(told)
            if likely >= _LIKELY and len({each.sentence for each in told}) >= _MANY:
                yield likely, f"the network takes it for that, {likely:.0%} sure"

    def _likely(self, term: str, slots: Mapping[str, str], found: Predication) -> float:
        """Return how sure the network is of a property where it was found, 0 where it says nothing."""
        functions = {end: function for function, end in slots.items()}
        ends = functions.get(_SUBJECT, ""), functions.get(_OBJECT, "")
        return self._answers.get((found, *ends, term), 0.0)

    def _known(
        self, term: str, slots: Mapping[str, str], found: Predication
    ) -> Iterator[tuple[str, str]]:
        """Yield the names of what stands at both ends here and of which another sentence tells the property TERM."""
        ones, others = (
            [each.name for each in found.ends if slots.get(each.function) == end]
            for end in (_SUBJECT, _OBJECT)
        )
        for pair in product(ones, others):
            if any(each != found.sentence for each in self._pairs.get((*pair, term), ())):
                yield pair

    # -- which function fills what -----------------------------------------------------------------

    def _ends(
        self, model: Model, found: Sequence[Predication]
    ) -> tuple[dict[str, str], list[Predication]]:
        """Return which functions hold the ends of a property most often by their classes, and where they do."""
        votes: dict[tuple[str, str], list[Predication]] = defaultdict(list)
        for each in found:
            fitting = {
                (one.function, other.function): None
                for one, other in permutations(each.ends, 2)
                if one.function != other.function
                and (one.named or other.named)
                and self._ontology.accepts_subject(model.term, one.type)
                and self._ontology.accepts(model.term, other.type)
            }
            for pair in fitting:
                votes[pair].append(each)

        def rank(pair: tuple[str, str]) -> tuple[object, ...]:
            ends = {pair[0]: _SUBJECT, pair[1]: _OBJECT}
            known = sum(any(self._known(model.term, ends, each)) for each in votes[pair])
            likely = sum(self._likely(model.term, ends, each) for each in votes[pair])
            alike = sum(
                model.slots.get(f) == end for f, end in zip(pair, (_SUBJECT, _OBJECT), strict=True)
            )
            return -known, -alike, -likely, -len(votes[pair]), pair[0] != _SUBJECT, pair

        if not votes:
            return {}, []
        first, second = min(votes, key=rank)
        return {first: _SUBJECT, second: _OBJECT}, votes[first, second]

    def _roles(
        self, model: Model, found: Sequence[Predication]
    ) -> tuple[dict[str, str], list[Predication]]:
        """Return which functions fill roles that accept what stands there, and where at least two are filled."""
        filled: Counter[str] = Counter()
        told = []
        for each in found:
            functions = {
                end.function
                for end in each.ends
                if end.function in model.slots
                and self._ontology.accepts(model.slots[end.function], end.type)
            }
            if len(functions) >= _LEAST:
                told.append(each)
                filled.update(functions)
        return {f: model.slots[f] for f in sorted(filled)}, told


def _rank(meaning: Meaning) -> tuple[object, ...]:
    """Return what the nearest meaning, and of equals the one that is told most often, has the lowest of."""
    return -meaning.near, -len(meaning.predications), meaning.term, meaning.because
