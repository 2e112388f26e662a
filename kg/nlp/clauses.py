"""Subjects that English dependency parsers hang on another clause than their own.

Of *a judge ruled the draft violated the law* the draft is no object of the ruling but what violated the law; of *Ruiz
resigned as mayor of Lund and Hale was elected*, Lund is not joined to Hale.
"""

import calendar
from typing import Final

from spacy.tokens import Doc, Span, Token

from kg import vocabulary
from kg.nlp.dependencies import (
    AUXILIARIES,
    DETERMINING,
    FINITE,
    NOUNS,
    OBJECTS,
    PERSON,
    PROPER,
    SUBJECTS,
    TIMES,
    make_subject,
    move,
    put,
    replace,
)

_WISHING: Final = vocabulary.words("grammar", "wishing")
_CALLING: Final = vocabulary.words("events", "calling")
_NAMING: Final = vocabulary.words("events", "naming")
_JOINED: Final = ("advcl", "ccomp", "conj")
_BEHIND: Final = ("conj", "dep", "parataxis")
_ACTING: Final = ("GPE", "ORG", PERSON)
_SAYING: Final = vocabulary.words("grammar", "saying")
_TELLING: Final = vocabulary.words("grammar", "telling")
_STARTING: Final = (*FINITE, "MD")
_IN_LISTS: Final = ("appos", "conj")
# How a sentence begins before its subject.
_OPENING: Final = ("CC", "IN", "NN", "NNP", "RB", "VBG", "VBN")
_DAYS: Final = frozenset(calendar.day_name)
_ENDING: Final = (".", "!", "?", '"', "”")
_BOTH: Final = {"NOUN", "PROPN"}
_NOMINAL: Final = ("NOUN", "PROPN", "NUM")


def begin(doc: Doc) -> None:
    """Give each finite verb the subject that stands before it, in place."""
    verbs = [token for token in doc if token.pos_ in ("AUX", "VERB")]
    for verb in verbs:
        bare = verb.dep_ not in AUXILIARIES and _is_bare(verb)
        if bare and not (_ruled(verb) or _begun(verb) or _claimed(verb)):
            _open(verb)
    for verb in verbs:
        _spoken(verb)
        _doubled(verb)
        _named(verb)
        _twice(verb)
        _headlined(verb)
        _declared(verb)
    for word in doc:
        if word.pos_ == "ADP" and word.dep_ == "prep" and not any(word.rights):
            _refill(word)
    _revealed(doc)
    _acted(doc)
    _parted(doc)
    _wanted(doc)


def _is_bare(verb: Token) -> bool:
    """Tell whether VERB is finite and has no subject."""
    free = all(child.dep_ not in (*SUBJECTS, "csubj", "expl") for child in verb.children)
    return free and _first(verb).tag_ in _STARTING


def _first(verb: Token) -> Token:
    """Return the first word of a VERB with its auxiliaries."""
    return next((child for child in verb.lefts if child.dep_ in AUXILIARIES), verb)


def _ruled(verb: Token) -> bool:
    """Let the object of one verb right before another be the subject of that: "ruled the draft violated the law"."""
    start = _first(verb).i
    noun = verb.doc[start - 1] if start else verb
    above = noun.head
    said = noun.dep_ == "dobj" and noun.tag_ in NOUNS and above.pos_ == "VERB" and above.i < noun.i
    marked = any(child.dep_ in ("mark", "cc") for child in verb.lefts)
    if not said or marked or verb.dep_ not in _JOINED or not _is_around(above, verb):
        return False
    make_subject(noun, verb)
    put([verb], above, "ccomp")
    return True


def _claimed(verb: Token) -> bool:
    """Let what is said to do something be the subject of its verb: "claimed Iran, among others, | is arming them".

    Nothing joins the two verbs, and an aside stands before the second.
    """
    above, start = verb.head, _first(verb).i
    if (
        verb.dep_ != "conj"
        or above.lemma_.lower() not in _SAYING
        or verb.doc[start - 1].text != ","
    ):
        return False
    thing = next((c for c in above.rights if c.dep_ == "dobj" and c.i < start), None)
    if (
        thing is None
        or thing.tag_ not in NOUNS
        or any(c.dep_ == "cc" for c in above.rights if c.i < start)
    ):
        return False
    make_subject(thing, verb)
    put([verb], above, "ccomp")
    return True


