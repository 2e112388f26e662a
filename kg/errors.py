"""What a user can cause, as exceptions.

    KgError
    ├── ConfigError      a setting, an option, the name of a part
    ├── SourceError      a file, a page or a feed that cannot be read
    ├── OntologyError    the ontology, the lexicon, the shapes
    ├── QueryError       a query, its parameters
    ├── EndpointError    a SPARQL endpoint that is not there, refuses, or breaks off
    └── StoreError       the embedded store, a ledger

Every message is one line: ``where: what is wrong; what to do``. Bugs stay ``ValueError`` and ``TypeError``.
"""

from importlib import import_module
from typing import Any


class KgError(Exception):
    """Something that the user can mend; the message says where and how.

    >>> import kg
    >>> try:
    ...     kg.open("nowhere")
    ... except kg.KgError as error:
    ...     print(error)
    nowhere: no store is there; make one with kg build --store nowhere
    """


class ConfigError(KgError):
    """A setting, an option or the name of a part is wrong."""


class SourceError(KgError):
    """A document cannot be read."""


class OntologyError(KgError):
    """The ontology, the lexicon or the shapes contradict themselves or their standard."""


class QueryError(KgError):
    """A query cannot be found, parsed, given its parameters, or answered."""


class EndpointError(KgError):
    """A SPARQL endpoint cannot be reached, refuses, is too slow, or answers wrongly."""


class StoreError(KgError):
    """The embedded store, or the ledger of what was pushed, cannot be opened or written."""


def library(name: str, extra: str) -> Any:
    """Return the module NAME of a library that comes with an EXTRA of the package.

    >>> library("pandaz", "pandas")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: pandaz: it is not installed; pip install 'news-kg[pandas]'
    """
    try:
        return import_module(name)
    except ImportError as error:
        root = name.partition(".")[0]
        raise ConfigError(f"{root}: it is not installed; pip install 'news-kg[{extra}]'") from error
