"""Rows that are one thing, and rows of which nothing tells whether they are.

Two rows of one name are one thing only where more than the name says so: people of one year and one occupation, firms
that share another name, bodies with a long name of their own. Two towns, two clubs and two hospitals of one name are
two, so that a rare one beside one that is known goes, and its id with it.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final

from kg.link.kb.fold import core, fold, initials
from training.entities.rows import Entity
from training.entities.told import peoples
from training.entities.words import Words

_BODIES: Final = frozenset(
    {
        "Company",
        "Organization",
        "MediaOrganization",
        "University",
        "GovernmentBody",
        "Court",
        "ArmedForce",
    }
)
_PLACES: Final = ("City", "Place", "Region")
_LOOSE: Final = re.compile(
    r"^$|^operator \(|\bbrand$|^public transport network|"
    r"^(?:company|other|nonprofit|funder|facility|education|government|healthcare|archive) organi[sz]ation in "
)
_MANY: Final = re.compile(
    r"\b(?:hospitals?|medical center|clinics?|schools?|college|library|church|society|department|ministry|authority|"
    r"association|council|commission|agency|bank|credit union|center|police|supreme court|university of the)\b"
)
_MINISTRY: Final = re.compile(r"\b(?:minist\w+|hospital|hopital|ziekenhuis|krankenhaus|clinic)\b")
_UNIT: Final = re.compile(r"\b(?:subsidiary|division|unit|part|imprint|affiliate|branch) of\b")
_FIRM: Final = re.compile(
    r"\b(?:company|corporation|manufacturer|retailer|airline|bank|group|conglomerate|chain|store brand|firm)\b",
    re.I,
)
_SMALL: Final = frozenset("of the and for in on at to a an with from by&".split())
_LONG: Final = 3  # words of a name that is a body's own
_NEAR: Final = 40  # by how much a club is meant more often than an unknown one of its name
_ONE_IS_MEANT: Final = ("SportsTeam", "City", "Place", "Region")
_BRAND: Final = " brand"
_NATIONAL: Final = (
    " organisation in "  # as the branch of a firm, or the campus of a university, is described
)
_HOSPITAL: Final = re.compile(r"\b(?:hospitals?|medical center|clinic)\b")


def merge(entities: Iterable[Entity], words: Words) -> list[Entity]:
    """Return ENTITIES with each thing once, under the id that is meant most; its other ids stay with it."""
    groups: dict[Hashable, list[Entity]] = defaultdict(list)
    for entity in entities:
        groups[_sign(entity)].append(entity)
    found = [each for group in groups.values() for each in _parted(group, words)]
    return _of_bodies(found, words)


def _sign(entity: Entity) -> Hashable:
    """Return what two rows of one thing have in common at least."""
    name = fold(entity.label)
    if entity.type == "Person":
        if entity.born is not None and " " in name:
            return (name, entity.type, entity.born, entity.country)
    elif entity.type in _BODIES:
        if entity.country:
            return (core(name), entity.type, entity.country)
    elif entity.description and not (entity.type in _PLACES and "," not in entity.description):
        return (name, entity.type, entity.country, entity.description)
    return entity.id


def _parted(group: Sequence[Entity], words: Words) -> Iterator[Entity]:
    """Yield the things in a GROUP of rows of one name; of clubs, the one that is known."""
    rest = sorted(group, key=_order)
    if len(rest) > 1 and rest[0].type in _ONE_IS_MEANT:
        near = _NEAR if rest[0].type == "SportsTeam" else 0
        yield rest[0]
        yield from (each for each in rest[1:] if near and each.prior > rest[0].prior - near)
        return
    while rest:
        first, *rest = rest
        for other in tuple(rest):
            if _is_same(first, other):
                _join(first, other)
                rest.remove(other)
            elif first.type in _BODIES and _is_anyway(first, words):
                rest.remove(other)
        yield first


def _order(entity: Entity) -> tuple[int, int]:
    return -entity.prior, int(entity.id[1:])


def _is_anyway(body: Entity, words: Words) -> bool:
    """Tell whether a BODY is meant by its name, whatever campus or office goes by it, too; many hospitals share one."""
    return _is_own(body, words) and _MANY.search(fold(body.label)) is None


def _is_same(one: Entity, other: Entity) -> bool:
    """Tell whether two rows of one name, class and country are one thing."""
    if one.type == "Person":  # a source has each of its people once
        is_work = bool(_occupations(one) & _occupations(other))
        return is_work and set(one.sources).isdisjoint(other.sources)
    if one.type == "MediaOrganization" and one.description and other.description:
        return one.description == other.description
    return (one.type in _BODIES or one.type == "PoliticalParty") and _share(one, other)


def _occupations(person: Entity) -> set[str]:
    """Return what somebody does, word by word but for the nationality."""
    found = (fold(part) for part in re.split(r", | and ", person.description))
    return {" ".join(w for w in each.split() if w not in peoples()) for each in found} - {""}


def _share(one: Entity, other: Entity) -> bool:
    """Tell whether two rows share a name beside their label and its initials.

    The label with another legal form is one where only one of the rows says what it is.
    """
    label = core(fold(one.label))
    if _HOSPITAL.search(label):
        return False
    own = {label, initials(label), "".join(word[0] for word in label.split())}
    shared = {fold(name) for name in one.names} & {fold(name) for name in other.names}
    if any(core(name) not in own and name not in own for name in shared):
        return True
    is_told = bool(_LOOSE.search(one.description)) != bool(_LOOSE.search(other.description))
    return is_told and bool(shared - own - {fold(one.label), fold(other.label)})


def _is_own(entity: Entity, words: Words) -> bool:
    """Tell whether the label of ENTITY has a word that is no common one, so that it is not anybody's name."""
    own = [word for word in core(fold(entity.label)).split() if word not in _SMALL]
    return len(own) > 1 and not all(words.is_common(word) for word in own)


