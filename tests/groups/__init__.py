"""Groups of tests: "model" loads the language model, "server" starts a server, "slow" takes long, "quick" is the rest.

Folders and fixtures tell which; what they do not tell is a mark on the test. A quick test that is none fails.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from groups.sitecustomize import GROUP, refuse

__all__ = ["refuse"]

TESTS = Path(__file__).parents[1]
# By where they lie, the longest path first; by what they need; else they are quick.
PLACES = {
    "link/test_installed.py": "slow",  # builds the knowledge base of all that is installed, again and again
    "link/test_kb_commands.py": "slow",
    "faults/test_pushes.py": "server",
    "faults": "slow",  # starts commands, each twice
    "test_bulk.py": "slow",
    "test_resolve.py": "slow",
    "test_push.py": "server",
    "test_watching.py": "server",
    "firsthour": "model",
    "hostile": "model",
    "model": "model",
    "cluster/test_cluster.py": "model",
    "assist": "server",
    "serve": "server",
    "training": "slow",  # reads the corpus of the network
}
FIXTURES = {
    "running_oxigraph": "server",
    "running_object_store": "server",
    "running_virtuoso": "server",
    "jena": "server",
    "server": "server",
}
# An example in a docstring that builds a graph, or asks the one that conftest.py builds for all.
_BUILDS = re.compile(r"\bgraph\b|\bkg\.build\(")
SLOW = ("model", "server", "slow")
_left_out: Counter[str] = Counter()


def pytest_configure() -> None:
    here = str(Path(__file__).parent)
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    )


def group_of(item: pytest.Item) -> str:
    """The group of ITEM: by a mark of its own, by a fixture, by the words of an example, by its folder."""
    own = {mark.name for mark in item.iter_markers()} & {*SLOW, "quick"}
    needed = {FIXTURES[name] for name in getattr(item, "fixturenames", ()) if name in FIXTURES}
    if isinstance(item, pytest.DoctestItem) and _BUILDS.search(_examples(item)):
        needed.add("model")
    place = item.path.relative_to(TESTS).as_posix() if item.path.is_relative_to(TESTS) else ""
    there = [group for start, group in PLACES.items() if f"{place}/".startswith(f"{start}/")]
    return min(own or needed or {*there[:1]} or {"quick"})


def _examples(item: pytest.DoctestItem) -> str:
    return "".join(example.source for example in item.dtest.examples)


@pytest.hookimpl(tryfirst=True)  # before -m chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        item.add_marker(group_of(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    os.environ[GROUP] = group_of(item)
    return (yield)


def pytest_deselected(items: list[pytest.Item]) -> None:
    _left_out.update(group_of(item) for item in items)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(
        session.config, "workeroutput"
    ):  # a worker of pytest-xdist, which reports nothing itself
        session.config.workeroutput["left out"] = dict(_left_out)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    told = getattr(node, "workeroutput", {})  # none from a worker that was killed
    if "left out" in told:
        _left_out.clear()  # every worker collects all
        _left_out.update(told["left out"])


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if any(_left_out[group] for group in SLOW):
        terminalreporter.write_line(
            f"left out: {_left_out['model']} tests that load the language model, {_left_out['server']} that start "
            f"a server, {_left_out['slow']} that take long; make test runs all"
        )
