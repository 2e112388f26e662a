"""Who may ask: a server on loopback is not for the web pages that happen to be open in the browser beside it."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers

from kg.serve.refusal import RefusedError

_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """The HOST that the server listens on, and the origins whose pages may read from it; * is any."""

    host: str
    origins: tuple[str, ...] = ()

    def check(self, headers: Headers) -> dict[str, str]:
        """Return the headers that the answer to a request with these HEADERS gets; refuse a stranger's."""
        host = headers.get("host", "")
        if is_loopback(self.host) and hostname(host) not in _LOCAL | {self.host}:
            # Another name that leads here is a page's trick to count as the same origin.
            raise RefusedError(
                421, f"Host: {host!r} is not this server; ask it as http://{self.host}"
            )
        origin = headers.get("origin")
        if origin is None:
            crossing = headers.get("sec-fetch-site") == "cross-site"
            if crossing and headers.get("sec-fetch-mode") != "navigate" and not self.origins:
                raise _stranger("another site")
            return {}
        if origin in self.origins or "*" in self.origins:
            return {"Access-Control-Allow-Origin": origin, "Vary": "Origin"}
        if _place(origin) != host:
            raise _stranger(origin)
        return {}


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach what listens on HOST.

    >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def hostname(host: str) -> str:
    """Return the name in a Host header, without the port.

    >>> hostname("[::1]:7879"), hostname("LOCALHOST:80"), hostname("")
    ('::1', 'localhost', '')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _place(origin: str) -> str:
    """Return the host and port of an origin; empty where it has none, or cannot be read."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def _stranger(origin: str) -> RefusedError:
    return RefusedError(403, f"Origin: pages of {origin} may not read here; allow them with --cors")
