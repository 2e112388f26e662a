"""The ontology as the stages see it: its hierarchy, domain and range, and look-up of words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kg.ontology.own.terms import Own, accepts, fits
from kg.ontology.terms import ClassTerm, Entry, EntryKind, PropertyTerm, Term

Words = Mapping[tuple[EntryKind, str], tuple[Entry, ...]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ontology:
    """Classes, properties, lexicon and gazetteer; made by ``load``, never changed, picklable."""

    classes: Mapping[str, ClassTerm]
    properties: Mapping[str, PropertyTerm]
    functions: frozenset[str]  # grammatical functions: "subject", "with"
    entries: tuple[Entry, ...]
    terms: tuple[Term, ...]
    ancestors: Mapping[str, frozenset[str]] = field(repr=False)
    words: Words = field(repr=False)  # entries by kind and lemma
    keys: Mapping[str, Term] = field(repr=False)
    nouns_denoting: Mapping[str, str] = field(repr=False)
    endings_denoting: Mapping[str, str] = field(repr=False)
    genders: Mapping[str, str] = field(
        repr=False
    )  # of persons, by given names, nouns and honorifics
    general: frozenset[str] = field(repr=False)  # nouns that say little more than a class
    seats: Mapping[str, Term] = field(repr=False)  # states by the name of their capital
    usual_shortcuts: Mapping[str, tuple[str, ...]] = field(
        repr=False
    )  # what follows from a class of events as a rule
    usual_roles: Mapping[tuple[str, str], str] = field(
        repr=False
    )  # what most entries of a class of events call a grammatical function
    own: Own = field(default_factory=Own, repr=False)  # the user's terms, and what tells them

    def is_a(self, name: str, ancestor: str) -> bool:
        """Tell whether the class or property NAME is ANCESTOR or lies below it."""
        return name == ancestor or ancestor in self.ancestors.get(name, ())

    def accepts(self, name: str, type: str) -> bool:
        """Tell whether something of class TYPE can be the value of the property or role NAME."""
        term = self.properties[name]
        if not term.range and not term.datatypes:
            return True
        if term.own:
            return accepts(term.range, type, self.own, self.ancestors) and bool(term.range)
        return type in term.datatypes or any(self.is_a(type, c) for c in term.range)

    def accepts_subject(self, name: str, type: str) -> bool:
        """Tell whether something of class TYPE can be the subject of the property or role NAME."""
        domain = self.properties[name].domain
        if self.properties[name].own:
            return accepts(domain, type, self.own, self.ancestors)
        return not domain or any(self.is_a(type, c) for c in domain)

    def surely(self, name: str, subject: str, thing: str) -> bool:
        """Tell whether the user's property NAME can stand between a SUBJECT and a THING of these classes.

        Their classes must say so: that the kind of a body is not known is not enough.
        """
        term = self.properties[name]
        return all(
            not classes or fits(classes, kind, self.own, self.ancestors)
            for classes, kind in ((term.domain, subject), (term.range, thing))
            if not (term.datatypes and classes is term.range)
        )

    def iri(self, name: str) -> str:
        """Return the IRI of the class or property NAME, in its own namespace."""
        return (self.classes.get(name) or self.properties[name]).iri

    def verbs(self, lemma: str) -> tuple[Entry, ...]:
        """Return the senses of a verb."""
        return self.words.get((EntryKind.VERB, lemma), ())

    def nouns(self, lemma: str) -> tuple[Entry, ...]:
        """Return the senses of a noun that tells of an event."""
        return self.words.get((EntryKind.NOUN, lemma), ())

    def relational(self, lemma: str) -> tuple[Entry, ...]:
        """Return the senses of a noun that says how one thing stands to another."""
        return self.words.get((EntryKind.RELATIONAL, lemma), ())

    def statives(self, lemma: str) -> tuple[Entry, ...]:
        """Return the senses of a verb that says how one thing stands to another: to own, to belong to."""
        return self.words.get((EntryKind.STATIVE, lemma), ())

    def adjectives(self, lemma: str) -> tuple[Entry, ...]:
        """Return the senses of an adjective that says how one thing stands to another."""
        return self.words.get((EntryKind.ADJECTIVE, lemma), ())

    def qualifies(self, word: str) -> bool:
        """Tell whether a WORD says that nothing else is like it: "sole", "only"."""
        return (EntryKind.QUALIFIER, word) in self.words

    def attitudes(self, lemma: str, pos: str) -> tuple[Entry, ...]:
        """Return how a word of a part of speech POS decides the status of its complement."""
        found = self.words.get((EntryKind.ATTITUDE, lemma), ())
        return tuple(entry for entry in found if entry.pos == pos)

    def cues(self, lemma: str, pos: str) -> tuple[Entry, ...]:
        """Return the entries of a word that attributes what it governs: attitudes of speakers, and cues."""
        own = self.words.get((EntryKind.CUE, lemma), ())
        speaking = (entry for entry in self.attitudes(lemma, pos) if entry.speaks)
        return (*(entry for entry in own if entry.pos == pos), *speaking)

    def support(self, lemma: str) -> tuple[Entry, ...]:
        """Return the entries of a verb that only carries a noun: to launch an attack."""
        return self.words.get((EntryKind.SUPPORT, lemma), ())

    def noun_kind(self, lemma: str) -> str | None:
        """Return the class of what the common noun LEMMA describes."""
        return self.nouns_denoting.get(lemma.casefold())

    def name_ending(self, word: str) -> str | None:
        """Return the class that WORD, with or without its dot, tells at an end of a name."""
        return self.endings_denoting.get(_ending(word))

    def gender(self, word: str) -> str | None:
        """Return "female" or "male" if WORD, a given name, a noun or an honorific, tells a person's gender."""
        return self.genders.get(_ending(word))

    def is_general(self, lemma: str) -> bool:
        """Tell whether a noun says little more of a thing than its class: "the company"."""
        return lemma.casefold() in self.general

    def state_governed_from(self, city: str) -> Term | None:
        """Return the state whose capital is called CITY."""
        return self.seats.get(city)

    def term(self, key: str) -> Term:
        """Return the gazetteer's term with this KEY."""
        return self.keys[key]


