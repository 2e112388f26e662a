"""The corpus of the project itself, ``training/corpus``: everything in its sentences is known; Apache-2.0."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from evaluation.corpus import abbreviated
from evaluation.corpusfile import Annotated, Stated, load
from evaluation.corpuswords import Words
from kg.learned.features import WORDS
from kg.model import Status
from kg.ontology import Ontology
from training.examples import Example, Range, parsed, sentence, words_of

SCHEME: Final = "kg"
WRITTEN: Final = "corpus"  # for the corpus itself
REAL: Final = "real"  # printed somewhere
SOURCES: Final = frozenset({WRITTEN, REAL})
_STATUSES: Final = {status: place for place, status in enumerate(Status)}


def examples(folder: Path, nlp: Language, ontology: Ontology) -> Iterator[Example]:
    """Yield one example a sentence, in the part of its passage."""
    found = [
        (passage, annotated)
        for passage in load(folder, ontology)
        for annotated in passage.sentences
    ]
    for doc, (passage, annotated) in zip(
        parsed((a.text for _, a in found), nlp), found, strict=True
    ):
        source = REAL if passage.is_real else WRITTEN
        yield example(doc, annotated, passage.part, ontology, source)


def example(
    doc: Doc, annotated: Annotated, part: str, ontology: Ontology, source: str = WRITTEN
) -> Example:
    """Return what is written down of one sentence, in words."""
    made = Example(
        source, annotated.text, sentence(doc), part, others=1.0, scheme=SCHEME, unpaired=1.0
    )
    places = {
        mark.words: words_of(doc, mark.words.start, mark.words.end) for mark in annotated.marks
    }
    for mark in annotated.marks:
        if (place := places[mark.words]) is not None:
            made.mentions[place] = (mark.type,)
    made.events = dict.fromkeys(range(min(len(doc), WORDS)))
    for stated in annotated.stated:
        ends = _ends(made, doc, stated, places, ontology)
        standing = (_STATUSES[stated.status], stated.ended)
        for label, left, right in ends:
            if left is not None and right is not None and left != right:
                made.say(left, right, label, standing, symmetric=_symmetric(label, ontology))
    if annotated.predicates:
        _predicates(made, doc, annotated)
    return made


def _predicates(made: Example, doc: Doc, annotated: Annotated) -> None:
    """Write down all predicates of a sentence; where it has some, no other word is one.

    Of "it's" that is not known: not all annotators could point at the copula in it.
    """
    made.predicates = {t.i: False for t in doc[:WORDS] if t.text[:1] not in ("'", "’")}
    for each in annotated.predicates:
        trigger = words_of(doc, each.trigger.start, each.trigger.end)
        if trigger is None:
            continue
        word = _main(doc, trigger)
        made.predicates[word] = True
        made.rolesets[word] = each.roleset
        if each.status is not None or word not in made.statuses:
            made.statuses[word] = _STATUSES[each.status or Status.ASSERTED]
        places = [(words_of(doc, w.start, w.end), label) for label, w in each.arguments]
        made.roles[word] = tuple(
            sorted((*place, label) for place, label in places if place and not _covers(place, word))
        )


def _covers(place: Range, word: int) -> bool:
    return place[0] <= word < place[1]


def _ends(
    made: Example,
    doc: Doc,
    stated: Stated,
    places: dict[Words, Range | None],
    ontology: Ontology,
) -> list[tuple[str, Range | None, Range | None]]:
    """Return the roles or the property that are STATED, by words; the word of an event is marked in what is MADE."""
    if stated.trigger is None:
        (_, subject), (_, thing) = stated.roles
        return [(stated.kind, places[subject], places[thing])]
    trigger = words_of(doc, stated.trigger.start, stated.trigger.end)
    if trigger is None:
        return []
    word = _main(doc, trigger)
    made.events[word] = stated.kind
    made.statuses[word] = _STATUSES[stated.status]
    made.predicates[word] = True
    roles = [(role, (word, word + 1), places[words]) for role, words in stated.roles]
    return [*roles, *_short(abbreviated(stated, ontology), places)]


def _short(
    found: Iterator[tuple[str, Words, Words]], places: dict[Words, Range | None]
) -> Iterator[tuple[str, Range | None, Range | None]]:
    for name, subject, object in found:
        yield name, places[subject], places[object]


def _main(doc: Doc, trigger: Range) -> int:
    """Return the word of a TRIGGER that the others of it hang on: of "U.S.-led" the participle."""
    inside = range(*trigger)
    return next(
        (i for i in inside if doc[i].head.i not in inside or doc[i].head.i == i), trigger[0]
    )


def _symmetric(label: str, ontology: Ontology) -> bool:
    return label in ontology.properties and ontology.properties[label].symmetric
