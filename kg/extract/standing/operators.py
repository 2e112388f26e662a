"""What stands beside a predicate and decides how it stands: negation, modals, conditions, hedges, headlines."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.denials import is_of_adjective, is_open, is_unwanted
from kg.extract.grammar.functions import is_announced
from kg.extract.grammar.syntax import (
    before_gerund,
    in_headline,
    is_announcing,
    is_infinitive,
    is_inverted,
    is_question,
    modal,
)
from kg.extract.reading import Reading
from kg.extract.standing.clauses import ground, in_fiction, is_of_whoever
from kg.extract.standing.verdict import Verdict
from kg.model import Status
from kg.ontology import Entry

_CONDITIONS: Final = vocabulary.words("grammar", "conditions")
_AWAITING: Final = vocabulary.words("prepositions", "awaiting")
_NEGATIVE: Final = vocabulary.words("grammar", "negative")
_NOT_ONLY: Final = vocabulary.words("grammar", "not_only")
_OCCASIONAL: Final = vocabulary.words("prepositions", "occasional")
_CIRCUMSTANTIAL: Final = vocabulary.words("prepositions", "circumstantial")
_OF_MIND: Final = vocabulary.words("descriptions", "of_mind")
_GRADUAL: Final = vocabulary.words("events", "gradual")
_FAILED: Final = frozenset(vocabulary.table("events", "failed").items())
_SUBJECTS: Final = ("nsubj", "nsubjpass", "expl", "csubj")
_DOUBTS: Final = (Status.ALLEGED, Status.HYPOTHETICAL, Status.PLANNED, Status.REPORTED)
_GO_ON: Final = "go on"
_BEATING: Final = vocabulary.words("sports", "beating")
_OUTCOMES: Final = vocabulary.words("sports", "outcomes")
_DENY: Final = "deny"
_REJECTING: Final = vocabulary.words("speech", "rejecting")
_PLANNING: Final = ("Agent", "Place")  # that may do what they have planned
_SCHEDULING: Final = vocabulary.words("tense", "scheduling")
_GRANTS: Final = vocabulary.words("speech", "grants")
_SAYINGS: Final = vocabulary.words("speech", "sayings")
_PARTS: Final = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adjective"}
_PARTICIPLES: Final = frozenset({"VBD", "VBN"})
_DEPICTING: Final = vocabulary.words("speech", "depicting")
_HOPED: Final = vocabulary.words("events", "hoped")
_LEADING: Final = ("lead", "result")


def by_itself(token: Token, reading: Reading) -> Verdict:
    """Return what the negation, modals, adverbs and adjectives of a predicate say."""
    found = Verdict()
    for child in token.children:
        status = _operator(token, child, reading)
        if status is not None:
            found = found.under(status, child)
        if child.dep_ == "attr" and token.lemma_ == "be":
            doubt = titled(child, reading)  # "is the likely president"
            found = found.under(doubt.status, doubt.cue)
    for status, cue in filter(
        None,
        (
            _unreal(token),
            _deemed(token, reading),
            _hoped(token),
            _nor(token),
            ground(token, reading),
        ),
    ):
        found = found.under(status, cue)
    alone = token.dep_ == "ROOT" and token.tag_ in ("VB", "VBN")
    if (alone or is_announced(token)) and is_infinitive(token):
        found = found.under(Status.PLANNED, token)  # a headline: "Airbus to cut jobs"
    return found


def _nor(verb: Token) -> tuple[Status, Token] | None:
    """Return the denial that a VERB behind "or" shares with the one before: "never saw or heard them"."""
    first = verb.head
    if verb.dep_ != "conj" or first.pos_ not in ("AUX", "VERB") or verb.pos_ != first.pos_:
        return None
    if any(child.dep_ in _SUBJECTS for child in verb.lefts):
        return None
    joint = any(c.lower_ in ("nor", "or") for c in first.rights if c.dep_ == "cc" and c.i < verb.i)
    denial = next((c for c in first.lefts if c.dep_ == "neg"), None)
    return (Status.NEGATED, denial) if joint and denial is not None else None


def _hoped(token: Token) -> tuple[Status, Token] | None:
    """Return that TOKEN is what information may do, or lead to: "a reward for tips that lead to the arrest of Hale"."""
    behind = token.dep_ == "pobj" and token.head.lower_ in ("in", "to")
    verb = token.head.head if behind else token
    behind = verb.dep_ in ("acl", "relcl") and verb.tag_ in ("VB", "VBG", "VBP", "VBZ")
    is_so = behind and verb.lemma_ in _LEADING
    return (Status.HYPOTHETICAL, verb) if is_so and verb.head.lemma_.lower() in _HOPED else None


def _is_command(token: Token) -> bool:
    """Tell whether TOKEN tells the reader to do something: "for more information, call the press office"."""
    bare = token.dep_ == "ROOT" and token.tag_ in ("VB", "VBP") and not in_headline(token)
    return bare and not any(c.dep_ in (*_SUBJECTS, "aux", "auxpass") for c in token.children)


def _lies_ahead(noun: Token) -> bool:
    """Tell whether what a present tense waits for has yet to come: "is free until his sentencing"."""
    behind = noun.dep_ == "pobj" and noun.head.lower_ in _AWAITING
    return behind and noun.head.head.tag_ in ("VBZ", "VBP")


def _unreal(token: Token) -> tuple[Status, Token | None] | None:
    """Return the status of what its construction alone sets apart from what is so."""
    if is_question(token) or is_inverted(token) or _is_command(token):
        return Status.HYPOTHETICAL, None
    if is_of_whoever(token) or in_fiction(token):
        return Status.HYPOTHETICAL, token.head
    if _lies_ahead(token) or _is_scheduled(token):
        return Status.PLANNED, token.head
    return None


def _is_scheduled(verb: Token) -> bool:
    """Tell whether VERB gives its subject a day to come: "a hearing has been scheduled for 26 January"."""
    if verb.lemma_.lower() not in _SCHEDULING or verb.tag_ != "VBN":
        return False
    days = (below for c in verb.rights if c.lower_ == "for" for below in c.rights)
    return any(below.ent_type_ in ("DATE", "TIME") for below in days)


def _deemed(token: Token, reading: Reading) -> tuple[Status, Token] | None:
    """Return what a participle right before the participle TOKEN makes of it: "believed killed", "feared drowned"."""
    before = token.nbor(-1) if token.i > token.sent.start else token
    if token.tag_ not in _PARTICIPLES or before.tag_ not in _PARTICIPLES or before == token:
        return None
    entry = attitude(before.lemma_.lower(), "verb", reading)
    spoken = entry is not None and entry.speaks
    return (entry.status, before) if entry is not None and spoken and entry.status else None


def _operator(token: Token, child: Token, reading: Reading) -> Status | None:
    dep, word = child.dep_, child.lower_
    if dep == "neg":
        apart = is_not_only(child) or is_open(child) or is_of_adjective(child)
        return None if apart else _denied(token)
    if dep in ("det", "preconj") and word in _NEGATIVE:
        return Status.NEGATED
    if dep == "aux":
        return modal(token, word)
    if (token.lemma_.lower(), word) in _FAILED:
        return Status.NEGATED
    if dep == "mark":
        return _marked(token, word)
    if dep in ("nsubj", "nsubjpass", "dobj", "attr") and (
        word in _NEGATIVE or any(below.lower_ in ("no", "neither") for below in child.lefts)
    ):
        return _denied(token) if dep in _SUBJECTS else Status.NEGATED
    beside = dep == "nmod" and _is_hyphenated(child)
    if dep in ("advmod", "amod") or beside or _is_titled(child, reading):
        return hedge(child, reading)
    return None


def _denied(verb: Token) -> Status:
    """Return what "not" makes of VERB: of "told not to go" it is open whether they went."""
    return Status.HYPOTHETICAL if is_unwanted(verb) else Status.NEGATED


def is_not_only(word: Token) -> bool:
    """Tell whether a WORD of negation says that something is so and more: "not only rich but famous"."""
    before_end = word.i + 1 < word.sent.end
    return word.lower_ == "not" and before_end and word.nbor(1).lower_ in _NOT_ONLY


def _is_titled(child: Token, reading: Reading) -> bool:
    """Tell whether an adjective is taken for a name for its capital: "Abandons *Proposed* Acquisition"."""
    is_name = child.dep_ in ("compound", "nmod") and child.tag_ in ("NNP", "NNPS")
    return is_name and child.i not in reading.mention_at


def foretold(verdict: Verdict, reading: Reading) -> Verdict:
    """Return VERDICT without the plan in what somebody foretells of a thing: "says the dam will flood the valley".

    Who acts may plan it, and so does who lets something be done: "says the king will come", "the bridge will be built".
    """
    cue = verdict.cue
    if verdict.status is not Status.PLANNED or cue is None or cue.dep_ != "aux":
        return verdict
    verb = cue.head
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if subject is None or subject.pos_ != "NOUN":
        return verdict
    kind = reading.ontology.noun_kind(subject.lemma_) or "Topic"
    plans = any(reading.ontology.is_a(kind, each) for each in _PLANNING)
    done = any(c.dep_ == "dobj" or (c.dep_ == "prep" and c.lower_ == "to") for c in verb.rights)
    return verdict if plans or not done else replace(verdict, status=Status.ASSERTED, cue=None)


def _marked(token: Token, word: str) -> Status | None:
    """Return what the conjunction WORD makes of a clause: "if it leaves", "rather than leave"."""
    if word == "than" and any(child.lower_ == "rather" for child in token.lefts):
        return Status.NEGATED
    return Status.HYPOTHETICAL if word in _CONDITIONS else None


def is_conditional(token: Token, reading: Reading) -> bool:
    """Tell whether TOKEN is the verb of a condition: "if he promised"."""
    own = by_itself(token, reading)
    marked = own.cue is not None and own.cue.dep_ == "mark"
    return own.status is Status.HYPOTHETICAL and marked


def hedge(child: Token, reading: Reading) -> Status | None:
    """Return what an adverb or adjective does: "allegedly", "suspected", "would-be"."""
    if child.lower_ in _NEGATIVE or _is_negative(child):
        return Status.NEGATED
    if _is_caused(child):
        return None
    pos = "adverb" if child.dep_ == "advmod" else "adjective"
    words = (_written(child), child.lower_, child.lemma_.lower())
    entry = next((found for word in words if (found := attitude(word, pos, reading))), None)
    return None if entry is None or entry.status in (None, Status.ASSERTED) else entry.status


def _is_caused(due: Token) -> bool:
    """Tell whether DUE tells what caused it: "deaths due to cholera", not "talks due to begin"."""
    behind = due.doc[due.i + 1 : due.i + 3]
    to = len(behind) > 1 and due.lower_ == "due" and behind[0].lower_ == "to"
    return to and behind[1].tag_ != "VB"


def _is_negative(adverb: Token) -> bool:
    """Tell whether an adverb says that it is not so: "no longer exports", "nearly died", but not "nearly doubled"."""
    if adverb.lower_ == "longer":
        return any(child.lower_ == "no" for child in adverb.lefts)
    verb = adverb.head
    near = adverb.lower_ in ("almost", "nearly") and verb.pos_ == "VERB" and verb.i == adverb.i + 1
    return near and verb.lemma_.lower() not in _GRADUAL


def titled(noun: Token, reading: Reading) -> Verdict:
    """Return what the adjectives before a title or an apposition make of it: "would-be senator", "likely heir"."""
    found = Verdict()
    lefts = list(noun.lefts)
    if noun.dep_ in ("compound", "nmod"):  # a flat title, where every word hangs on the name
        lefts.extend(child for child in noun.head.lefts if child.i < noun.i)
    for child in lefts:
        if child.dep_ == "amod" or _is_hyphenated(child):
            status = hedge(child, reading) if child.lower_ not in _OF_MIND else None
            if status in _DOUBTS:
                found = found.under(status, child)
    return found


def _is_hyphenated(word: Token) -> bool:
    return word.i > word.left_edge.i and word.nbor(-1).text == "-"


def _written(word: Token) -> str:
    """Return WORD with what a hyphen joins to it: "so-called", of which the tokeniser makes three."""
    return (
        word.doc[word.left_edge.i : word.i + 1].text.lower()
        if _is_hyphenated(word)
        else word.lower_
    )


def attitude(lemma: str, pos: str, reading: Reading, below: Token | None = None) -> Entry | None:
    """Return what the lexicon knows of a word of attitude, best of all over a complement such as BELOW."""
    found = reading.ontology.attitudes(lemma, pos)
    kind = "infinitive" if below is not None and is_infinitive(below) else "clause"
    fitting = [entry for entry in found if below is None or entry.complement in ("any", kind)]
    return next(iter((*fitting, *found)), None)


def denying(noun: Token, reading: Reading) -> Entry | None:
    """Return what the lexicon knows of the verb that denies what NOUN says: "denied allegations that he left"."""
    if noun.dep_ not in ("dobj", "nsubjpass"):
        return None
    lemma = noun.head.lemma_.lower()
    if noun.lemma_.lower() in _GRANTS:
        return None  # "denied him permission to play" is no word on what he did
    refused = lemma in _REJECTING and noun.lemma_.lower() in _SAYINGS
    entry = attitude(_DENY if refused else lemma, "verb", reading)
    return entry if entry is not None and entry.status is Status.DENIED else None


def result(head: Token, token: Token, reading: Reading) -> Entry | None:
    """Return what makes TOKEN behind HEAD no purpose: what came of it, or was confessed.

    "Went on to win"; "confessed to illegally selling", where the parser sees an infinitive.
    """
    if (to := before_gerund(token)) is not None:
        words = (attitude(name, pos, reading, to) for name, pos in governors(head, to))
        if (spoken := next((each for each in words if each and each.speaks), None)) is not None:
            return spoken
    lemma = head.lemma_.lower()
    names = [f"{lemma} {c.lower_}" for c in head.rights if c.dep_ in ("dobj", "prt")]
    clauses = (child.lemma_ for child in head.rights if child.dep_ in ("advcl", "xcomp"))
    if lemma in _BEATING and not _OUTCOMES.isdisjoint(clauses):
        names.append(_GO_ON)  # "beat Brazil to win the cup"
    found = (attitude(name, "verb", reading) for name in names)
    return next((entry for entry in found if entry is not None), None)


def threatened(verb: Token, reading: Reading) -> Status | None:
    """Return how stands what VERB and its object tell together: "faces ten years", where nobody is sentenced yet."""
    objects = (c.lemma_.lower() for c in verb.rights if c.dep_ == "dobj")
    found = (attitude(f"{verb.lemma_.lower()} {noun}", "verb", reading) for noun in objects)
    return next((entry.status for entry in found if entry is not None), None)


def governors(head: Token, below: Token) -> Iterator[tuple[str, str]]:
    """Yield the words, each with its part of speech, by which the lexicon may know HEAD as what governs BELOW.

    Those with a particle or a preposition come first.
    """
    lemma, pos = head.lemma_.lower(), _PARTS.get(head.pos_)
    if pos is None:
        return
    if below.pos_ == "ADP" or below.tag_ == "TO":
        yield f"{lemma} {below.lower_}", pos
    if below.dep_ == "dobj":
        yield f"{lemma} {below.lemma_.lower()}", pos  # "declare victory"
    for child in head.rights:
        if child.dep_ in ("prt", "prep"):
            yield f"{lemma} {child.lower_}", pos
    if below.lower_ in _CIRCUMSTANTIAL or (pos == "verb" and below.lower_ in _OCCASIONAL):
        return
    yield lemma, pos
    yield from ((word, "adjective") for word in _predicates(head, lemma, pos))
    if lemma == "be" and below.dep_ == "ccomp":  # "it is a lie that he left"
        yield from ((c.lemma_.lower(), "noun") for c in head.rights if c.dep_ == "attr")


def governing(head: Token, below: Token, reading: Reading) -> Entry | None:
    """Return what the lexicon knows of HEAD as a governor of what stands BELOW it."""
    if is_announcing(head, below):
        return None
    found = (attitude(name, pos, reading, below) for name, pos in governors(head, below))
    return next((entry for entry in found if entry is not None), None)


def governor(noun: Token, reading: Reading) -> Token:
    """Return what governs a NOUN behind a preposition, also where the parser hung that elsewhere.

    The subject of a verb: "no evidence was found of the killing"; the verb around a noun: "accused in court of murder".
    """
    below, head = noun.head, noun.head.head
    entry = governing(head, below, reading)
    clause = entry is None or entry.complement == "clause"  # "found evidence of", "found that"
    undecided = entry is None or clause or entry.status in (None, Status.ASSERTED)
    if below.lower_ not in ("about", "of") or not undecided:
        return head
    others: list[Token] = []
    if head.pos_ == "VERB":
        others = [child for child in head.lefts if child.dep_ in ("nsubj", "nsubjpass")]
    elif head.dep_ == "pobj" and head.head.head.pos_ == "VERB":
        others = [head.head.head]
    return next((each for each in others if governing(each, below, reading) is not None), head)


def listed(noun: Token) -> Token:
    """Return the noun that NOUN stands beside: of what a list hangs on a name, the one that this completes.

    "The resignation of Hale, the arrest of Ruiz": the arrest is no other word for Hale.
    """
    head = noun.head
    completes = head.pos_ == "PROPN" and head.dep_ == "pobj" and head.head.lower_ == "of"
    return head.head.head if completes else head


def _predicates(head: Token, lemma: str, pos: str) -> Iterator[str]:
    """Yield the adjectives by which the lexicon may know HEAD: of "it is clear that" and "what is clear is that"."""
    completing = [child.lower_ for child in head.rights if child.dep_ == "acomp"][:1]
    if lemma != "be":
        yield from [head.lower_] if pos in ("verb", "adjective") else []
        return
    clauses = (child for child in head.lefts if child.dep_ == "csubj")
    asked = (c for c in clauses if any(child.lower_ == "what" for child in c.lefts))
    behind = [c.lower_ for clause in asked for c in clause.rights if c.dep_ == "acomp"]
    yield from completing or behind or [head.lower_]


def depicting(noun: Token, token: Token, reading: Reading) -> Entry | None:
    """Return what a film or picture does that has a NOUN in it: "appears to show a man setting a fire"."""
    verb = noun.head
    shown = noun.dep_ == "dobj" and token.tag_ == "VBG" and verb.lemma_ in _DEPICTING
    return attitude(verb.lemma_, "verb", reading) if shown else None
