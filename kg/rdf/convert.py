"""RDF files to one file: another syntax, another form of statements, or both."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat

from kg.errors import ConfigError
from kg.leftovers import scratch
from kg.rdf.density import facts_of, used_by_facts
from kg.rdf.lines import lines_of
from kg.rdf.quads import Provenance
from kg.rdf.read import read, syntax_of, with_stable_blank_nodes
from kg.rdf.statements import Statements, as_named_graphs
from kg.rdf.write import check_form, serialize

Progress = Callable[[int], None]  # called now and then with how many quads are read

_LINES: Final = frozenset({RdfFormat.N_QUADS, RdfFormat.N_TRIPLES})
_STEP: Final = 10_000


def convert(
    sources: Sequence[Path],
    target: RdfFormat,
    *,
    source: RdfFormat | None = None,
    statements: Statements | None = None,
    provenance: Provenance = Provenance.FULL,
    base: str | None = None,
    progress: Progress | None = None,
) -> Iterator[bytes]:
    """Yield the file that the quads of SOURCES make in the syntax TARGET; the same bytes every time.

    Claims keep their form unless STATEMENTS gives one. Lines to N-Quads in the same form are sorted
    on disk; all else is held in memory.
    """
    check_form(target, statements)

    def quads() -> Iterator[Quad]:
        return counted(read(sources, syntax=source, base=base), progress)

    def facts() -> Iterator[Quad]:
        return facts_of(quads(), used_by_facts(read(sources, syntax=source, base=base)))

    by_lines = _goes_by_lines([source or syntax_of(p) for p in sources], target)
    if statements is None and by_lines and provenance is not Provenance.COMPACT:
        with scratch() as folder:
            chosen = facts if provenance is Provenance.NONE else quads
            yield from (line.encode() for line in lines_of(chosen, folder))
        return
    kept = with_stable_blank_nodes(quads())
    whole = statements is None and provenance is not Provenance.NONE
    if whole and not target.supports_datasets and as_named_graphs(kept):
        raise ConfigError(
            f"{sources[0]}: it has statements as named graphs, which {target.name} cannot carry; "
            "give --statements reification or rdf12"
        )
    yield serialize(kept, target, provenance=provenance, statements=statements)


def _goes_by_lines(sources: Sequence[RdfFormat], target: RdfFormat) -> bool:
    if target is RdfFormat.N_TRIPLES:
        return set(sources) == {RdfFormat.N_TRIPLES}
    return target is RdfFormat.N_QUADS and _LINES.issuperset(sources)


def counted(quads: Iterator[Quad], progress: Progress | None) -> Iterator[Quad]:
    """Yield QUADS, and tell now and then how many they are so far."""
    for done, quad in enumerate(quads, start=1):
        if progress is not None and not done % _STEP:
            progress(done)
        yield quad
