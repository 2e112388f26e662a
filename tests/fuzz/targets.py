"""What fuzzing calls with bytes of any kind: each target fails where the product breaks a promise.

A target may not raise what is no user's error, and each asserts what must hold of every input. Some inputs are
refused: that is an answer.
"""

import contextlib
import tempfile
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Store, parse

from kg import advisories, iri, sources
from kg.cli import commands
from kg.cli.config import defaults
from kg.errors import KgError
from kg.extract import RULES
from kg.fetch import robots
from kg.link.kb import fold
from kg.link.kb.choice import SMALL
from kg.model import Document
from kg.pipeline.report import Failure
from kg.pipeline.settings import checked
from kg.pipeline.stages import Stages
from kg.query import memory
from kg.rdf import serialize, terms
from kg.rdf.read import read as read_rdf
from kg.serve.guard import RefusedError, guarded
from kg.sources import credits, datelines, dates, people, stamps

Target = Callable[[bytes], None]
_BUG = "report it"  # what a failure says that is ours, not the document's
_READ = ("txt", "md", "html", "json", "jsonl", "csv", "xml")
_RDF = ("nt", "nq", "ttl", "trig", "rdf", "jsonld")
_SYNTAXES = ("turtle", "trig", "nq", "jsonld", "rdfxml")
_FAST = Path("/dev/shm")  # files in memory
_LONGEST = 20_000  # characters of a text that is parsed


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


@contextlib.contextmanager
def _file(data: bytes, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=_FAST if _FAST.is_dir() else None) as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        yield path


# --- readers


def _reader(suffix: str) -> Target:
    def target(data: bytes) -> None:
        with _file(data, f"news.{suffix}") as path:
            for each in sources.read(path):
                _check(each)

    return target


def _check(found: object) -> None:
    if isinstance(found, Document):
        NamedNode(found.id)
        found.text.encode()  # no half characters
        end = 0
        for segment in found.segments:
            assert end <= segment.start <= segment.end <= len(found.text)
            end = segment.end
        if found.published:
            assert dates.normalise(found.published) == found.published
    elif isinstance(found, sources.SourceFailure):
        assert _BUG not in found.message, found.message
        assert "\n" not in found.message


def paragraphs(data: bytes) -> None:
    """Paragraphs that may be bylines, datelines, credits or dates."""
    text = _text(data)
    stamps.find(text)
    found = datelines.find(text)
    assert found is None or 0 < found.length <= len(text)
    credits.byline(text), credits.copyright_line(text), credits.sign_off(text)
    credits.contributor(text, edge=True), people.authors(text)


def days(data: bytes) -> None:
    """Dates as people write them: what is understood is ISO 8601, and says the same when it is read again."""
    text = _text(data)
    try:
        found = dates.normalise(text)
    except ValueError:
        return
    assert dates.normalise(found) == found
    terms.calendar(found)


def names(data: bytes) -> None:
    """Names as the knowledge base folds them."""
    text = _text(data)
    folded = fold.fold(text)
    assert folded == folded.casefold()
    assert not any(map(unicodedata.combining, folded))
    fold.core(folded), fold.initials(folded), fold.sound(folded), fold.acronym(text)


def iris(data: bytes) -> None:
    """Names and addresses as IRIs: every result is one."""
    text = _text(data)
    NamedNode(iri.entity(iri.BASE, text, "person"))
    NamedNode(iri.article(iri.BASE, text))
    if (found := iri.from_url(text)) is not None:
        assert NamedNode(found).value == found
        assert iri.from_url(found) == found


# --- RDF


def _syntax(suffix: str) -> Target:
    def target(data: bytes) -> None:
        with _file(data, f"graph.{suffix}") as path, contextlib.suppress(KgError):
            list(read_rdf([path], base="https://a.example/"))

    return target


def literals(data: bytes) -> None:
    """Literals in every syntax: what is written is read again as it was."""
    text = terms.clean(_text(data))
    subject = NamedNode(iri.entity(iri.BASE, text, "person"))
    quads = {
        Quad(subject, NamedNode(f"{iri.BASE}label"), Literal(text, language="en")),
        Quad(subject, NamedNode(f"{iri.BASE}label"), Literal(text)),
        Quad(subject, NamedNode(f"{iri.BASE}near"), NamedNode(iri.article(iri.BASE, text))),
    }
    for syntax in _SYNTAXES:
        written = serialize(quads, syntax)
        known = {"jsonld": RdfFormat.JSON_LD, "rdfxml": RdfFormat.RDF_XML, "nq": RdfFormat.N_QUADS}
        format = known.get(syntax) or RdfFormat.from_extension(
            {"turtle": "ttl"}.get(syntax, syntax)
        )
        assert set(parse(written, format=format)) == quads, syntax


# --- what strangers send, and what lies around


def sparql(data: bytes) -> None:
    """Queries: what the guard lets pass asks no other server and does not see the ledger."""
    text = _text(data)
    try:
        passed = guarded(text)
    except RefusedError:
        return
    with contextlib.suppress(SyntaxError, OSError, ValueError, RuntimeError):
        rows = _guarded_store().query(passed)
        for row in rows if hasattr(rows, "variables") else ():
            assert not any("secret" in str(term) for term in row), text


@cache
def _guarded_store() -> Store:
    hidden = Literal("secret")
    ledger = NamedNode("urn:news-kg:ledger")
    fact = (NamedNode("https://a.example/s"), NamedNode("https://a.example/p"))
    return memory([Quad(*fact, Literal("o")), Quad(*fact, hidden, ledger)])


def settings(data: bytes) -> None:
    """A kg.toml, and a file of known vulnerabilities."""
    with _file(data, "kg.toml") as path:
        with contextlib.suppress(KgError):
            defaults(commands, path)
        with contextlib.suppress(KgError):
            advisories.advisories(path, ())


def robots_txt(data: bytes) -> None:
    """A robots.txt of a site."""
    found = robots.parse(data)
    found.pause  # noqa: B018 - a property that computes


# --- the whole way


def articles(data: bytes) -> None:
    """A text, all the way to quads, by the rules."""
    try:
        read = sources.read_text(_text(data)[:_LONGEST], url="https://a.example/1")
    except KgError:
        return
    for found in _stages().run([read]):
        if isinstance(found, Failure):
            assert _BUG not in found.message, found.message


@cache
def _stages() -> Stages:
    return Stages(checked(extractors=[RULES], kb=SMALL))


TARGETS: dict[str, Target] = {
    **{f"read-{suffix}": _reader(suffix) for suffix in _READ},
    **{f"rdf-{suffix}": _syntax(suffix) for suffix in _RDF},
    "paragraphs": paragraphs,
    "days": days,
    "names": names,
    "iris": iris,
    "literals": literals,
    "sparql": sparql,
    "settings": settings,
    "robots": robots_txt,
    "articles": articles,
}
