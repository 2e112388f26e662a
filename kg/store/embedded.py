"""A store in a folder or in memory that knows which documents support each of its facts.

The default graph has the facts, a named graph a document has the rest, and one graph more, the
ledger, has a line for each fact of each document (``docs/decisions/0003-support-of-facts.md``). It
is written with the document, in one transaction, and shown to nobody. What a knowledge base says of
the things that documents name is supported like facts, in a graph of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from operator import length_hint
from pathlib import Path
from types import MappingProxyType
from typing import Final, Protocol, Self

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kg import iri
from kg.closing import Closing
from kg.counts import Counts
from kg.errors import StoreError
from kg.files import write
from kg.ontology import vocabulary
from kg.snapshot import read_only
from kg.store import notes, originals, revisions, transaction, written
from kg.store.addresses import documents_at
from kg.store.enriched import enrichments
from kg.store.folder import check_folder, open_store, reason
from kg.store.notes import LEDGER, Note
from kg.store.totals import Totals

_OURS: Final = frozenset({LEDGER.value, iri.ONTOLOGY_GRAPH})  # graphs that are no document's
_STORE: Final = NamedNode("urn:news-kg:store")
_MARKS: Final = {
    name: NamedNode(f"urn:news-kg:store#{name}") for name in ("format", "base", "provenance")
}
_FORMAT: Final = "1"
# New documents are written together until they have so many quads: a transaction has its price.
_BATCH: Final = 20_000


class Contribution(Protocol):
    """What one document adds: what other documents may support too, and its own graph."""

    @property
    def document(self) -> str:
        """The IRI of the document and of its graph."""
        ...

    @property
    def shared(self) -> Iterable[Quad]:
        """Facts, which are quads of the default graph, and what knowledge bases say, in graphs of theirs."""
        ...

    @property
    def graph(self) -> Iterable[Quad]:
        """Quads of the document's graph."""
        ...


def _begin(store: Store, wanted: Mapping[str, str | None]) -> None:
    """Write into an empty STORE what it was made with, as WANTED."""
    values = {"format": _FORMAT, "base": wanted["base"] or iri.BASE}
    values["provenance"] = wanted["provenance"] or "full"
    store.extend(
        Quad(_STORE, _MARKS[name], Literal(value), LEDGER) for name, value in values.items()
    )


