"""Predicates and what takes part in them, before any class of the ontology is asked.

A predicate has a sense, its roleset in PropBank: the one that the network chose, else the most frequent one of its
lemma. What takes part has a numbered role, by the rules or by the network, or stands behind a preposition.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from spacy.tokens import Doc, Token

from kg import vocabulary
from kg.extract.grammar.frames import Frame, coordinated, frames, phrasal_lemma
from kg.extract.predications.adjuncts import is_before_body, is_rate, links
from kg.extract.predications.arguments import Arguments
from kg.extract.reading import Reading
from kg.learned.layer import LAYER, DocumentRead
from kg.model import Argument, Words
from kg.rolesets import senses

_LIKELY: Final = 0.5  # of an argument that the network alone sees
_CERTAIN: Final = 0.85  # of the sense that the network chose
_BEHIND: Final[Mapping[str, str]] = vocabulary.table("prepositions", "roles")
_SURE: Final = 0.7  # of a modifier
_OPEN: Final = frozenset({",", ";", ":", "according", "and", "but", "or"})
_LONGEST: Final = 14  # words of a modifier
_ADVERBIAL: Final = "ARGM-ADV"
_IN_WORDS: Final[Mapping[str, str]] = {
    "ARGM-MNR": "manner",
    "ARGM-EXT": "manner",
    "ARGM-CAU": "why",
    "ARGM-PRP": "why",
    "ARGM-TMP": "when",
}
_CONDITIONS: Final = vocabulary.words("grammar", "stated_conditions")
_ASSUMED: Final = vocabulary.words("names", "assumed")
_EMPTY: Final = vocabulary.words("grammar", "empty_modifiers")
_ATTRIBUTIVE: Final = frozenset({"amod", "compound", "nmod"})
_PREPOSITIONS: Final = vocabulary.words("prepositions", "participles")
_PARTICIPLES: Final = frozenset({"acl", "advcl", "prep", "pcomp"})


@dataclass(frozen=True, slots=True)
class Participant:
    """The head of what fills a numbered role ("0", "1"), and whether rules and network agree on it."""

    number: str
    head: Token
    agreed: bool


class Predications:
    """Finds the predicates of one document, their senses, and what takes part."""

    def __init__(self, reading: Reading, arguments: Arguments) -> None:
        layer: DocumentRead = reading.doc.user_data.get(LAYER, DocumentRead())
        self._reading = reading
        self._arguments = arguments
        self._senses = {
            read.tokens[word]: (name, chance)
            for read in layer.sentences
            for word, name, chance in read.found.senses
        }
        self._modifiers = {
            read.tokens[word]: [
                (read.tokens[role.words[0]], read.tokens[role.words[1] - 1] + 1, role.label)
                for role in roles
                if role.score >= _SURE
            ]
            for read in layer.sentences
            for word, roles in read.found.roles
        }

    def verbs(self) -> Iterator[Frame]:
        """Yield the frames of the verbs; a participle before its noun only describes it."""
        for frame in frames(self._reading.doc):
            token = frame.token
            is_preposition = token.lower_ in _PREPOSITIONS and token.dep_ in _PARTICIPLES
            if token.dep_ not in _ATTRIBUTIVE and not is_preposition:
                yield frame

    def roleset(self, token: Token) -> str | None:
        """Return the roleset of a predicate; None where PropBank has none for its lemma.

        A roleset of a verb with a particle ("take_over.12") is meant only where the particle stands there, and one
        of the bare verb only where none does, or where PropBank has none with the particle ("go up").
        """
        known, _ = self._senses.get(token.i, (None, 0.0))
        every = senses(token.lemma_, token.tag_)
        own = [each for each in every if _has_particle(each, token)]
        possible = own or [each for each in every if "_" not in each]
        return known if known in possible else next(iter(possible), None)

    def is_certain(self, token: Token) -> bool:
        """Tell whether the network is sure of the sense of a predicate."""
        name, chance = self._senses.get(token.i, (None, 0.0))
        meant = name is not None and name == self.roleset(token) and _has_particle(name, token)
        return meant and chance >= _CERTAIN

    def participants(self, token: Token) -> Iterator[Participant]:
        """Yield what fills the numbered roles of a predicate, each head once."""
        likely = dict(self._likely(token))
        seen = {token.i}
        rules = ((head, label) for label, head in self._arguments.of(token))
        for head, label in (*rules, *likely.items()):
            if head.i not in seen:
                seen.add(head.i)
                yield Participant(label.removeprefix("ARG"), head, likely.get(head) == label)

    def behind(self, frame: Frame) -> Iterator[tuple[str, Token]]:
        """Yield thematic roles by prepositions, with the heads of what stands behind them."""
        for preposition, role in _BEHIND.items():
            for head in frame.slots.get(preposition, ()):
                before = head.doc[max(head.left_edge.i - 1, 0)]
                if before.lower_ not in _ASSUMED:  # "under the name Storm"
                    yield role, head

    def modifiers(self, token: Token) -> Iterator[Argument]:
        """Yield how, when, why and on what condition it happens, as the words of the text; calendar times left out."""
        for first, end, label in self._modifiers.get(token.i, ()):
            if self._is_within_name(first):
                continue
            last = end
            while last - first > 1 and self._reading.doc[last - 1].lower_ in _OPEN:
                last -= 1  # "on Election Night,", "after the vote according"
            first = _with_article(self._reading.doc, first, last)
            words = self._reading.doc[first:last]
            role = _IN_WORDS.get(label)
            if label == _ADVERBIAL and words[0].lower_ in _CONDITIONS:
                role = "proviso"
            dated = role == "when" and any(self._reading.time_of(word) for word in words)
            dated = dated or is_before_body(words[0], self._reading)  # a place, no time
            if role is not None and not dated and self._says_enough(first, last):
                text = self._reading.text(first, last)
                yield Argument(role, Words(span=self._reading.span(first, last), text=text))

    def _is_within_name(self, first: int) -> bool:
        """Tell whether a name goes on at FIRST: "the Act | to Prevent Pollution"."""
        name = self._reading.mention_at.get(first)
        return name is not None and name.first < first

    def _says_enough(self, first: int, last: int) -> bool:
        """Tell whether the tokens from FIRST to LAST say more than "then", are no paragraph and no cut "with 10"."""
        doc = self._reading.doc
        alone = last - first == 1 and (doc[first].lower_ in _EMPTY or doc[first].dep_ == "det")
        cut = doc[last - 1].dep_ == "nummod" and doc[last - 1].head.i >= last
        alone = alone or is_rate(doc[first:last])
        cut = cut or doc[first].tag_ == "POS" or (last - first == 1 and links(doc[first]))
        return not (alone or cut) and last - first <= _LONGEST

    def _likely(self, token: Token) -> Iterator[tuple[Token, str]]:
        for label, top, score in self._arguments.labelled.get(token.i, ()):
            if score >= _LIKELY:
                yield from ((head, label) for head in coordinated(top))


def is_elsewhere(each: Participant, frame: Frame, heads: Container[int]) -> bool:
    """Tell whether who takes part belongs to a noun of HEADS, or to the verb above: "asked to sing by Tom Hale"."""
    above = each.head.head
    owned = (
        not each.agreed and above.lower_ == "of" and above.head.i in heads
    )  # "Hale of Norcom sang"
    return owned or (frame.token.dep_ == "xcomp" and above.dep_ == "agent")


def _with_article(doc: Doc, first: int, last: int) -> int:
    """Return where the words from FIRST to LAST begin with the article that belongs to them: "the | day after"."""
    article = doc[first - 1] if first else None
    own = article is not None and article.dep_ == "det" and first <= article.head.i < last
    return first - 1 if own else first


def _has_particle(roleset: str, verb: Token) -> bool:
    """Tell whether ROLESET is of VERB with the particle that it has here."""
    lemma = roleset.rpartition(".")[0].replace("_", " ")
    if " " not in lemma:
        return phrasal_lemma(verb) == verb.lemma_.lower()
    if phrasal_lemma(verb) != verb.lemma_.lower():
        return phrasal_lemma(verb) == lemma
    particles = lemma.split()[1:]
    return all(any(child.lower_ == word for child in verb.rights) for word in particles)
