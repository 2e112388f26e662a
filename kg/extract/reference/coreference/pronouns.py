"""Which things a pronoun of the third person may mean: agreement and binding; ``ranking`` chooses among them.

The filters are those of Lappin and Leass (1994): number, gender and class agree, a pronoun and a sister of it are two
things unless it is reflexive, and "it" that only fills a place refers to nothing.
"""

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.phrases import DENYING
from kg.extract.reference.coreference.chains import Chain, governor
from kg.extract.reference.coreference.expressions import POSSESSIVES, REFLEXIVES, Expression, Kind
from kg.extract.speech.cues import source
from kg.ontology import Ontology

_FAR: Final = 3  # sentences between a pronoun and the last expression of what it means
_FAR_PERSON: Final = 5
_ACTING: Final = vocabulary.words("speech", "of_agents")
_TRYING: Final = vocabulary.words("pronouns", "trying")
_CASE: Final = "case"
_LINKING: Final = vocabulary.words("grammar", "linking_it")
_ALLEGING: Final = vocabulary.words("speech", "alleging")
_FILLING: Final = vocabulary.words("events", "impersonal")
_BESIDE: Final = frozenset({"ccomp", "conj", "parataxis"})  # clauses that stand side by side
_COLLECTIVE: Final = ("Organization", "PeopleGroup")


def is_filler(pronoun: Token) -> bool:
    """Tell whether an "it" only fills a place: "it is clear that", "it was Smith who", "made it hard to"."""
    if pronoun.lower_ != "it":
        return False
    verb = pronoun.head
    clauses = [
        c for c in verb.subtree
        if c.i > pronoun.i and c.dep_ in ("ccomp", "xcomp", "csubj", "advcl", "relcl", "acl")
    ]  # fmt: skip
    if pronoun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _LINKING:
        completed = any(c.dep_ in ("acomp", "attr", "oprd") for c in verb.rights)
        cleft = any(_is_cleft(c, verb) for c in clauses)
        told = cleft or any(_completes(c, verb) for c in clauses)
        return told or (not completed and bool(clauses))
    if pronoun.dep_ in ("nsubj", "nsubjpass") and verb.lemma_ in _FILLING:
        return any(c.head == verb for c in clauses) or verb.lemma_ in ("rain", "snow")
    if pronoun.dep_ == "nsubjpass":
        return any(c.dep_ in ("ccomp", "csubj") and c.head == verb for c in clauses)
    return pronoun.dep_ == "nsubj" and verb.dep_ == "ccomp" and verb.pos_ == "ADJ"


def _is_cleft(clause: Token, verb: Token) -> bool:
    """Tell whether a relative CLAUSE is what an "it was …" is about: "it was the agency's search which found it"."""
    nouns = (child for child in verb.rights if child.dep_ == "attr" and clause in child.subtree)
    return clause.dep_ == "relcl" and any(c.dep_ == "poss" for noun in nouns for c in noun.lefts)


def _is_statement(pronoun: Token) -> bool:
    """Tell whether an "it" is what somebody says or denies: a statement, and no thing."""
    return (
        pronoun.lower_ == "it" and pronoun.dep_ == "dobj" and pronoun.head.lemma_.lower() in _ACTING
    )


def _completes(clause: Token, verb: Token) -> bool:
    """Tell whether a clause is what an "it is …" speaks of: it hangs on the verb or on its adjective."""
    if clause.head == verb:
        return clause.dep_ in ("ccomp", "xcomp", "csubj") or clause.i > verb.i
    return clause.head.head == verb and clause.head.dep_ in ("acomp", "attr")