def assemble(
    *,
    classes: Mapping[str, ClassTerm],
    properties: Mapping[str, PropertyTerm],
    functions: Iterable[str],
    ancestors: Mapping[str, frozenset[str]],
    entries: tuple[Entry, ...],
    terms: tuple[Term, ...],
) -> Ontology:
    """Return the ontology with its look-up tables."""
    words: dict[tuple[EntryKind, str], tuple[Entry, ...]] = {}
    for entry in entries:
        known = words.get((entry.kind, entry.lemma), ())
        words[entry.kind, entry.lemma] = (*known, entry)
    nouns = [t for t in terms if t.type == "NounKind"]
    endings = [t for t in terms if t.type == "NameEnding"]
    return Ontology(
        classes=classes,
        properties=properties,
        functions=frozenset(functions),
        entries=entries,
        terms=terms,
        ancestors=ancestors,
        words=words,
        keys={term.key: term for term in terms},
        nouns_denoting={w.casefold(): t.denotes for t in nouns for w in t.labels if t.denotes},
        genders={_ending(w): t.gender for t in terms for w in t.labels if t.gender},
        general=frozenset(w.casefold() for t in terms if t.type == "GeneralNoun" for w in t.labels),
        usual_shortcuts=_usual_shortcuts(entries, properties, ancestors),
        usual_roles=_usual_roles(entries),
        seats={term.capital: term for term in terms if term.capital},
        endings_denoting={_ending(w): t.denotes for t in endings for w in t.labels if t.denotes},
    )


def _usual_shortcuts(
    entries: Iterable[Entry],
    properties: Mapping[str, PropertyTerm],
    ancestors: Mapping[str, frozenset[str]],
) -> dict[str, tuple[str, ...]]:
    """Return, by class, the direct properties that follow from its events as a rule.

    They follow from at least a third of the entries that have both roles: from most attacks on somebody that they
    were attacked, from few launches that something was founded.
    """
    found: dict[str, list[str]] = {}
    for term in properties.values():
        if term.event is None:
            continue
        ends = {term.subject_role, term.object_role}
        evoking = [e for e in entries if e.kind.evokes_event and e.evokes == term.event]
        able = [
            entry
            for entry in evoking
            if ends <= {role for own in entry.slots.values() for role in (own, *ancestors[own])}
        ]
        if able and 3 * sum(term.name in entry.shortcuts for entry in able) >= len(able):
            found.setdefault(str(term.event), []).append(term.name)
    return {kind: tuple(sorted(names)) for kind, names in found.items()}


def _usual_roles(entries: Iterable[Entry]) -> dict[tuple[str, str], str]:
    """Return, by class and grammatical function, the role that most entries of the class give it."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for entry in entries:
        for function, role in entry.slots.items() if entry.evokes is not None else ():
            counted.setdefault((entry.evokes or "", function), Counter())[role] += 1
    return {key: max(roles, key=lambda each: (roles[each], each)) for key, roles in counted.items()}


def _ending(word: str) -> str:
    return word.casefold().rstrip(".")
