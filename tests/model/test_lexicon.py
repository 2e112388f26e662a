"""Every entry of the lexicon reads its own example: it finds there what it expects to."""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from spacy.tokens import Doc

from kg import iri, nlp, ontology
from kg.extract import extract
from kg.extract.grammar.frames import OBJECT, SUBJECT, frames
from kg.model import (
    Attribution,
    Claim,
    Document,
    Event,
    Mention,
    Quantity,
    Relation,
    Segment,
    SegmentKind,
    Span,
    Time,
)
from kg.ontology import Entry, EntryKind

ONTOLOGY = ontology.load()
# Spellings and synonyms may share an entry, and then an example.
ENTRIES = {entry.name: entry for entry in ONTOLOGY.entries}
LEMMAS = {
    name: {entry.lemma for entry in ONTOLOGY.entries if entry.name == name} for name in ENTRIES
}
EVENTS = [e for e in ENTRIES.values() if e.kind.evokes_event]
RELATIONS = [e for e in ENTRIES.values() if e.kind.evokes_property]
ATTITUDES = [e for e in ENTRIES.values() if e.kind is EntryKind.ATTITUDE]
QUALIFIERS = [e for e in ENTRIES.values() if e.kind is EntryKind.QUALIFIER]
CUES = [e for e in ENTRIES.values() if e.kind is EntryKind.CUE]
SUPPORTS = [e for e in ENTRIES.values() if e.kind is EntryKind.SUPPORT]


@dataclass(frozen=True)
class Example:
    doc: Doc
    claims: tuple[Claim, ...]
    attributions: tuple[Attribution, ...]

    def told(self) -> str:
        return "\n".join([self.doc.text, *map(written, self.claims)])


def article(entry: Entry) -> Document:
    return Document(
        id=iri.article(iri.BASE, entry.name),
        text=entry.example,
        segments=(Segment(0, len(entry.example), SegmentKind.BODY),),
        source=entry.name,
        published="2026-03-12",
    )


@pytest.fixture(scope="module")
def examples() -> Mapping[str, Example]:
    """The examples of all entries, read in one go."""
    model = nlp.load_model(None)
    docs = nlp.annotate(map(article, ENTRIES.values()), model, ONTOLOGY)
    return {
        doc.user_data["kg"].document.source: Example(doc, found.claims, found.attributions)
        for doc in docs
        for found in [extract(doc, ONTOLOGY)]
    }


def written(claim: Claim) -> str:
    speakers = ", ".join(speaker.name for speaker in claim.speakers)
    head = f"[{claim.status}; {speakers}] {claim.rule}{' (ended)' if claim.ended else ''}:"
    match claim.content:
        case Relation(subject, predicate, thing):
            return f"{head} {subject.name} {predicate} {thing.text}"
        case content:
            kind = content.type if isinstance(content, Event) else content.lemma
            return f"{head} {kind} {'; '.join(f'{a.role}: {a.filler.text}' for a in content.arguments)}"


def expected(entry: Entry) -> list[tuple[str, str]]:
    """Return what an entry expects: pairs of a role, or of subject, status and the like, and words."""
    pairs = [part.partition(":") for part in (entry.expects or "").split(";")]
    return [(name.strip(), words.strip()) for name, _, words in pairs]


def says(filler: Mention | Time | Quantity, words: str) -> bool:
    """Whether FILLER has the WORDS in its text, or in the name that it stands for."""
    name = filler.name if isinstance(filler, Mention) else ""
    return words.casefold() in filler.text.casefold() or words.casefold() in name.casefold()


def has_roles(event: Event, wanted: list[tuple[str, str]]) -> bool:
    """Whether each of the WANTED roles has a filler of its own in EVENT."""
    left = list(event.arguments)
    for role, words in wanted:
        found = next((a for a in left if a.role == role and says(a.filler, words)), None)
        if found is None:
            return False
        left.remove(found)
    return True


@pytest.mark.parametrize("entry", EVENTS, ids=lambda entry: entry.name)
def test_event_entry_reads_its_example(entry, examples):
    example, wanted = examples[entry.name], expected(entry)
    status = dict(wanted).get("status", "Asserted")
    roles = [(role, words) for role, words in wanted if role != "status"]
    found = [
        claim
        for claim in example.claims
        if claim.rule == f"lexicon:{entry.name}"
        and isinstance(claim.content, Event)
        and claim.content.type == entry.evokes
        and claim.status == status
        and has_roles(claim.content, roles)
    ]
    assert found, f"{entry.name}: {entry.expects} not in:\n{example.told()}"


