"""The spans of spaCy's entity recogniser, cut to the names in them.

A name has no article, title, nationality or possessive mark around it, and no comma between two names in it. What
is left of a span without a name in it is dropped.
"""

import calendar
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from spacy.tokens import Span as Entity

from kg import vocabulary
from kg.nlp.language import TITLES
from kg.nlp.names import kinds
from kg.nlp.names.cuts import parts_of
from kg.nlp.names.forms import after_form, is_saint_left_out
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.trees import is_score
from kg.nlp.words import Words

# What the labels of OntoNotes mean here; those left out are never entities.
CLASSES: Final = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Facility",
    "NORP": "PeopleGroup",
    "PRODUCT": "Product",
    "LAW": "Law",
    "WORK_OF_ART": "CreativeWork",
    "EVENT": "Topic",
}
_BROAD: Final = ("Person", "Organization", "Facility", "Place", "Product", "CreativeWork", "Law")
HONORIFICS: Final = vocabulary.words("titles", "honorifics")
ADDRESSED: Final = vocabulary.words("titles", "addressed")
_ADDRESSED_IN_FULL: Final = vocabulary.words("titles", "addressed_in_full")
_WEEKDAYS: Final = frozenset(calendar.day_name)
_BEFORE_DAYS: Final = vocabulary.words("time", "before_days")
CALENDAR: Final = vocabulary.words("time", "calendar")
DIRECTIONS: Final = vocabulary.words("places", "directions")
_SEAT: Final = re.compile(r"[RDI]-[A-Z]")  # of a member of the US Congress: "R-Ky."
_NUMBERED: Final = vocabulary.words("names", "numbered")
_JOINING: Final = vocabulary.words("names", "joining")
_TRIMMED: Final = vocabulary.words("names", "trimmed")
_COMPOUNDS: Final = vocabulary.words("names", "behind_hyphens")
_ZONES: Final = vocabulary.words("time", "zones")
_SHORT: Final = 3  # letters of an acronym: "US", "FBI"
RANKING: Final = vocabulary.words("offices", "deputies") | vocabulary.words("offices", "ranks")
_EMERITUS: Final = vocabulary.words("titles", "emeritus")
_GENERATIONS: Final = vocabulary.words("titles", "father_and_son")
_FORMS: Final = vocabulary.words("companies", "legal_forms_small")
_PARTICLES: Final = vocabulary.words("names", "particles")


@dataclass(slots=True)
class Candidate:
    """Tokens FIRST up to, not including, LAST that may name something of class TYPE."""

    first: int
    last: int
    type: str
    weight: float = 1.0
    name: str | None = None
    key: str | None = None
    steps: list[str] = field(default_factory=list)
    described: bool = False  # it is no name, but says who is meant in this text


def candidates(words: Words, gazetteer: Gazetteer) -> list[Candidate]:
    """Return the names in spaCy's entities, in the order of the text, without overlap."""
    found: list[Candidate] = []
    for entity in words.doc.ents:
        kind = CLASSES.get(entity.label_)
        if kind is None or (kind == "CreativeWork" and not _is_quoted(entity, words)):
            continue
        if entity.text in _ZONES:
            continue
        if kind == "Person" and len(entity) > 2:
            kind = (
                kinds.of_words(words.texts[entity.start : entity.end], gazetteer.ontology) or kind
            )
        for first, last, part in parts_of(entity.start, entity.end, kind, words, gazetteer):
            if (candidate := _candidate(first, last, part, words, gazetteer)) is not None:
                if found and candidate.first < found[-1].last:
                    continue
                found.append(candidate)
    return _joined(found, words)


def beyond(found: list[Candidate], words: Words, gazetteer: Gazetteer) -> Iterator[Candidate]:
    """Yield the names that the network sees where spaCy sees none."""
    taken = {i for candidate in found for i in range(candidate.first, candidate.last)}
    persons = [c for c in found if c.type == "Person"]
    surnames = {words.texts[c.last - 1] for c in persons if c.last - c.first > 1}
    for first, last, kind in words.seen:
        broad = next((c for c in _BROAD if gazetteer.ontology.is_a(kind, c)), None)
        if broad is None or words.tags[last - 1][:3] != "NNP":
            continue
        parts: Iterable[tuple[int, int, str]] = [(first, last, broad)]
        if broad == "Person":
            parts = parts_of(first, last, broad, words, gazetteer)
        for start, end, part in parts:
            candidate = _candidate(start, end, part, words, gazetteer)
            if candidate is None or not taken.isdisjoint(range(candidate.first, candidate.last)):
                continue
            if start == first or _is_somebody(candidate, surnames, words, gazetteer):
                taken.update(range(candidate.first, candidate.last))
                yield candidate


