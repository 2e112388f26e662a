"""What is said of one thing, as RDF: what an address of the graph gives to a client that asks for data."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg.explore.claims import Claims
from kg.explore.reader import ARTICLE, FACTS, LABEL, TYPE, Reader
from kg.iri import ONTOLOGY_GRAPH

MOST: Final = 10_000  # triples in which a thing is the object


def described(reader: Reader, claims: Claims, thing: NamedNode) -> Iterator[Triple]:
    """Yield what the store says of THING.

    Of an entity or a value these are its facts and those about it, with the names of the others; of an event its roles
    and the claims about it; of a claim all that its articles say of it; of an article its graph; of the ontology all
    that the store has of it.
    """
    store = reader.store
    if thing.value == ONTOLOGY_GRAPH:
        yield from (quad.triple for quad in store.quads_for_pattern(None, None, None, thing))
        return
    if any(store.quads_for_pattern(thing, TYPE, ARTICLE, thing)):
        yield from (quad.triple for quad in store.quads_for_pattern(None, None, None, thing))
        return
    seen: set[Triple] = set()
    for triple in _around(reader, claims, thing):
        if triple not in seen:
            seen.add(triple)
            yield triple


def _around(reader: Reader, claims: Claims, thing: NamedNode) -> Iterator[Triple]:
    own = [quad.triple for quad in reader.quads(thing, None, None, FACTS)]
    about = [quad.triple for quad in islice(reader.quads(None, None, thing, FACTS), MOST)]
    yield from own
    yield from about
    for claim, article in claims.named(thing):
        yield from (quad.triple for quad in reader.quads(claim, None, None, article))
    yield from (quad.triple for quad in reader.quads(thing, None, None, NamedNode(ONTOLOGY_GRAPH)))
    others = {triple.object for triple in own} | {triple.subject for triple in about}
    for other in sorted((each for each in others if isinstance(each, NamedNode)), key=str):
        yield from (quad.triple for quad in reader.quads(other, LABEL, None, FACTS))
