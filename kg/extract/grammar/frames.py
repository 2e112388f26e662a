"""Predicates and their grammatical functions, by dependency parse.

A frame names the functions of the active voice: in *the mayor was charged by the court* the mayor is the object
and the court the subject. Relatives, controlled subjects, coordination and participles are followed here, so that
later modules need no syntax. The labels are those of spaCy's English models (CLEAR style).
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.extract.grammar.control import behind_content, missing_subject
from kg.extract.grammar.functions import (
    COMPLEMENT,
    COMPLEX,
    OBJECT,
    RECIPIENT,
    RELATIVES,
    SUBJECT,
    SUBJECTS,
    WHERE,
    Frame,
    antecedent,
    coordinated,
    is_passive,
    phrasal_lemma,
    prepositional,
)
from kg.extract.grammar.syntax import is_finite, is_infinitive

__all__ = [
    "COMPLEMENT",
    "OBJECT",
    "RECIPIENT",
    "RELATIVES",
    "SUBJECT",
    "Frame",
    "antecedent",
    "behind_content",
    "coordinated",
    "frame",
    "frames",
    "is_passive",
    "is_predicate",
    "is_served",
    "phrasal_lemma",
    "prepositional",
]

_NO_PREDICATES: Final = frozenset(
    {"aux", "auxpass", "prep", "mark", "case"}
)  # "according to", "including"
_GIVEN: Final = frozenset({"ccomp", "dobj", "obj", "oprd", "xcomp"})
_COUNTING: Final = frozenset({"det", "nummod", "poss"})
_SENTENCING: Final = vocabulary.words("events", "sentencing")
_SERVING: Final = vocabulary.words("events", "serving")
_TIMES: Final = vocabulary.words("time", "times_of_clauses")
# With another behind them these are prepositions of two words: "qualified ahead of Hale", "compared with May".
_DOUBLE: Final = ("ahead", "compared")
_NOT_PREPOSITIONS: Final = vocabulary.words("prepositions", "no_functions")


def frames(doc: Doc) -> Iterator[Frame]:
    """Return the frame of every verb of DOC, in the order of the text; what a court imposes is its sentence's."""
    built: dict[int, Frame] = {}
    for token in doc:
        if is_predicate(token) and not is_served(token):
            yield frame(token, built)


def is_predicate(token: Token) -> bool:
    """Tell whether TOKEN is a verb that can carry arguments: no auxiliary, no plain adjective."""
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in _NO_PREDICATES:
        return False
    return token.dep_ not in ("amod", "compound", "nmod") or any(True for _ in token.rights)


def frame(verb: Token, built: dict[int, Frame] | None = None) -> Frame:
    """Return the frame of one VERB; BUILT remembers the frames of its document."""
    known = {} if built is None else built
    found = known.get(verb.i)
    if found is None:
        # Remembered before its subject is looked for: a parse may send two verbs to each other for it.
        found = known[verb.i] = Frame(verb, phrasal_lemma(verb), passive=is_passive(verb))
        for child in verb.children:
            if not _is_title(child) and not _is_afterthought(found, child):
                _child(found, child)
        if (fate := _fate(verb)) is not None:
            _completed(found, fate)
        _missing_object(found)
        _imposed(found)
        if verb.dep_ == "relcl" and any(child.lower_ == "where" for child in verb.lefts):
            found.add(WHERE, verb.head)  # "the mine where 200 people work"
        if found.passive and SUBJECT not in found.slots:
            _shared(found, "agent", SUBJECT)
        missing_subject(found, partial(frame, built=known))
    return found


def _child(built: Frame, child: Token) -> None:
    dep = child.dep_
    if dep in SUBJECTS or (dep == "csubj" and child.tag_ == "VBG"):
        _subject(built, child)  # "moving the children could harm them"
    elif _completes(child):
        _completed(built, child)
    elif dep in ("dobj", "obj"):
        built.add(OBJECT, child)
    elif dep in ("dative", "iobj") and child.pos_ != "ADP":
        built.add(RECIPIENT if _has_object(child.head) else OBJECT, child)
    elif dep in ("oprd", "attr"):
        built.add(COMPLEMENT, child)
    elif dep in ("ccomp", "xcomp"):
        built.clauses.setdefault(COMPLEMENT, []).extend(_eased(built, child) or [child])
    elif dep in ("prep", "agent", "dative") or child.lower_ in _DOUBLE:
        _preposition(built, child)


def _eased(built: Frame, adjective: Token) -> list[Token]:
    """Return what is made easier or harder: "made it | harder | for them to place children"."""
    if adjective.pos_ != "ADJ" or all(c.lower_ != "it" for c in adjective.lefts):
        return []
    built.adjective = adjective.lower_
    return [c for c in adjective.rights if c.dep_ in ("advcl", "xcomp") and is_infinitive(c)]


