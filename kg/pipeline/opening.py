"""open(): a graph that was built before, from a store or from files."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import RdfFormat

from kg.errors import ConfigError
from kg.files import unpacked
from kg.pipeline.graph import Graph
from kg.query import with_graphs
from kg.rdf import Provenance
from kg.rdf.read import read
from kg.store import Embedded


def open(*places: Path | str | list[Path | str]) -> Graph:
    """Open the store in a folder, or RDF files together, for questions; nothing is written to them.

    Claims of a file without named graphs, such as Turtle, stand in the graphs of their articles.
    A store is asked as it is at the first question, also while a build writes to it; open it again for what came
    since.

    >>> import kg, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = graph.save(f"{folder}/graph.trig")
    ...     kg.open(path).query("who-is-charged").records()[0]["accusedLabel"]
    'Ana Ruiz'
    >>> kg.open("nowhere")
    Traceback (most recent call last):
    ...
    kg.errors.StoreError: nowhere: no store is there; make one with kg build --store nowhere
    """
    for place in places:
        if isinstance(place, str) and "://" in place:
            advice = f"bring it into a file: kg pull --from {place} -o graph.trig"
            raise ConfigError(f"{place}: an address is not opened; {advice}")
    paths = list(_paths(places))
    if not paths:
        raise ConfigError("open: nothing is named; give the folder of a store, or RDF files")
    files = [path for path in paths if _is_file(path)]
    if len(files) == len(paths):
        return Graph(None, Provenance.FULL, quads=with_graphs(read(files)))
    if len(paths) > 1:
        other = next(path for path in paths if path not in files)
        raise ConfigError(f"{other}: not an RDF file; open one store, or files alone")
    with Embedded.read_only(paths[0]) as embedded:
        density = embedded.provenance
    return Graph(None, Provenance(density), store=paths[0])


def _paths(places: tuple[Path | str | list[Path | str], ...]) -> Iterator[Path]:
    for place in places:
        yield from map(Path, [place] if isinstance(place, str | Path) else place)


def _is_file(path: Path) -> bool:
    """Tell whether PATH is, or is called like, a file of RDF, packed or not."""
    is_named = RdfFormat.from_extension(unpacked(path).suffix.removeprefix(".")) is not None
    return path.is_file() or (not path.is_dir() and is_named)
