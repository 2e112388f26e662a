"""A real outlet of news on loopback: pages, feeds, sitemaps and a robots.txt, and the log of who asked for what."""

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import groups

from kg.fetch import Clock

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


class Watch(Clock):
    """A clock that stands still but for the waiting, which takes no time: what was waited is known to the second."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds = 0.0

    def now(self) -> float:
        return self.seconds

    def wait(self, seconds: float) -> None:
        super().wait(0)
        self.seconds += max(0.0, seconds)


@dataclass(frozen=True)
class Reply:
    body: bytes | str = b""
    type: str | None = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    packed: bool = False  # for the way

    @property
    def raw(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Asked:
    path: str
    headers: Mapping[str, str]
    at: float  # by the clock of the outlet


class Outlet:
    """Pages by their paths: a reply, several of which the last one stays, or a function that writes one by itself."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply | list[Reply] | Callable[[Any], None]] = {}
        self.log: list[Asked] = []
        self.clock: Clock = Watch()
        self.ended = threading.Event()
        self.at_once = self.most_at_once = 0
        self.lock = threading.Lock()
        outlet = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with outlet.lock:
                    outlet.at_once += 1
                    outlet.most_at_once = max(outlet.at_once, outlet.most_at_once)
                    headers = {name.lower(): value for name, value in self.headers.items()}
                    outlet.log.append(Asked(self.path, headers, outlet.clock.now()))
                outlet.ended.wait(0.002)  # so that who asks meanwhile is seen
                with outlet.lock:
                    outlet.at_once -= 1
                outlet.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, in order, but for robots.txt."""
        return [each.path for each in self.log if each.path != "/robots.txt"]

    def at(self, path: str) -> str:
        return f"{self.url}{path}"

    def put(self, path: str, body: bytes | str = b"", **fields: Any) -> str:
        self.pages[path] = Reply(body, **fields)
        return self.at(path)

    def answer(self, handler: Any) -> None:
        found = self.pages.get(handler.path, Reply("Nothing here.", status=404))
        if callable(found):
            found(handler)
            return
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        tag, asked = found.headers.get("ETag"), handler.headers.get("If-None-Match")
        since, day = handler.headers.get("If-Modified-Since"), found.headers.get("Last-Modified")
        is_same = (tag and tag == asked) or (day and day == since)
        raw = gzip.compress(found.raw, mtime=0) if found.packed else found.raw
        raw = b"" if is_same else raw
        handler.send_response(304 if is_same else found.status)
        if found.type:
            handler.send_header("Content-Type", found.type)
        if found.packed:
            handler.send_header("Content-Encoding", "gzip")
        for name, value in found.headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)


@contextmanager
def running() -> Iterator[Outlet]:
    """An outlet that answers until the end."""
    groups.refuse("starts a server", "server")
    outlet = Outlet()
    thread = threading.Thread(target=outlet.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield outlet
    finally:
        outlet.ended.set()
        outlet.server.shutdown()
        outlet.server.server_close()
        thread.join()


def page(title: str, *paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{each}</p>" for each in paragraphs)
    top = f"<html lang='en'><head><title>{title}</title>{head}</head>"
    return f"{top}<body><article><h1>{title}</h1>{body}</article></body></html>"


def rss(*items: str, title: str = "The Lake Post") -> str:
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    listed = f"<channel><title>{title}</title>{''.join(items)}</channel>"
    return f"<?xml version='1.0'?><rss version='2.0' {spaces}>{listed}</rss>"


def item(link: str, title: str, text: str = "A teaser.", date: str = "") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{title}</title><link>{link}</link>{dated}<description>{text}</description></item>"


def sitemap(*entries: tuple[str, str]) -> str:
    urls = "".join(f"<url><loc>{where}</loc>{_changed(when)}</url>" for where, when in entries)
    return f"<?xml version='1.0'?><urlset xmlns='{_SITEMAPS}'>{urls}</urlset>"


def index(*entries: tuple[str, str]) -> str:
    maps = "".join(
        f"<sitemap><loc>{where}</loc>{_changed(when)}</sitemap>" for where, when in entries
    )
    return f"<?xml version='1.0'?><sitemapindex xmlns='{_SITEMAPS}'>{maps}</sitemapindex>"


def _changed(when: str) -> str:
    return f"<lastmod>{when}</lastmod>" if when else ""
