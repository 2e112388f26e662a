"""Which names of a thing are fit, and which are only a part of its name.

Left out are codes, misspellings, possessives, topics ("History of Peru"), and names of others. A surname, a given
name, a nickname or a single common word is a part: an article must support it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from rapidfuzz.distance import OSA

from kg.link.kb.fold import core, fold, initials
from training.entities import made
from training.entities.rows import Entity
from training.entities.told import peoples

_LONGEST: Final = 60
_LATIN: Final = 0x250
_NO_NAME: Final = ",|()[]#*=;"
_MARKS: Final = "’‘–—“”"
_CODE: Final = re.compile(
    r"^(?:ISO|GEO|LOC|UMR|UPR|FR)\W?.*\d|[:/@_{}\\]|^[A-Z]{2}-[A-Z0-9]{2,3}$|^US[A-Z]{3}$|\d{4,}|\.(?:com|org)$"
)
_TOPIC: Final = re.compile(
    r"^(?:The )?(?:History|Etymology|Geography|Climate|Economy|Politics|Culture|Architecture|Names?|Subdivisions|"
    r"(?:Constituent|Administrative) \w+|Sports?|Media|Health|Education|Environment|Demographics|Crime|Weather|"
    r"Capitals?|Sister cities|Religion|Transport|Lists?|Flag|Flora|Fauna|Cuisine|Suburbs|Pollution|Effects|Future|"
    r"Social issues|Environmental issues|Radio stations) (?:of|in|on) ",
    re.I,
)
_JUNIOR: Final = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_PLACES: Final = frozenset({"Country", "Region", "City", "Place"})
_BODIES: Final = frozenset(
    {"Company", "GovernmentBody", "StockIndex", "SportsTeam", "SportsLeague", "MediaOrganization"}
)
_STATE: Final = frozenset(
    "republic kingdom state federation union emirate emirates confederation commonwealth democratic people county "
    "city province region town district municipality island islands territory department area metropolitan of the and "
    "de la greater state's prefecture oblast governorate borough".split()
)
_OF_PEOPLE: Final = ("ian", "ians", "ean", "eans", "ese", "ish", "ites", "siders")
_PARTICLES: Final = frozenset(
    "of the and de la del di da do dos das van von der den al el bin ibn for in on at to du des le les und y e i a et "
    "zu ten ter op af av upon under with".split()
)
_MANY: Final = 8  # names of a thing that has all that was ever typed for it
_WITH_NICKNAMES: Final = frozenset(
    {"Country", "Region", "City", "Place", "SportsTeam", "PoliticalParty"}
)
_REDIRECTS: Final = "k"  # the source that has such things
_SHARED: Final = 4  # letters at the beginning that a short name has in common with the long one
_CAPITALS: Final = 3  # letters of a name in capitals that may be a code
_SHORT_EDIT, _LONG_EDIT = 5, 8  # letters from which on one edit, and two, are a misspelling
_HEARD: Final = 400  # prior of people whose names are found by their sound
_GIVEN: Final = 15  # people who share a given name
_COMMON: Final = 3  # descriptions with a word in small letters
_WELL_KNOWN: Final = 550  # prior of what goes by a common word, too
_BY_GIVEN_NAME: Final = 700  # prior of people whom news may call by the given name


class Words:
    """What words are in general use: common ones, and given names."""

    def __init__(self, entities: Iterable[Entity], nouns: Iterable[str] = ()) -> None:
        """Count words in the descriptions and the names of ENTITIES; NOUNS are labels of kinds of things."""
        common: Counter[str] = Counter()
        given: Counter[str] = Counter()
        for each in entities:
            common.update({w for w in each.description.split() if w.isalpha() and w.islower()})
            if each.type == "Person" and " " in each.label:
                given[fold(each.label.split()[0])] += 1
        common.update(dict.fromkeys(nouns, _COMMON))
        self._common = {fold(word) for word, count in common.items() if count >= _COMMON}
        self._given = {name for name, count in given.items() if count >= _GIVEN}

    def is_common(self, folded: str) -> bool:
        """Tell whether a FOLDED name is a word that stands in small letters, too."""
        return folded in self._common or (folded.endswith("s") and folded[:-1] in self._common)

    def is_given(self, folded: str) -> bool:
        """Tell whether a FOLDED name is one that many people are given."""
        return folded in self._given


class Owners:
    """Whose label a name is: the things that are meant by it, and which of the labels are names of places."""

    def __init__(self, entities: Iterable[Entity]) -> None:
        self._first: dict[str, list[Entity]] = defaultdict(list)
        self.places: set[str] = set()
        for each in entities:
            self._first[fold(each.label)].append(each)
            if each.type in _PLACES:
                self.places.add(fold(each.label))

    def is_person(self, folded: str, own: Entity) -> bool:
        """Tell whether somebody else than OWN is called so, however often they are meant."""
        some = self._first.get(folded, ())
        return any(each is not own and each.type == "Person" for each in some)

    def others(self, folded: str, own: Entity) -> Iterator[Entity]:
        """Yield the things with this label that are meant more often than OWN."""
        for each in self._first.get(folded, ()):
            if each is not own and each.prior >= own.prior:
                yield each


def clean(entity: Entity, words: Words, owners: Owners) -> None:
    """Leave the names of ENTITY that news may write, sorted out into aliases, demonyms and parts."""
    found = list(_fit(entity))
    entity.aliases = []
    seen = {fold(entity.label), *map(fold, found)}
    for name in found:
        folded = fold(name)
        if is_demonym(folded, entity):
            entity.demonyms.append(name)
        elif not _is_anothers(folded, entity, owners) and not _is_slip(name, entity):
            match standing(name, entity, words, owners):
                case "alias":
                    entity.aliases.append(name)
                case "part":
                    entity.parts.append(name)
    entity.parts += [part for part in made.parts(entity, owners.places) if fold(part) not in seen]


def _fit(entity: Entity) -> Iterator[str]:
    """Yield the names of ENTITY that have the form of one, each once, however it is written."""
    seen = {fold(entity.label), ""}
    others = map(_turned if entity.type == "Person" else _straight, entity.aliases)
    for name in (*others, *made.names(entity)):
        folded = fold(name)
        if folded not in seen and is_fit(name, entity):
            seen.add(folded)
            yield name


def _is_slip(name: str, entity: Entity) -> bool:
    """Tell whether NAME is another name of ENTITY, misspelt; people do spell theirs in several ways.

    Of those whom news speaks of often names are found by their sound, too.
    """
    if entity.type == "Person":
        if entity.prior < _HEARD:
            return False
        own = fold(entity.label).split()
        if " " not in name and fold(name) not in own:
            return any(is_misspelt(name, word) for word in own)
    return any(is_misspelt(name, other) for other in entity.names)


def _straight(name: str) -> str:
    """Return a name without the comma before "Jr."."""
    if match := _JUNIOR.search(name):
        return f"{name[: match.start()]} {match[0].lstrip(', ')}"
    return name


def _turned(name: str) -> str:
    """Return the name of a person in the usual order.

    >>> _turned("Seif, Detlef"), _turned("Martin Luther King, Jr."), _turned("Ana Ruiz, Minister of Mines")
    ('Detlef Seif', 'Martin Luther King Jr.', 'Ana Ruiz, Minister of Mines')
    """
    name = _straight(name)
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and " " not in last and len(first.split()) <= 2 else name


def is_fit(name: str, entity: Entity) -> bool:
    """Tell whether NAME has the form of a name that news may write for ENTITY."""
    if not 1 < len(name) <= _LONGEST or not set(name).isdisjoint(_NO_NAME):
        return False
    if any(ord(c) >= _LATIN and c not in _MARKS for c in name) or not any(map(str.isupper, name)):
        return False
    if _CODE.search(name) or _TOPIC.search(name) or "the capital of" in name.casefold():
        return False
    if not _is_written_large(name, entity) or not _is_related(name, entity):
        return False
    if _POSSESSIVE.search(name) and fold(_POSSESSIVE.sub("", name)) in map(fold, entity.names):
        return False
    return (
        entity.type not in _PLACES or is_demonym(fold(name), entity) or _is_of_place(name, entity)
    )


def _is_written_large(name: str, entity: Entity) -> bool:
    """Tell whether each word of NAME but particles begins with a capital, as far as those of the label do.

    >>> _is_written_large("Brack obama", Entity("Q76", "Person", "Barack Obama", "", 900, "k"))
    False
    """
    is_strict = entity.type in (*_PLACES, "Person") or _has_many(entity)
    if not is_strict or _has_small(entity.label):
        return True
    return not _has_small(name)


def _has_small(name: str) -> bool:
    return any(word[0].islower() and word.casefold() not in _PARTICLES for word in name.split())


def _has_many(entity: Entity) -> bool:
    return len(entity.aliases) >= _MANY and _REDIRECTS in entity.sources


def _is_related(name: str, entity: Entity) -> bool:
    """Tell whether NAME has something of the label, as it must for things that have all that was ever typed for them.

    >>> fed = Entity("Q53536", "GovernmentBody", "Federal Reserve System", "", 900, "k", aliases=list("abcdefgh"))
    >>> [_is_related(name, fed) for name in ("Fed", "FRS", "Reserve Board", "Helicopter Ben")]
    [True, True, True, False]
    """
    if not _has_many(entity) or entity.type in _WITH_NICKNAMES:
        return True
    label, own = fold(entity.label), fold(name)
    words, others = own.split(), label.split()
    if own == "".join(word[0] for word in others) or (name.isupper() and len(own) >= _CAPITALS):
        return True  # GM, GOP
    if label.startswith(own) or (
        entity.type == "Person" and len(words) > 1
    ):  # who marries is called otherwise
        return True
    return any(
        word in others
        or any(len(word) >= _SHARED and other[:_SHARED] == word[:_SHARED] for other in others)
        for word in words
        if len(word) > 2
    )


def _is_of_place(name: str, entity: Entity) -> bool:
    """Tell whether NAME is one of a place: its initials, a word of its label, or that with what kind of place it is."""
    label, own = fold(entity.label), fold(name)
    if name.isupper() and len(own.replace(" ", "")) <= _CAPITALS:
        return len(own) > 2 and own in {initials(label), "".join(w[0] for w in label.split())}
    words, others = own.split(), set(label.split())
    if set(words) > others:
        return set(words) - others <= _STATE
    if not others.isdisjoint(word for word in words if word not in _STATE):
        return True
    return not set(words).isdisjoint(_STATE - {"of", "the", "and", "de", "la"}) and len(words) > 1


def is_demonym(folded: str, entity: Entity) -> bool:
    """Tell whether a FOLDED name of a place means its people, or what is theirs.

    >>> peru = Entity("Q419", "Country", "Peru", "", 900, "k")
    >>> is_demonym("peruvian", peru), is_demonym("republic of peru", peru)
    (True, False)
    """
    if entity.type not in _PLACES or " " in folded:
        return folded in peoples() and entity.type != "PeopleGroup"
    if folded in peoples():
        return True
    stem, has_ending = fold(entity.label)[:4], folded.endswith(_OF_PEOPLE)
    return folded.startswith(stem) and has_ending and not is_misspelt(folded, entity.label)


def _is_anothers(folded: str, entity: Entity, owners: Owners) -> bool:
    """Tell whether a FOLDED name is the label of something of the same class that is meant more often."""
    if entity.type == "Person":
        last = folded.split()[-1]
        return last not in fold(entity.label).split() and owners.is_person(folded, entity)
    if entity.type == "SportsTeam":
        return any(each.type == "SportsTeam" for each in owners.others(folded, entity))
    if entity.type in _PLACES:
        return any(each.type in _PLACES for each in owners.others(folded, entity))
    return any(
        each.type == entity.type or entity.type not in _BODIES
        for each in owners.others(folded, entity)
    )


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


def standing(name: str, entity: Entity, words: Words, owners: Owners) -> str:
    """Return whether NAME is an alias of ENTITY, a part of its name, or is to be left out."""
    folded = fold(name)
    if " " in folded or " " in name:
        return "alias"
    if entity.type == "Person":
        return _of_person(name, folded, entity, words)
    if words.is_common(folded) and not name.isupper():
        is_own = entity.type in _BODIES and fold(entity.label).startswith(folded)
        return "alias" if is_own and entity.prior >= _WELL_KNOWN else "part"
    if words.is_given(folded) or any(True for _ in owners.others(folded, entity)):
        return "alias" if entity.type == "SportsTeam" else "part"
    return "alias"


def _of_person(name: str, folded: str, entity: Entity, words: Words) -> str:
    own = fold(entity.label).split()
    if name.isupper() and len(folded) >= _CAPITALS:
        return "alias"  # JFK
    if len(own) > 1 and folded == own[-1]:
        return "part"
    if words.is_given(folded):
        return "part" if entity.prior >= _BY_GIVEN_NAME else "none"
    return "part"


def surnames(entities: Iterable[Entity], least: int = 400) -> None:
    """Give people of whom news speaks often their surname as a part, where nobody of that name is meant more often."""
    best: dict[str, Entity] = {}
    for each in entities:
        if each.type != "Person" or each.prior < least:
            continue
        words = _JUNIOR.sub("", each.label).split()
        if len(words) > 1 and len(words[-1]) > 2 and words[-1][0].isupper() and "of" not in words:
            name = words[-1]
            if name not in best or best[name].prior < each.prior:
                best[name] = each
    for name, each in sorted(best.items()):
        if fold(name) not in map(fold, (*each.aliases, *each.parts)):
            each.parts.append(name)


def core_of(entity: Entity) -> str:
    """Return the folded label without its legal form."""
    return core(fold(entity.label))
