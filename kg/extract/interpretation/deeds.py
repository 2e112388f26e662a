"""What somebody is charged with, convicted of or pleads to, told as a deed: the offence in the words of the text.

*Charged with running a bank*, *guilty to two counts of bribing an official*, *arrested for selling it*.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.frames import Frame, coordinated
from kg.extract.grammar.phrases import counted_clauses, stretch
from kg.extract.reading import Reading
from kg.model import Filler, Mention
from kg.ontology import Entry

_OFFENCE: Final = "offence"
_LONGEST: Final = 14  # words of what somebody is said to have done
_APART: Final = frozenset({"advcl", "cc", "conj", "mark", "punct", "relcl"})
_VERBAL: Final = frozenset({"NN", "VBG"})

Filled = list[tuple[Token, Filler]]


def offences(
    frame: Frame, entry: Entry, known: Sequence[tuple[Token, Filler]], reading: Reading
) -> Filled:
    """Return the offences of FRAME read with ENTRY: those KNOWN by name, and what clauses say that somebody did."""
    functions = [name for name, role in entry.slots.items() if role == _OFFENCE]
    heads = [head for name in functions for head in frame.slots.get(name, ())]
    counts = {head.i: list(counted_clauses(head)) for head in heads}
    found = [(head, value) for head, value in known if not counts.get(head.i)]
    named = {head.i for head, _ in found}
    clauses = chain(
        (clause for name in functions for clause in frame.clauses.get(name, ())),
        chain.from_iterable(counts.values()),
    )
    for clause in (each for first in clauses for each in coordinated(first)):
        first, last = stretch(clause, (c for c in clause.children if c.dep_ in _APART))
        if clause.tag_ == "VBG":
            found.extend(_deed(clause, first, last, reading))
    for head in heads:
        if (
            head.i not in named
            and not counts.get(head.i)
            and (verb := _verb_before(head)) is not None
        ):
            found.extend(_deed(head, verb.i, head.i + 1, reading))
    found.extend(_misplaced(heads, named, reading))
    return found


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
