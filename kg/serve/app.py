"""The web application: which address does what."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.query import load, names
from kg.query.bind import declare
from kg.serve import protocol
from kg.serve.explored import Explored, for_people
from kg.serve.job import Job, Kind
from kg.serve.origin import Doors
from kg.serve.pool import Pool
from kg.serve.refusal import RefusedError
from kg.serve.sending import Sending, body

_log = logging.getLogger(__name__)

_SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_METHODS: Final = {
    "/sparql": "GET, HEAD, POST, OPTIONS",
    "/query": "GET, HEAD, POST, OPTIONS",
    "/store": "GET, HEAD, OPTIONS",
    "/api/try": "GET, HEAD, POST, OPTIONS",
}
_READ: Final = "GET, HEAD, OPTIONS"
_Handler = Callable[[Request], Awaitable[ASGIApp]]


def application(
    pool: Pool, doors: Doors, trials: Pool | None = None, mine: Sequence[str] = ()
) -> Starlette:
    """Return the application that answers from POOL whoever DOORS lets in; texts are tried by TRIALS, if at all.

    MINE are the names of the user's files in whose terms they are read.
    """
    explorer = Explored(pool, trials, mine)
    endpoints = _Endpoints(pool, explorer)
    routes = {
        "/": explorer.page,
        "/sparql": endpoints.sparql,
        "/query": endpoints.query,
        "/store": endpoints.store,
        "/queries": endpoints.queries,
        "/queries/{name}": endpoints.bound,
        "/api/try": explorer.tried,
        "/api/audit": explorer.audited,
        "/api/{view}": explorer.view,
        "/assets/{name}": explorer.asset,
        "/licences.txt": explorer.asset,
        **dict.fromkeys(("/read", "/graph", "/audit", "/try"), explorer.page),
        "/resource": explorer.resource,
        "/favicon.ico": endpoints.nothing,
        "/{path:path}": explorer.resource,
    }

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        await pool.open()
        warming = asyncio.create_task(explorer.warm())
        try:
            yield
        finally:
            warming.cancel()
            await pool.close()
            if trials is not None:
                await trials.close()

    made = Starlette(
        routes=[Route(path, _Door(handler, doors)) for path, handler in routes.items()],
        lifespan=lifespan,
    )
    made.router.redirect_slashes = False  # it would lead to whatever host the client names
    return made


class _Door:
    """What every address has in common: who may ask, with which method, and how a refusal is told."""

    def __init__(self, handler: _Handler, doors: Doors) -> None:
        self._handler = handler
        self._doors = doors

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        headers = dict(_SAFE)
        try:
            allowed = self._doors.check(request.headers)
            headers |= allowed
            if allowed:
                headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            response = _without_body(request) or await self._handler(request)
            await response(scope, receive, _adding(send, headers))
        except RefusedError as error:
            told = PlainTextResponse(
                f"{error.message}\n", error.status, headers={**headers, **error.headers}
            )
            await told(scope, receive, send)
        except Exception:  # whatever it is, one line tells it, with the same headers
            _log.exception("%s %s", request.method, request.url.path)
            await PlainTextResponse(
                "it failed; the messages of the server say why\n", 500, headers
            )(scope, receive, send)


def _without_body(request: Request) -> Response | None:
    """Return the response to OPTIONS; refuse a method that the address does not have."""
    methods = _METHODS.get(request.url.path, _READ)
    if request.method == "OPTIONS":
        asked = {
            "Allow": methods,
            "Access-Control-Allow-Methods": methods,
            "Access-Control-Allow-Headers": "Accept, Content-Type",
            "Access-Control-Max-Age": "600",
        }
        return Response(status_code=204, headers=asked)
    if request.method not in methods.split(", "):
        raise RefusedError(
            405,
            f"{request.method}: this endpoint is read-only; have: {methods}",
            {"Allow": methods},
        )
    return None


def _adding(send: Send, headers: Mapping[str, str]) -> Send:
    extra = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message["headers"], *extra]
        await send(message)

    return sending


class _Endpoints:
    """The addresses, each from a request to what sends the response."""

    def __init__(self, pool: Pool, explorer: Explored) -> None:
        self._pool = pool
        self._explorer = explorer

    async def query(self, request: Request) -> ASGIApp:
        """Answer a query, or show the page where one types queries to those who ask for a page."""
        if request.method in ("GET", "HEAD") and for_people(request.headers.get("accept")):
            return await self._explorer.page(request)
        return await self.sparql(request)

    async def sparql(self, request: Request) -> ASGIApp:
        """Answer a query; without one, describe the service."""
        accept = request.headers.get("accept")
        address = protocol.parsed(request.url.query)
        if request.method != "POST" and not address:
            endpoint = str(request.url.replace(query="", fragment=""))
            return self._send(protocol.description_job(endpoint, accept, self._limit))
        sent = await body(request, protocol.LONGEST) if request.method == "POST" else b""
        pairs = protocol.query_pairs(
            request.method, address, request.headers.get("content-type", ""), sent
        )
        return self._send(protocol.query_job(pairs, accept, self._limit))

    async def store(self, request: Request) -> ASGIApp:
        """Answer with a graph, or with all of them."""
        pairs = protocol.parsed(request.url.query)
        return self._send(protocol.graph_job(pairs, request.headers.get("accept"), self._limit))

    async def queries(self, request: Request) -> ASGIApp:
        """Answer with the named queries: titles, texts and parameters."""
        return JSONResponse([_listed(name) for name in names()])

    async def bound(self, request: Request) -> ASGIApp:
        """Answer with the text of a named query, its parameters bound."""
        values = tuple((name, value) for name, value in protocol.parsed(request.url.query) if value)
        name = request.path_params["name"]
        if name not in names():
            raise RefusedError(404, f"{name}: no query is called so; /queries has them all")
        return self._send(Job(kind=Kind.BIND, text=name, values=values, limit=self._limit))

    async def nothing(self, request: Request) -> ASGIApp:
        """Answer that there is nothing."""
        return Response(status_code=204)

    @property
    def _limit(self) -> float:
        return self._pool.limits.timeout

    def _send(self, job: Job) -> ASGIApp:
        return Sending(self._pool, job)


def _listed(name: str) -> dict[str, object]:
    query = load(name)
    params = [
        {"name": p.name, "kind": p.kind, "about": p.about, "required": p.required}
        for p in query.params
    ]
    return {"name": name, "title": query.title, "text": declare(query.text), "params": params}
