"""Whether a claim says what a line of gold says: kinds, roles and fillers, status and speaker."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kg.evaluate.goldfile import OBJECT, SUBJECT, Line, Slot
from kg.model import (
    IN_WORDS,
    Argument,
    Bound,
    Claim,
    Event,
    Filler,
    Mention,
    Quantity,
    Relation,
    Time,
    Words,
)
from kg.ontology import Ontology

Keep = Callable[[str], bool]  # which roles to look at

_BOUNDS: Final = {
    Bound.AT_LEAST: ">=",
    Bound.AT_MOST: "<=",
    Bound.MORE_THAN: ">",
    Bound.LESS_THAN: "<",
    Bound.ABOUT: "~",
    Bound.EXACT: "",
}
# What undergoes an event; which of the two an ontology takes for a class of events is no matter of reading.
_UNDERGOERS: Final = ("patient", "theme")
_MARKS: Final = re.compile(r"[^\w\s]")
_ARTICLES: Final = frozenset("a an the his her its their my our your".split())
_PREPOSITIONS: Final = frozenset(
    "of in on at for from with by to near about against over under between who that which".split()
)
_LIMITS: Final = frozenset("at least most more less fewer than up to about over under some".split())


def words(name: str) -> tuple[str, ...]:
    """Return the words of a NAME without articles, possessive pronouns, punctuation and case.

    >>> words("The Kestrel Corp.'s plants")
    ('kestrel', 'corp', 'plants')
    """
    bare = re.sub(r"['’]s?(?=\s|$)", "", name.casefold())
    return tuple(word for word in _MARKS.sub(" ", bare).split() if word not in _ARTICLES)


def head(phrase: Iterable[str]) -> str:
    """Return the head noun of a noun phrase: its last word before a preposition.

    >>> head(words("at least three officers of the guard"))
    'officers'
    """
    kept = ""
    for word in phrase:
        if word in _PREPOSITIONS and kept and kept not in _LIMITS:
            break
        kept = word
    return kept


def shown(filler: Filler) -> str:
    """Return a FILLER in the notation of gold files."""
    match filler:
        case Mention():
            return filler.name
        case Time(start=start, end=end):
            return f"{start}" if start == end else f"{start or ''}/{end or ''}"
        case Quantity(value=value, unit=unit, bound=bound):
            return f"{_BOUNDS[bound]}{value}" + (f" {unit}" if unit else "")
        case Words(text=text):
            return text


def same(wanted: str, filler: Filler) -> bool:
    """Tell whether a FILLER is what gold calls WANTED."""
    if isinstance(filler, Time):
        return wanted.replace("None", "") == shown(filler)
    if isinstance(filler, Quantity):
        return wanted == shown(filler)
    if isinstance(filler, Words):
        return words(filler.text) == words(wanted)
    ours, theirs = words(filler.name), words(wanted)
    if ours == theirs:
        return True
    if filler.named or not ours or head(ours) != head(theirs):
        return False
    return set(ours) <= set(theirs) or set(theirs) <= set(ours)


def any_same(wanted: Iterable[str], filler: Filler) -> bool:
    """Tell whether a FILLER is one of those that gold calls WANTED."""
    return any(same(each, filler) for each in wanted)


@dataclass(frozen=True, slots=True)
class Said:
    """A claim in the form that relations and events share; CLAIM is one of those that say it."""

    kind: str
    arguments: tuple[Argument, ...]
    claim: Claim

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact: the outlet itself asserts it, and it is neither vague nor doubtful."""
        return self.claim.is_fact

    def __str__(self) -> str:
        ended = "ended " if self.claim.ended else ""
        speaker = f"; {self.claim.speakers[-1].name}" if self.claim.speakers else ""
        start = "F" if self.is_fact else f"[{self.claim.status}{speaker}]"
        fillers = [shown(argument.filler) for argument in self.arguments]
        if isinstance(self.claim.content, Relation):
            return f"{start} {ended}{fillers[0]} — {self.kind} — {fillers[1]}"
        roles = (f"{a.role}: {f}" for a, f in zip(self.arguments, fillers, strict=True))
        return f"{start} {self.kind}{{{', '.join(roles)}}}"


def said(claims: Iterable[Claim]) -> Iterator[Said]:
    """Yield what CLAIMS say, each once; how and why an event happens in words is left out."""
    known = set()
    for claim in claims:
        match claim.content:
            case Relation(subject, predicate, thing):
                ends = (Argument(SUBJECT, subject), Argument(OBJECT, thing))
                found = Said(predicate, ends, claim)
            case Event(type=kind, arguments=arguments):
                told = tuple(a for a in arguments if a.role not in IN_WORDS)
                found = Said(kind, told, claim)
        if (key := _key(found)) not in known:
            known.add(key)
            yield found