def _completes(child: Token) -> bool:
    """Tell whether an adjective completes its verb; so does a bare one behind it: "found guilty", "tested positive"."""
    if child.pos_ != "ADJ":
        return False
    if child.dep_ in ("oprd", "attr", "acomp"):
        return True
    return child.dep_ in ("dobj", "amod") and child.i > child.head.i and not any(child.lefts)


def _fate(verb: Token) -> Token | None:
    """Return the adjective behind VERB that the parser gives to the object: "shot dead three men".

    A noun's own adjective stands behind its article and its number.
    """
    if verb.i + 1 == len(verb.doc) or (word := verb.nbor(1)).pos_ != "ADJ":
        return None
    noun = word.head
    inside = any(child.i > word.i and child.dep_ in _COUNTING for child in noun.lefts)
    return word if word.dep_ == "amod" and noun.head == verb and inside else None


def _has_object(verb: Token) -> bool:
    """Tell whether VERB has what is given beside whom it is given to; a lone "dative" is the object: "sues Kestrel"."""
    return any(child.dep_ in _GIVEN for child in verb.children)


def _is_title(child: Token) -> bool:
    """Tell whether a noun only says what the name right behind it is, which the parser takes for another argument."""
    if child.pos_ != "NOUN" or child.i + 1 == len(child.doc):
        return False
    behind = (other for other in child.head.children if other.dep_ == child.dep_)
    return any(o.pos_ == "PROPN" and o.left_edge.i == child.i + 1 for o in behind)


def _name_behind(child: Token) -> Token | None:
    """Return the name right behind a noun that the parser takes for an adverb: "Kestrel parent Daimon wins"."""
    if child.pos_ != "NOUN":
        return None
    for other in child.head.lefts:
        if other.dep_ == "npadvmod" and other.left_edge.i == child.i + 1:
            return other if other.ent_type_ in ("ORG", "PERSON") else None
    return None


def _is_afterthought(built: Frame, child: Token) -> bool:
    """Tell whether an object behind a comma only adds to what is said: "cut its rate, its third cut since July"."""
    if child.dep_ not in ("dobj", "obj"):
        return False
    first = child.left_edge
    apart = first.i > 0 and first.nbor(-1).text in (",", "–", "—")
    return OBJECT in built.slots and apart and first.dep_ in ("det", "poss")


def _completed(built: Frame, adjective: Token) -> None:
    """Add an adjective that completes the verb, and what its prepositions lead to: "found guilty of fraud"."""
    negated = any(child.dep_ == "neg" or child.lower_ == "not" for child in adjective.lefts)
    negated = negated or built.token.doc[adjective.i - 1].lower_ == "not"
    built.adjective = f"not {adjective.lower_}" if negated else adjective.lower_
    for name, head in prepositional(adjective):
        built.add(name, head)
    for preposition in adjective.rights:
        for below in preposition.rights if preposition.dep_ == "prep" else ():
            if below.dep_ == "pcomp":
                built.clauses.setdefault(preposition.lower_, []).append(below)


def _subject(built: Frame, child: Token) -> None:
    passive = child.dep_ == "nsubjpass" or built.passive
    if not passive:
        built.add(SUBJECT, _name_behind(child) or child)
        return
    # "was given an award": the object stands behind the verb, and the subject received it.
    given = any(other.dep_ == "dobj" for other in built.token.rights)
    built.add(RECIPIENT if given else OBJECT, child)


def _preposition(built: Frame, child: Token) -> None:
    name = child.lower_
    if name == "as" and name in built.slots:
        return  # "appointed A as minister and B as ambassador": the second office is not A's
    for below in child.children:
        if below.dep_ == "pobj" and below.lower_ not in COMPLEX:
            by_agent = child.dep_ == "agent" and built.passive
            built.add(SUBJECT if by_agent else name, below)
        elif below.dep_ == "pcomp":
            built.clauses.setdefault(name, []).append(below)
        elif below.dep_ == "prep" and name not in _NOT_PREPOSITIONS:
            both = f"{name} {below.lower_}" if name in _DOUBLE else below.lower_
            for deeper in below.children:
                if deeper.dep_ == "pobj":
                    built.add(both, deeper)


def _missing_object(built: Frame) -> None:
    """Find the object of a participle behind its noun, of a reduced relative, and of coordinated verbs."""
    verb = built.token
    if OBJECT in built.slots:
        return
    if built.passive:
        reduced = verb.dep_ in ("acl", "amod") or (verb.dep_ == "relcl" and is_infinitive(verb))
        if reduced:
            built.add(OBJECT, verb.head)
    elif (gap := _gap(verb)) is not None:
        built.add(OBJECT, gap)
    else:
        _shared(built, "dobj", OBJECT)


