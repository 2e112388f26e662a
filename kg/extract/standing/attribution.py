"""Attribution: who says, thinks or wants what, for a whole document, whether or not a claim is found in it.

After the attribution relations of PARC and PolNeAR: a cue, the source that it names, and the content.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.speech.callings import calls
from kg.extract.speech.cues import Cue, cue, source
from kg.extract.speech.firstperson import in_first_person
from kg.extract.speech.quotemarks import MARK, Quotation, by_token
from kg.extract.speech.quotes import asides, quotations, statements
from kg.extract.speech.reach import governed
from kg.extract.speech.records import records
from kg.model import Attribution, Mention, Span, Speech

_SHOWING_PAPERS: Final = vocabulary.words("speech", "showing_papers")
_LETTING_SEE: Final = vocabulary.words("speech", "letting_see")


@dataclass(slots=True)
class Draft:
    """One attribution as tokens: its cue, the head of its source, and what is said."""

    cue: Token
    source: Token | None
    cue_words: range
    content: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)

    def add(self, stretch: Quotation, *, quoted: bool) -> None:
        """Add a STRETCH of the text to what is said."""
        tokens = range(stretch.first, stretch.last)
        self.content.update(tokens)
        if quoted:
            self.quoted.update(tokens)


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks where in a document: by token, between quotation marks and before asides; and by cue."""

    quoted: Mapping[int, Quotation]
    reported: Mapping[int, Quotation]
    drafts: Mapping[int, Draft]

    def source(self, cue: Token) -> Token | None:
        """Return the head of who speaks or thinks what CUE governs."""
        draft = self.drafts.get(cue.i)
        return draft.source if draft is not None else source(cue)


def heard(mention: Mention | None, cue: Token | None) -> Mention | None:
    """Return MENTION if it speaks by CUE: a ruling proves something, but the word is of who tells so."""
    if mention is None or mention.type != "Topic" or cue is None:
        return mention
    if mention.name.split()[-1].lower() in _SHOWING_PAPERS:
        return mention
    speaks = cue.pos_ not in ("AUX", "NOUN") and cue.lemma_.lower() not in _LETTING_SEE
    return mention if speaks else None


def sayer(source: Token | None, clause: Token, fillers: Fillers) -> Token | None:
    """Return SOURCE, the subject of a verb that nobody knows to speak, if it says CLAUSE: somebody who can.

    *The rate fell in one of the strongest signs yet that …* says nothing; nor does who *does what is needed*.
    """
    one = fillers.mention(source) if source is not None else None
    free = any(c.lower_ == "what" and c.dep_ in SUBJECTS for c in clause.lefts)
    speaks = one is None or one.type != "Topic"
    return source if speaks and not free else None


def voices(reading: Reading) -> Voices:
    """Read who speaks where; what the judge and the attributions of a document share."""
    direct = (*statements(reading), *quotations(reading))
    indirect = asides(reading)
    drafts: dict[int, Draft] = {}
    for stretch in (*direct, *indirect):
        if stretch.cue is not None:
            speaker = reading.doc[stretch.speaker] if stretch.speaker is not None else None
            word = reading.doc[stretch.cue]
            draft = drafts.setdefault(word.i, Draft(word, speaker, _surface(word)))
            draft.add(stretch, quoted=stretch in direct)
    called: list[Quotation] = []
    for token in reading.doc:
        if (found := cue(reading, token)) is not None:
            draft = _add(reading, drafts, found)
            called.extend(_called(found, draft.source, reading))
    for stretch in indirect:
        _unwind(reading, drafts, stretch)
    called.extend(records(reading))
    quoted = by_token(direct)
    _keep_within(drafts.values(), quoted)
    for draft in sorted(drafts.values(), key=lambda each: each.cue.i):
        _share(draft, drafts.values())
    unmarked = in_first_person(reading, quoted)
    return Voices(quoted, by_token((*unmarked, *called, *indirect)), drafts)


def attributions(reading: Reading, fillers: Fillers, found: Voices) -> tuple[Attribution, ...]:
    """Return the attributions of a document, ordered by their cues."""
    finished = (_finished(reading, fillers, draft) for draft in found.drafts.values())
    whole = [attribution for attribution in finished if attribution is not None]
    return tuple(sorted(whole, key=lambda each: (each.cue, each.content)))


def _called(found: Cue, speaker: Token | None, reading: Reading) -> Iterator[Quotation]:
    """Yield what somebody calls a thing, which is nobody else's word: "described it as a firm that sold arms"."""
    if speaker is not None and calls(found.token, reading.ontology):
        for child in found.token.rights:
            named = _renamed(child) if child.dep_ == "dobj" else None
            if named is not None:
                yield Quotation(named.left_edge.i, named.right_edge.i + 1, found.token.i, speaker.i)
            if child.dep_ == "oprd" or (child.dep_ == "prep" and child.lower_ == "as"):
                first, last = child.left_edge.i, child.right_edge.i + 1
                yield Quotation(first, last, found.token.i, speaker.i)


