"""HTTP to an endpoint: one session, a total time for each request, and a second try where it can help.

Lost connections, 429 and 5xx are tried again after a pause that grows; what the server refuses is
not. Redirects are not followed: a POST would become a GET without its body, and credentials would
go where nobody sent them.
"""

import re
import time
import weakref
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import IncompleteRead
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urljoin

from kg import jsontext
from kg.endpoint.address import Endpoint, is_local, origin
from kg.endpoint.credentials import authentication, find, without
from kg.errors import EndpointError

if TYPE_CHECKING:
    from requests import Response
    from requests.auth import AuthBase
    from tenacity import RetryCallState

_T = TypeVar("_T")
_CHUNK: Final = 1 << 16
_LONGEST_PAUSE: Final = 30.0  # seconds
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
# Virtuoso says 500 to what it will never do; only a deadlock, a lost client or its own want of time pass.
_VIRTUOSO: Final = re.compile(r"\bVirtuoso (?P<state>\w{5}) Error\b")
_VIRTUOSO_PASSING: Final = re.compile(r"40001|08\w{3}|S1T00")
_TAG: Final = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# What libraries put before the cause of a failure: their objects, their numbers.
_WHERE: Final = re.compile(r"^.*(object at 0x\w+>: |\[Errno -?\d+\] )|^\[\w+: \w+\] ", re.DOTALL)
_ADVICE: Final = {
    401: "give --user or --token, or set KG_USER and KG_PASSWORD",
    403: "this user may not do that; give another --user",
    404: "nothing is at this address; check it, or name the --profile",
    413: "the request is too large for it",
}


class PassingError(EndpointError):
    """A failure that may be over in a moment; PAUSE is how long the server asks to wait, in seconds."""

    def __init__(self, message: str, pause: float = 0.0) -> None:
        super().__init__(message)
        self.pause = pause


class RefusedError(EndpointError):
    """What the server does not do, however often it is asked; STATUS is that of HTTP."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent: a method, an address, and what goes with them."""

    method: str
    url: str
    params: Mapping[str, str] | None = None
    data: bytes | None = None
    headers: Mapping[str, str] | None = None


class Transport:
    """An open session with the server of one endpoint."""

    def __init__(self, endpoint: Endpoint) -> None:
        # Imported here: the library takes a tenth of a second, which local queries need not wait for.
        from requests import Session

        self.endpoint = endpoint
        self.session: Session = Session()
        weakref.finalize(self, self.session.close)
        self.session.trust_env = not endpoint.is_local  # a proxy is not on the way to this machine
        self._keys: dict[tuple[str, str, int], AuthBase | None] = {}  # by where they may go
        self._let_in(endpoint.url, authentication(endpoint.credentials))
        for service in filter(None, (endpoint.update, endpoint.graph_store)):
            if origin(service) not in self._keys:
                # What the environment has is for the endpoint.
                self._let_in(service, authentication(find(service, environ={})))

    def _let_in(self, address: str, key: "AuthBase | None") -> None:
        """Note that KEY may go where ADDRESS is, and nowhere else."""
        place = origin(address)
        if key and place[0] == "http" and not (is_local(address) or self.endpoint.insecure):
            raise EndpointError(
                f"{without(address)}: a password would travel in the clear; use https, or say --insecure"
            )
        self._keys[place] = key

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def send(self, request: Request) -> bytes:
        """Send REQUEST, again where it is worth it, and return the whole body of the answer."""
        return self._again(lambda: self._whole(request))

    @contextmanager
    def stream(self, request: Request) -> Iterator["Answered"]:
        """Send REQUEST, again where it is worth it, and give the answer as it comes."""
        deadline = time.monotonic() + self.endpoint.timeout
        response = self._again(lambda: self._sent(request, deadline))
        with response:
            yield Answered(self, response, deadline)

    def headers(self, request: Request) -> dict[str, str]:
        """Return the headers of the answer to REQUEST, whatever its status; names are in lower case."""
        deadline = time.monotonic() + self.endpoint.timeout
        with self._again(lambda: self._opened(request, deadline)) as response:
            return {name.lower(): value for name, value in response.headers.items()}

    def _again(self, action: Callable[[], _T]) -> _T:
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        attempts = Retrying(
            retry=retry_if_exception_type(PassingError),
            stop=stop_after_attempt(self.endpoint.retries + 1),
            wait=_pause,
            reraise=True,
        )
        return attempts(action)

    def _whole(self, request: Request) -> bytes:
        deadline = time.monotonic() + self.endpoint.timeout
        with self._sent(request, deadline) as response:
            return b"".join(Answered(self, response, deadline))

    def _sent(self, request: Request, deadline: float) -> "Response":
        return self._checked(self._opened(request, deadline))

    def _opened(self, request: Request, deadline: float) -> "Response":
        import requests

        remaining = max(0.1, deadline - time.monotonic())
        try:
            return self.session.request(
                request.method,
                request.url,
                params=request.params,
                data=request.data,
                headers=request.headers,
                # Without one, the library looks into netrc by itself.
                auth=self._keys.get(origin(request.url)) or _nobody,
                # Given with the request: of those of a session, the environment wins.
                verify=str(self.endpoint.certificates) if self.endpoint.certificates else None,
                timeout=(min(remaining, 10.0), remaining),
                stream=True,
                allow_redirects=False,
            )
        except requests.exceptions.ReadTimeout as error:
            raise self.late() from error
        except requests.exceptions.SSLError as error:
            raise EndpointError(
                f"{self.endpoint.url}: its certificate is not trusted: {reason(error)}; "
                "give --certificates FILE if it is your own"
            ) from error
        except (
            requests.exceptions.ConnectionError,
            requests.exceptions.ChunkedEncodingError,  # the answer to a challenge that broke off
        ) as error:
            raise PassingError(
                f"{self.endpoint.url}: cannot be reached: {reason(error)}; is the server running?"
            ) from error
        except requests.exceptions.RequestException as error:
            raise EndpointError(
                f"{self.endpoint.url}: {reason(error)}; check the address"
            ) from error

    def _checked(self, response: "Response") -> "Response":
        status = response.status_code
        if status < 300:
            return response
        with response:
            if status < 400:
                target = urljoin(response.url, response.headers.get("Location", ""))
                raise EndpointError(
                    f"{self.endpoint.url}: it redirects to {target}; give that address"
                )
            said = words(response)
        message = f"{self.endpoint.url}: HTTP {status}: {said or response.reason}"
        if status in _PASSING and not _is_refusal(said):
            raise PassingError(message, _asked_pause(response))
        advice = f"; {_ADVICE[status]}" if status in _ADVICE else ""
        raise RefusedError(f"{message}{advice}", status)

    def late(self) -> EndpointError:
        """Return the error for an answer that takes too long."""
        return EndpointError(
            f"{self.endpoint.url}: no answer in {self.endpoint.timeout:g} s; "
            "narrow the query or allow more time with --timeout"
        )


