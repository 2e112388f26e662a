"""Attachments of English dependency parsers that number, kind or order contradict.

In *a report under the laws that was issued in May* the report was issued; in *firms, which are based in Iran, the
Cayman Islands and Dubai* the islands are no firm; and *gave Hale new powers* gives them to Hale.
"""

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.nlp.dependencies import COMMON, NOUNS, PERSON, PROPER, SUBJECTS, move, put, replace

_BEFORE_NOUN: Final = frozenset({"JJ", "JJR", "JJS", "CD", "DT", "PRP$"})
_COURSES: Final = frozenset({"down", "up"})
_DAYS: Final = frozenset(calendar.day_name)
_FLOATING: Final = frozenset({"all", "both", "each"})
_GIVING: Final = vocabulary.words("control", "giving")
_OF_EVENTS: Final = vocabulary.words("events", "only_of_events")
_ONE: Final = frozenset({"1", "one"})
_UNITS: Final = vocabulary.words("units", "before_nouns")
_PLACES: Final = frozenset({"GPE", "LOC"})
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_RECEIVING: Final = frozenset({PERSON, "ORG", "GPE", "NORP"})
_RELATIVE: Final = frozenset({"that", "which", "who"})
_SAYING: Final = vocabulary.words("grammar", "saying")
_SINGULAR: Final = frozenset({"NN", "NNP"})
_ARE: Final = frozenset({"are", "were", "have"})
_IS: Final = frozenset({"is", "was", "has"})


def agree(doc: Doc) -> None:
    """Hang them where they agree, in place."""
    for token in doc:
        for mend in _MENDS.get(token.dep_, ()):
            mend(token)
        if token.tag_ in _PLURAL and token.i + 1 < len(doc):
            _titled(token)


def _related(verb: Token) -> None:
    """Let a relative clause say of a noun further up what its number says of no nearer one."""
    noun = verb.head
    pronoun = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if pronoun is None and verb.lemma_ == "hold" and verb.tag_ == "VBN":
        _held(verb)
    if pronoun is None or pronoun.lower_ not in _RELATIVE or pronoun.tag_ not in ("WDT", "WP"):
        return
    home = noun.dep_ == "pobj" and noun.head.lower_ in ("from", "of") and noun.pos_ == "PROPN"
    aside = noun.head.i > 0 and noun.head.nbor(-1).text == ","
    if pronoun.lower_ == "who" and home and (aside or noun.ent_type_ != PERSON):
        person = next((each for each in _above(noun) if each.pos_ == "PROPN"), noun)
        put([verb], person, "relcl")
        return  # "Hale, of Lund, who served as a guard"
    event = next((each for each in _above(noun) if each.tag_ in COMMON), None)
    if verb.lemma_ in _OF_EVENTS and noun.tag_ in PROPER and event is not None:
        put([verb], event, "relcl")
        return  # "the strike against Norcom, which stems from a dispute"
    wanted = _number(verb)
    if wanted is None or noun.tag_ not in NOUNS or _fits(noun, wanted):
        return
    if any(c.dep_ in ("conj", "cc") for c in noun.rights if c.i < pronoun.i):
        return  # "the law and the rule that were issued"
    above = next((each for each in _above(noun) if _fits(each, wanted)), None)
    if above is not None and above.tag_ in COMMON:
        put([verb], above, "relcl")


def _number(verb: Token) -> frozenset[str] | None:
    """Return the tags of the nouns that VERB in the present, or its auxiliary, can be said of."""
    finite = next((c for c in verb.lefts if c.dep_ in ("aux", "auxpass")), verb)
    if finite.tag_ == "VBZ" or finite.lower_ in _IS:
        return _SINGULAR
    return _PLURAL if finite.lower_ in _ARE else None


def _fits(noun: Token, wanted: frozenset[str]) -> bool:
    """Tell whether NOUN has a number of WANTED; several that are joined are a plural, and a body may be one."""
    several = any(child.dep_ == "conj" for child in noun.rights) or noun.ent_type_ == "ORG"
    return noun.tag_ in wanted or several


def _above(noun: Token) -> Iterator[Token]:
    """Yield the nouns in whose phrase NOUN stands, from the nearest: laws, report of "a report under the laws"."""
    start = noun.i
    while noun.dep_ in ("pobj", "conj") or (noun.dep_ == "dobj" and noun.head.dep_ == "acl"):
        noun = noun.head
        while noun.dep_ in ("prep", "acl") and noun.head != noun:
            noun = noun.head
        if noun.pos_ == "VERB":  # "withdrew a book | on the laws that was …"
            things = (child for child in noun.rights if child.dep_ == "dobj")
            yield from (thing for thing in things if thing.i < start)
        if noun.pos_ not in ("NOUN", "PROPN"):
            return
        yield noun


def _placed(place: Token) -> None:
    """Let a PLACE in a list stand beside the place before it, and not beside what is there."""
    first, edge = place.head, place.left_edge.i
    before = place.doc[edge - 2] if edge > 1 and place.doc[edge - 1].text == "," else None
    if before is None or place.ent_type_ not in _PLACES or first.ent_type_ in _PLACES:
        return
    inside = before.ent_type_ in _PLACES and before.dep_ == "pobj" and first.is_ancestor(before)
    clause = any(c.dep_ == "relcl" and c.is_ancestor(before) for c in first.rights)
    if inside and clause:
        move([c for c in first.rights if c.dep_ in ("cc", "punct") and c.i > before.i], before)
        put([place], before, "conj")


