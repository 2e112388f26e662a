"""What a knowledge base says of a thing, as values: linking looks it up, RDF writes it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Source:
    """Where statements of a knowledge base come from."""

    name: str
    title: str = ""
    licence: str = ""  # an id of SPDX, such as CC0-1.0, or words
    address: str = ""  # a web page
    credit: str = ""  # a line of credit, as the licence asks for it


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Related:
    """Another thing that an account speaks of: a country, a body."""

    iri: str
    type: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is said of the entity with this IRI, and by which sources."""

    iri: str
    type: str
    description: str = ""
    countries: tuple[Related, ...] = ()
    member_of: tuple[Related, ...] = ()
    born: int | None = None  # the year
    died: int | None = None
    sources: tuple[Source, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said beyond what the entity is.

        >>> Account(iri="urn:x", type="Person").is_empty
        True
        """
        said = (self.description, self.countries, self.member_of)
        return not any(said) and self.born is None and self.died is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrichment:
    """What one knowledge base says of the things that a document names; NAME and VERSION are those of the base."""

    name: str
    version: str = ""
    accounts: tuple[Account, ...] = ()
