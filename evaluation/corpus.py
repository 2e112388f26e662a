"""The corpus that the network learns from, its test part: what is found in its sentences, word by word.

A claim is right where its words overlap with those annotated: the word of an event, the words that fill a role. A
pronoun is right for what it means, too. A role above or below the annotated one will do, and so will theme for patient,
or the reverse; the times of an event are one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import permutations, product
from pathlib import Path
from typing import Final

from evaluation.corpusfile import Passage, Stated, load
from evaluation.corpuswords import Words
from kg.evaluate.lexicon import of_the_lexicon
from kg.evaluate.measures import Matches, Measure, macro_f1
from kg.evaluate.reader import Read, Reader, document
from kg.model import Claim, Extraction, Mention, Relation, Span, Status
from kg.ontology import Ontology

PUBLISHED: Final = "2026-03-12"
# Not every agreement makes allies, nor every launch a founder: these are annotated where they are meant.
_WRITTEN: Final = frozenset({"alliedWith", "founded"})
_F1: Final = 0.85
_REAL: Final = {
    "event classes": 0.70,
    "roles of events": 0.65,
    "status of what is found (macro F1)": 0.85,
}
_PRECISION: Final = 0.90
_RECALL: Final = 0.75
_ERROR: Final = 0.1
_BINS: Final = 10
_TIMES: Final = frozenset({"time", "startTime", "endTime"})
_OBJECTS: Final = frozenset({"theme", "patient"})
_SHOWN: Final = 400
_PRONOUNS: Final = frozenset(
    "he him his himself it its itself she her hers herself they them their theirs themselves "
    "who whom which that".split()
)

Place = tuple[int, int]  # characters of the passage


@dataclass(frozen=True, slots=True)
class Said:
    """An event or a relation, annotated or found, by the characters of its passage."""

    kind: str
    trigger: Place | None
    roles: tuple[tuple[str, Place], ...]
    status: Status
    confidence: float = field(default=1.0, compare=False)
    means: Mapping[Place, tuple[Place, ...]] = field(
        default_factory=dict, compare=False
    )  # of pronouns


Agree = Callable[[Said, Said], bool]


@dataclass(slots=True)
class Tally:
    """What is counted over all passages."""

    events: Matches = field(default_factory=Matches)
    triggers: Matches = field(default_factory=Matches)
    roles: Matches = field(default_factory=Matches)
    properties: Matches = field(default_factory=Matches)
    statuses: list[tuple[Status, Status]] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)


def run(folder: Path, reader: Reader, part: str = "test") -> Iterator[Measure]:
    """Yield how well classes, roles, properties and statuses of one PART are found, then of its real articles."""
    total, real = Tally(), Tally()
    for passage, extraction in passages(folder, reader, part):
        gold, got = annotated(passage, reader.ontology), found(extraction)
        for tally in (total, real) if passage.is_real else (total,):
            add(tally, gold, got, reader.ontology)
    yield from measures(total)
    for measure in measures(real):
        if measure.gold:
            yield replace(
                measure, name=f"real articles: {measure.name}", goal=_REAL.get(measure.name)
            )
    yield Measure(
        name="confidence: expected calibration error",
        value=expected_error(total.confidences),
        gold=len(total.confidences),
        goal=_ERROR,
        lower_is_better=True,
    )


def measures(total: Tally) -> Iterator[Measure]:
    """Yield how well classes, roles, direct properties and statuses were found."""
    yield total.events.measure("event classes", goal=_F1)
    yield total.triggers.measure("words of events, of whatever class")
    yield total.roles.measure("roles of events", goal=_F1)
    yield total.properties.measure("direct properties")
    for name, goal in (("precision", _PRECISION), ("recall", _RECALL)):
        value = getattr(total.properties, name)
        gold = total.properties.gold
        yield Measure(name=f"direct properties: {name}", value=value, gold=gold, goal=goal)
    yield Measure(
        name="status of what is found (macro F1)",
        value=macro_f1(total.statuses, list(Status)),
        gold=len(total.statuses),
        goal=_F1,
    )


def expected_error(confidences: Sequence[tuple[float, bool]]) -> float:
    """Return how far confidences are from the share that was right, on average over bins of a tenth.

    >>> expected_error([(0.9, True), (0.9, True), (0.9, False), (0.5, True), (0.5, False)])
    0.14
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, right in confidences:
        bins.setdefault(min(int(chance * _BINS), _BINS - 1), []).append((chance, right))
    gaps = (abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values())
    return round(sum(gaps) / max(1, len(confidences)), 4)


