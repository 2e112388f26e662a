"""Questions to a graph: named queries, their parameters, and answers.

    source = query.open_files([Path("out/demo.trig")])
    print(query.answer("who-is-charged", source, {"accused": "Nicolás Maduro"}).to_table())

A source is a store of this process (``open_files``, ``open_store``, ``memory``) or an ``Endpoint``
behind HTTP. The text that runs is the same for both, and so is the form of the answer.
"""

from kg.endpoint import Endpoint
from kg.query.answers import Answer, short, short_iri
from kg.query.ask import Source, answer, stream
from kg.query.catalogue import Parameter, Query, load, names, parse
from kg.query.explain import Explanation, Quote, Rejected, why
from kg.query.frames import claims_frame
from kg.query.homes import with_graphs
from kg.query.mistakes import explain
from kg.query.stores import memory, open_files, open_store
from kg.query.unknown import unknown

__all__ = [
    "Answer",
    "Endpoint",
    "Explanation",
    "Parameter",
    "Query",
    "Quote",
    "Rejected",
    "Source",
    "answer",
    "claims_frame",
    "explain",
    "load",
    "memory",
    "names",
    "open_files",
    "open_store",
    "parse",
    "short",
    "short_iri",
    "stream",
    "unknown",
    "why",
    "with_graphs",
]
