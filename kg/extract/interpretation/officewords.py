"""Offices by their words, where the network sees one that no list has: "chief veterinary officer"."""

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import prepositional
from kg.extract.grammar.phrases import is_nominal, phrase
from kg.extract.reading import Reading
from kg.extract.reference.neighbours import is_half
from kg.model import Mention, Relation
from kg.ontology import Term

FIRST: Final = vocabulary.words("offices", "first")
ASPIRING: Final = vocabulary.words("offices", "aspiring")
_MAKERS: Final = vocabulary.words("offices", "makers")
_WITH_FIELDS: Final = vocabulary.words("offices", "with_fields")
_PORTFOLIOS: Final = vocabulary.words("offices", "portfolios")
_MINISTRIES: Final = vocabulary.words("offices", "ministries")
_SIDES: Final = vocabulary.words("offices", "sides")
_HELD: Final = frozenset({"headOf", "formerHeadOf", "officeFor", "heldOfficeFor", "worksFor"})


def office_at(head: Token, reading: Reading) -> Mention | None:
    """Return the office that HEAD names, not who holds it."""
    annotation = reading.mention_at.get(head.i)
    if annotation is not None and isinstance(annotation.value, Mention):
        return annotation.value if annotation.value.type == "Position" else None
    no_office = head.text.endswith(".") or head.tag_ == "NNS"  # "Dr."; "sprinters Hale and Lee"
    if no_office or not is_nominal(head) or reading.kind_of(head, "Topic") != "Position":
        return None
    first, last = phrase(head)
    if _is_before_office(max(last, head.i + 1), reading):
        return None
    text, span = reading.text(first, last), reading.span(first, last)
    return Mention(span=span, text=text, type="Position", name=text, named=False)


def aspires(head: Token, relation: str) -> bool:
    """Tell whether HEAD has no office yet that a RELATION gives it: "President-elect Ana Ruiz", "candidate Ann Lee"."""
    before = {token.lower_ for token in head.subtree if token.i < head.i}
    return "elect" in before or (relation in _HELD and not before.isdisjoint(ASPIRING))


def leads_side(head: Token, relation: Relation) -> bool:
    """Tell whether HEAD leads one side, and not the country that a RELATION says: "opposition leader Ann Lee"."""
    thing = relation.object
    state = isinstance(thing, Mention) and thing.type == "Country"
    return state and relation.predicate in _HELD and is_of_side(head)


def is_of_side(head: Token) -> bool:
    """Tell whether the words before HEAD are of one side: "the Burmese pro-democracy leader"."""
    return any(token.lower_ in _SIDES for token in head.subtree if token.i < head.i)


def is_part(office: Relation, known: Iterable[Relation]) -> bool:
    """Tell whether an OFFICE is only a part of one KNOWN: of "Deputy Finance Minister" the last two words."""
    return any(
        other.predicate == office.predicate
        and other.subject.name == office.subject.name
        and isinstance(other.object, Mention)
        and other.object.type == "Position"
        and office.object.span.overlaps(other.object.span)
        for other in known
    )


def _is_before_office(last: int, reading: Reading) -> bool:
    """Tell whether an office stands at the token LAST, and the words before only qualify it: "State | Senator"."""
    while last < len(reading.doc) and reading.doc[last].text == "-":
        last += 1
    after = reading.mention_at.get(last)
    return after is not None and getattr(after.value, "type", None) == "Position"


def is_field(body: Mention, office: Token, reading: Reading) -> bool:
    """Tell whether BODY is rather what an OFFICE is for: the "Assistant Attorney General for National Security"."""
    bare = reading.ontology.name_ending(body.text.split()[-1]) is None
    heads = (head for name, head in prepositional(office) if name == "for")
    named = any(reading.word(head).within(body.span) for head in heads)
    return bare and named and office.lemma_.lower() in _WITH_FIELDS


def is_maker(term: Term | None) -> bool:
    """Tell whether an office is had towards a work and not within a body: the author of a book."""
    return term is not None and term.key in _MAKERS


def is_owner(country: Mention, reading: Reading) -> bool:
    """Tell whether a COUNTRY stands in the genitive or behind "of": "Norway's minister", "the minister of Norway"."""
    span = country.span
    words = reading.doc.char_span(span.start, span.end, alignment_mode="expand") or ()
    return any(t.dep_ == "poss" or (t.dep_ == "pobj" and t.head.lower_ == "of") for t in words)


def is_prefixed(head: Token, reading: Reading) -> bool:
    """Tell whether a name is but the second half of a hyphenated word: "anti-American", not "al-Qaeda"."""
    name = reading.mention_at.get(head.i)
    return is_half(head if name is None else head.doc[name.first])


def is_portfolio(head: Token, office: Token, reading: Reading) -> bool:
    """Tell whether the name at HEAD is the field of an OFFICE: agriculture, of a minister."""
    position = reading.mention_at[office.i]
    field = reading.mention_at.get(head.i)
    if not isinstance(position.value, Mention) or position.value.concept not in _PORTFOLIOS:
        return False
    if field is None or not isinstance(field.value, Mention):
        return False
    if field.value.name.split()[-1] in _MINISTRIES:
        return False  # "Home Office minister"
    return field.last == position.first and reading.ontology.is_a(field.value.type, "Organization")
