"""What parent and child say to each other: jobs down one pipe, frames of the answer up the other."""

import json
import struct
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final, Self

HEAD: Final = struct.Struct(">cI")  # the kind of a frame and the length of what follows


class Kind(StrEnum):
    """What a child can be asked."""

    QUERY = "query"
    GRAPH = "graph"
    DATASET = "dataset"
    DESCRIPTION = "description"
    BIND = "bind"
    VIEW = "view"
    AUDIT = "audit"
    RESOURCE = "resource"
    TRY = "try"


class Frame:
    """The kinds of frames; every answer ends with LAST or with ERROR.

    The answer to a query begins with TYPE, its media type: only who has read the query knows it.
    """

    READY: Final = b"R"
    TYPE: Final = b"T"
    MORE: Final = b"D"
    LAST: Final = b"Z"
    ERROR: Final = b"E"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A question for a child: its text or IRI, the name of the media type, and the dataset where the client gives one.

    A query has what the client likes, ACCEPT, in place of the media type, since its form decides what can be written.
    LIMIT is the time after which a child ends by itself, should nobody be left to end it.
    """

    kind: Kind
    text: str = ""
    media: str = "json"
    accept: str | None = None
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    safe: bool = False  # of an answer as CSV: no cell is a formula
    values: tuple[tuple[str, str], ...] = ()
    limit: float = 30.0

    def to_line(self) -> bytes:
        r"""Return the job as a line of JSON.

        >>> Job.from_line(Job(kind=Kind.QUERY, text="ASK {\n}").to_line()).text
        'ASK {\n}'
        """
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Self:
        """Return the job that LINE says."""
        fields = json.loads(line)
        for name in ("default", "named"):
            fields[name] = None if fields[name] is None else tuple(fields[name])
        fields["values"] = tuple((name, value) for name, value in fields["values"])
        return cls(**{**fields, "kind": Kind(fields["kind"])})


def frame(kind: bytes, body: bytes | bytearray = b"") -> bytes:
    r"""Return a frame with BODY.

    >>> frame(Frame.LAST, b"ab")
    b'Z\x00\x00\x00\x02ab'
    """
    return HEAD.pack(kind, len(body)) + body
