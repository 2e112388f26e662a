"""What ``kg kb`` prints: a thing with all that is known of it, a knowledge base with its sources, tables."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kg.account import Source
    from kg.link.kb import KnowledgeBase, Thing

_WIDEST: Final = 160
_COUNTRY: Final = "Country"


def shown(opened: "KnowledgeBase", thing: "Thing") -> str:
    """Return all that OPENED knows of THING, a line each."""
    from kg.link.kb import NameKind

    within = [each for key in thing.within if (each := opened.thing(key)) is not None]
    member = [each for key in thing.member if (each := opened.thing(key)) is not None]
    names: dict[NameKind, list[str]] = {kind: [] for kind in NameKind}
    for name in opened.names_of(thing.key):
        names[name.kind] += [name.name] if name.name != thing.label else []
    is_in_country = [each.type for each in within] == [_COUNTRY] and thing.point is None
    lines = {
        "key": thing.key,
        "type": thing.type,
        "label": thing.label,
        "what it is": thing.description,
        "born": _year(thing.born),
        "died": _year(thing.died),
        "country" if is_in_country else "within": _labels(within),
        "member of": _labels(member),
        "names": ", ".join((*names[NameKind.LABEL], *names[NameKind.ALIAS])),
        "adjectives": ", ".join(names[NameKind.DEMONYM]),
        "parts": ", ".join(names[NameKind.PART]),
        "where": f"{thing.point[0]} {thing.point[1]}" if thing.point else "",
        "how often": f"{thing.count:,}" if thing.count else "",
        "same as": ", ".join(thing.same_as),
        "from": "; ".join(map(_sourced, opened.sources_of(thing.key))),
    }
    return "".join(f"{title:<10}  {value}\n" for title, value in lines.items() if value)


def _labels(things: Iterable["Thing"]) -> str:
    return ", ".join(f"{each.label} ({each.key})" for each in things)


def _year(year: int | None) -> str:
    """Return YEAR as a reader has it.

    >>> _year(1954), _year(-43), _year(None)
    ('1954', '43 BC', '')
    """
    if year is None:
        return ""
    return f"{-year} BC" if year < 0 else f"{year}"


def _sourced(source: "Source") -> str:
    title = source.title or source.name
    return f"{title} ({source.licence})" if source.licence else title


def statistics(opened: "KnowledgeBase") -> str:
    """Return where the things of OPENED come from, with licences, and how many there are of each class."""
    from kg.link.kb.sources import sources

    counted = list(opened.statistics())
    of_sources = sources(((name, things) for name, _, things, _ in counted), opened.credits())
    origins = [
        (each.title or each.name, each.licence, f"{things:,}") for each, things in of_sources
    ]
    things_of, names_of = Counter[str](), Counter[str]()
    for _, type, things, names in counted:
        things_of[type] += things
        names_of[type] += names
    classes = [
        *((each, count, names_of[each]) for each, count in _ranked(things_of)),
        ("all", things_of.total(), names_of.total()),
    ]
    found = [(name, f"{things:,}", f"{names:,}") for name, things, names in classes]
    return (
        table(("source", "licence", "things"), origins, right=(2,))
        + "\n"
        + table(("class", "things", "names"), found, right=(1, 2))
    )


def _ranked(counts: Counter[str]) -> Iterator[tuple[str, int]]:
    yield from sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def plain(thing: "Thing") -> dict[str, Any]:
    """Return THING for JSON."""
    return {
        "key": thing.key,
        "type": thing.type,
        "label": thing.label,
        "description": thing.description,
        "count": thing.count,
        "born": thing.born,
        "died": thing.died,
        "sameAs": list(thing.same_as),
        "point": list(thing.point) if thing.point else None,
        "within": list(thing.within),
        "memberOf": list(thing.member),
    }


def table(
    titles: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, right: Sequence[int] = ()
) -> str:
    """Return ROWS below TITLES, aligned; the columns numbered RIGHT hold numbers."""
    from pyoxigraph import Literal

    from kg.query import Answer

    width = min(_WIDEST, shutil.get_terminal_size((120, 24)).columns)
    widest = {n: max(len(row[n]) for row in (titles, *rows)) for n in right}
    aligned = [
        tuple(cell.rjust(widest.get(n, 0)) for n, cell in enumerate(row)) for row in (titles, *rows)
    ]
    cells = tuple(tuple(map(Literal, row)) for row in aligned[1:])
    return Answer(columns=aligned[0], rows=cells).to_table(width=width)
