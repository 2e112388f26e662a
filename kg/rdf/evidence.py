"""What stands behind a fact, in a few values: the articles, the best confidence, a sentence, who says so."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.ontology import Ontology
from kg.rdf.outlets import outlets
from kg.rdf.statements import stated
from kg.rdf.terms import LABEL, node

_STATUS: Final = node("kg", "status")
_ASSERTED: Final = node("kg", "Asserted")
_CONFIDENCE: Final = node("kg", "confidence")
_EVIDENCE: Final = node("kg", "evidence")
_ARTICLE: Final = node("prov", "wasDerivedFrom")
_EVENT: Final = node("kg", "event")
_ENDED: Final = node("kg", "ended")
_SPEAKER: Final = node("kg", "attributedTo")
_RELAY: Final = node("kg", "relayedBy")
_WORDS: Final = node("nif", "anchorOf")
_AT: Final = node("kg", "validTime")
_FROM: Final = node("kg", "validFrom")
_UNTIL: Final = node("kg", "validUntil")
_OF_CLAIMS: Final = frozenset(
    {
        _STATUS,
        _CONFIDENCE,
        _EVIDENCE,
        _ARTICLE,
        _EVENT,
        _ENDED,
        _SPEAKER,
        _RELAY,
        _AT,
        _FROM,
        _UNTIL,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Who supports something: articles by IRI, the outlets behind them, the surest sentence, who says it in there."""

    articles: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()  # of the articles; a copy has that of its original
    confidence: float | None = None
    sentence: str | None = None
    status: str = "Asserted"
    speakers: tuple[str, ...] = ()  # the nearest to the words first
    ended: bool = False
    valid: tuple[str | None, str | None] | None = None  # since when it holds, and up to when

    @property
    def support(self) -> int:
        """How many outlets say so, each counted once, whoever prints the same text."""
        return len(self.outlets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim of the graph: what it states or which event it is about, and its evidence."""

    iri: NamedNode
    triple: Triple | None
    events: frozenset[NamedNode]
    evidence: Evidence
    supports: bool  # what it states is a fact if it is true


@dataclass(frozen=True, slots=True)
class Claims:
    """All claims of a graph, and what supports what."""

    of_triples: Mapping[Triple, tuple[Claim, ...]]
    of_events: Mapping[NamedNode, tuple[Claim, ...]]
    all: tuple[Claim, ...]

    def behind(self, triple: Triple) -> Evidence:
        """Return what supports TRIPLE, a fact."""
        return together(self.of_triples.get(triple, ()))

    def behind_event(self, event: NamedNode) -> Evidence:
        """Return what supports EVENT and every role in it."""
        return together(self.of_events.get(event, ()))


def together(claims: Iterable[Claim]) -> Evidence:
    """Return the evidence of several claims as one: all articles, and the surest sentence.

    >>> together([])
    Evidence(articles=(), outlets=(), confidence=None, sentence=None, status='Asserted', speakers=(), ... valid=None)
    """
    ranked = sorted(claims, key=lambda each: (-(each.evidence.confidence or 0.0), each.iri.value))
    if not ranked:
        return Evidence()
    best = ranked[0].evidence
    articles = {article for each in ranked for article in each.evidence.articles}
    return Evidence(
        articles=tuple(sorted(articles)),
        outlets=tuple(sorted({outlet for each in ranked for outlet in each.evidence.outlets})),
        confidence=best.confidence,
        sentence=best.sentence,
        status=best.status,
        speakers=best.speakers,
        ended=best.ended,
        valid=next((r.evidence.valid for r in ranked if r.evidence.valid), None),
    )


def claims_of(quads: frozenset[Quad], ontology: Ontology) -> Claims:
    """Return the claims of QUADS, whichever form their statements have."""
    triples = {claim: triple for (claim, _), triple in stated(quads).items()}
    known, names, words = _gathered(quads)
    outlet = outlets(quads)
    former = {
        NamedNode(ontology.iri(each.ended_as))
        for each in ontology.properties.values()
        if each.ended_as
    }
    found: list[Claim] = []
    for subject in sorted((each for each in known if _STATUS in known[each]), key=str):
        triple = triples.get(subject)
        evidence = _evidence(known[subject], names, words, outlet)
        holds = not evidence.ended or (triple is not None and triple.predicate in former)
        found.append(
            Claim(
                iri=subject,
                triple=triple,
                events=frozenset(
                    term for term in known[subject].get(_EVENT, ()) if isinstance(term, NamedNode)
                ),
                evidence=evidence,
                supports=holds and evidence.status == "Asserted",
            )
        )
    return _indexed(found)


Said = dict[NamedNode, list[NamedNode | Literal]]


def _gathered(
    quads: Iterable[Quad],
) -> tuple[dict[NamedNode, Said], dict[NamedNode, str], dict[NamedNode, str]]:
    """Return what is said of claims, what things are called, and the words of stretches of text."""
    known: dict[NamedNode, Said] = {}
    names: dict[NamedNode, str] = {}
    words: dict[NamedNode, str] = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode) or not isinstance(value, NamedNode | Literal):
            continue
        if quad.predicate in _OF_CLAIMS:
            known.setdefault(subject, {}).setdefault(quad.predicate, []).append(value)
        elif quad.predicate == LABEL:
            names[subject] = min(value.value, names.get(subject, value.value))
        elif quad.predicate == _WORDS:
            words[subject] = min(value.value, words.get(subject, value.value))
    return known, names, words


def _evidence(
    said: Said,
    names: Mapping[NamedNode, str],
    words: Mapping[NamedNode, str],
    outlet: Callable[[str], str],
) -> Evidence:
    articles = sorted({term.value for term in said.get(_ARTICLE, ())})
    places = sorted(term.value for term in said.get(_EVIDENCE, ()))
    speakers = [term for role in (_SPEAKER, _RELAY) for term in sorted(said.get(role, ()), key=str)]
    sentence = next(
        (words[NamedNode(place)] for place in places if NamedNode(place) in words), None
    )
    return Evidence(
        articles=tuple(articles),
        outlets=tuple(sorted(set(map(outlet, articles)))),
        confidence=max((float(term.value) for term in said.get(_CONFIDENCE, ())), default=None),
        sentence=sentence and one_line(sentence),
        status=min(_local(term.value) for term in said[_STATUS]),
        speakers=tuple(
            one_line(names.get(term, term.value)) if isinstance(term, NamedNode) else term.value
            for term in speakers
        ),
        ended=any(term.value == "true" for term in said.get(_ENDED, ())),
        valid=_valid(said),
    )


def _valid(said: Said) -> tuple[str | None, str | None] | None:
    since, until = (
        min((term.value for each in (end, _AT) for term in said.get(each, ())), default=None)
        for end in (_FROM, _UNTIL)
    )
    return (since, until) if since or until else None


def _indexed(found: Iterable[Claim]) -> Claims:
    of_triples: dict[Triple, tuple[Claim, ...]] = {}
    of_events: dict[NamedNode, tuple[Claim, ...]] = {}
    every = tuple(found)
    for each in every:
        if not each.supports:
            continue
        if each.triple is not None:
            of_triples[each.triple] = (*of_triples.get(each.triple, ()), each)
        for event in each.events:
            of_events[event] = (*of_events.get(event, ()), each)
    return Claims(of_triples=of_triples, of_events=of_events, all=every)


def one_line(text: str) -> str:
    r"""Return TEXT on one line, since rows of tables and labels of graphs have no other.

    >>> one_line("He said:\n“No.”")
    'He said: “No.”'
    """
    return " ".join(text.split())


def _local(name: str) -> str:
    return name[max(name.rfind("#"), name.rfind("/")) + 1 :]
