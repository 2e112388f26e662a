"""The expressions that can refer: names, noun phrases and pronouns, with what must agree between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from spacy.tokens import Span, Token

from kg import plurals, vocabulary
from kg.extract.grammar.phrases import DENYING, PREFIXES, is_nominal, noun_class, of
from kg.extract.grammar.syntax import in_headline
from kg.extract.reading import Reading
from kg.extract.speech.background import takes_up_a_clause
from kg.model import Mention

_PERSONAL: Final = {
    "he": ("Person", "male", False),
    "him": ("Person", "male", False),
    "his": ("Person", "male", False),
    "himself": ("Person", "male", False),
    "she": ("Person", "female", False),
    "her": ("Person", "female", False),
    "hers": ("Person", "female", False),
    "herself": ("Person", "female", False),
    "it": (None, None, False),
    "its": (None, None, False),
    "itself": (None, None, False),
    "they": (None, None, True),
    "them": (None, None, True),
    "their": (None, None, True),
    "theirs": (None, None, True),
    "themselves": (None, None, True),
    "neither": (None, None, True),
    "none": (None, None, True),
}
_FIRST_PERSON: Final = {
    "i": False, "me": False, "my": False, "mine": False, "myself": False,
    "we": True, "us": True, "our": True, "ours": True, "ourselves": True,
}  # fmt: skip
REFLEXIVES: Final = vocabulary.words("pronouns", "reflexives")
POSSESSIVES: Final = vocabulary.words("pronouns", "possessives")
# Mentions of these classes are kinds of things, not things: they refer as nouns do.
_KINDS: Final = frozenset({"Position", "Offence", "Commodity", "Weapon"})
FORMER: Final = vocabulary.words("offices", "former_in_descriptions")
_NAMING: Final = vocabulary.words("names", "naming")
_COMPLETING: Final = frozenset({"oprd", "pobj", "attr", "dobj", "appos"})
_DEFINITE: Final = vocabulary.words("pronouns", "definite")
OTHER: Final = vocabulary.words("descriptions", "other")


class Kind(StrEnum):
    """How an expression refers."""

    NAME = "name"
    NOUN = "noun"
    PRONOUN = "pronoun"


COUNTS: Final = vocabulary.numbers("pronouns", "counts")
WHOLE: Final = vocabulary.words("pronouns", "whole")
_SIDING: Final = vocabulary.words("pronouns", "siding")
_ALONE: Final = frozenset({"dobj", "nsubj", "nsubjpass", "pobj"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A phrase that can refer, by its head; TYPE is a class of the ontology, "Topic" where nobody knows."""

    head: Token
    kind: Kind
    type: str | None
    gender: str | None = None
    plural: bool = False
    mention: Mention | None = None
    lemma: str = ""
    concept: str | None = None
    definite: bool = False
    modifiers: frozenset[str] = frozenset()
    home: frozenset[str] = frozenset()  # those of them that are countries: "the Danish company"
    number: int | None = None  # "the two countries"
    first_person: bool = False

    @property
    def place(self) -> int:
        """Where its head stands."""
        return self.head.i


def expressions(reading: Reading) -> Iterator[Expression]:
    """Return the expressions of a document in the order of their heads."""
    ends = {
        a.first: a
        for a in reading.layers.mentions
        if _may_refer(a.value) and not _is_for_or_against(reading.doc[a.first])
    }
    roots = {_root(reading.doc[a.first : a.last]).i: a.value for a in ends.values()}
    for token in reading.doc:
        mention = roots.get(token.i)
        if isinstance(mention, Mention):
            kind = mention.type in _KINDS or mention.text[0].islower()
            yield _noun(reading, token, mention) if kind else _name(reading, token, mention)
        elif token.i not in reading.mention_at and token.i not in reading.time_at:
            yield from _unnamed(reading, token)


