"""Documents that are read in sections, and made whole again out of what was found in each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from kg.model import Document, Extraction
from kg.nlp.sections import sections
from kg.pipeline.report import Failure

# What an extraction lists in the order of the text; its dateline is that of the first section.
_IN_ORDER: Final = (
    *("mentions", "claims", "rejections", "sentences", "attributions", "numbers", "numbers_lost"),
)


@dataclass(slots=True)
class _Begun:
    """A document of which some sections are still to come."""

    document: Document
    count: int
    found: list[Extraction] = field(default_factory=list)


class Whole:
    """Cuts documents into sections, and joins what was found in them; sections come back in their order."""

    def __init__(self) -> None:
        self._begun: dict[str, _Begun] = {}  # without those of which a section has failed

    def sections(self, documents: Iterable[Document]) -> Iterator[Document]:
        """Yield the sections of DOCUMENTS."""
        for document in documents:
            parts = sections(document)
            self._begun[document.id] = _Begun(document, len(parts))
            yield from parts

    def add(self, section: Document, extraction: Extraction) -> tuple[Document, Extraction] | None:
        """Take what was found in a SECTION; return the document and all that was found, once it is the last one."""
        begun = self._begun.get(section.id)
        if begun is None:
            return None
        begun.found.append(extraction)
        if len(begun.found) < begun.count:
            return None
        del self._begun[section.id]
        return begun.document, joined(begun.found)

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


def joined(found: Sequence[Extraction]) -> Extraction:
    """Return what was FOUND in the sections of a document, in their order, as one extraction."""
    if len(found) == 1:
        return found[0]
    unknown = sum((Counter(each.unknown) for each in found), Counter())
    lists: dict[str, Any] = {
        name: tuple(one for each in found for one in getattr(each, name)) for name in _IN_ORDER
    }
    return replace(found[0], unknown=dict(sorted(unknown.items())), **lists)
