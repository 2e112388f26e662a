"""PropBank arguments by the network, as roles and heads: what takes part beside what the rules see.

The network labels whole phrases; the head of a prepositional phrase is what its preposition governs, and a relative
pronoun stands for its noun, as for the rules.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.functions import RELATIVES, SUBJECTS, antecedent, coordinated
from kg.extract.grammar.syntax import is_between
from kg.extract.reading import Reading
from kg.learned.layer import LAYER, DocumentRead

Labelled = tuple[str, Token, float]  # role, head, score

_NUMBERED: Final = frozenset({"ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARG5"})
_SURE: Final = 0.95  # chosen on the articles on Airbus of MEANTIME
_GOVERNING: Final = frozenset({"ADP", "SCONJ"})


def labelled(reading: Reading) -> Mapping[int, tuple[Labelled, ...]]:
    """Return the numbered roles of each predicate that the network read, by its token."""
    layer: DocumentRead = reading.doc.user_data.get(LAYER, DocumentRead())
    found: dict[int, tuple[Labelled, ...]] = {}
    for read in layer.sentences:
        for word, roles in read.found.roles:
            predicate = reading.doc[read.tokens[word]]
            own = (
                (role.label, head, role.score)
                for role in roles
                if role.label in _NUMBERED
                for head in [_head([reading.doc[read.tokens[i]] for i in range(*role.words)])]
                if not _is_outside(predicate, head)
            )
            found[predicate.i] = tuple(own)
    return found


def _is_outside(predicate: Token, head: Token) -> bool:
    """Tell whether HEAD stands above a clause with a subject of its own: "activists say | rules are ignored"."""
    if is_between(predicate, head):
        return True
    if predicate.dep_ == "csubj" and head not in predicate.subtree:
        return True  # "moving the embassy angered Iran"
    if predicate.dep_ == "amod" and head not in predicate.head.subtree:
        return True  # "escorted the forced laborers": who escorts them need not force them
    subjects = (child for child in predicate.lefts if child.dep_ in SUBJECTS)
    own = any(child.lower_ not in RELATIVES for child in subjects)
    relative = any(token.dep_ in ("relcl", "acl") for token in (predicate, *predicate.ancestors))
    return own and not relative and head not in predicate.subtree


def _head(tokens: list[Token]) -> Token:
    """Return the token that a phrase is about."""
    inside = {token.i for token in tokens}
    top = next((t for t in tokens if t.head.i not in inside or t.head.i == t.i), tokens[-1])
    while top.pos_ in _GOVERNING:
        below = next((c for c in top.children if c.i in inside and c.dep_ == "pobj"), None)
        if below is None:
            break
        top = below
    return antecedent(top)


def merged(
    rules: Sequence[tuple[str, Token]], network: Sequence[Labelled]
) -> Iterator[tuple[str, Token]]:
    """Yield the roles that RULES give, and what the NETWORK is sure takes part besides."""
    yield from rules
    known = {head.i for _, head in rules}
    for role, top, score in network:
        if score < _SURE:
            continue
        for head in coordinated(top):
            if head.i not in known:
                known.add(head.i)
                yield role, head