def _unnamed(reading: Reading, token: Token) -> Iterator[Expression]:
    """Yield the pronoun, the number or the noun that TOKEN is."""
    if _is_personal(token):
        kind_of, gender, plural = _PERSONAL[token.lower_]
        yield Expression(head=token, kind=Kind.PRONOUN, type=kind_of, gender=gender, plural=plural)
    elif token.lower_ in _FIRST_PERSON and token.pos_ == "PRON":
        plural = _FIRST_PERSON[token.lower_]
        yield Expression(head=token, kind=Kind.PRONOUN, type=None, plural=plural, first_person=True)
    elif _is_aged(token):
        definite = any(child.lower_ in _DEFINITE for child in token.lefts)
        yield Expression(
            head=token, kind=Kind.NOUN, type="Person", lemma="person", definite=definite
        )
    elif (number := _counted(token)) is not None:
        yield Expression(
            head=token,
            kind=Kind.NOUN,
            type="PeopleGroup",
            plural=True,
            lemma="person",
            definite=True,
            number=number,
        )
    elif is_nominal(token) and token.dep_ not in ("compound", "nmod", "amod"):
        yield _noun(reading, token, None)


def _may_refer(value: object) -> bool:
    """Tell whether VALUE is a mention that something else may mean, too; the party of a seat is not: "(R-Texas)"."""
    return isinstance(value, Mention) and not value.is_seat


def _is_for_or_against(name: Token) -> bool:
    """Tell whether a NAME only says what somebody is for or against: "pro-Beijing", of which nobody speaks."""
    before = name.doc[max(name.i - 2, 0) : name.i].text.lower()
    return before.endswith("-") and before[:-1] in _SIDING


def _root(words: Span) -> Token:
    """Return the head of the WORDS of a mention; of "co-founder" the second half, whatever the parser says."""
    return words[-1] if words.root.lower_ in PREFIXES else words.root


def _is_personal(token: Token) -> bool:
    """Tell whether TOKEN is a pronoun of the third person; "neither" is one only where it stands alone."""
    if token.lower_ in DENYING:
        return token.dep_ in ("nsubj", "nsubjpass") and of(token) is None
    return token.lower_ in _PERSONAL and token.pos_ == "PRON" and token.dep_ != "det"


def _is_aged(token: Token) -> bool:
    """Tell whether TOKEN is the "old" of "the 61-year-old", where a person is meant."""
    aged = token.lower_ == "old" and any(child.lemma_ == "year" for child in token.lefts)
    return aged and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "appos", "ROOT")


def _counted(token: Token) -> int | None:
    """Return of how many "the two were tried", "all three deny it" or "both deny it" speaks, where no noun follows."""
    number = COUNTS.get(token.lower_)
    definite = token.lower_ == "both" or any(child.lower_ in WHOLE for child in token.lefts)
    alone = token.dep_ in _ALONE and all(child.lower_ in WHOLE for child in token.lefts)
    alone = alone and not any(c.dep_ in ("prep", "relcl", "acl") for c in token.rights)
    return number if definite and alone else None


def _name(reading: Reading, token: Token, mention: Mention) -> Expression:
    return Expression(
        head=token,
        kind=Kind.NAME,
        type=mention.type,
        gender=_gender_of_name(reading, token, mention) if mention.type == "Person" else None,
        plural=mention.type == "PeopleGroup",
        mention=mention,
        lemma=mention.name.split()[-1].lower(),
        concept=mention.concept,
    )


def _noun(reading: Reading, token: Token, mention: Mention | None) -> Expression:
    plural = token.tag_ in ("NNS", "NNPS")
    kind = noun_class(token, reading.ontology)
    if mention is not None and not reading.ontology.is_a(kind, "Person"):
        kind = "Person" if mention.type == "Position" else mention.type
    words = [child for child in token.lefts if child.dep_ not in ("det", "poss", "predet", "case")]
    return Expression(
        head=token,
        kind=Kind.NOUN,
        type="PeopleGroup" if plural and kind == "Person" else kind,
        gender=reading.ontology.gender(token.lemma_),
        plural=plural,
        mention=mention,
        lemma=token.lemma_.lower(),
        concept=mention.concept if mention is not None else None,
        definite=any(child.lower_ in _DEFINITE for child in token.lefts),
        modifiers=frozenset(word.lower_ for word in words if word.pos_ != "NUM"),
        home=frozenset(word.lower_ for word in words if _is_country(reading, word)),
        number=_number(reading, token),
    )


