"""Known vulnerabilities of what is installed, by records of OSV that the user has: nothing is asked of anybody.

The records are those of the Open Source Vulnerability format (https://ossf.github.io/osv-schema/), one by one, in a
folder, or packed as https://osv.dev publishes all of PyPI.
"""

import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from kg import jsontext
from kg.dependencies import Dependency
from kg.errors import ConfigError

_ECOSYSTEM: Final = "PyPI"
_RANGE: Final = "ECOSYSTEM"
_SUFFIX: Final = ".json"
_FIRST: Final = "0"  # what introduces a fault that was always there


@dataclass(frozen=True, slots=True, kw_only=True)
class Advisory:
    """A vulnerability of a DEPENDENCY in the version that is installed; FIXED is the first version without, or ""."""

    dependency: Dependency
    id: str
    summary: str
    fixed: str


def advisories(path: Path, installed: Iterable[Dependency]) -> list[Advisory]:
    """Return which records at PATH concern what is INSTALLED, by its names, then by their ids.

    Raises ConfigError where there are no such records.
    """
    known: dict[str, Dependency] = {canonicalize_name(each.name): each for each in installed}
    read = 0
    found: set[Advisory] = set()
    for record in _records(path):
        read += 1
        if not record.get("withdrawn"):
            found.update(_concerning(record, known))
    if not read:
        raise ConfigError(f"{path}: has no records of OSV; give a file, a folder or a zip of them")
    return sorted(found, key=lambda each: (canonicalize_name(each.dependency.name), each.id))


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file, a folder or a zip at PATH."""
    try:
        if path.is_dir():
            for each in sorted(path.rglob(f"*{_SUFFIX}")):
                yield from _parsed(each.read_bytes(), each)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as packed:
                for name in sorted(packed.namelist()):
                    if name.endswith(_SUFFIX):
                        yield from _parsed(packed.read(name), path / name)
        else:
            yield from _parsed(path.read_bytes(), path)
    except (OSError, zipfile.BadZipFile) as error:
        raise ConfigError(
            f"{path}: cannot be read: {error}; give a file, a folder or a zip of OSV"
        ) from error


def _parsed(content: bytes, path: Path) -> Iterator[dict[str, Any]]:
    """Yield the record in CONTENT, or each of a list of them."""
    try:
        found = jsontext.loads(content)
    except ValueError as error:
        raise ConfigError(f"{path}: is no JSON: {error}; give records of OSV") from error
    for each in found if isinstance(found, list) else [found]:
        if isinstance(each, dict) and isinstance(each.get("affected"), list) and "id" in each:
            yield each


def _concerning(record: Mapping[str, Any], known: Mapping[str, Dependency]) -> Iterator[Advisory]:
    for affected in record["affected"]:
        package = affected.get("package", {})
        if package.get("ecosystem") != _ECOSYSTEM:
            continue
        dependency = known.get(canonicalize_name(str(package.get("name"))))
        if dependency is None:
            continue
        is_so, fixed = _affects(affected, dependency.version)
        if is_so:
            yield Advisory(
                dependency=dependency,
                id=str(record["id"]),
                summary=" ".join(str(record.get("summary") or record.get("details") or "").split()),
                fixed=fixed,
            )


def _affects(affected: Mapping[str, Any], version: str) -> tuple[bool, str]:
    """Tell whether VERSION is AFFECTED, listed or in a range, and which version is the first without."""
    fixed = ""
    is_so = version in affected.get("versions", ())
    for each in affected.get("ranges", ()):
        if each.get("type") == _RANGE:
            inside, until = _inside(each.get("events", ()), version)
            is_so, fixed = is_so or inside, until if inside else fixed
    return is_so, fixed


def _inside(events: Iterable[Mapping[str, str]], version: str) -> tuple[bool, str]:
    """Tell whether VERSION is between the EVENTS of a range (section "evaluation" of the schema), and what ends it."""
    here, inside = Version(version), False  # what is installed has a version by PEP 440
    for event, at in sorted(_ordered(events), key=lambda pair: pair[1]):
        if event == "introduced" and at <= here:
            inside = True
        elif event == "fixed":
            if at > here and inside:
                return True, str(at)
            inside = inside and at > here
        elif event == "last_affected":
            inside = inside and here <= at
    return inside, ""


def _ordered(events: Iterable[Mapping[str, str]]) -> Iterator[tuple[str, Version]]:
    for event in events:
        for name, at in event.items():
            try:
                yield name, Version(at or _FIRST)
            except (
                InvalidVersion
            ):  # of a project that numbers in another way: nothing can be compared
                continue
