"""Speech that shows on the surface: between quotation marks, or before a *…, officials said*; and who says it.

Parsers often lose the content of a speech verb at the end of its sentence; the comma in front of *officials said*
does not get lost, so it is read here beside the tree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.cues import source, speaks
from kg.extract.reading import Reading

_MARK: Final = '"'
# Shorter quotations without a verb are words held at a distance, not speech: the "peace" plan.
_SPEECH_TOKENS: Final = 4
_FAR: Final = 4  # paragraphs


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens FIRST up to, not including, LAST between two quotation marks, and the verb that introduces them."""

    first: int
    last: int
    cue: int | None  # the token of the speech verb, where one was found
    speaker: int | None  # the token of the speaker's head


def quotations(reading: Reading) -> tuple[Quotation, ...]:
    """Return the direct speech of a document, each stretch with its speaker where the text tells one."""
    found: list[Quotation] = []
    for first, last in _stretches(reading.doc, reading.layers.paragraphs):
        if not _is_speech(reading.doc, first, last):
            continue
        cue = _cue(reading, first, last)
        if cue is not None:
            found.append(Quotation(first, last, cue.i, _speaker(cue)))
        else:
            found.append(_continued(reading, found, first, last))
    return tuple(found)


def statements(reading: Reading) -> tuple[Quotation, ...]:
    """Return the statements that "… said:" announces and that nothing marks but their paragraphs.

    Press releases do so. Such a statement goes on until quotation marks or another one who speaks.
    """
    paragraphs = reading.layers.paragraphs
    ends = [*paragraphs[1:], len(reading.doc)]
    found: list[Quotation] = []
    opened: Token | None = None
    for start, end in zip(paragraphs, ends, strict=True):
        announced = _announcing(reading, start, end)
        if announced is not None or _marks(reading.doc, start, end):
            opened = announced
        elif opened is not None:
            found.append(Quotation(start, end, opened.i, _speaker(opened)))
    return tuple(found)


def _announcing(reading: Reading, start: int, end: int) -> Token | None:
    """Return the speech verb of a paragraph that ends with a colon."""
    if reading.doc[end - 1].text != ":":
        return None
    spoken = [t for t in reading.doc[start:end] if t.pos_ == "VERB" and speaks(reading, t)]
    return spoken[-1] if spoken else None


def asides(reading: Reading) -> tuple[Quotation, ...]:
    """Return what "…, officials said" and "according to officials" cover."""
    found: list[Quotation] = []
    for token in reading.doc:
        if token.lower_ == "according":
            found.extend(_source(token))
        elif token.pos_ == "VERB" and _is_aside(token) and speaks(reading, token):
            found.extend(_covered(token))
    return tuple(found)


def _source(according: Token) -> Iterator[Quotation]:
    """Return the whole sentence around "according to X": which clause it covers, no reader can tell."""
    for below in according.subtree:
        if below.dep_ == "pobj" and below.head.lower_ == "to":
            sent = according.sent
            yield Quotation(sent.start, sent.end, according.i, below.i)
            return


def _is_aside(verb: Token) -> bool:
    """Tell whether VERB looks back at what it reports: no content of its own behind it."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    return not any(child.dep_ in ("ccomp", "xcomp", "dobj", "mark") for child in verb.rights)


def _covered(verb: Token) -> Iterator[Quotation]:
    """Return what stands before the comma of an aside, and behind the one that closes it."""
    doc, sent = verb.doc, verb.sent
    subject = source(verb)
    if subject is None or subject.head != verb:
        return
    begin = min(subject.left_edge.i, verb.i)
    if begin - 1 <= sent.start or doc[begin - 1].text not in (",", _MARK):
        return
    yield Quotation(sent.start, begin - 1, verb.i, subject.i)
    after = next(
        (i for i in range(max(verb.i, subject.i) + 1, sent.end) if doc[i].text == ","), None
    )
    if after is not None and after + 1 < sent.end:
        yield Quotation(after + 1, sent.end, verb.i, subject.i)


def _stretches(doc: Doc, paragraphs: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Return the token ranges between marks.

    A quotation left open ends with its paragraph; if a later one closes before it opens, it went on until there.
    """
    ends = [*paragraphs[1:], len(doc)]
    waiting: list[
        tuple[int, int]
    ] = []  # since a quotation was left open: paragraphs without a mark
    left_open = False
    for start, end in zip(paragraphs, ends, strict=True):
        marks = _marks(doc, start, end)
        if left_open and not marks and len(waiting) < _FAR:
            waiting.append((start, end))
            continue
        opened = None
        if left_open and _closes_first(doc, start, end, marks):
            yield from waiting
            opened = start
        waiting.clear()
        for mark in marks:
            if opened is None:
                opened = mark + 1
            else:
                yield opened, mark
                opened = None
        left_open = opened is not None
        if opened is not None:
            yield opened, end


def _marks(doc: Doc, start: int, end: int) -> list[int]:
    """Return the tokens that are quotation marks: double ones, or single ones where there are no double ones."""
    double = [token.i for token in doc[start:end] if token.text == _MARK]
    return double or [
        token.i for token in doc[start:end] if token.text == "'" and token.tag_ in ("``", "''")
    ]


def _closes_first(doc: Doc, start: int, end: int, marks: list[int]) -> bool:
    """Tell whether the first of the MARKS of a paragraph stands behind a word and not before one."""
    if not marks or marks[0] == start:
        return False
    mark = doc[marks[0]]
    return not doc[mark.i - 1].whitespace_ and (bool(mark.whitespace_) or mark.i + 1 == end)


def _is_speech(doc: Doc, first: int, last: int) -> bool:
    if last - first < _SPEECH_TOKENS:
        return False
    return any(token.pos_ in ("VERB", "AUX") for token in doc[first:last])


def _cue(reading: Reading, first: int, last: int) -> Token | None:
    """Return the speech verb outside the marks in a sentence that the quotation touches."""
    doc = reading.doc
    sentences = {
        doc[first].sent.start: doc[first].sent,
        doc[last - 1].sent.start: doc[last - 1].sent,
    }
    after = doc[last + 1] if last + 1 < len(doc) and doc[last].text == _MARK else None
    if after is not None and not after.is_sent_start:
        sentences[after.sent.start] = after.sent
    candidates = [
        token
        for sent in sentences.values()
        for token in sent
        if not first <= token.i < last and token.pos_ == "VERB" and speaks(reading, token)
    ]
    return min(
        candidates, key=lambda token: (_distance(token.i, first, last), token.i), default=None
    )


def _distance(i: int, first: int, last: int) -> int:
    return first - i if i < first else i - last


def _speaker(cue: Token) -> int | None:
    head = source(cue)
    return head.i if head is not None else None


def _continued(reading: Reading, before: list[Quotation], first: int, last: int) -> Quotation:
    """Return a quotation without a verb of its own: it goes on from the one before it."""
    if before:
        previous = before[-1]
        between = [start for start in reading.layers.paragraphs if previous.last <= start <= first]
        sentences = sum(1 for token in reading.doc[previous.last : first] if token.is_sent_start)
        if len(between) <= 1 and sentences <= 2:
            return Quotation(first, last, previous.cue, previous.speaker)
    return Quotation(first, last, None, None)


def by_token(stretches: Iterable[Quotation]) -> dict[int, Quotation]:
    """Return the stretch that each token stands in."""
    return {i: stretch for stretch in stretches for i in range(stretch.first, stretch.last)}
