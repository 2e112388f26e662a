"""Appositions that the parser hangs on the last noun before the comma: "a spokeswoman for Norwood Corp, Lena Hoyt"."""

from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.phrases import behind, tells_event
from kg.extract.reading import Reading
from kg.model import Mention
from kg.ontology import Ontology

# How the parser takes a name between commas that it does not see as an apposition.
_LOOSE: Final = frozenset({"npadvmod", "conj", "dep"})
_ARTICLES: Final = frozenset({"a", "an", "the"})
_OF: Final = vocabulary.words("prepositions", "of_appositions")


def apposed_late(noun: Token, reading: Reading) -> Token | None:
    """Return the name behind a comma that says who the NOUN is, though it hangs on the noun below it.

    A name explains no other name: of "the owner of Carrick FC, Halyard Group, …" the group is the owner.
    """
    if noun.pos_ != "NOUN" or noun.dep_ == "appos":
        return None
    if any(child.dep_ in ("appos", "compound") and child.i > noun.i for child in noun.children):
        return None  # the noun has a name of its own
    for preposition in noun.rights:
        if preposition.dep_ == "prep" and preposition.lower_ in _OF:
            for below in preposition.rights:
                late = _explaining(below, noun, reading) if below.dep_ == "pobj" else None
                if late is not None:
                    return late
    return _enclosed(noun, reading)


def names_other(noun: Token, kind: str, name: Mention, ontology: Ontology) -> bool:
    """Tell whether a NAME beside a NOUN of a KIND is that of another thing: of a place beside a warning."""
    place = noun.pos_ == "NOUN" and kind == "Topic" and ontology.is_a(name.type, "Place")
    return place or (tells_event(noun, ontology) and ontology.is_a(name.type, "Agent"))


def is_aside(noun: Token) -> bool:
    """Tell whether NOUN with its article is put between commas behind the one noun that it explains."""
    head, doc = noun.head, noun.doc
    if noun.dep_ != "appos" or noun.i < head.i or _is_listed(noun) or _is_listed(head):
        return False
    if head.dep_ == "attr":
        return False  # "was a rebel, a harsh critic": of somebody else
    first, last = noun.left_edge.i, noun.right_edge.i + 1
    opened = doc[first].lower_ in _ARTICLES or doc[first : first + 2].text.lower() == "one of"
    closed = last >= noun.sent.end or doc[last].is_punct or doc[last - 1].is_punct
    return opened and closed and doc[first - 1].text == ","


def _is_listed(noun: Token) -> bool:
    """Tell whether NOUN is one of several, or has several appositions."""
    below = [child.dep_ for child in noun.rights]
    return noun.dep_ == "conj" or "conj" in below or below.count("appos") > 1


def titled(noun: Token, reading: Reading) -> Token | None:
    """Return the person's name right behind a title that the parser took apart: "The violinist Rui Sala sued …".

    It takes the noun for another object, or the clause for a relative one.
    """
    annotation = reading.mention_at.get(noun.i + 1)
    if noun.pos_ != "NOUN" or annotation is None or annotation.first != noun.i + 1:
        return None
    name = noun.doc[annotation.first : annotation.last].root
    title, person = _mention(noun, reading), _mention(name, reading)
    if title is None or person is None or title.type != "Position":
        return None
    if person.type != "Person" or not person.named:
        return None
    verb = name.head
    twice = verb == noun.head and name.dep_ == noun.dep_
    relative = verb.dep_ == "relcl" and verb.head == noun and name.dep_ == "nsubj"
    full = any(child.dep_ in ("dobj", "ccomp", "xcomp") for child in verb.rights)
    return name if twice or (relative and full) else None


def _enclosed(noun: Token, reading: Reading) -> Token | None:
    """Return the name between commas behind a person's NOUN, whatever the parser hung it on: "his son, Tom, …"."""
    doc, last = noun.doc, behind(noun)
    if noun.tag_ != "NN" or not _is_person(noun, reading) or last + 1 >= noun.sent.end:
        return None
    annotation = reading.mention_at.get(last + 1)
    if doc[last].text != "," or annotation is None or annotation.first != last + 1:
        return None
    name = doc[annotation.first : annotation.last].root
    closed = annotation.last >= noun.sent.end or doc[annotation.last].is_punct
    found = _mention(name, reading)
    is_name = found is not None and found.named and found.type == "Person"
    return name if is_name and closed and name.dep_ in _LOOSE else None


def _explaining(below: Token, noun: Token, reading: Reading) -> Token | None:
    """Return the name behind a comma beside BELOW that says who the NOUN is, and not what BELOW is."""
    own = _mention(below, reading)
    named = own is not None and own.named and own.type != "Position"
    for child in below.rights:
        name = _mention(child, reading) if child.dep_ == "appos" else None
        if name is None or not name.named or child.left_edge.nbor(-1).text != ",":
            continue
        if _is_person(noun, reading):
            is_other = named or not _is_person(below, reading)
            return child if name.type == "Person" and is_other else None
        known = reading.ontology.relational(noun.lemma_.lower())
        bodies = reading.ontology.is_a(name.type, "Organization") and bool(known)
        return child if bodies and named else None
    return None


def _is_person(noun: Token, reading: Reading) -> bool:
    mention = _mention(noun, reading)
    if mention is not None:
        return mention.type in ("Person", "Position")
    return reading.ontology.noun_kind(noun.lemma_.lower()) == "Person"


def _mention(token: Token, reading: Reading) -> Mention | None:
    annotation = reading.mention_at.get(token.i)
    value = annotation.value if annotation is not None else None
    return value if isinstance(value, Mention) else None