def _revealed(doc: Doc) -> None:
    """Give a clause its verb that the parser takes for a word of its object: "may show the U.S. | armed rebels"."""
    for verb in doc:
        thing, above = verb.head, verb.head.head
        before = doc[verb.i - 1] if verb.i else verb
        acts = before.ent_type_ in _ACTING and before.i > above.i and before.head in (thing, verb)
        said = thing.dep_ == "dobj" and above.lemma_.lower() in _SAYING
        if verb.dep_ == "amod" and verb.tag_ in ("VBD", "VBN") and acts and said:
            opening = [c for c in thing.lefts if c.i < before.i]
            verb.tag_, verb.pos_ = "VBD", "VERB"
            put([verb], above, "ccomp")
            put([thing], verb, "dobj")
            make_subject(before, verb)
            move([child for child in opening if child.dep_ in ("det", "amod", "compound")], before)


def _headlined(verb: Token) -> None:
    """Give both halves of a headline their verbs: "Hale sentenced to two years, and Ruiz | sentenced to ten"."""
    if verb.tag_ != "VBN" or any(child.dep_ in AUXILIARIES for child in verb.lefts):
        return
    first = next((child for child in verb.lefts if child.dep_ in SUBJECTS), None)
    if first is None:
        return
    told = next((c for c in first.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)
    second = next((c for c in first.rights if c.dep_ == "conj" and told and c.i > told.i), None)
    if told is not None and second is not None:
        make_subject(second, verb)
        put([told], verb, "ccomp")
        move([child for child in first.rights if child.i > told.i], verb)
        make_subject(first, told)


def _acted(doc: Doc) -> None:
    """Give a people its verb that the parser takes for a word of its object: "The British | gave up control of it"."""
    for verb in doc:
        thing, people = verb.head, doc[max(verb.i - 1, 0)]
        if verb.dep_ != "amod" or verb.tag_ != "VBD" or thing.dep_ != "ROOT" or verb.i < 2:
            continue
        opens = doc[verb.i - 2].tag_ == "DT" and doc[verb.i - 2].is_sent_start
        if opens and people.ent_type_ == "NORP" and people.head == thing:
            behind = [c for c in thing.rights if c.dep_ != "prep" or c.lower_ != "of"]
            replace(thing, verb)
            put([thing], verb, "dobj")
            put([people], verb, "nsubj")
            people.pos_, people.tag_ = "PROPN", "NNPS"
            put([doc[verb.i - 2]], people, "det")
            move(behind, verb)


def _declared(verb: Token) -> None:
    """Let what is called something be the object of VERB: "declared the outbreak | a public health emergency"."""
    called = next((c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ in NOUNS), None)
    if called is None or verb.lemma_ not in _CALLING:
        return
    thing = next((child for child in called.lefts if child.dep_ == "nsubj"), None)
    bare = not any(child.dep_ in ("mark", *AUXILIARIES) for child in called.children)
    if thing is not None and bare and thing.left_edge.i == verb.i + 1:
        put([thing], verb, "dobj")
        called.dep_ = "oprd"
        ends = (c for c in called.rights if any(t.ent_type_ in TIMES for t in c.subtree))
        move(list(ends), verb)


def _is_around(above: Token, verb: Token) -> bool:
    """Tell whether VERB hangs on ABOVE or on what that hangs on."""
    return verb.head == above or verb.head.is_ancestor(above)


def _begun(verb: Token) -> bool:
    """Let a noun right before a verb of its own be its subject: "one backed the bill and two Democrats | opposed it".

    The parser joins it to the object before it, or to what that is of: "resigned as mayor of Lund and Hale won".
    """
    start = _first(verb).i
    noun, age = _before(verb.doc, start)
    above = verb.head
    if noun.dep_ != "conj" or noun.head.dep_ not in OBJECTS:
        return False
    joint = verb.doc[noun.left_edge.i - 1] if noun.left_edge.i else noun
    opens = joint.dep_ == "cc" and all(child.dep_ != "mark" for child in verb.lefts)
    below = above.pos_ in ("AUX", "VERB") and above.is_ancestor(noun) and verb.dep_ in _JOINED
    if opens and below:
        make_subject(noun, verb)
        put(age, noun, "appos")
        put([joint], above, "cc")
        verb.dep_ = "conj"
    return opens and below


def _before(doc: Doc, start: int) -> tuple[Token, list[Token]]:
    """Return the token before START and no age, or those of "Roe, 42, was": who it is and how old."""
    last = doc[max(start - 1, 0)]
    aged = start > 3 and last.text == "," == doc[start - 3].text and doc[start - 2].tag_ == "CD"
    return (doc[start - 4], [doc[start - 2]]) if aged else (last, [])


def _spoken(verb: Token) -> None:
    """Let who stands right behind a verb be its subject, where what it reports stands before: "…, announced Hale"."""
    subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
    reported = any(child.dep_ == "ccomp" and child.i < verb.i for child in verb.children)
    joined = verb.dep_ in _BEHIND and verb.head.i < verb.i and verb.lemma_.lower() in _TELLING
    speaker = next((c for c in verb.rights if c.dep_ in ("dobj", "nsubj")), None)
    known = any(subject.i < verb.i for subject in subjects)
    if speaker is None or known or not (reported or joined):
        return
    alone = joined and not any(child.dep_ == "cc" for child in verb.head.rights)
    behind = (verb.nbor(-1).is_punct or alone) and speaker.left_edge.i == verb.i + 1
    if behind and verb.tag_ in FINITE and speaker.tag_ in PROPER:
        top = verb.head
        if joined:
            replace(top, verb)
            put([top], verb, "ccomp")
        make_subject(speaker, verb)
        others = [subject for subject in subjects if subject != speaker]
        told = (c for child in verb.lefts if child.dep_ == "ccomp" for c in child.rights)
        others += [c for c in told if c.i > speaker.i and c.ent_type_ == PERSON]
        put(others, speaker, "conj")


def _open(verb: Token) -> None:
    """Let what stands right before a verb be its subject: "On Friday, Hale and Roe | left", "On Monday Hale met".

    The parser takes it for a part of the phrase that opens the sentence.
    """
    last = verb.doc[_first(verb).i - 1] if _first(verb).i > verb.sent.start else verb
    while last.tag_ == "RB" and last.i > verb.sent.start:
        last = last.nbor(-1)
    opens = verb.sent[0].tag_ in _OPENING
    if verb.dep_ != "ROOT" or not opens or last.pos_ not in _NOMINAL:
        return
    subject = _listed(last) or _behind(last)
    if subject is not None and subject != verb:
        make_subject(subject, verb)


def _listed(last: Token) -> Token | None:
    """Return the first of a list of names that ends with LAST and that hangs on the noun of the opening phrase."""
    first = last
    while first.dep_ in _IN_LISTS and first.head.i < first.i and first.head.dep_ != "pobj":
        first = first.head
    before = first.left_edge.i - 1
    listed = first.dep_ in _IN_LISTS and first.head.dep_ == "pobj" and before > last.sent.start
    comma = listed and last.doc[before].text == ","
    return first if comma and last.pos_ == "PROPN" else None


def _behind(last: Token) -> Token | None:
    """Return the noun that heads the words up to LAST, behind a comma, a day, or the noun of the opening phrase."""
    doc = last.doc
    for i in range(last.i, last.sent.start, -1):
        word, before = doc[i], doc[i - 1]
        named = word.ent_type_ == PERSON and word.ent_iob_ == "B" and before.pos_ == "NOUN"
        if not (before.text == "," or named or _starts_phrase(word)):
            continue
        words = doc[i : last.i + 1]
        noun = _head_of(words)
        if noun is not None:
            if before.head in words:
                _give_back(before)
            return noun
        if before.text == ",":
            return None
    return None


def _starts_phrase(word: Token) -> bool:
    """Tell whether another noun phrase begins with WORD, right behind a noun or a day: "At the Ritz | one man"."""
    before = word.nbor(-1)
    dated = before.ent_type_ in TIMES or before.text in _DAYS
    dated = dated and word.pos_ == "PROPN" and word.ent_type_ not in TIMES
    return dated or (word.tag_ in DETERMINING and before.pos_ in _NOMINAL)


def _head_of(words: Span) -> Token | None:
    """Return the noun that heads WORDS, and join to it those that the parser hung elsewhere; None for no phrase."""
    tops = [token for token in words if token.head not in words]
    nouns = [token for token in tops if token.pos_ in _NOMINAL]
    joints = [token for token in tops if token.dep_ == "cc"]
    whole = all(t in nouns or t in joints or t.is_punct for t in tops)
    if words[0].tag_ not in (*NOUNS, *DETERMINING, "JJ") or not nouns or not whole:
        return None
    put(nouns[1:], nouns[0], "conj")
    put(joints, nouns[0], "cc")
    return nouns[0]


def _give_back(noun: Token) -> None:
    """Hang NOUN on the preposition of the phrase that it ends: "On | Monday | Hale met"."""
    for above in noun.doc[noun.sent.start : noun.i]:
        if above.pos_ == "ADP" and all(child.dep_ != "pobj" for child in above.rights):
            _complete(above, noun)


def _complete(preposition: Token, noun: Token) -> None:
    """Hang NOUN on PREPOSITION, and on NOUN what stands before it and hung on a word behind."""
    put([noun], preposition, "pobj")
    for token in noun.doc[preposition.i + 1 : noun.i]:
        if token.head.i > noun.i:
            put([token], noun, "det" if token.tag_ == "DT" else "compound")


def _refill(preposition: Token) -> None:
    """Give a PREPOSITION back its noun, which hangs before another's number or name: "At the Ritz | one man died"."""
    doc, first = preposition.doc, preposition.i + 1
    above = doc[first].head if first < preposition.sent.end else preposition
    if above.i <= first or above.pos_ not in ("NOUN", "PROPN"):
        return
    for i in range(first + 1, above.i + 1):
        begins = doc[i].head == above or i == above.i
        if begins and _starts_phrase(doc[i]):
            _complete(preposition, doc[i - 1])
            return


def _twice(verb: Token) -> None:
    """Take one of two subjects for an apposition: "the judge, Al Hale, said", "in the capital, Kabul, hundreds ran"."""
    subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS and c.tag_ in NOUNS]
    if len(subjects) != 2 or subjects[1].text.endswith("."):
        return
    first, second = subjects
    before = verb.doc[first.left_edge.i - 2] if first.left_edge.i > verb.sent.start + 1 else first
    if _has_comma(first) and before.dep_ == "pobj" and before.head.i < before.i:
        put([first], before, "appos")
    elif _has_comma(second) and {first.pos_, second.pos_} == _BOTH:
        put([second], first, "appos")


