"""A layer over the tokens: what is found, ordered, without overlap."""

from collections.abc import Iterator

from kg.nlp.names.spans import Candidate


class Layer:
    """Candidates laid over the tokens of one document; a token belongs to one of them or to none."""

    def __init__(self, size: int) -> None:
        self.owner: list[Candidate | None] = [None] * size

    def __iter__(self) -> Iterator[Candidate]:
        last: Candidate | None = None
        for owner in self.owner:
            if owner is not None and owner is not last:
                yield owner
            last = owner

    def is_free(self, first: int, last: int) -> bool:
        """Tell whether nothing stands on the tokens FIRST up to LAST."""
        return not any(self.owner[first:last])

    def over(self, first: int, last: int) -> list[Candidate]:
        """Return what stands on any of the tokens FIRST up to LAST."""
        found: list[Candidate] = []
        for owner in self.owner[first:last]:
            if owner is not None and (not found or found[-1] is not owner):
                found.append(owner)
        return found

    def put(self, candidate: Candidate) -> None:
        """Lay CANDIDATE down; what it overlaps goes."""
        for other in self.over(candidate.first, candidate.last):
            self.remove(other)
        for i in range(candidate.first, candidate.last):
            self.owner[i] = candidate

    def remove(self, candidate: Candidate) -> None:
        """Take CANDIDATE away."""
        for i in range(candidate.first, candidate.last):
            self.owner[i] = None
