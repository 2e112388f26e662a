"""Lexicon entries as Turtle: what a verb evokes, by which functions, with a sentence that they were tried on."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal

from kg.errors import OntologyError
from kg.iri import ONTOLOGY
from kg.model import Claim, Filler, Mention, Relation
from kg.ontology import GRAMMAR, LEXICON, Ontology
from kg.suggest.meanings import Meaning

_ABOUT: Final = "# Entries of the lexicon suggested from articles and accepted; give this file with --ontology.\n"
_PREFIXES: Final = f"""\
@prefix kg: <{ONTOLOGY}> .
@prefix lex: <{LEXICON}> .
@prefix gf: <{GRAMMAR}> .
"""
_UNSAFE: Final = re.compile(r"[^\w-]+")
_PLAIN: Final = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry that was tried: its name, the sentences in which it tells its term, the first as its example."""

    name: str
    sentences: tuple[str, ...]
    turtle: str


def name_of(word: str, meaning: Meaning) -> str:
    """Return what the entry of WORD with MEANING is called in the lexicon."""
    return _UNSAFE.sub("-", f"{word}-{meaning.term}")


def entry(
    word: str, meaning: Meaning, ontology: Ontology, told: Sequence[tuple[str, Claim]] = ()
) -> Entry:
    """Return the entry that WORD has with MEANING; the first sentence of what it TOLD is its example."""
    name = name_of(word, meaning)
    lines = [
        f"{_node(LEXICON + name)} a kg:{meaning.kind} ; kg:lemma {Literal(word)} ; "
        f"kg:evokes {_node(ontology.iri(meaning.term))}"
    ]
    slots = (f"gf:{f} {_filled(role, ontology)}" for f, role in sorted(meaning.slots.items()))
    lines.append(" ; ".join(slots))
    if told:
        sentence, claim = told[0]
        lines.append(f"kg:example {Literal(sentence, language='en')}")
        lines.append(f"kg:expects {Literal(_expected(claim))}")
    turtle = " ;\n    ".join(lines) + " .\n"
    return Entry(name=name, sentences=tuple(dict.fromkeys(each for each, _ in told)), turtle=turtle)


def added(path: Path, entries: Iterable[Entry], known: Ontology) -> tuple[str, list[Entry]]:
    """Return the text of the lexicon at PATH with ENTRIES behind what it has, and those of them that are new.

    Raise OntologyError where the file has one of them and KNOWN was read without it.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else f"{_ABOUT}{_PREFIXES}"
    names = {each.name for each in known.entries}
    new = [each for each in entries if each.name not in names]
    for each in new:
        if f"lex:{each.name} " in text or f"{LEXICON}{each.name}>" in text:
            remedy = f"give the file with --ontology {path}, too"
            raise OntologyError(f"{path}: it has the entry {each.name!r} already; {remedy}")
    if new and _PREFIXES not in text:
        text = f"{text.rstrip()}\n\n{_PREFIXES}"
    return "\n".join([f"{text.rstrip()}\n", *(each.turtle for each in new)]), new


def alone(entries: Iterable[Entry]) -> str:
    """Return ENTRIES as a file of their own."""
    return "\n".join([_PREFIXES, *(each.turtle for each in entries)])


def _node(iri: str) -> str:
    for prefix, namespace in (("kg", ONTOLOGY), ("lex", LEXICON), ("gf", GRAMMAR)):
        name = iri.removeprefix(namespace)
        if name != iri and _PLAIN.fullmatch(name):
            return f"{prefix}:{name}"
    return f"<{iri}>"


def _filled(role: str, ontology: Ontology) -> str:
    ends = ("subject", "object")
    return f"kg:{role}" if role in ends else _node(ontology.iri(role))


def _expected(claim: Claim) -> str:
    return "; ".join(f"{role}: {_said(filler)}" for role, filler in _filled_in(claim))


def _filled_in(claim: Claim) -> Iterator[tuple[str, Filler]]:
    content = claim.content
    if isinstance(content, Relation):
        yield "subject", content.subject
        yield "object", content.object
    else:
        yield from ((argument.role, argument.filler) for argument in content.arguments)


def _said(filler: Filler) -> str:
    text = filler.name if isinstance(filler, Mention) else filler.text
    return text.replace(";", ",").replace(":", ",")
