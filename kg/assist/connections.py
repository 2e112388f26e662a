"""What a thing is connected with: other things, each with the statements in which both take part."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from kg.assist import shapes
from kg.assist.asking import Asking
from kg.assist.look import Told
from kg.assist.naming import find
from kg.assist.quoting import plain
from kg.assist.statements import fitting, lines, more, named, statement, taking_part, thing
from kg.explore.shapes import Claim, Item

_EACH: Final = 2  # statements of one connection
_VALUE: Final = "/value/"


async def connections(asking: Asking, name: str, limit: int) -> Told:
    """Show what a thing is connected with, by the most statements first."""
    found, _ = await find(asking, name)
    page = await asking.view("entity", ("iri", found))
    items, claims = _others(page)
    ordered = sorted(claims, key=lambda other: (-len(claims[other]), items[other]["label"], other))
    made = [_connection(items[other], claims[other], page) for other in ordered[:limit]]
    shown = list(fitting(made, _lines))
    kinds = ", ".join(plain(kind["label"]) for kind in page["kinds"])
    answer = shapes.ConnectionsAnswer(
        thing=shapes.Thing(name=plain(page["label"]), iri=page["iri"], kind=kinds),
        connections=[each for each, _ in shown],
        left_out=len(ordered) - len(shown),
    )
    unread = page["total"] - len(page["claims"])
    return answer, [
        f"connections of {named(answer.thing)}",
        *[line for _, told in shown for line in told],
        *more(answer.left_out, "thing", "raise limit"),
        *more(unread, "older statement"),
    ]


def _others(page: Any) -> tuple[dict[str, Item], dict[str, list[Claim]]]:
    """Return the things that take part in claims beside the thing of PAGE, and the claims of each, facts first."""
    items: dict[str, Item] = {}
    claims: dict[str, list[Claim]] = {}
    for claim in sorted(page["claims"], key=lambda each: not each["fact"]):
        ends = {item["iri"]: item for item in taking_part(claim) if _is_thing(item)}
        if page["iri"] not in ends:
            continue
        for name, item in ends.items():
            if name != page["iri"]:
                items[name] = item
                claims.setdefault(name, []).append(claim)
    return items, claims


def _is_thing(item: Item) -> bool:
    return "iri" in item and _VALUE not in item["iri"]


def _connection(item: Item, claims: Sequence[Claim], page: Any) -> shapes.Connection:
    return shapes.Connection(
        thing=thing(item),
        statements=[statement(claim, page["articles"]) for claim in _varied(claims)],
        more=max(0, len(claims) - _EACH),
    )


def _varied(claims: Sequence[Claim]) -> Iterable[Claim]:
    """Return the first of CLAIMS, and if there is one the first that stands otherwise."""
    first, *others = claims
    others.sort(key=lambda each: (each["status"], each["fact"]) == (first["status"], first["fact"]))
    return [first, *others[: _EACH - 1]]


def _lines(each: shapes.Connection) -> list[str]:
    told = [f"- {named(each.thing)}"]
    for said in each.statements:
        told += [f"  {line}" for line in lines(said)]
    return [*told, *(f"  {line}" for line in more(each.more, "statement"))]
