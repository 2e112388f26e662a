"""What stands in a sentence and nobody says: what a question asks, and what something is only compared with.

*How will you avoid it?* tells of nobody that they avoid anything; and *costs more than the firm pays in Lund* says
without its measure no more than that the firm pays.
"""

from typing import Final

from spacy.tokens import Token

from kg.extract.grammar.functions import SUBJECTS
from kg.extract.standing.verdict import Verdict
from kg.model import Status

_ALL: Final = frozenset({"all", "each", "every"})
_ASKING: Final = frozenset({"WP", "WP$", "WRB", "WDT"})
_CLAUSES: Final = frozenset({"advcl", "ccomp", "pcomp"})
_FIRST: Final = 2  # words in which a question opens
_YOU: Final = frozenset({"you", "your"})


def unsaid(token: Token, verdict: Verdict) -> str | None:
    """Return why what TOKEN tells under VERDICT is said by nobody; None if somebody says it."""
    above = (token, *token.ancestors)
    if verdict.status is not Status.ASSERTED and any(map(_asks, above)):
        return "a question asks it"
    if any(map(_compares, above)):
        return "something is only compared with it"
    return "it is so of some, and nobody says of which" if _is_of_some(token) else None


def _asks(verb: Token) -> bool:
    """Tell whether VERB asks for what it does not tell, or asks whoever is addressed: "why did", "will you"."""
    if not any(child.text == "?" for child in verb.rights):
        return False
    start = verb.left_edge.i
    opens = any(word.tag_ in _ASKING for word in verb.doc[start : start + _FIRST])
    return opens or any(word.lower_ in _YOU for word in verb.subtree)


def _is_of_some(verb: Token) -> bool:
    """Tell whether VERB is denied of all and not of each: "not every lie is a crime"."""
    subject = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    start = subject.left_edge.i if subject is not None else verb.i
    first, second = verb.doc[start], verb.doc[min(start + 1, len(verb.doc) - 1)]
    return subject is not None and first.lower_ == "not" and second.lower_ in _ALL


def _compares(verb: Token) -> bool:
    """Tell whether VERB stands in a clause behind "than", which is not "rather than"."""
    if verb.dep_ not in _CLAUSES:
        return False
    than = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "than"), None)
    return than is not None and not any(child.lower_ == "rather" for child in verb.lefts)
