"""Invented sentences with all that a careful reader writes down of them, through the real model and network.

``sentences.txt`` has a sentence behind each ``>``, and below it every claim, as :func:`shown` writes it.
"""

from pathlib import Path

import pytest

from kg import ontology
from kg.evaluate.reader import Reader, document
from kg.learned.runtime import load_reader
from kg.model import Claim, Event, Filler, Mention, Relation

FILE = Path(__file__).with_name("sentences.txt")


def cases() -> list[tuple[str, list[str]]]:
    """The sentences, each with the lines of its claims."""
    blocks = FILE.read_text(encoding="utf-8").split("\n> ")[1:]
    lines = ([line.strip() for line in block.splitlines()] for block in blocks)
    return [(first, [each for each in rest if each and each[0] != "#"]) for first, *rest in lines]


@pytest.fixture(scope="module")
def read():
    reader = Reader(network=load_reader(ontology.load()))

    def of(text: str) -> list[str]:
        [each] = reader.read([document("a", text, published="2026-03-12", headline_end=0)])
        return sorted(shown(claim) for claim in each.extraction.claims)

    return of


def shown(claim: Claim) -> str:
    """Return CLAIM as a line: F for a fact, else its status; who says it; what it says."""
    speaker = f" {claim.speakers[-1].name}:" if claim.speakers else ""
    start = "F" if claim.is_fact else claim.status.value
    content = claim.content
    ended = " (ended)" if claim.ended else ""
    if isinstance(content, Relation):
        ends = _name(content.subject), _name(content.object)
        return f"{start}{speaker} {ends[0]} — {content.predicate}{ended} — {ends[1]}"
    return f"{start}{speaker} {_event(content)}"


def _event(event: Event) -> str:
    kind = f"{event.type}.{event.predicate}" if event.predicate else event.type
    roles = [f"{each.role}: {_name(each.filler)}" for each in event.arguments]
    inner = (each.content for each in event.contents)
    roles += [f"content: {each.type}" for each in inner if isinstance(each, Event)]
    return f"{kind}{{{', '.join(roles)}}}"


def _name(filler: Filler) -> str:
    return filler.name if isinstance(filler, Mention) else filler.text


def test_there_are_enough_of_them():
    assert len(cases()) >= 60


@pytest.mark.parametrize(("sentence", "wanted"), cases())
def test_sentence_says(sentence, wanted, read):
    assert read(sentence) == sorted(wanted)
