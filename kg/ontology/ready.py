"""The vocabularies of others that come with the package, each by its name."""

from difflib import get_close_matches
from pathlib import Path

from kg import data
from kg.errors import OntologyError


def names() -> list[str]:
    """Return the names of the vocabularies that come with the package, sorted.

    >>> names()
    ['cameo', 'ftm', 'plover', 'prov-o', 'schema.org', 'sem', 'wikidata']
    """
    return sorted(path.stem for path in _folder().glob("*.ttl"))


def found(given: Path | str) -> Path:
    """Return the file that is GIVEN as ``--ontology``: by its path, or by the name of a vocabulary that comes along.

    A file of the user's that has such a name is taken before the vocabulary.

    >>> found("schema.org").name, found("mine.ttl").name
    ('schema.org.ttl', 'mine.ttl')
    >>> found("schema")
    Traceback (most recent call last):
    ...
    kg.errors.OntologyError: schema: no file and no vocabulary is called so; did you mean 'schema.org'?
    """
    path, name = Path(given), str(given)
    if path.exists() or path.name != name:
        return path
    if name in names():
        return _folder() / f"{name}.ttl"
    if not path.suffix:
        near = get_close_matches(name, names(), n=1, cutoff=0.6)
        hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(names())}"
        raise OntologyError(f"{name}: no file and no vocabulary is called so; {hint}")
    return path


def _folder() -> Path:
    return data.find("ontology") / "vocabularies"
