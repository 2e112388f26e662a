"""What a knowledge base says of the entities that a document links: description, country, bodies, years of a life."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from kg.account import Account, Enrichment, Related, Source
from kg.link.kb.lookup import KnowledgeBase
from kg.link.kb.thing import Thing
from kg.link.names import known_iri
from kg.model import Entity
from kg.ontology import Ontology

_COUNTRY: Final = "Country"
_VERSION: Final = "fingerprint"


class Accounts:
    """Looks up what a knowledge base says of linked entities; what is not linked has no key."""

    def __init__(self, knowledge: KnowledgeBase, ontology: Ontology, base: str, name: str) -> None:
        """KNOWLEDGE is called NAME; BASE is where the IRIs of things begin."""
        self._knowledge = knowledge
        self._ontology = ontology
        self._base = base
        self._name = name
        self._version = knowledge.about().get(_VERSION, "")
        # Countries and parties come again and again.
        self._related = lru_cache(maxsize=4096)(self._look_up)

    def __call__(self, entities: Iterable[Entity]) -> Enrichment:
        """Return what is said of ENTITIES, in the order of their IRIs."""
        linked = {entity.iri: entity for entity in entities if entity.key}
        found = (self._account(entity) for _, entity in sorted(linked.items()))
        accounts = (each for each in found if each is not None and not each.is_empty)
        return Enrichment(name=self._name, version=self._version, accounts=tuple(accounts))

    def _account(self, entity: Entity) -> Account | None:
        thing = self._knowledge.thing(entity.key)
        if thing is None:
            return None
        own = self._countries(thing)
        return Account(
            iri=entity.iri,
            type=entity.type,
            description=thing.description,
            countries=tuple(own),
            member_of=tuple(self._all(thing.member)),
            born=thing.born,
            died=thing.died,
            sources=self._sources(thing),
        )

    def _countries(self, thing: Thing) -> Iterator[Related]:
        if thing.type != _COUNTRY:
            yield from (each for each in self._all(thing.within) if each.type == _COUNTRY)

    def _all(self, keys: Iterable[str]) -> Iterator[Related]:
        """Yield what KEYS stand for, each once; what the base does not describe has no name, and is left out."""
        found = (self._related(key) for key in keys)
        yield from dict.fromkeys(each for each in found if each is not None)

    def _look_up(self, key: str) -> Related | None:
        thing = self._knowledge.thing(key)
        if thing is None or thing.type not in self._ontology.classes:
            return None
        name = known_iri(thing, self._ontology, self._base)
        return Related(iri=name, type=thing.type, label=thing.label)

    def _sources(self, thing: Thing) -> tuple[Source, ...]:
        return self._knowledge.sources_of(thing.key)
