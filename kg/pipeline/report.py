"""What a build did: counted, so that nothing is skipped in silence."""

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from kg.counts import Counts as Numbers
from kg.extract import term_of
from kg.model import Claim, Document, Entity, Event, Extraction, Status
from kg.ontology import Ontology
from kg.plurals import counted
from kg.proposals import ProposalReport, Proposals
from kg.sources import Copy, LeftOut, OtherLanguage

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be taken in, and why, in one line."""

    document: str
    message: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """A text that gave way to another one under the same name: where it was read, and where the other one was.

    >>> str(Replaced("a.jsonl:1", "a.jsonl:2")), str(Replaced("a.jsonl:1", "b.jsonl:1", store="out/news"))
    ('a.jsonl:1 by a.jsonl:2', 'a.jsonl:1 in out/news by b.jsonl:1')
    """

    document: str
    by: str
    store: str | None = None  # where it was before this build

    def __str__(self) -> str:
        place = f" in {self.store}" if self.store else ""
        return f"{self.document}{place} by {self.by}"


@dataclass(frozen=True, slots=True)
class Gone:
    """A file that is not there any more, and the articles of the store that no other file has."""

    file: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted in one document."""

    characters: int
    characters_prose: int
    sentences: int
    sentences_with_claims: int
    numbers: int  # said of predicates that became claims
    numbers_lost: int  # of these, those that the claims do not tell
    rejected: int
    entities: Mapping[str, str]  # IRI -> class
    claims: Mapping[str, int]  # status -> how many
    general: int  # of the claims, those of events of general classes
    unknown: Mapping[str, int]
    yours: Mapping[str, int]  # claims in terms of the user's ontology, by label
    withheld: Mapping[str, int]  # claims that shapes keep out of the facts, by why
    withheld_in: Mapping[str, tuple[str, int, str]]  # of each why a place and its sentence
    undated: str | None = None  # where the document was read, if it has no date
    retracted: str | None = None  # where it was read, if its outlet has withdrawn it
    became: tuple[Proposals, ...] = ()  # of what a language model proposed, section by section

    @property
    def is_whole(self) -> bool:
        """Whether a language model that was asked has answered about every sentence."""
        return not any(each.usage.missing for each in self.became)

    def __str__(self) -> str:
        claims, entities = sum(self.claims.values()), len(self.entities)
        return (
            f"{counted(self.sentences, 'sentence')}, {counted(claims, 'claim')}, "
            f"{counted(entities, 'entity', 'entities')}, {self.rejected:,} rejected"
        )


