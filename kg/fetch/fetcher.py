"""Pages by their addresses: as robots.txt allows, behind redirects, again where that may help, new ones only."""

import logging
import threading
from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urljoin

from kg.closing import Closing
from kg.errors import SourceError
from kg.fetch import robots
from kg.fetch.addresses import check_address, is_inside, key, server, site
from kg.fetch.clock import Clock
from kg.fetch.kept import Kept, Page
from kg.fetch.manners import Manners
from kg.fetch.robots import Robots
from kg.fetch.server import Answer, PassingError, Server, asked_pause

_log = logging.getLogger(__name__)

_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_BUSY: Final = frozenset({429, 503})
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_READ: Final = frozenset(
    (
        *("", "text/html", "application/xhtml+xml", "text/xml", "application/xml", "text/plain"),
        *("application/gzip", "application/x-gzip", "application/octet-stream"),
    )
)
_WAIT: Final = (
    5.0  # seconds before a second try where the server does not say; 20 before a third one
)
_TWICE: Final = 2  # tries of what else may pass
_LOST: Final = 4  # tries in a row without an answer, after which a site is left alone
_ADVICE: Final[Mapping[int, str]] = {
    401: "it wants a password, and kg signs in nowhere",
    403: "it refuses",
    404: "nothing is there; check the address",
    410: "it was removed",
    451: "it is withheld for legal reasons",
}


class Fetcher(Closing):
    """Fetches pages for any number of threads, and keeps them in KEPT."""

    def __init__(self, manners: Manners, kept: Kept, clock: Clock | None = None) -> None:
        self.manners, self.kept = manners, kept
        self.clock = clock or Clock()
        self._servers: dict[str, Server] = {}
        self._robots: dict[str, Robots] = {}
        self._lost: dict[str, int] = {}  # tries in a row that got no answer
        self._closed: dict[str, str] = {}  # sites that are asked no more, and why
        self._asking: dict[str, threading.Lock] = {}  # for each robots.txt

    def close(self) -> None:
        """Stop whoever waits for a turn, and close all connections."""
        self.clock.stop()
        for each in list(self._servers.values()):
            each.close()

    def get(self, address: str, *, origin: str | None = None, listed: str | None = None) -> Page:
        """Return the page at ADDRESS as it is now; its bytes are kept.

        ORIGIN is where the address was found: from the web none leads into a local network. LISTED is noted as the time
        of its last change. Raises SourceError.
        """
        name = key(check_address(address))
        before = self.kept.find(name)
        found, answer = self._behind_redirects(address, origin or address, _conditions(before))
        if answer.status == HTTPStatus.NOT_MODIFIED and before is not None:
            _log.info("%s: unchanged", address)
            self.kept.note(name, listed=listed)
            return before
        if answer.status != HTTPStatus.OK:
            raise _refused(address, answer.status)
        _check_type(address, answer)
        _log.info("%s: fetched, %d bytes", address, len(answer.body))
        page = Page(
            key=name,
            address=found,
            etag=answer.headers.get("etag"),
            modified=answer.headers.get("last-modified"),
            charset=_charset(answer),
            listed=listed,
        )
        return self.kept.put(page, answer.body)

    def leave(self, address: str) -> None:
        """Close the connection to the server of ADDRESS."""
        self._server(address).close()

    def _behind_redirects(
        self, address: str, origin: str, conditions: Mapping[str, str]
    ) -> tuple[str, Answer]:
        """Return where ADDRESS leads, and the answer from there."""
        now = check_address(address)
        for _ in range(self.manners.redirects + 1):
            self._check_way(address, now, origin)
            self._check_rules(now)
            answer = self._answer(now, conditions)
            if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                return now, answer
            now = self._next(address, now, answer)
        raise SourceError(
            f"{address}: redirects more than {self.manners.redirects} times; give the address where it ends"
        )

    def _next(self, address: str, now: str, answer: Answer) -> str:
        try:
            return check_address(urljoin(now, answer.headers["location"]))
        except (SourceError, ValueError) as error:
            raise SourceError(f"{address}: redirects to what cannot be fetched: {error}") from error

    def _check_way(self, address: str, now: str, origin: str) -> None:
        if is_inside(now) and not is_inside(origin):
            raise SourceError(
                f"{address}: leads from the web into a local network, to {now}; give that address if you mean it"
            )

    def _check_rules(self, address: str) -> None:
        """Raise SourceError where the robots.txt of the site does not allow ADDRESS."""
        name = site(address)
        with self._asking.setdefault(name, threading.Lock()):
            found = self._robots.get(name)
            if found is None:
                found = self._robots[name] = self._rules(name)
                if found.pause <= self.manners.patience:
                    self._server(name).slow_down(found.pause)
        if found.pause > self.manners.patience:
            raise SourceError(
                f"{address}: robots.txt asks for {found.pause:,.0f} s between two requests; too long for kg"
            )
        if found.closed is not None:
            raise SourceError(f"{address}: {found.closed}")
        if not found.allows(address):
            raise SourceError(
                f"{address}: robots.txt of the site does not allow it; nothing is read"
            )

    def _rules(self, name: str) -> Robots:
        """Return the rules of the site called NAME: all is allowed where it has none, nothing where it fails to say."""
        now = f"{name}/robots.txt"
        try:
            for _ in range(self.manners.redirects + 1):
                answer = self._answer(now, {})
                if answer.status not in _REDIRECTS:
                    break
                now = check_address(urljoin(now, answer.headers.get("location", "")))
                self._check_way(name, now, name)
        except SourceError as error:
            why = str(error).removeprefix(f"{now}: ")
            return Robots(closed=f"the robots.txt of the site cannot be read: {why}")
        return robots.parse(answer.body) if answer.status == HTTPStatus.OK else Robots()

    def _answer(self, address: str, headers: Mapping[str, str]) -> Answer:
        """Return an answer that does not pass, after as many tries as it takes and our manners allow."""
        name = site(address)
        for attempt in range(1, self.manners.tries + 1):
            if name in self._closed:
                raise SourceError(f"{address}: {self._closed[name]}")
            try:
                answer = self._server(name).ask(address, headers)
                self._lost[name] = 0
                if answer.status not in _PASSING:
                    return answer
                raise _passing(address, answer)
            except PassingError as error:
                self._after(error, name, address, attempt)
        raise AssertionError("the last try returns or raises")

    def _after(self, error: PassingError, name: str, address: str, attempt: int) -> None:
        """Wait for the next try after an ERROR; raise it where none is left."""
        if error.status in _BUSY:
            pause = _WAIT * 4 ** (attempt - 1) if error.pause is None else error.pause
            if attempt == self.manners.tries or pause > self.manners.patience:
                self._closed[name] = "the site asked for a rest before; try later"
                raise error
            self._server(name).wait(pause)
            return
        if error.status is None:
            self._lost[name] = self._lost.get(name, 0) + 1
            if self._lost[name] >= _LOST:
                said = str(error).removeprefix(f"{address}: ")
                self._closed[name] = f"the site is asked no more: {said}"
        if attempt == _TWICE or name in self._closed:
            raise error

    def _server(self, address: str) -> Server:
        name = server(address)
        if name not in self._servers:
            self._servers.setdefault(name, Server(name, self.manners, self.clock))
        return self._servers[name]


