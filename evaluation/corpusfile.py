"""What an annotator writes down of a sentence, word by word: the files of ``training/corpus``.

Other than gold (``kg.evaluate.goldfile``), which says what an article means, this says which words say it.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Final

from evaluation.corpuswords import Words, find, status_of
from evaluation.predicates import PREDICATE, Predicated, predicated
from kg.errors import SourceError
from kg.model import Status
from kg.ontology import Ontology

TIME: Final = "Time"  # what is marked beside the classes of things
QUANTITY: Final = "Quantity"
PARTS: Final = ("train", "dev", "test")
REAL: Final = (
    "real"  # the folder of articles that were printed somewhere, not written for the corpus
)

_DASH: Final = re.compile(r"\s+—\s+")
_STATED: Final = re.compile(
    r"(?:F|\[(?P<status>\w+)(?:;\s*(?P<speaker>[^\]]+))?\])\s+(?P<ended>ended\s+)?(?P<rest>.+)"
)
_EVENT: Final = re.compile(r"(?P<trigger>[^\s:]+):\s*(?P<kind>\w+)\{(?P<roles>[^{}]*)\}")
_TRAP: Final = re.compile(r"(?P<kind>\w+)(?:\{(?P<roles>[^{}]*)\})?")
_MARKS: Final = re.compile(r"(?P<type>[A-Z]\w*):\s*(?P<words>.+)")
_STOPS: Final = frozenset(".!?:;…")
_QUOTES: Final = "\"'”’»)] "
_BREAK: Final = "\n\n"
_DATATYPES: Final = frozenset({"date", "gYear", "gYearMonth", "integer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words that name or describe something; TYPE is a class of things, ``TIME`` or ``QUANTITY``."""

    words: Words
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """An event or a relation, and how it stands; a relation has no trigger and the roles subject and object."""

    kind: str
    roles: tuple[tuple[str, Words], ...]
    status: Status = Status.ASSERTED
    speaker: Words | None = None
    trigger: Words | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A sentence with all that it says; TRAPS are what a careless reader might take from it."""

    text: str
    line: int
    marks: tuple[Marked, ...]
    stated: tuple[Stated, ...]
    traps: tuple[Stated, ...] = ()
    predicates: tuple[Predicated, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One sentence, or several that were written as one text; CHAINS are (sentence, words) that mean one thing."""

    source: str
    published: str | None
    sentences: tuple[Annotated, ...]
    chains: tuple[tuple[tuple[int, Words], ...], ...] = ()

    @property
    def is_real(self) -> bool:
        """Whether it was printed somewhere, and not written for the corpus."""
        return Path(self.source.rpartition(":")[0]).parent.name == REAL

    @property
    def text(self) -> str:
        """The sentences as one text; a headline is a paragraph of its own."""
        return "".join(self._spaced)

    @property
    def starts(self) -> tuple[int, ...]:
        """Where each sentence begins in the text."""
        return (0, *accumulate(map(len, self._spaced[:-1])))

    @property
    def headline_end(self) -> int:
        """Where the headline ends in the text; 0 where there is none."""
        first = self.sentences[0].text
        return len(first) if len(self.sentences) > 1 and not _is_closed(first) else 0

    @property
    def _spaced(self) -> tuple[str, ...]:
        *before, last = (sentence.text for sentence in self.sentences)
        return (*(text + (" " if _is_closed(text) else _BREAK) for text in before), last)

    @property
    def part(self) -> str:
        """The part of the corpus that it belongs to, by a hash of its words: train, dev (a tenth) or test (3 of 20)."""
        words = " ".join(sentence.text for sentence in self.sentences)
        place = int(sha256(words.encode()).hexdigest(), 16) % 20
        return "test" if place < 3 else "dev" if place < 5 else "train"


def _is_closed(text: str) -> bool:
    """Tell whether TEXT ends as a sentence does; a headline has no full stop."""
    return text.rstrip(_QUOTES)[-1:] in _STOPS


def load(folder: Path, ontology: Ontology) -> tuple[Passage, ...]:
    """Return all passages of the ``*.txt`` files below FOLDER; the first mistake is raised with file and line."""
    found, mistakes = read(folder, ontology)
    if mistakes:
        raise SourceError(mistakes[0])
    return found


