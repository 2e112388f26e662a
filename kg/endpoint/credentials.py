"""Who asks: user and password or a token, from options, the address, the environment, or netrc.

A secret is never part of a message, a repr or an address that is shown.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit, urlunsplit

from kg.errors import ConfigError

if TYPE_CHECKING:
    from requests import PreparedRequest, Response
    from requests.auth import AuthBase

SCHEMES: Final = ("basic", "digest", "bearer")
USER: Final = "KG_USER"
PASSWORD: Final = "KG_PASSWORD"  # noqa: S105 - the name of a variable, no password
TOKEN: Final = "KG_TOKEN"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token; SCHEME is basic, digest, bearer, or None for what the server asks for."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    scheme: str | None = None

    def __post_init__(self) -> None:
        if self.scheme is not None and self.scheme not in SCHEMES:
            raise ConfigError(
                f"authentication: {self.scheme!r} is not known; have: {', '.join(SCHEMES)}"
            )
        if (self.scheme == "bearer" or self.user is None) and self.token is None:
            raise ConfigError(f"authentication: no token is given; set {TOKEN} or give --token")
        if self.token is not None and any(letter in self.token for letter in "\r\n"):
            raise ConfigError("authentication: the token has a line break in it; give one line")


def find(
    address: str,
    *,
    user: str | None = None,
    password: str | None = None,
    token: str | None = None,
    scheme: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> Credentials | None:
    """Return who asks at ADDRESS: what is given, else what the address, the environment or netrc has.

    >>> find("https://ana:s3cret@example.org/sparql", environ={})
    Credentials(user='ana', scheme=None)
    >>> find("https://example.org/sparql", environ={"KG_TOKEN": "abc", "NETRC": "/nowhere"})
    Credentials(user=None, scheme=None)
    """
    parts = urlsplit(address)
    if token:
        return Credentials(token=token, scheme=scheme)
    if user:
        return Credentials(user, password or environ.get(PASSWORD, ""), scheme=scheme)
    if parts.username:
        return Credentials(unquote(parts.username), unquote(parts.password or ""), scheme=scheme)
    if environ.get(TOKEN):
        return Credentials(token=environ[TOKEN], scheme=scheme)
    if environ.get(USER):
        return Credentials(environ[USER], environ.get(PASSWORD, ""), scheme=scheme)
    found = _netrc(address)
    return Credentials(*found, scheme=scheme) if found else None


def without(address: str) -> str:
    """Return ADDRESS without user and password.

    >>> without("https://user:secret@example.org:81/sparql")
    'https://example.org:81/sparql'
    """
    try:
        parts = urlsplit(address)
    except ValueError:  # square brackets in the password, and no password can be told from the rest
        return f"…{address.rpartition('@')[2]}"
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def _netrc(address: str) -> tuple[str, str] | None:
    # Imported here: the library takes a tenth of a second, which other commands need not wait for.
    from requests.utils import get_netrc_auth

    found = get_netrc_auth(without(address))
    return (found[0], found[1]) if found else None


def authentication(credentials: Credentials | None) -> "AuthBase | None":
    """Return CREDENTIALS as the HTTP library takes them."""
    if credentials is None:
        return None
    from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

    if credentials.token is not None:
        return _bearer(credentials.token)
    pair = (credentials.user or "", credentials.password or "")
    known: dict[str, AuthBase] = {
        "basic": HTTPBasicAuth(pair[0].encode(), pair[1].encode()),
        "digest": HTTPDigestAuth(*pair),
    }
    return known[credentials.scheme] if credentials.scheme else _answering(known)


def _bearer(token: str) -> "AuthBase":
    from requests.auth import AuthBase

    class Bearer(AuthBase):
        """A token as RFC 6750 sends it."""

        def __call__(self, request: "PreparedRequest") -> "PreparedRequest":
            request.headers["Authorization"] = f"Bearer {token}"
            return request

    return Bearer()


def _answering(known: dict[str, "AuthBase"]) -> "AuthBase":
    from requests.auth import AuthBase

    class Answering(AuthBase):
        """Send nothing until the server asks, then what it asks for, from then on at once."""

        def __init__(self) -> None:
            self.chosen: AuthBase | None = None

        def __call__(self, request: "PreparedRequest") -> "PreparedRequest":
            if self.chosen is not None:
                return self.chosen(request)
            request.register_hook("response", self.answer)
            return request

        def answer(self, response: "Response", **options: Any) -> "Response":
            asked = response.headers.get("www-authenticate", "").lower()
            scheme = next((name for name in ("digest", "basic") if name in asked), None)
            # By what was sent, not by what is known: of several requests under way, each may be asked.
            tried = "Authorization" in response.request.headers
            if response.status_code != 401 or scheme is None or tried:
                return response
            self.chosen = known[scheme]
            again = response.request.copy()
            response.content  # noqa: B018 - read to the end, so that the connection can be used again
            response.close()
            if scheme == "basic":
                sent: Response = response.connection.send(self.chosen(again), **options)
                sent.history.append(response)
                return sent
            # The library's own handler reads the challenge and sends the request again.
            self.chosen(again)
            answered: Response = self.chosen.handle_401(response, **options)  # type: ignore[attr-defined]
            return answered

    return Answering()
