"""From the labels of a property to the words that tell it: verbs, nouns, and properties of ours.

Five shapes of labels are known: a participle with "by" (*acquired by*), a verb with or without a preposition (*plays
for*, *named after*), a noun with "of" behind it (*member of*), a noun of a deed with a place or a time (*launch
site*, *date of birth*), and any other noun (*director*, *record label*, *number of floors*).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kg import vocabulary
from kg.ontology.own import labels
from kg.ontology.own.labels import deeds, doer, doers_of, done_to, singular, verbal
from kg.ontology.own.literals import NUMBERS, TEXTS, TIMES
from kg.ontology.own.terms import WHEN, WHERE, Kind, Wording

_OPTIONAL: Final = vocabulary.words("wordings", "optional")
_COPULAS: Final = vocabulary.words("wordings", "copulas")
_COUNTS: Final = vocabulary.words("wordings", "counts")
_PLACE_NOUNS: Final = vocabulary.words("wordings", "places")
_TIME_NOUNS: Final = vocabulary.words("wordings", "times")
_PASSIVES: Final = vocabulary.words("wordings", "passives")
_OTHERS: Final = vocabulary.table("wordings", "others")
_TELLS: Final = vocabulary.table("wordings", "tells")
_BEGINNINGS: Final = vocabulary.table("wordings", "beginnings")
_ENDS: Final = vocabulary.table("wordings", "ends")
_MEASURES: Final = vocabulary.table("wordings", "measures")
_EXTENTS: Final = vocabulary.table("wordings", "extents")
_OURS: Final = vocabulary.table("wordings", "ours")
_TURNED: Final = vocabulary.table("wordings", "ours_inverse")
_OF_POSITIONS: Final = vocabulary.words("wordings", "of_positions")
_POSITIONS: Final = vocabulary.words("sports", "players") | vocabulary.words("sports", "positions")
_CALLED: Final = {
    verb: (*nouns.split(), *(sorted(_POSITIONS) if "player" in nouns.split() else ()))
    for verb, nouns in vocabulary.table("wordings", "called").items()
}
_ALSO: Final = vocabulary.table("wordings", "also")
SURE: Final = 0.8
_SAME: Final = 0.85
_OTHER: Final = 0.75  # of the score: a verb that a table says means the same
_SUBJECT: Final = "subject"
_OBJECT: Final = "object"
_BEARER: Final = "bearer"
_OF_PLACES: Final = frozenset({"at", "from", "in", "near", "on"})
_OWNERS: Final = ("poss", "of", "compound", "for", "at", "in", "to", "from", "on", "with")


@dataclass(frozen=True, slots=True)
class Range:
    """What the values of a property are: times, numbers, places, or else."""

    times: bool = False
    numbers: bool = False
    places: bool = False
    texts: bool = False
    nouns: frozenset[str] = frozenset()  # the last words of the labels of their classes

    @property
    def things(self) -> bool:
        """Whether they are things, and no places."""
        return not (self.times or self.numbers or self.places or self.texts)

    @classmethod
    def of(
        cls, datatypes: Iterable[str], kinds: Iterable[str], is_place: Callable[[str], bool]
    ) -> "Range":
        """Return what values of DATATYPES, or things of these KINDS among our classes, are."""
        own, things = set(datatypes), list(kinds)
        return cls(
            times=bool(own & TIMES) or things == ["Time"],
            numbers=bool(own & NUMBERS) or things == ["Quantity"],
            places=bool(things) and all(map(is_place, things)),
            texts=bool(own & TEXTS),
        )


def read(name: str, known: Iterable[tuple[str, str]], values: Range) -> tuple[Wording, ...]:
    """Return the words that tell the property NAME, whose labels are KNOWN and whose values are such as VALUES.

    Each label comes with the words for where it stands.

    >>> [(w.kind.value, w.word, w.subject, w.object) for w in read("x", [("acquired by", "label")], Range())][:2]
    [('same', 'acquired', ('object',), ('subject',)), ('verb', 'acquire', ('object',), ('subject', 'by'))]
    """
    found = (
        replace(wording, term=name, because=f'{place} "{label}"{wording.because}')
        for label, place in known
        for wording in _of_label(labels.words(label), values)
    )
    return tuple(surest(found))


def surest(found: Iterable[Wording]) -> list[Wording]:
    """Return each wording of FOUND once, as sure as its surest reading."""
    best: dict[object, Wording] = {}
    for each in found:
        key = each.term, each.kind, each.word, each.before, each.subject, each.object
        if key not in best or best[key].score < each.score:
            best[key] = each
    return list(best.values())


def by_word(wordings: Iterable[Wording]) -> dict[str, tuple[Wording, ...]]:
    """Return WORDINGS by their words."""
    found: dict[str, list[Wording]] = defaultdict(list)
    for wording in wordings:
        found[wording.word].append(wording)
    return {word: tuple(own) for word, own in found.items()}


def _of_label(words: tuple[str, ...], values: Range) -> Iterator[Wording]:
    if not words:
        return
    yield from _same(words)
    words = _without_copulas(words)
    if not words:
        return
    if len(words) > 1 and words[0] in _OPTIONAL:
        yield from _of_label(words[1:], values)
    if words[-1] in _prepositions() and len(words) > 1:
        yield from _with_preposition(words[:-1], words[-1], values)
    elif "of" in words[1:-1]:
        cut = words.index("of")
        yield from _noun_of(words[:cut], words[cut + 1 :], values)
    elif cut := next((i for i, word in enumerate(words[:-1]) if i and word in _prepositions()), 0):
        yield from _noun(words[:cut], values)
    elif len(words) == 1 and (verb := verbal(words[0])) is not None and not _is_time(words[0]):
        yield from _bare_verb(words[0], verb, values)
    else:
        yield from _noun(words, values)


def _prepositions() -> frozenset[str]:
    return frozenset(
        "about after against as at before by for from in into of on onto over to under with within".split()
    )


def _without_copulas(words: tuple[str, ...]) -> tuple[str, ...]:
    first = next((i for i, word in enumerate(words) if word not in _COPULAS), len(words))
    return words[first:]


def _same(words: tuple[str, ...]) -> Iterator[Wording]:
    """Yield the properties of ours that mean the same."""
    told = {" ".join(words), " ".join(_without_copulas(words))}
    for table, ends in ((_OURS, (_SUBJECT, _OBJECT)), (_TURNED, (_OBJECT, _SUBJECT))):
        for ours, phrases in table.items():
            every = {each.strip() for each in phrases.split(",")}
            if table is _OURS:
                every.add(" ".join(labels.words(ours)))
            if told & every:
                found = _wording(Kind.SAME, ours, ends[:1], ends[1:], _SAME, f", as kg:{ours}")
                yield replace(found, among=_POSITIONS if told & _OF_POSITIONS else frozenset())


def _wording(
    kind: Kind,
    word: str,
    subject: tuple[str, ...],
    object: tuple[str, ...],
    score: float,
    because: str = "",
    before: tuple[str, ...] = (),
) -> Wording:
    return Wording(
        term="",
        kind=kind,
        word=word,
        before=before,
        subject=subject,
        object=object,
        score=score,
        because=because,
    )


def _verbs(
    lemma: str, subject: tuple[str, ...], object: tuple[str, ...], score: float = SURE
) -> Iterator[Wording]:
    """Yield the verb LEMMA and those that say the same of its SUBJECT and OBJECT."""
    yield _wording(Kind.VERB, lemma, subject, object, score)
    others = _OTHERS.get(lemma, "")
    for other in filter(None, (each.strip() for each in others.split(","))):
        yield _wording(
            Kind.VERB,
            other,
            subject,
            object,
            score * _OTHER,
            f", as {lemma!r} may be said {other!r}",
        )


def _with_preposition(
    before: tuple[str, ...], preposition: str, values: Range
) -> Iterator[Wording]:
    first = verbal(before[0]) if len(before) > 1 else None
    verb = verbal(before[-1])
    is_noun = verb is None or (verb.form == "base" and doer(before[-1]) is not None)
    of_noun = verb is not None and (verb.form == "base" or before[-1] in deeds())  # "part of"
    if first is not None and not verbal_only(before[-1]):
        yield from _phrase(first.lemma, before[1:], preposition)
    elif preposition == "of" and (is_noun or of_noun):
        yield from _noun_of(before, (), values)
    elif verb is None or is_noun:
        by = preposition == "by"  # "lyrics by"
        yield from _verbs_by(before[-1]) if by else _titled(before, (preposition,))
    else:
        yield from _verb(verb, preposition, values)


def _verb(verb: labels.Verbal, preposition: str, values: Range) -> Iterator[Wording]:
    """Yield what a verb with a preposition tells: "acquired by", "born in", "plays for"."""
    where = (WHERE,) if values.places and preposition in _OF_PLACES else ()
    behind = (WHEN,) if values.times else (preposition, *where)
    if preposition == "by" and verb.form == "ed":
        yield from _verbs(verb.lemma, (_OBJECT,), (_SUBJECT, "by"))
        yield from _called(verb.lemma, inverse=True)
    else:
        subject = (_OBJECT, _SUBJECT) if verb.form == "ed" else (_SUBJECT,)
        yield from _verbs(verb.lemma, subject, behind)
        yield from _read_tells(f"{verb.lemma} {preposition}", _ALSO)
        yield from _called(f"{verb.lemma} {preposition}")


def _called(verb: str, *, inverse: bool = False) -> Iterator[Wording]:
    """Yield the nouns for who does what a VERB tells: a club's captain plays for it, its owner owns it."""
    for noun in (*_CALLED.get(verb, ()), *doers_of(verb)):
        ends: tuple[tuple[str, ...], tuple[str, ...]] = ((_BEARER,), _OWNERS)
        because = f", as who does is called {noun!r}"
        yield _wording(Kind.NOUN, noun, *(ends[::-1] if inverse else ends), SURE * _OTHER, because)


