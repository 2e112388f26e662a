"""Legal forms in the names of firms: "Larn Corp" is no air force, "Larn Power Co plc" not American."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg import vocabulary
from kg.link.candidates import Candidate, Group
from kg.link.kb.fold import core, fold
from kg.link.kb.thing import Thing

_FORMS: Final = vocabulary.words("companies", "legal_forms_of_firms")
_MAY_BE_FIRMS: Final = frozenset({"Company", "Organization", "MediaOrganization"})
_AT_HOME: Final = {
    form: set(ids.split()) for form, ids in vocabulary.table("companies", "home_countries").items()
}
_NOT_AMERICAN: Final = vocabulary.words("companies", "not_american")
_BRAND: Final = re.compile(r"\bbrand$|^operator \(")
_AMERICA: Final = "Q30"


def of_form(thing: Thing, words: str) -> Iterator[str]:
    """Yield what the legal form at the end of WORDS says against a THING that they may mean.

    >>> force = Thing(key="Q1", type="ArmedForce", label="Larn Air Force")
    >>> list(of_form(force, "Air Force Inc.")), list(of_form(force, "Air Force"))
    (['not a firm'], [])
    >>> firm = Thing(key="Q2", type="Company", label="Larn Power", within=("Q30",))
    >>> list(of_form(firm, "Larn Power Co. plc")), list(of_form(firm, "LPX Corp"))
    (['form of another country'], ['not its initials'])
    """
    last = fold(words).rpartition(" ")[2]
    if last not in _FORMS or fold(words) == last:
        return
    if thing.type not in _MAY_BE_FIRMS:
        yield "not a firm"
    home = thing.within[-1] if thing.within else None
    is_foreign = last in _AT_HOME and home not in _AT_HOME[last]
    if home is not None and (is_foreign or (last in _NOT_AMERICAN and home == _AMERICA)):
        yield "form of another country"
    first, *rest = words.split()
    is_initials = first.isupper() and core(fold(words)) == fold(first) and bool(rest)
    if is_initials and fold(first) not in fold(thing.label).split():
        yield "not its initials"


def is_formal(words: str, label: str) -> bool:
    """Tell whether WORDS are the LABEL of a firm with a legal form, written in full or not.

    >>> is_formal("Larn Co", "Larn Company"), is_formal("Larn", "Larn Company"), is_formal("Larn Inc", "Larn Oil Inc.")
    (True, False, False)
    """
    own = fold(words)
    return own.rpartition(" ")[2] in _FORMS and core(own) == core(fold(label))


def is_brand_of_another(candidate: Candidate, others: Sequence[Candidate]) -> bool:
    """Tell whether a CANDIDATE is a brand, or what a map calls an operator, and a firm among OTHERS has its label."""
    own = candidate.known.thing
    return bool(_BRAND.search(own.description)) and any(
        other.group is Group.BODY
        and other.known.thing.label == own.label
        and other.known.thing.count > own.count
        and not _BRAND.search(other.known.thing.description)
        for other in others
    )
