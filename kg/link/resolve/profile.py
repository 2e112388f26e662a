"""What a store knows of an entity, as far as it tells who it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import blake2b
from typing import Final

from kg import vocabulary
from kg.link.generic import is_body
from kg.link.kb.fold import acronym, core, fold

_GENERATIONS: Final = vocabulary.words("titles", "generations_in_full")


def number(iri: str) -> int:
    """Return what IRI is counted by where many are held: the same on each machine, and of no two things.

    >>> number("urn:ana") == number("urn:ana"), number("urn:ana") == number("urn:bo")
    (True, False)
    """
    return int.from_bytes(blake2b(iri.encode(), digest_size=8).digest(), signed=True)


@dataclass(frozen=True, kw_only=True)
class Profile:
    """An entity: what it is called, what it is, where it stands, and what stands with it.

    Of a person of one name in several articles there is a profile an article, for it may be several people.
    """

    iri: str
    article: str = ""  # where it is known as this; "" in all of its articles
    type: str
    label: str
    names: frozenset[str] = frozenset()  # beside the label
    ids: Mapping[str, str] = field(default_factory=dict)  # by authority: "wikidata" -> "Q30"
    documents: frozenset[str] = frozenset()
    company: frozenset[int] = (
        frozenset()
    )  # numbers of entities that its articles speak of, and of those it is related to
    facts: frozenset[tuple[str, str]] = (
        frozenset()
    )  # property and value, of what it has but one or few of
    born: frozenset[int] = frozenset()  # years

    @property
    def key(self) -> str:
        """What it is told from all others by."""
        return f"{self.iri} {self.article}".strip()

    @cached_property
    def number(self) -> int:
        """The number of its IRI."""
        return number(self.iri)

    @cached_property
    def folded(self) -> frozenset[str]:
        """All names, folded, without legal forms; of a body of one state not those that every state's body has."""
        names = {core(fold(name)) for name in (self.label, *self.names)} - {""}
        own = {name for name in names if not is_body(self.type, name)}
        return frozenset(own or names)

    @cached_property
    def full(self) -> str:
        """The longest name, folded."""
        return max(sorted(self.folded), key=lambda name: len(name.split()), default="")

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The initials of all names of three or more words."""
        return frozenset(filter(None, map(acronym, (self.label, *self.names))))

    @cached_property
    def generation(self) -> str:
        """What tells a son from his father of the same name: "jr", "ii"; "" without."""
        return next((word for word in self.full.split() if word in _GENERATIONS), "")
