"""Mentions of one document by what they mean: a thing of the knowledge base, a name and a kind, or a description.

The IRI is a function of what the entity is: the id in the knowledge base where it is known, else name and kind, else
the description and the document that gives it.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from kg import iri, vocabulary
from kg.link.kb.thing import Thing
from kg.model import Content, Entity, Extraction, Mention, Option, Relation
from kg.ontology import Ontology, Term

_WIKIDATA: Final = "http://www.wikidata.org/entity/"
_ANY: Final = "Entity"
_WIDE: Final = ("Organization", "Place")  # one may be taken for another of these

_POINTERS: Final = vocabulary.words("pronouns", "pointing")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a thing: a term of the gazetteer, a thing of the knowledge base, or both."""

    term: Term | None = None
    thing: Thing | None = None
    options: tuple[Option, ...] = ()
    name: str = ""  # in place of its own, which others have too
    only_here: bool = False  # nothing tells which of several of this name it is
    type: str = ""  # in place of what the words were taken for


def mentions(extraction: Extraction) -> frozenset[Mention]:
    """Return every mention that EXTRACTION speaks of, in claims and in what did not pass."""
    found = {*extraction.mentions, *extraction.dateline}
    for claim in extraction.claims:
        found.update(_in(claim.content), claim.speakers)
        if claim.event:
            found.update(_in(claim.event))
    for rejected in extraction.rejections:
        if rejected.content is not None:
            found.update(_in(rejected.content))
    return frozenset(found)


def _in(content: Content) -> Iterator[Mention]:
    if isinstance(content, Relation):
        fillers: Iterable[object] = (content.subject, content.object)
    else:
        fillers = (argument.filler for argument in content.arguments)
    return (filler for filler in fillers if isinstance(filler, Mention))


def meant_by(mentions: Sequence[Mention]) -> dict[Mention, Mention]:
    """Return where each of the ordered MENTIONS that is a pronoun or a description was named last, or else next."""
    named: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        if not mention.referring:
            named[name_of(mention), mention.type].append(mention)
    found = {}
    for mention in mentions:
        others = named.get((name_of(mention), mention.type)) if mention.referring else None
        if others:
            place = bisect_right(others, mention.span, key=lambda other: other.span)
            found[mention] = others[max(0, place - 1)]
    return found


def entities(
    mentions: Iterable[Mention], known: Mapping[Mention, Known], ontology: Ontology, base: str
) -> Mapping[Mention, Entity]:
    """Return the entity of each of the MENTIONS of one document; KNOWN has what is known of some.

    Order and repeats do not matter: what an entity is called depends on the set alone.
    """
    known = dict(known)
    for mention in _of_other_classes(_grouped(mentions, known, ontology, base), known, ontology):
        known[mention] = Known(options=known[mention].options)
    linked: dict[Mention, Entity] = {}
    for name, group in _grouped(mentions, known, ontology, base).items():
        ordered = sorted(group, key=lambda mention: (mention.span, repr(mention)))
        found = [known[mention] for mention in ordered if mention in known]
        linked.update(dict.fromkeys(group, _entity(name, group, _joined(found), ontology)))
    return linked


def _grouped(
    mentions: Iterable[Mention], known: Mapping[Mention, Known], ontology: Ontology, base: str
) -> dict[str, set[Mention]]:
    """Return the MENTIONS by the IRI of what they mean."""
    groups: dict[str, set[Mention]] = defaultdict(set)
    for mention in mentions:
        groups[_iri(mention, known.get(mention, Known()), ontology, base)].add(mention)
    return groups


def _of_other_classes(
    groups: Mapping[str, set[Mention]], known: Mapping[Mention, Known], ontology: Ontology
) -> Iterator[Mention]:
    """Yield mentions that were taken for something else than others that seem to mean the same thing.

    What was said of them was said of something of their own class; a laptop that acts as a firm is not that laptop.
    """
    for group in groups.values():
        things = [each.thing for m in group if (each := known.get(m)) and each.thing is not None]
        if not things:
            continue
        kind = things[0].type
        taken = {m: known[m].type if m in known and known[m].type else m.type for m in group}
        fitting = {m for m in group if _fits(taken[m], kind, ontology)}
        if not fitting or kind == _ANY:
            main = _most(taken.values())
            fitting = {m for m in group if _fits(taken[m], main, ontology)}
        yield from (m for m in group - fitting if m in known and known[m].term is None)


def _fits(mentioned: str, kind: str, ontology: Ontology) -> bool:
    """Tell whether what was taken for one of class MENTIONED may be of class KIND."""
    if _ANY in (mentioned, kind):
        return True
    if ontology.is_a(mentioned, kind) or ontology.is_a(kind, mentioned):
        return True
    return any(ontology.is_a(mentioned, e) and ontology.is_a(kind, e) for e in _WIDE)


def term_of(mention: Mention, ontology: Ontology) -> Term | None:
    """Return the thing of the gazetteer that MENTION means; kinds of nouns are no things.

    A name that nobody looked up is the gazetteer's if it has one thing of that class and name.
    """
    if mention.concept is not None:
        term = ontology.keys.get(mention.concept)
        return term if term and not term.denotes else None
    found = _by_name(ontology).get((name_of(mention), mention.type), ()) if mention.named else ()
    return found[0] if len(found) == 1 else None


