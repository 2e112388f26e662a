"""What pronouns mean: our own articles, and GUM's articles of Wikinews.

A file of ours has the text of an article, each line behind ``>`` (``>>`` the headline), where it is from, its date, and
a line for each pronoun of the third person::

    # https://example.org/a
    @ 2009-05-27
    >> Ruiz sues Kestrel
    > She says it owes her money.
    She@18: Ruiz@0
    it@27: Kestrel@10
    her@35: Ruiz@0

Numbers are offsets in the text, whose lines are joined. What a pronoun means is given by the main words of what denotes
the same thing nearby; ``+`` joins several things, ``-`` is nothing that the text names.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kg import iri
from kg.errors import SourceError
from kg.model import Document, Segment, SegmentKind
from training.sources.chains import ENTITY, entities

_ANSWER: Final = re.compile(r"(?P<word>\w+)@(?P<at>\d+): (?P<meant>\S.*)")
_MARK: Final = re.compile(r"(\S+)@(\d+)")
_PRONOUNS: Final = ("PRP", "PRP$")
_THIRD: Final = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves".split()
)
_WIDE: Final = 7  # words: of what is longer, only the head denotes it

Meant = list[
    tuple[int, ...]
]  # for each thing the offsets of what denotes it; none where nothing is meant


@dataclass(frozen=True, slots=True)
class Article:
    """A text, and for the offset of each of its pronouns what it means."""

    name: str
    text: str
    headline: int  # where it ends
    published: str | None
    meant: Mapping[int, Meant]

    def document(self) -> Document:
        """Return what a build reads."""
        body = Segment(self.headline, len(self.text), SegmentKind.BODY)
        head = Segment(0, self.headline, SegmentKind.HEADLINE)
        return Document(
            id=iri.article(iri.BASE, self.name),
            text=self.text,
            segments=(head, body) if self.headline else (body,),
            source=self.name,
            title=self.text[: self.headline].strip() or None,
            published=self.published,
        )


def articles(folder: Path) -> Iterator[Article]:
    """Yield the annotated articles of FOLDER.

    Raises SourceError for a line that says nothing, and for a word that does not stand where it is said to.
    """
    for path in sorted(folder.glob("*.txt")):
        yield parse(path.stem, path.read_text(encoding="utf-8"))


def parse(name: str, written: str) -> Article:
    """Return the article that is WRITTEN in a file called NAME."""
    lines: list[str] = []
    headline, published = 0, None
    answers: list[tuple[int, re.Match[str]]] = []
    for number, line in enumerate(written.splitlines(), start=1):
        if line.startswith(">>"):
            headline = len(line[3:])
            lines.append(line[3:])
        elif line.startswith(">"):
            lines.append(line[2:])
        elif line.startswith("@ "):
            published = line[2:].strip()
        elif answer := _ANSWER.fullmatch(line):
            answers.append((number, answer))
        elif line and not line.startswith("#"):
            raise SourceError(f"{name}.txt:{number}: {line!r} is no answer; write WORD@AT: WORD@AT")
    text = "\n".join(lines)
    meant: dict[int, Meant] = {}
    for number, answer in answers:
        where = f"{name}.txt:{number}"
        at = _offset(text, answer["word"], answer["at"], where)
        things = () if answer["meant"] == "-" else answer["meant"].split(" + ")
        meant[at] = [
            tuple(_offset(text, *mark, where) for mark in _MARK.findall(thing)) for thing in things
        ]
    return Article(name, text, headline, published, meant)


def _offset(text: str, word: str, at: str, where: str) -> int:
    """Return where WORD stands in TEXT."""
    start = int(at)
    if not text.startswith(word, start):
        found = text[start : start + len(word)]
        raise SourceError(f"{where}: {word!r} does not stand at {at}, but {found!r}; correct it")
    return start


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of GUM: its offset, tag, the word above it, and the entities that begin or end with it."""

    start: int
    text: str
    tag: str
    head: int
    entity: str


def gum(folder: Path) -> Iterator[Article]:
    """Yield GUM's articles below FOLDER."""
    for path in sorted(folder.glob("*.conllu")):
        lines = path.read_text(encoding="utf-8").splitlines()
        made = next((x.split("=")[1].strip() for x in lines if "dateCreated" in x), None)
        text, words = _words(lines)
        yield Article(path.stem, text, text.index("\n\n"), made, _meant(words))


def _words(lines: list[str]) -> tuple[str, list[_Word]]:
    """Return the text of a CoNLL-U file, paragraphs apart, and its words."""
    text, words, base, new = "", list[_Word](), 0, False
    for line in lines:
        if line.startswith("# newpar") and "block" not in line:
            new = bool(words)
        cells = line.split("\t")
        if len(cells) != 10 or not cells[0].isdigit():
            base = base if line else len(words)
            continue
        if new:
            text, new = text.rstrip() + "\n\n", False
        entity = ENTITY.search(cells[9])
        head = base + int(cells[6]) - 1 if cells[6] != "0" else -1
        words.append(_Word(len(text), cells[1], cells[4], head, entity[1] if entity else ""))
        text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
    return text, words


def _meant(words: list[_Word]) -> dict[int, Meant]:
    """Return what the pronouns among WORDS mean."""
    spans = [(first, end - 1, each) for first, end, each in entities(w.entity for w in words)]
    denoting: dict[int, set[int]] = {}
    for first, last, entity in spans:
        own = denoting.setdefault(entity, set())
        inner = range(first, last + 1)
        head = next((i for i in inner if words[i].head not in inner), first)
        names = (i for i in inner if words[i].tag.startswith("NNP") and last - first < _WIDE)
        for i in (head, *(i for i in names if _innermost(i, spans) == (first, last))):
            if words[i].tag not in _PRONOUNS:
                own.add(words[i].start)
    known = {first: entity for first, last, entity in spans if first == last}
    found: dict[int, Meant] = {}
    for i, word in enumerate(words):
        if word.tag in _PRONOUNS and word.text.lower() in _THIRD:
            things = denoting.get(known.get(i, -1), set())
            found[word.start] = [tuple(sorted(things))] if things else []
    return found


def _innermost(place: int, spans: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Return the shortest of SPANS that has the word at PLACE."""
    around = [(first, last) for first, last, _ in spans if first <= place <= last]
    return min(around, key=lambda span: span[1] - span[0])
