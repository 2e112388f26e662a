"""An endpoint as a value: where it is, who asks, and how long it may take."""

import ipaddress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, urlsplit

from kg.endpoint.credentials import Credentials, without
from kg.errors import EndpointError

_PORTS: Final = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Endpoint:
    """A SPARQL endpoint, its root or any of its services; nothing is sent until it is asked.

    Without a scheme the address means https, or http on this machine. User and password may stand
    in it, as in ``https://user:password@example.org/sparql``; they are shown nowhere. TIMEOUT is
    in seconds, for a whole request with its answer.
    """

    address: str = field(repr=False)
    timeout: float = 60.0
    credentials: Credentials | None = None
    profile: str | None = None  # the name of a graph store; None: what the server says it is
    # Addresses of services that are elsewhere than the profile says. On another host or port, credentials of their own
    # may stand in them; those of the endpoint do not go there.
    update: str | None = field(default=None, repr=False)
    graph_store: str | None = field(default=None, repr=False)
    certificates: Path | None = None  # whom to trust in place of those that this machine trusts
    insecure: bool = False  # let passwords travel in the clear
    retries: int = 2  # of what may pass: lost connections, 429, 5xx

    def __post_init__(self) -> None:
        object.__setattr__(self, "address", _complete(self.address))
        for name in ("update", "graph_store"):
            if service := getattr(self, name):
                object.__setattr__(self, name, _complete(service))

    @property
    def url(self) -> str:
        """The address without user and password.

        >>> Endpoint("https://user:secret@example.org:81/sparql").url
        'https://example.org:81/sparql'
        >>> Endpoint("localhost:7878").url, Endpoint("example.org/sparql").url
        ('http://localhost:7878', 'https://example.org/sparql')
        """
        return without(self.address)

    @cached_property
    def is_local(self) -> bool:
        """Whether it is on this machine, so that nobody else can listen.

        >>> Endpoint("http://127.0.0.1:7878").is_local, Endpoint("http://10.0.0.1").is_local
        (True, False)
        """
        return is_local(self.address)


def origin(address: str) -> tuple[str, str, int]:
    """Return scheme, host and port of ADDRESS: where credentials that were given for it may go.

    >>> origin("https://Ana:secret@Example.org/sparql")
    ('https', 'example.org', 443)
    """
    parts = urlsplit(address)
    return parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)


def is_local(address: str) -> bool:
    """Tell whether ADDRESS is on this machine, so that nobody else can listen."""
    return _is_loopback(_host(address))


def _complete(given: str) -> str:
    """Return the address GIVEN with its scheme.

    Raises EndpointError where it is none, and where a password in it would be taken for a part of the address.
    """
    address = given if "://" in given else f"{_scheme(given)}{given}"
    scheme, _, rest = address.partition("://")
    parts = _split(address)
    if "@" in rest and (parts is None or _is_cut(address, parts)):
        raise EndpointError(
            f"{scheme}://…@{rest.rpartition('@')[2]}: which part is the password? Write / ? # [ ] in it as %2F %3F %23 "
            "%5B %5D, and @ behind the host as %40, or give --user"
        )
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        raise EndpointError(
            f"{without(given)!r}: no address of an endpoint; give one such as http://localhost:7878/query"
        )
    return address


def _split(address: str) -> SplitResult | None:
    """Return the parts of ADDRESS; None where it has none."""
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return parts


def _is_cut(address: str, parts: SplitResult) -> bool:
    """Tell whether an @ stands behind what looks like user and password, or host and port: nobody can tell which."""
    behind = address.partition("://")[2].removeprefix(parts.netloc)
    return "@" in behind and ":" in parts.netloc.rpartition("@")[2]


def _scheme(address: str) -> str:
    return "http://" if _is_loopback(_host(f"//{address}")) else "https://"


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _is_loopback(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
