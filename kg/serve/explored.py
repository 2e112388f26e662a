"""The addresses of the explorer: the page, its files, the views that it asks, and the things of the graph."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from kg.explore import VIEWS
from kg.serve import protocol
from kg.serve.job import Job, Kind
from kg.serve.media import GRAPHS
from kg.serve.page import INDEX, POLICY, File, pages
from kg.serve.pool import Pool
from kg.serve.refusal import RefusedError
from kg.serve.sending import Sending, body

# What stands below the base of a graph; another address is not there.
_THINGS: Final = frozenset(
    {"article", "claim", "entity", "event", "ontology", "predicate", "resolution", "value"}
)
_HTML: Final = ("text/html", "application/xhtml+xml")
_DATA: Final = {media.name: media.type for media in GRAPHS}
_NO_TRIES: Final = "try: switched off; start kg serve with --try"


class Explored:
    """Answers from POOL; what is pasted is read by TRIALS, where there are any."""

    def __init__(self, pool: Pool, trials: Pool | None, mine: Sequence[str] = ()) -> None:
        """TRIALS read texts that are pasted, also in the terms of the files that are called MINE."""
        self._pool = pool
        self._trials = trials
        self._mine = [("mine", name) for name in mine]
        self._files = pages()

    async def warm(self) -> None:
        """Have a child read the names of the store before somebody looks for one, if another can answer meanwhile."""
        if self._pool.limits.workers < 2:
            return
        with suppress(RefusedError):
            async with self._pool.lend() as child:
                for view, values in (("home", ()), ("suggest", (("q", "nobody"),))):
                    job = Job(
                        kind=Kind.VIEW, text=view, values=values, limit=self._pool.limits.timeout
                    )
                    async for _ in child.ask(job):
                        pass

    async def page(self, request: Request) -> ASGIApp:
        """Answer with the page, which shows what its address says."""
        return self._sent(request, INDEX, {"Content-Security-Policy": POLICY})

    async def asset(self, request: Request) -> ASGIApp:
        """Answer with a file of the page."""
        name = request.url.path.lstrip("/")
        if name not in self._files:
            raise RefusedError(404, f"/{name}: not there")
        return self._sent(request, name, {})

    def _sent(self, request: Request, name: str, headers: dict[str, str]) -> Response:
        file: File = self._files[name]
        headers = {
            **headers,
            "ETag": file.tag,
            "Cache-Control": "no-cache",
            "Vary": "Accept, Accept-Encoding",
        }
        known = re.findall(r'"[^"]*"|\*', request.headers.get("if-none-match", ""))
        if file.tag in known or "*" in known:
            return Response(status_code=304, headers=headers)
        packs = _takes("gzip", request.headers.get("accept-encoding", ""))
        if packs and file.packed is not None:
            headers["Content-Encoding"] = "gzip"
            return Response(file.packed, media_type=file.type, headers=headers)
        return Response(file.body, media_type=file.type, headers=headers)

    async def view(self, request: Request) -> ASGIApp:
        """Answer with what a view tells, as JSON."""
        name = request.path_params["view"]
        if name not in VIEWS:
            raise RefusedError(404, f"{name}: no view is called so; have: {', '.join(VIEWS)}")
        asked = tuple(protocol.parsed(request.url.query))
        if name == "about":
            asked = (("tries", "yes"), *self._mine) if self._trials is not None else ()
        job = Job(kind=Kind.VIEW, text=name, values=asked, limit=self._pool.limits.timeout)
        return Sending(self._pool, job)

    async def audited(self, request: Request) -> ASGIApp:
        """Answer with the rows of a sheet of claims to judge, as JSON."""
        asked = tuple(protocol.parsed(request.url.query))
        return Sending(
            self._pool, Job(kind=Kind.AUDIT, values=asked, limit=self._pool.limits.timeout)
        )

    async def tried(self, request: Request) -> ASGIApp:
        """Answer with what a pasted text says; nothing of it is kept."""
        if self._trials is None:
            raise RefusedError(404, _NO_TRIES)
        if request.headers.get("sec-fetch-site") == "cross-site":
            raise RefusedError(403, "try: other sites may not ask for it")
        await self._trials.open()  # not before somebody tries: the model takes its memory
        if request.method != "POST":
            return Response(status_code=204)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise RefusedError(415, f"Content-Type: {kind or 'missing'!r}; send application/json")
        sent = protocol.try_values(await body(request, protocol.LONGEST_TEXT, "text"))
        job = Job(kind=Kind.TRY, values=sent, limit=self._trials.limits.timeout)
        return Sending(self._trials, job)

    async def resource(self, request: Request) -> ASGIApp:
        """Answer with what is said of a thing: the page for people, RDF for those who ask for it."""
        pairs = dict(protocol.parsed(request.url.query))
        address = (
            pairs.get("iri", "") if request.url.path == "/resource" else request.path_params["path"]
        )
        if not address or (
            request.url.path != "/resource" and address.split("/")[0] not in _THINGS
        ):
            raise RefusedError(404, f"{request.url.path}: not there; / has the page")
        wanted = pairs.get("format")
        if wanted is None and for_people(request.headers.get("accept")):
            return await self.page(request)
        if wanted is not None and wanted not in _DATA:
            raise RefusedError(400, f"format: {wanted!r}; have: {', '.join(_DATA)}")
        accept = _DATA[wanted] if wanted else request.headers.get("accept")
        return Sending(
            self._pool, protocol.resource_job(address, accept, self._pool.limits.timeout)
        )


def for_people(accept: str | None) -> bool:
    """Tell whether a client that sends the header ACCEPT likes a page no less than data.

    >>> for_people("text/html,application/xhtml+xml,*/*;q=0.8"), for_people("text/turtle"), for_people("*/*")
    (True, False, False)
    >>> for_people("text/turtle, text/html;q=0.1"), for_people("text/html;q=0")
    (False, False)
    """
    liked = max(_quality(kind, accept or "") for kind in _HTML)
    data = max(_quality(kind, accept or "") for kind in _DATA.values())
    return liked > 0 and liked >= data


def _takes(name: str, header: str) -> bool:
    return _quality(name, header) > 0


def _quality(name: str, header: str) -> float:
    """Return the quality that a header gives to NAME itself; 0 where it does not name it."""
    for part in header.lower().split(","):
        given, *params = (piece.strip() for piece in part.split(";"))
        if given == name:
            found = [param.removeprefix("q=") for param in params if param.startswith("q=")]
            try:
                return float(found[0]) if found else 1.0
            except ValueError:
                return 0.0
    return 0.0
