"""What ``kg doctor`` tells of the distributions that kg consists of: licences, uses, and known vulnerabilities."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.facts import table
from kg.plurals import counted


def show_licenses(*, as_json: bool) -> int:
    """Print what is installed for kg, with the licence of each and what kg lets it do."""
    from kg.dependencies import dependencies

    found = dependencies()
    if as_json:
        click.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False, indent=1))
        return 0
    rows = [(each.name, each.version, each.licence, each.needed_by, each.use) for each in found]
    titles = ("name", "version", "licence", "needed by", "what kg lets it do")
    click.echo(table(titles, rows), nl=False)
    return 0


def show_advisories(path: Path, *, as_json: bool) -> int:
    """Print which records of OSV at PATH concern what is installed for kg; the exit code is 1 if any does."""
    from kg.advisories import advisories
    from kg.dependencies import dependencies

    installed = dependencies()
    found = advisories(path, installed)
    if as_json:
        plain = [
            {"name": each.dependency.name, "version": each.dependency.version, "id": each.id,
             "fixed": each.fixed, "summary": each.summary}
            for each in found
        ]  # fmt: skip
        click.echo(json.dumps(plain, ensure_ascii=False, indent=1))
    elif found:
        rows = [
            (each.dependency.name, each.dependency.version, each.fixed or "none yet", each.id, each.summary)
            for each in found
        ]  # fmt: skip
        click.echo(table(("name", "installed", "fixed in", "record", "what it is"), rows), nl=False)
    else:
        click.echo(f"{counted(len(installed), 'distribution')}, none with a known vulnerability")
    return 1 if found else 0
