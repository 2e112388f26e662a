"""IRIs: how things get their names, as pure functions of what they are."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from ipaddress import AddressValueError, IPv6Address
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from kg.errors import ConfigError

BASE: Final = "https://w3id.org/news-kg/"
ONTOLOGY: Final = "https://w3id.org/news-kg/ontology#"
ONTOLOGY_GRAPH: Final = ONTOLOGY.rstrip("#")  # what a graph uses of the ontology goes along there

# The vocabularies that the graphs use, by their usual prefixes.
VOCABULARIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "schema": "https://schema.org/",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "itsrdf": "http://www.w3.org/2005/11/its/rdf#",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "qudt": "http://qudt.org/schema/qudt/",
        "unit": "http://qudt.org/vocab/unit/",
        "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "wd": "http://www.wikidata.org/entity/",
        "kg": ONTOLOGY,
        "gf": f"{BASE}grammar#",
    }
)

# What may stand in the local part of a prefixed name without an escape, dots at the ends aside.
# https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL
_UNSAFE: Final = re.compile(r"[^\w-]+")
_PLAIN_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")
# https://www.rfc-editor.org/rfc/rfc3987#section-2.2, as far as it matters for the beginning of a name
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x1f]+[/#:=]")
# The parts of an absolute web address. https://www.rfc-editor.org/rfc/rfc3986#appendix-B
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?:(?P<user>[^/?#]*)@)?(?P<host>\[[^\]/?#@]*\]|[^\[\]:/?#@]+)(?P<port>:\d*)?"
    r"(?P<path>(?:/[^?#]*)?)(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE | re.DOTALL,
)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_OBJECT: Final = re.compile(r"(?:s3|gs|az)://", re.IGNORECASE)
_DROPPED: Final = re.compile(
    r"[\t\r\n]"
)  # as browsers do: https://url.spec.whatwg.org/#url-parsing
_STRIPPED: Final = "".join(map(chr, range(0x21)))
_PCHAR: Final = "%:@!$&'()*+,;="
_NO_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_LIGATURES: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "œ": "oe",
    }
)


def is_address(name: str) -> bool:
    """Tell whether NAME is written as an address, of the web or of an object store, and is no path.

    >>> is_address("https://a.example/feed"), is_address("s3://news/fire.txt"), is_address("../news/**/*.txt")
    (True, True, False)
    """
    return _SCHEME.match(name) is not None


def is_object(name: str) -> bool:
    """Return whether NAME is the address of an object in an object store, or begins like one, and is no path.

    >>> is_object("s3://news/2026/fire.txt"), is_object("az://news"), is_object("news/fire.txt")
    (True, True, False)
    """
    return _OBJECT.match(name) is not None


def check_base(base: str) -> str:
    """Return BASE if names can begin with it, so that what is put behind it is an IRI.

    >>> check_base("https://example.org/news/")
    'https://example.org/news/'
    >>> check_base("news/")
    Traceback (most recent call last):
    ...
    kg.errors.ConfigError: base: 'news/' is no IRI that names can begin with; write it like https://example.org/news/
    """
    if not _ABSOLUTE.fullmatch(base):
        hint = "write it like https://example.org/news/"
        raise ConfigError(f"base: {base!r} is no IRI that names can begin with; {hint}")
    return base


def digest(*parts: str, length: int = 16) -> str:
    """Return LENGTH hex digits that depend on every part and on their order.

    >>> digest("a", "bc") == digest("ab", "c")
    False
    """
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def slug(name: str) -> str:
    """Return NAME as the local part of a prefixed name: readable, and different names stay different.

    Accents go, spaces become underscores; where anything else is lost, four hex digits keep names apart.

    >>> slug("Nicolás Maduro")
    'Nicolas_Maduro'
    >>> slug("AT&T") == slug("AT T")
    False
    """
    words = unicodedata.normalize("NFC", " ".join(name.split()))
    folded = unicodedata.normalize("NFKD", words.translate(_LIGATURES))
    plain = unicodedata.normalize("NFC", "".join(c for c in folded if not unicodedata.combining(c)))
    safe = _UNSAFE.sub("_", plain).strip("_-") or "thing"
    return safe if safe == plain.replace(" ", "_") else f"{safe}-{digest(words, length=4)}"


def entity(base: str, name: str, kind: str) -> str:
    """Return the IRI of the entity called NAME of a KIND such as ``person``.

    >>> entity(BASE, "Nicolás Maduro", "person")
    'https://w3id.org/news-kg/entity/Nicolas_Maduro.person'
    """
    return f"{base}entity/{slug(name)}.{kind}"


def known_entity(base: str, name: str, key: str) -> str:
    """Return the IRI of an entity of a knowledge base with the id KEY.

    >>> known_entity(BASE, "United States", "Q30")
    'https://w3id.org/news-kg/entity/United_States_Q30'
    """
    return f"{base}entity/{slug(name)}_{key}"


def keyed_entity(base: str, name: str, key: str) -> str:
    """Return the IRI of an entity whose KEY in a knowledge base may be anything, such as an IRI of its own.

    >>> keyed_entity(BASE, "Ana Ruiz", "https://people.example/ruiz")
    'https://w3id.org/news-kg/entity/Ana_Ruiz_x2f829010'
    """
    return known_entity(
        base, name, key if _PLAIN_KEY.fullmatch(key) else f"x{digest(key, length=8)}"
    )


def described_entity(base: str, name: str, kind: str, document: str) -> str:
    """Return the IRI of an entity that only a description in one DOCUMENT names.

    >>> described_entity(BASE, "two officers", "group", "https://example.org/a")
    'https://w3id.org/news-kg/entity/two_officers.group-79cb92fd'
    """
    return f"{base}entity/{slug(name)}.{kind}-{digest(document, name, kind, length=8)}"


def event(base: str, *key: str) -> str:
    """Return the IRI of the event with this KEY: its type, its roles, and its document where it needs one."""
    return f"{base}event/{digest(*key)}"


def predicate(base: str, name: str) -> str:
    """Return the IRI of a sense of a predicate, by its NAME in PropBank or its lemma.

    >>> predicate(BASE, "receive.01")
    'https://w3id.org/news-kg/predicate/receive.01'
    """
    return f"{base}predicate/{quote(name.replace(' ', '_'), safe='')}"


def claim(base: str, *key: str) -> str:
    """Return the IRI of the claim with this KEY."""
    return f"{base}claim/{digest(*key)}"


def article(base: str, key: str) -> str:
    """Return the IRI of an article that has no web address; KEY is its file's path or a digest of its text."""
    return f"{base}article/{slug(key)}"


