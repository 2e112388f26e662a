"""The tab key, in the shells themselves where they are installed; mistyped options; an example in every help."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from kg import cli, query

BIN = Path(sys.executable).parent
SHELLS = {
    "bash": 'eval "$(kg completion bash)"; COMP_WORDS=({words} {last}); COMP_CWORD={count}; _kg_completion kg; '
    'printf "%s\\n" "${{COMPREPLY[@]}}"',
    "fish": 'kg completion fish | source; complete -C "{words} {last}" | string split -f1 \\t',
    "zsh": 'autoload -U compinit; compinit -D -u; eval "$(kg completion zsh)"; print $_comps[kg]',
}


def every(command: click.Command, path: tuple[str, ...] = ()):
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from every(each, (*path, name))


COMMANDS = [(path, command) for path, command in every(cli.commands) if path]
BY_PATH = pytest.mark.parametrize(
    ("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS]
)


def tab(
    line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """Return what the shell is told when the key is pressed at the end of LINE."""
    monkeypatch.setenv("_KG_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", line)
    monkeypatch.setenv("COMP_CWORD", str(line.count(" ")))
    with pytest.raises(SystemExit):
        cli.main([])
    printed = capsys.readouterr()
    assert printed.err == ""
    return printed.out.splitlines()


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("kg bui", ["plain,build"]),
        ("kg kb sh", ["plain,show"]),
        ("kg -v bui", ["plain,build"]),
        ("kg query who-is-c", ["plain,who-is-charged"]),
        ("kg query mine.", ["file,mine."]),
        ("kg query x --format tu", ["plain,turtle"]),
        ("kg build x --prov", ["plain,--provenance"]),
        ("kg build x --provenance n", ["plain,none"]),
        ("kg build x --kb sm", ["plain,small", "file,sm"]),
        ("kg build art", ["file,art"]),
        ("kg build x -o gra", ["file,gra"]),
        ("kg query x --store ou", ["dir,ou"]),
        ("kg validate gra", ["file,gra"]),
        ("kg bulk virt", ["plain,virtuoso"]),
        ("kg push --profile fus", ["plain,fuseki"]),
        ("kg mcp --call sp", ["plain,sparql"]),
        ("kg mcp --store ou", ["dir,ou"]),
        ("kg completion z", ["plain,zsh"]),
        ("kg nothing", []),
    ],
)
def test_key_offers_what_may_stand_there(line, offered, monkeypatch, capsys):
    assert [line for line in tab(line, monkeypatch, capsys) if line] == offered


def test_key_offers_every_query(monkeypatch, capsys):
    offered = tab("kg query ", monkeypatch, capsys)
    assert offered == [f"plain,{name}" for name in query.names()]


def test_key_works_beside_a_kg_toml_with_a_mistake(folder, monkeypatch, capsys):
    (folder / "kg.toml").write_text("[bild]\nworkers = 2\n")
    assert tab("kg bui", monkeypatch, capsys) == ["plain,build"]


def test_key_loads_nothing_heavy():
    code = (
        "import sys\nfrom kg.cli import main\ntry: main([])\nexcept SystemExit: pass\n"
        "print(sorted({'spacy', 'rdflib', 'trafilatura', 'pyshacl', 'onnxruntime'} & set(sys.modules)))"
    )
    asked = {"_KG_COMPLETE": "bash_complete", "COMP_WORDS": "kg query who-", "COMP_CWORD": "2"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **asked},
    )
    assert done.stdout.splitlines()[-2:] == ["plain,who-said-what", "[]"]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("words", "last", "offered"),
    [("kg", "bui", "build"), ("kg query", "who-is-c", "who-is-charged")],
)
def test_shell_completes(shell, words, last, offered, tmp_path):
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = SHELLS[shell].format(words=words, last=last, count=len(words.split()))
    done = subprocess.run(
        [shell, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        env={**os.environ, "PATH": f"{BIN}:{os.environ['PATH']}", "HOME": str(tmp_path)},
    )
    # Without a terminal zsh completes nothing; that it knows whom to ask is all there is to see.
    assert done.stdout.split() == (["_kg_completion"] if shell == "zsh" else [offered])


@pytest.mark.parametrize("shell", SHELLS)
def test_script_of_every_shell_is_printed(shell, act):
    outcome = act("completion", shell)
    assert (outcome.code, outcome.err, outcome.changed) == (0, "", frozenset())
    assert f"_KG_COMPLETE={shell}_complete" in outcome.out


def test_other_shell_is_told(act):
    outcome = act("completion", "tcsh")
    assert (outcome.code, outcome.out) == (2, "")
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in outcome.err


@BY_PATH
def test_mistyped_option_names_the_nearest(path, command, act):
    options = [each for param in command.params for each in param.opts if each.startswith("--")]
    assert "--verbose" in options
    for option in options:
        wrong = f"{option[:-2]}{option[-1]}{option[-2]}x"
        outcome = act(*path, wrong, "x")
        assert (outcome.code, outcome.out) == (2, "")
        last = outcome.err.splitlines()[-1]
        assert re.search(rf"{wrong}\b.*(Did you mean|Possible options).*{option}\b", last), last


@BY_PATH
def test_help_of_every_command_ends_with_an_example(path, command, act):
    outcome = act(*path, "--help")
    assert outcome.code == 0
    assert re.search(rf"\n +(Example:  )?kg {path[0]} \S.*\n$", outcome.out)
    assert "\n  Example:  kg " in outcome.out
