"""Texts through the real model, beside what a careful reader writes down (claims.txt)."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg import iri, nlp, ontology
from kg.evaluate.lexicon import of_the_lexicon
from kg.extract import extract
from kg.model import (
    Argument,
    Claim,
    Document,
    Event,
    Filler,
    Mention,
    Quantity,
    Relation,
    Segment,
    SegmentKind,
    Time,
    Words,
)

PUBLISHED = "2026-03-12"
_BOUNDS = {
    "AtLeast": ">=",
    "AtMost": "<=",
    "MoreThan": ">",
    "LessThan": "<",
    "About": "~",
    "Exact": "",
}


@dataclass(frozen=True)
class Case:
    text: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def cases() -> list[Case]:
    blocks = (Path(__file__).parent / "claims.txt").read_text(encoding="utf-8").split("\n> ")
    found = []
    for block in blocks[1:]:
        text, *lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        wanted = tuple(line for line in lines if not line.startswith("!"))
        unwanted = tuple(line[1:].strip() for line in lines if line.startswith("!"))
        found.append(Case(text, wanted, unwanted))
    return found


CASES = cases()


def shown(filler: Filler) -> str:
    match filler:
        case Mention():
            return filler.name
        case Time(start=start, end=end):
            return f"{start}" if start == end else f"{start}/{end}"
        case Quantity(value=value, unit=unit, bound=bound):
            return f"{_BOUNDS[bound.value]}{value}" + (f" {unit}" if unit else "")
        case Words(text=text):
            return text


def label(claim: Claim) -> str:
    if claim.is_fact:
        return "F"
    speakers = ", ".join(speaker.name for speaker in claim.speakers)
    return f"[{claim.status}; {speakers}]" if speakers else f"[{claim.status}]"


def content(claim: Claim) -> str:
    match claim.content:
        case Relation(subject, predicate, thing):
            return f"{subject.name} — {predicate} — {shown(thing)}"
        case Event(type=kind, arguments=arguments):
            return f"{kind}{{{', '.join(f'{a.role}: {shown(a.filler)}' for a in arguments)}}}"


def written(claim: Claim) -> str:
    ended = " (ended)" if claim.ended else ""
    return f"{label(claim)} {content(claim)}{ended}"


def matches(line: str, claim: Claim) -> bool:
    """Whether a CLAIM says what a LINE asks for: status, speaker if one is named, and each role named."""
    if "|" in line:
        return any(matches(part.strip(), claim) for part in line.split("|"))
    head = re.match(r"(F|\[(?P<status>\w+)(?:; (?P<speaker>[^\]]+))?\])\s*", line)
    rest = line[head.end() :] if head else line
    if head and claim.status != (head["status"] or "Asserted"):
        return False
    if head and head[1] == "F" and is_uncertain(claim):
        return False
    if (
        head
        and head["speaker"]
        and head["speaker"] not in {speaker.name for speaker in claim.speakers}
    ):
        return False
    if claim.ended:
        return False
    if "{" not in rest:
        return rest in content(claim)
    kind, roles = rest.rstrip("}").split("{")
    if not isinstance(claim.content, Event) or claim.content.type != kind:
        return False
    return all(role_matches(role, claim.content.arguments) for role in roles.split(", ") if role)


def is_uncertain(claim: Claim) -> bool:
    """Whether a CLAIM is an event of a general class that is no fact."""
    is_general = isinstance(claim.content, Event) and claim.content.predicate is not None
    return is_general and not claim.is_fact


def role_matches(wanted: str, arguments: tuple[Argument, ...]) -> bool:
    role, _, filler = wanted.partition(": ")
    return any(a.role == role and filler == shown(a.filler) for a in arguments)


def read(text: str) -> tuple[Claim, ...]:
    document = Document(
        id=iri.article(iri.BASE, "case"),
        text=text,
        segments=(Segment(0, len(text), SegmentKind.BODY),),
        source="case",
        published=PUBLISHED,
    )
    [doc] = nlp.annotate([document], MODEL, ONTOLOGY)
    return extract(doc, ONTOLOGY).claims


MODEL = nlp.load_model(None)
ONTOLOGY = ontology.load()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.text[:40])
def test_text_says_what_a_reader_writes_down(case):
    claims = read(case.text)
    told = "\n".join(written(claim) for claim in claims)
    known = list(of_the_lexicon(claims))
    missing = [line for line in case.wanted if not any(matches(line, claim) for claim in known)]
    wrong = [line for line in case.unwanted if any(matches(line, claim) for claim in claims)]
    assert not missing, f"missing {missing} in:\n{told}"
    assert not wrong, f"found {wrong} in:\n{told}"


def test_cases_are_all_read():
    assert len(CASES) >= 25
