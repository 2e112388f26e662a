"""What the outlet itself tells in passing within what it reports, and what is not reported at all.

*He refused to leave Tarn, a town that rebels took in May, officials said*: the town and its fall are background.
"""

from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.syntax import is_finite
from kg.extract.reading import Reading

_COMMENTING: Final = frozenset({"a", "an"})
_RELATIVE: Final = vocabulary.words("pronouns", "adding_relatives")
_OF_CLAUSES: Final = vocabulary.words("speech", "of_clauses")
_KNOWN: Final = vocabulary.words("speech", "known_to_all")
_ADDING: Final = frozenset({"acl", "appos", "relcl"})


def is_background(clause: Token, reading: Reading) -> bool:
    """Tell whether a relative CLAUSE within reported speech is the outlet's own word.

    One that only adds to a name and has a date of its own, or tells what everybody knows, is, and one that comments
    on what was said.
    """
    if clause.dep_ != "relcl" or not _is_told(clause):
        return False
    noun = clause.head
    if takes_up_a_clause(noun) or (_is_comment(noun) and _is_dated(clause, reading)):
        return True
    known = clause.lemma_.lower() in _KNOWN  # "which it founded with Norway"
    return _adds(clause) and (known or _is_dated(clause, reading))


def takes_up_a_clause(noun: Token) -> bool:
    """Tell whether a NOUN in apposition means the clause before it, whatever the parser hangs it on."""
    return _is_comment(noun) and noun.lemma_.lower() in _OF_CLAUSES


def _is_told(clause: Token) -> bool:
    """Tell whether a CLAUSE has a tense, be it one that the tagger takes for a participle."""
    own = any(child.dep_ == "nsubj" for child in clause.lefts)
    return is_finite(clause) or (clause.tag_ == "VBN" and own)


def _is_comment(noun: Token) -> bool:
    """Tell whether a NOUN in apposition is new: "Tarn, a town that …", "a demand that …"."""
    if noun.dep_ != "appos":
        return False
    article = any(child.lower_ in _COMMENTING for child in noun.lefts)
    return article or noun.lower_ == "something"


def _adds(clause: Token) -> bool:
    """Tell whether a CLAUSE stands behind a comma and its noun needs it not: "Kestrel, which was founded in 2004"."""
    first = clause.left_edge
    apart = first.i > 0 and first.nbor(-1).text == ","
    return apart and first.lower_ in _RELATIVE and clause.head.pos_ == "PROPN"


def _is_dated(clause: Token, reading: Reading) -> bool:
    """Tell whether a CLAUSE itself says when: a year, a month, a day."""
    below = (t for t in clause.subtree if t.i in reading.time_at)
    return any(not any(a.dep_ == "relcl" and a.i > clause.i for a in t.ancestors) for t in below)


def describes(top: Token, speaker: Token) -> bool:
    """Tell whether what TOP heads only describes a SPEAKER: "…, said Berg, whose team found a lost city"."""
    return top.dep_ in _ADDING and (top.head == speaker or speaker.is_ancestor(top))
