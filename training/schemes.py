"""The label sets of the sources, in words, and their places in the tables of the network."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.learned.labels import class_words, pair_words
from kg.ontology import Ontology
from training.examples import Example
from training.sources.corpus import SCHEME
from training.sources.relations import labels as labels_of


@dataclass(frozen=True, slots=True)
class Scheme:
    """One set of labels: their words, and the row of each in the table of what is known."""

    words: Mapping[str, str]
    first: int
    place: Mapping[str, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "place", {name: i for i, name in enumerate(self.words)})


@dataclass(frozen=True, slots=True)
class Schemes:
    """All of them; the classes of events are a set of their own."""

    classes: Scheme
    pairs: Mapping[str, Scheme]
    roles: frozenset[int]  # places in the scheme of the ontology that are roles of events

    @property
    def size(self) -> int:
        """How many labels of pairs are known."""
        return sum(len(scheme.words) for scheme in self.pairs.values())


def schemes(
    examples: Iterable[Example], ontology: Ontology, given: Mapping[str, Mapping[str, str]]
) -> Schemes:
    """Return the label sets of EXAMPLES; those of our ontology and those GIVEN tell their words themselves."""
    words: dict[str, Mapping[str, str]] = {SCHEME: pair_words(ontology), **given}
    for name, found in labels_of(examples).items():
        words.setdefault(name, found)
    made: dict[str, Scheme] = {}
    first = 0
    for name in sorted(words):
        made[name] = Scheme(words[name], first)
        first += len(words[name])
    roles = frozenset(
        place for name, place in made[SCHEME].place.items() if ontology.properties[name].is_role
    )
    return Schemes(Scheme(class_words(ontology), 0), made, roles)
