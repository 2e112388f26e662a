"""Rows that are one thing: of one name and class, born in one year, or in one country with one description."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from kg.link.kb.fold import core, fold
from training.entities.rows import Entity

_BODIES = frozenset({"Company", "Organization", "MediaOrganization", "University"})


def merge(entities: Iterable[Entity]) -> list[Entity]:
    """Return ENTITIES with each thing once, under the id that is meant most; its other ids stay with it."""
    groups: dict[Hashable, list[Entity]] = defaultdict(list)
    for entity in entities:
        groups[_sign(entity)].append(entity)
    return [_joined(group) for group in groups.values()]


def _sign(entity: Entity) -> Hashable:
    """Return what two rows of one thing have in common."""
    name = fold(entity.label)
    if entity.type == "Person":
        if entity.born is not None and " " in name:
            return (name, entity.type, entity.born, entity.country)
        return entity.id
    if entity.type in _BODIES and entity.country:
        return (core(name), entity.type, entity.country)
    if entity.description and not _is_loose(entity):
        return (name, entity.type, entity.country, entity.description)
    return entity.id


def _is_loose(entity: Entity) -> bool:
    """Tell whether many things of one name may have this description: places without the region around them."""
    return entity.type in ("City", "Place", "Region") and "," not in entity.description


def _joined(group: list[Entity]) -> Entity:
    first, *rest = sorted(group, key=lambda each: (-each.prior, int(each.id[1:])))
    for other in rest:
        first.also.append(other.id)
        first.also += other.also
        first.aliases += [name for name in other.names if name not in first.names]
        first.member += [each for each in other.member if each not in first.member]
        first.sources = "".join(sorted({*first.sources, *other.sources}))
        first.description = first.description or other.description
        first.died = first.died if first.died is not None else other.died
    return first
