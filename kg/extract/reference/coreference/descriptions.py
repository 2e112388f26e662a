"""What a document says of its names in passing: titles, appositions and "X is the …", read before all else.

So the headline's "chip maker" and the "airline" of the fifth paragraph find the name that the second one explains.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import prepositional
from kg.extract.grammar.phrases import tells_event
from kg.extract.reading import Reading
from kg.extract.reference.coreference.expressions import Expression, Kind
from kg.model import Mention
from kg.ontology import Ontology

_LINKING: Final = vocabulary.words("grammar", "copulas")
_BEFORE: Final = frozenset({"compound", "nmod", "appos", "amod"})

_ATTACHED: Final = frozenset({"compound", "nmod", "amod", "poss"})
_OF_OFFICE: Final = vocabulary.words("prepositions", "of_offices_spoken_for")
_OF_STATE: Final = vocabulary.words("offices", "speaking_for_states")

_PLENARY: Final = vocabulary.words("bodies", "plenary")
_TELLING: Final = ("Organization", "Facility", "Country", "Region", "City")

Name = tuple[str, str]  # canonical name and class


@dataclass(slots=True)
class Description:
    """What a name is called beside its name."""

    nouns: set[str] = field(default_factory=set)
    concepts: set[str] = field(default_factory=set)
    home: set[str] = field(default_factory=set)
    gender: str | None = None


def describe(reading: Reading, found: Iterable[Expression]) -> dict[Name, Description]:
    """Return what the document says of each of its names."""
    descriptions: dict[Name, Description] = {}
    for expression in found:
        if expression.kind is not Kind.NAME or expression.mention is None:
            continue
        key = (expression.mention.name, expression.mention.type)
        description = descriptions.setdefault(key, Description())
        description.gender = description.gender or expression.gender
        acts = reading.ontology.is_a(expression.mention.type, "Agent")
        for noun in _nouns(expression.head):
            if not (acts and (tells_event(noun, reading.ontology) or _is_another(noun))):
                _add(description, noun, reading)
    return descriptions


def _is_another(noun: Token) -> bool:
    """Tell whether a NOUN is that of one beside the first: "his co-defendants" are not "the defendant"."""
    return noun.doc[max(0, noun.i - 2) : noun.i].text.lower() == "co-"


def _nouns(name: Token) -> Iterator[Token]:
    """Return the nouns that stand beside a NAME, or that it is said to be."""
    for child in name.children:
        if child.pos_ == "NOUN" and (
            child.dep_ == "appos" or (child.dep_ in _BEFORE and child.i < name.i)
        ):
            yield child
    if name.dep_ in _BEFORE and name.head.pos_ == "NOUN" and _names(name):
        yield name.head
    if name.dep_ == "nsubj" and name.head.lemma_ in _LINKING:
        yield from (c for c in name.head.rights if c.dep_ == "attr" and c.pos_ == "NOUN")


def _names(name: Token) -> bool:
    """Tell whether a NAME names the noun it hangs on: "the company, Chevron", not "Chevron shares"."""
    return name.dep_ == "appos"


def _add(description: Description, noun: Token, reading: Reading) -> None:
    description.nouns.add(noun.lemma_.lower())
    description.gender = description.gender or reading.ontology.gender(noun.lemma_)
    annotation = reading.mention_at.get(noun.i)
    value = annotation.value if annotation is not None else None
    if isinstance(value, Mention) and value.type == "Position" and value.concept is not None:
        description.concepts.add(value.concept)
    for child in noun.lefts:
        other = reading.mention_at.get(child.i)
        if other is not None and isinstance(other.value, Mention) and other.value.type == "Country":
            description.home.add(child.lower_)


def nouns_in(name: Expression, ontology: Ontology) -> set[str]:
    """Return the nouns that a NAME itself holds: the "bank" of "Bank of Ghana"."""
    kind = name.type or ""
    if name.mention is None or not any(ontology.is_a(kind, each) for each in _TELLING):
        return set()
    called = ((word, ontology.noun_kind(word)) for word in name.mention.name.lower().split())
    return {
        word
        for word, own in called
        if own and (ontology.is_a(kind, own) or ontology.is_a(own, "Organization"))
    }


def spoken_for(person: Token, reading: Reading) -> Iterator[int]:
    """Return the roots of the bodies and states whose office the text gives to the PERSON at a head.

    *Boeing spokesman Will Barks*, *Mark Ruiz, chief executive of EADS*, *a spokesman for the ministry*, *Italian Prime
    Minister Giorgia Meloni*; of a *Spanish journalist* nobody says that she speaks for Spain.
    """
    for office in _offices(person, reading):
        heads = [child for child in office.lefts if child.dep_ in _ATTACHED]
        if office.dep_ in ("compound", "nmod"):
            heads += [child for child in office.head.lefts if child.i < office.i]
        heads += [head for name, head in prepositional(office) if name in _OF_OFFICE]
        for head in heads:
            annotation = reading.mention_at.get(head.i)
            value = annotation.value if annotation is not None else None
            if not isinstance(value, Mention) or annotation is None:
                continue
            organization = reading.ontology.is_a(value.type, "Organization")
            organization = organization and _PLENARY.isdisjoint(value.name.lower().split())
            if organization or (value.type == "Country" and _is_of_state(office, reading)):
                yield reading.doc[annotation.first : annotation.last].root.i


def _offices(person: Token, reading: Reading) -> Iterator[Token]:
    """Return the nouns of offices beside a PERSON, or the PERSON itself where it is known by an office."""
    for token in (person, *person.lefts, *person.rights):
        if token is not person and token.dep_ not in _BEFORE:
            continue
        annotation = reading.mention_at.get(token.i)
        value = annotation.value if annotation is not None else None
        if isinstance(value, Mention) and value.type == "Position":
            yield token
    if person.dep_ == "appos":
        yield from _offices_of_apposed(person, reading)


def _offices_of_apposed(person: Token, reading: Reading) -> Iterator[Token]:
    annotation = reading.mention_at.get(person.head.i)
    if isinstance(getattr(annotation, "value", None), Mention):
        yield person.head


def _is_of_state(office: Token, reading: Reading) -> bool:
    """Tell whether who holds an OFFICE speaks for the state: a minister, a president, a spokesman."""
    annotation = reading.mention_at.get(office.i)
    value = annotation.value if annotation is not None else None
    term = reading.ontology.keys.get(value.concept or "") if isinstance(value, Mention) else None
    return (term is not None and term.heads_state) or office.lemma_.lower() in _OF_STATE
