"""The Python of README and docs runs, block after block, as a reader would type it.

A ``text`` block behind a Python block shows what that prints. ``KG_GOLDEN=write`` writes it.
"""

import io
import os
import re
import shutil
import tomllib
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(
    r"^```python\n(?P<code>.*?)^```$(?:\n\n^```text\n(?P<shown>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
DOCUMENTS = [
    path
    for path in (
        ROOT / "README.md",
        *sorted((ROOT / "docs").glob("*.md")),
        *sorted((ROOT / "docs" / "tutorials").glob("*.md")),
    )
    if BLOCK.search(path.read_text())
]
TABLE = re.compile(r"^\$ cat (people\.csv)\n(.*?)\n\n", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_of_documents_runs(path, tmp_path, monkeypatch):
    (tmp_path / "examples" / "news").mkdir(parents=True)
    for name in ("maduro-arraigned.txt", "chevron-venezuela.md"):  # all of them would take a minute
        shutil.copy(ROOT / "examples" / "news" / name, tmp_path / "examples" / "news")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "110")
    text = path.read_text()
    for name, table in TABLE.findall(text):  # the page makes a knowledge base of it first
        Path(name).write_text(f"{table}\n")
        with pytest.raises(SystemExit):
            cli.main(["kb", "import", name, "--kb", "mine.kb", "--from", "small"])
    names: dict[str, object] = {}

    def told(block: re.Match[str]) -> str:
        out = io.StringIO()
        with redirect_stdout(out):
            exec(compile(block["code"], str(path), "exec"), names)
        if block["shown"] is None:
            return block[0]
        printed = f"{out.getvalue().rstrip()}\n"
        return f"```python\n{block['code']}```\n\n```text\n{printed}```"

    written = BLOCK.sub(told, text)
    if os.environ.get("KG_GOLDEN") == "write":
        path.write_text(written)
        return
    assert text == written


def test_there_are_documents_with_python():
    names = {path.name for path in DOCUMENTS}
    assert {"README.md", "knowledge-base.md", "python.md", "python-developer.md"} <= names


def test_readme_names_every_extra_that_users_install():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]
    told = set(re.findall(r"news-kg\[(\w+)\]", (ROOT / "README.md").read_text()))
    assert told == extras.keys() - {"dev", "names"}  # for those who work on kg


def test_every_library_of_an_extra_for_users_is_tested():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = set(extras["pandas"])
    assert wanted <= set(extras["dev"])
