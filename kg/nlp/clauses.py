"""Subjects that English dependency parsers hang on another clause than their own.

Of *a judge ruled the draft violated the law* the draft is no object of the ruling but what violated the law; of *Ruiz
resigned as mayor of Lund and Hale was elected*, Lund is not joined to Hale.
"""

import calendar
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
_IN_LISTS: Final = ("appos", "conj")
_OPENING: Final = (
    "IN",
    "RB",
    "VBG",
    "VBN",
    "CC",
    "NN",
    "NNP",
)  # how a sentence begins before its subject
_DAYS: Final = frozenset(calendar.day_name)
_NAMING: Final = ("appoint", "choose", "crown", "elect", "name")
_ENDING: Final = (".", "!", "?", '"', "”")
_PERSON: Final = "PERSON"
_BOTH: Final = {"NOUN", "PROPN"}


def begin(doc: Doc) -> None:
    """Give each finite verb the subject that stands before it, in place."""
    for verb in doc:
        if verb.pos_ in ("AUX", "VERB") and verb.dep_ not in _AUXILIARIES and _is_bare(verb):
            _ruled(verb) or _begun(verb) or _opened(verb)
    for verb in doc:
        if verb.pos_ in ("AUX", "VERB"):
            _doubled(verb)
            _named(verb)
            _twice(verb)
    for word in doc:
        if word.pos_ == "ADP" and word.dep_ == "prep" and not any(word.rights):
            _refill(word)
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
    """Let what stands right before a verb be its subject: "On Friday, Hale and Roe | left", "On Monday Hale met".

    The parser takes it for a part of the phrase that opens the sentence.
    """
    last = verb.doc[_first(verb).i - 1] if _first(verb).i > verb.sent.start else verb
    while last.tag_ == "RB" and last.i > verb.sent.start:
        last = last.nbor(-1)
    opens = verb.sent[0].tag_ in _OPENING
    if verb.dep_ != "ROOT" or not opens or last.pos_ not in ("NOUN", "PROPN", "NUM"):
        return False
    subject = _listed(last) or _behind(last, verb)
    if subject is not None and subject != verb:
        _own(verb, subject)
    return subject is not None


def _listed(last: Token) -> Token | None:
    """Return the first of a list of names that ends with LAST and that hangs on the noun of the opening phrase."""
    first = last
    while first.dep_ in _IN_LISTS and first.head.i < first.i and first.head.dep_ != "pobj":
        first = first.head
    before = first.left_edge.i - 1
    listed = first.dep_ in _IN_LISTS and first.head.dep_ == "pobj" and before > last.sent.start
    comma = listed and last.doc[before].text == ","
    return first if comma and last.pos_ == "PROPN" else None


def _behind(last: Token, verb: Token) -> Token | None:
    """Return the noun that heads the words up to LAST, behind a comma, a day, or the noun of the opening phrase."""
    doc, start = last.doc, last.sent.start
    for i in range(last.i, start, -1):
        before = doc[i - 1]
        comma = before.text == ","
        article = doc[i].tag_ in ("DT", "PRP$", "CD") and before.pos_ in ("NOUN", "PROPN", "NUM")
        dated = before.ent_type_ in ("DATE", "TIME") and doc[i].pos_ == "PROPN"
        named = doc[i].ent_type_ == _PERSON and doc[i].ent_iob_ == "B" and before.pos_ == "NOUN"
        fresh = doc[i].ent_type_ != before.ent_type_
        if not (comma or article or named or (dated and fresh)):
            continue
        words = doc[i : last.i + 1]
        inside = {token.i for token in words}
        tops = [t for t in words if t.head.i not in inside and t.pos_ in ("NOUN", "PROPN", "NUM")]
        begins = words[0].tag_ in (*_NOUNS, "CD", "DT", "JJ", "PRP$")
        whole = all(t.head.i in inside or t in tops or t.is_punct or t.dep_ == "cc" for t in words)
        if begins and tops and whole:
            put(tops[1:], tops[0], "conj")
            put([t for t in words if t.dep_ == "cc" and t.head.i not in inside], tops[0], "cc")
            if before.head.i in inside:
                _give_back(before)
            return tops[0]
        if comma:
            return None
    return None


def _give_back(noun: Token) -> None:
    """Hang NOUN on the preposition of the phrase that it ends: "On | Monday | Hale met"."""
    for above in noun.doc[noun.sent.start : noun.i]:
        if above.pos_ == "ADP" and all(child.dep_ != "pobj" for child in above.rights):
            put([noun], above, "pobj")
            put([t for t in noun.doc[above.i + 1 : noun.i] if t.head.i > noun.i], noun, "compound")


def _refill(preposition: Token) -> None:
    """Give a PREPOSITION back its noun, which hangs before another's number or name: "At the Ritz | one man died"."""
    doc, first = preposition.doc, preposition.i + 1
    above = doc[first].head if first < preposition.sent.end else preposition
    if above.i <= first or above.pos_ not in ("NOUN", "PROPN"):
        return
    for i in range(first + 1, above.i + 1):
        before = doc[i - 1]
        begins = doc[i].head == above or i == above.i
        number = doc[i].tag_ in ("CD", "DT") and before.pos_ in ("NOUN", "PROPN")
        dated = before.ent_type_ == "DATE" and doc[i].pos_ == "PROPN"
        dated = dated or (before.text in _DAYS and doc[i].pos_ == "PROPN")
        if begins and (number or dated):
            put([before], preposition, "pobj")
            put([t for t in doc[first : i - 1] if t.head == above], before, "compound")
            return


def _twice(verb: Token) -> None:
    """Take one of two subjects for an apposition: "the judge, Al Hale, said", "in the capital, Kabul, hundreds ran"."""
    subjects = [c for c in verb.lefts if c.dep_ in _SUBJECTS and c.tag_ in _NOUNS]
    if len(subjects) != 2 or subjects[1].text.endswith("."):
        return
    first, second = subjects
    before = verb.doc[first.left_edge.i - 2] if first.left_edge.i > verb.sent.start + 1 else first
    comma = first.left_edge.i and first.left_edge.nbor(-1).text == ","
    if comma and before.dep_ == "pobj" and before.head.i < before.i:
        put([first], before, "appos")
    elif (
        second.left_edge.i
        and second.left_edge.nbor(-1).text == ","
        and {first.pos_, second.pos_} == _BOTH
    ):
        put([second], first, "appos")


def _named(verb: Token) -> None:
    """Take a past tense in a headline for a passive before an office: "Fazlullah named new Taliban leader"."""
    office = next((c for c in verb.rights if c.dep_ in ("dobj", "oprd", "attr")), None)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.tag_ in _NOUNS), None)
    headline = verb.sent[-1].text not in _ENDING and verb.tag_ == "VBD" and verb.dep_ == "ROOT"
    if not headline or verb.lemma_ not in _NAMING or office is None or subject is None:
        return
    bare = all(child.dep_ not in ("det", "nummod") for child in office.lefts)
    if office.tag_ == "NN" and bare and not any(child.dep_ == "oprd" for child in office.rights):
        verb.tag_ = "VBN"
        put([subject], verb, "nsubjpass")
        put([office], verb, "oprd")


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
