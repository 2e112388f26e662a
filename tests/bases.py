"""What a knowledge base of a few names knows, for tests of what reads with it."""

from collections.abc import Iterable, Mapping


class Known:
    """Knows the classes of some NAMES, and what the user has ENTERED."""

    def __init__(
        self,
        names: Mapping[str, Mapping[str, float]] | None = None,
        entered: Mapping[str, str] | None = None,
    ) -> None:
        self.names = dict(names or {})
        self.entered = dict(entered or {})

    def own_type(self, name: str) -> str | None:
        return self.entered.get(name)

    def classes(self, names: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
        return {name: self.names[name] for name in names if name in self.names}