def _is_somebody(
    candidate: Candidate, surnames: Collection[str], words: Words, gazetteer: Gazetteer
) -> bool:
    """Tell whether what stands behind an office or a comma is a person: "Attorney General | Ruiz", not "| Counsel"."""
    word = words.texts[candidate.first]
    return word in surnames or kinds.is_given(word, gazetteer.ontology)


def _joined(found: list[Candidate], words: Words) -> list[Candidate]:
    """Return the names with two halves of one person made one: "Samia Suluhu" and "Hassan", "Tom Hale" and "Jr."."""
    joined: list[Candidate] = []
    for candidate in found:
        before = joined[-1] if joined else None
        if before is None:
            joined.append(candidate)
        elif _are_halves(before, candidate, words) or _is_generation(before, candidate, words):
            joined[-1] = Candidate(before.first, candidate.last, "Person", before.weight)
        else:
            joined.append(candidate)
    return [_with_generation(each, words) for each in joined]


def _with_generation(name: Candidate, words: Words) -> Candidate:
    """Return NAME with what tells a son from his father behind its comma, where nothing has found that: ", Jr."."""
    end, person = name.last + 2, name.type == "Person" and name.last - name.first > 1
    behind = words.texts[name.last : end]
    told = (
        len(behind) > 1 and behind[0] == "," and words.lowers[end - 1].rstrip(".") in _GENERATIONS
    )
    return replace(name, last=end) if person and told else name


def _are_halves(one: Candidate, other: Candidate, words: Words) -> bool:
    """Tell whether ONE name is only the beginning of the OTHER, by the parse."""
    if one.type != "Person" or other.type != "Person" or one.last != other.first:
        return False
    head = words.doc[one.last - 1].head
    return words.deps[one.last - 1] == "compound" and other.first <= head.i < other.last


def _is_generation(one: Candidate, other: Candidate, words: Words) -> bool:
    """Tell whether OTHER only tells a son from his father, behind the name of ONE: "Tom Hale, Jr."."""
    if one.type != "Person" or other.last - other.first != 1:
        return False
    between = words.texts[one.last : other.first]
    behind = words.lowers[other.first].rstrip(".") in _GENERATIONS
    return behind and between in ([], [","]) and one.last - one.first > 1


def _candidate(
    first: int, last: int, kind: str, words: Words, gazetteer: Gazetteer
) -> Candidate | None:
    """Return the name between FIRST and LAST, trimmed and made whole; None where there is none."""
    first, last = trim(first, last, words)
    last = after_form(first, last, words)
    if first >= last:
        return None
    first, last = _whole(first, last, kind, words)
    first += _opens_with_noun(first, last, words, gazetteer)
    if kind == "Person":
        first += _opens_with_address(first, last, words)
        first += _opens_with_office(first, last, words, gazetteer)
        first -= _has_given_name_before(first, last, words, gazetteer)
    if not is_name(first, last, words):
        return None
    weight = 0.4 if first < words.headline_end else 1.0
    return Candidate(first, last, kind, weight)


