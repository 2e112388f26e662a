"""What a cue governs in the tree: the clause, the infinitive or the object that it attributes."""

from collections.abc import Collection, Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.reading import Reading
from kg.extract.speech.cues import Cue

_CLAUSES: Final = frozenset({"ccomp", "xcomp"})
_OBJECTS: Final = frozenset({"dobj", "nsubjpass", "oprd"})
_BELOW_PREPOSITION: Final = frozenset({"pobj", "pcomp"})
_BREAKS: Final = frozenset({";", ":", "–", "—", "--", "(", ")"})
_OF_NOUNS: Final = vocabulary.words("speech", "behind_nouns")


def governed(reading: Reading, cue: Cue) -> set[int]:
    """Return the tokens that CUE attributes."""
    found: set[int] = set()
    for head in _heads(reading, cue):
        found.update(_reach(head, cue.token))
    return found


def _heads(reading: Reading, cue: Cue) -> Iterator[Token]:
    """Yield the heads of what CUE attributes."""
    if cue.token.pos_ == "NOUN":
        yield from _of_noun(cue)
        return
    carriers = (cue.token,) if cue.copula is None else (cue.token, cue.copula)
    clauses = [c for each in carriers for c in each.children if _is_clause(c, cue.token)]
    yield from clauses
    if cue.copula is not None:
        below = (c for c in cue.token.rights if c.dep_ == "prep")
        yield from (c for each in below for c in each.children if c.dep_ in _BELOW_PREPOSITION)
    if cue.part is not None:
        yield from (c for c in cue.part.children if c.dep_ in _BELOW_PREPOSITION)
    if any(clause.dep_ == "ccomp" for clause in clauses):
        return
    objects = [c for c in cue.token.children if c.dep_ in _OBJECTS and reading.time_of(c) is None]
    called = [c for c in cue.token.rights if c.dep_ == "prep" and c.lower_ == "as"]
    if "any" in cue.takes or ("predicate" in cue.takes and len(objects) + len(called) > 1):
        yield from (*objects, *called)
    else:  # "told members that …": the parser hangs the clause on the members
        yield from (c for each in objects for c in each.rights if _is_marked(c))


def _is_clause(child: Token, cue: Token) -> bool:
    """Tell whether CHILD is a clause or an infinitive that is attributed, no participle that goes along with it."""
    if child.dep_ == "advcl":  # "have not said when they will come"
        first = child.left_edge
        return first.i == cue.i + 1 and first.tag_ == "WRB"
    if child.dep_ not in _CLAUSES or _is_cut_off(child, cue):
        return False
    if child.dep_ == "ccomp" and child.tag_ == "VB" and not any(_opens(c) for c in child.lefts):
        return False  # "saw him leave"
    return child.tag_ != "VBG" or child.i == cue.i + 1 or child.dep_ == "ccomp"


def _opens(left: Token) -> bool:
    return left.dep_ in ("aux", "auxpass", "mark", "neg") or left.tag_ in ("TO", "WRB", "WP")


def _is_cut_off(child: Token, cue: Token) -> bool:
    """Tell whether a semicolon or the like stands between a clause and the CUE behind it: two sentences in one."""
    return any(token.text in _BREAKS for token in cue.doc[child.i : cue.i])


def _is_marked(child: Token) -> bool:
    return child.dep_ in ("acl", "relcl") and any(
        c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts
    )


def _of_noun(cue: Cue) -> Iterator[Token]:
    if cue.token.dep_ == "nsubj" and cue.token.head.lemma_ == "be":  # "his hope is that …"
        yield from (c for c in cue.token.head.rights if c.dep_ in ("ccomp", "xcomp"))
    for child in cue.token.rights:
        if child.dep_ in ("acl", "ccomp", "relcl") and (_is_marked(child) or child.tag_ == "VB"):
            yield child
        elif child.dep_ == "prep" and child.lower_ in _OF_NOUNS:
            yield from (c for c in child.children if c.dep_ in _BELOW_PREPOSITION)


def _reach(head: Token, cue: Token) -> Collection[int]:
    """Return the tokens below HEAD, without a sentence of its own that a semicolon or a dash cuts off."""
    tokens = sorted(token.i for token in head.subtree if token.i != cue.i)
    left = [i for i in tokens if i < cue.i]
    if head.i > cue.i:
        cut = max((n for n, i in enumerate(left, 1) if head.doc[i].text in _BREAKS), default=0)
        return [*left[cut:], *(i for i in tokens if i > cue.i)] if cut else tokens
    return tokens
