"""Names that the knowledge base knows, in an article: made whole, parted, and found where nothing else found them."""

import re
from collections.abc import Iterator
from typing import Final

from kg import vocabulary
from kg.nlp.language import TITLES
from kg.nlp.names import kinds
from kg.nlp.names.forms import is_form
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.known import SURE, Meant, meant
from kg.nlp.names.layer import Layer
from kg.nlp.names.parting import Spans, part, part_people
from kg.nlp.names.spans import CALENDAR, DIRECTIONS, HONORIFICS, Candidate, is_name
from kg.nlp.words import Words

_LONGEST: Final = 8  # tokens of a name
_INNER: Final = vocabulary.words("names", "within_known")
_ARTICLES: Final = frozenset({"the", "a", "an"})
_COMMAS: Final = (
    "University",
    "Company",
)  # whose names hold commas: "University of California, Davis"
_LEAST: Final = 3  # how often a name of several words is meant that is taken for one
_LEAST_MADE: Final = 50  # and that of a product without a number
_LEAST_ALONE: Final = 400  # and a single word
_LEAST_CAMEL: Final = 20  # and one that has capitals within: "MySpace"
_CAMEL: Final = re.compile(r"[A-Za-z][a-z]+[A-Z][A-Za-z]*[a-z]")
_NEVER: Final = frozenset({"Entity", "CreativeWork", "Position", "Offence", "Commodity", "Topic"})
_GENITIVES: Final = ("Company", "MediaOrganization", "Product")  # "McDonald's"
_ALONE: Final = ("Organization", "Place", "StockIndex")  # of which single words are found
_SHORTEST: Final = 3  # letters of a single word
_PERSON: Final = "Person"
_OF: Final = vocabulary.words("prepositions", "of_fellows")
_PLURAL: Final = re.compile(r"(?<=\d)s$")  # of models: "Boeing 737s"
_GENITIVE: Final = frozenset({"'s", "’s"})


def familiar(words: Words, gazetteer: Gazetteer) -> Spans:
    """Return what the knowledge base takes the capitalised stretches of the text for, those that it knows."""
    stretches = {span: _PLURAL.sub("", words.text(*span)) for span in _stretches(words)}
    known = gazetteer.known.classes(set(stretches.values()))
    found: dict[tuple[int, int], Meant] = {}
    for span, text in stretches.items():
        told = meant(known[text], words.topic) if text in known else None
        if told is None or (
            words.texts[span[1] - 1] in _GENITIVE and not _has_genitive(span, told, found)
        ):
            continue
        found[span] = told
    return {**_with_forms(found, words, gazetteer), **found}


def _with_forms(found: Spans, words: Words, gazetteer: Gazetteer) -> dict[tuple[int, int], Meant]:
    """Return the names of known bodies together with the form of the enterprise behind: "Voltis | Co. Inc."."""
    longer: dict[tuple[int, int], Meant] = {}
    for (first, last), told in found.items():
        end = last
        while (
            end < len(words.texts)
            and words.texts[end] not in _GENITIVE
            and is_form(words.texts[end])
        ):
            end += 1
        if end > last and gazetteer.ontology.is_a(told.kind, "Organization"):
            longer[first, end] = told
    return longer


def _has_genitive(span: tuple[int, int], told: Meant, found: Spans) -> bool:
    """Tell whether the genitive at the end of a SPAN is a part of its name: "McDonald's", not "Boeing's"."""
    bare = found.get((span[0], span[1] - 1))
    is_rarer = bare is None or bare.total < told.total
    return is_rarer and told.share >= SURE and told.kind in _GENITIVES


def _stretches(words: Words) -> Iterator[tuple[int, int]]:
    """Yield the stretches that may be names: from a capital to a capital or a number, small words within."""
    size = len(words.texts)
    for first in range(size):
        if not _may_begin(words.texts[first]) or words.lowers[first] in _ARTICLES:
            continue
        for last in range(first + 1, min(first + _LONGEST, size) + 1):
            text = words.texts[last - 1]
            if last - 1 > first and last - 1 in words.starts:
                break
            if _may_end(text) or (text == "'s" and last - first > 1):
                yield first, last
            elif words.lowers[last - 1] not in _INNER:
                break


def _may_begin(text: str) -> bool:
    return text[0].isupper() or (text[0].isalnum() and any(c.isupper() for c in text[1:]))


def _may_end(text: str) -> bool:
    return _may_begin(text) or text[0].isdigit()


def lay_familiar(layer: Layer, spans: Spans, words: Words, gazetteer: Gazetteer) -> None:
    """Lay known names: over shorter ones within them, instead of one that holds two, and where none was found."""
    for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        told = spans[first, last]
        if told.kind in _NEVER or told.share * told.total < _least(told, words.texts[last - 1]):
            continue
        others = layer.over(first, last)
        if last - first == 1:
            if not others and _is_sure_alone(first, told, words, gazetteer):
                layer.put(Candidate(first, last, told.kind))
        elif any(other.first < first or other.last > last for other in others):
            part(others, first, last, spans, layer, words, gazetteer)
        elif not _is_settled(first, last, others, words) and _is_whole(
            first, last, told, layer, words, gazetteer
        ):
            weight = max((other.weight for other in others), default=1.0)
            layer.put(Candidate(first, last, told.kind, weight))
    part_people(layer, words)


