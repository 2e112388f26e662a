"""Clauses that say whom a rule is about, on what a charge rests or what a story tells, and not that it is so."""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.control import is_task
from kg.extract.grammar.syntax import (
    has_passive,
    is_announcing,
    is_awaited,
    is_due,
    is_finite,
    is_general,
    is_infinitive,
    is_past,
    is_pending,
    is_said_to,
    modal,
)
from kg.extract.reading import Reading
from kg.extract.standing.verdict import Verdict
from kg.model import Mention, Status
from kg.ontology import Entry

_BECAUSE: Final = "because"
_BEING: Final = ("be", "have")
_ESTABLISHED: Final = ("calculated", "determined", "estimated")
_BELIEVING: Final = vocabulary.words("speech", "believing")
_PAPERS: Final = vocabulary.words("speech", "accusing_papers")
_STOPPING: Final = vocabulary.words("events", "stopping")
_FACTIVE: Final = vocabulary.words("speech", "factive")
_FICTION: Final = vocabulary.words("speech", "fiction")
_ACHIEVING: Final = vocabulary.words("events", "achieving")
_HELD: Final = vocabulary.words("speech", "held")
_OPINION: Final = vocabulary.words("speech", "of_opinion")
_INDICATIVE: Final = frozenset({"VBD", "VBP", "VBZ"})
_KNOWN: Final = ("nummod", "poss")  # of a noun that means somebody
_REGULATING: Final = vocabulary.words("events", "regulating")
_WHOEVER: Final = vocabulary.words("pronouns", "whoever")


def status_of(entry: Entry, head: Token, token: Token) -> Status:
    """Return what HEAD, of which the lexicon has ENTRY, makes of TOKEN below it.

    What somebody believes is their guess; what *is believed to* be so, others say whom nobody names.
    """
    status = entry.status or Status.ASSERTED
    if status is Status.HYPOTHETICAL and _is_own_view(head):
        return Status.REPORTED  # "I believe that they left"
    told = token.dep_ == "ccomp" and token.tag_ in _INDICATIVE
    if status is Status.PLANNED and told and not any(c.tag_ == "MD" for c in token.lefts):
        return Status.REPORTED  # "decided that she is the best"
    held = head.lemma_.lower() in _HELD and (has_passive(head) or is_said_to(head))
    guessed = status is Status.HYPOTHETICAL and token.dep_ == "xcomp" and is_infinitive(token)
    named = any(child.dep_ == "agent" for child in head.rights)
    if not held or not guessed or named:
        return status
    return Status.REPORTED if head.lemma_.lower() in _OPINION else Status.ALLEGED


def _is_own_view(head: Token) -> bool:
    """Tell whether who speaks says what they take to be so: "I do believe that"."""
    subject = next((child for child in head.lefts if child.dep_ == "nsubj"), None)
    plain = head.tag_ in ("VB", "VBP") and not any(c.tag_ == "MD" for c in head.lefts)
    mine = subject is not None and subject.lower_ in ("i", "we")
    return mine and plain and head.lemma_ in _BELIEVING


def told_by(speaker: Mention | None) -> Status:
    """Return how stands what SPEAKER says: what a charge or a complaint says is alleged."""
    words = speaker.name.lower().split() if speaker is not None and not speaker.named else []
    return Status.ALLEGED if words and words[-1].removesuffix("s") in _PAPERS else Status.REPORTED


def is_taken_for_so(entry: Entry, head: Token, clause: Token) -> bool:
    """Tell whether a CLAUSE is so whatever becomes of HEAD: "did not know that", "must never forget that".

    And "is perhaps best known for founding it".
    """
    factive = entry.status is Status.ASSERTED and head.lemma_.lower() in _FACTIVE
    told = clause.dep_ == "ccomp" and is_finite(clause)
    told = told or (clause.dep_ == "pcomp" and clause.head.lower_ == "for")
    return factive and head.pos_ == "VERB" and told


def of_subject(head: Token, gerund: Token) -> Status | None:
    """Return how a GERUND stands that is the subject of HEAD: of nobody in the present, "selling it is illegal"."""
    bare = gerund.tag_ == "VBG" and gerund.dep_ == "csubj" and head.tag_ in ("VBP", "VBZ")
    done = any(child.dep_ == "aux" for child in head.lefts) or head.lemma_ == "have"
    return Status.HYPOTHETICAL if bare and not done else None


