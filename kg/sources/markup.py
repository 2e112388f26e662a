"""HTML fragments to text: paragraphs apart by blank lines, scripts and styles gone."""

import re
from html.parser import HTMLParser
from itertools import islice
from typing import Final

_BLOCKS: Final = frozenset(
    "address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section table td th tr ul".split(" ")
)
_SILENT: Final = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "head"})
_TAG: Final = re.compile(
    r"<(?:/?(?:p|div|br|span|a|em|strong|b|i|h\d|ul|li|img|figure)\b[^<>]*)>", re.I
)
_BEGIN: Final = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_SECTION: Final = re.compile(r"<!\[(?!CDATA\[)")


class _Text(HTMLParser):
    """Collects the characters between tags, and a break for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.pieces.append("\0")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT and self._silent > 0
        if tag in _BLOCKS:
            self.pieces.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(data)


def is_html(text: str) -> bool:
    """Tell whether TEXT has tags of HTML.

    >>> is_html("<p>Rain fell.</p>"), is_html("3 < 4 and 5 > 2")
    (True, False)
    """
    return bool(_TAG.search(text))


def feed(parser: HTMLParser, page: str) -> None:
    """Let PARSER read a PAGE; sections that the parser does not know become text.

    Behind the last end of a tag one tag may begin, and be cut off; what begins after it goes. The parser would look for
    the end of each of them in all that follows.
    """
    begins = islice(_BEGIN.finditer(page, page.rfind(">") + 1), 1, None)
    cut = next(begins, None)
    parser.feed(_SECTION.sub("&lt;![", page[: cut.start()] if cut else page))
    parser.close()


def to_text(fragment: str) -> str:
    r"""Return the text of an HTML FRAGMENT.

    >>> to_text("<p>Rain <b>fell</b> &amp; fell.</p><p>It stopped.<script>x()</script></p>")
    'Rain fell & fell.\n\nIt stopped.'
    """
    parser = _Text()
    feed(parser, fragment)
    paragraphs = (" ".join(part.split()) for part in "".join(parser.pieces).split("\0"))
    return "\n\n".join(part for part in paragraphs if part)
