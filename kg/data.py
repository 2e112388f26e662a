"""Where the files are that come with the package: the ontology and the queries.

A wheel carries them inside the package; a checkout has them beside it.
"""

from pathlib import Path
from typing import Final, Literal

Kind = Literal["ontology", "queries"]

DISTRIBUTION: Final = "news-kg"
PACKAGE: Final = Path(__file__).parent
_INSTALLED: Final[dict[Kind, str]] = {"ontology": "ontology_files", "queries": "query_files"}


def find(kind: Kind) -> Path:
    """Return the folder of the ontology or of the queries.

    >>> (find("ontology") / "kg.ttl").name
    'kg.ttl'
    """
    installed = PACKAGE / _INSTALLED[kind]
    return installed if installed.is_dir() else PACKAGE.parent / kind