def passages(folder: Path, reader: Reader, part: str) -> Iterator[tuple[Passage, Extraction]]:
    """Yield the passages of a PART, each with what is found in it."""
    chosen = [passage for passage in load(folder, reader.ontology) if passage.part == part]
    for passage, read in read_passages(chosen, reader):
        yield passage, read.extraction


def read_passages(chosen: Sequence[Passage], reader: Reader) -> Iterator[tuple[Passage, Read]]:
    """Yield the CHOSEN passages, each as it is read."""
    texts = (
        document(
            f"passage-{i}",
            passage.text,
            published=passage.published or PUBLISHED,
            headline_end=passage.headline_end,
        )
        for i, passage in enumerate(chosen)
    )
    yield from zip(chosen, reader.read(texts), strict=True)


def errors(folder: Path, reader: Reader) -> Iterator[str]:
    """Yield what is missed and what is wrong in the dev part; the test part is not for reading."""
    for passage, extraction in passages(folder, reader, "dev"):
        gold, got = annotated(passage, reader.ontology), found(extraction)
        missed = [g for g in gold if not any(same(g, f, reader.ontology) for f in got)]
        wrong = [f for f in got if not any(same(g, f, reader.ontology) for g in gold)]
        if missed or wrong:
            yield f"{passage.source}: {passage.text[:_SHOWN]}"
        for mark, each in [("-", m) for m in missed] + [("+", w) for w in wrong]:
            yield f"  {mark} {_shown(each, passage.text)}"


def _shown(each: Said, text: str) -> str:
    roles = "; ".join(f"{role}: {text[start:end]}" for role, (start, end) in each.roles)
    word = f"{text[slice(*each.trigger)]}: " if each.trigger else ""
    return f"[{each.status}] {word}{each.kind}{{{roles}}}"


def annotated(passage: Passage, ontology: Ontology) -> list[Said]:
    """Return the events of a PASSAGE, its relations, and those that follow from its events."""
    made: list[Said] = []
    for offset, sentence in zip(passage.starts, passage.sentences, strict=True):
        for stated in sentence.stated:
            roles = tuple((role, _moved(words, offset)) for role, words in stated.roles)
            trigger = _moved(stated.trigger, offset) if stated.trigger else None
            made.append(Said(stated.kind, trigger, roles, stated.status))
            for name, subject, thing in abbreviated(stated, ontology):
                ends = (("subject", _moved(subject, offset)), ("object", _moved(thing, offset)))
                made.append(Said(name, None, ends, stated.status))
    return made


def abbreviated(stated: Stated, ontology: Ontology) -> Iterator[tuple[str, Words, Words]]:
    """Yield the direct properties that follow from an event: (property, subject, object)."""
    if stated.trigger is None:
        return
    for term in ontology.properties.values():
        if term.event is None or term.subject_role is None or term.object_role is None:
            continue
        if term.name in _WRITTEN or not ontology.is_a(stated.kind, term.event):
            continue
        subjects, objects = (
            [words for role, words in stated.roles if ontology.is_a(role, wanted)]
            for wanted in (term.subject_role, term.object_role)
        )
        if term.subject_role == term.object_role:
            yield from ((term.name, *pair) for pair in permutations(subjects, 2))
        else:
            yield from ((term.name, *pair) for pair in product(subjects, objects))


def _moved(words: Words, offset: int) -> Place:
    return words.start + offset, words.end + offset


def found(extraction: Extraction) -> list[Said]:
    """Return the events and relations that were found, each once.

    General events, qualities and descriptions are left out: the corpus does not annotate them.
    """
    names: dict[str, list[Place]] = defaultdict(list)
    for mention in extraction.mentions:
        if not _is_pronoun(mention):
            names[mention.name].append(_place(mention.span))
    claims = of_the_lexicon(extraction.claims)
    return list(dict.fromkeys(_said(claim, names) for claim in claims))


def _said(claim: Claim, names: Mapping[str, Sequence[Place]]) -> Said:
    content = claim.content
    if isinstance(content, Relation):
        trigger, kind = None, content.predicate
        fillers = [("subject", content.subject), ("object", content.object)]
    else:
        trigger, kind = _place(content.trigger), content.type
        fillers = [(a.role, a.filler) for a in content.arguments]
    roles = tuple((role, _place(filler.span)) for role, filler in fillers)
    means = {
        _place(filler.span): tuple(names.get(filler.name, ()))
        for _, filler in fillers
        if isinstance(filler, Mention) and _is_pronoun(filler)
    }
    return Said(kind, trigger, roles, claim.status, claim.confidence, means)


