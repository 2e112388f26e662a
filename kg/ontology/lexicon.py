"""Lexicon entries, from the descriptions of the files, each checked against the terms it names."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from kg.iri import ONTOLOGY
from kg.model import Status
from kg.ontology.files import GRAMMAR, TYPE, Description, compact, hint, split
from kg.ontology.schema import Schema
from kg.ontology.terms import Entry, EntryKind

# What is looked for around every event, whether its entry names a function for it or not.
_FOUND_ANYWAY: Final = frozenset(
    {"place", "time", "startTime", "endTime", "count", "amount", "duration"}
)
_KINDS: Final = {f"{ONTOLOGY}{kind}": kind for kind in EntryKind}
_POS: Final = {
    EntryKind.VERB: "verb",
    EntryKind.NOUN: "noun",
    EntryKind.RELATIONAL: "noun",
    EntryKind.STATIVE: "verb",
    EntryKind.ADJECTIVE: "adjective",
    EntryKind.ATTITUDE: "verb",
    EntryKind.SUPPORT: "verb",
    EntryKind.QUALIFIER: "adjective",
    EntryKind.CUE: "verb",
}
_GOVERNORS: Final = (EntryKind.ATTITUDE, EntryKind.CUE)
_CHOICES: Final = {
    "pos": ("verb", "noun", "adjective", "adverb"),
    "complement": ("any", "clause", "infinitive", "predicate", "quotation"),
}


def read(descriptions: Collection[Description], schema: Schema) -> tuple[Entry, ...]:
    """Return the entries among DESCRIPTIONS, one a lemma; note in SCHEMA what is wrong."""
    reader = _Reader(schema)
    entries: list[Entry] = []
    seen: dict[object, Description] = {}
    for description in descriptions:
        for entry in reader.entries(description):
            first = seen.setdefault(_sense(entry), description)
            if first is not description:
                wrong = f"{first} and {description} have one lemma, kind and functions"
                apart = "kg:needs" if entry.status is None else "kg:complement"
                schema.note(description.file, wrong, f"remove one, or tell them apart by {apart}")
            entries.append(entry)
    return tuple(entries)


def _sense(entry: Entry) -> object:
    """Return what no two entries may share."""
    slots = frozenset(entry.slots.items())
    return entry.lemma, entry.kind, entry.pos, entry.complement, entry.inverse, slots, entry.needs


class _Reader:
    """Reads entries against one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.events = [name for name, term in schema.classes.items() if term.is_event]
        self.roles = [name for name, term in schema.properties.items() if term.is_role]
        self.direct = [name for name, term in schema.properties.items() if term.is_direct]

    def entries(self, description: Description) -> Iterator[Entry]:
        """Yield an entry for each lemma of DESCRIPTION: spellings may share one."""
        kinds = [_KINDS[v.text] for v in description.iris(TYPE) if v.text in _KINDS]
        if not kinds or self._is_doubled(description, kinds):
            return
        kind = kinds[0]
        lemmas = description.texts(f"{ONTOLOGY}lemma")
        if not lemmas:
            self.schema.note(description.file, f"{description} has no kg:lemma", "give it one")
        status = self._status(description) if kind is EntryKind.ATTITUDE else None
        evokes = self._evokes(description, kind) if kind.evokes else None
        slots = self._slots(description, kind)
        if evokes and kind.evokes_event:
            self._check_roles(description, evokes, slots)
        needs = frozenset(self._needs(description, slots))
        shortcuts = tuple(self._shortcuts(description, slots))
        pos = self._choice(description, "pos") or _POS[kind]
        complement = self._choice(description, "complement") or "any"
        for lemma in lemmas:
            yield Entry(
                name=description.name,
                kind=kind,
                lemma=lemma,
                pos=pos,
                evokes=evokes,
                slots=slots,
                needs=needs,
                shortcuts=shortcuts,
                inverse=description.is_true(f"{ONTOLOGY}inverse"),
                status=status,
                complement=complement if kind in _GOVERNORS else None,
                speaks=description.is_true(f"{ONTOLOGY}speaks"),
                propbank=description.text(f"{ONTOLOGY}propbank"),
                example=description.text(f"{ONTOLOGY}example") or "",
                expects=description.text(f"{ONTOLOGY}expects"),
            )

    def _is_doubled(self, description: Description, kinds: Collection[EntryKind]) -> bool:
        """Tell whether two entries were given one name, and note it."""
        evoked = description.iris(f"{ONTOLOGY}evokes", f"{ONTOLOGY}complementStatus")
        if len(kinds) < 2 and len(evoked) < 2:
            return False
        where = " and ".join(dict.fromkeys(v.file for v in [*description.iris(TYPE), *evoked]))
        remedy = "rename one, or write an entry for each sense"
        self.schema.note(where, f"{description} names two entries", remedy)
        return True

    def _evokes(self, description: Description, kind: EntryKind) -> str | None:
        """Return the class of events or the direct property that an entry evokes."""
        values = description.iris(f"{ONTOLOGY}evokes")
        names, what = self.direct, "one direct property"
        if kind.evokes_event:
            names, what = self.events, "one class of events"
        if not values:
            self.schema.note(description.file, f"{description} has no kg:evokes", f"name {what}")
            return None
        return self.schema.resolve(description, "evokes", values[0], names)

    def _status(self, description: Description) -> Status | None:
        """Return how the complement of a word of attitude stands."""
        values = description.iris(f"{ONTOLOGY}complementStatus")
        name = split(values[0].text)[1] if values else None
        if name in tuple(Status):
            return Status(name)
        wrong = f"has the kg:complementStatus kg:{name}" if name else "has no kg:complementStatus"
        remedy = f"name one of {', '.join(Status)}"
        self.schema.note(description.file, f"{description} {wrong}", remedy)
        return None

    def _slots(self, description: Description, kind: EntryKind) -> dict[str, str]:
        """Return what fills what: grammatical function -> role, or -> subject or object."""
        names = ("subject", "object") if kind.evokes_property else self.roles
        slots: dict[str, str] = {}
        for predicate, values in description.values.items():
            if not predicate.startswith(GRAMMAR):
                continue
            function = self.schema.functions.get(predicate)
            if function is None:
                known = sorted(self.schema.functions.values())
                wrong = f"{description} has {compact(predicate)}, which is no grammatical function"
                remedy = hint(split(predicate)[1], known, "kg.ttl lists them")
                self.schema.note(values[0].file, wrong, remedy)
                continue
            if len(values) > 1:
                wrong = f"{description} has {len(values)} roles for {compact(predicate)}"
                self.schema.note(values[1].file, wrong, "leave one, or make a second entry")
            role = self.schema.resolve(description, f"has {compact(predicate)}", values[0], names)
            slots |= {function: role} if role else {}
        return slots

    def _check_roles(self, description: Description, event: str, slots: Mapping[str, str]) -> None:
        """Note the roles that events of the class EVENT cannot have."""
        for role in sorted(set(slots.values())):
            domain = self.schema.properties[role].domain
            if domain and not any(self.schema.is_a(event, c) for c in domain):
                wrong = f"{description} gives kg:{role} to kg:{event}, which has no such role"
                remedy = "use another role, or add the class to schema:domainIncludes of the role"
                self.schema.note(description.file, wrong, remedy)

    def _needs(self, description: Description, slots: Mapping[str, str]) -> Iterator[str]:
        """Yield the roles that an entry needs; each must be one that it can fill."""
        for value in description.iris(f"{ONTOLOGY}needs"):
            names = self.roles
            role = self.schema.resolve(description, "needs", value, names)
            if role and role not in _FOUND_ANYWAY and role not in slots.values():
                wrong = f"{description} needs kg:{role}, which none of its functions fills"
                self.schema.note(value.file, wrong, "name the function, or take the need out")
            if role:
                yield role

    def _shortcuts(self, description: Description, slots: Mapping[str, str]) -> Iterator[str]:
        """Yield the direct properties that follow; the entry must be able to fill both ends."""
        for value in description.iris(f"{ONTOLOGY}shortcut"):
            name = self.schema.resolve(description, "has the shortcut", value, self.direct)
            if name is None:
                continue
            term = self.schema.properties[name]
            if term.subject_role is None or term.object_role is None:
                wrong = f"{description} has the shortcut kg:{name}, which names no roles"
                self.schema.note(
                    value.file, wrong, "give the property kg:subjectRole and kg:objectRole"
                )
                continue
            for role in sorted({term.subject_role, term.object_role}):
                if not self._fills(role, slots):
                    wrong = (
                        f"{description} has the shortcut kg:{name}, but no function for kg:{role}"
                    )
                    self.schema.note(
                        value.file, wrong, "add the function, or take the shortcut out"
                    )
            yield name

    def _fills(self, role: str, slots: Mapping[str, str]) -> bool:
        """Tell whether an entry with these SLOTS can fill ROLE or a role below it."""
        return role in _FOUND_ANYWAY or any(self.schema.is_a(r, role) for r in slots.values())

    def _choice(self, description: Description, says: str) -> str | None:
        """Return which of the words that are allowed for kg:SAYS an entry has."""
        text = description.text(f"{ONTOLOGY}{says}")
        if text is None or text in _CHOICES[says]:
            return text
        remedy = f"choose one of {', '.join(_CHOICES[says])}"
        self.schema.note(description.file, f"{description} has kg:{says} {text!r}", remedy)
        return None