def verbal_only(word: str) -> bool:
    """Tell whether WORD is a form of a verb and no noun: "located", not "sanctions"."""
    found = verbal(word)
    return found is not None and found.form in ("ed", "ing")


def _phrase(lemma: str, behind: tuple[str, ...], preposition: str) -> Iterator[Wording]:
    """Yield a verb with what completes it: "pleaded guilty to", "imposes sanctions on"."""
    yield _wording(Kind.VERB, f"{lemma} {singular(behind[-1])}", (_SUBJECT,), (preposition,), SURE)


def _verbs_by(noun: str) -> Iterator[Wording]:
    verb = deeds().get(singular(noun))
    if verb is not None:
        yield from _verbs(verb, (_OBJECT,), (_SUBJECT, "by"))


def _bare_verb(word: str, verb: labels.Verbal, values: Range) -> Iterator[Wording]:
    """Yield what a verb alone tells: whom one acquired, when it was established, where it is headquartered."""
    if values.times:
        yield from _verbs(verb.lemma, (_OBJECT, _SUBJECT), (WHEN,))
    elif values.places and verb.form == "ed":
        yield from _verbs(verb.lemma, (_OBJECT, _SUBJECT), (WHERE,), SURE * _OTHER)
        yield from _verbs(verb.lemma, (_SUBJECT,), (_OBJECT,))
    elif verb.form == "base" and values.texts:
        yield from _noun((word,), values)
    elif verb.form == "base" and word in deeds():
        yield from _noun((word,), values)
        yield from _verbs(verb.lemma, (_SUBJECT,), (_OBJECT,))
    else:
        yield from _verbs(verb.lemma, (_SUBJECT,), (_OBJECT,))
        if values.things:
            yield from _called(verb.lemma)
        if verb.form == "base":
            yield from _noun((word,), values)


