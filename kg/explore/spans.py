"""Articles for displaCy, spaCy's display of texts: what stands for which thing, and what is claimed where.

displaCy takes plain values (``manual=True``), so nothing here needs spaCy: https://spacy.io/usage/visualizers
It escapes the words of a text, but neither titles nor labels, so those are escaped here.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any, Final

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.explore import Explorer
from kg.explore.reader import WIKIDATA, local
from kg.explore.shapes import ArticlePage, Claim, Mention, Stretch

STYLES: Final = ("ent", "span")
_LEFT_OUT: Final = " … "
_WEB: Final = ("http://", "https://")
_TOKEN: Final = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")


def displacy(explorer: Explorer, article: str, *, style: str = "ent") -> dict[str, Any]:
    """Return ARTICLE, an IRI, as ``spacy.displacy.render(…, style=STYLE, manual=True)`` takes it.

    With the style "ent" these are the things that are named, each with its IRI; with "span" the sentences, each with
    the claims that it supports, and how they stand. Where the graph does not keep the text, it has " … ".
    """
    if style not in STYLES:
        raise QueryError(f"style: {style!r} is unknown; have: {', '.join(STYLES)}")
    page = explorer.article(article)
    text = _Text(page["text"])
    title = escape(page["article"]["title"])
    if style == "ent":
        ents = list(_entities(page["mentions"], text, explorer))
        return {"text": text.text, "ents": ents, "title": title}
    tokens = [(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text.text)]
    spans = list(_claims(page, text, [start for start, *_ in tokens]))
    return {
        "text": text.text,
        "tokens": [words for *_, words in tokens],
        "spans": spans,
        "title": title,
    }


class _Text:
    """The text of an article as far as the graph keeps it, and where its characters went.

    >>> text = _Text([{"start": 0, "end": 5, "text": "Rain."}, {"start": 5, "end": 40, "text": None},
    ...               {"start": 40, "end": 45, "text": "Wind."}])
    >>> text.text, text.place(40, 44), text.place(6, 9)
    ('Rain. … Wind.', (8, 12), None)
    """

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.text = ""
        self._moved: list[tuple[int, int, int]] = []
        for each in stretches:
            if each["text"] is None:
                self.text += _LEFT_OUT
                continue
            if self.text and not self.text[-1].isspace():
                self.text += " "
            self._moved.append((each["start"], each["end"], len(self.text) - each["start"]))
            self.text += each["text"]

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Return where the characters from START to END of the article are; None where they are not kept."""
        for first, last, moved in self._moved:
            if first <= start and end <= last:
                return start + moved, end + moved
        return None


def _entities(
    mentions: Iterable[Mention], text: _Text, explorer: Explorer
) -> Iterator[dict[str, Any]]:
    """Yield the mentions in order; of those that lie in each other the outermost, for displaCy shows no others."""
    last = 0
    for mention in mentions:
        place = text.place(mention["start"], mention["end"])
        if place is None or place[0] < last or place[0] == place[1]:
            continue
        last = place[1]
        known = explorer.reader.wikidata(NamedNode(mention["iri"]))
        iri = f"{WIKIDATA}{known}" if known else mention["iri"]
        yield {
            "start": place[0],
            "end": place[1],
            "label": mention["kind"],
            "kb_id": escape(local(iri)),
            "kb_url": iri if iri.startswith(_WEB) else "#",
        }


def _claims(page: ArticlePage, text: _Text, starts: list[int]) -> Iterator[dict[str, Any]]:
    """Yield the sentences that support claims, once for what each claim says and how it stands."""
    seen = set()
    for claim in page["claims"]:
        for evidence in claim["evidence"]:
            place = text.place(evidence["start"], evidence["end"])
            if place is None or (*place, label := _label(claim)) in seen:
                continue
            seen.add((*place, label))
            tokens = [number for number, start in enumerate(starts) if place[0] <= start < place[1]]
            if tokens:
                yield {
                    "start": place[0],
                    "end": place[1],
                    "start_token": tokens[0],
                    "end_token": tokens[-1] + 1,
                    "label": label,
                }


def _label(claim: Claim) -> str:
    """Return what CLAIM says in a few words, with how it stands where it is no fact."""
    said = escape(claim["typeLabel"])
    return said if claim["status"] == "Asserted" else f"{claim['status'].lower()}: {said}"
