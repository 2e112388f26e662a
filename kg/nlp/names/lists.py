"""Names in a list that share the noun beside it: "Columbia and Yale universities", "the cities of Ulm and Bonn"."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kg import places, vocabulary
from kg.nlp.names.gazetteer import Gazetteer
from kg.nlp.names.layer import Layer
from kg.nlp.names.spans import CALENDAR, Candidate
from kg.nlp.words import Words

_SHARED: Final = ("Region", "BodyOfWater", "University", "GovernmentBody", "PoliticalParty")
_ANNOUNCED: Final = vocabulary.table("places", "announced")
_AND: Final = frozenset({"and", "or", "&"})
_COUNTRY: Final = "Country"
_LONGEST: Final = 4  # words of a name in a list


def lay_lists(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Lay the names of each list with the noun that they share; the last one has it in its words."""
    for i in range(3, len(words.texts)):
        noun = _singular(words.texts[i]) if words.tags[i] in ("NNS", "NNPS") else None
        kind = gazetteer.ontology.name_ending(noun) if noun is not None else None
        if noun is None or kind not in _SHARED or _goes_on(i, words, gazetteer):
            continue
        items = list(_items(i, words))
        if items and kind == "Region" and _is_around(items[-1], words):
            items.pop()  # "in Texas, Wayne and Oakland counties"
        if len(items) > 1 and not any(_is_country(item, words, gazetteer) for item in items):
            _lay(items, i, noun, kind, layer, words, gazetteer)


def _lay(
    items: list[tuple[int, int]],
    i: int,
    noun: str,
    kind: str,
    layer: Layer,
    words: Words,
    gazetteer: Gazetteer,
) -> None:
    """Lay the names of a list with the NOUN that stands at I, where that is written large or the base knows them so."""
    names = [f"{words.text(*item)} {noun}" for item in items]
    known = gazetteer.known.classes(names)
    for (first, last), name in zip(items, names, strict=True):
        if gazetteer.ontology.name_ending(words.texts[last - 1]) == kind:
            continue  # "Wayne, Hill Valley and Oakland Counties"
        end = i + 1 if last == i else last
        term, classes = gazetteer.name(name.split()), known.get(name, ())
        if term is not None:
            layer.put(_candidate(first, end, term.type, term.name, words, term.key))
        elif words.is_capitalised(i) or any(
            gazetteer.ontology.is_a(each, kind) for each in classes
        ):
            layer.put(_candidate(first, end, kind, name, words))


def lay_announced(layer: Layer, words: Words) -> None:
    """Lay the names of places in a list behind what they are: "the states of Florida and New York".

    One that stands elsewhere, too, keeps its class there: a name has one in an article ("Beijing" among provinces).
    """
    counts = Counter(words.text(each.first, each.last) for each in layer)
    for i in range(len(words.texts) - 2):
        kind = _ANNOUNCED.get(words.lowers[i])
        if kind is None or words.tags[i] != "NNS" or words.lowers[i + 1] != "of":
            continue
        for first, last in _behind(i + 2, words):
            others = layer.over(first, last)
            if any(other.first < first or other.last > last for other in others):
                continue
            is_elsewhere = counts[words.text(first, last)] > len(others)
            if not is_elsewhere and any(other.type != kind for other in others):
                layer.put(Candidate(first, last, kind, 1.0, words.text(first, last)))


def _behind(first: int, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the names of the list that begins at FIRST; nothing where there is one alone."""
    found: list[tuple[int, int]] = []
    while first < len(words.texts):
        last = first
        while last < len(words.texts) and last - first < _LONGEST and words.is_name(last):
            last += 1
        if last == first:
            break
        found.append((first, last))
        comma = words.texts[last : last + 1] == [","]
        joined = words.lowers[last + comma : last + comma + 1] in (["and"], ["or"])
        if not (comma or joined) or (len(found) > 1 and words.lowers[found[-1][0] - 1] in _AND):
            break
        first = last + comma + joined
    if len(found) > 1 and words.lowers[found[-1][0] - 1] in _AND:
        yield from found


def _goes_on(i: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether the plural at I is a part of one name: "Virgin Islands", "Housing and Agencies Committee"."""
    if gazetteer.ontology.name_ending(words.texts[i]) is not None:
        return True
    behind = i + 1 < len(words.texts) and words.is_capitalised(i)
    return behind and words.is_name(i + 1)


def _singular(noun: str) -> str | None:
    """Return what a plural NOUN is called in the name of one thing.

    >>> _singular("counties"), _singular("Rivers"), _singular("news")
    ('County', 'River', 'New')
    """
    if noun.endswith("ies"):
        return f"{noun[:-3]}y".capitalize()
    return noun[:-1].capitalize() if noun.endswith("s") else None


def _items(noun: int, words: Words) -> Iterator[tuple[int, int]]:
    """Yield the names of the list that ends before the word at NOUN, from the last one to the first."""
    last, joined = noun, False
    while (first := _begin(last, words)) < last:
        between = first - 1
        if last == noun and words.lowers[between] not in _AND:
            return
        yield first, last
        if between <= 0:
            return
        if words.lowers[between] in _AND and not joined:
            joined = True
            between -= words.texts[between - 1] == ","
        elif words.texts[between] != ",":
            return
        last = between


def _begin(last: int, words: Words) -> int:
    """Return where the name begins that ends before LAST, LAST itself where none does."""
    first = last
    while first > 0 and last - first < _LONGEST and _is_part(first - 1, words):
        first -= 1
    return first


def _is_part(i: int, words: Words) -> bool:
    opens = i in words.starts and words.lowers[i] in words.small
    return words.may_be_named(i) and not opens and words.lowers[i] not in CALENDAR


def _is_around(item: tuple[int, int], words: Words) -> bool:
    """Tell whether a list begins with the state or the country that the others lie in."""
    return _is_wide(words.text(*item)) and words.texts[item[1]] == ","


def _is_wide(text: str) -> bool:
    return text in places.regions() or text in places.countries()


def _is_country(item: tuple[int, int], words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is a country, or a nationality: "German and French ministries"."""
    known = gazetteer.name(words.texts[slice(*item)])
    is_name = known is not None and known.type == _COUNTRY
    return is_name or (item[1] - item[0] == 1 and gazetteer.is_demonym(words.texts[item[0]]))


def _candidate(
    first: int, last: int, kind: str, name: str, words: Words, key: str | None = None
) -> Candidate:
    steps = [f'"{words.text(first, last)}" → {name} (list)']
    return Candidate(first, last, kind, 1.0, name, key, steps)
