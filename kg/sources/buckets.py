"""Buckets of object stores: what they list, and what is in an object, by obstore, which is an extra.

obstore takes the account from the environment, under the names that other tools know it by.
"""

import datetime
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kg.errors import SourceError, library

_STORES: Final = {"s3": "S3Store", "gs": "GCSStore", "az": "AzureStore"}
_ACCOUNTS: Final = {
    "s3": "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    "gs": "GOOGLE_APPLICATION_CREDENTIALS",
    "az": "AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY",
}
_NAME: Final = re.compile(r"[A-Za-z0-9$][A-Za-z0-9._-]+")  # what all three allow, and more
_PART: Final = 16 * 1024 * 1024  # bytes that are fetched at once
_SECONDS: Final = 120  # for one request
_TRIES: Final = 4

_NO_BUCKET: Final = re.compile(r"NoSuchBucket|ContainerNotFound|bucket does not exist")
# What runs in a cloud may ask it for an account; where nothing answers, this is what the library tells.
_NO_ACCOUNT: Final = re.compile(
    r"169\.254\.|metadata|token request|latest/api/token|Account must be specified"
)
_REFUSED: Final = re.compile(r"\b40[13] ")
_ELSEWHERE: Final = re.compile(r"\b301 |PermanentRedirect|region")
_TOLD: Final = re.compile(r"<Message>(.*?)</Message>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as a bucket lists it: its KEY, its SIZE in bytes, and its TAG, which changes when it does."""

    key: str
    size: int
    tag: str | None


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket of S3 or Google Cloud Storage, or a container of Azure Blob Storage."""

    scheme: str
    name: str
    _store: Any = field(compare=False, repr=False)

    def __str__(self) -> str:
        return f"{self.scheme}://{self.name}"

    def listed(self, folder: str, address: str) -> Iterator[Listed]:
        """Yield the objects below a FOLDER, all where it is "", in no order; errors are about an ADDRESS."""
        with _told(address):
            for some in _obstore().list(self._store, folder or None):
                yield from map(_listed, some)

    def at(self, key: str) -> Listed | None:
        """Return the object at KEY; None where there is none."""
        with _told(f"{self}/{key}"):
            try:
                return _listed(_obstore().head(self._store, key))
            except FileNotFoundError:
                return None

    def fetch(self, listed: Listed, path: Path) -> None:
        """Write the object that was LISTED to PATH, in parts; what has changed since is an error."""
        unchanged: dict[str, Any] = {"if_match": listed.tag} if listed.tag else {}
        with _told(f"{self}/{listed.key}"), path.open("wb") as copy:
            for start in range(0, listed.size, _PART):
                part = {"range": (start, min(start + _PART, listed.size)), **unchanged}
                copy.write(_obstore().get(self._store, listed.key, options=part).bytes())


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Raise in one line what goes wrong at an ADDRESS meanwhile."""
    errors = library("obstore.exceptions", "objects")
    try:
        yield
    except errors.PreconditionError as error:
        raise SourceError(f"{address}: it has changed since it was listed; run it again") from error
    except FileNotFoundError as error:
        raise SourceError(f"{address}: it is gone since it was listed") from error
    except (errors.BaseError, PermissionError) as error:
        raise SourceError(f"{address}: {reason(str(error), address)}") from error


def reason(said: str, address: str) -> str:
    """Return why an ADDRESS cannot be read, shortly, of what the library SAID; what to do, where that is known."""
    scheme, _, rest = address.partition("://")
    scheme = scheme.lower()
    line = said.partition("\n\n")[0]
    account = _ACCOUNTS[scheme]
    if _NO_BUCKET.search(line):
        return f"there is no bucket {rest.partition('/')[0]}; check its name, and whose account you use"
    if _NO_ACCOUNT.search(line):
        return f"no account was found in the environment; set {account}"
    if _REFUSED.search(line):
        return f"access is refused{_reported(line)}; check {account}"
    if scheme == "s3" and _ELSEWHERE.search(line):
        return f"the bucket is in another region{_reported(line)}; set AWS_REGION"
    return f"cannot be read: {_plain(line)}"


def bucket(scheme: str, name: str, address: str) -> Bucket:
    """Return the bucket called NAME of the store that SCHEME stands for: s3, gs or az; errors are about an ADDRESS.

    >>> bucket("s3", "no bucket", "s3://no bucket/a.txt")
    Traceback (most recent call last):
    ...
    kg.errors.SourceError: s3://no bucket/a.txt: 'no bucket' is no name of a bucket; give s3://BUCKET/FOLDER/
    """
    if not _NAME.fullmatch(name):
        wrong = f"{name!r} is no name of a bucket; give {scheme}://BUCKET/FOLDER/"
        raise SourceError(f"{address}: {wrong}")
    with _told(address):
        return Bucket(scheme, name, _store(scheme, name))


def _obstore() -> Any:
    return library("obstore", "objects")


def _store(scheme: str, name: str) -> Any:
    options: dict[str, Any] = {"timeout": f"{_SECONDS}s"}
    if scheme == "s3" and os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://"):
        options["allow_http"] = True  # whoever gives such an address wants it
    patience = {
        "max_retries": _TRIES,
        "retry_timeout": datetime.timedelta(seconds=_TRIES * _SECONDS),
    }
    kind = getattr(library("obstore.store", "objects"), _STORES[scheme])
    return kind(name, client_options=options, retry_config=patience)


def _listed(meta: Any) -> Listed:
    return Listed(meta["path"], meta["size"], meta["e_tag"])


def _reported(line: str) -> str:
    found = _TOLD.search(line)
    return f" ({' '.join(found[1].split()).rstrip('.')})" if found else ""


def _plain(line: str) -> str:
    """Return a LINE of the library without what differs from time to time.

    >>> _plain("Generic S3 error: Error performing GET http://a.example/news in 2.1ms - HTTP error: no route")
    'Error performing GET http://a.example/news: HTTP error: no route'
    """
    line = re.sub(r"^Generic \w+ error: ", "", line)
    line = re.sub(r" in [\d.]+[mµn]?s(, after \d+ retries[^-]*)?\s* - ", ": ", line)
    return " ".join(_TOLD.sub(r"\1", line).split())
