"""Link by name: mentions with one canonical name and one kind mean one entity.

The IRI is a function of what the entity is: the id in the knowledge base where the gazetteer has
one, else name and kind, else the description and the document that gives it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from kg import iri
from kg.model import Content, Entity, Extraction, Mention, Relation
from kg.ontology import Ontology, Term

_WIKIDATA: Final = "http://www.wikidata.org/entity/"

# Words that stand for a thing without naming it, alone or before what describes it.
_POINTING: Final = (
    "the a an i me my mine we us our ours you your yours he him his she her hers it its they them "
    "their theirs himself herself itself themselves ourselves myself yourself who whom whose which "
    "that this these those one ones another each other both all some any none many few several "
    "such same former latter there here"
)
_POINTERS: Final = frozenset(_POINTING.split())


def mentions(extraction: Extraction) -> frozenset[Mention]:
    """Return every mention that EXTRACTION speaks of, in claims and in what did not pass."""
    found = set(extraction.mentions)
    for claim in extraction.claims:
        found.update(_in(claim.content), claim.speakers)
        if claim.event:
            found.update(_in(claim.event))
    for rejected in extraction.rejections:
        found.update(_in(rejected.content))
    return frozenset(found)


def _in(content: Content) -> Iterator[Mention]:
    if isinstance(content, Relation):
        fillers: Iterable[object] = (content.subject, content.object)
    else:
        fillers = (argument.filler for argument in content.arguments)
    return (filler for filler in fillers if isinstance(filler, Mention))


def link(
    mentions: Iterable[Mention], ontology: Ontology, base: str = iri.BASE
) -> Mapping[Mention, Entity]:
    """Return the entity that each of the MENTIONS of one document means.

    Order and repeats do not matter: what an entity is called depends on the set alone.
    """
    groups: dict[str, set[Mention]] = defaultdict(set)
    for mention in mentions:
        groups[_iri(mention, _term(mention, ontology), ontology, base)].add(mention)
    linked: dict[Mention, Entity] = {}
    for name, group in groups.items():
        term = next(filter(None, (_term(mention, ontology) for mention in group)), None)
        linked.update(dict.fromkeys(group, _entity(name, group, term)))
    return linked


def _term(mention: Mention, ontology: Ontology) -> Term | None:
    """Return the thing of the gazetteer that MENTION means; kinds of nouns are no things.

    A name that nobody looked up is the gazetteer's if it has one thing of that class and name.
    """
    if mention.concept is not None:
        term = ontology.keys.get(mention.concept)
        return term if term and not term.denotes else None
    known = _by_name(ontology).get((_name(mention), mention.type), ()) if mention.named else ()
    return known[0] if len(known) == 1 else None


@lru_cache(maxsize=4)
def _by_name(ontology: Ontology) -> Mapping[tuple[str, str], tuple[Term, ...]]:
    """Return the things of the gazetteer by name and class; several where a name has several."""
    found: dict[tuple[str, str], tuple[Term, ...]] = {}
    for term in ontology.terms:
        for label in dict.fromkeys(term.labels):
            if not term.denotes:
                found[label, term.type] = (*found.get((label, term.type), ()), term)
    return found


def _iri(mention: Mention, term: Term | None, ontology: Ontology, base: str) -> str:
    name, kind = _name(mention), _kind(mention.type, ontology)
    if term and term.wikidata:
        return iri.known_entity(base, term.label, term.wikidata)
    if term:
        return iri.entity(base, term.label, _kind(term.type, ontology))
    if mention.named:
        return iri.entity(base, name, kind)
    return iri.described_entity(base, name, kind, mention.span.document)


def _name(mention: Mention) -> str:
    return " ".join((mention.name if mention.name.strip() else mention.text).split())


def _kind(name: str, ontology: Ontology) -> str:
    known = ontology.classes.get(name)
    return (known.iri_kind if known else None) or "thing"


def _entity(name: str, group: set[Mention], term: Term | None) -> Entity:
    label = term.label if term else _most(map(_name, group))
    demonyms = set(term.demonyms) if term else set()
    seen = {alias for mention in group for alias in [_alias(mention.text, label)] if alias}
    names = set() if term else set(map(_name, group))
    return Entity(
        iri=name,
        type=term.type if term else _most(mention.type for mention in group),
        label=label,
        aliases=frozenset((seen | names) - demonyms - {label}),
        same_as=frozenset({_WIKIDATA + term.wikidata} if term and term.wikidata else ()),
        described=term is None and not any(mention.named for mention in group),
        number=min(
            filter(None, (each.number for each in group)), key=lambda n: n.span, default=None
        ),
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
    >>> _alias("His company", "Chevron") is None
    True
    """
    words = text.split()
    if " ".join(words) == label:
        return None
    while words and words[0].casefold() in _POINTERS:
        del words[0]
    alias = " ".join(words)
    if _is_namelike(label) and not _is_namelike(alias):
        return None
    return alias or None


def _is_namelike(text: str) -> bool:
    return any(c.isupper() or c.isdigit() for c in text)
