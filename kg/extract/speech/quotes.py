"""Speech that shows on the surface: between quotation marks, or before a *…, officials said*; and who says it.

Parsers often lose the content of a speech verb at the end of its sentence; the comma in front of *officials said*
does not get lost, so it is read here beside the tree.
"""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Doc, Span, Token

from kg import vocabulary
from kg.extract.grammar.syntax import is_finite
from kg.extract.reading import Reading
from kg.extract.speech.background import describes
from kg.extract.speech.cues import introduces, source, speaks
from kg.extract.speech.labels import labelled, signature
from kg.extract.speech.parentheses import parentheses
from kg.extract.speech.quotemarks import MARK, Quotation, bounds, by_token, marks, stretches
from kg.model import Mention

_OPINIONS: Final = vocabulary.words("speech", "opinions")
_NO_SOURCES: Final = vocabulary.words("speech", "no_sources")
# Shorter quotations without a verb are words held at a distance, not speech: the "peace" plan.
_SPEECH_TOKENS: Final = 4
_WORDS_OF: Final = vocabulary.words("speech", "occasions")
_FOLLOWING: Final = vocabulary.words("speech", "following")
_TAG_TOKENS: Final = 10  # of a sentence that only says who spoke
_BESIDE: Final = frozenset({"advcl", "advmod", "npadvmod", "prep"})  # what goes along with a verb
_SOMEBODY: Final = frozenset({"he", "she"})
_AGENTS: Final = ("Person", "Organization")
_FAR: Final = 12  # words between a verb and who says it
_INVERTED: Final = frozenset({"appos", "attr", "dobj", "npadvmod", "oprd"})


def quotations(reading: Reading) -> tuple[Quotation, ...]:
    """Return the direct speech of a document, each stretch with its speaker where the text tells one."""
    labels = tuple(labelled(reading))
    taken = by_token(labels)
    found: list[Quotation] = []
    for first, last in stretches(reading.doc, reading.layers.paragraphs):
        if first in taken:
            continue
        if (signed := signature(reading, last)) is not None:
            dash, name = signed
            found.append(Quotation(first, last, dash.i, name.i))
            continue
        if not _is_speech(reading.doc, first, last):
            continue
        found.append(_told(reading, first, last) or _continued(reading, found, first, last))
    return (*labels, *found)


def _told(reading: Reading, first: int, last: int) -> Quotation | None:
    """Return a quotation that the words around it give to somebody."""
    cue = _cue(reading, first, last) or _announced(reading, first)
    if cue is not None:
        speaker = _speaker(cue)
        return Quotation(
            first, last, cue.i, _overlooked(reading, cue) if speaker is None else speaker
        )
    found = _according(reading, first, last) or _led(reading, first)
    return Quotation(first, last, found[0].i, found[1].i) if found is not None else None


def _according(reading: Reading, first: int, last: int) -> tuple[Token, Token] | None:
    """Return the cue and the source of a quotation in a sentence with "according to X"."""
    sent = reading.doc[first].sent
    for token in sent:
        if token.lower_ == "according" and not first <= token.i < last:
            for below in _source(token):
                if below.speaker is not None:
                    return token, reading.doc[below.speaker]
    return None


def _led(reading: Reading, first: int) -> tuple[Token, Token] | None:
    """Return the verb and the subject of the clause whose colon leads to a quotation: "Hale was glad: 'We won.'"."""
    doc = reading.doc
    colon = first - 2
    if colon <= 0 or doc[colon].text != ":" or doc[colon + 1].text != MARK:
        return None
    start = doc[colon].sent.start
    tops = (t for t in doc[start:colon] if t.head == t or not start <= t.head.i < colon)
    verb = next((t for t in tops if t.pos_ in ("AUX", "VERB") and is_finite(t)), None)
    subject = source(verb) if verb is not None else None
    if verb is None or subject is None or not _is_somebody(reading, subject):
        return None
    return verb, subject


def _is_somebody(reading: Reading, head: Token) -> bool:
    """Tell whether HEAD is the name of a person or of a body, or "he" or "she"."""
    if head.lower_ in _SOMEBODY:
        return True
    kind = _named(reading, head.i)
    is_a = reading.ontology.is_a
    return kind is not None and any(is_a(kind, one) for one in _AGENTS)


def _named(reading: Reading, place: int) -> str | None:
    """Return the class of the name that the token at PLACE is a part of."""
    found = reading.mention_at.get(place)
    value = found.value if found is not None else None
    return value.type if isinstance(value, Mention) and value.named else None


def _overlooked(reading: Reading, cue: Token) -> int | None:
    """Return who says it where the parser gives the verb no subject."""
    below = (t for t in cue.subtree if t.dep_ == "pcomp" and t.head.head == cue)
    told = next(filter(None, map(source, below)), None)  # "she is quoted as saying"
    if told is None and cue.tag_ == "VBG":
        above = (source(verb) for verb in cue.ancestors if is_finite(verb))
        told = next(filter(None, above), None)  # "Berg agreed to take the post, writing: …"
    if told is not None:
        return told.i
    return None if cue.tag_ == "VBG" else _person_beside(reading, cue)


