"""Which full name a surname or a given name stands for."""

from collections.abc import Collection, Iterable
from typing import Final

from kg import vocabulary
from kg.nicknames import are_forms
from kg.nlp.names import kinds
from kg.nlp.names.naming import Name, Names
from kg.nlp.names.spans import CALENDAR
from kg.places import countries, plain, regions

_GENERATIONS: Final = vocabulary.words("titles", "generations")
_SCHOOLS: Final = (("University", "of"), ("College", "of"))
_MISTAKEN: Final = ("Organization", "Place", "Product", "CreativeWork")
_SHORTEST: Final = 3  # letters of a given name
_MAJORITY: Final = 2.0  # of other opinions, against taking a surname for a person's


def point_persons(names: Names) -> None:
    """Let the short names of persons stand for the full ones; those that fit several have rivals."""
    _leave_towns(names)
    _trust_surnames(names)
    persons = _full_names(names)
    for name in names:
        if len(_core(name.words)) > 2 or name in persons or name.full is not None:
            continue
        bearers = [person for person in persons if _is_surname(name, person)]
        bearers = [each for each in bearers if not _is_met_before(name, each)]
        how = "surname"
        if not bearers and name.type == "Person" and len(name.words) == 1:
            bearers = [p for p in persons if plain(p.words[0]) == plain(name.words[0])]
            how = "given name"
        is_person = name.type == "Person" or (
            how == "surname" and _may_be_person(name, bearers, names)
        )
        if bearers and is_person:
            _point(name, bearers, how)
    for person in persons:
        _add_surname(person, persons, names)
        _add_given_name(person, persons, names)


def bearer_at(name: Name, place: int) -> tuple[Name, str | None]:
    """Return whom NAME means at the token PLACE, and why: of rivals, the only one met before, or else the next one."""
    met = [rival for rival in name.rivals if rival.first < place]
    if len(met) == 1:
        person = met[0].resolve()
        return person, f'"{name.text}" → {person.preferred} (surname, met before)'
    if name.rivals and not met:  # the headline, which the first sentence explains
        person = min(name.rivals, key=lambda rival: rival.first).resolve()
        return person, f'"{name.text}" → {person.preferred} (surname, named next)'
    return name.resolve(), name.step


def _leave_towns(names: Names) -> None:
    """Take a single word for a town where a school of the document bears its name: "University of Groningen"."""
    towns = {n.words[2] for n in names if n.words[:2] in _SCHOOLS and len(n.words) == 3}
    for name in names:
        if len(name.words) == 1 and name.words[0] in towns and not (name.titled or name.own):
            name.type = "City" if kinds.is_listed(name.text) else "Place"


def _trust_surnames(names: Names) -> None:
    """Take a name for a person's where its last word alone was taken for one."""
    for name in names:
        ending = kinds.of_words(name.words, names.ontology)
        if name.own or (ending is not None and not kinds.is_surname(name.words)):
            continue
        if name.type in _MISTAKEN and len(name.words) in (2, 3) and name.words[0][0].isupper():
            last = names.table.get(name.words[-1])
            if last is not None and last.type == "Person":
                name.type = "Person"


def _full_names(names: Names) -> list[Name]:
    """Return the full names of persons, each in one spelling."""
    full = [name for name in names if name.type == "Person" and len(name.words) > 1]
    given = {plain(name.words[0]) for name in full}
    full = [name for name in full if not _is_behind_acronym(name, given)]
    full.sort(key=lambda n: (not n.in_body, -len(n.words), -n.weight, n.text.isascii(), n.text))
    kept: list[Name] = []
    for name in full:
        same = next((other for other in kept if _is_variant(name, other)), None)
        if same is None:
            kept.append(name)
        else:
            name.point(same, "spelling")
            same.first = min(same.first, name.first)
    return kept


def _is_behind_acronym(name: Name, given: Collection[str]) -> bool:
    """Tell whether a NAME is that of somebody else behind an acronym: "VMA Emily", where the text has "Emily Brook"."""
    first, last = name.words[0], name.words[-1]
    is_acronym = first.isupper() and first.isalpha() and len(first) >= _SHORTEST
    return is_acronym and len(name.words) == 2 and plain(last) in given


