"""The user's terms of a loaded ontology, with what their labels say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from kg.ontology.files import OWL, RDFS, SCHEMA, SKOS, Description
from kg.ontology.model import Ontology
from kg.ontology.own.anchors import Anchors
from kg.ontology.own.events import event_classes, event_kind, role_like
from kg.ontology.own.frames import frames
from kg.ontology.own.labels import deeds, doer, singular, words
from kg.ontology.own.literals import TEXTS
from kg.ontology.own.terms import EventKind, Kind, Own, RoleLike, Wording
from kg.ontology.own.wordings import Range, by_word, read, surest
from kg.ontology.terms import EntryKind, PropertyTerm

_LABELS: Final = (
    (f"{RDFS}label", "the label"),
    (f"{SKOS}prefLabel", "the label"),
    (f"{SKOS}altLabel", "the alternative label"),
    (f"{SKOS}hiddenLabel", "the hidden label"),
    (f"{SCHEMA}alternateName", "the alternative label"),
)
_INVERSE: Final = f"{OWL}inverseOf"
_LIKE: Final = (f"{OWL}equivalentProperty", f"{SKOS}exactMatch", f"{SKOS}closeMatch")
_LIKE_CLASS: Final = (f"{OWL}equivalentClass", f"{SKOS}exactMatch", f"{SKOS}closeMatch")
_CODED: Final = 2  # letters of a local name that is a code: "P108", "Q5"
_MATCHED: Final = 0.9


def build(
    ontology: Ontology,
    descriptions: Collection[Description],
    bridges: Mapping[str, Collection[str]],
) -> Ontology:
    """Return ONTOLOGY with what the labels of the user's terms among DESCRIPTIONS say.

    BRIDGES are classes of others above ours.
    """
    known = {d.name: d for d in descriptions if d.own}
    ontology = _inheriting(ontology, known)
    ontology, events = _with_events(ontology, known)
    ours = {term.iri: name for name, term in ontology.properties.items() if not term.own}
    anchors = _anchors(ontology, known, descriptions, bridges)
    own = Own(anchors=anchors)
    found: list[Wording] = []
    like = _like(descriptions, ours)
    properties = {
        n: t for n, t in ontology.properties.items() if t.own and t.is_direct and n in known
    }
    by_iri = {term.iri: name for name, term in properties.items()}
    for name, term in properties.items():
        told = read(name, _labels(known[name]), values_of(term, ontology, anchors))
        found += (each for each in told if each.kind is not Kind.SAME or not term.datatypes - TEXTS)
        found += (replace(each, term=name) for each in _matched(known[name], ours, like))
    for name in properties:
        for value in known[name].iris(_INVERSE):
            other = by_iri.get(value.text)
            if other is not None:
                found += _turned(found, name, other)
    # Who writes an entry of the lexicon has the say about its word; what labels say beside it stays.
    entered = {(name, e.lemma) for e in ontology.entries for name in (e.evokes, *e.shortcuts)}
    kept = [each for each in surest(found) if (each.term, each.word) not in entered]
    own = replace(
        own,
        events=events,
        roles={
            name: tuple(_roles(name, ontology, known, events[name], anchors)) for name in events
        },
        frames=frames(kept, ontology),
        verbs=by_word(w for w in kept if w.kind is Kind.VERB),
        nouns=by_word(w for w in kept if w.kind in (Kind.NOUN, Kind.NUMBER)),
        same=by_word(w for w in kept if w.kind is Kind.SAME),
    )
    return replace(ontology, own=own)


def _inheriting(ontology: Ontology, known: Mapping[str, Description]) -> Ontology:
    """Return ONTOLOGY with the ends that the user's properties have from those above them, and from their inverses."""
    terms = dict(ontology.properties)
    by_iri = {term.iri: name for name, term in terms.items() if term.own}
    turned = [
        (name, other)
        for name, each in known.items()
        if name in terms
        for value in each.iris(_INVERSE)
        if (other := by_iri.get(value.text)) is not None
    ]
    for name, other in (*turned, *((b, a) for a, b in turned)):
        term, back = terms[name], terms[other]
        terms[name] = replace(
            term, domain=term.domain or back.range, range=term.range or back.domain
        )
    for name, term in terms.items():
        if term.own:
            above = [terms[each] for each in ontology.ancestors[name] if each != name]
            domain = term.domain or next(
                (each.domain for each in above if each.domain), frozenset()
            )
            ends = term.range or term.datatypes
            values = next((each for each in above if each.range or each.datatypes), None)
            terms[name] = replace(
                term,
                domain=domain,
                range=term.range if ends or values is None else values.range,
                datatypes=term.datatypes if ends or values is None else values.datatypes,
            )
    return replace(ontology, properties=terms)