def _noun_of(noun: tuple[str, ...], behind: tuple[str, ...], values: Range) -> Iterator[Wording]:
    """Yield what "member of", "date of birth", "number of floors", "capital of country" tell."""
    head = singular(noun[-1])
    if behind and head in _COUNTS:
        yield from _number((*noun[:-1], *behind))
    elif behind and (_is_place(head) or _is_time(head)):
        yield from _noun((*behind, head), values)
    else:
        is_value = bool(behind) and head in values.nouns and behind[-1] not in values.nouns
        if is_value:  # "country of citizenship"
            yield from _noun((*behind, head), values)
            return
        yield from _titled(noun, ("of", "poss", "compound", "for", "in", "at", "to"))
        if len(noun) == 1 and not behind:
            yield from map(_turned, _read_tells(head, _TELLS))
        if (verb := doer(head)) is not None:
            yield from _verbs(verb, (_SUBJECT,), (_OBJECT,))


def _titled(noun: tuple[str, ...], functions: tuple[str, ...]) -> Iterator[Wording]:
    """Yield that the subject is called so and the object stands in one of FUNCTIONS to it: the capital of Peru."""
    yield _wording(Kind.NOUN, singular(noun[-1]), (_BEARER,), functions, SURE, before=noun[:-1])


def _is_place(noun: str) -> bool:
    return noun in _PLACE_NOUNS


def _is_time(noun: str) -> bool:
    return noun in _TIME_NOUNS


