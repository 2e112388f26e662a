"""Ontologies and facts of Turtle, and a store of articles that name the chief executives of a firm."""

from collections.abc import Callable
from pathlib import Path

import pytest
from chiefs import FIRMS, PREFIXES, Written, article
from pyoxigraph import RdfFormat, Store, parse

from kg.infer import Inference, infer
from kg.store import Embedded


@pytest.fixture
def ontology(tmp_path: Path) -> Callable[[str], Path]:
    """Writes an ontology to a file."""

    def write(turtle: str, name: str = "deals.ttl") -> Path:
        path = tmp_path / name
        path.write_text(PREFIXES + turtle)
        return path

    return write


@pytest.fixture
def firms(ontology: Callable[[str], Path]) -> Path:
    return ontology(FIRMS)


@pytest.fixture
def concluded(ontology: Callable[[str], Path]) -> Callable[..., Inference]:
    """Infers from facts and an ontology, both Turtle."""

    def run(facts: str, axioms: str, **options: object) -> Inference:
        store = Store()
        store.bulk_extend(parse((PREFIXES + facts).encode(), format=RdfFormat.TURTLE))
        return infer(store, [ontology(axioms)], **options)

    return run


@pytest.fixture
def two_chiefs(tmp_path: Path) -> Path:
    """A store with two articles that assert, and one that has an allegation."""
    folder = tmp_path / "store"
    told = {1: ("Ana_Ruiz", "Asserted"), 2: ("Leo_Ott", "Asserted"), 3: ("Eva_Roth", "Alleged")}
    with Embedded.open(folder) as store:
        store.add(
            Written(f"https://a.example/{number}", article(number, person, status))
            for number, (person, status) in told.items()
        )
    return folder