@pytest.mark.parametrize("entry", RELATIONS, ids=lambda entry: entry.name)
def test_relational_entry_reads_its_example(entry, examples):
    example, wanted = examples[entry.name], dict(expected(entry))
    found = [
        claim
        for claim in example.claims
        if claim.rule == f"lexicon:{entry.name}"
        and isinstance(claim.content, Relation)
        and claim.content.predicate == entry.evokes
        and claim.status == "Asserted"
        and not claim.ended
        and says(claim.content.subject, wanted["subject"])
        and says(claim.content.object, wanted["object"])
    ]
    assert found, f"{entry.name}: {entry.expects} not in:\n{example.told()}"


@pytest.mark.parametrize("entry", ATTITUDES, ids=lambda entry: entry.name)
def test_attitude_entry_reads_its_example(entry, examples):
    example, wanted = examples[entry.name], dict(expected(entry))
    found = [
        claim
        for claim in example.claims
        if isinstance(claim.content, Event)
        and claim.content.type == wanted["event"]
        and claim.status == wanted["status"]
        and has_speaker(claim, wanted.get("speaker"))
        and (claim.status == "Asserted" or decides(entry, claim, example.doc))
    ]
    assert found, f"{entry.name}: {entry.expects} not in:\n{example.told()}"


def has_speaker(claim: Claim, words: str | None) -> bool:
    return words is None or any(says(speaker, words) for speaker in claim.speakers)


def decides(entry: Entry, claim: Claim, doc: Doc) -> bool:
    """Whether the word of ENTRY, beside its copula or not, is what decided the status of CLAIM."""
    if claim.cue is None:
        return False
    cue = next(token for token in doc if token.idx == claim.cue.start)
    # The tokeniser takes "would-be" apart.
    words = {word for lemma in LEMMAS[entry.name] for word in lemma.split()[0].split("-")}
    return any(
        {token.lower_, token.lemma_.lower()} & words
        for token in (cue, *(child for child in cue.children if child.dep_ == "acomp"))
    )


@pytest.mark.parametrize("entry", SUPPORTS, ids=lambda entry: entry.name)
def test_support_entry_gives_its_noun_a_participant(entry, examples):
    example = examples[entry.name]
    function = OBJECT if entry.inverse else SUBJECT
    heads = [
        head.idx
        for frame in frames(example.doc)
        if {frame.lemma, *(f"{frame.lemma} {name}" for name in frame.slots)} & LEMMAS[entry.name]
        for head in frame.slots.get(function, ())
    ]
    found = [
        claim
        for claim in example.claims
        if isinstance(claim.content, Event)
        and claim.content.lemma not in LEMMAS[entry.name]
        and any(
            argument.filler.span.start <= head < argument.filler.span.end
            for argument in claim.content.arguments
            for head in heads
        )
    ]
    assert found, f"{entry.name}: no noun has the {function} in:\n{example.told()}"


@pytest.mark.parametrize("entry", QUALIFIERS, ids=lambda entry: entry.name)
def test_qualifier_entry_sets_a_claim_apart(entry, examples):
    example, wanted = examples[entry.name], dict(expected(entry))["qualifier"]
    found = [
        claim
        for claim in example.claims
        if claim.qualifier is not None
        and entry.example[claim.qualifier.start : claim.qualifier.end] == wanted
    ]
    assert found, f"{entry.name}: nothing is {wanted} in:\n{example.told()}"


@pytest.mark.parametrize("entry", CUES, ids=lambda entry: entry.name)
def test_cue_entry_reads_its_example(entry, examples):
    example, wanted = examples[entry.name], dict(expected(entry))
    text = entry.example

    def words(*spans: Span) -> str:
        return " ".join(text[span.start : span.end] for span in spans)

    found = [
        {
            "source": words(each.source) if each.source is not None else "",
            "cue": words(each.cue),
            "content": words(*each.content),
        }
        for each in example.attributions
    ]
    assert {"source": "", **wanted} in found, f"{entry.name}: {entry.expects} not in {found}"


def test_entries_are_all_read():
    assert len(ENTRIES) >= 1_000
    kinds = (EVENTS, RELATIONS, ATTITUDES, SUPPORTS, QUALIFIERS, CUES)
    assert sum(map(len, kinds)) == len(ENTRIES)
