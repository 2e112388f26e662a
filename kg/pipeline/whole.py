"""Documents that are read in sections, and made whole again out of what was found in each."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self, overload

from kg.model import Document, Extraction
from kg.nlp.sections import sections
from kg.pipeline.report import Failure


class Parts(Sequence[Extraction]):
    """What was found in the sections of a document, in their order; of several, each takes a tenth of the memory."""

    def __init__(self, expected: int) -> None:
        """Wait for as many as are EXPECTED."""
        self.expected = expected
        self._found: list[Extraction | bytes] = []

    @classmethod
    def of(cls, found: Sequence[Extraction]) -> Self:
        """Return what was FOUND in the sections of a document."""
        parts = cls(len(found))
        for each in found:
            parts.add(each)
        return parts

    def add(self, extraction: Extraction) -> None:
        """Add what was found in the next section."""
        # Python pickles what it has made itself here, and nothing that came from elsewhere.
        self._found.append(extraction if self.expected == 1 else pickle.dumps(extraction))

    @overload
    def __getitem__(self, place: int) -> Extraction: ...

    @overload
    def __getitem__(self, place: slice) -> list[Extraction]: ...

    def __getitem__(self, place: int | slice) -> Extraction | list[Extraction]:
        if isinstance(place, slice):
            return [_loaded(each) for each in self._found[place]]
        return _loaded(self._found[place])

    def __len__(self) -> int:
        return len(self._found)


def _loaded(found: Extraction | bytes) -> Extraction:
    if isinstance(found, Extraction):
        return found
    loaded: Extraction = pickle.loads(found)  # noqa: S301 - see Parts.add
    return loaded


@dataclass(slots=True)
class _Begun:
    """A document of which some sections are still to come."""

    document: Document
    parts: Parts


class Whole:
    """Cuts documents into sections, and joins what was found in them; sections come back in their order."""

    def __init__(self) -> None:
        self._begun: dict[str, _Begun] = {}  # without those of which a section has failed

    def sections(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the sections of DOCUMENTS."""
        for document in documents:
            parts = sections(document)
            self._begun[document.id] = _Begun(document, Parts(len(parts)))
            yield from parts

    def add(self, section: Document, extraction: Extraction) -> tuple[Document, Parts] | None:
        """Take what was found in a SECTION; return the document and all that was found, once it is the last one."""
        begun = self._begun.get(section.id)
        if begun is None:
            return None
        begun.parts.add(extraction)
        if len(begun.parts) < begun.parts.expected:
            return None
        del self._begun[section.id]
        return begun.document, begun.parts

    def failed(self, failures: Iterable[Failure]) -> Iterator[Failure]:
        """Yield FAILURES, of each document the first."""
        for failure in failures:
            begun = [
                k for k, each in self._begun.items() if each.document.source == failure.document
            ]
            for key in begun:
                del self._begun[key]
            if begun:
                yield failure
