"""What is known to tell a term: words with their senses, and which functions beside them its ends or roles fill."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kg.ontology import EntryKind, EventKind, Kind, Ontology, Wording
from kg.ontology.own.labels import verbal, words
from kg.predicates import links
from kg.rolesets import senses
from kg.suggest.predications import has_own

_SENSES: Final = 2  # of a word: the others are rare
_TAGS: Final = ("VB", "NN")
_FRAME, _CLASS, _BOTH, _DEFINED = 0.5, 0.4, 0.7, 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A word that tells a TERM; without a word, a term of which no word like that is asked."""

    term: str
    kind: EntryKind
    word: str = ""
    rolesets: frozenset[str] = frozenset()
    slots: Mapping[str, str] = field(default_factory=dict)  # as of an entry of the lexicon

    def near(self, roleset: str) -> tuple[float, str]:
        """Return how near the sense ROLESET is to the word, and by what: 0 for no more than any other."""
        frames, classes = _linked({roleset})
        own_frames, own_classes = _linked(self.rolesets)
        framed, classed = sorted(frames & own_frames), sorted(classes & own_classes)
        if not framed and not classed:
            return 0.0, ""
        by = [f"the frame {each.replace('_', ' ')} of FrameNet" for each in framed[:1]]
        by += [f"the class {each} of VerbNet" for each in classed[:1]]
        score = _BOTH if framed and classed else _FRAME if framed else _CLASS
        return score, f"{' and '.join(by)}, as of {self.word!r}"


def models(ontology: Ontology) -> Iterator[Model]:
    """Yield what tells the terms that count: the user's where there are any, else those of the lexicon."""
    if not has_own(ontology):
        yield from _of_lexicon(ontology)
        return
    for name, term in ontology.properties.items():
        if term.own and term.is_direct and not term.datatypes and (term.domain or term.range):
            yield Model(term=name, kind=EntryKind.STATIVE)
            yield from _of_property(name, ontology)
    for name, kind in ontology.own.events.items():
        yield from _of_events(name, kind, ontology)


def defined(word: str, comment: str) -> tuple[float, str]:
    """Return how near a verb is to a term whose COMMENT says it.

    >>> defined("steer", "Who steers the company from day to day.")
    (0.8, 'its comment says so')
    """
    said = {found.lemma for each in words(comment) if (found := verbal(each)) is not None}
    return (_DEFINED, "its comment says so") if word in said else (0.0, "")


def _linked(rolesets: frozenset[str] | set[str]) -> tuple[set[str], set[str]]:
    found = [links(each) for each in rolesets]
    return {f for each in found for f in each.framenet}, {c for each in found for c in each.verbnet}


def _senses(word: str) -> frozenset[str]:
    lemma = word.replace(" ", "_")
    return frozenset(each for tag in _TAGS for each in senses(lemma, tag)[:_SENSES])


def _of_lexicon(ontology: Ontology) -> Iterator[Model]:
    for entry in ontology.entries:
        is_verb = entry.kind in (EntryKind.VERB, EntryKind.STATIVE) and " " not in entry.lemma
        if is_verb and entry.evokes and entry.propbank:
            yield Model(
                term=entry.evokes,
                kind=entry.kind,
                word=entry.lemma,
                rolesets=frozenset({entry.propbank}),
                slots=entry.slots,
            )


def _of_property(name: str, ontology: Ontology) -> Iterator[Model]:
    own = ontology.own
    groups = (each for group in (own.verbs, own.nouns, own.same) for each in group.values())
    for wording in (each for group in groups for each in group if each.term == name):
        if wording.kind is Kind.SAME:
            yield from _of_ours(wording, ontology)
        elif wording.kind is not Kind.NUMBER:
            slots = {}
            if wording.kind is Kind.VERB and wording.subject and wording.object:
                slots = {wording.subject[0]: "subject", wording.object[0]: "object"}
            yield Model(
                term=name,
                kind=EntryKind.STATIVE,
                word=wording.word,
                rolesets=_senses(wording.word),
                slots=slots,
            )


def _of_ours(wording: Wording, ontology: Ontology) -> Iterator[Model]:
    """Yield what the lexicon has for the property of ours that means the same."""
    turned = {"subject": "object", "object": "subject"}
    for entry in ontology.entries:
        if entry.kind is EntryKind.STATIVE and entry.evokes == wording.word:
            slots = {f: turned[e] if wording.inverse else e for f, e in entry.slots.items()}
            known = frozenset({entry.propbank}) if entry.propbank else _senses(entry.lemma)
            yield Model(
                term=wording.term,
                kind=EntryKind.STATIVE,
                word=entry.lemma,
                rolesets=known,
                slots=slots,
            )


def _of_events(name: str, kind: EventKind, ontology: Ontology) -> Iterator[Model]:
    entries = defaultdict(list)
    for entry in ontology.entries:
        if entry.kind is EntryKind.VERB and entry.evokes in kind.classes | kind.near:
            entries[entry.lemma].append(entry.slots)
    for word in sorted({*kind.lemmas, *kind.nouns, *entries}):
        slots: dict[str, str] = {}
        for each in entries.get(word, [{"subject": "agent", "object": "patient"}]):
            slots |= _likened(name, each, ontology)
        yield Model(term=name, kind=EntryKind.VERB, word=word, rolesets=_senses(word), slots=slots)


def _likened(name: str, slots: Mapping[str, str], ontology: Ontology) -> dict[str, str]:
    """Return SLOTS with the roles of the user's class NAME that are like ours."""
    found: dict[str, str] = {}
    for function, role in slots.items():
        for like in ontology.own.roles.get(name, ()):
            if any(ontology.is_a(role, ours) or ontology.is_a(ours, role) for ours in like.ours):
                found.setdefault(function, like.name)
    return found
