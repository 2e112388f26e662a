"""Which of our classes a class of the user's may be: by what it stands below, by its own name, by its label."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kg import vocabulary
from kg.ontology.own.labels import doer, singular, words

NounKind = Callable[[str], str | None]

KINDS: Final = vocabulary.table("wordings", "kinds")
_ALONE: Final = vocabulary.table("wordings", "kinds_alone")
_PEOPLE: Final = ("man", "woman", "ist", "ian", "eer", "person")


class Anchors:
    """Finds the classes of ours for those of the user's.

    OURS are our classes by their labels, BRIDGES those that we say are below a class of others, NOUNS says what a
    common noun describes.
    """

    def __init__(
        self,
        ours: Mapping[str, str],
        bridges: Mapping[str, Iterable[str]],
        nouns: NounKind,
    ) -> None:
        self.ours = ours
        self.bridges = bridges
        self.nouns = nouns

    def of(self, iri: str, labels: Iterable[str]) -> frozenset[str]:
        """Return what a class with this IRI and these LABELS may be; nothing where neither tells.

        >>> anchors = Anchors({"company": "Company"}, {"https://schema.org/Place": ["Place"]}, {"city": "City"}.get)
        >>> sorted(anchors.of("https://schema.org/Place", ())), sorted(anchors.of("urn:x", ["home city"]))
        (['Place'], ['City'])
        >>> sorted(anchors.of("urn:x", ["striker"])), sorted(anchors.of("urn:x", ["epoch"]))
        (['Person'], [])
        """
        known = self.bridges.get(iri) or self.bridges.get(iri.replace("http://", "https://"))
        if known:
            return frozenset(known)
        for label in labels:
            found = self._of_label(words(label))
            if found is not None:
                return frozenset({found})
        return frozenset()

    def _of_label(self, label: tuple[str, ...]) -> str | None:
        head = behind_of(label)
        for first in range(len(head)):
            name = " ".join((*head[first:-1], singular(head[-1])))
            alone = _ALONE if len(head) == 1 else {}
            found = alone.get(name) or KINDS.get(name) or self.ours.get(name) or self.nouns(name)
            if found is not None:
                return found
        last = singular(head[-1]) if head else ""
        is_person = last.endswith(_PEOPLE) or doer(last) is not None
        return "Person" if is_person else None


def behind_of(label: tuple[str, ...]) -> tuple[str, ...]:
    """Return the part of a LABEL that ends with its head noun: "member" of "member of parliament".

    >>> behind_of(("member", "of", "parliament")), behind_of(("football", "club"))
    (('member',), ('football', 'club'))
    """
    return label[: label.index("of")] if "of" in label[1:] else label
