"""Attribution: who says, thinks or wants what, for a whole document, whether or not a claim is found in it.

After the attribution relations of PARC and PolNeAR: a cue, the source that it names, and the content.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from kg.extract.cues import cue_entries, source
from kg.extract.fillers import Fillers
from kg.extract.marks import Quotation
from kg.extract.quotes import asides, quotations, statements
from kg.extract.reading import Reading
from kg.model import Attribution, Span, Speech
from kg.ontology import Entry

_CLAUSES: Final = frozenset({"ccomp", "xcomp"})
_OBJECTS: Final = frozenset({"dobj", "nsubjpass", "oprd"})


@dataclass(slots=True)
class Draft:
    """One attribution as tokens: its cue, the head of its source, and what is said."""

    cue: Token
    source: Token | None
    part: Token | None = None  # the particle or preposition of the cue
    content: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)

    def add(self, stretch: Quotation, *, quoted: bool) -> None:
        """Add a STRETCH of the text to what is said."""
        tokens = range(stretch.first, stretch.last)
        self.content.update(tokens)
        if quoted:
            self.quoted.update(tokens)


def attributions(reading: Reading, fillers: Fillers) -> tuple[Attribution, ...]:
    """Return the attributions of a document, ordered by their cues."""
    found = (_finished(reading, fillers, draft) for draft in _drafts(reading))
    whole = [attribution for attribution in found if attribution is not None]
    return tuple(sorted(whole, key=lambda each: (each.cue, each.content)))


def _drafts(reading: Reading) -> Iterable[Draft]:
    drafts: dict[int, Draft] = {}
    direct = (*quotations(reading), *statements(reading))
    for stretch in (*direct, *asides(reading)):
        if stretch.cue is not None:
            speaker = reading.doc[stretch.speaker] if stretch.speaker is not None else None
            cue = reading.doc[stretch.cue]
            draft = drafts.setdefault(cue.i, Draft(cue, speaker, _to(cue)))
            draft.add(stretch, quoted=stretch in direct)
    for token in reading.doc:
        entries, part = cue_entries(reading, token)
        if entries:
            content = set(_governed(token, part, entries))
            draft = drafts.setdefault(token.i, Draft(token, source(token), part))
            if not draft.content or draft.quoted:
                draft.content |= content
    return drafts.values()


def _to(according: Token) -> Token | None:
    """Return the "to" of "according to"."""
    if according.lower_ != "according":
        return None
    return next((child for child in according.children if child.lower_ == "to"), None)


def _governed(cue: Token, part: Token | None, entries: Collection[Entry]) -> Iterator[int]:
    """Yield the tokens of the clause, the infinitive or the object below CUE."""
    clauses = [child for child in cue.children if child.dep_ in _CLAUSES]
    if part is not None:
        clauses.extend(child for child in part.children if child.dep_ in ("pobj", "pcomp"))
    takes = {entry.complement for entry in entries}
    objects = [child for child in cue.children if child.dep_ in _OBJECTS] if "any" in takes else []
    if any(child.dep_ == "ccomp" for child in clauses):
        objects = []
    for child in (*clauses, *objects):
        yield from (token.i for token in child.subtree)


def _finished(reading: Reading, fillers: Fillers, draft: Draft) -> Attribution | None:
    """Return a DRAFT as an attribution; None if nothing is left that is said."""
    told = _phrase(draft.source, draft.cue) if draft.source is not None else range(0)
    cue = range(draft.cue.i, draft.cue.i + 1)
    if draft.part is not None and draft.part.i == draft.cue.i + 1:
        cue = range(draft.cue.i, draft.part.i + 1)
    content = [i for i in sorted(draft.content) if i not in told and i not in cue]
    words = {i for i in content if _is_word(reading.doc[i])}
    if not words:
        return None
    speech = Speech.INDIRECT
    if draft.quoted:
        speech = Speech.DIRECT if words <= draft.quoted else Speech.MIXED
    return Attribution(
        cue=reading.span(cue.start, cue.stop),
        content=tuple(_stretches(reading, content)),
        source=reading.span(told.start, told.stop) if told else None,
        speaker=fillers.speaker(draft.source) if draft.source is not None else None,
        speech=speech,
    )


def _phrase(head: Token, cue: Token) -> range:
    """Return the tokens of the noun phrase of HEAD on its side of the CUE."""
    first, last = head.left_edge.i, head.right_edge.i
    if first <= cue.i <= last:
        first, last = (first, cue.i - 1) if head.i < cue.i else (cue.i + 1, last)
    while last > head.i and not _is_word(head.doc[last]):
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
