"""What stands in a sentence and nobody says: what a question asks, and what something is only compared with.

*How will you avoid it?* tells of nobody that they avoid anything; and *costs more than the firm pays in Lund* says
without its measure no more than that the firm pays.
"""

from typing import Final

from spacy.tokens import Token

from kg.extract.standing.verdict import Verdict
from kg.model import Status

_ASKING: Final = frozenset({"WP", "WP$", "WRB", "WDT"})
_CLAUSES: Final = frozenset({"advcl", "ccomp", "pcomp"})
_FIRST: Final = 2  # words in which a question opens
_YOU: Final = frozenset({"you", "your"})


def unsaid(token: Token, verdict: Verdict) -> str | None:
    """Return why what TOKEN tells under VERDICT is said by nobody; None if somebody says it."""
    above = (token, *token.ancestors)
    if verdict.status is not Status.ASSERTED and any(map(_asks, above)):
        return "a question asks it"
    return "something is only compared with it" if any(map(_compares, above)) else None


def _asks(verb: Token) -> bool:
    """Tell whether VERB asks for what it does not tell, or asks whoever is addressed: "why did", "will you"."""
    if not any(child.text == "?" for child in verb.rights):
        return False
    start = verb.left_edge.i
    opens = any(word.tag_ in _ASKING for word in verb.doc[start : start + _FIRST])
    return opens or any(word.lower_ in _YOU for word in verb.subtree)


def _compares(verb: Token) -> bool:
    """Tell whether VERB stands in a clause behind "than", which is not "rather than"."""
    if verb.dep_ not in _CLAUSES:
        return False
    than = next((c for c in verb.lefts if c.dep_ == "mark" and c.lower_ == "than"), None)
    return than is not None and not any(child.lower_ == "rather" for child in verb.lefts)
