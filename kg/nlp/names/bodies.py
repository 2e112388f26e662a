"""Which full name a short name of an organization stands for."""

from typing import Final

from kg import vocabulary
from kg.nlp.names import kinds
from kg.nlp.names.known import SURE
from kg.nlp.names.naming import Name, Names

_FORMS: Final = vocabulary.words("companies", "legal_forms_alone")
_SHORT: Final = frozenset(
    {"Organization", "Person", "Place", "Facility", "Product", "CreativeWork", "Law"}
)
# The first word of such a name is seldom short for it: "Health" is not the Health Ministry.
_GENERIC: Final = ("GovernmentBody", "ArmedForce", "PoliticalParty")


def point_bodies(names: Names) -> None:
    """Let the short names of organizations and facilities stand for the full ones."""
    bodies = [
        n for n in names if n.full is None and names.is_any(n.type, "Organization", "Facility")
    ]
    for body in bodies:
        _recognise(body, _without_form(body.words), names)
    bodies += [n for n in names.known.values() if names.is_any(n.type, "Organization", "Facility")]
    bare = {id(body): _bare(body.words, names) for body in bodies}
    for name in names:
        if name.full is not None or name.key is not None or not _may_be_short(name, names):
            continue
        own = bare.get(id(name), name.words)
        fitting = [
            b
            for b in bodies
            if b.resolve() is not name and _is_short(name, own, b, bare[id(b)], names)
        ]
        exact = [body for body in fitting if bare[id(body)] in (name.words, own)]
        bearers = exact or _special(name, fitting, names) or _national(name, bodies, names)
        if bearers and len({bare[id(body)] for body in bearers}) == 1:
            name.point(max(bearers, key=lambda body: (body.weight, body.text)), "short form")
    for body in bodies:
        _add_bare(body, bare[id(body)], names)


def _recognise(body: Name, bare: tuple[str, ...], names: Names) -> None:
    """Take a company for the one that the gazetteer knows without the form of the enterprise."""
    if bare == body.words or body.own:
        return
    known = names.gazetteer.name(bare)
    if known is not None and names.is_any(known.type, "Organization"):
        body.type, body.label, body.key = known.type, known.name, known.key
        body.step = f'"{body.text}" → {known.name} (gazetteer)'


def _special(name: Name, fitting: list[Name], names: Names) -> list[Name]:
    """Return those of the FITTING bodies whose beginning alone may name them."""
    if kinds.of_words(name.words, names.ontology) is not None:
        return []
    if len(name.words) > 1:
        if name.known is not None and name.known.share >= SURE:
            return []  # "Major League Baseball" is not its Hall of Fame
        # "James Brown" is not "James Brown & The Famous Flames".
        whole = name.type == "Person" and kinds.is_given(name.words[0], names.ontology)
        return [] if whole else fitting
    return [body for body in fitting if not names.is_any(body.type, *_GENERIC)]


def _national(name: Name, bodies: list[Name], names: Names) -> list[Name]:
    """Return the bodies that NAME is without their country: "Air Force" of "United States Air Force"."""
    if not names.is_any(name.type, *_GENERIC):
        return []
    return [
        body
        for body in bodies
        if len(body.words) > len(name.words)
        and body.words[-len(name.words) :] == name.words
        and _is_country(body.words[: -len(name.words)], names)
    ]


def _is_country(words: tuple[str, ...], names: Names) -> bool:
    known = names.gazetteer.name(words)
    return known is not None and known.type == "Country"


def _add_bare(body: Name, bare: tuple[str, ...], names: Names) -> None:
    """Add a company's name without the form of the enterprise, so that it is looked for."""
    text = " ".join(bare)
    if body.type != "Company" or bare == body.words or len(text) < 3 or bare[0][0].islower():
        return
    common = kinds.is_listed(text) or kinds.is_common(text, names.ontology)
    if common or text in names or names.ontology.noun_kind(text) is not None:
        return
    name = Name(text, bare, type=body.type, in_body=body.in_body)
    names.table[text] = name
    name.point(body, "short form")


def _may_be_short(name: Name, names: Names) -> bool:
    return name.type in _SHORT or names.is_any(name.type, "Organization")


def _bare(words: tuple[str, ...], names: Names) -> tuple[str, ...]:
    """Return the words of a company's name without the form of its enterprise at the end."""
    while len(words) > 1 and names.ontology.name_ending(words[-1]) == "Company":
        words = words[:-1]
    while len(words) > 1 and words[-1] in ("&", ",", "and", "-"):
        words = words[:-1]
    return words


def _without_form(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return WORDS without a legal form or "Group" at their end: of "Wagner Mills Inc." no more than "Inc."."""
    while len(words) > 1 and words[-1].lower().rstrip(".") in _FORMS:
        words = words[:-1]
    return words[:-1] if len(words) > 1 and words[-1] in (",", "&") else words


def _is_short(
    name: Name, own: tuple[str, ...], full: Name, bare: tuple[str, ...], names: Names
) -> bool:
    """Tell whether NAME is the beginning of the FULL one: "Lockheed" of "Lockheed Martin"."""
    if len(name.words) >= len(full.words) or _is_country(full.words[len(name.words) :], names):
        return False  # "Kestrel" is more than "Kestrel Canada"
    return bare[: len(own)] == own and full.words[: len(name.words)] == name.words
