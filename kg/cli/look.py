"""``kg doctor``: whether the tool can work."""

import json
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

import click

from kg.errors import KgError
from kg.plurals import counted

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
    checks["llm"] = llm()
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


def llm() -> tuple[bool | None, str]:
    """Return whether a language model could be asked from here; None where what only that needs is not there."""
    try:
        return True, f"httpx {version('httpx')}"
    except PackageNotFoundError:
        needs = "httpx is not installed: pip install 'news-kg[llm]'"
        return None, f"for kg build --extractors llm alone: {needs}"


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


COMMANDS: Final = (doctor,)