def sharing(head: Token, clause: Token) -> Token | None:
    """Return the verb whose standing a CLAUSE below HEAD shares: "was able to win", "had a brick thrown at her"."""
    if head.lower_ in _ACHIEVING and head.dep_ == "acomp" and is_past(head.head):
        return head.head
    return head if head.lemma_ == "have" and clause.tag_ == "VBN" else None


def is_let(head: Token, status: Status, above: Verdict) -> bool:
    """Tell whether what HEAD would have ended went on: "failed to stop people from stealing"."""
    denied = above.status is Status.NEGATED and status is Status.NEGATED
    return denied and head.lemma_.lower() in _STOPPING and not _is_to_come(above.cue)


def _is_to_come(cue: Token | None) -> bool:
    """Tell whether CUE denies what may still be: "will not stop", "cannot stop"."""
    modals = cue.head.lefts if cue is not None else ()
    return any(child.tag_ == "MD" for child in modals)


def over_own(noun: Token, above: Verdict) -> Verdict:
    """Return ABOVE, in which what stands over the plan that somebody has is no doubt of it: "asked about its plan"."""
    own = any(child.dep_ == "poss" for child in noun.lefts)
    asked = own and above.status is Status.HYPOTHETICAL
    return replace(above, status=Status.ASSERTED) if asked else above


def beside_denial(first: Token, verb: Token, above: Verdict) -> Verdict:
    """Return ABOVE, which is how FIRST stands, for an active VERB joined to it: "will not be deterred and hold on".

    What is denied is only what is suffered.
    """
    cue = above.cue
    denied = above.status is Status.NEGATED and cue is not None and cue.head == first
    joined = any(child.lower_ == "and" for child in first.rights if child.dep_ == "cc")
    if not denied or not joined or not has_passive(first) or verb.tag_ != "VB" or has_passive(verb):
        return above
    found = (modal(verb, child.lower_) for child in first.lefts if child.tag_ == "MD")
    return replace(above, status=next(filter(None, found), Status.HYPOTHETICAL), cue=verb)


def of_infinitive(head: Token, clause: Token) -> Status:
    """Return how an infinitive CLAUSE stands of which the lexicon does not know the HEAD."""
    if head.lower_ in _ESTABLISHED and clause.lemma_ in _BEING:
        return Status.REPORTED  # "was determined to be a fake"
    if is_pending(head):
        return Status.NEGATED
    due = is_due(head) or is_announcing(head, clause)
    return Status.PLANNED if due else Status.HYPOTHETICAL


def beside(head: Token, clause: Token, *, planned: bool) -> Status | None:
    """Return how an adverbial CLAUSE of HEAD stands, which is PLANNED: as purpose, or as what has yet to come."""
    if is_infinitive(clause):
        # "made it harder to meet him"; "flew to Doha to meet him" is a purpose
        return Status.HYPOTHETICAL if head.pos_ == "ADJ" else Status.PLANNED
    if is_awaited(clause):  # "would go only when it had ended"
        return Status.HYPOTHETICAL
    if not is_general(clause):
        return None
    # "will go when it ends"; "paid him before he goes to Lund"
    return Status.PLANNED if planned or _is_near(clause) else Status.HYPOTHETICAL


def _is_near(clause: Token) -> bool:
    """Tell whether a CLAUSE in the present says what comes after what has been: "left before he goes to Lund"."""
    words = (child.lower_ for child in clause.lefts if child.dep_ in ("advmod", "mark"))
    return clause.head.tag_ in ("VBD", "VBN") and "before" in words


def of_gerund(head: Token, clause: Token) -> Status | None:
    """Return how a CLAUSE behind a preposition of HEAD stands, where the preposition decides nothing."""
    if _is_told_how(clause):
        return Status.ASSERTED
    return Status.PLANNED if is_task(head) else None  # "is charged with overseeing the vote"


