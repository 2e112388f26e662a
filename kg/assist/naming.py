"""What an assistant names a thing by: an IRI, a prefixed name such as ``ent:Chevron_Q319642``, or a name of it."""

import re
from typing import Any, Final

from kg.assist.asking import Asking, is_iri
from kg.assist.quoting import plain
from kg.assist.statements import shown
from kg.errors import QueryError
from kg.explore.search import folded
from kg.query.bind import PREFIXES

_PREFIXED: Final = re.compile(r"([A-Za-z][\w-]*):([^\s/][^\s]*)")
_LIKELY: Final = 8


def to_iri(text: str) -> str | None:
    """Return the IRI that TEXT writes; None where it is a name.

    >>> to_iri("<ent:Chevron_Q319642>"), to_iri("urn:a:b"), to_iri("Acme: the film")
    ('https://w3id.org/news-kg/entity/Chevron_Q319642', 'urn:a:b', None)
    """
    bare = text.strip().removeprefix("<").removesuffix(">")
    found = _PREFIXED.fullmatch(bare)
    if found and found[1] in PREFIXES:
        bare = PREFIXES[found[1]] + found[2]
    return bare if is_iri(bare) else None


def iri(text: str, what: str) -> str:
    """Return the IRI that TEXT writes; refuse a name, for WHAT has none."""
    found = to_iri(text)
    if found is None:
        raise QueryError(f"{what}: {plain(text)!r} is no IRI; take one from search, entity or ask")
    return found


async def find(asking: Asking, text: str) -> tuple[str, list[Any]]:
    """Return the IRI of the thing that TEXT names, and the other things that have the same name."""
    found = to_iri(text)
    if found is not None:
        return found, []
    near = await asking.view("suggest", ("q", text), ("limit", str(_LIKELY)))
    meant = [each for each in near if _is_called(each, text)]
    if not meant:
        raise QueryError(f"entity: nothing is called {plain(text)!r}; {_advice(near)}")
    first, *others = meant
    return first["iri"], [
        each
        for each in others
        if _is_called(each, text, whole=True) and "/event/" not in each["iri"]
    ]


def _is_called(suggestion: Any, text: str, *, whole: bool = False) -> bool:
    """Return whether a suggestion has TEXT for a name, or the words of TEXT in a name."""
    names = [folded(suggestion["label"]), folded(suggestion.get("matched", ""))]
    wanted = folded(text)
    if whole:
        return wanted in names
    return any(set(wanted.split()) <= set(name.split()) for name in names)


def _advice(near: list[Any]) -> str:
    if not near:
        return "try search with fewer letters"
    return f"did you mean {plain(near[0]['label'])!r}, {shown(near[0]['iri'])}?"
