"""What fills the roles of an event: each thing once, no pronoun for another of its things, always in the same order."""

from collections.abc import Iterable
from typing import Final

from kg import vocabulary
from kg.model import Argument, Filler, Mention

_PERSONAL: Final = vocabulary.words("pronouns", "personal")


def distinct(values: Iterable[Filler]) -> list[Filler]:
    """Return VALUES, each thing once, whatever it is called: "the actress … her"."""
    return list({(v.name, v.type) if isinstance(v, Mention) else v: v for v in values}.values())


def is_oneself(argument: Argument, others: Iterable[Argument]) -> bool:
    """Tell whether a pronoun was taken for what fills another role: "Hale sued the firm, alleging it had lied"."""
    value = argument.filler
    if not isinstance(value, Mention) or value.text.lower() not in _PERSONAL:
        return False
    alike = (o.filler for o in others if o.role != argument.role)
    return any(
        isinstance(o, Mention) and o.name == value.name and o.text != value.text for o in alike
    )


def order(argument: Argument) -> tuple[str, int, str, str]:
    """Return where ARGUMENT stands among those of an event."""
    filler = argument.filler
    name = filler.name if isinstance(filler, Mention) else ""
    return (argument.role, filler.span.start, filler.text, name)
