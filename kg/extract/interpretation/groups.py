"""Who is named of a group: "five people, including Ana Ruiz", "two firms such as Acme", "ten men, among them Hale"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.functions import members
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Found
from kg.model import Mention, Relation

_TELLING: Final = ("amod", "compound", "det", "nmod", "nummod", "poss")  # which ones, or how many
_PEOPLE: Final = ("PeopleGroup", "Person", "Position")


class Groups:
    """Reads the names that a document gives of groups."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self._ontology = reading.ontology
        self._fillers = fillers

    def at(self, noun: Token) -> Iterator[Found]:
        """Yield those who belong to the group that NOUN stands for, if it says which or how many, and has no name."""
        names = members(noun) if any(child.dep_ in _TELLING for child in noun.lefts) else []
        group = self._fillers.mention(noun) if names else None
        if group is None or group.named:
            return
        for one in map(self._fillers.mention, names):
            if one is not None and one.named and self._belongs(one, group):
                yield Found(Relation(group, "member", one), noun, "member-of-group")

    def _belongs(self, one: Mention, group: Mention) -> bool:
        """Tell whether ONE can be of a GROUP: a person of people, else a thing of the class."""
        people = one.type == "Person" and group.type in _PEOPLE
        return people or self._ontology.is_a(one.type, group.type)
