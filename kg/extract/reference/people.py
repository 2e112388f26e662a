"""People whom nothing but a number or its absence describes: "twelve were killed", "30 others", "nobody"."""

from spacy.tokens import Token

from kg.extract.reading import Reading
from kg.model import Mention, Quantity
from kg.ontology import Ontology


def nobody(head: Token, reading: Reading) -> Mention:
    """Return nobody as those whom a negated claim is about."""
    return Mention(
        span=reading.word(head), text=head.text, type="PeopleGroup", name="nobody", named=False
    )


def others(head: Token, number: Quantity, reading: Reading) -> Mention:
    """Return people whom nothing but their NUMBER describes: "injured 30 others"."""
    first = next(i for i in range(head.i, -1, -1) if reading.quantity_of(head.doc[i]) is number)
    while first > 0 and reading.quantity_of(head.doc[first - 1]) is number:
        first -= 1
    text = reading.text(first, head.i + 1)
    span = reading.span(first, head.i + 1)
    return Mention(span=span, text=text, type="PeopleGroup", name=text, named=False, number=number)


def counted(head: Token, number: Quantity, role: str, ontology: Ontology) -> Mention | None:
    """Return the people that a bare NUMBER counts where ROLE asks for people: "twelve were killed"."""
    suffers = ontology.is_a(role, "patient") or ontology.is_a(role, "agent")
    if number.unit is not None or not suffers:
        return None
    if head.pos_ not in ("NUM", "NOUN") or not ontology.accepts(role, "PeopleGroup"):
        return None
    name = f"{number.text.lower()} people"
    return Mention(
        span=number.span,
        text=number.text,
        type="PeopleGroup",
        name=name,
        named=False,
        number=number,
    )
