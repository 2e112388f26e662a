"""How a predicate stands and who says so, as one value."""

from dataclasses import dataclass, replace
from typing import Final

from spacy.tokens import Token

from kg.model import Mention, Status, Time

# The later one wins where a predicate stands under several operators.
RANK: Final = {
    status: rank
    for rank, status in enumerate(
        (
            Status.ASSERTED,
            Status.REPORTED,
            Status.PLANNED,
            Status.ALLEGED,
            Status.HYPOTHETICAL,
            Status.NEGATED,
            Status.DENIED,
        )
    )
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of a predicate, its speakers from the outermost to the innermost, and the words that decided."""

    status: Status = Status.ASSERTED
    speakers: tuple[Mention, ...] = ()
    cue: Token | None = None
    reported: Time | None = None
    spoken: bool = False  # somebody says it, even where the text does not tell who

    def under(self, status: Status, cue: Token | None) -> "Verdict":
        """Return this verdict below one more operator."""
        if RANK[status] <= RANK[self.status]:
            return self
        return replace(self, status=status, cue=cue)

    def below(self, above: "Verdict") -> "Verdict":
        """Return this verdict under all that ABOVE stands under."""
        return replace(
            self.under(above.status, above.cue),
            speakers=joined(above.speakers, self.speakers),
            spoken=self.spoken or above.spoken,
            reported=self.reported or above.reported,
        )


def joined(outer: tuple[Mention, ...], inner: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the speakers from the outermost to the innermost, each once."""
    known = {speaker.name for speaker in inner}
    return (*(speaker for speaker in outer if speaker.name not in known), *inner)
