"""Which names stand in the text: spaCy's, the gazetteer's, and those that titles and endings give away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg import places, vocabulary
from kg.nlp.names import evidence, joined, kinds, runs
from kg.nlp.names.acronyms import Introduction, implied, introductions
from kg.nlp.names.degrees import drop_degrees
from kg.nlp.names.familiar import familiar, lay_familiar
from kg.nlp.names.gazetteer import Gazetteer, Match
from kg.nlp.names.layer import Layer
from kg.nlp.names.lists import lay_announced, lay_lists
from kg.nlp.names.lowered import lay_lowered
from kg.nlp.names.models import lay_models
from kg.nlp.names.naming import Name
from kg.nlp.names.seats import lay_seats
from kg.nlp.names.spans import DIRECTIONS, Candidate, beyond, candidates, is_name, trim
from kg.nlp.names.titled import is_office, lay_titled
from kg.nlp.words import Words
from kg.places import plain

_COUNTIES: Final = vocabulary.words("places", "counties")
_OF_STATES: Final = tuple([word] for word in vocabulary.ordered("offices", "of_regions"))
_INNER: Final = vocabulary.words("names", "within_runs")
_OF: Final = frozenset({"of", "the"})
_LONGEST: Final = 8  # words of a name that only its ending gives away
# What taggers take a rare surname for at the start of a sentence.
_MISTAKEN: Final = frozenset({"FW", "JJ", "JJR", "RB", "RBR", "UH"})


def lay_names(words: Words, gazetteer: Gazetteer) -> tuple[Layer, dict[str, str]]:
    """Return the names in the text, and the acronyms that it introduces with their full names."""
    layer = Layer(len(words.texts))
    recognised = candidates(words, gazetteer)
    recognised = [c for c in recognised if not _is_common(c, words, gazetteer)]
    recognised = [c for c in recognised if not is_office(c, words, gazetteer)]
    seen = beyond(recognised, words, gazetteer)
    recognised += [c for c in seen if not _is_common(c, words, gazetteer)]
    introduced = list(introductions(words, gazetteer.ontology))
    short = {introduction.acronym for introduction in introduced}
    introduced += implied(words, [(c.first, c.last) for c in recognised], short)
    short = {introduction.acronym for introduction in introduced}
    found = [m for m in _credible(gazetteer, words) if words.text(m.first, m.last) not in short]
    known = [_namesake(match, found, words) for match in found]
    surnames = {
        plain(words.texts[c.last - 1])
        for c in recognised
        if c.type == "Person" and c.last - c.first > 1 and not words.in_title(c.first)
    }
    for match in known:
        layer.put(_known(match, surnames, words, gazetteer))
    for candidate in recognised:
        _lay(candidate, layer, words)
    spans = familiar(words, gazetteer)
    lay_familiar(layer, spans, words, gazetteer)
    lay_models(layer, spans, words)
    runs.lay_ships(layer, words)
    runs.lay_honours(layer, words)
    runs.lay_laws(layer, words)
    runs.lay_joined_bodies(layer, words)
    runs.join_particles(layer, words)
    runs.join_persons(layer, words)
    runs.join_firms(layer, words)
    runs.join_districts(layer, words)
    runs.join_bodies(layer, words)
    joined.lay_offices(layer, words)
    joined.join_fields(layer, words)
    joined.lay_cases(layer, words)
    joined.lay_acts(layer, words)
    joined.lay_roads(layer, words)
    acronyms = {i.acronym: _lay_full_name(i, layer, words) for i in introduced}
    runs.lay_short_regions(layer, words)
    lay_titled(layer, words, gazetteer)
    _lay_endings(layer, words, gazetteer)
    runs.lay_of_places(layer, words, gazetteer)
    runs.join_places(layer, words, gazetteer)
    runs.lay_given_names(layer, words, gazetteer)
    joined.join_halves(layer, words, gazetteer)
    lay_lowered(layer, words, gazetteer)
    lay_lists(layer, words, gazetteer)
    lay_announced(layer, words)
    lay_seats(layer, words, gazetteer)
    drop_degrees(layer, words)
    return layer, acronyms


def _credible(gazetteer: Gazetteer, words: Words) -> list[Match]:
    """Return the names of the gazetteer that are meant; what is meant once is meant where a sentence begins too."""
    matches = list(gazetteer.names(words))
    meant = {match.known.name for match in matches if is_credible(match, words)}
    return [
        match
        for match in matches
        if is_credible(match, words)
        or (
            match.known.name in meant and words.is_noun(match.first) and not _is_small(match, words)
        )
    ]


def _namesake(match: Match, found: Iterable[Match], words: Words) -> Match:
    """Return MATCH as the country that the text names in full: "Congo" is the "Republic of the Congo" it speaks of."""
    own = words.texts[match.first] == match.known.name  # "Sudan" is not the "South Sudan" beside it
    if match.known.type != "Country" or match.last - match.first > 1 or own:
        return match
    full = {
        other.known.name: other
        for other in found
        if other.known.type == "Country"
        and other.last - other.first > 1
        and words.texts[other.last - 1] == words.texts[match.first]
    }
    if len(full) != 1 or match.known.name in full:
        return match
    return replace(match, known=next(iter(full.values())).known)


def _is_small(match: Match, words: Words) -> bool:
    """Tell whether the text has the first word of MATCH without a capital too."""
    return words.lowers[match.first] in words.small


def is_credible(match: Match, words: Words) -> bool:
    """Tell whether a name of the gazetteer is meant, and no common word that a sentence begins with."""
    first = match.first
    if match.last - first > 1:
        return True
    if first in words.starts or words.in_title(first):
        if words.lowers[first] in words.small or not words.is_noun(first):
            return words.is_acronym(first)
        return words.tags[first].startswith("NNP") or words.is_acronym(first)
    return words.tags[first][:2] not in ("VB", "MD")


def _is_common(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a recognised name is a common noun or a position, for all its capitals: "Bird Flu", "Minister"."""
    first, last = candidate.first, candidate.last
    if _is_of_diseases(candidate, words, gazetteer):
        return True
    for i in range(first, last):
        noun = gazetteer.noun_at(words, i, last)
        if noun is None or noun.last != last:
            continue
        if noun.known.type == "Topic" and candidate.type in ("Person", "Organization"):
            return True
        if i == first and (last - first > 1 or not words.is_acronym(first)):
            return not evidence.has_title(first, words, gazetteer)
    if candidate.type == "PeopleGroup" and not _is_people(words.texts[last - 1]):
        candidate.type = "Place"
        return not kinds.is_listed(words.text(first, last))
    if last - first > 1:
        return False
    return kinds.is_common(words.texts[first], gazetteer.ontology) or _opens(
        first, words, gazetteer
    )