def _least(told: Meant, last: str) -> int:
    """Return how often a name must be meant that ends in the word LAST: a product without a number is often no name."""
    return _LEAST_MADE if told.kind == "Product" and not last[0].isdigit() else _LEAST


def _is_settled(first: int, last: int, others: list[Candidate], words: Words) -> bool:
    """Tell whether what was found already says it: the same name, a body behind its country, a country in parts."""
    if len(others) == 1 and (others[0].first, others[0].last) == (first, last):
        return True
    if (
        others
        and others[-1].key is not None
        and others[-1].last == last
        and others[-1].type != "Country"
    ):
        return all(other.type == "Country" for other in others[:-1])
    inside = {
        i for other in others if other.type == "Country" for i in range(other.first, other.last)
    }
    return bool(inside) and all(
        i in inside or words.lowers[i] in DIRECTIONS for i in range(first, last)
    )


def _is_sure_alone(i: int, told: Meant, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a single word that nothing else found is surely the name that the knowledge base has."""
    if told.share < SURE or len(words.texts[i]) < _SHORTEST or not is_name(i, i + 1, words):
        return False
    if _is_loose(i - 1, words) or _is_loose(i + 1, words):
        return False
    if _CAMEL.fullmatch(words.texts[i]):
        return told.total >= _LEAST_CAMEL and told.kind != _PERSON
    if told.total < _LEAST_ALONE or not words.is_name(i) or words.in_title(i) or i in words.starts:
        return False
    return _is_telling(i, told, words, gazetteer)


def _is_telling(i: int, told: Meant, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the word at I is no word of the language, and stands for a body, a place or an index."""
    ontology = gazetteer.ontology
    if not any(ontology.is_a(told.kind, base) for base in _ALONE):
        return False
    if ontology.is_a(told.kind, "Place") and not kinds.is_listed(words.texts[i]):
        return False  # "a Molotov cocktail"
    lower = words.lowers[i]
    is_common = lower in words.small or kinds.is_common(words.texts[i], ontology)
    return not (is_common or ontology.nouns(lower) or ontology.verbs(lower))


def _is_loose(i: int, words: Words) -> bool:
    """Tell whether the word at I has a capital, so that a name may go on there."""
    return 0 <= i < len(words.texts) and words.is_name(i)


def _is_whole(
    first: int, last: int, told: Meant, layer: Layer, words: Words, gazetteer: Gazetteer
) -> bool:
    """Tell whether a known name of several words is all of the name that stands there, and no accident of capitals."""
    if not (
        words.is_noun(last - 1)
        or words.texts[last - 1] in _GENITIVE
        or words.texts[last - 1][0].isdigit()
    ):
        return False
    if all(word in DIRECTIONS for word in words.lowers[first:last]):
        return False
    if "," in words.texts[first:last] and told.kind not in _COMMAS:
        return False
    if _has_office(first, last, told, words, gazetteer) or _counts(last, words):
        return False
    if _goes_on_before(first, layer, words, gazetteer) or _goes_on_behind(last, layer, words):
        return False
    if first in words.starts and not words.in_title(first):
        return words.tags[first][:2] in ("NN", "JJ") and words.lowers[first] not in words.small
    return True


def _counts(last: int, words: Words) -> bool:
    """Tell whether the number at the end of a name counts what stands behind: "the Apollo | 11 astronauts"."""
    behind = words.tags[last] if last < len(words.tags) else ""
    return words.texts[last - 1].isdigit() and behind == "NNS"


def _has_office(first: int, last: int, told: Meant, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a known name holds an office, or begins with a title: "President of Brazil", "Mr Ruiz"."""
    if told.kind == _PERSON:
        text = words.texts[first]
        if (
            words.lowers[first].rstrip(".") in HONORIFICS
            or text in TITLES
            or gazetteer.is_demonym(text)
        ):
            return True
        if (known := gazetteer.name([text])) is not None and known.type == "Country":
            return True
    for start in range(first, last):
        noun = gazetteer.noun_at(words, start, last)
        if noun is None or noun.known.type != "Position":
            continue
        if told.kind == _PERSON or noun.last == last or words.lowers[noun.last] in _OF:
            return True
    is_somebody = gazetteer.ontology.noun_kind(words.lowers[first]) == _PERSON
    return is_somebody and words.lowers[first + 1] in _OF  # "Fellow of the Royal Society"


def _goes_on_before(first: int, layer: Layer, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the word before is a part of the name by its capital, and no title and no name of its own."""
    before = first - 1
    if before < 0 or first in words.starts:
        return False
    text = words.texts[before]
    if words.in_title(first):
        return words.is_capitalised(before) and layer.owner[before] is None
    if not words.is_name(before) or layer.owner[before] is not None:
        return False
    if words.lowers[before].rstrip(".") in HONORIFICS or text in TITLES:
        return False
    if gazetteer.is_demonym(text) or before in words.starts or words.lowers[before] in CALENDAR:
        return False
    return gazetteer.noun_at(words, before, first) is None


def _goes_on_behind(last: int, layer: Layer, words: Words) -> bool:
    if last >= len(words.texts) or last in words.starts:
        return False
    if words.in_title(last):
        return words.is_capitalised(last) and layer.owner[last] is None
    return words.is_name(last) and layer.owner[last] is None and words.lowers[last] not in CALENDAR
