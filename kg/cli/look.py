"""``kg ontology`` and ``kg doctor``: what the tool knows, and whether it can work."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kg.cli.words import nearest, own_terms
from kg.errors import KgError, OntologyError
from kg.plurals import counted

if TYPE_CHECKING:
    from kg.ontology import ClassTerm, Entry, Ontology, PropertyTerm

_PACKAGES: Final = (
    "news-kg",
    "spacy",
    "onnxruntime",
    "pyoxigraph",
    "rdflib",
    "SPARQLWrapper",
    "pyshacl",
    "trafilatura",
)


_MARKS: Final = {True: "ok ", False: "BAD", None: "-  "}  # the last for what is not needed


@click.command(
    short_help="Show the ontology, or all about a word.", epilog="Example:  kg ontology charge"
)
@click.argument("word", required=False)
@own_terms
def ontology(word: str | None, files: tuple[Path, ...]) -> None:
    """Show the classes and properties, or all that there is about WORD: a term, a lemma, a name."""
    from kg.ontology import load

    known = load(*files)
    lines = list(_about(known, word) if word else _overview(known))
    if not lines:
        names = {name.casefold(): name for name in _names(known)}
        advice = nearest(word.casefold(), sorted(names)) if word else ""
        raise OntologyError(
            f"ontology: nothing is called {word!r}; {advice if 'mean' in advice else 'try kg ontology'}"
        )
    click.echo("\n".join(lines))


def _names(known: "Ontology") -> set[str]:
    labels = {label for term in known.terms for label in term.labels}
    return {*known.classes, *known.properties, *(entry.lemma for entry in known.entries), *labels}


def _overview(known: "Ontology") -> Iterator[str]:
    groups = {
        "Classes": [c.name for c in known.classes.values() if not c.is_event],
        "Events": [c.name for c in known.classes.values() if c.is_event],
        "Direct properties": [p.name for p in known.properties.values() if p.is_direct],
        "Roles": [p.name for p in known.properties.values() if p.is_role],
    }
    for title, names in groups.items():
        yield f"{title} ({len(names)})"
        yield "  " + ", ".join(sorted(names))
    kinds = Counter(entry.kind.value for entry in known.entries)
    yield f"Lexicon ({len(known.entries):,})"
    yield "  " + ", ".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items()))
    yield f"Gazetteer ({len(known.terms):,})"


def _about(known: "Ontology", word: str) -> Iterator[str]:
    folded = word.casefold()
    terms: list[ClassTerm | PropertyTerm] = [*known.classes.values(), *known.properties.values()]
    for term in terms:
        if folded in (term.name.casefold(), term.label.casefold()):
            yield from _term(term)
    for entry in known.entries:
        if folded in (entry.lemma.casefold(), entry.name.casefold()) or word == entry.evokes:
            yield from _entry(entry)
    for named in known.terms:
        if folded in {label.casefold() for label in named.labels}:
            yield f"gaz:{named.key}  {named.type}  {', '.join(sorted(named.labels))}"


def _term(term: "ClassTerm | PropertyTerm") -> Iterator[str]:
    parents = f" below {', '.join(term.parents)}" if term.parents else ""
    yield f"kg:{term.name}{parents}"
    yield f"  {term.comment}"
    domain, values = (getattr(term, name, ()) for name in ("domain", "range"))
    if domain or values:
        yield f"  from {_any(domain)} to {_any(values)}"


def _any(names: Any) -> str:
    return " or ".join(sorted(names)) or "anything"


def _entry(entry: "Entry") -> Iterator[str]:
    meaning = f"evokes {entry.evokes}" if entry.evokes else ""
    if entry.status:
        meaning = f"makes its {entry.complement or 'complement'} {entry.status.value}"
    yield f"lex:{entry.name}  {entry.kind.value} {entry.lemma!r}  {meaning}"
    if entry.slots:
        yield "  " + "; ".join(f"{function}: {role}" for function, role in entry.slots.items())
    yield f"  “{entry.example}”"


@click.command(
    short_help="Check the installation, the model, a store.",
    epilog="Example:  kg doctor --store out/demo",
)
@click.option("--store", type=Path, metavar="DIR", help="Look at the store in this folder too.")
@click.option("--model", metavar="NAME", help="Look at this spaCy pipeline.")
@click.option(
    "--licenses", is_flag=True, help="Show what is installed for kg, its licences and uses."
)
@click.option("--advisories", type=Path, metavar="FILE",
              help="Show which of it has vulnerabilities, by records of OSV: a file, a folder, a zip.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def doctor(
    store: Path | None, model: str | None, as_json: bool, licenses: bool, advisories: Path | None
) -> int:
    """Show versions, and whether the model, the ontology and a store can be used.

    Nothing is asked of anybody: https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip has the records for
    --advisories; the exit code is 1 if one concerns what is installed.
    """
    from kg.cli.supply import show_advisories, show_licenses

    if licenses:
        return show_licenses(as_json=as_json)
    if advisories:
        return show_advisories(advisories, as_json=as_json)
    checks: dict[str, tuple[bool | None, str]] = {
        "python": (True, sys.version.split()[0]),
        **{name: _version(name) for name in _PACKAGES},
    }
    checks["model"] = _try(lambda: _model(model))
    checks["network"] = _try(_network)
    checks["ontology"] = _try(_ontology)
    if store:
        checks["store"] = _try(lambda: _store(store))
    checks["spark"] = spark()
    if as_json:
        plain = {name: {"ok": well, "found": found} for name, (well, found) in checks.items()}
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    else:
        for name, (well, found) in checks.items():
            click.echo(f"{_MARKS[well]}  {name:<14} {found}")
    return 1 if any(well is False for well, _ in checks.values()) else 0


def spark() -> tuple[bool | None, str]:
    """Return whether a build on Spark could begin here; None where what only it needs is not there."""
    from kg.cluster.java import check_java

    try:
        installed = f"pyspark {version('pyspark')}"
    except PackageNotFoundError:
        installed = "pyspark is not installed: pip install 'news-kg[spark]'"
    well, java = _try(check_java)
    told = f"{installed}; {f'Java {java}' if well else java}"
    is_there = well and "not installed" not in installed
    return (True, told) if is_there else (None, f"for kg build --spark alone: {told}")


def _version(package: str) -> tuple[bool, str]:
    try:
        return True, version(package)
    except PackageNotFoundError:
        return False, "not installed; run pip install -e ."


def _try(check: Any) -> tuple[bool, str]:
    try:
        return True, check()
    except KgError as error:
        return False, str(error)


def _model(name: str | None) -> str:
    from kg.nlp import load_model

    nlp = load_model(name)
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']} loads"


def _network() -> str:
    from kg.learned.choice import WEIGHTS
    from kg.learned.runtime import load_reader as load_network
    from kg.learned.runtime import manifest
    from kg.ontology import load

    load_network(load())
    size = sum(path.stat().st_size for path in WEIGHTS.iterdir()) / 1e6
    return f"version {manifest()['version']}, {size:.0f} MB of weights"


def _ontology() -> str:
    from kg import data, intact
    from kg.ontology import load

    intact.check_installed(data.DISTRIBUTION, data.PACKAGE)
    known = load()
    return (
        f"{len(known.classes):,} classes, {len(known.properties):,} properties, "
        f"{len(known.entries):,} lexicon entries, {len(known.terms):,} names"
    )


def _store(path: Path) -> str:
    from kg.rdf import resolution
    from kg.store import Embedded

    with Embedded.read_only(path) as embedded:
        articles = set(embedded.documents()) - {resolution.name(embedded.base)}
        resolved = "resolved, " if len(articles) < len(embedded.documents()) else ""
        found = embedded.totals()
    facts, triples = counted(found.facts, "fact"), counted(found.triples, "triple")
    return f"{counted(len(articles), 'document')}, {resolved}{facts} in {triples}"


COMMANDS: Final = (ontology, doctor)
