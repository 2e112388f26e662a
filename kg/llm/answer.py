"""What a model answers, taken apart; whatever it is, it is words and names of terms, or it is nothing.

Servers that know no schema answer with prose around the JSON, or with a fence: the first object in it counts. What has
another form than was asked for is left out.
"""

import json
from collections.abc import Iterator
from typing import Any, Final

from kg import jsontext
from kg.llm.layer import Proposed, ProposedRole

_MOST: Final = 24  # proposals of one sentence; what comes behind them is left out
_LONGEST: Final = 4_000  # characters of a quote; no sentence is longer
_ROLES: Final = 16  # of one event
_KINDS: Final = frozenset({"relations", "events"})
_TRIES: Final = 20  # places where a JSON object may begin


def proposals(text: str) -> tuple[Proposed, ...] | None:
    """Return what the answer TEXT proposes; None where it is no answer at all.

    >>> said = '{"relations": [{"quote": "Ana of X", "property": "worksFor", "subject": "Ana", "object": "X"}]}'
    >>> print(*proposals(f"Sure! {said}"))
    worksFor: subject "Ana", object "X"; as it says "Ana of X"
    >>> proposals('{"relations": []}'), proposals("I cannot help with that.")
    ((), None)
    """
    found = _object(text)
    if found is None:
        return None
    every = [*map(_relation, _items(found, "relations")), *map(_event, _items(found, "events"))]
    return tuple(dict.fromkeys(each for each in every if each is not None))[:_MOST]


def _object(text: str) -> dict[str, Any] | None:
    """Return the first JSON object in TEXT that has proposals; a model may think aloud before."""
    decoder = json.JSONDecoder()
    start = -1
    for _ in range(_TRIES):
        if (start := text.find("{", start + 1)) < 0:
            break
        if jsontext.is_deep(text[start:]):
            continue
        try:
            found, _ = decoder.raw_decode(text, start)
        except ValueError:
            continue
        if isinstance(found, dict) and _KINDS & found.keys():
            return found
    return None


def _items(found: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    listed = found.get(name)
    if isinstance(listed, list):
        yield from (each for each in listed if isinstance(each, dict))


def _relation(item: dict[str, Any]) -> Proposed | None:
    words = [_words(item, name) for name in ("quote", "property", "subject", "object")]
    if not all(words):
        return None
    quote, term, subject, thing = words
    roles = (ProposedRole("subject", subject), ProposedRole("object", thing))
    return Proposed(term=term, quote=quote, roles=roles)


def _event(item: dict[str, Any]) -> Proposed | None:
    quote, term, trigger = (_words(item, name) for name in ("quote", "event", "words"))
    if not (quote and term and trigger):
        return None
    told = ((_words(each, "role"), _words(each, "words")) for each in _items(item, "roles"))
    roles = [ProposedRole(role, words) for role, words in told if role and words]
    return Proposed(term=term, quote=quote, roles=tuple(roles[:_ROLES]), trigger=trigger)


def _words(item: dict[str, Any], name: str) -> str:
    found = item.get(name)
    if not isinstance(found, str) or len(found) > _LONGEST:
        return ""
    return " ".join(found.split())
