"""Classes of the user's that are of events, and what their roles are like among ours.

A class is of events where its label names one: a noun that our lexicon or PropBank has as a deed and that describes
no thing, or a class of others for events. Its properties are then roles.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache
from typing import Final

from kg import vocabulary
from kg.ontology.model import Ontology
from kg.ontology.own.anchors import KINDS, behind_of
from kg.ontology.own.labels import deeds, doer, done_to, singular, verbal, words
from kg.ontology.own.terms import EventKind, RoleLike
from kg.rolesets import rolesets

_HAPPENINGS: Final = vocabulary.table("wordings", "happenings")
_ROLES: Final = vocabulary.table("wordings", "roles")
_HOLDERS: Final = frozenset({"agent"})
_HOLDING: Final = vocabulary.words("wordings", "holding")
_EVENTS: Final = frozenset(
    {
        "https://schema.org/Event",
        "http://schema.org/Event",
        "http://semanticweb.cs.vu.nl/2009/11/sem/Event",
        "http://www.w3.org/ns/prov#Activity",
        "http://purl.org/NET/c4dm/event.owl#Event",
        "http://purl.org/dc/dcmitype/Event",
        "http://www.wikidata.org/entity/Q1656682",
        "http://www.wikidata.org/entity/Q1190554",
    }
)


def event_classes(ontology: Ontology) -> dict[str, str]:
    """Return our classes of events by their labels."""
    return {c.label.lower(): n for n, c in ontology.classes.items() if c.is_event and not c.own}


def event_kind(
    labels: Iterable[str], above: Set[str], ontology: Ontology, classes: Mapping[str, str]
) -> EventKind | None:
    """Return which events are of a class with LABELS, below the IRIs ABOVE; None where it is one of things.

    CLASSES are ours by their labels.
    """
    kinds: list[str] = []
    lemmas: list[str] = []
    nouns: list[str] = []
    for whole, last in filter(None, map(_named, labels)):
        kinds += [classes[whole]] if whole in classes else []
        for noun in dict.fromkeys((whole, last)):
            known = ontology.nouns(noun) or noun in _event_nouns()
            if known and ontology.noun_kind(noun) is None:
                nouns += [noun, *_HAPPENINGS.get(noun, "").split(), *_spellings(noun, ontology)]
                lemmas += filter(None, [deeds().get(noun)])
                break
    if not (kinds or nouns or above & _EVENTS):
        return None
    return EventKind(frozenset(kinds), frozenset(lemmas), nouns=frozenset(nouns))


def _named(label: str) -> tuple[str, str] | None:
    """Return the noun of a LABEL, whole and its last word; None where it names a thing, as "musical work" does."""
    head = behind_of(words(label))
    if len(head) > 1 and head[-1] in ("event", "incident"):
        head = head[:-1]
    if not head:
        return None
    last = singular(head[-1])
    whole = " ".join((*head[:-1], last))
    return None if last in KINDS or whole in KINDS else (whole, last)


@cache
def _event_nouns() -> frozenset[str]:
    return frozenset(
        alias[:-2]
        for roleset in rolesets().values()
        for alias in roleset.aliases
        if alias.endswith("/n") and (roleset.count or alias[:-2] in deeds())
    )


def _spellings(noun: str, ontology: Ontology) -> Iterator[str]:
    """Yield what else is told by the entry of a NOUN: "quake" with "earthquake"."""
    names = {entry.name for entry in ontology.nouns(noun)}
    yield from (entry.lemma for entry in ontology.entries if entry.name in names)


def role_like(name: str, labels: Iterable[str], verbs: frozenset[str]) -> RoleLike:
    """Return what a role with these LABELS is like, of events that VERBS tell of.

    >>> sorted(role_like("x", ["acquirer"], frozenset({"acquire"})).ours)
    ['agent']
    >>> sorted(role_like("x", ["from club"], frozenset()).ours)
    ['origin', 'source']
    """
    ours: set[str] = set()
    told: set[str] = set()
    for label in labels:
        parts = words(label)
        if not parts:
            continue
        told |= {" ".join(parts), *parts}
        deed = next((v for p in parts if (v := verbal(p)) is not None and v.form == "ed"), None)
        if deed is not None and deed.lemma not in verbs and parts[-1] == "by":
            ours |= _HOLDERS if deed.lemma in _HOLDING else set()  # "called by", of any deed
            continue  # "reviewed by" is about another deed
        for part in (" ".join(parts), *parts, singular(parts[-1])):
            ours |= set(_ROLES.get(part, "").split())
        last = singular(parts[-1])
        verb = doer(last)
        if verb is not None and (verb in verbs or not verbs):
            ours.add("agent")
        if done_to(last) in verbs:
            ours.add("patient")
        if any((v := verbal(p)) is not None and v.form == "ed" and v.lemma in verbs for p in parts):
            by = parts[-1] == "by"
            ours |= {"agent"} if by else {"patient", "theme"}
    return RoleLike(name, frozenset(ours), frozenset(told))
