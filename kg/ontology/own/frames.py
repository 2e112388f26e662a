"""Properties of the user's that the frame of a verb tells: two roles of one event, in whatever words it is told.

A label such as *pleaded guilty to* has a verb with two places. Where our lexicon has the verb, each place has a role
there, and all entries with the same roleset of PropBank (verbs, nouns, idioms) tell the same.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.ontology.model import Ontology
from kg.ontology.own.terms import WHEN, WHERE, FrameLike, Kind, Wording
from kg.ontology.terms import Entry

_EVERYWHERE: Final = {WHEN: "time", WHERE: "place"}
_BY: Final = "by"
_SUBJECT: Final = "subject"


def frames(wordings: Iterable[Wording], ontology: Ontology) -> Mapping[str, tuple[FrameLike, ...]]:
    """Return what entries of the lexicon tell of the properties that WORDINGS are of, by the names of the entries."""
    alike: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in ontology.entries:
        if entry.kind.evokes_event and entry.propbank:
            alike[entry.evokes or "", entry.propbank].append(entry)
    found: dict[str, dict[FrameLike, None]] = defaultdict(dict)
    for wording in wordings:
        if wording.kind is not Kind.VERB:
            continue
        for entry in ontology.verbs(wording.word):
            ends = _role(entry, wording.subject), _role(entry, wording.object)
            if not entry.kind.evokes_event or None in ends or ends[0] == ends[1]:
                continue
            like = FrameLike(wording.term, ends[0] or "", ends[1] or "", wording)
            same = alike.get((entry.evokes or "", entry.propbank or ""), ())
            for other in (entry, *(each for each in same if _has_complement(each, wording))):
                found[other.name][like] = None
    return {name: tuple(own) for name, own in found.items()}


def _role(entry: Entry, functions: Iterable[str]) -> str | None:
    """Return the role of what stands in the first of FUNCTIONS that ENTRY gives one."""
    return next(_roles(entry, functions), None)


def _roles(entry: Entry, functions: Iterable[str]) -> Iterator[str]:
    for function in functions:
        role = _EVERYWHERE.get(function) or entry.slots.get(function)
        if role is None and function == _BY:
            role = entry.slots.get(_SUBJECT)
        if role is not None:
            yield role


def _has_complement(entry: Entry, wording: Wording) -> bool:
    """Tell whether ENTRY has what a label has behind its verb: "plead guilty", not "plead"."""
    return set(wording.word.split()[1:]) <= set(entry.lemma.split())
