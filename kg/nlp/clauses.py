"""Subjects that English dependency parsers hang on another clause than their own.

Of *a judge ruled the draft violated the law* the draft is no object of the ruling but what violated the law; of *Ruiz
resigned as mayor of Lund and Hale was elected*, Lund is not joined to Hale.
"""

from typing import Final

from spacy.tokens import Doc, Token

from kg.nlp.attachments import put

_NOUNS: Final = ("NN", "NNS", "NNP", "NNPS")
_SUBJECTS: Final = ("nsubj", "nsubjpass")
_OBJECTS: Final = ("dobj", "pobj")
_AUXILIARIES: Final = ("aux", "auxpass")
_WISHING: Final = ("have", "need", "want")
_JOINED: Final = ("advcl", "ccomp", "conj")
_STARTING: Final = ("MD", "VBD", "VBP", "VBZ")
_LISTED: Final = ("appos", "conj")


def begin(doc: Doc) -> None:
    """Give each finite verb the subject that stands before it, in place."""
    for verb in doc:
        if verb.pos_ in ("AUX", "VERB") and verb.dep_ not in _AUXILIARIES and _is_bare(verb):
            _ruled(verb) or _begun(verb) or _opened(verb)
    for verb in doc:
        _doubled(verb)
    _parted(doc)
    _wanted(doc)


def _is_bare(verb: Token) -> bool:
    """Tell whether VERB is finite and has no subject."""
    free = all(child.dep_ not in (*_SUBJECTS, "csubj", "expl") for child in verb.children)
    return free and _first(verb).tag_ in _STARTING


def _first(verb: Token) -> Token:
    """Return the first word of a VERB with its auxiliaries."""
    return next((child for child in verb.lefts if child.dep_ in _AUXILIARIES), verb)


def _own(verb: Token, noun: Token) -> None:
    """Make NOUN the subject of VERB."""
    passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    put([noun], verb, "nsubjpass" if passive else "nsubj")


def _ruled(verb: Token) -> bool:
    """Let the object of one verb right before another be the subject of that: "ruled the draft violated the law"."""
    start = _first(verb).i
    noun = verb.doc[start - 1] if start else verb
    above = noun.head
    said = noun.dep_ == "dobj" and noun.tag_ in _NOUNS and above.pos_ == "VERB" and above.i < noun.i
    marked = any(child.dep_ in ("mark", "cc") for child in verb.lefts)
    if not said or marked or verb.dep_ not in _JOINED or not _is_around(above, verb):
        return False
    _own(verb, noun)
    put([verb], above, "ccomp")
    return True


def _is_around(above: Token, verb: Token) -> bool:
    """Tell whether VERB hangs on ABOVE or on what that hangs on."""
    return verb.head == above or verb.head.is_ancestor(above)


def _begun(verb: Token) -> bool:
    """Let a noun right before a verb of its own be its subject: "one backed the bill and two Democrats | opposed it".

    The parser joins it to the object before it, or to what that is of: "resigned as mayor of Lund and Hale won".
    """
    start = _first(verb).i
    noun = verb.doc[start - 1] if start else verb
    above = verb.head
    if noun.dep_ != "conj" or noun.head.dep_ not in _OBJECTS:
        return False
    joint = verb.doc[noun.left_edge.i - 1] if noun.left_edge.i else noun
    opens = joint.dep_ == "cc" and all(child.dep_ != "mark" for child in verb.lefts)
    below = above.pos_ == "VERB" and above.is_ancestor(noun) and verb.dep_ in _JOINED
    if opens and below:
        _own(verb, noun)
        put([joint], above, "cc")
        verb.dep_ = "conj"
    return opens and below


def _opened(verb: Token) -> bool:
    """Let names behind a phrase that opens a sentence be its subject: "On Friday, Hale, Roe and Lund | left"."""
    start = _first(verb).i
    last = verb.doc[start - 1] if start else verb
    if verb.dep_ != "ROOT" or last.tag_ not in ("NNP", "NNPS"):
        return False
    first = last
    while first.dep_ in _LISTED and first.head.i < first.i and first.head.dep_ != "pobj":
        first = first.head
    before = verb.doc[first.left_edge.i - 1] if first.left_edge.i > verb.sent.start else first
    opening = first.dep_ in _LISTED and first.head.dep_ == "pobj" and before.text == ","
    if opening:
        _own(verb, first)
    return opening


def _doubled(verb: Token) -> None:
    """Take a name behind a verb that has a subject before it for its object: "gunmen abducted reporter Al Hale"."""
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    behind = [child for child in subjects if child.i > verb.i]
    full = any(child.dep_ in ("dobj", "auxpass", "ccomp") for child in verb.children)
    if verb.pos_ == "VERB" and len(subjects) > len(behind) == 1 and not full:
        put(behind, verb, "dobj")


def _parted(doc: Doc) -> None:
    """Give a verb the subject that stands before its auxiliary: "Britain has, according to the BBC, sent troops"."""
    for word in doc:
        verb = word.head.head
        parted = word.dep_ in _SUBJECTS and word.head.dep_ in _AUXILIARIES
        other = any(child.dep_ in _SUBJECTS for child in verb.children)
        if parted and verb.pos_ == "VERB" and not other:
            put([word], verb, "nsubjpass" if word.head.dep_ == "auxpass" else "nsubj")
            if word.head.lemma_ == "have" and verb.tag_ == "VBD":
                verb.tag_ = "VBN"


def _wanted(doc: Doc) -> None:
    """Take a participle behind the object of a wish for a passive: "the British want Lugovoi extradited"."""
    for verb in doc:
        wished = verb.dep_ == "ccomp" and verb.head.lemma_ in _WISHING and verb.head.i < verb.i
        if not wished or verb.tag_ not in ("VBD", "VBN") or verb.pos_ != "VERB":
            continue
        bare = all(child.dep_ not in (*_AUXILIARIES, "mark", "dobj") for child in verb.children)
        subjects = [c for c in verb.lefts if c.dep_ in _SUBJECTS and c.i > verb.head.i]
        if bare and subjects:
            verb.tag_ = "VBN"
            put(subjects, verb, "nsubjpass")
