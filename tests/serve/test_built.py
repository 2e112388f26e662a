"""The built page that goes along: that web/ builds it, that it loads nothing from elsewhere, and how large it is."""

import gzip
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
BUILT = Path(__file__).parents[2] / "kg/serve/page/built"
PARTS = Path(__file__).parents[2] / "kg/notebook/built"
LARGEST = 1 << 20  # bytes, packed, of all that a reader can load


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("part", ["page", "picture", "answer"])
def test_the_page_and_its_parts_are_what_web_builds(tmp_path, part):
    if not shutil.which("npm") or not (WEB / "node_modules/.bin/vite").exists():
        pytest.skip("Node.js or the packages of web/ are missing; run `npm ci` in web/")
    config = [] if part == "page" else ["--config", "vite.notebook.config.ts"]
    subprocess.run(
        ["node_modules/.bin/vite", "build", *config, "--outDir", str(tmp_path), "--logLevel", "error"],
        cwd=WEB, env={**os.environ, "KG_BUILT": str(tmp_path), "KG_PART": part}, check=True, timeout=300,
    )  # fmt: skip
    built = files(tmp_path)
    kept = (
        files(BUILT)
        if part == "page"
        else {name: body for name, body in files(PARTS).items() if name.startswith(part)}
    )
    assert sorted(built) == sorted(kept), "run `make web`"
    assert [name for name in built if built[name] != kept[name]] == [], "run `make web`"


def test_types_are_right_and_the_tests_of_the_page_pass():
    if not (WEB / "node_modules/.bin/vitest").exists():
        pytest.skip("the packages of web/ are missing; run `npm ci` in web/")
    for command in (["tsc", "--noEmit"], ["vitest", "run"]):
        done = subprocess.run(
            [f"node_modules/.bin/{command[0]}", *command[1:]],
            cwd=WEB, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_page_is_small():
    assert sum(len(gzip.compress(body)) for body in files(BUILT).values()) < LARGEST


def test_nothing_is_loaded_from_elsewhere():
    for name, body in files(BUILT).items():
        if name.endswith(("html", "css")):
            assert not re.search(rb"(?:src|href|url)\s*[=(]\s*['\"]?(?:https?:)?//", body), name


def test_licences_of_the_parts_of_notebooks_go_along():
    for part, name in (("picture", "cytoscape-fcose"), ("answer", "d3-scale")):
        told = (PARTS / f"{part}.licences.txt").read_text(encoding="utf-8")
        assert f"Name: {name}\n" in told
        assert set(re.findall(r"^License: (.+)$", told, re.M)) <= {"MIT", "ISC", "BSD-3-Clause"}


def test_licences_of_all_that_is_built_in_go_along():
    told = (BUILT / "licences.txt").read_text(encoding="utf-8")
    for name in (
        "preact",
        "cytoscape",
        "@codemirror/view",
        "d3-zoom",
        "world-atlas",
        "topojson-client",
    ):
        assert f"Name: {name}\n" in told, name
    licences = set(re.findall(r"^License: (.+)$", told, re.M))
    assert licences <= {"MIT", "ISC", "BSD-3-Clause", "Apache-2.0"}


def test_the_lock_names_no_address():
    lock = (WEB / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert "://" not in lock, "run `npm run lock` in web/"
