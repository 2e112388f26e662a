"""What a user can cause, as exceptions.

    KgError
    ├── ConfigError      a setting, an option, the name of a part
    ├── SourceError      a file, a page or a feed that cannot be read
    ├── OntologyError    the ontology, the lexicon, the shapes
    ├── QueryError       a query, its parameters, an endpoint
    └── StoreError       the embedded store

Every message is one line: ``where: what is wrong; what to do``. Bugs stay ``ValueError`` and ``TypeError``.
"""


class KgError(Exception):
    """Something that the user can mend; the message says where and how."""


class ConfigError(KgError):
    """A setting, an option or the name of a part is wrong."""


class SourceError(KgError):
    """A document cannot be read."""


class OntologyError(KgError):
    """The ontology, the lexicon or the shapes contradict themselves or their standard."""


class QueryError(KgError):
    """A query cannot be found, parsed, given its parameters, or answered."""


class StoreError(KgError):
    """The embedded store cannot be opened or written."""