def name_of(mention: Mention) -> str:
    """Return the canonical name of MENTION in its document, or its words."""
    return " ".join((mention.name if mention.name.strip() else mention.text).split())


@lru_cache(1)  # an ontology that is done with is let go
def _by_name(ontology: Ontology) -> Mapping[tuple[str, str], tuple[Term, ...]]:
    """Return the things of the gazetteer by name and class; several where a name has several."""
    found: dict[tuple[str, str], tuple[Term, ...]] = {}
    for term in ontology.terms:
        for label in dict.fromkeys(term.labels):
            if not term.denotes:
                found[label, term.type] = (*found.get((label, term.type), ()), term)
    return found


def _joined(found: Iterable[Known]) -> Known:
    """Return all that is known of one thing; the options are those of the name that left the most doubt."""
    known = list(found)
    options = max(
        (each.options for each in known if each.options),
        key=lambda options: (-options[0].confidence, repr(options)),
        default=(),
    )
    return Known(
        next(filter(None, (each.term for each in known)), None),
        next(filter(None, (each.thing for each in known)), None),
        options,
        next(filter(None, (each.name for each in known)), ""),
        any(each.only_here for each in known),
        next(filter(None, (each.type for each in known)), ""),
    )


def _iri(mention: Mention, known: Known, ontology: Ontology, base: str) -> str:
    name, kind = name_of(mention), _kind(known.type or mention.type, ontology)
    if known.thing is not None:
        return known_iri(known.thing, ontology, base)
    if known.term and known.term.wikidata:
        return iri.known_entity(base, known.term.label, known.term.wikidata)
    if known.term:
        return iri.entity(base, known.term.label, _kind(known.term.type, ontology))
    if mention.named and not known.only_here:
        return iri.entity(base, known.name or name, kind)
    return iri.described_entity(base, name, kind, mention.span.document)


def known_iri(thing: Thing, ontology: Ontology, base: str) -> str:
    """Return the IRI of a THING of the knowledge base."""
    source, _, key = thing.key.rpartition(":")
    if source == "gaz":
        return iri.entity(base, thing.label, _kind(thing.type, ontology))
    return iri.keyed_entity(base, thing.label, key if source == "iso" else thing.key)


def _kind(name: str, ontology: Ontology) -> str:
    known = ontology.classes.get(name)
    return (known.iri_kind if known else None) or "thing"


def _entity(name: str, group: set[Mention], known: Known, ontology: Ontology) -> Entity:
    term, thing = known.term, known.thing
    told = (term and term.label) or (thing and thing.label) or known.name
    label = told or _most(map(name_of, group))
    demonyms = set(term.demonyms) if term else set()
    # "The Senator" is no other name of Ana Ruiz; "the victims" may be one of "six victims of the fire".
    own = {m for m in group if not (m.referring and (m.named or thing))}
    seen = {alias for mention in own for alias in [_alias(mention.text, label)] if alias}
    names = set() if term else {name_of(mention) for mention in group if mention.named or not thing}
    elsewhere = {_WIKIDATA + term.wikidata} if term and term.wikidata else set()
    type = term.type if term else (thing.type if thing else known.type or _ANY)
    if thing and not term and not any(_fits(m.type, type, ontology) for m in group):
        type = _ANY  # the text knows better
    # What the text takes for a vehicle is one, though the base knows no more than a product.
    narrower = [
        m.type
        for m in group
        if thing and type not in (m.type, _ANY) and ontology.is_a(m.type, type)
    ]
    return Entity(
        iri=name,
        type=_most(mention.type for mention in group)
        if type == _ANY
        else _most(narrower or [type]),
        label=label,
        aliases=frozenset((seen | names) - demonyms - {label}),
        same_as=frozenset(elsewhere.union(thing.same_as if thing else ())),
        described=not (term or thing) and not any(mention.named for mention in group),
        number=min(
            filter(None, (each.number for each in group)), key=lambda n: n.span, default=None
        ),
        point=thing.point if thing else None,
        options=known.options,
        key=thing.key if thing else "",
    )


def _most(found: Iterable[str]) -> str:
    """Return the string that occurs most; of equals the one with more accents, then the last.

    >>> _most(["Nicolas Maduro", "Nicolás Maduro"])
    'Nicolás Maduro'
    """
    counts = Counter(found)
    return max(counts, key=lambda text: (counts[text], sum(not c.isascii() for c in text), text))


def _alias(text: str, label: str) -> str | None:
    """Return TEXT as another name of the thing called LABEL, or None where it only points to it.

    >>> _alias("Mr. Maduro", "Nicolás Maduro")
    'Mr. Maduro'
    >>> _alias("The U.S.", "United States")
    'U.S.'
    >>> _alias("His company", "Chevron"), _alias("the virus", "avian influenza"), _alias("bird flu", "avian influenza")
    (None, None, 'bird flu')
    >>> _alias("NAIROBI", "Nairobi") is None
    True
    """
    words = text.split()
    in_capitals = text.isupper() and text.casefold() == label.casefold()  # of a dateline
    if in_capitals or " ".join(words) == label:
        return None
    while words and words[0].casefold() in _POINTERS:
        del words[0]
    alias = " ".join(words)
    is_pointer = len(words) < len(text.split()) and not _is_namelike(alias)
    if is_pointer or (_is_namelike(label) and not _is_namelike(alias)):
        return None
    return alias or None


def _is_namelike(text: str) -> bool:
    return any(c.isupper() or c.isdigit() for c in text)
