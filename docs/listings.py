"""Listings of the reference that are made from the code: Python names, commands, queries, classes, properties."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import click

import kg
from kg import cli, ontology, query
from kg.ontology import ClassTerm, Ontology, PropertyTerm

_FUNCTIONS: Final = ("build", "open", "read_text")


# --- Python


def python() -> str:
    """Return what autodoc is to say of each name that ``import kg`` gives: functions, then classes."""
    classes = [name for name in kg.__all__ if name not in _FUNCTIONS]
    return "\n".join([*map(_function, _FUNCTIONS), *map(_class, classes)])


def _function(name: str) -> str:
    return f"## {name}\n\n```{{eval-rst}}\n.. autofunction:: kg.{name}\n```\n"


def _class(name: str) -> str:
    options = ":members:\n   :show-inheritance:" if name == "KgError" else ":members:"
    return f"## {name}\n\n```{{eval-rst}}\n.. autoclass:: kg.{name}\n   {options}\n```\n"


# --- commands


def commands() -> str:
    """Return a section for each command: how it is used, what it does, arguments and options."""
    return "\n".join(_command(path, command) for path, command in every_command())


def every_command() -> Iterator[tuple[str, click.Command]]:
    """Yield all commands with how they are called: "kg", "kg build", "kg kb import"."""
    return _below("kg", cli.commands)


def _below(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from _below(f"{path} {name}", command.commands[name])


def _command(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path, help_option_names=["-h", "--help"])
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [f"## {path}", f"```\n{usage}\n```", *_paragraphs(command.help or "")]
    parts += _example(command.epilog or "")
    options = (each for each in command.get_params(context) if isinstance(each, click.Option))
    records = (option.get_help_record(context) for option in options)
    parts += [f"`{names}`\n: {_plain(about)}" for names, about in filter(None, records)]
    return "\n\n".join(parts) + "\n"


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a help text; one behind a backspace keeps its lines, as in click."""
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = paragraph.strip("\n").splitlines()
        if lines[0].strip() == "\b":
            yield "```\n" + "\n".join(lines[1:]) + "\n```"
        else:
            yield _plain(paragraph)


def _example(epilog: str) -> Iterator[str]:
    """Yield the commands that a help text ends with, as a block."""
    lines = [line.strip() for line in epilog.replace("Example:", "").splitlines() if line.strip()]
    if lines:
        yield "Example:\n\n```\n" + "\n".join(lines) + "\n```"


# --- queries


def queries() -> str:
    """Return a section for each named query: its question, parameters and columns."""
    return "\n".join(_query(query.load(name)) for name in query.names())


def _query(found: query.Query) -> str:
    parts = [f"## {found.name}", _plain(found.title), f"```\nkg query {found.name}\n```"]
    for param in found.params:
        need = "" if param.required else " Optional."
        parts.append(f"`--param {param.name}=…`\n: {_plain(param.about)}.{need}")
    parts.append("Columns: " + ", ".join(f"`{column}`" for column in found.columns) + ".")
    return "\n\n".join(parts) + "\n"


# --- the ontology


def classes() -> str:
    """Return the tree of classes, and a section for each one."""
    loaded = ontology.load()
    roots = [name for name, term in loaded.classes.items() if not term.parents]
    tree = [line for name in roots for line in _tree(name, loaded, 0)]
    sections = [_class_section(loaded.classes[name], loaded) for name in sorted(loaded.classes)]
    return "\n".join(["## The tree", "", *tree, "", "## All classes", "", *sections])


def _tree(name: str, loaded: Ontology, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {_link(name)}"
    for below in _children(name, loaded.classes):
        yield from _tree(below, loaded, depth + 1)


def _class_section(term: ClassTerm, loaded: Ontology) -> str:
    named = loaded.properties.values()
    rows = {
        "label": term.label,
        "IRI": f"`{term.iri}`",
        "above": _links(term.parents),
        "below": _links(_children(term.name, loaded.classes)),
        "properties from it": _links((p.name for p in named if term.name in p.domain), PROPERTIES),
        "properties to it": _links((p.name for p in named if term.name in p.range), PROPERTIES),
    }
    return _section(term.name, term.comment, rows)


def properties() -> str:
    """Return a section for each property: relations, roles of events, and properties of records."""
    loaded = ontology.load()
    every = [loaded.properties[name] for name in sorted(loaded.properties)]
    groups = {
        "Relations": [p for p in every if not p.is_role and not p.is_record],
        "Roles of events": [p for p in every if p.is_role],
        "Properties of claims, articles and the ontology": [
            p for p in every if p.is_record and not p.is_role
        ],
    }
    parts = []
    for title, members in groups.items():
        parts += [f"## {title}", "", *(_property_section(term, loaded) for term in members)]
    return "\n".join(parts)


def _property_section(term: PropertyTerm, loaded: Ontology) -> str:
    event = (
        f"{_link(term.event or '', CLASSES)}, from `{term.subject_role}` to `{term.object_role}`"
    )
    datatypes = [f"`{name}`" for name in sorted(term.datatypes)]
    allowed = [_link(name, CLASSES, loaded.classes) for name in sorted(term.range)]
    rows = {
        "label": term.label,
        "IRI": f"`{term.iri}`",
        "above": _links(term.parents),
        "below": _links(_children(term.name, loaded.properties)),
        "domain": ", ".join(_link(name, CLASSES, loaded.classes) for name in sorted(term.domain)),
        "range": ", ".join([*allowed, *datatypes]),
        "abbreviates": event if term.event else "",
        "after its end": _links([term.ended_as] if term.ended_as else []),
        "symmetric": "yes" if term.symmetric else "",
    }
    return _section(term.name, term.comment, rows)


CLASSES: Final = "classes.md"
PROPERTIES: Final = "properties.md"


def _children(name: str, terms: Mapping[str, Any]) -> list[str]:
    return sorted(other for other, term in terms.items() if name in term.parents)


def _section(name: str, comment: str, rows: Mapping[str, str]) -> str:
    listed = [f"| {key} | {value} |" for key, value in rows.items() if value]
    return "\n".join([f"### {name}", "", _plain(comment), "", "| | |", "|---|---|", *listed, ""])


def _links(names: Iterable[str], page: str = "") -> str:
    return ", ".join(_link(name, page) for name in sorted(names))


def _link(name: str, page: str = "", known: Mapping[str, Any] | None = None) -> str:
    """Return a link to the section of a term; a term that has none is only named."""
    if known is not None and name not in known:
        return f"`{name}`"
    return f"[{name}]({page}#{name.lower()})"


def _plain(text: str) -> str:
    """Return TEXT on one line, so that Markdown shows it as it stands."""
    return re.sub(r"([\\`*_<>\[\]|])", r"\\\1", " ".join(text.split()))


LISTINGS: Final[Mapping[str, Callable[[], str]]] = {
    "python": python,
    "commands": commands,
    "queries": queries,
    "classes": classes,
    "properties": properties,
}
