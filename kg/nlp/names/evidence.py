"""What stands around a name tells its class: a title, an age, a noun in apposition, a business word."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg import places, vocabulary
from kg.nlp.language import TITLES
from kg.nlp.names import kinds
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.placing import LOCATIVE, speaks_for_place
from kg.nlp.names.spans import DIRECTIONS, HONORIFICS, Candidate
from kg.nlp.words import Words
from kg.ontology import Ontology
from kg.topics import Topic

Vote = tuple[str, float]

TITLE: Final = 2.0
_NOUN: Final = 1.5
_NETWORK: Final = 0.9  # less than all that spaCy says of a name, and enough to narrow it
_TAKEN_FOR: Final = ("Organization", "Place", "SportsTeam")
_SETTLED: Final = vocabulary.words("places", "settled")
_BUSINESS: Final = vocabulary.words("companies", "business")
_AREAS: Final = frozenset({"Region", "BodyOfWater"})  # "North Kivu province"
_ACTS: Final = vocabulary.words("bodies", "acts")
_BEATS: Final = vocabulary.words("sports", "beating")
_PLAYS: Final = vocabulary.words("sports", "playing")
_PLAYERS: Final = vocabulary.words("sports", "players")
_SIDES: Final = vocabulary.words("sports", "positions") | vocabulary.words("sports", "sides")
_OWNING: Final = frozenset({"'s", "'", "\u2019s", "\u2019"})
_TEAM: Final = "SportsTeam"
_OF_SPOUSES: Final = vocabulary.words("titles", "of_spouses")
_SCORE: Final = re.compile(r"\b\d{1,3} ?[-–] ?\d{1,3}\b")
_COLLECTIVES: Final = frozenset({"Person", "PeopleGroup", "Position"})


def votes(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> Iterator[Vote]:
    """Yield classes that the context of CANDIDATE speaks for, with weights."""
    first, last = candidate.first, candidate.last
    yield from [("Person", TITLE)] * (has_title(first, words, gazetteer) + _has_age(last, words))
    if (business := _business(last, words)) is not None:
        yield business, _NOUN
    if _begins_with_given_name(words.texts[first:last], gazetteer):
        yield "Person", _NOUN
    if _is_located_name(candidate, words) or _speaks_for_place(candidate, words, gazetteer):
        yield "Place", _NOUN
    if candidate.type == "Place" and _is_in_state(last, words):
        yield "City", _NOUN
    if _acts(candidate, words) or _plays(candidate, words):
        yield "Organization", _NOUN
    if _has_players(candidate, words):
        yield _TEAM, TITLE
    for kind in _described(candidate, words, gazetteer):
        yield kind, _NOUN


def _is_in_state(last: int, words: Words) -> bool:
    """Tell whether the region that a town lies in stands behind its name: "Glen Ridge, New Jersey", "Reno, Nev."."""
    if last + 1 >= len(words.texts) or words.texts[last] != ",":
        return False
    behind = (words.text(last + 1, last + 1 + n) for n in (1, 2) if last + n < len(words.texts))
    return any(text in places.regions() or text in places.shortened() for text in behind)


def _speaks_for_place(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the words around the name of a place that was taken for a body's speak for the place."""
    if candidate.type not in _TAKEN_FOR:
        return False
    first, last = candidate.first, candidate.last
    return gazetteer.is_place(words.text(first, last)) and speaks_for_place(first, last, words)


def opinions(candidate: Candidate, words: Words) -> Iterator[Vote]:
    """Yield the class that the network takes CANDIDATE for, with its weight."""
    kind = words.seen_until.get(candidate.last)
    if kind is None or (kind == "Region" and _is_behind_direction(candidate.first, words)):
        return
    yield kind, _NETWORK


def _is_behind_direction(first: int, words: Words) -> bool:
    """Tell whether a direction stands before a name: what it makes a region of is a city, "south Baghdad"."""
    return first > 0 and words.lowers[first - 1] in DIRECTIONS


def _plays(candidate: Candidate, words: Words) -> bool:
    """Tell whether a name does or suffers what teams do: "Bergen beat Larn", "Bergen won 3-0"."""
    root = words.doc[candidate.first : candidate.last].root
    if candidate.type == "Person" or root.dep_ not in ("nsubj", "dobj"):
        return False
    verb = root.head.lemma_.lower()
    has_score = _SCORE.search(root.sent.text) is not None
    return verb in _BEATS or (verb in _PLAYS and root.dep_ == "nsubj" and has_score)


def _has_players(candidate: Candidate, words: Words) -> bool:
    """Tell whether its players or their coach stand right behind a name: "Liverpool striker", "Lesk's captain"."""
    last = candidate.last
    if candidate.type == "PeopleGroup":
        return False
    if last < len(words.texts) and words.lowers[last] in _OWNING:
        last += 1
    behind = words.lemmas[last : last + 2]
    behind = behind[:1] if behind and words.is_noun(last) else behind  # "Lesk defensive midfielder"
    known = _PLAYERS | (_SIDES if words.topic is Topic.SPORT else frozenset())
    return any(lemma.lower() in known for lemma in behind)


def _acts(candidate: Candidate, words: Words) -> bool:
    """Tell whether the name of no person and of no large place does what bodies do: "Cisco sues rival"."""
    first, last = candidate.first, candidate.last
    if candidate.type == "Person" or kinds.is_large_place(words.text(first, last)):
        return False
    root = words.doc[first:last].root
    by = root.dep_ == "pobj" and root.head.dep_ == "agent"
    verb = root.head.head if by else root.head
    return (by or root.dep_ == "nsubj") and verb.lemma_.lower() in _ACTS


