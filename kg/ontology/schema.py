"""What the readers of the files share: the terms so far, their hierarchy, and what is wrong."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from kg.iri import ONTOLOGY
from kg.ontology.files import Description, Value, compact, hint, split
from kg.ontology.terms import ClassTerm, PropertyTerm

Parents = Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Schema:
    """The terms that other lines may refer to, and all that is wrong in the files so far."""

    classes: dict[str, ClassTerm] = field(default_factory=dict)
    properties: dict[str, PropertyTerm] = field(default_factory=dict)
    functions: dict[str, str] = field(default_factory=dict)  # IRI -> name
    names: dict[str, str] = field(default_factory=dict)  # IRI -> name, of classes and properties
    ancestors: dict[str, frozenset[str]] = field(default_factory=dict)  # of both, themselves too
    bridges: dict[str, set[str]] = field(default_factory=dict)  # others' class -> ours below it
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(
        default_factory=list
    )  # on a vocabulary of the user's, which may say more than we read
    taken: set[str] = field(default_factory=set)  # the names in use

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether NAME is ANCESTOR or lies below it."""
        return ancestor in self.ancestors.get(name, ())

    def note(self, file: str, wrong: str, remedy: str, *, own: bool = False) -> None:
        """Keep a problem: in which FILE, what is WRONG, and the REMEDY; with a term of the user's OWN, a remark."""
        (self.remarks if own else self.problems).append(f"{file}: {wrong}; {remedy}")

    def resolve(
        self, subject: Description, says: str, value: Value, names: Collection[str]
    ) -> str | None:
        """Return which of NAMES the VALUE means; where it is none, note what SUBJECT SAYS of it."""
        name = self.names.get(value.text)
        if name in names:
            return name
        ours = not subject.own or value.text.startswith(ONTOLOGY)
        of = "kg.ttl does not define" if ours else "no file defines"
        wrong = "which is another kind of term" if name else f"which {of}"
        remedy = hint(split(value.text)[1], sorted(names), "define it, or name another one")
        told = f"{subject} {says} {compact(value.text)}, {wrong}"
        self.note(value.file, told, remedy, own=not ours)
        return None

    def admit(self, description: Description) -> bool:
        """Let a term in, unless another namespace has one of the same local name."""
        if description.own and (description.name in self.taken or not description.name):
            description.name = self._apart(description)
        if description.name in self.taken:
            other = next(iri for iri, name in self.names.items() if name == description.name)
            wrong = f"{description} has the local name of {compact(other)}"
            self.note(description.file, wrong, "rename it, or extend that one")
            return False
        self.names[description.iri] = description.name
        self.taken.add(description.name)
        return True

    def _apart(self, description: Description) -> str:
        """Return a name for a term whose local name another has: with a word of its namespace before it."""
        namespace, local = split(description.iri)
        parts = [part for part in re.split(r"[^A-Za-z]+", namespace) if len(part) > 1]
        known = str(description)
        name = f"{parts[-1]}:{local}" if parts and local else description.iri
        name = name if known.startswith("<") else known
        return description.iri if name in self.taken else name

    def parents(self, terms: Collection[Description], predicate: str) -> dict[str, tuple[str, ...]]:
        """Return which of TERMS stand above which; what others define is remembered as a bridge."""
        names = {term.name for term in terms}
        ours = {split(term.iri)[0] for term in terms if not term.own}
        namespaces = {False: ours, True: ours | {split(term.iri)[0] for term in terms}}
        found: dict[str, tuple[str, ...]] = {}
        for term in terms:
            above: list[str] = []
            for value in term.iris(predicate):
                if split(value.text)[0] in namespaces[term.own]:
                    name = self.resolve(term, "is below", value, names)
                    above.extend([name] if name else [])
                elif not term.own:
                    self.bridges.setdefault(value.text, set()).add(term.name)
            found[term.name] = tuple(above)
        return found

    def close(self, terms: Iterable[Description], parents: Parents) -> None:
        """Work out what is above each of TERMS, and note what is above itself."""
        in_rings: set[str] = set()
        for term in terms:
            found: set[str] = set()
            waiting = list(parents[term.name])
            while waiting:
                name = waiting.pop()
                if name not in found:
                    found.add(name)
                    waiting.extend(parents[name])
            if term.name in found - in_rings:
                in_rings |= found
                below = min(name for name in found if term.name in parents[name])
                wrong = f"{term} is above itself, by way of {below!r}"
                self.note(term.file, wrong, "take one of the steps out")
            self.ancestors[term.name] = frozenset(found | {term.name})
