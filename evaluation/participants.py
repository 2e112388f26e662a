"""Who takes part in the events of MEANTIME: the numbered roles of PropBank, given the events.

A relation is an event, the head of a mention of an entity, and a role, Arg0 to Arg2. What stands in a role and is no
mention of an entity by the annotators counts neither way. Relative pronouns are their antecedents on both sides, and
a mention of several ("A and B") is each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from evaluation.alignment import Alignment
from evaluation.meantime import Article, EntityMention, EventMention
from kg.evaluate.measures import Matches, Measure
from kg.extract.grammar.frames import antecedent, coordinated
from kg.extract.predications.arguments import Arguments
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.learned.reader import NetworkReader
from kg.nlp.network import read_network

_ROLES: Final = frozenset({"ARG0", "ARG1", "ARG2"})
_GOAL: Final = 0.72
_NOMINAL_GOAL: Final = 0.45

Key = tuple[int, int, str]  # the tokens of event and filler, the role


@dataclass(slots=True)
class Participants:
    """What is found and what is right, by the part of speech of the event."""

    all: Matches = field(default_factory=Matches)
    verbs: Matches = field(default_factory=Matches)
    nouns: Matches = field(default_factory=Matches)
    unlabelled: Matches = field(default_factory=Matches)

    def measures(self, suffix: str = "") -> Iterator[Measure]:
        """Yield the measures, SUFFIX in their names."""
        yield self.all.measure(f"participants with roles{suffix}", goal=_GOAL)
        yield self.verbs.measure(f"participants with roles, verbs{suffix}")
        yield self.nouns.measure(f"participants with roles, nouns{suffix}", goal=_NOMINAL_GOAL)
        yield self.unlabelled.measure(f"participants without roles{suffix}")

    def add(
        self,
        article: Article,
        aligned: Alignment,
        reading: Reading,
        network: NetworkReader | None = None,
    ) -> None:
        """Compare the participants of one article; the NETWORK is asked for those of the annotated events."""
        gold, found, events = compared(article, aligned, reading, network)
        self.all += _matches(gold, found)
        self.verbs += _of_part(gold, found, events, "VERB")
        self.nouns += _of_part(gold, found, events, "NOUN")
        self.unlabelled += _matches({key[:2] for key in gold}, {key[:2] for key in found})


def compared(
    article: Article, aligned: Alignment, reading: Reading, network: NetworkReader | None = None
) -> tuple[set[Key], set[Key], dict[int, str]]:
    """Return the relations of the annotators, those that are found, and the events with their parts of speech."""
    heads = {each.id: _heads(each, aligned) for each in article.mentions}
    triggers = {
        each.id: head
        for each in article.events
        if article.is_annotated(each.start) and (head := aligned.head(each.start, each.end))
    }
    gold = {
        (triggers[link.event].i, head.i, role)
        for link in article.participants
        if (role := link.role.upper()) in _ROLES and link.event in triggers
        for head in heads.get(link.filler, ())
    }
    mentioned = {head.i for found in heads.values() for head in found}
    if network is not None:
        read_network(reading.doc, network, sorted(trigger.i for trigger in triggers.values()))
    arguments = Arguments(reading, Fillers(reading))
    found = {
        (trigger.i, head.i, role)
        for trigger in triggers.values()
        for role, head in arguments.of(trigger)
        if head.i in mentioned
    }
    parts = {triggers[e.id].i: _part(e, triggers[e.id]) for e in article.events if e.id in triggers}
    return gold, found, parts


def _heads(mention: EntityMention, aligned: Alignment) -> list[Token]:
    """Return the heads of a MENTION, several where it is one of several things."""
    head = aligned.head(*(mention.head or (mention.start, mention.end)))
    if head is None:
        return []
    inside = {token.i for token in aligned.tokens(mention.start, mention.end)}
    return [antecedent(head)] + [t for t in coordinated(head) if t.i != head.i and t.i in inside]


def _part(event: EventMention, trigger: Token) -> str:
    part = event.pos or trigger.pos_
    return {"AUX": "VERB", "PROPN": "NOUN"}.get(part, part)


def _of_part(gold: set[Key], found: set[Key], events: dict[int, str], part: str) -> Matches:
    return _matches(
        {key for key in gold if events[key[0]] == part},
        {key for key in found if events[key[0]] == part},
    )


def _matches(
    gold: set[Key] | set[tuple[int, int]], found: set[Key] | set[tuple[int, int]]
) -> Matches:
    return Matches(len(gold & found), len(found), len(gold))
