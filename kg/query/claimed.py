"""Every claim of a graph as rows: its statement, its sentence, and by whose word.

Joined here and not by the server: each query has one pattern, so the work grows with the number of claims whatever
order of joins the server chooses.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.iri import ONTOLOGY
from kg.query.ask import Source, answer
from kg.query.bind import PREFIXES, Term
from kg.query.formats import plain
from kg.query.values import Value, to_python

QUERIES: Final = {
    "statements": "SELECT ?article ?claim ?subject ?predicate ?object { GRAPH ?article { "
    "?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object } }",
    "events": "SELECT ?article ?claim ?event { GRAPH ?article { ?claim kg:event ?event } }",
    "claimed": "SELECT ?article ?claim ?label ?predicate ?object { GRAPH ?article { "
    "?claim kg:claimedType ?type ; rdfs:label ?label ; ?predicate ?object } }",
    "sentences": "SELECT ?article ?claim ?sentence ?start { GRAPH ?article { "
    "?claim kg:evidence ?evidence . ?evidence nif:anchorOf ?sentence ; nif:beginIndex ?start } }",
    **{
        name: f"SELECT ?article ?thing ?value {{ GRAPH ?article {{ ?thing {predicate} ?value }} }}"
        for name, predicate in (
            ("status", "kg:status"),
            ("speaker", "kg:attributedTo"),
            ("confidence", "kg:confidence"),
            ("rule", "kg:rule"),
            ("published", "schema:datePublished"),
            ("publisher", "schema:publisher"),
        )
    },
    "facts": "SELECT ?subject ?predicate ?object { ?subject ?predicate ?object }",
}
# What is said of an event, claimed or not, and is no role in it.
_NO_ROLES: Final = frozenset(
    NamedNode(ONTOLOGY + name)
    for name in (
        *("status", "attributedTo", "relayedBy", "confidence", "cue", "claimedType", "evidence"),
        *("rule", "ended", "qualifier", "withheld", "reportedTime", "predicate"),
    )
)
_LABEL: Final = NamedNode(PREFIXES["rdfs"] + "label")
_COLUMNS: Final = (
    *("subject", "label", "predicate", "object", "objectLabel", "status", "speaker", "sentence"),
    *("article", "published", "publisher", "confidence", "rule", "fact", "start", "claim"),
)
_ORDER: Final = (
    *("article", "start", "label", "subject", "predicate", "objectLabel", "object", "status"),
    *("speaker", "claim"),
)

Row = dict[str, Term | None]
Place = tuple[Term | None, Term | None]  # a thing in the graph of an article
Said = Mapping[Place, list[Term | None]]


@dataclass(frozen=True, slots=True)
class _Facts:
    """The default graph: its triples, what things are called, and what is said of each."""

    triples: frozenset[tuple[Term | None, ...]]
    labels: Mapping[Term | None, list[Term | None]]
    about: Mapping[Term | None, list[tuple[Term | None, Term | None]]]


def claimed(source: Source) -> list[dict[str, Value]]:
    """Return a row for each statement of a claim in SOURCE and each sentence and speaker of it, as in the texts."""
    facts = _facts(source)
    said = {name: _said(source, name) for name in QUERIES if "?thing" in QUERIES[name]}
    sentences: dict[Place, list[tuple[Term | None, ...]]] = defaultdict(list)
    for article, claim, *found in answer(QUERIES["sentences"], source).rows:
        sentences[article, claim].append(tuple(found))
    rows: set[tuple[Term | None, ...]] = set()
    for statement in _stated(source, facts):
        place = statement["article"], statement["claim"]
        for sentence, start in sentences[place]:
            whole = statement | {"sentence": sentence, "start": start}
            rows.update(
                tuple(row[name] for name in _COLUMNS)
                for row in _standing(whole, place, said, facts)
            )
    records = [dict(zip(_COLUMNS, row, strict=True)) for row in rows]
    ordered = sorted(records, key=lambda row: [_rank(row[name]) for name in _ORDER])
    return [_record(row, facts) for row in ordered]


def _facts(source: Source) -> _Facts:
    triples = answer(QUERIES["facts"], source).rows
    labels, about = defaultdict(list), defaultdict(list)
    for subject, predicate, value in triples:
        if predicate == _LABEL:
            labels[subject].append(value)
        if _is_ours(predicate) and predicate not in _NO_ROLES:
            about[subject].append((predicate, value))
    return _Facts(frozenset(triples), labels, about)


def _is_ours(predicate: Term | None) -> bool:
    return isinstance(predicate, NamedNode) and predicate.value.startswith(ONTOLOGY)


def _said(source: Source, name: str) -> Said:
    found: dict[Place, list[Term | None]] = defaultdict(list)
    for article, thing, value in answer(QUERIES[name], source).rows:
        found[article, thing].append(value)
    return found


def _stated(source: Source, facts: _Facts) -> Iterator[Row]:
    """Yield what each claim states; of an event that it is about, and of one that is only claimed, every role."""
    names = ("article", "claim", "subject", "predicate", "object", "label")
    short: set[Place] = set()
    for article, claim, *triple in answer(QUERIES["statements"], source).rows:
        short.add((article, claim))
        for label in facts.labels.get(triple[0], ()):
            yield dict(zip(names, (article, claim, *triple, label), strict=True))
    for article, claim, event in answer(QUERIES["events"], source).rows:
        roles = () if (article, claim) in short else facts.about.get(event, ())
        for role, label in product(roles, facts.labels.get(event, ())):
            yield dict(zip(names, (article, claim, event, *role, label), strict=True))
    for article, claim, label, predicate, value in answer(QUERIES["claimed"], source).rows:
        if _is_ours(predicate) and predicate not in _NO_ROLES:
            yield dict(zip(names, (article, claim, claim, predicate, value, label), strict=True))


def _standing(
    statement: Row, place: Place, said: Mapping[str, Said], facts: _Facts
) -> Iterator[Row]:
    """Yield STATEMENT with how it stands, a row for each combination of what is said of it."""
    article = statement["article"]
    speakers = [
        name for who in said["speaker"].get(place, ()) for name in facts.labels.get(who, ())
    ]
    choices: dict[str, Iterable[Term | None]] = {
        "status": said["status"].get(place, ()),
        "speaker": speakers or [None],
        "published": said["published"].get((article, article), [None]),
        "publisher": said["publisher"].get((article, article), [None]),
        "confidence": said["confidence"].get(place, [None]),
        "rule": said["rule"].get(place, [None]),
        "objectLabel": facts.labels.get(statement["object"], [None]),
    }
    for chosen in product(*choices.values()):
        yield {**statement, "fact": None, **dict(zip(choices, chosen, strict=True))}


def _rank(term: Term | None) -> tuple[int, float, str]:
    """Return where TERM stands in an order: nothing, then IRIs, then numbers, then text.

    >>> ordered = sorted([Literal("b"), Literal(10), None, Literal(9), NamedNode("urn:z")], key=_rank)
    >>> [term and term.value for term in ordered]
    [None, 'urn:z', '9', '10', 'b']
    """
    if term is None:
        return 0, 0, ""
    if not isinstance(term, Literal):
        return 1, 0, plain(term)
    value = to_python(term)
    return (2, value, "") if isinstance(value, int | float) else (3, 0, term.value)


def _record(row: Row, facts: _Facts) -> dict[str, Value]:
    is_fact = (row["subject"], row["predicate"], row["object"]) in facts.triples
    return {name: to_python(term) for name, term in row.items()} | {"fact": is_fact}
