"""What the readers of the files share: the terms so far, their hierarchy, and what is wrong."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

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

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether NAME is ANCESTOR or lies below it."""
        return ancestor in self.ancestors.get(name, ())

    def note(self, file: str, wrong: str, remedy: str) -> None:
        """Keep a problem: in which FILE, what is WRONG, and the REMEDY."""
        self.problems.append(f"{file}: {wrong}; {remedy}")

    def resolve(
        self, subject: Description, says: str, value: Value, names: Collection[str]
    ) -> str | None:
        """Return which of NAMES the VALUE means; where it is none, note what SUBJECT SAYS of it."""
        name = self.names.get(value.text)
        if name in names:
            return name
        wrong = "which is another kind of term" if name else "which kg.ttl does not define"
        remedy = hint(split(value.text)[1], sorted(names), "define it, or name another one")
        self.note(value.file, f"{subject} {says} {compact(value.text)}, {wrong}", remedy)
        return None

    def admit(self, description: Description) -> bool:
        """Let a term in, unless another namespace has one of the same local name."""
        for iri, name in self.names.items():
            if name == description.name:
                wrong = f"{description} has the local name of {compact(iri)}"
                self.note(description.file, wrong, "rename it, or extend that one")
                return False
        self.names[description.iri] = description.name
        return True

    def parents(self, terms: Collection[Description], predicate: str) -> dict[str, tuple[str, ...]]:
        """Return which of TERMS stand above which; what others define is remembered as a bridge."""
        names = {term.name for term in terms}
        namespaces = {split(term.iri)[0] for term in terms}
        found: dict[str, tuple[str, ...]] = {}
        for term in terms:
            above: list[str] = []
            for value in term.iris(predicate):
                if split(value.text)[0] in namespaces:
                    name = self.resolve(term, "is below", value, names)
                    above.extend([name] if name else [])
                else:
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
