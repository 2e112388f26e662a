"""Who is charged and not convicted: what the text tells of their crime without saying who says so is alleged.

*Lee was charged in March. … Lee took part in the conspiracy until 2006*: releases of prosecutors and reports of trials
go on so, and nobody has found it proven. A plea of guilty, a conviction or a sentence ends that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg import vocabulary
from kg.model import Claim, Event, Mention, Rejection, Status
from kg.ontology import Ontology

Item = Claim | Rejection
_ACCUSED: Final = ("accused", "defendant")
_CHARGING: Final = ("Charge", "Lawsuit")
_CRIMES: Final = vocabulary.words("events", "crimes")
_CRIMINAL: Final = vocabulary.words("events", "criminal")
_DOING: Final = ("agent", "buyer", "cause", "seller")
_ENDING: Final = ("Conviction", "Plea", "Sentencing")
_LEGAL: Final = "LegalEvent"
_NOT: Final = "not guilty"
_OFFENCE: Final = "Offence"
_TOLD: Final = (Status.ASSERTED, Status.REPORTED)
_WRONG: Final = "Wrongdoing"


def presumed(items: Sequence[Item], ontology: Ontology) -> list[Item]:
    """Return ITEMS, of which the crimes of those who are only charged are alleged."""
    told = [i.content for i in items if isinstance(i, Claim) and i.status in _TOLD]
    events = [each for each in told if isinstance(each, Event)]
    charged = set(_named(events, _CHARGING, ontology)) - set(_named(events, _ENDING, ontology))
    return [_alleged(item, charged, ontology) for item in items] if charged else list(items)


def _named(events: Iterable[Event], kinds: Sequence[str], ontology: Ontology) -> Iterator[str]:
    """Yield the names of those who are accused in EVENTS of KINDS; nobody who pleads not guilty."""
    for event in events:
        if any(ontology.is_a(event.type, kind) for kind in kinds):
            manner = (filler.text.lower() for filler in event.fillers("manner"))
            if _NOT not in manner:
                fillers = (f for role in _ACCUSED for f in event.fillers(role))
                yield from (f.name for f in fillers if isinstance(f, Mention))


def _alleged(item: Item, charged: set[str], ontology: Ontology) -> Item:
    """Return ITEM as alleged where it is the crime of one of those CHARGED, by nobody's words."""
    if not isinstance(item, Claim) or item.status is not Status.ASSERTED or item.speakers:
        return item
    event = item.content if isinstance(item.content, Event) else item.event
    if event is None or not _is_crime(event, ontology):
        return item
    doers = (a.filler for a in event.arguments if a.role in _DOING)
    own = any(isinstance(doer, Mention) and doer.name in charged for doer in doers)
    return replace(item, status=Status.ALLEGED) if own else item


def _is_crime(event: Event, ontology: Ontology) -> bool:
    """Tell whether an EVENT is a crime by its verb or by what it is about: "joined the conspiracy"."""
    if ontology.is_a(event.type, _LEGAL):
        return False
    if ontology.is_a(event.type, _WRONG) or event.lemma in _CRIMINAL:
        return True
    things = (a.filler for a in event.arguments if a.role not in _DOING)
    return any(
        isinstance(t, Mention)
        and (t.type == _OFFENCE or t.name.rpartition(" ")[2].lower() in _CRIMES)
        for t in things
    )
