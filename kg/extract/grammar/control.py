"""Who does what a verb without a subject of its own tells: control, coordination, participles, gerunds.

A noun or the verb above tells it; ``frame`` is how these functions learn what takes part in that one.
"""

from collections.abc import Callable
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.denials import is_order
from kg.extract.grammar.functions import (
    OBJECT,
    RECIPIENT,
    SUBJECT,
    SUBJECTS,
    Frame,
    is_announced,
)
from kg.extract.grammar.phrases import CONTENTFUL, INSTRUMENTS
from kg.extract.grammar.syntax import (
    in_headline,
    is_announcing,
    is_infinitive,
    is_ranked,
    word_before,
)

Frames = Callable[[Token], Frame]

_DUTIES: Final = vocabulary.words("control", "duties")
_OBJECT_CONTROL: Final = vocabulary.words("control", "of_objects")
_ADDRESSING: Final = vocabulary.table("control", "addressing")
_COSTING: Final = vocabulary.words("control", "costing")
_GIVING: Final = vocabulary.words("control", "giving")
_TOUGH: Final = vocabulary.words("control", "tough")
_OF_PEOPLE: Final = vocabulary.words("control", "of_people")
_ANSWERABLE: Final = vocabulary.words("control", "answerable")
_USING: Final = vocabulary.words("control", "using")
_ACCUSING: Final = vocabulary.words("control", "accusing")
_BLAMING: Final = vocabulary.words("control", "blaming")
_OBJECT_GERUNDS: Final = vocabulary.words("control", "of_object_gerunds")


def missing_subject(built: Frame, frame: Frames) -> None:
    """Take the subject from the verb that governs this one, or from the noun that it describes."""
    verb = built.token
    surface = OBJECT if built.passive else SUBJECT
    if surface in built.slots or any(
        child.dep_ in SUBJECTS or child.dep_ == "expl" for child in verb.lefts
    ):
        return
    if is_order(verb):
        return  # "made a plea: don't leave"
    for token in _governed(verb, frame):
        built.add(surface, token)
    if surface not in built.slots and verb.tag_ == "VBZ" and in_headline(verb):
        # "Horse flu spreads", where the verb looks like a noun.
        built.slots.update({surface: [c for c in verb.lefts if c.dep_ == "compound"][-1:]})
    if verb.dep_ == "ROOT" and is_infinitive(verb):
        # A headline, "UBS to buy Credit Suisse", where the parser takes the name for an adverb.
        built.slots.update({surface: [c for c in verb.lefts if c.text[0].isupper()][:1]})


def _governed(verb: Token, frame: Frames) -> list[Token]:
    """Return the subject that VERB has by what it hangs on: a noun, a verb, an adjective, a preposition."""
    above = verb.head
    if verb.dep_ in ("acl", "relcl"):
        return _of_attribute(verb, frame)
    if verb.dep_ == "amod" and verb.tag_ == "VBG":
        return [above]  # "rising prices"
    if verb.dep_ == "pcomp" and above.i < verb.i:
        return _of_gerund(verb, frame)
    if verb.dep_ not in ("acomp", "conj", "xcomp", "advcl"):
        return []
    if above.pos_ in ("VERB", "AUX"):
        return _inherited(verb, frame(above))
    if above.pos_ == "ADJ" and above.head.pos_ in ("VERB", "AUX") and is_infinitive(verb):
        if own := [child for child in above.lefts if child.dep_ in SUBJECTS]:
            return [each for each in own if each.lower_ != "it"]  # "made it harder to pay"
        # "is willing to pay"; "is hard to build" says nothing of who builds.
        return [] if above.lower_ in _TOUGH else _surface_subject(frame(above.head))
    return []


def _of_attribute(verb: Token, frame: Frames) -> list[Token]:
    """Return the subject of a participle or infinitive behind a noun: the noun, or who has what the noun names."""
    noun = verb.head
    if not is_infinitive(verb):
        return [noun] if verb.tag_ == "VBG" else []
    if is_announced(verb):
        return [noun]
    if is_ranked(noun):
        return _said_of(noun, frame) or [noun]
    if noun.lemma_.lower() in INSTRUMENTS and noun.nbor(1).lower_ == "to":
        return [noun]  # "a bill to ban guns"
    if verb.dep_ == "relcl" or noun.lemma_.lower() not in CONTENTFUL:
        return []
    own = [child for child in noun.lefts if child.dep_ == "poss"] or _by(noun)
    if own:
        return own
    governor = noun.head
    if noun.dep_ != "dobj" or governor.pos_ != "VERB":
        return []
    above = frame(governor)
    # "gave the firm a permit to build", "was given a permit to build", "won a contract to build"
    given = governor.lemma_ in _GIVING and not above.passive
    return above.slots.get(RECIPIENT) or ([] if given else _surface_subject(above))


def _said_of(noun: Token, frame: Frames) -> list[Token]:
    """Return what NOUN is said of: "is the first to win", "made her the first woman to lead it"."""
    if noun.head.pos_ not in ("VERB", "AUX"):
        return []
    if noun.dep_ == "oprd":
        return frame(noun.head).slots.get(OBJECT, [])
    return _surface_subject(frame(noun.head)) if noun.dep_ == "attr" else []


def _by(noun: Token) -> list[Token]:
    """Return who does what NOUN names: "efforts by a firm to sell arms"."""
    prepositions = (child for child in noun.rights if child.lower_ == "by")
    return [below for child in prepositions for below in child.rights if below.dep_ == "pobj"]