def read(folder: Path, ontology: Ontology) -> tuple[tuple[Passage, ...], list[str]]:
    """Return what the files in FOLDER and its folder ``real`` (or that file) say, and each mistake as one line."""
    files = (
        [folder]
        if folder.is_file()
        else sorted((*folder.glob("*.txt"), *folder.glob(f"{REAL}/*.txt")))
    )
    found: list[Passage] = []
    mistakes: list[str] = []
    for file in files:
        reader = _Reader(str(file), ontology, mistakes)
        found.extend(reader.passages(file.read_text(encoding="utf-8")))
    return tuple(found), mistakes


@dataclass(slots=True)
class _Sentence:
    text: str
    line: int
    marks: dict[Words, str] = field(default_factory=dict)
    lines: list[tuple[int, str]] = field(default_factory=list)


class _Reader:
    """Reads one file; mistakes gather, so that an annotator sees them all at once."""

    def __init__(self, source: str, ontology: Ontology, mistakes: list[str]) -> None:
        self.source = source
        self.ontology = ontology
        self.mistakes = mistakes

    def passages(self, text: str) -> Iterator[Passage]:
        """Yield the passages; blank lines stand between them."""
        block: list[tuple[int, str]] = []
        for number, line in enumerate((*text.splitlines(), ""), 1):
            if line.strip():
                if not line.startswith("#"):
                    block.append((number, line.strip()))
            elif block:
                yield self._passage(block)
                block = []

    def _passage(self, block: list[tuple[int, str]]) -> Passage:
        sentences: list[_Sentence] = []
        published = None
        chains: list[tuple[int, str]] = []
        for number, line in block:
            if line.startswith(">"):
                sentences.append(_Sentence(line[1:].strip(), number))
            elif line.startswith("@"):
                published = line[1:].strip()
            elif line.startswith("="):
                chains.append((number, line[1:].strip()))
            elif sentences:
                sentences[-1].lines.append((number, line))
            else:
                self._mistake(number, f"{line!r} belongs to no sentence; begin with '> TEXT'")
        if not sentences:
            self._mistake(block[0][0], "the block has no sentence; begin one with '> TEXT'")
        return Passage(
            source=f"{self.source}:{block[0][0]}",
            published=published,
            sentences=tuple(self._annotated(sentence) for sentence in sentences),
            chains=tuple(filter(None, (self._chain(n, c, sentences) for n, c in chains))),
        )

    def _annotated(self, sentence: _Sentence) -> Annotated:
        stated: list[Stated] = []
        traps: list[Stated] = []
        predicates: list[Predicated] = []
        # The marks come first: what is stated refers to them.
        for number, line in sentence.lines:
            if marks := _MARKS.fullmatch(line):
                self._marks(number, marks["type"], marks["words"], sentence)
        for number, line in sentence.lines:
            if _MARKS.fullmatch(line):
                continue
            try:
                if line.startswith(PREDICATE):
                    predicates.append(predicated(line, sentence.text))
                elif line.startswith("!"):
                    traps.append(self._trap(line[1:].strip(), sentence))
                else:
                    stated.append(self._stated(line, sentence))
            except ValueError as error:
                self._mistake(number, str(error))
        return Annotated(
            text=sentence.text,
            line=sentence.line,
            marks=tuple(Marked(words=w, type=t) for w, t in sorted(sentence.marks.items())),
            stated=tuple(stated),
            traps=tuple(traps),
            predicates=tuple(predicates),
        )

    def _marks(self, number: int, type: str, words: str, sentence: _Sentence) -> None:
        try:
            if type not in (TIME, QUANTITY):
                self._known(type, self.ontology.classes, "class")
                if not self.ontology.is_a(type, "Entity"):
                    raise ValueError(f"{type} is no class of things")
            for part in words.split(";"):
                place = find(part.strip(), sentence.text)
                if sentence.marks.setdefault(place, type) != type:
                    raise ValueError(f"{part.strip()!r} is marked twice, as two classes")
        except ValueError as error:
            self._mistake(number, str(error))

    def _stated(self, line: str, sentence: _Sentence) -> Stated:
        head = _STATED.fullmatch(line)
        if head is None:
            raise ValueError(f"{line!r} is neither marks nor claim; begin with F, P or [Status]")
        status = status_of(head["status"])
        said = (head["speaker"] or "").strip()
        speaker = self._marked(said, sentence) if said else None
        if event := _EVENT.fullmatch(head["rest"]):
            if head["ended"]:
                raise ValueError("an event does not end; write 'ended' before a relation only")
            trigger = find(event["trigger"], sentence.text)
            content = self._event(event["kind"], event["roles"], sentence)
            return Stated(
                kind=event["kind"], roles=content, status=status, speaker=speaker, trigger=trigger
            )
        kind, roles = self._relation(head["rest"], sentence)
        return Stated(
            kind=kind, roles=roles, status=status, speaker=speaker, ended=bool(head["ended"])
        )

    def _trap(self, line: str, sentence: _Sentence) -> Stated:
        if trap := _TRAP.fullmatch(line):
            if trap["kind"] in self.ontology.properties:
                return Stated(kind=trap["kind"], roles=())
            roles = self._event(trap["kind"], trap["roles"] or "", sentence)
            return Stated(kind=trap["kind"], roles=roles)
        kind, roles = self._relation(line, sentence)
        return Stated(kind=kind, roles=roles)

    def _event(self, kind: str, roles: str, sentence: _Sentence) -> tuple[tuple[str, Words], ...]:
        self._known(kind, self.ontology.classes, "class")
        if not self.ontology.classes[kind].is_event:
            raise ValueError(f"{kind} is no class of events")
        found = []
        for part in filter(None, (part.strip() for part in roles.split(";"))):
            name, colon, filler = part.partition(":")
            if not colon:
                raise ValueError(f"{part!r} is no role; write role: words")
            name = name.strip()
            self._known(name, self.ontology.properties, "role")
            if not self.ontology.properties[name].is_role:
                raise ValueError(f"{name} is no role")
            words = self._marked(filler.strip(), sentence)
            self._fits(name, sentence.marks[words], kind)
            found.append((name, words))
        return tuple(found)

    def _relation(
        self, line: str, sentence: _Sentence
    ) -> tuple[str, tuple[tuple[str, Words], ...]]:
        parts = _DASH.split(line)
        if len(parts) != 3:
            raise ValueError(
                f"{line!r} is no claim; write word: Class{{role: words}} or subject — property — object"
            )
        subject, name, object = parts
        self._known(name, self.ontology.properties, "property")
        if not self.ontology.properties[name].is_direct:
            raise ValueError(f"{name} is no direct property")
        ends = (self._marked(subject, sentence), self._marked(object, sentence))
        self._fits(name, sentence.marks[ends[1]], sentence.marks[ends[0]])
        return name, (("subject", ends[0]), ("object", ends[1]))

    def _fits(self, name: str, filler: str, bearer: str) -> None:
        term, ontology = self.ontology.properties[name], self.ontology
        if not ontology.accepts_subject(name, bearer):
            raise ValueError(f"{name} is not said of {bearer}, only of {_names(term.domain)}")
        if filler == TIME or (filler == QUANTITY and term.datatypes & _DATATYPES):
            fits = bool(term.datatypes & _DATATYPES)
        else:
            fits = ontology.accepts(name, filler)
        if not fits:
            raise ValueError(
                f"{name} cannot be {filler}, only {_names(term.range | term.datatypes)}"
            )

    def _marked(self, words: str, sentence: _Sentence) -> Words:
        place = find(words, sentence.text)
        if place not in sentence.marks:
            raise ValueError(f"{words!r} is not marked; add a line with its class")
        return place

    def _chain(
        self, number: int, line: str, sentences: list[_Sentence]
    ) -> tuple[tuple[int, Words], ...]:
        found = []
        try:
            for part in line.split("|"):
                index, _, words = part.strip().partition(" ")
                if not index.isdigit() or not 1 <= int(index) <= len(sentences):
                    raise ValueError(f"{part.strip()!r} says no sentence; write '2 She'")
                sentence = sentences[int(index) - 1]
                found.append((int(index) - 1, find(words, sentence.text)))
        except ValueError as error:
            self._mistake(number, str(error))
            return ()
        return tuple(found)

    def _known(self, name: str, names: Collection[str], what: str) -> None:
        if name not in names:
            near = get_close_matches(name, list(names), 1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ValueError(f"{name!r} is no {what} of the ontology{hint}")

    def _mistake(self, line: int, message: str) -> None:
        self.mistakes.append(f"{self.source}:{line}: {message}")


def _names(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