def _of_bodies(entities: Sequence[Entity], words: Words) -> list[Entity]:
    """Return ENTITIES with bodies once that two sources class differently, or of which one has the legal name."""
    groups: dict[str, list[Entity]] = defaultdict(list)
    for each in entities:
        if each.type in _BODIES:
            groups[core(fold(each.label))].append(each)
    gone: set[str] = set()
    for name, group in groups.items():
        if len(group) < 2:
            continue
        first, *others = sorted(group, key=_order)
        for other in others:
            some = [each for each in group if each in (first, other) or not _is_branch(each)]
            is_alone = len({each.country for each in some} - {""}) < 2
            if _is_one(first, other, name, words, is_alone=is_alone):
                gone.add(other.id)
                _join(first, other)
            elif other.description.endswith(_BRAND):
                _call(other, name)
    return [each for each in entities if each.id not in gone]


def _is_branch(entity: Entity) -> bool:
    return entity.type == "Company" and _NATIONAL in entity.description


def _call(brand: Entity, name: str) -> None:
    """Call a BRAND, which its table calls by the NAME of a firm that is known better, by a longer name of its own."""
    longer = [each for each in brand.aliases if core(fold(each)).startswith(f"{name} ")]
    if longer:
        brand.label = longer[0]
        brand.aliases = [
            each for each in brand.aliases if each != longer[0] and core(fold(each)) != name
        ]


def _is_one(one: Entity, other: Entity, name: str, words: Words, *, is_alone: bool) -> bool:
    """Tell whether two bodies of one NAME, legal form apart, are one; IS_ALONE if none is elsewhere."""
    if one.country and other.country and one.country != other.country:
        return False
    kinds = {one.type, other.type}
    if _UNIT.search(other.description) or _UNIT.search(one.description):
        return _share(one, other) and kinds == {"Company"} and "brand" not in one.description
    are_brands = one.description.endswith(_BRAND) and other.description.endswith(_BRAND)
    if are_brands or (not one.country and _NATIONAL in other.description):
        return False
    if kinds == {"Company"}:
        is_form = fold(one.label) != fold(other.label) and " " not in name
        are_firms = all(_FIRM.search(each.description) for each in (one, other))
        return _share(one, other) or (is_form and are_firms and is_alone)
    if len(kinds) == 1 and bool(one.country) == bool(other.country):
        return False
    if _MINISTRY.search(name):
        return False
    is_long = len([word for word in name.split() if word not in _SMALL]) >= _LONG
    are_near = one.country == other.country or is_alone
    are_near = are_near and any(map(_LOOSE.search, (one.description, other.description)))
    return is_long and are_near and _is_own(one, words) and "Company" not in kinds - {other.type}


def _join(first: Entity, other: Entity) -> None:
    """Add what only the OTHER row says to the FIRST one."""
    if _LOOSE.match(first.description) and not _LOOSE.match(other.description):
        first.description = other.description
        first.type = other.type
    elif first.type == "Company" and other.type == "GovernmentBody":
        first.type, first.description = other.type, other.description
    first.also.append(other.id)
    first.also += [each for each in other.also if each not in first.also]
    first.aliases += [name for name in other.names if name not in first.names]
    first.member += [each for each in other.member if each not in first.member]
    first.sources = "".join(sorted({*first.sources, *other.sources}))
    first.country = first.country or other.country
    first.description = first.description or other.description
    first.born = first.born if first.born is not None else other.born
    first.died = first.died if first.died is not None else other.died
