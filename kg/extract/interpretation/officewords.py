"""Offices by their words, where the network sees one that no list has: "chief veterinary officer"."""

from collections.abc import Iterable

from spacy.tokens import Token

from kg.extract.grammar.phrases import is_nominal, phrase
from kg.extract.reading import Reading
from kg.model import Mention, Relation


def office_at(head: Token, reading: Reading) -> Mention | None:
    """Return the office that HEAD names, not who holds it."""
    annotation = reading.mention_at.get(head.i)
    if annotation is not None and isinstance(annotation.value, Mention):
        return annotation.value if annotation.value.type == "Position" else None
    is_title = head.text.endswith(".")  # "Dr.", "Mr."
    if is_title or not is_nominal(head) or reading.kind_of(head, "Topic") != "Position":
        return None
    first, last = phrase(head)
    if _is_before_office(max(last, head.i + 1), reading):
        return None
    text, span = reading.text(first, last), reading.span(first, last)
    return Mention(span=span, text=text, type="Position", name=text, named=False)


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
