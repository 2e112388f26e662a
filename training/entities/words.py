"""What is known of all names together: which words are common, given or written often, and whose label a name is."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from kg.link.kb.fold import core, fold
from training.entities.rows import Entity

PLACES: Final = frozenset({"Country", "Region", "City", "Place"})
_GIVEN: Final = 15  # people who share a given name
_COMMON: Final = 3  # descriptions with a word in small letters
_KNOWN: Final = 0.75  # of the prior of a firm has one that it bought, so that the name is its own
_FEW: Final = 3  # labels that have a word which is no misspelling


class Words:
    """What words are in general use: common ones, given names, and those of several labels."""

    def __init__(self, entities: Collection[Entity], nouns: Iterable[str] = ()) -> None:
        """Count words in the descriptions and the names of ENTITIES; NOUNS are labels of kinds of things."""
        common: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for each in entities:
            common.update({w for w in each.description.split() if w.isalpha() and w.islower()})
            if each.type == "Person" and " " in each.label:
                given[fold(each.label.split()[0])] += 1
        common.update(dict.fromkeys(nouns, _COMMON))
        written: Counter[str] = Counter()
        for each in entities:
            written.update(set(fold(each.label).split()))
        self._written = {word for word, count in written.items() if count >= _FEW}
        self._common = {fold(word) for word, count in common.items() if count >= _COMMON}
        self._given = {name for name, count in given.items() if count >= _GIVEN}

    def is_common(self, folded: str) -> bool:
        """Tell whether a FOLDED name is a word that stands in small letters, too."""
        return folded in self._common or (folded.endswith("s") and folded[:-1] in self._common)

    def is_written(self, folded: str) -> bool:
        """Tell whether a FOLDED word stands in several labels, by itself or as the plural of one that does."""
        own = self._written
        return len(folded) == 1 or folded in own or (folded.endswith("s") and folded[:-1] in own)

    def is_given(self, folded: str) -> bool:
        """Tell whether a FOLDED name is one that many people are given."""
        return folded in self._given


class Owners:
    """Whose label a name is: the things that are meant by it, and which of the labels are names of places."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._first: dict[str, list[Entity]] = defaultdict(list)
        self.places: set[str] = set()
        for each in entities:
            self._first[fold(each.label)].append(each)
            if each.type in PLACES:
                self.places.add(fold(each.label))

    def is_person(self, folded: str, own: Entity) -> bool:
        """Tell whether somebody else than OWN is called so, however often they are meant."""
        some = self._first.get(folded, ())
        return any(each is not own and each.type == "Person" for each in some)

    def is_firm(self, folded: str, own: Entity) -> bool:
        """Tell whether another firm that is known is called so: what a firm has bought may keep its name."""
        if set(folded.split()) <= set(fold(own.label).split()):
            return False
        some = self._first.get(folded, ())
        return any(
            e is not own and e.type == "Company" and e.prior >= _KNOWN * own.prior for e in some
        )

    def has_under(self, folded: str, own: Entity) -> bool:
        """Tell whether something is called like OWN and then by the FOLDED name: "EMC" is Dell EMC, not Dell."""
        longer = self._first.get(f"{core(fold(own.label))} {folded}", ())
        return any(each is not own for each in longer)

    def others(self, folded: str, own: Entity) -> Iterator[Entity]:
        """Yield the things with this label that are meant more often than OWN."""
        for each in self._first.get(folded, ()):
            if each is not own and each.prior >= own.prior:
                yield each
