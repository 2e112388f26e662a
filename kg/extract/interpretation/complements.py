"""What stands behind a copula: adjectives, nouns, a preposition with its phrase; what denies it, and its words."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.phrases import cuts, stretch
from kg.extract.grammar.syntax import is_infinitive, is_ranked
from kg.extract.reading import Reading
from kg.extract.reference.subjects import enumerated
from kg.extract.standing.operators import is_not_only
from kg.model import Words

NAMED: Final = frozenset({"NN", "NNS", "CD"})
COUNTED: Final = vocabulary.words("descriptions", "counted")
EMPTY: Final = vocabulary.words("descriptions", "empty_kinds")
_STANDING: Final = vocabulary.words("grammar", "standing")
_COMPLETING: Final = frozenset({"attr", "acomp", "ccomp", "xcomp", "dobj", "oprd"})
_STATUS: Final = vocabulary.words("descriptions", "of_clauses")
_LEFT_OUT: Final = frozenset(
    {"ccomp", "advcl", "punct", "cc", "conj", "relcl", "mark", "parataxis", "nsubj", "nsubjpass"}
)
_DISPOSED: Final = vocabulary.words("descriptions", "disposed")
_MARKS: Final = frozenset({",", ";", ":"})
_LONGEST: Final = 12  # words
_NEAR: Final = 3  # words between a copula and its preposition


def nouns(verb: Token) -> Iterator[Token]:
    """Yield the nouns behind a copula that say what its subject is, each of a list: "a mentor and a rival".

    A second one beside it may be said of what stands before it: "a broker of the deal, the first of its kind".
    """
    for child in islice((c for c in verb.rights if c.dep_ == "attr"), 1):
        yield from filter(is_kind, (child, *enumerated(child)))


def is_kind(noun: Token) -> bool:
    """Tell whether NOUN behind a copula says what its subject is: "one of the obstacles", "the longest in Peru"."""
    named = noun.tag_ in NAMED or (noun.tag_ == "NNPS" and noun.ent_type_ == "NORP")
    named = named or (noun.pos_ == "ADJ" and any(c.dep_ == "det" for c in noun.lefts))
    if noun.tag_ == "CD" and not any(True for _ in noun.children):
        return False  # "was 18": an age, a measure
    return named and noun.lemma_.lower() not in EMPTY


def _denies(child: Token) -> bool:
    """Tell whether CHILD denies its head, as the status of the claim does: "not", "no longer", "neither"."""
    denied = child.dep_ == "neg" and not is_not_only(child)
    return denied or child.lower_ in ("longer", "neither")


def denial(complement: Token) -> Token | None:
    """Return the word that denies a COMPLEMENT and not its verb: "rich but not famous", "neither rich nor famous"."""
    listed = (complement, *complement.conjuncts) if complement.dep_ in ("acomp", "conj") else ()
    neither = (c for each in listed for c in each.lefts if c.lower_ == "neither")
    own = (c for c in complement.lefts if _denies(c))
    return next(chain(neither, own), None) if listed else None


def _is_apart(child: Token, reading: Reading) -> bool:
    """Tell whether CHILD is no part of what its head says: a clause, a time, or a preposition before it."""
    before = child.dep_ == "prep" and child.i < child.head.i
    behind = child.dep_ == "npadvmod" and child.i > child.head.i
    ranked = child.dep_ == "relcl" and is_infinitive(child) and is_ranked(child.head)
    if ranked:
        return False  # "the first woman to lead a museum"
    dated = behind and reading.time_of(child) is not None  # "remains closed Tuesday"
    return before or dated or child.dep_ in _LEFT_OUT


def complements(verb: Token) -> Iterator[Token]:
    """Yield the adjectives behind a copula, or the preposition that is all that it has."""
    for child in verb.rights:
        if child.dep_ == "acomp":  # "tolerant and progressive"
            both = (each for each in (child, *child.conjuncts) if each.pos_ == "ADJ")
            yield from (each for each in both if not is_of_clause(each))
        elif child.dep_ == "advmod" and child.lower_ == "home" and any(child.rights):
            yield child  # "is home to two museums"
    if verb.lemma_ in _STANDING and not any(c.dep_ in _COMPLETING for c in verb.rights):
        turned = any(child.dep_ == "nsubj" for child in verb.rights)  # "Among the dead was Hale"
        near = (
            c
            for c in (verb.lefts if turned else verb.rights)
            if c.dep_ == "prep" and c.i <= verb.i + _NEAR and c.lower_ != "behind"
        )
        yield from (c for c in islice(near, 1) if not _is_were_it_not(verb, c))


def _is_were_it_not(verb: Token, preposition: Token) -> bool:
    """Tell whether VERB and PREPOSITION are the words "if it were not for", which say of nothing what it is."""
    it = any(child.lower_ == "it" for child in verb.lefts)
    return it and preposition.lower_ == "for" and any(map(_denies, verb.children))


def is_of_clause(adjective: Token) -> bool:
    """Tell whether an ADJECTIVE says how a clause stands: "is likely to win", "is sorry that he left"."""
    below = [child for child in adjective.children if child.dep_ in ("xcomp", "ccomp")]
    if below and adjective.lower_ in _DISPOSED and all(map(is_infinitive, below)):
        return False  # "is unfit to serve", "are willing to talk"
    offered = adjective.lower_ == "available" and any(c.dep_ == "prep" for c in adjective.rights)
    return bool(below) or (adjective.lower_ in _STATUS and not offered)


def opens_clause(verb: Token) -> bool:
    """Tell whether an infinitive behind VERB is what its "it" stands for."""
    return any(is_infinitive(t) and t.dep_ in ("xcomp", "ccomp", "advcl") for t in verb.subtree)


def is_age(complement: Token) -> bool:
    """Tell whether a COMPLEMENT is an exact age: "70 years old", not "about 20 years old"."""
    before = [list(child.lefts) for child in complement.lefts if child.lemma_ == "year"]
    counted = len(before) == 1 and [token.tag_ for token in before[0]] == ["CD"]
    return complement.lower_ == "old" and counted and not any(before[0][0].lefts)


def words_of(complement: Token, reading: Reading, *, bare: bool = False) -> Words | None:
    """Return the words of COMPLEMENT that stand together, clauses left out, and if BARE its negation."""
    paired = _paired(complement)
    below = [c for c in complement.children if c.i not in paired]
    apart = [c for c in below if _is_apart(c, reading) or (bare and _denies(c))]
    if any(map(is_not_only, below)):  # "not only rich"
        apart += [c for c in complement.lefts if c.dep_ in ("advmod", "neg", "preconj")]
    first, last = stretch(complement, apart)
    if complement.dep_ == "prep":
        dated = any(reading.time_of(word) for word in complement.doc[first:last])
        if dated or last - first == 1:
            return None
    if last - first > _LONGEST:
        last = _cut(complement, first, reading)
    while complement.i < last - 1 and complement.doc[last - 1].text in _MARKS:
        last -= 1  # "is on offer, | one of which"
    bare = last - first == 1 and complement.tag_ == "JJR"
    if last <= complement.i or (bare and any(c.dep_ == "advcl" for c in complement.rights)):
        return None  # "is less than experts had expected"
    return Words(span=reading.span(first, last), text=reading.text(first, last))


def _paired(noun: Token) -> frozenset[int]:
    """Return the places of "and" and of a second NOUN that goes with it: "members and supporters of the club"."""
    joint, second = [*noun.doc[noun.i + 1 : noun.i + 3], noun, noun][:2]
    same = joint.dep_ == "cc" and second.dep_ == "conj" and second.tag_ == noun.tag_ == "NNS"
    own = second.head == joint.head == noun and not any(second.lefts)
    return frozenset({joint.i, second.i}) if same and own else frozenset()


def _cut(complement: Token, first: int, reading: Reading) -> int:
    """Return where a phrase that is too long from FIRST on ends: behind a noun, without what stands behind that.

    What the noun is "of" belongs to it: "the result" alone says nothing.
    """
    named, ends = reading.mention_at, [complement.i]
    for end, below in cuts(complement):
        inside = end in named and named[end].first < end  # "Department | of Justice"
        own = below.head == complement and below.lower_ == "of"
        if end > complement.i and end - first <= _LONGEST and not (inside or own):
            ends.append(end)
    return max(ends)