def _conditions(page: Page | None) -> dict[str, str]:
    """Return the headers that ask for a page only where it changed since it was kept."""
    given = {} if page is None else {"If-None-Match": page.etag, "If-Modified-Since": page.modified}
    return {name: value for name, value in given.items() if value}


def _passing(address: str, answer: Answer) -> PassingError:
    words = HTTPStatus(answer.status).phrase.lower()
    pause = asked_pause(answer.headers) if answer.status in _BUSY else None
    when = f"in {pause:,.0f} s, as it asks" if pause else "later"
    message = f"{address}: HTTP {answer.status} {words}; try {when}"
    return PassingError(message, status=answer.status, pause=pause)


def _refused(address: str, status: int) -> SourceError:
    try:
        words = f" {HTTPStatus(status).phrase.lower()}"
    except ValueError:
        words = ""
    advice = _ADVICE.get(status, "check the address")
    return SourceError(f"{address}: HTTP {status}{words}; {advice}")


def _media_type(answer: Answer) -> str:
    return answer.headers.get("content-type", "").partition(";")[0].strip().lower()


def _check_type(address: str, answer: Answer) -> None:
    found = _media_type(answer)
    if found not in _READ and not found.endswith("+xml"):
        raise SourceError(
            f"{address}: is {found}, neither a page nor a feed nor a sitemap; download it and give the file"
        )


def _charset(answer: Answer) -> str | None:
    from email.message import Message

    message = Message()
    message["Content-Type"] = answer.headers.get("content-type", "text/html")
    return message.get_content_charset()
