"""All the facts of an article, as careful readers wrote them down: how many of them its graph tells.

A file has ``text``, ``published``, ``facts``, ``entities`` with aliases, ``traps``. A fact has subject, relation and
object in free words, ``qualifiers``, ``status``, ``source``, ``evidence``, ``importance`` (3: headline). It is found by
a claim of its sentence that names both arguments, and what qualifies them, with status and speaker; half found by a
part of that. It is kinder than a reader to right words in wrong roles: a trend, reading is the judge.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError
from kg.evaluate.claimnodes import ClaimGraph, ClaimNode
from kg.evaluate.factwords import likeness, numbers, stems
from kg.evaluate.measures import Measure
from kg.evaluate.reader import Reader
from kg.iri import BASE
from kg.link import NameLinker, mentions
from kg.link.kb import KnowledgeBase, installed
from kg.model import Document
from kg.rdf import to_quads
from kg.sources import articles

_GROUPS: Final = {
    "asserted": "fact",
    "reported": "said",
    "alleged": "said",
    "denied": "denied",
    "negated": "denied",
    "planned": "future",
    "hypothetical": "future",
}
_UNASKED: Final = frozenset({"unit", "bound", "currency"})  # qualifiers that others tell
_WHOLE, _HALF = 0.9, 0.33  # from where on a fact is found, or a part of it
_LIKE: Final = 0.5  # from where on a label names a thing
_SPEAKS: Final = 0.3
_UNDATED: Final = "2006-06-15"
_HEADLINE: Final = 3
_MANY: Final = 8  # arguments; a bag of everything is no event
_SHARED: Final = 0.8

Fact = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Score:
    found: float
    headline: float
    told: float
    claims: int
    traps: int
    asked: int


def run(folder: Path, reader: Reader) -> Iterator[Measure]:
    """Yield how many facts are found, also of the headlines, how many claims tell one, and the failed traps."""
    files = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]
    scores = [
        _score(each, graph) for each, graph in zip(files, _graphs(files, reader), strict=True)
    ]
    count = max(1, len(scores))
    facts = sum(len(each["facts"]) for each in files)
    yield Measure(name="found", value=sum(s.found for s in scores) / count, gold=facts)
    yield Measure(name="headline facts found", value=sum(s.headline for s in scores) / count)
    claims = sum(s.claims for s in scores)
    yield Measure(
        name="claims that tell one", value=sum(s.told for s in scores) / count, gold=claims
    )
    failed, asked = sum(s.traps for s in scores), sum(s.asked for s in scores)
    yield Measure(name="traps failed", value=failed, gold=asked, goal=0.0, lower_is_better=True)


def _graphs(files: Sequence[Mapping[str, Any]], reader: Reader) -> Iterator[ClaimGraph]:
    """Yield the graph of each article."""
    link = NameLinker(reader.ontology, BASE, KnowledgeBase.open(installed.default(reader.ontology)))
    given = (_document(each) for each in files)
    for read in reader.read(given):
        entities = link(mentions(read.extraction), read.document)
        quads = to_quads(read.document, read.extraction, entities, reader.ontology, base=BASE)
        yield ClaimGraph([*quads.shared, *quads.graph])


def _document(article: Mapping[str, Any]) -> Document:
    """Return an annotated article as a build reads it."""
    date = (article.get("published") or _UNDATED)[:10]
    found = next(iter(articles(texts=[article["text"]], date=date)))
    if not isinstance(found, Document):
        raise SourceError(f"{article['text'][:40]!r}: no article; is it in English?")
    return found


def _score(article: Mapping[str, Any], graph: ClaimGraph) -> _Score:
    nodes, aliases = graph.claims(), _aliases(article)
    values = [(fact, _best(fact, nodes, aliases)) for fact in article["facts"]]
    credits_ = [_credit(value) for _, value in values]
    top = [_credit(value) for fact, value in values if fact.get("importance") == _HEADLINE]
    told = sum(each.best >= _HALF for each in nodes)
    return _Score(
        found=sum(credits_) / max(1, len(credits_)),
        headline=sum(top) / max(1, len(top)),
        told=told / max(1, len(nodes)),
        claims=len(nodes),
        traps=_traps(article["traps"], graph),
        asked=len(article["traps"]),
    )


def _credit(value: float) -> float:
    return 1.0 if value >= _WHOLE else 0.5 if value >= _HALF else 0.0


def _aliases(article: Mapping[str, Any]) -> dict[str, set[str]]:
    """Return, by each name of a thing, all of its names."""
    found: dict[str, set[str]] = {}
    for each in article["entities"]:
        names = [each["name"], *each.get("aliases", [])]
        for name in names:
            found.setdefault(_plain(name), set()).update(names)
    return found


def _best(fact: Fact, nodes: Iterable[ClaimNode], aliases: Mapping[str, set[str]]) -> float:
    """Return how well the best of the claims tells FACT; each claim keeps its best."""
    evidence = fact["evidence"]
    places = [_plain(each) for each in ([evidence] if isinstance(evidence, str) else evidence)]
    best = 0.0
    for claim in nodes:
        sentences = [_plain(sentence) for sentence in claim.sentences]
        if any(_same(place, sentence) for place in places for sentence in sentences):
            value = _value(fact, claim, aliases, stems(" ".join(places)))
            claim.best = max(claim.best, value)
            best = max(best, value)
    return best


def _value(
    fact: Fact, claim: ClaimNode, aliases: Mapping[str, set[str]], clause: set[str]
) -> float:
    labels = sorted(set(claim.labels))
    relation = stems(fact["relation"])
    left = [_named(fact["subject"], each, aliases) for each in labels]
    right = [_named(fact["object"], each, aliases) for each in labels]
    whole, _ = _names(fact["object"], aliases)
    right.append(likeness(whole, [" ".join(sorted(claim.words))]) * 0.7)
    worded = bool(relation & claim.words) or bool(stems(fact["object"]) & claim.words)
    value = _ends(left, right, worded=worded)
    asked = [v for k, v in fact["qualifiers"].items() if v and k not in _UNASKED]
    if asked and value >= 0.8:
        value -= 0.12 * (1 - _told(asked, labels, claim.speakers) / len(asked))
    if not _stands(fact, claim, aliases):
        value *= 0.3
    if claim.lemma and not claim.lemma & (relation | clause):
        value *= 0.5  # another predicate of the sentence
    return value * min(1.0, _MANY / max(1, len(claim.labels)))


def _ends(left: Sequence[float], right: Sequence[float], *, worded: bool) -> float:
    """Return how well two different arguments are the ends of a fact; WORDED if the relation is told too."""
    both = any(
        a >= _LIKE and b >= _LIKE for i, a in enumerate(left) for j, b in enumerate(right) if i != j
    )
    if both:
        return 1.0 if worded else 0.9
    if max(left, default=0.0) < _LIKE and max(right) < _LIKE:
        return 0.0
    return 0.35 if worded else 0.15


def _told(asked: Sequence[Any], labels: Sequence[Sequence[str]], speakers: Sequence[str]) -> int:
    """Return how many of the qualifiers ASKED for are among the labels."""
    flat = [label for each in labels for label in each]
    known = {number for label in flat for number in numbers(label)}
    every = flat + sorted(speakers)
    return sum(
        likeness([str(each)], every) >= _LIKE or bool(numbers(str(each)) & known) for each in asked
    )


def _stands(fact: Fact, claim: ClaimNode, aliases: Mapping[str, set[str]]) -> bool:
    """Tell whether a claim has the status of FACT, and its speaker."""
    if _GROUPS.get(claim.status) != _GROUPS.get(fact["status"]):
        return False
    source = fact.get("source") if fact["status"] != "asserted" else None
    if not source or not claim.speakers:
        return True
    return likeness(_names(source, aliases)[0], claim.speakers) >= _SPEAKS


def _names(name: str, aliases: Mapping[str, set[str]]) -> tuple[set[str], list[set[str]]]:
    """Return the names of a thing, and of several in one the names of each."""
    whole = {name} | aliases.get(_plain(name), set())
    parts = re.split(r", | and ", name)
    each = [{part} | aliases.get(_plain(part), set()) for part in parts]
    return whole, each if len(parts) > 1 else []


def _named(name: str, labels: Sequence[str], aliases: Mapping[str, set[str]]) -> float:
    whole, parts = _names(name, aliases)
    return max([likeness(whole, labels), *(likeness(part, labels) * 0.9 for part in parts)])


def _traps(traps: Iterable[Mapping[str, str]], graph: ClaimGraph) -> int:
    """Return how many statements stand among the facts though the article does not assert them."""
    facts = graph.facts()
    return sum(
        any(
            likeness([trap["subject"]], subject) >= _LIKE
            and likeness([trap["object"]], value) >= _LIKE
            and stems(trap["relation"]) & stems(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
            for subject, name, value in facts
        )
        for trap in traps
    )


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.casefold()).strip()


def _same(one: str, other: str) -> bool:
    """Tell whether two stretches are of one sentence."""
    if one in other or other in one:
        return True
    words, others = set(one.split()), set(other.split())
    return len(words & others) / max(1, min(len(words), len(others))) > _SHARED
