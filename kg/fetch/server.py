"""One server: its turn for a request, its pause between two, and the answer as bytes or as an error."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from kg.endpoint.transport import reason
from kg.errors import SourceError
from kg.fetch.addresses import is_inside
from kg.fetch.clock import Clock
from kg.fetch.manners import Manners, agent

if TYPE_CHECKING:
    from requests import Response, Session

_CHUNK: Final = 1 << 16
_ACCEPTED: Final = (
    "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain;q=0.5, */*;q=0.1"
)


class PassingError(SourceError):
    """What may be over in a moment. STATUS is that of the answer, if there was one; PAUSE what it asks to wait."""

    def __init__(
        self, message: str, *, status: int | None = None, pause: float | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.pause = status, pause


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer: STATUS, HEADERS with names in lower case, BODY unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


class Server:
    """A server to which one request goes at a time, each a pause after the last one."""

    def __init__(self, name: str, manners: Manners, clock: Clock) -> None:
        self.name = name
        self.pause = manners.pause
        self._manners, self._clock = manners, clock
        self._turn = threading.Lock()
        self._free_at = 0.0
        self._session: Session | None = None

    def close(self) -> None:
        """Close the connection; the next request opens another one."""
        with self._turn:
            if self._session is not None:
                self._session.close()
                self._session = None

    def slow_down(self, pause: float) -> None:
        """Let PAUSE be between two requests from the last one on, if it is longer than what was asked for so far."""
        with self._turn:
            self._free_at += max(0.0, pause - self.pause)
            self.pause = max(self.pause, pause)

    def wait(self, seconds: float) -> None:
        """Let no request through for SECONDS from now."""
        with self._turn:
            self._free_at = max(self._free_at, self._clock.now() + seconds)

    def ask(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Return the answer for ADDRESS when it is our turn; the body only of one that was found."""
        with self._turn:
            self._clock.wait(self._free_at - self._clock.now())
            try:
                return self._asked(address, headers)
            finally:
                self._free_at = self._clock.now() + self.pause

    def _asked(self, address: str, headers: Mapping[str, str]) -> Answer:
        deadline = time.monotonic() + self._manners.timeout
        with self._failing(address), self._sent(address, headers) as response:
            named = {name.lower(): value for name, value in response.headers.items()}
            if response.status_code != 200:
                return Answer(response.status_code, named)
            return Answer(200, named, b"".join(self._read(response, address, deadline)))

    def _sent(self, address: str, headers: Mapping[str, str]) -> "Response":
        limit = self._manners.timeout
        return self._opened().get(
            address,
            headers=headers,
            timeout=(min(limit, 10.0), limit),
            stream=True,
            allow_redirects=False,
        )

    def _read(self, response: "Response", address: str, deadline: float) -> Iterator[bytes]:
        size, largest = 0, self._manners.largest
        # The library's timeout counts from packet to packet: a slow drip would keep us for ever.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            size += len(chunk)
            if size > largest:
                raise SourceError(
                    f"{address}: is larger than {_size(largest)}; nothing of it is read"
                )
            if time.monotonic() > deadline:
                raise self._late(address)
            self._clock.wait(0)
            yield chunk

    @contextmanager
    def _failing(self, address: str) -> Iterator[None]:
        """Tell in our words what goes wrong on the way."""
        from requests import exceptions
        from urllib3.exceptions import HTTPError, ReadTimeoutError

        try:
            yield
        except (exceptions.ReadTimeout, ReadTimeoutError) as error:
            raise self._late(address) from error
        except exceptions.SSLError as error:
            raise SourceError(
                f"{address}: its certificate is not trusted: {reason(error)}; check the address"
            ) from error
        except exceptions.ConnectionError as error:
            raise PassingError(
                f"{address}: cannot be reached: {reason(error)}; check the address, or try later"
            ) from error
        except HTTPError as error:
            raise PassingError(f"{address}: the answer broke off; try later") from error
        except (exceptions.RequestException, ValueError) as error:
            raise SourceError(f"{address}: {reason(error)}; check the address") from error

    def _late(self, address: str) -> PassingError:
        return PassingError(f"{address}: no whole answer in {self._manners.timeout:g} s; try later")

    def _opened(self) -> "Session":
        if self._session is None:
            # Imported here: the library takes a tenth of a second, which files need not wait for.
            from http.cookiejar import DefaultCookiePolicy

            from requests import Session

            self._session = Session()
            self._session.auth = _nobody  # otherwise the library looks into netrc by itself
            self._session.trust_env = not is_inside(
                f"http://{self.name}"
            )  # no proxy is on the way inside
            self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            self._session.headers.update({"User-Agent": agent(), "Accept": _ACCEPTED})
        return self._session


def asked_pause(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of a Retry-After header, which has a number or a date; None where it says nothing.

    >>> asked_pause({"retry-after": "120"}), asked_pause({"retry-after": "Mon, 07 Mar 2005 10:00:00 GMT"})
    (120.0, 0.0)
    >>> asked_pause({}) is None, asked_pause({"retry-after": "soon"}) is None
    (True, True)
    """
    written = headers.get("retry-after", "").strip()
    if written.isdigit():
        return float(written[:9])
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _size(number: int) -> str:
    return f"{number // 2**20} MiB" if number >= 2**20 else f"{number:,} bytes"


def _nobody(request: Any) -> Any:
    return request