def _with_events(
    ontology: Ontology, known: Mapping[str, Description]
) -> tuple[Ontology, dict[str, EventKind]]:
    """Return ONTOLOGY with the user's classes of events as such and their properties as roles, and those classes."""
    kinds: dict[str, EventKind] = {}
    classes = event_classes(ontology)
    of_class: dict[str, list[Description]] = defaultdict(list)
    for each in known.values():
        for value in each.iris(f"{RDFS}domain"):
            of_class[value.text].append(each)
    # What nothing is said of, such as the award that somebody gets, is a thing.
    ends = {domain for term in ontology.properties.values() if term.own for domain in term.domain}
    for name, term in ontology.classes.items():
        if term.own and name in known:
            above = {value.text for value in known[name].iris(f"{RDFS}subClassOf", *_LIKE_CLASS)}
            labels = tuple(label for label, _ in _labels(known[name]))
            found = event_kind(labels, above, ontology, classes)
            roles = term.name in ends or any(each in ends for each in ontology.ancestors[name])
            if found is not None and roles:
                kinds[name] = replace(found, near=_done(of_class[term.iri], ontology))
    known_as = {
        n: replace(t, is_event=True) if n in kinds else t for n, t in ontology.classes.items()
    }
    properties = {
        name: replace(term, is_role=True)
        if term.own and term.domain and term.domain <= kinds.keys()
        else term
        for name, term in ontology.properties.items()
    }
    ancestors = {
        name: (above - {"Entity"}) | {"Event"} if name in kinds else above
        for name, above in ontology.ancestors.items()
    }
    return replace(ontology, classes=known_as, properties=properties, ancestors=ancestors), kinds


def _done(own: Iterable[Description], ontology: Ontology) -> frozenset[str]:
    """Return the events of ours that OWN properties of a class name somebody for: of an acquirer, acquisitions."""
    verbs = (
        doer(singular(parts[-1])) for d in own for label, _ in _labels(d) if (parts := words(label))
    )
    entries = (entry for verb in verbs if verb for entry in ontology.verbs(verb))
    return frozenset(entry.evokes for entry in entries if entry.evokes)


def _roles(
    name: str,
    ontology: Ontology,
    known: Mapping[str, Description],
    kind: EventKind,
    anchors: Mapping[str, frozenset[str]],
) -> Iterator[RoleLike]:
    """Yield the roles of the events of the class NAME, and what they are like."""
    verbs = frozenset(deeds().get(lemma, lemma) for lemma in kind.lemmas | kind.nouns)
    verbs |= {
        e.lemma
        for e in ontology.entries
        if e.kind is EntryKind.VERB and e.evokes in kind.classes | kind.near
    }
    for each, term in ontology.properties.items():
        if term.own and term.is_role and any(ontology.is_a(name, domain) for domain in term.domain):
            labels = [*_labels(known[each])]
            like = role_like(each, [label for label, _ in labels], verbs)
            done = {v for label, _ in labels if (v := doer(singular(words(label)[-1])))}
            classes = {e.evokes for verb in done & verbs for e in ontology.verbs(verb) if e.evokes}
            told = read(each, labels, values_of(term, ontology, anchors))
            wordings = tuple(w for w in told if w.kind in (Kind.VERB, Kind.NUMBER))
            yield replace(like, doing=frozenset(classes), wordings=wordings)


