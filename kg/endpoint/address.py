"""An endpoint as a value: where it is, who asks, and how long it may take."""

import ipaddress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from kg.endpoint.credentials import Credentials, without
from kg.errors import EndpointError


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
    update: str | None = None  # addresses of services that are elsewhere than the profile says
    graph_store: str | None = None
    certificates: Path | None = None  # whom to trust beside those that this machine trusts
    insecure: bool = False  # let passwords travel in the clear
    retries: int = 2  # of what may pass: lost connections, 429, 5xx

    def __post_init__(self) -> None:
        address = (
            self.address if "://" in self.address else f"{_scheme(self.address)}{self.address}"
        )
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not _host(address):
            raise EndpointError(
                f"{without(self.address)!r}: no address of an endpoint; give one such as http://localhost:7878/query"
            )
        object.__setattr__(self, "address", address)

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
        return _is_loopback(_host(self.address))


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
