"""What a careful reader writes down of an article, one claim a line: the files of ``tests/gold``."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Final

from kg.errors import SourceError
from kg.model import Status
from kg.ontology import Ontology

SUBJECT: Final = "subject"  # the two places of a relation, beside the roles of events
OBJECT: Final = "object"

_MARKS: Final = re.compile(r"(?P<mark>[?!])?\s*(?P<rest>.*)")
_HEAD: Final = re.compile(
    r"F(?:\s+(?P<ended>ended))?\s+|\[(?P<status>\w+)(?:;(?P<speaker>[^\]]*))?\]\s*"
)
_EVENT: Final = re.compile(r"(?P<kinds>[^{}]+)\{(?P<roles>[^{}]*)\}")
_ROLE: Final = re.compile(
    r"\s*[,;]\s*(?=[A-Za-z|]+:\s)"
)  # a comma within a name is none between two roles
_DASH: Final = re.compile(r"\s+—\s+")
_DATE: Final = r"\d{4}(?:-\d\d(?:-\d\d)?)?"
_TIME: Final = re.compile(rf"{_DATE}(?:/(?:{_DATE}|None)?)?|(?:None)?/{_DATE}")
_QUANTITY: Final = re.compile(r"(?:>=|<=|>|<|~)?-?\d+(?:\.\d+)?(?: \S.*)?")


class Demand(Enum):
    """What a line asks for: that it is found, nothing, or that it is not found."""

    WANTED = ""
    ALLOWED = "?"
    TRAP = "!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A role and what fills it; where several roles or fillers are given, any will do."""

    roles: tuple[str, ...]
    fillers: tuple[str, ...]
    core: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One claim of the gold file; a relation has the slots ``subject`` and ``object``."""

    number: int
    text: str
    demand: Demand
    status: Status
    kinds: tuple[str, ...]  # classes of events, or direct properties
    slots: tuple[Slot, ...]
    speakers: tuple[str, ...] = ()
    ended: bool = False

    @property
    def is_fact(self) -> bool:
        """Whether the outlet itself asserts it."""
        return self.status is Status.ASSERTED

    @property
    def is_event(self) -> bool:
        """Whether it tells of an event, not of a relation."""
        return self.kinds[0][0].isupper()


def load(path: Path, ontology: Ontology) -> tuple[Line, ...]:
    """Return the lines of the gold file at PATH."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}; write it as UTF-8") from error
    return tuple(parse(text.splitlines(), str(path), ontology))


def parse(lines: Iterable[str], source: str, ontology: Ontology) -> Iterator[Line]:
    """Yield the claims that LINES write down; messages call the file SOURCE."""
    for number, text in enumerate(lines, 1):
        if text.strip() and not text.lstrip().startswith("#"):
            try:
                yield _line(number, text.strip(), ontology)
            except ValueError as error:
                raise SourceError(f"{source}:{number}: {error}") from error


def _line(number: int, text: str, ontology: Ontology) -> Line:
    marked = _MARKS.fullmatch(text)
    demand = Demand((marked and marked["mark"]) or "")
    rest = marked["rest"] if marked else text
    head = _HEAD.match(rest)
    if head is None:
        raise ValueError(f"{text!r} has no status; begin with F, F ended or [Reported; speaker]")
    kinds, slots = _content(rest[head.end() :], demand is Demand.TRAP, ontology)
    if head["ended"] and kinds[0][0].isupper():
        raise ValueError("an event does not end; write 'ended' before a relation only")
    return Line(
        number=number,
        text=text,
        demand=demand,
        status=_status(head["status"] or Status.ASSERTED),
        kinds=kinds,
        slots=slots,
        speakers=_alternatives(head["speaker"] or ""),
        ended=bool(head["ended"]),
    )


def _content(
    text: str, is_partial: bool, ontology: Ontology
) -> tuple[tuple[str, ...], tuple[Slot, ...]]:
    if event := _EVENT.fullmatch(text):
        kinds = _kinds(event["kinds"], ontology)
        core, _, extra = event["roles"].partition(";")
        wanted = _slots(core, core=True, ontology=ontology)
        return kinds, (*wanted, *_slots(extra, core=False, ontology=ontology))
    parts = _DASH.split(text)
    if is_partial and len(parts) == 1:
        return _kinds(text, ontology), ()
    if len(parts) != 3 and not (is_partial and len(parts) == 2):
        raise ValueError(
            f"{text!r} is no claim; write Class{{role: filler}} or subject — property — object"
        )
    kinds = _kinds(parts[1], ontology)
    ends = zip((SUBJECT, OBJECT), (parts[0], *parts[2:]), strict=False)
    return kinds, tuple(Slot(roles=(role,), fillers=_alternatives(end)) for role, end in ends)


def _slots(text: str, *, core: bool, ontology: Ontology) -> Iterator[Slot]:
    for part in _ROLE.split(text.strip()) if text.strip() else ():
        names, colon, fillers = part.partition(":")
        if not colon or not fillers.strip():
            raise ValueError(f"{part!r} is no role; write role: filler")
        roles = _alternatives(names)
        for role in roles:
            term = ontology.properties.get(role)
            if term is None or not term.is_role:
                have = [n for n, each in ontology.properties.items() if each.is_role]
                raise ValueError(f"no role is called {role!r}; {_nearest(role, have)}")
        slot = Slot(roles=roles, fillers=_alternatives(fillers), core=core)
        _check_values(slot, ontology)
        yield slot


def _check_values(slot: Slot, ontology: Ontology) -> None:
    for filler in slot.fillers:
        if is_time(slot.roles[0], ontology) and not _TIME.fullmatch(filler):
            raise ValueError(
                f"{filler!r} is no time; write 2026-03-11, 2026-03, 2026 or two with /"
            )
        if is_quantity(slot.roles[0], ontology) and not _QUANTITY.fullmatch(filler):
            raise ValueError(f"{filler!r} is no quantity; write 14, >=14 or 450000000 USD")


def is_time(role: str, ontology: Ontology) -> bool:
    """Tell whether what fills ROLE is a time."""
    return role in ontology.properties and "date" in ontology.properties[role].datatypes


def is_quantity(role: str, ontology: Ontology) -> bool:
    """Tell whether what fills ROLE is a number."""
    return role in ontology.properties and "Quantity" in ontology.properties[role].range


def _kinds(text: str, ontology: Ontology) -> tuple[str, ...]:
    kinds = _alternatives(text)
    events = [name for name, term in ontology.classes.items() if term.is_event]
    direct = [name for name, term in ontology.properties.items() if term.is_direct]
    for kind in kinds:
        if kind not in events and kind not in direct:
            raise ValueError(
                f"no class of events and no property is called {kind!r}; "
                f"{_nearest(kind, [*events, *direct])}"
            )
    if not kinds or len({kind[0].isupper() for kind in kinds}) > 1:
        raise ValueError(f"{text!r} is neither an event nor a relation; name one kind, or several")
    return kinds


def _status(name: str) -> Status:
    try:
        return Status(name)
    except ValueError as error:
        raise ValueError(
            f"no status is called {name!r}; {_nearest(name, [each.value for each in Status])}"
        ) from error


def _alternatives(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _nearest(name: str, known: Iterable[str]) -> str:
    have = list(known)
    near = get_close_matches(name, have, n=1, cutoff=0.6)
    return f"did you mean {near[0]!r}?" if near else "see: kg ontology"
