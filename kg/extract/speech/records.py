"""Court papers whose word goes on over the sentences behind theirs.

*According to the indictment, Berg ran a ring. He sold papers.*: that he sold papers is the prosecutors' word as well,
until the outlet tells what the court did. Of *According to evidence presented at trial:* it is the next paragraph.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from spacy.tokens import Span, Token

from kg import vocabulary
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.syntax import is_finite
from kg.extract.reading import Reading
from kg.extract.speech.cues import source, speaks
from kg.extract.speech.quotemarks import MARK, Quotation, bounds

_ACCUSING: Final = vocabulary.words("speech", "accusing_papers")
_PAPERS: Final = vocabulary.words("speech", "court_papers") | _ACCUSING
_SETTLING: Final = vocabulary.words("speech", "settling")
_STEPS: Final = vocabulary.words("speech", "steps_of_courts") | _SETTLING


def records(reading: Reading) -> Iterator[Quotation]:
    """Yield the sentences that go on telling what a court paper says.

    Behind a colon all that follows in the paragraph does, else what is about the same people; and there a paper that
    is no accusation only where nobody has pleaded or was convicted.
    """
    settled = any(token.lemma_ in _SETTLING for token in reading.doc if token.pos_ == "VERB")
    sentences = list(reading.doc.sents)
    starts = [sentence.start for sentence in sentences]
    paragraphs = [
        sentences[bisect_left(starts, start) : bisect_left(starts, end)]
        for start, end in bounds(reading.doc, reading.layers.paragraphs)
    ]
    for paragraph, following in pairwise([*paragraphs, []]):
        for place, sentence in enumerate(paragraph):
            if (found := _paper(reading, sentence)) is None:
                continue
            cue, paper = found
            behind = paragraph[place + 1 :]
            if sentence.text.rstrip().endswith(":"):
                yield from _covered(reading, behind or following, cue, paper)
            elif not settled or paper.lemma_.lower() in _ACCUSING:
                yield from _covered(reading, _about(sentence, behind), cue, paper)


def _paper(reading: Reading, sentence: Span) -> tuple[Token, Token] | None:
    """Return the cue and the head of the court paper that a SENTENCE begins with: "The complaint says"."""
    words = [token for token in sentence if not token.is_space]
    if not words:
        return None
    if words[0].lower_ == "according":
        below = (t for t in words[0].subtree if t.dep_ == "pobj" and t.head.lower_ == "to")
        paper = next(below, None)
        return (words[0], paper) if paper is not None and _is_paper(paper) else None
    verb = sentence.root
    if verb.pos_ != "VERB" or not speaks(reading, verb):
        return None
    paper = source(verb)
    return (verb, paper) if paper is not None and _is_paper(paper) else None


def _is_paper(noun: Token) -> bool:
    """Tell whether a NOUN, or one that it is joined to, is a paper of a court."""
    return any(each.lemma_.lower() in _PAPERS for each in (noun, *noun.conjuncts))


def _covered(
    reading: Reading, sentences: Iterable[Span], cue: Token, paper: Token
) -> Iterator[Quotation]:
    """Yield those of the SENTENCES that go on: each tells what happened, and nobody else speaks in it."""
    for sentence in sentences:
        if not _goes_on(reading, sentence):
            return
        yield Quotation(sentence.start, sentence.end, cue.i, paper.i)


def _about(first: Span, behind: Iterable[Span]) -> Iterator[Span]:
    """Yield the sentences BEHIND the FIRST while they go on about what was told: by pronoun or by noun."""
    told = {token.lemma_ for token in first}
    for sentence in behind:
        subject = next((child for child in sentence.root.lefts if child.dep_ in SUBJECTS), None)
        if subject is None or not (subject.pos_ == "PRON" or subject.lemma_ in told):
            return
        told.update(token.lemma_ for token in sentence)
        yield sentence


def _goes_on(reading: Reading, sentence: Span) -> bool:
    """Tell whether a SENTENCE tells in the past what no court did, and gives it to nobody."""
    verb = sentence.root
    if verb.pos_ not in ("VERB", "AUX") or not is_finite(verb) or not _is_past(verb):
        return False
    if verb.lemma_ in _STEPS or any(t.text == MARK or t.lower_ == "according" for t in sentence):
        return False
    spoken = (t for t in sentence if t.pos_ == "VERB" and t.dep_ != "relcl" and speaks(reading, t))
    return not any(map(_has_subject, spoken))


def _is_past(verb: Token) -> bool:
    """Tell whether VERB, or the first of its auxiliaries, stands in the past."""
    helpers = [child for child in verb.lefts if child.dep_ in ("aux", "auxpass")]
    return (helpers[0] if helpers else verb).tag_ == "VBD"


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.children)
