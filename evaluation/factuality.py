"""Whether events are so, how sure that is, and whether they lie ahead: the status of events in the corpus's terms.

An attribute that the annotators left open or called UNDERSPECIFIED is not scored. PROBABLE and POSSIBLE are both
UNCERTAIN: the product does not grade doubt.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from evaluation.meantime import EventMention
from kg.evaluate.measures import Matches, Measure, macro_f1
from kg.extract.standing.status import Judge
from kg.extract.standing.verdict import Verdict
from kg.model import Status

_CERTAINTY: Final = {"CERTAIN": "CERTAIN", "PROBABLE": "UNCERTAIN", "POSSIBLE": "UNCERTAIN"}
_GOALS: Final = {"certainty": 0.55, "polarity": 0.60, "time": None}
_LABELS: Final = {
    "certainty": ("CERTAIN", "UNCERTAIN"),
    "polarity": ("POS", "NEG"),
    "time": ("NON_FUTURE", "FUTURE"),
}


@dataclass(slots=True)
class Attributes:
    """Pairs of gold and predicted labels by attribute."""

    pairs: dict[str, list[tuple[str, str]]] = field(
        default_factory=lambda: {name: [] for name in _LABELS}
    )

    def add(self, gold: EventMention, token: Token, judge: Judge) -> None:
        """Compare what the annotators said of an event with how its TOKEN is judged."""
        found = attributes(_verdict(token, judge))
        wanted = {
            "certainty": _CERTAINTY.get(gold.certainty or ""),
            "polarity": gold.polarity,
            "time": gold.time,
        }
        for name, label in wanted.items():
            if label in _LABELS[name]:
                self.pairs[name].append((label, found[name]))

    def measures(self, suffix: str = "") -> Iterator[Measure]:
        """Yield the macro F1 of each attribute, with precision and recall of its rare label."""
        for name, pairs in self.pairs.items():
            rare = _LABELS[name][1]
            yield Measure(
                name=f"event {name}, macro F1{suffix}",
                value=macro_f1(pairs, _LABELS[name]),
                gold=len(pairs),
                goal=None if suffix else _GOALS[name],
            )
            yield rare_label(pairs, rare).measure(f"event {name} {rare}, F1{suffix}")


def _verdict(token: Token, judge: Judge) -> Verdict:
    """Return how the event that TOKEN names is judged: an adjective by its copula, "is not viable"."""
    if token.dep_ == "acomp" and token.head.pos_ in ("VERB", "AUX"):
        return judge.verdict(token.head)
    return judge.verdict(token) if token.pos_ in ("VERB", "AUX") else judge.nominal(token)


def attributes(verdict: Verdict) -> dict[str, str]:
    """Return a verdict in the terms of the annotators.

    >>> attributes(Verdict(Status.PLANNED))
    {'certainty': 'CERTAIN', 'polarity': 'POS', 'time': 'FUTURE'}
    """
    status = verdict.status
    return {
        "certainty": "UNCERTAIN" if status in (Status.HYPOTHETICAL, Status.ALLEGED) else "CERTAIN",
        "polarity": "NEG" if status in (Status.NEGATED, Status.DENIED) else "POS",
        "time": "FUTURE" if status is Status.PLANNED else "NON_FUTURE",
    }


def rare_label(pairs: Iterable[tuple[str, str]], label: str) -> Matches:
    """Return how often LABEL is right, predicted and in gold."""
    known = list(pairs)
    return Matches(
        sum(1 for gold, found in known if gold == found == label),
        sum(1 for _, found in known if found == label),
        sum(1 for gold, _ in known if gold == label),
    )
