"""Names in sentences of a broadcaster, with their kinds: the Groningen Meaning Bank's part of the Voice of America.

The text is in the public domain; the annotation, made by programs and mended by people, is under CDLA-Sharing.
"""

import gzip
import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Final

from spacy.language import Language

from kg.learned.features import SPAN, WORDS
from training.examples import Example, Range, parsed_words, sentence

BROADCAST: Final = "broadcast"
_SHARE: Final = 4  # one sentence of so many is read: names are learned early
_BODIES: Final = (
    "Organization",
    "Company",
    "GovernmentBody",
    "Court",
    "ArmedForce",
    "PoliticalParty",
    "MediaOrganization",
    "CriminalGroup",
)
_KINDS: Final = {
    "geo": ("Country", "Region", "City", "Place", "BodyOfWater", "Facility"),
    "gpe": ("Country", "PeopleGroup", "Region", "City"),
    "per": ("Person",),
    "org": _BODIES,
    "tim": ("Time",),
    "art": ("CreativeWork", "Product", "Vehicle", "Law", "Facility", "Weapon"),
}
# There a title belongs to the name, here it does not; such a name is left out rather than taught wrong.
_TITLES: Final = frozenset(
    "president prime vice foreign defense minister mr. mrs. ms. general secretary senator king prince pope queen "
    "colonel lieutenant chancellor justice judge dr. sheikh ayatollah prophet".split()
)


def names(path: Path, nlp: Language) -> Iterator[Example]:
    """Yield sentences with the names that are marked in them; nothing is known of other words."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows = [row for row in rows if _is_read(row["id"]) and len(row["tokens"]) <= WORDS]
    for doc, row in zip(parsed_words((r["tokens"] for r in rows), nlp), rows, strict=True):
        example = Example(BROADCAST, row["text"], sentence(doc))
        for words, kind in spans(row["ner"]):
            is_titled = kind == "per" and row["tokens"][words[0]].lower() in _TITLES
            if kind in _KINDS and not is_titled and words[1] - words[0] <= SPAN:
                example.mentions[words] = _KINDS[kind]
        if example.mentions:
            yield example


def spans(tags: list[str]) -> Iterator[tuple[Range, str]]:
    """Yield the words that TAGS mark, and their kind.

    >>> list(spans(["O", "B-per", "I-per", "B-geo", "O"]))
    [((1, 3), 'per'), ((3, 4), 'geo')]
    """
    start = 0
    for place in range(1, len(tags) + 1):
        if place < len(tags) and tags[place].startswith("I-"):
            continue
        if tags[start] != "O":
            yield (start, place), tags[start][2:]
        start = place


def _is_read(name: str) -> bool:
    return int(sha256(name.encode()).hexdigest(), 16) % _SHARE == 0
