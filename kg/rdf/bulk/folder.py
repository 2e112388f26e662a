"""A folder of files that is whole or not there at all, with the checksums of what it has."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kg.errors import ConfigError

SUMS: Final = "SHA256SUMS"  # the file that ``sha256sum --check`` reads; it marks a folder as ours


@contextmanager
def whole_folder(target: Path) -> Iterator[Path]:
    """Yield a folder to write to, which becomes TARGET at the end, and only if all went well.

    A folder that an earlier run wrote is replaced; one that has something else in it is refused.
    """
    old = target.with_name(f".{target.name}.old")
    if old.exists() and not target.exists():  # of a run that was killed between two names
        old.rename(target)
    check_folder(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f".{target.name}.part")
    shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
    unfinished.mkdir()
    try:
        yield unfinished
        (unfinished / SUMS).write_text(_sums(unfinished), encoding="utf-8")
        _swap(unfinished, target, old)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _swap(unfinished: Path, target: Path, old: Path) -> None:
    """Let UNFINISHED become TARGET; what is there waits as OLD meanwhile, and comes back where that fails."""
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    try:
        unfinished.rename(target)
    except BaseException:
        if old.exists():
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def check_folder(target: Path) -> None:
    """Refuse a TARGET with anything in it that ``kg bulk`` did not write."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ConfigError(f"{target}: a file; name a new or empty folder")
    sums = target / SUMS
    ours = {SUMS} if sums.is_file() else set()
    if ours:
        lines = sums.read_text(encoding="utf-8", errors="replace").splitlines()
        ours.update(line.partition("  ")[2] for line in lines)
    if other := sorted(set(_files(target)) - ours):
        raise ConfigError(
            f"{target}: has something else in it, such as {other[0]}; name a new or empty folder"
        )


def _files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )


def _sums(folder: Path) -> str:
    return "".join(f"{_digest(folder / name)}  {name}\n" for name in _files(folder))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