def _noun(words: tuple[str, ...], values: Range) -> Iterator[Wording]:
    head, before = singular(words[-1]), words[:-1]
    if values.numbers or head in _COUNTS:
        yield from _number(words)
        return
    of_times, of_places = _is_time(head), _is_place(head)
    if before and (of_times or of_places):
        yield from _of_deed(before, (WHEN,) if of_times else (WHERE,))
    elif values.times or values.places:
        yield from _of_deed(words, (WHEN,) if values.times else (WHERE,))
    if values.times and not before and of_times:
        return  # "date" says nothing of what
    yield _wording(Kind.NOUN, head, _OWNERS, (_BEARER,), SURE, before=before)
    if not before or not (of_places or of_times):
        whole = " ".join((*before, head))
        yield from _tells(whole if whole in _TELLS else head)
    yield from _behind_noun(head, alone=not before and values.things)


def _behind_noun(head: str, *, alone: bool) -> Iterator[Wording]:
    """Yield the verbs that stand behind a noun: to direct behind "director", to employ behind "employee"."""
    if (verb := doer(head)) is not None:
        yield from _verbs(verb, (_OBJECT,), (_SUBJECT, "by"))
    elif (verb := done_to(head)) is not None:
        yield from _verbs(verb, (_SUBJECT,), (_OBJECT,))
    elif alone and (verb := deeds().get(head)) is not None:
        yield from _verbs(verb, (_SUBJECT,), (_OBJECT,), SURE * _OTHER)


def _turned(wording: Wording) -> Wording:
    return replace(wording, subject=wording.object, object=wording.subject)


def _tells(noun: str) -> Iterator[Wording]:
    """Yield the verbs that say of something that it has what a NOUN names: a club's players play for it."""
    yield from _read_tells(noun, _TELLS)


def _read_tells(noun: str, table: Mapping[str, str]) -> Iterator[Wording]:
    """Yield the verbs that a TABLE has for a NOUN or for a verb with its preposition, from the thing to the value."""
    for told in filter(None, (each.strip() for each in table.get(noun, "").split(","))):
        ends: tuple[tuple[str, ...], tuple[str, ...]] = ((_SUBJECT,), (_OBJECT,))
        verb = told.removeprefix("< ")
        *lemma, last = verb.split()
        if lemma and last in _prepositions():
            verb, ends = " ".join(lemma), (ends[0], (last,))
        if (
            verbal(verb.split()[0]) is not None
            and verb.split()[0] in _PASSIVES
            and last in _prepositions()
        ):
            ends = ((_OBJECT, _SUBJECT), ends[1])
        if told.startswith("< "):
            ends = ends[::-1]
        yield _wording(Kind.VERB, verb, *ends, SURE * _OTHER, f", as {noun!r} is told by {verb!r}")


def _of_deed(words: tuple[str, ...], end: tuple[str, ...]) -> Iterator[Wording]:
    """Yield the verbs of a deed whose time or place, at END, a label names: "birth", "building start", "launched"."""
    for table in (_BEGINNINGS, _ENDS):
        told = table.get(words[-1], "")
        for each in filter(None, (verb.strip() for verb in told.split(","))):
            yield _wording(Kind.VERB, each, (_OBJECT, _SUBJECT), end, SURE * _OTHER)
    known = [verb for word in words if (verb := deeds().get(singular(word)))]
    formed = [
        found.lemma for word in words if (found := verbal(word)) and found.form in ("ed", "ing")
    ]
    for lemma in dict.fromkeys((*known, *formed)):
        yield from _verbs(lemma, (_OBJECT, _SUBJECT), end)


def _number(words: tuple[str, ...]) -> Iterator[Wording]:
    """Yield the nouns that a number stands with, the adjectives and verbs that tell a measure."""
    kept = tuple(word for word in words if singular(word) not in _COUNTS) or words
    head, before = singular(kept[-1]), kept[:-1]
    # "Two employees of the firm" are some of them; "its 5,000 employees" are all.
    is_count = kept != words or head != kept[-1]
    owners = ("poss",) if is_count else _OWNERS
    yield _wording(Kind.NUMBER, head, owners, ("number",), SURE, before=before)
    for table, kind in ((_MEASURES, Kind.VERB), (_EXTENTS, Kind.NUMBER)):
        for word in table.get(head, "").split():
            yield _wording(kind, word, (_SUBJECT,), ("number",), SURE * _OTHER)