def _is_pronoun(mention: Mention) -> bool:
    return mention.text.lower() in _PRONOUNS


def _place(span: Span) -> Place:
    return span.start, span.end


def add(total: Tally, gold: list[Said], got: list[Said], ontology: Ontology) -> None:
    """Count what was found in one passage, but for properties that came after the corpus and that rules alone read."""
    properties = ontology.properties
    got = [each for each in got if each.trigger or not properties[each.kind].by_rules]
    events, told = [g for g in gold if g.trigger], [f for f in got if f.trigger]
    total.events += _paired(events, told, lambda g, f: _near(g, f) and g.kind == f.kind)
    total.triggers += _paired(_once(events), _once(told), _near)
    total.roles += _paired(
        list(_single(events)),
        list(_single(told)),
        lambda g, f: _near(g, f) and _role(g, f, ontology),
    )
    relations, stated = [g for g in gold if not g.trigger], [f for f in got if not f.trigger]
    total.properties += _paired(
        _directed(relations, ontology),
        _directed(stated, ontology),
        lambda g, f: same(g, f, ontology),
    )
    total.confidences += [(f.confidence, any(same(g, f, ontology) for g in gold)) for f in got]
    for each in gold:
        near = [f for f in got if same(each, f, ontology)]
        if near:
            alike = any(f.status is each.status for f in near)
            total.statuses.append((each.status, each.status if alike else near[0].status))


def same(gold: Said, got: Said, ontology: Ontology) -> bool:
    """Tell whether both speak of one event of one class, or state one relation."""
    if gold.kind != got.kind or (gold.trigger is None) != (got.trigger is None):
        return False
    if gold.trigger is not None:
        return _near(gold, got)
    ends = [[place for _, place in each.roles] for each in (gold, got)]
    straight = all(_meets(g, f, got) for g, f in zip(*ends, strict=True))
    turned = all(_meets(g, f, got) for g, f in zip(ends[0], reversed(ends[1]), strict=True))
    return straight or (turned and ontology.properties[gold.kind].symmetric)


def _directed(relations: Iterable[Said], ontology: Ontology) -> list[Said]:
    """Return RELATIONS without those that say a symmetric one the other way round, or one twice."""
    kept: dict[tuple[str, tuple[Place, ...]], Said] = {}
    for each in relations:
        ends = tuple(place for _, place in each.roles)
        if ontology.properties[each.kind].symmetric:
            ends = tuple(sorted(ends))
        kept.setdefault((each.kind, ends), each)
    return list(kept.values())


def _once(events: Iterable[Said]) -> list[Said]:
    return list({event.trigger: event for event in events}.values())


def _single(events: Iterable[Said]) -> Iterator[Said]:
    """Yield each role of each event as an event of its own."""
    for event in events:
        for role in event.roles:
            yield Said(event.kind, event.trigger, (role,), event.status)


def takes_part(gold: Said, got: Said, ontology: Ontology) -> bool:
    """Tell whether the one role of what was GOT is among those of the event in GOLD."""
    singles = _single([gold])
    return any(_role(each, got, ontology) for each in singles)


def _near(gold: Said, got: Said) -> bool:
    return (
        gold.trigger is not None and got.trigger is not None and touches(gold.trigger, got.trigger)
    )


def _role(gold: Said, got: Said, ontology: Ontology) -> bool:
    (wanted, place), (given, other) = gold.roles[0], got.roles[0]
    if not _meets(place, other, got):
        return False
    if {wanted, given} <= _TIMES or {
        _object(wanted, ontology),
        _object(given, ontology),
    } <= _OBJECTS:
        return True
    return ontology.is_a(wanted, given) or ontology.is_a(given, wanted)


def _object(role: str, ontology: Ontology) -> str:
    return next((name for name in sorted(_OBJECTS) if ontology.is_a(role, name)), role)


def touches(one: Place, other: Place) -> bool:
    """Tell whether two places have characters in common."""
    return one[0] < other[1] and other[0] < one[1]


def _meets(gold: Place, found: Place, got: Said) -> bool:
    """Tell whether the words at FOUND, or what they stand for in what was GOT, overlap with GOLD."""
    return any(touches(gold, place) for place in (found, *got.means.get(found, ())))


def _paired(gold: list[Said], got: list[Said], agree: Agree) -> Matches:
    """Count each gold and each found thing once, the first that agrees with it."""
    free = list(got)
    right = 0
    for each in gold:
        match = next((f for f in free if agree(each, f)), None)
        if match is not None:
            free.remove(match)
            right += 1
    return Matches(right, len(got), len(gold))
