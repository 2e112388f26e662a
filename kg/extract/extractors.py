"""Which extractors there are: our own two, a language model, and what other packages publish as ``kg.extractors``.

An extractor of another package is a function that takes an annotated ``Doc`` and the ontology and returns claims:

    [project.entry-points."kg.extractors"]
    sanctions = "our_package.sanctions:extract"

Its claims pass the same gate as all others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Final

from kg.errors import ConfigError
from kg.model import Claim

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.ontology import Ontology

Part = Callable[["Doc", "Ontology"], Iterable[Claim]]

RULES: Final = "rules"
NETWORK: Final = "network"
LLM: Final = "llm"  # what a language model of the user's proposed (kg.llm)
EXTRACTORS: Final = (RULES, NETWORK)  # what reads where nobody chooses
_OURS: Final = (*EXTRACTORS, LLM)
GROUP: Final = "kg.extractors"


def published(names: Sequence[str]) -> Mapping[str, EntryPoint | None]:
    """Return who publishes the extractors called NAMES, in their order; nobody for our own. Nothing is loaded.

    Raises ConfigError for a name that nobody publishes, or for none at all.

    >>> published(["network", "rules"])
    {'network': None, 'rules': None}
    """
    if not names:
        raise ConfigError(f"extractors: none is chosen; have: {', '.join(_OURS)}")
    if set(names) <= set(_OURS):
        return dict.fromkeys(
            names
        )  # at once: asking all packages what they publish takes milliseconds
    points = {point.name: point for point in entry_points(group=GROUP)}
    for name in names:
        if name not in _OURS and name not in points:
            known = [*_OURS, *sorted(points)]
            near = get_close_matches(name, known, n=1, cutoff=0.5)
            advice = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(known)}"
            raise ConfigError(f"extractors: {name!r} is none; {advice}")
    return {name: None if name in _OURS else points[name] for name in names}


def chosen(names: Sequence[str]) -> Mapping[str, Part | None]:
    """Return the extractors called NAMES, in their order; our own are None.

    >>> list(chosen(["network", "rules"]))
    ['network', 'rules']
    """
    points = published(names)
    return {name: point.load() if point else None for name, point in points.items()}