def _person_beside(reading: Reading, cue: Token) -> int | None:
    """Return the person named behind an inverted CUE, or before any other, with no verb or comma between.

    *…" tweeted Mayor of London Tom Hale; Tom Hale, the minister, said: "…*
    """
    doc, sent = cue.doc, cue.sent
    if cue.i == sent.start or doc[cue.i - 1].text in (MARK, ","):
        for token in doc[cue.i + 1 : min(cue.i + _FAR, sent.end)]:
            if token.is_punct:
                break
            if _named(reading, token.i) == "Person":
                return _head(reading, token.i)
    for token in reversed(doc[max(sent.start, cue.i - _FAR) : cue.i]):
        if token.text == MARK or token.pos_ in ("AUX", "VERB"):
            return None
        if _named(reading, token.i) == "Person":
            return _head(reading, token.i)
    return None


def _head(reading: Reading, place: int) -> int:
    """Return the head of the name that the token at PLACE is a part of."""
    name = reading.mention_at[place]
    return int(reading.doc[name.first : name.last].root.i)


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
        elif opened is not None and _has_others(reading, start, end):
            opened = None
        elif opened is not None:
            found.append(Quotation(start, end, opened.i, _speaker(opened)))
    return tuple(found)


def _announcing(reading: Reading, start: int, end: int) -> Token | None:
    """Return the verb of a paragraph that ends with a colon and says that somebody speaks: "issued this statement:".

    Or the noun where it has no verb: "Attorney General Ruiz's statement on the law:". Behind "the following comments"
    there need be no colon.
    """
    verbs = [t for t in reading.doc[start:end] if t.pos_ == "VERB"]
    if reading.doc[end - 1].text != ":":
        return next((t for t in verbs if _issues(t) and source(t) is not None), None)
    spoken = [t for t in verbs if speaks(reading, t) or (_issues(t) and source(t) is not None)]
    titles = (t for t in reading.doc[start:end] if not verbs and t.pos_ == "NOUN")
    owned = (t for t in titles if t.lemma_.lower() in _WORDS_OF and source(t) is not None)
    return spoken[-1] if spoken else next(owned, None)


def _issues(verb: Token) -> bool:
    """Tell whether VERB has words for its object that follow: "released the following statement"."""
    things = [child for child in verb.children if child.dep_ in ("dobj", "nsubjpass")]
    words = (thing for thing in things if thing.lemma_.lower() in _WORDS_OF)
    return any(child.lower_ in _FOLLOWING for thing in words for child in thing.lefts)


def _announced(reading: Reading, first: int) -> Token | None:
    """Return the verb of the paragraph before the quotation that begins at FIRST, where that announces one."""
    before = first - 1
    while before > 0 and (reading.doc[before].is_space or reading.doc[before].text == MARK):
        before -= 1
    return _announcing(reading, reading.doc[before].sent.start, before + 1)


def _has_others(reading: Reading, start: int, end: int) -> bool:
    """Tell whether somebody else speaks in a paragraph, by name: it belongs to the outlet again."""
    spoken = (t for t in reading.doc[start:end] if t.pos_ == "VERB" and speaks(reading, t))
    heads = (
        source(t) for t in spoken if t.dep_ not in ("acl", "relcl")
    )  # "the work that Congress expects us to do"
    return any(head is not None and head.pos_ == "PROPN" for head in heads)


def asides(reading: Reading) -> tuple[Quotation, ...]:
    """Return what "…, officials said" and "according to officials" cover."""
    found: list[Quotation] = []
    for token in reading.doc:
        if token.lower_ == "according":
            found.extend(_source(token))
        elif token.lower_ in _OPINIONS and token.dep_ == "pobj":
            found.extend(_opinion(token))
        elif token.pos_ == "VERB" and _is_aside(token) and _reports(reading, token):
            found.extend(_covered(token))
    found.extend(parentheses(reading))
    return tuple(found)


def _source(according: Token) -> Iterator[Quotation]:
    """Return the clause that somebody reports around "according to X", or the whole sentence."""
    for below in according.subtree:
        if below.dep_ == "pobj" and below.head.lower_ == "to":
            if below.lemma_.lower() in _NO_SOURCES:
                return  # "acted according to the instructions"
            first, last = _clause(according)
            yield Quotation(first, last, according.i, below.i)
            return


def _opinion(noun: Token) -> Iterator[Quotation]:
    """Return the clause around "in the minister's view", "by his own account"."""
    preposition = noun.head
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is None or preposition.lower_ not in ("by", "in"):
        return
    opens = preposition.i == noun.sent.start or noun.doc[preposition.i - 1].text in (",", MARK)
    if opens and preposition.head.pos_ in ("AUX", "VERB"):
        yield Quotation(*_clause(noun), noun.i, owner.i)


