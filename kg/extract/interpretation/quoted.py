"""Words that somebody quotes of a sentence, found in it again: exact, and whole words."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from kg.extract.reading import Reading


class Quoted:
    """The sentence that begins at the token FIRST, in which words are looked for as they stand in the article."""

    def __init__(self, reading: Reading, first: int) -> None:
        self._reading = reading
        self.sent: TokenSpan = reading.doc[first].sent
        self.evidence = reading.evidence(self.sent[0])
        self._starts: dict[int, Token] = {}
        self._ends: dict[int, Token] = {}
        for token in self.sent:
            place = reading.word(token)
            self._starts.setdefault(place.start, token)
            self._ends[place.end] = token

    def find(self, words: str, within: TokenSpan | None = None) -> TokenSpan | None:
        """Return the first tokens that WORDS are, in the sentence or WITHIN a part of it; blanks may differ."""
        return next(self._found(words, within), None)

    def _found(self, words: str, within: TokenSpan | None) -> Iterator[TokenSpan]:
        start, end = self.evidence.start, self.evidence.end
        if within is not None:
            start = self._reading.word(within[0]).start
            end = self._reading.word(within[-1]).end
        wanted = words.split()
        if not wanted:
            return
        text = self._reading.document.text
        for match in re.compile(r"\s+".join(map(re.escape, wanted))).finditer(text, start, end):
            first, last = self._starts.get(match.start()), self._ends.get(match.end())
            if first is not None and last is not None and first.i <= last.i:
                yield self._reading.doc[first.i : last.i + 1]