def candidates(
    pronoun: Expression,
    sentence: int,
    chains: Iterable[Chain],
    ontology: Ontology,
    apart: frozenset[int] = frozenset(),
) -> list[Chain]:
    """Return the things that PRONOUN may mean: those that agree with it and that grammar doesn't forbid.

    The chains whose number is in APART are not meant: of the one who speaks, "he" is somebody else.
    """
    if _is_statement(pronoun.head):
        return []
    far = _FAR_PERSON if pronoun.type == "Person" else _FAR
    found = []
    for chain in chains:
        if id(chain) in apart or not agrees(pronoun, chain, ontology):
            continue
        last = chain.last(pronoun.place)
        if last is None or sentence - last[1] > far or _is_counted_otherwise(pronoun, chain):
            continue
        if not _is_bound(pronoun, chain) and not _is_within(pronoun.head, chain):
            found.append(chain)
    return _cases(pronoun.head, found)


def _cases(pronoun: Token, found: list[Chain]) -> list[Chain]:
    """Return the cases among what was FOUND, where courts and police do to PRONOUN what they do to these."""
    tried = pronoun.dep_ == "nsubjpass" and pronoun.head.lemma_.lower() in _TRYING
    cases = [chain for chain in found if _CASE in chain.nouns] if tried else []
    return cases or found


def agrees(pronoun: Expression, chain: Chain, ontology: Ontology) -> bool:
    """Tell whether number, gender and class of a chain are those of a pronoun."""
    kind = chain.type
    if kind is None:
        return False
    person = ontology.is_a(kind, "Person")
    if pronoun.type == "Person":
        other = chain.gender is not None and chain.gender != pronoun.gender
        return person and not chain.plural and not other
    if pronoun.head.lower_ in DENYING:
        return kind == "PeopleGroup" and _is_counted_for(pronoun, chain)
    if pronoun.plural:
        collective = any(ontology.is_a(kind, one) for one in _COLLECTIVE)
        return chain.plural or collective or kind == "Country"
    return not person and not chain.plural and kind != "PeopleGroup"


def _is_counted_otherwise(pronoun: Expression, chain: Chain) -> bool:
    """Tell whether the sentence calls a chain "it" where PRONOUN is "they": "it fired after they had fired"."""
    if pronoun.type == "Person":
        return False
    others = (e for e, _ in chain.members if e.kind is Kind.PRONOUN and not e.first_person)
    here = (e for e in others if e.head.sent == pronoun.head.sent and e.place < pronoun.place)
    return any(e.plural != pronoun.plural for e in here)


def _is_counted_for(pronoun: Expression, chain: Chain) -> bool:
    """Tell whether a group is said to be two for "neither", or several for "none"."""
    numbers = [e.number for e, _ in chain.members if e.number is not None]
    return 2 in numbers if pronoun.head.lower_ == "neither" else bool(numbers)


def _is_subject(token: Token) -> bool:
    return token.dep_ in ("nsubj", "nsubjpass")


def _is_bound(pronoun: Expression, chain: Chain) -> bool:
    """Tell whether the grammar forbids it: CHAIN has another place with the verb, or PRONOUN is a part of it."""
    head = pronoun.head
    above = governor(head)
    for expression, _ in chain.members:
        other = expression.head
        if other.sent != head.sent or (
            expression.kind is Kind.PRONOUN and expression.place > head.i
        ):
            continue
        if other.is_ancestor(head) and head.lower_ in POSSESSIVES and other.i >= head.i:
            return True  # "its owner" is not the owner
        if head.lower_ in POSSESSIVES or head.lower_ in REFLEXIVES:
            continue
        if is_accused(head) and governor(other) == above.head.head and _is_subject(other):
            return True
        if above.pos_ in ("VERB", "AUX") and (governor(other) == above or other == source(above)):
            return True
        if not _is_subject(head) and _shares(other, above):
            return True
    return False


def _is_within(pronoun: Token, chain: Chain) -> bool:
    """Tell whether PRONOUN is within the phrase of CHAIN, behind "of": "the backs of their shirts" are not theirs."""
    nouns = {e.place for e, _ in chain.members if e.kind is not Kind.PRONOUN}
    word = pronoun
    while word.head.i != word.i and word.pos_ not in ("VERB", "AUX"):
        if word.dep_ in ("conj", "appos") or (word.dep_ == "prep" and word.lower_ != "of"):
            return False
        word = word.head
        if word.i in nouns:
            return True
    return False


