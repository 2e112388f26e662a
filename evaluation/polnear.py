"""PolNeAR: who says what in political news, as source, cue and content (Newell, Margolin and Ruths, LREC 2018).

The files are in the format of brat: characters of the article's text. Of an article that several people annotated,
the annotation whose annotator comes first in the alphabet is taken. Its labels are univocal: a token belongs
to one attribution, so what is attributed within the content of another attribution has no label; of the predicted ones
those whose cue stands in the content of another predicted one are left out here.

Parts are compared by their heads, by our own parse on both sides: the head of a part is the word of it that stands
highest in the tree of its sentence; of several the first verb, else the first. Sources and cues are the same if their
heads are. Contents are the same if the head of each lies in the other one, so that a quotation may be longer on one
side, and one that merely touches the other is wrong. Beside it stands the measure of whole parts: all words of all
three are the same.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zlib import crc32

from spacy.tokens import Doc, Token

from kg.evaluate.measures import Matches, Measure
from kg.evaluate.reader import Read, Reader, document
from kg.model import Document

_GOAL: Final = 0.55
_PARTS: Final = ("Source", "Cue", "Content")
TOGETHER: Final = "attribution, source+cue+content together (head match)"
_VERBS: Final = ("VERB", "AUX")
Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an attribution: its words, and the head of them."""

    head: int
    words: frozenset[int]

    def meets(self, other: "Part") -> bool:
        """Tell whether the head of each part lies in the other one."""
        return self.head in other.words and other.head in self.words


@dataclass(frozen=True, slots=True)
class Labels:
    """An attribution as the parts that it has."""

    cue: Part
    content: Part
    source: Part | None


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the measures of each part alone and of the three together, and the latter for each half of the articles."""
    files = annotations(folder)
    totals: dict[str, Matches] = {}
    texts = (_article(folder, name) for name in files)
    for read, (name, path) in zip(reader.read(texts), files.items(), strict=True):
        for measure, matches in compare(read, path.read_text(encoding="utf-8"), name):
            totals[measure] = totals.get(measure, Matches()) + matches
    for measure, matches in totals.items():
        yield matches.measure(measure, _GOAL if measure == TOGETHER else None)


def compare(read: Read, annotation: str, name: str) -> Iterator[tuple[str, Matches]]:
    """Yield the matches of one article by the name of their measure."""
    gold = [labels for each in parse(annotation) if (labels := _gold(read, each)) is not None]
    found = _outermost(list(_predicted(read)))
    together = _matches(gold, found, _agree)
    yield TOGETHER, together
    half = "even" if crc32(name.encode()) % 2 == 0 else "odd"
    for each in ("even", "odd"):
        yield f"together, articles whose hash is {each}", together if each == half else Matches()
    yield "cue alone (head match)", _matches(gold, found, _same_cue)
    sourced = [each for each in gold if each.source is not None]
    named = [each for each in found if each.source is not None]
    yield "source alone (head match)", _matches(sourced, named, _same_source)
    yield "content alone (head match)", _matches(gold, found, _same_content)
    yield "together (all words the same)", _matches(gold, found, Labels.__eq__)


def _same_cue(one: Labels, other: Labels) -> bool:
    return one.cue.head == other.cue.head


def _same_source(one: Labels, other: Labels) -> bool:
    """Tell whether both have the same source, or both have none."""
    heads = [each.source.head if each.source is not None else None for each in (one, other)]
    return heads[0] == heads[1]


def _same_content(one: Labels, other: Labels) -> bool:
    return one.content.meets(other.content)


def _agree(one: Labels, other: Labels) -> bool:
    return all(same(one, other) for same in (_same_cue, _same_source, _same_content))


def annotations(folder: Path) -> dict[str, Path]:
    """Return the file of annotations of each article, one an article."""
    files: dict[str, Path] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], path)
    return files


def parse(annotation: str) -> Iterator[dict[str, Offsets]]:
    r"""Yield the attributions of a file in the format of brat, each as the characters of its parts.

    >>> lines = "T1\tCue 4 8\tsaid\nT2\tContent 9 11;20 22\tso it\nE1\tAttribution:T3 Cue:T1 Content:T2"
    >>> list(parse(lines))
    [{'Cue': ((4, 8),), 'Content': ((9, 11), (20, 22))}]
    """
    spans: dict[str, Offsets] = {}
    for line in annotation.splitlines():
        key, _, rest = line.partition("\t")
        fields = rest.split("\t")[0]
        if key.startswith("T"):
            spans[key] = tuple(_pair(each) for each in fields.partition(" ")[2].split(";"))
        elif key.startswith("E"):
            parts: dict[str, Offsets] = {}
            for role, _, span in (each.partition(":") for each in fields.split()):
                name = role.rstrip("0123456789")
                if name in _PARTS:
                    parts[name] = (*parts.get(name, ()), *spans.get(span, ()))
            yield parts


def _pair(offsets: str) -> tuple[int, int]:
    start, end = offsets.split()
    return int(start), int(end)


def _article(folder: Path, name: str) -> Document:
    """Return the text of an article; the file's name has the day of publication, its first line is the headline."""
    with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    headline = text.find("\n\n")
    return document(
        name, text, published=name.split("_")[1], headline_end=headline if headline > 0 else 0
    )


def _gold(read: Read, parts: dict[str, Offsets]) -> Labels | None:
    """Return the labels of an attribution of gold; None where a cue or a content has no word in what was read."""
    cue, content = _part(read, parts.get("Cue", ())), _part(read, parts.get("Content", ()))
    if cue is None or content is None:
        return None
    return Labels(cue, content, _part(read, parts.get("Source", ())))


def _predicted(read: Read) -> Iterator[Labels]:
    for each in read.extraction.attributions:
        cue = _part(read, [(each.cue.start, each.cue.end)])
        content = _part(read, [(span.start, span.end) for span in each.content])
        told = [(each.source.start, each.source.end)] if each.source is not None else []
        if cue is not None and content is not None:
            yield Labels(cue, content, _part(read, told))


def _outermost(found: Sequence[Labels]) -> list[Labels]:
    """Return what was FOUND without those whose cue stands in the content of another one."""
    return [
        each
        for each in found
        if not any(each.cue.head in other.content.words for other in found if other is not each)
    ]


def _part(read: Read, offsets: Iterable[tuple[int, int]]) -> Part | None:
    """Return the words between OFFSETS of the document's text, and their head."""
    places = read.doc.user_data["kg"].offsets
    words = [
        token
        for start, end in offsets
        for token in _between(read.doc, places, start, end)
        if not (token.is_punct or token.is_space)
    ] or [token for start, end in offsets for token in _between(read.doc, places, start, end)]
    if not words:
        return None
    inside = frozenset(token.i for token in words)
    head = min(words, key=lambda token: (_depth(token), token.pos_ not in _VERBS, token.i))
    return Part(head.i, inside)


def _between(doc: Doc, places: Sequence[int], start: int, end: int) -> Iterator[Token]:
    for token in doc:
        first = places[token.idx]
        if first >= end:
            return
        if places[token.idx + len(token) - 1] >= start:
            yield token


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)


def _matches(
    gold: Sequence[Labels], found: Sequence[Labels], same: Callable[[Labels, Labels], bool]
) -> Matches:
    """Return how many of what was FOUND are the SAME as one of GOLD, each of which counts once."""
    left = list(gold)
    right = 0
    for each in found:
        hit = next((other for other in left if same(each, other)), None)
        if hit is not None:
            left.remove(hit)
            right += 1
    return Matches(right, len(found), len(gold))
