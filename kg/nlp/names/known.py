"""What a knowledge base tells the reader about names: what they stand for, and how often for that."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from kg.ontology import Ontology
from kg.topics import Topic

Weights = Mapping[str, float]  # of classes: how often a name stands for something of each

SURE: Final = 0.8  # of what a name stands for
_ANY: Final = "Entity"
# How much more or less often names stand for things of a class in articles of a topic.
_BY_TOPIC: Final[Mapping[Topic, Mapping[str, float]]] = {
    Topic.SPORT: {"SportsTeam": 20.0, "SportsLeague": 10.0},
    Topic.MARKET: {"StockIndex": 20.0, "Company": 5.0, "SportsTeam": 0.3},
    Topic.OTHER: {"SportsTeam": 0.3},
}


class KnownNames(Protocol):
    """A part that knows names: a knowledge base, opened for reading."""

    def own_type(self, name: str) -> str | None:
        """Return the class of what the user has entered under NAME; None where there is nothing."""
        ...

    def classes(self, names: Iterable[str]) -> Mapping[str, Weights]:
        """Return for each of NAMES that are known how often they stand for things of which classes.

        Only names that may stand alone count: no part of a name, and no demonym.
        """
        ...


class NoNames:
    """Knows no name at all."""

    def own_type(self, name: str) -> str | None:
        """Return None, whatever the NAME."""
        return None

    def classes(self, names: Iterable[str]) -> Mapping[str, Weights]:
        """Return nothing, whatever the NAMES."""
        return {}


NO_NAMES: Final = NoNames()


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name stands for in articles of one topic."""

    weights: Weights
    total: float

    @property
    def kind(self) -> str:
        """The class that is meant most often."""
        return max(self.weights, key=lambda kind: (self.weights[kind], kind))

    @property
    def share(self) -> float:
        """How often the name stands for something of that class: 0 to 1."""
        return self.weights[self.kind] / self.total

    def shares(self) -> Iterator[tuple[str, float]]:
        """Yield the classes, each with its share of all that the name stands for."""
        yield from ((kind, weight / self.total) for kind, weight in sorted(self.weights.items()))

    def is_surely(self, base: str, ontology: Ontology) -> bool:
        """Tell whether the name hardly stands for anything but things of the class BASE."""
        shares = (share for kind, share in self.shares() if ontology.is_a(kind, base))
        return sum(shares) >= SURE

    def narrow(self, base: str, least: float, ontology: Ontology) -> str | None:
        """Return the class below BASE that has at LEAST this share of all."""
        for kind, share in self.shares():
            if share >= least and kind != base and ontology.is_a(kind, base):
                return kind
        return None


def meant(weights: Weights, topic: Topic) -> Meant | None:
    """Return what a name with these WEIGHTS stands for in an article of a TOPIC; None where no class is known.

    >>> both = {"City": 500.0, "SportsTeam": 1000.0}
    >>> (meant(both, Topic.SPORT).kind, meant(both, Topic.MARKET).kind)
    ('SportsTeam', 'City')
    """
    factors = _BY_TOPIC[topic]
    told = {kind: weight * factors.get(kind, 1.0) for kind, weight in weights.items()}
    total = sum(told.values())
    known = {kind: weight for kind, weight in told.items() if kind != _ANY and weight > 0.0}
    return Meant(known, total) if known else None
