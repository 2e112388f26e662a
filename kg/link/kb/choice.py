"""Which knowledge base is meant: a file, the default that comes along, or the small part of it."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from kg.errors import ConfigError
from kg.iri import slug
from kg.link.kb import installed
from kg.link.kb.lookup import KnowledgeBase
from kg.link.kb.seal import is_sealed
from kg.ontology import Ontology

DEFAULT: Final = "default"
SMALL: Final = "small"  # countries, regions, cities and the terms of the ontology alone
WORDS: Final = (DEFAULT, SMALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A FILE, else what comes along, all of it or the SMALL part."""

    file: Path | None = None
    small: bool = False

    @property
    def name(self) -> str:
        """What the knowledge base is called in the IRI of a graph.

        >>> Choice().name, Choice(small=True).name, Choice(file=Path("lists/My people.kb")).name
        ('default', 'small', 'My_people')
        """
        if self.file is not None:
            return slug(self.file.stem)
        return SMALL if self.small else DEFAULT

    def path(self, ontology: Ontology) -> Path:
        """Return the file, which is written if it comes along and is not there yet."""
        return self.file or installed.default(ontology, small=self.small)

    def open(self, ontology: Ontology) -> KnowledgeBase:
        """Open it; raises ConfigError where a FILE is no knowledge base, or not as it was written."""
        found = KnowledgeBase.open(self.path(ontology))
        if self.file is not None and not is_sealed(self.file):
            raise ConfigError(
                f"{self.file}: is damaged, or from an earlier version; make it anew: kg kb build, kg kb import"
            )
        return found


def chosen(given: Path | str | None) -> Choice:
    """Return what is GIVEN: a path, a word, or nothing for the default; a file of that name is ``./small``.

    >>> chosen("small").small, chosen("./small").file, chosen(None) == chosen("default")
    (True, PosixPath('small'), True)
    >>> chosen("smalt")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: smalt: no knowledge base is there; did you mean 'small'?
    """
    if given is None or given == DEFAULT:
        return Choice()
    if given == SMALL:
        return Choice(small=True)
    path = Path(given)
    near = get_close_matches(str(given), WORDS, n=1, cutoff=0.7)
    if near and str(given) == path.name and not path.exists():
        raise ConfigError(f"{given}: no knowledge base is there; did you mean {near[0]!r}?")
    return Choice(file=path)
