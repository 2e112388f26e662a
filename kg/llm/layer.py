"""What a language model proposes of a document, as it stands in ``doc.user_data``: names of terms, and words."""

from dataclasses import dataclass, field
from typing import Final

from kg.proposals import Usage

LAYER: Final = "kg_llm"


@dataclass(frozen=True, slots=True)
class ProposedRole:
    """A role of a proposed event, or an end of a proposed relation, and the words that fill it."""

    role: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """One proposal: TERM is a property or a class of events, by its name in the ontology; all else is words.

    >>> ends = (ProposedRole("subject", "Ana Ruiz"), ProposedRole("object", "Norwood"))
    >>> print(Proposed(term="worksFor", quote="Ana Ruiz of Norwood", roles=ends))
    worksFor: subject "Ana Ruiz", object "Norwood"; as it says "Ana Ruiz of Norwood"
    """

    term: str
    quote: str
    roles: tuple[ProposedRole, ...]
    trigger: str | None = None  # of an event: the words that tell of it

    def __str__(self) -> str:
        told = ", ".join(f'{each.role} "{each.words}"' for each in self.roles)
        what = f'{self.term} "{self.trigger}"' if self.trigger is not None else self.term
        return f'{what}: {told or "nothing"}; as it says "{self.quote}"'


@dataclass(frozen=True, slots=True)
class Answered:
    """What was proposed of the sentence that begins at the token FIRST."""

    first: int
    proposed: tuple[Proposed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLayer:
    """The answers about a document, and what they took."""

    answered: tuple[Answered, ...] = ()
    usage: Usage = field(default_factory=Usage)
