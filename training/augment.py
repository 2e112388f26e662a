"""The same sentence with other names: what holds of one firm holds of another, and names are not to be learned.

A name gives way to one of the same class with the same tags word by word, so that tags and parse still fit.
"""

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from training.examples import Example, Range

Key = tuple[str, tuple[str, ...]]  # class, tags
Pool = Mapping[Key, Sequence[tuple[str, ...]]]

_NAMES: Final = ("NNP", "NNPS")
_SHARE: Final = 0.5  # of the names of a sentence
_KINDS: Final = frozenset(
    "Person Company Organization GovernmentBody ArmedForce PoliticalParty MediaOrganization CriminalGroup City Country "
    "Region Facility Vehicle Disease Commodity Offence".split()
)


def pool(examples: Iterable[Example]) -> Pool:
    """Return the names of EXAMPLES by class and tags."""
    found: dict[Key, set[tuple[str, ...]]] = defaultdict(set)
    for example in examples:
        for words, key in _names(example):
            found[key].add(example.sentence.words[slice(*words)])
    return {key: sorted(names) for key, names in sorted(found.items())}


def renamed(example: Example, names: Pool, rng: random.Random) -> Example:
    """Return EXAMPLE with about half of its names changed for others of NAMES."""
    words = list(example.sentence.words)
    changed = False
    for (start, end), key in _names(example):
        others = names.get(key, ())
        if len(others) > 1 and rng.random() < _SHARE:
            words[start:end] = rng.choice(others)
            changed = True
    if not changed:
        return example
    return replace(example, sentence=replace(example.sentence, words=tuple(words)))


def _names(example: Example) -> list[tuple[Range, Key]]:
    """Return the names in EXAMPLE that nothing else overlaps with, with what must agree."""
    found: list[tuple[Range, Key]] = []
    taken: dict[int, int] = defaultdict(int)
    for start, end in example.mentions:
        for word in range(start, end):
            taken[word] += 1
    for (start, end), types in example.mentions.items():
        tags = example.sentence.tags[start:end]
        alone = all(taken[word] == 1 for word in range(start, end))
        if (
            alone
            and len(types) == 1
            and types[0] in _KINDS
            and (tags[-1] in _NAMES or _adjective(tags))
        ):
            found.append(((start, end), (types[0], tags)))
    return found


def _adjective(tags: tuple[str, ...]) -> bool:
    """Tell whether a name is a nationality."""
    return tags == ("JJ",)
