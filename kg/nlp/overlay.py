"""Which names stand in the text: spaCy's, the gazetteer's, and those that titles and endings give away."""

from collections.abc import Iterable, Mapping
from typing import Final

from kg.nlp import evidence, kinds
from kg.nlp.acronyms import Introduction, introductions
from kg.nlp.gazetteer import Gazetteer, Match
from kg.nlp.layer import Layer
from kg.nlp.names import Name
from kg.nlp.places import plain
from kg.nlp.spans import Candidate, candidates, is_name, trim
from kg.nlp.words import Words

_DIRECTIONS: Final = frozenset(
    "north south east west northern southern eastern western central upper lower mainland "
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern".split()
)
_INNER: Final = frozenset({"of", "the", "and", "for", "&", "-", "de", "'s"})
_LONGEST: Final = 8  # words of a name that only its ending gives away


def lay_names(words: Words, gazetteer: Gazetteer) -> tuple[Layer, dict[str, str]]:
    """Return the names in the text, and the acronyms that it introduces with their full names."""
    layer = Layer(len(words.texts))
    introduced = list(introductions(words))
    short = {introduction.acronym for introduction in introduced}
    known = [
        m
        for m in gazetteer.names(words)
        if is_credible(m, words) and words.text(m.first, m.last) not in short
    ]
    recognised = candidates(words, gazetteer)
    surnames = {
        plain(words.texts[c.last - 1])
        for c in recognised
        if c.type == "Person" and c.last - c.first > 1 and not words.in_title(c.first)
    }
    for match in known:
        layer.put(_known(match, surnames, words))
    for candidate in recognised:
        _lay(candidate, layer, words)
    acronyms = {i.acronym: _lay_full_name(i, layer, words) for i in introduced}
    _lay_titled(layer, words, gazetteer)
    _lay_endings(layer, words, gazetteer)
    return layer, acronyms


def is_credible(match: Match, words: Words) -> bool:
    """Tell whether a name of the gazetteer is meant, and no common word that a sentence begins with."""
    first = match.first
    if match.last - first > 1:
        return True
    if first in words.starts or words.in_title(first):
        if words.lowers[first] in words.small or not words.is_noun(first):
            return words.texts[first].isupper() and not words.in_title(first)
        return words.tags[first].startswith("NNP") or words.texts[first].isupper()
    return words.tags[first][:2] not in ("VB", "MD")


def _known(match: Match, surnames: Iterable[str], words: Words) -> Candidate:
    """Return the candidate of a MATCH; a person of the document goes before a place or a company of that name."""
    first, last = match.first, match.last
    known = match.known
    person = last - first == 1 and plain(words.texts[first]) in surnames
    if person and not evidence.is_located(first, words):
        return Candidate(first, last, "Person")
    return Candidate(first, last, known.type, 1.0, known.name, known.key)


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
    return all(word in _DIRECTIONS or word in ("and", ",", "the", "'s", "-") for word in rest)


def _lay_full_name(introduction: Introduction, layer: Layer, words: Words) -> str:
    """Make sure that the full name of an acronym is a name, and return it as it is written."""
    first, last = introduction.first, introduction.last
    others = layer.over(first, last)
    if others and others[-1].last == last:
        owner = others[-1]
        if owner.first > first:
            owner = Candidate(first, last, owner.type if owner.name is None else "Organization")
            layer.put(owner)
    else:
        owner = Candidate(first, last, "Organization")
        layer.put(owner)
    return words.text(owner.first, owner.last)


def _lay_titled(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Add the persons that a title or position gives away: "Secretary Francisco Duque"."""
    i, end = 1, len(words.texts)
    while i < end:
        if layer.owner[i] is not None or not words.is_name(i) or words.in_title(i):
            i += 1
            continue
        if not evidence.has_title(i, words, gazetteer) or _is_lowered(i - 1, words):
            i += 1
            continue
        last = i
        while last < end and words.is_name(last) and layer.owner[last] is None and last - i < 4:
            last += 1
        if gazetteer.noun_at(words, i, last) is None and is_name(i, last, words):
            layer.put(Candidate(i, last, "Person"))
        i = max(last, i + 1)


def _is_lowered(i: int, words: Words) -> bool:
    """Tell whether a word before a name is a plural or a common noun that may be anything's."""
    return words.tags[i] == "NNS" and not words.is_capitalised(i)


def _lay_endings(layer: Layer, words: Words, gazetteer: Gazetteer) -> None:
    """Add the runs of capitalised words whose ending tells what they name."""
    i, end = 0, len(words.texts)
    while i < end:
        if layer.owner[i] is not None or not words.is_name(i) or words.in_title(i):
            i += 1
            continue
        first, last = trim(i, _run_end(i, layer, words), words)
        name = words.texts[first:last]
        kind = kinds.of_words(name, gazetteer.ontology) if len(name) > 1 else None
        if kind is not None and is_name(first, last, words) and _is_proper(name):
            layer.put(Candidate(first, last, kind))
        i = max(last, i + 1)


def _is_proper(name: list[str] | object) -> bool:
    """Tell whether a run has more than one word with a capital."""
    words = list(name) if isinstance(name, list) else []
    return sum(word[0].isupper() for word in words) > 1


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
        if layer.owner[i] is not None or word not in index:
            continue
        for name in index[word]:
            last = i + len(name.words)
            if tuple(words.texts[i:last]) == name.words and layer.is_free(i, last):
                if len(name.words) > 1 or _stands_alone(i, words):
                    layer.put(Candidate(i, last, name.type, 0.0))
                    break


def _stands_alone(i: int, words: Words) -> bool:
    """Tell whether a single word is used as a name here."""
    if words.texts[i].isupper() and len(words.texts[i]) > 1:
        return not words.in_title(i) or words.is_noun(i)
    if not words.is_capitalised(i):
        return True
    if i in words.starts or words.in_title(i):
        return words.is_noun(i) and words.lowers[i] not in words.small
    return words.tags[i][:2] not in ("VB", "MD")
