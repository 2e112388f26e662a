"""Terms of the ontology that a query names and that there are not: it runs, and finds nothing."""

from collections.abc import Iterator
from difflib import get_close_matches
from itertools import pairwise
from pathlib import Path

from kg.iri import ONTOLOGY
from kg.ontology.vocabulary import vocabulary
from kg.query.tokens import Token, tokens


def unknown(text: str, *extra: Path) -> Iterator[str]:
    """Yield a sentence for each class or property in the query TEXT that neither the package nor EXTRA files have.

    >>> list(unknown("ASK { ?x a kg:Organisation }"))
    ['line 1: kg:Organisation is no term of the ontology; did you mean kg:Organization?']
    """
    known = {term.value for term in vocabulary(*extra)}
    names = sorted(term.removeprefix(ONTOLOGY) for term in known if term.startswith(ONTOLOGY))
    told: set[str] = set()
    for name, place in _named(text):
        if ONTOLOGY + name not in known and name not in told:
            told.add(name)
            near = get_close_matches(name, names, n=1)
            hint = f"did you mean kg:{near[0]}?" if near else "kg ontology shows all"
            line = text.count("\n", 0, place) + 1
            yield f"line {line}: kg:{name} is no term of the ontology; {hint}"


def _named(text: str) -> Iterator[tuple[str, int]]:
    """Yield the local names of the ontology in the query TEXT, and where they stand."""
    found = list(tokens(text))
    prefix = _prefix(found)
    for token in found:
        name = ""
        if token.lastgroup == "prefixed" and token[0].startswith(prefix):
            name = token[0].removeprefix(prefix)
        elif token.lastgroup == "iri" and token[0][1:-1].startswith(ONTOLOGY):
            name = token[0][1:-1].removeprefix(ONTOLOGY)
        if name:
            yield name, token.start()


def _prefix(found: list[Token]) -> str:
    """Return the prefix, with its colon, that stands for the ontology."""
    declared = {
        iri[0][1:-1]: name[0]
        for name, iri in pairwise(found)
        if name.lastgroup == "prefixed" and iri.lastgroup == "iri"
    }
    return declared.get(ONTOLOGY, "kg:")
