"""What an article speaks of, as far as it is known: things, what they lie in and belong to, words, day and topic."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from kg.link.kb.fold import fold
from kg.link.kb.thing import Thing
from kg.topics import Topic

LIE_IN: Final = frozenset({"City", "Region", "Country"})


@dataclass(slots=True)
class Context:
    """What else a document speaks of: keys of things that are decided, and its words, folded."""

    keys: set[str] = field(default_factory=set)
    words: Collection[str] = frozenset()
    has_places: bool = False
    states: set[str] = field(default_factory=set)  # folded labels of regions that are decided
    near: set[str] = field(default_factory=set)  # keys of what things that are decided lie in
    bodies: set[str] = field(default_factory=set)  # keys of what people that are decided belong to
    year: int | None = None  # of the article
    topic: Topic = Topic.OTHER
    fields: frozenset[str] = frozenset()  # what people do whom the article is about
    mentioned: frozenset[str] | None = None  # all fields that it has a word of; None: not known

    def learn(self, thing: Thing) -> None:
        """Add a THING that was decided, and what it lies in or belongs to."""
        self.keys.add(thing.key)
        self.bodies.update(thing.member)
        if thing.type in LIE_IN:
            self.has_places = True
            self.keys.update(thing.within)
            self.near.update(thing.within)
        if thing.type == "Region":
            self.states.add(fold(thing.label))

    def knowing(self, things: Iterable[Thing]) -> "Context":
        """Return a context of the same article in which THINGS are what is known."""
        context = replace(
            self, keys=set(), states=set(), near=set(), bodies=set(), has_places=False
        )
        for thing in things:
            context.learn(thing)
        return context
