"""Bodies of states whose names others have too: each is that of a country, or is known in its article alone."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg import vocabulary
from kg.link.generic import BODIES, Owners, apart, is_body, is_generic, main, owned
from kg.link.kb.fold import fold
from kg.link.kb.lookup import KnowledgeBase
from kg.link.kb.thing import Thing
from kg.link.names import Known, name_of
from kg.model import Mention
from kg.ontology import Ontology
from kg.places import with_article

_WITHIN: Final = ("Place", *BODIES)  # what speaks of the country that it lies in
_BEGINNING: Final = 300  # characters
_EARLY: Final = 2  # how much something counts that is named there
_AMERICAN: Final = vocabulary.words("bodies", "american")
_AMERICA: Final = "Q30"


class Bodies:
    """Finds out whose bodies an article speaks of."""

    def __init__(self, ontology: Ontology, knowledge: KnowledgeBase | None) -> None:
        self.ontology = ontology
        self.knowledge = knowledge

    def __call__(
        self, mentions: Sequence[Mention], known: Mapping[Mention, Known], text: str
    ) -> dict[Mention, Known]:
        """Return those of the MENTIONS in TEXT that name such bodies; KNOWN has what is known of the places there."""
        parts = {
            mention: apart(name_of(mention), self._country_named)
            for mention in mentions
            if mention.named and not _has_id(known.get(mention, Known()))
        }
        bodies = {m: found for m, found in parts.items() if is_body(m.type, found[0])}
        shared = [m for m in mentions if m in known and _has_namesakes(known[m])]
        if not bodies and not shared:
            return {}
        placed = {m: each.thing for m, each in known.items() if each.thing is not None}
        places = {m: thing for m, thing in placed.items() if thing.type in ("Country", "Region")}
        owners = Owners(text, places, self._main(placed))
        found, alone = {}, {}
        for body, (name, owner) in bodies.items():
            if (owner := owner or owners.of_body(body)) is None:
                alone[body] = name
            else:
                found[body] = self._owned(name, owner, known.get(body, Known()))
        in_full = _InFull(mentions, {**known, **found}, self.ontology)
        for body, name in alone.items():
            before, named = known.get(body, Known()), in_full(name)
            found[body] = (
                self._owned(name, owners.of_article(body) or self._american(name), before)
                if named is None
                else replace(named, options=before.options)
            )
        for body in shared:
            owner = owners.naming(body)
            if owner is not None and not _is_of(known[body], owner):
                found[body] = self._owned(name_of(body), owner, known[body])
        return found

    def _main(self, placed: Mapping[Mention, Thing]) -> Thing | None:
        """Return the country that an article is about; PLACED has what is known of its mentions."""
        spoken: Counter[str] = Counter()
        for mention, thing in placed.items():
            country = self._country(thing)
            if country is not None:
                spoken[country] += _EARLY if mention.span.start < _BEGINNING else 1
        key = main(spoken)
        return None if key is None or self.knowledge is None else self.knowledge.thing(key)

    def _country(self, thing: Thing) -> str | None:
        """Return the key of the country that THING is, or that a place or a body of a state lies in."""
        if thing.type == "Country":
            return thing.key
        is_within = any(self.ontology.is_a(thing.type, kind) for kind in _WITHIN)
        return thing.within[-1] if is_within and thing.within else None

    def _owned(self, name: str, owner: Thing | None, before: Known) -> Known:
        """Return what a body with this NAME is that OWNER has; the knowledge base may have it."""
        if owner is None:
            return Known(options=before.options, only_here=True)
        full = owned(name, owner.label)
        turned = full.removesuffix(f" of {with_article(owner.label)}")
        for each in dict.fromkeys((f"{owner.label} {name}", full, f"{owner.label} {turned}", name)):
            for found in self.knowledge.named(each) if self.knowledge is not None else ():
                is_its = each != name or owner.key in found.thing.within
                if is_its and self.ontology.is_a(found.thing.type, "Organization"):
                    return Known(thing=found.thing, options=before.options)
        return Known(options=before.options, name=full)

    def _american(self, name: str) -> Thing | None:
        """Return the United States for a NAME that nobody else writes so: "Labor Department"."""
        words = name.casefold().split()
        is_its = "department" in words and not _AMERICAN.isdisjoint(words)
        return self.knowledge.thing(_AMERICA) if is_its and self.knowledge is not None else None

    def _country_named(self, name: str) -> Thing | None:
        """Return the country that NAME or an adjective means, if it means no other."""
        if self.knowledge is None or not name[:1].isupper():
            return None
        found = [k.thing for k in self.knowledge.named(name) if k.thing.type == "Country"]
        return found[0] if len(found) == 1 else None


class _InFull:
    """The bodies of an article that are named in full: "Iowa Supreme Court", later only the "Supreme Court"."""

    def __init__(
        self, mentions: Sequence[Mention], known: Mapping[Mention, Known], ontology: Ontology
    ) -> None:
        self._by_end: dict[str, dict[str, Known]] = defaultdict(dict)
        self._by_field: dict[str, dict[str, Known]] = defaultdict(dict)
        for mention in mentions:
            if not mention.named or not any(ontology.is_a(mention.type, kind) for kind in BODIES):
                continue
            name, each = name_of(mention), known.get(mention, Known())
            thing = each.thing if _has_id(each) else None
            found = Known(each.term, thing, name="" if thing is not None else name)
            key = name if thing is None else thing.key
            words = mention.text.split()
            for size in range(2, len(words)):
                self._by_end[fold(" ".join(words[-size:]))][key] = found
            if thing is not None and is_generic(mention.text):
                self._by_field[owned(mention.text, "")][key] = found

    def __call__(self, name: str) -> Known | None:
        """Return the one body whose name ends with NAME, or which has it with its words turned."""
        alike = self._by_field[owned(name, "")] or self._by_end[fold(name)]
        return next(iter(alike.values())) if len(alike) == 1 else None


def _has_namesakes(known: Known) -> bool:
    """Tell whether a body that is known goes by a name that other states' bodies have: the gazetteer adds its state."""
    term = known.term
    return (
        term is not None
        and _has_id(known)
        and term.type in BODIES
        and any(label.endswith(f" {term.label}") for label in term.alt_labels)
    )


def _is_of(known: Known, owner: Thing) -> bool:
    """Tell whether the gazetteer calls a body by the name of its OWNER, too."""
    return known.term is not None and f"{owner.label} {known.term.label}" in known.term.labels


def _has_id(known: Known) -> bool:
    """Tell whether a thing is known by an id, and not by the gazetteer's name alone."""
    return known.thing is not None and not known.thing.key.startswith("gaz:")