def _renamed(noun: Token) -> Token | None:
    """Return what a NOUN is called where the parser takes that for an apposition: "called the vote a plan by spies"."""
    behind = (child for child in noun.rights if child.dep_ == "appos")
    return next((each for each in behind if each.left_edge.i == noun.i + 1), None)


def _add(reading: Reading, drafts: dict[int, Draft], found: Cue) -> Draft:
    """Add what a cue governs; to direct speech only the clause that the quotation is part of."""
    content = governed(reading, found)
    token = found.token
    draft = drafts.setdefault(token.i, Draft(token, source(token), found.words))
    draft.cue_words = found.words
    if not draft.content or content & draft.quoted:
        draft.content |= content
    return draft


def _unwind(reading: Reading, drafts: Mapping[int, Draft], aside: Quotation) -> None:
    """Take an ASIDE from what is attributed within the stretch that it covers: a tree may hang it there."""
    if aside.cue is None:
        return
    for draft in drafts.values():
        if aside.first <= draft.cue.i < aside.last and aside.cue in draft.content:
            draft.content -= {token.i for token in reading.doc[aside.cue].subtree}


def _keep_within(drafts: Iterable[Draft], quoted: Mapping[int, Quotation]) -> None:
    """Take from what is attributed within a quotation all that stands outside of it."""
    for draft in drafts:
        around = quoted.get(draft.cue.i)
        if around is not None:
            draft.content &= set(range(around.first, around.last))


def _share(draft: Draft, drafts: Iterable[Draft]) -> None:
    """Give a DRAFT that goes on from another one to the same source: "said it was wrong, arguing that …".

    The parser hangs such a verb on the clause that is reported; but who argues is who spoke.
    """
    if draft.quoted or not _goes_on(draft.cue):
        return
    outer = [
        each
        for each in drafts
        if each.cue.i < draft.cue.i and draft.cue.i in each.content - each.quoted
    ]
    if outer:
        nearest = max(outer, key=lambda each: each.cue.i)
        nearest.content -= {token.i for token in draft.cue.subtree}
        draft.source = nearest.source


def _goes_on(verb: Token) -> bool:
    """Tell whether VERB is a participle behind a comma, or joined to the clause below a verb of its tense."""
    if verb.dep_ in ("advcl", "xcomp") and verb.tag_ == "VBG":
        return verb.doc[verb.left_edge.i - 1].text in (",", MARK)
    first = verb.head
    above = first.head
    return (
        verb.dep_ == "conj"
        and first.dep_ == "ccomp"
        and verb.tag_ == above.tag_
        and not any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in verb.children)
    )


def _surface(word: Token) -> range:
    """Return the tokens of a cue that the surface shows: "according to", a colon, a verb."""
    if word.lower_ == "according":
        to = next((child for child in word.children if child.lower_ == "to"), word)
        return range(word.i, to.i + 1)
    return range(word.i, word.i + 1)


def _finished(reading: Reading, fillers: Fillers, draft: Draft) -> Attribution | None:
    """Return a DRAFT as an attribution; None if nothing is left that is said."""
    told = _phrase(draft.source, draft) if draft.source is not None else range(0)
    apart = {*told, *draft.cue_words}
    content = [i for i in sorted(draft.content) if i not in apart]
    words = {i for i in content if _is_word(reading.doc[i])}
    if not words:
        return None
    speech = Speech.INDIRECT
    if draft.quoted:
        speech = Speech.DIRECT if words <= draft.quoted else Speech.MIXED
    return Attribution(
        cue=reading.span(draft.cue_words.start, draft.cue_words.stop),
        content=tuple(_stretches(reading, content)),
        source=reading.span(told.start, told.stop) if told else None,
        speaker=heard(fillers.speaker(draft.source), draft.cue)
        if draft.source is not None
        else None,
        speech=speech,
    )


def _phrase(head: Token, draft: Draft) -> range:
    """Return the tokens of the noun phrase of HEAD, up to the cue of its DRAFT and to what is quoted."""
    inside = {token.i for token in head.subtree} - draft.quoted - set(draft.cue_words)
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    while last > head.i and (head.doc[last].tag_ == "POS" or not _is_word(head.doc[last])):
        last -= 1
    return range(first, last + 1)


def _stretches(reading: Reading, tokens: list[int]) -> Iterator[Span]:
    """Yield the spans that TOKENS make, without the punctuation at their ends."""
    runs: list[list[int]] = []
    for i in tokens:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    for run in runs:
        words = [i for i in run if _is_word(reading.doc[i])]
        if words:
            yield reading.span(words[0], words[-1] + 1)


def _is_word(token: Token) -> bool:
    return not (token.is_punct or token.is_space)
