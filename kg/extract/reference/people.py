"""People, and names that nobody recognised, by what stands beside a word: a number ("30 others"), a name, a noun."""

from dataclasses import replace
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import coordinated
from kg.extract.grammar.phrases import is_partitive, noun_class, of, phrase, stretch
from kg.extract.grammar.syntax import predicated
from kg.extract.reading import Reading
from kg.layers import Annotation
from kg.model import Mention, Quantity
from kg.ontology import Ontology

_SEVERAL: Final = vocabulary.words("numbers", "several")
_RANKING: Final = vocabulary.words("offices", "deputies") | vocabulary.words("offices", "first")
_POSTS: Final = vocabulary.words("offices", "posts")
_OF_OFFICE: Final = vocabulary.words("prepositions", "behind_names")
_LONGEST: Final = 12  # words
_CLAUSES: Final = frozenset({"advcl", "ccomp", "pcomp", "xcomp"})
_MEASURED: Final = frozenset({"DATE", "MONEY", "PERCENT", "QUANTITY", "TIME"})
_FARTHEST: Final = 14  # words between an office and a name behind it


def counted_phrase(head: Token, reading: Reading) -> tuple[int, int]:
    """Return the noun phrase of HEAD without adverbs before its number: "so far 50 people", "only two men"."""
    first, last = phrase(head)
    number = first
    while number < head.i and head.doc[number].pos_ == "ADV" and number not in reading.quantity_at:
        number += 1
    return (number if number in reading.quantity_at else first), last


def nobody(head: Token, reading: Reading) -> Mention:
    """Return those whom a negated claim is about: "nobody was hurt" denies that anybody was."""
    return Mention(
        span=reading.word(head), text=head.text, type="PeopleGroup", name="anybody", named=False
    )


def nothing(head: Token, reading: Reading) -> Mention | None:
    """Return what is not there or not done, where the text says what it would be: "found nothing wrong".

    It denies that they found anything wrong.
    """
    end = head.right_edge.i + 1
    if head.lower_ != "nothing" or end == head.i + 1 or end - head.i > _LONGEST:
        return None
    text, span = reading.text(head.i, end), reading.span(head.i, end)
    name = f"anything{text[len(head.text) :]}"
    return Mention(span=span, text=text, type="Topic", name=name, named=False)


def others(head: Token, number: Quantity | None, reading: Reading) -> Mention | None:
    """Return people whom nothing but how many they are describes: "injured 30 others", "several others"."""
    if head.lower_ != "others":
        return None
    return _numbered(head, number, reading) if number is not None else _some(head, reading)


def _numbered(head: Token, number: Quantity, reading: Reading) -> Mention:
    first = next(i for i in range(head.i, -1, -1) if reading.quantity_of(head.doc[i]) is number)
    while first > 0 and reading.quantity_of(head.doc[first - 1]) is number:
        first -= 1
    text = reading.text(first, head.i + 1)
    span = reading.span(first, head.i + 1)
    return Mention(span=span, text=text, type="PeopleGroup", name=text, named=False, number=number)


def _some(head: Token, reading: Reading) -> Mention | None:
    first = next((child.i for child in head.lefts if child.lower_ in _SEVERAL), None)
    if first is None:
        return None
    text, span = reading.text(first, head.i + 1), reading.span(first, head.i + 1)
    return Mention(span=span, text=text, type="PeopleGroup", name=text, named=False)


def those(head: Token, reading: Reading) -> Mention | None:
    """Return the people whom only a clause behind "those" describes: "those who are deemed ineligible"."""
    if head.lower_ != "those" or head.dep_ == "det":
        return None
    clause = next((c for c in head.rights if c.dep_ in ("relcl", "acl")), None)
    if clause is None or not (clause.tag_ == "VBN" or any(c.lower_ == "who" for c in clause.lefts)):
        return None
    inside = {token.i for token in clause.subtree}
    last = head.i + 1
    while last in inside and head.doc[last].text not in (",", ";"):
        last += 1
    if not 1 < last - head.i <= _LONGEST:
        return None
    text, span = reading.text(head.i, last), reading.span(head.i, last)
    return Mention(span=span, text=text, type="PeopleGroup", name=text, named=False)


