"""The MEANTIME set: entities, events with their attributes, participants, and times of Wikinews articles.

Only what begins in the part of an article that is annotated in full is compared. Errors are looked at in ``airbus``
alone; ``apple`` is never read for that, so its figures are the honest ones.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from evaluation import meantime, timexes
from evaluation.alignment import Alignment
from evaluation.coreference import Coreferences
from evaluation.factuality import Attributes
from evaluation.participants import Participants
from kg.evaluate.measures import Matches, Measure
from kg.evaluate.reader import Read, Reader
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.extract.standing.attribution import voices
from kg.extract.standing.status import Judge
from kg.learned.reader import NetworkReader
from kg.model import Event, Mention, SegmentKind
from kg.ontology import Ontology

# What the corpus calls a class of the ontology; the first that fits.
_TYPES: Final = (
    ("Person", "PER"),
    ("PeopleGroup", "PER"),
    ("Organization", "ORG"),
    ("Place", "LOC"),
    ("Product", "PRO"),
    ("Currency", "FIN"),
    ("StockIndex", "FIN"),
)
_CORPORA: Final = ("airbus", "apple")


@dataclass(slots=True)
class Scores:
    """What is found and what is right, over the articles of one corpus or of all."""

    mentions: Matches = field(default_factory=Matches)
    typed: Matches = field(default_factory=Matches)
    names: Matches = field(default_factory=Matches)
    events: Matches = field(default_factory=Matches)
    coreferences: Coreferences = field(default_factory=Coreferences)
    attributes: Attributes = field(default_factory=Attributes)
    times: timexes.Times = field(default_factory=timexes.Times)
    participants: Participants = field(default_factory=Participants)

    def measures(self, suffix: str = "") -> Iterator[Measure]:
        """Yield all measures, SUFFIX in their names."""
        yield self.mentions.measure(f"mentions of entities, heads{suffix}")
        yield self.typed.measure(f"mentions of entities, heads and types{suffix}")
        yield Measure(
            name=f"names that are mentions, recall{suffix}",
            value=self.names.recall,
            gold=self.names.gold,
        )
        yield from self.coreferences.measures(suffix)
        yield self.events.measure(f"events found, trigger heads{suffix}")
        yield from self.attributes.measures(suffix)
        yield from self.times.measures(suffix)
        yield from self.participants.measures(suffix)


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield the measures over all articles, then those of each corpus alone."""
    articles = list(meantime.read(folder))
    whole = Scores()
    parts = {corpus: Scores() for corpus in _CORPORA}
    for article, read in zip(articles, reader.read(a.document for a in articles), strict=True):
        for scores in (whole, parts.get(article.corpus, Scores())):
            add(scores, article, read, reader.ontology, reader.network)
    yield from whole.measures()
    for corpus, scores in parts.items():
        yield from scores.measures(f" ({corpus})")


def add(
    scores: Scores,
    article: meantime.Article,
    read: Read,
    ontology: Ontology,
    network: NetworkReader | None = None,
) -> None:
    """Compare one article with what was found in it."""
    aligned = Alignment(read)
    _mentions(scores, article, aligned, read, ontology)
    _events(scores, article, aligned, read, ontology)
    scores.participants.add(article, aligned, Reading(read.doc, ontology), network)
    prose = next(s.end for s in article.document.segments if s.kind is SegmentKind.DATELINE)
    gold = [
        t for t in timexes.scored(article.times) if t.start >= prose or t.end <= _headline(article)
    ]
    found = [f for f in timexes.found_in(aligned) if article.is_annotated(f.start)]
    scores.times.add(gold, found, article.document.text)


def _headline(article: meantime.Article) -> int:
    return article.document.segments[0].end


def _mentions(
    scores: Scores, article: meantime.Article, aligned: Alignment, read: Read, ontology: Ontology
) -> None:
    """Compare heads; where mentions share one, as an apposition and the whole phrase do, it counts once."""
    gold: dict[int, set[str | None]] = {}
    names = set()
    for mention in article.mentions:
        if not article.is_annotated(mention.start) or mention.kind == "CONJ":
            continue
        head = aligned.head(*(mention.head or (mention.start, mention.end)))
        if head is not None:
            gold.setdefault(head.i, set()).add(mention.type)
            if mention.kind in ("NAM", "PRE.NAM"):
                names.add(head.i)
    found: dict[int, set[str | None]] = {}
    for each in read.extraction.mentions:
        head = aligned.head(each.span.start, each.span.end)
        if head is not None and article.is_annotated(each.span.start) and each.type != "Position":
            found.setdefault(head.i, set()).add(_type(each, ontology))
    sizes = (len(found), len(gold))
    both = gold.keys() & found.keys()
    scores.mentions += Matches(len(both), *sizes)
    scores.typed += Matches(sum(1 for i in both if gold[i] & found[i]), *sizes)
    scores.names += Matches(len(names & found.keys()), len(found), len(names))


def _type(mention: Mention, ontology: Ontology) -> str:
    return next((code for name, code in _TYPES if ontology.is_a(mention.type, name)), "PRO")


def _events(
    scores: Scores, article: meantime.Article, aligned: Alignment, read: Read, ontology: Ontology
) -> None:
    reading = Reading(read.doc, ontology)
    fillers = Fillers(reading)
    scores.coreferences.add(article, aligned, fillers.coreference)
    judge = Judge(reading, fillers, voices(reading))
    gold = set()
    for event in article.events:
        head = aligned.head(event.start, event.end)
        if head is None or not article.is_annotated(event.start):
            continue
        gold.add(head.i)
        scores.attributes.add(event, head, judge)
    found = {
        head.i
        for claim in read.extraction.claims
        if isinstance(claim.content, Event)
        and article.is_annotated(claim.content.trigger.start)
        and (head := aligned.head(claim.content.trigger.start, claim.content.trigger.end))
    }
    scores.events += Matches(len(gold & found), len(found), len(gold))