def _begins_with_given_name(name: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a short name begins as those of persons do, and ends in no word of another kind."""
    if len(name) not in (2, 3) or not kinds.is_given(name[0], gazetteer.ontology):
        return False
    return kinds.of_words(name, gazetteer.ontology) is None


def has_title(first: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether an honorific or a position stands right before the name that begins at FIRST."""
    if first == 0:
        return False
    before = first - 1
    if words.lowers[before].rstrip(".") in HONORIFICS or words.texts[before] in TITLES:
        return words.is_capitalised(before)
    if words.tags[before] not in ("NN", "NNP", "NNPS", "NNS"):
        return False
    for length in (1, 2, 3):
        start = first - length
        found = gazetteer.noun_at(words, start, first) if start >= 0 else None
        if found is not None and found.last == first and found.known.type == "Position":
            return True
    return False


def is_located(first: int, words: Words) -> bool:
    """Tell whether the name that begins at FIRST stands after a word of place."""
    return first > 0 and words.lowers[first - 1] in LOCATIVE


def stands_as_place(first: int, words: Words) -> bool:
    """Tell whether the name that begins at FIRST stands as names of places do: "in X", "on X", "the port of X"."""
    if is_located(first, words):
        return True
    before = words.lowers[first - 1] if first > 0 else ""
    if before == "on" or (before == "for" and first > 1 and words.lowers[first - 2] == "bound"):
        return True
    return before == "of" and first > 1 and words.lowers[first - 2] in _SETTLED


def _is_located_name(candidate: Candidate, words: Words) -> bool:
    """Tell whether the name of a city or region stands after a word of place or before what it lies in."""
    first, last = candidate.first, candidate.last
    name = words.texts[first:last]
    if not kinds.is_listed(words.text(first, last)) and not kinds.is_surname(name):
        return False
    if is_located(first, words) and not _goes_on(last, words):
        return True
    listed = last + 1 < len(words.texts) and words.texts[last] == ","
    return listed and kinds.is_listed(words.texts[last + 1])


def _goes_on(last: int, words: Words) -> bool:
    """Tell whether a noun follows: "in the Reading office"."""
    return last < len(words.texts) and words.is_noun(last)


def _has_age(last: int, words: Words) -> bool:
    """Tell whether an age follows: ", 44," or "(44)"."""
    if last + 2 >= len(words.texts) or words.texts[last] not in (",", "("):
        return False
    age = words.texts[last + 1]
    return age.isdigit() and 1 < len(age) < 4 and words.texts[last + 2] in (",", ")", ".")


def _business(last: int, words: Words) -> str | None:
    """Return the class that a business word after the name tells."""
    if last < len(words.texts) and words.lowers[last] in ("'s", "'"):
        last += 1
    if last < len(words.texts) and words.lowers[last] in _BUSINESS:
        return "Company"
    chief = words.lowers[last : last + 2] == ["chief", "executive"]
    return "Company" if chief else None


def _described(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the classes of the common nouns that describe the name."""
    first, last = candidate.first, candidate.last
    if first > 0 and not (words.is_capitalised(first - 1) or _is_behind_direction(first, words)):
        yield from _kind(first - 1, words, gazetteer)
    if first > 1 and words.lowers[first - 1] == "of":
        yield from _area(first - 2, words, gazetteer)
    if last < len(words.texts) and not words.is_capitalised(last):
        yield from (k for k in _kind(last, words, gazetteer) if k in _AREAS)
    root = words.doc[first:last].root
    others = [child for child in root.children if child.dep_ == "appos"]
    if root.dep_ == "appos":
        others.append(root.head)
    for other in others:
        yield from _kind(other.i, words, gazetteer)


def _area(i: int, words: Words, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the class of the place that the noun before an "of" tells: "the island of", "the state of"."""
    if words.lowers[i] == "state":
        yield "Region"
    yield from (k for k in _kind(i, words, gazetteer) if gazetteer.ontology.is_a(k, "Place"))


def _kind(i: int, words: Words, gazetteer: Gazetteer) -> Iterator[str]:
    """Yield the class of one thing that the common noun at I describes."""
    if words.tags[i] != "NN":
        return
    kind = gazetteer.ontology.noun_kind(words.lemmas[i])
    noun = gazetteer.noun_at(words, i, i + 1)
    acronym = i + 1 < len(words.texts) and words.is_acronym(i + 1)  # "news broadcaster NRK"
    if noun is not None and noun.known.type == "Position" and not (acronym and kind):
        kind = "Position"
    if kind is not None:
        yield "Person" if kind in _COLLECTIVES else kind


def follows_kin(first: int, words: Words, ontology: Ontology) -> bool:
    """Tell whether a noun for a relative stands right before a name, a comma between them or none: "his son, Tom"."""
    before = first - 1 if first and words.texts[first - 1] != "," else first - 2
    if before > 0 and f"{words.lowers[before - 1]} {words.lowers[before]}" in _OF_SPOUSES:
        return True
    entries = ontology.relational(words.lemmas[before].lower()) if before >= 0 else ()
    return any(ontology.is_a(entry.evokes or "", "relativeOf") for entry in entries)
