"""Members of lists that English dependency parsers hang on the wrong word.

*Accused of murder and carrying arms* has two offences, *Tom Walker, Ann Alexander and Lea Conley were charged* three
accused, and who *fired teargas and warning shots* has warned nobody.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import COMMON, FINITE, OBJECTS, PERSON, PROPER, SUBJECTS, TIMES, move, put
from kg.nlp.numbers import parse

_BEARERS: Final = ("FAC", "GPE", "LOC", "NORP", "ORG", PERSON)  # of names
_BODIES: Final = ("FAC", "GPE", "LOC", "ORG")
_OF_OFFICE: Final = vocabulary.words("prepositions", "behind_names")
_BENCH: Final = vocabulary.words("bodies", "bench")
_GOVERNING: Final = ("ADJ", "VERB")
_OF_DEEDS: Final = vocabulary.words("prepositions", "of_deeds")
_LEAST: Final = 3  # names, of which the parser takes some for appositions
_OWN: Final = frozenset({*SUBJECTS, "aux", "auxpass", "expl"})
_APART: Final = frozenset({"advcl", "ccomp", "conj", "dep", "parataxis"})
_BETWEEN: Final = frozenset({",", "and", "or", "&"})


def join(doc: Doc) -> None:
    """Join them as the text does, in place."""
    _listed(doc)
    _found_by(doc)
    _doing(doc)
    _warning(doc)
    _again(doc)
    _apposed(doc)
    _wounded(doc)
    _timed(doc)
    _dated(doc)
    _officers(doc)
    _counted(doc)
    _powers(doc)
    _gapped(doc)
    _infinitives(doc)
    for names in _of_people(doc):
        _chain(names)


def _infinitives(doc: Doc) -> None:
    """Join a bare infinitive to the one before it: "as a chance to fix problems, | increase oversight and save money".

    It has neither a subject nor a modal, so it is no verb of a clause of its own.
    """
    for verb in doc:
        first = verb.left_edge.i
        own = any(c.tag_ in ("MD", "TO") or c.dep_ in _OWN for c in verb.lefts)
        if verb.tag_ != "VB" or verb.dep_ not in _APART or own or first < _LEAST:
            continue
        if doc[first - 1].text.lower() not in _BETWEEN or verb.head.tag_ not in FINITE:
            continue
        before = doc[verb.head.i + 1 : first] if verb.head.i < first else doc[first:first]
        opened = [t for t in before if t.tag_ == "VB" and any(c.tag_ == "TO" for c in t.lefts)]
        if opened:
            put([verb], opened[-1], "conj")


def _listed(doc: Doc) -> None:
    """Join a noun that hangs on a verb by "and" to a noun before it: "charged with fraud and aggravated theft".

    That is the last of the same word ("one count of fraud, and one count of theft"), else the one right before. A noun
    with a time of its own goes on with the verb: "joined NATO in 1999 and the Union in 2004".
    """
    for noun in doc:
        verb, first = noun.head, noun.left_edge.i
        if noun.dep_ != "conj" or verb.pos_ != "VERB" or noun.pos_ != "NOUN" or first < _LEAST:
            continue
        joint, before = doc[first - 1], doc[first - 2]
        before = doc[first - 3] if before.text == "," else before
        before = next((t for t in _above(before) if t.lemma_ == noun.lemma_), before)
        while before.dep_ in ("compound", "nmod"):
            before = before.head
        same = before.pos_ == "NOUN" and before.i < joint.i and _is_object(before)
        said = any(noun.lefts) or noun.tag_ == before.tag_ == "NNS"  # not "monitor it and work"
        if joint.dep_ == "cc" and joint.head == verb and same and said and not _is_dated(noun):
            put([noun], before, "conj")
            put([joint], before, "cc")


def _counted(doc: Doc) -> None:
    """Let names between commas be who a counted noun before them is: "two officials, Ana Ruiz and Al Hale, | met"."""
    for noun in doc:
        number = next((c.lower_ for c in noun.lefts if c.dep_ == "nummod"), None)
        first = next((c for c in noun.rights if c.dep_ == "conj"), None)
        if noun.tag_ != "NNS" or number is None or first is None or first.tag_ not in PROPER:
            continue
        names = [first, *first.conjuncts]
        names = sorted((t for t in names if t.i > noun.i), key=lambda t: t.i)
        last = names[-1].right_edge.i + 1
        closed = last < len(doc) and doc[last].text in {",", "-", "–", "—", "."}
        apart = doc[first.left_edge.i - 1].text in {",", ":", "-", "–", "—"}
        if apart and closed and parse(number) == len(names):
            put([first], noun, "appos")


def _found_by(doc: Doc) -> None:
    """Join what stands behind a jury to what it found: "found guilty by a jury of fraud, theft and false claims"."""
    for noun in doc:
        jury = noun.head
        if noun.dep_ != "conj" or noun.tag_ not in COMMON or jury.lemma_ not in _BENCH:
            continue
        behind = (c for c in jury.rights if c.dep_ == "prep" and c.lower_ == "of" and c.i < noun.i)
        deed = next((c for each in behind for c in each.rights if c.dep_ == "pobj"), None)
        if deed is not None and jury.head.dep_ == "agent":
            put([noun], deed, "conj")


def _powers(doc: Doc) -> None:
    """Join a bare verb to the infinitive behind a noun: "has the power to dissolve parliament, | appoint ministers"."""
    for verb in doc:
        above = verb.head
        if verb.tag_ != "VB" or verb.dep_ != "conj" or above.pos_ != "VERB" or any(verb.lefts):
            continue
        things = (child for child in above.rights if child.dep_ == "dobj")
        below = (c for thing in things for c in thing.rights if c.dep_ == "acl" and c.tag_ == "VB")
        first = next((c for c in below if above.i < c.i < verb.i), None)
        listed = doc[verb.i - 1].text == ","
        if first is not None and (listed or above.tag_ != "VB"):
            put([verb], first, "conj")


def _above(noun: Token) -> Iterator[Token]:
    """Yield NOUN and the nouns whose phrases it ends: "one count of fraud in the sale of shares"."""
    yield noun
    yield from (token for token in noun.ancestors if token.tag_ in COMMON)


def _is_object(noun: Token) -> bool:
    """Tell whether NOUN, or the first of its list, is an object."""
    while noun.dep_ == "conj" and noun.head.tag_ in COMMON:
        noun = noun.head
    return noun.dep_ in OBJECTS


def _is_dated(noun: Token) -> bool:
    """Tell whether NOUN has a subject or a time of its own."""
    times = (token.ent_type_ in TIMES for token in noun.subtree)
    return any(child.dep_ in SUBJECTS for child in noun.children) or any(times)


def _doing(doc: Doc) -> None:
    """Put a gerund that is joined to a noun behind a preposition there too: "accused of murder and carrying arms".

    The parser joins it to the noun, or to the verb, of which no bare gerund can be another.
    """
    for gerund in doc:
        above = gerund.head
        full = any(child.dep_ in ("dobj", "prep") for child in gerund.rights)
        bare = full and not any(c.dep_ in ("aux", "auxpass", *SUBJECTS) for c in gerund.lefts)
        if gerund.tag_ != "VBG" or gerund.dep_ != "conj" or not bare:
            continue
        finite = above.pos_ == "VERB" and above.tag_ != "VBG"
        if finite and gerund.i > 1 and doc[gerund.i - 1].dep_ == "cc":
            above = doc[gerund.i - 2]
        while above.dep_ == "conj" and above.head.tag_ in COMMON:
            above = above.head
        while above.dep_ == "pobj" and above.head.head.dep_ == "pobj":  # "two counts of murder"
            above = above.head.head
        preposition = above.head
        behind = above.tag_ in COMMON and above.dep_ == "pobj"
        if behind and preposition.lower_ in _OF_DEEDS and preposition.head.pos_ in _GOVERNING:
            put([gerund], preposition, "pcomp")


def _warning(doc: Doc) -> None:
    """Take a participle before a second object for what it is like: "fired teargas and warning shots"."""
    for word in doc:
        verb, thing = word.head, word.nbor(1) if word.i + 1 < len(doc) else word
        wrong = word.tag_ == "VBG" and word.dep_ == "conj" and verb.tag_ in FINITE
        if not wrong or thing.head != word or thing.dep_ != "dobj" or thing.tag_ != "NNS":
            continue
        before = doc[word.i - 2] if word.i > 1 and doc[word.i - 1].dep_ == "cc" else word
        if before.dep_ == "dobj" and before.head == verb and before.tag_ in COMMON:
            put([doc[word.i - 1]], before, "cc")
            put([child for child in word.rights if child != thing], verb, "prep")
            put([thing], before, "conj")
            put([word], thing, "amod")


def _again(doc: Doc) -> None:
    """Hang a preposition that is told again on what the first hangs on: "for fraud and for obstructing justice"."""
    for word in doc:
        first = word.head
        joint = doc[word.i - 1] if word.i else word
        if word.dep_ == "prep" and joint.dep_ == "cc" and joint.head == first:
            first = first.head  # "of murder and | of fraud"
        elif word.dep_ != "conj":
            continue
        again = word.pos_ == "ADP" and first.dep_ in ("agent", "prep")
        if again and word.lower_ == first.lower_:
            put([word], first.head, first.dep_)


def _apposed(doc: Doc) -> None:
    """Join what the parser takes for an apposition in a list: "al-Qaida, other groups and a bank".

    What is another is none, and two nouns that begin alike are two where a comma stands before the "and".
    """
    for noun in doc:
        head = noun.head
        joint = next((child for child in noun.rights if child.dep_ == "cc"), None)
        if noun.dep_ != "appos" or joint is None or head.i > noun.i:
            continue
        other = noun.pos_ == "NOUN" and any(child.lower_ == "other" for child in noun.lefts)
        if other or (_opening(head) == _opening(noun) != "" and joint.nbor(-1).text == ","):
            noun.dep_ = "conj"


def _opening(noun: Token) -> str:
    """Return how a NOUN begins: "a" for any indefinite article, its possessive, "" without either."""
    words = (child.lower_ for child in noun.lefts if child.dep_ in ("det", "poss"))
    word = next(words, "")
    return {"an": "a", "the": "", "this": "", "that": ""}.get(word, word)


def _wounded(doc: Doc) -> None:
    """Let a noun that is joined to a passive suffer what a participle says: "ten were killed and others hurt"."""
    for noun in doc:
        verb = noun.head
        participle = next((c for c in noun.rights if c.dep_ == "acl" and c.tag_ == "VBN"), None)
        passive = any(child.dep_ == "auxpass" for child in verb.lefts)
        joined = noun.dep_ == "conj" and noun.tag_ in COMMON and verb.pos_ == "VERB" and passive
        if joined and participle is not None and participle.i == noun.i + 1:
            put([participle], verb, "conj")
            put([noun], participle, "nsubjpass")


def _timed(doc: Doc) -> None:
    """Join to the verb a name that the parser joins to a time: "arrested Ruiz in May and | Hale in June"."""
    for name in doc:
        time, joint = name.head, name.doc[name.left_edge.i - 1]
        following = name.doc[name.i + 1] if name.i + 1 < len(name.doc) else name
        alone = name.ent_type_ == "" and following.dep_ == "prep"
        other = name.pos_ == "PROPN" and (name.ent_type_ in _BEARERS or alone)
        timed = time.ent_type_ in TIMES and time.dep_ == "pobj"
        verb = time.head.head
        joined = name.dep_ == "conj" and joint.dep_ == "cc"
        if other and timed and joined and verb.pos_ == "VERB":
            put([joint], verb, "cc")
            put([name], verb, "conj")


def _dated(doc: Doc) -> None:
    """Make subject of a verb the name that the parser joins to the time before it: "in May and June, | Hale ran …"."""
    for name in doc:
        time, verb = name.head, name.head.head.head
        apart = name.i > 0 and doc[name.left_edge.i - 1].text == ","
        joined = name.dep_ in ("conj", "appos") and time.ent_type_ in TIMES and time.dep_ == "pobj"
        if not (joined and apart and name.ent_type_ in _BEARERS and verb.pos_ == "VERB"):
            continue
        alone = not any(child.dep_ in SUBJECTS or child.dep_ == "auxpass" for child in verb.lefts)
        if verb.i > name.i and alone:
            put([name], verb, "nsubj")
            if verb.tag_ == "VBN":
                verb.tag_ = "VBD"


def _officers(doc: Doc) -> None:
    """Join a person to a person, and not to the body of the first: "Chief Ann Lee of the Bureau and | Tom Hale"."""
    for name in doc:
        body = name.head
        listed = name.dep_ in ("conj", "appos") and body.dep_ == "pobj" and body.i < name.i
        if not (listed and name.ent_type_ == PERSON and body.ent_type_ in _BODIES):
            continue
        first = body.head.head
        if body.head.lower_ in _OF_OFFICE and first.ent_type_ == PERSON:
            before = (c for c in body.rights if c.dep_ in ("cc", "punct") and c.i < name.i)
            move(list(before), first)
            put([name], first, "conj")


def _gapped(doc: Doc) -> None:
    """Leave to a noun what goes on with it, where the verb is left out: "joined NATO in 1949 and the Union in 1973"."""
    for noun in doc:
        verb = noun.head
        if noun.dep_ == "conj" and noun.pos_ in ("NOUN", "PROPN") and verb.pos_ == "VERB":
            behind = (c for c in verb.rights if c.dep_ == "prep" and c.i > noun.i)
            put([c for c in behind if c.nbor(-1).text != ","], noun, "prep")  # not ", to Tata"


def _of_people(doc: Doc) -> Iterator[list[Token]]:
    """Yield the last words of full names of people that stand in a list: "Tom Walker, Ann Alexander and Lea Conley"."""
    found: list[Token] = []
    people = [ent for ent in doc.ents if ent.label_ == PERSON and len(ent) > 1]
    people = [ent for ent in people if all(token.tag_ in PROPER for token in ent)]
    for one, other in pairwise([*people, None]):
        if one is None:
            break
        found.append(one[-1])
        between = {t.lower_ for t in doc[one.end : other.start]} if other is not None else {"."}
        if not between or between - _BETWEEN:
            joined = any(t.lower_ in ("and", "or") for t in doc[found[0].i : found[-1].i])
            if len(found) >= _LEAST and joined:
                yield found
            found = []


def _chain(names: list[Token]) -> None:
    """Join each of NAMES to the one before; the first has the place in the tree that any of them has."""
    inside = {token.i for name in names for token in (name, *name.lefts) if token.pos_ == "PROPN"}
    tops = [name for name in names if name.head.i not in inside]
    if names[0] not in tops or any(name.dep_ != "conj" for name in tops[1:]):
        return
    for before, name in pairwise(names):
        put([name], before, "conj")
    for name in names:
        first = name.left_edge.i
        words = [token for token in name.doc[first : name.i] if token.pos_ == "PROPN"]
        put([t for t in words if t.head.i > name.i], name, "compound")
    for before, name in pairwise(names):
        joints = (t for t in name.doc[before.i + 1 : name.i] if t.lower_ in ("and", "or"))
        put(joints, before, "cc")
