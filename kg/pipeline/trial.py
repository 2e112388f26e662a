"""One text read at once, for somebody who looks at what comes out: a graph in memory that nothing keeps."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Quad

from kg.errors import SourceError
from kg.iri import BASE
from kg.model import Document
from kg.ontology import Ontology
from kg.pipeline.report import Failure
from kg.pipeline.settings import Settings
from kg.pipeline.stages import Stages
from kg.sources import read_text
from kg.sources.english import is_english


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a text: the document as it was read, its quads, and the seconds that it took."""

    document: Document
    quads: tuple[Quad, ...]
    seconds: float


class Trial:
    """The stages, loaded once; reads one text after the other."""

    def __init__(self, base: str = BASE, ontology: Sequence[Path] = ()) -> None:
        """ONTOLOGY has files of the user's, in whose terms texts are read, too."""
        self._stages = Stages(Settings(base=base, ontology=tuple(ontology)))

    @property
    def ontology(self) -> Ontology:
        """The ontology that texts are read with."""
        return self._stages.ontology

    def read(self, text: str, title: str = "", date: str | None = None) -> Tried:
        """Return what TEXT says under the headline TITLE; DATE is the day that it was published.

        Raise SourceError where a text has no words or is not English, or a stage fails.
        """
        if not any(letter.isalpha() for letter in text):
            raise SourceError("text: it is empty; paste an article")
        began = time.monotonic()
        document = read_text(text, title=title.strip() or None, published=date)
        if not is_english(document):
            raise SourceError("text: it is not English; kg reads English alone")
        for made in self._stages.run([document]):
            if isinstance(made, Failure):
                raise SourceError(made.message)
            quads = _quads(made.quads.shared, made.quads.graph)
            made.quads.discard()
            return Tried(made.document, quads, time.monotonic() - began)
        raise SourceError("text: nothing in it could be read")


def _quads(*parts: Iterable[Quad]) -> tuple[Quad, ...]:
    return tuple(sorted({quad for part in parts for quad in part}, key=str))
