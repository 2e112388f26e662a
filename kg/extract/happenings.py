"""What happens once to somebody and is told twice, and what the death of somebody ends.

*Tom Hale dies aged 79. … Hale died on Friday in Lund*: nobody dies twice, so the one telling lends the other its time
and its place. The ontology says of which classes that is so (``kg:onceFor``); where an article gives two times, they
may be two happenings, and each keeps its own. The dead hold no office: what can end (``kg:endedAs``) has ended.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.extract.standing.verdict import RANK
from kg.model import Argument, Claim, Event, Mention, Rejection, Relation, Status, Time
from kg.ontology import Ontology

Item = Claim | Rejection
_LENT: Final = ("time", "place")
_DEADLY: Final = ("Death", "Killing")
_TOLD: Final = (Status.ASSERTED, Status.REPORTED)
# To these the same may happen again and again.
_WIDE: Final = (
    "ArmedForce",
    "Country",
    "CriminalGroup",
    "GovernmentBody",
    "PeopleGroup",
    "Place",
    "PoliticalParty",
)


def completed(items: Sequence[Item], ontology: Ontology) -> list[Item]:
    """Return ITEMS, the events that are told again with the time and the place that one telling alone gives."""
    groups: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for item in items:
        if isinstance(item, Claim) and item.status in _TOLD:
            for key in _keys(item, ontology):
                groups[key].append(item)
    fuller: dict[Event, Event] = {}
    for tellings in groups.values():
        lent = {status: list(_lent(tellings, status)) for status in _TOLD}
        for claim in tellings if len(tellings) > 1 else ():
            if isinstance(claim.content, Event):
                known = fuller.get(claim.content, claim.content)
                fuller[claim.content] = _with(known, lent[claim.status])
    return [_replaced(item, fuller) for item in items]


def buried(items: Sequence[Item], ontology: Ontology) -> list[Item]:
    """Return ITEMS, of which what can end has ended for those whose death the outlet tells."""
    facts = (item.content for item in items if isinstance(item, Claim) and item.is_fact)
    dead = {name for content in facts for name in _victims(content, ontology)}
    return [_ended(item, dead, ontology) for item in items]


def _victims(told: Event | Relation, ontology: Ontology) -> Iterator[str]:
    """Yield the names of those who die, where what is TOLD is a death."""
    if isinstance(told, Event) and any(ontology.is_a(told.type, kind) for kind in _DEADLY):
        for filler in told.fillers("victim"):
            if isinstance(filler, Mention) and filler.named and filler.type == "Person":
                yield filler.name


def _ended(item: Item, dead: Collection[str], ontology: Ontology) -> Item:
    """Return ITEM, as over if it is a relation of the DEAD for which the ontology has a name once it has ended."""
    relation = item.content
    if not isinstance(item, Claim) or not isinstance(relation, Relation):
        return item
    if relation.subject.name not in dead:
        return item
    ends = ontology.properties[relation.predicate].ended_as is not None
    return replace(item, ended=True) if ends else item


def _keys(claim: Claim, ontology: Ontology) -> Iterator[tuple[str, str, str]]:
    """Yield what tells to whom the event of CLAIM happened, which happens once."""
    event = claim.content
    if not isinstance(event, Event) or event.type not in ontology.classes:
        return
    once = ontology.classes[event.type].once
    for argument in event.arguments:
        one = argument.filler
        if argument.role not in once or not isinstance(one, Mention) or not one.named:
            continue
        if not any(ontology.is_a(one.type, kind) for kind in _WIDE):
            yield event.type, argument.role, one.name


def _lent(tellings: Iterable[Claim], status: Status) -> Iterator[Argument]:
    """Yield the times and places that those TELLINGS give alike that are no less sure than STATUS."""
    sure = (t.content for t in tellings if RANK[t.status] <= RANK[status])
    given = [a for event in sure if isinstance(event, Event) for a in event.arguments]
    for role in _LENT:
        found = {_value(a): a for a in reversed(given) if a.role == role}  # the first that tells it
        if len(found) == 1:
            yield from found.values()


def _value(argument: Argument) -> tuple[str | None, str | None]:
    """Return what tells two times or two places apart."""
    match argument.filler:
        case Time(start=start, end=end):
            return start, end
        case Mention(name=name):
            return name, None
        case other:
            return other.text, None


def _with(event: Event, more: Iterable[Argument]) -> Event:
    """Return EVENT with MORE arguments in roles that nothing fills."""
    filled = {argument.role for argument in event.arguments}
    lent = [argument for argument in more if argument.role not in filled]
    arguments = sorted((*event.arguments, *lent), key=lambda argument: argument.role)
    return replace(event, arguments=tuple(arguments)) if lent else event


def _replaced(item: Item, fuller: dict[Event, Event]) -> Item:
    """Return ITEM with its event, or that which its relation abbreviates, as it is told elsewhere."""
    if not isinstance(item, Claim):
        return item
    if isinstance(item.content, Event):
        return replace(item, content=fuller.get(item.content, item.content))
    if item.event is not None:
        return replace(item, event=fuller.get(item.event, item.event))
    return item
