"""Where the graphs of a store go at an endpoint: one named graph a document, or all into one graph.

A store whose queries see the union of all graphs has no default graph to keep facts apart in:
there the facts get a graph with a name.
"""

from dataclasses import dataclass
from enum import StrEnum

from kg.endpoint import Profile
from kg.errors import ConfigError
from kg.iri import BASE


class Graphs(StrEnum):
    """Which graphs there are at the endpoint."""

    DOCUMENT = "document"  # the facts in one, and one named graph a document
    ONE = "one"  # everything in one named graph
    DEFAULT = "default"  # everything in the default graph


@dataclass(frozen=True, slots=True)
class Layout:
    """GRAPHS, and the name of the graph that documents share; None is the default graph."""

    graphs: Graphs = Graphs.DOCUMENT
    shared: str | None = None

    def place(self, graph: str | None) -> str | None:
        """Return where what GRAPH of a store holds goes; None is the default graph.

        >>> Layout(Graphs.ONE, "urn:all").place("https://example.org/a1")
        'urn:all'
        >>> Layout().place("https://example.org/a1")
        'https://example.org/a1'
        """
        apart = graph is not None and self.graphs is Graphs.DOCUMENT
        return graph if apart else self.shared


def layout_for(
    profile: Profile, graphs: Graphs | str, *, shared: str | None = None, base: str = BASE
) -> Layout:
    """Return the layout that a store of this PROFILE can have; SHARED names the graph that documents share.

    >>> from kg.endpoint import PROFILES
    >>> layout_for(PROFILES["oxigraph"], "document").shared is None
    True
    >>> layout_for(PROFILES["virtuoso"], "document").shared
    'https://w3id.org/news-kg/graph/facts'
    """
    chosen = Graphs(graphs)
    if chosen is Graphs.DEFAULT:
        if shared is not None:
            raise ConfigError("--graph: the default graph has no name; use --graphs one")
        if not profile.default_graph:
            raise ConfigError(
                f"--graphs default: {profile.title} has no default graph of its own; use --graphs one"
            )
        return Layout(chosen, None)
    if chosen is Graphs.ONE:
        return Layout(chosen, shared or f"{base}graph/news")
    facts = None if profile.default_graph else f"{base}graph/facts"
    return Layout(chosen, shared or facts)