def _add_surname(person: Name, persons: list[Name], names: Names) -> None:
    """Add the surname of PERSON where spaCy did not find it anywhere, so that it is looked for."""
    parts = [word for word in person.words if word.casefold().rstrip(".") not in _GENERATIONS]
    surname = parts[-1] if parts else ""
    if len(surname) < 3 or not surname[0].isupper() or surname in names:
        return
    name = Name(surname, (surname,), type="Person", in_body=person.in_body)
    names.table[surname] = name
    _point(name, [p for p in persons if _is_surname(name, p)], "surname")


def _add_given_name(person: Name, persons: list[Name], names: Names) -> None:
    """Add the given name of PERSON where spaCy did not find it and nobody else has it, so that it is looked for."""
    word = person.words[0]
    others = [p for p in persons if plain(p.words[0]) == plain(word)]
    if len(others) > 1 or word in names or not _is_telling(word, names):
        return
    name = Name(word, (word,), type="Person", in_body=person.in_body, is_given=True)
    names.table[word] = name
    _point(name, others, "given name")


def _is_telling(word: str, names: Names) -> bool:
    """Tell whether WORD alone is a given name that hardly ever means anything else: "Emily", not "Paris" or "Will"."""
    lower, ontology = word.lower(), names.ontology
    if len(word) < _SHORTEST or not word.isalpha() or not kinds.is_given(word, ontology):
        return False
    is_word = ontology.noun_kind(lower) or ontology.nouns(lower) or ontology.verbs(lower)
    return not (is_word or lower in CALENDAR or _is_wide(word))


def _point(name: Name, bearers: list[Name], how: str) -> None:
    name.type = "Person"
    if len(bearers) == 1:
        name.point(bearers[0], how)
    else:
        name.rivals = tuple(bearers)
        rivals = " or ".join(sorted(person.text for person in bearers))
        name.step = f'"{name.text}" stays as it is: {rivals}'


def _may_be_person(name: Name, bearers: list[Name], names: Names) -> bool:
    """Tell whether a surname of BEARERS that was taken for something else may be theirs.

    That of a city may where somebody is named in full before, and nothing is in or near it: "Houston was convicted".
    """
    is_listed = kinds.is_listed(name.text)
    known = all(names.knows(bearer, "Person") for bearer in bearers)
    if bearers and known and not (is_listed or name.own):
        return True
    if _is_later(name, bearers) and not (name.own or name.places or _is_wide(name.text)):
        return True
    if not name.evidence and not is_listed:
        return True
    others = sum(weight for kind, weight in name.votes.items() if kind != "Person")
    return others < _MAJORITY + 2 * name.votes.get("Person", 0.0)


def _is_later(name: Name, bearers: Collection[Name]) -> bool:
    """Tell whether NAME stands nowhere before one of its BEARERS is named in full."""
    return bool(bearers) and min(bearer.first for bearer in bearers) < name.first


def _is_met_before(name: Name, person: Name) -> bool:
    """Tell whether a surname was met before PERSON, a relative of whom it means: "Voss said her sister Marta Voss"."""
    return person.related and name.in_body and name.first < person.first


def _is_wide(text: str) -> bool:
    """Tell whether TEXT is the name of a country or a region, which acts as people do: "Jordan agreed"."""
    return text in countries() or text in regions()


def _core(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a person's name, folded, without the generation at its end.

    >>> _core(["José", "Núñez", "Jr."])
    ('jose', 'nunez')
    """
    folded = [plain(word).casefold().rstrip(".") for word in words if word not in (",", "-")]
    while len(folded) > 1 and folded[-1] in _GENERATIONS:
        folded.pop()
    return tuple(folded)


def _is_variant(name: Name, other: Name) -> bool:
    """Tell whether two full names are one: but for accents, a middle name, a second surname, a short given name."""
    own, full = _core(name.words), _core(other.words)
    if own == full or (own[1:] and own[-1] == full[-1] and are_forms(own[0], full[0])):
        return True
    if len(own) > len(full) or len(own) < 2:
        return False
    outer = own[0] == full[0] and own[-1] == full[-1]
    return outer or full[: len(own)] == own or full[-len(own) :] == own


def _is_surname(name: Name, person: Name) -> bool:
    """Tell whether NAME is the end of a full name."""
    own, full = _core(name.words), _core(person.words)
    return len(own) < len(full) and full[-len(own) :] == own
