"""What stands beside a noun: the names in apposition to it, what it is said to be, and whether it was so once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.appositions import apposed_late, titled
from kg.extract.grammar.functions import coordinated
from kg.extract.grammar.phrases import phrase
from kg.extract.grammar.syntax import in_headline
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.speech.quotemarks import MARK
from kg.model import Mention, Relation, Span

_BESIDE: Final = frozenset({"compound", "nmod", "amod", "appos"})
_LASTING: Final = vocabulary.words("grammar", "lasting")
FORMER: Final = vocabulary.words("offices", "former")

_SHORT_PLURALS: Final = vocabulary.words("titles", "short_plurals")
_PRESENT: Final = vocabulary.words("offices", "present")
_OF_STATES: Final = ("GovernmentBody", "ArmedForce")  # no company, charity or group


@dataclass(frozen=True, slots=True)
class Found:
    """A relation, the token whose surroundings decide how it stands, and the rule that found it."""

    relation: Relation
    anchor: Token
    rule: str
    ended: bool = False
    asserted_by_verb: bool = False  # a copula: its own tense, negation and governors decide
    qualifier: Span | None = None  # what sets it apart from others: "the largest"


class Beside:
    """Looks to the left and right of the nouns of one document."""

    def __init__(self, reading: Reading, fillers: Fillers | None = None) -> None:
        self.reading = reading
        self.fillers = fillers

    def head_mention(self, token: Token) -> Mention | None:
        """Return the mention that ends at TOKEN or whose head it is."""
        annotation = self.reading.mention_at.get(token.i)
        if annotation is None or not isinstance(annotation.value, Mention):
            return None
        span = self.reading.doc[annotation.first : annotation.last]
        last, flat = span[-1], annotation.value.type == "Position"
        # Of a title before a name every word hangs on the name: the last is its head.
        root = last if flat and last.head.i >= annotation.last else span.root
        return annotation.value if root.i == token.i else None

    def apposed(self, token: Token) -> Iterator[Token]:
        """Return the heads in apposition to TOKEN: names behind a title, on either side of a comma."""
        yield from self._before(token)
        for child in token.rights if not self._is_taken(token) else ():
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                yield child
                if token.tag_ in ("NNS", "NNPS"):
                    yield from self._untitled(coordinated(child)[1:])
            elif child.dep_ == "appos" and child.pos_ == "NOUN":
                # "Bell's brother, the former minister Tom Bell"
                yield from (c for c in child.rights if c.dep_ == "appos" and c.pos_ == "PROPN")
        for other in (titled(token, self.reading), apposed_late(token, self.reading)):
            if other is not None:
                yield other

    def _is_taken(self, token: Token) -> bool:
        """Tell whether TOKEN is said of a person before it, so that the names behind are of others in a list."""
        before = self.reading.mention_at.get(token.head.i) if token.dep_ == "appos" else None
        person = before.value if before is not None and token.head.i < token.i else None
        return isinstance(person, Mention) and person.type == "Person"

    def _before(self, token: Token) -> Iterator[Token]:
        """Yield what TOKEN stands before or in apposition to, and the other names that it is a title of."""
        # An adjective as in "the 39-year-old, once an adviser"
        if token.dep_ not in _BESIDE or token.head.pos_ not in ("PROPN", "NOUN", "ADJ"):
            return
        between = token.doc[min(token.i, token.head.i) + 1 : max(token.i, token.head.i)]
        if token.dep_ != "appos" and any(t.text == "," for t in between):
            return
        yield token.head
        yield from self._untitled(listed(token))

    def _untitled(self, names: Iterable[Token]) -> Iterator[Token]:
        """Yield NAMES up to the first that has a title of its own."""
        yield from takewhile(lambda name: not _has_title(name, self.reading), names)

    def body(self, head: Token) -> Mention | None:
        """Return the body that HEAD names, stands for or describes: "the ministry", "the company", "the news site Vox".

        A noun that says little more than a class and stands for nothing known is no body: "the company".
        """
        found = self.named(head)
        if found is not None or self.fillers is None or head.pos_ not in ("NOUN", "PROPN", "PRON"):
            return found
        found = self.fillers.mention(head)
        if found is None or found.type in ("Position", "Person"):
            return None
        if found.named:
            return found if self._is_known(head, found) else None
        ontology = self.reading.ontology
        if head.pos_ == "PRON":
            told = not ontology.is_general(found.name.split()[-1])
        else:
            told = is_definite(head) and not ontology.is_general(head.lemma_)
        kinds = ("Organization", "Facility")
        return found if told and any(ontology.is_a(found.type, kind) for kind in kinds) else None

    def _is_known(self, head: Token, found: Mention) -> bool:
        """Tell whether HEAD surely means what was FOUND: it is called so, or nothing else of its class is near."""
        if not any("spoken of" in step for step in found.steps[-1:]):
            return True
        ontology = self.reading.ontology
        own = ontology.noun_kind(head.lemma_.lower()) or ""
        if not ontology.is_general(head.lemma_) or any(
            ontology.is_a(found.type, kind) and not ontology.is_a(own, kind) for kind in _OF_STATES
        ):
            return False
        kind = "Organization" if ontology.is_a(found.type, "Organization") else found.type
        sentence = head.sent
        first = sentence.start - 1 if sentence.start > 0 else 0
        near = range(head.doc[first].sent.start, sentence.end)
        values = (a.value for i in near if (a := self.reading.mention_at.get(i)) is not None)
        others = (v for v in values if isinstance(v, Mention) and v.named and v.name != found.name)
        return not any(ontology.is_a(other.type, kind) for other in others)

    def named(self, head: Token) -> Mention | None:
        """Return the named thing at HEAD that is neither a person nor a position."""
        annotation = self.reading.mention_at.get(head.i)
        value = annotation.value if annotation is not None else None
        if head.pos_ == "PRON" and self.fillers is not None:
            value = self.fillers.mention(head)  # "its chief executive"
        if isinstance(value, Mention) and value.named and value.type not in ("Position", "Person"):
            return value
        return None

    def is_former(self, token: Token) -> bool:
        """Tell whether a word such as "former" stands before the noun TOKEN, or a time that is over behind it.

        Of several nouns without articles it is said of all: "former minister, mayor of Lund and member of parliament".
        """
        if _shares(token) and self.is_former(token.head):
            return True
        first, _ = phrase(token)
        words = {t.lower_ for t in token.doc[first : token.i + 1]}
        words.update(t.lower_ for t in token.doc[first - 1 : first])  # ", formerly director at …"
        if first > 1 and token.doc[first - 1].dep_ == "det":
            words.add(token.doc[first - 2].lower_)  # ", once an adviser"
        if token.i > 0 and token.dep_ in ("compound", "nmod"):
            words.update(child.lower_ for child in token.head.lefts if child.i < token.i)
            words.add(token.nbor(-1).lower_)
            words.add(_before_names(token).lower_)  # "former United States Senator Ana Ruiz"
        if words & FORMER or token.lower_.startswith("ex-"):
            return True
        return any(self._is_over(child) for child in token.rights if child.dep_ == "prep")

    def _is_over(self, preposition: Token) -> bool:
        """Tell whether a time behind a noun ended before publication: "governor from 2015 to 2019"."""
        published = self.reading.document.published
        for token in (t for child in preposition.rights for t in (child, *child.children)):
            time = self.reading.time_of(token)
            if time is not None and time.end is not None and published is not None:
                return time.end < published[: len(time.end)]
        return False

    def is_past(self, verb: Token) -> bool:
        """Tell whether a VERB says that it was so and is no more: "was" and "served as", not "became"."""
        past = verb.tag_ == "VBD" and verb.lemma_ not in _LASTING
        return past and not in_headline(verb) and not _is_backshifted(verb)


def _is_backshifted(verb: Token) -> bool:
    """Tell whether a VERB is past only because what somebody said is told in the past: "said that he was the mayor"."""
    above = verb.head
    told = verb.dep_ == "ccomp" and above.tag_ == "VBD" and above.i < verb.i
    return told and MARK not in {token.text for token in verb.doc[above.i : verb.i]}


def _before_names(token: Token) -> Token:
    """Return the word before all names that stand in a row up to TOKEN."""
    while token.i > token.sent.start and token.tag_ in ("NNP", "NNPS"):
        token = token.nbor(-1)
    return token


def _has_title(name: Token, reading: Reading) -> bool:
    """Tell whether an office stands right before the whole name at NAME."""
    annotation = reading.mention_at.get(name.i)
    before = reading.mention_at.get(annotation.first - 1) if annotation is not None else None
    value = before.value if before is not None else None
    return isinstance(value, Mention) and value.type == "Position"


def listed(title: Token) -> list[Token]:
    """Return the other names that a plural TITLE stands before: "Senators Ana Ruiz of Ohio, Tom Hale and Lea Holt"."""
    plural = title.tag_.startswith("NN") and title.lower_.endswith("s")
    plural = plural or title.lower_ in _SHORT_PLURALS  # "Sens. Ana Ruiz and Tom Hale"
    if not plural or title.head.pos_ != "PROPN" or title.i > title.head.i:
        return []
    found = [title.head]
    for name in found:
        below = (c for c in name.rights if c.dep_ in ("appos", "conj") and c.pos_ == "PROPN")
        found.extend(below)
    return found[1:]


def is_definite(noun: Token) -> bool:
    """Tell whether a NOUN says which one is meant: "the ministry", "Kenya's ministry"."""
    return any(
        child.dep_ == "poss" or child.lower_ in ("the", "this", "that") for child in noun.lefts
    )


def _shares(noun: Token) -> bool:
    """Tell whether what stands before the nouns that NOUN is listed with is said of it, too."""
    own = any(c.dep_ in ("det", "poss") or c.lower_ in _PRESENT for c in noun.lefts)
    listed = noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN")
    listed = listed or (noun.dep_ == "appos" and noun.head.pos_ == "NOUN")
    return listed and not own


def is_half(word: Token) -> bool:
    """Tell whether WORD is the second half of a hyphenated one: the "American" of "anti-American"."""
    return word.i > 0 and word.nbor(-1).text in ("-", "–") and not word.nbor(-1).whitespace_