def deed(gerund: Token, reading: Reading) -> Mention | None:
    """Return what a GERUND that is a subject stands for, in its words: "moving the children to the camp"."""
    if gerund.dep_ != "csubj" or gerund.tag_ != "VBG":
        return None
    below = (c for c in gerund.rights if {c.dep_, *(each.dep_ for each in c.rights)} & _CLAUSES)
    first, last = stretch(gerund, below)  # "moving them | without providing time"
    if not 1 < last - first <= _LONGEST:
        return None
    text, span = reading.text(first, last), reading.span(first, last)
    name = text[0].lower() + text[1:]
    return Mention(span=span, text=text, type="Topic", name=name, named=False)


def counted(head: Token, number: Quantity, role: str, ontology: Ontology) -> Mention | None:
    """Return what a bare NUMBER counts where ROLE asks for people: "twelve were killed".

    Where things of one kind were counted before it, it counts some of them: "54 nations signed, but 27 have left".
    """
    suffers = ontology.is_a(role, "patient") or ontology.is_a(role, "agent")
    if number.unit is not None or not suffers:
        return None
    if head.pos_ not in ("NUM", "NOUN") or not ontology.accepts(role, "PeopleGroup"):
        return None
    before = (t for t in reversed(head.doc[head.sent.start : head.i]) if _is_counted(t))
    noun = next(before, None)
    kind = noun_class(noun, ontology) if noun is not None else "PeopleGroup"
    kind = kind if ontology.accepts(role, kind) else "PeopleGroup"
    name = f"{number.text.lower()} {noun.lower_ if noun is not None else 'people'}"
    return Mention(
        span=number.span,
        text=number.text,
        type=kind,
        name=name,
        named=False,
        number=number,
    )


def _is_counted(noun: Token) -> bool:
    """Tell whether NOUN is a plural with a number before it, and no measure."""
    counted = noun.tag_ == "NNS" and any(child.dep_ == "nummod" for child in noun.lefts)
    return counted and noun.ent_type_ not in _MEASURED


def is_named(head: Token, reading: Reading) -> bool:
    """Tell whether HEAD belongs to a name, not to an office or a description."""
    annotation = reading.mention_at.get(head.i)
    value = annotation.value if annotation is not None else None
    return isinstance(value, Mention) and value.named and value.type != "Position"


def are_named(plural: Token, names: Token, reading: Reading) -> bool:
    """Tell whether the NAMES behind a PLURAL are all that it means: "two men, Ana Ruiz and Tom Hale"."""
    beside = names.left_edge.i == plural.i + 1
    every = coordinated(names)
    apart = len(every) > 1 and names.left_edge.i == plural.i + 2
    return all(is_named(each, reading) for each in every) and (beside or apart)


def one_named(head: Token, reading: Reading) -> Token | None:
    """Return the name of the one of several that HEAD counts: "one of his lawyers, Al Rey"."""
    below = of(head) if head.lower_ == "one" and is_partitive(head) else None
    for above in (head, below) if below is not None else ():
        for child in above.rights:
            if child.dep_ == "appos" and is_named(child, reading) and len(coordinated(child)) == 1:
                return child
    return None


def titled(office: Token, reading: Reading) -> Mention | None:
    """Return who is named right behind an OFFICE with a preposition in it: "Special Agent in Charge Ana Ruiz".

    That may stand behind the office, too: "U.S. Attorney for the District of Ohio Ana Ruiz".
    """
    last = reading.mention_at[office.i].last
    inside = any(token.dep_ == "prep" for token in office.doc[office.i : last])
    if not inside and last < len(office.doc) and office.doc[last].lower_ in _OF_OFFICE:
        inside, last = True, _behind_body(last, reading)
    name = reading.mention_at.get(last)
    value = name.value if name is not None and name.first == last else None
    person = isinstance(value, Mention) and value.type == "Person" and value.named and inside
    return value if isinstance(value, Mention) and person else None


