"""What a text says that a thing is like: an adjective, a noun or a preposition behind a copula or behind an object.

*He is unfit*, *the dam is an obstacle*, *the troops are in Mali*, *critics called her reckless*: events of the classes
Quality and Presence, of the verb that says so.
"""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import OBJECT, SUBJECT, Frame, frame
from kg.extract.grammar.functions import SUBJECTS
from kg.extract.grammar.phrases import stretch
from kg.extract.grammar.syntax import is_infinitive
from kg.extract.predications.predicates import Predications
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.standing.operators import is_not_only
from kg.model import Argument, Event, Mention, Words

_LINKING: Final = vocabulary.words("grammar", "linking")
_GIVING: Final = vocabulary.words("descriptions", "giving")
_MAKING: Final = vocabulary.words("descriptions", "making")
_PREDICATIVE: Final = frozenset({"oprd", "acomp", "ccomp", "xcomp"})
_NAMED: Final = frozenset({"NN", "NNS", "CD"})
_SAYING: Final = frozenset({"attr", "acomp", "ccomp", "xcomp", "oprd", "prep", "advcl"})
_STANDING: Final = vocabulary.words("grammar", "standing")
_COMPLETING: Final = frozenset({"attr", "acomp", "ccomp", "xcomp", "dobj", "oprd"})
_STATUS: Final = vocabulary.words("descriptions", "of_clauses")
_LEFT_OUT: Final = frozenset(
    {"ccomp", "advcl", "punct", "cc", "conj", "relcl", "mark", "parataxis", "nsubj", "nsubjpass"}
)
_DISPOSED: Final = vocabulary.words("descriptions", "disposed")
_WITHIN: Final = vocabulary.words("prepositions", "of_positions")
_EMPTY: Final = vocabulary.words("descriptions", "empty_kinds")
_BE: Final = "be.01"
_LONGEST: Final = 12  # words
_NEAR: Final = 3  # words between a copula and its preposition


class Said(NamedTuple):
    """What a copula, or an adjective behind an object, says of a thing, and the token that decides how that stands."""

    token: Token
    event: Event
    whole: bool = True  # that is all: no phrase says of what or where
    denial: Token | None = None  # the word that denies this complement, and not its verb


class Qualities:
    """Finds what copulas say of the things of one document."""

    def __init__(self, reading: Reading, fillers: Fillers, predications: Predications) -> None:
        self.reading = reading
        self.fillers = fillers
        self.predications = predications
        self._frames: dict[int, Frame] = {}

    def __iter__(self) -> Iterator[Said]:
        """Yield what each copula says, and each verb that tells what its object is like."""
        for sent in self.reading.sentences():
            for token in sent:
                if token.pos_ not in ("AUX", "VERB"):
                    continue
                if token.lemma_ in _LINKING:
                    whole = len([c for c in token.rights if c.dep_ in _SAYING]) == 1
                    yield from (Said(token, event, whole, no) for event, no in self._of(token))
                if token.lemma_ in _GIVING:
                    yield from self._given(token)
                if token.lemma_ == "be" and any(c.dep_ == "expl" for c in token.lefts):
                    yield from (Said(token, event) for event in self._there(token))

    def _of(self, verb: Token) -> Iterator[tuple[Event, Token | None]]:
        complements = list(_complements(verb))
        nouns = [c for c in verb.rights if _is_kind(c)]
        if not complements and not nouns:
            return
        sense = self.predications.roleset(verb) or verb.lemma_
        for head in frame(verb, self._frames).slots.get(SUBJECT, ()):
            one = self.fillers.share(head) or self.fillers.mention(head)
            if one is None:
                continue
            told = complements if _is_describable(one) else [*complements, *nouns]
            for complement in told:
                if one.named and one.type == "Person" and _is_age(complement):
                    continue  # told as the age
                if (found := self._said(complement)) is not None:
                    kind, argument = found
                    event = self._event(kind, verb, verb.lemma_, sense, argument, one)
                    yield event, denial(complement)

    def _there(self, verb: Token) -> Iterator[Event]:
        """Yield what a sentence says that there is, where it says how many or where: "there are two mines in Peru"."""
        thing = next((c for c in verb.rights if c.dep_ in ("attr", "nsubj")), None)
        one = self.fillers.mention(thing) if thing is not None and thing.tag_ in _NAMED else None
        if thing is None or one is None or thing.lemma_.lower() in _EMPTY:
            return
        if self.reading.ontology.nouns(thing.lemma_.lower()):
            return  # "there was an explosion" is one
        around = [c for c in (*verb.rights, *thing.rights) if c.dep_ == "prep"]
        place = next(filter(None, map(self._place, around)), None)
        number = self.fillers.number_of(thing)
        if place is None and number is None:
            return
        told = [Argument("theme", one)]
        told += [Argument("place", place)] if place is not None else []
        told += [Argument("count", number)] if number is not None else []
        yield Event(
            type="Presence",
            trigger=self.reading.word(verb),
            lemma="be",
            predicate=self.predications.roleset(verb) or _BE,
            arguments=tuple(sorted(told, key=lambda each: each.role)),
        )

    def _given(self, verb: Token) -> Iterator[Said]:
        """Yield what a verb says that its object is like, or makes it, of the adjective that says so."""
        for complement in verb.rights:
            if complement.pos_ != "ADJ" or complement.dep_ not in _PREDICATIVE:
                continue
            own = [c for c in complement.lefts if c.dep_ in SUBJECTS]
            if any(c.lower_ == "it" for c in (*own, *verb.rights)) and _opens_clause(verb):
                continue  # "made it harder to place children"
            for head in own or frame(verb, self._frames).slots.get(OBJECT, []):
                one, words = self.fillers.mention(head), self._words(complement, bare=True)
                if one is not None and words is not None and not _is_of_clause(complement):
                    said = Argument("attribute", words)
                    event = self._event("Quality", complement, "be", _BE, said, one)
                    # What somebody makes difficult is so; what they call reckless is so only for them.
                    yield Said(verb if verb.lemma_ in _MAKING else complement, event)

    def _event(
        self, kind: str, token: Token, lemma: str, sense: str, said: Argument, one: Mention
    ) -> Event:
        return Event(
            type=kind,
            trigger=self.reading.word(token),
            lemma=lemma,
            predicate=sense,
            arguments=(said, Argument("theme", one)),
        )

    def _said(self, complement: Token) -> tuple[str, Argument] | None:
        """Return the class and the argument of what COMPLEMENT says: a place, or what it is like."""
        if (place := self._place(complement)) is not None:
            return "Presence", Argument("place", place)
        words = self._words(complement, bare=complement.dep_ in ("acomp", "conj"))
        return ("Quality", Argument("attribute", words)) if words is not None else None

    def _place(self, preposition: Token) -> Mention | None:
        if preposition.dep_ != "prep" or preposition.lower_ not in _WITHIN:
            return None
        found = (self.fillers.mention(child) for child in preposition.rights)
        is_a = self.reading.ontology.is_a
        return next((each for each in found if each is not None and is_a(each.type, "Place")), None)

    def _words(self, complement: Token, *, bare: bool = False) -> Words | None:
        """Return the words of COMPLEMENT that stand together, clauses left out, and if BARE its negation."""
        below = list(complement.children)
        apart = [c for c in below if _is_apart(c) or (bare and _denies(c))]
        if any(map(is_not_only, below)):  # "not only rich"
            apart += [c for c in complement.lefts if c.dep_ in ("advmod", "neg", "preconj")]
        first, last = stretch(complement, apart)
        if complement.dep_ == "prep":
            dated = any(self.reading.time_of(word) for word in complement.doc[first:last])
            if dated or last - first == 1:
                return None
        if last - first > _LONGEST:
            return None
        return Words(span=self.reading.span(first, last), text=self.reading.text(first, last))


