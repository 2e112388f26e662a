"""Servers that benchmarks ask: each on a free port of this machine, ended with the block that it is for."""

import contextlib
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SECONDS = 10.0  # for a server to listen


@contextlib.contextmanager
def kg_serve(store: Path, **options: Any) -> Iterator[tuple[Any, int]]:
    """Serve STORE, and give the process, which OPTIONS of subprocess.Popen are for, and its port."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0"]
    with _running(command, stdout=subprocess.PIPE, text=True, **options) as process:
        yield process, int(process.stdout.readline().rpartition(":")[2].strip().rstrip("/"))


@contextlib.contextmanager
def oxigraph(*arguments: str) -> Iterator[int]:
    """Run oxigraph with a command and its ARGUMENTS, and give its port once it listens."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [program, *arguments, "--bind", f"127.0.0.1:{port}"]
    with _running(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port


@contextlib.contextmanager
def _running(command: list[str], **options: Any) -> Iterator[Any]:
    with subprocess.Popen(command, **options) as process:
        try:
            yield process
        finally:
            process.terminate()
