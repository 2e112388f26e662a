"""Web addresses: which may be fetched, and which of them are the same page."""

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from kg import iri
from kg.errors import SourceError

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


def is_address(name: str) -> bool:
    """Tell whether NAME is written as an address of the web, right or wrong.

    >>> is_address("https://a.example/feed.xml"), is_address("news/feed.xml"), is_address("s3://bucket/a")
    (True, False, False)
    """
    return _WEB.match(name) is not None


def check_address(address: str) -> str:
    """Return ADDRESS without its fragment, if it may be fetched.

    >>> check_address("https://a.example/rain#top")
    'https://a.example/rain'
    >>> check_address("file:///etc/hosts")
    Traceback (most recent call last):
    ...
    kg.errors.SourceError: file:///etc/hosts: is no address of the web; give one that begins with https:// or http://
    """
    if not _WEB.match(address):
        what = "is no address of the web" if _SCHEME.match(address) else "is no address"
        raise SourceError(f"{address}: {what}; give one that begins with https:// or http://")
    found = iri.from_url(address)
    if found is None or not host(found):
        raise SourceError(f"{address}: is no address that can be fetched; check it")
    if "@" in urlsplit(found).netloc:
        bare = f"{urlsplit(found).scheme}://…@{host(found)}"
        raise SourceError(f"{bare}: has a user in it; kg signs in nowhere, give the address alone")
    return found


def host(address: str) -> str:
    """Return the host of an ADDRESS, without its port; "" where it has none or the port is no number.

    >>> host("https://News.example:8080/rain"), host("https://news.example:rain/")
    ('news.example', '')
    """
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 -- raises where it is no number
        return parts.hostname or ""
    except ValueError:
        return ""


def site(address: str) -> str:
    """Return the scheme, host and port of an ADDRESS, for which one robots.txt speaks.

    >>> site("https://News.example:8080/rain?x=1")
    'https://news.example:8080'
    """
    parts = urlsplit(address)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def server(address: str) -> str:
    """Return the host and port of an ADDRESS, to which one request goes at a time.

    >>> server("https://News.example:8080/rain?x=1")
    'news.example:8080'
    """
    return urlsplit(address).netloc.lower()


def is_inside(address: str) -> bool:
    """Tell whether an ADDRESS names a machine of a local network, or this one.

    >>> is_inside("http://127.0.0.1:8000/a"), is_inside("http://169.254.169.254/"), is_inside("https://a.example/")
    (True, True, False)
    """
    name = host(address)
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(name).is_global
    except ValueError:
        return False


def key(address: str) -> str:
    """Return ADDRESS without what tells only where a reader came from, as one page is listed by several.

    >>> key("https://a.example/rain?utm_source=rss&id=7#top")
    'https://a.example/rain?id=7'
    """
    from courlan import normalize_url  # takes a moment to load

    return iri.from_url(normalize_url(address)) or address