def _is_of_diseases(candidate: Candidate, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a name is that of a strain and of the disease behind it: "H5N1 Bird Flu"."""
    for i in range(candidate.first + 1, candidate.last):
        noun = gazetteer.noun_at(words, i, candidate.last)
        if noun is not None and noun.known.type == "Disease" and noun.last == candidate.last:
            strain = gazetteer.name(words.texts[candidate.first : i])
            return strain is not None and strain.type == "Disease"
    return False


def _opens(first: int, words: Words, gazetteer: Gazetteer) -> bool:
    """Tell whether a word has its capital only because it opens a sentence: "Riot police", "Rebel shelling"."""
    if first not in words.starts or first + 1 >= len(words.texts):
        return False
    ontology = gazetteer.ontology
    word, before_noun = words.lowers[first], words.tags[first + 1] in ("NN", "NNS")
    known = ontology.nouns(word) or ontology.verbs(word) or ontology.noun_kind(word)
    return before_noun and bool(known) and words.doc[first].dep_ in ("compound", "amod", "nmod")


def _is_people(word: str) -> bool:
    """Tell whether WORD looks like the name of a people or of the members of a body."""
    return word[0].isupper() and word.endswith(
        ("s", "an", "ese", "ish", "i", "ic", "ist", "ite", "ard")
    )


def _known(match: Match, surnames: Iterable[str], words: Words, gazetteer: Gazetteer) -> Candidate:
    """Return the candidate of a MATCH; a person of the document goes before a place or a company of that name.

    So does what the user has entered under it, but for a person or a company where a place would stand.
    """
    first, last = match.first, match.last
    known = match.known
    person = last - first == 1 and plain(words.texts[first]) in surnames
    located = evidence.is_located(first, words) or (first > 0 and words.lowers[first - 1] == "of")
    if person and not located:
        return Candidate(first, last, "Person")
    text = words.text(first, last)
    own = gazetteer.known.own_type(text) or known.type
    if own != known.type and not (located and not gazetteer.ontology.is_a(own, "Place")):
        return Candidate(first, last, own)
    if _is_region_of_city(first, text, words):
        return Candidate(first, last, "Region", 1.0, text)
    if known.type == "Country" and _is_town_of_state(last, known.name, words):
        return Candidate(first, last, "City", 1.0, text)
    return Candidate(first, last, known.type, 1.0, known.name, known.key)


def _is_region_of_city(first: int, text: str, words: Words) -> bool:
    """Tell whether a town before a comma makes TEXT a region: "Everett, Washington", "White Plains, New York"."""
    country = places.regions().get(text)
    if country is None:
        return False
    last = first + len(text.split())
    if text in places.english_regions() and words.lowers[last : last + 1] in _OF_STATES:
        return True
    if first < 2 or words.texts[first - 1] != "," or words.lowers[last : last + 1] == ["and"]:
        return False
    if words.texts[first - 2] in _COUNTIES:
        return True
    starts = range(max(0, first - 4), first - 1)
    cities = (places.cities().get(words.text(start, first - 1)) for start in starts)
    return any(city is not None and city[0] == country for city in cities)


def _is_town_of_state(last: int, country: str, words: Words) -> bool:
    """Tell whether a state of another country stands right behind: "lived in Italy, Texas", not "Mexico, Texas and"."""
    behind = words.texts[last : last + 5]
    if behind[:1] != [","] or not evidence.is_located(last - len(country.split()), words):
        return False
    for size in (1, 2):
        state, rest = " ".join(behind[1 : 1 + size]), behind[1 + size : 3 + size]
        owner = places.regions().get(state) if state in places.english_regions() else None
        if owner is not None and places.spellings(owner)[0] != country:
            goes_on = rest[:1] == ["and"] or (
                rest[:1] == [","] and rest[1:2] and rest[1][0].isupper()
            )
            return not goes_on and rest[1:2] != ["and"]
    return False


def _lay(candidate: Candidate, layer: Layer, words: Words) -> None:
    """Lay a recognised name down, unless the gazetteer knows better what stands there."""
    others = layer.over(candidate.first, candidate.last)
    if not others:
        layer.put(candidate)
        return
    covers = all(candidate.first <= o.first and o.last <= candidate.last for o in others)
    length = candidate.last - candidate.first
    if covers and length > max(o.last - o.first for o in others):
        if not _only_locates(candidate, others, words):
            layer.put(candidate)
    elif not covers and length > sum(o.last - o.first for o in others):
        layer.put(candidate)


def _only_locates(candidate: Candidate, others: list[Candidate], words: Words) -> bool:
    """Tell whether the rest of CANDIDATE is a direction or a conjunction: "Northern Iraq", "Iran and Iraq"."""
    if any(o.name is None for o in others):
        return False
    inside = {i for o in others for i in range(o.first, o.last)}
    rest = [words.lowers[i] for i in range(candidate.first, candidate.last) if i not in inside]
    return all(word in DIRECTIONS or word in ("and", ",", "the", "'s", "-") for word in rest)


def _lay_full_name(introduction: Introduction, layer: Layer, words: Words) -> str:
    """Make sure that the full name of an acronym is a name, and return its words."""
    first, last = introduction.first, introduction.last
    others = layer.over(first, last)
    if others and others[-1].last == last:
        owner = others[-1]
        if words.lowers[first - 1] in _OF and owner.first < first:
            return words.joined(
                first, last
            )  # "the Lund office of the | Labour Relations Board (LRB)"
        if owner.first > first:
            owner = Candidate(first, last, owner.type if owner.name is None else "Organization")
            layer.put(owner)
    else:
        owner = Candidate(first, last, "Organization")
        layer.put(owner)
    return words.joined(owner.first, owner.last)


def _lay_endings(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Add the runs of capitalised words whose ending tells what they name."""
    i, end = 0, len(words.texts)
    while i < end:
        if layer.owner[i] is not None or not words.is_name(i) or words.in_title(i):
            i += 1
            continue
        first, last = trim(i, _run_end(i, layer, words), words)
        name = words.texts[first:last]
        kind = _kind(name, gazetteer)
        if kind is None and _are_two(name, gazetteer):
            layer.put(Candidate(first, first + 1, "Person"))
            layer.put(Candidate(last - 1, last, "Person"))
        if kind is not None and is_name(first, last, words) and _is_proper(name):
            candidate = Candidate(first, last, kind)
            if not _is_common(candidate, words, gazetteer):
                layer.put(candidate)
        i = max(last, i + 1)


def _kind(name: Sequence[str], gazetteer: Gazetteer) -> str | None:
    """Return the class that a run of capitalised words tells by its ending, or by a given name before a surname."""
    kind = kinds.of_words(name, gazetteer.ontology)
    is_short = len(name) in (2, 3) and all(word[0].isupper() for word in name)
    if kind is None and is_short and kinds.is_given(name[0], gazetteer.ontology):
        return "Person"
    return kind


def _are_two(name: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Tell whether two given names stand there: "Emily and Rose"."""
    joined = len(name) == 3 and name[1] == "and"
    return joined and all(kinds.is_given(word, gazetteer.ontology) for word in name[::2])


def _is_proper(name: Sequence[str]) -> bool:
    """Tell whether a run has more than one word with a capital."""
    return sum(word[0].isupper() for word in name) > 1


def _run_end(first: int, layer: Layer, words: Words) -> int:
    """Return where the run of capitalised words that begins at FIRST ends; small words may stand in it."""
    last = first + 1
    while last < len(words.texts) and last - first < _LONGEST and layer.owner[last] is None:
        if words.is_name(last):
            last += 1
        elif (
            words.lowers[last] in _INNER
            and last + 1 < len(words.texts)
            and words.is_name(last + 1)
            and layer.owner[last + 1] is None
        ):
            last += 2
        else:
            break
    return last


def spread(layer: Layer, names: Mapping[str, Name], words: Words) -> None:
    """Lay the names of the document wherever their words stand and nothing else was found."""
    index: dict[str, list[Name]] = {}
    for name in names.values():
        index.setdefault(name.words[0], []).append(name)
    for same in index.values():
        same.sort(key=lambda name: -len(name.words))
    for i, word in enumerate(words.texts):
        for name in index.get(word, ()):
            last = i + len(name.words)
            if tuple(words.texts[i:last]) != name.words or not _has_room(i, last, layer):
                continue
            if name.is_given and not _is_bare(i, layer, words):
                continue
            if len(name.words) > 1 or _stands_alone(i, words):
                layer.put(Candidate(i, last, name.type, 0.0))
                break


def _is_bare(i: int, layer: Layer, words: Words) -> bool:
    """Tell whether the given name at I stands alone, and is no part of another name: "Emily", not "Emily Brook"."""
    if not words.is_noun(i) or words.in_title(i):
        return False
    for beside in (i - 1, i + 1):
        if not 0 <= beside < len(words.texts) or (beside < i and i in words.starts):
            continue
        if words.texts[beside] in ("-", "'", "&") or words.lowers[beside] in ("the", "a", "an"):
            return False
        if words.is_name(beside) and (beside > i or beside not in words.starts):
            return False
    return True


def _has_room(first: int, last: int, layer: Layer) -> bool:
    """Tell whether nothing stands on the tokens but pieces of the name."""
    others = layer.over(first, last)
    return all(
        first <= o.first and o.last <= last and o.last - o.first < last - first for o in others
    )


def _stands_alone(i: int, words: Words) -> bool:
    """Tell whether a single word is used as a name here."""
    if words.is_acronym(i):
        return True
    if not words.is_capitalised(i):
        return True
    if i in words.starts or words.in_title(i):
        is_name = words.is_noun(i) or _acts(i, words)
        return is_name and words.lowers[i] not in words.small
    return words.tags[i][:2] not in ("VB", "MD")


def _acts(i: int, words: Words) -> bool:
    """Tell whether a word that is tagged as an adjective or adverb stands right before a verb: "Libous engaged"."""
    behind = words.tags[i + 1 : i + 2]
    return words.tags[i] in _MISTAKEN and any(tag[:2] in ("VB", "MD") for tag in behind)
