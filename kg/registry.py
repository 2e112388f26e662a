"""Parts that are found by name, through entry points: our own and a stranger's alike."""

from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Any, Literal

from kg.errors import ConfigError

Kind = Literal["sources", "extractors", "linkers"]


def names(kind: Kind) -> list[str]:
    """Return the names of all parts of a KIND, sorted."""
    return sorted({point.name for point in entry_points(group=f"kg.{kind}")})


def load(kind: Kind, name: str) -> Any:
    """Import and return the part called NAME."""
    found = entry_points(group=f"kg.{kind}", name=name)
    if not found:
        near = get_close_matches(name, names(kind), n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"have: {', '.join(names(kind))}"
        raise ConfigError(f"{kind}: no part is called {name!r}; {hint}")
    if len(found) > 1:
        homes = ", ".join(sorted(part.value for part in found))
        raise ConfigError(f"{kind}: {name!r} is published twice, by {homes}; uninstall one")
    return next(iter(found)).load()