def _is_country(reading: Reading, word: Token) -> bool:
    annotation = reading.mention_at.get(word.i)
    return annotation is not None and getattr(annotation.value, "type", None) == "Country"


def _number(reading: Reading, token: Token) -> int | None:
    for child in token.lefts:
        if child.lower_ == "both":
            return 2
        quantity = reading.quantity_of(child)
        if quantity is not None and quantity.unit is None:
            count = plurals.written(quantity.value)
            if count is not None:
                return count
    return None


def _gender_of_name(reading: Reading, token: Token, mention: Mention) -> str | None:
    """Return the gender that an honorific, a title or the given name tells."""
    annotation = reading.mention_at[token.i]
    gender = reading.ontology.gender
    opens = annotation.first == reading.doc[annotation.first].sent.start
    before = None if opens else reading.doc[annotation.first - 1]
    first = mention.text.split()[0]
    known = gender(before.lemma_) or gender(before.text) if before is not None else None
    return known or gender(first) or gender(mention.name.split()[0])


def is_anaphoric(expression: Expression) -> bool:
    """Tell whether a noun phrase may mean a thing spoken of before: definite, and nothing behind it says which."""
    head = expression.head
    if not expression.definite or expression.modifiers & OTHER:
        return False
    mention = expression.mention
    office = mention is not None and mention.type == "Position"
    own = set(mention.text.lower().split()) if mention is not None and office else set()
    if any(child.dep_ == "poss" for child in head.lefts):
        return False
    return not any(
        child.dep_ in ("relcl", "acl", "prep") or (child.dep_ == "appos" and child.pos_ == "PROPN")
        for child in head.rights
        if child.lower_ not in own  # "the head of state"
    )


def beside(head: Token) -> Iterator[Token]:
    """Return the nouns and names that are one thing with the noun HEAD: in apposition, or behind it as a title."""
    if takes_up_a_clause(head):
        return
    if head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN") and not _is_label(head):
        yield head.head
    for child in head.rights:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and not _is_label(child):
            yield child
    if head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN" and head.head.i > head.i:
        yield head.head
    for noun in (head, *(child for child in head.rights if child.dep_ == "appos")):
        yield from _named_as(noun)
    if head.i + 1 < len(head.doc) and head.nbor(1).pos_ == "PROPN" and head.dep_ == "nsubj":
        # "The violinist Rui Salgado claimed", where the parser sees two subjects.
        yield from (c for c in head.head.lefts if c.dep_ == "nsubj" and c.left_edge.i == head.i + 1)


def _is_label(apposed: Token) -> bool:
    """Tell whether a colon parts what is APPOSED from a label of the headline: "Crash in Lund: Bus driver held"."""
    between = apposed.doc[apposed.head.i : apposed.i]
    return in_headline(apposed) and any(token.text == ":" for token in between)


def _named_as(noun: Token) -> Iterator[Token]:
    """Return the name that the words behind a NOUN give it: "an importer named in court papers as Stijn Daems"."""
    for child in noun.rights:
        if child.dep_ in ("acl", "relcl") and child.lemma_ in _NAMING:
            yield from (t for t in child.subtree if t.pos_ == "PROPN" and t.dep_ in _COMPLETING)
            other = next((c for c in noun.rights if c.lower_ == "as"), None)  # hung on the noun
            yield from (t for t in other.rights if t.pos_ == "PROPN") if other else ()
