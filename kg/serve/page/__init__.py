"""The explorer as it is served: files that ``make web`` has built, which load nothing from anywhere else."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import Final

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
INDEX: Final = "index.html"
_PARTS: Final = files(__name__)
_TYPES: Final = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_LEAST: Final = 1024  # bytes from which packing pays


@dataclass(frozen=True, slots=True)
class File:
    """A file of the page: its type, its bytes, the same packed where that is shorter, and a name for its content."""

    type: str
    body: bytes
    packed: bytes | None
    tag: str


def pages() -> dict[str, File]:
    """Return the files of the page by their paths below it: "index.html", "assets/index.js".

    >>> sorted(pages())[-1], pages()["index.html"].type
    ('licences.txt', 'text/html; charset=utf-8')
    """
    return dict(_walk(_PARTS / "built", ""))


def _walk(folder: Traversable, path: str) -> list[tuple[str, File]]:
    found: list[tuple[str, File]] = []
    for each in sorted(folder.iterdir(), key=lambda each: each.name):
        name = f"{path}{each.name}"
        if each.is_dir():
            found += _walk(each, f"{name}/")
        else:
            found.append((name, _file(name, each.read_bytes())))
    return found


def _file(name: str, body: bytes) -> File:
    suffix = PurePosixPath(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    if kind.startswith("text/") and "charset" not in kind:
        kind += "; charset=utf-8"
    packed = gzip.compress(body, mtime=0) if len(body) >= _LEAST else None
    digest = hashlib.sha256(body).hexdigest()[:16]
    return File(kind, body, packed if packed and len(packed) < len(body) else None, f'"{digest}"')
