"""A store, an endpoint and a ledger, opened together for one push or comparison."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Store

from kg.endpoint import Endpoint, connect
from kg.iri import BASE
from kg.store.layout import Graphs, layout_for
from kg.store.ledger import Ledger, writing
from kg.store.local import Local
from kg.store.remote import Remote


@dataclass(frozen=True, slots=True)
class Exchange:
    """What takes part: what is to be at the endpoint, what is there, and what is known of it."""

    local: Local
    remote: Remote
    ledger: Ledger


@contextmanager
def exchange(
    store: Store,
    endpoint: Endpoint,
    ledger: Path,
    *,
    graphs: Graphs | str = Graphs.DOCUMENT,
    shared: str | None = None,
    base: str = BASE,
    with_ontology: bool = True,
) -> Iterator[Exchange]:
    """Open ENDPOINT for what STORE has; LEDGER is the file that keeps what was pushed.

    GRAPHS and SHARED say which graphs there are, as in ``layout_for``. WITH_ONTOLOGY false leaves out the ontology
    that goes along with the store.
    """
    with connect(endpoint) as connection:
        layout = layout_for(connection.profile, graphs, shared=shared, base=base)
        target = f"{connection.services.update} {layout.graphs} {layout.shared or ''}"
        local = Local(store, layout, with_ontology=with_ontology)
        with Ledger(ledger, target) as opened, writing(ledger):
            yield Exchange(local, Remote(connection), opened)


def ledger_beside(place: Path) -> Path:
    """Return where the ledger is of the store, or the file, at PLACE.

    >>> ledger_beside(Path("out/demo")).as_posix()
    'out/demo.ledger'
    >>> ledger_beside(Path(".")) == Path(f"{Path.cwd()}.ledger")
    True
    """
    named = place.resolve() if place.name in ("", "..") else place
    return named.with_name(f"{named.name}.ledger")
