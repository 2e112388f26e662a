"""Where the things of a knowledge base come from, with licences and credits."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kg.account import Source

THINGS: Final = "things"  # the source whose parts have credits of their own
# What comes along beside the things of the news; ontology/names says the same of its tables.
_OWN: Final = {
    "gazetteer": Source(
        name="gazetteer",
        title="The gazetteer of kg",
        licence="Apache-2.0",
        address="https://w3id.org/news-kg/",
    ),
    "iso 3166-2": Source(
        name="iso 3166-2",
        title="ISO 3166-2 as Debian's iso-codes has it",
        licence="LGPL-2.1-or-later",
        address="https://salsa.debian.org/iso-codes-team/iso-codes",
    ),
    "geonames": Source(
        name="geonames",
        title="GeoNames",
        licence="CC-BY-4.0",
        address="https://www.geonames.org/",
    ),
}
_ADDRESS: Final = re.compile(r"https?://[^\s),]+")
_IN_BRACKETS: Final = re.compile(r"\s*\(\s*\)")


def sources(
    things_of: Iterable[tuple[str, int]], credits: Sequence[tuple[str, str, int]]
) -> Iterator[tuple[Source, int]]:
    """Yield sources with how many things each has, which may have several.

    THINGS_OF are how many things of one class come from one source; CREDITS are those of a knowledge base.
    """
    counts: Counter[str] = Counter()
    for name, things in things_of:
        counts[name] += things
    for name, things in counts.items():
        if name == THINGS and credits:
            yield from ((credited(text, licence), own) for text, licence, own in credits)
        else:
            yield named(name), things


def credited(text: str, licence: str) -> Source:
    """Return the source that a line of credit names.

    >>> found = credited("T-REx (https://trex.example/), surfaces of Wikipedia", "CC-BY-SA-4.0")
    >>> found.title, found.address
    ('T-REx, surfaces of Wikipedia', 'https://trex.example/')
    >>> credited("Wikidata, by https://github.com/lm-kbc", "CC0-1.0").title
    'Wikidata, by github.com/lm-kbc'
    """
    found = _ADDRESS.search(text)
    bare = _IN_BRACKETS.sub("", text.replace(f"({found[0]})", "()")) if found else text
    title = bare.replace("https://", "")
    return Source(
        name=title, title=title, licence=licence, address=found[0] if found else "", credit=text
    )


def named(name: str) -> Source:
    """Return what is known of the source called NAME, if it comes along; of another one its name."""
    return _OWN.get(name, Source(name=name))
