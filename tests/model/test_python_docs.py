"""The Python of README and docs/python.md runs, block after block, as a reader would type it."""

import re
import shutil
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENTS = [ROOT / "README.md", ROOT / "docs" / "python.md"]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_python_of_documents_runs(path, tmp_path, monkeypatch):
    (tmp_path / "examples" / "news").mkdir(parents=True)
    for name in ("maduro-arraigned.txt", "chevron-venezuela.md"):  # all of them would take a minute
        shutil.copy(ROOT / "examples" / "news" / name, tmp_path / "examples" / "news")
    monkeypatch.chdir(tmp_path)
    blocks = BLOCK.findall(path.read_text())
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(path), "exec"), names)


def test_readme_names_every_extra_that_users_install():
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"][
        "optional-dependencies"
    ]
    told = set(re.findall(r"news-kg\[(\w+)\]", (ROOT / "README.md").read_text()))
    assert told == extras.keys() - {"dev", "names"}  # for those who work on kg


def test_every_library_of_an_extra_for_users_is_tested():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted = {each for name in ("evaluate", "networkx", "pandas") for each in extras[name]}
    assert wanted <= set(extras["dev"])
