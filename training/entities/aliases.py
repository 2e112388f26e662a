"""Which names of a thing are fit, and which are only a part of its name.

Left out are codes, misspellings, possessives, topics ("History of Peru"), and names of others. A surname, a given
name, a nickname or a single common word is a part: an article must support it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kg.link.kb.fold import fold, initials
from training.entities import made
from training.entities.rows import Entity
from training.entities.slips import is_misspelt, is_slip
from training.entities.told import peoples
from training.entities.words import PLACES, Owners, Words

_LONGEST: Final = 60
_LONGEST_CODE: Final = 5
_AIRPORT: Final = re.compile(r"[A-Z]{3,4}")
_LATIN: Final = 0x250
_NO_NAME: Final = ",|()[]#*=;"
_MARKS: Final = "’‘–—“”"
_CODE: Final = re.compile(
    r"^(?:ISO|GEO|LOC|UMR|UPR|FR)\W?.*\d|[:/@_{}\\]|^[A-Z]{2}-[A-Z0-9]{2,3}$|^US[A-Z]{3}$|\d{4,}|\.(?:com|org)$"
)
_TOPIC: Final = re.compile(
    r"^(?:The )?(?:History|Etymology|Geography|Climate|Economy|Politics|Culture|Architecture|Names?|Subdivisions|"
    r"(?:Constituent|Administrative) \w+|Sports?|Media|Criticisms?|Controversies|Timeline|Songs?|Discography|Products|"
    r"Headquarters|Biography|Death|Wife|Children|Assassination|Killing|Health|Education|Environment|Demographics|Crime|Weather|"
    r"Capitals?|Sister cities|Religion|Transport|Lists?|Flag|Flora|Fauna|Cuisine|Suburbs|Pollution|Effects|Future|"
    r"Social issues|Environmental issues|Radio stations) (?:of|in|on) ",
    re.I,
)
# What encyclopedias have an article or a heading about, beside the thing that it is about.
_ABOUT: Final = re.compile(
    r" (?:rosters?|history|seasons?|franchise|coach(?:es)?|songs?|discography|filmography|quotes|quotations|trivia|"
    r"jokes|logos?|trucks?|problems|factsheet|economy|crashes|controvers(?:y|ies)|criticisms?|support|stadium|tickets|"
    r"schedule|lyrics|biography|facts|timeline|fans?|extravaganza|geography|politics|demographics|transportation|counties)$",
    re.I,
)
_JUNIOR: Final = re.compile(r",? (?:Jr|Sr|II|III|IV)\.?$")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_WORKS: Final = frozenset({"CreativeWork", "Product", "Entity", "Prize", "Position"})
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
_WELL_KNOWN: Final = 550  # prior of what goes by a common word, too
_INC: Final = frozenset(
    "inc corporation corp group company co holdings limited ltd plc broadcasting media airlines motors motor "
    "international television network foods stores brands energy oil".split()
)
_OF_NOBODY: Final = _BODIES | {"Organization", "University"}
# Who is somebody in a body, and not the body.
_OFFICER: Final = re.compile(
    r"^(?:members?|presidents?|directors?|ministers?|secretar(?:y|ies)|chairm[ae]n|governors?|heads?) of |"
    r"\b(?:senators?|congressm[ae]n|congresswom[ae]n|presidents?|directors?|governors?|ministers?|commissioners?)$",
    re.I,
)
_NEWSPAPERS: Final = "h"  # a source that has other newspapers of the publisher as names of one
_BY_GIVEN_NAME: Final = 700  # prior of people whom news may call by the given name


def clean(entity: Entity, words: Words, owners: Owners) -> None:
    """Leave the names of ENTITY that news may write, sorted out into aliases, demonyms and parts."""
    if entity.type == "Facility" and _AIRPORT.fullmatch(entity.label):
        _named_in_full(entity)
    found = list(_fit(entity))
    entity.aliases = []
    seen = {fold(entity.label), *map(fold, found)}
    for name in found:
        folded = fold(name)
        if is_demonym(folded, entity):
            entity.demonyms.append(name)
        elif not _is_anothers(folded, entity, owners) and not is_slip(name, entity, words):
            match standing(name, entity, words, owners):
                case "alias":
                    entity.aliases.append(name)
                case "part":
                    entity.parts.append(name)
    entity.parts += [part for part in made.parts(entity, owners.places) if fold(part) not in seen]


def _named_in_full(entity: Entity) -> None:
    """Give what goes by a code, as airports do in one source, the first of its names that has several words."""
    full = next((name for name in entity.aliases if " " in name and is_fit(name, entity)), None)
    if full is not None:
        entity.aliases = [entity.label, *(name for name in entity.aliases if name != full)]
        entity.label = full


def _fit(entity: Entity) -> Iterator[str]:
    """Yield the names of ENTITY that have the form of one, each once, however it is written."""
    seen = {fold(entity.label), ""}
    others = map(_turned if entity.type == "Person" else _straight, entity.aliases)
    for name in (*sorted(others, key=_is_no_code), *made.names(entity)):
        folded = fold(name)
        if folded not in seen and is_fit(name, entity):
            seen.add(folded)
            yield name


def _is_no_code(name: str) -> bool:
    """Tell whether NAME is no short one in capitals, which comes before the same in small letters: "ABC", not "Abc"."""
    return not (name.isupper() and len(name) <= _LONGEST_CODE)


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
    if _is_about(name, entity) or (entity.type in _OF_NOBODY and _OFFICER.search(name)):
        return False
    if _POSSESSIVE.search(name) and fold(_POSSESSIVE.sub("", name)) in map(fold, entity.names):
        return False
    return entity.type not in PLACES or is_demonym(fold(name), entity) or _is_of_place(name, entity)


def _is_about(name: str, entity: Entity) -> bool:
    """Tell whether NAME is the name of ENTITY and what is said about it: "Larn United roster"."""
    match = _ABOUT.search(name)
    if match is None or entity.type == "CreativeWork" or _ABOUT.search(entity.label):
        return False
    rest = fold(name[: match.start()])
    return any(word in rest.split() for word in fold(entity.label).split() if len(word) > 2)


def _is_written_large(name: str, entity: Entity) -> bool:
    """Tell whether each word of NAME but particles begins with a capital, as far as those of the label do.

    >>> _is_written_large("Brack obama", Entity("Q76", "Person", "Barack Obama", "", 900, "k"))
    False
    """
    return entity.type in _WORKS or _has_small(entity.label) or not _has_small(name)


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
    is_paper = entity.type == "MediaOrganization" and _NEWSPAPERS in entity.sources
    if (not _has_many(entity) and not is_paper) or entity.type in _WITH_NICKNAMES:
        return True
    label, own = fold(entity.label), fold(name)
    words, others = own.split(), label.split()
    if own == "".join(word[0] for word in others) or label in {
        initials(own),
        "".join(w[0] for w in words),
    }:
        return True
    if name.isupper() and len(own) >= _CAPITALS:
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
    if entity.type not in PLACES or " " in folded:
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
    if " " in folded and entity.type in _OF_NOBODY and owners.is_person(folded, entity):
        return True  # the founder, the owner, a player
    if entity.type == "SportsTeam":
        return any(each.type == "SportsTeam" for each in owners.others(folded, entity))
    if entity.type in PLACES:
        return any(each.type in PLACES for each in owners.others(folded, entity))
    if entity.type in _BODIES and " " not in folded and owners.has_under(folded, entity):
        return True
    if entity.type == "Company" and owners.is_firm(folded, entity):
        return True
    return any(
        each.type == entity.type or entity.type not in _BODIES
        for each in owners.others(folded, entity)
    )


def standing(name: str, entity: Entity, words: Words, owners: Owners) -> str:
    """Return whether NAME is an alias of ENTITY, a part of its name, or is to be left out."""
    folded = fold(name)
    if entity.type == "University" and folded in owners.places:
        return "part"  # "Southern California"
    if " " in folded or " " in name:
        return "alias"
    if entity.type == "Person":
        return _of_person(name, folded, entity, words)
    if entity.type == "PeopleGroup" and folded == f"{fold(entity.label)}s":
        return "alias"
    if words.is_common(folded) and not name.isupper():
        label = fold(entity.label)
        is_own = entity.type in _BODIES and label.startswith(folded)
        if (
            is_own and entity.type == "Company"
        ):  # "Target" of Target Corporation, not "Capitol" of Capitol Records
            is_own = set(label.removeprefix(folded).split()) <= _INC
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
