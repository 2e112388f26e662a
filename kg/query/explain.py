"""Why a graph says what it says: the sentences, their speakers, and what was read but not taken."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from kg.iri import ONTOLOGY
from kg.ontology import ClassTerm, PropertyTerm, load
from kg.query.answers import Answer, short_iri
from kg.query.ask import Source, answer, to_thing
from kg.query.bind import Term
from kg.query.catalogue import Parameter
from kg.query.display import explanation_html, explanation_text
from kg.visible import visible

Labels = Mapping[str, str]  # what terms are called, by IRI

_NEAREST: Final = 5
_THING: Final = ("entity", "an entity, by label or IRI", True)
_TERM: Final = ("term", "a property or class of the ontology", True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One sentence that stands behind a statement, and how it was read."""

    statement: str  # "Nicolás Maduro chargedWith narco-terrorism"
    status: str
    speakers: tuple[str, ...]  # outermost first
    sentence: str
    article: str
    start: int
    end: int
    rule: str
    confidence: str
    cue: str
    qualifier: str = ""  # what sets the claim apart: "the sole company exporting oil"
    withheld: str = ""  # why it is kept out of the facts: "there is one chief at most (chief)"
    steps: tuple[
        str, ...
    ] = ()  # how words of the sentence were taken to mean the things of the statement


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that did not pass the grounding gate."""

    statement: str
    reason: str
    rule: str
    sentence: str
    article: str


@dataclass(frozen=True, slots=True)
class Meaning:
    """A thing of the knowledge base that the names of the subject may mean in an article."""

    key: str
    label: str
    confidence: str
    reason: str
    article: str


@dataclass(frozen=True, slots=True)
class Known:
    """A statement that no article makes: a knowledge base says so, which has it from SOURCES with their licences."""

    statement: str  # "country: Spain"
    sources: tuple[str, ...]  # "Wikidata (CC0-1.0)"
    base: str  # the graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The sentences behind statements about a subject, what its names may mean, and the nearest rejected candidates.

    KNOWN is what a knowledge base says of it, where the graph was built with that.

    >>> print(graph.why("Ana Ruiz", "chargedWith"))
    Ana Ruiz charged with bribery
        “Former minister Ana Ruiz was charged with bribery in Quito on Wednesday.”
        https://news.example/ruiz, characters 0 to 72
        Asserted; by lexicon:charge, confidence 0.9
    <BLANKLINE>
    <BLANKLINE>
    """

    subject: str
    quotes: tuple[Quote, ...]
    rejected: tuple[Rejected, ...]
    meanings: tuple[Meaning, ...] = ()
    known: tuple[Known, ...] = ()

    def __repr__(self) -> str:
        return (
            f"<Explanation: {len(self.quotes):,} quotes about {short_iri(self.subject)}, "
            f"{len(self.rejected):,} rejected>"
        )

    def __str__(self) -> str:
        return visible(explanation_text(self))

    def _repr_html_(self) -> str:
        """Return the sentences as HTML, for a notebook."""
        return explanation_html(self)


def why(
    source: Source,
    subject: str,
    predicate: str | None = None,
    other: str | None = None,
    *,
    ontology: Sequence[Path] = (),
) -> Explanation:
    """Return why SOURCE says that SUBJECT stands in relation PREDICATE to OTHER; None is anything.

    PREDICATE is a property, a class of events in which SUBJECT takes part, and OTHER too, or the role of SUBJECT in
    them; ONTOLOGY are files of your own that have such.
    """
    entity = to_thing(source, subject, Parameter("subject", *_THING))
    third = to_thing(source, other, Parameter("object", *_THING)) if other else None
    known = Parameter("predicate", *_TERM)
    term = to_thing(source, predicate, known, ontology) if predicate else None
    relations = _given(subject=entity, predicate=term, object=third)
    events = _given(entity=entity, type=term, other=third)
    labels = _labels(ontology)
    told = [answer("evidence", source, relations), answer("event-evidence", source, events)]
    if term and not len(told[1]):  # a role, and no class
        told[1] = answer("event-evidence", source, _given(entity=entity, role=term, other=third))
    quotes = [
        *_quotes(told[0], ("subjectLabel", "predicate", "objectLabel"), labels),
        *_quotes(told[1], ("entityLabel", "role", "eventLabel"), labels),
    ]
    steps = [record for thing in (entity, third) if thing for record in _steps(source, thing)]
    return Explanation(
        subject=entity.value,
        quotes=tuple(replace(quote, steps=_within(quote, steps)) for quote in quotes),
        rejected=_rejected(source, entity, relations, labels, lonely=not quotes),
        meanings=() if term or third else _meanings(source, entity),
        known=_known(source, _given(entity=entity, property=term, value=third)),
    )


def _known(source: Source, asked: dict[str, str | Term]) -> tuple[Known, ...]:
    """Return what a knowledge base says of what is ASKED, each statement once with all sources of its thing."""
    found: dict[tuple[str, str], list[str]] = {}
    for record in answer("about-entity", source, asked).texts():
        said = _words(short_iri(record["property"]).rpartition(":")[2])
        value = record.get("valueLabel") or record["value"]
        licence = record.get("licence", "").rpartition("/")[2]
        origin = f"{record['source']} ({licence})" if licence else record["source"]
        found.setdefault((f"{said}: {value}", record["base"]), []).append(origin)
    return tuple(
        Known(statement, tuple(dict.fromkeys(sources)), base)
        for (statement, base), sources in found.items()
    )


