"""Markdown as the text that it shows, and where each stretch of that text stands in the file.

The parser says what is a link, a heading, a table; this module follows its tokens through the source,
so that every character shown has its place there. Pictures, blocks of code, tables, comments and
words that are struck out are not shown.
"""

import html
import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from kg.model import Origin

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_HIDDEN: Final = "\ue000"  # a character of private use in the place of what is not to be shown
_FOOTNOTE: Final = re.compile(r"\[\^[^\]\s]{1,60}\]:?")
_LINE: Final = re.compile(r"\r\n|\n|\r")
_ENTITY: Final = re.compile(r"&(?:\w{1,40}|#\d{1,8}|#[xX][0-9a-fA-F]{1,7});")
_QUOTED: Final = r'(?:"(?:\\.|[^"\\])*"|' + r"'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"
_TAIL: Final = (
    re.compile(  # behind the words of a link: its address and title, or the name of these
        r"\(\s*(?:<[^<>\n]*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\]|\([^\s()]*\))*\))*)"
        rf"(?:\s+{_QUOTED})?\s*\)|\[(?:\\.|[^\[\]\\])*\]",
        re.DOTALL,
    )
)
_TAGS: Final = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|iframe|svg)\b.*?(?:</\1\s*>|$)|<[!?/a-zA-Z][^>]*(?:>|$)",
    re.DOTALL | re.IGNORECASE,
)
_SURE, _FAR = 4, 200  # characters that are found again, and how far on
_BREAK: Final = re.compile(r"\s*\\?\n\s*")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The TEXT that a file shows, where its stretches stand in the file, and its headline."""

    text: str
    origins: tuple[Origin, ...]
    title: str | None = None


@dataclass(slots=True)
class _Writer:
    """What is shown so far; for each character where it begins and ends in the file, -1 where it stands nowhere."""

    pieces: list[str] = field(default_factory=list)
    begins: "array[int]" = field(default_factory=lambda: array("l"))
    ends: "array[int]" = field(default_factory=lambda: array("l"))
    front: int = 0  # characters that stay as they are

    def add(self, text: str, begin: int, end: int) -> None:
        if text == _HIDDEN or (text == " " and self._is_spaced()):
            return
        self.pieces.extend(text)
        self.begins.extend([begin] * len(text))
        self.ends.extend([end] * len(text))

    def _is_spaced(self) -> bool:
        return len(self.pieces) >= self.front and (not self.pieces or self.pieces[-1].isspace())

    def part(self) -> None:
        """Begin a paragraph, unless one begins here."""
        self.strip()
        if len(self.pieces) > self.front:
            self.add("\n\n", -1, -1)

    def strip(self) -> None:
        """Take back spaces at the end."""
        while len(self.pieces) > self.front and self.pieces[-1].isspace():
            self.pieces.pop()
            self.begins.pop()
            self.ends.pop()


def render(source: str, start: int = 0) -> Rendered:
    r"""Return what SOURCE shows; up to START, where its front matter ends, it stays as it is.

    >>> shown = render("# Dam rises\n\nThe **dam** at [Como](https://a.example/c) rises.\n")
    >>> shown.text
    'Dam rises\n\nThe dam at Como rises.'
    >>> shown.origins[2]
    Origin(start=15, end=18, file_start=19, file_end=22)
    """
    writer = _Writer(front=start)
    for place in range(start):
        writer.add(source[place], place, place + 1)
    masked = source[:start] + _FOOTNOTE.sub(lambda m: _HIDDEN * len(m[0]), source[start:])
    title = None
    tokens = _parser().parse(masked[start:])
    lines = _Lines(masked, start)
    is_first = True
    for index, token in enumerate(tokens):
        if token.type not in ("inline", "html_block") or not token.map or _is_cell(tokens, index):
            continue
        writer.part()
        begin = len(writer.pieces)
        _add(writer, token, lines)
        words = "".join(writer.pieces[begin:]).strip()
        heading = tokens[index - 1].tag if tokens[index - 1].type == "heading_open" else ""
        if words and not title and (heading == "h1" or (heading and is_first)):
            title = " ".join(words.split())
        is_first = is_first and not words
    writer.strip()
    return Rendered("".join(writer.pieces), tuple(_origins(writer)), title)


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # takes a twentieth of a second to load

    # News is indented for its looks: no block of code by that alone.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code")


def _is_cell(tokens: "Sequence[Token]", index: int) -> bool:
    return tokens[index - 1].type in ("th_open", "td_open")


class _Lines:
    """The lines of a source, and where they begin in it."""

    def __init__(self, source: str, start: int) -> None:
        ends = [start, *(match.end() for match in _LINE.finditer(source, start))]
        stops = [*(match.start() for match in _LINE.finditer(source, start)), len(source)]
        self.lines = [(b, source[b:e]) for b, e in zip(ends, stops, strict=True)]

    def places(self, content: str, first: int) -> "array[int]":
        """Return where each character of CONTENT stands in the source; its first line is that of number FIRST."""
        found = array("l")
        for number, wanted in enumerate(content.split("\n"), first):
            begin, line = self.lines[min(number, len(self.lines) - 1)]
            bare, words = line.rstrip(), wanted.rstrip()
            made_up = 0
            if not bare.endswith(words) and bare.endswith(words.lstrip()):
                made_up = len(words) - len(words.lstrip())  # spaces: the parser's for a tab
            rest = words[made_up:]
            at = len(bare) - len(rest) if bare.endswith(rest) else max(line.find(rest), 0)
            found.extend([begin + max(at - 1, 0)] * made_up)
            found.extend(range(begin + at, begin + at + len(wanted) - made_up + 1))
        return found


def _add(writer: _Writer, token: "Token", lines: _Lines) -> None:
    """Write what a token of inline Markdown, or of a block of HTML, shows."""
    first = token.map[0] if token.map else 0
    places = lines.places(token.content, first)
    if token.type == "html_block":
        _add_html(writer, token.content, places)
        return
    scanner = _Scanner(writer, token.content, places)
    for child in token.children or ():
        scanner.take(child)


def _add_html(writer: _Writer, content: str, places: "array[int]") -> None:
    scanner = _Scanner(writer, content, places)
    position = 0
    for tag in [*_TAGS.finditer(content), None]:
        stop = tag.start() if tag else len(content)
        scanner.at = position
        words = content[position:stop]
        if words.strip():
            scanner.text(html.unescape(words.replace("\n", " ")))
        if tag:
            position = tag.end()


@dataclass(slots=True)
class _Scanner:
    """Goes through the source of a paragraph beside the tokens that the parser made of it."""

    writer: _Writer
    source: str
    places: "array[int]"
    at: int = 0
    struck: int = 0  # how deep within words that are struck out

    def take(self, token: "Token") -> None:
        """Go past what TOKEN stands for, and write what it shows."""
        match token.type:
            case "text" | "text_special":
                self.text(token.content)
            case "softbreak" | "hardbreak":
                self._break("\n" if token.type == "hardbreak" else " ")
            case "code_inline":
                self._past(token.markup)
                self.text(token.content)
                self._past(token.markup)
            case "image":
                self._past(f"![{token.content}]")
                self._tail()
            case "link_open" | "link_close":
                self._link(token)
            case "s_open" | "s_close":
                self._past(token.markup)
                self.struck += 1 if token.type == "s_open" else -1
            case "html_inline":
                self._past(token.content)
            case _:
                self._past(token.markup)

    def _link(self, token: "Token") -> None:
        opens = token.type == "link_open"
        if token.markup == "autolink":
            self._past("<" if opens else ">")
        elif opens:
            self._past("[")
        else:
            self._past("]")
            self._tail()

    def text(self, content: str) -> None:
        """Write CONTENT, each character with the place of what stands for it in the source."""
        index = 0
        while index < len(content):
            length, shown = self._here(content, index)
            if shown and not self.struck:
                begin, end = self.places[self.at], self.places[self.at]
                if length:
                    end = self.places[self.at + length - 1] + 1
                self.writer.add(content[index : index + shown], begin, end)
            index += shown
            self.at += length

    def _here(self, content: str, index: int) -> tuple[int, int]:
        """Return how many characters of the source stand here for how many of CONTENT."""
        source, at = self.source, self.at
        entity = _ENTITY.match(source, at)
        meant = html.unescape(entity[0]) if entity else ""
        if entity and meant != entity[0] and content.startswith(meant, index):
            return len(entity[0]), len(meant)
        if source.startswith("\\" + content[index], at):
            return 2, 1
        here = source[at : at + 1]
        if here == content[index] or (here == "\n" and content[index] == " "):
            return 1, 1
        # Not shown: what the parser left out. What it made up stands nowhere.
        ahead = source.find(content[index : index + _SURE], at, at + _FAR)
        return (ahead - at, 0) if ahead >= 0 else (0, 1)

    def _break(self, shown: str) -> None:
        found = _BREAK.search(self.source, self.at)
        if found:
            self.writer.add(shown, self.places[found.start()], self.places[found.end() - 1] + 1)
            self.at = found.end()

    def _past(self, markup: str) -> None:
        """Go past MARKUP, which stands here or behind spaces that are not shown."""
        found = self.source.find(markup, self.at) if markup else -1
        if found >= 0:
            self.at = found + len(markup)

    def _tail(self) -> None:
        tail = _TAIL.match(self.source, self.at)
        self.at = tail.end() if tail else self.at


def _origins(writer: _Writer) -> Iterator[Origin]:
    """Yield stretches that stand in the file as they are, and characters that stand for something else."""
    start = 0
    shown = len(writer.pieces)
    while start < shown:
        begin, end = writer.begins[start], writer.ends[start]
        stop = start + 1
        if end - begin == 1:
            while stop < shown and writer.begins[stop] == end and writer.ends[stop] == end + 1:
                stop, end = stop + 1, end + 1
        if begin >= 0:
            yield Origin(start, stop, begin, end)
        start = stop
