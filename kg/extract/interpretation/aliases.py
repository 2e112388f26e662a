"""Other names that a text gives to a thing: "Omar Lind, also known as Ringo", "Wireless Systems (WSL)"."""

from collections.abc import Iterator
from typing import Final

from spacy.tokens import Token

from kg import vocabulary
from kg.extract.grammar.frames import SUBJECT, frame
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.reference.neighbours import Found
from kg.model import ALTERNATE_NAME, Mention, Relation, Words

RULE: Final = "alias"
_INTRODUCING: Final = vocabulary.words("names", "introducing_aliases")
_AROUND: Final = vocabulary.words("names", "around_aliases")
_ASSUMED: Final = vocabulary.words("names", "assumed")
_QUOTE: Final = '"'
_LONGEST: Final = 5  # words of a name, and of what introduces it
_NOBODY: Final = frozenset({"Position", "Topic", "Offence"})


class Aliases:
    """Finds the other names of the things of one document."""

    def __init__(self, reading: Reading, fillers: Fillers) -> None:
        self._reading = reading
        self._fillers = fillers
        self._doc = reading.doc

    def __iter__(self) -> Iterator[Found]:
        for annotation in self._reading.layers.mentions:
            value = annotation.value
            if isinstance(value, Mention) and value.named and value.type not in _NOBODY:
                yield from self._behind(value, annotation.last)
        for token in self._doc:
            top = token.head if token.dep_ in ("compound", "nmod") else token
            if token.lower_ in _ASSUMED and top.dep_ == "pobj" and top.head.lower_ == "under":
                yield from self._assumed(token)

    def _behind(self, one: Mention, last: int) -> Iterator[Found]:
        """Yield the names behind that of ONE, which ends at token LAST."""
        if self._text(last) == "(":
            short = self._reading.mention_at.get(last + 1)
            value = short.value if short is not None else None
            alike = isinstance(value, Mention) and value.name == one.name
            known = one.concept is not None  # the gazetteer has the acronyms of what it knows
            if short is not None and alike and not known and self._text(short.last) == ")":
                yield from self._found(one, last + 1, short.last, self._doc[last + 1])
            return
        said: list[str] = []
        for at in range(last, last + _LONGEST + 1):
            if " ".join(said) in _INTRODUCING and (end := self._end(at)) > at:
                words = [t for t in self._doc[last:at] if t.lower_ not in _AROUND]
                anchor = next((t for t in words if t.tag_ == "VBN"), words[0])
                if any(c.dep_ == "nsubj" for word in words for c in word.lefts):
                    return  # "Ruiz also called Governor Hale": on the telephone
                yield from self._found(one, at, end, anchor)
                return
            if self._text(at) not in _AROUND:
                said.append(self._text(at))

    def _assumed(self, noun: Token) -> Iterator[Found]:
        """Yield the name behind the NOUN of "under the name": it is that of the one who acts."""
        verb = next((a for a in noun.ancestors if a.pos_ == "VERB"), None)
        heads = frame(verb).slots.get(SUBJECT, ()) if verb is not None else ()
        end = self._end(noun.i + 1)
        one = self._fillers.mention(heads[0]) if len(heads) == 1 else None
        if one is not None and one.type == "Person" and (one.named or one.referring):
            yield from self._found(one, noun.i + 1, end, noun)

    def _end(self, first: int) -> int:
        """Return where the name that begins at FIRST ends; FIRST where none does."""
        if self._text(first) == _QUOTE:
            marks = (i for i in range(first + 1, first + _LONGEST + 2) if self._text(i) == _QUOTE)
            return next(marks, first - 1) + 1
        if self._text(first) == "the":
            first += 1
        name = self._reading.mention_at.get(first)
        end = name.last if name is not None and name.first == first else first
        while end < len(self._doc) and end - first < _LONGEST and self._doc[end].text[0].isupper():
            end += 1
        return end

    def _found(self, one: Mention, first: int, last: int, anchor: Token) -> Iterator[Found]:
        while first < last and self._text(first) in ("the", _QUOTE):
            first += 1
        while last > first and self._text(last - 1) in (_QUOTE, ","):
            last -= 1
        text = self._reading.text(first, last)
        if first < last and text.lower() != one.name.lower():
            words = Words(span=self._reading.span(first, last), text=text)
            yield Found(Relation(one, ALTERNATE_NAME, words), anchor, RULE)

    def _text(self, place: int) -> str:
        return self._doc[place].lower_ if place < len(self._doc) else ""
