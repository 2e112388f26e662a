"""Of whom a noun is said: by title, apposition or copula, as one of several nouns, or behind "as"."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import COMPLEMENT, OBJECT, SUBJECT, frame, phrasal_lemma
from kg.extract.reading import Reading
from kg.extract.reference.neighbours import Beside
from kg.extract.reference.people import identified
from kg.extract.speech.quotemarks import MARK
from kg.model import Mention

_COPULAS: Final = vocabulary.ordered("grammar", "copulas")
_PERSONNEL: Final = ("Appointment", "Resignation", "Dismissal")
_OPENING: Final = vocabulary.words("grammar", "opening_nouns") | {"as"}
_MAKING: Final = vocabulary.words("grammar", "making")
_MADE: Final = frozenset({"ccomp", "oprd"})
_ARTICLES: Final = frozenset({"a", "an"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """The head of what a noun is said of, and the token whose surroundings decide how that stands."""

    head: Token
    anchor: Token
    by_verb: bool = False  # a copula: its own tense, negation and governors decide
    entry: str | None = None  # of the lexicon: the verb before "as"
    begun: bool = False  # whoever was named chairman is it from then on
    over: bool = False  # whoever resigned as chairman is it no more
    scene: Token | None = None  # the verb of "As a lawyer, Hale defended the firm": when that was


class Bearers:
    """Finds the bearers of the nouns of one document."""

    def __init__(self, reading: Reading, beside: Beside) -> None:
        self.reading = reading
        self.beside = beside

    def of(self, token: Token) -> Iterator[Bearer]:
        """Return the bearers of the noun TOKEN, or of the noun that it is coordinated with."""
        if (name := self._right_behind(token)) is not None:
            yield Bearer(name, token)
            return
        first = of_several(coordinator(token)) or coordinator(token)
        own = [] if _goes_on(token) and first.dep_ == "attr" else list(self.beside.apposed(token))
        for head in own or self.beside.apposed(first):
            yield Bearer(head, token)
        yield from self._of_verb(first)
        yield from _opened(first)
        yield from _made(first)

    def _right_behind(self, token: Token) -> Token | None:
        """Return the head of the name behind a title, whatever that hangs on: "and Director in Charge Ana Ruiz"."""
        several = token.tag_ in ("NNS", "NNPS") or token.lower_.rstrip(".").endswith("s")
        title = self.reading.mention_at.get(token.i)
        name = self.reading.mention_at.get(title.last) if title is not None else None
        if title is None or name is None or several:
            return None
        if not (isinstance(title.value, Mention) and isinstance(name.value, Mention)):
            return None
        fit = title.value.type == "Position" and name.value.type == "Person" and name.value.named
        return token.doc[name.first : name.last].root if fit else None

    def _of_verb(self, token: Token) -> Iterator[Bearer]:
        """Return of whom a verb says that they are, become or act as TOKEN."""
        if (name := identified(token, self.reading)) is not None:
            yield Bearer(name, token.head, by_verb=True)
        verb, function = _governor(token)
        if verb is None:
            return
        if function == COMPLEMENT and token.dep_ == "attr" and verb.lemma_ in _COPULAS:
            for head in frame(verb).slots.get(SUBJECT, ()):
                yield Bearer(head, verb, by_verb=True)
        for entry in self.reading.ontology.statives(verb.lemma_.lower()):
            if entry.evokes == "holdsPosition" and function in entry.slots:
                for head in frame(verb).slots.get(SUBJECT, ()):
                    yield Bearer(head, verb, by_verb=True, entry=entry.name)
        yield from self._appointed(verb, function)

    def _appointed(self, verb: Token, function: str) -> Iterator[Bearer]:
        """Return who is named or leaves as what stands in FUNCTION to VERB: "was named chairman of Norwood Corp"."""
        ontology = self.reading.ontology
        for entry in ontology.verbs(phrasal_lemma(verb)):
            if entry.slots.get(function) != "position" or entry.evokes not in _PERSONNEL:
                continue
            persons = [slot for slot, role in entry.slots.items() if ontology.is_a(role, "person")]
            over = entry.evokes != "Appointment"
            built = frame(verb)
            for head in (head for slot in persons for head in built.slots.get(slot, ())):
                yield Bearer(head, verb, by_verb=True, begun=not over, over=over)
            return


def _governor(token: Token) -> tuple[Token | None, str]:
    """Return the verb that TOKEN completes, and the function in which it does."""
    head = token.head
    if token.dep_ in ("attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        return head, COMPLEMENT
    if token.dep_ == "pobj" and head.dep_ == "prep" and head.head.pos_ in ("VERB", "AUX"):
        return head.head, head.lower_
    return None, ""


def _made(noun: Token) -> Iterator[Bearer]:
    """Yield whom or what a verb makes a NOUN: "making her the first woman to lead it"."""
    verb = noun.head
    if noun.dep_ not in _MADE or verb.lemma_ not in _MAKING:
        return
    own = next((child for child in noun.lefts if child.dep_ == "nsubj"), None)
    for head in [own] if own is not None else frame(verb).slots.get(OBJECT, ()):
        if head != noun:
            yield Bearer(head, verb, by_verb=True)


def _opened(noun: Token) -> Iterator[Bearer]:
    """Yield of whom a NOUN that opens the sentence is said: "As a lawyer, Hale …", "While a student, Hale …"."""
    verb, function = _governor(noun)
    if verb is None or function not in _OPENING or noun.i > verb.i or not is_indefinite(noun):
        return
    if noun.head.i == noun.sent.start or noun.head.nbor(-1).text in (",", MARK):
        built, tensed = frame(verb), next((c for c in verb.lefts if c.dep_ == "auxpass"), verb)
        for head in built.slots.get(OBJECT if built.passive else SUBJECT, ()):
            yield Bearer(head, noun, scene=tensed)


def is_indefinite(noun: Token) -> bool:
    """Tell whether a NOUN is said to be one of several: "a director of Norwood Corp"."""
    article = any(child.dep_ == "det" and child.lower_ in _ARTICLES for child in noun.lefts)
    return article or of_several(noun) is not None


def of_several(noun: Token) -> Token | None:
    """Return the "one" of "one of the largest producers", of whose NOUN it says what it is."""
    one = noun.head.head
    behind = noun.dep_ == "pobj" and noun.head.lower_ == "of" and one.i < noun.i
    return one if behind and one.lower_ == "one" else None


def enumerated(noun: Token) -> Iterator[Token]:
    """Yield the nouns that a list behind NOUN goes on with, each with its article: "a mentor, a rival and a friend"."""
    for child in noun.rights:
        if _goes_on(child):
            yield child
            yield from enumerated(child)


def _goes_on(noun: Token) -> bool:
    """Tell whether NOUN goes on with the list of its head; one in apposition only where another is joined to it."""
    if noun.pos_ != "NOUN" or not is_indefinite(noun) or not is_indefinite(noun.head):
        return False
    return noun.dep_ == "conj" or (noun.dep_ == "appos" and any(map(_goes_on, noun.rights)))


def coordinator(token: Token) -> Token:
    """Return the noun that TOKEN is coordinated with, without a comma between them: "president and CEO".

    Where each has its article, commas may stand between those behind a copula: "is a mentor, a rival and a friend".
    """
    first = token
    while _goes_on(first):
        first = first.head
    if first.dep_ == "attr":
        return first
    first = token
    while first.dep_ == "conj" and first.head.pos_ in ("NOUN", "PROPN"):
        if any(between.text == "," for between in first.doc[first.head.i : first.i]):
            break
        first = first.head
    return first


def shared(noun: Token) -> Token | None:
    """Return the noun that shares what follows with NOUN: the CEO of "president and CEO of Norwood Corp"."""
    for child in noun.rights:
        bare = not any(below.dep_ in ("det", "poss") for below in child.lefts)
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and bare:
            return child
    return None
