"""``kg completion``: the tab key knows commands, options, files and the names of queries, in bash, zsh and fish."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import CompletionItem, get_completion_class

VARIABLE: Final = "_KG_COMPLETE"  # click answers the shell where it is set
SHELLS: Final = ("bash", "zsh", "fish")

Items = list[CompletionItem]
if TYPE_CHECKING:
    Type = click.ParamType[Any]
else:
    Type = click.ParamType  # which takes a parameter only since click 8.2

_HELP: Final = """Print what makes the tab key complete commands, options, files and names of queries in SHELL.

\b
bash  put into ~/.bashrc:  eval "$(kg completion bash)"
zsh   put into ~/.zshrc, behind compinit:  eval "$(kg completion zsh)"
fish  run once:  kg completion fish > ~/.config/fish/completions/kg.fish
"""


@click.command(
    help=_HELP,
    short_help="Print a script for the tab key of a shell.",
    epilog="Example:  kg completion bash",
)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script."""
    script = get_completion_class(shell)
    if script is not None:  # click has all three
        click.echo(script(context.find_root().command, {}, "kg", VARIABLE).source())


class _Completed(Type):
    """A type of values whose beginnings the tab key knows how to go on."""

    def __init__(self, inner: Type, find: Callable[[str], Items]) -> None:
        self.name = inner.name
        self._inner = inner
        self._find = find

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return VALUE as the type within has it."""
        return self._inner.convert(value, param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
        """Return what may stand where INCOMPLETE does."""
        return self._find(incomplete)


def offer(command: click.Command) -> None:
    """Let the tab key complete paths and names of COMMAND, and of what is below it."""
    for parameter in command.params:
        if find := _finder(parameter):
            parameter.type = _Completed(parameter.type, find)
    if isinstance(command, click.Group):
        for each in command.commands.values():
            offer(each)


def _finder(parameter: click.Parameter) -> Callable[[str], Items] | None:
    if parameter.name in _NAMED:
        return _NAMED[parameter.name]
    if parameter.metavar in ("DIR", "FOLDER"):
        return lambda incomplete: [CompletionItem(incomplete, type="dir")]
    is_path = isinstance(parameter.type, click.types.FuncParamType) and parameter.type.func is Path
    return _files if is_path or parameter.metavar == "FILE" else None


def _files(incomplete: str) -> Items:
    return [CompletionItem(incomplete, type="file")]


def _questions(incomplete: str) -> Items:
    """Return the named queries that begin so; where there are none, a file of SPARQL may be meant."""
    # Imported here, as below: only who presses the key waits for it.
    from kg import query

    found = [name for name in query.names() if name.startswith(incomplete)]
    return [CompletionItem(name, help=query.load(name).title) for name in found] or _files(
        incomplete
    )


def _loaders(incomplete: str) -> Items:
    from kg.rdf.bulk.loaders import LOADERS

    return _beginning(LOADERS, incomplete)


def _profiles(incomplete: str) -> Items:
    from kg.endpoint.profiles import PROFILES

    return _beginning(PROFILES, incomplete)


def _beginning(names: Iterable[str], incomplete: str) -> Items:
    return [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]


def _bases(incomplete: str) -> Items:
    from kg.link.kb.choice import WORDS

    return [*_beginning(WORDS, incomplete), *_files(incomplete)]


def _tools(incomplete: str) -> Items:
    from kg.cli.assist import TOOLS

    return _beginning(TOOLS, incomplete)


_NAMED: Final[dict[str | None, Callable[[str], Items]]] = {
    "question": _questions,
    "loader": _loaders,
    "profile": _profiles,
    "sources": _files,
    "kb": _bases,
    "tool": _tools,
}

COMMANDS: Final = (completion,)