class Answered:
    """An answer that is read as it comes: status and headers, and an iterable of its bytes."""

    def __init__(self, transport: Transport, response: "Response", deadline: float) -> None:
        self.status = response.status_code
        self.headers = response.headers
        self._transport = transport
        self._response = response
        self._deadline = deadline

    @property
    def media_type(self) -> str:
        """The type of the body, without parameters."""
        return str(self.headers.get("Content-Type", "")).partition(";")[0].strip().lower()

    def __iter__(self) -> Iterator[bytes]:
        # The library's timeout counts from packet to packet: a slow drip would keep us for ever.
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        url = self._transport.endpoint.url
        try:
            while chunk := self._response.raw.read1(_CHUNK, decode_content=True):
                yield chunk
                if time.monotonic() > self._deadline:
                    raise self._transport.late()
        except ReadTimeoutError as error:
            raise self._transport.late() from error
        except HTTPError as error:
            raise PassingError(
                f"{url}: the answer broke off{_missing(error)}; try again"
            ) from error


def _missing(error: BaseException) -> str:
    """Return how much of an answer is missing, where the failure says so."""
    causes = (error, *error.args)
    found = next((cause for cause in causes if isinstance(cause, IncompleteRead)), None)
    return f", {found.expected} bytes are missing" if found else f": {reason(error)}"


def _nobody(request: Any) -> Any:
    return request


def _pause(state: "RetryCallState") -> float:
    from tenacity import wait_exponential, wait_random

    failure = state.outcome.exception() if state.outcome else None
    grown = (wait_exponential(multiplier=0.2, max=_LONGEST_PAUSE) + wait_random(0, 0.2))(state)
    return max(grown, failure.pause if isinstance(failure, PassingError) else 0.0)


def _asked_pause(response: "Response") -> float:
    """Return the seconds of a Retry-After header; a date counts as nothing said."""
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), _LONGEST_PAUSE) if asked.isdigit() else 0.0


def _is_refusal(said: str) -> bool:
    found = _VIRTUOSO.search(said)
    return found is not None and not _VIRTUOSO_PASSING.fullmatch(found["state"])


def words(response: "Response", *, limit: int = 300) -> str:
    """Return what the body of an answer says, in one line, without markup."""
    text = response.raw.read(1 << 14, decode_content=True).decode("utf-8", "replace")
    if "html" in response.headers.get("Content-Type", ""):
        text = _TAG.sub(" ", text)
    elif "json" in response.headers.get("Content-Type", ""):
        text = _from_json(text)
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else f"{flat[:limit]}…"


def _from_json(text: str) -> str:
    """Return the message in a JSON body, as Stardog, Neptune and GraphDB have it."""
    try:
        found = jsontext.loads(text)
    except ValueError:
        return text
    names = ("detailedMessage", "message", "error")
    known = found if isinstance(found, dict) else {}
    return next((str(known[name]) for name in names if known.get(name)), text)


def reason(error: BaseException) -> str:
    """Return the innermost cause of a failure of the network, in a few words.

    >>> reason(ConnectionRefusedError(111, "Connection refused"))
    'connection refused'
    >>> reason(OSError("HTTPConnection(host='h'): failed: [Errno 111] Connection refused"))
    'connection refused'
    >>> reason(OSError("NameResolutionError(…: [Errno -2] Name or service not known)"))
    'name or service not known'
    """
    while inner := _inner(error):
        error = inner
    said = getattr(error, "strerror", None) or str(error)
    plain = " ".join(_WHERE.sub("", str(said)).split()).lower()
    return plain if "(" in plain else plain.rstrip(")")


def _inner(error: BaseException) -> BaseException | None:
    found = getattr(error, "reason", None) or next(iter(error.args), None)
    if isinstance(found, BaseException):
        return found
    last = error.args[-1] if error.args else None
    return last if isinstance(last, BaseException) else None
