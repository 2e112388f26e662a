"""Offices by their words, where the network sees one that no list has: "chief veterinary officer"."""

from collections.abc import Iterable
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.functions import prepositional
from kg.extract.grammar.phrases import is_nominal, phrase
from kg.extract.reading import Reading
from kg.model import Mention, Relation
from kg.ontology import Term

FIRST: Final = vocabulary.words("offices", "first")
ASPIRING: Final = vocabulary.words("offices", "aspiring")
_MAKERS: Final = vocabulary.words("offices", "makers")
_WITH_FIELDS: Final = vocabulary.words("offices", "with_fields")
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
