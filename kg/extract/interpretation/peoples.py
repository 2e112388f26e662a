"""Whose nation or party a noun tells that is said of them: *Ann Lee, a Democrat*, *Erik Dahl is a Dane*.

A noun before the name, *the Dane Erik Dahl*, is read with the offices.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Beside, Found
from kg.extract.reference.subjects import Bearers, is_indefinite
from kg.model import Mention, Relation

_BEHIND: Final = frozenset({"appos", "attr", "pobj"})


class Peoples:
    """Reads the nouns for one of a people or of a party in one document."""

    def __init__(self, reading: Reading, fillers: Fillers, beside: Beside) -> None:
        self._reading = reading
        self._fillers = fillers
        self._beside = beside
        self._bearers = Bearers(reading, beside)

    def at(self, token: Token, mention: Mention) -> Iterator[Found]:
        """Return the nation or the party of those of whom TOKEN, the head of MENTION, is said."""
        if token.dep_ not in _BEHIND or not is_indefinite(token):
            return
        if (found := self._group(mention)) is None:
            return
        predicate, group = found
        former = self._beside.is_former(token)
        for bearer in self._bearers.of(token):
            holder = self._fillers.mention(bearer.head)
            if holder is None or holder.type != "Person" or not holder.named:
                continue
            past = bearer.by_verb and self._beside.is_past(bearer.anchor)
            ended = predicate == "memberOf" and (former or past)
            relation = Relation(holder, predicate, group)
            yield Found(relation, bearer.anchor, "people", ended, bearer.by_verb)

    def _group(self, mention: Mention) -> tuple[str, Mention] | None:
        """Return what a MENTION says that somebody is of, and the property: a party, or a nation by its noun."""
        if mention.type == "PoliticalParty" and mention.text != mention.name:
            return "memberOf", mention
        if mention.type != "Person" or mention.named:
            return None
        for term in self._reading.ontology.keys.values():
            if term.type == "Country" and mention.text in term.demonyms:
                step = f'"{mention.text}" → {term.label} (nationality)'
                country = replace(
                    mention,
                    type=term.type,
                    name=term.label,
                    named=True,
                    concept=term.key,
                    referring=False,
                    steps=(step,),
                )
                return "citizenOf", country
        return None
