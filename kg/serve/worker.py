"""A child process that answers one question after the other, so that it can be ended in the middle of one.

The engine has no way to stop a query, and one that asks too much memory takes its process along. The parent writes jobs
to standard input and reads frames from standard output; where the parent is gone, that pipe closes, and the child ends.
"""

import json
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from math import ceil
from pathlib import Path
from typing import Final

from kg.serve.answers import media_of, write
from kg.serve.job import Frame, Job, Kind, frame
from kg.serve.refusal import RefusedError
from kg.serve.snapshot import Snapshot
from kg.visible import visible

_CHUNK: Final = 1 << 16
_GRACE: Final = 5  # seconds that a parent has to end a child before that ends itself


class Output:
    """What the serialiser writes to: frames up the pipe, the last of which says that nothing is missing.

    Between two frames this process has PATIENCE seconds, then the kernel ends it; none while it waits for a
    reader, who may be slow.
    """

    def __init__(self, pipe: int, patience: int = 0) -> None:
        self._pipe = pipe
        self._patience = patience
        _alarm(patience)
        self._waiting = bytearray()
        self.begun = False

    def write(self, data: bytes) -> int:
        """Take DATA; pass it on when there is enough."""
        self._waiting += data
        if len(self._waiting) >= _CHUNK:
            self.begun = True
            self.send(Frame.MORE, self._waiting)
            self._waiting = bytearray()
        return len(data)

    def flush(self) -> None:
        """Do nothing: what waits goes out with the last frame."""

    def clear(self) -> None:
        """Drop what waits, where nothing has gone out yet."""
        self._waiting = bytearray()

    def end(self) -> None:
        """Pass on what is left, as the last frame."""
        self.send(Frame.LAST, self._waiting)
        self._waiting = bytearray()

    def fail(self, error: RefusedError) -> None:
        """Say that there is no answer, or no more of it."""
        self._waiting = bytearray()
        body = {"status": error.status, "message": error.message}
        self.send(Frame.ERROR, json.dumps(body).encode())

    def send(self, kind: bytes, body: bytes | bytearray = b"") -> None:
        """Write one frame, whole."""
        left = memoryview(frame(kind, body))
        _alarm(0)
        while left:
            left = left[os.write(self._pipe, left) :]
        _alarm(self._patience)


Answer = Callable[[Job, Output], None]


def main() -> None:
    """Answer jobs until the parent closes the pipe: ``worker STORE MEMORY``, in MiB, 0 for no limit."""
    folder, memory = Path(sys.argv[1]), int(sys.argv[2])

    def prepare() -> Answer:
        snapshot = Snapshot(folder)
        with suppress(RefusedError):
            snapshot.store()
        return partial(_from_store, snapshot)

    serve(prepare, memory)


def serve(prepare: Callable[[], Answer], memory: int) -> None:
    """Answer jobs with what PREPARE returns, until the parent closes the pipe; MEMORY is in MiB, 0 for no limit."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    pipe = os.dup(1)
    # What the engine prints when it dies is for nobody; a traceback of ours is.
    sys.stderr = os.fdopen(os.dup(2), "w")
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    answer = prepare()
    _limit(memory)
    Output(pipe).send(Frame.READY)
    while True:
        job = jobs.get()
        out = Output(pipe, ceil(job.limit) + _GRACE)
        try:
            answer(job, out)
            out.end()
        except RefusedError as error:
            out.fail(error)
        except MemoryError:
            out.fail(
                RefusedError(
                    503, "it needs more memory than --memory allows; narrow it, or allow more"
                )
            )
        except RecursionError:
            out.fail(RefusedError(400, "it is nested too deeply; write it flatter"))
        except OSError as error:
            out.fail(RefusedError(500, f"the store: {' '.join(str(error).split())}"))
        except (
            Exception
        ):  # a mistake of ours or in the graph: one answer is lost, and not what the child has read
            sys.stderr.write(visible(traceback.format_exc()))
            sys.stderr.flush()
            out.fail(RefusedError(500, "it failed; the messages of the server say why"))
        _alarm(0)


def _listen(jobs: "queue.SimpleQueue[Job]") -> None:
    """Read jobs; end the process when the parent is gone, in the middle of a query too."""
    for line in sys.stdin.buffer:
        jobs.put(Job.from_line(line))
    os._exit(0)


def _from_store(snapshot: Snapshot, job: Job, out: Output) -> None:
    if job.kind is Kind.QUERY:
        out.send(Frame.TYPE, media_of(job).header.encode())
    try:
        write(job, snapshot.store(), out)
    except OSError:
        # The writer may have removed a file that this snapshot had not opened yet.
        snapshot.forget()
        if out.begun:
            raise
        out.clear()
        write(job, snapshot.store(), out)
    except MemoryError:
        snapshot.forget()
        raise


def _alarm(seconds: int) -> None:
    """Let the kernel end this process in SECONDS, whatever it is doing; 0 takes that back."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _limit(memory: int) -> None:
    """Let no allocation grow this process beyond MEMORY, in MiB; there is no such limit on Windows."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # nobody wants the memory of a query on disk
    if memory:
        resource.setrlimit(resource.RLIMIT_DATA, (memory << 20, memory << 20))


if __name__ == "__main__":
    main()