@dataclass(slots=True, kw_only=True)
class Report:
    """The counts of a whole build. FACTS and TRIPLES are those of the finished graph.

    ONTOLOGY are the triples of the ontology that go along, ENRICHMENT those that say what a knowledge base says;
    TRIPLES has neither.

    >>> Report(documents=2, sentences=4, sentences_with_claims=3, facts=5, triples=90)
    <Report: 2 documents, 5 facts, 0 claims, coverage 75%, 0 failures>
    """

    documents: int = 0
    entities: dict[str, int] = field(default_factory=dict)
    facts: int = 0
    events: int = 0
    claims: dict[str, int] = field(default_factory=dict)
    general: int = 0
    rejected: int = 0
    sentences: int = 0
    sentences_with_claims: int = 0
    numbers: int = 0
    numbers_lost: int = 0
    characters: int = 0
    characters_prose: int = 0
    triples: int = 0
    ontology: int = 0
    enrichment: int = 0
    unknown_predicates: dict[str, int] = field(default_factory=dict)
    yours: dict[str, int] = field(default_factory=dict)  # claims in your own terms, by label
    withheld: dict[str, int] = field(default_factory=dict)  # claims that shapes keep out, by why
    withheld_in: dict[str, str] = field(default_factory=dict)  # of each why the sentence of one
    undated: tuple[str, ...] = ()  # documents without a date, by where they were read
    retracted: tuple[str, ...] = ()  # documents that their outlets have withdrawn, likewise
    failures: tuple[Failure, ...] = ()
    unchanged: int = 0  # documents that the store has already, and that were not read again
    anew: dict[str, int] = field(default_factory=dict)  # why others were, and how many
    copies: int = 0  # of documents that were read or are unchanged
    other_languages: tuple[str, ...] = ()  # articles that are not English, by where they were read
    replaced: tuple[Replaced, ...] = ()  # texts that gave way to others of their name
    left_out: tuple[LeftOut, ...] = ()  # files of folders that were not read
    gone: tuple[Gone, ...] = ()  # files that are not there any more, and their articles here
    proposals: ProposalReport | None = None  # of a language model, if one was asked

    @property
    def is_empty(self) -> bool:
        """Whether no document was read, and none was found unchanged: there is nothing to write.

        >>> Report().is_empty, Report(unchanged=3).is_empty
        (True, False)
        """
        return not self.documents and not self.unchanged

    @property
    def unanswered(self) -> str:
        """What a language model that was asked did not answer, and why, in one line; empty where nothing is missing.

        >>> Report(documents=2).unanswered
        ''
        """
        return self.proposals.lack if self.proposals is not None else ""

    def __repr__(self) -> str:
        return (
            f"<Report: {counted(self.documents, 'document')}, {counted(self.facts, 'fact')}, "
            f"{counted(sum(self.claims.values()), 'claim')}, coverage {self.coverage:.0%}, "
            f"{counted(len(self.failures), 'failure')}>"
        )

    def _repr_html_(self) -> str:
        """Return the counts and the failures as HTML, for a notebook."""
        from kg.pipeline.display import report_html

        return report_html(self)

    @property
    def coverage(self) -> float:
        """The share of sentences that carry a claim, from 0 to 1.

        >>> Report(sentences=4, sentences_with_claims=3).coverage
        0.75
        """
        return self.sentences_with_claims / self.sentences if self.sentences else 0.0

    @property
    def triples_per_fact(self) -> float:
        """How many triples the graph spends on one fact, its provenance included.

        >>> Report(facts=5, triples=90).triples_per_fact
        18.0
        """
        return self.triples / self.facts if self.facts else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the report as plain values for JSON.

        >>> Report(documents=2, facts=5, triples=90).to_dict()["triples_per_fact"]
        18.0
        """
        plain = asdict(self)
        plain["coverage"] = round(self.coverage, 4)
        plain["triples_per_fact"] = round(self.triples_per_fact, 2)
        return plain


def tally(
    document: Document,
    found: Iterable[Extraction],
    entities: Mapping[Any, Entity],
    ontology: Ontology,
) -> Tally:
    """Count what was FOUND in one DOCUMENT, in each of its sections, by the terms of ONTOLOGY."""
    claims: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    yours: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    became: list[Proposals] = []
    withheld: list[Claim] = []
    for each in found:
        became += [each.became] if each.became.usage.asked else []
        withheld += (claim for claim in each.claims if claim.withheld)
        claims.update(claim.status.value for claim in each.claims)
        unknown.update(each.unknown)
        yours.update(t.label for c in each.claims if (t := term_of(c, ontology)) and t.own)
        counts.update(
            general=sum(map(_is_general, each.claims)),
            sentences=len(set(each.sentences)),
            sentences_with_claims=len({claim.evidence for claim in each.claims}),
            numbers=len(each.numbers) + len(each.numbers_lost),
            numbers_lost=len(each.numbers_lost),
            rejected=len(each.rejections),
        )
    prose = sum(
        segment.end - segment.start for segment in document.segments if segment.kind.is_prose
    )
    return Tally(
        characters=len(document.text),
        characters_prose=prose,
        entities={entity.iri: entity.type for entity in entities.values()},
        claims=claims,
        unknown=unknown,
        yours=yours,
        withheld=Counter(claim.withheld for claim in withheld),
        withheld_in=_places(document, withheld),
        undated=None if document.published else document.source,
        retracted=document.source if document.retracted else None,
        became=tuple(became),
        **counts,
    )


def _places(document: Document, withheld: Iterable[Claim]) -> dict[str, tuple[str, int, str]]:
    """Return for each reason why claims of DOCUMENT are WITHHELD the first place, and its sentence on one line."""
    found: dict[str, tuple[str, int, str]] = {}
    for claim in withheld:
        start, end = claim.evidence.start, claim.evidence.end
        place = (document.id, start, " ".join(document.text[start:end].split()))
        found[claim.withheld] = min(place, found.get(claim.withheld, place))
    return found


def _is_general(claim: Claim) -> bool:
    return isinstance(claim.content, Event) and claim.content.predicate is not None


class Counts:
    """Adds up the tallies of a build, whatever their order."""

    def __init__(self) -> None:
        self._report = Report()
        self._entities: dict[str, str] = {}
        self._claims: Counter[str] = Counter()
        self._unknown: Counter[str] = Counter()
        self._yours: Counter[str] = Counter()
        self._withheld: Counter[str] = Counter()
        self._withheld_in: dict[str, tuple[str, int, str]] = {}
        self._failures: list[Failure] = []
        self._undated: list[str] = []
        self._retracted: list[str] = []
        self._anew: Counter[str] = Counter()
        self._replaced: list[Replaced] = []
        self.left_out: list[LeftOut] = []
        self.gone: tuple[Gone, ...] = ()
        self.unchanged = 0
        self._copies = 0
        self._other_languages: list[str] = []

    @property
    def done(self) -> int:
        """How many documents were seen to."""
        passed = self.unchanged + self._copies + len(self._other_languages)
        replaced = sum(not each.store for each in self._replaced)
        return self._report.documents + len(self._failures) + passed + replaced

    def left(self, copy: Copy) -> None:
        """Add a COPY, or a text that gives way to another one of its name."""
        if copy.replaced_by is None:
            self._copies += 1
        else:
            self.replace(Replaced(copy.source, copy.replaced_by))

    def pass_over(self, article: OtherLanguage) -> None:
        """Add an ARTICLE in another language."""
        _log.info("%s: is not English; passed over", article.source)
        self._other_languages.append(article.source)

    def replace(self, replaced: Replaced) -> None:
        """Add a text that gives way to another one of its name."""
        self._replaced.append(replaced)

    def anew(self, reasons: Iterable[str]) -> None:
        """Note why a document that the store has is read again."""
        self._anew.update(reasons)

    def add(self, counted: Tally) -> None:
        """Add one document."""
        report = self._report
        report.documents += 1
        report.characters += counted.characters
        report.characters_prose += counted.characters_prose
        report.sentences += counted.sentences
        report.sentences_with_claims += counted.sentences_with_claims
        report.numbers += counted.numbers
        report.numbers_lost += counted.numbers_lost
        report.rejected += counted.rejected
        report.general += counted.general
        self._entities.update(counted.entities)
        self._claims.update(counted.claims)
        self._unknown.update(counted.unknown)
        self._yours.update(counted.yours)
        self._withheld.update(counted.withheld)
        for why, place in counted.withheld_in.items():
            self._withheld_in[why] = min(place, self._withheld_in.get(why, place))
        self._undated += [counted.undated] if counted.undated else []
        self._retracted += [counted.retracted] if counted.retracted else []
        for each in counted.became:
            report.proposals = report.proposals or ProposalReport()
            report.proposals.add(each)

    def fail(self, failure: Failure) -> None:
        """Add a document that could not be taken in."""
        self._failures.append(failure)

    def report(self, finished: Numbers) -> Report:
        """Return the sum; FINISHED is counted on the finished graph."""
        report = self._report
        report.entities = dict(sorted(Counter(self._entities.values()).items()))
        report.claims = {
            status.value: self._claims[status.value]
            for status in Status
            if self._claims[status.value]
        }
        report.unknown_predicates = dict(
            sorted(self._unknown.items(), key=lambda item: (-item[1], item[0]))
        )
        report.yours = dict(sorted(self._yours.items(), key=lambda item: (-item[1], item[0])))
        report.withheld = dict(sorted(self._withheld.items(), key=lambda item: (-item[1], item[0])))
        report.withheld_in = {why: self._withheld_in[why][2] for why in report.withheld}
        report.undated = tuple(sorted(self._undated))
        report.retracted = tuple(sorted(self._retracted))
        report.failures = tuple(
            sorted(self._failures, key=lambda failure: (failure.document, failure.message))
        )
        report.unchanged, report.copies = self.unchanged, self._copies
        report.other_languages = tuple(sorted(self._other_languages))
        report.left_out, report.gone = tuple(self.left_out), self.gone
        failed = {failure.document for failure in self._failures}
        # What a store had stays where the text that should take its place failed.
        report.replaced = tuple(
            each for each in self._replaced if not (each.store and each.by in failed)
        )
        report.anew = dict(sorted(self._anew.items(), key=lambda item: (-item[1], item[0])))
        report.facts, report.events = finished.facts, finished.events
        report.triples, report.ontology = finished.triples, finished.ontology
        report.enrichment = finished.enrichment
        return report
