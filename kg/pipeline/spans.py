"""Articles for displaCy, of a graph, of a store in this process, or of one in a folder."""

from pathlib import Path
from typing import Any

from pyoxigraph import Store

from kg.explore import Explorer, spans
from kg.pipeline.graph import Graph
from kg.pipeline.opening import open as open_graph


def displacy(
    source: Graph | Store | Path | str, article: str, *, style: str = "ent"
) -> dict[str, Any]:
    """Return an ARTICLE as ``spacy.displacy.render(…, style=STYLE, manual=True)`` takes it.

    SOURCE is a graph, a store of pyoxigraph, or the path of a store or of a file. STYLE is "ent" for the things that
    are named, or "span" for the sentences with the claims that they support.

    >>> import kg
    >>> kg.displacy(graph, graph.documents[1])["text"]
    'Former minister Ana Ruiz was charged with bribery in Quito on Wednesday.'
    """
    if isinstance(source, Store):
        return spans.displacy(Explorer(source), article, style=style)
    graph = open_graph(source) if isinstance(source, str | Path) else source
    return graph.displacy(article, style=style)