def _gap(verb: Token) -> Token | None:
    """Return the noun whose relative clause lacks its object in VERB: "the oil Chevron wants to export"."""
    top = verb
    while top.dep_ == "xcomp" and top.head.pos_ in ("VERB", "AUX") and is_infinitive(top):
        top = top.head
    if top.dep_ != "relcl" or top.head.i > top.i or top.head.lemma_.lower() in _TIMES:
        return None  # "the first time the rate has fallen"
    words = {child.lower_ for child in top.subtree}
    lacking = not words & {"where", "when", "whose", "why", "who", "which"}
    own = {child.dep_ for child in top.children}
    behind = {child.dep_ for child in verb.rights if not _is_when(child)}
    full = behind & {"prep", "ccomp", "xcomp", "dobj"}
    return top.head if lacking and "nsubj" in own and "dobj" not in own and not full else None


def _is_when(child: Token) -> bool:
    """Tell whether a prepositional phrase says when."""
    return child.dep_ == "prep" and any(c.ent_type_ in ("DATE", "TIME") for c in child.children)


def _shared(built: Frame, label: str, function: str) -> None:
    """Add what verbs share that stands behind the last of them: "attacked and killed civilians", "ran and sold it".

    Nothing but commas and the conjunction stands between them.
    """
    last = built.token
    for other in _joined(built.token):
        between = built.token.doc[last.i + 1 : other.i]  # but not "responded quickly and found her"
        bare = all(t.dep_ == "cc" or t.text == "," or _is_of(t, other) for t in between)
        if not bare or is_passive(other) != built.passive:
            return
        last = other
        for child in other.rights:
            if child.dep_ == label:
                agents = (c for c in child.rights if c.dep_ == "pobj")
                for head in agents if label == "agent" else [child]:
                    built.add(function, head)
                return


def _joined(verb: Token) -> Iterator[Token]:
    """Yield the verbs joined behind VERB, one behind the other."""
    while (other := next((c for c in verb.rights if c.dep_ == "conj"), None)) is not None:
        if other.pos_ != "VERB":
            return
        yield other
        verb = other


def _is_of(word: Token, verb: Token) -> bool:
    """Tell whether a WORD before a joined VERB only says how it happens."""
    return word.dep_ == "advmod" and word.head == verb


def _imposed(built: Frame) -> None:
    """Add to a sentence all that it lists, and what its clause tells to be served or paid.

    "Sentenced to serve six months in prison", "sentenced to ten years in prison, a year of probation and a fine".
    """
    if built.lemma not in _SENTENCING:
        return
    if "to" not in built.slots:
        _to_serve(built)
    for child in built.token.rights:
        if built.slots.get("to") and _is_next(child, built.slots["to"][-1]):
            built.add("to", child)


def _is_next(child: Token, last: Token) -> bool:
    """Tell whether CHILD is another part of the sentence whose LAST part is known: ", a year of probation"."""
    behind = any(below.dep_ == "cc" or below.lower_ in ("in", "of") for below in child.rights)
    listed = child.i > last.i and child.left_edge.nbor(-1).text == ","
    return child.dep_ == "npadvmod" and behind and listed


def _to_serve(built: Frame) -> None:
    """Add to a sentence what its clause tells to be served or paid."""
    for clause in filter(is_served, built.token.rights):
        for child in clause.rights:
            if child.dep_ in ("dobj", "npadvmod"):
                built.add("to", child)
            elif child.dep_ == "prep" and child.lower_ == "for":
                _preposition(built, child)


def is_served(verb: Token) -> bool:
    """Tell whether VERB only tells that a sentence is carried out: "sentenced to serve ten years"."""
    serving = verb.lemma_.lower() in _SERVING and is_infinitive(verb)
    return serving and verb.head.lemma_.lower() in _SENTENCING and verb.i > verb.head.i


def in_content(built: Frame, head: Token) -> bool:
    """Tell whether HEAD stands within what the predicate says: "announced that it has granted the request".

    What it speaks of is told with it, and so is what somebody is to do: "warned that the dam might burst", "helped
    producers sell copper", "requested he produce a card", "fined Norcom for polluting the river".
    """
    deeds = built.clauses.get("for", ())
    if any(clause.tag_ == "VBG" and clause.is_ancestor(head) for clause in deeds):
        return True
    for clause in built.clauses.get(COMPLEMENT, ()):
        own = head.head == clause and head.dep_ in SUBJECTS
        if is_finite(clause) and clause.is_ancestor(head) and not own:
            opened = any(child.dep_ in ("mark", "aux", "auxpass") for child in clause.lefts)
            return opened or clause.tag_ not in ("VB", "VBP")
    return False
