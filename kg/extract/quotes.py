"""Speech that shows on the surface: between quotation marks, or before a *…, officials said*; and who says it.

Parsers often lose the content of a speech verb at the end of its sentence; the comma in front of *officials said*
does not get lost, so it is read here beside the tree.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Token

from kg.extract.cues import source, speaks
from kg.extract.labels import labelled, signature
from kg.extract.marks import MARK, Quotation, bounds, by_token, marks, stretches
from kg.extract.reading import Reading

# Shorter quotations without a verb are words held at a distance, not speech: the "peace" plan.
_SPEECH_TOKENS: Final = 4


def quotations(reading: Reading) -> tuple[Quotation, ...]:
    """Return the direct speech of a document, each stretch with its speaker where the text tells one."""
    found = list(labelled(reading))
    taken = by_token(found)
    for first, last in stretches(reading.doc, reading.layers.paragraphs):
        if first in taken:
            continue
        if (signed := signature(reading, last)) is not None:
            dash, name = signed
            found.append(Quotation(first, last, dash.i, name.i))
            continue
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
    found: list[Quotation] = []
    opened: Token | None = None
    for start, end in bounds(reading.doc, reading.layers.paragraphs):
        announced = _announcing(reading, start, end)
        if announced is not None or marks(reading.doc, start, end):
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
    if begin - 1 <= sent.start or doc[begin - 1].text not in (",", MARK):
        return
    yield Quotation(sent.start, begin - 1, verb.i, subject.i)
    after = next(
        (i for i in range(max(verb.i, subject.i) + 1, sent.end) if doc[i].text == ","), None
    )
    if after is not None and after + 1 < sent.end:
        yield Quotation(after + 1, sent.end, verb.i, subject.i)


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
    after = doc[last + 1] if last + 1 < len(doc) and doc[last].text == MARK else None
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
