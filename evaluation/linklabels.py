"""Which links of a text are right beside labels that nest: a longer name, or else the names within it.

"the U.S. military" may be one thing of Wikidata or a name within a description: a label has children, and a text is
right that links either. Spans are compared by the words that they touch, so that neither quotes nor a genitive count.
Source of the rules: the evaluation of ELEVANT (Bast, Hertel and Prange, EMNLP 2022, and "A Fair and In-Depth Evaluation
of Existing End-to-End Entity Linking Systems", EMNLP 2023), in its mode that ignores unknown things.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

Span = tuple[int, int]
Links = Mapping[Span, Collection[str]]  # the ids of what each span means, by its words

VALUES: Final = frozenset({"QUANTITY", "DATETIME"})
UNKNOWN: Final = "<NIL>"
_PART_OF_WORD: Final = "'\"_"
_POINTING: Final = "the that this these those my your his her its our their".split()


@dataclass(frozen=True, slots=True)
class Label:
    """Characters of a text, and the thing of Wikidata that they name; "" for one that is not there."""

    span: Span
    key: str
    words: str
    name: str = ""  # of the thing
    children: tuple["Label", ...] = ()

    @property
    def named(self) -> bool:
        """Whether the thing has a proper name, and the words are no description that points back."""
        first = next((c for c in self.name if c.isalpha()), "")
        return first.isupper() and not _points(self.words)


@dataclass(frozen=True, slots=True)
class Found:
    """How a label fared: whether it or its children were linked rightly, and which spans were linked wrongly."""

    right: bool
    wrong: tuple[Span, ...]


def words_of(text: str, span: Span) -> Span:
    """Return SPAN of TEXT, widened to the words that it touches.

    >>> words_of("Ulm's mayor", (0, 3)), words_of('the "Star" fell', (5, 9)), words_of("Iran-backed", (0, 4))
    ((0, 5), (4, 10), (0, 4))
    """
    start, end = span
    while start > 0 and _goes_on(text[start - 1]):
        start -= 1
    while end < len(text) and _goes_on(text[end]):
        end += 1
    if text[start : start + 1] == '"' and '"' not in text[start + 1 : end]:
        start += 1
    return start, end


def _goes_on(character: str) -> bool:
    return character.isalnum() or character in _PART_OF_WORD


def _points(words: str) -> bool:
    """Tell whether WORDS are a pronoun, or a description that points back: coreference, which is not measured.

    >>> [_points(words) for words in ("Wilkinson", "the tournament", "He", "herself", "the US", "its owner")]
    [False, True, True, True, False, True]
    """
    first, _, rest = words.partition(" ")
    return words.casefold() in _PRONOUNS or (
        first.casefold() in _POINTING and bool(rest) and not rest[0].isupper()
    )


_PRONOUNS: Final = frozenset(
    "i me my mine myself you your yours yourself yourselves he him his himself she her hers herself it its itself"
    " we us our ours ourselves they them their theirs themselves who whom whose which this that".split()
)


def labels(row: Mapping[str, Any]) -> tuple[Label, ...]:
    """Return the labels of a ROW of a set that stand in no other, with their alternatives; values are left out."""
    rows = {each.get("id", number): each for number, each in enumerate(row["labels"])}

    def label(number: int) -> Label:
        each = rows[number]
        start, end = each["span"]
        key = "" if each["entity_id"] == UNKNOWN else each["entity_id"]
        children = tuple(label(child) for child in each.get("children") or () if _is_thing(child))
        words = row["text"][start:end]
        return Label((start, end), key, words, each.get("name", ""), children)

    def _is_thing(number: int) -> bool:
        return rows[number]["type"] not in VALUES and _inside(row, rows[number]["span"])

    roots = (number for number, each in rows.items() if each.get("parent") is None)
    return tuple(label(number) for number in roots if _is_thing(number))


def _inside(row: Mapping[str, Any], span: Span) -> bool:
    """Tell whether SPAN lies in the annotated part of a text."""
    first, last = row["evaluation_span"]
    return bool(first <= span[0] and span[1] <= last)


def spans(labels: Iterable[Label]) -> Iterator[Span]:
    """Yield the spans of LABELS and of all their alternatives."""
    for label in labels:
        yield label.span
        yield from spans(label.children)


def compare(text: str, label: Label, links: Links) -> Found:
    """Return how LABEL of TEXT fared beside LINKS, by its own span or by the spans within it."""

    def is_right(each: Label) -> bool:
        return each.key in links.get(words_of(text, each.span), ())

    def judged(each: Label, around: Span | None) -> tuple[Label, ...]:
        """Return what stands for EACH of the labels; nothing where nothing of it was linked."""
        if is_right(each):
            return (each,)
        below = [judged(child, each.span) for child in each.children]
        if any(below):
            pairs = zip(below, each.children, strict=True)
            return tuple(one for found, child in pairs for one in found or (child,))
        own = words_of(text, each.span)
        is_apart = around is not None and own != words_of(text, around)
        return (each,) if is_apart and own in links else ()

    stand = judged(label, None) or (label,)
    spans = (words_of(text, each.span) for each in stand if not is_right(each))
    return Found(
        right=all(is_right(each) for each in stand if each.key),
        wrong=tuple(span for span in spans if span in links),
    )