def from_url(url: str) -> str | None:
    """Return URL as the IRI of an article, without its fragment; None where it is no absolute http(s) address.

    What an IRI may not have is percent-encoded (RFC 3987, section 2.2); escapes that are there stay.

    >>> from_url("https://example.org/a b?filter[]=1#top")
    'https://example.org/a%20b?filter%5B%5D=1'
    >>> from_url("notes.txt") is None, from_url("https://[::1/a") is None
    (True, True)
    """
    parts = _ADDRESS.fullmatch(_DROPPED.sub("", url.strip(_STRIPPED)))
    if parts is None:
        return None
    host = _host(parts["host"])
    try:
        user = quote(parts["user"], safe="%:!$&'()*+,;=") + "@" if parts["user"] else ""
        rest = quote(parts["path"], safe="/" + _PCHAR)
        query = "?" + quote(parts["query"], safe="/?" + _PCHAR) if parts["query"] else ""
    except UnicodeEncodeError:  # half a character
        return None
    if host is None or not host:
        return None
    address = f"{parts['scheme']}://{user}{host}{parts['port'] or ''}{rest}{query}"
    return _NO_ESCAPE.sub("%25", address)


def _host(written: str) -> str | None:
    """Return the host of an address as an IRI may have it; None where it is none."""
    if written.startswith("["):
        try:
            IPv6Address(written[1:-1] if "%" not in written else "")
        except AddressValueError:
            return None
        return written
    try:
        return quote(written, safe="%!$&'()*+,;=")
    except UnicodeEncodeError:
        return None


def fragment(document: str, start: int, end: int) -> str:
    """Return the IRI of a stretch of characters, after RFC 5147.

    >>> fragment("https://example.org/a", 0, 72)
    'https://example.org/a#char=0,72'
    """
    return f"{document}#char={start},{end}"