def _shares(subject: Token, verb: Token) -> bool:
    """Tell whether SUBJECT is shared by VERB, or one of several: "Hale and his men beat the man and robbed him"."""
    first = verb
    while first.dep_ == "conj" and first.head.pos_ in ("VERB", "AUX"):
        if any(map(_is_subject, first.lefts)):
            break
        first = first.head
    own = [c for c in first.lefts if _is_subject(c)]
    return any(subject in (c, *c.conjuncts) for c in own)


def is_accused(pronoun: Token) -> bool:
    """Tell whether a participle says what somebody else did: "Hale sued the firm, alleging it had lied"."""
    verb = governor(pronoun)
    above = verb.head
    accused = above.lemma_.lower() in _ALLEGING and above.tag_ == "VBG" and above.dep_ == "advcl"
    return accused and verb.dep_ == "ccomp" and _is_subject(pronoun)


def reflexive(pronoun: Expression, chains: Iterable[Chain]) -> Chain | None:
    """Return the thing that is the subject of the clause of a reflexive PRONOUN."""
    verb = governor(pronoun.head)
    for chain in chains:
        if any(e.head.head == verb and _is_subject(e.head) for e, _ in chain.members):
            return chain
    return None


def joint_subject(pronoun: Token) -> Token | None:
    """Return the coordinated subject of the clause that stands before the one of the subject PRONOUN, side by side."""
    verb = pronoun.head
    before = [c for c in verb.lefts if c.dep_ in _BESIDE and c.i < pronoun.i]
    if verb.dep_ in _BESIDE and verb.head.i < pronoun.i:
        before.append(verb.head)
    for clause in before if _is_subject(pronoun) else ():
        subject = next(filter(_is_subject, clause.lefts), None)
        if subject is not None and any(c.dep_ == "conj" for c in subject.rights):
            return subject
    return None


def subject_ahead(pronoun: Token) -> Token | None:
    """Return the subject that a clause or phrase before it may speak of.

    *When it was first seen, the storm was far away; in its lawsuit, the ministry says so.*
    """
    if (speaker := _told_ahead(pronoun)) is not None:
        return speaker
    top = pronoun.head
    if pronoun.lower_ == "its" and pronoun.dep_ == "poss":
        if top.dep_ != "pobj" or top.head.dep_ != "prep":
            return None
        top = top.head
    else:
        before = pronoun.doc[top.left_edge.i : pronoun.i]
        clause = top.dep_ == "advcl" and any(c.dep_ in ("mark", "advmod") for c in before)
        if not clause or pronoun.dep_ not in SUBJECTS or pronoun.lower_ != "it":
            return None
    subjects = (child for child in top.head.lefts if child.dep_ in SUBJECTS)
    subject = next((child for child in subjects if child.i > top.i), None)
    return subject if subject is not None and subject.pos_ in ("NOUN", "PROPN") else None


def _told_ahead(pronoun: Token) -> Token | None:
    """Return who hears, learns or says what a PRONOUN is told in: "After learning that he had won, Hale left"."""
    verb = told_above(pronoun)
    if verb is None or verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "pcomp"):
        return None
    main = verb.head.head if verb.dep_ == "pcomp" else verb.head
    ahead = (child for child in main.lefts if _is_subject(child) and child.i > pronoun.i)
    return next((child for child in ahead if child.pos_ in ("NOUN", "PROPN")), None)


def told_above(pronoun: Token) -> Token | None:
    """Return the verb of saying above what a PRONOUN is the subject of: of "said it would cut jobs"."""
    verb = pronoun.head
    while verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "ccomp":
        return None
    between = pronoun.doc[verb.head.i + 1 : pronoun.i]
    if any(token.dep_ == "nsubj" and token.pos_ == "NOUN" for token in between):
        return None  # "the court said, although the cross is a symbol, it is passive"
    return verb.head