def _meanings(source: Source, entity: NamedNode) -> tuple[Meaning, ...]:
    """Return what the names of ENTITY may mean, the likeliest of each article first."""
    names = ("key", "label", "confidence", "reason", "article")
    found = answer("link-candidates", source, {"entity": entity}).texts()
    return tuple(Meaning(*(record[name] for name in names)) for record in found)


def _given(**values: NamedNode | None) -> dict[str, str | Term]:
    return {name: value for name, value in values.items() if value is not None}


def _steps(source: Source, entity: NamedNode) -> list[dict[str, str]]:
    """Return for each stretch of words that stands for ENTITY the one step that explains it best."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for record in answer("resolution", source, {"entity": entity}).texts():
        place = record["article"], record["start"], record["words"]
        if "step" in record:
            found[place] = min(record, found.get(place, record), key=_directness)
    return list(found.values())


def _directness(record: dict[str, str]) -> tuple[bool, bool, int, str]:
    """Return a key that puts first what leads from the words to the entity, then what is short.

    >>> he = {"words": "He", "entityLabel": "Ana Ruiz"}
    >>> steps = ('"Ruiz" → Ana Ruiz (surname)', '"He" is Ana Ruiz (pronoun)', '"He" is Leo Ott (pronoun)')
    >>> min(({**he, "step": step} for step in steps), key=_directness)["step"]
    '"He" is Ana Ruiz (pronoun)'
    """
    step = record["step"]
    is_of_others = not step.startswith(f'"{record["words"]}"')
    return is_of_others, record["entityLabel"] not in step, len(step), step


def _within(quote: Quote, steps: Iterable[dict[str, str]]) -> tuple[str, ...]:
    """Return the STEPS behind words of QUOTE, each once: "He" and "he" have one explanation."""
    found: dict[str, str] = {}
    for record in steps:
        if record["article"] == quote.article and quote.start <= int(record["start"]) < quote.end:
            said = f"{record['words']!r} is {record['entityLabel']}: {record['step']}"
            found.setdefault(said.casefold(), said)
    return tuple(found.values())


def _labels(files: Sequence[Path]) -> Labels:
    """Return what the terms of the user's own FILES are called."""
    if not files:
        return {}
    known = load(*files)
    terms: list[ClassTerm | PropertyTerm] = [*known.classes.values(), *known.properties.values()]
    return {term.iri: term.label for term in terms if not term.iri.startswith(ONTOLOGY)}


def _quotes(found: Answer, parts: tuple[str, str, str], labels: Labels) -> list[Quote]:
    """Return one quote for each statement of a claim; an answer has a row for each speaker."""
    quotes: dict[tuple[str, str], Quote] = {}
    for record in found.texts():
        statement = _statement(record, parts, labels)
        earlier = quotes.get((record["claim"], statement))
        speakers = [
            record.get("relayLabel"),
            *(earlier.speakers if earlier else [record.get("speakerLabel")]),
        ]
        start, _, end = record["evidence"].rpartition("#char=")[2].partition(",")
        quotes[record["claim"], statement] = Quote(
            statement=statement,
            status=record["status"].removeprefix(ONTOLOGY),
            speakers=tuple(dict.fromkeys(speaker for speaker in speakers if speaker)),
            sentence=record["sentence"],
            article=record["article"],
            start=int(start or 0),
            end=int(end or 0),
            rule=record.get("rule", ""),
            confidence=record.get("confidence", ""),
            cue=record.get("cue", ""),
            qualifier=record.get("qualifier", ""),
            withheld=record.get("withheld", ""),
        )
    return list(quotes.values())


def _statement(record: dict[str, str], parts: tuple[str, str, str], labels: Labels) -> str:
    subject, predicate, third = parts
    said = labels.get(record[predicate]) or _words(short_iri(record[predicate]))
    iri = record.get(third.removesuffix("Label"), "")
    ending = record.get(third) or short_iri(iri)
    return f"{record[subject]} {said} {ending}".strip()


def _words(name: str) -> str:
    """Return the local name of a property as words.

    >>> _words("chargedWith")
    'charged with'
    """
    return "".join(f" {c.lower()}" if c.isupper() and i else c for i, c in enumerate(name))


def _rejected(
    source: Source,
    entity: NamedNode,
    asked: dict[str, str | Term],
    labels: Labels,
    *,
    lonely: bool,
) -> tuple[Rejected, ...]:
    """Return the candidates nearest to what was ASKED; if it stands LONELY, those of its subject will do."""
    found = answer("rejected-candidates", source, asked)
    if lonely and not len(found):
        found = answer("rejected-candidates", source, {"subject": entity})
    return tuple(
        Rejected(
            _statement(record, ("subjectLabel", "predicate", "objectLabel"), labels),
            record["reason"],
            record.get("rule", ""),
            record["sentence"],
            record["article"],
        )
        for record in found.texts()[:_NEAREST]
    )