def _key(found: Said) -> tuple[object, ...]:
    """Return what two claims share that say the same; nobody is asked who says a fact."""
    claim = found.claim
    speaker = () if found.is_fact or not claim.speakers else words(claim.speakers[-1].name)
    arguments = frozenset(
        (a.role, words(a.filler.name) if isinstance(a.filler, Mention) else shown(a.filler))
        for a in found.arguments
    )
    return found.kind, arguments, claim.status, claim.ended, speaker


class Matcher:
    """Compares lines and claims in the light of an ontology."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology

    def says(self, line: Line, found: Said, keep: Keep | None = None) -> bool:
        """Tell whether FOUND says nothing but what LINE says; KEEP chooses the roles to look at."""
        if found.claim.ended != line.ended or not self._is_kind(line, found.kind):
            return False
        return any(
            all(
                self._slot(line, argument)
                for argument in arguments
                if keep is None or keep(argument.role)
            )
            for arguments in self._ways(found)
        )

    def finds(self, line: Line, found: Said, keep: Keep | None = None) -> bool:
        """Tell whether FOUND says what LINE says and has all of its core."""
        return self.says(line, found, keep) and any(
            all(
                self._filled(slot, arguments)
                for slot in line.slots
                if slot.core and (keep is None or keep(slot.roles[0]))
            )
            for arguments in self._ways(found)
        )

    def catches(self, trap: Line, found: Said) -> bool:
        """Tell whether FOUND is what the pattern TRAP forbids."""
        if found.claim.status is not trap.status or found.claim.ended != trap.ended:
            return False
        if trap.is_fact and not found.is_fact:
            return False
        if trap.speakers and not self.agrees(trap, found):
            return False
        if not any(self.ontology.is_a(found.kind, kind) for kind in trap.kinds):
            return False
        return any(
            all(self._caught(slot, arguments) for slot in trap.slots)
            for arguments in self._ways(found)
        )

    def _caught(self, slot: Slot, arguments: Iterable[Argument]) -> bool:
        """Tell whether a filler of a trap is met: "officers" alone are not its "two customs officers"."""
        for argument in arguments:
            said = set(words(shown(argument.filler)))
            if self.fills(slot, argument) and any(set(words(w)) <= said for w in slot.fillers):
                return True
        return False

    def agrees(self, line: Line, found: Said) -> bool:
        """Tell whether status and innermost speaker agree; nobody is asked who says a fact."""
        if found.claim.status is not line.status:
            return False
        return line.is_fact or self.speaks(line, found)

    def speaks(self, line: Line, found: Said) -> bool:
        """Tell whether the innermost speaker of FOUND is that of LINE.

        Where a line has none, there is none, or it is somebody who takes part: who promises says so.
        """
        speaker = found.claim.speakers[-1] if found.claim.speakers else None
        if speaker is None:
            return not line.speakers
        if line.speakers:
            return any_same(line.speakers, speaker)
        return any(any_same(slot.fillers, speaker) for slot in line.slots)

    def shared(self, line: Line, found: Said) -> int:
        """Return how many of the slots of LINE are filled in FOUND."""
        return max(
            sum(1 for slot in line.slots if self._filled(slot, arguments))
            for arguments in self._ways(found)
        )

    def _ways(self, found: Said) -> Iterator[tuple[Argument, ...]]:
        yield found.arguments
        term = self.ontology.properties.get(found.kind)
        if term is not None and term.symmetric:
            one, other = found.arguments
            yield Argument(SUBJECT, other.filler), Argument(OBJECT, one.filler)

    def _is_kind(self, line: Line, kind: str) -> bool:
        return any(self._near(kind, wanted) for wanted in line.kinds)

    def _near(self, one: str, other: str) -> bool:
        return self.ontology.is_a(one, other) or self.ontology.is_a(other, one)

    def _slot(self, line: Line, argument: Argument) -> bool:
        return any(self.fills(slot, argument) for slot in line.slots)

    def _filled(self, slot: Slot, arguments: Iterable[Argument]) -> bool:
        return any(self.fills(slot, argument) for argument in arguments)

    def fills(self, slot: Slot, argument: Argument) -> bool:
        """Tell whether ARGUMENT is what SLOT asks for."""
        return any(self._is_role(role, argument.role) for role in slot.roles) and any_same(
            slot.fillers, argument.filler
        )

    def _is_role(self, wanted: str, role: str) -> bool:
        if wanted in _UNDERGOERS:
            return any(self._near(role, each) for each in _UNDERGOERS)
        return self._near(role, wanted)
