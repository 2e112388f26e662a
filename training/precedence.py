"""Measures who is right where rules and network meet, on real articles that were not trained on.

The table that follows is ``kg.learned.precedence``'s: for each kind of proposal, of predicate and label the probability
from which on it is best to believe the network. What types or the place in the sentence rule out is no case. Annotators
agree four times in five, and of roles of which one in two is annotated three in four are right to a reader: the bars
are lower than what passes them is right.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Final

from evaluation.corpus import Said, annotated, found, read_passages, same, takes_part, touches
from evaluation.corpusfile import load
from kg.evaluate.reader import Read, Reader
from kg.extract import RULES
from kg.extract.interpretation.network import Network
from kg.extract.interpretation.roles import directed
from kg.extract.interpretation.seen import Evoking, predicate
from kg.extract.reading import Reading
from kg.extract.reference.fillers import Fillers
from kg.learned.precedence import ANY, DEFAULTS, NEVER, Precedence, Predicate, Proposal, Row
from kg.learned.reader import NetworkReader
from kg.model import Status
from kg.ontology import Ontology

_BAR: Final = {  # what is added must be right so often; where both speak, the network more often than the rules
    Proposal.EVENT: 0.75,
    Proposal.BARE: 0.75,
    Proposal.ROLE: 0.6,
    Proposal.MORE: 0.6,
    Proposal.FILLER: 0.7,
    Proposal.RELATION: 0.8,
    Proposal.UNSURE_EVENT: 0.5,
}
_FEWEST: Final = 30  # cases of a line of its own
_MOST: Final = (
    0.9  # of the cases of the more general line: a line with more says nothing of its own
)
_PULL: Final = (
    30.0  # cases that the more general line counts for: thirty of one's own are mostly chance
)
_LOWEST: Final = (
    0.5  # what the rules say gives way to nothing that is less likely than its opposite
)
_GRID: Final = tuple(round(0.15 + 0.05 * k, 2) for k in range(17))  # 0.15 to 0.95
_TWO: Final = 2
_LIKELY: Final = DEFAULTS[Proposal.ROLE, ANY, ANY]  # roles that make an event one of two things
_EVERYTHING: Final = Precedence({(proposal, ANY, ANY): 0.0 for proposal in Proposal})

Gains = tuple[float, ...]  # by the limits of the grid


@dataclass(frozen=True, slots=True)
class Case:
    """One proposal: how sure the network was, and who was right; RULES is None where they said nothing."""

    proposal: Proposal
    predicate: str
    label: str
    chance: float
    network: bool
    rules: bool | None = None


def table(folder: Path, reader: NetworkReader, part: str = "dev") -> list[Row]:
    """Return the table by the real articles of a PART of the corpus in FOLDER."""
    return rows(cases(folder, reader, part))


def cases(folder: Path, network: NetworkReader, part: str) -> Iterator[Case]:
    """Yield all proposals in the real articles of a PART."""
    reader = Reader(extractors=(RULES,), network=network)
    chosen = [p for p in load(folder, reader.ontology) if p.part == part and p.is_real]
    for passage, read in read_passages(chosen, reader):
        yield from _Article(annotated(passage, reader.ontology), read, reader.ontology).cases()


class _Article:
    """One article: what is annotated, what the rules found, and what the network says."""

    def __init__(self, gold: Sequence[Said], read: Read, ontology: Ontology) -> None:
        self.ontology = ontology
        self.gold = gold
        self.told = found(read.extraction)
        reading = Reading(read.doc, ontology)
        self.network = Network(reading, Fillers(reading))
        self.network.precedence = _EVERYTHING

    def cases(self) -> Iterator[Case]:
        for evoking in self.network.evoking.values():
            yield from self._event(evoking)
        yield from self._relations()

    def _event(self, evoking: Evoking) -> Iterator[Case]:
        token, kind = evoking.token, predicate(evoking.token)
        place = (token.idx, token.idx + len(token.text))
        gold = [g for g in self.gold if g.trigger and touches(g.trigger, place)]
        told = [f for f in self.told if f.trigger and touches(f.trigger, place)]
        right = any(g.kind == evoking.type for g in gold)
        if not told:
            likely = sum(chance >= _LIKELY for *_, chance in evoking.roles)
            proposal = Proposal.EVENT if likely >= _TWO else Proposal.BARE
            yield Case(proposal, kind, ANY, evoking.chance, right)
            yield Case(Proposal.UNSURE_EVENT, kind, ANY, evoking.chance, right)
            if right:
                for said, chance, fits in self._said(evoking):
                    is_part = self._takes_part(gold, said)
                    if fits:
                        yield Case(Proposal.ROLE, kind, said.roles[0][0], chance, is_part)
            return
        own = next((f for f in told if self._alike(f.kind, evoking.type)), None)
        if own is None:
            ours = any(g.kind == f.kind for g in gold for f in told)
            yield Case(Proposal.CLASS, kind, ANY, evoking.chance, right, ours)
        elif gold:
            yield from self._same_event(evoking, own, gold)

    def _same_event(self, evoking: Evoking, own: Said, gold: Sequence[Said]) -> Iterator[Case]:
        kind = predicate(evoking.token)
        meant = next((g for g in gold if g.kind == own.kind), gold[0])
        is_fact = evoking.status is Status.ASSERTED
        if evoking.status is not own.status and (kind is Predicate.NOUN or not is_fact):
            right, ours = (meant.status is each.status for each in (evoking, own))
            proposal = Proposal.FACT if is_fact else Proposal.STATUS
            yield Case(proposal, kind, str(evoking.status), evoking.certainty, right, ours)
        for said, chance, fits in self._said(evoking):
            (role, place) = said.roles[0]
            right = self._takes_part(gold, said)
            taken = [name for name, other in own.roles if touches(other, place)]
            if any(self._alike(name, role) for name in taken):
                continue
            if taken and not fits:
                continue
            if taken:
                theirs = Said(own.kind, own.trigger, ((taken[0], place),), own.status)
                ours = self._takes_part(gold, theirs)
                yield Case(Proposal.MOVE, kind, role, chance, right, ours)
            elif fits:
                filled = any(self._alike(name, role) for name, _ in own.roles)
                yield Case(Proposal.FILLER if filled else Proposal.MORE, kind, role, chance, right)

    def _relations(self) -> Iterator[Case]:
        gold = [g for g in self.gold if not g.trigger]
        told = [f for f in self.told if not f.trigger]
        for related in self.network.relations():
            relation = related.found.relation
            ends = [(e.span.start, e.span.end) for e in (relation.subject, relation.object)]
            roles = (("subject", ends[0]), ("object", ends[1]))
            said = Said(relation.predicate, None, roles, related.status)
            if any(same(other, said, self.ontology) for other in told):
                continue
            right = any(same(other, said, self.ontology) for other in gold)
            label = relation.predicate
            yield Case(Proposal.RELATION, related.ends, label, related.chance, right)

    def _said(self, evoking: Evoking) -> Iterator[tuple[Said, float, bool]]:
        """Yield each role of the network as an event of its own, its probability, and whether it can be filled so."""
        token = evoking.token
        trigger = (token.idx, token.idx + len(token.text))
        for role, head, chance in evoking.roles:
            place = (head.idx, head.idx + len(head.text))
            fits = bool(self.network.values(evoking, directed(role, head), head))
            yield Said(evoking.type, trigger, ((role, place),), evoking.status), chance, fits

    def _takes_part(self, gold: Iterable[Said], said: Said) -> bool:
        return any(takes_part(each, said, self.ontology) for each in gold)

    def _alike(self, one: str, other: str) -> bool:
        return self.ontology.is_a(one, other) or self.ontology.is_a(other, one)


def rows(cases: Iterable[Case]) -> list[Row]:
    """Return the lines that enough CASES stand behind, each with the best limit for them.

    A kind of proposal of which there are too few has its default.

    >>> seen = [Case(Proposal.ROLE, "verb", "agent", 0.8, True)] * 29
    >>> seen.append(Case(Proposal.ROLE, "noun", "agent", 0.4, False))
    >>> [(row.predicate, row.label, row.least, row.network) for row in rows(seen)]
    [('*', '*', 0.8, 29)]
    >>> [(row.predicate, row.least, row.network) for row in rows(seen[20:])]
    [('*', 0.65, 9)]
    """
    grouped: dict[tuple[Proposal, str, str], list[Case]] = defaultdict(list)
    for case in cases:
        for kind, label in {*product((ANY, case.predicate), (ANY, case.label))}:
            grouped[case.proposal, kind, label].append(case)
    gains: dict[tuple[Proposal, str, str], Gains] = {}
    made = []
    for key, own in sorted(grouped.items(), key=lambda item: (_special(item[0]), item[0])):
        proposal, kind, label = key
        gains[key] = _gains(own)
        if _special(key):  # the more general line was reckoned before
            general = gains[proposal, ANY, label if kind != ANY else ANY]
            gains[key] = tuple(g + _PULL * h for g, h in zip(gains[key], general, strict=True))
        measured = _least(gains[key], 0.0 if proposal in _BAR else _LOWEST)
        size = len(own) + (_PULL if _special(key) else 0.0)
        gains[key] = tuple(each / size for each in gains[key])
        enough = len(own) >= _FEWEST
        above = grouped[proposal, ANY, label if kind != ANY else ANY]
        if not _special(key) or (enough and len(own) < _MOST * len(above)):
            made.append(
                Row(
                    proposal=proposal,
                    predicate=kind,
                    label=label,
                    least=measured if enough else DEFAULTS[proposal, ANY, ANY],
                    cases=len(own),
                    network=sum(case.network for case in own),
                    rules=sum(bool(case.rules) for case in own),
                )
            )
    return sorted(made, key=lambda row: (row.proposal, row.predicate, row.label))


def _special(key: tuple[Proposal, str, str]) -> int:
    """Return how many of predicate and label a line names."""
    return sum(each != ANY for each in key[1:])


def _gains(cases: Sequence[Case]) -> Gains:
    """Return what is gained by believing the network from each limit of the grid on."""
    return tuple(sum(_gain(case) for case in cases if case.chance >= least) for least in _GRID)


def _least(gains: Gains, lowest: float) -> float:
    """Return the limit, LOWEST or above, from which on the network gains most; the higher one where two gain alike."""
    both = zip((round(each, 6) for each in gains), _GRID, strict=True)
    gain, least = max(each for each in both if each[1] >= lowest)
    return least if gain > 0 else NEVER


def _gain(case: Case) -> float:
    if case.proposal in _BAR:
        return case.network - _BAR[case.proposal]
    return case.network - float(bool(case.rules))
