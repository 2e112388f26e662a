"""What somebody is charged with, convicted of or pleads to, told as a deed: the offence in the words of the text.

*Charged with running a bank*, *guilty to two counts of bribing an official*, *arrested for selling it*.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import OBJECT, Frame, coordinated
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.phrases import counted_clauses, of, phrase, stretch
from kg.extract.reading import Reading
from kg.model import Filler, Mention
from kg.ontology import Entry

_OFFENCE: Final = "offence"
_COUNT: Final = "count"
_GERUND: Final = "VBG"
_PAPERS: Final = vocabulary.words("speech", "charging_papers")
_COUNTS: Final = vocabulary.words("events", "counts")
_PAST: Final = ("VBD", "VBN")
_LONGEST: Final = 14  # words of what somebody is said to have done
_ADJOINED: Final = frozenset({"acl", "advcl", "agent", "prep", "relcl"})
_APART: Final = frozenset({"advcl", "cc", "conj", "mark", "punct", "relcl"})
_VERBAL: Final = frozenset({"NN", "VBG"})

Filled = list[tuple[Token, Filler]]


def offences(
    frame: Frame, entry: Entry, known: Sequence[tuple[Token, Filler]], reading: Reading
) -> Filled:
    """Return the offences of FRAME read with ENTRY: those KNOWN by name, and what clauses say that somebody did."""
    functions = [name for name, role in entry.slots.items() if role == _OFFENCE]
    heads = [head for name in functions for head in frame.slots.get(name, ())]
    nested = _counts_within(heads)
    papers = {head.i: [*_charged_in(head)] for head in heads}
    charged = [each for own in papers.values() for each in own]
    told = {head.i: clause for head in heads for clause in _told_of(head)}
    known = [(h, value) for h, value in known if not papers.get(h.i) and h.i not in told]
    heads = [*heads, *nested, *(each for each in charged if each.tag_ != _GERUND)]
    counts = {head.i: list(counted_clauses(head)) for head in heads}
    found = [(head, value) for head, value in known if not counts.get(head.i)]
    named = {head.i for head, _ in found}
    clauses = chain(
        (clause for name in functions for clause in frame.clauses.get(name, ())),
        chain.from_iterable(counts.values()),
        chain.from_iterable(map(counted_clauses, _carried(frame, entry))),
        (each for each in charged if each.tag_ == _GERUND),
    )
    for clause in (each for first in clauses for each in coordinated(first)):
        if _shares_object(clause.head) and clause.dep_ == "conj":
            continue  # told with the one before: "possessing and using a gun"
        apart = (c for c in clause.children if c.dep_ in _APART)
        first, last = stretch(clause, () if _shares_object(clause) else apart)
        last = _shortened(clause, first, _before(nested, clause, last))
        if clause.tag_ == _GERUND:
            found.extend(_deed(clause, first, last, reading))
    found.extend(chain.from_iterable(_retold(clause, reading) for clause in told.values()))
    named.update(told)
    for head in heads:
        if head.i in named or counts.get(head.i):
            continue
        if (verb := _verb_before(head)) is not None:
            found.extend(_deed(head, verb.i, head.i + 1, reading))
        elif head in charged:
            found.extend(_deed(head, *phrase(head), reading))
    found.extend(_named_counts(nested, reading))
    found.extend(_misplaced(heads, named, reading))
    return found


def _told_of(count: Token) -> Iterator[Token]:
    """Yield the verb of the clause that says what a COUNT is of: "on charges that he lied"."""
    clauses = (c for c in count.rights if c.dep_ in ("acl", "ccomp", "relcl"))
    if count.lemma_.lower() in _COUNTS:
        yield from islice((c for c in clauses if c.tag_ in _PAST and _has_subject(c)), 1)


def _retold(clause: Token, reading: Reading) -> Iterator[tuple[Token, Filler]]:
    """Yield what a finite CLAUSE says that somebody did, without who: "lied to the court"."""
    last = stretch(clause, (c for c in clause.children if c.dep_ in _APART))[1]
    yield from _deed(clause, clause.i, _shortened(clause, clause.i, last), reading)


def _has_subject(verb: Token) -> bool:
    return any(child.dep_ in SUBJECTS for child in verb.lefts)


def _carried(frame: Frame, entry: Entry) -> list[Token]:
    """Return the object that is a part of what ENTRY is called: the "charges" of "faces charges of selling it"."""
    return frame.slots.get(OBJECT, []) if " " in entry.lemma else []


def whose(agents: Filled) -> tuple[Filled, Filled]:
    """Return of the AGENTS of a charge those whom it charges, as it is theirs, and the others: "Hale's charges"."""
    own = [(h, v) for h, v in agents if h.dep_ == "poss" and _is_somebody(v)]
    return own, [each for each in agents if each not in own]


def _is_somebody(value: Filler) -> bool:
    """Tell whether VALUE is a person with a name, who may be charged and charges nobody."""
    return (
        isinstance(value, Mention) and value.type == "Person" and (value.named or value.referring)
    )


def _shares_object(clause: Token) -> bool:
    """Tell whether a gerund has its object from the one that is joined to it: "possessing and using a gun"."""
    nothing = not any(child.dep_ in ("dobj", "prep", "xcomp", "ccomp") for child in clause.rights)
    return nothing and any(c.dep_ == "conj" and c.tag_ == _GERUND for c in clause.rights)


def _counts_within(heads: Sequence[Token]) -> list[Token]:
    """Return the further counts of a list that the parser hung within the first: "one count of X, one count of Y"."""
    below = (token for head in heads for token in head.subtree if token not in heads)
    return [
        token
        for token in below
        if token.lemma_ == _COUNT and any(child.dep_ == "nummod" for child in token.lefts)
    ]


def _before(counts: Sequence[Token], clause: Token, last: int) -> int:
    """Return where a CLAUSE that goes on to LAST ends if one of COUNTS stands within it."""
    starts = [each.left_edge.i for each in counts if clause.i < each.left_edge.i < last]
    end = min(starts, default=last)
    while end < last and (clause.doc[end - 1].is_punct or clause.doc[end - 1].dep_ == "cc"):
        end -= 1
    return end


def _shortened(clause: Token, first: int, last: int) -> int:
    """Return where what a CLAUSE says ends without the phrases and clauses at its end, where it is too long with them.

    "Conspiring to defraud the bank | by selling, through a firm that he owned, policies without any value".
    """
    while last - first > _LONGEST:
        below = (c for c in clause.subtree if c.dep_ in _ADJOINED and first < c.left_edge.i < last)
        ends = [c.left_edge.i for c in below if c.right_edge.i + 1 >= last and c.i > clause.i]
        if not ends:
            break
        last = max(ends)
        while clause.doc[last - 1].is_punct or clause.doc[last - 1].dep_ == "cc":
            last -= 1
    return last


def _named_counts(counts: Sequence[Token], reading: Reading) -> Filled:
    """Return the offences that are named behind COUNTS: "one count of bribery"."""
    found: Filled = []
    for head in (of(count) for count in counts):
        known = reading.mention_at.get(head.i) if head is not None else None
        value = known.value if known is not None else None
        if head is not None and isinstance(value, Mention) and value.type == "Offence":
            found.append((head, value))
    return found


def _charged_in(paper: Token) -> Iterator[Token]:
    """Yield what a PAPER of prosecutors charges somebody with: "to an information charging him with fraud"."""
    if paper.lemma_.lower() in _PAPERS:
        for verb in (c for c in paper.rights if c.dep_ == "acl" and c.lemma_ == "charge"):
            behind = (child for child in verb.rights if child.lower_ == "with")
            yield from (c for each in behind for c in each.rights if c.dep_ in ("pobj", "pcomp"))


def _misplaced(heads: Sequence[Token], named: Collection[int], reading: Reading) -> Filled:
    """Return the offences of a list that hang within the first: "conspiracy to file claims, fraud and theft"."""
    found: Filled = []
    for token in (below for head in heads for below in head.subtree):
        known = reading.mention_at.get(token.i) if token.dep_ == "conj" else None
        value = known.value if known is not None else None
        if isinstance(value, Mention) and value.type == "Offence" and token.i not in named:
            first = next(above for above in token.ancestors if above.dep_ != "conj")
            if first.dep_ in ("dobj", "appos"):  # but not "by force, fraud and coercion"
                found.append((token, value))
    return found


def _verb_before(noun: Token) -> Token | None:
    """Return the verb that the parser takes for a word of its object: "with smuggling weapons"."""
    first = noun.left_edge
    verbal = first.tag_ in _VERBAL and first.lower_.endswith("ing") and first.head == noun
    return first if verbal and first != noun else None


def _deed(head: Token, first: int, last: int, reading: Reading) -> Iterator[tuple[Token, Filler]]:
    if last - first <= _LONGEST:
        text = reading.text(first, last)
        span = reading.span(first, last)
        yield head, Mention(span=span, text=text, type="Offence", name=text, named=False)
