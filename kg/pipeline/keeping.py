"""Puts what comes of documents into a store, which is made or opened when there is something to write, not before."""

from pathlib import Path
from typing import Final

from kg.closing import Closing
from kg.iri import ONTOLOGY_GRAPH
from kg.ontology.vocabulary import Vocabulary
from kg.pipeline.sifting import Sieve
from kg.rdf import Quads
from kg.store import Embedded, originals, stamps

_BATCH: Final = 64  # documents that are written together


class Keeper(Closing):
    """A store to which documents are added; a context manager that lets go of the folder at its end."""

    def __init__(self, place: Path, base: str, provenance: str) -> None:
        self.place = place
        self.kept = 0
        self._base, self._provenance = base, provenance
        self._reader = Embedded.existing(place, base=base, provenance=provenance)
        self._writer: Embedded | None = None
        self._waiting: list[Quads] = []

    def close(self) -> None:
        """Let go of the folder."""
        for store in (self._writer, self._reader):
            if store is not None:
                store.close()

    @property
    def store(self) -> Embedded | None:
        """What the store has: as it was found, and as it is written from the first document on; None where none is."""
        return (
            self._reader if self._writer is None else self._writer
        )  # not "or": that counts all quads

    def add(self, document: Quads, sieve: Sieve) -> None:
        """Take in a DOCUMENT; every so often what was taken in is written."""
        self._opened()  # now, not at the first batch: whoever waits for another build is told at once
        self._waiting.append(document)
        if len(self._waiting) >= _BATCH:
            self.flush(sieve)

    def flush(self, sieve: Sieve) -> None:
        """Write what was taken in."""
        if not self._waiting:
            return
        notes = [sieve.notes[each.document] for each in self._waiting]
        store = self._opened()
        stamps.remove(store.store, {file for note in notes for file in note.files})
        store.add(self._waiting, sieve.notes)
        self.kept += len(self._waiting)
        for each in self._waiting:
            sieve.notes.pop(each.document, None)
            each.discard()
        self._waiting.clear()
        sieve.files.written(note.file for note in notes)
        stamps.write(store.store, sieve.files.ready())

    def finish(self, sieve: Sieve) -> None:
        """Write what is left, which files have which articles now, and which articles are copies of which."""
        self.flush(sieve)
        for name, file in sieve.also:
            if self._has(name):
                self._opened().add_file(name, file)
        for new, old, file in sieve.left:
            if self._has(new):
                self._opened().leave_file(old, file)
        if self.store is not None and not originals.are_found(self.store.store):
            self._opened().find_originals()
        if self._writer is not None:  # where nothing else is written, the store stays as it is
            stamps.write(self._writer.store, sieve.files.ready(at_end=True))

    def describe(self, known: Vocabulary) -> None:
        """Let the part of the ontology go along that is used, if anything is KNOWN; an unchanged store stays."""
        if self.store is None:
            return
        has_some = self.store.has(ONTOLOGY_GRAPH)
        if known and (self._writer is not None or not has_some):
            self._opened().describe(known)
        elif not known and has_some:
            self._opened().replace(ONTOLOGY_GRAPH, (), ())

    def _has(self, name: str) -> bool:
        return self.store is not None and self.store.has(name)

    def _opened(self) -> Embedded:
        if self._writer is None:
            self._writer = Embedded.open(self.place, base=self._base, provenance=self._provenance)
            if self._reader is not None:
                self._reader.close()
                self._reader = None
        return self._writer