def _of_gerund(verb: Token, frame: Frames) -> list[Token]:
    """Return who does what a gerund behind a preposition tells: of "accused traders of financing" the traders."""
    preposition, governor = verb.head, verb.head.head
    if governor.lower_ == "short":  # "stopped short of calling"
        governor = governor.head
    if governor.pos_ == "AUX" and preposition.lower_ == "for" and (blamed := _blamed(governor)):
        return blamed
    if governor.pos_ not in ("VERB", "AUX"):
        if preposition.lower_ != "of" or governor.dep_ != "dobj":
            return []
        # "Had a history of placing them", "faces charges of selling it"
        if governor.head.lemma_ in _ANSWERABLE:
            return _surface_subject(frame(governor.head))
        return [governor] if governor.head.lemma_ in _ACCUSING else []
    above = frame(governor)
    if preposition.lower_ not in _OBJECT_GERUNDS:
        return _surface_subject(above)
    # "Fined Norwood $5 million for polluting it": the one who pays, and not the sum.
    suffered = above.slots.get(RECIPIENT) or above.slots.get(OBJECT)
    return suffered or _surface_subject(above)


def _blamed(copula: Token) -> list[Token]:
    """Return whom the adjective behind a COPULA blames for a gerund: "was critical of nations for failing to act"."""
    adjectives = (c for c in copula.rights if c.dep_ == "acomp" and c.lower_ in _BLAMING)
    return [
        noun
        for adjective in adjectives
        for preposition in adjective.rights
        if preposition.lower_ == "of"
        for noun in preposition.rights
        if noun.dep_ == "pobj"
    ]


def _inherited(verb: Token, above: Frame) -> list[Token]:
    """Return the subject that VERB takes from the frame ABOVE it."""
    if verb.dep_ == "conj":
        bare = verb.tag_ == "VBG" and not any(child.dep_ == "aux" for child in verb.lefts)
        mixed = bare and above.token.tag_ != "VBG"
        return [] if mixed or behind_content(verb) else _surface_subject(above)
    infinitive = is_infinitive(verb)
    suffered = above.slots.get(OBJECT) or above.slots.get(RECIPIENT) or _called_on(above)
    if suffered and not above.passive and infinitive:
        # "urged Israel to withdraw"; in "found a firm to build it" nobody knows without the meaning, but a clause
        # of purpose, which is no complement, has the subject of its verb: "sold shares to raise money".
        if _controls_object(above) or is_announcing(above.token, verb):
            return suffered
        costs = above.token.lemma_ in _COSTING
        serves = verb.dep_ == "advcl" or above.token.lemma_ in _USING  # "used the money to buy it"
        return _surface_subject(above) if serves and not costs else []
    if verb.dep_ in ("acomp", "xcomp"):
        return _surface_subject(above)
    # An adverbial participle or purpose clause: "killing three", "having won", "to meet him". Finite clauses have their
    # own subject.
    perfect = any(child.lower_ == "having" for child in verb.lefts)
    if infinitive or perfect or verb.tag_ == "VBG":
        return _surface_subject(above)
    # "Founded in 1984, the firm …", but not "Kenyans die from liquor, often sold at home".
    if verb.lower_ in _OF_PEOPLE and word_before(verb) == ",":
        return _surface_subject(above)
    return _surface_subject(above) if verb.tag_ == "VBN" and verb.i < verb.head.i else []


def _controls_object(above: Frame) -> bool:
    lemma = above.token.lemma_.lower()
    return lemma in _OBJECT_CONTROL or lemma in _ADDRESSING


def _called_on(above: Frame) -> list[Token]:
    """Return who is to do it in "called on France to leave" and "appealed to France to leave"."""
    name = _ADDRESSING.get(above.token.lemma_.lower())
    return above.slots.get(name, []) if name is not None else []


def behind_content(verb: Token) -> bool:
    """Tell whether a coordinated VERB follows a clause below the first one: "said he was ill and returned".

    Who returned, he or the speaker, no parser tells well; the reader is not told either. A name behind a comma begins a
    sentence of its own: "said he was ill, and Kenya returned the money".
    """
    first = verb.head
    subject = next((c for c in verb.lefts if c.dep_ in SUBJECTS), None)
    if subject is not None and subject.pos_ == "PROPN" and _is_behind_comma(subject):
        return False
    said = [c for c in first.children if c.dep_ == "ccomp" and first.i < c.i < verb.i]
    if subject is None and verb.tag_ == "VBD" and said and all(map(_has_modal, said)):
        return False  # "said he would resign and left": the tense tells
    return bool(said)


def _has_modal(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.tag_ == "MD" for child in verb.lefts)


def _is_behind_comma(subject: Token) -> bool:
    """Tell whether a comma and an "and" or "but" stand right before the phrase of a SUBJECT."""
    first = subject.left_edge.i
    return first > 1 and subject.doc[first - 1].dep_ == "cc" and subject.doc[first - 2].text == ","


def _surface_subject(above: Frame) -> list[Token]:
    if above.passive:
        return above.slots.get(OBJECT) or above.slots.get(RECIPIENT) or []
    return above.slots.get(SUBJECT) or []


def is_task(verb: Token) -> bool:
    """Tell whether VERB charges somebody with a duty and no crime: "is charged with overseeing the vote"."""
    behind = (c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "with")
    deeds = (below for each in behind for below in each.rights if below.dep_ == "pcomp")
    return verb.lemma_ == "charge" and any(deed.lemma_.lower() in _DUTIES for deed in deeds)
