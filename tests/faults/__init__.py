"""A fault injector for commands: killed at a moment or at a call, a full disk, a read-only folder, a failing call.

Each function runs one command with one fault, and returns how it ended. ``strace`` kills a command as it enters its
nth call of the system, or lets that call fail; it needs no root. A disk that is full is a real one, a file system in
memory of so many bytes, and a folder is read-only by its mount: ``unshare`` makes both for the command alone, so that
nothing is left of them, and root is bound by them too. Where a tool is missing or forbidden, ``needs`` skips the test.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest

WRITES: Final = ("write", "pwrite64", "writev", "ftruncate", "fallocate")
SYNCS: Final = ("fsync", "fdatasync")
NAMES: Final = ("rename", "renameat", "renameat2", "link", "linkat")
PATIENCE: Final = 240  # seconds that a command may take
_BLOCK: Final = (
    4096  # bytes that a file system in memory has at least: of none at all it takes as many as come
)
_STREAM: Final = re.compile(r"^\w+\([012]<")
_TOOLS: Final = {
    "strace": ("strace", "-qq", "-o", os.devnull, "true"),
    "unshare": ("unshare", "-Urm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt"),
}


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its exit code, what it said, and the calls that the fault struck, as strace tells them."""

    code: int
    out: str
    err: str
    struck: tuple[str, ...] = ()

    @property
    def was_killed(self) -> bool:
        """Whether SIGKILL ended it."""
        return self.code in (-signal.SIGKILL, 128 + signal.SIGKILL)

    @property
    def struck_a_stream(self) -> bool:
        """Whether a call that failed was one on standard input, output or error, so that nothing could be said."""
        return any(_STREAM.match(call) for call in self.struck)


def needs(tool: str) -> None:
    """Skip the test unless TOOL, ``strace`` or ``unshare``, is here and may be used."""
    if not _may_use(tool):
        pytest.skip(f"{tool} is not installed, or may not be used here")


@cache
def _may_use(tool: str) -> bool:
    try:
        return subprocess.run(_TOOLS[tool], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


def undisturbed(command: Sequence[str], **where: Any) -> Ended:
    """Run COMMAND without a fault; WHERE is its folder ``cwd`` and its environment ``env``."""
    return killed_at(command, PATIENCE, **where)


def killed_at(
    command: Sequence[str], seconds: float, *, cwd: Path, env: Mapping[str, str] | None = None
) -> Ended:
    """Kill COMMAND with all its children after so many SECONDS, unless it has ended."""
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=seconds)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    out, err = process.communicate()
    return Ended(process.returncode, out, err)


def killed_at_call(command: Sequence[str], calls: Sequence[str], nth: int, **where: Any) -> Ended:
    """Kill COMMAND as a thread of it enters the NTH of any of the CALLS."""
    return _struck(command, calls, f"signal=KILL:when={nth}", **where)


def failing(
    command: Sequence[str], calls: Sequence[str], nth: int, error: str = "ENOSPC", **where: Any
) -> Ended:
    """Let the NTH of each of the CALLS of each thread of COMMAND fail with ERROR."""
    return _struck(command, calls, f"error={error}:when={nth}", **where)


def _struck(command: Sequence[str], calls: Sequence[str], fault: str, **where: Any) -> Ended:
    with TemporaryDirectory() as folder:
        told = Path(folder) / "calls"
        names = ",".join(calls)
        traced = ("strace", "-f", "-qq", "-y", "-o", str(told), "-e", f"trace={names}")
        ended = killed_at((*traced, "-e", f"inject={names}:{fault}", *command), PATIENCE, **where)
        lines = told.read_text(errors="replace").splitlines()
    struck = tuple(line.partition(" ")[2].strip() for line in lines if "INJECTED" in line)
    return Ended(ended.code, ended.out, ended.err, struck)


def on_a_full_disk(
    command: Sequence[str],
    folder: Path,
    room: int,
    *,
    cwd: Path,
    env: Mapping[str, str] | None = None,
) -> Ended:
    """Run COMMAND where FOLDER, with all in it, is a disk of its own that has ROOM for so many bytes more.

    What is on the disk at the end takes the place of what was in FOLDER.
    """
    own, kept = shlex.quote(str(folder)), shlex.quote(str(folder.with_name(f"{folder.name}.kept")))
    # Into a disk that is large, which then becomes as small as it may be.
    script = f"""
        set -e
        mkdir {kept} && cp -a {own}/. {kept}
        mount -t tmpfs -o size=1g none {own} && cp -a {kept}/. {own}
        used=$(df --output=used --block-size=1 {own} | tail -n 1)
        mount -o remount,size=$((used + {room} > {_BLOCK} ? used + {room} : {_BLOCK})) {own}
        cd {shlex.quote(str(cwd))}
        set +e
        "$@"
        code=$?
        rm -rf {kept} && mkdir {kept} && cp -a {own}/. {kept}
        exit $code
    """
    ended = _apart(script, command, env)
    shutil.rmtree(folder)
    folder.with_name(f"{folder.name}.kept").rename(folder)
    return ended


def read_only(
    command: Sequence[str], folder: Path, *, cwd: Path, env: Mapping[str, str] | None = None
) -> Ended:
    """Run COMMAND where FOLDER, with all in it, is read-only."""
    own = shlex.quote(str(folder))
    script = f"""
        set -e
        mount --bind {own} {own} && mount -o remount,bind,ro {own}
        cd {shlex.quote(str(cwd))}
        exec "$@"
    """
    return _apart(script, command, env)


def _apart(script: str, command: Sequence[str], env: Mapping[str, str] | None) -> Ended:
    """Run SCRIPT with COMMAND as its arguments where mounts are its own."""
    return killed_at(
        ("unshare", "-Urm", "sh", "-c", script, "sh", *command), PATIENCE, cwd=Path("/"), env=env
    )