def _clause(according: Token) -> tuple[int, int]:
    """Return the bounds of the clause below a verb that ACCORDING stands in; else of its sentence."""
    for token in according.ancestors:
        if token.dep_ == "ccomp" and token.left_edge.i > token.head.i:
            return token.left_edge.i, token.right_edge.i + 1
    return according.sent.start, according.sent.end


def _reports(reading: Reading, verb: Token) -> bool:
    """Tell whether VERB can stand in an aside; behind "as" more verbs can: "as she put it"."""
    compared = any(child.dep_ == "mark" and child.lower_ == "as" for child in verb.lefts)
    return introduces(reading, verb) if compared else speaks(reading, verb)


def _is_aside(verb: Token) -> bool:
    """Tell whether VERB looks back at what it reports: no content of its own behind it."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VBN"):
        return False
    own = ("ccomp", "xcomp", "dobj", "mark")
    return not any(child.dep_ in own and child.lower_ != "it" for child in verb.rights)


def _covered(verb: Token) -> Iterator[Quotation]:
    """Return what stands before the comma of an aside, and behind the one that closes it."""
    doc, sent = verb.doc, verb.sent
    subject = source(verb)
    if subject is None or subject.head != verb:
        return
    begin = min(subject.left_edge.i, verb.i)
    compared = begin > sent.start and doc[begin - 1].lower_ == "as"  # "as police have said"
    begin -= compared
    if begin - 1 > sent.start:
        if doc[begin - 1].text not in (",", MARK):
            return
        yield Quotation(sent.start, begin - 1, verb.i, subject.i)
    elif not compared:
        return
    after = next(
        (i for i in range(max(verb.i, subject.right_edge.i) + 1, sent.end) if doc[i].text == ","),
        None,
    )
    if after is not None and after + 1 < sent.end and not _tells_on(verb, after + 1):
        yield Quotation(after + 1, sent.end, verb.i, subject.i)


def _tells_on(verb: Token, first: int) -> bool:
    """Tell whether the tokens from FIRST on are the outlet's own: "…, she said, but he had left", "…, smiling"."""
    doc = verb.doc
    if doc[first].dep_ == "cc":
        subjects = (t for t in doc[first + 1 : verb.sent.end] if t.dep_ in ("nsubj", "nsubjpass"))
        return any(t.left_edge.i == first + 1 for t in subjects)
    top = doc[first]
    while top.head.i >= first and top.head != top:
        top = top.head
    if (speaker := source(verb)) is not None and describes(top, speaker):
        return True
    return top.head == verb and (top.dep_ in _BESIDE or top.tag_ == "VBG")


def _is_speech(doc: Doc, first: int, last: int) -> bool:
    if last - first < _SPEECH_TOKENS:
        return False
    return any(token.pos_ in ("VERB", "AUX") for token in doc[first:last])


def _cue(reading: Reading, first: int, last: int) -> Token | None:
    """Return the speech verb outside the marks in a sentence that the quotation touches, or in one that is about it."""
    doc = reading.doc
    sentences = {
        doc[first].sent.start: doc[first].sent,
        doc[last - 1].sent.start: doc[last - 1].sent,
    }
    marked = last + 1 < len(doc) and doc[last].text == MARK
    opens = marked and last in reading.layers.paragraphs  # the next paragraph, and closes nothing
    after = doc[last + 1] if marked and not opens else None
    if after is not None and (not after.is_sent_start or _is_tag(reading, after.sent)):
        sentences[after.sent.start] = after.sent
    candidates = [
        token
        for sent in sentences.values()
        for token in sent
        if not first <= token.i < (sent.end if opens else last)
        if token.pos_ == "VERB" and introduces(reading, token)
    ]
    return min(candidates, key=lambda token: _rank(token, first, last), default=None)


def _is_tag(reading: Reading, sent: Span) -> bool:
    """Tell whether a sentence only says who said what stands before it: Berg asked."""
    verb = sent.root
    own = any(child.dep_ in ("ccomp", "xcomp", "dobj", "neg") for child in verb.children)
    marked = any(token.text in (MARK, ":") for token in sent)
    short = len(sent) <= _TAG_TOKENS and not own and not marked
    return short and introduces(reading, verb) and source(verb) is not None


def _rank(verb: Token, first: int, last: int) -> tuple[int, bool, int]:
    """Return how far VERB stands from a quotation, in words; of two as near, the one that governs it is nearer."""
    between = verb.doc[verb.i + 1 : first] if verb.i < first else verb.doc[last : verb.i]
    governs = any(child.dep_ == "ccomp" and first <= child.i < last for child in verb.children)
    return sum(1 for token in between if not token.is_punct), not governs, verb.i


def _speaker(cue: Token) -> int | None:
    """Return the head of who says it; behind an inverted verb the parser may take it for an object."""
    head = source(cue)
    if head is None and (cue.i == cue.sent.start or cue.doc[cue.i - 1].text in (MARK, ",")):
        behind = (child for child in cue.rights if child.dep_ in _INVERTED)
        head = next((c for c in behind if c.pos_ in ("PROPN", "PRON", "NOUN")), None)
        if head is None and cue.dep_ == "compound":
            head = cue.head  # "Said Berg:"
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
