"""Articles of the web as sources: the addresses that a user gives, and those that feeds and sitemaps list.

All is fetched before anything is read (``kg.fetch``), the sites beside one another, and kept in a file. What a store
has of a page that did not change is not read again.
"""

import io
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import IO, Final, Self, TypeVar
from urllib.parse import urljoin

from kg import iri
from kg.boundary import attempt, reason
from kg.closing import Closing
from kg.errors import ConfigError, SourceError
from kg.fetch import Clock, Fetcher, Interrupted, Kept, Manners, check_address, is_address, key
from kg.fetch import Page as Fetched
from kg.fetch.addresses import server
from kg.model import SourceFile
from kg.sources import listings
from kg.sources.discovery import Kind, Place
from kg.sources.listed import Listed
from kg.sources.listings import Listing
from kg.sources.record import Record, SourceFailure

NEWEST: Final = 100  # articles of one feed or sitemap
PAUSE: Final = Manners().pause
_LIST: Final = "@"
_COMMENT: Final = "#"

_T = TypeVar("_T")
Told = Callable[[int, int], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPlace(Place):
    """A page that was fetched, or the articles that a feed has whole; its bytes are KEPT under the key of FETCHED.

    Its file is its address, which is no path: it counts as spooled.
    """

    kept: Kept
    fetched: Fetched
    listed: Mapping[str, Listed]  # by their keys

    def open(self) -> IO[bytes]:
        """Open the bytes of the page for reading."""
        return io.BytesIO(self.kept.body(self.fetched.key))

    @property
    def declared(self) -> str | None:
        """The encoding that the server said."""
        return self.fetched.charset

    @property
    def home(self) -> str:
        """What the ledger of a store knows the page by: its address."""
        return self.file

    def now(self) -> str:
        """Return what changes when the page does, or what is listed of it; "" for a feed of whole articles."""
        if self.kind == "feed":
            return ""
        return iri.digest(self.fetched.digest or "", repr(sorted(self.listed.items())))

    def told(self, record: Record) -> Record | None:
        """Return RECORD with what is known of it beside its page; None for one that is not wanted."""
        if self.kind == "feed":
            name = url = key(urljoin(self.fetched.address, record.url or ""))
        else:
            name, url = self.fetched.key, record.url or key(self.fetched.address)
        listed = self.listed.get(name)
        if listed is None:
            return None
        return replace(
            record,
            url=url,
            published=record.published or listed.published,
            publisher=record.publisher or listed.publisher,
            authors=record.authors or listed.authors,
            language=record.language or listed.language,
            file=SourceFile(name, True),
        )


Found = WebPlace | SourceFailure


def is_web(source: object) -> bool:
    """Tell whether SOURCE is an address of the web, or a file of such, written as in ``@outlets.txt``.

    >>> is_web("https://a.example/feed.xml"), is_web("@outlets.txt"), is_web("feed.xml")
    (True, True, False)
    """
    name = str(source)
    if is_address(name):
        return True
    try:
        return name.startswith(_LIST) and not Path(name).exists()
    except OSError:  # the name is too long
        return False


def require(source: str) -> None:
    """Raise SourceError where SOURCE is no address that can be fetched, or a list that is not there.

    >>> require("https://a.example:rain/")
    Traceback (most recent call last):
    ...
    kg.errors.SourceError: https://a.example:rain/: is no address that can be fetched; check it
    """
    if is_address(source):
        check_address(source)
    elif not Path(source.removeprefix(_LIST)).is_file():
        raise SourceError(f"{source}: no such file of addresses; check the path")


def pages_beside(place: Path) -> Path:
    """Return where the pages are kept that were fetched for the store at PLACE.

    >>> pages_beside(Path("out/news")).as_posix()
    'out/news.pages'
    """
    named = place.resolve() if place.name in ("", "..") else place
    return named.with_name(f"{named.name}.pages")


@dataclass(kw_only=True)
class Web(Closing):
    """How pages are fetched: of each list the NEWEST. KEPT is the file in which they are kept.

    TOLD hears of how many pages are fetched, of how many.
    """

    newest: int = NEWEST
    manners: Manners = field(default_factory=Manners)
    clock: Callable[[], Clock] = Clock
    kept: Path | None = None
    told: Told = lambda done, total: None
    _open: Kept | None = None

    @classmethod
    def beside(cls, store: Path | str | None, *, newest: int, pause: float, told: Told) -> Self:
        """Return how pages are fetched for a STORE: they are kept beside it, in ``out/news.pages`` for ``out/news``."""
        kept = None if store is None else pages_beside(Path(store))
        return cls(newest=newest, manners=Manners(pause=pause), kept=kept, told=told)

    def __post_init__(self) -> None:
        if self.newest < 1:
            raise ConfigError(f"newest: {self.newest} is too few; use 1 or more")

    def close(self) -> None:
        """Close what keeps the pages."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def fetch(self, sources: Iterable[object]) -> dict[str, list[Found]]:
        """Return what can be read of those SOURCES that are of the web, by their names; each page once."""
        named = {str(each): list(_addresses(str(each))) for each in sources if is_web(each)}
        if not named:
            return {}
        self._open = kept = Kept(self.kept)
        given = [each for found in named.values() for each in found if isinstance(each, str)]
        with Fetcher(self.manners, kept, self.clock()) as fetcher:
            find = partial(listings.find, fetcher, number=self.newest)
            found = self._together(fetcher, given, find)
            plans = _planned(found)
            origins = {
                each.address: root for root, plan in plans.items() for each in plan.pages.values()
            }
            listed = {each.address: each for plan in plans.values() for each in plan.pages.values()}
            page = partial(_page, fetcher, listed, origins)
            pages = self._together(fetcher, origins, page)
        items = {root: list(self._items(kept, root, plan, pages)) for root, plan in plans.items()}
        return {
            name: [
                item
                for each in addresses
                for item in (items.pop(each, []) if isinstance(each, str) else [each])
            ]
            for name, addresses in named.items()
        }

    def _items(
        self, kept: Kept, root: str, plan: "_Plan", pages: Mapping[str, Fetched | SourceFailure]
    ) -> Iterator[Found]:
        """Yield what can be read of the address ROOT."""
        if plan.whole and plan.own is not None:
            yield _place(root, "feed", kept, plan.own, plan.whole)
        for name, listed in plan.pages.items():
            found = pages[listed.address]
            if isinstance(found, SourceFailure):
                yield found
            else:
                kind = listings.kind_of_page(kept.body(name))
                yield _place(name, kind, kept, found, {name: listed})
        yield from plan.failures

    def _together(
        self,
        fetcher: Fetcher,
        addresses: Iterable[str],
        work: Callable[[str], _T],
    ) -> dict[str, _T | SourceFailure]:
        """Return what WORK makes of each of ADDRESSES: several sites at a time, those of one site in their order."""
        sites: dict[str, list[str]] = {}
        for each in addresses:
            sites.setdefault(server(each), []).append(each)
        counter = _Counter(sum(map(len, sites.values())), self.told)

        def of_site(those: list[str]) -> list[tuple[str, _T | SourceFailure]]:
            found = [(each, counter.after(partial(_guarded, each, work))) for each in those]
            fetcher.leave(those[0])
            return found

        pool = ThreadPoolExecutor(max_workers=self.manners.hosts, thread_name_prefix="fetch")
        try:
            futures = [pool.submit(of_site, those) for those in sites.values()]
            return dict(chain.from_iterable(future.result() for future in futures))
        except BaseException:  # also Ctrl-C: what waits for its turn must not go on
            fetcher.clock.stop()
            raise
        finally:
            pool.shutdown(cancel_futures=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be read of one address: PAGES by their keys, and WHOLE articles that its OWN page has."""

    pages: Mapping[str, Listed] = field(default_factory=dict)
    whole: Mapping[str, Listed] = field(default_factory=dict)
    own: Fetched | None = None
    failures: tuple[SourceFailure, ...] = ()


def _place(
    name: str, kind: Kind, kept: Kept, fetched: Fetched, listed: Mapping[str, Listed]
) -> WebPlace:
    return WebPlace(name, name, kind, spooled=True, kept=kept, fetched=fetched, listed=listed)


def _planned(found: Mapping[str, Listing | SourceFailure]) -> dict[str, _Plan]:
    """Return what is to be read of each address: what several list, of the first one."""
    seen: set[str] = set()
    plans: dict[str, _Plan] = {}
    for root, listing in found.items():
        if isinstance(listing, SourceFailure):
            plans[root] = _Plan(failures=(listing,))
            continue
        named = {key(each.address): each for each in reversed(listing.listed)}
        fresh = {name: named[name] for name in reversed(named) if name not in seen}
        seen.update(fresh)
        plans[root] = _Plan(
            pages={name: each for name, each in fresh.items() if not each.is_whole},
            whole={name: each for name, each in fresh.items() if each.is_whole},
            own=listing.page,
            failures=listing.failures,
        )
    return plans


def _page(
    fetcher: Fetcher, listed: Mapping[str, Listed], origins: Mapping[str, str], address: str
) -> Fetched:
    """Return the page at ADDRESS; it is not asked for where a list says that it is as it was."""
    each, origin = listed[address], origins[address]
    known = fetcher.kept.find(key(address))
    is_own = address == origin  # fetched a moment ago
    if known is not None and (is_own or (each.modified and each.modified == known.listed)):
        return known
    return fetcher.get(address, origin=origin, listed=each.modified)


def _guarded(address: str, work: Callable[[str], _T]) -> _T | SourceFailure:
    """Return what WORK makes of ADDRESS, or why it fails; one page never stops a batch."""
    failures: list[SourceFailure] = []

    def failed(error: Exception) -> None:
        if isinstance(error, Interrupted):
            raise error
        failures.append(SourceFailure(address, reason(address, "fetch", error)))

    found = attempt(partial(work, address), failed, address, "fetch")
    return failures[0] if found is None else found


class _Counter:
    """Counts what is done in several threads, and tells it."""

    def __init__(self, total: int, told: Told) -> None:
        self._total, self._told = total, told
        self._done = 0
        self._lock = threading.Lock()

    def after(self, work: Callable[[], _T]) -> _T:
        """Return what WORK returns, and count it."""
        found = work()
        with self._lock:
            self._done += 1
            self._told(self._done, self._total)
        return found


def _addresses(source: str) -> Iterator[str | SourceFailure]:
    """Yield the addresses that SOURCE names: itself, or the lines of a file that are no comments."""
    if is_address(source):
        yield _checked(source, source)
        return
    path = Path(source.removeprefix(_LIST))
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "not UTF-8"
        yield SourceFailure(
            source, f"{source}: cannot be read: {why}; give a text file of addresses"
        )
        return
    for number, line in enumerate(lines, 1):
        address = line.partition(f" {_COMMENT}")[0].strip()
        if address and not address.startswith(_COMMENT):
            yield _checked(address, f"{source}:{number}")


def _checked(address: str, where: str) -> str | SourceFailure:
    """Return ADDRESS if it can be fetched; else what is wrong with it, as it is written at WHERE."""
    try:
        return check_address(address)
    except SourceError as error:
        said = str(error)
        return SourceFailure(where, said if said.startswith(where) else f"{where}: {said}")