def _described(people: Token) -> None:
    """Let the name of a PEOPLE in a list say of what nation the noun behind it is: "Iran and | European envoys"."""
    noun = people.doc[people.i + 1] if people.i + 1 < len(people.doc) else people
    beside = noun.dep_ == "conj" and noun.head in (people, people.head)
    if people.ent_type_ == "NORP" and noun.tag_ in COMMON and beside:
        put([noun], people.head, "conj")
        put([people], noun, "amod")


def _counted(number: Token) -> None:
    """Let a NUMBER count the plural behind a noun that is none: "three | obstruction charges"."""
    noun, things = number.head, number.head.head
    kind = noun.tag_ == "NN" and noun.dep_ == "compound" and things.tag_ == "NNS"
    units = noun.ent_type_ not in ("", "CARDINAL") or noun.lemma_ in _UNITS
    if number.ent_type_ == "CARDINAL" and kind and not units and number.lower_ not in _ONE:
        put([number], things, "nummod")


def _titled(title: Token) -> None:
    """Let a TITLE in the plural stand before the names behind it: "Presidents | Ruiz of Chile and Hale of Peru"."""
    first = title.doc[title.i + 1]
    name = first.head if first.dep_ == "compound" else first
    listed = any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in name.rights)
    if name.pos_ != "PROPN" or first.pos_ != "PROPN" or not listed:
        return
    if name.dep_ == "appos" and name.head == title:
        replace(title, name)
        move([child for child in title.rights if child != name], name)
        put([title], name, "compound")
    elif name.dep_ == title.dep_ in SUBJECTS and name.head == title.head:
        put([title], name, "compound")


def _given(thing: Token) -> None:
    """Let a name before the adjective of a THING receive it: "gave | Hale | new powers"."""
    verb = thing.head
    name = next((c for c in thing.lefts if c.dep_ in ("compound", "nmod", "poss")), None)
    if name is None or verb.lemma_.lower() not in _GIVING or name.left_edge.i != verb.i + 1:
        return
    behind = thing.doc[name.i + 1]
    is_name = name.pos_ == "PROPN" and name.ent_type_ in _RECEIVING
    if is_name and behind.tag_ in _BEFORE_NOUN and behind.head == thing:
        put([name], verb, "dative")


def _said_on(day: Token) -> None:
    """Let the day right behind a verb of saying be when it is said: "Hale said Thursday | conditions are right"."""
    if day.text not in _DAYS or day.i == 0:
        return
    verb = day.nbor(-1)
    if verb.pos_ == "VERB" and verb.lemma_.lower() in _SAYING and not day.is_ancestor(verb):
        put([day], verb, "npadvmod")


def _risen(course: Token) -> None:
    """Let a verb have what a measure behind its adverb counts: "is up 60 percent from last year"."""
    if course.lower_ not in _COURSES or course.head.lemma_ != "be":
        return
    behind = [child for child in course.rights if child.dep_ in ("npadvmod", "prep")]
    if any(token.pos_ == "NUM" for child in behind[:1] for token in child.lefts):
        move(behind, course.head)
        course.dep_ = "prt"


# By the label of the token that may hang elsewhere.
def _held(verb: Token) -> None:
    """Let what is to be held be the noun right before: "a candidate for the election | to be held in May"."""
    nearest = verb.doc[max(verb.left_edge.i - 1, 0)]
    infinitive = verb.doc[verb.left_edge.i].tag_ == "TO"
    if infinitive and nearest.tag_ in COMMON and verb.head.is_ancestor(nearest):
        put([verb], nearest, "relcl")


def _floating(word: Token) -> None:
    """Let names behind a gerund be the subject, not "both": "In pleading guilty, Ruiz and Hale both | said"."""
    verb, last = word.head, word.doc[max(word.i - 1, 0)]
    if word.lower_ not in _FLOATING or last.pos_ != "PROPN":
        return
    names = last
    while names.dep_ in ("compound", "conj"):
        names = names.head
    gerund, first = names.head, names
    while first.i > 0 and first.nbor(-1).head == names and first.nbor(-1).dep_ == "compound":
        first = first.nbor(-1)
    comma = first.i > 0 and first.nbor(-1).text == ","
    if names.dep_ != "dobj" or gerund.tag_ != "VBG" or not comma or last.i < names.i:
        return
    for before in [c for c in names.lefts if c.i < first.i]:
        put([before], gerund, "acomp" if before.dep_ == "amod" else before.dep_)
    put([names], verb, word.dep_)
    put([word], names, "appos")


_MENDS: Final[Mapping[str, Sequence[Callable[[Token], None]]]] = {
    "advmod": (_risen,),
    "compound": (_said_on,),
    "conj": (_placed, _described),
    "dobj": (_given,),
    "nmod": (_said_on,),
    "nsubj": (_floating,),
    "nummod": (_counted,),
    "relcl": (_related,),
}
