"""Which entities are compared at all: those that share a key, as long as few do.

A key is a name, what it sounds like, or a part of it. Where too many share one, as with common names, only those of
them are compared that agree in a fact, too. So nobody is compared with more than so many, however many there are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.link.kb.fold import sound
from kg.link.resolve.profile import Profile, number

MOST: Final = 50  # entities of one key
WHOLE, SHARED = 0, 1  # what a key is to an entity: its name, or something that many may have
_LEAST_SOUND: Final = 4  # letters of a name that is known by its sound
_PART: Final = 3  # letters of a word that is misspelled elsewhere


@dataclass(frozen=True, slots=True)
class Key:
    """What an entity is looked up by, as a number; two to which it is only SHARED are not compared for it.

    The narrower keys count where too many have the key itself.
    """

    number: int
    role: int
    narrower: tuple[int, ...] = ()


def keys(profile: Profile) -> list[Key]:
    """Return the keys of an entity, in order.

    >>> ana = Profile(iri="urn:a", type="Person", label="Ana Ruiz")
    >>> ruiz = Profile(iri="urn:r", type="Person", label="Ruiz")
    >>> [key.role for key in keys(ana) for other in keys(ruiz) if key.number == other.number]
    [1]
    """
    facts = sorted(f"{name} {value}" for name, value in profile.facts)
    return [
        Key(number(key), role, tuple(number(f"{key} {fact}") for fact in facts))
        for key, role in sorted(set(_keys(profile)))
    ]


def _keys(profile: Profile) -> Iterator[tuple[str, int]]:
    for initials in profile.acronyms - profile.folded:
        yield f"name {initials}", SHARED
    for name in profile.folded:
        yield f"name {name}", WHOLE
        if len(name) >= _LEAST_SOUND:
            yield f"sound {sound(name)}", WHOLE
        first, *rest = name.split()
        if rest:
            yield f"last {rest[-1]}", SHARED
            yield f"begins {first[:_PART]} {rest[-1]}", WHOLE
            yield f"ends {first[-_PART:]} {rest[-1]}", WHOLE
            yield f"initial {first[0]} {rest[-1]}", SHARED if first[1:] else WHOLE
        else:
            yield f"last {name}", WHOLE