def values_of(
    term: PropertyTerm, ontology: Ontology, anchors: Mapping[str, frozenset[str]]
) -> Range:
    """Return what the values of TERM are, by its datatypes and by what its classes may be."""
    kinds = {kind for each in term.range for kind in anchors.get(each, (each,))}
    found = Range.of(term.datatypes, kinds, lambda kind: ontology.is_a(kind, "Place"))
    labels = (
        words(ontology.classes[each].label) for each in term.range if each in ontology.classes
    )
    return replace(found, nouns=frozenset(singular(label[-1]) for label in labels if label))


def _labels(term: Description) -> Iterator[tuple[str, str]]:
    """Yield the English labels of TERM with what they are; without any, the local name."""
    seen: set[tuple[str, ...]] = set()
    for predicate, place in _LABELS:
        for text in term.english(predicate):
            if (key := words(text)) and key not in seen:
                seen.add(key)
                yield text, place
    name = term.iri[max(term.iri.rfind("#"), term.iri.rfind("/")) + 1 :]
    letters = [c for c in name if c.isalpha()]
    if not seen and (len(letters) > _CODED or not any(map(str.isdigit, name))):
        yield name, "the name"


def _anchors(
    ontology: Ontology,
    known: Mapping[str, Description],
    descriptions: Iterable[Description],
    bridges: Mapping[str, Collection[str]],
) -> dict[str, frozenset[str]]:
    """Return which of our classes each class of the user's may be."""
    named = {
        t.label.lower(): n for n, t in ontology.classes.items() if not t.own and not t.is_event
    }
    every = {iri: list(names) for iri, names in bridges.items()}
    for each in descriptions:
        if not each.own and each.name in ontology.classes:
            every.setdefault(each.iri, []).append(each.name)
            for value in each.iris(*_LIKE_CLASS):
                every.setdefault(value.text, []).append(each.name)
    finder = Anchors(named, every, ontology.noun_kind)
    found: dict[str, frozenset[str]] = {}
    for name, term in ontology.classes.items():
        if not term.own or name not in known:
            continue
        below = known[name].iris(f"{RDFS}subClassOf", *_LIKE_CLASS)
        above = [each for value in below for each in every.get(value.text, ())]
        own = finder.of(term.iri, [label for label, _ in _labels(known[name])])
        found[name] = own or frozenset(above)
    for name in found:
        if not found[name]:
            found[name] = _inherited(name, ontology, found)
    return found


def _inherited(
    name: str, ontology: Ontology, found: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    """Return what the nearest class above NAME may be that may be anything."""
    level, seen = list(ontology.classes[name].parents), {name}
    while level:
        for each in level:
            if found.get(each):
                return found[each]
        seen.update(level)
        level = [
            above
            for each in level
            if each in ontology.classes
            for above in ontology.classes[each].parents
            if above not in seen
        ]
    return frozenset()


def _like(descriptions: Iterable[Description], ours: Mapping[str, str]) -> dict[str, str]:
    """Return which property of others is like which of ours, as our files say."""
    return {
        value.text: each.name
        for each in descriptions
        if each.iri in ours
        for value in each.iris(*_LIKE, f"{RDFS}subPropertyOf")
        if value.text not in ours
    }


def _matched(
    term: Description, ours: Mapping[str, str], like: Mapping[str, str]
) -> Iterator[Wording]:
    """Yield the properties of ours that TERM is said to be the same as, by its file or by ours."""
    named = [value.text for value in term.iris(*_LIKE)]
    for iri in (term.iri, *named):
        name = (
            ours.get(iri)
            or like.get(iri)
            or like.get(iri.replace("http://schema.org", "https://schema.org"))
        )
        if name is not None:
            yield Wording(
                term="",
                kind=Kind.SAME,
                word=name,
                subject=("subject",),
                object=("object",),
                score=_MATCHED,
                because=f"its match with kg:{name}",
            )


def _turned(found: Iterable[Wording], name: str, other: str) -> list[Wording]:
    """Return what tells NAME since it tells OTHER, of which it is the inverse."""
    return [
        replace(
            each,
            term=name,
            subject=each.object,
            object=each.subject,
            because=f"{each.because} of its inverse",
        )
        for each in found
        if each.term == other and each.kind is not Kind.NUMBER
    ]