def _opens_with_noun(first: int, last: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a name begins with a noun that only opens the sentence: "Landlord | Crestmoor Homes"."""
    if first not in words.starts or last - first < 3 or words.lowers[first + 1] in _JOINING:
        return False
    ontology = gazetteer.ontology
    kind = ontology.noun_kind(words.lowers[first])
    return kind in ("Person", "Company") and ontology.name_ending(words.texts[first]) is None


def _opens_with_address(first: int, last: int, words: Words) -> bool:
    """Tell whether what was taken for a person's name begins with how they are addressed: "Justice Ana Ruiz"."""
    word, size = words.lowers[first], last - first
    return (word in ADDRESSED and size > 1) or (word in _ADDRESSED_IN_FULL and size > 2)


def _ends_office(i: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the word at I ends an office of several words or holders: "Special Agent in Charge", "Attorneys"."""
    for start in range(i, max(-1, i - 4), -1):
        office = gazetteer.noun_at(words, start, i + 1)
        if office is not None and office.known.type == "Position" and office.last == i + 1:
            return start < i or words.lowers[i] != words.singulars[i]
    return False


def _opens_with_office(first: int, last: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a person's name begins with the end of an office: "for National Security | Ana Ruiz"."""
    if last - first < 3:
        return False
    if _ends_office(first, words, gazetteer):
        return True
    ontology, word = gazetteer.ontology, words.texts[first]
    given = kinds.is_given(word, ontology)
    return (
        kinds.is_common(word, ontology)
        and not given
        and kinds.is_given(words.texts[first + 1], ontology)
    )


def trim(first: int, last: int, words: Words) -> tuple[int, int]:
    """Return the span without what stands around the name in it."""
    while first < last and (_is_loose_start(first, words) or is_dateline(first, last, words)):
        first += 1
    while last > first and _is_loose_end(last - 1, words):
        last -= 1
    return first, last


def _is_loose_start(i: int, words: Words) -> bool:
    word = words.lowers[i]
    if not any(c.isalnum() for c in word):
        return True
    if word in _TRIMMED or word.rstrip(".") in HONORIFICS or words.texts[i] in TITLES:
        return word.rstrip(".") not in ("st", "mt", "ft")
    if word in ("former", "late", "then", "ex", "new", "acting") and not words.is_name(i):
        return True
    if word in _EMERITUS or ends_title(i, words):
        return True
    return words.texts[i][0].islower() and word not in _PARTICLES and not _is_brand(words.texts[i])


def ends_title(i: int, words: Words) -> bool:
    """Tell whether the word at I ends the title before a name: "Special Agent in Charge | Thornton"."""
    in_charge = words.lowers[max(0, i - 1) : i + 1] == ["in", "charge"]
    return in_charge and i > 1 and words.is_name(i - 2)


def is_dateline(first: int, last: int, words: Words) -> bool:
    """Tell whether a name begins with the place of a dateline that lost its dash: "WASHINGTON | Ana Ruiz"."""
    text = words.texts[first]
    opens = first in words.starts and text.isupper() and text.isalpha() and len(text) > _SHORT
    goes_on = opens and first + 1 < last and not words.texts[first + 1].isupper()
    return goes_on and kinds.is_listed(text.title())


def _is_loose_end(i: int, words: Words) -> bool:
    text = words.texts[i]
    if text in _FORMS:
        return False
    if text.isdigit() and _is_in_score(i, words):
        return True
    if text in _WEEKDAYS and words.texts[i - 1][:1].isupper():
        return words.lowers[i - 1] not in _BEFORE_DAYS  # "left the base at Poti Monday"
    if words.lowers[i] in _TRIMMED or not any(c.isalnum() for c in text):
        return True
    return text[0].islower() and not _is_brand(text)


def _is_in_score(i: int, words: Words) -> bool:
    """Tell whether the number at I is a half of a score: "Everton 3-1"."""
    return any(is_score(words.doc, k) for k in (i - 2, i) if 0 <= k < len(words.texts) - 2)


def _is_brand(text: str) -> bool:
    """Tell whether a word that begins small is a name all the same.

    >>> _is_brand("iPhone"), _is_brand("oil")
    (True, False)
    """
    return any(c.isupper() for c in text[1:])


def _whole(first: int, last: int, kind: str, words: Words) -> tuple[int, int]:
    """Return the span with the rest of its name: the other side of a hyphen, a surname left out, a numeral."""
    texts = words.texts
    last += last < len(texts) and texts[last] in _FORMS
    last += is_saint_left_out(last, words)
    while last + 1 < len(texts) and texts[last] == "-" and _is_tight(last, words):
        if not _continues(last + 1, kind, words):
            break
        last += 2
    while first >= 2 and texts[first - 1] == "-" and _is_tight(first - 1, words):
        if not (words.is_name(first - 2) or words.lowers[first - 2] in _PARTICLES):
            break
        first -= 2
    if words.lowers[last - 1] in _NUMBERED and last < len(texts) and texts[last].isdigit():
        return first, last + 1
    while kind == "Person" and last - first < 4 and _is_surname_left_out(last, words):
        last += 1
    return first, last


def _is_surname_left_out(i: int, words: Words) -> bool:
    """Tell whether the word at I goes on with the name of a person before it."""
    if i >= len(words.texts) or not words.is_name(i) or words.doc[i].ent_iob == 3:
        return False
    if words.lowers[i] in RANKING and words.lowers[i - 1] in RANKING:
        return False  # "Principal Deputy Chief Tom Hale"
    return i not in words.starts and not words.in_title(i) and len(words.texts[i]) > 1


def _continues(i: int, kind: str, words: Words) -> bool:
    """Tell whether the word after a hyphen belongs to the name: "Kwok-wing", not "Moscow-based"."""
    if words.is_capitalised(i):
        return kind not in ("Place", "PeopleGroup")
    return kind == "Person" and words.tags[i][:2] != "VB" and words.lowers[i] not in _COMPOUNDS


def _has_given_name_before(first: int, last: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the word before a name is a given name that spaCy left out."""
    before = first - 1
    if before < 0 or not words.is_name(before) or words.in_title(before):
        return False
    if is_dateline(before, last, words):
        return False
    if last - first > 1 and not _is_compound(before, last - 1, words):
        return False
    if words.doc[before].ent_iob != 2 or len(words.texts[before]) < 2:
        return False
    if _is_other(before, first, words, gazetteer):
        return False
    if before in words.starts and not _is_compound(before, last - 1, words):
        return False
    return gazetteer.noun_at(words, before, first) is None and not _ends_office(
        before, words, gazetteer
    )


def _is_other(before: int, first: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the word BEFORE a name is a title, a nationality, a common word or the end of a country's name."""
    text, lower, ontology = words.texts[before], words.lowers[before], gazetteer.ontology
    if lower.rstrip(".") in HONORIFICS or text in TITLES or lower in _EMERITUS:
        return True
    if lower in ADDRESSED | _ADDRESSED_IN_FULL or gazetteer.is_demonym(text):
        return True
    if before > 0 and gazetteer.name(words.texts[before - 1 : first]) is not None:
        return True  # "New Zealand | Ana Ruiz"
    return kinds.is_common(text, ontology) and not kinds.is_given(text, ontology)


def _is_compound(before: int, surname: int, words: Words) -> bool:
    """Tell whether a word is a name, and by the parse a part of the one behind it."""
    token = words.doc[before]
    small = words.lowers[before] in words.small
    return (
        token.dep_ == "compound" and token.head.i == surname and token.tag_ == "NNP" and not small
    )


def _is_tight(hyphen: int, words: Words) -> bool:
    """Tell whether no space stands around a hyphen."""
    doc = words.doc
    return not doc[hyphen].whitespace_ and not doc[hyphen - 1].whitespace_


def is_name(first: int, last: int, words: Words) -> bool:
    """Tell whether the words can be a name at all."""
    texts = words.texts[first:last]
    if not any(text[0].isupper() or _is_brand(text) or text[0].isdigit() for text in texts):
        return False
    if last - first > 1:
        small = sum(
            t[0].islower() and words.lowers[first + k] not in _JOINING for k, t in enumerate(texts)
        )
        if _SEAT.match(words.text(first, last)):
            return False
        return small <= 1 and any(len(text) > 1 and text[0].isalpha() for text in texts)
    word, tag = texts[0], words.tags[first]
    if words.lowers[first] in CALENDAR or words.lowers[first] in DIRECTIONS:
        return False
    if len(word) < 2 or not word[0].isalpha() or _SEAT.match(word):
        return False
    if first in words.starts or words.in_title(first):
        return tag in ("NNP", "NNPS") and word.lower() not in words.small
    return tag[:2] not in ("VB", "RB", "PR", "DT", "IN", "MD", "WP", "CC", "UH")


def _is_quoted(entity: Entity, words: Words) -> bool:
    """Tell whether quotation marks stand around a span."""
    texts = words.texts
    before = entity.start > 0 and texts[entity.start - 1] == '"'
    after = entity.end < len(texts) and texts[entity.end] in ('"', ",")
    return (before or texts[entity.start] == '"') and (after or texts[entity.end - 1] == '"')