def _is_describable(one: Mention) -> bool:
    """Tell whether what ONE is, is its description: it has a name, and is no law that "it" stands for."""
    return (one.named or one.referring) and one.name[:1].isupper()


def _is_kind(child: Token) -> bool:
    """Tell whether CHILD of a copula is a noun that says what its subject is: "one of the main obstacles"."""
    if child.dep_ != "attr" or child.tag_ not in _NAMED or child.lemma_.lower() in _EMPTY:
        return False
    return any(True for _ in child.children)


def _denies(child: Token) -> bool:
    """Tell whether CHILD denies its head, as the status of the claim does: "not", "no longer", "neither"."""
    denied = child.dep_ == "neg" and not is_not_only(child)
    return denied or child.lower_ in ("longer", "neither")


def denial(complement: Token) -> Token | None:
    """Return the word that denies a COMPLEMENT and not its verb: "rich but not famous", "neither rich nor famous"."""
    listed = (complement, *complement.conjuncts) if complement.dep_ in ("acomp", "conj") else ()
    neither = (c for each in listed for c in each.lefts if c.lower_ == "neither")
    own = (c for c in complement.lefts if _denies(c))
    return next(chain(neither, own), None) if listed else None


def _is_apart(child: Token) -> bool:
    """Tell whether CHILD is no part of what its head says: a clause, or a preposition before it."""
    before = child.dep_ == "prep" and child.i < child.head.i
    dated = child.dep_ == "npadvmod" and child.i > child.head.i  # "remains closed Tuesday"
    return before or dated or child.dep_ in _LEFT_OUT


def _complements(verb: Token) -> Iterator[Token]:
    """Yield the adjectives behind a copula, or the preposition that is all that it has."""
    for child in verb.rights:
        if child.dep_ == "acomp":  # "tolerant and progressive"
            both = (each for each in (child, *child.conjuncts) if each.pos_ == "ADJ")
            yield from (each for each in both if not _is_of_clause(each))
    if verb.lemma_ in _STANDING and not any(c.dep_ in _COMPLETING for c in verb.rights):
        near = (
            c
            for c in verb.rights
            if c.dep_ == "prep" and c.i <= verb.i + _NEAR and c.lower_ != "behind"
        )
        yield from islice(near, 1)


def _is_of_clause(adjective: Token) -> bool:
    """Tell whether an ADJECTIVE says how a clause stands: "is likely to win", "is sorry that he left"."""
    below = [child for child in adjective.children if child.dep_ in ("xcomp", "ccomp")]
    if below and adjective.lower_ in _DISPOSED and all(map(is_infinitive, below)):
        return False  # "is unfit to serve", "are willing to talk"
    return bool(below) or adjective.lower_ in _STATUS


def _opens_clause(verb: Token) -> bool:
    """Tell whether an infinitive behind VERB is what its "it" stands for."""
    return any(is_infinitive(t) and t.dep_ in ("xcomp", "ccomp", "advcl") for t in verb.subtree)


def _is_age(complement: Token) -> bool:
    """Tell whether a COMPLEMENT is an exact age: "70 years old", not "about 20 years old"."""
    before = [list(child.lefts) for child in complement.lefts if child.lemma_ == "year"]
    counted = len(before) == 1 and [token.tag_ for token in before[0]] == ["CD"]
    return complement.lower_ == "old" and counted and not any(before[0][0].lefts)