def _has_comma(noun: Token) -> bool:
    """Tell whether a comma stands before the phrase of NOUN."""
    return noun.left_edge.i > 0 and noun.left_edge.nbor(-1).text == ","


def _named(verb: Token) -> None:
    """Take a past tense in a headline for a passive before an office: "Fazlullah named new Taliban leader"."""
    office = next((c for c in verb.rights if c.dep_ in ("dobj", "oprd", "attr")), None)
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.tag_ in NOUNS), None)
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
        parted = word.dep_ in SUBJECTS and word.head.dep_ in AUXILIARIES and verb.pos_ == "VERB"
        # Asked last: a verb may have thousands of children.
        if parted and not any(child.dep_ in SUBJECTS for child in verb.children):
            put([word], verb, "nsubjpass" if word.head.dep_ == "auxpass" else "nsubj")
            if word.head.lemma_ == "have" and verb.tag_ == "VBD":
                verb.tag_ = "VBN"


def _wanted(doc: Doc) -> None:
    """Take a participle behind the object of a wish for a passive: "the British want Lugovoi extradited"."""
    for verb in doc:
        wished = verb.dep_ == "ccomp" and verb.head.lemma_ in _WISHING and verb.head.i < verb.i
        if not wished or verb.tag_ not in ("VBD", "VBN") or verb.pos_ != "VERB":
            continue
        bare = all(child.dep_ not in (*AUXILIARIES, "mark", "dobj") for child in verb.children)
        subjects = [c for c in verb.lefts if c.dep_ in SUBJECTS and c.i > verb.head.i]
        if bare and subjects:
            verb.tag_ = "VBN"
            put(subjects, verb, "nsubjpass")
