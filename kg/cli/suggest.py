"""``kg ontology suggest``: entries of the lexicon for a person to accept, from what articles say and no term tells."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from kg.cli.words import own_terms, writing
from kg.errors import OntologyError
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.model import Document
    from kg.ontology import Ontology
    from kg.suggest import Entry, Meaning, Suggester, Suggestion

_QUOTED: Final = 3  # sentences of a suggestion that are shown
_SHOWN: Final = 3  # of other meanings
_READ: Final = 3000  # sentences that are read of a store: two or three minutes


@click.command(
    short_help="Suggest lexicon entries for what articles say and no term tells.",
    epilog="Example:  kg ontology suggest --store out/news --ontology mine.ttl --accept 1,3 -o lexicon.ttl",
)
@click.argument("sources", nargs=-1)
@click.option("--store", type=Path, metavar="DIR", help="Read the sentences of this store.")
@own_terms
@click.option("--all", "every", is_flag=True, help="Show verbs, too, for which only classes speak.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, metavar="N",
              help="How many suggestions are shown.")  # fmt: skip
@click.option("--sentences", type=click.IntRange(min=1), default=_READ, show_default=True, metavar="N",
              help="How many sentences of a store are read.")  # fmt: skip
@click.option(
    "--accept", metavar="N,N=TERM", help="Write these suggestions, 3=TERM with another meaning."
)
@click.option(
    "-o", "--output", type=Path, metavar="FILE", help="The lexicon that they are added to."
)
def suggest(
    sources: tuple[str, ...],
    store: Path | None,
    files: tuple[Path, ...],
    every: bool,
    limit: int,
    sentences: int,
    accept: str | None,
    output: Path | None,
) -> None:
    """Suggest entries for verbs at which two things stand and which map to nothing.

    They are looked for in the sentences of a store or in SOURCES, articles as kg build takes them: in your terms if
    --ontology has some, else in those of our lexicon. Each entry was tried on the sentence that it has as an example.
    The same articles give the same numbers, so that --accept takes those that were shown.
    """
    if bool(store) == bool(sources):
        raise click.UsageError("which articles? Give either SOURCES or --store DIR")
    if bool(accept) != bool(output):
        raise click.UsageError("--accept and --output go together; give both or none")
    if output is not None and output.suffix != ".ttl":
        raise click.UsageError(
            f"--output {output}: a lexicon is Turtle; give a name that ends in .ttl"
        )
    from kg.suggest import Suggester

    documents = _of_store(store, sentences) if store else [*_of_sources(sources)]
    suggester = Suggester(files)
    found = suggester.suggest(documents)
    if accept and output is not None:
        _write(output, _accepted(accept, found, suggester), suggester.ontology)
        return
    click.echo("\n".join(_shown(found, suggester.ontology, every=every, limit=limit)))


def _of_store(store: Path, most: int) -> list["Document"]:
    from kg.query import open_store
    from kg.suggest import sentences

    documents, count = sentences(open_store(store), most)
    if count > most:
        click.echo(f"{most:,} of {count:,} sentences are read; --sentences reads more", err=True)
    return documents


def _of_sources(sources: Sequence[str]) -> Iterator["Document"]:
    from kg.sources import SourceFailure, read, require

    for source in sources:
        require(source)
    for each in read(*sources):
        if isinstance(each, SourceFailure):
            click.echo(str(each), err=True)
        else:
            yield each


# -- what is shown ---------------------------------------------------------------------------------


def _shown(
    found: Sequence["Suggestion"], known: "Ontology", *, every: bool, limit: int
) -> Iterator[str]:
    ready = sum(each.entry is not None for each in found)
    taken = found[: limit if every else min(limit, ready)]
    for number, each in enumerate(taken, 1):
        yield from _lines(number, each, known)
    if not taken:
        yield "nothing is suggested"
    elif ready > len(taken):
        yield f"and {ready - len(taken):,} more: --limit {ready}"
    if not every and len(found) > ready:
        others = counted(len(found) - ready, "other verb")
        yield f"of {others} only the classes of what stands there fit a term: --all"


def _lines(number: int, each: "Suggestion", known: "Ontology") -> Iterator[str]:
    meaning = each.meanings[0]
    counts = f"{counted(each.times, 'time')} in {counted(each.articles, 'article')}"
    if each.entry is None:
        yield f"{number}. {each.word}: {counts}"
        yield f"   may be {_others(each.meanings, known)}"
    else:
        yield f"{number}. {each.word}, {_label(meaning, known)} ({_slots(meaning)}): {counts}"
        yield f"   {meaning.because}"
        if others := _others(each.meanings[1:], known):
            yield f"   or {others}"
    sentences = each.entry.sentences if each.entry else [p.sentence for p in meaning.predications]
    yield from (f"   “{_one_line(text)}”" for text in [*dict.fromkeys(sentences)][:_QUOTED])
    yield ""


def _others(meanings: Sequence["Meaning"], known: "Ontology") -> str:
    return ", ".join(_label(each, known) for each in meanings[:_SHOWN])


def _label(meaning: "Meaning", known: "Ontology") -> str:
    return (known.classes.get(meaning.term) or known.properties[meaning.term]).label


def _slots(meaning: "Meaning") -> str:
    if set(meaning.slots.values()) == {"subject", "object"}:
        functions = {end: function for function, end in meaning.slots.items()}
        return f"{functions['subject']} → {functions['object']}"
    return "; ".join(f"{function}: {role}" for function, role in meaning.slots.items())


def _one_line(text: str) -> str:
    return " ".join(text.split())


# -- what is accepted ------------------------------------------------------------------------------


def _accepted(
    numbers: str, found: Sequence["Suggestion"], suggester: "Suggester"
) -> Iterator["Entry"]:
    for part in numbers.split(","):
        number, _, term = (each.strip() for each in part.partition("="))
        if not number.isdecimal() or not 0 < int(number) <= len(found):
            advice = f"give numbers from 1 to {len(found)}" if found else "nothing is suggested"
            raise OntologyError(f"--accept: no suggestion has the number {number!r}; {advice}")
        suggestion = found[int(number) - 1]
        meaning = _meaning(suggestion, term, suggester.ontology)
        entry = suggester.entry(suggestion, meaning)
        if entry is None:
            label = _label(meaning, suggester.ontology)
            wrong = f"{suggestion.word!r} tells {label!r} in none of its sentences"
            raise OntologyError(
                f"--accept {number}: {wrong}; choose another meaning, or write the entry yourself"
            )
        yield entry


def _meaning(suggestion: "Suggestion", term: str, known: "Ontology") -> "Meaning":
    if not term and suggestion.entry is not None:
        return suggestion.meanings[0]
    for each in suggestion.meanings:
        if term in (
            each.term,
            each.term.rpartition(":")[2],
            _label(each, known),
            known.iri(each.term),
        ):
            return each
    names = ", ".join(_label(each, known) for each in suggestion.meanings)
    wrong = f"cannot mean {term!r}" if term else "has no meaning that is near enough"
    raise OntologyError(f"--accept: {suggestion.word!r} {wrong}; choose one, as in N=TERM: {names}")


def _write(path: Path, entries: Iterator["Entry"], known: "Ontology") -> None:
    from kg import files
    from kg.suggest import added

    text, new = added(path, [*entries], known)
    with writing(str(path)):
        files.write(path, [text.encode()])
    for each in new:
        click.echo(f"{each.name}: “{_one_line(each.sentences[0])}”")
    click.echo(f"{path}: {len(new)} added; build with --ontology {path}")