class Embedded(Closing):
    """An open store; a context manager that lets go of the folder at its end."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self.store = store
        self._folder, self._place = folder, str(folder or "store in memory")
        self._totals = Totals(store)

    @classmethod
    def open(
        cls, path: Path | None = None, *, base: str | None = None, provenance: str | None = None
    ) -> Self:
        """Open the store in the folder at PATH, made where there is none; in memory without PATH.

        BASE and PROVENANCE must be those that the store was made with.
        """
        if provenance == "none":
            raise StoreError(
                f"{path or 'store'}: without provenance no document could be replaced or removed; "
                "use full or compact"
            )
        if path is None:
            opened = cls(Store(), None)
        else:
            check_folder(path)
            marks = {"base": base, "provenance": provenance}
            opened = cls(open_store(path, lambda store: _begin(store, marks)), path)
        try:
            opened._check_marks({"base": base, "provenance": provenance})
        except StoreError:
            opened.close()
            raise
        return opened

    @classmethod
    def read_only(cls, path: Path) -> Self:
        """Open the store at PATH as it is now, for reading, also while another process writes."""
        if not path.is_dir():
            raise StoreError(f"{path}: no store is there; make one with kg build --store {path}")
        check_folder(path)
        try:
            opened = cls(read_only(path), path)
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {reason(error)}; check the path") from error
        opened._check_format()
        return opened

    @classmethod
    def existing(cls, path: Path, *, base: str, provenance: str) -> Self | None:
        """Open the store at PATH for reading, if it may go on with BASE and PROVENANCE; None where none is yet."""
        check_folder(path)
        if not path.is_dir() or not any(path.iterdir()):
            return None
        opened = cls.read_only(path)
        opened._check_wanted({"base": base, "provenance": provenance})
        return opened

    def __len__(self) -> int:
        return sum(1 for _ in self.quads())

    def close(self) -> None:
        """Let go of the folder; the store cannot be used any more."""
        self._totals.end()
        del self._totals
        del self.store  # the lock goes with the last reference

    def add(
        self, documents: Iterable[Contribution], noted: Mapping[str, Note] = MappingProxyType({})
    ) -> None:
        """Add DOCUMENTS, each whole or not at all; one that is there already is replaced.

        NOTED has what is to be known of them at the next build.
        """
        waiting: list[Quad] = []
        fresh: set[str] = set()
        for each in documents:
            if each.document in fresh or len(waiting) > _BATCH:
                self._write(waiting)
                waiting, fresh = [], set()
            note = noted.get(each.document)
            if self.has(each.document):
                self.replace(each.document, each.shared, each.graph, note)
                continue
            self._totals.add(each.shared, each.graph)
            written.tell(each.document, each.shared, had=False, has=True)
            quads = transaction.written(NamedNode(each.document), each.shared, each.graph)
            quads = chain(quads, notes.quads(each.document, note) if note else ())
            if length_hint(each.graph) > _BATCH:  # a long document, which is never in memory
                self._write(quads)
            else:
                fresh.add(each.document)
                waiting.extend(quads)
        if waiting:
            self._write(waiting)

    def _write(self, quads: Iterable[Quad]) -> None:
        """Write QUADS at once or not at all: as a file of the engine's own, in half the time of a transaction."""
        self._totals.begin()
        self.store.bulk_extend(quads)
        self._totals.written()

    def replace(
        self,
        document: str,
        shared: Iterable[Quad],
        graph: Iterable[Quad],
        note: Note | None = None,
    ) -> None:
        """Make SHARED, GRAPH and NOTE all that the store has of DOCUMENT, in one transaction.

        What its graph tells of earlier texts stays; if NOTE is of another text, the one that goes becomes one of them.
        A document without any of them is no document.
        """
        name = NamedNode(document)
        lines = {transaction.line(quad): quad for quad in shared}
        before, supported = self._graph(name), self._supported(name)
        noted = set(notes.old(self.store, document))
        corrected = revisions.is_corrected(self.note(document), note)
        after = set(graph)
        after |= revisions.kept(name, before, after, corrected=corrected)
        told = notes.left(document, note, noted)
        if before == after and supported == lines.keys() and noted == told:
            return
        gone = supported - lines.keys()
        new = [quad for line, quad in lines.items() if line not in supported]
        orphans = transaction.quads_of(self._orphans(name, gone))
        old = transaction.block(
            before - after, transaction.ledger(name, gone), orphans, noted - told
        )
        had, has = bool(before or supported), bool(after or lines)
        written.tell(document, (*new, *orphans), had=had, has=has)
        self._totals.begin()
        change = self._totals.before(new, orphans)
        self.store.update(
            f"DELETE DATA {old} ;"
            f"INSERT DATA {transaction.block(transaction.written(name, new, after - before), told - noted)}"
            + ("" if after else f" ; DROP SILENT GRAPH {name}")
        )
        self._drop_empty({quad.graph_name for quad in orphans} - {DefaultGraph()})
        self._totals.after(change, name, len(after) - len(before))

    def revise(self, document: str, gone: Collection[Quad], new: Collection[Quad]) -> None:
        """Take quads that are GONE out of the graph of DOCUMENT, and put NEW ones in, in one transaction."""
        written.tell_graph(document)
        self._totals.begin()
        change = self._totals.before((), ())
        old, fresh = transaction.block(gone), transaction.block(new)
        self.store.update(f"DELETE DATA {old} ; INSERT DATA {fresh}")
        self._drop_empty({NamedNode(document)})
        self._totals.after(change, NamedNode(document), len(new) - len(gone))

    def find_originals(self) -> None:
        """Find out which articles are copies or later versions of others, if some were written or removed."""
        originals.find(self, self._folder)

    def _drop_empty(self, graphs: Iterable[object]) -> None:
        for graph in graphs:
            if isinstance(graph, NamedNode) and not self._graph(graph):
                self.store.remove_graph(graph)

    def remove(self, name: str) -> tuple[str, ...]:
        """Remove the document called NAME, those whose address is NAME, or those that only the file NAME has.

        Return their IRIs. The facts that only they support go too.
        """
        found = self._called(name)
        if found:
            for document in found:
                self.replace(document, (), ())
        else:
            path = name if iri.is_address(name) else Path(name).resolve()
            file = notes.relative(path, self._place)
            if not (had := self.of_file(file)):
                raise StoreError(self._unknown(name))
            found = tuple(document for document in had if self.leave_file(document, file))
        self.find_originals()
        self.describe()
        return found

    def _unknown(self, name: str) -> str:
        near = get_close_matches(name, self.documents(), n=1)
        hint = f"did you mean {near[0]!r}? " if near else ""
        look = f"see what it has: kg query documents --store {self._place} --format csv"
        return f"{self._place}: it has no document or file {name!r}; {hint}{look}"

    def describe(self, known: vocabulary.Vocabulary | None = None) -> None:
        """Let the part of the ontology that is used go along, as one more document that is shown to nobody.

        Of terms that are not KNOWN, what the store has of them is kept as long as they are used.
        """
        terms = {**self.described(), **(known or {})}
        if not terms:
            return
        part = vocabulary.part(terms, (term for term in terms if self._uses(term)))
        self.replace(iri.ONTOLOGY_GRAPH, vocabulary.facts(part), vocabulary.graph(part))

    def described(self) -> vocabulary.Vocabulary:
        """Return what the store has of the ontology, by term."""
        return vocabulary.described(self._graph(vocabulary.GRAPH))

    def _uses(self, term: NamedNode) -> bool:
        """Tell whether anything is said of TERM, or with it, outside of the ontology itself."""
        as_predicate = self.store.quads_for_pattern(None, term, None)
        as_object = self.store.quads_for_pattern(None, None, term)
        return any(not vocabulary.is_ontology(quad) for quad in chain(as_predicate, as_object))

    def note(self, document: str) -> Note | None:
        """Return what was noted of DOCUMENT when it was last written; None where nothing was."""
        return notes.read(self.store, document)

    def of_file(self, file: str) -> tuple[str, ...]:
        """Return the documents that FILE has, or had when it was last read."""
        return notes.of_file(self.store, file)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield each document with each file that has it, relative to the store, in no order."""
        return notes.files(self.store)

    def add_file(self, document: str, file: str) -> None:
        """Note that FILE has DOCUMENT, too."""
        self.store.add(notes.file_quad(document, file))

    def leave_file(self, document: str, file: str) -> bool:
        """Note that FILE has DOCUMENT no more; with its last file, or if none was noted, it goes. Tell whether."""
        note = self.note(document)
        goes = note is None or note.files == {file}
        if goes:
            self.replace(document, (), ())
        else:
            self.store.remove(notes.file_quad(document, file))
        return goes

    def totals(self) -> Counts:
        """Return how many facts and triples there are; at once, unless a build was killed before."""
        return self._totals.now()

    @property
    def base(self) -> str:
        """Where the IRIs of the store's things begin."""
        return self._mark("base") or iri.BASE

    @property
    def provenance(self) -> str:
        """How much the store keeps of who said so, and where."""
        return self._mark("provenance") or "full"

    def documents(self) -> tuple[str, ...]:
        """Return the IRIs of all documents, sorted."""
        names = (graph.value for graph in self.store.named_graphs() if isinstance(graph, NamedNode))
        others = _OURS.union(graph.value for graph in self.enrichments())
        return tuple(sorted(name for name in names if name not in others))

    def enrichments(self) -> tuple[NamedNode, ...]:
        """Return the graphs that have what knowledge bases say, sorted."""
        return enrichments(self.store)

    def quads(self) -> Iterator[Quad]:
        """Return facts and graphs, without the ledger, in no order."""
        return (quad for quad in self.store if quad.graph_name != LEDGER)

    def said(self) -> Iterator[tuple[str, tuple[Quad, ...]]]:
        """Yield the IRI of each document with all that it says: what it supports, and its own graph.

        The ontology that goes along comes last.
        """
        for document in (*self.documents(), iri.ONTOLOGY_GRAPH):
            name = NamedNode(document)
            shared = transaction.quads_of(sorted(self._supported(name)))
            yield document, (*shared, *sorted(self._graph(name), key=str))

    def dump(self, path: Path) -> None:
        """Write everything to PATH as sorted N-Quads: the same content gives the same bytes."""
        write(path, (line.encode() for line in sorted(f"{quad} .\n" for quad in self.quads())))

    def has(self, document: str) -> bool:
        """Tell whether DOCUMENT is there."""
        name = NamedNode(document)
        return self.store.contains_named_graph(name) or bool(self._supported(name))

    def _graph(self, name: NamedNode) -> set[Quad]:
        return set(self.store.quads_for_pattern(None, None, None, name))

    def _supported(self, name: NamedNode) -> set[str]:
        found = self.store.quads_for_pattern(name, transaction.SUPPORTS, None, LEDGER)
        return {quad.object.value for quad in found if isinstance(quad.object, Literal)}

    def _orphans(self, name: NamedNode, lines: Iterable[str]) -> Iterator[str]:
        """Yield those of LINES that no document but NAME supports."""
        for line in lines:
            supporters = self.store.quads_for_pattern(
                None, transaction.SUPPORTS, Literal(line), LEDGER
            )
            if all(quad.subject == name for quad in supporters):
                yield line

    def _called(self, name: str) -> tuple[str, ...]:
        names = {name, iri.from_url(name) or name}
        found = {each for each in names if transaction.is_iri(each) and self.has(each)}
        found = found or set(documents_at(self.store, names))
        return tuple(sorted(found - _OURS.union(graph.value for graph in self.enrichments())))

    def _mark(self, name: str) -> str | None:
        marks = self.store.quads_for_pattern(_STORE, _MARKS[name], None, LEDGER)
        return next((quad.object.value for quad in marks if isinstance(quad.object, Literal)), None)

    def _check_format(self) -> None:
        found = self._mark("format")
        if found == _FORMAT:
            return
        wrong = "not made by kg" if found is None else f"made by another version, format {found}"
        raise StoreError(f"{self._place}: this store was {wrong}; build a new one elsewhere")

    def _check_marks(self, wanted: dict[str, str | None]) -> None:
        """Check that the store goes on as it began; a new one begins as WANTED."""
        if next(iter(self.store), None) is None:
            _begin(self.store, wanted)
            return
        self._check_format()
        self._check_wanted(wanted)

    def _check_wanted(self, wanted: dict[str, str | None]) -> None:
        for name, value in wanted.items():
            found = self._mark(name)
            if value is not None and value != found:
                raise StoreError(
                    f"{self._place}: this store was built with {name} {found!r}, not {value!r}; "
                    f"use --{name} {found} or choose another --store"
                )
