"""Which names are others gone wrong: misspellings, and not other spellings, plurals, initials or other words."""

import re
from typing import Final

from rapidfuzz.distance import OSA

from kg.link.kb.fold import fold, sound
from training.entities.rows import Entity
from training.entities.words import Words

_SHORT_EDIT, _LONG_EDIT = 5, 8  # letters from which on one edit, and two, are a misspelling
_HEARD: Final = 400  # prior of people whose names are found by their sound
_VOWELS: Final = re.compile(r"[aeiouy]+")
_CAMEL: Final = re.compile(r"[a-z][A-Z]")


def is_slip(name: str, entity: Entity, words: Words) -> bool:
    """Tell whether NAME is another name of ENTITY, misspelt.

    A word of several labels is no misspelling: "Gerald R. Ford" is not "Gerald Ford" mistyped. Names of people are
    transliterated in several ways ("Zelenskyy"); a surname alone is found by its sound, too.
    """
    if entity.type == "Person":
        if entity.prior < _HEARD:
            return False
        own = fold(entity.label).split()
        if " " not in name and fold(name) not in own:
            return any(is_misspelt(name, word) for word in own)
        if len(own) > 1 and _is_transliterated(fold(name), fold(entity.label)):
            return False
    return any(
        is_misspelt(name, other) and not _is_spelt(name, other, words) for other in entity.names
    )


def _is_transliterated(one: str, other: str) -> bool:
    """Tell whether two folded names sound alike and have as many syllables.

    >>> _is_transliterated("sergei lavrov", "sergey lavrov"), _is_transliterated("brack obama", "barack obama")
    (True, False)
    """
    return sound(one) == sound(other) and len(_VOWELS.findall(one)) == len(_VOWELS.findall(other))


def _is_spelt(name: str, other: str, words: Words) -> bool:
    """Tell whether all words of NAME that OTHER does not have are words of several labels, or names put together.

    >>> others = [Entity(f"Q{n}", "Company", "United Healthcare", "", 0, "k") for n in range(3)]
    >>> words = Words(others)
    >>> _is_spelt("Unitedhealth", "United Health", words), _is_spelt("UnitedHealthcare", "United Healthcare", words)
    (False, True)
    """
    own, theirs = fold(name).split(), fold(other).split()
    if "".join(own) == "".join(theirs) and _CAMEL.search(f"{name} {other}"):
        return True
    return all(word in theirs or words.is_written(word) for word in own)


def is_misspelt(name: str, other: str) -> bool:
    """Tell whether NAME is OTHER with a letter or two gone wrong; numbers and initials are no misspellings.

    >>> is_misspelt("Calfornia", "California"), is_misspelt("Cnada", "Canada"), is_misspelt("CNN", "CNBC")
    (True, True, False)
    >>> is_misspelt("Boeing 747", "Boeing 737"), is_misspelt("Women's Bank", "Women Bank")
    (False, True)
    """
    one, two = fold(name), fold(other)
    if name.isupper() and len(one) <= _SHORT_EDIT:
        return False
    if [c for c in one if c.isdigit()] != [c for c in two if c.isdigit()]:
        return False
    allowed = (len(one) >= _SHORT_EDIT) + (len(one) >= _LONG_EDIT)
    return one == two or OSA.distance(one, two, score_cutoff=2) <= allowed
