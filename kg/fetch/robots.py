"""What a site's robots.txt allows (RFC 9309), read by Protego."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.fetch.manners import NAME

if TYPE_CHECKING:
    from protego import Protego

LARGEST: Final = 500 * 1024  # bytes that must be read, says the RFC


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site; without RULES all is allowed, and with CLOSED, which says why, nothing."""

    rules: "Protego | None" = None
    closed: str | None = None

    def allows(self, address: str) -> bool:
        r"""Tell whether ADDRESS may be fetched.

        >>> robots = parse(b"User-agent: *\nDisallow: /private/*.html$\nCrawl-delay: 5")
        >>> robots.allows("https://a.example/rain"), robots.allows("https://a.example/private/a.html")
        (True, False)
        >>> robots.pause
        5.0
        """
        return self.rules is None or self.rules.can_fetch(address, NAME)

    @property
    def pause(self) -> float:
        """The seconds between two requests that the site asks for; 0 where it asks for nothing."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(NAME)
        by_rate = rate.seconds / rate.requests if rate is not None and rate.requests else 0.0
        return max(0.0, float(self.rules.crawl_delay(NAME) or 0.0), by_rate)


def parse(raw: bytes) -> Robots:
    """Return what RAW, the bytes of a robots.txt, says."""
    from protego import Protego  # takes a moment to load

    return Robots(Protego.parse(raw[:LARGEST].decode("utf-8", errors="replace")))