def _behind_body(place: int, reading: Reading) -> int:
    """Return where the names end that the preposition at PLACE leads to: "for the District of Ohio |"."""
    doc, last = reading.doc, place
    while last < min(place + _FARTHEST, len(doc)):
        found = reading.mention_at.get(last)
        if found is not None and isinstance(found.value, Mention):
            if found.value.type == "Person" or last != found.first:
                return last
            last = found.last
        elif doc[last].lower_ in _OF_OFFICE or doc[last].tag_ in ("DT", "JJ", "NNP"):
            last += 1
        else:
            return last
    return last


def overlooked(head: Token, reading: Reading) -> Mention | None:
    """Return a name that the recogniser missed and a noun explains: "Equinor, the largest supplier of gas"."""
    beside = [child for child in head.children if child.dep_ in ("appos", "compound", "nmod")]
    if head.dep_ == "appos" and head.doc[head.head.i + 1 : head.left_edge.i].text in ("", ","):
        beside.append(head.head)  # "the Danish firm Skovby", "her son, Tom"
    kinds = [
        noun_class(child, reading.ontology)
        for child in beside
        if child.pos_ == "NOUN" and child.tag_ == "NN"
    ]
    kind = next((kind for kind in kinds if reading.ontology.is_a(kind, "Agent")), None)
    if kind is None or not head.text[0].isupper():
        return None
    first = head.i
    while (
        first > head.sent.start
        and head.doc[first - 1].head == head
        and head.doc[first - 1].pos_ == "PROPN"
    ):
        first -= 1
    text = reading.text(first, head.i + 1)
    step = f"a name by its capitals, {kind} by the noun beside it"
    span = reading.span(first, head.i + 1)
    return Mention(span=span, text=text, type=kind, name=text, steps=(step,))


def is_post(noun: Token) -> bool:
    """Tell whether a NOUN of an office tells of the office alone, and of nobody who holds it: "five seats"."""
    return noun.lemma_.lower() in _POSTS


def owned_by(head: Token, name: Annotation) -> Token | None:
    """Return what the last word of a NAME owns that stands where HEAD does: "by the Department of Trade's | Agency"."""
    last = head.doc[name.last - 1]
    is_owner = last.dep_ == "poss" and last.i > head.i and last.head.i >= name.last
    return last.head if is_owner and head.is_ancestor(last) else None


def identified(subject: Token, reading: Reading) -> Token | None:
    """Return the head of the name that a definite SUBJECT is plainly said to be: "Her mother is | Mara Hale"."""
    definite = any(c.dep_ == "poss" or c.lower_ == "the" for c in subject.lefts)
    if subject.dep_ != "nsubj" or subject.tag_ != "NN" or not definite:
        return None
    for child in subject.head.rights:
        annotation = reading.mention_at.get(child.i) if child.dep_ == "attr" else None
        value = annotation.value if annotation is not None else None
        if isinstance(value, Mention) and value.named and value.type != "Position":
            return child if predicated(child) == subject else None
    return None


def owns_adjective(head: Token) -> bool:
    """Tell whether HEAD only owns those whom an adjective behind it names: "feed the nation's | hungry"."""
    mark = next((child for child in head.rights if child.tag_ == "POS"), None)
    own = mark is not None and head.dep_ not in ("poss", "compound", "nmod")
    return own and any(c.dep_ == "amod" and mark is not None and c.i > mark.i for c in head.rights)


def ranked(found: Mention, head: Token, reading: Reading) -> Mention:
    """Return the office FOUND at HEAD with what ranks it before its name: "deputy general secretary"."""
    named = reading.mention_at.get(head.i)
    if found.type != "Position" or named is None:
        return found
    first, doc = named.first, head.doc
    while first > head.sent.start and doc[first - 1].lower_ in _RANKING:
        first -= 1
    if first == named.first:
        return found
    name = reading.text(first, named.last)
    span = reading.span(first, named.last)
    return replace(found, span=span, text=name, name=name.lower(), concept=None)