def _is_told_how(clause: Token) -> bool:
    """Tell whether a CLAUSE behind a preposition tells how or why it is so: "reports on how the town copes"."""
    asked = any(child.dep_ == "advmod" and child.lower_ in ("how", "why") for child in clause.lefts)
    return asked and is_finite(clause) and not any(child.tag_ == "MD" for child in clause.lefts)


def is_of_whoever(token: Token) -> bool:
    """Tell whether the clause of TOKEN is about nobody in particular: "bars anyone who carries a gun"."""
    above = token.head if token.dep_ in ("advcl", "conj") else token
    return _is_for_whoever(token) or _is_of_a_rule(above) or _is_of_any(above)


def in_fiction(token: Token) -> bool:
    """Tell whether TOKEN tells what a story tells: "In the film, Hale kills Holm", "a novel in which Norway wins"."""
    above = (token, *token.ancestors)
    if any(each.dep_ == "relcl" and _is_story(each.head) and _has_in(each) for each in above):
        return True
    first = token.sent[0]
    if first.lower_ != "in" or first.head not in above:
        return False
    behind = first.right_edge.i + 1
    apart = behind < len(token.doc) and token.doc[behind].text == ","
    return apart and any(map(_is_story, first.rights))


def _is_story(noun: Token) -> bool:
    return noun.lemma_.lower() in _FICTION


def _has_in(clause: Token) -> bool:
    """Tell whether a CLAUSE tells what happens in something: "in which"."""
    return any(child.lower_ == "in" and child.i < clause.i for child in clause.children)


def ground(clause: Token, reading: Reading) -> tuple[Status, Token] | None:
    """Return how a CLAUSE stands that says for what somebody is charged: "was sued because he had lied"."""
    marked = any(c.dep_ == "mark" and c.lower_ == _BECAUSE for c in clause.lefts)
    charged = clause.dep_ == "advcl" and marked and is_legal(clause.head, reading)
    return (Status.ALLEGED, clause.head) if charged else None


def is_legal(head: Token, reading: Reading) -> bool:
    """Tell whether HEAD tells of something before the law."""
    ontology, lemma = reading.ontology, head.lemma_.lower()
    kinds = (e.evokes for e in (*ontology.verbs(lemma), *ontology.nouns(lemma)))
    return any(kind is not None and ontology.is_a(kind, "LegalEvent") for kind in kinds)


def _is_of_any(clause: Token) -> bool:
    """Tell whether a CLAUSE says which of many it would be: "orders to shoot any prisoner who tries to escape"."""
    described = clause.dep_ in ("acl", "relcl")
    return described and any(child.lower_ == "any" for child in clause.head.lefts)


def _is_for_whoever(token: Token) -> bool:
    """Tell whether a participle only says whom something would concern: "would apply to people using trains"."""
    noun = token.head
    if token.dep_ != "acl" or token.tag_ != "VBG" or noun.tag_ != "NNS" or noun.dep_ == "nsubj":
        return False
    verb = next((above for above in noun.ancestors if above.pos_ in ("VERB", "AUX")), None)
    auxiliaries = (c.lower_ for c in verb.lefts if c.dep_ == "aux") if verb is not None else ()
    unreal = verb is not None and any(modal(verb, word) is not None for word in auxiliaries)
    return unreal and not any(c.dep_ in ("det", "poss", "nummod") for c in noun.lefts)


def _is_of_a_rule(token: Token) -> bool:
    """Tell whether TOKEN says whom a rule is about: "prohibits retaliation against an employee who complains"."""
    noun = token.head
    if token.dep_ not in ("acl", "relcl") or any(c.dep_ in _KNOWN for c in noun.lefts):
        return False
    words = [noun.lower_, *(c.lower_ for c in noun.lefts if c.dep_ == "det")]
    general = (not words[1:] and noun.tag_ == "NNS") or any(word in _WHOEVER for word in words)
    verb = next((above for above in noun.ancestors if above.pos_ == "VERB"), None)
    return general and verb is not None and regulates(verb)


def regulates(verb: Token) -> bool:
    """Tell whether VERB says in the present what a rule does: "bars", "requires"."""
    return verb.lemma_.lower() in _REGULATING and verb.tag_ in ("VB", "VBG", "VBP", "VBZ")
