"""Object stores: the articles at ``s3://bucket/news/``, ``gs://…`` and ``az://…``, each fetched when it is read."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePath
from typing import Final

from kg.errors import SourceError
from kg.sources import telling
from kg.sources.buckets import Bucket, Listed, bucket
from kg.sources.discovery import (
    KINDS,
    LeftOut,
    Place,
    fits,
    is_hidden,
    is_known,
    is_pattern,
    key_of,
    sniff,
)
from kg.sources.folders import suffix
from kg.sources.spool import Spool, Wanted

_log = telling.log(__name__)

_ADDRESS: Final = re.compile(r"([a-z0-9]+)://([^/]*)/?(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectPlace(Place):
    """An object to read; its name is its address, and it has a path only while it is held."""

    listed: Listed
    spool: Spool

    @property
    def key(self) -> str:
        """What stands in the ids of articles without an address."""
        return key_of(PurePath(self.name))

    @property
    def home(self) -> str:
        """What the ledger of a store knows the object by: its address."""
        return self.name

    def now(self) -> str:
        """Return what changed when the object did, as it was when it was listed: no other version is fetched."""
        return f"{self.listed.size} {self.listed.tag}" if self.listed.tag else ""

    @contextmanager
    def held(self) -> Iterator[Place]:
        """Yield the object as a file that was fetched."""
        with self.spool.held(self.name) as path:
            kind = KINDS.get(suffix(self.name)) or sniff(path)
            yield replace(self, file=str(path), kind=kind)


def find(address: str, spool: Spool) -> Iterator[Place | LeftOut]:
    """Yield the objects that ADDRESS stands for: one, those below a prefix, or those that match a pattern.

    As in a folder, what is of no known kind comes last, and hidden names count for nothing.
    """
    place, key = _parsed(address)
    if key and not key.endswith("/") and (found := place.at(key)):
        yield from _noted(place, [found], spool)
    elif is_pattern(key):
        yield from _noted(place, _matching(place, key, address), spool)
    else:
        yield from _below(place, key.strip("/"), address, spool)


def require(address: str) -> None:
    """Raise SourceError where nothing that can be read is at ADDRESS; nothing is fetched."""
    place, key = _parsed(address)
    if key and not key.endswith("/") and place.at(key):
        return
    if is_pattern(key):
        _matching(place, key, address)
    elif not any(is_known(each.key) for each in _shown(place, key.strip("/"), address)):
        raise _empty(address)


def _parsed(address: str) -> tuple[Bucket, str]:
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise SourceError(f"{address}: this is no address of an object")
    return bucket(found[1].lower(), found[2], address), found[3]


def _matching(place: Bucket, pattern: str, address: str) -> list[Listed]:
    """Return the objects whose keys match PATTERN, sorted; ``**`` goes down any number of folders."""
    parts = tuple(pattern.split("/"))
    fixed = next(i for i, part in enumerate(parts) if is_pattern(part))
    below = _shown(place, "/".join(parts[:fixed]), address)
    found = [each for each in below if fits(tuple(each.key.split("/")), parts)]
    if not found:
        raise SourceError(f"{address}: matches no object; use ** for any depth")
    return found


def _below(place: Bucket, folder: str, address: str, spool: Spool) -> Iterator[Place | LeftOut]:
    shown = _shown(place, folder, address)
    known = [each for each in shown if is_known(each.key)]
    if not known:
        raise _empty(address)
    others = tuple(f"{place}/{each.key}" for each in shown if not is_known(each.key))
    yield from _noted(place, known, spool)
    if others:
        left = LeftOut(f"{place}/{folder}".rstrip("/"), others)
        _log.info("%s", left)
        yield left


def _shown(place: Bucket, folder: str, address: str) -> list[Listed]:
    """Return the objects below a FOLDER that are not hidden, sorted by key; some tools make empty ones for folders."""
    found = (
        each
        for each in place.listed(folder, address)
        if not is_hidden(PurePath(each.key.removeprefix(folder).lstrip("/")))
        and (each.size or is_known(each.key))
    )
    return sorted(found, key=lambda each: each.key)


def _empty(address: str) -> SourceError:
    holds = f"holds no object that can be read; known are {', '.join(KINDS)}"
    return SourceError(f"{address}: {holds}")


def _noted(place: Bucket, found: list[Listed], spool: Spool) -> Iterator[Place]:
    """Yield what was FOUND in a bucket as places to read, each once."""
    for each in found:
        name = f"{place}/{each.key}"
        if spool.add(Wanted(name, each.size, partial(place.fetch, each))):
            kind = KINDS.get(suffix(name), "text")  # of the others, how they begin will tell
            yield ObjectPlace(name, name, kind, listed=each, spool=spool)
